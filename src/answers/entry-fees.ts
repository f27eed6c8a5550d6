/** Fees of one entry of one line, as rows and notes of its report. */
import type { Context } from "../command.js";
import { inSpan } from "../domain/day.js";
import type { Entry } from "../domain/entry.js";
import { type FeeDue, type FeeSchedule, feesOf } from "../domain/fees.js";
import { type Decimal, type Usd, usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import { grouped, money } from "../numbers.js";
import type { Cell } from "../report.js";
import type { EntryType, Mode } from "../texts/entry-row.js";

export interface FeeFlags {
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly feeFactor?: Decimal;
}

export interface EntryFees {
  readonly due: readonly FeeDue[];
  /** Sum of the fees; `null` while one is not known. */
  readonly known: Usd | null;
  readonly least: Usd;
  /** `null` where nothing in the data limits it. */
  readonly most: Usd | null;
}

/** @throws {UserError} if an informal entry is worth more than one may be. */
export function feesOfEntry(entry: Entry, flags: FeeFlags, context: Context): EntryFees {
  const schedule = context.fees();
  const { mode = null, entryType = "formal", feeFactor } = flags;
  const { dollars, citation } = schedule.informalLimit;
  const value = entry.value.toNumber();
  checkFactor(entry, flags, schedule);
  if (entryType === "informal" && value > dollars)
    throw new UserError(
      `an informal entry is worth at most $${grouped(String(dollars))} (${citation}); this one $${money(entry.value)}`,
      {
        where: "--entry-type",
        hint: "enter it as formal",
      },
    );
  const origin = context.schedule().origins.get(entry.origin);
  const line = { value, hts: entry.hts, claims: entry.claims };
  const due = origin
    ? feesOf([{ ...line, origin }], { date: entry.date, mode, entryType, feeFactor }, schedule)
    : [];
  const sum = (of: (fee: FeeDue) => number): Usd =>
    usd(due.reduce((total, fee) => total + of(fee), 0)).div(100) as Usd;
  return {
    due,
    known: due.some(({ amount }) => amount === null) ? null : sum(({ amount }) => amount ?? 0),
    least: sum(({ least }) => least),
    most: due.some(({ most }) => most === null) ? null : sum(({ most }) => most ?? 0),
  };
}

/** @throws {UserError} on a factor for a year whose limits the data has. */
function checkFactor({ date }: Entry, { feeFactor }: FeeFlags, { fees }: FeeSchedule): void {
  const published = fees.every(({ limits }) => limits?.years.some((year) => inSpan(year, date)) ?? true);
  if (feeFactor !== undefined && published)
    throw new UserError(`the limits of fees on ${date} are in the data`, {
      where: "--fee-factor",
      hint: "leave it out; it is for a year whose notice is not in the data",
    });
}

/** A row a fee, after the layers of duty. */
export const feeRows = ({ due }: EntryFees): Cell[][] =>
  due.map(({ fee, outcome, amount, citation, reason }) => [
    fee.title,
    fee.id,
    "fee",
    null,
    outcome,
    outcome !== "unknown" && reason !== null ? [reason] : null,
    null,
    outcome === "unknown" || reason === null ? fee.rate.rate : null,
    outcome === "charged" && amount !== null ? usd(amount).div(100) : null,
    citation,
  ]);

export function feeNotes({ due, least, most, known }: EntryFees): string[] {
  const unknown = due.filter(({ outcome }) => outcome === "unknown");
  const upTo = most ? `, up to $${money(most)}` : "";
  const sum = known ? `Fees $${money(known)}.` : `Fees at least $${money(least)}${upTo}.`;
  return [...unknown.map(({ fee, reason }) => `${fee.title}: not known without ${reason}.`), sum];
}
