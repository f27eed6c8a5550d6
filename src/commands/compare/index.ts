import { defineCommand, flag, repeated, toggle, underReadings } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseLevers } from "../../contract/lever-flags.js";
import { oneOf, parseCount, parseDay, parseIds } from "../../contract/parse.js";
import { parsePartner, parseProducts, questionOf, weightsFlag } from "../../contract/question.js";
import { checkLever } from "../common/data-extent.js";
import { GROUPINGS, parseGroupings } from "../common/groups.js";
import { answerCompare, type ComparedCase } from "./answer.js";

export default defineCommand({
  name: "compare",
  summary: "Scenarios side by side",
  details:
    "Prices any number of scenarios and holds each against the first: named ones, files, and cases given as rates of\n" +
    "levers. Cases start from japan-2025, or from the origins and day asked for.",
  argument: { name: "scenario", summary: "a name or a file, or several joined by +", required: false },
  more: { name: "scenarios", summary: "further ones" },
  flags: {
    case: repeated(
      "<levers>",
      'rates of levers such as "auto=15 reciprocal=floor:15"; repeat for several',
      parseLevers,
    ),
    by: flag("<group>", `${GROUPINGS.join(", ")}; or two joined by a comma`, parseGroupings),
    top: flag("<n>", "with --by, only the largest groups, the rest in one line", parseCount),
    origin: repeated(
      "<country>",
      "country of origin for every scenario: a country, a bloc, or all",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    product: repeated("<numbers>", "only goods of these HTS numbers", (text, { schedule }) =>
      parseProducts(text, schedule()),
    ),
    date: flag("<day>", "the day whose law every scenario takes, YYYY-MM-DD", parseDay),
    flows: flag("<dataset>", "trade flows for every scenario", (text) => text),
    anyway: toggle("compare scenarios of other origins, goods, flows or weights all the same"),
    weights: weightsFlag(),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    'tariff-calc compare japan-2025 --case "auto=15 reciprocal=15" --case "auto=25 reciprocal=24"',
    "tariff-calc compare --case auto=25 --case auto=15 --by sector --format csv",
  ],
  charts: ["rate", "duty"],
  async run({ argument, more, flags }, shipped) {
    const context = underReadings(flags, shipped);
    const { origin, product, date, flows, assume, weights, by, top, view = "law" } = flags;
    const given = Object.entries({ origin, product, date, flows, assume, weights }).filter(
      ([, value]) => value !== undefined,
    );
    const scope = Object.fromEntries(given);
    const names = [...(argument === null ? [] : [argument]), ...more];
    const cases: ComparedCase[] = [];
    for (const name of names) cases.push({ name, text: await questionOf(name, scope, new Map(), context) });
    for (const { name, rates } of flags.case ?? []) {
      for (const lever of rates.keys()) checkLever(lever, "--case", context);
      cases.push({ name, text: await questionOf(null, scope, rates, context) });
    }
    if (cases.length < 2)
      throw new UserError(`expected two scenarios or more; got ${cases.length}`, {
        where: "compare",
        hint: 'for example compare japan-2025 --case "auto=15 reciprocal=15"',
      });
    const texts = cases.map(({ text }) => JSON.stringify(text));
    const twice = cases.find((_, at) => texts.indexOf(texts[at] as string) < at);
    if (twice)
      throw new UserError(`expected scenarios that differ; ${twice.name} is there twice`, {
        where: "compare",
        hint: "leave one out",
      });
    if (top !== undefined && by === undefined)
      throw new UserError("it says how many groups, and nothing asks for groups", {
        where: "--top",
        hint: "add --by sector, or leave it out",
      });
    return answerCompare(cases, { by, top, view, anyway: flags.anyway === true }, context);
  },
});
