/// <reference lib="dom" />
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { notesOn } from "../../../compiled/memo.js";
import type { Names } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { toScenario } from "../../../contract/measure-text.js";
import type { Report } from "../../../contract/report.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import { escaped, listOf, tableOf } from "../../../formats/markup.js";
import { type HtsCode, printHts } from "../../../law/hts.js";
import type { Country } from "../../../law/origin.js";
import type { Baseline, Lever } from "../../../law/scenario.js";
import { effectiveRate, NO_USD, plusUsd, type Usd } from "../../../law/units.js";
import { type Data, openData } from "../../../library/open-data.js";
import { runScenario } from "../../../trade/run-scenario.js";
import { parseGroupings } from "../../common/groups.js";
import { changesInWords, headingOnWeights, weightsFacts } from "../../common/law-words.js";
import { scenarioReport } from "../../scenario/table.js";
import { changeNotes, headingOf, notesOf, PRESUMED_NOTE, unlawfulNotes } from "../../scenario/words.js";
import {
  type FoundLine,
  finderIn,
  isLine,
  type LineTexts,
  type PageLaw,
  ratesByDay,
  ratesByOrigin,
} from "./find.js";
import {
  chartOf,
  type Drawing,
  dollars,
  headlineOf,
  type Payload,
  percent,
  questionHtml,
  type Sliders,
  sectorDrawing,
  spanOf,
  whoPays,
} from "./sections.js";

/** Charts of a report: bars side by side, and steps from day to day. */

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Labels are cut and sections folded where a telephone has no room for them. */
const NARROW = 640;

/** Draws, or draws again, in the ink of the page. */
export function drawChart(drawing: Drawing): void {
  const element = document.getElementById(drawing.at);
  if (!element) return;
  const style = getComputedStyle(document.body);
  const [ink, line] = [style.color, style.getPropertyValue("--line")];
  const chart = getInstanceByDom(element) ?? begun(element);
  chart.setOption(chartOf(drawing, ink, line, innerWidth < NARROW));
}

/** A chart that keeps to the width of the page. */
function begun(element: HTMLElement): ReturnType<typeof init> {
  const chart = init(element, null, { renderer: "svg" });
  addEventListener("resize", () => chart.resize());
  return chart;
}

// Prices the trade of a page again: the arithmetic, the table and the words of the command line.

/** Changes of a scenario, which may name levers. */
type ChangesOf = (levers: readonly Lever[]) => readonly ChangeText[];

/** The goods asked about, each by itself; all goods of the page by sector if none are. */
interface Goods {
  readonly products: readonly string[];
  /** What a number is called. */
  readonly label: (hts: string) => string;
}

type Priced = (changesOf: ChangesOf, goods?: Goods) => Report;

/** What the tables of a page call their groups. */
const namesOf = (sectors: Names["sectors"], goods: Goods | undefined): Names => ({
  sectors,
  industryOf: () => "",
  industry: () => "",
  description: () => undefined,
  descriptionsUnder: () => [],
  label: (_, code) => goods?.label(code) ?? "",
  authority: (id) => id,
});

/** What answers for changes. It throws `UserError` for a change that reaches nothing. */
function pricing(sliders: Sliders, data: Data): Priced {
  const { text, baseline, origins, titles, unlawful, fixedNotes, weights } = sliders;
  const { levers, schedule, sectors } = data;
  const assume = data.assumptions(text.assume);
  const flows = new Map(origins.map((origin) => [origin, data.flow(text.flows, origin)]));
  const from: Baseline =
    baseline.kind === "law" ? { ...baseline, changes: data.changes(baseline.changes) } : baseline;
  const flowOf = (origin: Country) => flows.get(origin) ?? data.flow(text.flows, origin);
  return (changesOf, goods) => {
    const changes = [...changesOf(levers)];
    const products = goods === undefined ? {} : { products: [...goods.products] };
    const scenario = toScenario({ ...text, changes, ...products }, origins as Country[], from, levers);
    const run = runScenario(scenario, { schedule, view: "law", assume, flowOf });
    if (run.applied.missed.length > 0) throw new UserError("this change reaches none of these goods");
    const notes = [
      ...changeNotes(run, schedule),
      ...unlawfulNotes(run, unlawful),
      PRESUMED_NOTE,
      ...notesOf(run, titles),
      ...fixedNotes,
    ];
    const heading = headingOnWeights(headingOf(run, levers, "law", changesInWords(changes)), weights);
    return {
      title: text.title,
      facts: weightsFacts(weights),
      ...scenarioReport(
        run,
        parseGroupings(goods === undefined ? "sector" : "product"),
        null,
        namesOf(sectors, goods),
      ),
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
  at(`rate-${lever}`).textContent = checked ? `${value}%` : "as in law";
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

/** Has the sliders price the trade, and what else shows prices with them. @returns prices of goods as the sliders stand. */
function slide(sliders: Sliders, data: Data, also: () => void): (goods: Goods) => Report {
  const priced = pricing(sliders, data);
  const asked = (goods?: Goods) => priced((levers) => changesAsked(sliders, levers), goods);
  const update = (): void => {
    try {
      show(asked(), sliders);
      also();
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
  return asked;
}

// A search over the lines of the trade: what is found with its rates, and the line that is picked with its figures.

/** Dollars of each number of the trade of a page. */
function importsOf({ text, origins }: Sliders, data: Data): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { hts, value } of origins.map((origin) => data.flow(text.flows, origin)))
    hts.forEach((code, row) => {
      sums.set(code, (sums.get(code) ?? 0) + (value[row] ?? 0));
    });
  return sums;
}

/** A text of HTML, as the element it makes. */
function element(html: string): HTMLElement {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as HTMLElement;
}

type PriceOf = (goods: Goods) => Report;

/** Goods of the page that a line stands for: those of its number, or as many of them as the page asks about. */
const productsOf = ({ hts, numbers }: FoundLine, { text }: Sliders): readonly string[] =>
  text.products === undefined ? [hts] : numbers;

/** Has the search find lines as a reader types. @returns what prices again all that it shows. */
function search(texts: LineTexts, sliders: Sliders, data: Data, priceOf: PriceOf): () => void {
  const imports = importsOf(sliders, data);
  const finder = finderIn(texts, [...imports.keys()], imports);
  const box = at("goods") as HTMLInputElement;
  let lines: readonly FoundLine[] = [];
  let picked: FoundLine | undefined;
  const price = (): void => {
    showDuties(lines, priceOf({ products: lines.flatMap((line) => productsOf(line, sliders)), ...finder }));
    if (picked) showLine(picked, priceOf({ products: productsOf(picked, sliders), ...finder }));
  };
  const find = (): void => {
    const text = box.value.trim();
    const found = text.length < 2 ? { lines: [], all: 0 } : finder.find(text);
    lines = found.lines;
    at("find-said").textContent = text.length < 2 ? "" : foundInWords(lines.length, found.all);
    at("found").replaceChildren(...lines.map(itemOf));
    if (lines.length > 0) price();
  };
  box.addEventListener("input", find);
  at("found").addEventListener("click", ({ target }) => {
    const button = (target as HTMLElement).closest("button");
    picked = lines.find(({ hts }) => hts === button?.dataset.hts) ?? picked;
    if (picked) showRates(picked, sliders, data);
    for (const one of buttons()) one.setAttribute("aria-pressed", String(one === button));
    price();
    at("line").scrollIntoView({ block: "nearest" });
  });
  moveByKeys(box);
  at("find").hidden = false;
  return () => {
    if (lines.length > 0 || picked) price();
  };
}

const foundInWords = (shown: number, all: number): string =>
  all === 0
    ? "No line of this trade is like it: try other words, the material or the use."
    : `${all} ${all === 1 ? "line" : "lines"}${all > shown ? `, the best ${shown} shown` : ""}.`;

const buttons = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("#found button")];

/** A line that was found: its number and text, what it stands under, and where its rate goes. */
function itemOf({ hts, text, path }: FoundLine): HTMLElement {
  const above = path.length === 0 ? "" : `<span class="soft">${escaped(path.join(" > "))}</span>`;
  return element(
    `<li><button type="button" data-hts="${hts}" aria-pressed="false"><strong>${printHts(hts)}</strong> ${escaped(text)}` +
      `${above}<span class="rate"></span></button></li>`,
  );
}

/** Arrow keys move from the box into what was found and through it; Enter goes to the first, Escape comes back. */
function moveByKeys(box: HTMLInputElement): void {
  const step = (by: number): void => {
    const all = buttons();
    const place = all.indexOf(document.activeElement as HTMLElement) + by;
    (place < 0 ? box : all[Math.min(place, all.length - 1)])?.focus();
  };
  at("find").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const inList = event.target === box || at("found").contains(event.target as Node);
    if (by !== undefined && inList) step(by);
    else if (event.key === "Escape" && event.target !== box) box.focus();
    else return;
    event.preventDefault();
  });
  box.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    buttons()[0]?.focus();
  });
}

/** What the lines owe together of their imports, before and after. */
function showDuties(lines: readonly FoundLine[], priced: Report): void {
  const place = (key: string) => priced.columns.findIndex((column) => column.key === key);
  const group = place("group");
  for (const [index, { hts }] of lines.entries()) {
    const rows = priced.rows.filter((cells) => String(cells[group]).startsWith(hts));
    const sum = (key: string) => rows.map((cells) => cells[place(key)] as Usd).reduce(plusUsd, NO_USD);
    const least = rows.some((cells) => cells[place("at_least")] === true) ? "at least " : "";
    const rates = ["baseline", "scenario"].map(
      (law) => least + percent(`${law}_rate`, effectiveRate(sum(`${law}_duty_usd`), sum("imports_usd"))),
    );
    const imports = dollars("imports_usd", sum("imports_usd"));
    const [item] = buttons()[index]?.getElementsByClassName("rate") ?? [];
    if (item) item.innerHTML = `Baseline ${rates.join(", scenario ")} of ${imports} ${spanOf(priced.facts)}`;
  }
}

/** The line that was picked, number by number, as the sliders stand. */
function showLine({ hts, text }: FoundLine, priced: Report): void {
  const section = at("line");
  const caption = `Baseline and scenario of ${printHts(hts)}, by number`;
  section.innerHTML = `<h3 id="line-name">${printHts(hts)} ${escaped(text)}</h3><div class="sectors">${tableOf(priced, caption)}</div>`;
  section.hidden = false;
  sortable(section.querySelector<HTMLElement>(".sectors") ?? section);
}

/** The rate of the line that was picked, by day of entry and by origin, which no slider moves. */
function showRates({ hts: line }: FoundLine, { origins, text: { date } }: Sliders, law: PageLaw): void {
  const hts = line as HtsCode;
  const of = `of ${printHts(line)}`;
  const own = origins.flatMap((code) => law.schedule.origins.get(code as Country) ?? []);
  const table = (id: string, caption: string, report: Report): string =>
    `<div id="${id}" class="sectors">${tableOf(report, caption)}</div>`;
  const owed = (): string =>
    `<h3>From which day, from which origin</h3><p class="soft">What the law charges on the line where nothing is claimed: no slider moves it. ` +
    `A preference or another right may lower it; <code>tariff-calc when</code> and <code>choose</code> have fees and freight too.</p>` +
    table("by-day", `Rate ${of} by day of entry`, ratesByDay(hts, own, law)) +
    `<details><summary>From every origin on ${date}</summary>${table("by-origin", `Rate ${of} on ${date}, lowest first`, ratesByOrigin(hts, date, law))}</details>`;
  at("rates").innerHTML = isLine(line)
    ? owed()
    : `<p class="soft">Pick a line of eight digits to see its rate by day and by origin.</p>`;
  for (const id of isLine(line) ? ["by-day", "by-origin"] : []) sortable(at(id));
}

async function start(): Promise<void> {
  const { charts, sliders, texts } = await unpacked(at("data").textContent ?? "");
  for (const section of document.querySelectorAll<HTMLElement>(".plain")) sortable(section);
  for (const drawing of charts) draw(drawing);
  if (innerWidth < NARROW)
    for (const folded of document.querySelectorAll("details[open]")) folded.removeAttribute("open");
  if (sliders) {
    let priceFound = (): void => undefined;
    const data = openData(sliders.files);
    const priceOf = slide(sliders, data, () => priceFound());
    if (texts) priceFound = search(texts, sliders, data, priceOf);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    [...drawn.values()].forEach(drawChart),
  );
  document.body.dataset.ready = "yes";
}

await start();
