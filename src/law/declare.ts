/**
 * What an entry declares: the lines that an entry summary has, the numbers of each in their order, and the value and
 * duty that stand by each number.
 */
import { ADCVD } from "./adcvd.js";
import type { Assessment, Layer, Outcome } from "./assess.js";
import { withinQuota } from "./duty/duty.js";
import { type Entry, isInQuota } from "./entry.js";
import { isOfChapter98, printHts } from "./hts.js";
import type { MeasureId, Version } from "./measure.js";
import {
  hasPiece,
  isShare,
  joined,
  NOTHING,
  type Part,
  type Piece,
  partOf,
  type Shares,
  STATED_PIECES,
  shared,
  shareOf,
  WHOLE_VALUE,
} from "./part.js";
import type { Schedule } from "./schedule.js";
import { leavesOutUs, names, presumedShares } from "./settle.js";
import {
  type Decimal,
  decimal,
  minusUsd,
  NO_USD,
  owed,
  plusUsd,
  sumUsd,
  toCents,
  type Usd,
  WHOLE,
} from "./units.js";

/** Place of a measure among those declared: by the start of its id; those not named come after all others. */
function declaredPlace(id: MeasureId, order: readonly string[]): number {
  const place = order.findIndex((start) => id.startsWith(start));
  return place < 0 ? order.length : place;
}

/**
 * Layers in the order of declaration: additional duties as customs sequences them, measures of one place by id.
 * The base number of chapters 1 to 97 comes after all of them. Source: CSMS 69668138, CSMS 18-000624.
 */
export const inDeclaredOrder = <T extends { readonly measure: { readonly id: MeasureId } }>(
  layers: readonly T[],
  order: readonly string[],
): T[] =>
  layers
    .map((layer) => ({ layer, place: declaredPlace(layer.measure.id, order) }))
    .sort((a, b) => a.place - b.place)
    .map(({ layer }) => layer);

/**
 * The number of chapter 99 that a layer is declared by; none where goods owe another in its place and no heading says so,
 * as where a duty of the same act takes its place, or one that stands alone: mail and shipments of section 321 have no entry
 * summary, and an act is no number. Goods that chapter 98 frees declare the number that they would owe.
 * Source: CBP, IEEPA FAQ of December 5, 2025.
 */
export function numberOf({ measure, heading, version, fate }: Layer): string | undefined {
  switch (fate.outcome) {
    case "freed":
      if (isOfChapter98(fate.by)) return heading;
      return isNote(fate.by) ? undefined : fate.by;
    case "displaced":
      return fate.by.every((id) => id.startsWith(`${measure.authority}/`)) ||
        !fate.by.some(yieldsFrom(version))
        ? undefined
        : version.yieldsTo.heading;
    default:
      return version.alone ? undefined : heading;
  }
}

/** The same, or what a duty without a number goes by, so that sums of what is declared have it: mail owes that of its act. */
export const chargedAs = (layer: Layer): string | undefined => {
  const { fate, heading, version } = layer;
  const isOwed = fate.outcome === "unknown" || (fate.outcome === "charged" && !fate.duty.isZero());
  return numberOf(layer) ?? (version.alone && isOwed ? heading : undefined);
};

/** Whether a version itself yields to a measure, which one that stands alone takes the place of without being named. */
const yieldsFrom =
  ({ yieldsTo: { entirely, onItsPart } }: Version) =>
  (id: MeasureId): boolean =>
    [...entirely, ...onItsPart].some((pattern) => names(pattern, id));

/** A provision of chapter 98 is declared first, and has no duty of its own. Source: CSMS 69668138. */
export const provisionDeclared = ({ hts, chapter98 }: Entry): string[] =>
  chapter98 === null || chapter98.number === hts ? [] : [printHts(chapter98.number)];

/** A note frees goods without a number to say so. */
const isNote = (heading: string): boolean => !heading.startsWith("99");

// Goods of which a measure is due on a part stand on several lines of an entry summary, one for each part of the value that
// declares other numbers; all of them have the number of the goods.

/** A line of an entry summary: a part of the value, and the layers it declares. */
export interface SummaryLine {
  readonly part: Part;
  readonly numbers: readonly SummaryNumber[];
}

/** A number on such a line. */
interface SummaryNumber {
  readonly layer: Layer;
  readonly number: string;
  /** Of the line, the part that the layer is charged on. */
  readonly part: Part;
}

/** What goods state that decides how they are declared. */
interface Stated {
  readonly shares: Shares;
  readonly claims: ReadonlySet<string>;
}

/** The rest comes first, what a metal or the United States has in the goods after it. Source: CSMS 64348411, 64348288. */
const IN_ORDER: readonly Piece[] = ["rest", "steel", "aluminum", "copper", "us"];

/**
 * The lines that goods stand on, whose shares are presumed where none are stated. @param layers In order of declaration.
 * @param sizes The shares as layers are charged on them, if not as stated.
 */
export function summaryLines(
  layers: readonly Layer[],
  { shares, claims }: Stated,
  sizes: Shares = shares,
  numbered = numberOf,
): SummaryLine[] {
  if (layers.some(isOnNoPart) || layers.every(isOnAll)) return [lineOf(WHOLE_VALUE, layers, numbered)];
  const all = completed(sizes);
  const stated = { shares, claims };
  const pieces = IN_ORDER.filter((piece) => isThere(piece, all));
  const byNumbers = new Map<string, Part>();
  for (const piece of pieces) {
    const key = layers.map((layer) => numberOn(piece, layer, stated) ?? "").join();
    byNumbers.set(key, joined(byNumbers.get(key) ?? NOTHING, partOf(piece)));
  }
  const parts = [...byNumbers.values()];
  const [first = "rest"] = pieces;
  const [only = WHOLE_VALUE] = parts;
  if (parts.length < 2) return [lineOf(only, layers, (layer) => numberOn(first, layer, stated))];
  if (!parts.every((part) => isShare(shareOf(part, all)))) return [lineOf(WHOLE_VALUE, layers, numberOf)];
  return parts.map((part) => {
    const first = IN_ORDER.find((piece) => hasPiece(part, piece)) as Piece;
    return lineOf(part, layers, (layer) => numberOn(first, layer, stated));
  });
}

/** Where what is stated is all of the value there is nothing else. */
function completed(shares: Shares): Shares {
  const all = STATED_PIECES.reduce((sum, piece) => sum.plus(shares[piece] ?? 0), decimal(0));
  if (all.lt(1)) return shares;
  const none = Object.fromEntries(STATED_PIECES.map((piece) => [piece, decimal(0)]));
  return { ...none, ...shares };
}

/** Whether a layer is not known, or is no duty on a part of the value though it stands on one. */
const isOnNoPart = ({ fate }: Layer): boolean =>
  fate.outcome === "unknown" || (fate.outcome === "charged" && fate.share.isZero() && !fate.duty.isZero());

/** Whether every piece of the value declares a layer alike. */
const isOnAll = ({ fate }: Layer): boolean =>
  fate.outcome === "displaced" || fate.outcome === "freed" || fate.part === WHOLE_VALUE;

/** Content of the United States that is not stated counts as none; of a metal it may be there. */
function isThere(piece: Piece, shares: Shares): boolean {
  if (piece === "us" && shares.us === undefined) return false;
  const share = shareOf(partOf(piece), shares);
  return !isShare(share) || !share.isZero();
}

/** The number that a piece of the value declares on account of a layer. */
function numberOn(piece: Piece, layer: Layer, stated: Stated): string | undefined {
  const { version, fate } = layer;
  if (fate.outcome !== "charged" || hasPiece(fate.part, piece)) return numberOf(layer);
  if (!hasPiece(version.part, piece)) return version.otherPartHeading;
  return piece === "us" && leavesOutUs(version, stated)
    ? version.usContent?.heading
    : version.yieldsTo.heading;
}

/** A number that goods are free under stands once, whichever measures it frees them of. */
function lineOf(
  part: Part,
  layers: readonly Layer[],
  numberOn: (layer: Layer) => string | undefined,
): SummaryLine {
  const numbers = layers.flatMap((layer): SummaryNumber[] => {
    const number = numberOn(layer);
    const { fate } = layer;
    const charged =
      fate.outcome === "charged" || fate.outcome === "unknown" ? shared(fate.part, part) : NOTHING;
    return number ? [{ layer, number, part: charged }] : [];
  });
  const isAgain = (number: string, at: number): boolean =>
    numbers.some((other, place) => other.number === number && (other.part !== NOTHING || place < at));
  return {
    part,
    numbers: numbers.filter(({ number, part }, at) => part !== NOTHING || !isAgain(number, at)),
  };
}

/**
 * The layer that is declared with the base duty in it, if there is one: customs takes the whole of an all-in rate on the
 * number of chapter 99 and nothing on the number of the goods. Source: CSMS 66319804, 67045953.
 */
export const allInLayer = (layers: readonly Layer[], inQuota: boolean): Layer | undefined =>
  layers.find(
    ({ duty, fate }) =>
      fate.outcome === "charged" && !fate.duty.isZero() && withinQuota(duty, inQuota).kind === "top-up",
  );

/** What stands by a number of an entry summary. Units: dollars, unrounded. */
export interface SummaryDuty {
  readonly number: string;
  /** `null` for the number of the goods. */
  readonly layer: Layer | null;
  /** Which line of the summary it is on, from 0. */
  readonly line: number;
  /** The share of the customs value that it is on. */
  readonly share: Decimal;
  /** `null` where it is not known. */
  readonly duty: Usd | null;
  /** What of it is base duty. */
  readonly ofBase: Usd;
  /** The layer is charged on it, be it at nothing. */
  readonly charges: boolean;
}

/**
 * Numbers and duties of an assessed entry, line by line; after them the cases of antidumping and countervailing duties, on the
 * whole value. @param number That of the goods.
 */
export function asFiled(
  { entry, base, layers }: Pick<Assessment, "entry" | "base" | "layers">,
  number: string,
  order: readonly string[],
): SummaryDuty[] {
  const deposits = layers.filter(({ measure }) => measure.authority === ADCVD);
  const tariff = deposits.length === 0 ? layers : layers.filter((layer) => !deposits.includes(layer));
  const cases = deposits.map((layer): SummaryDuty => {
    const duty = dutyOn(layer.fate, WHOLE);
    return { number: layer.heading, layer, line: 0, share: WHOLE, duty, ofBase: NO_USD, charges: true };
  });
  return [...onLines({ entry, base, layers: tariff }, number, order), ...cases];
}

function onLines(
  { entry, base, layers }: Pick<Assessment, "entry" | "base" | "layers">,
  number: string,
  order: readonly string[],
): SummaryDuty[] {
  const stated = completed(presumedShares(layers, entry.shares));
  const shares = entry.chapter98 === null ? chargedShares(layers, stated) : null;
  const ordered = inDeclaredOrder(layers, order);
  const lines =
    shares === null
      ? [lineOf(WHOLE_VALUE, ordered, chargedAs)]
      : summaryLines(ordered, { shares: stated, claims: entry.claims }, shares, chargedAs);
  const baseDuty = base.fate.outcome === "charged" ? base.fate.duty : null;
  const allIn = baseDuty === null ? undefined : allInLayer(layers, isInQuota(entry.claims));
  const onBase = (share: Decimal): Usd => owed(baseDuty ?? NO_USD, share);
  const isOnly = lines.length === 1;
  const shareFor = (part: Part, { fate }: Layer): Decimal =>
    isOnly ? shareCharged(fate) : knownShare(part, shares ?? stated);
  return lines.flatMap(({ part, numbers }, line) => {
    const whole = isOnly ? WHOLE : knownShare(part, shares ?? stated);
    const own = numbers.map(({ layer, number, part }): SummaryDuty => {
      if (part === NOTHING && !isOnly)
        return { number, layer, line, share: whole, duty: NO_USD, ofBase: NO_USD, charges: false };
      const share = shareFor(part, layer);
      const ofBase = layer === allIn ? onBase(share) : NO_USD;
      const duty = dutyOn(layer.fate, share);
      const charges = part !== NOTHING;
      return { number, layer, line, share, duty: duty && plusUsd(duty, ofBase), ofBase, charges };
    });
    const elsewhere = sumUsd(own.map(({ ofBase }) => ofBase));
    const duty = base.fate.outcome === "unknown" ? null : minusUsd(onBase(whole), elsewhere);
    return [...own, { number, layer: null, line, share: whole, duty, ofBase: duty ?? NO_USD, charges: true }];
  });
}

const shareCharged = (fate: Outcome): Decimal =>
  fate.outcome === "charged" && !fate.share.isZero() ? fate.share : WHOLE;

/** Of the part that a layer is charged on, the duty on some; all of it where only one line has it. */
function dutyOn(fate: Outcome, share: Decimal): Usd | null {
  if (fate.outcome === "unknown") return null;
  if (fate.outcome !== "charged") return NO_USD;
  return fate.share.isZero() || fate.share.eq(share)
    ? fate.duty
    : (fate.duty.times(share).div(fate.share) as Usd);
}

const knownShare = (part: Part, shares: Shares): Decimal => {
  const share = shareOf(part, shares);
  return isShare(share) ? share : WHOLE;
};

/**
 * Some rules charge more than what is not of the United States: content beyond the most that they free counts as the rest.
 * `null` where layers differ in that.
 */
function chargedShares(layers: readonly Layer[], shares: Shares): Shares | null {
  if (shares.us === undefined) return shares;
  const over = layers.flatMap(({ fate }) => {
    if (fate.outcome !== "charged") return [];
    const own = shareOf(fate.part, shares);
    return isShare(own) && fate.share.gt(own) ? [fate.share.minus(own)] : [];
  });
  const most = over.reduce((a, b) => (b.gt(a) ? b : a), decimal(0));
  if (most.isZero()) return shares;
  const charged = { ...shares, us: shares.us.minus(most) };
  const isSo = ({ fate }: Layer): boolean => {
    const own = fate.outcome === "charged" ? shareOf(fate.part, charged) : null;
    return own === null || !isShare(own) || (fate.outcome === "charged" && own.eq(fate.share));
  };
  return layers.every(isSo) ? charged : null;
}

/**
 * Cents of amounts that are parts of one another: each the rounded sum so far less what is stated before, so that they add
 * up to the rounded whole.
 */
function centsInTurn<Key>(): (key: Key, amount: Usd) => Usd {
  const sums = new Map<Key, { exact: Usd; stated: Usd }>();
  return (key, amount) => {
    const { exact, stated } = sums.get(key) ?? { exact: NO_USD, stated: NO_USD };
    const sum = plusUsd(exact, amount);
    const cents = minusUsd(toCents(sum), stated);
    sums.set(key, { exact: sum, stated: plusUsd(stated, cents) });
    return cents;
  };
}

/** The same numbers with duty in cents, as an entry summary states them. Source: METHODS 1.3. */
export function filedInCents(filed: readonly SummaryDuty[], base: Outcome): SummaryDuty[] {
  const inTurn = centsInTurn<Layer | null>();
  const rounded = filed.map((one) => ({ ...one, duty: one.duty && inTurn(one.layer, one.duty) }));
  const onNumber = sumUsd(rounded.flatMap(({ layer, duty }) => (layer === null ? (duty ?? []) : [])));
  const bases = centsInTurn<string>();
  let left = base.outcome === "charged" ? minusUsd(toCents(base.duty), onNumber) : NO_USD;
  const last = rounded.findLastIndex(({ layer, ofBase }) => layer !== null && !ofBase.isZero());
  return rounded.map((one, at) => {
    if (one.layer === null) return { ...one, ofBase: one.duty ?? NO_USD };
    if (one.ofBase.isZero()) return one;
    const ofBase = at === last ? left : bases("", one.ofBase);
    left = minusUsd(left, ofBase);
    return { ...one, ofBase };
  });
}

/** A number on an entry summary, with the value and the duty that stand by it. Units: dollars, duty in cents. */
export interface SummaryEntry {
  /** Of the lines that the goods stand on, from 1. */
  readonly line: number;
  readonly number: string;
  /** `null` for the number of the goods. */
  readonly measure: MeasureId | null;
  readonly value: Usd;
  /** `null` where it is not known. */
  readonly duty: Usd | null;
}

/**
 * What an entry declares, number by number: parts of the value on lines of their own, all-in rates in full on the number of
 * chapter 99 and nothing on that of the goods. Duty is in cents and comes to that of `inCents`.
 * Source: CSMS 64348411, 66319804, 67045953, 69668138.
 */
export function declare(
  assessment: Assessment,
  { declaredFirst }: Pick<Schedule, "declaredFirst">,
): SummaryEntry[] {
  const { entry, base } = assessment;
  const filed = asFiled(assessment, printHts(entry.hts), declaredFirst);
  const provision = provisionDeclared(entry).map((number) => ({
    ...{ line: 1, number, measure: null, value: NO_USD, duty: NO_USD },
  }));
  const numbers = filedInCents(filed, base.fate).map(({ line, number, layer, share, duty }) => ({
    line: line + 1,
    number,
    measure: layer?.measure.id ?? null,
    value: owed(entry.value, share),
    duty,
  }));
  return [...provision, ...numbers];
}

// The rounding of an entry summary: value to whole dollars before, each number's duty to cents after.

/** An assessment as an entry summary states it: duty per layer in cents, the total their sum. Source: METHODS 1.3. */
export function inCents({ entry, base, layers, needs, orders }: Assessment): Assessment {
  const baseFate = fateInCents(base.fate);
  const mayBeAllIn = layers.some(({ duty: { kind } }) => kind === "top-up" || kind === "quota");
  const filed = mayBeAllIn ? filedInCents(asFiled({ entry, base, layers }, "", []), base.fate) : [];
  const rounded = layers.map((layer) => layerInCents(layer, filed));
  const fates = [baseFate, ...rounded.map((layer) => layer.fate)];
  const duty = sumUsd(fates.flatMap((one) => (one.outcome === "charged" ? [one.duty] : [])));
  const { applied, line, estimated } = base;
  return { entry, base: { applied, line, fate: baseFate, estimated }, layers: rounded, duty, needs, orders };
}

/** A layer that is declared with the base duty in it is what that number comes to less the base duty. */
function layerInCents(layer: Layer, filed: readonly SummaryDuty[]): Layer {
  const { fate } = layer;
  if (fate.outcome !== "charged") return layer;
  const own = filed.filter((one) => one.layer === layer);
  if (own.length === 0) return { ...layer, fate: fateInCents(fate) };
  const duty = sumUsd(own.map(({ duty, ofBase }) => minusUsd(duty ?? NO_USD, ofBase)));
  return { ...layer, fate: { ...fate, duty } };
}

const fateInCents = (fate: Outcome): Outcome =>
  fate.outcome === "charged" ? { ...fate, duty: toCents(fate.duty) } : fate;

// Cents, and numbers of the tariff as a row declares them, in print.

const HUNDREDTHS = Array.from({ length: 100 }, (_, cents) => String(cents).padStart(2, "0"));
/** Cents as dollars: `123450` is `1234.50`. */
export function printCents(cents: number): string {
  const size = Math.abs(cents);
  const rest = size % 100;
  return `${cents < 0 ? "-" : ""}${(size - rest) / 100}.${HUNDREDTHS[rest]}`;
}

/** A number that is declared, its rate, and its duty in cents: `9903.94.01:0.25:7500.00`. */
export interface Declared {
  readonly number: string;
  readonly rate: string | null;
  /** In cents; `null` where it is not known. */
  readonly duty: number | null;
  /** Dollars of the customs value that it is on, where that is not all: `9903.81.91:0.5:1500.00:3000`. */
  readonly on?: string;
}

/** What is not known is `?`. */
export const printDeclared = ({ number, rate, duty, on }: Declared): string =>
  `${number}:${rate ?? UNKNOWN}:${duty === null ? UNKNOWN : printCents(duty)}${on === undefined ? "" : `:${on}`}`;
export const UNKNOWN = "?";
