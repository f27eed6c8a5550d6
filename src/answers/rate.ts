/** The rate of a product by origin and day. */
import type { Context } from "../command.js";
import { type Assessment, assess } from "../domain/assess.js";
import { changeDays, type Period } from "../domain/change-days.js";
import type { Country, Origin } from "../domain/country.js";
import { addDays, type IsoDate } from "../domain/day.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import { type HtsCode, printHts } from "../domain/hts.js";
import type { View } from "../domain/schedule.js";
import { type Decimal, usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import type { Cell, Column, Report } from "../report.js";
import { checkClaims } from "./claims.js";
import { checkDay, checkPeriod } from "./days.js";
import { linesOf } from "./lines.js";

export interface RateFlags {
  readonly origin?: readonly Country[];
  readonly date?: IsoDate;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly claim?: readonly string[];
  readonly view?: View;
}

const COLUMNS: readonly Column[] = [
  { key: "date_from", title: "From", kind: "text", drop: 0 },
  { key: "date_until", title: "Until", kind: "text", drop: 2 },
  { key: "hts", title: "HTS", kind: "text", drop: 1 },
  { key: "origin", title: "Origin", kind: "text", drop: 0 },
  { key: "base_rate", title: "Base", kind: "rate", drop: 3 },
  { key: "additional_rate", title: "Additional", kind: "rate", drop: 4 },
  { key: "total_rate", title: "Total", kind: "rate", drop: 0 },
  { key: "status", title: "Status", kind: "text", drop: 5 },
  { key: "layers", title: "Layers", kind: "list", drop: 0 },
];

/** A day or a stretch of days on which one rate holds. */
interface Step {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly assessment: Assessment;
}

/** @throws {UserError} on a number the tariff does not have, days before the data, `--from` after `--to`. */
export async function answerRate(hts: HtsCode, flags: RateFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const period = periodOf(flags, context);
  const codes = linesOf(hts, period.to, context);
  const origins = (flags.origin ?? [...schedule.origins.keys()]).flatMap(
    (code) => schedule.origins.get(code) ?? [],
  );
  checkClaims(flags.claim ?? [], origins, context);
  const steps = codes.flatMap((code) =>
    origins.flatMap((origin) => stepsOf(code, origin, period, flags, context).map((step) => rowOf(step))),
  );
  const when = period.from === period.to ? `on ${period.from}` : `from ${period.from} to ${period.to}`;
  return {
    title: `Rate of ${printHts(hts)} ${when}`,
    heading: [
      `Nothing is claimed and nothing assumed${flags.claim ? ` but ${flags.claim.join(", ")}` : ""}; law checked to ${schedule.asOf}`,
    ],
    columns: COLUMNS,
    rows: steps,
    total: null,
    notes: steps.some((row) => row[7] === "unknown")
      ? ["Unknown: a rate needs a fact that is not stated, such as metal content or weight; `duty` names it."]
      : [],
    facts: {},
  };
}

function periodOf({ date, from, to }: RateFlags, context: Context): Period {
  const { asOf, firstDay } = context.schedule();
  if (date && (from || to))
    throw new UserError("give one day, or the first and last of several", {
      where: "--date",
      hint: "leave out --from and --to",
    });
  const period = date
    ? { from: date, to: date }
    : from || to
      ? { from: from ?? firstDay, to: to ?? asOf }
      : { from: asOf, to: asOf };
  if (date) checkDay(date, "--date", context);
  else checkPeriod(period, context);
  return period;
}

/** Stretches of one rate each, in order. */
function stepsOf(hts: HtsCode, origin: Origin, period: Period, flags: RateFlags, context: Context): Step[] {
  const schedule = context.schedule();
  const view = flags.view ?? "law";
  const days = period.from === period.to ? [period.from] : changeDays(schedule, origin, period, view);
  const steps: Step[] = [];
  for (const [index, day] of days.entries()) {
    const entry: Entry = {
      ...NOTHING_STATED,
      hts,
      origin: origin.code,
      date: day,
      value: usd(1),
      claims: new Set(flags.claim),
    };
    const assessment = assess(entry, schedule, view);
    if (!assessment) continue;
    const until = days[index + 1] ?? addDays(period.to, 1);
    const last = steps.at(-1);
    if (last && last.until === day && sameLayers(last.assessment, assessment))
      steps[steps.length - 1] = { ...last, until };
    else steps.push({ from: day, until, assessment });
  }
  return steps;
}

const sameLayers = (a: Assessment, b: Assessment): boolean => signature(a) === signature(b);

/** What is owed and what is missing; what is displaced or freed changes no rate. */
const signature = ({ base, layers, needs }: Assessment): string => {
  const owed = layers.filter(({ fate }) => fate.outcome === "charged" || fate.outcome === "unknown");
  const each = owed.map(
    ({ measure, heading, fate }) => `${measure.id} ${heading} ${rateOf(fate)?.toFixed()}`,
  );
  return [rateOf(base.fate)?.toFixed(), ...needs, ...each].join("|");
};

const rateOf = (fate: Assessment["base"]["fate"]): Decimal | null =>
  fate.outcome === "charged" ? fate.duty : null;

function rowOf({ from, until, assessment }: Step): Cell[] {
  const { entry, base, layers, duty, needs } = assessment;
  const unknown = needs.length > 0;
  const baseRate = base.fate.outcome === "displaced" ? usd(0) : rateOf(base.fate);
  const additional = layers.some(({ fate }) => fate.outcome === "unknown")
    ? null
    : duty.minus(rateOf(base.fate) ?? 0);
  const names = layers.flatMap(({ measure, fate }) => {
    if (fate.outcome === "charged")
      return fate.duty.isZero() ? [] : [`${measure.id} ${fate.duty.times(100).toFixed()} %`];
    return fate.outcome === "unknown" ? [`${measure.id} ?`] : [];
  });
  return [
    from,
    until,
    entry.hts,
    entry.origin,
    baseRate,
    additional,
    unknown ? null : duty,
    unknown ? "unknown" : "exact",
    names,
  ];
}
