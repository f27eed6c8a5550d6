/** What was paid on a line, by measure. */
import { inForce } from "../../domain/in-force.js";
import { coversOrigin } from "../../domain/reach.js";
import type { EntryRow } from "../../texts/entry-row.js";
import type { DeclaredLayer } from "../entries/line-duty.js";
import type { Compared } from "./compared.js";
import { isBase, usesOf } from "./numbers.js";
import { oneNumber } from "./one-sum.js";
import type { Law } from "./reason.js";

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
export function paidOn(line: Compared, law: Law): readonly PaidDuty[] | null {
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
  { schedule, view }: Law,
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
