import { answerSources } from "../answers/sources.js";
import { answerValidate, findProblems } from "../answers/validate/index.js";
import { defineCommand } from "../command.js";
import { oneOf } from "../parse.js";

const ACTIONS = ["validate", "sources"] as const;

export default defineCommand({
  name: "data",
  summary: "Check the data files, or list where their figures come from",
  details:
    "validate checks the shape and sense of every file in one run: versions that overlap, names that lead nowhere,\n" +
    "headings and codes the tariff never had, circles of yielding, examples that fail. Errors make the status 1.\n" +
    "sources lists publisher, title and licence of every figure.",
  argument: { name: "action", summary: ACTIONS.join(" or "), required: true },
  more: { name: "what", summary: "files" },
  flags: {},
  examples: ["tariff-calc data validate", "tariff-calc data sources --format csv"],
  run: async ({ argument, more }, context) =>
    oneOf(ACTIONS)(argument ?? "") === "validate"
      ? answerValidate(await findProblems(context, more))
      : answerSources(context),
});
