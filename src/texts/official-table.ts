/** Tables as public offices export them, whatever the names of their columns. */
import { UserError } from "../errors.js";

/** A table in memory; a cell that was a list has its items joined by `|`. */
export interface OfficialTable {
  readonly name: string;
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly rows: readonly OfficialRow[];
}

interface OfficialRow {
  /** Line, or place in a JSON array, from 1. */
  readonly at: number;
  readonly cells: readonly string[];
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** The first column that has one of these names, written in any way; `undefined` if none has. */
export function columnNamed({ columns }: OfficialTable, names: readonly string[]): number | undefined {
  const wanted = names.map(plain);
  const at = columns.findIndex((column) => wanted.includes(plain(column)));
  return at < 0 ? undefined : at;
}

/** The same of a column that must be there. @throws {UserError} naming what there is. */
export function columnOf(table: OfficialTable, what: string, names: readonly string[]): number {
  const at = columnNamed(table, names);
  if (at !== undefined) return at;
  throw new UserError(`expected a column of ${what}, named ${names.join(" or ")}; there is none`, {
    where: table.name,
    hint: `its columns are: ${table.columns.slice(0, 12).join(", ")}`,
  });
}
