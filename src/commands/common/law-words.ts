/** Duties, changes of the law, what is ahead of it, what a rate leaves open, and whose imports there are, in a few words. */

import type { Json } from "../../contract/report.js";
import { dollarsInWords, money, presumedWords } from "../../contract/text.js";
import type { ChangeText } from "../../data/shapes/scenario.js";
import { type Assessment, assess } from "../../law/assess.js";
import { addDays, type IsoDate, inSpan } from "../../law/calendar.js";
import { changedOn } from "../../law/days.js";
import { printCents } from "../../law/declare.js";
import type { HeldUnlawful } from "../../law/drawback.js";
import type { Duty, PriceStep } from "../../law/duty/duty.js";
import { BASE_DUTY } from "../../law/duty/top-up.js";
import type { Entry } from "../../law/entry.js";
import type { LawEvent } from "../../law/event.js";
import type { mailFeeOn } from "../../law/fees.js";
import { printHts } from "../../law/hts.js";
import { inForce } from "../../law/measure.js";
import { includesOrigin, type Origin, originNamed, preferences } from "../../law/origin.js";
import { type Certainty, NOT_CLAIMED, type Question, rankOf } from "../../law/questions.js";
import type { Change } from "../../law/scenario.js";
import type { Schedule } from "../../law/schedule.js";
import { coversOrigin, termsFor } from "../../law/scope.js";
import { names } from "../../law/settle.js";
import { type Decimal, decimal, type Usd, usd } from "../../law/units.js";
import type { BarredTrade } from "../../trade/flow.js";

export const percent = (fraction: Decimal): string => `${fraction.times(100).toFixed()}%`;

/** `27 to 52%`, to six places. */
export const percentRange = (least: Decimal, most: Decimal): string =>
  `${[least, most].map((one) => one.times(100).toDecimalPlaces(6).toFixed()).join(" to ")}%`;

/** What is to be known of duty under an act that a court held not to authorize it. */
export const heldWords = ({ on, citation }: HeldUnlawful): string =>
  `held unlawful on ${on} (${citation}), and refundable.`;

/** Said wherever figures count duty under an act that a court held not to authorize it. @param among Such as `rates`. */
export const heldNotes = (
  isCharged: (authority: string) => boolean,
  among: string,
  held: readonly HeldUnlawful[],
): string[] =>
  held.flatMap((act) =>
    isCharged(act.authority)
      ? [`Duty under the ${act.authority.toUpperCase()} is among these ${among}: ${heldWords(act)}`]
      : [],
  );

/** Duty of many entries, whose sum rests on some act or other of these. */
export const heldSum = (sum: Usd, held: readonly HeldUnlawful[]): string =>
  `$${money(sum)} of it is charged under ${held.map((act) => `the ${act.authority.toUpperCase()}: ${heldWords(act)}`).join(" Or under ")}`;

/** Whether goods are charged under an authority, or may be. */
export const chargedIn =
  (all: readonly Pick<Assessment, "layers">[]) =>
  (authority: string): boolean =>
    all.some(({ layers }) =>
      layers.some(
        ({ measure, fate }) =>
          measure.authority === authority &&
          (fate.outcome === "unknown" || (fate.outcome === "charged" && !fate.duty.isZero())),
      ),
    );

/** Notes that matter first, filled up to so many. */
const MOST_LEADING = 3;

/** Notes without which figures say something else, all of them, and what else comes first. */
export const leadingNotes = (warnings: readonly string[], notes: readonly string[]): string[] => [
  ...warnings,
  ...notes.filter((note) => !warnings.includes(note)).slice(0, Math.max(0, MOST_LEADING - warnings.length)),
];

/** Notes of a report that leads with its warnings. */
export const ledBy = (warnings: readonly string[], notes: readonly string[]) => ({
  notes,
  leading: leadingNotes(warnings, notes),
});

/** Said beside an answer for days after the last that the law was checked to. */
export const lateWords = (asOf: string): string =>
  `The law was checked to ${asOf}; later days extrapolate it.`;

/** A duty in a few words. */
export function inWords(duty: Duty): string {
  switch (duty.kind) {
    case "ad-valorem":
      return percent(duty.rate);
    case "top-up":
      return `${percent(duty.to)} all-in`;
    case "quota":
      return `${inWords(duty.inside)} in quota, ${inWords(duty.outside)} beyond`;
    case "replacement":
      return `${inWords(duty.duty)} instead of the base duty`;
    case "component":
      return `${percent(duty.rate)} on the ${duty.of}`;
    case "specific":
      return `$${duty.usdPerUnit.toFixed()}/${duty.unit}${duty.of ? ` of ${duty.of}` : ""}`;
    case "compound":
      return duty.terms.map(inWords).join(" + ");
    case "mixed":
      return `the ${duty.pick} of ${duty.terms.map(inWords).join(", ")}`;
    case "by-price":
      return `by the value a ${duty.unit}: ${duty.steps.map(stepInWords).join(", ")}`;
    case "free":
      return "free";
    case "unknown":
      return `not computable (${duty.reason})`;
  }
}

const stepInWords = ({ below, duty }: PriceStep): string =>
  `${inWords(duty)} ${below === null ? "beyond" : `under $${below.toFixed()}`}`;

/** Changes of a scenario, as its heading names them. */
export const changesInWords = (changes: readonly ChangeText[]): string[] => changes.map(changeInWords);

function changeInWords(change: ChangeText): string {
  if (change.do === "enact") return `enacts ${change.measure.id}`;
  const what = change.lever ?? (change.measures ?? []).join(" and ");
  const where = [
    ...(change.origins ?? []),
    ...(change.products ?? []).map((code) => printHts(code.replaceAll(".", ""))),
  ];
  const limited = where.length === 0 ? "" : ` for ${where.join(", ")}`;
  switch (change.do) {
    case "set":
      return `${what} ${rateInWords(change.rate)}${limited}`;
    case "repeal":
      return `repeals ${what}${limited}`;
    case "exempt":
      return `exempts from ${what}${limited}`;
    case "restore":
      return `${what === "*" ? "all measures" : what} as on ${change.termsOf}`;
    case "move":
      return `moves ${what} to ${change.from}`;
  }
}

/** Rates set on top of the normal duty where the law is all-in: 15 is more then than 15% all-in, and easily taken for it. */
export function allInNotes(
  changes: readonly Change[],
  { measures }: Schedule,
  on: IsoDate,
  origins: readonly Origin[],
): string[] {
  const notes = changes.flatMap((change) => {
    if (change.do !== "set" || change.to.kind !== "on-top") return [];
    const meant = origins.filter(
      (origin) => change.origins.length === 0 || includesOrigin(change.origins, origin),
    );
    const rates = measures.flatMap((measure) => {
      const version = inForce(measure, on, "law");
      if (!version || !change.measures.some((pattern) => names(pattern, measure.id))) return [];
      const reached = meant.filter((origin) => coversOrigin(version.covers, origin));
      const duties = reached.map((origin) => termsFor(version, origin).duty);
      return duties.filter(({ kind }) => kind === "top-up").map(inWords);
    });
    if (rates.length === 0) return [];
    const all = [...new Set(rates)].join(" / ");
    return [`A rate set without floor: is on top of the normal duty, where the law of ${on} has ${all}.`];
  });
  return [...new Set(notes)];
}

/** A rate below it may be a fraction that was meant as one. */
const ONE_PERCENT = decimal("0.01");

/**
 * Rates that may be slips, and are priced as they are: below one per cent, which may be fractions, and beyond the highest that
 * the act of a measure allows, which no law could ask for.
 */
export function limitNotes(changes: readonly Change[], law: Pick<Schedule, "measures">): string[] {
  const measures = [
    ...law.measures,
    ...changes.flatMap((change) => (change.do === "enact" ? [change.measure] : [])),
  ];
  const notes = changes.flatMap((change) => {
    if (change.do !== "set") return [];
    const { rate } = change.to;
    if (rate.gt(0) && rate.lt(ONE_PERCENT))
      return [`Rates are in per cent: ${percent(rate)} is set; 25% is written 25, not 0.25.`];
    return measures.flatMap(({ id, most }) =>
      most?.rate.lt(rate) && change.measures.some((pattern) => names(pattern, id))
        ? [`${percent(rate)} is set where the act allows ${percent(most.rate)} at most (${most.cite}).`]
        : [],
    );
  });
  return [...new Set(notes)];
}

function rateInWords(rate: string): string {
  const [, kind, digits = ""] = /^(?:(floor|cap):)?(.+?)%?$/.exec(rate.trim()) ?? [];
  return `${digits.trim()}%${kind === "floor" ? " all-in" : kind === "cap" ? " at most" : ""}`;
}

/** More events than these are listed by `events`. */
const MOST_AHEAD = 2;

/** What is ahead, in a line; none if nothing is. */
export function aheadNotes(events: readonly LawEvent[]): string[] {
  const [first, ...others] = events.slice(0, MOST_AHEAD).map(eventInWords);
  if (first === undefined) return [];
  const more = events.length - MOST_AHEAD;
  return [
    `Ahead: ${[first, ...others].join("; ")}.${more > 0 ? ` ${more} more: \`tariff-calc events\`.` : ""}`,
  ];
}

function eventInWords({ on, title, effect, inLaw, readings = [] }: LawEvent): string {
  const other = readings.map((id) => `--reading ${id}`).join(" ");
  const beside = inLaw === "no" ? " (not in this law)" : other === "" ? "" : ` (or not: ${other})`;
  return `${on}, ${title}: ${effect}${beside}`;
}

/** What a duty waits for, to people: who states what the base duty waits for has stated the base duty. */
export function needsInWords(needs: readonly string[]): readonly string[] {
  const stated = needs.filter((need) => need !== BASE_DUTY);
  return (stated.length > 0 ? stated : needs).map(needInWords);
}

/** What is missing, with units as a sentence has them: "quantity in liters". */
export const needInWords = (need: string): string =>
  need.replace(
    / in (pf\. liter|liter|jewel|carat)$/,
    (_, unit: string) => ` in ${UNITS_IN_WORDS[unit] ?? `${unit}s`}`,
  );

const UNITS_IN_WORDS: Readonly<Record<string, string>> = { "pf. liter": "proof liters" };

// What is not stated of goods and would change their rate: questions of a dollar of them.

/** How far the rate of goods is known, of a number, an origin and a day, and what would change it. */
export interface OpenRate {
  readonly hts: string;
  readonly origin: string;
  readonly from: string;
  readonly status: Certainty;
  readonly questions: readonly Question[];
  /** Facts that a presumption decides. */
  readonly presumed: readonly string[];
}

/** Rates and points are told to a millionth of the value: traces of metal beyond that turn no duty. */
const PLACES = 6;

const points = ({ change }: Question): Decimal => change.times(100).toDecimalPlaces(PLACES);

/** What is stated of goods of which no entry is made: a flag of `duty` alone is the claim that it stands for. */
const asClaims = (state: string): string =>
  state
    .replace(/--(patented|aircraft)\b/g, "--claim $1")
    .replace("--quota in", "--claim in-quota")
    .replace("--quota out", "nothing of a quota");

/** Questions as a cell of a table for machines: `--claim car-part +25 pp`. */
export const rateAskCells = (questions: readonly Question[]): string[] =>
  questions.map(
    (one) => `${asClaims(one.state)} ${points(one).isNegative() ? "" : "+"}${points(one).toFixed()} pp`,
  );

/** Questions as machines read them: rates are fractions of the customs value, as everywhere, and changes points. */
export const rateQuestionRows = (rates: readonly OpenRate[]): Json[] =>
  rates.flatMap(({ hts, origin, from, questions }) =>
    questions.map((one) => ({
      ...{ hts, origin, date_from: from, kind: one.kind, [one.kind]: one.id, title: one.title },
      ...{ state: asClaims(one.state), rate: one.duty && fraction(one.duty) },
      ...{ change_pp: points(one).toFixed(), heading: one.heading, citation: one.citation },
    })),
  );

const fraction = (duty: Usd): string => duty.toDecimalPlaces(PLACES + 2).toFixed();

/** Questions that are printed. */
const FEW = 3;

/** The questions that move most, facts before readings and rights, each once; and what is presumed. */
export function rateQuestionNotes(rates: readonly OpenRate[]): string[] {
  const presumed = new Set(rates.flatMap(({ status, presumed }) => (status === "presumed" ? presumed : [])));
  const all = rates.flatMap(({ questions }) => questions);
  const states = [...new Set(all.map(({ kind, state }) => `${kind} ${state}`))];
  const ordered = states
    .map((key) => mostOf(all.filter(({ kind, state }) => `${kind} ${state}` === key)))
    .sort(
      (a, b) =>
        Number(b.bars ?? 0) - Number(a.bars ?? 0) ||
        rankOf(a) - rankOf(b) ||
        b.change.abs().comparedTo(a.change.abs()),
    );
  const shown = ordered.filter((one) => rankOf(one) !== NOT_CLAIMED).slice(0, FEW);
  const more = ordered.length - shown.length;
  return [
    ...(presumed.size > 0
      ? [`Presumed; a rate changes if this is stated: ${presumedWords([...presumed], all)}.`]
      : []),
    ...shown.map((one) => rateQuestionWords(one, rates.length)),
    ...(more > 0
      ? [`${more} more ${more === 1 ? "thing" : "things"} could change a rate: --format json lists them.`]
      : []),
  ];
}

const mostOf = (alike: readonly Question[]): Question =>
  alike.reduce((a, b) => (b.change.abs().gt(a.change.abs()) ? b : a));

function rateQuestionWords(question: Question, rates: number): string {
  const { kind, title, state, duty, heading, citation, bars } = question;
  const by = points(question);
  const sign = by.isNegative() ? "less" : "more";
  const then = duty === null ? "not known yet" : percent(duty.toDecimalPlaces(PLACES + 2));
  const how = by.isZero() ? "" : `, ${rates > 1 ? "up to " : ""}${by.abs().toFixed()} points ${sign}`;
  const under = [heading, citation].filter(Boolean).join("; ");
  const asks = { fact: "Fact", right: "Right", reading: "Reading" }[kind];
  const outcome = bars ? "the goods may not be imported" : `${rates > 1 ? "a" : "the"} rate is ${then}${how}`;
  return `${asks}: ${title}${kind === "reading" ? "?" : "."} With ${asClaims(state)} ${outcome}${under ? ` (${under})` : ""}.`;
}

/** Dollars of trade that a law bars, or may bar, of goods that are priced all the same. */
export function barredWords(all: readonly BarredTrade[]): string[] {
  const barred = all.reduce((sum, one) => sum + one.barred, 0);
  const open = all.reduce((sum, one) => sum + one.open, 0);
  const sure = dollarsInWords(decimal(barred));
  const more = dollarsInWords(decimal(open));
  if (barred === 0 && open === 0) return [];
  if (barred === 0)
    return [
      `The law of the day may bar ${more} of these goods from importation, by facts that are not stated.`,
    ];
  const rest = open === 0 ? "" : `; ${more} more may be, by facts that are not stated`;
  return [
    `The law of the day bars ${sure} of these goods from importation${rest}. What they would owe is counted all the same: \`duty\` names the ban.`,
  ];
}

/** The fee on an item of mail, which no sum has. */
export const mailWords = ({ title, amount, citation }: NonNullable<ReturnType<typeof mailFeeOn>>): string =>
  `${title}: ${amount === null ? "an amount that is not in the data for the day" : `$${printCents(amount)}`} for each item of which customs prepares the papers (${citation}); it is in no sum.`;

// Whose imports a year of trade has where they are not its own.

/** Other imports than those of the year, on its lines. */
export interface Weights {
  /** Such as `2025-10 to 2025-11`, `imports.csv`. */
  readonly of: string;
  readonly words: string;
  /** Dollars of them that have no line to stand on. */
  readonly leftOut: number;
}

/** A heading that says whose imports the lines have where they are not the year's. */
export function headingOnWeights(heading: readonly string[], weights: Weights | undefined): string[] {
  const [first = "", ...rest] = heading;
  if (weights === undefined) return [...heading];
  return [
    first.replace(
      / in (\d{4})(?=:| \()/,
      ` ${/[.\\/]/.test(weights.of) ? "as in" : "in"} ${weights.of}, on the lines of $1`,
    ),
    `Weights: ${weights.words}`,
    ...rest,
  ];
}

/** The same under a heading that names no year. */
export const weightsInWords = ({ of, words }: Weights): string =>
  words.includes(of) ? words : `imports of ${of}, ${words}`;
export const weightsLines = (weights: Weights | undefined): string[] =>
  weights === undefined ? [] : [`Weights: ${weightsInWords(weights)}`];

/** The same for programs. */
export const weightsFacts = (weights: Weights | undefined): Readonly<Record<string, Json>> =>
  weights === undefined
    ? {}
    : { weights: { imports_of: weights.of, left_out_usd: usd(weights.leftOut).toFixed() } };

/** Measures that changed on a day and reach goods before it or from it on: `begins section-232/cars`. */
export function movedOn(day: IsoDate, entry: Entry, schedule: Schedule): string[] {
  const before = addDays(day, -1);
  const origin = originNamed(entry.origin, schedule);
  const reached = (on: IsoDate) =>
    new Map(
      (assess({ ...entry, date: on }, schedule)?.layers ?? []).map(({ measure, heading, fate }) => [
        measure.id,
        `${heading} ${fate.outcome} ${"duty" in fate ? fate.duty : ""}`,
      ]),
    );
  const [was, is] = [reached(before), reached(day)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id));
  const changed = new Set(
    changedOn(schedule, origin ? [origin] : [], day, before, "law").map(({ id }) => id as string),
  );
  const first = moved.filter((id) => changed.has(id));
  const verb = (id: string) => (was.has(id) ? (is.has(id) ? "changes" : "ends") : "begins");
  return (first.length > 0 ? first : moved).map((id) => `${verb(id)} ${id}`);
}

/** Preferences, and exemptions of the measures that reach an entry, that are open on its day to who claims them. */
export function rightsOpen(entry: Entry, schedule: Schedule): string {
  const origin = originNamed(entry.origin, schedule);
  const layers = assess(entry, schedule)?.layers ?? [];
  const freeing = layers.flatMap(({ measure, version: { freedBy } }) =>
    freedBy.flatMap(({ from = entry.date, until = null }, at) =>
      inSpan({ from, until }, entry.date) ? [`${measure.id} ${at}`] : [],
    ),
  );
  return [...(origin ? preferences(entry, origin, schedule) : []), ...freeing].join();
}

/** Where the tariff leaves a rate to that of other articles: only goods of some value state them. */
export const articlesNotes = (assessments: readonly Pick<Assessment, "base">[]): string[] =>
  assessments.some(({ base }) => base.applied.duty.kind === "unknown" && base.applied.duty.by)
    ? [
        "The tariff leaves the base rate to other articles, such as those in a set: `duty`, and `when` day by day, work it out where --component NUMBER=USD states them.",
      ]
    : [];
