/// <reference lib="dom" />
/** The script of a report: sliders that price the trade again, charts, and tables that sort and copy. */
import { UserError } from "../../../contract/errors.js";
import type { Report } from "../../../contract/report.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import { listOf, tableOf } from "../../../formats/markup.js";
import type { Lever } from "../../../law/scenario.js";
import { drawChart } from "./chart.js";
import { type Drawing, type Payload, type Sliders, sectorDrawing } from "./payload.js";
import { pricing } from "./pricing.js";
import { headlineOf, questionHtml, whoPays } from "./sections.js";
import { sortable } from "./sortable.js";

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

/** On a telephone what is long is folded. */
const NARROW = 640;

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
