import { defineCommand, repeated } from "../../contract/command.js";
import { parseAxis } from "../../contract/lever-flags.js";
import { questionOf } from "../../contract/question.js";
import { responseOf, TRADE_FLAGS } from "../scenario/response/settings.js";
import { checkMoved } from "../solve/levers.js";
import { answerSweep } from "./answer.js";

export default defineCommand({
  name: "sweep",
  summary: "What every rate of one lever, or of two, does to duty",
  details:
    "Prices a year of trade at every rate of a lever, or at every combination of two, with a map of the result.\n" +
    "Without --response trade stays as it was and every figure is exact.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    lever: repeated(
      "<name=from:to:step>",
      "a lever and its rates in per cent, or auto=0,15,25; twice for two",
      parseAxis,
    ),
    ...TRADE_FLAGS,
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc sweep --lever auto=0:50:5",
    "tariff-calc sweep --lever auto=0:30:5 --lever reciprocal=0:30:5",
    "tariff-calc sweep --lever reciprocal=0:200:20 --response elastic --elasticity -2 -o sweep.csv",
  ],
  charts: true,
  async run({ argument, flags, dataFlags }, context) {
    const { origin, product, date, assume } = flags;
    const given = { origin, product, date, assume };
    const question = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const text = await questionOf(argument, question, dataFlags, context);
    checkMoved(
      (flags.lever ?? []).map(({ lever }) => lever),
      dataFlags,
    );
    return answerSweep({ axes: flags.lever ?? [], text, view: "law", response: responseOf(flags) }, context);
  },
});
