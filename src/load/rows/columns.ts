/** What every form of rows shares: names of columns, and how long a record may be. */
import { UserError } from "../../errors.js";
import type { Row } from "../../texts/rows.js";

/** Columns, and the rows under them in pieces of any size. */
export interface Table {
  readonly columns: readonly string[];
  readonly pieces: AsyncIterable<readonly Row[]>;
}

/** Bytes. A longer record is a quote or bracket that was never closed, and would fill the memory. */
export const LONGEST_RECORD = 1024 * 1024;

export const tooLong = (where: string, hint: string): UserError =>
  new UserError("this record is longer than 1 MiB", { where, hint });

/** @throws {UserError} naming all columns that have no name, or that of another. */
export function checkColumns(columns: readonly string[], where: string): void {
  const nameless = columns.flatMap((name, index) => (name === "" ? [index + 1] : []));
  const twice = [...new Set(columns.filter((name, index) => name !== "" && columns.indexOf(name) < index))];
  const problems = [
    ...(nameless.length > 0 ? [`no name for column ${nameless.join(", ")}`] : []),
    ...twice.map((name) => `"${name}" more than once`),
  ];
  if (problems.length === 0) return;
  throw new UserError(`expected a name of its own for each column; got ${problems.join("; ")}`, {
    where,
    hint: "name each column once, and take out columns that hold nothing",
  });
}
