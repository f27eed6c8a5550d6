/**
 * What was paid on a line, by measure, and what of it may come back: what rests on an act held unlawful, and
 * drawback.
 */
import { printCents } from "../law/declare.js";
import { type DrawbackRules, drawbackOf } from "../law/drawback.js";
import { inForce } from "../law/measure.js";
import { coversOrigin } from "../law/scope.js";
import { type Decimal, type Usd, usd } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";
import type { ComparedLine } from "./filed.js";
import { oneNumber } from "./findings.js";
import type { DeclaredLayer } from "./line-duty.js";
import { isBase, type LawInView, usesOf } from "./why-not-owed.js";

/** Cents paid on a line, by the id of the measure or fee. */
export interface PaidPart {
  /** `base` for the duty of the tariff, "" for a number the law does not have. */
  readonly id: string;
  /** `null` where it is not known. */
  readonly amount: number | null;
}

export interface PaidDuty extends PaidPart {
  readonly authority: string;
}

/**
 * What was filed where it was filed by number or the one number that differs is plain; what is owed where the sum is
 * right, or nothing was filed. `null` where neither is known by number.
 */
export function paidOn(line: ComparedLine, law: LawInView): readonly PaidDuty[] | null {
  const { goods, filed, duty } = line;
  if (filed.layers)
    return filed.layers.map(({ number, duty: amount }) => ({ ...under(number, goods, law), amount }));
  if (duty.layers.length === 0) return null;
  if (filed.duty === null || duty.duty === null || filed.duty === duty.duty) return duty.layers.map(asOwed);
  const one = oneNumber(line, law);
  if (one === undefined) return null;
  if (one.kind === "left out") return duty.layers.filter((layer) => layer !== one.layer).map(asOwed);
  const { id, authority } = one.layer.measure;
  return [...duty.layers.map(asOwed), { id, authority, amount: one.duty }];
}

const asOwed = ({ measure: id, authority, duty: amount }: DeclaredLayer): PaidDuty => ({
  id,
  authority,
  amount,
});

/** The measure that a number stands for on the day and for the origin, else on any day. */
function under(
  number: string,
  { date, origin }: EntryRow,
  { schedule, view }: LawInView,
): Omit<PaidDuty, "amount"> {
  if (isBase(number)) return { id: "base", authority: "base" };
  const uses = usesOf(number, schedule);
  const use =
    uses.find(
      ({ measure, version }) =>
        inForce(measure, date, view) === version && coversOrigin(version.covers, origin),
    ) ?? uses[0];
  return { id: use?.measure.id ?? "", authority: use?.measure.authority ?? "" };
}

/** Cents paid under these authorities, never more than was filed; `null` where a part is not known. */
export function paidUnder(
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
export interface DrawbackDue {
  readonly refund: number;
  readonly barred: number;
  readonly unknown: number;
  /** A fee is neither filed nor known, and left out. */
  readonly feesOpen: boolean;
}

/** Drawback on duty and fees of the exported share; `null` where the duty paid is not known. */
export function drawbackOn(
  duties: readonly PaidDuty[] | null,
  fees: readonly PaidPart[] | null,
  exported: Decimal | null,
  rules: DrawbackRules,
): DrawbackDue | null {
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
