/// <reference lib="dom" />
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { notesOn } from "../../../compiled/memo.js";
import { UserError } from "../../../contract/errors.js";
import { toScenario } from "../../../contract/measure-text.js";
import type { Report } from "../../../contract/report.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import { listOf, tableOf } from "../../../formats/markup.js";
import type { Country } from "../../../law/origin.js";
import type { Baseline, Lever } from "../../../law/scenario.js";
import { openData } from "../../../library/open-data.js";
import { runScenario } from "../../../trade/run-scenario.js";
import { parseGroupings } from "../../common/groups.js";
import { changesInWords } from "../../common/law-words.js";
import { scenarioReport } from "../../scenario/table.js";
import { changeNotes, headingOf, notesOf, PRESUMED_NOTE, unlawfulNotes } from "../../scenario/words.js";
import { type Drawing, type Payload, type Sliders, sectorDrawing } from "./payload.js";
import { headlineOf, questionHtml, whoPays } from "./sections.js";

/** Charts of a report: bars side by side, and steps from day to day. */

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00"];

/** Draws, or draws again, in the ink of the page. */
export function drawChart(drawing: Drawing): void {
  const element = document.getElementById(drawing.at);
  if (!element) return;
  const style = getComputedStyle(document.body);
  const [ink, line] = [style.color, style.getPropertyValue("--line")];
  const chart = getInstanceByDom(element) ?? begun(element);
  chart.setOption({
    animation: false,
    color: COLOURS,
    aria: { enabled: true },
    textStyle: { color: ink },
    legend: { textStyle: { color: ink }, top: 0, show: drawing.series.length > 1 },
    tooltip: { trigger: "axis", confine: true, valueFormatter: (value: unknown) => printed(value, drawing) },
    grid: {
      left: 8,
      right: drawing.kind === "bars" && drawing.series.length === 1 ? 72 : 32,
      top: drawing.series.length > 1 ? 36 : 12,
      bottom: 8,
      containLabel: true,
    },
    ...(drawing.kind === "bars" ? bars : steps)(drawing, ink, line),
  });
}

const printed = (value: unknown, { unit }: Drawing): string =>
  typeof value !== "number"
    ? "—"
    : unit === "%"
      ? `${value.toLocaleString("en")} %`
      : `$${value.toLocaleString("en")} m`;

/** A label is cut where a telephone has no room for it. */
const NARROW = 640;

function bars(drawing: Drawing, ink: string, line: string): object {
  return {
    xAxis: amounts(drawing, ink, line),
    yAxis: {
      type: "category",
      inverse: true,
      data: drawing.labels,
      axisLabel: { color: ink, width: innerWidth < NARROW ? 110 : 190, overflow: "truncate", interval: 0 },
    },
    series: drawing.series.map(({ name, values }) => ({
      ...{ name, type: "bar", barMaxWidth: 28, data: values },
      label: {
        ...{ show: drawing.series.length === 1, position: "right", color: ink },
        formatter: ({ value }: { value: unknown }) => printed(value, drawing),
      },
    })),
  };
}

function steps(drawing: Drawing, ink: string, line: string): object {
  return {
    xAxis: { type: "time", axisLabel: { color: ink, hideOverlap: true } },
    yAxis: amounts(drawing, ink, line),
    series: drawing.series.map(({ name, values }) => ({
      ...{ name, type: "line", step: "end", symbol: "none" },
      data: values.map((value, index) => [drawing.labels[index], value]),
    })),
  };
}

const amounts = ({ unit }: Drawing, ink: string, line: string): object => ({
  type: "value",
  splitNumber: unit === "%" ? 5 : 3,
  axisLabel: {
    color: ink,
    hideOverlap: true,
    formatter: (value: number) => printed(value, { unit } as Drawing),
  },
  splitLine: { lineStyle: { color: line } },
});

/** A chart that keeps to the width of the page. */
function begun(element: HTMLElement): ReturnType<typeof init> {
  const chart = init(element, null, { renderer: "svg" });
  addEventListener("resize", () => chart.resize());
  return chart;
}

// Prices the trade of a page again: the arithmetic, the table and the words of the command line.

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

/** Tables whose heads sort, with a button that copies them for a spreadsheet. */

/** How the reader sorted a table, by its section: a table made anew is sorted the same way. */
const chosen = notesOn<HTMLElement, { readonly index: number; readonly way: Way }>();
type Way = "ascending" | "descending";

/** Adds both to the table inside an element. */
export function sortable(section: HTMLElement): void {
  const table = section.querySelector("table");
  if (!table) return;
  for (const [index, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const way = head.ariaSort === "descending" ? "ascending" : "descending";
      chosen.write(section, { index, way });
      sort(table, index, way);
    });
    head.replaceChildren(button);
  }
  const before = chosen.of(section);
  if (before) sort(table, before.index, before.way);
  section.append(copier(table));
}

function copier(table: HTMLTableElement): HTMLButtonElement {
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = "Copy table";
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(texts(table));
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "The browser does not allow copying: select the table instead";
    }
  });
  return copy;
}

/** Largest first at the first click, then the other way; what is not known comes last either way. */
function sort(table: HTMLTableElement, index: number, way: Way): void {
  for (const [place, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries())
    if (place === index) head.setAttribute("aria-sort", way);
    else head.removeAttribute("aria-sort");
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const sign = way === "ascending" ? 1 : -1;
  rows.sort((a, b) => compare(exact(a, index), exact(b, index), sign));
  table.tBodies[0]?.append(...rows);
}

const exact = (row: HTMLTableRowElement, index: number): string => row.cells[index]?.dataset.value ?? "";

function compare(a: string, b: string, sign: number): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  return sign * (Number(a) - Number(b) || a.localeCompare(b, "en", { numeric: true }));
}

/** Every digit, tabs between cells: what a spreadsheet pastes. */
const texts = (table: HTMLTableElement): string =>
  [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent).join("\t"))
    .join("\n");

/** The script of a report: sliders that price the trade again, charts, and tables that sort and copy. */

type LeverChange = Extract<ChangeText, { do: "set" }> & { lever: string };

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** Unpacks base64 of deflated JSON. */
async function unpacked(text: string): Promise<Payload> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

/**
 * The changes that the command line would make of the page: those of the file, then each lever that is set in the order
 * of the levers, then the rest. A lever that the file sets stays in its place while its slider stands where it began.
 */
function changesAsked({ text, ofFile, afterLevers }: Sliders, levers: readonly Lever[]): ChangeText[] {
  const { changes } = text;
  const last = changes.length - afterLevers;
  const file = changes
    .slice(0, ofFile)
    .filter((change) => !isLever(change) || !isSlider(change.lever) || setBySlider(change.lever).length > 0);
  const flags = changes.slice(ofFile, last).filter(isLever);
  const asked = levers.flatMap(({ name }): ChangeText[] => {
    if (!isSlider(name)) return flags.filter(({ lever }) => lever === name);
    const begun = file.find((change) => isLever(change) && change.lever === name);
    return setBySlider(name).filter((change) => !sameRate(begun, change));
  });
  return [...file, ...asked, ...changes.slice(last)];
}

const isLever = (change: ChangeText): change is LeverChange =>
  change.do === "set" && change.lever !== undefined;
const isSlider = (lever: string): boolean => document.getElementById(`use-${lever}`) !== null;
const sameRate = (a: ChangeText | undefined, b: ChangeText): boolean =>
  a?.do === "set" && b.do === "set" && a.rate.replace("%", "") === b.rate;

/** What a slider says, if it is switched on. */
function setBySlider(lever: string): ChangeText[] {
  const { checked } = at(`use-${lever}`) as HTMLInputElement;
  const { value } = document.querySelector(`input[name="${lever}"]`) as HTMLInputElement;
  const kind = (at(`kind-${lever}`) as HTMLSelectElement).value;
  at(`rate-${lever}`).textContent = checked ? `${value} %` : "as in law";
  return checked ? [{ do: "set", lever, rate: `${kind}${value}` }] : [];
}

/** What charts show; drawn again when the colours of the page change. */
const drawn = new Map<string, Drawing>();
function draw(drawing: Drawing): void {
  drawn.set(drawing.at, drawing);
  drawChart(drawing);
}

function show(report: Report, { caption, sharing }: Sliders): void {
  at("sectors").innerHTML = tableOf(report, caption);
  at("headline").innerHTML = headlineOf(report);
  at("asked").innerHTML = questionHtml(report.heading);
  at("who-pays").innerHTML = whoPays(report, sharing);
  at("notes").innerHTML = listOf(report.notes);
  at("said").textContent = "";
  draw(sectorDrawing(report, "chart"));
  sortable(at("sectors"));
}

/** Has the sliders price the trade. */
function slide(sliders: Sliders): void {
  const priced = pricing(sliders);
  const update = (): void => {
    try {
      show(
        priced((levers) => changesAsked(sliders, levers)),
        sliders,
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      at("said").textContent = `${error.message}; the numbers are those before it.`;
    }
  };
  at("levers").addEventListener("input", ({ target }) => {
    const input = target as HTMLInputElement;
    if (input.type === "range") (at(`use-${input.name}`) as HTMLInputElement).checked = true;
    update();
  });
  update();
  at("levers").hidden = false;
}

async function start(): Promise<void> {
  const { charts, sliders } = await unpacked(at("data").textContent ?? "");
  for (const section of document.querySelectorAll<HTMLElement>(".plain")) sortable(section);
  for (const drawing of charts) draw(drawing);
  if (innerWidth < NARROW)
    for (const folded of document.querySelectorAll("details[open]")) folded.removeAttribute("open");
  if (sliders) slide(sliders);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    [...drawn.values()].forEach(drawChart),
  );
  document.body.dataset.ready = "yes";
}

await start();
