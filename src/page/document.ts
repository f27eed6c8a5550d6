/** A report as one page that needs nothing else. */
import { answerScenario } from "../answers/scenario.js";
import { tradeNotes } from "../answers/scenario-notes.js";
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { isoDate } from "../domain/day.js";
import { escaped } from "../formats/markup.js";
import type { Report } from "../report.js";
import { type ScenarioText, toScenario } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { courseOf } from "./course.js";
import { checked, fits, pageOf } from "./frame.js";
import { leverForm } from "./levers.js";
import type { Sliders } from "./payload.js";
import { CAPTION, headOf, notesIn, sectorChart, sectorsOf } from "./sections.js";
import { sharingOf } from "./sharing.js";
import { sourcesOf } from "./sources.js";

/** A scenario, and which of its changes are of the file named, and which come after those of levers. */
export interface AskedPage extends Pick<Sliders, "ofFile" | "afterLevers"> {
  readonly text: ScenarioText;
}

const AS_SCENARIO = { by: undefined, top: undefined, view: "law" } as const;

/** The answer of `scenario` to it, by sector. */
export const bySector = (text: ScenarioText, context: Context): Promise<Report> =>
  answerScenario({ ...text, by: "sector" }, AS_SCENARIO, context);

/**
 * The page of a scenario; without sliders where the data they need would not fit.
 * @throws {UserError} on what `scenario` would not run, or a page too large.
 */
export async function reportPage(asked: AskedPage, context: Context): Promise<string> {
  const { text } = asked;
  const report = await bySector(text, context);
  const origins = partnersOf(text.origins, context.schedule(), context.flowOrigins(text.flows));
  const { script, files } = await context.page({ dataset: text.flows, origins, assume: text.assume });
  const place = { heading: "h2", suffix: "", of: "" } as const;
  const course = await courseOf(text, place, context);
  const rest = [
    ...[`<p id="said" role="alert"></p>`, ...sectorsOf(report, place, context), ...course.html],
    ...[...notesIn(report.notes, place), ...(await sourcesOf([text], context))],
  ];
  const head = [`<h1>${escaped(report.title)}</h1>`, ...headOf(report, "")];
  const charts = [sectorChart(report, ""), ...course.charts];
  const made = (move: string, sliders: Sliders | null): Promise<string> => {
    const body = [...head, `<section id="move"><h2>Move the rates</h2>${move}</section>`, ...rest];
    return pageOf(report.title, body, script, { charts, sliders }, context);
  };
  const sliders = await slidersOf(asked, origins, files, context);
  const page = await made(formOf(text, origins, context), sliders);
  return fits(page) ? page : checked(await made(TOO_LARGE, null), "--origin", "ask for fewer origins");
}

const NEEDS_SCRIPT = `<noscript><p>The sliders need JavaScript; the tables do not.</p></noscript>`;
const TOO_LARGE = `<p>There are no sliders here: the trade of these partners is more than a page can carry. <code>tariff-calc scenario</code> answers other rates.</p>`;

function formOf(text: ScenarioText, origins: readonly Country[], context: Context): string {
  const schedule = context.schedule();
  const known = origins.flatMap((code) => schedule.origins.get(code) ?? []);
  return NEEDS_SCRIPT + leverForm(text, context.levers(), schedule, known);
}

async function slidersOf(
  { text, ofFile, afterLevers }: AskedPage,
  origins: readonly Country[],
  files: Sliders["files"],
  context: Context,
): Promise<Sliders> {
  const { assumptions, titles } = context.assume(text.assume);
  const trade = toScenario(text, origins, { kind: "no-tariffs" }, context.levers());
  return {
    ...{ files, ofFile, afterLevers, text, origins, titles, caption: CAPTION },
    baseline: await baselineOf(text, context),
    sharing: sharingOf(context),
    fixedNotes: tradeNotes(text, trade, assumptions, context),
  };
}

/** The law that the scenario is held against, as the page can carry it. */
async function baselineOf({ baseline, date }: ScenarioText, context: Context): Promise<Sliders["baseline"]> {
  if (baseline === "no-tariffs") return { kind: "no-tariffs" };
  if (baseline === undefined) return { kind: "law", date, changes: [] };
  const day = isoDate(baseline);
  if (day !== undefined) return { kind: "law", date: day, changes: [] };
  const other = await context.scenario(baseline);
  return { kind: "law", date: other.date, changes: other.changes };
}
