/**
 * What an entry owes under a schedule, layer by layer, with the layers that did not apply and why; and between what bounds
 * that lies while facts are missing.
 */
import { depositsOn, type Order, openAmong, ordersNaming } from "./adcvd.js";
import { type BaseCharge, baseCharge, type ColumnDuty } from "./base-duty.js";
import { linesInSeason } from "./calendar.js";
import {
  asksOwnNumber,
  dutiableExtremes,
  lacksOwnNumber,
  provisionOf,
  reachedUnder,
  ruleExtremes,
  waitingFor,
} from "./chapter98.js";
import { stepOf } from "./duty/by-price.js";
import { type Charged, type Duty, withinQuota } from "./duty/duty.js";
import { charge } from "./duty/index.js";
import { BASE_DUTY } from "./duty/top-up.js";
import { type Entry, following, isInQuota, isUnderChapter98, withFollowing } from "./entry.js";
import { isAlcoholic, numbersMeant } from "./hts.js";
import { type View, versionMet } from "./measure.js";
import { type Origin, originNamed, scheduleIn } from "./origin.js";
import { isShare, type Shares, STATED_PIECES, type StatedPiece, shareOf, WHOLE_VALUE } from "./part.js";
import type { Schedule } from "./schedule.js";
import { atHome, coversOrigin, positionOf, productOf, type Reached, reachedAt } from "./scope.js";
import {
  atLeast,
  billed,
  cornersOf,
  type Layer,
  leavesOutUs,
  type Outcome,
  type Settled,
  type Standing,
  settledFor,
  shareUnder,
  underAny,
  waysAtHome,
} from "./settle.js";
import { type Decimal, NO_USD, owed, sumUsd, type Usd, WHOLE } from "./units.js";

export type { Layer, Outcome };

/** What an entry owes, layer by layer. */
export interface Assessment {
  readonly entry: Entry;
  readonly base: {
    readonly applied: ColumnDuty;
    readonly line: string;
    readonly fate: Outcome;
    readonly estimated: boolean;
  };
  /** Every measure that reaches the entry, by id. */
  readonly layers: readonly Layer[];
  /** Sum of the layers that charged. A lower bound if any layer is `unknown`. */
  readonly duty: Usd;
  /** What must be known before the rest can be computed; empty if the duty is exact. */
  readonly needs: readonly string[];
  /** Antidumping and countervailing duty orders that may cover the goods and of which nothing is stated. */
  readonly orders: readonly Order[];
}

/**
 * Assesses the duty owed on one entry. A number that may stand for several lines owes what they all do; where they differ,
 * what they differ in is not known.
 *
 * Units: US dollars, unrounded; `inCents` applies the rounding of an entry summary.
 * Returns `undefined` if the tariff has no line of this number on the day.
 * Source: HTSUS General Note 3(a); chapter 99, subchapter III, U.S. notes; ENGINE section 2.
 */
export function assess(entry: Entry, schedule: Schedule, view: View = "law"): Assessment | undefined {
  const { all, open } = possible(entry, schedule);
  if (all.length === 1) return assessGoods(all[0] as Entry, schedule, view);
  return inCommon(
    all.flatMap((goods) => assessGoods(goods, schedule, view) ?? []),
    entry,
    open,
  );
}

/** The goods that an entry may be of, and what tells them apart. */
function possible(
  entry: Entry,
  schedule: Schedule,
): { readonly all: readonly Entry[]; readonly open: readonly string[] } {
  const meant = numbersMeant(entry.hts, entry.date, schedule.base);
  const numbers = linesInSeason(meant, entry.date, schedule.seasons);
  const goods = meant.length === 1 ? [entry] : numbers.map((hts) => ({ ...entry, hts }));
  const doubts = goods.map((one) => following(one, schedule));
  const metals = [...new Set(doubts.flatMap(({ weighed }) => weighed))];
  return {
    all: goods.flatMap((one, index) => [
      one,
      ...(doubts[index]?.inDoubt ?? []).map((claim) => ({ ...one, claims: new Set([...one.claims, claim]) })),
    ]),
    open: [
      ...(numbers.length > 1
        ? [`all ten digits of the number (${numbers.length} lines under it differ)`]
        : []),
      ...(metals.length > 0 ? [`share of ${metals.join(" and ")} in the weight`] : []),
    ],
  };
}

/** What goods of one line owe. */
function assessGoods(stated: Entry, schedule: Schedule, view: View): Assessment | undefined {
  const entry = withFollowing(stated, schedule);
  const rates = schedule.base.ratesOf(entry.hts, entry.date);
  const origin = originNamed(entry.origin, schedule);
  if (rates === undefined || origin === undefined) return undefined;
  const settled = settledFor(reachedBy(entry, origin, schedule, view), entry);
  const base = baseCharge(rates, origin, entry, scheduleIn(schedule, view));
  const assessment = assessBeside(base, entry, rates.line, settled);
  const waiting = isUnderChapter98(entry) ? waitingFor(entry, settled.onTheWay, origin, schedule, view) : [];
  return withOrders(withWaiting(assessment, waiting), schedule.orders);
}

/** The measures in force that reach an entry, by id, so that equal inputs print equal output. */
export function reachedBy(entry: Entry, origin: Origin, schedule: Schedule, view: View): Reached[] {
  const number = isUnderChapter98(entry) ? provisionOf(entry, schedule) : null;
  const own = productOf(schedule, entry.hts, entry.claims);
  const product = number !== null && lacksOwnNumber(entry, schedule) ? { ...own, goods: true } : own;
  return schedule.measures.flatMap((measure) => {
    const { version, on } = versionMet(measure, entry, view);
    if (version === undefined || !coversOrigin(version.covers, origin)) return [];
    const position = positionOf(version, product, origin, entry.claims, on);
    if (position === "outside") return [];
    const reached = reachedAt(measure, version, origin, position);
    const under = number === null ? reached : reachedUnder(number, reached, origin, entry, schedule);
    return [origin.isHome ? atHome(under, origin) : under];
  });
}

/** With the measures that wait for the number of the goods themselves: each may be owed, none is. */
function withWaiting(assessment: Assessment, waiting: readonly Reached[]): Assessment {
  if (waiting.length === 0) return assessment;
  const { entry, base, layers } = assessment;
  const needs = [asksOwnNumber(entry.hts)];
  const unknown = waiting.map((item): Layer => {
    const { duty, version } = item;
    return { ...item, fate: { outcome: "unknown", needs, duty, part: version.part } };
  });
  const all = [...layers, ...unknown].sort((a, b) => (a.measure.id < b.measure.id ? -1 : 1));
  return added(entry, base, all);
}

// Goods that may be any of several: what all of them owe is owed, what they differ in waits for the fact that tells.

/** What several assessments have in common; what they differ in needs what is open. */
function inCommon(all: readonly Assessment[], entry: Entry, open: readonly string[]): Assessment | undefined {
  const [first, ...others] = all;
  if (first === undefined || others.every((other) => owesTheSame(first, other)))
    return first && { ...first, entry, layers: underAny(all) };
  const ids = [...new Set(all.flatMap(({ layers }) => layers.map(({ measure }) => measure.id)))].sort();
  const layers = ids.map((id): Layer => {
    const found = all.map((one) => one.layers.find(({ measure }) => measure.id === id));
    const [some] = found.flatMap((layer) => layer ?? []) as [Layer];
    const fates = found.map((layer) => layer?.fate ?? NOT_REACHED);
    return { ...some, fate: commonFate(some.fate, fates, some.duty, open) };
  });
  const bases = all.map(({ base }) => base);
  const applied = bases.every((base) => base.applied.text === first.base.applied.text)
    ? first.base.applied
    : { ...first.base.applied, text: "", duty: SEVERAL };
  const fate = commonFate(
    first.base.fate,
    bases.map((base) => base.fate),
    applied.duty,
    open,
  );
  const line = bases.every((base) => base.line === first.base.line) ? first.base.line : entry.hts;
  return added(entry, { ...first.base, applied, fate, line }, layers);
}

const SEVERAL: Duty = { kind: "unknown", reason: "the lines under the number state several rates" };
const NOT_REACHED: Outcome = { outcome: "displaced", by: [] };

/** Whether nothing that is charged, or could be, tells two assessments apart. */
const owesTheSame = (a: Assessment, b: Assessment): boolean =>
  a.duty.eq(b.duty) &&
  a.needs.join() === b.needs.join() &&
  (a.needs.length === 0 || openLayers(a) === openLayers(b));

const openLayers = ({ base, layers }: Assessment): string =>
  [
    base.applied.text,
    ...layers.map(({ measure, heading, fate }) => [measure.id, heading, fate.outcome].join(" ")),
  ].join();

/** The fate itself where all come to the same dollars, else unknown. */
function commonFate(own: Outcome, fates: readonly Outcome[], duty: Duty, open: readonly string[]): Outcome {
  const dollars = fates.map(dollarsOf);
  const [first] = dollars;
  if (first && dollars.every((one) => one?.eq(first))) return own;
  const needs = fates.flatMap((fate) => (fate.outcome === "unknown" ? fate.needs : []));
  const differ = dollars.some((one) => one !== null) || new Set(needs).size > 1;
  return {
    outcome: "unknown",
    needs: [...new Set([...needs, ...(differ ? open : [])])],
    duty,
    part: WHOLE_VALUE,
  };
}

/** What a layer comes to; `null` where that is not known. */
const dollarsOf = (fate: Outcome): Usd | null =>
  fate.outcome === "unknown" ? null : fate.outcome === "charged" ? fate.duty : NO_USD;

/** Assesses an entry on a line whose base duty is worked out, and whose measures are settled. */
export const assessBeside = (base: BaseCharge, entry: Entry, line: string, settled: Settled): Assessment =>
  assembled(entry, line, base, layersOf(entry, base, settled));

/** What comes of each measure beside a base duty, in the order given. */
function layersOf(entry: Entry, base: BaseCharge, { onTheWay, shares, standings }: Settled): Layer[] {
  return onTheWay.map((item, index) => {
    const { measure, version, duty, freedBy } = item;
    const fate = fateOf(item, standings[index] as Standing, entry, shares, base);
    return { measure, version, heading: declaredUnder(item, fate, entry, shares), duty, freedBy, fate };
  });
}

/**
 * Goods have a heading of their own beside their US content, within a quota, in a step of prices, or if their base duty
 * reaches an all-in rate.
 */
function declaredUnder(
  { heading: usual, duty: stated, version }: Reached,
  fate: Outcome,
  entry: Entry,
  shares: Shares,
): string {
  const { value, claims } = entry;
  const rest = version.usContent?.restHeading;
  const heading = rest !== undefined && leavesOutUs(version, { shares, claims }) ? rest : usual;
  const inQuota = isInQuota(claims);
  if (stated.kind === "quota" && inQuota && stated.insideHeading !== undefined) return stated.insideHeading;
  const duty = withinQuota(stated, inQuota);
  if (fate.outcome !== "charged" || fate.share.isZero()) return heading;
  if (duty.kind === "by-price")
    return stepOf(duty, chargedOn(entry, value, WHOLE, NO_BASE))?.heading ?? heading;
  if (duty.kind !== "top-up" || duty.metHeading === undefined) return heading;
  return fate.duty.isZero() && !value.isZero() ? duty.metHeading : heading;
}

/** A base duty and layers as one assessment. */
function assembled(entry: Entry, line: string, base: BaseCharge, layers: readonly Layer[]): Assessment {
  const fate = baseOutcome(base, layers, isInQuota(entry.claims));
  return added(entry, { applied: base.applied, line, fate, estimated: base.estimated }, layers);
}

/** A base duty and layers with what they come to, and what is missing. */
function added(entry: Entry, base: Assessment["base"], layers: readonly Layer[]): Assessment {
  const fates = [base.fate, ...layers.map(({ fate }) => fate)];
  return {
    entry,
    base,
    layers,
    duty: sumUsd(fates.flatMap((fate) => (fate.outcome === "charged" ? [fate.duty] : []))),
    needs: [...new Set(fates.flatMap((fate) => (fate.outcome === "unknown" ? fate.needs : [])))],
    orders: NONE_OPEN,
  };
}

const NONE_OPEN: readonly Order[] = [];

/** An assessment with the deposits that are stated, which are last and change no other duty, and the orders that are open. */
export function withOrders(assessment: Assessment, law: Schedule["orders"]): Assessment {
  const { entry, base, layers } = assessment;
  const near = law.near(entry.origin, entry.hts);
  if (near.length === 0 && entry.adcvd.deposits.length === 0) return assessment;
  const orders = openAmong(ordersNaming(entry, near), entry.adcvd);
  return { ...added(entry, base, [...layers, ...depositsOn(entry, law)]), orders };
}

const NO_BASE = { amounts: null };

function fateOf(item: Reached, standing: Standing, entry: Entry, shares: Shares, base: BaseCharge): Outcome {
  switch (standing.kind) {
    case "freed":
      return { outcome: "freed", by: item.freedBy?.heading ?? "", title: item.freedBy?.title ?? "" };
    case "displaced":
      return { outcome: "displaced", by: standing.by };
    case "due":
      return due(item, standing, entry, shares, base);
  }
}

function due(
  { duty, version, dutiable }: Reached,
  { part, yieldedTo }: Standing & { kind: "due" },
  entry: Entry,
  shares: Shares,
  base: BaseCharge,
): Outcome {
  const own = shareOf(part, shares);
  const ofGoods = isShare(own) ? atLeast(own, version, part, shares) : own;
  if (!isShare(ofGoods))
    return { outcome: "unknown", needs: ofGoods.map((piece) => `${piece} content`), duty, part };
  if (dutiable && "needs" in dutiable && !ofGoods.isZero())
    return { outcome: "unknown", needs: dutiable.needs, duty, part };
  const ofValue = dutiable && "value" in dutiable ? dutiable.value : entry.value;
  const share = ofValue === entry.value ? ofGoods : shareUnder(ofValue, entry.value, ofGoods);
  const result = charge(duty, chargedOn(entry, owed(ofValue, ofGoods), share, base));
  return "duty" in result
    ? { outcome: "charged", share, part, duty: result.duty, yieldedTo }
    : { outcome: "unknown", needs: result.needs, duty, part };
}

const chargedOn = (
  entry: Entry,
  value: Usd,
  share: Decimal,
  { amounts }: Pick<BaseCharge, "amounts">,
): Charged => ({
  value,
  share,
  quantities: entry.quantities,
  exactQuantity: isAlcoholic(entry.hts),
  components: entry.components,
  inQuota: isInQuota(entry.claims),
  base: amounts,
});

/** The base duty stands unless a measure that charges replaces it. */
function baseOutcome(
  { charge: result, applied, share }: BaseCharge,
  layers: readonly Layer[],
  inQuota: boolean,
): Outcome {
  const replacing = layers.filter(
    ({ duty, fate }) => fate.outcome === "charged" && withinQuota(duty, inQuota).kind === "replacement",
  );
  if (replacing.length > 0) return { outcome: "displaced", by: replacing.map(({ measure }) => measure.id) };
  return "duty" in result
    ? { outcome: "charged", share, part: WHOLE_VALUE, duty: result.duty, yieldedTo: [] }
    : { outcome: "unknown", needs: result.needs, duty: applied.duty, part: 0 };
}

// Bounds: the same entry assessed with what is missing at each of its extremes.

/** The least and the most that an entry can owe while facts are missing. */
export interface Bounds {
  readonly least: Usd;
  /** `null` where nothing limits it: a duty a kilogram on goods of unknown weight. */
  readonly most: Usd | null;
}

/**
 * Bounds of what an entry owes: of all lines that its number may stand for. As long as the same contents are there at all,
 * duty is linear in their shares, so its extremes lie where one content takes all that is left, or all but a trace, and the
 * others are traces. Whether a content is there decides who yields, so each choice is tried. A missing quantity bounds from
 * below only. No claim follows from a content that is tried: what is presumed stands until something else is stated.
 */
export function bounds({ entry, needs, duty }: Assessment, schedule: Schedule, view: View): Bounds {
  if (needs.length === 0) return { least: duty, most: duty };
  const all = possible(entry, schedule).all.flatMap((goods) =>
    ruleExtremes(goods, schedule)
      .flatMap((law) => waysAtHome(goods, assessGoods(goods, law, view)?.layers ?? [], law))
      .flatMap((law) => {
        const again = (one: Entry) => assessGoods(one, { ...law, facts: [] }, view);
        const assessed = assessGoods(goods, law, view);
        return assessed ? [boundsBy(assessed, again, law)] : [];
      }),
  );
  return all.reduce(widest);
}

/** The bounds of goods that are of either kind. */
export const widest = (a: Bounds, b: Bounds): Bounds => ({
  least: b.least.lt(a.least) ? b.least : a.least,
  most: a.most === null || b.most === null ? null : b.most.gt(a.most) ? b.most : a.most,
});

/**
 * The bounds of goods of one line. @param again Assesses the same goods with other facts. @param law Has provisions of
 * chapter 98, where goods may be under one.
 */
export function boundsBy(
  assessment: Assessment,
  again: (entry: Entry) => Assessment | undefined,
  law?: Pick<Schedule, "chapter98" | "base">,
): Bounds {
  const { entry, needs } = assessment;
  if (needs.length === 0) return { least: assessment.duty, most: assessment.duty };
  const metals = unknownContents(assessment);
  const extremes = law && isUnderChapter98(entry) ? dutiableExtremes(entry, law) : [entry];
  const all = extremes.flatMap((one) => [...cornersOf(one, metals), ...billed(one, contentNeeds(needs))]);
  const corners = all.flatMap((corner) => {
    const settled = again(corner);
    return settled ? atBaseExtremes(settled, again) : [];
  });
  const asked = contentNeeds(needs).length + extremes.length - 1 + boundedNeeds(assessment);
  const { least, most } = corners.map(({ duty }): Bounds => ({ least: duty, most: duty })).reduce(widest);
  const open = needs.length > asked || corners.some((corner) => corner.needs.length > 0);
  return { least, most: open ? null : most };
}

const contentNeeds = (needs: readonly string[]): StatedPiece[] =>
  STATED_PIECES.filter((piece) => needs.includes(`${piece} content`));

/** Contents to try: one metal's can bring in a measure on another's, so steel and aluminum go together. */
function unknownContents({ entry, needs }: Assessment): StatedPiece[] {
  const asked = contentNeeds(needs);
  if (asked.length === 0) return [];
  return (["steel", "aluminum", "copper"] as const).filter(
    (metal) => entry.shares[metal] === undefined && (metal !== "copper" || asked.includes(metal)),
  );
}

/**
 * An entry at what its unknown base duty can come to: between the limits that the words of the tariff set, or at least
 * nothing. Duties that count it in are then exact.
 */
function atBaseExtremes(settled: Assessment, again: (entry: Entry) => Assessment | undefined): Assessment[] {
  if (settled.base.fate.outcome !== "unknown") return [settled];
  const limits = limitsOfBase(settled);
  const tried = (limits ?? [NO_USD]).flatMap(
    (observedBase) => again({ ...settled.entry, observedBase }) ?? [],
  );
  if (tried.length === 0) return [settled];
  return limits ? tried : tried.map((one) => ({ ...one, needs: settled.needs }));
}

/** The dollars between which the words of a rate leave the base duty; `null` where they or the quantity do not say. */
function limitsOfBase({ base: { applied }, entry }: Assessment): Usd[] | null {
  if (applied.duty.kind !== "unknown" || !applied.duty.limits || isUnderChapter98(entry)) return null;
  const on = chargedOn(entry, entry.value, WHOLE, NO_BASE);
  const ends = applied.duty.limits.map((duty) => charge(duty, on));
  return ends.every((end) => "duty" in end) ? ends.map(({ duty }) => duty) : null;
}

/** How many of the needs are for a base duty that lies between limits: its own, and those of all-in rates. */
function boundedNeeds(assessment: Assessment): number {
  const { base, needs } = assessment;
  if (base.fate.outcome !== "unknown" || limitsOfBase(assessment) === null) return 0;
  const own = new Set([...base.fate.needs, BASE_DUTY]);
  return needs.filter((need) => own.has(need)).length;
}
