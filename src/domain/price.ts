/** Prices a year of trade: each class of products once, exactly as `assess` would price every row. */
import { classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import { classKey, priceClass } from "./price-class.js";
import type { PriceClass, PricedFlow, Question } from "./priced.js";
import type { Schedule } from "./schedule.js";

/** Prices every row of a flow under the law of a day. Units: rates of customs value; sums are the caller's. */
export function priceFlow(flow: Flow, origin: Origin, schedule: Schedule, question: Question): PricedFlow {
  const { of: pattern, reached } = classify(flow.hts, origin, schedule, question.date, question.view);
  const only = onlyBaseWasDue(flow, origin, schedule, question);
  const ids = new Map<string, number>();
  const classes: PriceClass[] = [];
  const of = new Int32Array(flow.hts.length);
  for (const [index, hts] of flow.hts.entries()) {
    const row = { flow, index, hts, origin, schedule, question, only: only(index) };
    const key = classKey(row, pattern[index] ?? 0, reached[pattern[index] ?? 0] ?? []);
    let id = ids.get(key.text);
    if (id === undefined) {
      id = classes.length;
      ids.set(key.text, id);
      classes.push(priceClass(row, reached[pattern[index] ?? 0] ?? [], key));
    }
    of[index] = id;
  }
  return { flow, of, classes };
}

/** Whether customs could have calculated only base duty on a row in the year of the flow. */
function onlyBaseWasDue(flow: Flow, origin: Origin, schedule: Schedule, { view }: Question): (index: number) => boolean {
  const day = `${flow.year}-12-31` as IsoDate;
  let classes: ReturnType<typeof classify> | undefined;
  return (index) => {
    classes ??= classify(flow.hts, origin, schedule, day, view);
    return (classes.reached[classes.of[index] ?? 0]?.length ?? 0) === 0;
  };
}
