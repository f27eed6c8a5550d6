import { type Context, defineCommand, flag, repeated, toggle } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseOfSector } from "../../contract/lever-flags.js";
import { parseDay, parseNumber, parseOrigin, parseYears } from "../../contract/parse.js";
import { questionOf } from "../../contract/question.js";
import type { Report } from "../../contract/report.js";
import { jsonEscaped } from "../../contract/text.js";
import type { ExposureText } from "../../data/shapes/economics.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import { jobsAtRisk } from "../../economics/input-output.js";
import { type Decimal, decimal, usd } from "../../law/units.js";
import { sumsWhere } from "../../trade/tally.js";
import { keyOf } from "../common/groups.js";
import { heldNotes, ledBy } from "../common/law-words.js";
import { priceScenario } from "../scenario/answer.js";
import { answerOfCell, type Outcome, totalOutcome } from "../scenario/response/cells.js";
import {
  checkedSettings,
  type Model,
  type ResponseFlags,
  type Settings,
} from "../scenario/response/settings.js";
import { answeringTrade } from "../scenario/response/trade.js";
import { chargedUnder, lawNotes } from "../scenario/words.js";
import { derivedSteps, figureSteps, STEP_COLUMNS, type Step, stepCells } from "./steps.js";

// What an exporting country has at stake: its figures, what follows from them, and what a scenario does to them.

/** Units: those of each row. @throws {UserError} on flags of behaviour that are none. */
export async function answerExposure(
  text: ExposureText,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Report> {
  const derived = derivedSteps(text);
  const model = await scenarioSteps(text, question, flags, derived, context);
  const all = [...figureSteps(text), ...derived, ...model.steps];
  return {
    title: `What is at stake: ${text.title}`,
    heading: [
      question.title.includes(question.date)
        ? `Scenario: ${question.title}`
        : `Scenario: ${question.title}, law of ${question.date}`,
    ],
    columns: STEP_COLUMNS,
    rows: all.map(stepCells),
    total: null,
    ...notesOf(text, model),
    facts: { country: text.country, currency: text.currency },
  };
}

/** What is to be known of the law, and where figures are contested, first. */
function notesOf(text: ExposureText, { horizon, demand, takenFor, warnings }: ExposureModel) {
  const contested = text.contested.map(
    ({ figure, readings, why }) => `Contested, ${figure}: ${readings.join("; or ")}. Why: ${why}.`,
  );
  return ledBy(
    [...warnings, ...contested],
    [
      ...warnings,
      "figure: as published, with its source. arithmetic: these figures multiplied or divided. law: rates of every line, exact. model: trade that answers, in binary floating point.",
      `Model: ${horizon}, elasticity of import demand ${demand}; \`scenario --response elastic\` says what it rests on. A fall of value counts lower prices too; jobs follow volume.`,
      "Upper bounds: the broad count of jobs, most of which do not hang on these exports, and jobs by the fall of value. A share of the trade surplus is not a share of exports.",
      ...(takenFor.length > 0
        ? [
            `Pass-through: ${takenFor.join(", ")} as makers were seen to bear it in 2025; --passthrough 0.95 takes the usual.`,
          ]
        : []),
      ...contested,
      "Not counted: goods that go to other buyers instead, suppliers outside the sector, exchange rates, retaliation.",
    ],
  );
}

interface ExposureModel {
  readonly steps: readonly Step[];
  readonly horizon: string;
  readonly demand: number;
  /** Sectors whose pass-through is their own without a flag that says so, in words. */
  readonly takenFor: readonly string[];
  /** What is to be known of the law that is priced. */
  readonly warnings: readonly string[];
}

/** Duty by law, and what trade comes to at the last horizon. */
async function scenarioSteps(
  text: ExposureText,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  derived: readonly Step[],
  context: Context,
): Promise<ExposureModel> {
  const { run, inputs } = await priceScenario(question, "law", undefined, context);
  const estimates = await context.estimates();
  const settings = await checkedSettings(flags, context, run.origins);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const trade = answeringTrade({ run, inputs, settings, estimates, view: "law", groupOf }, context);
  const { label, demand = -1 } = settings.horizons.at(-1) ?? { label: "" };
  const own = trade.cells.filter(({ sector }) => text.sectors.includes(sector));
  const sector = totalOutcome(
    own.map((cell) => answerOfCell(cell, "scenario", demand, settings)),
    settings.collection,
  );
  const all = trade.outcome("scenario", demand);
  const duty = sumsWhere(run.changed, () => true).duty;
  return {
    horizon: label,
    demand,
    takenFor: takenFor(settings, flags, demand),
    warnings: [...heldNotes(chargedUnder(run), "figures", context.heldUnlawful()), ...lawNotes(run)],
    steps: [
      {
        id: "duty_usd",
        what: "duty a year, trade unchanged",
        value: duty,
        unit: "USD",
        basis: "law",
        from: "every line at its rate",
      },
      ...modelSteps(text, sector, all),
      ...jobSteps(derived, sector),
    ],
  };
}

/** Sectors whose pass-through is their own without a flag that says so. */
const takenFor = (settings: Settings, { passthrough }: ResponseFlags, demand: number): string[] =>
  passthrough ? [] : [...settings.ownSectors].map((one) => `${settings.passThrough(one, demand)} of ${one}`);

const model = (id: string, what: string, value: Decimal, unit: string, from: string): Step => ({
  ...{ id, what, value, unit, from },
  basis: "model",
});

const rounded = (amount: number): Decimal => usd(steady(amount)).toDecimalPlaces(2);
const fall = (before: number, after: number): number => (before === 0 ? 0 : 1 - after / before);
const fraction = (share: number): Decimal => decimal(steady(share)).toDecimalPlaces(6);

function modelSteps({ sectorTitle }: ExposureText, sector: Outcome, all: Outcome): Step[] {
  return [
    model(
      "exports_lost_usd",
      "exports to the US lost",
      rounded(all.before - all.after),
      "USD",
      "imports of the year less imports after",
    ),
    model(
      "lost_on_price_usd",
      "of that, lost to lower prices",
      rounded(all.volume - all.after),
      "USD",
      "volume at old prices less value after",
    ),
    model(
      "lost_on_volume_usd",
      "of that, lost as less is sold",
      rounded(all.before - all.volume),
      "USD",
      "value before less volume at old prices",
    ),
    model(
      "sector_value_fall",
      `${sectorTitle}, value lost`,
      fraction(fall(sector.before, sector.after)),
      "fraction",
      "1 - after / before",
    ),
    model(
      "sector_volume_fall",
      `${sectorTitle}, volume lost`,
      fraction(fall(sector.before, sector.volume)),
      "fraction",
      "1 - quantity after / before",
    ),
  ];
}

/** Jobs follow what is made, so volume counts; by value they are an upper bound. */
function jobSteps(derived: readonly Step[], sector: Outcome): Step[] {
  const counts = [
    ["jobs_exposed_narrow", "narrow"],
    ["jobs_exposed_broad", "broad"],
  ] as const;
  const falls = [
    ["volume", fall(sector.before, sector.volume)],
    ["value", fall(sector.before, sector.after)],
  ] as const;
  return counts.flatMap(([id, count]) => {
    const exposed = derived.find((step) => step.id === id);
    if (!exposed) return [];
    return falls.map(([by, share]) => {
      const { atRisk } = jobsAtRisk(exposed.value.toNumber(), 1, share);
      const what = `jobs at risk, ${count}, ${by}`;
      return model(
        `${id.replace("exposed", "at_risk")}_${by}`,
        what,
        decimal(steady(atRisk)).toDecimalPlaces(0),
        "persons",
        `${id} × sector_${by}_fall`,
      );
    });
  });
}

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
