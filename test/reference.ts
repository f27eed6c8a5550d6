/**
 * The law of stacking, written slowly and plainly: no sets of bits, no memory, no classes. The engine must agree with
 * it on any law. It knows ad valorem, top-up, replacement, quota and free duties, and the split of a value into pieces.
 */
import type { Duty } from "../src/law/duty/duty.js";
import type { Entry } from "../src/law/entry.js";
import type { Measure, Version } from "../src/law/measure.js";
import { hasPiece, PIECES, type Piece } from "../src/law/part.js";
import type { Schedule } from "../src/law/schedule.js";
import { type Decimal, decimal } from "../src/law/units.js";

export interface Owed {
  readonly id: string;
  /** Dollars; `null` where a share is not known. */
  readonly duty: Decimal | null;
}

interface Standing {
  readonly measure: Measure;
  readonly version: Version;
}

/** What each measure that reaches the entry and is neither displaced, of all of its part, nor freed owes, given the base duty. */
export function owedSlowly(entry: Entry, schedule: Schedule, base: Decimal): Owed[] {
  const reached = schedule.measures.flatMap((measure) => {
    const version = measure.versions.find(
      ({ from, until }) => from <= entry.date && (until === null || entry.date < until),
    );
    return version && covers(version, entry, schedule) ? [{ measure, version }] : [];
  });
  return reached.flatMap((one) => {
    if (isFreed(one.version, entry, schedule) || displacedBy(one, reached, entry, schedule)) return [];
    const pieces = piecesOf(one, reached, entry, schedule);
    const part = share(pieces, entry);
    const isEmpty = pieces.length === 0 || part?.isZero();
    if (isEmpty && takersOf(one, reached, entry, schedule).length > 0) return [];
    if (pieces.length === 0) return [{ id: one.measure.id, duty: decimal(0) }];
    return [{ id: one.measure.id, duty: dollars(one.version.duty, part, entry, base) }];
  });
}

function covers({ covers: scope }: Version, { hts, origin, claims }: Entry, schedule: Schedule): boolean {
  const blocs = schedule.origins.get(origin)?.blocs ?? [];
  const isOne = (names: readonly string[]) =>
    names.some((name) => name === "*" || name === origin || blocs.includes(name));
  const starts = (codes: readonly string[]) => codes.some((code) => hts.startsWith(code));
  return (
    isOne(scope.origins) &&
    !isOne(scope.exceptOrigins) &&
    (scope.products.includes("*") || starts(scope.products)) &&
    !starts(scope.exceptProducts) &&
    (scope.onlyIf.length === 0 || scope.onlyIf.some((claim) => claims.has(claim))) &&
    scope.onlyIfAll.every((claim) => claims.has(claim))
  );
}

const isFreed = (version: Version, entry: Entry, _: Schedule): boolean =>
  version.freedBy.some(
    ({ claims, products }) =>
      (claims === undefined || claims.some((claim) => entry.claims.has(claim))) &&
      (products === undefined || products.some((code) => entry.hts.startsWith(code))),
  );

const named = (patterns: readonly string[], id: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith("*") ? id.startsWith(pattern.slice(0, -1)) : pattern === id));

/** It stands: not freed, not displaced, and charged on something. */
function stands(one: Standing, all: readonly Standing[], entry: Entry, schedule: Schedule): boolean {
  if (isFreed(one.version, entry, schedule) || displacedBy(one, all, entry, schedule)) return false;
  const pieces = piecesOf(one, all, entry, schedule);
  const part = share(pieces, entry);
  return pieces.length > 0 && (part === null || !part.isZero());
}

const displacedBy = (one: Standing, all: readonly Standing[], entry: Entry, schedule: Schedule): boolean =>
  all.some(
    (other) => named(one.version.yieldsTo.entirely, other.measure.id) && stands(other, all, entry, schedule),
  );

/** Measures that it yields to on their part. */
const takersOf = (one: Standing, all: readonly Standing[], entry: Entry, schedule: Schedule): Standing[] =>
  all.filter(
    (other) => named(one.version.yieldsTo.onItsPart, other.measure.id) && stands(other, all, entry, schedule),
  );

/** Pieces of the value a measure is charged on, less those of the measures it yields to on their part. */
function piecesOf(one: Standing, all: readonly Standing[], entry: Entry, schedule: Schedule): Piece[] {
  const own = PIECES.filter((piece) => hasPiece(one.version.part, piece));
  const taken = takersOf(one, all, entry, schedule).flatMap((other) => piecesOf(other, all, entry, schedule));
  return own.filter((piece) => !taken.includes(piece));
}

function share(pieces: readonly Piece[], { shares }: Entry): Decimal | null {
  if (pieces.length === PIECES.length) return decimal(1);
  const stated = (piece: Piece): Decimal | null =>
    piece === "us" ? (shares.us ?? decimal(0)) : piece === "rest" ? null : (shares[piece] ?? null);
  const rest = pieces.includes("rest");
  const counted = PIECES.filter((piece) => piece !== "rest" && pieces.includes(piece) !== rest).map(stated);
  if (counted.some((one) => one === null)) return null;
  const sum = counted.reduce<Decimal>((total, one) => total.plus(one ?? 0), decimal(0));
  if (!rest) return sum;
  return sum.gt(1) ? decimal(0) : decimal(1).minus(sum);
}

function dollars(duty: Duty, part: Decimal | null, entry: Entry, base: Decimal): Decimal | null {
  if (part === null) return null;
  switch (duty.kind) {
    case "free":
      return decimal(0);
    case "ad-valorem":
      return entry.value.times(part).times(duty.rate);
    case "top-up": {
      const missing = entry.value.times(duty.to).minus(base);
      return missing.isNegative() ? decimal(0) : missing.times(part);
    }
    case "replacement":
      return dollars(duty.duty, part, entry, base);
    case "quota":
      return dollars(entry.claims.has("in-quota") ? duty.inside : duty.outside, part, entry, base);
    default:
      return null;
  }
}
