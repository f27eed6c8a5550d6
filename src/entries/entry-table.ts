import type { Context } from "../contract/command.js";
import { closest, cutLong, UserError } from "../contract/errors.js";
import { lengthOf, type Row, type Rows } from "../contract/rows.js";
import { isoDate } from "../law/calendar.js";
import { printHts } from "../law/hts.js";
import {
  AMOUNTS,
  DAYS,
  DIGITS,
  datedRates,
  type FileForms,
  formsOf,
  saysHowWritten,
} from "./column-forms.js";
import { CLAIM_COLUMNS, ENTRY_COLUMNS } from "./entry-row.js";
import { joinedLines } from "./filed-numbers.js";
import { lineTwiceWatches } from "./filed-parts.js";
import { areHeadings, columnOf, columnsMeant, type GivenColumns, UNREAD } from "./headings.js";
import {
  entryAbove,
  entryNamed,
  filledDown,
  numberedRows,
  textIn,
  withEntriesAbove,
  withSuffixes,
} from "./row-cells.js";
import { checkScale, checkWords, watchesOf, withoutInvoices } from "./watches.js";

/** Columns that goods are priced by. */
export const columnsPriced = (context: Context): readonly string[] => [
  ...ENTRY_COLUMNS,
  ...CLAIM_COLUMNS,
  ...claimNames(context),
];

/** Every column that is read of a file of entries, what was filed among them. */
export function columnsRead(context: Context): readonly string[] {
  const fees = context.fees().fees.map(({ id }) => `filed_${id}_usd`);
  const filed = [
    "filed_duty_usd",
    "filed_layers",
    "filed_total_usd",
    "exported_share",
    "fee_class",
    "fee_amount",
    ...fees,
  ];
  return [...columnsPriced(context), ...filed];
}

/** Columns of yes and no that are named as what may be claimed: `us_melted`, `in-quota`. */
const claimNames = (context: Context): string[] =>
  context
    .claims()
    .filter(({ column }) => column === "claims")
    .flatMap(({ id }) => [...new Set([id.toLowerCase(), id.toLowerCase().replaceAll("-", "_")])]);

/** The rows of a file of entries, with what its columns are and how they are written. @throws {UserError} */
export async function openEntries(path: string, forms: FileForms, context: Context): Promise<Rows> {
  const own = columnsRead(context);
  const given: GivenColumns = new Map(forms.columns ?? []);
  checkGiven(given, own);
  const meant = (heading: string) => columnOf(heading, own, given);
  const opened = await context.rows(path, {
    isHeadings: (cells) => areHeadings(cells.map(meant)),
    meant,
    isUnit: saysHowWritten,
    ...(forms.sheet === undefined ? {} : { sheet: forms.sheet }),
    ...(forms.encoding === undefined ? {} : { encoding: forms.encoding }),
  });
  const meanings = columnsMeant(opened.columns, own, given, opened.name);
  const named = given.has("currency") ? meanings : withoutInvoices(opened.columns, meanings);
  const { file, readAs } = await withEntries(opened, named, forms);
  const filled = { rows: 0 };
  const counted = file.workbook?.from1904 ? since1904(file, readAs) : file.batches;
  const { first, batches } = await begun(filledDown(withSuffixes(counted, readAs), readAs, filled), readAs);
  const watches = watchesOf({ ...file, readAs }, first, given, forms.isAudited ?? false, context);
  const rows = { ...file, readAs, filled, batches: watched(batches, watches) };
  for (const watch of watches) watch(first);
  checkScale(rows);
  const written = formsOf(rows, first, forms);
  const whole = joinedLines(rows, first, context.schedule, written.marks);
  const twice = () => (whole.joined || forms.ofAnyEntry ? [] : lineTwiceWatches(rows));
  for (const watch of twice()) watch(first);
  const goods = withoutTotals({ ...whole, batches: watched(whole.batches, twice()) }, meant, first);
  return {
    ...whole,
    forms: {
      ...written,
      /** Amounts of joined lines are written anew. */
      ...(whole.joined ? { marks: new Map(AMOUNTS.map((column) => [column, "point" as const])) } : {}),
      ...(forms.ratesFile === undefined ? {} : { rateOn: await datedRates(forms.ratesFile, context) }),
    },
    batches: forms.ofAnyEntry ? goods : numberedRows(goods, whole.readAs ?? whole.columns),
  };
}

/** A file without a column of entries, whose rows above some others name them, with one. */
async function withEntries(file: Rows, readAs: readonly string[], { ofAnyEntry }: FileForms) {
  const hts = textIn(readAs, "hts");
  if (ofAnyEntry || hts.index < 0 || readAs.includes("entry")) return { file, readAs };
  const { first, batches } = await begun(file.batches, readAs);
  const above = [...new Set((file.titles ?? []).map(entryNamed))].filter((number) => number !== "");
  const isNamed = first.some((row) => entryAbove(row, hts) !== "");
  if (above.length > 1 || (above.length === 0 && !isNamed)) return { file: { ...file, batches }, readAs };
  const [number = ""] = above;
  const columns = [...file.columns, ENTRY_ABOVE];
  return {
    file: { ...file, columns, batches: withEntriesAbove(batches, hts, number, file.left) },
    readAs: [...readAs, "entry"],
  };
}
/** What a column is called that has the number of the entry that a row above names. */
const ENTRY_ABOVE = "entry above";

/** The same rows, each looked at before it is priced. */
async function* watched(batches: Rows["batches"], watches: ReturnType<typeof watchesOf>): Rows["batches"] {
  for await (const batch of batches) {
    for (const watch of watches) watch(batch);
    yield batch;
  }
}

function checkGiven(given: GivenColumns, own: readonly string[]): void {
  for (const column of given.keys()) {
    if (own.includes(column)) continue;
    throw new UserError(`nothing is read as "${column}"`, {
      where: "--columns",
      hint: `write what is read before what it is called: hts="HS Code"; there are ${own.slice(0, 12).join(", ")} ...`,
    });
  }
}

/** Days of a workbook that counts from 1904-01-01, where they stand as numbers: by the count that others have. */
async function* since1904({ batches }: Rows, readAs: readonly string[]): AsyncGenerator<readonly Row[]> {
  const places = DAYS.map((name) => textIn(readAs, name).index).filter((index) => index >= 0);
  const shifted = (cell: string) =>
    /^\d{5}(?:\.\d+)?$/.test(cell) ? String(Number(cell) + FROM_1904) : cell;
  for await (const batch of batches)
    yield batch.map((row) =>
      row.fault === null
        ? { ...row, cells: row.cells.map((cell, at) => (places.includes(at) ? shifted(cell) : cell)) }
        : row,
    );
}
/** Days between the beginnings of the two counts. */
const FROM_1904 = 1462;

/** Rows whose cells decide how a column is written, and characters of them that are held: rows may be very long. */
const LOOKED_AT = 5000;
const MOST_HELD = 16 * 1024 * 1024;

/** Rows that are looked at before any is priced, and all rows. Plain files show how they are written at once. */
async function begun(batches: Rows["batches"], readAs: readonly string[]) {
  const rows = batches[Symbol.asyncIterator]();
  const seen: (readonly Row[])[] = [];
  const first: Row[] = [];
  let isDone = false;
  let held = 0;
  while (first.length < LOOKED_AT && held < MOST_HELD && !isDone) {
    const next = await rows.next();
    if (next.done) break;
    seen.push(next.value);
    first.push(...next.value);
    held += next.value.reduce((sum, row) => sum + lengthOf(row), 0);
    isDone = seen.length === 1 && first.length > 1 && isPlain(first, readAs);
  }
  async function* all(): AsyncGenerator<readonly Row[]> {
    try {
      yield* seen.splice(0);
      for (let next = await rows.next(); !next.done; next = await rows.next()) yield next.value;
    } finally {
      await rows.return?.();
    }
  }
  return { first, batches: all() };
}

/** Whether days and amounts stand as the program itself writes them, and no number of chapter 99 has a row. */
function isPlain(rows: readonly Row[], readAs: readonly string[]): boolean {
  const days = DAYS.map((name) => textIn(readAs, name)).filter(({ index }) => index >= 0);
  const amounts = AMOUNTS.map((name) => textIn(readAs, name)).filter(({ index }) => index >= 0);
  const hts = textIn(readAs, "hts");
  return rows.every(
    ({ cells }) =>
      days.every(({ of }) => of(cells) === "" || isoDate(of(cells)) !== undefined) &&
      amounts.every(({ of }) => DIGITS.test(of(cells))) &&
      !hts.of(cells).startsWith("99"),
  );
}

// Rows that are no goods: blank ones, sums, and what is said under a table.

const TOTAL =
  /^\s*(?:[\p{L}.]+[\s-]+)?(?:sub|grand)?[\s-]*totals?(?![\p{L}\p{N}])|^\s*(?:sum|summe|gesamt|average|count|overall|(?:carried|brought|carry|bring)[\s-]*(?:forward|over|down)|[cb]\/f|Übertrag)\s*(?::.*)?$/iu;

/** What spreadsheets put beside the sum of a group of rows: `ABC-1234567-8 Total`, `8703.23.01.60 Total`. */
const OF_GROUP = /\S\s+(?:(?:sub-?)?totals?|count|average|sum|(?:gesamt)?ergebnis|summe|anzahl)\s*:?\s*$/i;

/** The group that a sum is of: `Total Acme`, `Acme Total`. */
const GROUP_OF = [
  /^\s*(?:sub-?)?totals?(?:\s+(?:for|of))?[\s:-]+(.+?)\s*$/i,
  /^\s*(.+?)[\s:-]+(?:sub-?)?totals?\s*:?\s*$/i,
];

/** The one text of a row that has no other; "" of any other row. */
const onlyText = ({ cells }: Row): string => {
  const full = cells.filter((cell) => cell.trim() !== "");
  return full.length === 1 ? (full[0] ?? "").trim() : "";
};

/** Whether rows stand in groups, each under a row of its name and above one of its sum, as programs of accountants write them. */
function areGrouped(rows: readonly Row[]): boolean {
  const names = new Set(rows.map(onlyText).filter((text) => text !== ""));
  if (names.size === 0) return false;
  const groupsIn = (cell: string) => GROUP_OF.map((of) => of.exec(cell)?.[1] ?? "");
  return rows.some(({ cells }) => cells.some((cell) => groupsIn(cell).some((group) => names.has(group))));
}

/** What a row is, if it is no goods: its cells of goods are empty, or say themselves that it is a sum. */
function kindOfRow(
  { columns, readAs = [] }: Rows,
  first: readonly Row[],
): (row: Row) => "blank" | "totals" | "remarks" | null {
  const isGrouped = areGrouped(first);
  const ofGoods = ["hts", "date", "origin"].map((name) => textIn(readAs, name));
  const amounts = readAs.flatMap((name, at) =>
    /^(value|qty|filed_.*|duty by number)$/.test(name) ? [at] : [],
  );
  const isHeading = (cells: readonly string[], at: number) => cells[at]?.trim() === columns[at]?.trim();
  const kindOfFull = (cells: readonly string[], full: readonly number[]) => {
    if (ofGoods[0] && TOTAL.test(ofGoods[0].of(cells))) return "totals";
    const stated = ofGoods.map(({ of }) => of(cells).trim()).filter((text) => text !== "");
    if (stated.some((text) => !TOTAL.test(text) && !OF_GROUP.test(text))) return null;
    const others = full.filter((at) => !amounts.includes(at));
    const isOfGroup = others.length === 1 && full.length > 1 && OF_GROUP.test(cells[others[0] ?? 0] ?? "");
    if (cells.some((cell) => TOTAL.test(cell)) || isOfGroup) return "totals";
    return kindOfAmounts(
      others.length > 0,
      full.map((at) => cells[at] ?? ""),
    );
  };
  return ({ cells, fault }) => {
    const full = cells.flatMap((cell, at) => (cell.trim() === "" ? [] : [at]));
    if (full.length === 0) return blankIf(fault);
    const isRemark =
      full.length === 1
        ? isGrouped || REMARK.test(cells[full[0] ?? 0] ?? "")
        : full.every((at) => isHeading(cells, at));
    const isRule = full.every((at) => RULE.test(cells[at] ?? ""));
    return kindOfFull(cells, full) ?? (isRemark || isRule ? "remarks" : null);
  };
}

/** What stands under amounts, if nothing stands elsewhere: sums, or words such as units. */
function kindOfAmounts(areOthers: boolean, cells: readonly string[]): "totals" | "remarks" | null {
  if (areOthers) return null;
  return cells.some((cell) => /\d/.test(cell)) ? "totals" : "remarks";
}

const blankIf = (fault: string | null): "blank" | null => (fault === null ? "blank" : null);

/** Words that stand alone in a row: `End of report`, `Generated on 06/20/2025`, `Page 1 of 2`, `*** end ***`. */
const REMARK = /\p{L}{2,}.*[\s:].*[\p{L}\p{N}]|^[^\p{N}]*\p{L}{3,}[^\p{N}]*$/su;

/** A line drawn under names: `-----`, `:---:`. */
const RULE = /^\s*:?[-=_]{2,}:?\s*$/;

/** @throws {UserError} at the headings of another table: rows below them would be read under those of the first. */
function checkHeadings(
  { at, cells }: Row,
  meant: (heading: string) => string | undefined,
  { name }: Rows,
): true {
  if (!areHeadings(cells.map(meant))) return true;
  throw new UserError(
    `another table begins here, with the columns ${someOf(cells.filter((cell) => cell.trim() !== ""))}`,
    { where: `${name}:${at}`, hint: "keep one table in a file or sheet" },
  );
}

const wordsIn = (cells: readonly string[]): string => cells.filter((cell) => cell.trim() !== "").join(" ");

/** Rows of goods. What is left out is counted. @throws {UserError} where it says that amounts are no dollars. */
async function* withoutTotals(
  rows: Rows,
  meant: (heading: string) => string | undefined,
  first: readonly Row[],
): AsyncGenerator<readonly Row[]> {
  const { batches, readAs = [], left } = rows;
  const hts = textIn(readAs, "hts");
  const kindOf = kindOfRow(rows, first);
  const isNumbered = isPriced(hts);
  const isGoods = (row: Row): boolean => {
    if (isNumbered(row)) return true;
    const kind = kindOf(row);
    if (kind === null) return checkHeadings(row, meant, rows);
    if (kind === "remarks") checkWords(wordsIn(row.cells), rows);
    if (left && kind === "blank") left.blank += 1;
    else left?.[kind as "totals" | "remarks"].push(row.at);
    return false;
  };
  for await (const batch of batches) yield batch.every(isNumbered) ? batch : batch.filter(isGoods);
}

/** Whether a row has a number of goods at a glance: it begins with a digit, and is not `8703.23.01.60 Total`. */
const isPriced =
  ({ of }: { of(cells: readonly string[]): string }) =>
  ({ cells }: Row): boolean => {
    const text = of(cells);
    const first = text.charCodeAt(0);
    return first >= 0x30 && first <= 0x39 && !OF_GROUP.test(text);
  };

/** What of a file was left out, and what its columns were read as, in sentences. @param known Columns that are read; all if not given. */
export function tableNotes(rows: Rows, known?: readonly string[]): string[] {
  const { forms, encoding, sheets } = rows;
  const mended = [...(forms?.mended ?? [])].sort().map(([text, code]) => `${text} as ${printHts(code)}`);
  const [other, out] = [renamed(rows, known), leftOut(rows)];
  return [
    ...(other.length > 0 ? [`Columns read: ${other.map(cutLong).join(", ")}.`] : []),
    ...(encoding?.name ? [`The text of the file is read as ${encoding.name}.`] : []),
    ...(sheets
      ? [`Only the sheet "${sheets.read}" is read; --sheet names another: ${someOf(sheets.others)}.`]
      : []),
    ...filledNotes(rows),
    ...joinedNotes(rows),
    ...(mended.length > 0 ? [`Numbers that lost their first zero are read with it: ${someOf(mended)}.`] : []),
    ...hiddenNotes(rows),
    ...(out.length > 0 ? [`Left out: ${out.join(", ")}.`] : []),
  ];
}

const filledNotes = ({ filled: { rows } = { rows: 0 } }: Rows): string[] =>
  rows > 0
    ? [
        `${rows === 1 ? "1 row" : `${rows} rows`} without the number of an entry or line ${rows === 1 ? "is" : "are"} read as of the entry above, whose lines run on.`,
      ]
    : [];

const joinedNotes = ({ joined }: Rows): string[] => [
  ...(joined && joined.lines > 0
    ? [
        `${joined.rows} rows of numbers are joined to ${joined.lines === 1 ? "one line" : `${joined.lines} lines`} of entries.`,
      ]
    : []),
  ...(joined && joined.classes.size > 0
    ? [`Fees and taxes of these classes are not audited: ${someOf([...joined.classes].sort())}.`]
    : []),
];

function hiddenNotes({ workbook, columns, joined }: Rows): string[] {
  if (workbook === undefined) return [];
  const ofFile = columns.slice(0, columns.length - (joined?.added ?? 0));
  const hidden = ofFile.filter((_, at) =>
    workbook.hiddenColumns.some(([from, to]) => from <= at && at <= to),
  );
  return [
    ...(workbook.hidden > 0 ? [`Rows that the workbook hides are read as well: ${workbook.hidden}.`] : []),
    ...(hidden.length > 0
      ? [`Columns that the workbook hides are read as the others are: ${someOf(hidden.map(onOneLine))}.`]
      : []),
  ];
}

const MOST_NAMED = 3;
const someOf = (texts: readonly string[]): string =>
  `${texts.slice(0, MOST_NAMED).join(", ")}${texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : ""}`;

const renamed = ({ columns, readAs = columns }: Rows, known?: readonly string[]): string[] =>
  columns.flatMap((heading, at) => {
    const name = readAs[at] ?? heading;
    const isOwn = name === heading || name === heading.trim().toLowerCase() || name.endsWith(UNREAD);
    const isRead = known === undefined || known.includes(name);
    return isOwn || !isRead ? [] : [`${onOneLine(heading)} as ${name}`];
  });

/** A heading may stand on several lines of its cell. */
const onOneLine = (heading: string): string => heading.trim().replaceAll(/\s+/g, " ");

const leftOut = ({ left, above = 0 }: Rows): string[] => [
  ...(above > 0 ? [`${above} ${above === 1 ? "row" : "rows"} above the headings`] : []),
  ...(left && left.blank > 0 ? [`${left.blank} blank ${left.blank === 1 ? "row" : "rows"}`] : []),
  ...(left && left.totals.length > 0 ? [leftWords(left.totals, "of totals")] : []),
  ...(left && left.remarks.length > 0 ? [leftWords(left.remarks, "of words or headings")] : []),
];

const leftWords = (at: readonly number[], of: string): string =>
  `${at.length} ${at.length === 1 ? "row" : "rows"} ${of} (row ${at.slice(0, 3).join(", ")}${at.length > 3 ? " ..." : ""})`;

// Columns that nothing reads are named: a quantity under a name of its own would be lost without a word.

/** Names that other programs give what is read here under another; those that are needed are asked for by name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  quantity: "qty",
  weight: "qty",
  uom: "unit",
  steel: "metal_steel",
  aluminum: "metal_aluminum",
  aluminium: "metal_aluminum",
  copper: "metal_copper",
  transport: "mode",
};

/** More names than this say less than their number. */
const MOST_UNREAD = 6;
/** Whoever has more columns that nothing reads has a table of something else. */
const MOST_LIKENED = 200;

/** One note, if there are such columns: their names, and what is read in place of those that look like it. */
export function unreadNotes(
  columns: readonly string[],
  readAs: readonly string[] = columns,
  known: readonly string[] = ENTRY_COLUMNS,
): string[] {
  const read = readAs.map((name) => name.trim().toLowerCase());
  const unread = columns.flatMap((name, at) => (known.includes(read[at] ?? "") ? [] : [onOneLine(name)]));
  if (unread.length === 0) return [];
  const missing = ENTRY_COLUMNS.filter((name) => !read.includes(name));
  const told = unread
    .map((name, at) => ({ name, meant: at < MOST_LIKENED ? meantBy(name, missing) : undefined }))
    .sort((a, b) => Number(b.meant !== undefined) - Number(a.meant !== undefined))
    .map(({ name, meant }) => (meant ? `${name} (is it ${meant}?)` : name));
  const more = told.length > MOST_UNREAD ? ` and ${told.length - MOST_UNREAD} more` : "";
  const named = told.slice(0, MOST_UNREAD).map(cutLong);
  return [`Columns that are kept and not read: ${named.join(", ")}${more}.`];
}

/** The column that a name may stand for, if the file has no such column; whoever misspells it has its first letter. */
function meantBy(heading: string, missing: readonly string[]): string | undefined {
  const name = heading.toLowerCase();
  const words = name.split(/[^a-z]+/);
  const named = [name, ...words].flatMap((word) =>
    Object.hasOwn(OTHER_NAMES, word) ? (OTHER_NAMES[word] ?? []) : [],
  );
  const metal = named.find((one) => one.startsWith("metal_"));
  const weight = metal?.replace("metal_", "metal_weight_");
  if (weight !== undefined && words.includes("weight") && missing.includes(weight)) return weight;
  const [other] = named;
  if (other !== undefined && missing.includes(other)) return other;
  const near = closest(name, missing);
  return near?.[0] === name[0] ? near : undefined;
}
