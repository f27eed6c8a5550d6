/** How the law moved the rate of a partner, with the acts that moved it. */
import { answerTimeline } from "../answers/timeline.js";
import type { Context } from "../command.js";
import { listOf, tableOf } from "../formats/markup.js";
import { type Cell, plain, type Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { courseDrawing } from "./drawings.js";
import type { Drawing } from "./payload.js";
import type { Place } from "./sections.js";

interface Course {
  readonly html: readonly string[];
  readonly charts: readonly Drawing[];
  /** Courses of the same key are the same; empty for none. */
  readonly key: string;
}

/** A table of days and measures by their titles, where one partner is asked about; nothing where several are. */
export async function courseOf(
  { origins, flows, assume }: ScenarioText,
  { heading, suffix, of }: Place,
  context: Context,
): Promise<Course> {
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return { html: [], charts: [], key: "" };
  const told = await answerTimeline({ origin, flows, assume }, context);
  const at = `course${suffix}`;
  const table = tableOf(titled(told, context), told.title + of);
  return {
    html: [
      `<${heading}>How the law moved the rate</${heading}><div id="${at}" class="chart short"></div>`,
      `<details open><summary>${told.rows.length} days on which it moved</summary>`,
      `<div class="plain course">${table}</div>${listOf(told.notes)}</details>`,
    ],
    charts: [courseDrawing(told, at)],
    key: JSON.stringify([told.title, told.rows.map((cells) => cells.map(plain))]),
  };
}

/** The same rows with measures as people call them. */
function titled(told: Report, context: Context): Report {
  const titles = new Map<string, string>([...context.measureTexts()].map(([id, { title }]) => [id, title]));
  const named = (cell: Cell): Cell =>
    isList(cell) ? cell.map((id) => titles.get(id) ?? id).join("; ") : cell;
  return { ...told, rows: told.rows.map((cells) => cells.map(named)) };
}

const isList = (cell: Cell): cell is readonly string[] => Array.isArray(cell);
