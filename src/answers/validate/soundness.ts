/** Every check of sense, on data whose shape is right. */
import type { Context } from "../../command.js";
import type { MeasureText } from "../../texts/measure.js";
import type { DataFiles } from "../data/world.js";
import { circles } from "./circles.js";
import { failingExamples, failingWorked } from "./examples.js";
import { excludedTwice } from "./exclusions.js";
import { staleChecks, unknownSources } from "./freshness.js";
import { generatedProblems } from "./generated.js";
import { listProblems } from "./lists.js";
import { deadNames } from "./names.js";
import type { Problem } from "./problem.js";
import { deadHeadings, unreachable } from "./reach.js";
import { smallFileProblems } from "./small-files.js";
import { gaps, overlaps } from "./spans.js";
import { tradeProblems } from "./trade.js";

/** Problems of the data as a whole. */
export function soundness(context: Context, data: DataFiles): Problem[] {
  const schedule = context.schedule();
  const { headings, lastEdition } = context.headings();
  const texts = [...context.measureTexts().values()];
  const lists = context.lists();
  const circular = circles(schedule);
  const listIds = lists.map(({ id }) => id);
  return [
    ...Array.from(context.watch(schedule.measures, "measures"), (measure) => [
      ...overlaps(measure),
      ...gaps(measure),
      ...deadNames(measure, schedule, listIds),
      ...unreachable(measure, schedule),
      ...deadHeadings(measure, headings, lastEdition),
      ...excludedTwice(measure, schedule),
    ]).flat(),
    ...circular,
    ...texts.flatMap((text) => staleChecks(text, schedule.asOf)),
    ...(circular.length > 0 ? [] : exampleProblems(context, texts, data)),
    ...lists.flatMap((list) => listProblems(list, schedule)),
    ...smallFileProblems(context, data),
    ...tradeProblems(context, data),
    ...unknownSources(context, data),
    ...generatedProblems(context, data),
  ];
}

/** Examples are run only where every duty can be settled. */
const exampleProblems = (context: Context, texts: readonly MeasureText[], data: DataFiles): Problem[] => [
  ...texts.flatMap((text) => failingExamples(text, context.schedule())),
  ...failingWorked(context, data.names("examples")),
];
