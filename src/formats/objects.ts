/** Rows as objects of machine formats. */
import { type Cell, type Column, type Json, plain } from "../report.js";

/** Makes an object of each row: its keys are those of the columns. */
export function toObject(columns: readonly Column[]): (cells: readonly Cell[]) => Json {
  const kept = columns.flatMap(({ key, tableOnly }, index) => (tableOnly ? [] : [{ key, index }]));
  return (cells) => Object.fromEntries(kept.map(({ key, index }) => [key, plain(cells[index] ?? null)]));
}
