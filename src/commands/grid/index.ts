/** Every line by every origin, as rows to go on with in other tools. */
import { gridOf } from "../../compiled/grid.js";
import { judgedRows } from "../../compiled/grid-certainty.js";
import { rateBook } from "../../compiled/law-of-day.js";
import {
  type Context,
  checkDay,
  defineCommand,
  flag,
  repeated,
  toggle,
  underReadings,
} from "../../contract/command.js";
import { needed } from "../../contract/errors.js";
import { oneOf, parseDay } from "../../contract/parse.js";
import { parsePartner, parseProducts, partnersOf } from "../../contract/question.js";
import type { Written } from "../../contract/report.js";
import { catalogueOf } from "../../entries/claims.js";
import type { IsoDate } from "../../law/calendar.js";
import type { HtsCode } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import type { Origin } from "../../law/origin.js";
import { gridRows, HEAD, type JudgedGrid } from "./rows.js";

const GRID_FORMATS = ["csv", "ndjson", "parquet"] as const;

interface GridFlags {
  readonly date?: readonly IsoDate[];
  readonly origin?: readonly string[];
  readonly product?: readonly HtsCode[];
  readonly view?: View;
  readonly noAsks?: boolean;
}

/** Text in pieces of one origin each, or a Parquet file. @throws {UserError} without a day, or on one before the data. */
async function answerGrid(
  flags: GridFlags,
  format: (typeof GRID_FORMATS)[number],
  context: Context,
): Promise<Written["chunks"]> {
  const { date: days = [], view = "law", noAsks = false } = flags;
  if (days.length === 0) throw needed("--date", "for example --date 2025-06-19");
  for (const day of days) checkDay(day, "--date", context);
  const schedule = context.schedule();
  const book = rateBook(schedule, view);
  const origins = originsOf(flags, context);
  const edition = `${context.edition().lines.edition}, checked to ${schedule.asOf}`;
  const catalogue = catalogueOf(context);
  const grids = days.map((day) => (): JudgedGrid => {
    const grid = gridOf(book, schedule, day, flags.product);
    return { grid, rowsOf: judgedRows(grid, noAsks ? null : { schedule, view, catalogue }) };
  });
  if (format === "parquet") {
    const { parquet } = await import("./parquet.js");
    return (envelope) => parquet(grids, origins, context.watch, envelope, edition);
  }
  return text(grids, origins, format, edition, context.watch);
}

type Grids = readonly (() => JudgedGrid)[];

/** The Union stands in no row beside its members unless it is named. */
function originsOf({ origin }: GridFlags, context: Context): Origin[] {
  const schedule = context.schedule();
  const members = [...schedule.origins.keys()].filter((code) => code !== "EU");
  const meant = new Set(origin ? partnersOf(origin, schedule, members) : members);
  return [...schedule.origins.values()].filter(({ code }) => meant.has(code));
}

function* text(
  grids: Grids,
  origins: readonly Origin[],
  format: "csv" | "ndjson",
  edition: string,
  watch: Context["watch"],
): Generator<string> {
  if (format === "csv") yield HEAD;
  for (const make of watch(grids, "days")) {
    const rowsOf = gridRows(make(), origins, format, edition);
    for (const origin of watch(origins, "origins")) yield rowsOf(origin);
  }
}

export default defineCommand({
  name: "grid",
  summary: "Every 10-digit line by every origin on given days, as rows",
  details:
    "Writes one row for each 10-digit line of chapters 1-97 and each origin: base rate, additional rate, total, status.\n" +
    "Nothing is claimed and nothing assumed. What depends on a fact that is not stated is unknown and what may not be imported is\n" +
    "barred: both have no total. What a presumption decides is presumed, at the rate that it gives. `rate` names those facts.\n" +
    "Cases of antidumping and countervailing duty orders that name the number and the country stand in a column of their own;\n" +
    "their deposits are in no rate.\n" +
    "Formats: csv, ndjson, parquet; the last two name the edition of the tariff in each row.",
  argument: null,
  flags: {
    date: repeated("<day>", "day of the law, YYYY-MM-DD; repeat for several", parseDay),
    origin: repeated(
      "<country>",
      "country of origin, a bloc, an agreement, or all; repeat for several; all if not given",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    product: flag("<numbers>", "only goods of these HTS numbers, joined by commas", (text, { schedule }) =>
      parseProducts(text, schedule()),
    ),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
    noAsks: toggle(
      "do not ask what is not stated: what its rates do not say to be unknown is exact; for many days",
    ),
  },
  examples: [
    "tariff-calc grid --date 2025-06-19 -o grid.csv",
    "tariff-calc grid --date 2025-06-19 -o grid.parquet",
    "tariff-calc grid --date 2026-02-23 --date 2026-02-24 --origin JP --format ndjson",
  ],
  formats: GRID_FORMATS,
  run: async ({ flags, format }, context) => ({
    chunks: await answerGrid(flags, oneOf(GRID_FORMATS)(format ?? "csv"), underReadings(flags, context)),
  }),
});
