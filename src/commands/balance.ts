import { answerBalance } from "../answers/balance.js";
import { defineCommand, repeated } from "../command.js";
import { parsePartner } from "../texts/scope.js";

export default defineCommand({
  name: "balance",
  summary: "Trade in goods with a partner, and the formula of 2 April 2025 made of it",
  details:
    "Shows what either side publishes of the trade of 2024, and takes the formula of the reciprocal tariffs step by\n" +
    "step: the rate it gives, beside the rate posted and the rate set. Without an origin it answers for Japan; for\n" +
    "several, one line each.",
  argument: null,
  flags: {
    origin: repeated(
      "<country>",
      "country of origin, all, a bloc or an agreement such as USMCA; repeat for several",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
  },
  examples: [
    "tariff-calc balance",
    "tariff-calc balance --origin VN",
    "tariff-calc balance --origin all --format csv -o formula.csv",
  ],
  run: async ({ flags }, context) => answerBalance(flags.origin ?? ["JP"], context),
});
