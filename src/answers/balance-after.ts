/** The deficit with a partner when trade answers the law of a day and a scenario. Source: METHODS 3.2. */
import type { Context } from "../command.js";
import type { ScenarioText } from "../texts/scenario.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";
import { keyOf } from "./group-keys.js";
import { type Model, type ResponseFlags, settingsOf } from "./response/settings.js";
import { answeringTrade } from "./response/trade.js";
import { ran } from "./scenario.js";

const MILLION = 1e6;
const LAWS = [
  ["baseline", "law of the day"],
  ["scenario", "scenario"],
] as const;

/** Imports and deficit after, for each law and horizon; none for a partner whose trade is not shipped. Exports stay as they are: nobody retaliates. */
export async function after(
  { balance: { deficit } }: Partner,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Step[]> {
  const [origin] = question.origins;
  if (!context.flowOrigins(question.flows).some((code) => code === origin)) return [];
  const { run, inputs } = await ran(question, "law", undefined, context);
  const estimates = await context.estimates();
  const settings = settingsOf(flags, estimates);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const trade = answeringTrade({ run, inputs, settings, estimates, view: "law", groupOf }, context);
  const moved = question.changes.length > 0 ? LAWS : LAWS.slice(0, 1);
  return moved.flatMap(([law, title]) =>
    settings.horizons.flatMap(({ label, demand }): Step[] => {
      const outcome = trade.outcome(law, demand);
      const fall = (outcome.before - outcome.after) / MILLION;
      const how = `${flags.response}, elasticity ${demand}`;
      return [
        [`Imports for consumption fall, ${title}, ${label}`, shown(fall, 1), "$m", "model", how],
        [
          `US deficit after, ${title}, ${label}`,
          shown(deficit === null ? null : deficit - fall, 1),
          "$m",
          "model",
          "published deficit less that fall",
        ],
      ];
    }),
  );
}
