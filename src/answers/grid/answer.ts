/** Every line by every origin, as rows to go on with in other tools. */
import type { Context } from "../command.js";
import type { Country, Origin } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import { rateBook } from "../domain/day-rates.js";
import { type Grid, gridOf } from "../domain/grid.js";
import type { RateCell } from "../domain/pattern.js";
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
  const book = rateBook(schedule, view);
  for (const day of date) {
    const grid = gridOf(book, schedule.base, day);
    for (const one of origins) yield write(grid, one);
  }
}

function csvRows(grid: Grid, origin: Origin): string {
  const { date, hts, classOf } = grid;
  const tails = grid
    .cellsOf(origin)
    .map(
      (cell) =>
        `,${origin.code},${text(cell.base)},${text(cell.additional)},${text(cell.total)},${status(cell)}\n`,
    );
  let out = "";
  for (let row = 0; row < hts.length; row += 1) out += `${date},${hts[row]}${tails[classOf[row] as number]}`;
  return out;
}

function jsonRows(grid: Grid, origin: Origin): string {
  const { date, hts, classOf } = grid;
  const json = (rate: Decimal | null) => (rate === null ? "null" : `"${rate.toFixed()}"`);
  const tails = grid
    .cellsOf(origin)
    .map(
      ({ base, additional, total }) =>
        `","origin":"${origin.code}","base_rate":${json(base)},"additional_rate":${json(additional)},"total_rate":${json(total)},"status":"${status({ total })}"}\n`,
    );
  let out = "";
  for (let row = 0; row < hts.length; row += 1)
    out += `{"date":"${date}","hts10":"${hts[row]}${tails[classOf[row] as number]}`;
  return out;
}

/** Rates that depend on an unknown fact are left empty, never zero. */
const text = (rate: Decimal | null): string => rate?.toFixed() ?? "";
const status = ({ total }: Pick<RateCell, "total">): string => (total === null ? "unknown" : "exact");
