import { defineCommand, flag, repeated } from "../../contract/command.js";
import { parseOfSector } from "../../contract/lever-flags.js";
import { oneOf, parseDay, parseNumber, parseYears } from "../../contract/parse.js";
import { parsePartner, questionOf } from "../../contract/question.js";
import { MODELS } from "../scenario/response/settings.js";
import { answerBalance } from "./answer.js";

export default defineCommand({
  name: "balance",
  summary: "Trade in goods with a partner, and the formula of 2 April 2025 made of it",
  details:
    "Shows what either side publishes of the trade of 2024, and takes the formula of the reciprocal tariffs step by\n" +
    "step: the rate it gives, beside the rate posted and the rate set. Without an origin it answers for Japan; for\n" +
    "several, one line each. For one partner it also says what the deficit comes to when trade answers the law of a\n" +
    "day and a change of it.",
  argument: null,
  flags: {
    origin: repeated(
      "<country>",
      "country of origin, all, a bloc or an agreement such as USMCA; repeat for several",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    response: flag(
      "<model>",
      "how trade answers; elastic if not given",
      oneOf(MODELS.filter((model) => model !== "nested")),
    ),
    horizon: flag("<years>", "years after the change; at once and in the long run if not given", parseYears),
    elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
    passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc balance --auto 15 --reciprocal 15",
    "tariff-calc balance --origin VN",
    "tariff-calc balance --origin all --format csv -o formula.csv",
  ],
  async run({ flags, dataFlags }, context) {
    const { origin = ["JP"], date, response = "elastic", horizon, elasticity, passthrough } = flags;
    const own = { date, response: flags.response, horizon, elasticity, passthrough };
    const [stray] = [...Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : name))];
    const asked = {
      ofOnePartner: stray ?? [...dataFlags.keys()][0],
      question: (code: string) =>
        questionOf(null, { origin: [code], ...(date ? { date } : {}) }, dataFlags, context),
      flags: { response, horizon, elasticity, passthrough },
    };
    return answerBalance(origin, asked, context);
  },
});
