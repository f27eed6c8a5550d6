/** A report of one scenario as a page that needs nothing else. */
import { answerScenario } from "../answers/scenario.js";
import type { Context } from "../command.js";
import { isoDate } from "../domain/day.js";
import { UserError } from "../errors.js";
import { escaped, tableOf } from "../formats/markup.js";
import type { Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { fits, pageOf, tooLarge } from "./frame.js";
import { headlineOf } from "./headline.js";
import { lawEvents } from "./law-events.js";
import { leverForm } from "./levers.js";
import type { Sliders } from "./payload.js";
import { ratesOf } from "./rates.js";
import { sharingOf } from "./sharing.js";
import { sourcesOf } from "./sources.js";
import { whoPays } from "./who-pays.js";

export const CAPTION = "Baseline and scenario by sector";
export const AS_PRINTED = { by: undefined, top: undefined, view: "law" } as const;

/**
 * The page of a scenario; without sliders where the data they need would not fit. `places` says which of the changes
 * are of the scenario named, and which come after those of levers. @throws {UserError} on what `scenario` would not run, or a page too large.
 */
export async function reportPage(
  text: ScenarioText,
  places: Pick<Sliders, "ofFile" | "afterLevers">,
  context: Context,
): Promise<string> {
  const report = await answerScenario({ ...text, by: "sector" }, AS_PRINTED, context);
  const schedule = context.schedule();
  const origins = partnersOf(text.origins, schedule, context.flowOrigins(text.flows));
  const known = origins.flatMap((code) => schedule.origins.get(code) ?? []);
  const { script, files } = await context.page({ dataset: text.flows, origins, assume: text.assume });
  const sharing = sharingOf(context);
  const baseline = await baselineOf(text, context);
  const sliders: Sliders = { files, text, origins, sharing, ...places, baseline, caption: CAPTION };
  const chart = ratesOf(report);
  const rest = [
    `<p id="said" role="alert"></p><h2>By sector</h2><div id="chart"></div>`,
    `<div id="sectors">${tableOf(report, CAPTION)}</div>`,
    `<h2>Who pays</h2><div id="who-pays">${whoPays(report, sharing)}</div>`,
    ...(await lawEvents(text, context)),
    ...(await sourcesOf(report, text, context)),
  ];
  const packing = { script, deflated: context.deflated };
  const made = (form: string, carried: Sliders | null): Promise<string> => {
    const move = `<section id="move"><h2>Move the rates</h2>${form}</section>`;
    return pageOf(report.title, [...headOf(report), move, ...rest], { chart, sliders: carried }, packing);
  };
  const page = await made(NEEDS_SCRIPT + leverForm(text, context.levers(), schedule, known), sliders);
  return fits(page) ? page : checked(await made(TOO_LARGE, null));
}

const NEEDS_SCRIPT = `<noscript><p>The sliders need JavaScript; the tables do not.</p></noscript>`;
const TOO_LARGE = `<p>There are no sliders here: the trade of these partners is more than a page can carry. <code>tariff-calc scenario</code> answers other rates.</p>`;

const headOf = (report: Report): string[] => [
  `<p id="headline" role="status">${escaped(headlineOf(report))}</p>`,
  ...report.heading.map((line) => `<p class="soft">As asked: ${escaped(line)}</p>`),
];

function checked(page: string): string {
  if (fits(page)) return page;
  throw new UserError(tooLarge(page), { where: "--origin", hint: "ask for fewer origins" });
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
