/**
 * Makes a table fit a width without breaking a line. In this order: long texts are cut to 30 characters; columns go,
 * highest `drop` first; texts are cut to 12 and heads to their numbers; then even columns that are meant to stay go,
 * texts before numbers, from the right; the last two are cut to 6. A number, a date or a bar is whole or not there.
 */
import type { TextColumn } from "./text-columns.js";

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
export const GAP = "  ";
/** A text this wide still says what it is about; wider ones are cut before a column is dropped. */
const ENOUGH_TEXT = 30;
/** A text narrower than this says little. */
const LITTLE_TEXT = 12;
const LEAST_TEXT = 6;
const LEAST_HEAD = 7;
/** Of columns: without them there is no table. */
const FEW = 2;

/** The columns that fit, with their cells cut, and those that do not. */
export function fitted(columns: readonly TextColumn[], width: number): Fitted {
  const kept = [...columns];
  const droppable = () => kept.some(({ drop }) => drop > 0);
  while (kept.length > 1 && droppable() && total(cutTo(kept, width, ENOUGH_TEXT)) > width)
    kept.splice(kept.indexOf(kept.reduce((a, b) => (b.drop > a.drop ? b : a))), 1);
  while (kept.length > 1 && total(squeezed(kept, width)) > width) kept.splice(lastToStay(kept), 1);
  return {
    columns: squeezed(kept, width).map(({ text, width: own }) => ({
      ...text,
      head: cutHead(text.head, own),
      cells: cutApart(text.cells, own),
    })),
    leftOut: columns.filter((column) => !kept.includes(column)),
  };
}

/** Which of the columns that are meant to stay goes: the last text but the first column, else the last. */
function lastToStay(kept: readonly TextColumn[]): number {
  const text = kept.findLastIndex(({ right }, index) => index > 0 && !right);
  return text > 0 ? text : kept.length - 1;
}

const total = (kept: readonly Fitting[]): number =>
  kept.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length);

/** All that can be done with the columns there are. */
function squeezed(kept: readonly TextColumn[], width: number): readonly Fitting[] {
  const fittings = cutTo(kept, width, LITTLE_TEXT);
  narrow(fittings, width, ({ whole, head, widest }) =>
    whole ? Math.max(widest, Math.min(head.length, LEAST_HEAD)) : Number.POSITIVE_INFINITY,
  );
  if (kept.length <= FEW)
    narrow(fittings, width, ({ whole }) => (whole ? Number.POSITIVE_INFINITY : LEAST_TEXT));
  return fittings;
}

/** Full widths, with texts cut to no less than `least` if they do not fit. */
function cutTo(kept: readonly TextColumn[], width: number, least: number): readonly Fitting[] {
  const fittings = kept.map((text): Fitting => ({ text, width: Math.max(text.head.length, text.widest) }));
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
  const end = text.slice(text.length - back);
  const whole = /\d[.,]?$/.test(text.slice(0, -back)) ? end.replace(/^[\d.,]*\d/, "") : end;
  return `${start}${whole.trimStart()}`;
}

/** Never inside a number: half of one is another. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const start = text.slice(0, width - 1);
  const before = /^[.,]?\d/.test(text.slice(width - 1)) ? start.replace(/\d[\d.,]*$/, "") : start;
  return `${before.trim() === "" ? start : before}…`;
}

/** A head keeps its unit of money. */
function cutHead(head: string, width: number): string {
  const unit = / \$\S*$/.exec(head)?.[0] ?? "";
  if (head.length <= width || unit.length + 2 > width) return cut(head, width);
  return `${head.slice(0, width - unit.length - 1)}…${unit}`;
}
