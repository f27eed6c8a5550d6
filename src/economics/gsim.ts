/**
 * GSIM: world prices of one good, differentiated by exporter, that clear every exporter's market when tariffs change
 * anywhere. Linear in the changes. Source: Francois and Hall (2003), Global Simulation Analysis of Industry-Level Trade
 * Policy; METHODS 2.7.
 */

import { solved } from "./linear-system.js";
import { sum } from "./sum.js";

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
  /** Supply elasticity of each exporter. */
  readonly supply: readonly number[];
}

/** What follows for each exporter and each pair of countries. */
export interface GsimOutcome {
  /** Of each exporter, as a fraction: the change of its world price and of what it sells. */
  readonly price: readonly number[];
  readonly output: readonly number[];
  /** Trade at world prices after; nothing below zero. */
  readonly trade: Matrix;
  readonly dutyBefore: Matrix;
  readonly dutyAfter: Matrix;
  /** Change of producer surplus, by exporter. */
  readonly producers: readonly number[];
}

/** Trade, prices and welfare of several countries when tariffs between them change. */
export function gsim(input: GsimInput): GsimOutcome {
  const { trade, factorBefore, factorAfter, supply } = input;
  const countries = trade.map((_, country) => country);
  const changes = countries.map((exporter) =>
    countries.map(
      (importer) => at(factorAfter, exporter, importer) / at(factorBefore, exporter, importer) - 1,
    ),
  );
  const own = responses(input);
  const price = clearingPrices(input, own, changes);
  const quantity = (exporter: number, importer: number) =>
    sum(
      countries.map(
        (rival) => own(importer, exporter, rival) * ((price[rival] ?? 0) + at(changes, rival, importer)),
      ),
    );
  const after = map(trade, (value, exporter, importer) =>
    Math.max(0, value * (1 + (price[exporter] ?? 0)) * (1 + quantity(exporter, importer))),
  );
  return {
    price,
    output: price.map((change, exporter) => change * (supply[exporter] ?? 0)),
    trade: after,
    dutyBefore: map(trade, (value, exporter, importer) => value * (at(factorBefore, exporter, importer) - 1)),
    dutyAfter: map(after, (value, exporter, importer) => value * (at(factorAfter, exporter, importer) - 1)),
    producers: price.map(
      (change, exporter) =>
        sum(trade[exporter] ?? []) * change * (1 + (change * (supply[exporter] ?? 0)) / 2),
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

/** Each exporter's supply grows as much as the sum of what its importers buy more. */
function clearingPrices({ trade, supply }: GsimInput, response: Response, changes: Matrix): number[] {
  const countries = trade.map((_, country) => country);
  const sold = trade.map((row) => sum(row));
  const share = (exporter: number, importer: number) =>
    sold[exporter] === 0 ? 0 : at(trade, exporter, importer) / (sold[exporter] ?? 1);
  const pull = (exporter: number, rival: number, by: (importer: number) => number) =>
    sum(
      countries.map(
        (importer) => share(exporter, importer) * response(importer, exporter, rival) * by(importer),
      ),
    );
  const matrix = countries.map((exporter) =>
    countries.map(
      (rival) => (exporter === rival ? (supply[exporter] ?? 0) : 0) - pull(exporter, rival, () => 1),
    ),
  );
  const right = countries.map((exporter) =>
    sum(countries.map((rival) => pull(exporter, rival, (importer) => at(changes, rival, importer)))),
  );
  return solved(matrix, right);
}
