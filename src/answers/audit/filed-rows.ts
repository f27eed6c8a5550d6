/** What was filed on the rows of a file of entries. */
import { movedTo, UserError } from "../../errors.js";
import type { RowProblem } from "../../texts/columns.js";
import { filedReader } from "../../texts/filed.js";
import type { Rows } from "../../texts/rows.js";
import type { PricedRow } from "../entries/group.js";
import { badRow, type PricingFlags } from "../entries/priced-entries.js";
import type { FiledRow } from "./line.js";

/** Reads what was filed on a row. @throws {UserError} at one that cannot be read, if asked to stop. */
export function filedRows(
  rows: Rows,
  fees: readonly string[],
  { onError }: PricingFlags,
): (line: PricedRow) => FiledRow {
  const read = filedColumns(rows, fees);
  return (line) => {
    if (line.priced === null) return { line, filed: null, problems: line.problems };
    const faults: RowProblem[] = [];
    const filed = read(line.row.cells, faults);
    if (faults.length === 0) return { line, filed, problems: [] };
    const problems = [...line.problems, ...faults.map(({ column, message }) => `${column}: ${message}`)];
    if (onError === "stop") throw badRow(rows, line.row, problems);
    return { line, filed: null, problems };
  };
}

function filedColumns({ columns, name }: Rows, fees: readonly string[]): ReturnType<typeof filedReader> {
  try {
    return filedReader(columns, fees);
  } catch (error) {
    throw error instanceof UserError ? movedTo(name, error) : error;
  }
}
