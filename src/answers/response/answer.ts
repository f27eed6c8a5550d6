/** A scenario to which trade answers. */
import type { Context } from "../../command.js";
import type { View } from "../../domain/schedule.js";
import { UserError } from "../../errors.js";
import type { Json, Report } from "../../report.js";
import type { ScenarioText } from "../../texts/scenario.js";
import type { Grouping } from "../group.js";
import { keyOf, type RowKey } from "../group-keys.js";
import type { Inputs, ScenarioRun } from "../run-scenario.js";
import { casesOf } from "./cases.js";
import { comparedNotes } from "./compared.js";
import { groupsOf } from "./groups.js";
import { responseNotes } from "./notes.js";
import { type Horizon, type Model, type ResponseFlags, settingsOf } from "./settings.js";
import { answeringTrade } from "./trade.js";
import { SEED, uncertainty } from "./uncertainty.js";

export interface AskedResponse {
  readonly flags: ResponseFlags & { readonly response: Model };
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | null;
  readonly view: View;
  readonly text: ScenarioText;
  readonly inputs: Inputs;
}

/** Years up to which the priors of the short run are drawn from. */
const SHORT = 3;

/**
 * The table of a scenario to which trade answers: a row a law and horizon; with a grouping, a row a group at the last
 * horizon. Units: dollars; prices in per cent. @throws {UserError} on flags that contradict one another.
 */
export async function answerResponse(
  run: ScenarioRun,
  { flags, by, top, view, text, inputs }: AskedResponse,
  context: Context,
): Promise<Pick<Report, "columns" | "rows" | "total" | "notes" | "facts">> {
  const estimates = await context.estimates();
  const settings = settingsOf(flags, estimates);
  const key = rowsBy(run, by, context);
  const trade = answeringTrade({ run, inputs, settings, estimates, view, groupOf: key.groupOf }, context);
  const last = settings.horizons.at(-1) as Horizon;
  const told = { flags, firstDay: context.schedule().firstDay };
  const notes = responseNotes(run, trade, settings, estimates, told);
  const facts: Record<string, Json> = {
    response: {
      model: settings.model,
      horizons: settings.horizons.map(({ label, demand }) => ({ label, elasticity: demand })),
      pass_through: settings.passThrough("", last.demand),
      collection: { ...settings.collection },
      to_consumers: settings.toConsumers,
      arithmetic: "binary floating point",
    },
  };
  if (flags.uncertainty !== undefined) {
    const horizon = flags.horizon !== undefined && flags.horizon < SHORT ? "short" : "long";
    const sampled = { draws: flags.uncertainty, seed: flags.seed ?? SEED, horizon } as const;
    const bands = uncertainty(trade.cells, settings, estimates, sampled);
    return { ...bands, notes: [...bands.notes, ...notes], facts };
  }
  if (by !== undefined)
    return {
      ...groupsOf(trade, last, key, top),
      notes: [`Groups are shown ${last.label}.`, ...notes],
      facts,
    };
  return {
    ...casesOf(trade, settings),
    notes: [...notes, ...comparedNotes(text, trade, settings, estimates)],
    facts,
  };
}

/** @throws {UserError} on groups of layers, or two at once: trade answers the sum of the layers of a good. */
function rowsBy(run: ScenarioRun, by: readonly Grouping[] | undefined, context: Context): RowKey {
  const keys = (by ?? ["sector"]).map((one) => keyOf(run, one as Grouping, context.names()));
  const [key] = keys;
  if (key !== undefined && keys.length === 1 && key.of === "rows") return key;
  throw new UserError(`expected one grouping of goods with --response; got ${by?.join(",")}`, {
    where: "--by",
    hint: "trade answers all duties on a good together: sector, chapter, heading, product or origin",
  });
}
