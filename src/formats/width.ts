/** Makes text fit a width. */
import type { Column } from "../report.js";
import { isNumeric } from "./shown.js";

const GAP = 2;
/** A text column narrower than this says nothing. */
const LEAST_TEXT = 12;

interface Cells {
  readonly columns: readonly Column[];
  /** Head, rows and total as text. */
  readonly lines: readonly (readonly string[])[];
}

/** A text this wide still says what it is about; wider ones are cut before a column is dropped. */
const ENOUGH_TEXT = 30;

interface Fitting {
  readonly column: Column;
  readonly index: number;
  width: number;
}

/** The columns that fit beside texts of some length; others are dropped in their order, then texts cut to fit. */
export function fitted({ columns, lines }: Cells, width: number): { columns: Column[]; lines: string[][] } {
  const kept = columns.map((column, index): Fitting => ({ column, index, width: widthOf(lines, index) }));
  cutTexts(kept, width, ENOUGH_TEXT);
  while (total(kept) > width) {
    const worst = kept.reduce((a, b) => (b.column.drop > a.column.drop ? b : a));
    if (worst.column.drop === 0) break;
    kept.splice(kept.indexOf(worst), 1);
  }
  for (const one of kept) one.width = widthOf(lines, one.index);
  cutTexts(kept, width, LEAST_TEXT);
  return {
    columns: kept.map(({ column }) => column),
    lines: lines.map((cells) => kept.map(({ index, width: own }) => cut(cells[index] ?? "", own))),
  };
}

const total = (kept: readonly Fitting[]): number => kept.reduce((sum, { width }) => sum + width + GAP, -GAP);

/** Narrows the widest text again and again, none below `least`, until all fit or none can give. */
function cutTexts(kept: readonly Fitting[], width: number, least: number): void {
  while (total(kept) > width) {
    const texts = kept.filter(
      ({ column, width: own }) => column.kind !== "bar" && !isNumeric(column.kind) && own > least,
    );
    if (texts.length === 0) return;
    const widest = texts.reduce((a, b) => (b.width > a.width ? b : a));
    widest.width -= 1;
  }
}

const widthOf = (lines: readonly (readonly string[])[], index: number): number =>
  Math.max(...lines.map((cells) => (cells[index] ?? "").length));

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** Text broken at spaces to a width; later lines start with `indent`. */
export function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
