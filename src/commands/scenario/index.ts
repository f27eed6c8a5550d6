import { defineCommand, flag, repeated, toggle, underReadings } from "../../contract/command.js";
import { parseOfSector, parseSeed } from "../../contract/lever-flags.js";
import { oneOf, parseCount, parseDay, parseIds, parseNumber, parseYears } from "../../contract/parse.js";
import { inFile, parsePartner, parseProducts, questionOf, weightsFlag } from "../../contract/question.js";
import { jsonEscaped } from "../../contract/text.js";
import { GROUPINGS, parseGroupings } from "../common/groups.js";
import { answerScenario, answerScenarioList } from "./answer.js";

import { MODELS, responseOf } from "./response/settings.js";

export default defineCommand({
  name: "scenario",
  summary: "What a change of tariffs does to duties on a year of trade",
  details:
    "Prices a year of trade under the law of a day and under a change of it, side by side. Without a name it\n" +
    "starts from japan-2025: imports from Japan in 2024 under the law of 2025-06-19. A rate is 25 on top of the\n" +
    "normal duty, floor:15 all-in, or cap:15 at most.",
  argument: {
    name: "scenario",
    summary: "a name, a file, or several joined by +; japan-2025 if not given",
    required: false,
  },
  flags: {
    origin: repeated(
      "<country>",
      "country of origin, all, a bloc or an agreement such as USMCA; repeat for several",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    product: repeated(
      "<numbers>",
      "only goods of these HTS numbers, joined by commas",
      (text, { schedule }) => parseProducts(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    entries: flag(
      "<file>",
      "price a file of entries, as `duty --file` reads it, instead of flows",
      (text) => text,
    ),
    flows: flag("<dataset>", "trade flows to price", (text) => text),
    baseline: flag("<law>", "held against: a day, no-tariffs, or a scenario", (text) => text),
    by: flag("<group>", `${GROUPINGS.join(", ")}; or two joined by a comma`, parseGroupings),
    top: flag("<n>", "only the largest groups, the rest in one line", parseCount),
    set: repeated("<id=rate[@origin]>", "set the rate of a measure", (text) => text),
    repeal: repeated("<id>", "end a measure", (text) => text),
    enact: repeated("<file>", "add a measure from a file", (text) => text),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    weights: weightsFlag(),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag(
      "<view>",
      "law: what was owed; cash: what was collected; realised: beside it what is estimated to be collected that month",
      oneOf(["law", "cash", "realised"]),
    ),
    response: flag(
      "<model>",
      `how trade answers: ${MODELS.join(", ")}; not at all if not given`,
      oneOf(MODELS),
    ),
    horizon: flag("<years>", "years after the change; at once and in the long run if not given", parseYears),
    elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
    passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
    supply: flag("<e>", "supply elasticity of sellers, in place of --passthrough", parseNumber),
    substitution: flag("<e>", "elasticity of substitution among origins", parseNumber),
    domestic: repeated(
      "<sector=dollars>",
      "domestic sales of a sector, for --response nested",
      parseOfSector,
    ),
    compliance: flag("<share>", "part of added duty that is collected, such as 0.9", parseNumber),
    offset: flag("<share>", "part of added duty that income and payroll taxes lose", parseNumber),
    offsetMode: flag(
      "<mode>",
      "chained: of what is collected; additive: of what is owed",
      oneOf(["chained", "additive"]),
    ),
    uncertainty: flag("<draws>", "bands of the headlines from that many draws of the priors", parseCount),
    seed: flag("<n>", "where the draws begin; the same seed gives the same bands", parseSeed),
    tornado: toggle("with --uncertainty: a row for each parameter, what moves net revenue most first"),
    asks: toggle("facts that trade figures leave open, by the dollars they move; takes a while"),
    list: toggle("list the named scenarios, with a sentence each"),
    dumpScenario: toggle("print the scenario as a file instead of running it"),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc scenario --auto 25 --reciprocal 24",
    "tariff-calc scenario --auto floor:15 --by heading --top 10",
    "tariff-calc scenario --origin USMCA --product 8703,8708 --auto 15 --by origin,authority",
    "tariff-calc scenario japan-2025 --reciprocal 15 --format json -o japan.json",
    "tariff-calc scenario --auto 25 --reciprocal 24 --response elastic",
    "tariff-calc scenario --auto 15 --response armington --horizon 1 --by sector",
    "tariff-calc scenario --entries entries.csv --date 2026-09-01 --auto 15",
    "tariff-calc scenario --auto 15 --dump-scenario > cars-at-15.json",
  ],
  charts: ["rate", "duty"],
  async run({ argument, flags, dataFlags }, context) {
    if (flags.list) return answerScenarioList(context);
    const { assume: _, ...unassumed } = flags;
    // What an estimate assumes is not of the question alone: it has ids of its own.
    const stated = flags.view === "realised" ? unassumed : flags;
    const question = await questionOf(argument, stated, dataFlags, context);
    if (flags.dumpScenario) return `${jsonEscaped(JSON.stringify(question, null, 2))}\n`;
    const { by, top, view = "law", entries, asks = false } = flags;
    const response = responseOf(flags);
    try {
      const under = underReadings(flags, context);
      if (view === "realised")
        return await (await import("./realised.js")).answerRealised(question, flags, under);
      return await answerScenario(question, { by, top, view, entries, response, asks }, under);
    } catch (error) {
      throw inFile(error, argument, flags, dataFlags);
    }
  },
});
