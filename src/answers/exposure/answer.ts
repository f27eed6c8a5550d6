/** What an exporting country has at stake: its figures, what follows from them, and what a scenario does to them. */
import type { Context } from "../../command.js";
import type { Report } from "../../report.js";
import type { ExposureText } from "../../texts/exposure.js";
import type { ScenarioText } from "../../texts/scenario.js";
import type { Model, ResponseFlags } from "../response/settings.js";
import { scenarioSteps } from "./scenario-steps.js";
import { STEP_COLUMNS, stepCells } from "./step-table.js";
import { derivedSteps, figureSteps } from "./steps.js";

/** Units: those of each row. @throws {UserError} on flags of behaviour that are none. */
export async function answerExposure(
  text: ExposureText,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Report> {
  const derived = derivedSteps(text);
  const { steps, horizon, demand } = await scenarioSteps(text, question, flags, derived, context);
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
      "Upper bounds: the broad count of jobs, most of which do not hang on these exports, and jobs by the fall of value. A part of a surplus is never a share of exports.",
      ...text.contested.map(
        ({ figure, readings, why }) => `Contested, ${figure}: ${readings.join("; or ")}. Why: ${why}.`,
      ),
      "Not counted: goods that go to other buyers instead, suppliers outside the sector, exchange rates, retaliation.",
    ],
    facts: { country: text.country, currency: text.currency },
  };
}
