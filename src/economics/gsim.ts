/**
 * GSIM: world prices of one good, differentiated by exporter, that clear every exporter's market when tariffs change
 * anywhere. Linear in the changes. Source: Francois and Hall (2003), Global Simulation Analysis of Industry-Level Trade
 * Policy; METHODS 2.7.
 */
import { sum } from "./elementary.js";
import { solved } from "./equations.js";
import { UNLIMITED } from "./response.js";

type Matrix = readonly (readonly number[])[];

/** Rows are exporters, columns importers, of the same countries in the same order. */
export interface GsimInput {
  /** Trade at world prices; on the diagonal what is sold at home. */
  readonly trade: Matrix;
  /** One plus the tariff as a fraction. */
  readonly factorBefore: Matrix;
  readonly factorAfter: Matrix;
  /** Demand elasticity of each importer for all of it, below zero. */
  readonly demand: readonly number[];
  /** Substitution between exporters, of each importer. */
  readonly substitution: readonly number[];
  /** Supply elasticity of each exporter; `UNLIMITED` for a given price. */
  readonly supply: readonly number[];
}

/** What follows for each exporter and each pair of countries. */
export interface GsimOutcome {
  /** Of each exporter, as a fraction: the change of its world price and of what it sells; neither falls by more than all. */
  readonly price: readonly number[];
  readonly output: readonly number[];
  /** Trade at world prices after; nothing below zero. */
  readonly trade: Matrix;
  readonly dutyBefore: Matrix;
  readonly dutyAfter: Matrix;
  /** Change of producer surplus, by exporter. */
  readonly producers: readonly number[];
}

/** What is left of something after a change that straight lines may take below nothing. */
const left = (change: number): number => Math.max(-1, change);

/** Trade, prices and welfare of several countries when tariffs between them change. */
export function gsim(input: GsimInput): GsimOutcome {
  const { trade, factorBefore, factorAfter } = input;
  const own = responses(input);
  const changes = map(factorAfter, (after, row, column) => after / at(factorBefore, row, column) - 1);
  const price = clearingPrices(input, own, changes).map(left);
  const quantity = map(trade, (_, exporter, importer) =>
    left(
      sum(
        price.map(
          (change, rival) => own(importer, exporter, rival) * (change + at(changes, rival, importer)),
        ),
      ),
    ),
  );
  const after = map(
    trade,
    (value, row, column) => value * (1 + (price[row] ?? 0)) * (1 + at(quantity, row, column)),
  );
  const duty = (of: Matrix, factors: Matrix) =>
    map(of, (value, row, column) => value * (at(factors, row, column) - 1));
  const share = sharesSold(trade);
  const output = quantity.map((row, exporter) =>
    sum(row.map((change, importer) => share(exporter, importer) * change)),
  );
  return {
    price,
    output,
    trade: after,
    dutyBefore: duty(trade, factorBefore),
    dutyAfter: duty(after, factorAfter),
    producers: price.map(
      (change, exporter) => sum(trade[exporter] ?? []) * change * (1 + (output[exporter] ?? 0) / 2),
    ),
  };
}

const at = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

const map = (matrix: Matrix, to: (value: number, row: number, column: number) => number): number[][] =>
  matrix.map((row, r) => row.map((value, c) => to(value, r, c)));

/** Elasticity of what an importer buys from one exporter in the price of another, or of itself. */
type Response = (importer: number, exporter: number, rival: number) => number;

/** From the shares of exporters in what an importer spends at its own prices, duty included. */
function responses({ trade, factorBefore, demand, substitution }: GsimInput): Response {
  const spend = map(trade, (value, exporter, importer) => value * at(factorBefore, exporter, importer));
  const whole = trade.map((_, importer) => sum(spend.map((row) => row[importer] ?? 0)));
  return (importer, exporter, rival) => {
    const bought = whole[importer] ?? 0;
    const share = bought === 0 ? 0 : at(spend, rival, importer) / bought;
    const between = substitution[importer] ?? 0;
    return share * ((demand[importer] ?? 0) + between) - (exporter === rival ? between : 0);
  };
}

/** Part of what an exporter sells that goes to an importer; zero if it sells nothing. */
function sharesSold(trade: Matrix): (exporter: number, importer: number) => number {
  const sold = trade.map((row) => sum(row));
  return (exporter, importer) =>
    sold[exporter] === 0 ? 0 : at(trade, exporter, importer) / (sold[exporter] ?? 1);
}

/**
 * Each exporter's supply grows as much as the sum of what its importers buy more; one whose supply has no limit, or
 * who sells nothing, keeps its price.
 */
function clearingPrices({ trade, supply }: GsimInput, response: Response, changes: Matrix): number[] {
  const countries = trade.map((_, country) => country);
  const share = sharesSold(trade);
  const fixed = trade.map((row, exporter) => supply[exporter] === UNLIMITED || sum(row) === 0);
  const pull = (exporter: number, rival: number, by: (importer: number) => number) =>
    fixed[exporter]
      ? 0
      : sum(
          countries.map(
            (importer) => share(exporter, importer) * response(importer, exporter, rival) * by(importer),
          ),
        );
  const grows = (exporter: number) => (fixed[exporter] ? 1 : (supply[exporter] ?? 0));
  const matrix = countries.map((exporter) =>
    countries.map((rival) => (exporter === rival ? grows(exporter) : 0) - pull(exporter, rival, () => 1)),
  );
  const right = countries.map((exporter) =>
    sum(countries.map((rival) => pull(exporter, rival, (importer) => at(changes, rival, importer)))),
  );
  return solved(matrix, right);
}
