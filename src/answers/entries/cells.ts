/** The columns that pricing adds to a file of entries, and their cells. */
import { printCents } from "../../domain/cents.js";
import type { FeeSchedule } from "../../domain/fees.js";
import type { Cell, Column } from "../../report.js";
import type { LineFees } from "./fees.js";
import type { PricedRow } from "./group.js";
import { printLayer } from "./line-duty.js";

const text = (key: string, title: string, drop: number): Column => ({ key, title, kind: "text", drop });

const DUTY: readonly Column[] = [
  text("base_duty_usd", "Base duty", 3),
  text("additional_duty_usd", "Additional", 2),
  text("duty_usd", "Duty", 0),
  text("rate", "Rate", 1),
  text("status", "Status", 0),
  { key: "layers", title: "Layers", kind: "list", drop: 5 },
  text("problem", "Problem", 0),
  text("at_least_usd", "At least", 4),
];

/** The columns that pricing adds: duty, then a column a fee. */
export const addedColumns = ({ fees }: FeeSchedule): readonly Column[] => [
  ...DUTY,
  ...fees.map(({ id }) => text(`${id}_usd`, id.toUpperCase(), 6)),
];

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
  return { at, columns: at.map((index) => text(columns[index] ?? "", columns[index] ?? "", 8)) };
}

/** Amounts that are not known stay empty: never zero. */
export function addedCells({ priced, problems }: PricedRow, fees: LineFees): Cell[] {
  const told = (more: readonly string[]) => [...problems, ...more].join("; ");
  const feeCells = fees.map(dollars);
  if (priced === null) return [null, null, null, null, "invalid", [], told([]), null, ...feeCells];
  const { duty, remark } = priced;
  const needs = duty.needs.length > 0 ? [`not stated: ${duty.needs.join(", ")}`] : [];
  return [
    dollars(duty.base),
    dollars(duty.additional),
    dollars(duty.duty),
    duty.rate,
    duty.duty === null ? "unknown" : "exact",
    duty.layers.map(printLayer),
    told([...needs, ...(remark === null ? [] : [remark])]),
    printCents(duty.atLeast),
    ...feeCells,
  ];
}

const dollars = (cents: number | null): string | null => (cents === null ? null : printCents(cents));
