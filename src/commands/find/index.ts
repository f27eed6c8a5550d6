import { defineCommand, flag } from "../../contract/command.js";
import { parseCount, parseDay, parseOrigin } from "../../contract/parse.js";
import { answerFind } from "./answer.js";

export default defineCommand({
  name: "find",
  summary: "The HTS number of goods by their everyday name, or the numbers under a number",
  details:
    "Searches the official texts of the tariff, each with those it stands under, and everyday names of goods. Words may be\n" +
    "plural, misspelt or others that mean the same. Rows are the best line of each subheading with why it was found; where\n" +
    "headings compete, the words that tell them apart. With digits it shows what is under a number. It classifies nothing:\n" +
    "the importer does.",
  argument: { name: "text", summary: "what the goods are, or the first digits of a number", required: true },
  more: { name: "words", summary: "more words of the same" },
  flags: {
    origin: flag("<country>", "country of origin, for the rate of each line", (text, { schedule }) =>
      parseOrigin(text, schedule().origins, schedule().homeOrigins),
    ),
    date: flag("<day>", "day of entry, for the rate; the last day checked if not given", parseDay),
    top: flag("<n>", "so many rows; 8 if not given", parseCount),
  },
  examples: [
    'tariff-calc find "ball bearings for cars"',
    "tariff-calc find laptops --origin CN --date 2026-10-01",
    "tariff-calc find 8482",
    "tariff-calc find 85 --format csv",
  ],
  run: async ({ argument, more, flags }, context) =>
    answerFind([argument ?? "", ...more].join(" "), flags, context),
});
