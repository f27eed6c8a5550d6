/** Preferences that importers are taken to claim: which dollars of each row of a year of trade. */
import { memoize } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import type { Decimal } from "../law/units.js";
import { AS_RECORDED, type AssumptionKind, type Flow, isMixed, type Portion, portionOf } from "./flow.js";

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
export const dollarsOf = (amount: Decimal): number => amount.round().toNumber();

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
