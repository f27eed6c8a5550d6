/** Sums of a file of entries while it streams past. */
import { printCents } from "../../domain/cents.js";
import type { RateCell } from "../../domain/pattern.js";
import { plusUsd, type Usd, usd } from "../../domain/units.js";
import type { Unrounded } from "./line-duty.js";

export interface EntryTally {
  rows: number;
  exact: number;
  unknown: number;
  invalid: number;
  /** Whole dollars. */
  value: number;
  /** Cents of lines whose duty is known, and of the known layers of all lines. */
  duty: number;
  atLeast: number;
  add(unrounded: Unrounded): void;
  /** The known layers of all lines, never rounded: what a year of trade of the same goods comes to. */
  unrounded(): Usd;
}

export function entryTally(): EntryTally {
  const values = new Map<RateCell, number>();
  let dollars = usd(0);
  return {
    rows: 0,
    exact: 0,
    unknown: 0,
    invalid: 0,
    value: 0,
    duty: 0,
    atLeast: 0,
    add(unrounded) {
      if ("dollars" in unrounded) dollars = plusUsd(dollars, unrounded.dollars);
      else values.set(unrounded.cell, (values.get(unrounded.cell) ?? 0) + unrounded.value);
    },
    unrounded: () =>
      [...values].reduce(
        (sum, [{ assessment }, value]) => plusUsd(sum, usd(assessment.duty.times(value))),
        dollars,
      ),
  };
}

export const dollarsOf = (cents: number): Usd => usd(printCents(cents));
