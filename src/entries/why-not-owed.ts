/** Why a number that was filed charges nothing on the goods, in words, and where the law uses such numbers. */

import { memoize } from "../compiled/memo.js";
import { ADCVD, orderOf } from "../law/adcvd.js";
import { type Assessment, assess, type Layer } from "../law/assess.js";
import { addDays } from "../law/calendar.js";
import { allInLayer } from "../law/declare.js";
import { isInQuota, NOTHING_STATED } from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import { inForce, type Measure, type MeasureId, spanIn, type Version, type View } from "../law/measure.js";
import { originWords } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin } from "../law/scope.js";
import { usd } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";
import { linesMeant } from "./pricer.js";
import { factsOfEntry } from "./stated-facts.js";

/** The law an audit is made under. */
export interface LawInView {
  readonly schedule: Schedule;
  readonly view: View;
}

/** The goods as an entry of their own; of a short number, as the first line it means. */
export function assessRow(
  { facts, ...goods }: EntryRow,
  { schedule, view }: LawInView,
): Assessment | undefined {
  const meant = linesMeant(goods.hts, goods.date, schedule.base.numbers, schedule);
  const hts = "numbers" in meant ? (meant.numbers[0] as HtsCode) : goods.hts;
  const { date, claims } = goods;
  const entry = { hts, origin: goods.origin.code, date, claims, value: usd(goods.value) };
  return assess({ ...NOTHING_STATED, ...factsOfEntry(facts), ...entry }, schedule, view);
}

/** A mistake made once is mostly made again: reasons are worked out once for goods of which no fact is stated. */
const MOST_KNOWN = 20_000;
/** Why a number is not owed on goods: what displaced it, what freed them, or that it was not the law. */
export function whyNotOwed(number: string, goods: EntryRow, law: LawInView): string {
  if (goods.facts !== null) return reasonOf(number, goods, law);
  const reasons = reasonsUnder(law);
  const key = [number, goods.hts, goods.origin.code, goods.date, ...goods.claims].join(" ");
  const reason = reasons.get(key) ?? reasonOf(number, goods, law);
  if (reasons.size >= MOST_KNOWN) reasons.clear();
  reasons.set(key, reason);
  return reason;
}

const reasonsUnder = memoize((_law: LawInView) => new Map<string, string>());

function reasonOf(number: string, goods: EntryRow, law: LawInView): string {
  const found = assessRow(goods, law);
  if (isBase(number)) return found ? whyNoBase(found, goods, law) : "the tariff has no such line";
  if (isCase(number)) return whyNoDeposit(number, goods, law);
  const uses = usesOf(number, law.schedule);
  const now = uses.filter(({ measure, version }) => inForce(measure, goods.date, law.view) === version);
  const [use] = now;
  if (use === undefined) return notThen(uses, goods, law);
  if (now.every(({ frees }) => frees !== null)) return `the number is for what is free: ${use.frees}`;
  const layer = found?.layers.find(({ measure }) => now.some((one) => one.measure === measure));
  if (layer) return fateOf(layer, law);
  const covers = now.find(({ version }) => coversOrigin(version.covers, goods.origin));
  return covers
    ? `${covers.measure.title} does not reach these goods`
    : `${use.measure.title} does not reach goods of ${originWords(goods.origin)}`;
}

function whyNoDeposit(number: string, { origin }: EntryRow, { schedule }: LawInView): string {
  return schedule.orders.of(origin.code).some((one) => one.case === orderOf(number))
    ? "the line states no deposit under it, or that it does not cover the goods (column adcvd)"
    : `it is no order of the data on goods of ${originWords(origin)}`;
}

/** The number is of other days, or of none. */
function notThen(uses: readonly Use[], { date }: EntryRow, { view }: LawInView): string {
  const spans = uses.flatMap(({ measure: { title }, version }) => {
    const span = spanIn(version, view);
    return span ? [{ ...span, title }] : [];
  });
  const [last] = spans
    .flatMap(({ until, title }) => (until !== null && until <= date ? [{ until, title }] : []))
    .sort((a, b) => (a.until < b.until ? 1 : -1));
  if (last) return `${last.title} was charged under it to ${addDays(last.until, -1)} and not on ${date}`;
  const [next] = spans.sort((a, b) => (a.from < b.from ? -1 : 1));
  if (next) return `${next.title} is charged under it from ${next.from} and not on ${date}`;
  const [taken] = uses;
  return taken
    ? `${taken.measure.title} was collected under it until later law took that back`
    : "the law here has no such number";
}

/** What came of a layer that does not charge under the number filed. */
export function fateOf({ measure, heading, fate, version }: Layer, { schedule }: LawInView): string {
  switch (fate.outcome) {
    case "displaced":
      return `${measure.title} gives way to ${titlesOf(fate.by, schedule)}`;
    case "freed":
      return `${fate.title} ${fate.by === "" ? "are free of it" : `are free of it under ${fate.by}`}`;
    case "charged":
      return fate.duty.isZero()
        ? `${measure.title} comes to nothing on these goods`
        : `${measure.title} is declared under ${heading || version.heading}`;
    case "unknown":
      return `${measure.title} is declared under ${heading}`;
  }
}

function whyNoBase(
  { base: { fate, applied }, layers }: Assessment,
  { claims }: EntryRow,
  { schedule }: LawInView,
): string {
  const allIn = allInLayer(layers, isInQuota(claims));
  if (allIn) return `the all-in rate of ${allIn.heading} counts the base duty in`;
  return fate.outcome === "displaced"
    ? `${titlesOf(fate.by, schedule)} takes the place of the base duty`
    : `the base duty is ${applied.column}, ${applied.text}`;
}

const titlesOf = (ids: readonly MeasureId[], { measures }: Schedule): string =>
  ids.map((id) => measures.find((measure) => measure.id === id)?.title ?? id).join(", ");

/** A version that uses a number: to charge under it, or to let goods in free of the measure. */
interface Use {
  readonly measure: Measure;
  readonly version: Version;
  /** What is free under the number; `null` where it charges. */
  readonly frees: string | null;
}

/** The number of the goods themselves, not of chapter 99 and its notes, declares the duty of the tariff. */
export const isBase = (number: string): boolean => !/^(?:99|U\.S\. note|[AC]-)/.test(number);

/** The case of an order of antidumping or countervailing duty. */
const isCase = (number: string): boolean => /^[AC]-/.test(number);

/** Every version that uses a number, measures by id; none if the law here has no such number. */
export const usesOf = (number: string, schedule: Schedule): readonly Use[] =>
  allUses(schedule).get(number) ?? [];

const named = (number: string | undefined, frees: string | null): (readonly [string, string | null])[] =>
  number === undefined ? [] : [[number, frees]];

/** Numbers that a duty has beside that of its version. */
const numbersIn = (duty: Version["duty"]) => [
  ...(duty.kind === "top-up" ? named(duty.metHeading, "goods whose base duty reaches the all-in rate") : []),
  ...(duty.kind === "quota" ? named(duty.insideHeading, null) : []),
];

/** The measure that a number stands for on the day and for the origin, else on any day; `""` if the law has no such number. */
export function measureUnder(
  number: string,
  { date, origin }: EntryRow,
  { schedule, view }: LawInView,
): { readonly id: string; readonly authority: string; readonly isAllIn: boolean } {
  if (isBase(number)) return { id: "base", authority: "base", isAllIn: false };
  if (isCase(number)) return { id: `${ADCVD}/${orderOf(number)}`, authority: ADCVD, isAllIn: false };
  const uses = usesOf(number, schedule);
  const use =
    uses.find(
      ({ measure, version }) =>
        inForce(measure, date, view) === version && coversOrigin(version.covers, origin),
    ) ?? uses[0];
  const { id, authority } = use?.measure ?? { id: "", authority: "" };
  return { id, authority, isAllIn: uses.some((one) => one.frees === null && isTopUp(number, one.version)) };
}

const isTopUp = (number: string, { heading, duty, byOrigin }: Version): boolean =>
  [{ heading, duty }, ...byOrigin].some((terms) => terms.heading === number && terms.duty.kind === "top-up");

const allUses = memoize(({ measures }: Schedule): ReadonlyMap<string, readonly Use[]> => {
  const uses = new Map<string, Use[]>();
  for (const measure of measures)
    for (const version of measure.versions)
      for (const [number, frees] of numbersOf(version)) {
        const own = uses.get(number) ?? [];
        uses.set(number, own);
        own.push({ measure, version, frees });
      }
  return uses;
});

const numbersOf = ({ heading, byOrigin, transit, freedBy, usContent, ...own }: Version) =>
  new Map<string, string | null>([
    ...named(own.yieldsTo.heading, "goods on which another duty is charged in its place"),
    ...named(own.otherPartHeading, "the part of the goods that is not charged"),
    ...named(usContent?.heading, "content of US origin"),
    ...named(usContent?.restHeading, null),
    ...[own.duty, ...byOrigin.map(({ duty }) => duty)].flatMap(numbersIn),
    ...freedBy.map((exemption) => [exemption.heading, exemption.title] as const),
    ...transit.map((window) => [window.heading, window.duty ? null : "goods in transit"] as const),
    ...byOrigin.map((terms) => [terms.heading, null] as const),
    [heading, null] as const,
  ]);
