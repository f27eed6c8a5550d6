/**
 * The ways in which a correct entry may state its duty: an all-in rate whole on its number of chapter 99 or split with the
 * base duty, parts of the value in whole dollars, and without duties that rest on an act held unlawful.
 */

import { orderOf } from "../law/adcvd.js";
import { addDays } from "../law/calendar.js";
import type { Duty } from "../law/duty/duty.js";
import { type Deposit, NOTHING_STATED } from "../law/entry.js";
import { inForce, type Version } from "../law/measure.js";
import { includesOrigin } from "../law/origin.js";
import { partOf, STATED_PIECES, type StatedPiece } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin, termsFor } from "../law/scope.js";
import { type Decimal, decimal, type Rate } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";
import type { ComparedLine, FiledLayer } from "./filed.js";
import { BASE, type DeclaredLayer, type LineDuty } from "./line-duty.js";
import type { StatedFacts } from "./stated-facts.js";
import { isBase, type LawInView, measureUnder } from "./why-not-owed.js";

/** The part of a number's duty that chapter 99 adds. Units: cents. */
export const addedBy = ({ duty, ofBase }: DeclaredLayer): number | null =>
  duty === null ? null : duty - (ofBase ?? 0);

/** Numbers as they are owed where base duty stands by the number of the goods alone. */
export function inSplit(layers: readonly DeclaredLayer[]): readonly DeclaredLayer[] {
  if (!layers.some(isAllIn)) return layers;
  return ownBase(layers, isAllIn).map((layer) =>
    isAllIn(layer) ? { ...layer, rate: null, duty: addedBy(layer), ofBase: 0 } : layer,
  );
}

/** A number of chapter 99 that is declared with base duty in it. */
export const isAllIn = ({ measure, ofBase }: DeclaredLayer): boolean =>
  measure !== BASE && ofBase !== null && ofBase !== 0;

/** Layers, the base duty in those of a kind put with the number of the goods that follows them. */
function ownBase(
  layers: readonly DeclaredLayer[],
  isSuch: (layer: DeclaredLayer) => boolean,
): readonly DeclaredLayer[] {
  let owed = 0;
  return layers.map((layer) => {
    if (layer.measure !== BASE) {
      if (isSuch(layer)) owed += layer.ofBase ?? 0;
      return layer;
    }
    if (owed === 0 || layer.duty === null) return layer;
    const duty = layer.duty + owed;
    owed = 0;
    return { ...layer, rate: null, duty, ofBase: duty };
  });
}

// A part of the value is filed in whole dollars, and a split rate is rounded twice.

/** Half a dollar, in cents: by so much the value of a part may be off. */
const HALF_A_DOLLAR = 50;

/** By how many cents a correct filing of these numbers may differ from what is computed. */
export const roundingOf = (layers: readonly DeclaredLayer[]): number =>
  layers.reduce((sum, layer) => {
    const ofPart = layer.on === undefined ? 0 : 1 + Math.ceil(HALF_A_DOLLAR * Number(layer.rate ?? 0));
    return sum + ofPart + (isAllIn(layer) ? 1 : 0);
  }, 0);

// A duty that rests on an act held unlawful is not owed in the end: an entry without any of it is no underpayment.

/** What is owed without duties of these authorities, and the numbers left out; `null` where the entry has such a duty. */
export function withoutUnlawful(
  { goods, filed, duty }: ComparedLine,
  unlawful: ReadonlySet<string>,
  law: LawInView,
): { readonly duty: LineDuty; readonly leftOut: readonly DeclaredLayer[] } | null {
  const isSuch = (layer: DeclaredLayer) => unlawful.has(layer.authority) && addedBy(layer) !== 0;
  const leftOut = duty.layers.filter(isSuch);
  if (leftOut.length === 0 || duty.duty === null || duty.additional === null) return null;
  const less = leftOut.reduce((sum, layer) => sum + (addedBy(layer) ?? 0), 0);
  const isFiled = filed.layers
    ? filed.layers.some(
        ({ number, duty }) =>
          duty !== 0 && !isBase(number) && unlawful.has(measureUnder(number, goods, law).authority),
      )
    : filed.duty === null || Math.abs(filed.duty - (duty.duty - less)) > roundingOf(duty.layers);
  if (isFiled) return null;
  const layers = ownBase(duty.layers, isSuch).filter((layer) => !isSuch(layer));
  const [owed, additional] = [duty.duty - less, duty.additional - less];
  return { duty: { ...duty, layers, duty: owed, additional, atLeast: owed }, leftOut };
}

// A number declares what it is for.

/** Numbers of chapter 99 that are filed on a line and not among those it declares by the law. */
export function numbersBeside(filed: ComparedLine["filed"], duty: LineDuty): string[] {
  const owed = new Set(duty.layers.map(({ number }) => number));
  return (filed.layers ?? [])
    .map(({ number }) => number)
    .filter((number) => !owed.has(number) && !isBase(number));
}

/**
 * Facts and rights that the numbers filed on a line ask for, where the line does not declare them by the law: of exemptions
 * under the number, of measures that reach only goods of which something is claimed, and of quotas that have a number within
 * them.
 */
export function claimsByNumber(
  { goods, filed, duty }: ComparedLine,
  { schedule, view }: LawInView,
): { readonly number: string; readonly claims: readonly string[] }[] {
  const numbers = numbersBeside(filed, duty);
  if (numbers.length === 0) return [];
  const { origin, date } = goods;
  return schedule.measures.flatMap((measure) => {
    const version = inForce(measure, date, view);
    if (!version || !coversOrigin(version.covers, origin)) return [];
    const { heading, duty: stated } = termsFor(version, origin);
    const conditions = waysIn(version.covers, schedule);
    const within = stated.kind === "quota" && stated.insideHeading;
    const asked = [
      ...conditions.map((claims) => ({ number: heading, claims })),
      ...(within
        ? [[], ...conditions].map((claims) => ({ number: within, claims: ["in-quota", ...claims] }))
        : []),
      ...version.freedBy
        .filter(({ origins }) => !origins || includesOrigin(origins, origin))
        .flatMap(({ heading: number, claims = [], lists = [] }) =>
          [...claims, ...listConditions(lists, schedule)].flatMap((claim) =>
            [[], ...conditions].map((beside) => ({ number, claims: [claim, ...beside] })),
          ),
        ),
    ];
    return asked.filter(({ number }) => numbers.includes(number));
  });
}

/** Claims by which goods come within a scope: its conditions, those of its lists, and one of each together. */
function waysIn(
  { onlyIf, onlyIfAll, lists }: Version["covers"],
  schedule: LawInView["schedule"],
): (readonly string[])[] {
  const listed = listConditions(lists, schedule);
  return [
    ...[...onlyIf, ...listed].map((claim) => [claim]),
    ...(onlyIfAll.length > 0 ? [onlyIfAll] : []),
    ...onlyIf.flatMap((claim) => listed.map((condition) => [claim, condition])),
  ];
}

/** Something that a number filed on a line declares beside claims, as a column has it. */
interface DeclaredFact {
  readonly number: string;
  readonly word: string;
  readonly facts: Partial<Pick<StatedFacts, "shares" | "loadedOn">>;
  /** A deposit under an order that names the goods. */
  readonly deposit?: Deposit;
  /** It is of a part of the value alone, so that no claim explains it. */
  readonly isPart: boolean;
}

/**
 * What of the value is of a metal or of the United States, and the day of loading, as the numbers filed on a line declare them
 * by the part of the value that each stands on. @param read Shares that are stated or read already.
 */
export function factsByNumber(
  { goods, filed }: ComparedLine,
  { schedule, view }: LawInView,
  read: StatedFacts["shares"] = {},
): DeclaredFact[] {
  const { origin, date, value, facts } = goods;
  if (value === 0 || filed.layers === null) return [];
  const parts = partsFiled(filed.layers, value);
  const found = schedule.measures.flatMap((measure): DeclaredFact[] => {
    const version = inForce(measure, date, view);
    if (!version || !coversOrigin(version.covers, origin)) return [];
    const contents = contentsFiled(version, termsFor(version, origin), parts, read);
    const isOpen = (facts?.loadedOn ?? null) === null;
    return [
      ...contents.flatMap(({ number, piece, share }) =>
        facts?.shares[piece] === undefined
          ? [
              {
                ...{ number, word: contentWord(piece, share) },
                facts: { shares: { [piece]: share } },
                isPart: !share.isInteger(),
              },
            ]
          : [],
      ),
      ...version.transit.flatMap(({ heading: number, loadedBefore }) => {
        const loadedOn = addDays(loadedBefore, -1);
        return isOpen && parts.has(number)
          ? [{ number, word: `loaded_on=${loadedOn}`, facts: { loadedOn }, isPart: false }]
          : [];
      }),
    ];
  });
  return [...found, ...allMetals(found, goods), ...depositsFiled(filed.layers, goods, schedule)];
}

/** The metals of all parts filed together: a metal that no number is filed of has none in it. Source: CSMS 64348411. */
function allMetals(found: readonly DeclaredFact[], { facts }: EntryRow): DeclaredFact[] {
  const stated: Partial<Record<StatedPiece, Decimal>> = {};
  for (const { facts: one, isPart } of found) if (isPart) Object.assign(stated, one.shares);
  const [first] = found.filter(({ facts: one }) =>
    METALS.some((metal) => one.shares?.[metal] && stated[metal]),
  );
  if (first === undefined) return [];
  const open = METALS.filter((metal) => facts?.shares[metal] === undefined);
  const shares = Object.fromEntries(open.map((metal) => [metal, stated[metal] ?? decimal(0)]));
  const told = Object.entries(shares).filter(([, share]) => !share.isZero()) as [StatedPiece, Decimal][];
  const word = `${told.map(([metal, share]) => contentWord(metal, share)).join(" and ")} and no other metal`;
  return [{ number: first.number, word, facts: { shares }, isPart: true }];
}

/** Deposits filed under orders on goods of the country, of which the line states nothing. */
function depositsFiled(
  layers: readonly FiledLayer[],
  { facts, origin, value }: EntryRow,
  { orders }: Schedule,
): DeclaredFact[] {
  const { deposits, outside } = facts?.adcvd ?? NOTHING_STATED.adcvd;
  const stated = [...deposits.map((one) => one.case), ...outside].map(orderOf);
  const known = orders.of(origin.code).map((one) => one.case);
  return layers.flatMap(({ number, duty, rate: filedRate }) => {
    if (!known.includes(orderOf(number)) || stated.includes(orderOf(number))) return [];
    const rate = filedRate ?? (decimal(duty).div(value * CENTS) as Rate);
    const word = `adcvd=${number}=${rate.times(100).toDecimalPlaces(4).toFixed()}%`;
    return [
      {
        number,
        word,
        facts: {},
        isPart: false,
        deposit: { case: number, duty: { kind: "ad-valorem", rate } },
      },
    ];
  });
}

/** The share of the value that a number filed stands on; `null` where nothing says it. @param duty What it charges by law. */
type PartOf = (number: string, duty?: Duty) => Decimal | null;

interface FiledParts {
  readonly has: (number: string) => boolean;
  /** Whether duty is filed under another number of chapter 99, which may stand on the rest. */
  readonly isBeside: (number: string) => boolean;
  readonly of: PartOf;
}

/** The numbers filed, and what of the value each stands on: as the filing says, else as its duty is by the rate of the law. */
function partsFiled(layers: readonly FiledLayer[], value: number): FiledParts {
  const filed = (number: string) => layers.filter((layer) => layer.number === number);
  return {
    has: (number) => filed(number).length > 0,
    isBeside: (number) =>
      layers.some((layer) => !isBase(layer.number) && layer.number !== number && layer.duty !== 0),
    of: (number, duty) => {
      const stated = filed(number).flatMap((layer) => onValue(layer) ?? []);
      const sum = stated.length > 0 ? sumOf(stated) : byRate(filed(number), duty);
      const share = sum?.div(value * CENTS) ?? null;
      return share?.gt(1) ? null : share;
    },
  };
}

const sumOf = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((sum, amount) => sum.plus(amount), decimal(0));

/** The value that duty without a rate is on, in cents. */
function byRate(layers: readonly FiledLayer[], duty: Duty | undefined): Decimal | null {
  if (duty?.kind !== "ad-valorem" || duty.rate.isZero() || layers.some(({ rate }) => rate !== null))
    return null;
  const sum = sumOf(layers.map((layer) => decimal(layer.duty)));
  return sum.isZero() ? null : sum.div(duty.rate);
}

/** Contents that a version's numbers declare: of the United States, of its metal, and all but its metal. */
function contentsFiled(
  { part, presumed, usContent, otherPartHeading: other, transit }: Version,
  { heading, duty }: Pick<Version, "heading" | "duty">,
  parts: FiledParts,
  stated: StatedFacts["shares"],
): { readonly number: string; readonly piece: StatedPiece; readonly share: Decimal }[] {
  const beside = (number: string, duty?: Duty): Decimal | null =>
    parts.of(number, duty)?.negated().plus(1) ?? null;
  const content = (
    number: string | undefined,
    piece: StatedPiece | undefined,
    shares: () => readonly (Decimal | null)[],
  ) => {
    if (number === undefined || piece === undefined || !parts.has(number)) return [];
    return shares().flatMap((share) => (share === null ? [] : [{ number, piece, share }]));
  };
  const metal = METALS.find((piece) => part === partOf(piece));
  /** Content that is presumed is the whole of it, unless a number of the rest says otherwise. */
  const isTold = presumed?.piece === metal && parts.isBeside(heading);
  const [us, rest] = [usContent?.heading, usContent?.restHeading];
  /** What is not charged under a number is of the United States, but for metal that is charged under another. */
  const notUnder = (number: string, of: Duty): (Decimal | null)[] => {
    const share = beside(number, of);
    const ofMetals = sumOf(METALS.flatMap((one) => stated[one] ?? []));
    return share === null || ofMetals.isZero() ? [share] : [share.minus(ofMetals), share];
  };
  const charging = [
    { heading: rest ?? heading, duty },
    ...transit.flatMap((window) => (window.duty ? [{ heading: window.heading, duty: window.duty }] : [])),
  ];
  return [
    ...content(us, "us", () => {
      const own = parts.of(us as string);
      return own ? [own] : charging.flatMap((one) => notUnder(one.heading, one.duty));
    }),
    ...content(rest, "us", () => [beside(rest as string)]),
    ...content(heading, metal, () => [parts.of(heading, isTold ? duty : undefined)]),
    ...content(other, metal, () => [beside(other as string) ?? (parts.has(heading) ? null : decimal(0))]),
  ].filter(({ share }) => !share.isNegative());
}

const CENTS = 100;

/** The value that a number stands on, in cents: as it is given, or as its duty and rate have it. */
function onValue({ on, duty, rate }: FiledLayer): Decimal | null {
  if (on !== null) return decimal(on);
  return rate === null || rate.isZero() || duty === 0 ? null : decimal(duty).div(rate);
}

const contentWord = (piece: StatedPiece, share: Decimal): string =>
  `${piece === "us" ? "us_content" : `metal_${piece}`}=${share.toDecimalPlaces(4).toFixed()}`;

const METALS = STATED_PIECES.filter((piece) => piece !== "us");

const listConditions = (ids: readonly string[], { lists }: LawInView["schedule"]): string[] =>
  ids.flatMap((id) => lists.get(id)?.groups.flatMap(({ condition }) => condition ?? []) ?? []);
