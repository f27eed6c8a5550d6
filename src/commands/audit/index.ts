import { defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { oneOf, parseFactor } from "../../contract/parse.js";
import { ON_ERROR } from "../../contract/rows.js";
import { FILE_FLAGS, fileForms } from "../common/file-flags.js";
import { answerAudit } from "./answer.js";

export default defineCommand({
  name: "audit",
  summary: "What was filed on entries beside what was owed, and why the two differ",
  details:
    "Reads the columns that duty --file reads, and beside them what was filed: filed_duty_usd, or filed_layers as\n" +
    '"9903.94.01:7500.00; 8703.23.01:750.00", of the line; filed_mpf_usd and filed_hmf_usd, which stand on one line of\n' +
    "the entry or add up over its lines; filed_total_usd, duty and fees of the entry; exported_share, for drawback. What\n" +
    "is empty was not filed. Differences are filed less owed. Duty that rests on an act held unlawful is counted as it was\n" +
    "filed by number, else as it is owed, and never beyond the duty filed.",
  argument: {
    name: "file",
    summary: "entries with what was filed: .csv, .json, .ndjson, or - for standard input",
    required: true,
  },
  flags: {
    onError: flag("<how>", "rows that cannot be read: report, skip or stop", oneOf(ON_ERROR)),
    feeFactor: flag(
      "<factor>",
      "factor of the fee limits, for a year whose notice is not in the data",
      parseFactor,
    ),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    ...FILE_FLAGS,
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc audit docs/examples/filed.csv",
    "tariff-calc audit docs/examples/filed.csv --view cash -o audit.csv",
    "tariff-calc audit entries.csv --format json | jq .by_authority",
  ],
  run: async ({ argument, flags }, context) =>
    answerAudit(argument ?? "", { ...flags, forms: fileForms(flags) }, underReadings(flags.reading, context)),
});
