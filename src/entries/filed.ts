/** What an entry summary says was filed, beside the goods: its columns, read row by row. Units: cents. */
import { closest, movedTo, UserError } from "../contract/errors.js";
import { parseFraction, parseShare, parseUsd } from "../contract/parse.js";
import type { Rows, ValueForms } from "../contract/rows.js";
import { type DecimalMark, readUsd } from "../contract/written.js";
import { htsCode, printHts } from "../law/hts.js";
import { type Rate, toCents, usd } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";
import type { LineDuty } from "./line-duty.js";
import { badRow, type PricedRow, type PricingFlags } from "./priced-entries.js";
import { type Cells, type RowProblem, textIn, valueOrProblem } from "./row-cells.js";

/** One number of a line as filed. */
export interface FiledLayer {
  /** As the tariff prints it, or the note that it is entered under. */
  readonly number: string;
  /** `null` if only the duty was given. */
  readonly rate: Rate | null;
  readonly duty: number;
  /** The value that it stands on; `null` if not given. */
  readonly on: number | null;
}

export interface FiledLine {
  /** Duty of the line; `null` if not filed in one sum. */
  readonly duty: number | null;
  /** `null` if not filed by number. */
  readonly layers: readonly FiledLayer[] | null;
  /** What the line says of each fee, in the order of the fees. */
  readonly fees: readonly (number | null)[];
  /** What the line says of the duty and fees of its whole entry. */
  readonly total: number | null;
  /** Share of the goods that was exported since, for drawback. */
  readonly exported: Rate | null;
}

/** Reads the filed columns of a row; what is empty is not filed. @throws {UserError} on a filed column of no meaning. */
function filedReader(
  columns: readonly string[],
  fees: readonly string[],
  forms: ValueForms | undefined,
): (cells: Cells, problems: RowProblem[]) => FiledLine {
  const ofFees = fees.map((id) => `filed_${id}_usd`);
  checkFiled(columns, ["filed_duty_usd", "filed_layers", "filed_total_usd", ...ofFees]);
  const read = <T>(name: string, parse: (text: string) => T) => {
    const { of } = textIn(columns, name);
    return (cells: Cells, problems: RowProblem[]): T | null => {
      const text = of(cells).trim();
      return text === "" ? null : (valueOrProblem(name, problems, () => parse(text)) ?? null);
    };
  };
  const dollars = (name: string) => {
    const mark = forms === undefined ? "point" : (forms.marks.get(name) ?? null);
    return read(name, (text) => cents(text, mark));
  };
  const duty = dollars("filed_duty_usd");
  const layers = read("filed_layers", layersOf);
  const feesRead = ofFees.map(dollars);
  const total = dollars("filed_total_usd");
  const exported = read("exported_share", parseShare);
  return (cells, problems) => ({
    duty: duty(cells, problems),
    layers: layers(cells, problems),
    fees: feesRead.map((fee) => fee(cells, problems)),
    total: total(cells, problems),
    exported: exported(cells, problems),
  });
}

function checkFiled(columns: readonly string[], known: readonly string[]): void {
  const names = columns.map((column) => column.trim().toLowerCase());
  const stray = names.find((name) => name.startsWith("filed") && !known.includes(name));
  if (stray === undefined) return;
  const near = closest(stray, known);
  throw new UserError(`expected filed columns among ${known.join(", ")}; got "${stray}"`, {
    ...(near ? { hint: `did you mean ${near}?` } : {}),
  });
}

const PLAIN_CENTS = /^(\d{1,12})\.(\d\d)$/;

function cents(text: string, mark: DecimalMark | null = "point"): number {
  const [, whole, rest] = PLAIN_CENTS.exec(text) ?? [];
  if (whole !== undefined && mark !== "comma") return Number(whole) * 100 + Number(rest);
  return toCents(usd(readUsd(text, mark)))
    .times(100)
    .toNumber();
}

/** A rate, a duty and the value that they are on. */
const MOST_PARTS = 3;

/**
 * `9903.94.01:7500.00; 8703.23.01:750.00`, with or without the rate in between and the value after it, as `duty --file`
 * writes them.
 */
function layersOf(text: string): FiledLayer[] {
  const parts = text.split(";").map((part) => part.trim());
  return parts.filter((part) => part !== "").map(layerOf);
}

function layerOf(part: string): FiledLayer {
  const words = part.split(":").map((word) => word.trim());
  const [first = "", ...rest] = words;
  const number = numberOf(first);
  if (number === undefined || rest.length < 1 || rest.length > MOST_PARTS)
    throw new UserError(`expected a number and its duty such as 9903.94.01:7500.00; got "${part}"`);
  const [stated = "", duty = stated, value] = rest;
  if (value !== undefined) parseUsd(value);
  return {
    number,
    rate: rest.length > 1 ? parseFraction(stated) : null,
    duty: cents(duty),
    on: value === undefined ? null : cents(value),
  };
}

/** Goods that a note frees are declared under the note, deposits under the case of their order. */
function numberOf(text: string): string | undefined {
  if (/^U\.S\. note |^[AC]-\d{3}-\d{3}(?:-\d{3})?$/.test(text)) return text;
  const code = htsCode(text);
  return code !== undefined && code.length >= 8 ? printHts(code) : undefined;
}

/** Reads what was filed on a row. @throws {UserError} at one that cannot be read, if asked to stop. */
export function filedRows(
  rows: Rows,
  fees: readonly string[],
  { onError }: PricingFlags,
): (line: PricedRow) => FiledRow {
  const read = filedColumns(rows, fees);
  return (line) => {
    if (line.priced === null) return { line, filed: null, problems: line.problems };
    const faults: RowProblem[] = [];
    const filed = read(line.row.cells, faults);
    if (faults.length === 0) return { line, filed, problems: [] };
    const problems = [...line.problems, ...faults.map(({ column, message }) => `${column}: ${message}`)];
    if (onError === "stop") throw badRow(rows, line.row, problems);
    return { line, filed: null, problems };
  };
}

function filedColumns(
  { columns, readAs = columns, name, forms }: Rows,
  fees: readonly string[],
): ReturnType<typeof filedReader> {
  try {
    return filedReader(readAs, fees, forms);
  } catch (error) {
    throw error instanceof UserError ? movedTo(name, error) : error;
  }
}

/** A row with what was filed on it; `null` where the row cannot be read or priced. */
export interface FiledRow {
  readonly line: PricedRow;
  readonly filed: FiledLine | null;
  readonly problems: readonly string[];
}

/** What is looked at: the goods, what was filed, and what the law makes of them. */
export interface ComparedLine {
  readonly goods: EntryRow;
  readonly filed: FiledLine;
  readonly duty: LineDuty;
}

/** Filed duty of a line in cents, or `null` if nothing was filed. */
export const filedDuty = ({ duty, layers }: FiledLine): number | null =>
  duty ?? (layers && sumOfLayers(layers));

export const sumOfLayers = (layers: readonly FiledLayer[]): number =>
  layers.reduce((sum, { duty }) => sum + duty, 0);
