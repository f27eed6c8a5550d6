/**
 * A report as one page that needs nothing else: its sections, its sliders, how the law moved the rate, and its
 * sources.
 */
import type { Context } from "../../../contract/command.js";
import { partnersOf } from "../../../contract/question.js";
import { type Cell, plain, type Report } from "../../../contract/report.js";
import { toScenario } from "../../../contract/scenario-text.js";
import type { ChangeText, ScenarioText } from "../../../data/shapes/scenario.js";
import { escaped, listOf, tableOf } from "../../../formats/markup.js";
import { isoDate } from "../../../law/calendar.js";
import { inForce } from "../../../law/measure.js";
import type { Country, Origin } from "../../../law/origin.js";
import type { Lever } from "../../../law/scenario.js";
import type { Schedule } from "../../../law/schedule.js";
import { coversOrigin } from "../../../law/scope.js";
import { names } from "../../../law/settle.js";
import { answerScenario } from "../../scenario/answer.js";
import { tradeNotes } from "../../scenario/words.js";
import { answerTimeline } from "../../timeline/answer.js";
import { checkSize, fits, pageOf } from "./frame.js";
import { type Drawing, dailyDrawing, type Sliders } from "./payload.js";
import {
  CAPTION,
  headOf,
  notesIn,
  type SectionPlace,
  sectorChart,
  sectorsOf,
  sharingOf,
} from "./sections.js";

/** A scenario, and which of its changes are of the file named, and which come after those of levers. */
export interface PageQuestion extends Pick<Sliders, "ofFile" | "afterLevers"> {
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
export async function reportPage(asked: PageQuestion, context: Context): Promise<string> {
  const { text } = asked;
  const report = await bySector(text, context);
  const origins = partnersOf(text.origins, context.schedule(), context.flowOrigins(text.flows));
  const { script, files } = await context.page({ dataset: text.flows, origins, assume: text.assume });
  const place = { heading: "h2", suffix: "", of: "" } as const;
  const course = await rateOverTime(text, place, context);
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
  return fits(page) ? page : checkSize(await made(TOO_LARGE, null), "--origin", "ask for fewer origins");
}

const NEEDS_SCRIPT = `<noscript><p>The sliders need JavaScript; the tables do not.</p></noscript>`;
const TOO_LARGE = `<p>There are no sliders here: the trade of these partners is more than a page can carry. <code>tariff-calc scenario</code> answers other rates.</p>`;

function formOf(text: ScenarioText, origins: readonly Country[], context: Context): string {
  const schedule = context.schedule();
  const known = origins.flatMap((code) => schedule.origins.get(code) ?? []);
  return NEEDS_SCRIPT + leverForm(text, context.levers(), schedule, known);
}

async function slidersOf(
  { text, ofFile, afterLevers }: PageQuestion,
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
    unlawful: context.heldUnlawful(),
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

const MOST = 100;
const KINDS = [
  ["", "on top"],
  ["floor:", "all-in at least"],
  ["cap:", "at most"],
] as const;

/** A form with a slider for each lever that is moved, or has a measure in force that covers the goods' origins. */
function leverForm(
  { changes, date }: ScenarioText,
  levers: readonly Lever[],
  schedule: Schedule,
  origins: readonly Origin[],
): string {
  const stands = ({ measures }: Lever) =>
    schedule.measures.some((measure) => {
      const version = inForce(measure, date, "law");
      return (
        version !== undefined &&
        measures.some((pattern) => names(pattern, measure.id)) &&
        origins.some((origin) => coversOrigin(version.covers, origin))
      );
    });
  const ofLever = (name: string) => changes.filter((change) => change.do === "set" && change.lever === name);
  const fields = levers
    .filter((lever) => stands(lever) || ofLever(lever.name).length > 0)
    .filter(({ name }) => ofLever(name).every(isPlain) && ofLever(name).length <= 1)
    .map(({ name, summary }) => slider(name, summary, rateOf(ofLever(name)[0])));
  return `<form id="levers" hidden>${fields.join("\n")}</form>`;
}

const PLAIN = /^(floor:|cap:)?(\d+(?:\.(\d+))?)%?$/;
const rateOf = (change: ChangeText | undefined): string | undefined =>
  change?.do === "set" ? change.rate : undefined;

/** What a slider can say: a rate in per cent, of all goods and origins of the lever. Any other change stays as it is. */
const isPlain = (change: ChangeText): boolean =>
  change.do === "set" && PLAIN.test(change.rate) && !change.origins && !change.products;

/** Its steps are fine enough for the rate it starts at. */
function slider(name: string, summary: string, rate: string | undefined): string {
  const [, kind = "", value = "0", decimals = ""] = PLAIN.exec(rate ?? "0") ?? [];
  const step = decimals === "" || decimals === "5" ? "0.5" : `0.${"0".repeat(decimals.length - 1)}1`;
  const most = Math.max(MOST, Math.ceil(Number(value)));
  const options = KINDS.map(
    ([id, label]) => `<option value="${id}"${id === kind ? " selected" : ""}>${label}</option>`,
  );
  const id = escaped(name);
  return (
    `<fieldset><legend>${escaped(summary)}</legend>` +
    `<label><input type="checkbox" id="use-${id}"${rate === undefined ? "" : " checked"}> change</label> ` +
    `<input type="range" name="${id}" aria-label="${id}: rate in per cent" min="0" max="${most}" step="${step}" value="${escaped(value)}"> ` +
    `<output id="rate-${id}"></output> ` +
    `<select id="kind-${id}" aria-label="${id}: how the rate counts">${options.join("")}</select></fieldset>`
  );
}

interface RateOverTime {
  readonly html: readonly string[];
  readonly charts: readonly Drawing[];
  /** Courses of the same key are the same; empty for none. */
  readonly key: string;
}

/** A table of days and measures by their titles, where one partner is asked about; nothing where several are. */
export async function rateOverTime(
  { origins, flows, assume }: ScenarioText,
  { heading, suffix, of }: SectionPlace,
  context: Context,
): Promise<RateOverTime> {
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return { html: [], charts: [], key: "" };
  const told = await answerTimeline({ origin, flows, assume }, context);
  const at = `course${suffix}`;
  const table = tableOf(titleWithDays(told, context), told.title + of);
  return {
    html: [
      `<${heading}>How the law moved the rate</${heading}><div id="${at}" class="chart short"></div>`,
      `<details open><summary>${told.rows.length} days on which the rate changed</summary>`,
      `<div class="plain course">${table}</div>${listOf(told.notes)}</details>`,
    ],
    charts: [dailyDrawing(told, at)],
    key: JSON.stringify([told.title, told.rows.map((cells) => cells.map(plain))]),
  };
}

/** The same rows with measures as people call them. */
function titleWithDays(told: Report, context: Context): Report {
  const titles = new Map<string, string>([...context.measureTexts()].map(([id, { title }]) => [id, title]));
  const named = (cell: Cell): Cell =>
    isList(cell) ? cell.map((id) => titles.get(id) ?? id).join("; ") : cell;
  return { ...told, rows: told.rows.map((cells) => cells.map(named)) };
}

const isList = (cell: Cell): cell is readonly string[] => Array.isArray(cell);

// What a report rests on.

/** Assumptions, the sources of the split, and the files read, by hash, of one scenario or several. */
export async function sourcesOf(
  texts: readonly Pick<ScenarioText, "assume" | "origins">[],
  context: Context,
): Promise<string[]> {
  const { border, toConsumers, exceptions } = context.data().json("economics/pass-through.json");
  const wanted = new Set([border.source, toConsumers.source]);
  const sources = context.sources().filter(({ id }) => wanted.has(id));
  const inputs = await context.inputs();
  const assumed = [...new Set(texts.flatMap(({ assume }) => assume))];
  const origins = new Set(texts.flatMap((text) => text.origins));
  return [
    `<h2>Sources and assumptions</h2>`,
    `<p>Assumptions switched on: ${escaped(assumed.join(", ") || "none")}. Law as of ${escaped(context.schedule().asOf)}; tariff-calc ${escaped(context.version)}.</p>`,
    `<p>Who pays: ${escaped(border.cite)}; ${escaped(toConsumers.cite)}.</p>`,
    listOf(
      exceptions
        .filter((one) => one.origins.some((origin) => origins.has(origin)))
        .map(({ warning, cite }) => `${warning} (${cite})`),
    ),
    listOf(sources.map(({ publisher, title, licence, url }) => `${publisher}: ${title}. ${licence}. ${url}`)),
    `<details><summary>Files read, by SHA-256</summary>${listOf(inputs.map(({ name, sha256 }) => `${name} ${sha256}`))}</details>`,
  ];
}
