/** Every line by every origin, as rows to go on with in other tools. */
import type { Context } from "../command.js";
import type { Country, Origin } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import { type GridCell, gridOf } from "../domain/grid.js";
import type { View } from "../domain/schedule.js";
import type { Decimal } from "../domain/units.js";
import { UserError } from "../errors.js";
import { checkDay } from "./days.js";

export interface GridFlags {
  readonly date?: readonly IsoDate[];
  readonly origin?: readonly Country[];
  readonly rows?: "csv" | "ndjson";
  readonly view?: View;
}

const HEAD = "date,hts10,origin,base_rate,additional_rate,total_rate,status\n";

/** Text in pieces of one origin each. @throws {UserError} without a day, or on one before the data. */
export function* answerGrid(
  { date, origin, rows = "csv", view = "law" }: GridFlags,
  context: Context,
): Generator<string> {
  const schedule = context.schedule();
  if (!date || date.length === 0)
    throw new UserError("it is needed", { where: "--date", hint: "for example --date 2025-06-19" });
  for (const day of date) checkDay(day, "--date", context);
  const origins = [...schedule.origins.values()].filter(({ code }) =>
    origin ? origin.includes(code) : code !== "EU",
  );
  const write = rows === "csv" ? csvRows : jsonRows;
  if (rows === "csv") yield HEAD;
  for (const day of date) {
    const grid = gridOf(schedule, day, view);
    for (const one of origins) yield write(day, grid.hts, one, grid.cellsOf(one));
  }
}

function csvRows(day: IsoDate, hts: readonly string[], { code }: Origin, cells: readonly GridCell[]): string {
  const tails = new Map<GridCell, string>();
  const tail = (cell: GridCell): string => {
    const known =
      tails.get(cell) ??
      `,${code},${text(cell.base)},${text(cell.additional)},${text(cell.total)},${status(cell)}\n`;
    tails.set(cell, known);
    return known;
  };
  let out = "";
  for (const [row, cell] of cells.entries()) out += `${day},${hts[row]}${tail(cell)}`;
  return out;
}

function jsonRows(
  day: IsoDate,
  hts: readonly string[],
  { code }: Origin,
  cells: readonly GridCell[],
): string {
  const json = (rate: Decimal | null) => (rate === null ? "null" : `"${rate.toFixed()}"`);
  let out = "";
  for (const [row, cell] of cells.entries())
    out += `{"date":"${day}","hts10":"${hts[row]}","origin":"${code}","base_rate":${json(cell.base)},"additional_rate":${json(cell.additional)},"total_rate":${json(cell.total)},"status":"${status(cell)}"}\n`;
  return out;
}

/** Rates that depend on an unknown fact are left empty, never zero. */
const text = (rate: Decimal | null): string => rate?.toFixed() ?? "";
const status = ({ total }: GridCell): string => (total === null ? "unknown" : "exact");
