/**
 * Parts of the customs value. A value is cut into pieces that do not overlap: the content of each metal, the
 * content of US origin, and the rest. A measure is charged on a set of pieces, so "the reciprocal tariff is due on
 * the non-metal content" is the difference of two sets, whoever asks.
 */
import { type Decimal, decimal, WHOLE } from "./units.js";

export const PIECES = ["steel", "aluminum", "copper", "us", "rest"] as const;
export type Piece = (typeof PIECES)[number];
/** The pieces that facts state; the rest follows. */
export const STATED_PIECES = ["steel", "aluminum", "copper", "us"] as const;
export type StatedPiece = (typeof STATED_PIECES)[number];

/** A set of pieces, one bit each in the order of `PIECES`. */
export type Part = number;

const BITS = Object.fromEntries(PIECES.map((piece, place) => [piece, 1 << place])) as Record<Piece, Part>;
const bit = (piece: Piece): Part => BITS[piece];
export const NOTHING: Part = 0;
export const WHOLE_VALUE: Part = (1 << PIECES.length) - 1;
export const partOf = (...pieces: readonly Piece[]): Part =>
  pieces.reduce((part, p) => part | bit(p), NOTHING);
export const without = (part: Part, other: Part): Part => part & ~other;
/** What two parts have in common. */
export const shared = (part: Part, other: Part): Part => part & other;
export const joined = (part: Part, other: Part): Part => part | other;
export const hasPiece = (part: Part, piece: Piece): boolean => (part & bit(piece)) !== 0;

/** Shares of the customs value by piece. A piece that is not stated is not known; `us` counts as none then. */
export type Shares = Readonly<Partial<Record<StatedPiece, Decimal>>>;

/** The share of the value that `part` is, or the pieces whose share must be known first. */
export function shareOf(part: Part, shares: Shares): Decimal | readonly StatedPiece[] {
  if (part === WHOLE_VALUE) return WHOLE;
  const rest = hasPiece(part, "rest");
  const counted = STATED_PIECES.filter((piece) => hasPiece(part, piece) !== rest);
  const missing = counted.filter((piece) => piece !== "us" && shares[piece] === undefined);
  if (missing.length > 0) return missing;
  const sum = counted.reduce((total, piece) => total.plus(shares[piece] ?? 0), decimal(0));
  if (!rest) return sum;
  return sum.gt(1) ? decimal(0) : WHOLE.minus(sum);
}

/** Whether some metal content that is not stated decides how much of the value a part is: whether `shareOf` asks for it. */
export function dependsOnContent(part: Part, { steel, aluminum, copper }: Shares): boolean {
  const counted = hasPiece(part, "rest") ? without(WHOLE_VALUE, part) : part;
  return (
    (steel === undefined && hasPiece(counted, "steel")) ||
    (aluminum === undefined && hasPiece(counted, "aluminum")) ||
    (copper === undefined && hasPiece(counted, "copper"))
  );
}

export const isShare = (share: Decimal | readonly StatedPiece[]): share is Decimal => !Array.isArray(share);
