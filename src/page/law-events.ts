/** How the law moved the rate, in a page. */
import { answerTimeline } from "../answers/timeline.js";
import type { Context } from "../command.js";
import { listOf, tableOf } from "../formats/markup.js";
import type { Cell } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";

/** A heading, and the days on which the rate moved with the measures that moved it, where one partner is asked about. */
export async function lawEvents(
  { origins, flows, assume }: Pick<ScenarioText, "origins" | "flows" | "assume">,
  context: Context,
): Promise<string[]> {
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return [];
  const told = await answerTimeline({ origin, flows, assume }, context);
  const titles = new Map(context.schedule().measures.map(({ id, title }) => [id, title]));
  /** Titles have commas of their own. */
  const named = (cell: Cell): Cell =>
    isList(cell) ? [cell.map((id) => titles.get(id) ?? id).join("; ")] : cell;
  const caption = `${told.title}; assumed: ${assume.join(", ") || "nothing"}`;
  const table = tableOf({ ...told, rows: told.rows.map((cells) => cells.map(named)) }, caption);
  return [
    `<h2>How the law moved the rate</h2><details open><summary>${told.rows.length} days on which it moved</summary>`,
    `<div class="plain">${table}</div>${listOf(told.notes)}</details>`,
  ];
}

const isList = (cell: Cell): cell is readonly string[] => Array.isArray(cell);
