/** Prices the trade of a page again: the arithmetic, the table and the words of the command line. */
import { UserError } from "../../../contract/errors.js";
import type { Report } from "../../../contract/report.js";
import { toScenario } from "../../../contract/scenario-text.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import type { Country } from "../../../law/origin.js";
import type { Baseline, Lever } from "../../../law/scenario.js";
import { openData } from "../../../library/open-data.js";
import { runScenario } from "../../../trade/run-scenario.js";
import { parseGroupings } from "../../common/groups.js";
import { changesInWords } from "../../common/law-words.js";
import { scenarioReport } from "../../scenario/table.js";
import { changeNotes, headingOf, notesOf, PRESUMED_NOTE, unlawfulNotes } from "../../scenario/words.js";
import type { Sliders } from "./payload.js";

/** Changes of a scenario, which may name levers. */
type ChangesOf = (levers: readonly Lever[]) => readonly ChangeText[];

/** What answers for changes. It throws `UserError` for a change that reaches nothing. */
export function pricing({
  files,
  text,
  baseline,
  origins,
  titles,
  unlawful,
  fixedNotes,
}: Sliders): (changesOf: ChangesOf) => Report {
  const data = openData(files);
  const { levers, schedule, sectors } = data;
  const assume = data.assumptions(text.assume);
  const flows = new Map(origins.map((origin) => [origin, data.flow(text.flows, origin)]));
  const from: Baseline =
    baseline.kind === "law" ? { ...baseline, changes: data.changes(baseline.changes) } : baseline;
  const names = {
    sectors,
    industryOf: () => "",
    industry: () => "",
    description: () => undefined,
    descriptionsUnder: () => [],
    label: () => "",
    authority: (id: string) => id,
  };
  const flowOf = (origin: Country) => flows.get(origin) ?? data.flow(text.flows, origin);
  return (changesOf) => {
    const changes = [...changesOf(levers)];
    const scenario = toScenario({ ...text, changes }, origins as Country[], from, levers);
    const run = runScenario(scenario, { schedule, view: "law", assume, flowOf });
    if (run.applied.missed.length > 0) throw new UserError("this change reaches none of these goods");
    const notes = [
      ...changeNotes(run, schedule),
      ...unlawfulNotes(run, unlawful),
      PRESUMED_NOTE,
      ...notesOf(run, titles),
      ...fixedNotes,
    ];
    const heading = headingOf(run, levers, "law", changesInWords(changes));
    return {
      title: text.title,
      facts: {},
      ...scenarioReport(run, parseGroupings("sector"), null, names),
      heading,
      notes,
    };
  };
}
