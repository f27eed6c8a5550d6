/** Prices one class of rows of a year of trade. */
import { type Assessment, assessReached, type Layer } from "./assess.js";
import type { Origin } from "./country.js";
import { type Entry, NOTHING_STATED } from "./entry.js";
import type { HtsCode } from "./hts.js";
import type { Shares } from "./part.js";
import type { Terms } from "./portion.js";
import type { AssumptionKind, BaseClass, PriceClass, PricedLayer, Question } from "./priced.js";
import type { Reaching } from "./reach.js";
import type { Schedule } from "./schedule.js";
import { decimal, NO_USD, usd } from "./units.js";

/** Goods of the class, and what is asked of them. */
export interface Sample {
  readonly hts: string;
  readonly origin: Origin;
  readonly schedule: Schedule;
  readonly question: Question;
  readonly base: BaseClass;
  readonly shares: Shares;
  readonly terms: Terms;
}

/** Dollars of one row. */
export interface RowDollars {
  readonly value: number;
  readonly duty: number;
}

const A_DOLLAR = usd(1);

const NO_LAYERS: PriceClass = {
  per: "value",
  layers: [],
  duty: decimal(0),
  replacesBase: false,
  assumed: [],
  needs: [],
};

/**
 * The price of a class, worked out on an entry of one dollar; on the row itself where a layer counts in a base duty that
 * is known only in dollars.
 */
export function priceClass(sample: Sample, reached: readonly Reaching[], row: RowDollars | null): PriceClass {
  const { base, shares, terms } = sample;
  if (base.rates === undefined) return NO_LAYERS;
  const assessed = assessReached(entryOf(sample, row), base.rates, sample.origin, reached, sample.schedule);
  const layers = assessed.layers.flatMap(pricedLayer);
  const metal: AssumptionKind[] = Object.keys(shares).length > 0 ? ["metal-content"] : [];
  return {
    per: row ? "row" : "value",
    layers,
    duty: layers.reduce((sum, { duty }) => sum.plus(duty), decimal(0)),
    replacesBase: assessed.base.fate.outcome === "displaced",
    assumed: [...terms.assumed, ...metal],
    needs: layerNeeds(assessed),
  };
}

/**
 * An entry of one dollar, or the row; its base duty is taken as observed, so that only layers can lack anything. Each fact
 * by its name: to copy those of an object one by one takes a hundred times as long.
 */
const entryOf = ({ hts, origin, question, base, shares, terms }: Sample, row: RowDollars | null): Entry => ({
  quantities: NOTHING_STATED.quantities,
  components: NOTHING_STATED.components,
  loadedOn: null,
  hts: hts as HtsCode,
  origin: origin.code,
  date: question.date,
  value: row ? usd(row.value) : A_DOLLAR,
  shares,
  claims: terms.claims,
  observedBase: row ? usd(row.duty) : base.rate === null ? NO_USD : null,
});

export const layerNeeds = ({ layers }: Pick<Assessment, "layers">): string[] => [
  ...new Set(layers.flatMap(({ fate }) => (fate.outcome === "unknown" ? fate.needs : []))),
];

/** A layer as tallies count it. */
export function pricedLayer({ measure, fate }: Layer): PricedLayer[] {
  const { id, authority, title } = measure;
  if (fate.outcome === "charged") return [{ id, authority, title, duty: fate.duty, atLeast: false }];
  return fate.outcome === "unknown" ? [{ id, authority, title, duty: NO_USD, atLeast: true }] : [];
}
