import { answerPrices } from "../answers/prices.js";
import { defineCommand, flag, repeated } from "../command.js";
import { UserError } from "../errors.js";
import { parseDay, parseIds } from "../parse.js";
import { questionOf } from "../texts/question.js";
import { parsePartner } from "../texts/scope.js";

export default defineCommand({
  name: "prices",
  summary: "What a scenario adds to consumer prices and to a household's costs",
  details:
    "Takes the duty that a scenario adds, as a part of all imports, to the rise of consumer prices and the cost of a\n" +
    "mean household that published estimates give for it, and says who bears the duty. A rule of thumb with its limits.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    origin: repeated("<country>", "country of origin, all, or a bloc", (text, { schedule }) =>
      parsePartner(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    retailPassthrough: flag("<x>", "part of the rise that has reached shops, from 0 to 1", parsePart),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc prices --auto 25 --reciprocal 24",
    "tariff-calc prices --origin all --date 2025-06-19 --retail-passthrough 0.5",
  ],
  async run({ argument, flags, dataFlags }, context) {
    const { origin, date, assume, retailPassthrough } = flags;
    const given = Object.entries({ origin, date, assume }).filter(([, value]) => value !== undefined);
    const text = await questionOf(argument, Object.fromEntries(given), dataFlags, context);
    return answerPrices(text, retailPassthrough, context);
  },
});

/** @throws {UserError} on what is no part of a whole. */
function parsePart(text: string): number {
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value <= 1) return value;
  throw new UserError(`expected a part from 0 to 1, such as 0.5; got "${text}"`, {
    hint: "0.2 to 0.6 in the first year, 1 in the long run",
  });
}
