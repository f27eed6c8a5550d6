/** What an exporting country has at stake: its figures, what follows from them, and what a scenario does to them. */
import type { Context } from "../../contract/command.js";
import type { Report } from "../../contract/report.js";
import type { ExposureText } from "../../data/shapes/economics.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { jobsAtRisk } from "../../economics/exposure.js";
import { steady } from "../../economics/sample.js";
import { type Decimal, decimal, usd } from "../../law/units.js";
import { sumsWhere } from "../../trade/tally.js";
import { keyOf } from "../common/groups.js";
import { priceScenario } from "../scenario/answer.js";
import { answerOfCell, type Outcome, totalOutcome } from "../scenario/response/cells.js";
import {
  checkedSettings,
  type Model,
  type ResponseFlags,
  type Settings,
} from "../scenario/response/settings.js";
import { answeringTrade } from "../scenario/response/trade.js";
import { derivedSteps, figureSteps, STEP_COLUMNS, type Step, stepCells } from "./steps.js";

/** Units: those of each row. @throws {UserError} on flags of behaviour that are none. */
export async function answerExposure(
  text: ExposureText,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Report> {
  const derived = derivedSteps(text);
  const { steps, horizon, demand, takenFor } = await scenarioSteps(text, question, flags, derived, context);
  const all = [...figureSteps(text), ...derived, ...steps];
  return {
    title: `What is at stake: ${text.title}`,
    heading: [`Scenario: ${question.title}, law of ${question.date}`],
    columns: STEP_COLUMNS,
    rows: all.map(stepCells),
    total: null,
    notes: [
      "figure: as published, with its source. arithmetic: these figures multiplied or divided. law: rates of every line, exact. model: trade that answers, in binary floating point.",
      `Model: ${horizon}, elasticity of import demand ${demand}; \`scenario --response elastic\` says what it rests on. A fall of value counts lower prices too; jobs follow volume.`,
      "Upper bounds: the broad count of jobs, most of which do not hang on these exports, and jobs by the fall of value. A share of the trade surplus is not a share of exports.",
      ...(takenFor.length > 0
        ? [
            `Pass-through: ${takenFor.join(", ")} as makers were seen to bear it in 2025; --passthrough 0.95 takes the usual.`,
          ]
        : []),
      ...text.contested.map(
        ({ figure, readings, why }) => `Contested, ${figure}: ${readings.join("; or ")}. Why: ${why}.`,
      ),
      "Not counted: goods that go to other buyers instead, suppliers outside the sector, exchange rates, retaliation.",
    ],
    facts: { country: text.country, currency: text.currency },
  };
}

interface ExposureModel {
  readonly steps: readonly Step[];
  readonly horizon: string;
  readonly demand: number;
  /** Sectors whose pass-through is their own without a flag that says so, in words. */
  readonly takenFor: readonly string[];
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
