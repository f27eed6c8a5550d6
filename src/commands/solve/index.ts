import { type Context, defineCommand, flag } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseCosts, parseLeverRate, parseTarget } from "../../contract/lever-flags.js";
import { oneOf, parseNumber } from "../../contract/parse.js";
import { questionOf } from "../../contract/question.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { dollarsInWords, grouped } from "../../contract/text.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import { breakEven, type Solution, solveFor } from "../../economics/solve.js";
import { originsInWords } from "../../law/origin.js";
import { type Decimal, decimal } from "../../law/units.js";
import { weightsFacts, weightsLines } from "../common/law-words.js";
import { weighted, weightsOf } from "../scenario/answer.js";
import { responseOf, TRADE_FLAGS } from "../scenario/response/settings.js";

import { beyondPeak, checkMoved, factsAbout, notesAbout, PEAK_PLACES } from "./levers.js";
import {
  checkAlone,
  GOALS,
  type Goal,
  IN_WORDS,
  type Problem,
  problemOf,
  type RateQuestion,
  soughtLever,
  UNITS,
} from "./problem.js";

// Which rate of a lever gives a result: every one, the peak, the one that makes foreign goods as dear as home-made,
// or none. Source: METHODS 7.

const COLUMNS: readonly Column[] = [
  { key: "lever", title: "Lever", kind: "text", drop: 0 },
  { key: "rate_shown", title: "Rate, %", kind: "text", drop: 0, tableOnly: true },
  { key: "rate_pct", title: "Rate, %", kind: "text", drop: 0, machineOnly: true },
  { key: "side", title: "As the rate rises", kind: "text", drop: 1 },
  { key: "gives", title: "Gives", kind: "text", drop: 0, tableOnly: true },
  { key: "result", title: "Result", kind: "text", drop: 0, machineOnly: true },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 2 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
];

/** @throws {UserError} on a goal that needs an answer of trade where none is asked for, or a lever that bends. */
export async function answerSolve(asked: RateQuestion, shipped: Context): Promise<Report> {
  checkYear(asked);
  const context = await weighted(asked.text, shipped);
  const problem = await problemOf(asked, context);
  const weights = await weightsOf(asked.text, problem.plane.corner.run, shipped);
  const found = solutionOf(problem);
  const { lever, text } = asked;
  const { goal, target } = problem;
  const rows = found.roots.map(({ rate, side }) => row(lever, rate, side, problem));
  return {
    title: `The rate of ${lever} at which ${IN_WORDS[goal].join(" ")} to ${inWords(goal, target, targetDollars)}`,
    heading: [
      ...headingOf(asked, problem, text),
      ...weightsLines(weights),
      ...(found.roots.length === 0 ? [`None from 0 to ${HIGHEST}%`] : []),
    ],
    columns: COLUMNS,
    rows,
    total: null,
    ...notesAbout(
      notesOf(asked, problem, found, await beyondOf(goal, found, context)),
      problem.plane,
      text.date,
      context,
    ),
    facts: {
      ...{ goal, target: target.toFixed(), unit: UNITS[goal], peak: peakOf(found), solutions: rows.length },
      ...factsAbout(problem.plane, text.date, context),
      ...weightsFacts(weights),
    },
    findings: rows.length === 0,
  };
}

/** Exports are known of a year: imports of some months less those would be no balance. @throws {UserError} */
function checkYear({ target, hold, text: { weights } }: RateQuestion): void {
  const goal = target?.goal ?? hold;
  if (goal !== "deficit" || weights === undefined || weights === "2024") return;
  throw new UserError("a deficit is of a year: exports to these partners are known of 2024 alone", {
    where: "--weights",
    hint: "leave it out, or take another goal such as rate or duty",
  });
}

/** Rates are looked for up to 1000%. */
const HIGHEST = 1000;

function solutionOf({ at, target, exact }: Problem): Solution {
  const value = (rate: number) => at(rate * 100).value;
  if (exact === undefined) return inPercent(solveFor(value, target.toNumber()));
  const [lowest, highest] = [0, HIGHEST].map((rate) => ({ rate, result: at(rate).value }));
  const ends = { lowest: lowest ?? NOTHING, highest: highest ?? NOTHING, peak: null };
  return exact === null || exact.lt(0) || exact.gt(HIGHEST)
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
/** As many as a rate of a lever may have, so that it can be given to `scenario`. */
const MOST_PLACES = 12;
const peakText = (rate: number): string => decimal(steady(rate)).toDecimalPlaces(PEAK_PLACES).toFixed();

function row(lever: string, rate: number, side: string, { at, exact, goal }: Problem): Cell[] {
  const result = at(rate);
  const percent = exact ?? decimal(steady(rate));
  return [
    lever,
    percent.toDecimalPlaces(RATE_PLACES).toFixed(),
    percent.toDecimalPlaces(MOST_PLACES),
    sideWords(goal, side),
    inWords(goal, decimal(steady(result.value))),
    decimal(steady(result.value)).toFixed(),
    ...[result.duty, result.imports].map((amount) => decimal(steady(amount)).toDecimalPlaces(2)),
  ];
}

/** `duty rises`, `imports fall`. */
function sideWords(goal: Goal, side: string): string {
  const [words, comes] = IN_WORDS[goal];
  const [s, is, its] = comes === "come" ? ["", "are", "their"] : ["s", "is", "its"];
  const moves = side === "rising" ? `rise${s}` : side === "falling" ? `fall${s}` : `${is} at ${its} ${side}`;
  return `${words} ${moves}`;
}

/** A target as people say it, where that leaves no digit of it out. */
const targetDollars = (amount: Decimal): string =>
  amount.mod("1e8").isZero() && amount.abs().lt("1e12") ? dollarsInWords(amount) : everyDollar(amount);

/** Dollars, or per cent. What was asked for and what was found have every dollar; sentences about it do not. */
const inWords = (goal: Goal, value: Decimal, dollars = everyDollar): string =>
  UNITS[goal].startsWith("dollars") ? dollars(value) : `${value.toDecimalPlaces(RATE_PLACES).toFixed()}%`;

const everyDollar = (amount: Decimal): string => `$${grouped(amount.toFixed(0))}`;

const peakOf = ({ peak }: Solution) =>
  peak && { rate_pct: peakText(peak.rate), result: decimal(steady(peak.result)).toFixed() };

function headingOf(
  { hold, from, to, lever }: RateQuestion,
  { plane }: Problem,
  text: ScenarioText,
): string[] {
  const { origins } = plane.corner.run;
  const who = originsInWords(origins, 3);
  const moved =
    hold && from && to
      ? [
          `Held: ${hold}, while ${from.lever} goes from ${from.rate.toFixed()} to ${to.rate.toFixed()}% and ${lever} makes up for it`,
        ]
      : [];
  return [`Imports from ${who} under the law of ${text.date}`, ...moved];
}

/** Goals whose peak others have published. */
const OF_REVENUE: readonly Goal[] = ["duty", "added", "net"];

const beyondOf = async (goal: Goal, { peak }: Solution, context: Context): Promise<string[]> =>
  peak && OF_REVENUE.includes(goal) ? [beyondPeak((await context.estimates()).peaks)] : [];

/** Where no rate does it: how far any goes. */
function noneWords(
  lever: string,
  { goal }: Pick<Problem, "goal">,
  { roots, lowest, highest }: Solution,
): string[] {
  if (roots.length > 0) return [];
  const [words, comes] = IN_WORDS[goal];
  const at = ({ rate, result }: Solution["lowest"]) =>
    `${inWords(goal, decimal(steady(result)), dollarsInWords)} (at ${peakText(rate)}%)`;
  return [
    `No rate of ${lever} from 0 to ${HIGHEST}% does this: ${words} ${comes === "come" ? "lie" : "lies"} between ${at(lowest)} and ${at(highest)}.`,
  ];
}

function notesOf(
  { lever, response }: RateQuestion,
  { goal, exact, demand }: Problem,
  found: Solution,
  beyond: readonly string[],
): string[] {
  const amount = (number: number) => inWords(goal, decimal(steady(number)), dollarsInWords);
  const none = noneWords(lever, { goal }, found);
  const peak = found.peak
    ? [`At ${peakText(found.peak.rate)}% ${sideWords(goal, "peak")}: ${amount(found.peak.result)}.`]
    : [];
  const how =
    exact === undefined
      ? `Model: each line a market of its own (--response ${response?.flags.response}); elasticity ${demand}; found by Brent's method in binary floating point; \`scenario\` at this rate says what it rests on.`
      : "Arithmetic: trade stays as it was, so duty is a straight line in the rate: solved exactly, and the line is checked against the law priced at 0, 30 and 85%.";
  const since =
    goal === "price" || goal === "added"
      ? [
          `${goal === "price" ? "The rise of prices" : "Added duty"} counts from the trade as it was recorded, under the tariffs of that year.`,
        ]
      : [];
  return [...none, ...peak, ...beyond, ...since, how];
}

interface Costs {
  readonly domestic: number;
  readonly foreign: number;
  readonly fees: number;
  /** What the tariff is charged on. */
  readonly dutiable: number;
}

export function answerBreakEven(costs: Costs): Report {
  const rate = breakEven(costs);
  const percent = rate === null ? null : decimal(steady(rate * 100)).toDecimalPlaces(6);
  const { domestic, foreign, fees, dutiable } = costs;
  return {
    title: "The tariff at which goods from abroad cost as much as those made at home",
    heading: [
      `At home ${domestic}; abroad ${foreign}, fees ${fees}; the tariff is charged on ${dutiable}`,
      ...(percent === null ? ["No rate does this: nothing is charged."] : []),
    ],
    columns: [{ key: "rate_pct", title: "Rate, %", kind: "text", drop: 0 }],
    rows: percent === null ? [] : [[percent.toFixed()]],
    total: null,
    notes:
      percent === null
        ? []
        : [
            percent.lt(0)
              ? "Goods from abroad cost more already, without any tariff."
              : "Above this rate the goods made at home are cheaper. Arithmetic: (domestic - foreign - fees) / dutiable.",
          ],
    facts: {},
    findings: percent === null,
  };
}

export default defineCommand({
  name: "solve",
  summary: "Which rate gives a duty, a revenue, a deficit, a price",
  details:
    "Finds every rate of a lever that reaches a target, or that keeps a figure as it is while another lever moves. Without\n" +
    "--response trade stays as it was and the answer is exact. If no rate reaches the target, it gives the range that the\n" +
    "figure can take, and the status is 1.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    lever: flag(
      "<name>",
      "the lever whose rate is looked for; with --hold, the one that moves",
      (text) => text,
    ),
    target: flag("<goal=value>", `${GOALS.join(", ")}: in dollars such as 30e9, or per cent`, parseTarget),
    hold: flag("<goal>", "what is to stay as it is", oneOf(GOALS)),
    from: flag("<lever=rate>", "where the lever that moves starts", parseLeverRate),
    to: flag("<lever=rate>", "where it goes", parseLeverRate),
    with: flag("<name>", "the lever that makes up for it", (text) => text),
    breakEven: flag(
      "<costs>",
      "domestic=70,foreign=50,fees=0,dutiable=50: the rate at which foreign goods cost as much",
      parseCosts,
    ),
    ...TRADE_FLAGS,
    compliance: flag("<share>", "part of added duty that is collected, such as 0.9", parseNumber),
    offset: flag("<share>", "part of added duty that income and payroll taxes lose", parseNumber),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc solve --lever auto --hold duty --from auto=25 --to auto=15 --with reciprocal",
    "tariff-calc solve --lever reciprocal --target rate=20",
    "tariff-calc solve --lever reciprocal --target duty=25e9 --response elastic --elasticity -2",
    "tariff-calc solve --break-even domestic=70,foreign=50,fees=0,dutiable=50",
  ],
  async run({ argument, flags, dataFlags }, context) {
    if (flags.breakEven) {
      checkAlone(flags, dataFlags);
      return answerBreakEven(flags.breakEven);
    }
    const { origin, product, date, assume, weights, target, hold, from, to } = flags;
    const given = { origin, product, date, assume, weights };
    const question = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const text = await questionOf(argument, question, dataFlags, context);
    const lever = soughtLever(flags, context);
    checkMoved([lever, ...(from ? [from.lever] : [])], dataFlags);
    return answerSolve(
      { lever, text, view: "law", target, hold, from, to, response: responseOf(flags) },
      context,
    );
  },
});
