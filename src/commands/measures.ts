import { answerMeasure, answerMeasures } from "../answers/measures.js";
import { defineCommand, flag } from "../command.js";
import { parseDay, parseOrigin } from "../parse.js";

export default defineCommand({
  name: "measures",
  summary: "The law that the program holds: rates, dates, citations",
  details:
    "Lists the measures of the tariff law, those in force on a day or all of them. With an id it shows every\n" +
    "version with its sources; with any other words it lists the measures that these occur in.",
  argument: { name: "id", summary: "id of a measure, or words to look for", required: false },
  flags: {
    date: flag("<day>", "only measures in force on this day", parseDay),
    origin: flag("<country>", "only measures that reach goods of this origin", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
  },
  examples: [
    "tariff-calc measures",
    "tariff-calc measures --origin JP --date 2025-06-19",
    "tariff-calc measures section-232/cars",
    "tariff-calc measures reciprocal --format csv",
  ],
  run: async ({ argument, flags }, context) =>
    argument !== null && !flags.date && !flags.origin && context.measureTexts().has(argument)
      ? answerMeasure(argument, context)
      : answerMeasures(argument, flags, context),
});
