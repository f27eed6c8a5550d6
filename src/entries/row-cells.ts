/** Cells of a row by the name of their column. */
import { cutLong, UserError } from "../contract/errors.js";
import { copied, type Row } from "../contract/rows.js";

export type Cells = readonly string[];

/** What is wrong with a row, and in which column. */
export interface RowProblem {
  readonly column: string;
  readonly message: string;
}

/** A column: its name, its place (-1 if the file has none of it), and its text in a row. */
export interface Text {
  readonly name: string;
  readonly index: number;
  of(cells: Cells): string;
}

export function textIn(columns: readonly string[], name: string): Text {
  const index = columns.findIndex((column) => column.trim().toLowerCase() === name);
  return { name, index, of: index < 0 ? () => "" : (cells) => cells[index] ?? "" };
}

/** Filer and number of an entry as one: the filer's three characters, then seven digits and a check digit (19 CFR 142.3a). */
const BARE_NUMBER = 8;

/** The number of an entry. Where the code of its filer is a column of its own, it stands before: two filers may share the rest. */
export function entryIn(columns: readonly string[]): Text {
  const [entry, filer] = [textIn(columns, "entry"), textIn(columns, "filer")];
  if (entry.index < 0 || filer.index < 0) return entry;
  return {
    ...entry,
    of(cells) {
      const [number, code] = [entry.of(cells).trim(), filer.of(cells).trim()];
      const isWhole = number.replaceAll(/[^\p{L}\p{N}]/gu, "").length > BARE_NUMBER;
      return number === "" || code === "" || isWhole ? number : `${code}-${number}`;
    },
  };
}

/**
 * Rows of entries; one without a number below a row that has one is told so. It may be of that entry, as where a spreadsheet
 * shows a number once, or of none, and fees are shared out over the lines of an entry.
 */
export async function* numberedRows(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const entry = entryIn(columns);
  if (entry.index < 0) {
    yield* batches;
    return;
  }
  let above = "";
  const told = (row: Row): Row => {
    const number = entry.of(row.cells).trim();
    if (number !== "" && number !== above) above = copied(number);
    if (number !== "" || above === "" || row.fault !== null) return row;
    const fault = `entry: there is no number below a row of ${cutLong(above)}: write in each row the number of its entry`;
    return { ...row, record: null, fault };
  };
  for await (const batch of batches) yield batch.map(told);
}

/** Whether a row that cannot be read has no number of its own: it may be of the entry above it. */
export const isBelow = (entry: string, { fault }: Row): boolean => entry === "" && fault !== null;

/** A column whose empty cells have a text; one that the file has not counts as its own. */
export const textOr = ({ name, index, of }: Text, text: string): Text => ({
  name,
  index: Math.max(index, 0),
  of: (cells) => of(cells) || text,
});

/** Texts remembered of one column; a file of millions of rows has few days, origins and numbers. */
const MOST_REMEMBERED = 50_000;

/** Reads a column whose texts recur: the value, or nothing and one problem more. */
export function recurringColumn<T>(
  { name, of }: Text,
  parse: (text: string) => T,
): (cells: Cells, problems: RowProblem[]) => T | undefined {
  const known = new Map<string, { readonly value?: T; readonly problem?: RowProblem }>();
  const remember = (text: string) => {
    const once = readOnce(name, text, parse);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, once);
    return once;
  };
  const empty = readOnce(name, "", parse);
  /** Lines of one entry share most of their texts. */
  let last = "";
  let read = empty;
  return (cells, problems) => {
    const text = of(cells);
    if (text !== last) {
      read = text === "" ? empty : (known.get(text) ?? remember(text));
      last = text;
    }
    if (read.problem) problems.push(read.problem);
    return read.value;
  };
}

function readOnce<T>(
  column: string,
  text: string,
  parse: (text: string) => T,
): { readonly value?: T; readonly problem?: RowProblem } {
  const problems: RowProblem[] = [];
  const value = valueOrProblem(column, problems, () => parse(text));
  const [problem] = problems;
  return problem ? { problem } : { value: value as T };
}

/** The value `parse` gives, or nothing and one problem more. */
export function valueOrProblem<T>(column: string, problems: RowProblem[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push({ column, message: error.message });
    return undefined;
  }
}
