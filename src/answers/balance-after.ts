/** The deficit with a partner when trade answers the law of a day and a scenario. Source: METHODS 3.2. */
import type { Context } from "../command.js";
import type { ScenarioText } from "../texts/scenario.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";
import { keyOf } from "./group-keys.js";
import { checkedSettings } from "./response/checked-settings.js";
import type { Model, ResponseFlags } from "./response/settings.js";
import { type AnsweringTrade, answeringTrade } from "./response/trade.js";
import { ran } from "./scenario.js";

const MILLION = 1e6;
const LAWS = [
  ["baseline", "law"],
  ["scenario", "scenario"],
] as const;

/** Trade with a partner when it answers. */
export interface Moved {
  readonly steps: readonly Step[];
  /** The mean rate that its trade was recorded under, as a fraction; `null` if there is none. */
  readonly recorded: number | null;
}

/** Imports and deficit after, for each law and horizon; none for a partner whose trade is not shipped. Exports stay as they are: nobody retaliates. */
export async function after(
  { balance: { deficit } }: Partner,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Moved> {
  const [origin] = question.origins;
  if (!context.flowOrigins(question.flows).some((code) => code === origin))
    return { steps: [], recorded: null };
  const { run, inputs } = await ran(question, "law", undefined, context);
  const estimates = await context.estimates();
  const settings = await checkedSettings(flags, context);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const trade = answeringTrade({ run, inputs, settings, estimates, view: "law", groupOf }, context);
  const laws = question.changes.length > 0 ? LAWS : LAWS.slice(0, 1);
  const steps = laws.flatMap(([law, title]) =>
    settings.horizons.flatMap(({ label, demand }) => {
      const { before, after: left } = trade.outcome(law, demand);
      const how = `${flags.response}, elasticity ${demand}`;
      return fallSteps((before - left) / MILLION, deficit, { when: `${title}, ${label}`, how });
    }),
  );
  return { steps, recorded: recordedIn(trade) };
}

/** @param fall Of imports, and `deficit` before, in millions of dollars. */
const fallSteps = (
  fall: number,
  deficit: number | null,
  { when, how }: { readonly when: string; readonly how: string },
): Step[] => [
  [`Import fall, ${when}`, shown(fall, 1), "$m", "model", `for consumption; ${how}`],
  [
    `US deficit, ${when}`,
    shown(deficit === null ? null : deficit - fall, 1),
    ...["$m", "model", "published deficit less that fall"],
  ],
];

function recordedIn({ cells }: AnsweringTrade): number | null {
  const value = cells.reduce((sum, cell) => sum + cell.value, 0);
  return value === 0 ? null : cells.reduce((sum, cell) => sum + cell.value * cell.recorded, 0) / value;
}
