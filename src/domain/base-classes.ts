/** Base duties of a year of trade: rows sorted by the rate their line states. */
import { dutyOfText } from "./base-duty.js";
import { classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Duty } from "./duty.js";
import type { Flow } from "./flow.js";
import { isOutsideTariffBase, rateLineOf } from "./hts.js";
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
const NO_LINE: BaseClass = {
  status: "unknown",
  rates: undefined,
  rate: NO_USD,
  needs: ["a line of the tariff"],
};

function sortByRate(flow: Flow, origin: Origin, { date, assume, past }: Question): BaseClasses {
  const wasOnlyBase = assume.observedBase === true ? onlyBaseWasDue(flow, origin, past) : () => false;
  const ids = new Map<string, number>();
  const bases: BaseClass[] = [];
  const idOf = (key: string, make: () => BaseClass): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, bases.length);
    return bases.push(make()) - 1;
  };
  const plainOf = (hts: string): number => {
    if (isOutsideTariffBase(hts)) return idOf("outside", () => OUTSIDE);
    const rates = past.base.ratesOf(hts, date);
    if (rates === undefined) return idOf("ceased", () => NO_LINE);
    const text = textOf(rates, origin);
    return idOf(text, () => baseClass(rates, text, false));
  };
  let line = "";
  let plain = 0;
  const of = Int32Array.from(flow.hts, (hts, row) => {
    if (line === "" || !hts.startsWith(line)) [line, plain] = [rateLineOf(hts), plainOf(hts)];
    const { status, rates } = bases[plain] as BaseClass;
    if (status !== "unknown" || rates === undefined || !wasOnlyBase(row)) return plain;
    const text = textOf(rates, origin);
    return idOf(`observed ${text}`, () => baseClass(rates, text, true));
  });
  return { of, bases };
}

/** The rate that applies where nothing is claimed. */
const textOf = (rates: BaseRates, origin: Origin): string =>
  (origin.column2 ? rates.column2 : rates.general) ?? "";

/** A rate with money in it is not on the value alone; there is no need to read the rest of it. */
const HAS_MONEY = /[¢$]/;

function baseClass(rates: BaseRates, text: string, observed: boolean): BaseClass {
  const duty: Duty = HAS_MONEY.test(text) ? { kind: "unknown", reason: text } : dutyOfText(text);
  if (duty.kind === "free") return { status: "statutory", rates, rate: NO_USD, needs: [] };
  if (duty.kind === "ad-valorem") return { status: "statutory", rates, rate: duty.rate, needs: [] };
  if (observed) return { status: "estimated", rates, rate: null, needs: [] };
  return { status: "unknown", rates, rate: NO_USD, needs: [`the quantity or parts that "${text}" is on`] };
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
