import { defineCommand, flag, repeated, toggle, underReadings } from "../../contract/command.js";
import { oneOf, parseFirstDay, parseHts, parseIds, parseLastDay } from "../../contract/parse.js";
import { parsePartner, parseProducts, weightsFlag } from "../../contract/question.js";
import { answerTimeline } from "./answer.js";

export default defineCommand({
  name: "timeline",
  summary: "How a tariff rate moved, day by day, and which measures moved it",
  details:
    "Lists each day on which the rate of a product, or of all imports from an origin weighted by a year of trade,\n" +
    "changed: the rate from then on, the change, and the measures that came, went or changed on that day.",
  argument: null,
  flags: {
    origin: flag(
      "<country>",
      "country of origin, all, a bloc or an agreement such as USMCA",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    hts: flag("<hts>", "one product; all imports of the flows if not given", parseHts),
    product: repeated(
      "<numbers>",
      "only trade in these HTS numbers, joined by commas",
      (text, { schedule }) => parseProducts(text, schedule()),
    ),
    actuals: toggle("by month, beside the duty that customs calculated"),
    realised: toggle("by month, beside an estimate of what customs collects, with bands"),
    weights: weightsFlag(),
    from: flag("<day>", "first day, YYYY-MM-DD, or a month, YYYY-MM", parseFirstDay),
    to: flag("<day>", "last day, or a month", parseLastDay),
    flows: flag("<dataset>", "trade flows that weight the rates", (text) => text),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag(
      "<view>",
      "law: what was owed; cash: what was collected; realised: as --realised",
      oneOf(["law", "cash", "realised"]),
    ),
  },
  examples: [
    "tariff-calc timeline --hts 8703.23.01 --origin JP",
    "tariff-calc timeline --origin JP --from 2025-03-01 --to 2025-09-30",
    "tariff-calc timeline --origin JP --view cash --format csv",
    "tariff-calc timeline --origin all --actuals",
    "tariff-calc timeline --origin JP --realised --from 2025-07-01 --to 2026-10-31",
  ],
  charts: ["rate", "duty"],
  run: async ({ flags: { view, ...flags } }, context) => {
    const realised = view === "realised" ? ({ realised: true } as const) : {};
    const asked = { ...flags, ...(view && view !== "realised" ? { view } : {}), ...realised };
    return answerTimeline(asked, underReadings(asked, context));
  },
});
