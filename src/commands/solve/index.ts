import { defineCommand, flag } from "../../contract/command.js";
import { parseCosts, parseLeverRate, parseTarget } from "../../contract/lever-flags.js";
import { oneOf, parseNumber } from "../../contract/parse.js";
import { questionOf } from "../../contract/question.js";
import { responseOf, TRADE_FLAGS } from "../scenario/response/settings.js";
import { answerBreakEven, answerSolve } from "./answer.js";
import { checkMoved } from "./levers.js";
import { checkAlone, GOALS, soughtLever } from "./problem.js";

export default defineCommand({
  name: "solve",
  summary: "Which rate gives a duty, a revenue, a deficit, a price",
  details:
    "Finds every rate of a lever at which something comes to a target, or stays as it is while another lever moves.\n" +
    "Without --response trade stays as it was and the answer is exact. If no rate does it, the most that any rate\n" +
    "does is said, and the status is 1.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    lever: flag(
      "<name>",
      "the lever whose rate is looked for; with --hold, the one that moves",
      (text) => text,
    ),
    target: flag("<goal=value>", `${GOALS.join(", ")}: in dollars such as 30e9, or per cent`, parseTarget),
    hold: flag("<goal>", "what is to stay as it is", oneOf(GOALS)),
    from: flag("<lever=rate>", "where the lever that moves starts", parseLeverRate),
    to: flag("<lever=rate>", "where it goes", parseLeverRate),
    with: flag("<name>", "the lever that makes up for it", (text) => text),
    breakEven: flag(
      "<costs>",
      "domestic=70,foreign=50,fees=0,dutiable=50: the rate at which foreign goods cost as much",
      parseCosts,
    ),
    ...TRADE_FLAGS,
    compliance: flag("<share>", "part of added duty that is collected, such as 0.9", parseNumber),
    offset: flag("<share>", "part of it that income and payroll taxes lose", parseNumber),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc solve --lever auto --hold duty --from auto=25 --to auto=15 --with reciprocal",
    "tariff-calc solve --lever reciprocal --target rate=20",
    "tariff-calc solve --lever reciprocal --target duty=25e9 --response elastic --elasticity -2",
    "tariff-calc solve --break-even domestic=70,foreign=50,fees=0,dutiable=50",
  ],
  async run({ argument, flags, dataFlags }, context) {
    if (flags.breakEven) {
      checkAlone(flags, dataFlags);
      return answerBreakEven(flags.breakEven);
    }
    const { origin, product, date, assume, target, hold, from, to } = flags;
    const given = { origin, product, date, assume };
    const question = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const text = await questionOf(argument, question, dataFlags, context);
    const lever = soughtLever(flags, context);
    checkMoved([lever, ...(from ? [from.lever] : [])], dataFlags);
    return answerSolve(
      { lever, text, view: "law", target, hold, from, to, response: responseOf(flags) },
      context,
    );
  },
});
