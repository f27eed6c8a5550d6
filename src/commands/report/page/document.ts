/**
 * A report as one page that needs nothing else: its sections, its sliders, how the law moved the rate, and its
 * sources.
 */
import type { Context } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { toScenario } from "../../../contract/measure-text.js";
import { partnersOf } from "../../../contract/question.js";
import { type Cell, plain, type Report } from "../../../contract/report.js";
import type { ChangeText, ScenarioText } from "../../../data/shapes/scenario.js";
import { documentOf, escaped, listOf, STYLE, tableOf } from "../../../formats/markup.js";
import { isoDate } from "../../../law/calendar.js";
import { inForce } from "../../../law/measure.js";
import type { Country, Origin } from "../../../law/origin.js";
import type { Lever } from "../../../law/scenario.js";
import type { Schedule } from "../../../law/schedule.js";
import { coversOrigin } from "../../../law/scope.js";
import { names } from "../../../law/settle.js";
import { answerCompare, type ComparedCase } from "../../compare/answer.js";
import { answerScenario, weighted, weightsOf } from "../../scenario/answer.js";
import { tradeNotes } from "../../scenario/words.js";
import { answerTimeline } from "../../timeline/answer.js";
import { FIND_SECTION, type LineTexts, lineTexts, numbersOf } from "./find.js";
import {
  CAPTION,
  comparedDrawings,
  type Drawing,
  dailyDrawing,
  headOf,
  notesIn,
  type Payload,
  type SectionPlace,
  type Sliders,
  sectorChart,
  sectorsOf,
  sharingOf,
} from "./sections.js";

// A report as one file that needs no other: document, style, data and script.

/** Mail programs and browsers take a file of this size. */
const MOST_BYTES = 2_000_000;

/** Runs the script of the page, which is carried deflated as its data are: it takes less than half the room so. */
const UNPACK = `const packed = Uint8Array.from(atob(document.getElementById("script").textContent), (letter) => letter.charCodeAt(0));
const script = document.createElement("script");
script.type = "module";
script.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
document.body.append(script);`;

/** A document with its data and the script that reads it. `body` is HTML. */
async function pageOf(
  title: string,
  body: readonly string[],
  script: string,
  payload: Payload,
  context: Context,
): Promise<string> {
  const carried = [
    `<script type="text/plain" id="data">${await context.deflated(JSON.stringify(payload))}</script>`,
    `<script type="text/plain" id="script">${await context.deflated(script)}</script>`,
    `<script type="module">${UNPACK}</script>`,
  ];
  return documentOf(title, PAGE_STYLE, [...body, ...carried].join("\n"));
}

const sizeOf = (page: string): number => new TextEncoder().encode(page).length;

const fits = (page: string): boolean => sizeOf(page) < MOST_BYTES;

/** The page itself. @throws {UserError} if mail programs would not take it. */
function checkSize(page: string, where: string, hint: string): string {
  if (fits(page)) return page;
  throw new UserError(`the page would have ${sizeOf(page)} bytes; expected less than ${MOST_BYTES}`, {
    where,
    hint,
  });
}

// One style for screens of any width, light and dark, and for paper.

const PAGE_STYLE = `${STYLE}
.chart{width:100%;height:34rem}.chart.short{height:18rem}@media(max-width:40rem){.chart:not(.short){height:42rem}}fieldset{border:1px solid var(--line);margin:.5rem 0;padding:.5rem}legend{padding:0 .3rem}legend::first-letter{text-transform:uppercase}
input[type=range]{width:min(20rem,55vw);vertical-align:middle}output{display:inline-block;min-width:5rem}
button,select{font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.25rem;padding:.15rem .5rem}
select option{color:var(--ink);background:var(--paper)}th button{border:0;padding:0;font-weight:600;text-align:inherit;cursor:pointer;text-decoration:underline dotted}
#levers{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}fieldset{min-width:0}
.pair{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}.pair>div{min-width:0}h3{font-size:1.05rem;margin:1.5rem 0 .3rem}
section.scenario{border-top:2px solid var(--line);margin-top:2.5rem}li{overflow-wrap:anywhere}data{white-space:nowrap}.course td:last-child{min-width:14rem}
th[scope=row]{min-width:6.6rem}#levers[hidden]{display:none}.headline{font-size:1.25rem}.sectors th,.sectors td{padding:.3rem .35rem}summary{cursor:pointer}.scroll+button{margin-top:.5rem}
#goods{font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.25rem;padding:.3rem .5rem;width:min(100%,30rem);display:block;margin-top:.25rem}
#goods::placeholder{color:var(--soft);opacity:1}#found{padding-left:0;list-style:none}#found button{display:block;width:100%;text-align:left;border-color:var(--line);margin:.3rem 0;cursor:pointer}#found span{display:block;font-size:.9rem}#found .soft{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}#found button[aria-pressed=true]{border:2px solid var(--link)}
@media print{#move,#find,nav{display:none}th button{display:inline!important}section.scenario{break-before:page}}`;

/** A scenario, and which of its changes are of the file named, and which come after those of levers. */
export interface PageQuestion extends Pick<Sliders, "ofFile" | "afterLevers"> {
  readonly text: ScenarioText;
}

const AS_SCENARIO = { by: undefined, top: undefined, view: "law" } as const;

/** The answer of `scenario` to it, by sector. */
const bySector = (text: ScenarioText, context: Context): Promise<Report> =>
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
  /** Before the sources are named: what is carried is among them. */
  const packed = files();
  const place = { heading: "h2", suffix: "", of: "" } as const;
  const course = await rateOverTime(text, place, context);
  const rest = [
    ...[`<p id="said" role="alert"></p>`, ...sectorsOf(report, place, context), ...course.html],
    ...[...notesIn(report.notes, place), ...(await sourcesOf([text], context))],
  ];
  const head = [`<h1>${escaped(report.title)}</h1>`, ...headOf(report, "")];
  const charts = [sectorChart(report, ""), ...course.charts];
  const made = (move: string, payload: Omit<Payload, "charts">): Promise<string> => {
    const find = payload.texts === null ? "" : FIND_SECTION;
    const body = [...head, `<section id="move"><h2>Move the rates</h2>${move}</section>`, find, ...rest];
    return pageOf(report.title, body, script, { charts, ...payload }, context);
  };
  const carried = await weightedFiles(packed, text, context);
  const sliders = await slidersOf(asked, origins, carried, context);
  const form = formOf(text, origins, context);
  const slidersAlone = await made(form + NO_SEARCH, { sliders, texts: null });
  if (fits(slidersAlone)) {
    const page = await made(form, { sliders, texts: textsOf(text, origins, context) });
    return fits(page) ? page : slidersAlone;
  }
  const plain = await made(TOO_LARGE, { sliders: null, texts: null });
  return checkSize(plain, "--origin", "ask for fewer origins");
}

/** The texts of the lines that the trade has. */
function textsOf(
  { flows, products = [] }: ScenarioText,
  origins: readonly Country[],
  context: Context,
): LineTexts {
  const trade = origins.map((origin) => context.flow(flows, origin));
  const prefixes = products.map((code) => code.replaceAll(".", ""));
  return lineTexts(numbersOf(trade, prefixes), context);
}

const NEEDS_SCRIPT = `<noscript><p>The sliders and the search need JavaScript; the tables do not.</p></noscript>`;
const NO_SEARCH = `<p>There is no search here: the lines of these partners are more than a page can carry. <code>tariff-calc find</code> searches all lines.</p>`;
const TOO_LARGE = `<p>There are no sliders and no search here: the trade of these partners is more than a page can carry. <code>tariff-calc scenario</code> answers other rates.</p>`;

function formOf(text: ScenarioText, origins: readonly Country[], context: Context): string {
  const schedule = context.schedule();
  const known = origins.flatMap((code) => schedule.origins.get(code) ?? []);
  return NEEDS_SCRIPT + leverForm(text, context.levers(), schedule, known);
}

/** The data of a page with other imports on its lines, where they are asked for. */
async function weightedFiles(
  files: Sliders["files"],
  text: ScenarioText,
  context: Context,
): Promise<Sliders["files"]> {
  const { flows, weights } = text;
  if (weights === undefined) return files;
  const trade = await weighted(text, context);
  const folder = `flows/${flows}/`;
  const flowIn = (name: string): Country => name.slice(folder.length, -".json".length) as Country;
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      name.startsWith(folder) ? trade.flow(flows, flowIn(name)) : file,
    ]),
  );
}

async function slidersOf(
  { text, ofFile, afterLevers }: PageQuestion,
  origins: readonly Country[],
  files: Sliders["files"],
  shipped: Context,
): Promise<Sliders> {
  const context = await weighted(text, shipped);
  const { assumptions, titles } = context.assume(text.assume);
  const trade = toScenario(text, origins, { kind: "no-tariffs" }, context.levers());
  const known = origins.flatMap((code) => context.schedule().origins.get(code) ?? []);
  return {
    ...{ files, ofFile, afterLevers, text, origins, titles, caption: CAPTION },
    baseline: await baselineOf(text, context),
    sharing: sharingOf(context),
    unlawful: context.heldUnlawful(),
    fixedNotes: tradeNotes(text, trade, assumptions, context),
    weights: await weightsOf(text, { origins: known }, shipped),
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
async function rateOverTime(
  { origins, flows, assume, weights }: ScenarioText,
  { heading, suffix, of }: SectionPlace,
  context: Context,
): Promise<RateOverTime> {
  const [origin] = origins;
  if (origin === undefined || origins.length > 1) return { html: [], charts: [], key: "" };
  const asked = { origin, flows, assume, ...(weights === undefined ? {} : { weights }) };
  const told = await answerTimeline(asked, context);
  const at = `course${suffix}`;
  const table = tableOf(titleWithDays(told, context), told.title + of);
  return {
    html: [
      `<${heading}>How the law moved the rate</${heading}><div id="${at}" class="chart short"></div>`,
      `<details open><summary>Rates on the days on which the law changed</summary>`,
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
async function sourcesOf(
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

// Several scenarios as one page: side by side, then each with tables of its own.

/** A scenario of several, and where a mistake in it is reported. */
export interface PageCase extends ComparedCase {
  readonly placed: (error: unknown) => unknown;
}

interface Section {
  readonly html: readonly string[];
  readonly charts: readonly Drawing[];
}

const NO_SLIDERS =
  "Duty and rate side by side are those of each scenario; its section below holds it against its own baseline. A page of several scenarios has no sliders; a report of one of them has.";

/** Two scenarios or more, without sliders. @throws {UserError} on what `scenario` would not run, or a page too large. */
export async function severalPage(
  cases: readonly PageCase[],
  anyway: boolean,
  context: Context,
): Promise<string> {
  const compared = await answerCompare(cases, { by: undefined, view: "law", anyway }, context);
  const sections: Section[] = [];
  const courses = new Map<string, string>();
  for (const [index, one] of cases.entries())
    sections.push(await sectionOf(one, `-${index + 1}`, courses, context));
  const body = [
    ...besideOf(compared, cases),
    ...sections.flatMap(({ html }) => html),
    ...(await sourcesOf(
      cases.map(({ text }) => text),
      context,
    )),
  ];
  const drawn = comparedDrawings(compared, ["compared-rates", "compared-duty"]);
  const charts = [...drawn, ...sections.flatMap((section) => section.charts)];
  const { script } = await context.page({ dataset: cases[0]?.text.flows ?? "", origins: [] });
  const page = await pageOf(compared.title, body, script, { charts, sliders: null, texts: null }, context);
  return checkSize(page, "report", "ask for fewer scenarios");
}

/** What the page has, and its scenarios side by side. */
function besideOf(compared: Report, cases: readonly ComparedCase[]): string[] {
  const links = cases.map(
    ({ name, text }, index) =>
      `<li><a href="#scenario-${index + 1}">${escaped(name)}</a>: ${escaped(text.title)}</li>`,
  );
  const chart = (id: string, title: string): string =>
    `<div><h3>${title}</h3><div id="${id}" class="chart short"></div></div>`;
  return [
    `<h1>${escaped(compared.title)}</h1><nav aria-label="Scenarios"><ol>${links.join("\n")}</ol></nav>${saidFirst(compared, cases)}<h2>Side by side</h2>`,
    `<div class="pair">${chart("compared-rates", "Rate, of imports")}${chart("compared-duty", cases.every(({ text }) => (text.weights ?? "2024") === "2024") ? "Duty, a year" : "Duty")}</div>`,
    `<div id="compared" class="plain">${tableOf(filledSection(compared), compared.title)}</div><p class="soft">${lowerBoundsOf(compared)}${NO_SLIDERS}</p>`,
  ];
}

/** What is said of the comparison before its scenarios are named. */
const saidFirst = ({ heading }: Report, cases: readonly ComparedCase[]): string =>
  heading
    .slice(0, -cases.length)
    .map((line) => `<p><strong>${escaped(line)}</strong></p>`)
    .join("");

/** Without the column of changes where no scenario has any. */
function filledSection(compared: Report): Report {
  const place = compared.columns.findIndex(({ key }) => key === "changes");
  if (compared.rows.some((cells) => cells[place] !== "")) return compared;
  const kept = <T>(all: readonly T[]): T[] => all.filter((_, index) => index !== place);
  return { ...compared, columns: kept(compared.columns), rows: compared.rows.map(kept) };
}

/** Names the scenarios of which a part cannot be computed. */
function lowerBoundsOf({ columns, rows }: Report): string {
  const place = columns.findIndex(({ key }) => key === "at_least");
  const names = rows.filter((cells) => cells[place] === true).map(([name]) => String(name));
  return names.length === 0
    ? ""
    : `Lower bounds, since part of the goods have duties that cannot be computed: ${escaped(names.join(", "))}. `;
}

/** The tables of one scenario. A course of the law that an earlier section has is named, not shown again. */
async function sectionOf(
  { name, text, placed }: PageCase,
  suffix: string,
  courses: Map<string, string>,
  context: Context,
): Promise<Section> {
  const report = await bySector(text, context).catch((error: unknown) => {
    throw placed(error);
  });
  const place = { heading: "h3", suffix, of: `, scenario ${suffix.slice(1)}: ${name}` } as const;
  const course = await rateOverTime(text, place, context);
  const told = courses.get(course.key);
  if (course.key !== "" && told === undefined) courses.set(course.key, name);
  const law =
    told === undefined ? course.html : [`<p>How the law moved the rate is told under ${escaped(told)}.</p>`];
  const title = name === report.title ? name : `${name}: ${report.title}`;
  const html = [
    `<section class="scenario" id="scenario${suffix}" aria-labelledby="name${suffix}"><h2 id="name${suffix}">${escaped(title)}</h2>`,
    ...[...headOf(report, suffix), ...sectorsOf(report, place, context), ...law],
    ...[...notesIn(report.notes, place), "</section>"],
  ];
  return { html, charts: [sectorChart(report, suffix), ...(told === undefined ? course.charts : [])] };
}
