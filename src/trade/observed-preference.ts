/** How much of a year of trade claimed a preference, told by the duty that customs did not calculate. */
import { memoizeRows } from "../compiled/memo.js";
import { dutyOfText, specialFrom, symbolsOf } from "../law/base-duty.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { chapterOf, isOutsideTariffBase } from "../law/hts.js";
import { type Agreement, includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import { type Flow, isMixed } from "./flow.js";
import { onlyBaseWasDue } from "./list-law.js";
import { dollarsOf, type PreferenceUse, type RowClaim } from "./preference.js";

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
