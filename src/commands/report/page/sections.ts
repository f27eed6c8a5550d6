/** The sections of a report that are of one scenario, and what the page carries for its script. */

import type { Context } from "../../../contract/command.js";
import { type Cell, isDecimal, plain, type Report } from "../../../contract/report.js";
import { dollarsInWords } from "../../../contract/text.js";
import type { DataFiles } from "../../../data/pack.js";
import type { ChangeText, ScenarioText } from "../../../data/shapes/scenario.js";
import { burdenOf } from "../../../economics/response.js";
import { escaped, listOf, tableOf } from "../../../formats/markup.js";
import type { IsoDate } from "../../../law/calendar.js";
import type { HeldUnlawful } from "../../../law/drawback.js";
import { type Decimal, decimal, minusUsd, type Usd } from "../../../law/units.js";
import type { Weights } from "../../common/law-words.js";
import type { Titles } from "../../scenario/words.js";
import type { LineTexts } from "./find.js";

export const CAPTION = "Baseline and scenario by sector";

/** Where sections stand: the level of their headings, and what ends their ids and the captions of their tables. */
export interface SectionPlace {
  readonly heading: "h2" | "h3";
  readonly suffix: string;
  readonly of: string;
}

/** The headline, and what was asked. */
export const headOf = (report: Report, suffix: string): string[] => [
  `<p id="headline${suffix}" class="headline"${suffix === "" ? ' role="status"' : ""}>${headlineOf(report)}</p>`,
  `<div id="asked${suffix}">${questionHtml(report.heading)}</div>`,
];

export const questionHtml = (heading: readonly string[]): string =>
  heading.map((line) => `<p class="soft">${escaped(line)}</p>`).join("\n");

/** By sector, with a chart, and who pays. */
export const sectorsOf = (
  report: Report,
  { heading, suffix, of }: SectionPlace,
  context: Context,
): string[] => [
  `<${heading}>By sector</${heading}><div id="chart${suffix}" class="chart"></div>`,
  `<div id="sectors${suffix}" class="sectors plain">${tableOf(report, CAPTION + of)}</div>`,
  `<${heading}>Who pays</${heading}><div id="who-pays${suffix}">${whoPays(report, sharingOf(context))}</div>`,
];

export const sectorChart = (report: Report, suffix: string): Drawing =>
  sectorDrawing(report, `chart${suffix}`);

export const notesIn = (notes: readonly string[], { heading, suffix }: SectionPlace): string[] => [
  `<${heading}>What these figures rest on</${heading}><div id="notes${suffix}">${listOf(notes)}</div>`,
];

/** HTML of rates and duty of the whole trade before and after, in words. */
export function headlineOf({ total, facts }: Pick<Report, "total" | "facts">): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  const least = total?.at_least === true ? "at least " : "";
  const is = `${least}${dollars("scenario_duty_usd", after)} ${spanOf(facts)}`;
  const rate = percent("scenario_rate", rateOf(total?.scenario_rate));
  if (change.isZero()) return `Duty is ${is}, ${rate} of imports, as in the baseline.`;
  const moved = `${change.gt(0) ? "rises" : "falls"} by ${dollars("change_usd", change)}`;
  const was = `${least}${dollars("baseline_duty_usd", before)}`;
  return `Duty ${moved}, from ${was} to ${is}: from ${percent("baseline_rate", rateOf(total?.baseline_rate))} to ${rate} of imports.`;
}

const rateOf = (cell: unknown): Decimal | null => (cell as Decimal | null | undefined) ?? null;

/** A year, or the imports that stand in its place. */
export const spanOf = ({ weights }: Report["facts"]): string =>
  weights === undefined
    ? "a year"
    : `on imports of ${escaped((weights as { readonly imports_of: string }).imports_of)}`;

// Who pays is shown twice, by who remits the duty and by a documented split: the first is law, the second an
// estimate.

/** HTML: remitted by importers in exact decimals; the split in binary floats. Nothing is split where nothing changes. */
export function whoPays(
  { total, facts }: Pick<Report, "total" | "facts">,
  { border, toConsumers }: Sharing,
): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  if (change.isZero())
    return `<p>Importers remit ${dollars("scenario_duty_usd", after)} ${spanOf(facts)} to customs, as in the baseline: there is no change of duty to split.</p>`;
  const factor = taxFactor(total?.scenario_rate) / taxFactor(total?.baseline_rate);
  const { foreignSellers, importers, consumers } = burdenOf(border, factor, toConsumers);
  const items = [
    ["Sellers abroad", "sellers_usd", foreignSellers] as const,
    ["Importers and shops", "importers_usd", importers] as const,
    ["Consumers", "consumers_usd", consumers] as const,
  ].map(
    ([name, key, share]) =>
      `<li>${name}: ${(share * 100).toFixed(1)}%, ${dollars(key, decimal(String(share * change.toNumber())), true)}</li>`,
  );
  return (
    `<p>Importers pay the whole change to customs: <strong>${dollars("change_usd", change, true)}</strong> ${spanOf(facts)}.</p>` +
    `<p>Who bears it is an estimate, not law:</p><ul>${items.join("")}</ul>`
  );
}

const taxFactor = (rate: unknown): number => 1 + ((rate as Decimal | null)?.toNumber() ?? 0);

// The documented split of who pays.

export function sharingOf(context: Context): Sharing {
  const { border, toConsumers } = context.data().json("economics/pass-through.json");
  return { border: border.value, toConsumers: toConsumers.value };
}

// Numbers in sentences are rounded for people; `value` keeps every digit for programs.

/** HTML of dollars as people say them. `sign`: a minus before what is below zero. */
export const dollars = (key: string, amount: Decimal, sign = false): string =>
  datum(key, amount, dollarsInWords(sign ? amount : amount.abs()).replace("-", "−"));

/** HTML of a rate, a fraction of customs value, in per cent. */
export const percent = (key: string, rate: Decimal | null): string =>
  rate === null ? "no rate" : datum(key, rate, `${rate.times(100).toFixed(2)}%`);

const datum = (key: string, value: Decimal, shown: string): string =>
  `<data data-key="${key}" value="${plain(value)}">${escaped(shown)}</data>`;

// What a report carries for its script: what its sliders and its search need, and its tables as charts.

export interface Payload {
  /** Charts as the file was written. */
  readonly charts: readonly Drawing[];
  /** What sliders need; `null` where there are none. */
  readonly sliders: Sliders | null;
  /** Texts of the lines of the trade, for a search; `null` where there is none. */
  readonly texts: LineTexts | null;
}

/** A chart, and the id of the element it goes to. */
export interface Drawing {
  readonly at: string;
  /** A bar for each label, or steps from day to day. */
  readonly kind: "bars" | "steps";
  /** What stands after a value. */
  readonly unit: "%" | "$ m";
  readonly labels: readonly string[];
  /** `null` where a value is not known. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** What the trade is priced with again, and what is told of it. */
export interface Sliders {
  readonly files: DataFiles;
  /** How many of the changes are those of the scenario named: flags come after them. */
  readonly ofFile: number;
  /** How many of the changes come after those of levers: the command line puts these before them. */
  readonly afterLevers: number;
  readonly text: ScenarioText;
  readonly baseline:
    | { readonly kind: "no-tariffs" }
    | { readonly kind: "law"; readonly date: IsoDate; readonly changes: readonly ChangeText[] };
  readonly origins: readonly string[];
  readonly sharing: Sharing;
  /** Title of the table by sector. */
  readonly caption: string;
  /** What assumptions are called. */
  readonly titles: Titles;
  /** Acts whose duties a court held not to be authorized. */
  readonly unlawful: readonly HeldUnlawful[];
  /** Notes that no rate moves; they come last. */
  readonly fixedNotes: readonly string[];
  /** Whose imports the lines have, where those are not the year's. */
  readonly weights?: Weights | undefined;
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}

// Charts carry rounded numbers: more digits than a screen can tell apart would only make the page larger.

type Table = Pick<Report, "rows" | "columns">;

const cellsOf = ({ rows, columns }: Table, key: string): Cell[] => {
  // Of a name in two columns the later is the one for people.
  const place = columns.findLastIndex((one) => one.key === key);
  return rows.map((cells) => cells[place] ?? null);
};

const numbersOf = (table: Table, key: string, factor: string, places: number): (number | null)[] =>
  cellsOf(table, key).map((cell) => (isDecimal(cell) ? Number(cell.times(factor).toFixed(places)) : null));
const percents = (table: Table, key: string) => numbersOf(table, key, "100", 2);
const millions = (table: Table, key: string) => numbersOf(table, key, "1e-6", 0);
const labelsOf = (table: Table, key: string): string[] =>
  cellsOf(table, key).map((cell) => String(cell ?? ""));

/** Rates by sector, before and after. */
export const sectorDrawing = (table: Table, at: string): Drawing => ({
  ...{ at, kind: "bars", unit: "%", labels: labelsOf(table, "label") },
  series: [
    { name: "Baseline", values: percents(table, "baseline_rate") },
    { name: "Scenario", values: percents(table, "scenario_rate") },
  ],
});

/** The rate of each of several scenarios, and its duty. */
export function comparedDrawings(table: Table, [rates, duty]: readonly [string, string]): Drawing[] {
  const labels = labelsOf(table, "scenario");
  const bars = { kind: "bars", labels } as const;
  return [
    { ...bars, at: rates, unit: "%", series: [{ name: "Rate", values: percents(table, "rate") }] },
    { ...bars, at: duty, unit: "$ m", series: [{ name: "Duty", values: millions(table, "duty_usd") }] },
  ];
}

/** The rate day by day; the last one stands to the end of the period. */
export function dailyDrawing(told: Pick<Report, "rows" | "columns" | "chart">, at: string): Drawing {
  const [days, rates] = [labelsOf(told, "date"), percents(told, "rate")];
  const until = told.chart?.until;
  const end = until !== undefined && until !== days.at(-1);
  return {
    ...{ at, kind: "steps", unit: "%", labels: end ? [...days, until] : days },
    series: [{ name: "Rate", values: end ? [...rates, rates.at(-1) ?? null] : rates }],
  };
}

// A drawing as the options of the library that draws it.

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00"];

/** @param ink The colour of letters. @param line That of lines. @param narrow Labels have less room, as on a telephone. */
export function chartOf(
  drawing: Drawing,
  ink: string,
  line: string,
  narrow: boolean,
): Record<string, unknown> {
  const several = drawing.series.length > 1;
  return {
    animation: false,
    color: COLOURS,
    aria: { enabled: true },
    textStyle: { color: ink },
    legend: { textStyle: { color: ink }, top: 0, show: several },
    tooltip: { trigger: "axis", confine: true, valueFormatter: (value: unknown) => printed(value, drawing) },
    grid: {
      left: 8,
      right: drawing.kind === "bars" && !several ? 72 : 32,
      top: several ? 36 : 12,
      bottom: 8,
      containLabel: true,
    },
    ...(drawing.kind === "bars" ? bars(drawing, ink, line, narrow) : steps(drawing, ink, line)),
  };
}

const printed = (value: unknown, { unit }: Drawing): string =>
  typeof value !== "number"
    ? "—"
    : unit === "%"
      ? `${value.toLocaleString("en")}%`
      : `$${value.toLocaleString("en")} m`;

function bars(drawing: Drawing, ink: string, line: string, narrow: boolean): Record<string, unknown> {
  return {
    xAxis: amounts(drawing, ink, line),
    yAxis: {
      type: "category",
      inverse: true,
      data: drawing.labels,
      // A name cut short names nothing: it takes a second line.
      axisLabel: {
        ...{ color: ink, interval: 0, width: narrow ? 120 : 190, overflow: "break" },
        ...(narrow ? { fontSize: 11, lineHeight: 12 } : {}),
      },
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
