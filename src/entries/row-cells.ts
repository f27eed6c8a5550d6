/** Cells of a row by the name of their column. */
import { cutLong, UserError } from "../contract/errors.js";
import { copied, type Row, type Rows } from "../contract/rows.js";
import { type DayOrder, readDay } from "../contract/written.js";
import { type IsoDate, isoDate } from "../law/calendar.js";

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
  /** Whether a flag says what the row itself leaves empty. */
  isByFlag?(cells: Cells): boolean;
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

/** A filer, a number and a check digit, in whatever way they are written: `ABC-1234567-8`, `ABC12345678`, `abc 1234567 8`. */
const ENTRY_NUMBER = /^([a-z0-9]{3})[ ./_-]*(\d{7})[ ./_-]*(\d)$/i;
const [SHORTEST, LONGEST] = [11, 20];

/** What all ways of writing the number of an entry have in common; any other text is itself. */
export function entryKey(text: string): string {
  if (text.length < SHORTEST || text.length > LONGEST) return text;
  const [, filer = "", number = "", check = ""] = ENTRY_NUMBER.exec(text.replace(/^'|\.0+$/g, "")) ?? [];
  return number === "" ? text : `${filer.toUpperCase()}${number}${check}`;
}

/** What a spreadsheet makes of a long number: `3.16E+10`. */
export const LOST_DIGITS = /^\d(?:\.\d+E\+?|E\+)\d{1,2}$/i;

/** @throws {UserError} at the number of an entry that has lost digits: entries that differ in them would be one. */
export function lostEntryWatch({ readAs = [], name }: Rows): Watch[] {
  const entry = entryIn(readAs);
  if (entry.index < 0) return [];
  const textOf = ({ cells }: Row): string => entry.of(cells).trim();
  return watchFor(
    (row) => LOST_DIGITS.test(textOf(row)),
    (row) =>
      new UserError(`the number of the entry is ${cutLong(textOf(row))}, which has lost its last digits`, {
        where: `${name}:${row.at}`,
        hint: "write the file again with the column of entries as text",
      }),
  );
}

/** Numbers of eight digits, one of them a zero that may be lost, to which a statistical suffix is to come. */
const WITHOUT_SUFFIX = /^'?\d{3,4}[. ]?\d\d[. ]?\d\d$/;

/** The same rows, whose numbers of goods have the two digits that stand in a column of their own. */
export async function* withSuffixes(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const [hts, suffix] = [textIn(columns, "hts"), textIn(columns, "stat_suffix")];
  const joined = (row: Row): Row => {
    const [number, last] = [hts.of(row.cells).trim(), suffix.of(row.cells).trim()];
    if (!WITHOUT_SUFFIX.test(number) || !/^'?\d{1,2}(?:\.0)?$/.test(last)) return row;
    const digits = last.replace(/^'|\.0$/g, "").padStart(2, "0");
    return { ...row, cells: row.cells.with(hts.index, number + digits), record: null };
  };
  for await (const batch of batches)
    yield hts.index < 0 || suffix.index < 0
      ? batch
      : batch.map((row) => (row.fault === null ? joined(row) : row));
}

/** What stands for the number above: it is none of its own. */
const AS_ABOVE = /^(?:ditto|do\.|same|as above|["\u201d\u3003]|''|-+)$/i;

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
    const stated = entry.of(row.cells).trim();
    const number = above !== "" && AS_ABOVE.test(stated) ? "" : stated;
    if (number !== "" && number !== above) above = copied(number);
    if (number !== "" || above === "" || row.fault !== null) return row;
    const fault = `entry: there is no number below a row of ${cutLong(above)}: write in each row the number of its entry`;
    const cells = row.cells.map((cell, at) => (at === entry.index ? "" : cell));
    return { ...row, cells, record: null, fault };
  };
  for await (const batch of batches) yield batch.map(told);
}

// Extracts of the form that state an entry on the first of its rows alone.

/** A number of an entry with the word before it: `Entry No: ABC-1000001-1`. */
const NAMED_ENTRY =
  /(?<![\p{L}\p{N}])entry(?:\s+summary)?(?:\s*(?:no|number|nbr|num|#)\.?)?\s*[:#]?\s*([a-z0-9]{3}[- ]?\d{7}-?\d)(?![\p{L}\p{N}-])/iu;

/** The number of the entry that words name; "" where they name none. */
export const entryNamed = (words: string): string => NAMED_ENTRY.exec(words)?.[1] ?? "";

/** The number that a row names which is no goods: of the entry whose lines stand below it. */
export function entryAbove({ cells }: Row, hts: Text): string {
  return /^\s*['"]?\d/.test(hts.of(cells)) ? "" : entryNamed(cells.join(" ").replaceAll(/\s+/g, " "));
}

/**
 * The same rows with a column more, which has the number of the entry that a row above them names. @param above That of rows above
 * the headings. @param left Rows that name one, as they are met.
 */
export async function* withEntriesAbove(
  batches: AsyncIterable<readonly Row[]>,
  hts: Text,
  above: string,
  left: { readonly remarks: number[] } | undefined,
): AsyncGenerator<readonly Row[]> {
  let number = above;
  const below = (row: Row): readonly Row[] => {
    const named = entryAbove(row, hts);
    if (named === "") return [{ ...row, cells: [...row.cells, number], record: null }];
    number = named;
    left?.remarks.push(row.at);
    return [];
  };
  for await (const batch of batches) yield batch.flatMap(below);
}

/** What is of a whole entry: where rows below its first leave it out, it is of them too. */
const OF_ENTRY = ["entry", "filer", "date", "mode", "entry_type"];

/** The last row of an entry that has its number, the line that the rows have come to, and whether that has its goods. */
interface Above {
  readonly cells: Cells;
  readonly line: string;
  readonly hasGoods: boolean;
  /** It states an entry and no goods: what stands below is of that. */
  readonly isHead: boolean;
}

/** Numbers that stand on a line beside that of its goods: of chapters 98 and 99, cases of orders, classes of fees. */
const BESIDE = /^\W*(?:9[89]\d{2}|[AC]-?\d{3}|\d{3}$|[mh][pm]f$)/i;
const COUNT = /^\d{1,5}$/;

/**
 * Rows with the number and day of the entry above them, where their lines run on from its own; and with the number of the line
 * above, where it stands on the first of the line's rows alone. Any other row without a number is left as it is.
 */
export async function* filledDown(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly string[],
  filled: { rows: number },
): AsyncGenerator<readonly Row[]> {
  const [entry, line, hts] = [textIn(columns, "entry"), textIn(columns, "line"), textIn(columns, "hts")];
  if (entry.index < 0) {
    yield* batches;
    return;
  }
  const readAbove = readerAbove(columns, line, hts);
  const statesEntry = headIn(columns, entry);
  let above: Above | null = null;
  /** A row that states an entry alone, until one below it is read as of that. */
  let head: Row | null = null;
  const isOf = (cells: Cells, before: Above | null) =>
    before !== null && entryKey(entry.of(cells).trim()) === entryKey(entry.of(before.cells).trim());
  const completed = (row: Row): readonly Row[] => {
    const waiting: readonly Row[] = head === null ? [] : [head];
    head = null;
    if (row.fault === null && statesEntry(row.cells) && !isOf(row.cells, above)) {
      above = { cells: row.cells, line: "0", hasGoods: false, isHead: true };
      head = row;
      return waiting;
    }
    const isWhole = [entry, line].every(({ index, of }) => index < 0 || of(row.cells).trim() !== "");
    const read: Cells | null =
      isWhole || row.fault !== null || above === null ? null : readAbove(row.cells, above);
    above = aboveNow(read ?? row.cells, above, { entry, line, hts });
    if (read === null) return [...waiting, row];
    filled.rows += 1;
    return [{ ...row, cells: read, record: null }];
  };
  for await (const batch of batches) yield batch.flatMap(completed);
  if (head !== null) yield [head];
}

/** What is above the next row: this one, if it has goods of an entry. */
function aboveNow(
  cells: Cells,
  before: Above | null,
  { entry, line, hts }: Readonly<Record<"entry" | "line" | "hts", Text>>,
): Above | null {
  if (entry.of(cells).trim() === "" || hts.of(cells).trim() === "") return before;
  const number = line.of(cells).trim();
  const isSame =
    before !== null && entryKey(entry.of(cells).trim()) === entryKey(entry.of(before.cells).trim());
  const isSameLine = isSame && number === before.line;
  const hasGoods = !BESIDE.test(hts.of(cells)) || (isSameLine && before.hasGoods);
  return { cells, line: number, hasGoods, isHead: isSame && before.isHead };
}

/** Whether a row states the number of an entry, and nothing of goods. */
function headIn(columns: readonly string[], entry: Text): (cells: Cells) => boolean {
  const ofGoods = ["hts", "origin", "line"].map((name) => textIn(columns, name));
  return (cells) =>
    /\d/.test(entry.of(cells)) &&
    !/total|sum/i.test(entry.of(cells)) &&
    ofGoods.every(({ of }) => /^[\s0]*$/.test(of(cells)));
}

/** Reads what a row leaves out from the entry above it; `null` where it is not shown to be of that. */
function readerAbove(columns: readonly string[], line: Text, hts: Text) {
  const ofEntry = OF_ENTRY.map((name) => textIn(columns, name)).filter(({ index }) => index >= 0);
  const runsOn = (cells: Cells, above: Above): boolean => {
    const [number, goods] = [line.of(cells).trim(), hts.of(cells).trim()];
    if (number === "") return goods !== "" && (!above.hasGoods || BESIDE.test(goods) || above.isHead);
    return COUNT.test(number) && [0, 1].includes(Number(number) - Number(above.line));
  };
  return (cells: Cells, above: Above): Cells | null => {
    const isEmpty = ({ of }: Text) => of(cells).trim() === "";
    const isAlike = (text: Text) => {
      const stated = text.of(above.cells).trim();
      return isEmpty(text) || stated === text.of(cells).trim() || (above.isHead && stated === "");
    };
    const isCounted = above.isHead || COUNT.test(above.line);
    if (!isCounted || !runsOn(cells, above) || !ofEntry.every(isAlike)) return null;
    const own = [...cells];
    const isNumbered = line.index >= 0 && !["", "0"].includes(above.line);
    for (const text of ofEntry.filter(isEmpty)) own[text.index] = text.of(above.cells);
    return isNumbered && isEmpty(line) ? own.with(line.index, above.line) : own;
  };
}

/** Whether a row that cannot be read has no number of its own: it may be of the entry above it. */
export const isBelow = (entry: string, { fault }: Row): boolean => entry === "" && fault !== null;

/** A column whose empty cells have a text; one that the file has not counts as its own. */
export const textOr = ({ name, index, of }: Text, text: string): Text => ({
  name,
  index: Math.max(index, 0),
  of: (cells) => of(cells) || text,
  isByFlag: (cells) => of(cells) === "",
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

/** Looks at rows as they come. @throws {UserError} at what leaves open how the file is read */
export type Watch = (rows: readonly Row[]) => void;

/** Refuses the first row that something is true of. */
export const watchFor = (isOpen: (row: Row) => boolean, asked: (row: Row) => UserError): Watch[] => [
  (rows) => {
    const found = rows.find(isOpen);
    if (found !== undefined) throw asked(found);
  },
];

/** What rows say of themselves in columns that nothing reads, by which they are not to be counted as they stand. */
const NOT_COUNTED: readonly (readonly [heading: RegExp, cell: RegExp])[] = [
  [
    /^(?:entry|line|summary|filing|record|row|order)?[\s_]*status$/i,
    /^(?:cancel|void|delet|reject|withdraw|revers|supersed|replaced)/i,
  ],
  [
    /^(?:(?:dr|d|debit)[\s/_-]*(?:cr|c|credit)|(?:cr|credit)[\s/_-]*(?:dr|debit)|soll[\s/_-]*haben|s\/h)(?:[\s_]+(?:indicator|flag|code))?$/i,
    /^(?:cr?|credit|h|haben)$/i,
  ],
  [
    /^(?:document|doc|transaction|trans|invoice|record|line|order|movement)[\s_.]*(?:type|kind|category)$/i,
    /^(?:credit|return(?!able)|refund|rma\b|revers|storno|gutschrift|avoir|cancel|void)/i,
  ],
  /** Under a name that says so itself, whatever is not "no" says when or by what: a day, a number, `Y`. */
  [
    /^(?:is[\s_]?)?(?:cancell?ed|deleted|void(?:ed)?|superseded|replaced|reversed|withdrawn)(?:[\s_]+(?:by|on|at|date|day|dt))*(?:[\s_]+(?:entry|summary|line|no|number|flag|indicator|y\/n))*\.?$/i,
    /^(?!(?:n|no|not\b.*|false|f|0|0000-00-00|-+|none|null|nil|nan|n\/?a|open|active|current)$)./i,
  ],
  [
    /^(?:is[\s_]?)?(?:current|latest)(?:[\s_](?:version|summary|record|flag|indicator))?$/i,
    /^(?:n|no|false|0)$/i,
  ],
];

/** Whether a column of this name may say of its rows that they do not count. */
export const saysIfCounted = (heading: string): boolean =>
  NOT_COUNTED.some(([of]) => of.test(heading.trim()));

/** @throws {UserError} at the first row that says it was cancelled, or is a credit: it would be counted as one of goods. */
export function notCountedWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const hts = textIn(readAs, "hts");
  return columns.flatMap((heading, at) => {
    const cell = NOT_COUNTED.find(([of]) => of.test(heading.trim()))?.[1];
    if (cell === undefined || readAs[at] !== heading) return [];
    return watchFor(
      ({ cells }) => cell.test((cells[at] ?? "").trim()) && /\d/.test(hts.of(cells)),
      (row) =>
        new UserError(
          `"${cutLong(heading)}" says "${cutLong((row.cells[at] ?? "").trim())}" of this row, which would be counted as goods that are entered`,
          {
            where: `${name}:${row.at}`,
            hint: "take such rows out; or the column, if it says something else",
          },
        ),
    );
  });
}

// Days that stand for none.

/** What programs write where no day is known: the first and the last that they can, or that their clocks begin with. */
const NO_DAY =
  /^(?:0001-01-01|1753-01-01|1899-12-3[01]|1900-01-0[01]|1904-01-01|1970-01-01|2079-06-06|2099-12-31|[3-9]\d{3}-\d\d-\d\d)$/;

/** Years of such days, however they are written. */
const NO_YEAR = /(?<!\d)(?:0000|0001|1753|1899|1900|2999|4712|9999)(?!\d)/;

/** A day as a column has it. @throws {UserError} on none, and on one that stands for none. */
export function dayIn(text: string, order: DayOrder | undefined): IsoDate {
  const isNone = NO_YEAR.test(text);
  const day = isNone ? "" : (isoDate(text.trim()) ?? readDay(text, order));
  if (day === "" || NO_DAY.test(day))
    throw new UserError(
      `${text.trim()} is what programs write where no day is known: write the day, or leave the cell empty`,
    );
  return day;
}
