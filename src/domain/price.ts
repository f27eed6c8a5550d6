/** Prices a year of trade: each class of rows once, exactly as `assess` would price every row. */
import type { Origin } from "./country.js";
import type { Flow } from "./flow.js";
import { linePrices } from "./line-prices.js";
import { AS_RECORDED, type Terms } from "./portion.js";
import type { PriceClass, PricedFlow, Question } from "./priced.js";
import type { Schedule } from "./schedule.js";
import { placesOf } from "./shared-numbers.js";

/**
 * Prices every row of a flow under the law of a day, as it is recorded unless `terms` say otherwise. `priceTrade` first
 * spreads and splits rows as assumptions say. Units: rates of customs value; sums are the caller's.
 */
export function priceFlow(
  flow: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
  terms: Terms = AS_RECORDED,
): PricedFlow {
  const { list, at } = terms.claims.size > 0 ? { list: flow.hts, at: null } : placesOf(flow.hts);
  const prices = linePrices({ list, origin, terms, year: flow.year }, schedule, question);
  const size = flow.hts.length;
  const [of, baseOf] = [new Int32Array(size), new Int32Array(size)];
  const alone: number[] = [];
  for (let row = 0; row < size; row += 1) {
    const place = at ? (at[row] as number) : row;
    const id = prices.classOf(place);
    if (id === null) alone.push(row);
    else of[row] = id;
    baseOf[row] = prices.of[place] as number;
  }
  const own = alone.map((row, index): PriceClass => {
    of[row] = prices.classes.length + index;
    const dollars = { value: flow.value[row] ?? 0, duty: flow.duty[row] ?? 0 };
    return prices.priceOfRow(at ? (at[row] as number) : row, dollars);
  });
  const classes = own.length > 0 ? [...prices.classes, ...own] : prices.classes;
  return { flow, terms, of, baseOf, classes, bases: prices.bases };
}
