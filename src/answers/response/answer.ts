/** A scenario to which trade answers. */
import type { Context } from "../../command.js";
import type { View } from "../../domain/schedule.js";
import { UserError } from "../../errors.js";
import type { Report } from "../../report.js";
import type { ScenarioText } from "../../texts/scenario.js";
import { ALL } from "../../texts/scope.js";
import type { Grouping } from "../group.js";
import { keyOf, type RowKey } from "../group-keys.js";
import type { Inputs, ScenarioRun } from "../run-scenario.js";
import { casesOf } from "./cases.js";
import { checkedSettings } from "./checked-settings.js";
import { comparedWith } from "./compared.js";
import { responseFact } from "./fact.js";
import { groupsOf } from "./groups.js";
import { responseNotes } from "./notes.js";
import type { Horizon, Model, ResponseFlags } from "./settings.js";
import { answeringTrade } from "./trade.js";
import { uncertainty } from "./uncertainty.js";

export interface AskedResponse {
  readonly flags: ResponseFlags & { readonly response: Model };
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | null;
  readonly view: View;
  readonly text: ScenarioText;
  readonly inputs: Inputs;
}

/**
 * The table of a scenario to which trade answers: a row a law and horizon; with a grouping, a row a group at the last
 * horizon; with draws, a row a headline. Units: dollars; prices in per cent. @throws {UserError} on flags that say
 * nothing or contradict one another.
 */
export async function answerResponse(
  run: ScenarioRun,
  { flags, by, top, view, text, inputs }: AskedResponse,
  context: Context,
): Promise<Pick<Report, "columns" | "rows" | "total" | "notes" | "facts" | "further" | "chart">> {
  const settings = await checkedSettings(flags, context);
  const estimates = await context.estimates();
  const key = rowsBy(run, by, context);
  const trade = answeringTrade({ run, inputs, settings, estimates, view, groupOf: key.groupOf }, context);
  const last = settings.horizons.at(-1) as Horizon;
  const told = { flags, firstDay: context.schedule().firstDay, everyone: text.origins.includes(ALL) };
  const notes = responseNotes(run, trade, settings, estimates, told);
  const facts = { response: responseFact(flags, settings, estimates, trade.others !== null) };
  if (flags.uncertainty !== undefined) {
    const asked = {
      ...{ trade, settings, estimates, flags, groups: by ? { key, top } : null },
      watch: context.watch,
    };
    const { facts: drawn, ...bands } = uncertainty(asked);
    const of = `Bands are of one horizon: ${last.label}.`;
    return { ...bands, notes: [...bands.notes, of, ...notes], facts: { ...facts, ...drawn } };
  }
  if (by !== undefined)
    return {
      ...groupsOf(trade, last, key, top),
      notes: [`Groups are shown ${last.label}.`, ...notes],
      facts,
    };
  const cases = casesOf(trade, settings);
  const compared = comparedWith(text, trade, settings, estimates);
  return {
    ...cases,
    further: [...(cases.further ?? []), ...compared.further],
    notes: [...notes, ...compared.notes],
    facts: { ...facts, ...compared.facts },
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
