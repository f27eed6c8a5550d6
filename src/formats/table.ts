/** A report as a table of a terminal: columns as people read them, made to fit its width. */
import { Chalk, type ChalkInstance } from "chalk";
import Table from "cli-table3";
import { type Column, type Format, hasTable, type Look, type Report } from "../contract/report.js";
import { startOf, widthOf, wrapped } from "../contract/text.js";
import { asciiMarks, asciiReport } from "./ascii.js";
import { cellText, isNumeric, type MoneyUnit, moneyUnit } from "./cells.js";

interface TextColumn {
  /** What the column is called under the table; nothing for a bar, which says nothing new. */
  readonly name: string;
  readonly drop: number;
  readonly group: string | undefined;
  readonly head: string;
  /** Rows, then the total if there is one. */
  readonly cells: readonly string[];
  /** Columns of the terminal that the longest cell takes. */
  readonly widest: number;
  /** Part of a cell would mislead: numbers, dates, tariff numbers, bars. */
  readonly whole: boolean;
  /** Stands at the right edge of its column. */
  readonly right: boolean;
  /** Cells are lists of names. */
  readonly list: boolean;
  /** Cells take as many lines as they need. */
  readonly inFull: boolean;
}

/** The columns for people. */
function textColumns(report: Report, unit: MoneyUnit): TextColumn[] {
  return report.columns.flatMap((column, index) => {
    if (column.machineOnly || (column.kind === "list" && isEmpty(report, index))) return [];
    const text = textColumn(column, cellsOf(report, index, unit), unit);
    return text.head === "" && text.widest === 0 ? [] : [text];
  });
}

/** A list that no row has anything in takes the place of something that says more. */
const isEmpty = ({ rows }: Report, index: number): boolean => rows.every((cells) => cells[index] === null);

function cellsOf({ columns, rows, total }: Report, index: number, unit: MoneyUnit): string[] {
  const { key = "", kind = "text", asStated } = columns[index] ?? {};
  const cells = rows.map((row) => cellText(row[index] ?? null, kind, unit, asStated));
  if (total === null) return cells;
  return [...cells, key in total ? cellText(total[key] ?? null, kind, unit) : ""];
}

function textColumn(
  { key, title, kind, drop, group, inFull = false }: Column,
  texts: string[],
  unit: MoneyUnit,
): TextColumn {
  const right = isNumeric(kind) || (kind === "text" && areNumbers(texts));
  const cells = right ? aligned(texts) : texts;
  return {
    name: kind === "bar" ? "" : title || key,
    drop,
    group,
    head: kind === "usd" ? `${title} ${unit.title}` : title,
    cells,
    widest: cells.reduce((most, cell) => Math.max(most, widthOf(cell)), 0),
    whole: right || kind === "bar" || cells.every((cell) => CODE.test(cell)),
    right,
    list: kind === "list",
    inFull,
  };
}

const NOTHING = /^—?$/;
/** With digits grouped, and a per cent sign. */
const NUMBER = /^[-+]?\d[\d,]*(\.\d+)?( ?%)?$/;
/** Dates, tariff numbers, or nothing. */
const CODE = /^(—?|\d[\d.-]*)$/;

/** Texts that are numbers and nothing else; digits of one length may be a name, and stand well as they are. */
function areNumbers(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !NOTHING.test(cell));
  const mayBeNames = filled.every((cell) => /^\d+$/.test(cell) && cell.length === filled[0]?.length);
  return !mayBeNames && filled.every((cell) => NUMBER.test(cell));
}

const FRACTION = /(\.\d+)?( ?%)?$/;

/** Numbers with their decimal points under each other; what is no number stands at the right edge. */
function aligned(cells: readonly string[]): string[] {
  const ends = cells.map((cell) => (NUMBER.test(cell) ? (FRACTION.exec(cell)?.[0].length ?? 0) : 0));
  const most = Math.max(0, ...new Set(ends));
  return cells.map((cell, index) =>
    NUMBER.test(cell) ? cell + " ".repeat(most - (ends[index] ?? 0)) : cell,
  );
}

// To fit a width, in this order: long texts are cut to 30 characters; columns go, highest `drop` first; heads take
// more lines, a word each at the narrowest; texts are cut to 12 and heads to their numbers; then even columns that are
// meant to stay go, texts before numbers, from the right; the last two are cut to 6. A number, a date or a bar is whole
// or not there. What names the rows takes a second line before it is cut; so does every text where there are few rows;
// a column that stands in full takes as many as it needs.

interface Fitting {
  readonly text: TextColumn;
  width: number;
}

interface Fitted {
  /** With heads and cells cut. */
  readonly columns: readonly TextColumn[];
  readonly leftOut: readonly TextColumn[];
}

/** Between columns; no rules, so that numbers are what the eye meets. */
const GAP = "  ";
/** A text this wide still says what it is about; wider ones are cut before a column is dropped. */
const ENOUGH_TEXT = 30;
/** A text narrower than this says little. */
const LITTLE_TEXT = 12;
const LEAST_TEXT = 6;
const LEAST_HEAD = 7;
/** Of columns: without them there is no table. */
const FEW = 2;

/** The columns that fit, with their cells cut, and those that do not. */
function fitTable(columns: readonly TextColumn[], width: number): Fitted {
  const kept = [...columns];
  const droppable = () => kept.some(({ drop }) => drop > 0);
  while (kept.length > 1 && droppable() && total(cutTo(kept, width, ENOUGH_TEXT)) > width) {
    const first = kept.reduce((a, b) => (b.drop > a.drop ? b : a));
    const going = kept.filter(
      (one) => one === first || (one.group !== undefined && one.group === first.group),
    );
    for (const one of going) kept.splice(kept.indexOf(one), 1);
  }
  while (kept.length > 1 && total(squeezeColumns(kept, width)) > width) kept.splice(lastToStay(kept), 1);
  const names = kept.find(({ whole }) => !whole);
  const isShort = (names?.cells.length ?? 0) <= FEW_ROWS;
  return {
    columns: squeezeColumns(kept, width).map(({ text, width: own }) => ({
      ...text,
      head: wrapped(text.head, own, "")
        .flatMap((line) => (widthOf(line) > own ? line.split(/ (?=%)/) : [line]))
        .map((line) => cutHead(line, own))
        .join("\n"),
      cells: fittedCells(text, own, text === names || isShort),
    })),
    leftOut: columns.filter((column) => !kept.includes(column)),
  };
}

function fittedCells(text: TextColumn, width: number, twoLines: boolean): readonly string[] {
  if (text.list) return text.cells.map((cell) => wholeItems(cell.split(", "), width, twoLines ? 2 : 1));
  if (text.whole) return cutApart(text.cells, width);
  if (text.inFull) return inLines(text.cells, width, MOST_LINES);
  const short = twoLines ? [] : cutApart(text.cells, width);
  // The ends of a name say nothing without its middle: it takes a second line.
  return twoLines || short.some((cell) => /\S…\S/.test(cell)) ? inLines(text.cells, width, 2) : short;
}

/** As many items of a list as fit, and how many more there are: part of a name says nothing. */
function wholeItems(items: readonly string[], width: number, lines: number): string {
  const [only = ""] = items;
  if (widthOf(items.join(", ")) <= width) return items.join(", ");
  const shown = lines > 1 ? fitting(items, width, () => ",") : 0;
  if (shown > 0)
    return `${items.slice(0, shown).join(", ")},\n${LATER_LINE}${itemsAndMore(items.slice(shown), width - LATER_LINE.length)}`;
  const more = items.length > 1 ? `, ${items.length - 1} more` : "";
  if (lines > 1) return inLines([`${only}${more}`], width, 2).join("");
  const all = itemsAndMore(items, width);
  if (all.includes(", ")) return all;
  const left = LEAST_TEXT + more.length <= width ? more : ` +${items.length - 1}`;
  return `${cut(only, Math.max(LEAST_TEXT, width - left.length))}${left}`;
}

/** In one line. */
function itemsAndMore(items: readonly string[], width: number): string {
  const shown = fitting(items, width, (left) => (left === 0 ? "" : `, ${left} more`));
  const left = items.length - shown;
  return [...items.slice(0, shown), ...(left > 0 ? [`${left} more`] : [])].join(", ");
}

/** How many items fit with what follows them. */
function fitting(items: readonly string[], width: number, end: (left: number) => string): number {
  let shown = items.length;
  while (shown > 0 && widthOf(items.slice(0, shown).join(", ") + end(items.length - shown)) > width)
    shown -= 1;
  return shown;
}

const LATER_LINE = "  ";
/** A table of so many rows fits a screen with two lines to each. */
const FEW_ROWS = 20;

/** Of a cell that stands in full: a sentence in a narrow column. */
const MOST_LINES = 8;

/** The start of a cell that fits a line, up to a blank or behind a stroke of an id, and the rest; no start where none fits. */
function brokenAt(cell: string, width: number): { readonly first: string; readonly rest: string } {
  if (widthOf(cell) <= width) return { first: cell, rest: "" };
  const start = startOf(cell, width + 1);
  const [first = ""] = /^.*\S(?= (?!%))/.exec(start) ?? /^.*[-/](?=\S)/.exec(start) ?? [];
  return first.trim() === "" || widthOf(first) > width
    ? { first: "", rest: cell }
    : { first, rest: cell.slice(first.length).trimStart() };
}

/** Cells on several lines where one is too short; what does not fit the last is cut. */
function inLines(
  cells: readonly string[],
  width: number,
  most: number,
  later = width - LATER_LINE.length,
): readonly string[] {
  const broken = cells.map((cell) => brokenAt(cell, width));
  const rests = broken.map(({ first, rest }) => (first === "" ? "" : rest));
  const next: readonly string[] = most > 2 ? inLines(rests, later, most - 1, later) : cutApart(rests, later);
  const alone = cutApart(
    broken.map(({ first, rest }) => (first === "" ? rest : "")),
    width,
  );
  return broken.map(({ first, rest }, at) => {
    if (first === "") return alone[at] ?? "";
    return rest === "" ? first : `${first}\n${LATER_LINE}${next[at]}`;
  });
}

/** Which of the columns that are meant to stay goes: the last text but the first column, else the last. */
function lastToStay(kept: readonly TextColumn[]): number {
  const text = kept.findLastIndex(({ right }, index) => index > 0 && !right);
  return text > 0 ? text : kept.length - 1;
}

const total = (kept: readonly Fitting[]): number =>
  kept.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length);

/** All that can be done with the columns there are. */
function squeezeColumns(kept: readonly TextColumn[], width: number): readonly Fitting[] {
  const fittings = cutTo(kept, width, ENOUGH_TEXT);
  narrow(fittings, width, ({ head, widest, right }) =>
    right ? Math.max(widest, ...head.split(" ").map(widthOf)) : Number.POSITIVE_INFINITY,
  );
  narrow(fittings, width, ({ whole }) => (whole ? Number.POSITIVE_INFINITY : LITTLE_TEXT));
  narrow(fittings, width, ({ whole, head, widest }) =>
    whole ? Math.max(widest, Math.min(widthOf(head), LEAST_HEAD)) : Number.POSITIVE_INFINITY,
  );
  if (kept.length <= FEW)
    narrow(fittings, width, ({ whole }) => (whole ? Number.POSITIVE_INFINITY : LEAST_TEXT));
  return fittings;
}

/** Full widths, with texts cut to no less than `least` if they do not fit. */
function cutTo(kept: readonly TextColumn[], width: number, least: number): readonly Fitting[] {
  const fittings = kept.map((text): Fitting => ({ text, width: Math.max(widthOf(text.head), text.widest) }));
  narrow(fittings, width, ({ whole }) => (whole ? Number.POSITIVE_INFINITY : least));
  return fittings;
}

/** Narrows the widest column that can give again and again, until all fit or none can. */
function narrow(kept: readonly Fitting[], width: number, least: (text: TextColumn) => number): void {
  for (let over = total(kept) - width; over > 0; over -= 1) {
    const giving = kept.filter(({ text, width: own }) => own > least(text));
    if (giving.length === 0) return;
    giving.reduce((a, b) => (b.width > a.width ? b : a)).width -= 1;
  }
}

/** Cells that could be told apart still can: what only their ends tell is cut in the middle. */
function cutApart(cells: readonly string[], width: number): readonly string[] {
  const meant = new Map<string, Set<string>>();
  for (const cell of cells) {
    const short = cut(cell, width);
    meant.set(short, (meant.get(short) ?? new Set()).add(cell));
  }
  return cells.map((cell) => {
    const short = cut(cell, width);
    return short !== cell && (meant.get(short)?.size ?? 0) > 1 ? cutWithin(cell, width) : short;
  });
}

/** The beginning and the end, neither of them part of a number. */
function cutWithin(text: string, width: number): string {
  const back = Math.floor((width - 1) / 2);
  const start = cut(text, width - back);
  const end = text.slice(startOf(text, widthOf(text) - back).length);
  const whole = /\d[.,]?$/.test(text.slice(0, text.length - end.length))
    ? end.replace(/^[\d.,]*\d/, "")
    : end;
  return `${start}${whole.trimStart()}`;
}

/** Never inside a number, since half of one is another; between words where one ends near by. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const start = startOf(text, width - 1);
  const next = text.slice(start.length);
  const before = /^[.,]?\d/.test(next) ? start.replace(/\d[\d.,]*$/, "") : start;
  const words = /^\S/.test(next) ? (/^.*[^\s,;:](?=[,;:]* )/.exec(start)?.[0] ?? "") : "";
  if (before === start && widthOf(words) >= Math.max(widthOf(start) - NEAR, MOST_OF * width))
    return `${words}…`;
  return `${before.trim() === "" ? start : before}…`;
}
const NEAR = 8;
/** Of a short text a few letters are much. */
const MOST_OF = 0.7;

/** A head keeps its unit of money. */
function cutHead(head: string, width: number): string {
  const unit = / \$\S*$/.exec(head)?.[0] ?? "";
  if (widthOf(head) <= width || unit.length + 2 > width) return cut(head, width);
  return `${startOf(head, width - unit.length - 1)}…${unit}`;
}

// A map is drawn in characters that say the same without the colour that some terminals add.

const RUNS = /░+|▒+|▓+|█+/g;
const INKS = { "░": "blue", "▒": "cyan", "▓": "yellow", "█": "red" } as const;

/** The same text with each run of a shade in the colour of the shade. */
export const colourShades = (line: string, ink: ChalkInstance): string =>
  line.replace(RUNS, (run) => ink[INKS[run[0] as keyof typeof INKS]](run));

/** A table that fits the terminal: what does not is cut or left out in a stated order, and what is left out is named. */
const table: Format = {
  name: "table",
  summary: "a table for people, as wide as the terminal",
  endings: [".txt"],
  render(report, _, look) {
    return look.ascii ? asciiMarks(printTable(asciiReport(report), look)) : printTable(report, look);
  },
};

function printTable(report: Report, look: Look): string {
  const unit = moneyUnit(report);
  const ink = new Chalk({ level: look.color ? 1 : 0 });
  const notes = report.notes.flatMap((note) => wrapped(`- ${note}`, look.width, "  "));
  const parts = [
    [
      ink.bold(wrapped(report.title, look.width, "").join("\n")),
      ...report.heading
        .flatMap((line) => wrapped(line, look.width, "  "))
        .map((line) => colourShades(line, ink)),
    ].join("\n"),
    hasTable(report) ? body(report, unit, look, ink) : "",
    ...(report.further ?? []).map(
      (one) =>
        `${wrapped(one.title, look.width, "").join("\n")}\n${body({ ...report, ...one, total: null }, unit, look, ink)}`,
    ),
    notes.map((line) => ink.dim(line)).join("\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function body(report: Report, unit: MoneyUnit, look: Look, ink: InstanceType<typeof Chalk>): string {
  const { columns, leftOut } = fitTable(textColumns(report, unit), look.width);
  const widest = (text: string) => Math.max(...text.split("\n").map(widthOf));
  const widths = columns.map(({ head, cells }) => Math.max(widest(head), ...new Set(cells.map(widest))));
  const [head = [], ...rows] = drawn(columns, widths);
  const rule = ink.dim(widths.map((width) => "─".repeat(width)).join(GAP));
  const bold = (lines: readonly string[]) => lines.map((line) => ink.bold(line));
  const last = report.total ? [rule, ...bold(rows.pop() ?? [])] : [];
  const untold = leftOutLines(leftOut, look.width).map((text) => ink.dim(text));
  return [...bold(head), rule, ...rows.flat(), ...last, ...untold].join("\n");
}

/** No lines around cells and between rows. */
const NO_RULES = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid"])
    .map((place) => [place, ""]),
);
const PLAIN = {
  chars: { ...NO_RULES, middle: GAP },
  style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
};

/** The drawing of a table asks of each row what stands above it: long tables are drawn in parts. */
const ROWS_A_PART = 200;

/** Heads and rows, each as its lines; each column is as wide in every part. */
function drawn(columns: readonly TextColumn[], widths: readonly number[]): string[][] {
  const cells = columns.map((column) => [column.head, ...column.cells]);
  const rows = (cells[0] ?? []).map((_, row) => cells.map((own) => (own[row] ?? "").split("\n")));
  const heights = rows.map((row) => Math.max(...row.map(({ length }) => length)));
  const physical = rows.flatMap((row, at) => {
    const height = heights[at] ?? 1;
    // Heads stand on the rule under them, cells hang from the line of their row.
    const filled = row.map((lines) => {
      const empty = Array<string>(height - lines.length).fill("");
      return at === 0 ? [...empty, ...lines] : [...lines, ...empty];
    });
    return Array.from({ length: height }, (_, line) =>
      filled.map((lines, column) => {
        const text = lines[line] ?? "";
        const room = " ".repeat((widths[column] ?? 0) - widthOf(text));
        return columns[column]?.right ? room + text : text + room;
      }),
    );
  });
  const lines = linesOf(physical);
  return heights.map((height) => lines.splice(0, height));
}

function linesOf(rows: readonly string[][]): string[] {
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_A_PART) }, (_, part) => {
    const table = new Table(PLAIN);
    table.push(...rows.slice(part * ROWS_A_PART, (part + 1) * ROWS_A_PART));
    return table.toString().split("\n");
  });
  return parts.flat().map((line) => line.trimEnd());
}

/** Said under the table, since notes may speak of a column that is not there. */
function leftOutLines(columns: readonly TextColumn[], width: number): string[] {
  const names = columns.flatMap(({ name }) => name || []).join("; ");
  if (names === "") return [];
  return wrapped(`Columns left out at ${width}: ${names}. Widen or use --format csv.`, width, "  ");
}

export default table;
