/** Fees and total of an entry as filed beside what its lines come to. */
import { centsOf } from "../../domain/cents.js";
import type { FeeDue } from "../../domain/fees.js";
import { sharedOut } from "../../domain/shared-fee.js";
import { grouped } from "../../numbers.js";
import type { Filed } from "../../texts/filed.js";
import type { EntryFees } from "../entries/fees.js";
import { filedDuty } from "./compared.js";
import { dollars, type Finding, told, wrong } from "./finding.js";
import type { PaidPart } from "./paid.js";

/** A fee of an entry in cents; `null` where it is not filed, or not known. */
export interface FeePair {
  readonly filed: number | null;
  readonly owed: number | null;
}

/** Fees of an entry, in their order: what its lines state adds up, whether it stands on one of them or on all. */
export function feePairs(lines: readonly Filed[], fees: EntryFees | null, count: number): FeePair[] {
  return Array.from({ length: count }, (_, index) => {
    const stated = lines.flatMap((line) => line.fees[index] ?? []);
    return {
      filed: stated.length === 0 ? null : stated.reduce((sum, fee) => sum + fee, 0),
      owed: fees?.due[index]?.amount ?? null,
    };
  });
}

/** Fees filed that are not those owed, each with its least or most where that decides it. */
export function feeFindings(pairs: readonly FeePair[], lines: readonly Filed[], fees: EntryFees): Finding[] {
  return fees.due.flatMap((due, index) => {
    const { filed, owed } = pairs[index] as FeePair;
    if (filed === null || filed === owed) return [];
    const start = `${due.fee.title}: filed ${dollars(filed)}`;
    if (owed === null) return [told(`${start}; what is owed is not known without ${inFile(due.reason)}`)];
    if (due.outcome === "freed") return [wrong(`${start}, not owed: ${due.reason} (${due.citation})`)];
    return [wrong(`${start}, owed ${dollars(owed)}${limitOf(due, fees)}${repeated(index, owed, lines)}`)];
  });
}

/** Facts of an entry are columns of a file, not flags. */
const inFile = (reason: string | null): string => (reason ?? "").replace("--mode", "column mode");

function limitOf({ fee, value, amount }: FeeDue, { entryType }: EntryFees): string {
  const plain = centsOf(value, fee.rate);
  if (amount === null || amount === plain) return ` on $${grouped(String(value))}`;
  if (entryType === "informal") return ", that of an informal entry";
  return amount > plain ? ", the minimum" : ", the maximum";
}

function repeated(index: number, owed: number, lines: readonly Filed[]): string {
  return lines.length > 1 && lines.every(({ fees }) => fees[index] === owed)
    ? "; every line states it, where it belongs on one or shared out"
    : "";
}

/** The total of an entry that its duty and fees do not come to; a fee that is not filed counts as it is owed. */
export function totalFinding(pairs: readonly FeePair[], lines: readonly Filed[]): Finding[] {
  const totals = [...new Set(lines.flatMap(({ total }) => total ?? []))];
  const [total] = totals;
  if (total === undefined) return [];
  if (totals.length > 1)
    return [wrong(`lines of the entry state different totals: ${totals.map(dollars).join(", ")}`)];
  const duty = added(lines.map(filedDuty));
  const fees = added(pairs.map(({ filed, owed }) => filed ?? owed));
  if (duty === null || fees === null)
    return [told("the total of the entry cannot be checked: a duty or fee of it is not stated")];
  return duty + fees === total
    ? []
    : [
        wrong(
          `the total filed of the entry is ${dollars(total)}; its duty ${dollars(duty)} and fees ${dollars(fees)} come to ${dollars(duty + fees)}`,
        ),
      ];
}

const added = (amounts: readonly (number | null)[]): number | null =>
  amounts.reduce<number | null>((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);

/** Fees paid by line: as filed, else as owed; none where no line owes them. */
export function feesPaid(pairs: readonly FeePair[], { due, goods }: EntryFees): PaidPart[][] {
  const shares = due.map((fee, index) => {
    const { filed, owed } = pairs[index] as FeePair;
    const paid = fee.owing.includes(true) ? (filed ?? owed) : 0;
    return {
      id: fee.fee.id,
      amounts: paid === 0 ? goods.map(() => 0) : sharedOut({ ...fee, amount: paid }, goods),
    };
  });
  return goods.map((_, line) => shares.map(({ id, amounts }) => ({ id, amount: amounts[line] ?? null })));
}
