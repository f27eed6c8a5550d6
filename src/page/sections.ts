/** The sections of a report that are of one scenario. */
import type { Context } from "../command.js";
import { escaped, listOf, tableOf } from "../formats/markup.js";
import type { Report } from "../report.js";
import { sectorDrawing } from "./drawings.js";
import { headlineOf } from "./headline.js";
import type { Drawing } from "./payload.js";
import { sharingOf } from "./sharing.js";
import { whoPays } from "./who-pays.js";

export const CAPTION = "Baseline and scenario by sector";

/** Where sections stand: the level of their headings, and what ends their ids and the captions of their tables. */
export interface Place {
  readonly heading: "h2" | "h3";
  readonly suffix: string;
  readonly of: string;
}

/** The headline, and what was asked. */
export const headOf = (report: Report, suffix: string): string[] => [
  `<p id="headline${suffix}" class="headline"${suffix === "" ? ' role="status"' : ""}>${headlineOf(report)}</p>`,
  `<div id="asked${suffix}">${askedOf(report.heading)}</div>`,
];

export const askedOf = (heading: readonly string[]): string =>
  heading.map((line) => `<p class="soft">${escaped(line)}</p>`).join("\n");

/** By sector, with a chart, and who pays. */
export const sectorsOf = (report: Report, { heading, suffix, of }: Place, context: Context): string[] => [
  `<${heading}>By sector</${heading}><div id="chart${suffix}" class="chart"></div>`,
  `<div id="sectors${suffix}" class="sectors plain">${tableOf(report, CAPTION + of)}</div>`,
  `<${heading}>Who pays</${heading}><div id="who-pays${suffix}">${whoPays(report, sharingOf(context))}</div>`,
];

export const sectorChart = (report: Report, suffix: string): Drawing =>
  sectorDrawing(report, `chart${suffix}`);

export const notesIn = (notes: readonly string[], { heading, suffix }: Place): string[] => [
  `<${heading}>What these figures rest on</${heading}><div id="notes${suffix}">${listOf(notes)}</div>`,
];
