import { defineCommand, flag, repeated, toggle } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseOfSector } from "../../contract/lever-flags.js";
import { parseDay, parseNumber, parseOrigin, parseYears } from "../../contract/parse.js";
import { questionOf } from "../../contract/question.js";
import { jsonEscaped } from "../../contract/text.js";
import type { ExposureText } from "../../data/shapes/economics.js";
import { answerExposure } from "./answer.js";

export default defineCommand({
  name: "exposure",
  summary: "What an exporting country has at stake: surplus, exports, output, jobs",
  details:
    "Shows the published figures of a country with their sources, the arithmetic on them step by step, and what a\n" +
    "scenario does to its exports and jobs. Figures of Japan are shipped; --file takes those of another country,\n" +
    "in the shape that --dump-figures prints.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    // The files of a project may be about goods of anywhere; figures there are of few.
    origin: {
      ...flag("<country>", "the exporting country; Japan if not given", (text, { schedule }) =>
        parseOrigin(text, schedule().origins),
      ),
      ownLine: true,
    },
    file: flag("<file>", "figures of another country, in a file as --dump-figures prints it", (text) => text),
    dumpFigures: toggle("print the figures as a file to fill in, instead of the answer"),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    horizon: flag("<years>", "years after the change; the long run if not given", parseYears),
    elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
    passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc exposure",
    "tariff-calc exposure --auto 15 --reciprocal 15 --horizon 1",
    "tariff-calc exposure --dump-figures > korea.json",
    "tariff-calc exposure --file korea.json --date 2025-08-07",
  ],
  async run({ argument, flags, dataFlags }, context) {
    const { file, date, horizon, elasticity, passthrough } = flags;
    if (file !== undefined && flags.origin !== undefined)
      throw new UserError("the file says which country its figures are of", {
        where: "--origin",
        hint: "leave it out, or leave out --file",
      });
    const origin = flags.origin ?? parseOrigin("JP", context.schedule().origins);
    const text = file === undefined ? await context.exposure(origin) : await context.exposureFile(file);
    if (flags.dumpFigures) return figuresFile(text);
    const scope = { ...(text.country === "JP" ? {} : { origin: [text.country] }), ...(date ? { date } : {}) };
    const question = await questionOf(argument, scope, dataFlags, context);
    return answerExposure(text, question, { response: "elastic", horizon, elasticity, passthrough }, context);
  },
});

/** Without the place of its schema, which another folder has not. */
const figuresFile = ({ $schema: _, ...text }: ExposureText & { readonly $schema?: string }): string =>
  `${jsonEscaped(JSON.stringify(text, null, 2))}\n`;
