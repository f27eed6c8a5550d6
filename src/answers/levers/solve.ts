/** Which rate of a lever gives a result: every one, the peak, or none. Source: METHODS 7. */
import type { Context } from "../../command.js";
import type { View } from "../../domain/schedule.js";
import { type Decimal, decimal } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import { type Solution, solveFor } from "../../economics/solve.js";
import { UserError } from "../../errors.js";
import { grouped } from "../../numbers.js";
import type { Cell, Column, Report } from "../../report.js";
import type { ScenarioText } from "../../texts/scenario.js";
import { type Model, type ResponseFlags, settingsOf } from "../response/settings.js";
import { answering } from "./behaviour.js";
import { type Goal, measured, NEEDS_RESPONSE, type Target, UNITS } from "./goals.js";
import { checkStraight, type Plane, planeOf } from "./plane.js";

/** A lever at a rate in per cent. */
interface LeverRate {
  readonly lever: string;
  readonly rate: Decimal;
}

export interface AskedRate {
  /** The lever whose rate is looked for. */
  readonly lever: string;
  readonly text: ScenarioText;
  readonly view: View;
  readonly target?: Target | undefined;
  /** What is to stay as it is when another lever goes from a rate to another. */
  readonly hold?: Goal | undefined;
  readonly from?: LeverRate | undefined;
  readonly to?: LeverRate | undefined;
  readonly response?: { readonly flags: ResponseFlags & { readonly response: Model } } | undefined;
}

/** What a goal comes to at a rate in per cent, with the others of the same trade. */
interface Result {
  readonly duty: number;
  readonly imports: number;
  readonly value: number;
}

/** One law in which the lever can be moved, and what it is asked to give. */
interface Problem {
  readonly goal: Goal;
  readonly target: Decimal;
  at(rate: number): Result;
  /** Exact, where trade does not answer. */
  readonly exact: Decimal | null | undefined;
  readonly plane: Plane;
  /** Elasticity of demand; `null` where trade does not answer. */
  readonly demand: number | null;
}

const COLUMNS: readonly Column[] = [
  { key: "lever", title: "Lever", kind: "text", drop: 0 },
  { key: "rate_pct", title: "Rate, %", kind: "text", drop: 0 },
  { key: "side", title: "As the rate rises", kind: "text", drop: 1 },
  { key: "gives", title: "Gives", kind: "text", drop: 0, tableOnly: true },
  { key: "result", title: "Result", kind: "text", drop: 0, machineOnly: true },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 2 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
];

/** @throws {UserError} on a goal that needs an answer of trade where none is asked for, or a lever that bends. */
export async function answerSolve(asked: AskedRate, context: Context): Promise<Report> {
  const problem = await problemOf(asked, context);
  const found = solutionOf(problem);
  const { lever, text } = asked;
  const { goal, target } = problem;
  const rows = found.roots.map(({ rate, side }) => row(lever, rate, side, problem));
  return {
    title: `The rate of ${lever} at which ${goal} is ${inWords(goal, target)}`,
    heading: headingOf(asked, problem, text),
    columns: COLUMNS,
    rows,
    total: null,
    notes: notesOf(asked, problem, found),
    facts: { goal, target: target.toFixed(), unit: UNITS[goal], peak: peakOf(found), solutions: rows.length },
    findings: rows.length === 0,
  };
}

async function problemOf(asked: AskedRate, context: Context): Promise<Problem> {
  const goal = asked.target?.goal ?? asked.hold;
  if (goal === undefined)
    throw new UserError("expected --target or --hold", { hint: "for example --target duty=30e9" });
  if (NEEDS_RESPONSE.includes(goal) && asked.response === undefined)
    throw new UserError(`${goal} changes only if trade answers`, {
      where: "--response",
      hint: "add --response elastic",
    });
  const solved = await measuredAt(goal, asked, asked.to, context);
  const target = asked.target?.value ?? (await heldValue(goal, asked, context));
  return {
    ...solved,
    goal,
    target,
    exact: asked.response ? undefined : exactRate(goal, target, solved.plane),
  };
}

/** The value that is to be held: that of the law before the other lever moved, the lever looked for as it is. */
async function heldValue(goal: Goal, asked: AskedRate, context: Context): Promise<Decimal> {
  const { pricedAt } = await import("./plane.js");
  const { from, text, view, response } = asked;
  const levers = { names: from ? [from.lever] : [], text, view };
  const before = await pricedAt(levers, from ? [from.rate] : [], context);
  if (!response) return goal === "rate" ? before.duty.div(before.base).times(100) : before.duty;
  const estimates = await context.estimates();
  const settings = settingsOf(response.flags, estimates);
  const plane = { corner: before, steps: [], straight: true, dutyAt: () => before.duty };
  const at = answering(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  return decimal(steady(measured(goal, at([], demand), exportsOf(before.run.origins, context))));
}

const exportsOf = (
  origins: readonly { readonly code: Parameters<Context["exportsTo"]>[0] }[],
  context: Context,
) => origins.reduce((sum, { code }) => sum + context.exportsTo(code), 0);

async function measuredAt(goal: Goal, asked: AskedRate, fixed: LeverRate | undefined, context: Context) {
  const { lever, view, response } = asked;
  const changes = fixed
    ? [...asked.text.changes, { do: "set" as const, lever: fixed.lever, rate: fixed.rate.toFixed() }]
    : asked.text.changes;
  const plane = await planeOf({ names: [lever], text: { ...asked.text, changes }, view }, context);
  checkStraight(plane, [lever]);
  if (!response) {
    const at = (rate: number): Result => {
      const duty = plane.dutyAt([decimal(rate)]);
      const value = goal === "rate" ? duty.div(plane.corner.base).times(100) : duty;
      return { duty: duty.toNumber(), imports: plane.corner.imports.toNumber(), value: value.toNumber() };
    };
    return { plane, at, demand: null };
  }
  const settings = settingsOf(response.flags, await context.estimates());
  const answer = answering(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  const exports = exportsOf(plane.corner.run.origins, context);
  const at = (rate: number): Result => {
    const outcome = answer([decimal(rate)], demand);
    return { duty: outcome.duty, imports: outcome.after, value: measured(goal, outcome, exports) };
  };
  return { plane, at, demand };
}

/** The one rate of a straight line; `null` if the lever reaches nothing. */
function exactRate(goal: Goal, target: Decimal, { corner, dutyAt }: Plane): Decimal | null {
  const [none, one] = [dutyAt([decimal(0)]), dutyAt([decimal(1)])];
  const duty = goal === "rate" ? target.times(corner.base).div(100) : target;
  return one.eq(none) ? null : duty.minus(none).div(one.minus(none));
}

/** Rates are looked for up to 1000 %. */
const HIGHEST = 1000;

function solutionOf({ at, target, exact }: Problem): Solution {
  const value = (rate: number) => at(rate * 100).value;
  if (exact === undefined) return inPercent(solveFor(value, target.toNumber()));
  const [lowest, highest] = [0, HIGHEST].map((rate) => ({ rate, result: at(rate).value }));
  const ends = { lowest: lowest ?? NOTHING, highest: highest ?? NOTHING, peak: null };
  return exact === null || exact.lt(0)
    ? { ...ends, roots: [] }
    : { ...ends, roots: [{ rate: exact.toNumber(), side: "rising" }] };
}
const NOTHING = { rate: 0, result: 0 };

const inPercent = ({ roots, highest, lowest, peak }: Solution): Solution => {
  const scaled = <T extends { readonly rate: number }>(one: T): T => ({ ...one, rate: one.rate * 100 });
  return {
    roots: roots.map(scaled),
    highest: scaled(highest),
    lowest: scaled(lowest),
    peak: peak && scaled(peak),
  };
};

const RATE_PLACES = 6;
const rateText = (rate: number): string => decimal(steady(rate)).toDecimalPlaces(RATE_PLACES).toFixed();

function row(lever: string, rate: number, side: string, { at, exact, goal }: Problem): Cell[] {
  const result = at(rate);
  const shown = exact ? exact.toDecimalPlaces(RATE_PLACES).toFixed() : rateText(rate);
  return [
    lever,
    shown,
    `${goal} ${side === "rising" ? "rises" : side === "falling" ? "falls" : `is at its ${side}`}`,
    inWords(goal, decimal(steady(result.value))),
    decimal(steady(result.value)).toFixed(),
    ...[result.duty, result.imports].map((amount) => decimal(steady(amount)).toDecimalPlaces(2)),
  ];
}

/** Dollars, or per cent. */
const inWords = (goal: Goal, value: Decimal): string =>
  UNITS[goal].startsWith("dollars")
    ? `$${grouped(value.toFixed(0))}`
    : `${value.toDecimalPlaces(RATE_PLACES).toFixed()} %`;

const peakOf = ({ peak }: Solution) =>
  peak && { rate_pct: rateText(peak.rate), result: decimal(steady(peak.result)).toFixed() };

function headingOf({ hold, from, to, lever }: AskedRate, { plane }: Problem, text: ScenarioText): string[] {
  const { origins } = plane.corner.run;
  const who = origins.length > 3 ? `${origins.length} origins` : origins.map(({ name }) => name).join(", ");
  const moved =
    hold && from && to
      ? [
          `Held: ${hold}, while ${from.lever} goes from ${from.rate.toFixed()} to ${to.rate.toFixed()} % and ${lever} makes up for it`,
        ]
      : [];
  return [`Imports from ${who} under the law of ${text.date}`, ...moved];
}

function notesOf(
  { lever, response }: AskedRate,
  { goal, plane, exact, demand }: Problem,
  found: Solution,
): string[] {
  const amount = (number: number) => inWords(goal, decimal(steady(number)));
  const none =
    found.roots.length === 0
      ? [
          `No rate of ${lever} from 0 to ${HIGHEST} % does this: ${goal} lies between ${amount(found.lowest.result)} (at ${rateText(found.lowest.rate)} %) and ${amount(found.highest.result)} (at ${rateText(found.highest.rate)} %).`,
        ]
      : [];
  const peak = found.peak
    ? [`At ${rateText(found.peak.rate)} % ${goal} is at its peak: ${amount(found.peak.result)}.`]
    : [];
  const how =
    exact === undefined
      ? `Model: each line a market of its own (--response ${response?.flags.response}); elasticity ${demand}; found by Brent's method in binary floating point; \`scenario\` at this rate says what it rests on.`
      : "Arithmetic: trade stays as it was, so duty is a straight line in the rate: solved exactly, and the line is checked against the law priced at 0, 30 and 85 %.";
  return [
    ...none,
    ...peak,
    how,
    ...(plane.corner.atLeast
      ? ["Totals are lower bounds: part of the goods have duties that cannot be computed."]
      : []),
  ];
}
