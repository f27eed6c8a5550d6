import type { ComparedCase } from "../answers/compare.js";
import { defineCommand, flag, repeated } from "../command.js";
import { reportPage } from "../page/document.js";
import { severalPage } from "../page/several.js";
import { parseDay, parseIds } from "../parse.js";
import { inFile, questionOf } from "../texts/question.js";
import { parsePartner, parseProducts } from "../texts/scope.js";

export default defineCommand({
  name: "report",
  summary: "Scenarios as one HTML page, with sliders that compute what the command line computes",
  details:
    "Writes one file that needs no network: headline, baseline and scenario by sector with a chart, who pays, the\n" +
    "events of law, sources, and a slider for each lever that reaches the goods. Asks as `scenario` does. Several\n" +
    "scenarios stand side by side, then each by itself; flags change all of them, and there are no sliders.",
  argument: {
    name: "scenario",
    summary: "a name, a file, or several joined by +; japan-2025 if not given",
    required: false,
  },
  more: { name: "scenarios", summary: "further ones" },
  flags: {
    origin: repeated("<country>", "country of origin; repeat for several", (text, { schedule }) =>
      parsePartner(text, schedule()),
    ),
    product: repeated(
      "<numbers>",
      "only goods of these HTS numbers, joined by commas",
      (text, { schedule }) => parseProducts(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    flows: flag("<dataset>", "trade flows to price", (text) => text),
    baseline: flag("<law>", "held against: a day, no-tariffs, or a scenario", (text) => text),
    set: repeated("<id=rate[@origin]>", "set the rate of a measure", (text) => text),
    repeal: repeated("<id>", "end a measure", (text) => text),
    enact: repeated("<file>", "add a measure from a file", (text) => text),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc report --auto 15 --reciprocal 15 -o cars.html",
    "tariff-calc report japan-2025 --auto floor:15 -o japan.html",
    "tariff-calc report liberation-day april-pause section-122 -o reciprocal.html",
  ],
  formats: ["html"],
  async run({ argument, more, flags, dataFlags }, context) {
    const cases: ComparedCase[] = [];
    for (const name of [argument, ...more])
      cases.push({ name: name ?? "", text: await questionOf(name, flags, dataFlags, context) });
    const [first] = cases;
    try {
      if (first === undefined || more.length > 0) return { chunks: [await severalPage(cases, context)] };
      const { set = [], repeal = [], enact = [] } = flags;
      const afterLevers = set.length + repeal.length + enact.length;
      const ofFile = first.text.changes.length - dataFlags.size - afterLevers;
      return { chunks: [await reportPage(first.text, { ofFile, afterLevers }, context)] };
    } catch (error) {
      throw inFile(error, argument, flags, dataFlags);
    }
  },
});
