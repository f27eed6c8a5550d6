import { answerVerify } from "../answers/verify.js";
import { defineCommand } from "../command.js";

export default defineCommand({
  name: "verify",
  summary: "Run every worked example of the law and print a scorecard",
  details:
    "Runs the examples in the files of the measures and the worked examples of entries as a whole. Status 1 if any\n" +
    "misses. Examples that rest on another reading of the law are told apart, with the reason.",
  argument: null,
  flags: {},
  examples: ["tariff-calc verify", "tariff-calc verify --format json -o scorecard.json"],
  run: async (_, context) => answerVerify(context),
});
