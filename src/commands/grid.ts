import { answerGrid, GRID_FORMATS } from "../answers/grid/answer.js";
import { defineCommand, flag, read, repeated } from "../command.js";
import { oneOf, parseDay, parseOrigin } from "../parse.js";

export default defineCommand({
  name: "grid",
  summary: "Every 10-digit line by every origin on given days, as rows",
  details:
    "Writes one row a 10-digit line of chapters 1-97 and origin: base rate, additional rate, total, status. Nothing\n" +
    "is claimed and nothing assumed; what depends on a fact that is not stated is unknown, and its rates are empty.\n" +
    "Formats: csv, ndjson, parquet.",
  argument: null,
  flags: {
    date: repeated("<day>", "day of the law, YYYY-MM-DD; repeat for several", parseDay),
    origin: repeated(
      "<country>",
      "country of origin; repeat for several; all if not given",
      (text, { schedule }) => parseOrigin(text, schedule().origins),
    ),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc grid --date 2025-06-19 -o grid.csv",
    "tariff-calc grid --date 2025-06-19 -o grid.parquet",
    "tariff-calc grid --date 2026-02-23 --date 2026-02-24 --origin JP --format ndjson",
  ],
  formats: GRID_FORMATS,
  run: async ({ flags, format }, context) => ({
    chunks: await answerGrid(flags, oneOf(GRID_FORMATS)(format ?? "csv"), read(flags.reading, context)),
  }),
});
