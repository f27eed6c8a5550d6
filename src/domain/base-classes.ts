/** Base duties of a year of trade: numbers sorted by the rate their line states. */
import { columnFor, dutyOfText } from "./base-duty.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Duty } from "./duty.js";
import { isMixed } from "./flow.js";
import { isOutsideTariffBase, rateLineOf } from "./hts.js";
import type { Goods } from "./line-prices.js";
import { type OnlyBase, wasOnlyBase } from "./only-base.js";
import type { BaseClass, Question } from "./priced.js";
import { remembering } from "./remembering.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { isShared } from "./shared-numbers.js";
import { NO_USD } from "./units.js";

export interface BaseClasses {
  /** Base class of each number of a list. */
  readonly of: Int32Array;
  readonly bases: readonly BaseClass[];
}

const OUTSIDE: BaseClass = { status: "outside", rates: undefined, rate: NO_USD, assumed: [], needs: [] };
const NO_LINE: BaseClass = {
  ...OUTSIDE,
  status: "unknown",
  needs: ["a line of the tariff"],
};
const MIXED: BaseClass = { ...NO_LINE, needs: ["the products that a chapter or heading is made of"] };

const known = new WeakMap<readonly string[], WeakMap<Schedule, Map<string, BaseClasses>>>();

/** Numbers by the rate stated; apart, those whose base duty is taken as customs calculated it. */
export function baseClasses(goods: Goods, question: Question): BaseClasses {
  const { list, origin, terms } = goods;
  const { assume, past } = question;
  const bySchedule = known.get(list) ?? new WeakMap<Schedule, Map<string, BaseClasses>>();
  known.set(list, bySchedule);
  const own = bySchedule.get(past) ?? new Map<string, BaseClasses>();
  bySchedule.set(past, own);
  const claiming = terms.claims.size > 0 ? [origin.code, ...terms.claims] : [];
  const many = claiming.length > 0 || isShared(list);
  const since = many ? statedSince(past, question.date) : question.date;
  const stated = [since, terms.baseObserved, origin.column2];
  const key = [...stated, ...claiming].join(" ");
  const plain = own.get(key) ?? sortByText(goods, question);
  own.set(key, plain);
  if (assume.observedBase !== true) return plain;
  const onlyBase = wasOnlyBase(goods, past);
  const observedKey = `${key} ${onlyBase.key}`;
  const classes = own.get(observedKey) ?? observedApart(plain, onlyBase, goods, question);
  own.set(observedKey, classes);
  return classes;
}

function observedApart(
  stated: BaseClasses,
  onlyBase: OnlyBase,
  goods: Goods,
  question: Question,
): BaseClasses {
  const bases = [...stated.bases];
  const ids = new Map<string, number>();
  const of = stated.of.map((plain, place) => {
    const { status, rates } = stated.bases[plain] as BaseClass;
    if (status !== "unknown" || rates === undefined || !onlyBase.at(place)) return plain;
    const { key } = statedRate(rates, goods.origin, goods.terms.claims, question);
    const id = ids.get(key) ?? bases.push(observedClass(rates, ["observed-base"])) - 1;
    ids.set(key, id);
    return id;
  });
  return { of, bases };
}

const stretches = new WeakMap<Schedule, (date: IsoDate) => IsoDate | undefined>();
/** The day since which lines state, and agreements give, what they do on a day: trade followed for long comes back to few. */
function statedSince(past: Schedule, date: IsoDate): IsoDate | undefined {
  const { base, agreements } = past;
  const own =
    stretches.get(past) ??
    remembering((on: IsoDate) =>
      [
        ...base.editionDays,
        ...base.changeDays,
        ...agreements.flatMap(({ from, until }) => [from, until ?? from]),
      ]
        .filter((day) => day <= on)
        .sort()
        .at(-1),
    );
  stretches.set(past, own);
  return own(date);
}

function sortByText({ list, terms, origin }: Goods, question: Question): BaseClasses {
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
  const of = Int32Array.from(list, (code) => {
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
