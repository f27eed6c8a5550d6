/** Markets in which buyers choose among sources: the goods of a group from the origins asked about, and from all others. */
import { armington } from "../../../economics/armington.js";
import type { Benchmark, SourceOutcome } from "../../../economics/benchmark.js";
import { sum } from "../../../economics/elementary.js";
import { gsim } from "../../../economics/gsim.js";
import { type Market, tariffFactor } from "../../../economics/market.js";
import { nested } from "../../../economics/nested.js";
import { type Burden, burdenAt, supplyOf, UNLIMITED } from "../../../economics/pass-through.js";
import { smart } from "../../../economics/smart.js";
import { consumerGain, linearGain } from "../../../economics/welfare.js";
import type { CellAnswer } from "./cells.js";
import type { Settings } from "./settings.js";

/** The goods of a market when buyers answer. `demand` is of all imports of it together. */
export function inMarket(market: SourcedMarket, demand: number, settings: Settings): CellAnswer {
  const { own, sector } = market;
  const through = settings.passThrough(sector, demand);
  const sold = own.value === 0 ? UNSOLD : soldIn(market, demand, supplyOf(through, demand), settings);
  const burden = burdenAt(sold.buyerPrice, tariffFactor(own), settings.toConsumers);
  const borne = (share: keyof Burden) => (burden ? (own.after - own.before) * own.value * burden[share] : 0);
  return {
    before: own.value,
    after: sold.value,
    volume: sold.exporterPrice === 0 ? 0 : sold.value / sold.exporterPrice,
    recordedDuty: own.before * own.value,
    staticDuty: own.after * own.value,
    duty: own.after * sold.value,
    buyerPrice: sold.buyerPrice,
    exporterPrice: sold.exporterPrice,
    consumers: borne("consumers"),
    importers: borne("importers"),
    foreignSellers: borne("foreignSellers"),
    welfare: sold.welfare,
    others: sold.others,
  };
}

const UNSOLD: Sold = { value: 0, others: 0, buyerPrice: 1, exporterPrice: 1, welfare: 0 };

function soldIn(market: SourcedMarket, demand: number, supply: number, settings: Settings): Sold {
  const home = settings.domestic.get(market.sector);
  switch (settings.model) {
    case "smart":
      return bySmart(market, demand, supply);
    case "gsim":
      return byGsim(market, demand, supply);
    case "nested":
      return home === undefined ? byArmington(market, demand, supply) : byNests(market, demand, supply, home);
    default:
      return byArmington(market, demand, supply);
  }
}

const sourceOf = ({ value, before, after }: Market, supply: number): Benchmark => ({
  spend: value * (1 + before),
  before,
  after,
  supply,
});

/** @param buyers What buyers gain, from the price index of all they choose among. */
function soldBy(sources: readonly SourceOutcome[], markets: readonly Market[], buyers: number): Sold {
  const [own, ...others] = sources;
  const paid = (index: number) => (markets[index]?.before ?? 0) * (markets[index]?.value ?? 0);
  return {
    value: own?.receipts ?? 0,
    others: sum(others.map(({ receipts }) => receipts)),
    buyerPrice: own?.buyerPrice ?? 1,
    exporterPrice: own?.exporterPrice ?? 1,
    welfare: buyers + sum(sources.map(({ duty }, index) => duty - paid(index))),
  };
}

function byArmington({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const markets = [own, ...others];
  const outcome = armington(
    markets.map((source) => sourceOf(source, supply)),
    { substitution, industry: demand },
  );
  return soldBy(outcome.sources, markets, consumerGain(spendOf(markets), outcome.price, demand));
}

/** Domestic goods at the price of the day; between them and imports buyers choose half as readily as among imports. */
function byNests(
  { own, others, substitution }: SourcedMarket,
  demand: number,
  supply: number,
  home: number,
): Sold {
  const markets = [own, ...others];
  const domestic = { spend: home, before: 0, after: 0, supply: UNLIMITED, domestic: true };
  const imports = markets.map((source) => sourceOf(source, supply));
  const nests = { substitution: substitution / 2, amongImports: substitution, industry: demand };
  const outcome = nested(domestic, imports, nests);
  return soldBy(outcome.imports, markets, consumerGain(home + spendOf(markets), outcome.price, demand));
}

// SMART and GSIM are linear in the change of a tariff: they need no search for a price.

function bySmart({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const outcome = smart(
    { ...own, others: mergeSources(others) },
    { demand, supply, substitution, diversion: "laird-yeats" },
  );
  const factor = tariffFactor(own);
  const exporterPrice =
    supply === UNLIMITED ? 1 : Math.max(0, 1 + ((factor - 1) * demand) / (supply - demand));
  return {
    value: outcome.value,
    others: outcome.othersValue,
    buyerPrice: factor * exporterPrice,
    exporterPrice,
    welfare: outcome.welfare,
  };
}

/** Three countries: the importer, the seller, everybody else. What sellers sell elsewhere is in their supply elasticity. */
function byGsim({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const rest = mergeSources(others);
  const column = (cells: readonly [number, number, number]) => cells.map((cell) => [cell, 0, 0]);

  const factor = (of: (one: Market) => number) => [
    [1, 1, 1],
    [1 + of(own), 1, 1],
    [1 + of(rest), 1, 1],
  ];
  const { trade, price, dutyBefore, dutyAfter } = gsim({
    trade: column([0, own.value, rest.value]),
    factorBefore: factor(({ before }) => before),
    factorAfter: factor(({ after }) => after),
    demand: [demand, demand, demand],
    substitution: [substitution, substitution, substitution],
    supply: [supply, supply, supply],
  });
  const [, ownPrice = 0, restPrice = 0] = price;
  const spend = spendOf([own, rest]);
  const rise = (of: Market, price: number) => spendOf([of]) * ((1 + price) * tariffFactor(of) - 1);
  const index = spend === 0 ? 0 : (rise(own, ownPrice) + rise(rest, restPrice)) / spend;
  const duty = (of: typeof dutyAfter) => (of[1]?.[0] ?? 0) + (of[2]?.[0] ?? 0);
  return {
    value: trade[1]?.[0] ?? 0,
    others: trade[2]?.[0] ?? 0,
    buyerPrice: (1 + ownPrice) * tariffFactor(own),
    exporterPrice: 1 + ownPrice,
    welfare: linearGain(spend, index, demand) + duty(dutyAfter) - duty(dutyBefore),
  };
}

export interface SourcedMarket {
  readonly sector: string;
  readonly own: Market;
  /** The same goods from everywhere else, an origin each. */
  readonly others: readonly Market[];
  /** Between sources. */
  readonly substitution: number;
}

/** What the seller and the others sell after, with the ratios of the seller's prices. */
interface Sold {
  readonly value: number;
  readonly others: number;
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  /** Gain of the importing country: of its buyers and its treasury. */
  readonly welfare: number;
}

/** What buyers paid before, duty included. */
const spendOf = (markets: readonly Market[]): number =>
  sum(markets.map(({ value, before }) => value * (1 + before)));

/** Several sources as one, at their mean rates. */
const mergeSources = (markets: readonly Market[]): Market => {
  const value = sum(markets.map((one) => one.value));
  const mean = (of: (one: Market) => number) =>
    value === 0 ? 0 : sum(markets.map((one) => one.value * of(one))) / value;
  return { value, before: mean(({ before }) => before), after: mean(({ after }) => after) };
};
