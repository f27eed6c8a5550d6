/**
 * Opens a file of entries as people have it: which row names the columns, what each is read as, and in which of the ways a
 * day or an amount can be written its cells are. A column has one way; where its cells leave two open, it is asked for.
 */
import type { Context } from "../contract/command.js";
import { closest, movedTo, UserError } from "../contract/errors.js";
import { parseFactor } from "../contract/parse.js";
import type { Row, Rows, ValueForms } from "../contract/rows.js";
import {
  amountWritten,
  currencyNamed,
  DAY_ORDERS,
  type DayOrder,
  type DecimalMark,
  daysWritten,
  readDay,
} from "../contract/written.js";
import { addDays, type IsoDate, isoDate } from "../law/calendar.js";
import { printHts } from "../law/hts.js";
import type { Decimal } from "../law/units.js";
import { CLAIM_COLUMNS, ENTRY_COLUMNS } from "./entry-row.js";
import { joinedLines, saidByNumbers } from "./filed-numbers.js";
import { columnsMeant, currencyOf, type GivenColumns, isHeadings, UNREAD } from "./headings.js";
import { textIn } from "./row-cells.js";

/** What is said of how a file is written. */
export interface FileForms {
  /** Headings by what they are read as. */
  readonly columns?: readonly (readonly [column: string, heading: string])[];
  readonly dates?: DayOrder;
  readonly decimal?: DecimalMark;
  /** Dollars for one unit of a currency. */
  readonly rate?: readonly (readonly [currency: string, dollars: Decimal])[];
  /** A file of rates by the day of exportation. */
  readonly ratesFile?: string;
  /** The sheet of a workbook, by name. */
  readonly sheet?: string;
}

const DAYS = ["date", "status_date", "loaded_on", "exported_on"];
const AMOUNTS = ["value", "filed_duty_usd", "repair_value", "processing_value", "us_parts"];
/** Rows whose cells decide how a column is written. */
const LOOKED_AT = 5000;

/** Columns that goods are priced by. */
export const columnsPriced = (context: Context): readonly string[] => [
  ...ENTRY_COLUMNS,
  ...CLAIM_COLUMNS,
  ...claimNames(context),
];

/** Every column that is read of a file of entries, what was filed among them. */
export function columnsRead(context: Context): readonly string[] {
  const fees = context.fees().fees.map(({ id }) => `filed_${id}_usd`);
  const filed = ["filed_duty_usd", "filed_layers", "filed_total_usd", "exported_share", ...fees];
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
  const file = await context.rows(path, {
    isHeadings: (cells) => isHeadings(cells, own, given),
    ...(forms.sheet === undefined ? {} : { sheet: forms.sheet }),
  });
  const readAs = columnsMeant(file.columns, own, given, file.name);
  const { first, batches } = await begun(file.batches, readAs);
  const whole = joinedLines({ ...file, readAs, batches }, first, () => saidByNumbers(context.schedule()));
  return {
    ...whole,
    forms: {
      ...formsOf(whole, first, forms),
      ...(forms.ratesFile === undefined ? {} : { rateOn: await datedRates(forms.ratesFile, context) }),
    },
    batches: withoutTotals(whole),
  };
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

/** Rows that are looked at before any is priced, and all rows. Plain files show how they are written at once. */
async function begun(batches: Rows["batches"], readAs: readonly string[]) {
  const rows = batches[Symbol.asyncIterator]();
  const seen: (readonly Row[])[] = [];
  const first: Row[] = [];
  let isDone = false;
  while (first.length < LOOKED_AT && !isDone) {
    const next = await rows.next();
    if (next.done) break;
    seen.push(next.value);
    first.push(...next.value);
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

const DIGITS = /^\$?\d*(\.\d{1,2})?$/;

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

// How columns are written.

function formsOf(rows: Rows, first: readonly Row[], asked: FileForms): ValueForms {
  const { readAs = [], columns, name } = rows;
  const at = (column: string) => {
    const text = textIn(readAs, column);
    const cells =
      text.index < 0 ? [] : first.flatMap((row) => ({ at: row.at, text: text.of(row.cells).trim() }));
    return { heading: columns[text.index] ?? column, cells: cells.filter((cell) => cell.text !== ""), name };
  };
  return {
    days: new Map(DAYS.map((column) => [column, asked.dates ?? orderOf(at(column))])),
    marks: new Map(AMOUNTS.map((column) => [column, asked.decimal ?? markOf(at(column), isSemicolon(rows))])),
    rates: new Map(asked.rate ?? []),
    currency: foreign(currencyOf(columns[textIn(readAs, "value").index] ?? "")?.currency),
    mended: new Map(),
  };
}

/** The forms of a file as another thread is told of them: what flags say of rates it knows itself. */
export type SentForms = Pick<ValueForms, "days" | "marks" | "currency">;

export const sentForms = (forms: Rows["forms"]): SentForms => ({
  days: forms?.days ?? new Map(),
  marks: forms?.marks ?? new Map(),
  currency: forms?.currency ?? null,
});

/** The forms of a file that another thread has opened. @throws {UserError} on a file of rates that cannot be read */
export const takenForms = async (
  sent: SentForms,
  { rate, ratesFile }: FileForms,
  context: Context,
): Promise<ValueForms> => ({
  ...sent,
  rates: new Map(rate ?? []),
  mended: new Map(),
  ...(ratesFile === undefined ? {} : { rateOn: await datedRates(ratesFile, context) }),
});

// Rates of other currencies by the day of exportation: 19 CFR 159.31 to 159.35.

interface DatedRate {
  readonly currency: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly rate: Decimal;
}

/**
 * The rates of a table of `currency`, `from`, `until` and `rate`, dollars for one unit. One without `until` is of the
 * quarter that it begins in, as certified rates are (19 CFR 159.34(a)); of several the one that began last holds.
 */
async function datedRates(path: string, context: Context): Promise<NonNullable<ValueForms["rateOn"]>> {
  const { batches, columns, name } = await context.rows(path);
  const at = Object.fromEntries(RATE_COLUMNS.map((column) => [column, textIn(columns, column)]));
  const missing = ["currency", "from", "rate"].filter((column) => (at[column]?.index ?? -1) < 0);
  if (missing.length > 0)
    throw new UserError(
      `expected the columns ${RATE_COLUMNS.join(", ")}; there is no ${missing.join(", ")}`,
      {
        where: name,
        hint: "each row has a currency, the first and last day of exportation, and the dollars for one unit",
      },
    );
  const rates: DatedRate[] = [];
  for await (const batch of batches)
    for (const row of batch) {
      const of = (column: string) => (at[column]?.of(row.cells) ?? "").trim();
      rates.push(datedRate(of, `${name}:${row.at}`));
    }
  rates.sort((a, b) => (a.from < b.from ? 1 : -1));
  return (currency, day) =>
    rates.find((one) => one.currency === currency && one.from <= day && day <= one.until)?.rate;
}

const RATE_COLUMNS = ["currency", "from", "until", "rate"] as const;

function datedRate(of: (column: string) => string, where: string): DatedRate {
  const read = <T>(column: string, parse: (text: string) => T): T =>
    placed(`${where}: ${column}`, () => parse(of(column)));
  const from = read("from", readDay);
  const until = read("until", (text) => (text === "" ? lastOfQuarter(from) : readDay(text)));
  if (until < from) throw new UserError(`a rate from ${from} cannot end on ${until}`, { where });
  return { currency: read("currency", currencyIn), from, until, rate: read("rate", parseFactor) };
}

function currencyIn(text: string): string {
  const currency = currencyNamed(text);
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw new UserError(`expected a currency such as EUR; got "${text}"`);
}

const lastOfQuarter = (day: IsoDate): IsoDate => {
  const [year = "", month = ""] = day.split("-");
  const next = 3 * Math.ceil(Number(month) / 3) + 1;
  const first = next > 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(next).padStart(2, "0")}-01`;
  return addDays(first as IsoDate, -1);
};

function placed<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? movedTo(where, error) : error;
  }
}

const foreign = (named: string | undefined): string | null => {
  const currency = named === undefined ? "USD" : currencyNamed(named);
  return currency === "USD" ? null : currency;
};

const isSemicolon = ({ separator }: Rows): boolean => separator === ";";

interface LookedAt {
  readonly heading: string;
  readonly cells: readonly { readonly at: number; readonly text: string }[];
  readonly name: string;
}

/** The order in which all days of a column can be read; nothing where any order gives the same. */
function orderOf({ heading, cells, name }: LookedAt): DayOrder | undefined {
  const open = cells.flatMap(({ at, text }) => {
    const days = isoDate(text) === undefined ? daysWritten(text) : new Map();
    return days.size === 0 || days.has("any") ? [] : [{ at, text, days }];
  });
  if (open.length === 0) return undefined;
  const orders = DAY_ORDERS.filter((order) => open.every(({ days }) => days.has(order)));
  if (orders.length === 1) return orders[0];
  const [first] = open.filter(({ days }) => new Set(days.values()).size > 1);
  if (first === undefined && orders.length > 0) return undefined;
  const shown = first ?? open[0];
  const words = orders.length === 0 ? "in no one order of day and month" : `as ${orders.join(" or as ")}`;
  throw new UserError(
    `the days of "${heading}" can be read ${words}: "${shown?.text}" is ${[...new Set(shown?.days.values())].join(" or ")}`,
    { where: `${name}:${shown?.at}`, hint: "say which: --dates mdy, --dates dmy or --dates ymd" },
  );
}

/** What parts the cents of a column from its dollars: the one mark that all its amounts can have. */
function markOf({ heading, cells, name }: LookedAt, isSemicolon: boolean): DecimalMark {
  const amounts = cells.flatMap(({ at, text }) => {
    const written = DIGITS.test(text) && !GROUP.test(text) ? undefined : amountWritten(text);
    return written ? [{ at, text, digits: written.digits }] : [];
  });
  const plain = cells.find(({ text }) => DIGITS.test(text) && text.includes(".") && !GROUP.test(text));
  const canBe = (mark: DecimalMark) =>
    amounts.every(({ digits }) => digits.has(mark)) && !(mark === "comma" && plain);
  const [point, comma] = [canBe("point"), canBe("comma")];
  if (point !== comma) return point ? "point" : "comma";
  const differs = amounts.find(({ digits }) => new Set(digits.values()).size > 1);
  if (point && (differs === undefined || !(isSemicolon || /\d\.\d/.test(differs.text)))) return "point";
  const only = (mark: DecimalMark) => amounts.find(({ digits }) => digits.size === 1 && digits.has(mark));
  const shown = differs ?? only("comma") ?? only("point");
  const also = point ? "" : `; others have a decimal point, such as "${(plain ?? only("point"))?.text}"`;
  throw new UserError(
    `the amounts of "${heading}" can be read in two ways: "${shown?.text}" is ${meanings(shown?.digits)}${also}`,
    {
      where: `${name}:${shown?.at}`,
      hint: "say what stands before the cents: --decimal point or --decimal comma",
    },
  );
}

/** `30.000`: three digits after a point are thousandths, or thousands. */
const GROUP = /^\$?[1-9]\d{0,2}(\.\d{3})+$/;

const meanings = (digits: ReadonlyMap<DecimalMark, string> = new Map()): string =>
  [...digits].map(([mark, value]) => `${value} with a decimal ${mark}`).join(" or ");

// Rows that are no goods: blank ones, sums, and what is said under a table.

const TOTAL =
  /^\s*(?:[\p{L}.]+[\s-]+)?(?:sub|grand)?[\s-]*totals?(?![\p{L}\p{N}])|^\s*(?:sum|summe|gesamt|average|count|overall)\s*(?::.*)?$/iu;

/** What a row is, if it is no goods: its cells of goods are empty, or say themselves that it is a sum. */
function kindOfRow({ columns, readAs = [] }: Rows): (row: Row) => "blank" | "totals" | "remarks" | null {
  const ofGoods = ["hts", "date", "origin"].map((name) => textIn(readAs, name));
  const amounts = readAs.flatMap((name, at) =>
    /^(value|qty|filed_.*|duty by number)$/.test(name) ? [at] : [],
  );
  const isHeading = (cells: readonly string[], at: number) => cells[at]?.trim() === columns[at]?.trim();
  const kindOfFull = (cells: readonly string[], full: readonly number[]) => {
    const stated = ofGoods.map(({ of }) => of(cells).trim()).filter((text) => text !== "");
    if (stated.some((text) => !TOTAL.test(text))) return null;
    const isSum = cells.some((cell) => TOTAL.test(cell)) || full.every((at) => amounts.includes(at));
    return isSum ? "totals" : null;
  };
  return ({ cells, fault }) => {
    const full = cells.flatMap((cell, at) => (cell.trim() === "" ? [] : [at]));
    if (full.length === 0) return fault === null ? "blank" : null;
    const isRemark =
      full.length === 1 ? REMARK.test(cells[full[0] ?? 0] ?? "") : full.every((at) => isHeading(cells, at));
    return kindOfFull(cells, full) ?? (isRemark ? "remarks" : null);
  };
}

/** Words that stand alone in a row: `End of report`, `Generated on 06/20/2025`, `Page 1 of 2`. */
const REMARK = /\p{L}{2,}.*[\s:].*[\p{L}\p{N}]/su;

/** Rows of goods. What is left out is counted. */
async function* withoutTotals(rows: Rows): AsyncGenerator<readonly Row[]> {
  const { batches, readAs = [], left } = rows;
  const hts = textIn(readAs, "hts");
  const kindOf = kindOfRow(rows);
  const isGoods = (row: Row): boolean => {
    const first = hts.of(row.cells).charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) return true;
    const kind = kindOf(row);
    if (kind === null) return true;
    if (left && kind === "blank") left.blank += 1;
    else left?.[kind as "totals" | "remarks"].push(row.at);
    return false;
  };
  for await (const batch of batches) yield batch.every(isPriced(hts)) ? batch : batch.filter(isGoods);
}

const isPriced =
  ({ of }: { of(cells: readonly string[]): string }) =>
  ({ cells }: Row): boolean => {
    const first = of(cells).charCodeAt(0);
    return first >= 0x30 && first <= 0x39;
  };

/** What of a file was left out, and what its columns were read as, in sentences. */
export function tableNotes(rows: Rows): string[] {
  const { joined, forms, encoding, sheets } = rows;
  const mended = [...(forms?.mended ?? [])].map(([text, code]) => `${text} as ${printHts(code)}`);
  const [other, out] = [renamed(rows), leftOut(rows)];
  return [
    ...(other.length > 0 ? [`Columns read: ${other.join(", ")}.`] : []),
    ...(encoding?.name ? [`The text of the file is read as ${encoding.name}.`] : []),
    ...(sheets
      ? [`Only the sheet "${sheets.read}" is read; --sheet names another: ${someOf(sheets.others)}.`]
      : []),
    ...(joined && joined.lines > 0
      ? [
          `${joined.rows} rows of numbers are joined to ${joined.lines === 1 ? "one line" : `${joined.lines} lines`} of entries.`,
        ]
      : []),
    ...(mended.length > 0 ? [`Numbers that lost their first zero are read with it: ${someOf(mended)}.`] : []),
    ...(out.length > 0 ? [`Left out: ${out.join(", ")}.`] : []),
  ];
}

const MOST_NAMED = 3;
const someOf = (texts: readonly string[]): string =>
  `${texts.slice(0, MOST_NAMED).join(", ")}${texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : ""}`;

const renamed = ({ columns, readAs = columns }: Rows): string[] =>
  columns.flatMap((heading, at) => {
    const name = readAs[at] ?? heading;
    const isOwn = name === heading || name === heading.trim().toLowerCase() || name.endsWith(UNREAD);
    return isOwn ? [] : [`${heading} as ${name}`];
  });

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
  const unread = columns.flatMap((name, at) =>
    known.includes(read[at] ?? "") ? [] : [name.trim().toLowerCase()],
  );
  if (unread.length === 0) return [];
  const missing = ENTRY_COLUMNS.filter((name) => !read.includes(name));
  const told = unread
    .map((name, at) => ({ name, meant: at < MOST_LIKENED ? meantBy(name, missing) : undefined }))
    .sort((a, b) => Number(b.meant !== undefined) - Number(a.meant !== undefined))
    .map(({ name, meant }) => (meant ? `${name} (is it ${meant}?)` : name));
  const more = told.length > MOST_UNREAD ? ` and ${told.length - MOST_UNREAD} more` : "";
  return [`Columns that are kept and not read: ${told.slice(0, MOST_UNREAD).join(", ")}${more}.`];
}

/** The column that a name may stand for, if the file has no such column; whoever misspells it has its first letter. */
function meantBy(name: string, missing: readonly string[]): string | undefined {
  const words = name.split(/[^a-z]+/);
  const other = [name, ...words].flatMap((word) => OTHER_NAMES[word] ?? [])[0];
  if (other !== undefined && missing.includes(other)) return other;
  const near = closest(name, missing);
  return near?.[0] === name[0] ? near : undefined;
}
