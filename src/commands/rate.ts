import { answerRate } from "../answers/rate.js";
import { defineCommand, flag, read, repeated } from "../command.js";
import { oneOf, parseDay, parseHts, parseOrigin } from "../parse.js";

export default defineCommand({
  name: "rate",
  summary: "The rate of one product by origin, on a day or over time",
  details:
    "Shows the base rate, what is charged on top, and the total, for one origin, several, or all; on a day, or\n" +
    "from one day to another as steps. Nothing is claimed and nothing assumed: what depends on a fact is unknown.",
  argument: { name: "hts", summary: "HTS number; a shorter one shows every line under it", required: true },
  flags: {
    origin: repeated(
      "<country>",
      "country of origin; repeat for several; all if not given",
      (text, { schedule }) => parseOrigin(text, schedule().origins),
    ),
    date: flag("<day>", "one day, YYYY-MM-DD; the last day checked if not given", parseDay),
    from: flag("<day>", "first day of the steps", parseDay),
    to: flag("<day>", "last day of the steps", parseDay),
    claim: repeated("<claim>", "what is claimed: USMCA, aircraft, in-quota ...", (text) => text),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc rate 8703.23.01 --origin JP --from 2025-01-01 --to 2026-10-09",
    "tariff-calc rate 6110.20.20 --date 2025-08-07",
    "tariff-calc rate 7208.10.15 --origin CA --origin MX --date 2025-06-10 --format csv",
  ],
  run: async ({ argument, flags }, context) =>
    answerRate(parseHts(argument ?? ""), flags, read(flags.reading, context)),
});
