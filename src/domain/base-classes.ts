/** Base duties of a year of trade: numbers sorted by the rate their line states. */
import { columnFor, dutyOfText } from "./base-duty.js";
import type { Origin } from "./country.js";
import type { Duty } from "./duty.js";
import { isMixed } from "./flow.js";
import { isOutsideTariffBase, rateLineOf } from "./hts.js";
import type { Goods } from "./line-prices.js";
import { type OnlyBase, wasOnlyBase } from "./only-base.js";
import type { BaseClass, Question } from "./priced.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { isShared } from "./shared-numbers.js";
import { statedAsOn } from "./stated-days.js";
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

const RECORDED = observedClass({ line: "", general: null, special: null, column2: null }, []);

const known = new WeakMap<readonly string[], WeakMap<Schedule, Map<string, BaseClasses>>>();
const classes = new WeakMap<Schedule, Map<string, BaseClass>>();

/** One object a rate, on whatever day lines state it: goods whose base duty did not change are known by it. */
function oneClass(past: Schedule, key: string, make: () => BaseClass): BaseClass {
  const own = classes.get(past) ?? new Map<string, BaseClass>();
  classes.set(past, own);
  const known = own.get(key) ?? make();
  own.set(key, known);
  return known;
}

/** What tells apart goods that claim: of whom, and what. */
const claimsKey = ({ origin, terms }: Pick<Goods, "origin" | "terms">): string =>
  terms.claims.size > 0 ? [origin.code, ...terms.claims].join(" ") : "";

/** Numbers by the rate stated; apart, those whose base duty is taken as customs calculated it. */
export function baseClasses(goods: Goods, question: Question): BaseClasses {
  const { list, origin, terms } = goods;
  const { assume, past } = question;
  const bySchedule = known.get(list) ?? new WeakMap<Schedule, Map<string, BaseClasses>>();
  known.set(list, bySchedule);
  const own = bySchedule.get(past) ?? new Map<string, BaseClasses>();
  bySchedule.set(past, own);
  const many = terms.claims.size > 0 || isShared(list);
  const since = many ? statedAsOn(past, question.date) : question.date;
  const key = [since, terms.baseObserved, origin.column2, claimsKey(goods)].join(" ");
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
  const observed = (key: string, rates: BaseRates): BaseClass =>
    oneClass(question.past, `observed ${goods.origin.column2} ${claimsKey(goods)} ${key}`, () =>
      observedClass(rates, ["observed-base"]),
    );
  const of = stated.of.map((plain, place) => {
    const { status, rates } = stated.bases[plain] as BaseClass;
    if (status !== "unknown" || rates === undefined || !onlyBase.at(place)) return plain;
    const { key } = statedRate(rates, goods.origin, goods.terms.claims, question);
    const id = ids.get(key) ?? bases.push(observed(key, rates)) - 1;
    ids.set(key, id);
    return id;
  });
  return { of, bases };
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
  const byTexts = new Map<string, number>();
  const ofRates = (rates: BaseRates): number => {
    const rate = statedRate(rates, origin, terms.claims, question);
    const key = `${origin.column2} ${claimsKey({ origin, terms })} ${rate.key}`;
    return idOf(rate.key, () => oneClass(past, key, () => baseClass(rates, rate)));
  };
  const plainOf = (code: string): number => {
    if (isOutsideTariffBase(code)) return idOf("outside", () => OUTSIDE);
    if (isMixed(code)) return idOf("mixed", () => MIXED);
    const rates = past.base.ratesOf(code, date);
    if (rates === undefined) return idOf("ceased", () => NO_LINE);
    if (terms.baseObserved) return idOf("recorded", () => RECORDED);
    const texts = terms.claims.size > 0 ? `${rates.special} ${textOf(rates, origin)}` : textOf(rates, origin);
    const id = byTexts.get(texts) ?? ofRates(rates);
    byTexts.set(texts, id);
    return id;
  };
  const lines = rateLines(list);
  const of = new Int32Array(list.length);
  for (let place = 0; place < of.length; place += 1) {
    const isSame = place > 0 && lines[place] === lines[place - 1];
    of[place] = isSame ? (of[place - 1] as number) : plainOf(lines[place] as string);
  }
  return { of, bases };
}

const lineLists = new WeakMap<readonly string[], readonly string[]>();
/** The line of each number of a list, made once: to look a new text up takes longer than one that was looked up before. */
function rateLines(list: readonly string[]): readonly string[] {
  const lines = lineLists.get(list) ?? list.map(rateLineOf);
  lineLists.set(list, lines);
  return lines;
}

/** Duties that count the base in then count the duty observed. */
function observedClass(rates: BaseRates, assumed: BaseClass["assumed"]): BaseClass {
  return { status: "estimated", rates, rate: null, assumed, needs: [] };
}

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
