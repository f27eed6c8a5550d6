/** The rows of a file of entries with what each owes: the columns that are kept and added, and their cells. */
import { memoizeRows } from "../../compiled/memo.js";
import type { Context } from "../../contract/command.js";
import type { Cell, Column, StreamRow } from "../../contract/report.js";
import type { Rows } from "../../contract/rows.js";
import { grouped, money, textOfLine } from "../../contract/text.js";
import type { LineDuty } from "../../entries/line-duty.js";
import type { PricedRow, PricingFlags } from "../../entries/priced-entries.js";
import { feesOfLines, type LineFees } from "../../entries/priced-entries.js";
import { boundsOf, certaintyOf, type RowAsk } from "../../entries/row-questions.js";
import { dollarsOf, type OpenFact } from "../../entries/tally.js";
import { printCents } from "../../law/declare.js";
import type { FeeSchedule } from "../../law/fees.js";
import type { Decimal } from "../../law/units.js";
import { needInWords } from "../common/law-words.js";

/** Flags that decide what a row says. */
export interface RowFlags extends PricingFlags {
  readonly describe?: true;
  readonly feeFactor?: Decimal;
}

/** The columns of an answer, those of the file first that are kept. */
export function columnsOf(rows: Rows, flags: RowFlags, context: Context) {
  const added = addedColumns(context.fees(), flags);
  const kept = keptColumns(rows.columns, added);
  return { kept, columns: [...kept.columns, ...added] };
}

/** What is told of the lines and entries that are written. */
interface Meeting {
  meet(line: PricedRow, fees: LineFees): void;
  /** Told of an entry, with what makes a row of it. */
  entry?(row: () => Cell[]): void;
}

/** Writes entries as rows; `meet` is told of each line, those that are left out among them. */
export function entryWriter(rows: Rows, flags: RowFlags, context: Context) {
  const fees = context.fees();
  const rowOf = rowsWith(
    columnsOf(rows, flags, context).kept.at,
    rows.columns.length,
    cellsWriter(fees, flags, flags.describe ? textsOf(context) : null),
  );
  const feesOf = feesOfLines(flags, context);
  const unknown = fees.fees.map(() => null);
  return (entries: readonly (readonly PricedRow[])[], { meet, entry }: Meeting): StreamRow[] => {
    const out: StreamRow[] = [];
    for (const lines of entries) {
      const ofLines = feesOf(lines);
      entry?.(() => sumsOfEntry(lines, ofLines ?? lines.map(() => unknown)));
      lines.forEach((line, index) => {
        const own = ofLines?.[index] ?? unknown;
        meet(line, own);
        if (line.priced !== null || flags.onError !== "skip") out.push(rowOf(line, own));
      });
    }
    return out;
  };
}

export const text = (key: string, title: string, drop = 0): Column => ({ key, title, kind: "text", drop });

export const cents = (key: string, title: string, drop = 0): Column => ({ key, title, kind: "cents", drop });

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
export const addedColumns = ({ fees }: FeeSchedule, { asks, describe }: RowFlags): readonly Column[] => [
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
  ({ fees: all }: FeeSchedule, { asks = false }: RowFlags, textOf: TextOf) =>
  ({ priced, problems, ban, goods }: PricedRow, fees: LineFees): Cell[] => {
    const { duty, remark, asked } = ban === null ? (priced ?? UNPRICED) : barredDuty(priced);
    const problem = problemText(problems, duty.needs, remark);
    const limits = duty.atLeast === null ? NO_LIMITS : boundsOf(duty, asked);
    const cells = dutyCells(duty, statusOf(priced, ban), problem, limits.least);
    if (asks) cells.push(limits.most, asked?.asks.map(printAsk) ?? NOTHING);
    cells.push(...all.map((_, at) => fees[at] ?? null));
    if (textOf !== null) cells.push(textOf(goods?.hts));
    return cells;
  };

/** Amounts that are not known stay empty: never zero. */
function dutyCells(
  { base, additional, duty, rate, layers }: (typeof UNPRICED)["duty"] | LineDuty,
  status: string,
  problem: string,
  least: number | null,
): Cell[] {
  /** A fact decides that no layer waits for: which of them stand is open. */
  const isOpen = status === "unknown" && duty !== null;
  return isOpen
    ? [base, null, null, null, status, layers, problem, least]
    : [base, additional, duty, rate, status, layers, problem, least];
}

const NOTHING: readonly string[] = [];
const NO_LIMITS = { least: null, most: null };

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
export function problemText(
  problems: readonly string[],
  needs: readonly string[],
  remark: string | null,
): string {
  if (problems.length === 0 && needs.length === 0 && remark === null) return "";
  const missing = needs.length > 0 ? [`not stated: ${needs.map(needInWords).join(", ")}`] : [];
  return [...problems, ...missing, ...(remark === null ? [] : [remark])].join("; ");
}

// A row an entry, for workbooks.

/** The columns of entries, with a column a fee. */
export const entryColumns = ({ fees }: FeeSchedule): readonly Column[] => [
  text("entry", "Entry", 0),
  { key: "lines", title: "Lines", kind: "count", drop: 0 },
  cents("value_usd", "Value", 0),
  cents("duty_usd", "Duty", 0),
  ...fees.map(({ id }) => cents(`${id}_usd`, id.toUpperCase(), 0)),
  cents("total_usd", "Duty and fees", 0),
  text("status", "Status", 0),
];

/** An entry is as known as the line of it that is known least. */
const LEAST_FIRST = ["invalid", "barred", "unknown", "presumed", "exact"];

/** Sums of an entry; empty where one of its lines has none. */
function sumsOfEntry(lines: readonly PricedRow[], fees: readonly LineFees[]): Cell[] {
  const statuses = lines.map(({ priced, ban }) => statusOf(priced, ban));
  const status = LEAST_FIRST.find((one) => statuses.includes(one)) ?? "";
  const isKnown = status === "exact" || status === "presumed";
  const duty = isKnown ? sumOf(lines.map(({ priced }) => priced?.duty.duty ?? null)) : null;
  const ofFees = (fees[0] ?? []).map((_, at) => sumOf(fees.map((line) => line[at] ?? null)));
  const [first] = lines;
  return [
    first?.entry || `row ${first?.row.at}`,
    String(lines.length),
    sumOf(lines.map(({ goods }) => (goods === null ? null : goods.value * CENTS))),
    duty,
    ...ofFees,
    sumOf([duty, ...ofFees]),
    status,
  ];
}

const CENTS = 100;

const sumOf = (cents: readonly (number | null)[]): number | null =>
  cents.reduce((sum, more) => (sum === null || more === null ? null : sum + more), 0);

// What the whole file leaves open, by the dollars it moves.

/** Facts told on standard error; JSON has all. */
const MOST_TOLD = 5;

/** Facts before rights: what goods are is so whether it is stated or not. */
export const openNotes = (facts: readonly OpenFact[]): string[] =>
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
