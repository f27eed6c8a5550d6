/** A report as one page that needs nothing else. */
import { answerScenario } from "../answers/scenario.js";
import { answerTimeline } from "../answers/timeline.js";
import type { Context } from "../command.js";
import { isoDate } from "../domain/day.js";
import { UserError } from "../errors.js";
import { documentOf, escaped, listOf, STYLE, tableOf } from "../formats/markup.js";
import type { Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { headlineOf } from "./headline.js";
import { leverForm } from "./levers.js";
import type { Payload, Sharing } from "./payload.js";
import { ratesOf } from "./rates.js";
import { sourcesOf } from "./sources.js";
import { whoPays } from "./who-pays.js";

/** Mail programs and browsers take a file of this size. */
const MOST_BYTES = 2_000_000;

const CAPTION = "Baseline and scenario by sector";

const PAGE_STYLE = `${STYLE}
#chart{width:100%;height:34rem}fieldset{border:1px solid var(--line);margin:.5rem 0;padding:.5rem}legend{padding:0 .3rem}
input[type=range]{width:min(20rem,55vw);vertical-align:middle}output{display:inline-block;min-width:5rem}
button,select{font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.25rem;padding:.15rem .5rem}
select option{color:var(--ink);background:var(--paper)}th button{border:0;padding:0;font-weight:600;text-align:inherit;cursor:pointer;text-decoration:underline dotted}
#levers{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}fieldset{min-width:0}
th[scope=row]{min-width:6.6rem}#levers[hidden]{display:none}#headline{font-size:1.25rem}#sectors th,#sectors td{padding:.3rem .35rem}summary{cursor:pointer}.scroll+button{margin-top:.5rem}@media print{#move{display:none}th button{display:inline!important}}`;

/**
 * The page of a scenario; without sliders where the data they need would not fit. `places` says which of the changes
 * are of the scenario named, and which come after those of levers. @throws {UserError} on what `scenario` would not run, or a page too large.
 */
export async function reportPage(
  text: ScenarioText,
  places: Pick<Payload, "ofFile" | "afterLevers">,
  context: Context,
): Promise<string> {
  const asked = { by: undefined, top: undefined, view: "law" } as const;
  const report = await answerScenario({ ...text, by: "sector" }, asked, context);
  const schedule = context.schedule();
  const origins = partnersOf(text.origins, schedule, context.flowOrigins(text.flows));
  const known = origins.flatMap((code) => schedule.origins.get(code) ?? []);
  const { script, files } = await context.page({ dataset: text.flows, origins, assume: text.assume });
  const sharing = sharingOf(context);
  const payload: Payload = {
    ...{ files, text, origins, sharing, ...places },
    rates: ratesOf(report),
    baseline: await baselineOf(text, context),
    caption: CAPTION,
  };
  const rest = [
    `<p id="said" role="alert"></p><h2>By sector</h2><div id="chart"></div>`,
    `<div id="sectors">${tableOf(report, CAPTION)}</div>`,
    `<h2>Who pays</h2><div id="who-pays">${whoPays(report, sharing)}</div>`,
    ...(await timelineOf(text, context)),
    ...(await sourcesOf(report, text, context)),
  ];
  const made = async (sliders: string, carried: Payload): Promise<string> =>
    documentOf(
      report.title,
      PAGE_STYLE,
      [
        ...headOf(report),
        `<section id="move"><h2>Move the rates</h2>${sliders}</section>`,
        ...rest,
        `<script type="text/plain" id="data">${await context.deflated(JSON.stringify(carried))}</script>`,
        `<script type="module">${script.replaceAll("</script", "<\\/script")}</script>`,
      ].join("\n"),
    );
  const page = await made(NEEDS_SCRIPT + leverForm(text, context.levers(), schedule, known), payload);
  return sizeOf(page) < MOST_BYTES ? page : checked(await made(TOO_LARGE, { ...payload, files: null }));
}

const NEEDS_SCRIPT = `<noscript><p>The sliders need JavaScript; the tables do not.</p></noscript>`;
const TOO_LARGE = `<p>There are no sliders here: the trade of these partners is more than a page can carry. <code>tariff-calc scenario</code> answers other rates.</p>`;

const headOf = (report: Report): string[] => [
  `<h1>${escaped(report.title)}</h1><p id="headline" role="status">${escaped(headlineOf(report))}</p>`,
  ...report.heading.map((line) => `<p class="soft">As asked: ${escaped(line)}</p>`),
];

const sizeOf = (page: string): number => new TextEncoder().encode(page).length;

function checked(page: string): string {
  const bytes = sizeOf(page);
  if (bytes < MOST_BYTES) return page;
  throw new UserError(`the page would have ${bytes} bytes; expected less than ${MOST_BYTES}`, {
    where: "--origin",
    hint: "ask for fewer origins",
  });
}

interface PassThrough {
  readonly border: { readonly value: number };
  readonly toConsumers: { readonly value: number };
}

function sharingOf(context: Context): Sharing {
  const { border, toConsumers } = context.data().json<PassThrough>("economics/pass-through.json");
  return { border: border.value, toConsumers: toConsumers.value };
}

/** The law that the scenario is held against, as the page can carry it. */
async function baselineOf({ baseline, date }: ScenarioText, context: Context): Promise<Payload["baseline"]> {
  if (baseline === "no-tariffs") return { kind: "no-tariffs" };
  if (baseline === undefined) return { kind: "law", date, changes: [] };
  const day = isoDate(baseline);
  if (day !== undefined) return { kind: "law", date: day, changes: [] };
  const other = await context.scenario(baseline);
  return { kind: "law", date: other.date, changes: other.changes };
}

/** How the rate moved under the law, where one partner is asked about. */
async function timelineOf({ origins, flows, assume }: ScenarioText, context: Context): Promise<string[]> {
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return [];
  const told = await answerTimeline({ origin, flows, assume }, context);
  const table = tableOf(told, told.title);
  return [
    `<h2>How the law moved the rate</h2><details open><summary>${told.rows.length} days on which it moved</summary>`,
    `<div class="plain">${table}</div>${listOf(told.notes)}</details>`,
  ];
}
