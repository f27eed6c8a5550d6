import { defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { parseFirstDay, parseHts, parseLastDay, parseOrigin, parseUsd } from "../../contract/parse.js";
import { CHAPTER_98_FLAGS, COMING_FLAGS } from "../common/flags.js";
import { answerWhen } from "./answer.js";

export default defineCommand({
  name: "when",
  summary: "What goods cost by day of entry, and the best day",
  details:
    "Prices the same goods on every day of a stretch on which the law changes or is announced to change, to the cent: duty, fees,\n" +
    "what moved them, what was collected where law made later says otherwise, what is refundable, what goods in transit or\n" +
    "within a quota would owe. It names the best day and what it saves; a day whose cost is not known is never the best.",
  argument: { name: "hts", summary: "HTS number of 6, 8 or 10 digits, with or without dots", required: true },
  flags: {
    origin: flag("<country>", "country of origin: JP, JPN or Japan", (text, { schedule }) =>
      parseOrigin(text, schedule().origins, schedule().homeOrigins),
    ),
    value: flag("<usd>", "customs value in US dollars", parseUsd),
    from: flag("<day>", "first day of entry, or a month; the last day checked if not given", parseFirstDay),
    until: flag("<day>", "last day of entry, or a month; a year on if not given", parseLastDay),
    claim: repeated("<claim>", "what is claimed: USMCA, KORUS, donation ...", (text) => text),
    ...CHAPTER_98_FLAGS,
    ...COMING_FLAGS,
    freight: flag("<usd>", "freight to the United States", parseUsd),
    insurance: flag("<usd>", "insurance", parseUsd),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
  },
  charts: ["duty"],
  examples: [
    "tariff-calc when 8703.23.01.60 --origin JP --value 30000 --from 2025-01-01 --until 2026-10-09",
    "tariff-calc when 6109.10.00.12 --origin VN --value 50000 --from 2026-06-01 --until 2027-06-01",
  ],
  run: async ({ argument, flags }, context) =>
    answerWhen(parseHts(argument ?? ""), flags, underReadings(flags, context)),
});
