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

/** The columns that fit: droppable ones go in their order, then the widest texts are cut. */
export function fitted({ columns, lines }: Cells, width: number): { columns: Column[]; lines: string[][] } {
  const kept = columns.map((column, index) => ({ column, index, width: widthOf(lines, index) }));
  const total = () => kept.reduce((sum, { width: own }) => sum + own + GAP, -GAP);
  while (total() > width) {
    const worst = kept.reduce((a, b) => (b.column.drop > a.column.drop ? b : a));
    if (worst.column.drop === 0) break;
    kept.splice(kept.indexOf(worst), 1);
  }
  while (total() > width) {
    const texts = kept.filter(({ column, width: own }) => !isNumeric(column.kind) && own > LEAST_TEXT);
    if (texts.length === 0) break;
    const widest = texts.reduce((a, b) => (b.width > a.width ? b : a));
    widest.width -= 1;
  }
  return {
    columns: kept.map(({ column }) => column),
    lines: lines.map((cells) => kept.map(({ index, width: own }) => cut(cells[index] ?? "", own))),
  };
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
