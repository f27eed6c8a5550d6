/** Settles among the measures that reach the same goods: which stand, which give way, and on what part each is due. */

import { addDays, type IsoDate } from "./calendar.js";
import type { Duty } from "./duty/duty.js";
import type { Catalogue, Entry, Setting } from "./entry.js";
import { anyOf } from "./hts.js";
import type { MeasureId, Version } from "./measure.js";
import { originNamed } from "./origin.js";
import {
  hasPiece,
  isShare,
  joined,
  NOTHING,
  type Part,
  type Shares,
  STATED_PIECES,
  type StatedPiece,
  shareOf,
  without,
} from "./part.js";
import type { Schedule } from "./schedule.js";
import type { Reached } from "./scope.js";
import { type Decimal, decimal, type Usd, WHOLE } from "./units.js";

/** What becomes of a measure: due on a part of the value, displaced by others, or freed. */
export type Standing =
  | { readonly kind: "due"; readonly part: Part; readonly yieldedTo: readonly MeasureId[] }
  | { readonly kind: "displaced"; readonly by: readonly MeasureId[] }
  | { readonly kind: "freed" };

/** Facts that decide the part a measure is charged on. */
interface Facts {
  readonly shares: Shares;
  readonly claims: ReadonlySet<string>;
}

/**
 * The standing of each measure, in the order given.
 *
 * A measure yields only to one that itself stands: where A yields to B and B to C, goods that C reaches owe A and C.
 * A measure on a metal that the goods are known not to contain does not stand.
 * Requires: `yieldsTo` never goes round in a circle (`data validate` checks it).
 * Source: EO 14289 section 3; HTSUS chapter 99, subchapter III, U.S. notes 2, 16, 33.
 */
export function settle(reached: readonly Reached[], facts: Facts): Standing[] {
  const sole = reached.find(({ version, freedBy }) => version.alone && !freedBy);
  const known: (Standing | undefined)[] = reached.map((item) =>
    sole === undefined || sole === item ? undefined : { kind: "displaced", by: [sole.measure.id] },
  );
  const standing = (index: number): Standing => {
    const already = known[index];
    if (already) return already;
    const fate = decide(reached[index] as Reached, facts, displacers);
    known[index] = fate;
    return fate;
  };
  /** The part a measure takes from those that yield to it, if it stands. */
  const takes = ({ measure, freedBy, version }: Reached, index: number, from: MeasureId): Displacer[] => {
    if (freedBy) return displacesFreed(freedBy, from) ? [{ id: measure.id, part: version.part }] : [];
    const fate = standing(index);
    return fate.kind === "due" && !isKnownEmpty(fate.part, facts)
      ? [{ id: measure.id, part: fate.part }]
      : [];
  };
  const displacers = (patterns: readonly string[], from: MeasureId): Displacer[] =>
    reached.flatMap((item, index) =>
      patterns.some((pattern) => names(pattern, item.measure.id)) ? takes(item, index, from) : [],
    );
  return reached.map((_, index) => standing(index));
}

/** Whether goods that are freed of a measure still displace another. */
const displacesFreed = ({ displaces }: NonNullable<Reached["freedBy"]>, from: MeasureId): boolean =>
  typeof displaces === "boolean" ? displaces : displaces.some((pattern) => names(pattern, from));

interface Displacer {
  readonly id: MeasureId;
  readonly part: Part;
}

function decide(
  { measure, version, freedBy }: Reached,
  facts: Facts,
  displacers: (patterns: readonly string[], from: MeasureId) => Displacer[],
): Standing {
  if (freedBy) return { kind: "freed" };
  const { entirely, onItsPart } = version.yieldsTo;
  const whole = entirely.length > 0 ? displacers(entirely, measure.id) : [];
  if (whole.length > 0) return { kind: "displaced", by: whole.map(({ id }) => id) };
  const own = ownPart(version, facts);
  const partly = onItsPart.length > 0 ? displacers(onItsPart, measure.id) : [];
  const taken = partly.reduce((part, other) => joined(part, other.part), NOTHING);
  const part = without(own, taken);
  const yieldedTo = partly.map(({ id }) => id);
  return yieldedTo.length > 0 && (part === NOTHING || isKnownEmpty(part, facts))
    ? { kind: "displaced", by: yieldedTo }
    : { kind: "due", part, yieldedTo };
}

/** `section-232/cars*` names every id that starts so; any other pattern names one id. */
export const names = (pattern: string, id: MeasureId): boolean =>
  pattern.endsWith("*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

/** The part of the value a version is charged on before it yields: US content is left out where its rule is met. */
const ownPart = (version: Version, facts: Facts): Part =>
  leavesOutUs(version, facts) ? without(version.part, US) : version.part;

/** Whether goods meet the rule of a version on content of US origin. */
export function leavesOutUs(
  { part, usContent }: Pick<Version, "part" | "usContent">,
  { shares, claims }: Facts,
): boolean {
  if (!usContent || !hasPiece(part, "us") || shares.us === undefined) return false;
  const asked = !usContent.claims || usContent.claims.some((claim) => claims.has(claim));
  return asked && shares.us.gte(usContent.atLeast);
}

const US: Part = 1 << 3;

function isKnownEmpty(part: Part, { shares }: Facts): boolean {
  const share = shareOf(part, shares);
  return isShare(share) && share.isZero();
}

// What the law takes to be so of goods on their way when it changed, and of metal that nobody stated.

/** Goods loaded before the law changed pay as its transit clause says. */
function afterTransit(item: Reached, { loadedOn, date }: Pick<Entry, "loadedOn" | "date">): Reached {
  if (loadedOn === null || item.freedBy) return item;
  const transit = item.version.transit.find(
    (window) => loadedOn < window.loadedBefore && date < window.enteredBefore,
  );
  if (!transit) return item;
  return transit.duty
    ? { ...item, heading: transit.heading, duty: transit.duty }
    : {
        ...item,
        freedBy: {
          heading: transit.heading,
          title: "goods in transit when the law changed",
          displaces: false,
        },
      };
}

/** Whether the day goods were loaded changes what they owe: they were on their way when the law changed. */
export const wereOnTheWay = (reached: readonly Reached[], facts: Pick<Entry, "loadedOn" | "date">): boolean =>
  reached.some((item) => afterTransit(item, facts) !== item);

/**
 * Tells the day of loading that counts: windows are of goods loaded onto a vessel and still on it, so that what came otherwise
 * was loaded too late for them, whether its day is stated or not, but for those that are of any carriage.
 * Source: HTSUS 9903.01.28, 9903.01.23; CBP, IEEPA FAQ.
 */
export function loadingThatCounts({
  measures,
}: Pick<Schedule, "measures">): (
  goods: Pick<Entry, "loadedOn" | "date"> & { readonly mode: string | null },
) => IsoDate | null {
  const windows = measures.flatMap(({ versions }) => versions.flatMap(({ transit }) => transit));
  const ends = windows.flatMap(({ anyMode, enteredBefore }) => (anyMode ? [enteredBefore] : []));
  const isOpen = (date: IsoDate): boolean =>
    windows.some((one) => one.loadedBefore <= date && date < one.enteredBefore);
  return ({ loadedOn, date, mode }) =>
    mode === null ||
    mode === "vessel" ||
    ends.some((end) => date < end) ||
    (loadedOn === null && !isOpen(date))
      ? loadedOn
      : date;
}

/** Goods that were on their way when the law changed, where that window is still open. */
export function transitSettings(entry: Entry, standing: readonly Version[], catalogue: Catalogue): Setting[] {
  if (entry.loadedOn !== null) return [];
  const windows = standing.flatMap(({ transit }) => transit).filter((one) => entry.date < one.enteredBefore);
  const days = new Set(windows.map(({ loadedBefore }) => addDays(loadedBefore, -1)));
  const known = catalogue.get("loaded-on");
  return [...days].map((day) => ({
    kind: "right",
    id: "loaded-on",
    title: known?.title ?? "Goods in transit when the law changed",
    state: `--loaded-on ${day}`,
    citation: known?.citation ?? "",
    entry: { ...entry, loadedOn: day },
    presumed: false,
  }));
}

/** Shares that the law presumes where none is stated. */
export function presumedShares(reached: readonly Reached[], stated: Shares): Shares {
  let shares = stated;
  for (const { version } of reached)
    for (const [piece, share] of presumption(version, shares)) shares = { ...shares, [piece]: share };
  return shares;
}

/**
 * What is presumed of a metal is no more than other metals leave, stated or presumed already. It comes before content of the
 * United States, which may be of that metal: no measure on metal frees it, so that it counts of what the metal leaves alone.
 */
function presumption({ presumed }: Version, stated: Shares): [StatedPiece, Decimal][] {
  if (!presumed || stated[presumed.piece] !== undefined) return [];
  const left = STATED_PIECES.reduce(
    (rest, piece) => (piece === "us" ? rest : rest.minus(stated[piece] ?? 0)),
    WHOLE,
  );
  const share = presumed.share.lt(left) ? presumed.share : left;
  const beside = left.minus(share);
  const us: [StatedPiece, Decimal][] = stated.us?.gt(beside) ? [["us", beside]] : [];
  return [[presumed.piece, share], ...us];
}

/** The share of the value that no stated content takes up. */
const leftOver = ({ shares }: Pick<Entry, "shares">): Decimal =>
  STATED_PIECES.reduce((rest, piece) => rest.minus(shares[piece] ?? 0), WHOLE);

/** Contents that may be there, in all ways. */
const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((found, item) => found.concat(found.map((one) => [...one, item])), [[]]);

/** Less of a metal than any invoice states. */
const TRACE = decimal("1e-9");

/** Goods with each content that is unknown at its extremes: nothing, a trace, what is left, and all but a trace. */
export function cornersOf(entry: Entry, unknown: readonly StatedPiece[]): Entry[] {
  const none = Object.fromEntries(unknown.map((piece) => [piece, decimal(0)]));
  const withShares = (shares: object): Entry => ({
    ...entry,
    shares: { ...entry.shares, ...none, ...shares },
  });
  return subsets(unknown).flatMap((present) => {
    const traces = Object.fromEntries(present.map((piece) => [piece, TRACE]));
    const most = leftOver(entry).minus(TRACE.times(present.length - 1));
    const filled = [most, most.minus(TRACE)];
    return [
      withShares(traces),
      ...present.flatMap((piece) => filled.map((share) => withShares({ ...traces, [piece]: share }))),
    ];
  });
}

/**
 * Contents that the importer cannot tell are billed on the full value, on each list that the goods stand on.
 * Source: CSMS 65236374 (steel) and 65236645 (aluminum).
 */
export const billed = (entry: Entry, asked: readonly StatedPiece[]): Entry[] =>
  subsets(asked).map((pieces) => ({
    ...entry,
    shares: { ...traced(entry, asked), ...Object.fromEntries(pieces.map((piece) => [piece, WHOLE])) },
  }));

/** Stated shares, with a trace of each content that is asked for. */
const traced = ({ shares }: Entry, asked: readonly StatedPiece[]): Shares => ({
  ...shares,
  ...Object.fromEntries(asked.map((piece) => [piece, TRACE])),
});

/**
 * The law in all ways that it may be meant of goods of the United States and its possessions: each measure that does not say
 * whether it is on them is, or is not. Of other goods there is one way. @param layers What reaches the goods.
 */
export function waysAtHome(
  { origin }: Pick<Entry, "origin">,
  layers: readonly Pick<Reached, "measure" | "version" | "freedBy">[],
  law: Schedule,
): readonly Schedule[] {
  if (!originNamed(origin, law)?.isHome) return [law];
  const open = layers.filter(({ freedBy, version }) => !freedBy && !version.covers.origins.includes(origin));
  const homeOrigins = law.homeOrigins.map(({ isHome, ...one }) => one);
  return subsets(open.map(({ measure }) => measure.id)).map((left) => ({
    ...law,
    homeOrigins,
    measures: law.measures.filter(({ id }) => !left.includes(id)),
  }));
}

/** Measures as they reach goods on their way, what is presumed of the goods, and what becomes of each measure. */
export interface Settled {
  readonly onTheWay: readonly Reached[];
  readonly shares: Shares;
  readonly standings: readonly Standing[];
}

/** What the measures that reach goods come to before any duty is worked out: the same for goods of any base duty. */
export function settledFor(
  reached: readonly Reached[],
  { shares, claims, loadedOn, date }: Pick<Entry, "shares" | "claims" | "loadedOn" | "date">,
): Settled {
  const onTheWay = reached.map((item) => afterTransit(item, { loadedOn, date }));
  const presumed = presumedShares(onTheWay, shares);
  return { onTheWay, shares: presumed, standings: settle(onTheWay, { shares: presumed, claims }) };
}

// What comes of a layer once its duty is worked out, and on how much of the value that is.

/** What came of a layer. */
export type Outcome =
  | {
      readonly outcome: "charged";
      readonly share: Decimal;
      readonly part: Part;
      readonly duty: Usd;
      readonly yieldedTo: readonly MeasureId[];
    }
  | { readonly outcome: "displaced"; readonly by: readonly MeasureId[] }
  | { readonly outcome: "freed"; readonly by: string; readonly title: string }
  | {
      readonly outcome: "unknown";
      readonly needs: readonly string[];
      readonly duty: Duty;
      readonly part: Part;
    };

/** One measure that reaches the entry, and what came of it. */
export type Layer = Reached & { readonly fate: Outcome };

/**
 * Some rules leave out US content only down to a least share of the value; what else is left out, such as metal that owes another
 * duty, stays out.
 */
export function atLeast(share: Decimal, { usContent }: Version, part: Part, { us }: Shares): Decimal {
  const least = usContent?.leastShare;
  if (!least || !us || hasPiece(part, "us") || share.gte(least)) return share;
  const all = share.plus(us);
  return all.lt(least) ? all : least;
}

/** What of the whole value a share of the dutiable one is. */
export const shareUnder = (dutiable: Usd, value: Usd, share: Decimal): Decimal =>
  value.isZero() ? share : dutiable.div(value).times(share);

/** Layers of goods that may be any of several and owe the same, each under the numbers that any of them declares it by. */
export function underAny(all: readonly { readonly layers: readonly Layer[] }[]): Layer[] {
  const [first, ...others] = all;
  if (others.length === 0) return [...(first?.layers ?? [])];
  return (first?.layers ?? []).map((layer) => {
    const { measure, fate } = layer;
    const found = all.flatMap(({ layers }) => layers.filter((one) => one.measure.id === measure.id));
    const heading = anyOf(found.map((one) => one.heading));
    if (fate.outcome !== "freed") return { ...layer, heading };
    const freed = found.flatMap((one) => (one.fate.outcome === "freed" ? [one.fate] : []));
    const titles = new Set(freed.map(({ title }) => title));
    const title = titles.size > 1 ? "by the ten digits of the number" : fate.title;
    return { ...layer, heading, fate: { ...fate, by: anyOf(freed.map(({ by }) => by)), title } };
  });
}
