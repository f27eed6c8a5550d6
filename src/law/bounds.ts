/** The least and the most an entry can owe while facts are missing. */
import { type Assessment, assess } from "./assess.js";
import type { Entry } from "./entry.js";
import type { View } from "./measure.js";
import { STATED_PIECES, type StatedPiece } from "./part.js";
import type { Schedule } from "./schedule.js";
import { decimal, NO_USD, type Usd } from "./units.js";

/** The least and the most that an entry can owe while facts are missing. */
export interface Bounds {
  readonly least: Usd;
  /** `null` where nothing limits it: a duty a kilogram on goods of unknown weight. */
  readonly most: Usd | null;
}

/**
 * Bounds of what an entry owes. As long as the same contents are there at all, duty is linear in their shares, so its
 * extremes lie where one content takes all that is left, or all but a trace, and the others are traces. Whether a content is there decides
 * who yields, so each choice is tried. A missing quantity bounds from below only.
 */
export function bounds(assessment: Assessment, schedule: Schedule, view: View): Bounds {
  const { entry, needs } = assessment;
  if (needs.length === 0) return { least: assessment.duty, most: assessment.duty };
  const corners = cornersOf(entry, unknownContents(assessment)).flatMap((corner) => {
    const settled = assess(corner, schedule, view);
    return settled ? [withLeastBase(settled, schedule, view)] : [];
  });
  const duties = corners.map(({ duty }) => duty);
  const open = corners.some((corner) => corner.needs.length > 0) || needs.length > contentNeeds(needs).length;
  return { least: least(duties), most: open ? null : most(duties) };
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

/** Less of a metal than any invoice states. */
const TRACE = decimal("1e-9");

function cornersOf(entry: Entry, unknown: readonly StatedPiece[]): Entry[] {
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

const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((found, item) => found.concat(found.map((one) => [...one, item])), [[]]);

/** The share of the value that no stated content takes up. */
const leftOver = ({ shares }: Entry) =>
  STATED_PIECES.reduce((rest, piece) => rest.minus(shares[piece] ?? 0), decimal(1));

/** An unknown base duty is at least nothing; duties that count it in are then exact. */
function withLeastBase(settled: Assessment, schedule: Schedule, view: View): Assessment {
  if (settled.base.fate.outcome !== "unknown") return settled;
  const assumed = assess({ ...settled.entry, observedBase: NO_USD }, schedule, view);
  return assumed ? { ...assumed, needs: settled.needs } : settled;
}

const least = (duties: readonly Usd[]): Usd =>
  duties.reduce((a, b) => (b.lt(a) ? b : a), duties[0] ?? NO_USD);
const most = (duties: readonly Usd[]): Usd => duties.reduce((a, b) => (b.gt(a) ? b : a), duties[0] ?? NO_USD);
