/** Prices a file of entries row by row while it streams past: the columns added, and the rows that cannot be read. */

import { memoizeRows } from "../../compiled/memo.js";
import { exposedWords } from "../../contract/ban-words.js";
import type { Context } from "../../contract/command.js";
import { closest, UserError } from "../../contract/errors.js";
import type { Content } from "../../contract/parse.js";
import type { Beside, Cell, Column, RowStream, StreamRow } from "../../contract/report.js";
import { copied, type Rows } from "../../contract/rows.js";
import { grouped, money, textOfLine } from "../../contract/text.js";
import { ENTRY_COLUMNS } from "../../entries/entry-row.js";
import { columnsPriced, type FileForms, openEntries, tableNotes } from "../../entries/entry-table.js";
import { feesOfLines, type LineFees } from "../../entries/fees.js";
import type { LineDuty } from "../../entries/line-duty.js";
import { type PricedRow, type PricingFlags, pricedEntries } from "../../entries/priced-entries.js";
import {
  certaintyOf,
  type OpenFact,
  openFactRows,
  openFacts,
  type RowAsk,
  type RowQuestions,
} from "../../entries/row-questions.js";
import { dollarsOf, type EntryTally, entryTally } from "../../entries/tally.js";
import { printCents } from "../../law/declare.js";
import type { FeeSchedule } from "../../law/fees.js";
import { type Decimal, toCents, type Usd, usd } from "../../law/units.js";
import { claimsOf, type DutyFlags } from "./answer.js";

/** Flags that state goods stand for the cells of their column that rows leave empty. */
export interface FileFlags extends PricingFlags, DutyFlags {
  readonly describe?: true;
  readonly rejected?: string;
  readonly feeFactor?: Decimal;
  readonly forms?: FileForms;
}

/** Columns by the flag whose value is their text. */
const SAME_TEXT = {
  date: "date",
  origin: "origin",
  statusDate: "status_date",
  loadedOn: "loaded_on",
  melt: "melt",
  smelt: "smelt",
  cast: "cast",
  mode: "mode",
  entryType: "entry_type",
} as const;

/** @throws {UserError} on flags that say something of one entry alone. */
export function defaultsOf(flags: DutyFlags): Record<string, string> {
  const alone = (["explain", "freight", "insurance", "worksheet"] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (alone)
    throw new UserError("it is of one entry; a file has no place for it", {
      where: `--${alone}`,
      hint: "leave it out, or ask for one entry by its number",
    });
  const { value, qty, metal = {}, metalWeight = {}, component, usContent, adcvd } = flags;
  const claims = claimsOf(flags);
  const texts = (of: object, prefix: string, text: (of: never) => string) =>
    Object.entries(of).map(([name, one]) => [`${prefix}${name}`, text(one as never)] as const);
  const stated = [
    ...(Object.entries(SAME_TEXT) as [keyof typeof SAME_TEXT, string][]).map(
      ([flag, column]) => [column, flags[flag]] as const,
    ),
    ["value", value?.toFixed()] as const,
    ["claims", claims.join(";") || undefined] as const,
    ["qty", qty?.join(";")] as const,
    ["adcvd", adcvd?.join(";")] as const,
    ["us_content", usContent?.toFixed()] as const,
    [
      "components",
      component && [...component].map(([name, usd]) => `${name}=${usd.toFixed()}`).join(";"),
    ] as const,
    ...texts(metal, "metal_", contentText),
    ...texts(metalWeight, "metal_weight_", (share: Decimal) => share.toFixed()),
  ];
  return Object.fromEntries(stated.flatMap(([column, text]) => (text === undefined ? [] : [[column, text]])));
}

/** What flags say of cells that rows leave empty. */
export function defaultNotes(defaults: Readonly<Record<string, string>>): string[] {
  const texts = Object.entries(defaults).map(([column, text]) => `${column} ${text}`);
  return texts.length === 0 ? [] : [`Where a row leaves it empty: ${texts.join(", ")}.`];
}

const contentText = (content: Content): string =>
  "share" in content ? content.share.toFixed() : `$${content.dollars.toFixed()}`;

/**
 * The rows of a file with what each owes. Rows of one entry stand together; fees are of the entry, shared out over its
 * lines by value. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerDutyFile(path: string, flags: FileFlags, context: Context): Promise<RowStream> {
  const defaults = defaultsOf(flags);
  const rows = await openEntries(path, flags.forms ?? {}, context);
  const fees = context.fees();
  const added = addedColumns(fees, flags);
  const kept = keptColumns(rows.columns, added);
  const open = openFacts();
  const rowOf = rowsWith(
    kept.at,
    rows.columns.length,
    cellsWriter(fees, flags, flags.describe ? textsOf(context) : null),
  );
  const tally = entryTally(context.schedule().asOf, fees.fees.length);
  const rejected = rejections(rows, flags);
  return {
    title: `Duty on the entries of ${rows.name}`,
    form: rows.form,
    columns: [...kept.columns, ...added],
    batches: priceRows(rows, { ...flags, defaults }, context, (line, own, out) => {
      tally.add(line, own);
      if (line.priced?.asked && line.ban === null) open.add(line.priced.asked);
      if (line.priced === null) rejected.add(line);
      if (line.priced === null && flags.onError === "skip") return;
      out.push(rowOf(line, own));
    }),
    ...rejected.beside,
    end() {
      const { notes, ...ended } = summary(tally, fees, context.schedule().asOf);
      const readAs = kept.at.map((place) => rows.readAs?.[place] ?? "");
      const names = kept.columns.map(({ key }) => key);
      const unread = unreadNotes(names, readAs, columnsPriced(context));
      const told = [...defaultNotes(defaults), ...tableNotes(rows), ...unread];
      return {
        ...ended,
        notes: [...notes, ...openNotes(open.sorted()), ...told],
        facts: { asks: openFactRows(open.sorted(), "rows") },
      };
    },
  };
}

/** Batches of rows, an entry after the other. */
async function* priceRows(
  rows: Rows,
  flags: FileFlags,
  context: Context,
  write: (line: PricedRow, fees: LineFees, out: StreamRow[]) => void,
): AsyncGenerator<StreamRow[]> {
  const feesOf = feesOfLines(flags, context);
  const unknown = context.fees().fees.map(() => null);
  for await (const entries of pricedEntries(rows, flags, context)) {
    const out: StreamRow[] = [];
    for (const lines of entries) {
      const fees = feesOf(lines);
      lines.forEach((line, index) => {
        write(line, fees?.[index] ?? unknown, out);
      });
    }
    yield out;
  }
}

function summary(tally: EntryTally, { fees }: FeeSchedule, asOf: string): ReturnType<RowStream["end"]> {
  const { rows, unknown, invalid } = tally;
  const least = dollarsOf(tally.least);
  const unrounded = tally.unrounded();
  const ofFees = fees.map(({ id }, index): [string, Cell] => {
    const cents = tally.fees[index] ?? null;
    return [`${id}_usd`, cents === null ? null : dollarsOf(cents)];
  });
  return {
    total: {
      rows: String(rows),
      value_usd: usd(tally.value),
      duty_usd: least.toFixed(2),
      ...Object.fromEntries(ofFees),
      at_least: unknown > 0 || invalid > 0,
      at_most_usd: tally.most === null || invalid > 0 ? null : dollarsOf(tally.most),
      known_duty_usd: dollarsOf(tally.duty),
      adcvd_exposed_usd: usd(tally.exposed.value),
      unrounded_duty_usd: unrounded,
    },
    notes: notesOf(tally, least, unrounded, asOf),
    facts: {},
    findings: invalid > 0,
  };
}

function notesOf(
  { rows, exact, presumed, unknown, invalid, barred, exposed, late, value, most }: EntryTally,
  least: Usd,
  unrounded: Usd,
  asOf: string,
): string[] {
  const count = (number: number) => grouped(String(number));
  const isOpen = unknown > 0 || invalid > 0;
  const range = isOpen
    ? `at least $${money(least)}${most === null || invalid > 0 ? "" : `, up to $${money(dollarsOf(most))},`}`
    : `$${money(least)}`;
  return [
    `${count(rows)} ${rows === 1 ? "row" : "rows"}: ${count(exact)} exact, ${presumed > 0 ? `${count(presumed)} presumed, ` : ""}${count(unknown)} unknown, ${count(invalid)} invalid${barred > 0 ? `, ${count(barred)} barred from importation` : ""}.`,
    `Duty ${range} on $${money(usd(value))} of customs value; ${isOpen ? "the layers that are known come to " : ""}$${money(toCents(unrounded))} before each layer of each line is rounded to cents.`,
    ...(exposed.rows > 0 ? [exposedWords(exposed.rows, usd(exposed.value))] : []),
    ...(late > 0
      ? [`The law was checked to ${asOf}; rows of later days extrapolate it: ${count(late)}.`]
      : []),
  ];
}

const text = (key: string, title: string, drop: number): Column => ({ key, title, kind: "text", drop });

const cents = (key: string, title: string, drop: number): Column => ({ key, title, kind: "cents", drop });

const DUTY: readonly Column[] = [
  cents("base_duty_usd", "Base duty", 4),
  cents("additional_duty_usd", "Additional", 4),
  cents("duty_usd", "Duty", 0),
  text("rate", "Rate", 1),
  text("status", "Status", 0),
  { key: "layers", title: "Layers", kind: "list", drop: 5 },
  text("problem", "Problem", 0),
  cents("at_least_usd", "At least", 5),
];

/** What is asked of the goods. */
const ASKS: readonly Column[] = [
  cents("up_to_usd", "Up to", 5),
  { key: "asks", title: "Asks", kind: "list", drop: 3 },
];

/** The columns that pricing adds: duty, what is asked, then a column a fee. */
export const addedColumns = ({ fees }: FeeSchedule, { asks, describe }: FileFlags): readonly Column[] => [
  ...DUTY,
  ...(asks ? ASKS : []),
  ...fees.map(({ id }) => cents(`${id}_usd`, id.toUpperCase(), 6)),
  ...(describe ? [text("description", "Goods", 6)] : []),
];

/** What tells one row from the next, in a table too narrow for all columns. */
const TELLING: Readonly<Record<string, number>> = { entry: 0, hts: 0, origin: 2, value: 2, date: 3 };

/** Columns of the file that are kept: all but those of an earlier answer, which are written anew. */
export function keptColumns(
  columns: readonly string[],
  added: readonly Column[],
): {
  readonly at: readonly number[];
  readonly columns: readonly Column[];
} {
  const own = new Set(added.map(({ key }) => key));
  const at = columns.flatMap((name, index) => (own.has(name) ? [] : [index]));
  return { at, columns: at.map((index) => keptCells(columns[index] ?? "")) };
}

const keptCells = (name: string): Column => text(name, name, TELLING[name.trim().toLowerCase()] ?? 8);

/** Rows with what they owe. @param kept Places of the columns that are kept, of so many. @param cellsOf The cells added. */
function rowsWith(
  kept: readonly number[],
  columns: number,
  cellsOf: (line: PricedRow, fees: LineFees) => Cell[],
): (line: PricedRow, fees: LineFees) => StreamRow {
  const keepsAll = kept.length === columns;
  return (line, fees) => {
    const { cells, record } = line.row;
    const own = cellsOf(line, fees);
    return keepsAll
      ? { read: cells, record, added: own }
      : { read: kept.map((place) => cells[place] ?? ""), record: null, added: own };
  };
}

/** What the tariff says of a number; `null` if nobody asks. */
type TextOf = ((hts: string | undefined) => string | null) | null;

/** Rows of a file are often of the same few lines. */
function textsOf(context: Context): TextOf {
  const names = context.names();
  return memoizeRows((hts: string | undefined) => {
    const description = names.description(hts ?? "");
    return description ? textOfLine(description, true) : null;
  });
}

/** Writes the cells of a row. */
export const cellsWriter =
  ({ fees: all }: FeeSchedule, { asks = false }: FileFlags, textOf: TextOf) =>
  ({ priced, problems, ban, goods }: PricedRow, fees: LineFees): Cell[] => {
    const { duty, remark, asked } = ban === null ? (priced ?? UNPRICED) : barredDuty(priced);
    const problem = problemText(problems, duty.needs, remark);
    const cells = dutyCells(duty, statusOf(priced, ban), problem, asked);
    if (asks) cells.push(asked ? asked.upTo : duty.duty, asked?.asks.map(printAsk) ?? NOTHING);
    cells.push(...all.map((_, at) => fees[at] ?? null));
    if (textOf !== null) cells.push(textOf(goods?.hts));
    return cells;
  };

/** Amounts that are not known stay empty: never zero. */
function dutyCells(
  { base, additional, duty, rate, layers, atLeast }: (typeof UNPRICED)["duty"] | LineDuty,
  status: string,
  problem: string,
  asked: RowQuestions | null,
): Cell[] {
  const least = asked?.atLeast ?? atLeast;
  /** A fact decides that no layer waits for: which of them stand is open. */
  const isOpen = status === "unknown" && duty !== null;
  return isOpen
    ? [base, null, null, null, status, layers, problem, least]
    : [base, additional, duty, rate, status, layers, problem, least];
}

const NOTHING: readonly string[] = [];

/** What to state, and the dollars it moves: `car-part +900.00`. */
const printAsk = ({ word, cents }: RowAsk): string => `${word} ${cents < 0 ? "" : "+"}${printCents(cents)}`;

function statusOf(priced: PricedRow["priced"], ban: PricedRow["ban"]): string {
  if (priced === null) return "invalid";
  return ban === null ? certaintyOf(priced) : "barred";
}

/** Goods that may not be imported owe nothing, and nothing would do: their amounts are empty. */
const barredDuty = (priced: PricedRow["priced"]) => ({ ...UNPRICED, remark: priced?.remark ?? null });

const UNPRICED = {
  duty: { base: null, additional: null, duty: null, rate: null, layers: [], needs: [], atLeast: null },
  remark: null,
  asked: null,
};

/** What is wrong, what is missing, and what the reader should know; most rows have nothing to tell. */
function problemText(problems: readonly string[], needs: readonly string[], remark: string | null): string {
  if (problems.length === 0 && needs.length === 0 && remark === null) return "";
  const missing = needs.length > 0 ? [`not stated: ${needs.join(", ")}`] : [];
  return [...problems, ...missing, ...(remark === null ? [] : [remark])].join("; ");
}

// Rows that cannot be read go to a file of their own, to be mended and sent again.

/** A file with more bad rows than this is the wrong file. */
const MOST_REJECTED = 200_000;

/** Gathers rejected rows for a file beside the answer, if one is asked for. */
function rejections({ columns, name }: Rows, { rejected }: { readonly rejected?: string }) {
  if (rejected === name)
    throw new UserError("the rows that cannot be read would take the place of the file they are in", {
      where: "--rejected",
      hint: "name another file",
    });
  const rows: Cell[][] = [];
  const beside: Beside = {
    path: rejected ?? "",
    flag: "--rejected",
    title: `Rows of ${name} that cannot be priced`,
    columns: [...columns, "row", "problem"].map((key) => ({ key, title: key, kind: "text", drop: 0 })),
    rows,
  };
  return {
    beside: rejected === undefined ? {} : { beside },
    add({ row, problems }: PricedRow): void {
      if (rejected === undefined) return;
      if (rows.length === MOST_REJECTED)
        throw new UserError(
          `more than ${MOST_REJECTED} rows cannot be read; the last: ${problems.join("; ")}`,
          {
            where: `${name}:${row.at}`,
            hint: "check that the columns hold what their names say",
          },
        );
      rows.push([
        ...columns.map((_, index) => copied(row.cells[index] ?? "")),
        String(row.at),
        problems.join("; "),
      ]);
    },
  };
}

// What the whole file leaves open, by the dollars it moves.

/** Facts told on standard error; JSON has all. */
const MOST_TOLD = 5;

/** Facts before rights: what goods are is so whether it is stated or not. */
const openNotes = (facts: readonly OpenFact[]): string[] =>
  [...facts]
    .sort((a, b) => Number(a.kind === "right") - Number(b.kind === "right"))
    .slice(0, MOST_TOLD)
    .map(openNote);

const KINDS = { fact: "Fact", right: "Right", reading: "Contested" } as const;

function openNote({ kind, title, rows, more, less }: OpenFact): string {
  const moves = [
    ...(more > 0 ? [`up to $${money(dollarsOf(more))} more`] : []),
    ...(less > 0 ? [`up to $${money(dollarsOf(less))} less`] : []),
  ];
  const lines = `${grouped(String(rows))} ${rows === 1 ? "line" : "lines"}`;
  return `${KINDS[kind]}: ${title.replace(/\.$/, "")}, on ${lines}: ${moves.length > 0 ? moves.join(", ") : "dollars not known"}.`;
}

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
const MOST_NAMED = 6;
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
  const more = told.length > MOST_NAMED ? ` and ${told.length - MOST_NAMED} more` : "";
  return [`Columns that are kept and not read: ${told.slice(0, MOST_NAMED).join(", ")}${more}.`];
}

/** The column that a name may stand for, if the file has no such column; whoever misspells it has its first letter. */
function meantBy(name: string, missing: readonly string[]): string | undefined {
  const words = name.split(/[^a-z]+/);
  const other = [name, ...words].flatMap((word) => OTHER_NAMES[word] ?? [])[0];
  if (other !== undefined && missing.includes(other)) return other;
  const near = closest(name, missing);
  return near?.[0] === name[0] ? near : undefined;
}
