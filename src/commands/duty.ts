import { answerDuty } from "../answers/duty.js";
import { defineCommand, flag, read, repeated, toggle } from "../command.js";
import {
  oneOf,
  parseDay,
  parseHts,
  parseOrigin,
  parseQuantity,
  parseShare,
  parseShares,
  parseUsd,
} from "../parse.js";

export default defineCommand({
  name: "duty",
  summary: "What one entry of goods owes, layer by layer",
  details:
    "Assesses goods entered on a day: the base duty, every measure that reaches them, those that give way and to\n" +
    "which, those the goods are freed of. What is not stated is not assumed: a total that needs it is a lower bound.",
  argument: { name: "hts", summary: "HTS number of 8 or 10 digits, with or without dots", required: true },
  flags: {
    origin: flag("<country>", "country of origin: JP, JPN or Japan", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
    value: flag("<usd>", "customs value in US dollars", parseUsd),
    date: flag("<day>", "day of entry, YYYY-MM-DD", parseDay),
    claim: repeated(
      "<claim>",
      "what is claimed: USMCA, KORUS, aircraft, in-quota, donation ...",
      (text) => text,
    ),
    qty: repeated("<quantity>", "a quantity such as 1200kg or 40 doz", parseQuantity),
    metal: flag("<shares>", "metal content: steel=0.4,aluminum=10%", parseShares),
    usContent: flag("<share>", "share of the value of US origin", parseShare),
    loadedOn: flag("<day>", "day the goods were loaded for the United States", parseDay),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
    explain: toggle("why each layer did or did not apply, with citations"),
  },
  examples: [
    "tariff-calc duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --explain",
    "tariff-calc duty 8431.31.00.20 --origin JP --value 10000 --date 2025-06-19 --metal steel=0.35",
    "tariff-calc duty 0402.99.90 --origin NZ --value 5000 --date 2025-06-19 --qty 1200kg",
  ],
  run: async ({ argument, flags }, context) =>
    answerDuty(parseHts(argument ?? ""), flags, read(flags.reading, context)),
});
