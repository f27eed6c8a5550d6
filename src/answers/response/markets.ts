/** Markets in which buyers choose among sources: the goods of a group from the origins asked about, and from all others. */
import { armington } from "../../economics/armington.js";
import type { Benchmark, SourceOutcome } from "../../economics/benchmark.js";
import { type Market, tariffFactor } from "../../economics/market.js";
import { nested } from "../../economics/nested.js";
import { type Burden, burdenAt, supplyOf, UNLIMITED } from "../../economics/pass-through.js";
import { sum } from "../../economics/sum.js";
import { consumerGain } from "../../economics/welfare.js";
import { byGsim, bySmart } from "./linear-markets.js";
import type { Answered } from "./outcome.js";
import type { Settings } from "./settings.js";
import { type Sold, type SourcedMarket, spendOf } from "./sourced-market.js";

/** The goods of a market when buyers answer. `demand` is of all imports of it together. */
export function inMarket(market: SourcedMarket, demand: number, settings: Settings): Answered {
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
