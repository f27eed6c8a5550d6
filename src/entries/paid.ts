/**
 * What was paid on a line, by measure, and what of it may come back: what rests on an act held unlawful, and
 * drawback.
 */
import { printCents } from "../law/declare.js";
import { type DrawbackRules, drawbackOf } from "../law/drawback.js";
import { type Decimal, type Usd, usd } from "../law/units.js";
import { addedBy, inSplit, roundingOf } from "./conventions.js";
import type { ComparedLine, FiledLayer } from "./filed.js";
import { oneNumber } from "./findings.js";
import { BASE, type DeclaredLayer } from "./line-duty.js";
import { type LawInView, measureUnder } from "./why-not-owed.js";

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
 * right, or nothing was filed. `null` where neither is known by number. Base duty in an all-in rate is base duty.
 */
export function paidOn(line: ComparedLine, law: LawInView): readonly PaidDuty[] | null {
  const { filed, duty } = line;
  if (filed.layers) return filedBy(filed.layers, line, law);
  if (duty.layers.length === 0) return null;
  if (filed.duty === null || duty.duty === null || filed.duty === duty.duty) return asOwed(duty.layers);
  const one = oneNumber(line, law);
  if (one === undefined)
    return Math.abs(filed.duty - duty.duty) <= roundingOf(duty.layers) ? asOwed(duty.layers) : null;
  if (one.kind === "left out") {
    const isWhole = one.layer.duty === duty.duty - filed.duty;
    const rest = isWhole ? duty.layers : inSplit(duty.layers);
    return asOwed(rest.filter(({ number, on }) => number !== one.layer.number || on !== one.layer.on));
  }
  const { id, authority } = one.layer.measure;
  return [...asOwed(duty.layers), { id, authority, amount: one.duty }];
}

/** What numbers come to by law: of chapter 99 each what it adds, of the goods the base duty, wherever it is declared. */
function asOwed(layers: readonly DeclaredLayer[]): PaidDuty[] {
  const added = layers.flatMap((layer): PaidDuty[] =>
    layer.measure === BASE ? [] : [{ id: layer.measure, authority: layer.authority, amount: addedBy(layer) }],
  );
  const amount = layers.reduce<number | null>(
    (sum, { ofBase }) => (sum === null || ofBase === null ? null : sum + ofBase),
    0,
  );
  return [...added, { id: BASE, authority: BASE, amount }];
}

/** Amounts filed by number; base duty that is missing was paid on the number of an all-in rate. */
function filedBy(
  layers: readonly FiledLayer[],
  { goods, duty }: ComparedLine,
  law: LawInView,
): readonly PaidDuty[] {
  const amounts = layers.map(({ number, duty: amount }) => ({ ...measureUnder(number, goods, law), amount }));
  const ofBase = amounts.reduce((sum, { id, amount }) => (id === BASE ? sum + amount : sum), 0);
  let missing = duty.base === null ? null : Math.max(0, duty.base - ofBase);
  const paid = amounts.map(({ id, authority, amount, isAllIn }): PaidDuty => {
    if (!isAllIn || missing === 0 || amount === 0) return { id, authority, amount };
    if (missing === null) return { id, authority, amount: ofBase === 0 ? null : amount };
    const moved = Math.min(missing, amount);
    missing -= moved;
    return { id, authority, amount: amount - moved };
  });
  const sum = (parts: readonly PaidPart[]) => parts.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const moved = paid.some(isOpen) ? 0 : sum(amounts) - sum(paid);
  return moved === 0 ? paid : [...paid, { id: BASE, authority: BASE, amount: moved }];
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
