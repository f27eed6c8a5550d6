/** Every line by every origin, as rows to go on with in other tools. */
import type { Context } from "../../command.js";
import type { Country, Origin } from "../../domain/country.js";
import type { IsoDate } from "../../domain/day.js";
import { rateBook } from "../../domain/day-rates.js";
import { gridOf } from "../../domain/grid.js";
import type { View } from "../../domain/schedule.js";
import { UserError } from "../../errors.js";
import type { Chunk, Watch } from "../../report.js";
import { checkDay } from "../days.js";
import { gridRows, HEAD } from "./rows.js";

export const GRID_FORMATS = ["csv", "ndjson", "parquet"] as const;

export interface GridFlags {
  readonly date?: readonly IsoDate[];
  readonly origin?: readonly Country[];
  readonly view?: View;
}

/** Text in pieces of one origin each, or a Parquet file. @throws {UserError} without a day, or on one before the data. */
export async function answerGrid(
  flags: GridFlags,
  format: (typeof GRID_FORMATS)[number],
  context: Context,
): Promise<Iterable<Chunk>> {
  const { date: days = [], view = "law" } = flags;
  if (days.length === 0)
    throw new UserError("it is needed", { where: "--date", hint: "for example --date 2025-06-19" });
  for (const day of days) checkDay(day, "--date", context);
  const schedule = context.schedule();
  const book = rateBook(schedule, view);
  const origins = originsOf(flags, context);
  const grids = days.map((day) => () => gridOf(book, schedule.base, day));
  if (format === "parquet") return (await import("./parquet.js")).parquet(grids, origins, context.watch);
  return text(grids, origins, format, context.watch);
}

type Grids = readonly (() => ReturnType<typeof gridOf>)[];

const originsOf = ({ origin }: GridFlags, context: Context): Origin[] =>
  [...context.schedule().origins.values()].filter(({ code }) =>
    origin ? origin.includes(code) : code !== "EU",
  );

function* text(
  grids: Grids,
  origins: readonly Origin[],
  format: "csv" | "ndjson",
  watch: Watch,
): Generator<string> {
  if (format === "csv") yield HEAD;
  for (const make of watch(grids, "days")) {
    const rowsOf = gridRows(make(), format);
    for (const origin of watch(origins, "origins")) yield rowsOf(origin);
  }
}
