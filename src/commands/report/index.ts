import { type Context, defineCommand, flag, repeated, toggle } from "../../contract/command.js";
import { parseLevers } from "../../contract/lever-flags.js";
import { parseDay, parseIds } from "../../contract/parse.js";
import {
  inFile,
  parsePartner,
  parseProducts,
  type QuestionFlags,
  questionOf,
  weightsFlag,
} from "../../contract/question.js";
import { type PageCase, type PageQuestion, reportPage, severalPage } from "./page/document.js";

export default defineCommand({
  name: "report",
  summary:
    "A scenario as one HTML page, with sliders that compute what the command line computes; or several side by side",
  details:
    "Writes one file that needs no network: the headline, baseline and scenario by sector with a chart, who pays, what the law\n" +
    "changes and when, the sources, a slider for each lever that reaches the goods, and a search over their lines, with the\n" +
    "rate of each by day of entry and from every origin. Several scenarios are shown side by side, each with its\n" +
    "own tables, without sliders and search; the flags hold for all of them.",
  argument: {
    name: "scenario",
    summary: "a name, a file, or several joined by +; japan-2025 if not given",
    required: false,
  },
  more: { name: "scenarios", summary: "further ones, beside the first" },
  flags: {
    case: repeated(
      "<levers>",
      'one more scenario, as rates of levers such as "auto=15 reciprocal=floor:15"; repeat for several',
      parseLevers,
    ),
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
    weights: weightsFlag(),
    anyway: toggle("set scenarios of other origins, goods, flows or weights side by side all the same"),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc report --auto 15 --reciprocal 15 -o cars.html",
    "tariff-calc report japan-2025 --auto floor:15 -o japan.html",
    "tariff-calc report japan-2025 japan-deal -o deal.html",
    "tariff-calc report --case auto=25 --case auto=15 -o cars-compared.html",
  ],
  formats: ["html"],
  async run({ argument, more, flags, dataFlags }, context) {
    const named = [...(argument === null ? [] : [argument]), ...more];
    const given = flags.case ?? [];
    const asked: NamedQuestion[] = [];
    for (const name of named.length + given.length === 0 ? [null] : named)
      asked.push(await pageQuestion(name, flags, dataFlags, context));
    for (const { name, rates } of given)
      asked.push({ ...(await pageQuestion(null, flags, new Map([...rates, ...dataFlags]), context)), name });
    const [only] = asked;
    if (only === undefined || asked.length > 1)
      return { chunks: [await severalPage(asked, flags.anyway === true, context)] };
    try {
      return { chunks: [await reportPage(only, context)] };
    } catch (error) {
      throw only.placed(error);
    }
  },
});

type NamedQuestion = PageQuestion & PageCase;

/** A scenario by name, with what the flags change, and where its changes come from. */
async function pageQuestion(
  name: string | null,
  flags: QuestionFlags,
  levers: ReadonlyMap<string, string>,
  context: Context,
): Promise<NamedQuestion> {
  const text = await questionOf(name, flags, levers, context);
  const { set = [], repeal = [], enact = [] } = flags;
  const afterLevers = set.length + repeal.length + enact.length;
  return {
    ...{ name: name ?? text.title, text, afterLevers },
    ofFile: text.changes.length - levers.size - afterLevers,
    placed: (error) => inFile(error, name, flags, levers),
  };
}
