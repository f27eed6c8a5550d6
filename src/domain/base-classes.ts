/** Base duties of a year of trade: rows sorted by the rate their line states. */
import { columnFor, dutyOfText } from "./base-duty.js";
import { classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Duty } from "./duty.js";
import { type Flow, isMixed } from "./flow.js";
import { isOutsideTariffBase, rateLineOf } from "./hts.js";
import type { Portion, Terms } from "./portion.js";
import type { BaseClass, Question } from "./priced.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { NO_USD } from "./units.js";

export interface BaseClasses {
  readonly of: Int32Array;
  readonly bases: readonly BaseClass[];
}

const known = new WeakMap<Flow, Map<string, BaseClasses>>();

/** Base classes of a portion of trade; made once for the same flow, day and assumption. */
export function baseClasses(portion: Portion, origin: Origin, question: Question): BaseClasses {
  const own = known.get(portion.flow) ?? new Map<string, BaseClasses>();
  known.set(portion.flow, own);
  const { claims, baseObserved } = portion.terms;
  const key = [question.date, question.assume.observedBase === true, baseObserved, ...claims].join(" ");
  const classes = own.get(key) ?? sortByRate(portion, origin, question);
  own.set(key, classes);
  return classes;
}

const OUTSIDE: BaseClass = { status: "outside", rates: undefined, rate: NO_USD, assumed: [], needs: [] };
const NO_LINE: BaseClass = {
  ...OUTSIDE,
  status: "unknown",
  needs: ["a line of the tariff"],
};
const MIXED: BaseClass = { ...NO_LINE, needs: ["the products that a chapter or heading is made of"] };

/** Rows by the rate stated; apart, those whose base duty is taken as customs calculated it. */
function sortByRate(portion: Portion, origin: Origin, question: Question): BaseClasses {
  const { flow, terms } = portion;
  const stated = statedClasses(portion, origin, question);
  if (question.assume.observedBase !== true) return stated;
  const wasOnlyBase = onlyBaseWasDue(flow, origin, question.past);
  const bases = [...stated.bases];
  const ids = new Map<string, number>();
  const of = stated.of.slice();
  for (const [row, plain] of stated.of.entries()) {
    const { status, rates } = stated.bases[plain] as BaseClass;
    if (status !== "unknown" || rates === undefined || !wasOnlyBase(row)) continue;
    const { key } = statedRate(rates, origin, terms.claims, question);
    const id = ids.get(key) ?? bases.push(observedClass(rates, ["observed-base"])) - 1;
    ids.set(key, id);
    of[row] = id;
  }
  return { of, bases };
}

const statedOf = new WeakMap<Schedule, WeakMap<readonly string[], Map<string, BaseClasses>>>();

/** What lines state does not depend on whose goods they are, unless a preference is claimed: lists are shared by origins. */
function statedClasses({ flow, terms }: Portion, origin: Origin, question: Question): BaseClasses {
  const { past } = question;
  const lists = statedOf.get(past) ?? new WeakMap<readonly string[], Map<string, BaseClasses>>();
  statedOf.set(past, lists);
  const own = lists.get(flow.hts) ?? new Map<string, BaseClasses>();
  lists.set(flow.hts, own);
  const { claims, baseObserved } = terms;
  const claiming = claims.size > 0 ? [origin.code, ...claims] : [];
  const key = [question.date, baseObserved, origin.column2, ...claiming].join(" ");
  const classes = own.get(key) ?? sortByText(flow.hts, terms, origin, question);
  own.set(key, classes);
  return classes;
}

function sortByText(hts: Flow["hts"], terms: Terms, origin: Origin, question: Question): BaseClasses {
  const { date, past } = question;
  const ids = new Map<string, number>();
  const bases: BaseClass[] = [];
  const idOf = (key: string, make: () => BaseClass): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, bases.length);
    return bases.push(make()) - 1;
  };
  const plainOf = (code: string): number => {
    if (isOutsideTariffBase(code)) return idOf("outside", () => OUTSIDE);
    if (isMixed(code)) return idOf("mixed", () => MIXED);
    const rates = past.base.ratesOf(code, date);
    if (rates === undefined) return idOf("ceased", () => NO_LINE);
    if (terms.baseObserved) return idOf("recorded", () => observedClass(NOTHING_STATED, []));
    const rate = statedRate(rates, origin, terms.claims, question);
    return idOf(rate.key, () => baseClass(rates, rate));
  };
  let line = "";
  let plain = 0;
  const of = Int32Array.from(hts, (code) => {
    if (line === "" || !code.startsWith(line)) {
      plain = plainOf(code);
      line = isMixed(code) ? "" : rateLineOf(code);
    }
    return plain;
  });
  return { of, bases };
}

/** Duties that count the base in then count the duty observed. */
const NOTHING_STATED: BaseRates = { line: "", general: null, special: null, column2: null };

const observedClass = (rates: BaseRates, assumed: BaseClass["assumed"]): BaseClass => ({
  ...{ status: "estimated", rates, rate: null, assumed, needs: [] },
});

interface StatedRate {
  /** What tells it from others: duties that count the base in can ask for the general rate too. */
  readonly key: string;
  readonly text: string;
  readonly duty: () => Duty;
}

function statedRate(
  rates: BaseRates,
  origin: Origin,
  claims: ReadonlySet<string>,
  { date, past }: Question,
): StatedRate {
  const general = textOf(rates, origin);
  if (claims.size > 0) {
    const { column, text, duty } = columnFor(rates, origin, { claims, date }, past);
    if (column === "special") return { key: `${text}, else ${general}`, text, duty: () => duty };
  }
  return { key: general, text: general, duty: () => dutyOfText(general) };
}

/** The rate that applies where nothing is claimed. */
const textOf = (rates: BaseRates, origin: Origin): string =>
  (origin.column2 ? rates.column2 : rates.general) ?? "";

/** A rate with money in it is not on the value alone; there is no need to read the rest of it. */
const HAS_MONEY = /[¢$]/;

function baseClass(rates: BaseRates, { text, duty: read }: StatedRate): BaseClass {
  const duty: Duty = HAS_MONEY.test(text) ? { kind: "unknown", reason: text } : read();
  const known = { status: "statutory", rates, assumed: [], needs: [] } as const;
  if (duty.kind === "free") return { ...known, rate: NO_USD };
  if (duty.kind === "ad-valorem") return { ...known, rate: duty.rate };
  return {
    ...known,
    status: "unknown",
    rate: NO_USD,
    needs: [`the quantity or parts that "${text}" is on`],
  };
}

/** Whether customs could have calculated only base duty on a row in the year of a flow. */
export function onlyBaseWasDue(
  { hts, year }: Pick<Flow, "hts" | "year">,
  origin: Origin,
  past: Question["past"],
): (row: number) => boolean {
  const day = `${year}-12-31` as IsoDate;
  let classes: ReturnType<typeof classify> | undefined;
  return (row) => {
    classes ??= classify(hts, origin, past, day, "law");
    return (classes.reached[classes.of[row] ?? 0]?.length ?? 0) === 0;
  };
}
