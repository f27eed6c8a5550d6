/** What of the duty paid on a line may come back: what rests on an act held unlawful, and drawback. */
import { type DrawbackRules, drawbackOf } from "../../domain/drawback.js";
import { printCents } from "../../domain/printed.js";
import { type Decimal, type Usd, usd } from "../../domain/units.js";
import type { PaidDuty, PaidPart } from "./paid.js";

/** Cents paid under these authorities, never more than was filed; `null` where a part is not known. */
export function restingOn(
  authorities: ReadonlySet<string>,
  paid: readonly PaidDuty[] | null,
  filed: number | null,
): number | null {
  const own = paid?.filter(({ authority }) => authorities.has(authority));
  if (!own || own.some(({ amount }) => amount === null)) return null;
  const sum = own.reduce((total, { amount }) => total + (amount ?? 0), 0);
  return Math.min(sum, filed ?? sum);
}

/** Cents of drawback on the exported goods of a line. */
export interface Returned {
  readonly refund: number;
  readonly barred: number;
  readonly unknown: number;
  /** A fee is neither filed nor known, and left out. */
  readonly feesOpen: boolean;
}

/** Drawback on duty and fees of the exported share; `null` where the duty paid is not known. */
export function returnedOn(
  duties: readonly PaidDuty[] | null,
  fees: readonly PaidPart[] | null,
  exported: Decimal | null,
  rules: DrawbackRules,
): Returned | null {
  if (exported === null || duties === null || duties.some(isOpen)) return null;
  const parts = [...duties, ...(fees ?? [])].map(({ id, amount }) => ({
    id,
    amount: usd(printCents(amount ?? 0)),
  }));
  const { refund, barred, unknown } = drawbackOf(parts, exported, rules);
  return {
    refund: cents(refund),
    barred: cents(barred),
    unknown: cents(unknown),
    feesOpen: fees === null || fees.some(isOpen),
  };
}

const isOpen = ({ amount }: PaidPart): boolean => amount === null;

const cents = (amount: Usd): number => amount.times(100).toNumber();
