/** What surrounds a drawn chart: title and subtitles, colours and axes that charts share, sources beneath. */
import { createHash } from "node:crypto";
import type { EChartsCoreOption } from "echarts/core";
import {
  type Cell,
  type Chart,
  type ColumnKind,
  type Envelope,
  isDecimal,
  type Report,
} from "../../contract/report.js";
import { startOf, widthOf, wrapped } from "../../contract/text.js";
import { cellText, type MoneyUnit, moneyUnit } from "../cells.js";

// Rows of a report as values to draw, each with its text as a table prints it, and how far their axis goes.

/** A value of one series. */
export interface Value {
  /** In per cent, or in the unit of money; `null` is never drawn. */
  readonly number: number | null;
  readonly text: string;
  readonly atLeast: boolean;
}

/** A row: a value a series. */
export interface Plot {
  /** Where it stands. */
  readonly along: readonly string[];
  readonly values: readonly Value[];
  /** What moved the value. */
  readonly events: readonly string[];
}

export interface PlottedReport {
  readonly view: "rate" | "duty";
  /** Of what, and in which unit. */
  readonly what: string;
  /** What `along` is. */
  readonly along: readonly string[];
  readonly series: readonly string[];
  readonly plots: readonly Plot[];
  readonly total: Plot | null;
}

type Cells = (key: string) => Cell;

/** The first view of the chart of a report; `mark` stands before lower bounds. Numbers are binary floats, for drawing alone; texts come from the decimals. */
export function plotReport(report: Report, chart: Chart, mark = "≥ "): PlottedReport {
  const [[view = "rate", keys = []] = []] = Object.entries(chart.views) as [
    PlottedReport["view"],
    readonly string[],
  ][];
  const unit = moneyUnit(report);
  const columnOf = (key: string) => report.columns.find((column) => column.key === key);
  const kind: ColumnKind = view === "rate" ? "rate" : "usd";
  const plot = (cells: Cells): Plot => ({
    along: chart.along.map((key) => String(cells(key) ?? "")),
    values: keys.map((key) => {
      const open =
        chart.atLeast !== undefined && cells(chart.atLeast) === true && !chart.exact?.includes(key);
      return readValue(cells(key), kind, unit, open ? mark : "");
    }),
    events: (chart.events && (cells(chart.events) as readonly string[] | null)) || [],
  });
  const places = new Map(report.columns.map(({ key }, index) => [key, index]));
  const { total } = report;
  return {
    view,
    what: view === "rate" ? "Rate, % of customs value" : `${chart.dollarsOf ?? "Duty"}, ${unit.title}`,
    along: chart.along.map((key) => columnOf(key)?.title ?? key),
    series: keys.map((key) => columnOf(key)?.title ?? key),
    plots: report.rows.map((row) => plot((key) => row[places.get(key) ?? -1] ?? null)),
    total: total && plot((key) => total[key] ?? null),
  };
}

/** What is not known, or does not apply, says so in words: it has no number. */
function readValue(cell: Cell, kind: ColumnKind, unit: MoneyUnit, mark: string): Value {
  const atLeast = mark !== "";
  if (!isDecimal(cell)) {
    const text = kind === "rate" && !atLeast ? "no rate" : "unknown";
    return { number: null, text, atLeast: false };
  }
  const number = kind === "rate" ? cell.times(100) : cell.div(`1e${unit.power}`);
  return { number: number.toNumber(), text: `${mark}${cellText(cell, kind, unit)}`, atLeast };
}

/** Every number drawn; the total only where it is of the same size, as rates are. */
export function numbersOf({ view, plots, total }: PlottedReport): number[] {
  const drawn = view === "rate" && total ? [...plots, total] : plots;
  return drawn.flatMap(({ values }) => values.flatMap(({ number }) => number ?? []));
}

const STEPS = [1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A round number that no value passes; 1 where there is nothing above zero. */
export function roundTop(numbers: readonly number[]): number {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(((STEPS.find((step) => step * power >= most) ?? 10) * power).toPrecision(3));
}

/** Of pixels at one to one. */
export const WIDTH = 960;
export const SIDE = 24;
export const LINE = 20;
const TITLE_LINE = 30;
/** Characters of text of 14 pixels that stand side by side, and of a title. */
const FIT = 130;
const TITLE_FIT = 78;
/** Lines of text at a place, all of a kind. */
interface Lines {
  readonly top: number;
  readonly height: number;
  readonly elements: readonly object[];
}

interface TextLook {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly height?: number;
}

/** Lines of text, one under another. `weight` as in CSS. */
export function textLines(
  lines: readonly string[],
  top: number,
  { size, fill, weight = 400, height = LINE }: TextLook,
): Lines {
  const elements = lines.map((text, index) => ({
    type: "text",
    left: SIDE,
    top: top + index * height,
    silent: true,
    style: { text, fill, fontSize: size, fontWeight: weight, fontFamily: FONT },
  }));
  return { top, height: lines.length * height, elements };
}

/** Lines of a width, also of a word that is longer: in a picture it would stand beyond the edge. */
export const linesWithin = (text: string, width: number, indent: string): string[] =>
  wrapped(text, width, indent).flatMap((line) => brokenAt(line, width));

function brokenAt(line: string, width: number): string[] {
  const parts: string[] = [];
  let rest = line;
  while (widthOf(rest) > width) {
    const start = startOf(rest, width);
    parts.push(start);
    rest = rest.slice(start.length);
  }
  return [...parts, rest];
}

/** A title is no page: of more lines than these the first ones are shown. */
const MOST_TITLE_LINES = 4;

function titleLines(title: string): string[] {
  const lines = linesWithin(title, TITLE_FIT, "");
  if (lines.length <= MOST_TITLE_LINES) return lines;
  return [
    ...lines.slice(0, MOST_TITLE_LINES - 1),
    `${startOf(lines[MOST_TITLE_LINES - 1] ?? "", TITLE_FIT - 2)} …`,
  ];
}

/** Title and heading; lines after an empty one are a picture of characters. */
export function headLines({ title, heading }: Report): Lines {
  const end = heading.indexOf("");
  const own = end < 0 ? heading : heading.slice(0, end);
  const titles = textLines(titleLines(title), SIDE, {
    ...{ size: 22, fill: INK, weight: 600, height: TITLE_LINE },
  });
  const rest = textLines(
    own.flatMap((line) => linesWithin(line, FIT, "  ")),
    titles.top + titles.height,
    { size: 14, fill: SOFT },
  );
  return { top: SIDE, height: titles.height + rest.height, elements: [...titles.elements, ...rest.elements] };
}

export const plotsOf = ({ plots, total }: PlottedReport): readonly Plot[] =>
  total ? [...plots, total] : plots;

/** What a drawing of a kind adds: its options, and the pixels it needs under the head. */
export interface Drawing {
  readonly options: EChartsCoreOption;
  readonly height: number;
  /** Further text under it. */
  readonly elements?: readonly object[];
}

export const FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif";
/** Text on white has a contrast of 7 and more. */
export const INK = "#1b1f24";
export const SOFT = "#4d5661";
export const GRID = "#d5dae0";

/** The colours of Okabe and Ito, told apart by people of every colour vision. */
export const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

/** How a text looks. `fontSize` in pixels. */
export const ink = (color: string, fontSize: number) => ({ color, fontSize, fontFamily: FONT });

/** Text along an axis, and its name in the middle, `nameGap` pixels from it. */
export const axisInk = (name: string, nameGap: number) => ({
  ...{ name, nameGap, nameLocation: "middle", nameTextStyle: ink(SOFT, 13), axisLabel: ink(SOFT, 12) },
  splitLine: { lineStyle: { color: GRID } },
});

const LEGEND = 32;

/** Names of the series where there are several, and the pixels that they take. */
export const legendOf = ({ series }: PlottedReport, top: number, left: number) => ({
  legend: { show: series.length > 1, top, left, textStyle: ink(INK, 14) },
  legendHeight: series.length > 1 ? LEGEND : 0,
});

// A picture travels without its page: under it stands how it can be made again, and what its marks mean.

/** Digits of a hash that tell one picture from another. */
const DIGITS = 16;

/** One hash of everything the picture was made from: names and SHA-256 of the inputs, as JSON output lists them. */
async function inputHash({ inputs }: Envelope): Promise<string> {
  const lines = (await inputs()).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex").slice(0, DIGITS);
}

/** A picture is the same whatever its file is called. */
const withoutFile = (command: readonly string[]): readonly string[] =>
  command.filter(
    (word, index) => !/^(-o|--output(=.*)?)$/.test(word) && !/^(-o|--output)$/.test(command[index - 1] ?? ""),
  );

/** By which command, law and data the picture can be made again, and what its marks mean. */
export async function sourceTexts(chart: PlottedReport, envelope: Envelope): Promise<string[]> {
  const open = plotsOf(chart).some(({ values }) => values.some(({ atLeast }) => atLeast));
  const words = withoutFile(envelope.command)
    .map((word) => (/\s/.test(word) ? `"${word}"` : word))
    .join(" ");
  const made = `tariff-calc ${envelope.version}, law as of ${envelope.lawAsOf}, inputs ${await inputHash(envelope)}`;
  return [
    ...(open ? ["At least: part of the goods have duties that cannot be computed."] : []),
    ...linesWithin(`Source: tariff-calc ${words}`, FIT, "  "),
    made,
  ];
}
