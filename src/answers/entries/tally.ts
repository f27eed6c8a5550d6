/** Sums of a file of entries while it streams past. */
import type { Layer } from "../../domain/assess.js";
import { printCents } from "../../domain/cents.js";
import type { IsoDate } from "../../domain/day.js";
import { sumOf } from "../../domain/pattern.js";
import type { BaseOnADollar } from "../../domain/stated-base.js";
import { decimal, plusUsd, type Usd, usd } from "../../domain/units.js";
import type { LineFees } from "./fees.js";
import type { PricedRow } from "./group.js";
import type { Unrounded } from "./line-duty.js";

export interface EntryTally {
  rows: number;
  exact: number;
  unknown: number;
  invalid: number;
  /** Rows of days after the law was checked. */
  late: number;
  /** Whole dollars. */
  value: number;
  /** Cents of lines whose duty is known, and of the known layers of all lines. */
  duty: number;
  atLeast: number;
  /** Cents of each fee; `null` once a line has one that is not known. */
  fees: (number | null)[];
  add(line: PricedRow, fees: LineFees): void;
  /** The known layers of all lines, never rounded: what a year of trade of the same goods comes to. */
  unrounded(): Usd;
}

/** @param asOf The last day for which the law was checked. @param fees How many fees there are. */
export function entryTally(asOf: IsoDate, fees: number): EntryTally {
  const exact = unroundedSum();
  const tally: EntryTally = {
    rows: 0,
    exact: 0,
    unknown: 0,
    invalid: 0,
    late: 0,
    value: 0,
    duty: 0,
    atLeast: 0,
    fees: Array.from({ length: fees }, () => 0),
    unrounded: exact.sum,
    add({ goods, priced }, fees) {
      tally.rows += 1;
      tally.fees = fees.map((fee, index) => plus(tally.fees[index] as number | null, fee));
      if (goods === null || priced === null) {
        tally.invalid += 1;
        return;
      }
      if (goods.date > asOf) tally.late += 1;
      const { duty } = priced;
      tally[duty.duty === null ? "unknown" : "exact"] += 1;
      tally.value += goods.value;
      tally.duty += duty.duty ?? 0;
      tally.atLeast += duty.atLeast;
      exact.add(duty.unrounded);
    },
  };
  return tally;
}

const plus = (sum: number | null, more: number | null): number | null =>
  sum === null || more === null ? null : sum + more;

/** An exact sum: whole dollars of each base duty and of each list of layers first, then one multiplication each. */
function unroundedSum() {
  const bases = new Map<BaseOnADollar, number>();
  const lists = new Map<readonly Layer[], number>();
  let dollars = usd(0);
  return {
    add(unrounded: Unrounded): void {
      if ("assessment" in unrounded) {
        dollars = plusUsd(dollars, unrounded.assessment.duty);
        return;
      }
      const { goods, value, ownBase } = unrounded;
      if (ownBase) dollars = plusUsd(dollars, ownBase);
      else if (goods.base.rate) bases.set(goods.base, (bases.get(goods.base) ?? 0) + value);
      lists.set(goods.layers, (lists.get(goods.layers) ?? 0) + value);
    },
    sum: (): Usd => {
      const ofBases = [...bases].map(([{ rate }, value]) => usd(decimal(value).times(rate ?? 0)));
      const ofLists = [...lists].map(([layers, value]) => usd(decimal(value).times(sumOf(layers).rate)));
      return [...ofBases, ...ofLists].reduce(plusUsd, dollars);
    },
  };
}

export const dollarsOf = (cents: number): Usd => usd(printCents(cents));
