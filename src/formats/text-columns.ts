/** A report's columns as people read them: heads, and cells as text with numbers under each other. */
import type { Cell, Column, Report } from "../report.js";
import { isNumeric, type MoneyUnit, shown } from "./shown.js";

export interface TextColumn {
  /** What the column is called under the table; nothing for a bar, which says nothing new. */
  readonly name: string;
  readonly drop: number;
  readonly head: string;
  /** Rows, then the total if there is one. */
  readonly cells: readonly string[];
  /** Characters of the longest cell. */
  readonly widest: number;
  /** Part of a cell would mislead: numbers, dates, tariff numbers, bars. */
  readonly whole: boolean;
  /** Stands at the right edge of its column. */
  readonly right: boolean;
}

/** The columns for people. */
export function textColumns(report: Report, unit: MoneyUnit): TextColumn[] {
  return report.columns.flatMap((column, index) => {
    if (column.machineOnly || (column.kind === "list" && isEmpty(report, index))) return [];
    return [textColumn(column, cellsOf(report, index, unit), unit)];
  });
}

/** A list that no row has anything in takes the place of something that says more. */
const isEmpty = ({ rows }: Report, index: number): boolean => rows.every((cells) => cells[index] === null);

function cellsOf({ columns, rows, total }: Report, index: number, unit: MoneyUnit): string[] {
  const { key = "", kind = "text" } = columns[index] ?? {};
  const text = (cell: Cell | undefined) => shown(cell ?? null, kind, unit).replaceAll(CONTROL, " ");
  const cells = rows.map((row) => text(row[index]));
  if (total === null) return cells;
  return [...cells, key in total ? text(total[key]) : ""];
}

function textColumn({ key, title, kind, drop }: Column, texts: string[], unit: MoneyUnit): TextColumn {
  const right = isNumeric(kind) || (kind === "text" && areNumbers(texts));
  const cells = right ? aligned(texts) : texts;
  return {
    name: kind === "bar" ? "" : title || key,
    drop,
    head: kind === "usd" ? `${title} ${unit.title}` : title,
    cells,
    widest: cells.reduce((most, cell) => Math.max(most, cell.length), 0),
    whole: right || kind === "bar" || cells.every((cell) => CODE.test(cell)),
    right,
  };
}

/** Would break the line, or tell the terminal to do something: texts come from files of the user as well. */
const CONTROL = /\p{Cc}+/gu;
const NOTHING = /^—?$/;
/** With digits grouped, and a per cent sign. */
const NUMBER = /^[-+]?\d[\d,]*(\.\d+)?( %)?$/;
/** Dates, tariff numbers, or nothing. */
const CODE = /^(—?|\d[\d.-]*)$/;

/** Texts that are numbers and nothing else; digits of one length may be a name, and stand well as they are. */
function areNumbers(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !NOTHING.test(cell));
  const mayBeNames = filled.every((cell) => /^\d+$/.test(cell) && cell.length === filled[0]?.length);
  return !mayBeNames && filled.every((cell) => NUMBER.test(cell));
}

const FRACTION = /(\.\d+)?( %)?$/;

/** Numbers with their decimal points under each other; what is no number stands at the right edge. */
function aligned(cells: readonly string[]): string[] {
  const ends = cells.map((cell) => (NUMBER.test(cell) ? (FRACTION.exec(cell)?.[0].length ?? 0) : 0));
  const most = Math.max(0, ...new Set(ends));
  return cells.map((cell, index) =>
    NUMBER.test(cell) ? cell + " ".repeat(most - (ends[index] ?? 0)) : cell,
  );
}
