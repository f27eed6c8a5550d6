/** Preferences that importers are taken to claim: which dollars of each row of a year of trade. */
import { memoize, memoizeRows } from "../compiled/memo.js";
import { dutyOfText, specialFrom, symbolsOf } from "../law/base-duty.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { chapterOf, isOutsideTariffBase } from "../law/hts.js";
import { type Agreement, includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import { AS_RECORDED, type AssumptionKind, type Flow, isMixed, type Portion, portionOf } from "./flow.js";
import { onlyBaseWasDue } from "./list-law.js";

/** Whole dollars of one row that are entered under a claim. */
export interface RowClaim {
  readonly claim: string;
  readonly dollars: number;
}

/** An assumption about which preferences are claimed. */
export interface PreferenceUse {
  readonly kind: AssumptionKind;
  /** Day before which it moves nothing. */
  readonly from?: IsoDate;
  /** What is claimed under the law of a day, where it is another thing each month; `claimed` is of the last one known. */
  readonly inMonth?: (month: string) => PreferenceUse;
  /** What is claimed on each row of a flow; `undefined` where the assumption does not speak of the origin. */
  claimed(flow: Flow, origin: Origin, past: Schedule): readonly (RowClaim | undefined)[] | undefined;
}

/** The same claim on a share of each row; none on mixed rows and outside the tariff base. Rounds half up. */
export const claimedByShare = (
  { hts, value }: Flow,
  claim: string,
  shareOf: (hts: string) => Decimal,
): RowClaim[] =>
  hts.map((code, row) => {
    const share = isOutsideTariffBase(code) || isMixed(code) ? null : shareOf(code);
    return { claim, dollars: share === null ? 0 : dollarsOf(share.times(value[row] ?? 0)) };
  });

/** Whole dollars, half up. */
const dollarsOf = (amount: Decimal): number => amount.round().toNumber();

/** One set a claim, so that what is known of products with it is known once. */
const setOf = memoize((claim: string): ReadonlySet<string> => new Set([claim]));

/** Rows while they are being picked. */
interface Picking {
  readonly rows: number[];
  readonly value: number[];
  readonly duty: number[];
}
const nothingYet = (): Picking => ({ rows: [], value: [], duty: [] });

function pick(into: Picking, row: number, value: number, duty: number): void {
  into.rows.push(row);
  into.value.push(value);
  into.duty.push(duty);
}

/**
 * Splits a flow into the dollars that claim and those that do not; together they are its dollars, and the duty of a
 * row is split as its value. Rows of which nothing is claimed stay as they are recorded.
 */
export function splitByClaim(
  flow: Flow,
  claims: readonly (RowClaim | undefined)[],
  kind: AssumptionKind,
): Portion[] {
  const [plain, rest] = [nothingYet(), nothingYet()];
  const claiming = new Map<string, Picking>();
  for (const [row, value] of flow.value.entries()) {
    const { claim = "", dollars = 0 } = claims[row] ?? {};
    const duty = flow.duty[row] as number;
    if (dollars === 0) pick(plain, row, value, duty);
    else {
      const own = claiming.get(claim) ?? nothingYet();
      claiming.set(claim, own);
      const claimed = partOf(duty, dollars, value);
      pick(own, row, dollars, claimed);
      if (value > dollars) pick(rest, row, value - dollars, duty - claimed);
    }
  }
  const terms = { ...AS_RECORDED, assumed: [kind] };
  return [
    ...portionOf(flow, plain, AS_RECORDED),
    ...portionOf(flow, rest, terms),
    ...[...claiming].flatMap(([claim, rows]) => portionOf(flow, rows, { ...terms, claims: setOf(claim) })),
  ];
}

/** Whole dollars of a duty on a part of its value, rounded down. */
const partOf = (duty: number, part: number, value: number): number =>
  Number((BigInt(duty) * BigInt(part)) / BigInt(value));

// How much of a year of trade claimed a preference, told by the duty that customs did not calculate.

/** A row that could claim: by which agreement, and the general rate it would save. */
interface Eligible {
  readonly row: number;
  readonly claim: string;
  readonly rate: Decimal;
}

/** Dollars that could claim, and those that did. */
interface Use {
  value: number;
  claimed: number;
}

/**
 * Claims of these agreements, as the calculated duty of the flow tells them: goods of a line that is free for those who
 * claim pay `duty = rate x (value - claimed)` if nothing but base duty is due, so `claimed = value - duty / rate`,
 * between nothing and all. Rows on which more than base duty was due claim the share that the partner's others of the
 * chapter do, else that all its others do.
 *
 * Only lines with a general rate on the value, and free under the agreement. Rates are those of the last day of the
 * flow's year, or of the first that the schedule knows. Units: whole dollars, half up.
 */
export const observedPreferences = (claims: readonly string[]): PreferenceUse => ({
  kind: "other-preferences",
  claimed(flow, origin, past) {
    const day = [`${flow.year}-12-31` as IsoDate, past.firstDay].sort().at(-1) as IsoDate;
    const agreements = past.agreements.filter(
      (one) => claims.includes(one.claim) && includesOrigin(one.origins, origin) && inSpan(one, day),
    );
    if (agreements.length === 0) return undefined;
    const eligible = eligibleRows(flow, origin, agreements, day, past);
    return claimsOf(flow, eligible, onlyBaseWasDue(flow, origin, past));
  },
});

function eligibleRows(
  flow: Flow,
  origin: Origin,
  agreements: readonly Agreement[],
  day: IsoDate,
  past: Schedule,
): Eligible[] {
  const freeFor = claimThatFrees(origin, agreements, day, past);
  return flow.hts.flatMap((hts, row): Eligible[] => {
    if (isOutsideTariffBase(hts) || isMixed(hts)) return [];
    const rates = past.base.ratesOf(hts, day);
    const duty = dutyOfText(rates?.general ?? null);
    if (!rates?.special || duty.kind !== "ad-valorem" || duty.rate.isZero()) return [];
    const claim = freeFor(rates.special);
    return claim === null ? [] : [{ row, claim, rate: duty.rate }];
  });
}

/** The first claim under which a text of the special column makes goods free; worked out once a text. */
function claimThatFrees(
  origin: Origin,
  agreements: readonly Agreement[],
  date: IsoDate,
  past: Schedule,
): (special: string) => string | null {
  const opened = agreements.map(({ claim }) => ({
    claim,
    symbols: symbolsOf(origin, { claims: new Set([claim]), date }, past),
  }));
  return memoizeRows(
    (special) =>
      opened.find(({ symbols }) => specialFrom(special, symbols)?.duty?.kind === "free")?.claim ?? null,
  );
}

function claimsOf(
  flow: Flow,
  eligible: readonly Eligible[],
  wasOnlyBase: (row: number) => boolean,
): (RowClaim | undefined)[] {
  const claims: (RowClaim | undefined)[] = flow.hts.map(() => undefined);
  const chapters = new Map<string, Use>();
  const all: Use = { value: 0, claimed: 0 };
  const told = eligible.filter(({ row }) => wasOnlyBase(row));
  for (const { row, claim, rate } of told) {
    const value = flow.value[row] ?? 0;
    const dollars = dollarsClaimed(value, flow.duty[row] ?? 0, rate);
    claims[row] = { claim, dollars };
    for (const use of [all, useOf(chapters, flow.hts[row] ?? "")]) {
      use.value += value;
      use.claimed += dollars;
    }
  }
  for (const { row, claim } of eligible) {
    const use = chapters.get(chapterOf(flow.hts[row] ?? "")) ?? all;
    if (use.value > 0) claims[row] ??= { claim, dollars: shareOf(use, flow.value[row] ?? 0) };
  }
  return claims;
}

function useOf(chapters: Map<string, Use>, hts: string): Use {
  const use = chapters.get(chapterOf(hts)) ?? { value: 0, claimed: 0 };
  chapters.set(chapterOf(hts), use);
  return use;
}

function dollarsClaimed(value: number, duty: number, rate: Decimal): number {
  const claimed = dollarsOf(decimal(value).minus(decimal(duty).div(rate)));
  return Math.max(0, claimed);
}

const shareOf = ({ value, claimed }: Use, dollars: number): number =>
  dollarsOf(decimal(dollars).times(claimed).div(value));
