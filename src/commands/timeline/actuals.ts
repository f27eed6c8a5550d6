/** The statutory rate by month beside what customs calculated: statutory is not collected. */
import type { Actual, Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { addDays, daysOfMonth, meanOver, type RateFrom } from "../../law/calendar.js";
import { type Decimal, decimal, effectiveRate, owed, type Usd, usd } from "../../law/units.js";
import { actualsOf, withoutActuals } from "../common/data-extent.js";
import { dutyByDay, type Stretch, type TradeQuestion, tradeNotes } from "./points.js";

const COLUMNS: readonly Column[] = [
  { key: "month", title: "Month", kind: "text", drop: 0 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "statutory_rate", title: "Statutory", kind: "rate", drop: 0 },
  { key: "estimated_rate", title: "Estimate", kind: "rate", drop: 0 },
  { key: "actual_rate", title: "Actual", kind: "rate", drop: 0 },
  { key: "realised_share", title: "Actual/stat.", kind: "rate", drop: 1 },
  { key: "statutory_duty_usd", title: "Statutory duty", kind: "usd", drop: 4 },
  { key: "estimated_duty_usd", title: "Estimated duty", kind: "usd", drop: 5 },
  { key: "actual_duty_usd", title: "Actual duty", kind: "usd", drop: 2 },
  { key: "at_least", title: "At least", kind: "flag", drop: 6, machineOnly: true },
];

const CHART: Chart = {
  kind: "line",
  along: ["month"],
  views: {
    rate: ["statutory_rate", "estimated_rate", "actual_rate"],
    duty: ["statutory_duty_usd", "estimated_duty_usd", "actual_duty_usd"],
  },
  atLeast: "at_least",
  exact: ["actual_rate", "actual_duty_usd"],
};

/** Rates of all imports, chapters 98 and 99 too, since customs counts them so. */
interface Month {
  readonly actual: Actual;
  readonly statutory: Decimal;
  readonly estimated: Decimal;
  /** Part of the duty cannot be computed on some of its days. */
  readonly atLeast: boolean;
}

/** Whether the rate is a lower bound on a day of the month. */
function isOpen(course: readonly Stretch[], month: string): boolean {
  const [first, until] = daysOfMonth(month);
  return course.some(
    ({ day, atLeast }, index) => atLeast && day < until && (course[index + 1]?.day ?? until) > first,
  );
}

/** @throws {UserError} if imports of an origin are not known by month, or no whole month of them is in the period. */
export function monthlyActuals(
  asked: TradeQuestion,
  names: readonly string[],
  period: { readonly from: RateFrom["day"]; readonly to: RateFrom["day"] },
  context: Context,
): Omit<Report, "title" | "heading"> {
  const months = knownMonths(asked, names, context);
  const covered = months.filter(
    ({ month }) => `${month}-01` >= period.from && addDays(daysOfMonth(month)[1], -1) <= period.to,
  );
  const [first, last] = [covered[0], covered.at(-1)];
  if (first === undefined || last === undefined) throw noMonth(months, period);
  const { firstDay } = context.schedule();
  const until = daysOfMonth(last.month)[1];
  const course = dutyByDay(asked, { from: firstDay, to: until }, context);
  const all = importsOf(asked, context);
  const rates = course.map(({ day, duty }): RateFrom => ({ day, rate: duty.div(all) }));
  const kept = decimal(1).minus(context.compliance().share);
  const before = rates[0]?.rate ?? decimal(0);
  const rows = covered.map((actual): Month => {
    const statutory = meanOver(rates, ...daysOfMonth(actual.month));
    const estimated = before.plus(statutory.minus(before).times(kept));
    return { actual, statutory, estimated, atLeast: isOpen(course, actual.month) };
  });
  return {
    columns: COLUMNS,
    chart: CHART,
    rows: rows.map(cells),
    total: null,
    notes: [
      ...tradeNotes(asked, period.to, context),
      ...notesOf(
        months,
        rows.some(({ atLeast }) => atLeast),
        context,
      ),
    ],
    facts: {},
  };
}

/** Customs value of all imports of the year, chapters 98 and 99 too. */
const importsOf = ({ origins, flows }: TradeQuestion, context: Context): Usd =>
  usd(origins.reduce((sum, { code }) => sum + context.flow(flows, code).value.reduce((a, b) => a + b, 0), 0));

function knownMonths(asked: TradeQuestion, names: readonly string[], context: Context): readonly Actual[] {
  const codes = asked.origins.map(({ code }) => code);
  const missing = withoutActuals(names, codes, context);
  if (missing.length === 0) return actualsOf(names, codes, context);
  throw new UserError(`imports from ${missing.slice(0, 6).join(", ")} are not known by month`, {
    where: "--actuals",
    hint: "ask for --origin all, or for a large partner such as JP, CN, CA, MX or EU",
  });
}

function noMonth(months: readonly Actual[], { from, to }: { from: string; to: string }): UserError {
  const known = `they are known from ${months[0]?.month} to ${months.at(-1)?.month}`;
  return new UserError(`no whole month of imports is known between ${from} and ${to}`, {
    where: "--actuals",
    hint: known,
  });
}

function cells({ actual, statutory, estimated, atLeast }: Month): Cell[] {
  const value = usd(actual.value);
  const duty = usd(actual.duty);
  const rate = effectiveRate(duty, value);
  const share = rate && !statutory.isZero() ? rate.div(statutory) : null;
  const [lawful, expected] = [statutory, estimated].map((one): Usd => owed(value, one));
  return [
    ...[actual.month, value, statutory, estimated, rate, share],
    ...[lawful ?? null, expected ?? null, duty, atLeast],
  ];
}

function notesOf(months: readonly Actual[], atLeast: boolean, context: Context): string[] {
  const { share, low, high } = context.compliance();
  const percent = (text: string) => decimal(text).times(100).toFixed();
  const { firstDay } = context.schedule();
  return [
    "Statutory: the rate of each day's law on the year's mix of goods, the mean over the days of the month; of all imports, chapters 98-99 too, as customs counts them. No preference is claimed unless assumed.",
    `Estimate: the rate of ${firstDay} and ${percent(decimal(1).minus(share).toFixed())} % of what was added since: ${percent(share)} % of new duty is taken not to be collected (range ${percent(low)} to ${percent(high)} %). It follows neither trade that moves away nor goods that claim a preference.`,
    `Actual: what customs calculated on imports for consumption, known from ${months[0]?.month} to ${months.at(-1)?.month}; the law here begins on ${firstDay}.`,
    ...(atLeast
      ? ["Statutory rates are lower bounds: part of the goods have duties that cannot be computed."]
      : []),
  ];
}
