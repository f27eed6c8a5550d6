/**
 * Terms settled for every kind of content that goods may state: which layers are due, and on what share of the value, as a sum
 * of shares that the entry states.
 */
import type { Duty } from "../../law/duty/duty.js";
import { withinQuota } from "../../law/duty/duty.js";
import { isInQuota, ONE_DOLLAR } from "../../law/entry.js";
import {
  hasPiece,
  isShare,
  type Part,
  type Shares,
  STATED_PIECES,
  type StatedPiece,
  shareOf,
  WHOLE_VALUE,
} from "../../law/part.js";
import type { Reached } from "../../law/scope.js";
import { leavesOutUs, type Settled, type Standing, settledFor } from "../../law/settle.js";
import { type Decimal, decimal } from "../../law/units.js";
import { numbered, numberOfReached } from "../interned.js";
import { memoize } from "../memo.js";
import type { Terms } from "../terms.js";

/** A share of the value: a whole number of it, and of each stated share. */
type LinearShare = Readonly<Record<"one" | StatedPiece, number>>;

/** What is charged of a measure. */
export interface SettledLayer {
  readonly measure: string;
  readonly authority: string;
  /** The number it is declared by; `null` where there is none. */
  readonly heading: string | null;
  /** `none`: displaced or freed; `rate`: of a share of the value; `all-in`: what lifts the base duty to a rate. */
  readonly kind: "none" | "rate" | "all-in" | "unknown";
  readonly rate: Decimal;
  readonly against: "general" | "claimed" | null;
  /** The number where the base duty reaches the rate. */
  readonly metHeading: string | null;
  readonly share: LinearShare;
  readonly needs: readonly string[];
  readonly yieldsTo: readonly string[];
}

export interface Settlement {
  readonly layers: readonly SettledLayer[];
  /** A layer stands in the place of the base duty. */
  readonly displacesBase: boolean;
  /** Why the goods are for `duty`; `null` if tables do. */
  readonly apart: string | null;
  /** The same for equal settlements alone. */
  readonly key: string;
}

/** Kinds of content, as bits; `mask` says which of them decide. */
export interface ContentKinds {
  readonly mask: readonly string[];
  readonly kinds: readonly { readonly bits: readonly string[]; readonly settlement: Settlement }[];
}

// Content is told by facts that are so or not: a piece is stated, is more than nothing, is at least a threshold, and pieces
// together are all of the value.

export const statedBit = (piece: StatedPiece): string => `${piece}?`;
export const thereBit = (piece: StatedPiece): string => `${piece}+`;
const leastBit = (least: Decimal): string => `us>=${least.toFixed()}`;
/** Bits of pieces that together are all of the value. */
export const wholeBit = (pieces: readonly StatedPiece[]): string => `${pieces.join("+")}=1`;

/** Sets of pieces that may together be all of the value. */
export const PIECE_SETS: readonly (readonly StatedPiece[])[] = Array.from(
  { length: 2 ** STATED_PIECES.length - 1 },
  (_, at) => STATED_PIECES.filter((_piece, place) => ((at + 1) >> place) % 2 === 1),
);

/** Gives terms for each kind of content that tells them apart. */
export function settlementsUnder(): (terms: Terms) => ContentKinds {
  const layerOf = layersOnce();
  return (terms) => {
    const pieces = piecesAsked(terms);
    if (pieces.length === 0)
      return { mask: [], kinds: [{ bits: [], settlement: settlementOf(terms, {}, layerOf) }] };
    const least = pieces.includes("us") ? thresholdsOf(terms.reached) : [];
    const mask = [
      ...pieces.flatMap((piece) => [statedBit(piece), thereBit(piece)]),
      ...least.map(leastBit),
      wholeBit(pieces),
    ];
    const kinds = contentsOf(pieces.join(), least.join()).map(({ bits, shares }) => ({
      bits,
      settlement: settlementOf(terms, shares, layerOf),
    }));
    return { mask, kinds };
  };
}

/** Pieces that some measure tells from the rest of the value, in order. */
function piecesAsked({ reached, asksShares }: Terms): readonly StatedPiece[] {
  if (!asksShares) return [];
  if (reached.some(({ version }) => version.presumed)) return STATED_PIECES;
  const parts = reached.map(({ version }) => version.part);
  const isUs = reached.some(({ version }) => version.usContent !== null && hasPiece(version.part, "us"));
  return STATED_PIECES.filter(
    (piece) =>
      parts.some((part) => hasPiece(part, piece) !== hasPiece(part, "rest")) || (piece === "us" && isUs),
  );
}

const thresholdsOf = (reached: readonly Reached[]): Decimal[] => {
  const all = reached.flatMap(({ version }) => version.usContent?.atLeast ?? []);
  return [...new Map(all.filter((one) => one.gt(0)).map((one) => [one.toFixed(), one])).values()].sort(
    (a, b) => a.comparedTo(b),
  );
};

interface Content {
  readonly bits: readonly string[];
  readonly shares: Shares;
}

/** More than nothing, and less than any threshold. */
const TRACE = decimal("1e-9");

/** An example of every kind of content of some pieces, beside thresholds of content of the United States. */
const contentsOf = memoize((names: string, least: string): readonly Content[] => {
  const pieces = names.split(",") as StatedPiece[];
  const thresholds = least === "" ? [] : least.split(",").map((text) => decimal(text));
  const choices = pieces.map((piece) => [
    undefined,
    decimal(0),
    TRACE,
    ...(piece === "us" ? thresholds : []),
  ]);
  const all = choices.reduce<(Decimal | undefined)[][]>(
    (lists, own) => lists.flatMap((list) => own.map((one) => [...list, one])),
    [[]],
  );
  return all.flatMap((values) => {
    const shares: Record<string, Decimal> = {};
    for (const [at, value] of values.entries()) if (value) shares[pieces[at] as string] = value;
    return [shares, ...(filled(shares, thresholds) ?? [])].map((one, at) => ({
      shares: one,
      bits: [...bitsOf(one, thresholds), ...(at === 0 ? [] : [wholeBit(pieces)])],
    }));
  });
});

/** The same kinds of content as all of the value: what is left goes to a piece that it leaves of the same kind. */
function filled(shares: Readonly<Record<string, Decimal>>, thresholds: readonly Decimal[]): Shares[] | null {
  const sum = Object.values(shares).reduce((total, one) => total.plus(one), decimal(0));
  const last = thresholds.at(-1) ?? TRACE;
  const grows = Object.entries(shares).find(
    ([piece, share]) => share.gt(0) && (piece !== "us" || share.gte(last)),
  );
  if (!grows) return null;
  return [{ ...shares, [grows[0]]: grows[1].plus(decimal(1).minus(sum)) }];
}

function bitsOf(shares: Shares, thresholds: readonly Decimal[]): string[] {
  const us = shares.us;
  return [
    ...STATED_PIECES.flatMap((piece) => {
      const share = shares[piece];
      if (share === undefined) return [];
      return share.gt(0) ? [statedBit(piece), thereBit(piece)] : [statedBit(piece)];
    }),
    ...thresholds.filter((least) => us?.gte(least)).map(leastBit),
  ];
}

function settlementOf(
  { reached, claims }: Terms,
  shares: Shares,
  layerOf: ReturnType<typeof layersOnce>,
): Settlement {
  const settled = settledFor(reached, { ...ONE_DOLLAR, claims, shares });
  const inQuota = isInQuota(claims);
  const kinds = kindsOf(settled.shares, shares);
  const found = settled.onTheWay.map((item, at) =>
    layerOf({ item, standing: settled.standings[at] as Standing, settled, stated: shares, inQuota }, kinds),
  );
  const layers = found.map(({ layer }) => layer);
  const due = settled.onTheWay.filter((_, at) => settled.standings[at]?.kind === "due");
  const allIn = layers.filter(({ kind }) => kind === "all-in");
  const displaces = due.some(
    ({ duty, measure }) =>
      withinQuota(duty, inQuota).kind === "replacement" &&
      layers.some((one) => one.measure === measure.id && one.kind === "rate"),
  );
  const apart =
    apartOf(reached, due, settled, shares, claims) ?? (allIn.length > 1 ? "two all-in rates" : null);
  const key = `${found.map(({ number }) => number).join()} ${displaces} ${apart}`;
  return { layers, displacesBase: displaces, apart, key };
}

/** What of goods tables have no arithmetic for. */
function apartOf(
  reached: readonly Reached[],
  due: readonly Reached[],
  settled: Settled,
  shares: Shares,
  claims: ReadonlySet<string>,
): string | null {
  const inQuota = isInQuota(claims);
  if (due.some(({ duty }) => plainRate(withinQuota(duty, inQuota), inQuota) === null))
    return "a duty that is no rate";
  if (due.some(({ duty }) => rateOf(duty, inQuota).decimalPlaces() > MOST_PLACES))
    return "a rate without an end";
  const presumes = reached.some(
    ({ version: { presumed } }) => presumed && shares[presumed.piece] === undefined && !presumed.share.eq(1),
  );
  if (presumes) return "a presumed share";
  const least = due.some(
    ({ version }) =>
      version.usContent?.leastShare && leavesOutUs(version, { shares: settled.shares, claims }),
  );
  return least ? "a least share of the value" : null;
}

/** Places of a rate beyond which a product with a value and a share has no room. */
export const MOST_PLACES = 12;

/** A duty as a rate, an all-in rate or something unknown; `null` where it is anything else. */
function plainRate(duty: Duty, inQuota: boolean): Duty | null {
  switch (duty.kind) {
    case "free":
    case "ad-valorem":
    case "top-up":
    case "unknown":
      return duty;
    case "replacement": {
      const inner = withinQuota(duty.duty, inQuota);
      return inner.kind === "free" || inner.kind === "ad-valorem" ? inner : null;
    }
    default:
      return null;
  }
}

function rateOf(duty: Duty, inQuota: boolean): Decimal {
  const plain = plainRate(withinQuota(duty, inQuota), inQuota);
  if (plain?.kind === "ad-valorem") return plain.rate;
  return plain?.kind === "top-up" ? plain.to : decimal(0);
}

const NOTHING: LinearShare = { one: 0, steel: 0, aluminum: 0, copper: 0, us: 0 };

/** A measure that reaches goods, what becomes of it, and what is stated of them. */
interface Placed {
  readonly item: Reached;
  readonly standing: Standing;
  readonly settled: Settled;
  readonly stated: Shares;
  readonly inQuota: boolean;
}

/** Of each piece, whether it is stated, and whether it is presumed to be none or some of the value: a layer asks no more of them. */
const kindsOf = (presumed: Shares, stated: Shares): string =>
  STATED_PIECES.map((piece) =>
    stated[piece] !== undefined
      ? "s"
      : presumed[piece] === undefined
        ? "-"
        : presumed[piece].gt(0)
          ? "+"
          : "0",
  ).join("");

/** Layers with a number for each that equals no other; made once for the same measure, standing and kinds of content. */
function layersOnce() {
  const numberOfItem = numberOfReached();
  const numberOf = numbered<string>();
  const known = new Map<string, { readonly layer: SettledLayer; readonly number: number }>();
  return (placed: Placed, kinds: string) => {
    const { item, standing, inQuota } = placed;
    const key = `${numberOfItem(item)} ${inQuota} ${kinds} ${standingKey(standing)}`;
    const found = known.get(key);
    if (found) return found;
    const layer = layerOf(placed);
    const made = { layer, number: numberOf(JSON.stringify(layer)) };
    known.set(key, made);
    return made;
  };
}

function standingKey(standing: Standing): string {
  if (standing.kind === "freed") return "freed";
  return standing.kind === "due"
    ? `due ${standing.part} ${standing.yieldedTo.join()}`
    : `displaced ${standing.by.join()}`;
}

function layerOf({ item, standing, settled, stated, inQuota }: Placed): SettledLayer {
  const { measure, heading, duty, version } = item;
  const named = { measure: measure.id, authority: measure.authority };
  if (standing.kind !== "due") {
    const yieldsTo = standing.kind === "displaced" ? standing.by : [];
    const freedBy = item.freedBy?.heading ?? null;
    const number = standing.kind === "freed" ? freedBy : (version.yieldsTo.heading ?? null);
    return { ...named, ...OWES_NOTHING, heading: number, yieldsTo };
  }
  const isInside = duty.kind === "quota" && inQuota && duty.insideHeading !== undefined;
  const number = isInside ? (duty.insideHeading as string) : heading;
  const layer = { ...named, ...OWES_NOTHING, heading: number, yieldsTo: standing.yieldedTo };
  const needs = needsOf(item, standing.part, settled, inQuota);
  if (needs.length > 0) return { ...layer, kind: "unknown", needs };
  const share = linearShare(standing.part, settled.shares, stated);
  const rate = rateOf(duty, inQuota);
  const plain = plainRate(withinQuota(duty, inQuota), inQuota);
  if (plain?.kind !== "top-up") return { ...layer, kind: "rate", rate, share };
  const metHeading = plain.metHeading ?? null;
  return { ...layer, kind: "all-in", rate, share, against: plain.against, metHeading };
}

const OWES_NOTHING: Omit<SettledLayer, "measure" | "authority" | "heading" | "yieldsTo"> = {
  ...{ kind: "none", against: null, metHeading: null, rate: decimal(0), share: NOTHING, needs: [] },
};

/** What must be stated before a layer that is due is known. */
function needsOf({ duty }: Reached, part: Part, { shares }: Settled, inQuota: boolean): readonly string[] {
  const own = shareOf(part, shares);
  if (!isShare(own)) return own.map((piece) => `${piece} content`);
  const plain = plainRate(withinQuota(duty, inQuota), inQuota);
  return plain?.kind === "unknown" ? [plain.reason] : [];
}

/**
 * A part of the value as a sum of stated shares; what is presumed of a metal is what other metals leave, and leaves nothing to
 * content of the United States.
 */
function linearShare(part: Part, presumed: Shares, told: Shares): LinearShare {
  if (part === WHOLE_VALUE) return { ...NOTHING, one: 1 };
  const isPresumed = STATED_PIECES.some(
    (piece) => told[piece] === undefined && presumed[piece] !== undefined,
  );
  const { us: _, ...metals } = told;
  const stated: Shares = isPresumed ? metals : told;
  const hasRest = hasPiece(part, "rest");
  const counted = STATED_PIECES.filter((piece) => hasPiece(part, piece) !== hasRest);
  const known = counted.filter((piece) => stated[piece] !== undefined);
  const left = counted.some(
    (piece) => stated[piece] === undefined && isFirstPresumed(piece, presumed, stated),
  );
  const sum = { ...NOTHING, one: left ? 1 : 0 };
  for (const piece of known) sum[piece] += 1;
  for (const piece of left ? STATED_PIECES : []) if (stated[piece] !== undefined) sum[piece] -= 1;
  if (!hasRest) return sum;
  const rest = { one: 1 - sum.one, steel: 0, aluminum: 0, copper: 0, us: 0 };
  for (const piece of STATED_PIECES) rest[piece] = 0 - sum[piece];
  return rest;
}

/** What is presumed first takes all that is left, and leaves nothing to others. */
const isFirstPresumed = (piece: StatedPiece, presumed: Shares, stated: Shares): boolean => {
  const all = STATED_PIECES.filter((one) => stated[one] === undefined && presumed[one] !== undefined);
  return all.find((one) => presumed[one]?.gt(0)) === piece;
};
