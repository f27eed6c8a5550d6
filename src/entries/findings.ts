/**
 * Filed duty beside computed duty, number by number or in one sum, what the difference comes from, and what was paid: by measure,
 * and what of it may come back, since it rests on an act held unlawful, or as drawback.
 */
import { grouped } from "../contract/text.js";
import type { Layer } from "../law/assess.js";
import { addDays } from "../law/calendar.js";
import { printCents } from "../law/declare.js";
import { type DrawbackRules, drawbackOf } from "../law/drawback.js";
import { printHts } from "../law/hts.js";
import { centsOf, type Decimal, decimal, fastRate, type Usd, usd } from "../law/units.js";
import { addedBy, inSplit, isAllIn, roundingOf } from "./conventions.js";
import type { EntryRow } from "./entry-row.js";
import { type ComparedLine, type FiledLayer, type FiledLine, sumOfLayers } from "./filed.js";
import { BASE, type DeclaredLayer } from "./line-duty.js";
import {
  assessRow,
  fateOf,
  isBase,
  type LawInView,
  measureUnder,
  usesOf,
  whyNotOwed,
} from "./why-not-owed.js";

/** Why filed and computed duty differ, in sentences; none where they agree. */
export function differences(line: ComparedLine, law: LawInView): Finding[] {
  const { filed, duty } = line;
  const open = duty.duty === null ? [note(`what is owed is not known without ${duty.needs.join(", ")}`)] : [];
  if (duty.layers.length === 0) return [...sumFault(filed), ...open];
  if (filed.layers === null) return [...open, ...reasonText(line, law)];
  return [...sumFault(filed), ...strayNumber(line), ...open, ...inEitherWay(line, filed.layers, law)];
}

/** What is wrong in the way of stating an all-in rate that fits better: whole, as customs takes it, or split. */
function inEitherWay(line: ComparedLine, filed: readonly FiledLayer[], law: LawInView): Finding[] {
  const { layers } = line.duty;
  const whole = byNumber(line, filed, layers, law);
  if (whole.length === 0 || !layers.some(isAllIn)) return whole;
  const split = byNumber(line, filed, inSplit(layers), law);
  return split.length < whole.length ? split : whole;
}

/** The numbers filed do not come to the duty filed. */
function sumFault({ duty, layers }: FiledLine): Finding[] {
  if (duty === null || layers === null || sumOfLayers(layers) === duty) return [];
  return [
    wrong(
      `the numbers filed come to ${dollars(sumOfLayers(layers))}, the duty filed is ${dollars(duty)}`,
      "sum",
    ),
  ];
}

/** Goods of chapters 1 to 97 filed under a number that is not theirs; chapter 98 has duties elsewhere. */
function strayNumber({ goods, filed }: ComparedLine): Finding[] {
  const digits = (number: string) => number.replaceAll(".", "");
  const fits = (code: string) => code.startsWith(goods.hts) || goods.hts.startsWith(code);
  const stray = filed.layers?.find(
    ({ number }) => isBase(number) && !number.startsWith("98") && !fits(digits(number)),
  );
  return stray ? [wrong(`${stray.number} is filed, the goods are ${printHts(goods.hts)}`, "goods")] : [];
}

/** A number as filed and as owed; the number of the goods is one, however many of its digits are written. */
interface Pair {
  readonly number: string;
  readonly filed: readonly FiledLayer[];
  readonly owed: readonly DeclaredLayer[];
}

/** What is wrong with each number of a line. */
function byNumber(
  { goods, duty }: ComparedLine,
  layers: readonly FiledLayer[],
  owed: readonly DeclaredLayer[],
  law: LawInView,
): Finding[] {
  const keyOf = ({ number }: { number: string }) => (isBase(number) ? printHts(goods.hts) : number);
  const numbers = new Set([...owed, ...layers].map(keyOf));
  const ofAllIn = duty.layers.filter(isAllIn).length;
  const pairs = [...numbers].map((number): Pair => {
    const own = owed.filter((layer) => keyOf(layer) === number);
    return { number, filed: layers.filter((layer) => keyOf(layer) === number), owed: own };
  });
  const moved = movedDuties(pairs, goods, law);
  return pairs.flatMap((pair) => {
    const found = moved.get(pair) ?? pairFinding(pair, roundingOf(pair.owed) + ofAllIn, goods, law);
    return found.map((one) => (one.cause === "not-filed" ? inItsPlace(one, pair, pairs, goods, law) : one));
  });
}

/** Characters of `9903.88`: numbers that the law here does not have are of an act by these. */
const SERIES = 7;

/** A number that is not filed, with the one of an exemption that is filed in its place and does not free the goods. */
function inItsPlace(
  finding: Finding,
  missing: Pair,
  pairs: readonly Pair[],
  goods: EntryRow,
  law: LawInView,
): Finding {
  const authorityOf = (number: string) =>
    measureUnder(number, goods, law).authority || number.slice(0, SERIES);
  const beside = [authorityOf(missing.number), missing.number.slice(0, SERIES)];
  const claimed = pairs.find(
    ({ number, filed, owed }) =>
      /^99/.test(number) &&
      filed.length > 0 &&
      owed.length === 0 &&
      sumOfLayers(filed) === 0 &&
      beside.includes(authorityOf(number)),
  );
  if (claimed === undefined) return finding;
  const { number } = claimed;
  const why =
    usesOf(number, law.schedule).length > 0
      ? `does not free these goods: ${whyNotOwed(number, goods, law)}`
      : "is no number of the law here";
  return { ...finding, text: `${finding.text}; ${number}, filed without duty, ${why}` };
}

/** What is said of duties of chapter 99 that are filed in full under another number than theirs, by both numbers. */
function movedDuties(pairs: readonly Pair[], goods: EntryRow, law: LawInView): ReadonlyMap<Pair, Finding[]> {
  const found = new Map<Pair, Finding[]>();
  const added = pairs.filter(({ number }) => number.startsWith("99"));
  for (const there of added) {
    const was = sumOfLayers(there.filed);
    if (was === 0 || owedSum(there.owed) !== 0) continue;
    const here = added.find(
      (one) => !found.has(one) && sumOfLayers(one.filed) === 0 && owedSum(one.owed) === was,
    );
    if (here === undefined) continue;
    const reason = whyNotOwed(there.number, goods, law);
    const text = `${there.number}: filed ${dollars(was)}, owed under ${here.number}: ${reason}`;
    found.set(there, [wrong(text, "number")]).set(here, []);
  }
  return found;
}

/** @param rounding By how many cents a correct filing may differ. */
function pairFinding(
  { number, filed, owed }: Pair,
  rounding: number,
  goods: EntryRow,
  law: LawInView,
): Finding[] {
  const was = sumOfLayers(filed);
  const is = owedSum(owed);
  const rate = owed.length === 1 && owed[0]?.rate ? decimal(owed[0].rate) : null;
  if (is === null)
    return was === 0 ? [] : [note(`${number}: ${dollars(was)} is filed, and may be owed in part`)];
  if (Math.abs(was - is) <= rounding)
    return [...rateFinding(number, filed, rate), ...valueFinding({ number, filed, owed }, goods)];
  const atRate = rate && !rate.isZero() ? ` at ${perCent(rate)}` : "";
  if (was === 0) return [wrong(`${number}: ${dollars(is)}${atRate} is owed and not filed`, "not-filed", -is)];
  if (is === 0)
    return [
      wrong(
        `${number}: ${dollars(was)} is filed and not owed: ${whyNotOwed(number, goods, law)}`,
        "not-owed",
        was,
      ),
    ];
  const filedRate = rateFiled(filed, was, goods);
  return [
    wrong(
      `${number}: filed ${dollars(was)}${filedRate ? ` at ${perCent(filedRate)}` : ""}, owed ${dollars(is)}${atRate}${otherDays(number, filedRate, { owed: rate, law })}`,
      "amount",
      was - is,
    ),
  ];
}

const owedSum = (layers: readonly DeclaredLayer[]): number | null =>
  layers.reduce<number | null>((sum, { duty }) => (sum === null || duty === null ? null : sum + duty), 0);

/** The rate is not that of the law though the duty is; rates are compared at the places that were filed. */
function rateFinding(number: string, filed: readonly FiledLayer[], rate: Decimal | null): Finding[] {
  const stated = filed.length === 1 ? filed[0]?.rate : undefined;
  if (!stated || !rate || rate.toDecimalPlaces(stated.decimalPlaces()).eq(stated)) return [];
  return [wrong(`${number}: filed at ${perCent(stated)}, the rate is ${perCent(rate)}`, "rate")];
}

/** A dollar in cents: by so much each value that is stated may be off. */
const A_DOLLAR = 100;

/**
 * The number stands on another value than it is charged on, though its duty is right. Numbers of chapter 99 that charge nothing
 * may be left out, and so may their values.
 */
function valueFinding({ number, filed, owed }: Pair, { value, facts }: EntryRow): Finding[] {
  const isNothing = !isBase(number) && owedSum(owed) === 0;
  if (owed.length === 0 || isNothing || (facts?.chapter98 ?? null) !== null) return [];
  const stated = filed.reduce<number | null>(
    (sum, { on }) => (sum === null || on === null ? null : sum + on),
    0,
  );
  if (filed.length === 0 || stated === null) return [];
  const is = owed.reduce((sum, { on }) => sum + Math.round(Number(on ?? value) * A_DOLLAR), 0);
  if (Math.abs(stated - is) <= A_DOLLAR * Math.max(filed.length, owed.length)) return [];
  return [wrong(`${number}: filed on ${dollars(stated)}, charged on ${dollars(is)}`, "value")];
}

/** The rate stated, else what the duty is of the value. */
const rateFiled = (filed: readonly FiledLayer[], was: number, { value }: EntryRow): Decimal | null =>
  (filed.length === 1 ? filed[0]?.rate : null) ?? (value === 0 ? null : decimal(was).div(100).div(value));

/** The days on which the number had the rate that was filed, if it ever had and that is not the rate owed. */
function otherDays(
  number: string,
  rate: Decimal | null,
  { owed, law }: { readonly owed: Decimal | null; readonly law: LawInView },
): string {
  if (rate && owed?.eq(rate)) return "";
  const use = usesOf(number, law.schedule).find(
    ({ version: { duty, heading } }) =>
      heading === number && duty.kind === "ad-valorem" && rate !== null && duty.rate.eq(rate),
  );
  if (!use || rate === null) return "";
  const { from, until } = use.version;
  return `; ${perCent(rate)} is its rate from ${from}${until ? ` to ${addDays(until, -1)}` : ""}`;
}

// A duty filed in one sum names no number: the only one that explains the difference is told, if there is one.

/** The only number whose duty is the whole difference: one that is owed, or one that gave way or was freed. */
type OneNumber =
  | { readonly kind: "left out"; readonly layer: DeclaredLayer; readonly gap: number }
  | { readonly kind: "too much"; readonly layer: Layer; readonly duty: number };

/** What alone explains a duty filed in one sum; nothing if no number does, or more than one could. */
function oneNumber({ goods, filed, duty }: ComparedLine, law: LawInView): OneNumber | undefined {
  if (filed.duty === null || duty.duty === null) return undefined;
  const gap = filed.duty - duty.duty;
  if (gap < 0) {
    const layer = only(duty.layers.filter((one) => one.duty === -gap || addedBy(one) === -gap));
    return layer && { kind: "left out", layer, gap: -gap };
  }
  const layers = assessRow(goods, law)?.layers ?? [];
  const layer = only(layers.filter((one) => chargeOf(one, goods.value) === gap));
  return layer && { kind: "too much", layer, duty: gap };
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** What a layer that gave way, or that goods are freed of, would charge on the whole value, if its rate is plain. */
function chargeOf({ duty, fate }: Layer, value: number): number | null {
  if (duty.kind !== "ad-valorem" || fate.outcome === "charged" || fate.outcome === "unknown") return null;
  return centsOf(value, fastRate(duty.rate));
}

/** The one number that was left out or should have been, if one is; else the numbers that are owed. */
function reasonText(line: ComparedLine, law: LawInView): Finding[] {
  const { filed, duty } = line;
  if (filed.duty === null || duty.duty === null) return [];
  if (Math.abs(filed.duty - duty.duty) <= roundingOf(duty.layers)) return [];
  const sums = `filed ${dollars(filed.duty)}, owed ${dollars(duty.duty)}`;
  const one = oneNumber(line, law);
  const cause = one === undefined ? "amount" : one.kind === "left out" ? "not-filed" : "not-owed";
  return [wrong(`${sums}: ${inWords(one, line, law)}`, cause, filed.duty - duty.duty)];
}

function inWords(one: OneNumber | undefined, { duty }: ComparedLine, law: LawInView): string {
  if (one === undefined) return owedBy(duty.layers);
  return one.kind === "left out"
    ? `${one.layer.number}, ${dollars(one.gap)}, seems not to be filed`
    : `${one.layer.heading}, ${dollars(one.duty)}, seems to be filed and is not owed: ${fateOf(one.layer, law)}`;
}

const owedBy = (layers: readonly DeclaredLayer[]): string =>
  layers
    .flatMap(({ number, rate, duty }) =>
      duty ? [`${number} ${dollars(duty)}${rate ? ` at ${perCent(decimal(rate))}` : ""}`] : [],
    )
    .join(", ") || "nothing is owed";

export interface Finding {
  readonly text: string;
  /** Something is wrong; else it is only told. */
  readonly wrong: boolean;
  readonly cause?: Cause;
  /** What is filed less what is owed on account of it, in cents; 0 where the duty is right all the same. */
  readonly cents?: number;
}

/** What is wrong, in the order in which it is told. */
export const CAUSES = {
  "not-filed": "a number is owed and not filed",
  "not-owed": "a number is filed and not owed",
  amount: "a number is filed at another duty",
  number: "a duty is filed under another number than its own",
  rate: "a rate is stated that is not that of the law",
  value: "a number is filed on another value than it is charged on",
  goods: "the number of other goods is filed",
  sum: "the numbers do not come to the duty filed",
  fee: "a fee is not that of the entry",
  total: "the total is not that of duty and fees",
  unread: "the row cannot be read",
} as const;
export type Cause = keyof typeof CAUSES;

export const wrong = (text: string, cause?: Cause, cents = 0): Finding => ({
  text,
  wrong: true,
  ...(cause === undefined ? {} : { cause, cents }),
});
export const note = (text: string): Finding => ({ text, wrong: false });

export const countWords = (number: number): string => grouped(String(number));
export const counted = (number: number, one: "line" | "entry"): string =>
  `${countWords(number)} ${number === 1 ? one : PLURALS[one]}`;
const PLURALS = { line: "lines", entry: "entries" } as const;
export const dollars = (cents: number): string => `$${grouped(printCents(cents))}`;

/** Places of a per cent that was worked out from a duty. */
const PLACES = 4;
const perCent = (fraction: Decimal): string => `${fraction.times(100).toDecimalPlaces(PLACES).toFixed()}%`;

// What was paid on a line, and what of it may come back.

/** Cents paid on a line, by the id of the measure or fee. */
export interface PaidPart {
  /** `base` for the duty of the tariff, "" for a number the law does not have. */
  readonly id: string;
  /** `null` where it is not known. */
  readonly amount: number | null;
}

export interface PaidDuty extends PaidPart {
  readonly authority: string;
}

/**
 * What was filed where it was filed by number or the one number that differs is plain; what is owed where the sum is
 * right, or nothing was filed. `null` where neither is known by number. Base duty in an all-in rate is base duty.
 */
export function paidOn(line: ComparedLine, law: LawInView): readonly PaidDuty[] | null {
  const { filed, duty } = line;
  if (filed.layers) return filedBy(filed.layers, line, law);
  if (duty.layers.length === 0) return null;
  if (filed.duty === null || duty.duty === null || filed.duty === duty.duty) return asOwed(duty.layers);
  const one = oneNumber(line, law);
  if (one === undefined)
    return Math.abs(filed.duty - duty.duty) <= roundingOf(duty.layers) ? asOwed(duty.layers) : null;
  if (one.kind === "left out") {
    const isWhole = one.layer.duty === duty.duty - filed.duty;
    const rest = isWhole ? duty.layers : inSplit(duty.layers);
    return asOwed(rest.filter(({ number, on }) => number !== one.layer.number || on !== one.layer.on));
  }
  const { id, authority } = one.layer.measure;
  return [...asOwed(duty.layers), { id, authority, amount: one.duty }];
}

/** What numbers come to by law: of chapter 99 each what it adds, of the goods the base duty, wherever it is declared. */
function asOwed(layers: readonly DeclaredLayer[]): PaidDuty[] {
  const added = layers.flatMap((layer): PaidDuty[] =>
    layer.measure === BASE ? [] : [{ id: layer.measure, authority: layer.authority, amount: addedBy(layer) }],
  );
  const amount = layers.reduce<number | null>(
    (sum, { ofBase }) => (sum === null || ofBase === null ? null : sum + ofBase),
    0,
  );
  return [...added, { id: BASE, authority: BASE, amount }];
}

/** Amounts filed by number; base duty that is missing was paid on the number of an all-in rate. */
function filedBy(
  layers: readonly FiledLayer[],
  { goods, duty }: ComparedLine,
  law: LawInView,
): readonly PaidDuty[] {
  const amounts = layers.map(({ number, duty: amount }) => ({ ...measureUnder(number, goods, law), amount }));
  const ofBase = amounts.reduce((sum, { id, amount }) => (id === BASE ? sum + amount : sum), 0);
  let missing = duty.base === null ? null : Math.max(0, duty.base - ofBase);
  const paid = amounts.map(({ id, authority, amount, isAllIn }): PaidDuty => {
    if (!isAllIn || missing === 0 || amount === 0) return { id, authority, amount };
    if (missing === null) return { id, authority, amount: ofBase === 0 ? null : amount };
    const moved = Math.min(missing, amount);
    missing -= moved;
    return { id, authority, amount: amount - moved };
  });
  const sum = (parts: readonly PaidPart[]) => parts.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const moved = paid.some(isOpen) ? 0 : sum(amounts) - sum(paid);
  return moved === 0 ? paid : [...paid, { id: BASE, authority: BASE, amount: moved }];
}

/** Cents paid under these authorities, never more than was filed; `null` where a part is not known. */
export function paidUnder(
  authorities: ReadonlySet<string>,
  paid: readonly PaidDuty[] | null,
  filed: number | null,
): number | null {
  const own = paid?.filter(({ authority }) => authorities.has(authority));
  if (!own || own.some(({ amount }) => amount === null)) return null;
  const sum = own.reduce((total, { amount }) => total + (amount ?? 0), 0);
  return Math.min(sum, filed ?? sum);
}

/** Cents of drawback on the exported goods of a line. */
export interface DrawbackDue {
  readonly refund: number;
  readonly barred: number;
  readonly unknown: number;
  /** A fee is neither filed nor known, and left out. */
  readonly feesOpen: boolean;
}

/** Drawback on duty and fees of the exported share; `null` where the duty paid is not known. */
export function drawbackOn(
  duties: readonly PaidDuty[] | null,
  fees: readonly PaidPart[] | null,
  exported: Decimal | null,
  rules: DrawbackRules,
): DrawbackDue | null {
  if (exported === null || duties === null || duties.some(isOpen)) return null;
  const parts = [...duties, ...(fees ?? [])].map(({ id, amount }) => ({
    id,
    amount: usd(printCents(amount ?? 0)),
  }));
  const { refund, barred, unknown } = drawbackOf(parts, exported, rules);
  return {
    refund: cents(refund),
    barred: cents(barred),
    unknown: cents(unknown),
    feesOpen: fees === null || fees.some(isOpen),
  };
}

const isOpen = ({ amount }: PaidPart): boolean => amount === null;

const cents = (amount: Usd): number => amount.times(100).toNumber();
