/** Rows of a table as they stand in a file: texts, into which nothing has been read yet. */

export type RowForm = "csv" | "json" | "ndjson";

export interface Row {
  /** From 1: the line on which the record begins, or the place of the item in a JSON array. */
  readonly at: number;
  /** In the order of the columns; what is missing is "". Not to be kept as they are: see `copied`. */
  readonly cells: readonly string[];
  /** The cells as they stand in a file of CSV, where commas alone part them; `null` if they stand otherwise. */
  readonly record: string | null;
  /** What is wrong with the shape of this one row; `null` if nothing. */
  readonly fault: string | null;
}

/**
 * A text that is kept when its row has gone by. A cell may be a view of the piece of the file that it came in, and would
 * keep all of that: this is a copy.
 */
export const copied = (text: string): string => ` ${text}`.slice(1);

/** A file of rows, read as it is asked for: what has gone by is not kept. */
export interface Rows {
  readonly form: RowForm;
  readonly columns: readonly string[];
  /** Can be gone through once. Throws `UserError` at damage after which nothing can be trusted. */
  readonly batches: AsyncIterable<readonly Row[]>;
  /** The file in messages. */
  readonly name: string;
}
