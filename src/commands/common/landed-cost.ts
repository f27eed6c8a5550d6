/** What goods cost landed: value, duty, fees and carriage, as `duty` has them, for commands that compare many entries. */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { EntryType, Mode } from "../../contract/parse.js";
import { money } from "../../contract/text.js";
import type { Order } from "../../law/adcvd.js";
import { type Assessment, assess } from "../../law/assess.js";
import type { Ban } from "../../law/ban.js";
import { lacksOwnNumber } from "../../law/chapter98.js";
import { inCents } from "../../law/declare.js";
import type { Entry } from "../../law/entry.js";
import { numbersMeant, printHts, seasonProblem } from "../../law/hts.js";
import { type Country, includesOrigin, originNamed, originWordsOf } from "../../law/origin.js";
import type { Certainty, Question } from "../../law/questions.js";
import type { Schedule } from "../../law/schedule.js";
import { plusUsd, sumUsd, toCents, type Usd } from "../../law/units.js";
import { answered, barOn } from "../duty/answer.js";
import { bySource, feesOfEntry, sumsOf, withoutLimit } from "../duty/table.js";
import { needsInWords } from "./law-words.js";

/** How goods come, and what carrying them costs: `null` where that is not known. */
export interface Coming {
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly freight: Usd | null;
  readonly insurance: Usd | null;
}

/** What an entry costs; amounts that are not known are `null`, never zero. */
export interface Landed {
  readonly entry: Entry;
  readonly status: Certainty | "barred" | "no line";
  readonly ban: Ban | null;
  readonly base: Usd | null;
  readonly additional: Usd | null;
  readonly duty: Usd | null;
  readonly fees: Usd | null;
  readonly carriage: Usd | null;
  readonly landed: Usd | null;
  /** The least and the most it may come to. */
  readonly least: Usd;
  readonly most: Usd | null;
  readonly questions: readonly Question[];
  readonly orders: readonly Order[];
  readonly assessment: Assessment | null;
}

/** A provision says nothing of what the goods are, so no cost can be compared. */
function checkOwnNumber({ hts }: Entry, schedule: Schedule): void {
  if (!lacksOwnNumber({ hts }, schedule)) return;
  throw new UserError(`${printHts(hts)} says how goods are entered, not what they are`, {
    where: "hts",
    hint: `give the number of the goods, and --ch98 ${printHts(hts)} beside it`,
  });
}

/**
 * Units: US dollars; duty and fees in whole cents, as an entry summary has them. The sums are those of `duty`.
 * @throws {UserError} on an informal entry that is worth too much, and on a provision of chapter 98 without the goods' own number.
 */
export function landedCost(entry: Entry, coming: Coming, context: Context): Landed {
  const schedule = context.schedule();
  const bar = barOn(entry, numbersMeant(entry.hts, entry.date, schedule.base), context);
  if (!("open" in bar)) return notEntered(entry, "barred", bar);
  if (!hasLine(entry, context)) return notEntered(entry, "no line", null);
  checkOwnNumber(entry, schedule);
  const { assessment: unrounded, ...answer } = answered(entry, context, "law");
  const openness = withoutLimit(answer, unrounded);
  const assessment = inCents(unrounded);
  const fees = feesOfEntry(entry, coming, context);
  const sums = sumsOf(assessment, openness, { fees });
  const parts = bySource(assessment);
  const { carriage, atLeast } = carriageOf(coming);
  const dutyMost = openness.status === "unknown" ? openness.limits.most : assessment.duty;
  return {
    entry,
    status: openness.status,
    ban: null,
    base: parts.base_duty_usd,
    additional: parts.additional_duty_usd,
    duty: sums.dutyAtLeast ? null : sums.duty,
    fees: fees.known,
    carriage,
    landed: sums.landedAtLeast || carriage === null ? null : plusUsd(sums.landed, carriage),
    least: toCents(plusUsd(sums.landed, atLeast)),
    most: sumOf([entry.value, dutyMost, fees.most, carriage]),
    questions: answer.questions,
    orders: unrounded.orders,
    assessment,
  };
}

/** The sum in cents; `null` if one of them is not known. */
const sumOf = (amounts: readonly (Usd | null)[]): Usd | null =>
  amounts.includes(null) ? null : toCents(sumUsd(amounts.flatMap((amount) => amount ?? [])));

const carriageOf = ({
  freight,
  insurance,
}: Coming): { readonly carriage: Usd | null; readonly atLeast: Usd } => ({
  carriage: sumOf([freight, insurance]),
  atLeast: sumUsd([freight, insurance].flatMap((amount) => amount ?? [])),
});

/** Whether the tariff of the day has a line for the goods, in its season if it has one. */
export const hasLine = (entry: Entry, context: Context): boolean => {
  const schedule = context.schedule();
  return assess(entry, schedule) !== undefined && seasonProblem(entry.hts, entry, schedule) === null;
};

const notEntered = (entry: Entry, status: "barred" | "no line", ban: Ban | null): Landed => ({
  ...{ entry, status, ban, base: null, additional: null, duty: null, fees: null, carriage: null },
  ...{ landed: null, least: entry.value, most: null, questions: [], orders: [], assessment: null },
});

/** Cheapest known cost first, then what is not known by the least it may be, then what cannot be entered. */
export const byCost = (a: Landed, b: Landed): number =>
  placeOf(a) - placeOf(b) || (a.landed ?? a.least).cmp(b.landed ?? b.least);

const placeOf = ({ landed, assessment }: Landed): number =>
  landed !== null ? 0 : assessment !== null ? 1 : 2;

/** The preference, quota or transit that would save most of the duty, if one would. Other rights are for few goods: `duty` asks of them. */
export function bestRight(
  { questions }: Landed,
  context: Context,
  beside: readonly string[] = ["in-quota", "loaded-on"],
): Question | undefined {
  const { agreements } = context.schedule();
  const open = new Set<string>([...agreements.map(({ claim }) => claim as string), ...beside]);
  /** Of two that save the same, the agreement that is listed first. */
  const places = [...open];
  return questions
    .filter(({ kind, id }) => kind !== "reading" && open.has(id))
    .filter(({ duty, change }) => duty !== null && change.isNegative() && !change.isZero())
    .sort((a, b) => a.change.cmp(b.change) || places.indexOf(a.id) - places.indexOf(b.id))[0];
}

/** The first few of what is named in a sentence. */
export const few = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");

/** US content, alone or with the agreement that lets it be left out. */
const isOfContent = (state: string, { agreements }: Schedule): boolean =>
  ["", ...agreements.map(({ claim }) => `--claim ${claim} `)].some(
    (claimed) => state === `${claimed}--us-content 1`,
  );

/**
 * US content that would lower a duty: no right alone saves as much.
 * @param of Says whose, or of when, several costs are: `on goods of Canada`.
 */
export function contentNotes<Cost extends { readonly cost: Landed }>(
  costs: readonly Cost[],
  of: (own: readonly Cost[]) => string,
  context: Context,
): string[] {
  const schedule = context.schedule();
  const lower = costs.flatMap((one) => {
    const most = one.cost.questions
      .filter(
        ({ state, duty, change }) => isOfContent(state, schedule) && duty !== null && change.isNegative(),
      )
      .sort((a, b) => a.change.cmp(b.change))[0];
    return most?.duty ? [{ one, state: most.state, duty: money(toCents(most.duty)) }] : [];
  });
  return [...new Set(lower.map(({ state }) => state))].map((state) => {
    const own = lower.filter((found) => found.state === state);
    const duties = [...new Set(own.map(({ duty }) => duty))].map(
      (duty) => `$${duty} ${of(own.flatMap((found) => (found.duty === duty ? [found.one] : [])))}`,
    );
    return `US content is not stated, and part of the duty is not on it: with ${state} the duty is ${few(duties)}. State the share there is.`;
  });
}

/** Facts named in a sentence. */
const FEW = 4;

/** Why costs are not known, in words. */
export function openFacts(costs: readonly Landed[]): string {
  const open = costs.filter(({ landed, assessment }) => landed === null && assessment !== null);
  const missing = [...new Set(open.flatMap(factsMissing))];
  const more = missing.length > FEW ? ` and ${missing.length - FEW} more` : "";
  const some = (test: (cost: Landed) => boolean, words: string) => (open.some(test) ? [words] : []);
  return [
    ...(missing.length > 0 ? [`${missing.slice(0, FEW).join(", ")}${more} not stated`] : []),
    ...some(({ orders }) => orders.length > 0, "antidumping or countervailing orders may cover the goods"),
    ...some(({ carriage }) => carriage === null, "no freight known"),
    ...some(({ fees }) => fees === null, "limits of fees not published yet"),
  ].join("; ");
}

/** What a duty waits for: what is needed to compute it, else facts that decide what applies. */
function factsMissing({ assessment, questions, duty, orders }: Landed): readonly string[] {
  const needs = needsInWords(assessment?.needs ?? []);
  if (needs.length > 0 || duty !== null || orders.length > 0) return needs;
  return questions.flatMap(({ kind, id }) => (kind === "fact" ? [id] : []));
}

/** How goods of an origin are taken to come, if that is not stated; nothing where the data do not say either. */
export function modeOf(origin: Country, mode: Mode | undefined, context: Context): Pick<Coming, "mode"> {
  const usual = mode ?? usualModes(context).find(({ origins }) => isAmong(origins, origin, context))?.mode;
  return usual === undefined ? {} : { mode: usual };
}

const usualModes = (context: Context) => context.fees().usualModes;

function isAmong(origins: readonly string[], code: Country, context: Context): boolean {
  const origin = originNamed(code, context.schedule());
  return origin !== undefined && includesOrigin(origins, origin);
}

/** Said of the way of carriage where it is not stated. */
export function modeNotes(mode: Mode | undefined, context: Context): string[] {
  if (mode !== undefined || usualModes(context).length === 0) return [];
  const nameOf = (code: string) => originWordsOf(code, context.schedule());
  const ways = usualModes(context).map(
    ({ mode: usual, origins }) =>
      `${usual} from ${origins.includes("*") ? "all others" : origins.map(nameOf).join(" and ")}`,
  );
  return [`The way of carriage is assumed for fees: ${ways.join(", ")}; --mode states it.`];
}
