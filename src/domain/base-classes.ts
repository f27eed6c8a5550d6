/** Base duties of a year of trade: rows sorted by the rate their line states. */
import { dutyOfText } from "./base-duty.js";
import { classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import { isOutsideTariffBase } from "./hts.js";
import type { BaseClass, Question } from "./priced.js";
import type { BaseRates } from "./schedule.js";
import { NO_USD } from "./units.js";

export interface BaseClasses {
  readonly of: Int32Array;
  readonly bases: readonly BaseClass[];
}

const known = new WeakMap<Flow, Map<string, BaseClasses>>();

/** Base classes of a flow; made once for the same flow, day and assumption. */
export function baseClasses(flow: Flow, origin: Origin, question: Question): BaseClasses {
  const own = known.get(flow) ?? new Map<string, BaseClasses>();
  known.set(flow, own);
  const key = `${question.date} ${question.assume.observedBase === true}`;
  const classes = own.get(key) ?? sortByRate(flow, origin, question);
  own.set(key, classes);
  return classes;
}

const OUTSIDE: BaseClass = { status: "outside", rates: undefined, rate: NO_USD, needs: [] };
const NO_LINE: BaseClass = { status: "unknown", rates: undefined, rate: NO_USD, needs: ["a line of the tariff"] };

function sortByRate(flow: Flow, origin: Origin, { date, assume, past }: Question): BaseClasses {
  const wasOnlyBase = onlyBaseWasDue(flow, origin, past);
  const onValue = new Map<string | null, boolean>();
  const isOnValue = (text: string | null): boolean => {
    const known = onValue.get(text) ?? isShareOfValue(text);
    onValue.set(text, known);
    return known;
  };
  const ids = new Map<string, number>();
  const bases: BaseClass[] = [];
  const of = new Int32Array(flow.hts.length);
  for (const [row, hts] of flow.hts.entries()) {
    const rates = isOutsideTariffBase(hts) ? undefined : past.base.ratesOf(hts, date);
    const text = (origin.column2 ? rates?.column2 : rates?.general) ?? null;
    const observed = assume.observedBase === true && rates !== undefined && !isOnValue(text) && wasOnlyBase(row);
    const key = rates === undefined ? (isOutsideTariffBase(hts) ? "outside" : "ceased") : `${observed} ${text}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = bases.length;
      ids.set(key, id);
      bases.push(key === "outside" ? OUTSIDE : rates ? baseClass(rates, text, observed) : NO_LINE);
    }
    of[row] = id;
  }
  return { of, bases };
}

function baseClass(rates: BaseRates, text: string | null, observed: boolean): BaseClass {
  const duty = dutyOfText(text);
  if (duty.kind === "free") return { status: "statutory", rates, rate: NO_USD, needs: [] };
  if (duty.kind === "ad-valorem") return { status: "statutory", rates, rate: duty.rate, needs: [] };
  if (observed) return { status: "estimated", rates, rate: null, needs: [] };
  return { status: "unknown", rates, rate: NO_USD, needs: [`the quantity or parts that "${text}" is on`] };
}

/** Whether a rate is a share of the value alone, so that a year of trade says all it needs. */
function isShareOfValue(text: string | null): boolean {
  const { kind } = dutyOfText(text);
  return kind === "free" || kind === "ad-valorem";
}

/** Whether customs could have calculated only base duty on a row in the year of the flow. */
function onlyBaseWasDue(flow: Flow, origin: Origin, past: Question["past"]): (row: number) => boolean {
  const day = `${flow.year}-12-31` as IsoDate;
  let classes: ReturnType<typeof classify> | undefined;
  return (row) => {
    classes ??= classify(flow.hts, origin, past, day, "law");
    return (classes.reached[classes.of[row] ?? 0]?.length ?? 0) === 0;
  };
}
