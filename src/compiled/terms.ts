/**
 * Terms: the law solved for goods that the same measures reach in the same way, with the same claims. They are made once,
 * whatever line, origin or day the goods are of, and everything that computes a duty in bulk reads them.
 */
import { type Assessment, assessBeside, type Layer } from "../law/assess.js";
import { chargeOf } from "../law/base-duty.js";
import { countsBase, type Duty, hasPart } from "../law/duty/duty.js";
import { type Entry, ONE_DOLLAR } from "../law/entry.js";
import type { Transit } from "../law/measure.js";
import { dependsOnContent, type Shares, WHOLE_VALUE } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import type { Reached } from "../law/scope.js";
import { type Settled, settledFor } from "../law/settle.js";
import { type Decimal, decimal, NO_USD } from "../law/units.js";
import { plainBase, type StatedBase, type UnitBase, unitBase } from "./base-terms.js";
import { numberOfReached } from "./interned.js";
import { lazily, memoize, memoizeRows, memoizeThing, notesOn } from "./memo.js";

/** The law on goods that are reached alike, and which facts could change what they owe. */
export interface Terms {
  readonly reached: readonly Reached[];
  readonly claims: ReadonlySet<string>;
  /** Shares of the value that an entry states can change what it owes. */
  readonly asksShares: boolean;
  /** So can the day its goods were loaded. */
  readonly asksLoading: boolean;
  /** So can the base duty: a duty counts it in. */
  readonly asksBase: boolean;
  /** Some layer that stands is due on a part of the value that only the metal content of the goods decides. */
  asksContent(): boolean;
  /** Some layer is not due on the content of US origin. */
  readonly asksUs: boolean;
  /** Which measures stand on what part of goods with these contents; kept for the contents that came last. */
  settledWith(shares: Shares): Settled;
  /** What a dollar of the goods owes, of which nothing more is stated, beside a base duty. */
  beside(stated: StatedBase): UnitDuty;
}

/** What a dollar of goods owes of which nothing more is stated. */
export interface UnitDuty {
  readonly terms: Terms;
  /** The same list for all goods whose layers are the same, and its number among such lists. */
  readonly layers: readonly Layer[];
  readonly number: number;
  readonly base: UnitBase;
  readonly stated: StatedBase;
}

/** Gives the terms of goods, one object for all that are reached alike. */
export type TermsOf = (reached: readonly Reached[], claims: ReadonlySet<string>) => Terms;

/** Terms under a schedule: what was met on one day or of one origin serves the others. */
export const termsUnder = memoize((schedule: Schedule): TermsOf => {
  const byClaims = new Map<ReadonlySet<string>, Map<string, Terms>>();
  const numberOf = numberOfReached();
  const next = listNumbers(schedule);
  return (reached, claims) => {
    const key = String.fromCharCode(...reached.map(numberOf));
    const own = byClaims.get(claims) ?? new Map<string, Terms>();
    byClaims.set(claims, own);
    const terms = own.get(key) ?? makeTerms(reached, claims, next);
    own.set(key, terms);
    return terms;
  };
});

const numbersGiven = notesOn<Schedule, () => number>();

/** Numbers for lists of layers. They are names and no answers: under one schedule no two lists may have the same. */
function listNumbers(schedule: Schedule): () => number {
  let lists = 0;
  const next = numbersGiven.of(schedule) ?? (() => lists++);
  numbersGiven.write(schedule, next);
  return next;
}

/** @param next Numbers lists of layers. */
function makeTerms(reached: readonly Reached[], claims: ReadonlySet<string>, next: () => number): Terms {
  let content: boolean | undefined;
  const settledWith = lastSettled(reached, claims);
  const terms: Terms = {
    reached,
    claims,
    asksShares: reached.some(({ version }) => asksShares(version)),
    asksLoading: reached.some(({ version }) => version.transit.length > 0),
    asksBase: reached.some(
      ({ duty, version }) =>
        countsBase(duty) || version.transit.some((one) => one.duty && countsBase(one.duty)),
    ),
    asksUs: reached.some(({ version }) => version.usContent !== null),
    asksContent() {
      content ??= isDueOnContent(settledWith);
      return content;
    },
    settledWith,
    beside: (stated) => unitDutyOf()(stated),
  };
  const unitDutyOf = lazily(() => unitDuties(terms, next));
  return terms;
}

export const asksShares = ({ part, presumed, usContent }: Reached["version"]): boolean =>
  part !== WHOLE_VALUE || presumed !== undefined || usContent !== null;

const NONE: Shares = {};

/** Measures on metal content that are displaced themselves leave nothing that depends on it. */
function isDueOnContent(settledWith: Terms["settledWith"]): boolean {
  const { shares, standings } = settledWith(NONE);
  return standings.some((standing) => standing.kind === "due" && dependsOnContent(standing.part, shares));
}

/** Goods of one kind of content follow each other: of many only the base duty is another. */
function lastSettled(reached: readonly Reached[], claims: ReadonlySet<string>): Terms["settledWith"] {
  let last: { readonly shares: Shares; readonly settled: Settled } | undefined;
  return (shares) => {
    if (last?.shares !== shares)
      last = { shares, settled: settledFor(reached, { ...ONE_DOLLAR, claims, shares }) };
    return last.settled;
  };
}

/** What a dollar owes beside each base duty: one list of layers for all of them, unless a layer counts the base in. */
function unitDuties(terms: Terms, next: () => number): (stated: StatedBase) => UnitDuty {
  const free = dutyOf(terms, freeBase());
  const { layers } = free;
  const number = next();
  if (!terms.asksBase) return (stated) => ({ terms, layers, number, base: baseBeside(free, stated), stated });
  return memoizeRows((stated: StatedBase) => {
    const owed = dutyOf(terms, stated);
    return { terms, layers: owed.layers, number: next(), base: baseBeside(owed, stated), stated };
  });
}

/** The base duty, unless a layer stands in its place. */
const baseBeside = ({ base: { fate } }: Pick<Assessment, "base">, { onADollar }: StatedBase): UnitBase =>
  fate.outcome === "displaced" ? displacedBase() : onADollar;

const freeBase = () => plainBase("Free", false, false);
const displacedBase = memoize(() => unitBase(NO_USD, true));

/** What goods with these terms owe beside a base duty. @param goods A dollar of which nothing is stated, if not given. */
export function dutyOf(
  terms: Terms,
  { applied, general }: StatedBase,
  goods: Partial<Pick<Entry, "value" | "shares" | "observedBase" | "loadedOn" | "date">> = NOTHING_MORE,
) {
  const { shares = NONE, value = ONE_DOLLAR.value, observedBase = null } = goods;
  const { loadedOn = null, date = ONE_DOLLAR.date } = goods;
  const entry = { ...ONE_DOLLAR, claims: terms.claims, shares, value, observedBase, loadedOn, date };
  const settled = loadedOn === null ? terms.settledWith(shares) : settledFor(terms.reached, entry);
  return assessBeside(chargeOf(applied, general, entry), entry, "", settled);
}

const NOTHING_MORE = {};

/** What layers come to that are known, and whether all are. */
interface LayerSum {
  readonly rate: Decimal;
  readonly known: boolean;
}

/** The sum of layers on a dollar. */
export const sumOf = memoizeThing(
  (layers: readonly Layer[]): LayerSum => ({
    rate: layers.reduce(
      (total, { fate }) => (fate.outcome === "charged" ? total.plus(fate.duty) : total),
      decimal(0),
    ),
    known: layers.every(({ fate }) => fate.outcome !== "unknown"),
  }),
);

// What the duties of goods look at.

/** Whether a layer stands in the place of the base duty where it is charged. */
export const replacesBase = memoizeThing((terms: Terms): boolean =>
  terms.reached.some(({ duty }) => hasPart(duty, ({ kind }) => kind === "replacement")),
);

/** Whether a layer is by what is stated of amounts. */
export const countsAmounts = memoizeThing(({ reached }: Terms): boolean =>
  reached.some(({ duty, version }) =>
    [duty, ...version.transit.flatMap((window) => window.duty ?? [])].some((one) => hasPart(one, isOnAmount)),
  ),
);

/** Whether a duty is by what is stated of amounts, which are of the goods' own value. */
export const isOnAmount = (duty: Duty): boolean =>
  duty.kind === "specific" ||
  duty.kind === "by-price" ||
  duty.kind === "component" ||
  (duty.kind === "unknown" && duty.by !== undefined);

/** Windows for goods on their way. */
export const windowsOf = memoizeThing((terms: Terms): readonly Transit[] =>
  terms.reached.flatMap(({ version }) => version.transit),
);

/** Rates of goods, as fractions of customs value; `null` where they need a fact that is not stated. */
export interface Rates {
  readonly base: Decimal | null;
  readonly additional: Decimal | null;
  readonly total: Decimal | null;
}

/** The rates of goods. */
export const ratesIn = ({ layers, base }: UnitDuty): Rates => addedUp(layers, base);

const addedUp = memoize((layers: readonly Layer[], base: UnitBase): Rates => {
  const { rate, known } = sumOf(layers);
  const additional = known ? rate : null;
  const total = base.rate && additional ? base.rate.plus(additional) : null;
  return { base: base.rate, additional, total };
});
