/** What goods cost on every day on which the law changes: each day as an entry, as `duty` has it. */
import { type Context, checkDay, checkPeriod } from "../../contract/command.js";
import { located, UserError } from "../../contract/errors.js";
import type { EntryType, Mode } from "../../contract/parse.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { goodsFact, goodsLine, money } from "../../contract/text.js";
import { checkFacts, claimsNamed } from "../../entries/claims.js";
import { assess } from "../../law/assess.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { changeDays, type Period, transitWindows } from "../../law/days.js";
import type { Entry } from "../../law/entry.js";
import { type LawEvent, touches } from "../../law/event.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import { type Origin, originNamed, originWords } from "../../law/origin.js";
import type { Question } from "../../law/questions.js";
import type { Schedule } from "../../law/schedule.js";
import { minusUsd, sumUsd, toCents, type Usd, usd } from "../../law/units.js";
import {
  bestRight,
  type Coming,
  contentNotes,
  hasLine,
  type Landed,
  landedCost,
  modeNotes,
  modeOf,
  openFacts,
} from "../common/landed-cost.js";
import { aheadNotes, heldWords, lateWords, movedOn, rightsOpen } from "../common/law-words.js";
import { checkLine, entryOf, type GoodsFlags } from "../duty/answer.js";
import { feesOfEntry } from "../duty/table.js";
import { laterNumbers } from "../duty/words.js";

export interface WhenFlags extends GoodsFlags {
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly freight?: Usd;
  readonly insurance?: Usd;
}

const dollars = (key: string, title: string, drop: number): Column => ({
  ...{ key, title, kind: "usd", drop, toTheCent: true },
});

const COLUMNS: readonly Column[] = [
  { key: "date_from", title: "From", kind: "text", drop: 0 },
  { key: "date_until", title: "To", kind: "end", drop: 1 },
  { key: "status", title: "Status", kind: "text", drop: 5 },
  dollars("duty_usd", "Duty", 0),
  dollars("fees_usd", "Fees", 6),
  dollars("landed_usd", "Landed", 0),
  dollars("change_usd", "Change", 2),
  dollars("at_least_usd", "At least", 4),
  dollars("up_to_usd", "Up to", 8),
  dollars("collected_usd", "Collected", 3),
  dollars("refundable_usd", "Refundable", 3),
  { key: "in_transit", title: "In transit", kind: "text", drop: 3 },
  { key: "in_quota", title: "In quota", kind: "text", drop: 3 },
  { key: "why", title: "What changed", kind: "list", drop: 0 },
  { key: "not_known", title: "Not known", kind: "flag", drop: 9, machineOnly: true },
];

const CHART: Chart = {
  kind: "steps",
  along: ["date_from"],
  views: { duty: ["at_least_usd"] },
  dollarsOf: "Landed cost",
  atLeast: "not_known",
  events: "why",
};

/** Days of one cost. */
interface Step {
  /** What the cost rests on. */
  readonly mark: string;
  readonly from: IsoDate;
  /** The first day of the next. */
  readonly until: IsoDate;
  readonly cost: Landed;
  /** Duty that was collected on these days, where law made later says otherwise. */
  readonly collected: Usd | null;
  /** Of the duty, what rests on acts that a court held not to authorize it. */
  readonly refundable: Usd | null;
  readonly why: readonly string[];
}

/** @throws {UserError} on what `duty` refuses, days before the data, a first day after the last. */
export async function answerWhen(hts: HtsCode, flags: WhenFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const period = periodOf(flags, context);
  const entry = statedEntry(hts, flags, period, context);
  const all = stepsOf(entry, period, flags, context);
  const steps = ofOneCost(all);
  if (steps.every(({ cost }) => cost.status === "no line")) {
    checkLine(entry, context);
    throw new UserError(`the tariff has no line ${printHts(hts)} from ${period.from} to ${period.to}`, {
      where: "hts",
      hint: `look for it with: find ${printHts(hts.slice(0, 4))}`,
    });
  }
  const origin = originNamed(entry.origin, schedule);
  const description = context.names().description(hts);
  return {
    title: `Cost of ${printHts(hts)} of ${origin ? originWords(origin) : entry.origin} by day of entry, ${period.from} to ${period.to}`,
    heading: [
      ...goodsLine(description),
      `Customs value $${money(entry.value)}; law checked to ${schedule.asOf}`,
      ...(period.to > schedule.asOf ? [lateWords(schedule.asOf)] : []),
      bestWords(steps),
    ],
    columns: columnsFor(steps),
    rows: steps.map((step, at) => rowOf(step, steps[at - 1])),
    total: null,
    chart: { ...CHART, until: period.to },
    notes: [
      ...spanWords(steps),
      ...unknownWords(steps),
      ...rightWords(all, context),
      ...retroactiveWords(steps),
      ...refundWords(steps, context),
      ...eventWords(entry, origin, period, context),
      ...modeNotes(flags.mode, context),
      ...(flags.freight ? [] : ["Freight is the same on every day and left out; --freight adds it."]),
    ],
    facts: { goods: goodsFact(description), best: bestFact(steps) },
  };
}

function periodOf({ from, until, date }: WhenFlags, context: Context): Period {
  const { asOf } = context.schedule();
  if (date !== undefined)
    throw new UserError("every day of a stretch is asked for", {
      where: "--date",
      hint: "state --from and --until",
    });
  const first = from ?? asOf;
  const period = {
    from: first,
    to: until ?? (first > asOf ? addDays(first, YEAR) : asOf > first ? asOf : addDays(asOf, YEAR)),
  };
  checkDay(period.from, "--from", context);
  if (period.to < period.from)
    throw new UserError(`${period.from} is after ${period.to}`, {
      where: "--until",
      hint: "the first day comes first",
    });
  checkPeriod(period, context);
  return period;
}

const YEAR = 365;

/** The goods on the first day. */
function statedEntry(hts: HtsCode, flags: WhenFlags, { from }: Period, context: Context): Entry {
  if (hts.length < 6)
    throw new UserError(`${printHts(hts)} is too short to have a rate`, {
      where: "hts",
      hint: `6, 8 or 10 digits; find ${printHts(hts)} shows what is under it`,
    });
  const stated = entryOf(hts, { ...flags, date: from }, context);
  const own = originNamed(stated.origin, context.schedule());
  const entry = { ...stated, claims: claimsNamed(stated.claims, own ? [own] : [], context) };
  located("--claim", () => checkFacts(entry, context));
  return entry;
}

/** Stretches of days of one cost and the same rights, in order. */
function stepsOf(entry: Entry, period: Period, flags: WhenFlags, context: Context): Step[] {
  const schedule = context.schedule();
  const coming: Coming = {
    ...modeOf(entry.origin, flags.mode, context),
    ...{ freight: flags.freight ?? usd(0), insurance: flags.insurance ?? usd(0) },
    ...(flags.entryType ? { entryType: flags.entryType } : {}),
  };
  const starts: (Pick<Step, "mark"> & { readonly day: IsoDate; readonly rights: string })[] = [];
  for (const day of daysAsked(entry, period, context)) {
    const own = { ...entry, date: day };
    const [mark, rights] = [markOf(own, coming, context), rightsOpen(own, schedule)];
    if (starts.at(-1)?.mark !== mark || starts.at(-1)?.rights !== rights) starts.push({ day, mark, rights });
  }
  return starts.map(({ day, mark }, at) => {
    const own = { ...entry, date: day };
    const collected = assess(own, schedule, "cash")?.duty ?? null;
    const cost = landedCost(own, coming, context);
    const differs = collected !== null && cost.duty !== null && !toCents(collected).eq(cost.duty);
    return {
      ...{ mark, from: day, until: starts[at + 1]?.day ?? addDays(period.to, 1), cost },
      collected: differs ? toCents(collected) : null,
      refundable: refundableOf(cost, context),
      why: at === 0 ? [] : movedOn(day, entry, schedule),
    };
  });
}

/** Days of one cost as one stretch: on some of them a right may be open that is not on others. */
function ofOneCost(all: readonly Step[]): Step[] {
  const firsts = all.filter(({ mark }, at) => all[at - 1]?.mark !== mark);
  return firsts.map((step, at) => ({
    ...step,
    until: firsts[at + 1]?.from ?? all.at(-1)?.until ?? step.until,
  }));
}

/** All that the cost of an entry rests on, to tell one day from the next. */
function markOf(entry: Entry, coming: Coming, context: Context): string {
  if (!hasLine(entry, context)) return "no line";
  const schedule = context.schedule();
  const views = (["law", "cash"] as const).map((view) => {
    const assessment = assess(entry, schedule, view);
    if (assessment === undefined) return "no line";
    const { base, layers, duty, needs, orders } = assessment;
    const charged = layers.map(({ measure, heading, fate }) => [
      measure.id,
      heading,
      fate.outcome,
      "duty" in fate ? fate.duty : "",
    ]);
    return [base.fate, charged, duty, needs, orders.map((order) => order.case)];
  });
  const { due } = feesOfEntry(entry, coming, context);
  return JSON.stringify([
    views,
    due.map(({ fee, outcome, amount, least, most }) => [fee.id, outcome, amount, least, most]),
  ]);
}

/** Every day of a period on which the law on an entry may change, the first always. */
function daysAsked(entry: Entry, period: Period, context: Context): IsoDate[] {
  const schedule = context.schedule();
  const origins = [originNamed(entry.origin, schedule)].flatMap((one) => one ?? []);
  const spans = [
    ...context.fees().fees.flatMap(({ limits }) => limits?.years ?? []),
    ...schedule.orders.near(entry.origin, entry.hts),
  ];
  const days = [
    ...(["law", "cash"] as const).flatMap((view) => changeDays(schedule, origins, period, view)),
    ...spans.flatMap(({ from, until }) => [from, until]),
    ...transitWindows(schedule).map(({ enteredBefore }) => enteredBefore),
    ...seasonDays(entry.hts, period, schedule),
  ];
  const inside = days.filter((day) => day !== null && period.from <= day && day <= period.to);
  return [...new Set(inside as IsoDate[])].sort();
}

/** Days on which a season of a line like this begins, or is over. */
function seasonDays(hts: string, { from, to }: Period, { seasons }: Schedule): IsoDate[] {
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) years.push(year);
  const periods = seasons.flatMap((season) =>
    season.number.startsWith(hts.slice(0, 6)) ? season.periods : [],
  );
  return years.flatMap((year) =>
    periods.flatMap(([first, last]) => [`${year}-${first}` as IsoDate, addDays(lastDay(year, last), 1)]),
  );
}

/** A season may end on 29 February in any year. */
const lastDay = (year: number, end: string): IsoDate =>
  end === "02-29" ? addDays(`${year}-03-01` as IsoDate, -1) : (`${year}-${end}` as IsoDate);

function refundableOf({ assessment }: Landed, context: Context): Usd | null {
  const held = new Set(context.heldUnlawful().map(({ authority }) => authority));
  const duties = assessment?.layers.flatMap(({ measure, fate }) =>
    held.has(measure.authority) && fate.outcome === "charged" ? [fate.duty] : [],
  );
  const sum = sumUsd(duties ?? []);
  return sum.isZero() ? null : toCents(sum);
}

function rowOf({ from, until, cost, collected, refundable, why }: Step, before: Step | undefined): Cell[] {
  const { status, duty, fees, landed, least, most, assessment } = cost;
  const change = landed && before?.cost.landed ? minusUsd(landed, before.cost.landed) : null;
  return [
    ...[from, until, status, duty, fees, landed, change],
    assessment === null ? null : least,
    most,
    collected,
    refundable,
    questionCell(cost.questions, "loaded-on"),
    questionCell(cost.questions, "in-quota"),
    why.length > 0 ? [...why] : null,
    landed === null,
  ];
}

/** What to state, and the dollars it moves. */
function questionCell(questions: readonly Question[], id: string): string | null {
  const found = questions.find((question) => question.id === id && !question.change.isZero());
  if (found === undefined) return null;
  const by = money(toCents(usd(found.change.abs())));
  return `${found.state.replace(/^--claim |^--loaded-on /, "")} $${by} ${found.change.isNegative() ? "less" : "more"}`;
}

/** Columns that some row has something in; programs get all. */
function columnsFor(steps: readonly Step[]): readonly Column[] {
  const idle = new Set<string>([
    ...(steps.every(({ cost }) => cost.landed !== null) ? ["at_least_usd", "up_to_usd"] : []),
    ...(steps.every(({ collected }) => collected === null) ? ["collected_usd"] : []),
    ...(steps.every(({ refundable }) => refundable === null) ? ["refundable_usd"] : []),
    ...(steps.every(({ cost }) => questionCell(cost.questions, "loaded-on") === null) ? ["in_transit"] : []),
    ...(steps.every(({ cost }) => questionCell(cost.questions, "in-quota") === null) ? ["in_quota"] : []),
  ]);
  return COLUMNS.map((column) => (idle.has(column.key) ? { ...column, machineOnly: true } : column));
}

// What is said beside the rows.

const known = (steps: readonly Step[]) =>
  steps.flatMap((step) => (step.cost.landed === null ? [] : [{ ...step, landed: step.cost.landed }]));
const span = ({ from, until }: Step): string => {
  const last = addDays(until, -1);
  return last === from ? `on ${from}` : `from ${from} to ${last}`;
};
/** Times named in a sentence. */
const MOST_SPANS = 4;
const several = (all: readonly Step[]): string => {
  const steps = joined(all);
  return `${steps.slice(0, MOST_SPANS).map(span).join(", ")}${steps.length > MOST_SPANS ? ` and ${steps.length - MOST_SPANS} more times` : ""}`;
};

/** Steps that follow each other as one. */
function joined(steps: readonly Step[]): Step[] {
  const spans: Step[] = [];
  for (const step of steps) {
    const last = spans.at(-1);
    if (last?.until === step.from) spans[spans.length - 1] = { ...last, until: step.until };
    else spans.push(step);
  }
  return spans;
}

function cheapest(steps: readonly Step[]) {
  const all = known(steps);
  const [first, ...others] = all;
  if (first === undefined) return null;
  const least = others.reduce((a, b) => (b.landed.lt(a.landed) ? b : a), first);
  const most = others.reduce((a, b) => (b.landed.gt(a.landed) ? b : a), first);
  return { least, most, ties: all.filter(({ landed }) => landed.eq(least.landed)) };
}

/** The answer, which stands where --quiet leaves it. */
function bestWords(steps: readonly Step[]): string {
  const best = cheapest(steps);
  if (best === null) return "No day has a known cost; an unknown cost is never the cheapest.";
  const { least, most } = best;
  if (least.landed.eq(most.landed))
    return `It costs the same on every day that is known: $${money(least.landed)}.`;
  const start = steps[0]?.cost.landed;
  const saved = start?.gt(least.landed)
    ? ` $${money(minusUsd(start, least.landed))} less than on ${steps[0]?.from},`
    : "";
  return `Best day of entry: ${least.from}, $${money(least.landed)},${saved} $${money(minusUsd(most.landed, least.landed))} less than the dearest (${span(most)}).`;
}

/** Every day that is as good as the best. */
function spanWords(steps: readonly Step[]): string[] {
  const best = cheapest(steps);
  if (best === null || best.least.landed.eq(best.most.landed)) return [];
  return [`The best day's cost, $${money(best.least.landed)}, holds ${several(best.ties)}.`];
}

function bestFact(steps: readonly Step[]) {
  const best = cheapest(steps);
  return best === null
    ? null
    : {
        day: best.least.from,
        landed_usd: best.least.landed.toFixed(2),
        saves_usd: minusUsd(best.most.landed, best.least.landed).toFixed(2),
      };
}

function unknownWords(steps: readonly Step[]): string[] {
  const of = (test: (step: Step) => boolean) => steps.filter(test);
  const open = of(({ cost }) => cost.landed === null && cost.assessment !== null);
  const [bars, gone] = [
    of(({ cost }) => cost.status === "barred"),
    of(({ cost }) => cost.status === "no line"),
  ];
  const best = cheapest(steps)?.least.landed;
  const lower = best ? open.filter(({ cost }) => cost.least.lt(best)) : [];
  return [
    ...(open.length > 0
      ? [
          `Not known ${several(open)}: ${openFacts(open.map(({ cost }) => cost))}${lower.length > 0 ? "; it may cost less then" : ""}.`,
        ]
      : []),
    ...(bars.length > 0 ? [`Barred from entry ${several(bars)}.`] : []),
    ...(gone.length > 0 ? [`The tariff has no such line, or it is out of season, ${several(gone)}.`] : []),
  ];
}

/** Preferences that are not claimed, with what they would save at most, and US content that a duty leaves out. */
function rightWords(steps: readonly Step[], context: Context): string[] {
  const rights = steps.map((step) => ({ step, right: bestRight(step.cost, context, []) }));
  const saving = rights.flatMap(({ step, right }) =>
    right ? [{ step, right, saves: right.change.abs() }] : [],
  );
  const named = [...new Set(saving.map(({ right }) => right.state))].map((state) => {
    const own = saving.filter(({ right }) => right.state === state);
    const most = own.reduce((a, b) => (b.saves.gt(a.saves) ? b : a)).saves;
    const upTo = own.every(({ saves }) => saves.eq(most)) ? "" : "up to ";
    return `Not claimed: ${state} would save ${upTo}$${money(toCents(usd(most)))} ${several(own.map(({ step }) => step))}.`;
  });
  return [...named, ...contentNotes(steps, several, context)];
}

/** Law that was made later for days gone by, and numbers that could not be declared yet. */
function retroactiveWords(steps: readonly Step[]): string[] {
  const differing = steps.filter(({ collected }) => collected !== null);
  const numbers = steps.flatMap(({ cost }) => (cost.assessment ? laterNumbers(cost.assessment) : []));
  return [
    ...differing
      .slice(0, MOST_SPANS)
      .map(
        (step) =>
          `Retroactive: ${span(step)} $${money(step.collected ?? usd(0))} of duty was collected, and $${money(step.cost.duty ?? usd(0))} is owed under law made later.`,
      ),
    ...new Set(numbers),
  ];
}

function refundWords(steps: readonly Step[], context: Context): string[] {
  const refunded = steps.filter(({ refundable }) => refundable !== null);
  const [act] = context.heldUnlawful();
  return refunded.length === 0 || act === undefined
    ? []
    : [
        `Part of the duty ${several(refunded)} rests on the ${act.authority.toUpperCase()}: ${heldWords(act)} With it back the goods cost less.`,
      ];
}

/** Changes that are announced in the period and that the law of the data has not, or has under one reading. */
function eventWords(
  entry: Entry,
  origin: Origin | undefined,
  { from, to }: Period,
  context: Context,
): string[] {
  const goods = { hts: entry.hts, claims: entry.claims, ...(origin ? { origin } : {}) };
  const events = context
    .events()
    .filter(
      (event: LawEvent) => event.on !== null && event.on >= from && event.on <= to && event.inLaw !== "yes",
    )
    .filter((event) => touches(event, goods, context.schedule().lists));
  return aheadNotes(events);
}
