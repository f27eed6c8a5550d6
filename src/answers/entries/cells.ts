/** The columns that pricing adds to a file of entries, and their cells. */
import type { FeeSchedule } from "../../domain/fees.js";
import type { Cell, Column, StreamRow } from "../../report.js";
import type { LineFees } from "./fees.js";
import type { PricedRow } from "./group.js";

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

/** The columns that pricing adds: duty, then a column a fee. */
export const addedColumns = ({ fees }: FeeSchedule): readonly Column[] => [
  ...DUTY,
  ...fees.map(({ id }) => cents(`${id}_usd`, id.toUpperCase(), 6)),
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
  return { at, columns: at.map((index) => kept(columns[index] ?? "")) };
}

const kept = (name: string): Column => text(name, name, TELLING[name.trim().toLowerCase()] ?? 8);

/** Rows with what they owe. @param kept Places of the columns that are kept, of so many. @param added How many are added. */
export function rowsWith(
  kept: readonly number[],
  columns: number,
  added: number,
): (line: PricedRow, fees: LineFees) => StreamRow {
  const keepsAll = kept.length === columns;
  return (line, fees) => {
    const { cells, record } = line.row;
    const own = dutyCells(line, fees, added);
    return keepsAll
      ? { read: cells, record, added: own }
      : { read: kept.map((place) => cells[place] ?? ""), record: null, added: own };
  };
}

/** In a list made as long as it gets. Amounts that are not known stay empty: never zero. */
function dutyCells({ priced, problems }: PricedRow, fees: LineFees, added: number): Cell[] {
  const cells = new Array<Cell>(added);
  const { duty, remark } = priced ?? UNPRICED;
  cells[0] = duty.base;
  cells[1] = duty.additional;
  cells[2] = duty.duty;
  cells[3] = duty.rate;
  cells[4] = priced === null ? "invalid" : duty.duty === null ? "unknown" : "exact";
  cells[5] = duty.layers;
  cells[6] = told(problems, duty.needs, remark);
  cells[7] = duty.atLeast;
  for (let at = DUTY.length; at < added; at += 1) cells[at] = fees[at - DUTY.length] ?? null;
  return cells;
}

const UNPRICED = {
  duty: { base: null, additional: null, duty: null, rate: null, layers: [], needs: [], atLeast: null },
  remark: null,
};

/** What is wrong, what is missing, and what the reader should know; most rows have nothing to tell. */
function told(problems: readonly string[], needs: readonly string[], remark: string | null): string {
  if (problems.length === 0 && needs.length === 0 && remark === null) return "";
  const missing = needs.length > 0 ? [`not stated: ${needs.join(", ")}`] : [];
  return [...problems, ...missing, ...(remark === null ? [] : [remark])].join("; ");
}
