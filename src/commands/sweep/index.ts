import { type Context, defineCommand, repeated } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseAxis } from "../../contract/lever-flags.js";
import { questionOf } from "../../contract/question.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import { MOST_COMBINATIONS } from "../../economics/solve.js";
import type { View } from "../../law/measure.js";
import { originsInWords } from "../../law/origin.js";
import { type Decimal, decimal } from "../../law/units.js";
import { weightsFacts, weightsLines } from "../common/law-words.js";
import { weighted, weightsOf } from "../scenario/answer.js";
import {
  checkedSettings,
  type Model,
  type ResponseFlags,
  responseOf,
  TRADE_FLAGS,
} from "../scenario/response/settings.js";

import {
  type AnswerAt,
  answerAlong,
  beyondPeak,
  checkMoved,
  dutyPeak,
  factsAbout,
  type Levers,
  notesAbout,
  type Peak,
  type Plane,
  type Point,
  peakNote,
  planeOf,
  priceAt,
  withPeak,
} from "../solve/levers.js";

// Duty, effective rate and imports at every rate of one lever or of two, as rows and as a map. Source: METHODS 7.

export interface Axis {
  readonly lever: string;
  /** In per cent. */
  readonly rates: readonly Decimal[];
}

interface SweepQuestion {
  readonly axes: readonly Axis[];
  readonly text: ScenarioText;
  readonly view: View;
  readonly response?: { readonly flags: ResponseFlags & { readonly response: Model } } | undefined;
}

/** One point and what trade owes there, in dollars. */
interface Swept {
  readonly point: Point;
  readonly imports: Decimal;
  readonly duty: Decimal;
  readonly rate: Decimal;
}

/** Where duty is no straight line every point is priced for itself. */
const MOST_PRICED = 200;
const MOST_AXES = 2;

/** @throws {UserError} on more than two levers, or more points than can be meant. */
export async function answerSweep(asked: SweepQuestion, shipped: Context): Promise<Report> {
  const context = await weighted(asked.text, shipped);
  const axes = asked.axes.map(withZero);
  checkAxes(axes);
  const levers = { names: axes.map(({ lever }) => lever), text: asked.text, view: asked.view };
  const plane = await planeOf(levers, context);
  const answer = asked.response && (await answerOf(plane, asked.response.flags, context));
  const weights = await weightsOf(asked.text, plane.corner.run, shipped);
  const peak = peakOf(axes, plane, answer);
  const points = pointsOf(peak === undefined ? axes : axes.map((axis) => peakedAxis(axis, peak)));
  const swept = plane.straight
    ? points.map((point) => sweptAt(point, plane, answer))
    : await pricedEach(points, levers, asked, context);
  const most = swept.reduce((best, one) => (one.duty.gt(best.duty) ? one : best));
  return {
    title: `Duty by the rate of ${levers.names.join(" and ")}`,
    heading: [
      `Imports from ${originsOf(plane)} under the law of ${asked.text.date}`,
      ...weightsLines(weights),
      ...(axes.length === MOST_AXES ? heatMap(axes, swept) : []),
    ],
    columns: columnsOf(levers.names),
    chart: chartOf(levers.names),
    rows: swept.map((one) => sweptCells(one, most.duty, plane.corner.atLeast)),
    total: null,
    ...notesAbout(
      notesOf(plane, most, asked, {
        peak,
        beyond: peak ? [beyondPeak((await context.estimates()).peaks)] : [],
      }),
      plane,
      asked.text.date,
      context,
    ),
    facts: {
      ...{ points: swept.length, exact: answer === undefined },
      ...{ ...factsAbout(plane, asked.text.date, context), ...weightsFacts(weights) },
    },
  };
}

/** Of one lever, where trade answers; with two there is a peak for every rate of the other. */
const peakOf = (axes: readonly Axis[], { straight }: Plane, answer: Answering): Peak | null | undefined =>
  answer && straight && axes.length === 1 ? dutyPeak((rate) => answer([decimal(rate)]).duty) : undefined;

const peakedAxis = ({ lever, rates }: Axis, peak: Peak | null): Axis => ({
  lever,
  rates: withPeak(rates, peak),
});

const originsOf = ({ corner }: Plane): string => originsInWords(corner.run.origins, 3);

/** No tariff is always worth a look. */
const withZero = ({ lever, rates }: Axis): Axis => ({
  lever,
  rates: rates.some((rate) => rate.isZero()) ? rates : [decimal(0), ...rates],
});

function checkAxes(axes: readonly Axis[]): void {
  if (axes.length === 0 || axes.length > MOST_AXES)
    throw new UserError(`expected one lever or two; got ${axes.length}`, {
      where: "--lever",
      hint: "for example --lever auto=0:50:5 --lever reciprocal=0:30:5",
    });
  if (new Set(axes.map(({ lever }) => lever)).size < axes.length)
    throw new UserError("expected two different levers", { where: "--lever" });
  const points = axes.reduce((product, { rates }) => product * rates.length, 1);
  if (points > MOST_COMBINATIONS)
    throw new UserError(`expected at most ${MOST_COMBINATIONS} points; got ${points}`, {
      where: "--lever",
      hint: "take larger steps",
    });
}

/** Every combination, the last lever fastest. */
const pointsOf = (axes: readonly Axis[]): Point[] =>
  axes.reduce<Point[]>(
    (points, { rates }) => points.flatMap((point) => rates.map((rate) => [...point, rate])),
    [[]],
  );

type Answering = Awaited<ReturnType<typeof answerOf>> | undefined;

async function answerOf(plane: Plane, flags: ResponseFlags & { readonly response: Model }, context: Context) {
  const settings = await checkedSettings(flags, context, plane.corner.run.origins);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  const at: AnswerAt = answerAlong(plane, settings, context);
  return (point: Point) => at(point, demand);
}

function sweptAt(point: Point, { corner, dutyAt }: Plane, answer: Answering): Swept {
  if (!answer) {
    const duty = dutyAt(point);
    return { point, duty, imports: corner.imports, rate: duty.div(corner.base) };
  }
  const { after, duty } = answer(point);
  const rounded = (amount: number) => decimal(steady(amount)).toDecimalPlaces(2);
  const [imports, owed] = [rounded(after), rounded(duty)];
  return { point, imports, duty: owed, rate: imports.isZero() ? decimal(0) : owed.div(imports) };
}

async function pricedEach(
  points: readonly Point[],
  levers: Levers,
  { response }: SweepQuestion,
  context: Context,
): Promise<Swept[]> {
  if (response)
    throw new UserError("duty is no straight line in these levers, and trade answers only along one", {
      where: "--response",
      hint: "leave it out, or price the rates you want with `scenario`",
    });
  if (points.length > MOST_PRICED)
    throw new UserError(
      `duty bends between these rates, so each point is priced: expected at most ${MOST_PRICED}; got ${points.length}`,
      {
        where: "--lever",
        hint: "take larger steps",
      },
    );
  const swept: Swept[] = [];
  for (const point of context.watch(points, "points")) {
    const { duty, imports, base } = await priceAt(levers, point, context);
    swept.push({ point, duty, imports, rate: duty.div(base) });
  }
  return swept;
}

function notesOf(
  plane: Plane,
  most: Swept,
  { response, axes }: SweepQuestion,
  { peak, beyond }: { readonly peak: Peak | null | undefined; readonly beyond: readonly string[] },
): string[] {
  const where = axes.map(({ lever }, index) => `${lever} ${most.point[index]?.toFixed()}%`).join(", ");
  const added = axes.flatMap(({ lever, rates }) =>
    rates.some((rate) => rate.isZero()) ? [] : [`${lever} 0%`],
  );
  return [
    ...(added.length > 0
      ? [`Added to the rates asked for: ${added.join(" and ")}, to hold them against.`]
      : []),
    ...(response && peak === undefined ? [`Most duty of these points: at ${where}.`] : []),
    ...(peak === undefined ? [] : [peakNote(axes[0]?.lever ?? "", peak)]),
    ...beyond,
    response
      ? `Model: each line a market of its own (--response ${response.flags.response}), in binary floating point; \`scenario\` says what it rests on.`
      : plane.straight
        ? "Arithmetic: trade stays as it was, so duty is a straight line in each rate; it is checked against the law priced at 0 and 85%."
        : "Arithmetic: trade stays as it was; every point is priced, because duty bends between these rates.",
  ];
}

const columnsOf = (names: readonly string[]): Column[] => [
  ...names.map((lever): Column => ({ key: `${lever}_pct`, title: `${lever}, %`, kind: "text", drop: 0 })),
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 1 },
  { key: "at_least", title: "At least", kind: "flag", drop: 4, machineOnly: true },
  { key: "bar", title: "", kind: "bar", drop: 3, tableOnly: true },
];

const chartOf = (names: readonly string[]): Chart => ({
  kind: names.length === 1 ? "line" : "map",
  along: names.map((lever) => `${lever}_pct`),
  views: { duty: ["duty_usd"], rate: ["rate"] },
  atLeast: "at_least",
});

/** Characters of the longest bar. */
const WIDEST_TABLE = 30;

const sweptCells = ({ point, imports, duty, rate }: Swept, most: Decimal, atLeast: boolean): Cell[] => [
  ...point.map((one) => one.toFixed()),
  imports,
  duty,
  rate.toDecimalPlaces(20),
  atLeast,
  most.isZero() ? "" : "█".repeat(Math.round(duty.div(most).times(WIDEST_TABLE).toNumber())),
];

// The map is of characters, the darker the more duty, so that it needs no colour.

const SHADES = ["·", "░", "▒", "▓", "█"] as const;
/** Characters that a map may be wide, and lines it may be high, to fit a narrow terminal. */
const WIDEST_MAP = 50;
const HIGHEST = 40;

/** Lines of the map: the first lever down, the second across. Of more rates than fit, every second, third and so on. */
export function heatMap(axes: readonly Axis[], swept: readonly Swept[]): string[] {
  const [down, across] = axes;
  if (down === undefined || across === undefined) return [];
  const duties = swept.map(({ duty }) => duty);
  const [least, most] = [lowest(duties), highest(duties)];
  const shade = (duty: Decimal): string => {
    const part = most.eq(least) ? 0 : duty.minus(least).div(most.minus(least)).toNumber();
    return SHADES[Math.min(SHADES.length - 1, Math.floor(part * SHADES.length))] ?? "·";
  };
  const [columns, lines] = [fitting(across.rates.length, WIDEST_MAP), fitting(down.rates.length, HIGHEST)];
  const broad = columns.length * 2 <= WIDEST_MAP ? 2 : 1;
  const width = Math.max(...down.rates.map((rate) => rate.toFixed().length));
  const rows = lines.map((line) => {
    const own = columns.map((column) => shade(duties[line * across.rates.length + column] ?? least));
    return `${down.rates[line]?.toFixed().padStart(width)} ${own.map((one) => one.repeat(broad)).join("")}`;
  });
  const shown = [across.rates[columns[0] ?? 0], across.rates[columns.at(-1) ?? 0]];
  return [
    "",
    `${down.lever} down, ${across.lever} across from ${shown.map((rate) => rate?.toFixed()).join(" to ")}%: ${SHADES.join("")} the darker, the more duty`,
    ...rows,
  ];
}

/** Places of as many out of `count` as fit, equally far apart, from the first. */
function fitting(count: number, most: number): number[] {
  const step = Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

const lowest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.lt(a) ? b : a));
const highest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.gt(a) ? b : a));

export default defineCommand({
  name: "sweep",
  summary: "What every rate of one lever, or of two, does to duty",
  details:
    "Prices a year of trade at every rate of a lever, or at every combination of two, with a map of the result.\n" +
    "Without --response trade stays as it was and every figure is exact.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    lever: repeated(
      "<name=from:to:step>",
      "a lever and its rates in per cent, or auto=0,15,25; twice for two",
      parseAxis,
    ),
    ...TRADE_FLAGS,
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc sweep --lever auto=0:50:5",
    "tariff-calc sweep --lever auto=0:30:5 --lever reciprocal=0:30:5",
    "tariff-calc sweep --lever reciprocal=0:200:20 --response elastic --elasticity -2 -o sweep.csv",
  ],
  charts: ["rate", "duty"],
  async run({ argument, flags, dataFlags }, context) {
    const { origin, product, date, assume, weights } = flags;
    const given = { origin, product, date, assume, weights };
    const question = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const text = await questionOf(argument, question, dataFlags, context);
    checkMoved(
      (flags.lever ?? []).map(({ lever }) => lever),
      dataFlags,
    );
    return answerSweep({ axes: flags.lever ?? [], text, view: "law", response: responseOf(flags) }, context);
  },
});
