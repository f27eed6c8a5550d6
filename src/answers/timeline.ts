/** The effective tariff rate day by day, with the measures that moved it. */
import type { Context } from "../command.js";
import { assess } from "../domain/assess.js";
import { changeDays, changedOn, type Period } from "../domain/change-days.js";
import type { Country, Origin } from "../domain/country.js";
import { addDays, type IsoDate } from "../domain/day.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import { type HtsCode, printHts } from "../domain/hts.js";
import { priceFlow } from "../domain/price.js";
import { positionOf, productOf } from "../domain/reach.js";
import type { View } from "../domain/schedule.js";
import { sumsWhere } from "../domain/tally.js";
import { type Decimal, effectiveRate, usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import type { Cell, Column, Report } from "../report.js";
import { checkPeriod } from "./days.js";
import { linesOf } from "./lines.js";

export interface TimelineFlags {
  readonly hts?: HtsCode;
  readonly origin?: Country;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly flows?: string;
  readonly assume?: readonly string[];
  readonly view?: View;
}

const COLUMNS: readonly Column[] = [
  { key: "date", title: "From", kind: "text", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "change_pp", title: "Change, pp", kind: "points", drop: 1 },
  { key: "chart", title: "", kind: "bar", drop: 2, tableOnly: true },
  { key: "at_least", title: "At least", kind: "flag", drop: 4, machineOnly: true },
  { key: "measures", title: "Measures that came, went or changed", kind: "list", drop: 0 },
];

/** A rate on a day; `null` while it cannot be known. */
interface Point {
  readonly day: IsoDate;
  readonly rate: Decimal | null;
  readonly atLeast: boolean;
  readonly measures: readonly string[];
}

const DATASET = "us-imports-2024";
const ASSUMED = ["metal-content", "observed-base"];

/** @throws {UserError} without an origin, on days before the data, on a product or flows that do not exist. */
export async function answerTimeline(flags: TimelineFlags, context: Context): Promise<Report> {
  const { asOf, firstDay, origins } = context.schedule();
  const period = { from: flags.from ?? firstDay, to: flags.to ?? asOf };
  checkPeriod(period, context);
  const origin = flags.origin === undefined ? undefined : origins.get(flags.origin);
  if (!origin) throw new UserError("it is needed", { where: "--origin", hint: "for example --origin JP" });
  const points = flags.hts
    ? productPoints(flags.hts, origin, period, flags, context)
    : flowPoints(origin, period, flags, context);
  const what = flags.hts ? printHts(flags.hts) : `all imports of ${flags.flows ?? DATASET}, chapters 1-97`;
  return {
    title: `Tariff rate of ${what} from ${origin.name}, ${period.from} to ${period.to}`,
    heading: [
      `Days on which the law changed; ${flags.view === "cash" ? "what was collected" : "what was owed in the end"}; law checked to ${asOf}`,
    ],
    columns: COLUMNS,
    rows: rowsOf(points),
    total: null,
    notes: notesOf(points, flags, context),
    facts: {},
  };
}

/** The rate of one product, on days when it or a measure that reaches it changed. */
function productPoints(
  hts: HtsCode,
  origin: Origin,
  period: Period,
  { view = "law" }: TimelineFlags,
  context: Context,
): Point[] {
  const schedule = context.schedule();
  const [code] = linesOf(hts, period.to, context, "--hts");
  const product = productOf(schedule, code as string, new Set());
  const points = changeDays(schedule, origin, period, view).flatMap((day, index): Point[] => {
    const entry: Entry = {
      ...NOTHING_STATED,
      hts: code as HtsCode,
      origin: origin.code,
      date: day,
      value: usd(1),
    };
    const assessment = assess(entry, schedule, view);
    if (!assessment) return [];
    const before = index === 0 ? day : addDays(day, -1);
    const measures = changedOn(schedule, origin, day, before, view)
      .filter(({ versions }) =>
        versions.some(
          (one) =>
            positionOf(one, product, origin, new Set(), day) !== "outside" ||
            positionOf(one, product, origin, new Set(), before) !== "outside",
        ),
      )
      .map(({ id }) => id);
    const atLeast = assessment.needs.length > 0;
    return [{ day, rate: atLeast ? null : assessment.duty, atLeast, measures: index === 0 ? [] : measures }];
  });
  return moved(points);
}

/** The rate of a year of trade; its mix stays as it was. */
function flowPoints(origin: Origin, period: Period, flags: TimelineFlags, context: Context): Point[] {
  const schedule = context.schedule();
  const view = flags.view ?? "law";
  const flow = context.flow(flags.flows ?? DATASET, origin.code);
  const { assumptions: assume } = context.assume(flags.assume ?? ASSUMED);
  const points = changeDays(schedule, origin, period, view).map((day, index): Point => {
    const priced = priceFlow(flow, origin, schedule, { date: day, view, assume, past: schedule });
    const { imports, duty, atLeast } = sumsWhere([priced], ({ status }) => status !== "outside");
    const measures =
      index === 0 ? [] : changedOn(schedule, origin, day, addDays(day, -1), view).map(({ id }) => id);
    return { day, rate: effectiveRate(duty, imports), atLeast, measures };
  });
  return moved(points);
}

/** Only the days on which the rate moved. */
const moved = (points: readonly Point[]): Point[] =>
  points.filter(({ rate }, index) => index === 0 || rate?.toFixed() !== points[index - 1]?.rate?.toFixed());

/** Width of the longest bar. */
const BAR = 14;

function rowsOf(points: readonly Point[]): Cell[][] {
  const most = points.reduce((max, { rate }) => Math.max(max, rate?.toNumber() ?? 0), 0);
  return points.map(({ day, rate, atLeast, measures }, index) => {
    const before = points[index - 1]?.rate;
    const change = rate && before ? rate.minus(before).times(100) : null;
    const bar = rate && most > 0 ? "█".repeat(Math.round((rate.toNumber() / most) * BAR)) : "";
    return [day, rate, change, bar, atLeast, measures];
  });
}

function notesOf(points: readonly Point[], flags: TimelineFlags, context: Context): string[] {
  const open = points.some(({ atLeast }) => atLeast);
  if (flags.hts)
    return open ? ["Days without a rate need a fact, such as metal content; `duty` names it."] : [];
  const { titles } = context.assume(flags.assume ?? ASSUMED);
  return [
    "Weights are the imports of the year of the flow on every day: trade that moves away from a tariff is not followed.",
    ...Object.values(titles).map((title) => `Assumed: ${title}.`),
    ...(open ? ["Some rates are lower bounds: part of the goods have duties that cannot be computed."] : []),
  ];
}
