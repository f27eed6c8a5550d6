/** How the rows of an official table make a product list, and what their conditions are claims of. */
import type { Row } from "../tables.js";

export interface ListRule {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** A row of the file as lists have rows, where it is another kind of table. */
  readonly read?: (row: Row) => Row;
  /** The day from which the note names the numbers of July 2026 itself; before it the ended ones stand for them. */
  readonly renumbered?: string;
  readonly where?: (row: Row) => boolean;
  /** The numbers that the note itself names, where the table has shorter ones. */
  readonly named?: Named;
  /** The claim that must be made for a row to count, if any. */
  readonly condition?: (row: Row) => string | undefined;
}

/** The numbers of a note whose text is at hand from a day on; before it the table stands. */
export interface Named {
  readonly from: string;
  /** The last day, which counts. */
  readonly to: string;
  readonly source: string;
  readonly numbers: readonly string[];
  /** Numbers that began and ended for statistics within these days, and what is theirs of `from` and `to`. */
  readonly renumbered: readonly {
    readonly numbers: readonly string[];
    readonly from?: string;
    readonly to?: string;
  }[];
}

export const group =
  (...starts: string[]) =>
  (row: Row) =>
    starts.some((start) => (row.group ?? "").startsWith(start));
export const of = (measure: string) => (row: Row) => row.measure_id === measure;
export const both =
  (...tests: ((row: Row) => boolean)[]) =>
  (row: Row) =>
    tests.every((test) => test(row));
export const claim = (name: string) => () => name;

/** Conditions as the tables word them, and the claim that meets each. */
const WORDED: readonly (readonly [RegExp, string])[] = [
  [/civil aircraft/i, "aircraft"],
  [/pharmaceutical (use|applications)/i, "pharmaceutical-use"],
  [/particular article/i, "particular-article"],
];
export const worded = ({ condition = "" }: Row) => WORDED.find(([words]) => words.test(condition))?.[1];
