/**
 * Answers what one entry owes, or that the goods may not be imported: the entry from flags, its assessment, and where its
 * number is too short, the least of its lines.
 */

import { type Context, checkDay } from "../../contract/command.js";
import { located, needed, UserError } from "../../contract/errors.js";
import {
  type Components,
  type Contents,
  chapter98Claimed,
  checkComponents,
  type EntryType,
  type Mode,
  parseAdcvd,
  parseQuantity,
  sharesOf,
} from "../../contract/parse.js";
import type { Cell, Report } from "../../contract/report.js";
import { banWords, goodsFact, goodsLine, money, openBanWords } from "../../contract/text.js";
import {
  agreeing,
  banQuestion,
  catalogueOf,
  checkArticles,
  checkFacts,
  claimsNamed,
  openToBan,
  unfitWords,
  unstatedStatus,
} from "../../entries/claims.js";
import { assess, bounds } from "../../law/assess.js";
import { type Ban, barred, barredIf } from "../../law/ban.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import type { Quantity } from "../../law/duty/duty.js";
import {
  type Chapter98Claim,
  type Entry,
  type MetalOrigin,
  NOTHING_STATED,
  type Weights,
} from "../../law/entry.js";
import { eventsAhead, type LawEvent } from "../../law/event.js";
import { type HtsCode, numbersMeant, printHts, rateLineOf, seasonProblem } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import { type Country, originNamed, originWordsOf } from "../../law/origin.js";
import { type Answered, answer, type Question } from "../../law/questions.js";
import { loadingThatCounts } from "../../law/settle.js";
import { type Decimal, type Rate, toWholeDollars, type Usd } from "../../law/units.js";
import { noLine } from "../common/data-extent.js";
import { COLUMNS, dutyReport, feesOfEntry } from "./table.js";
import type { Worksheet } from "./worksheet.js";

/** Flags of one entry. */
export interface DutyFlags extends GoodsFlags {
  readonly view?: View;
  readonly explain?: true;
  readonly entryType?: EntryType;
  readonly feeFactor?: Decimal;
  readonly freight?: Usd;
  readonly insurance?: Usd;
  readonly worksheet?: string;
  readonly statusDate?: IsoDate;
}

/** @throws {UserError} on a missing flag, a day before the data, a number the tariff does not have, a claim not open. */
export async function answerDuty(hts: HtsCode, flags: DutyFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const enteredOn = flags.date ?? schedule.asOf;
  checkDay(enteredOn, "--date", context);
  const stated = entryEntered(hts, flags, enteredOn, context);
  const own = originNamed(stated.origin, schedule);
  const claiming = (words: Iterable<string>): Entry => ({
    ...stated,
    claims: claimsNamed(words, own ? [own] : [], context),
  });
  const entry = claiming(stated.claims);
  located("--claim", () => checkFacts(entry, context));
  const bar = barOn(entry, numbersMeant(entry.hts, entry.date, schedule.base), context);
  if (!("open" in bar)) {
    if (flags.worksheet !== undefined)
      throw new UserError(`the goods cannot be entered: ${banWords(bar)}`, {
        where: "--worksheet",
        hint: "there is no entry to check; leave it out",
      });
    return barredReport(entry, bar, context);
  }
  const fees = feesOfEntry({ ...entry, date: enteredOn }, flags, context);
  const found = answered(entry, context, flags.view ?? "law");
  const { assessment, ...known } = found;
  const idleWords = idleClaims(stated.claims, (words) => outcomeOf(claiming(words), flags, context)).filter(
    (word) => !leavesMore(found, claiming(without(stated.claims, word)), flags, context),
  );
  const idle = [...idleWords.map((claim) => `The claim ${claim}`), ...idleParts(entry, flags, context)];
  const openness = bar.asks ? openToBan(known, bar.asks) : known;
  const ahead =
    flags.statusDate === undefined
      ? aheadOf(entry, (later) => outcomeOf(later, flags, context), context)
      : [];
  const beside = { ...flags, fees, idle, ahead, enteredOn, undated: flags.date === undefined };
  const report = dutyReport(assessment, openness, beside, context);
  return {
    ...{ ...report, heading: [...remarksOn(entry, flags, context), ...bar.open, ...report.heading] },
    ...(await worksheet({ assessment, openness, beside }, flags.worksheet, context)),
  };
}

/** The goods on the day whose rates stand; the number is looked for before what is stated of it. */
function entryEntered(hts: HtsCode, flags: DutyFlags, enteredOn: IsoDate, context: Context): Entry {
  const date = lawDay(enteredOn, flags.statusDate, context);
  checkLine({ hts, date, mode: flags.mode }, context);
  const goods = entryOf(hts, { ...flags, date }, context);
  return flags.statusDate === undefined ? goods : { ...goods, enteredOn };
}

/** The day whose rates stand: that of privileged foreign status, else of entry. @throws {UserError} on one after the entry. */
function lawDay(enteredOn: IsoDate, statusDate: IsoDate | undefined, context: Context): IsoDate {
  if (statusDate === undefined) return enteredOn;
  checkDay(statusDate, "--status-date", context);
  if (statusDate > enteredOn)
    throw new UserError(`goods entered on ${enteredOn} cannot have their status from ${statusDate}`, {
      where: "--status-date",
      hint: "privileged foreign status comes first and entry later",
    });
  return statusDate;
}

/** The worksheet of an entry, if one is asked for. */
async function worksheet(
  of: Omit<Worksheet, "path">,
  path: string | undefined,
  context: Context,
): Promise<Pick<Report, "beside">> {
  if (path === undefined) return {};
  const { worksheetOf } = await import("./worksheet.js");
  return { beside: [worksheetOf({ ...of, path }, context)] };
}

/**
 * Claims without which the outcome is the same, whatever of the others is left out before them, and with all of the others too:
 * one that leaves a ban matters where another makes it.
 */
function idleClaims(words: ReadonlySet<string>, outcomeWith: (words: Iterable<string>) => string): string[] {
  if (words.size === 0) return [];
  const left = new Set(words);
  const outcome = outcomeWith(words);
  const idle = [...words].filter((word) => {
    left.delete(word);
    if (outcomeWith(left) === outcome) return true;
    left.add(word);
    return false;
  });
  return idle.filter((word) => outcomeWith(without(words, word)) === outcome);
}

/** Values of parts that no duty on these goods is by. */
function idleParts(entry: Entry, flags: DutyFlags, context: Context): string[] {
  const { components } = NOTHING_STATED;
  const outcomeWith = (entry: Entry) => outcomeOf(entry, flags, context);
  const isIdle = entry.components.size > 0 && outcomeWith(entry) === outcomeWith({ ...entry, components });
  return isIdle ? ["What --component states"] : [];
}

const without = (words: ReadonlySet<string>, left: string): string[] =>
  [...words].filter((word) => word !== left);

/** Whether goods of which less is stated leave more open, though they owe the same. */
function leavesMore(now: Answered, less: Entry, flags: DutyFlags, context: Context): boolean {
  const then = answered(less, context, flags.view ?? "law");
  return then.status !== now.status || then.questions.length !== now.questions.length;
}

/** Changes of the law within a year after the entry that move what it owes, or may. */
function aheadOf(entry: Entry, outcome: (entry: Entry) => string, context: Context): readonly LawEvent[] {
  const { lists, origins } = context.schedule();
  const origin = origins.get(entry.origin);
  const moves = (_: unknown, on: IsoDate) =>
    outcome({ ...entry, date: addDays(on, -1) }) !== outcome({ ...entry, date: on });
  const goods = origin ? [{ ...entry, origin }] : [];
  return eventsAhead(context.events(), entry.date, goods, lists, moves);
}

/** All that a claim could change: what applies, what becomes of each layer, what is missing, and the fees. */
function outcomeOf(entry: Entry, flags: DutyFlags, context: Context): string {
  const assessment = assess(entry, context.schedule(), flags.view ?? "law");
  if (assessment === undefined) return "";
  if (!("open" in barOn(entry, numbersMeant(entry.hts, entry.date, context.schedule().base), context)))
    return "barred";
  const limits = bounds(assessment, context.schedule(), flags.view ?? "law");
  const { base, layers, duty, needs } = assessment;
  const { due } = feesOfEntry(entry, flags, context);
  return JSON.stringify([
    ...[base.applied.column, base.applied.text, base.fate, duty, needs, limits],
    layers.map(({ measure, heading, fate }) => [measure.id, heading, fate]),
    due.map(({ fee, outcome, amount, most, reason }) => [fee.id, outcome, amount, most, reason]),
  ]);
}

/** What an entry owes, how far that is known, and what would change it. @throws {UserError} if the tariff has no such line. */
export function answered(entry: Entry, context: Context, view: View): Answered {
  const known = { catalogue: catalogueOf(context), contested: context.contestedLaw() };
  const found = answer(entry, context.schedule(), view, known);
  if (found === undefined) throw noLine(entry.hts, entry.date, context);
  return found;
}

/** @throws {UserError} on a number that is too short to have a rate, or that the tariff of the day has no line of. */
export function checkLine(
  { hts, date, mode }: Pick<Entry, "hts" | "date"> & { readonly mode?: Mode | undefined },
  context: Context,
): void {
  const { base } = context.schedule();
  if (hts.length >= 6) {
    if (base.linesUnder(rateLineOf(hts), date).length === 0 && !base.exists(hts, date))
      throw noLine(hts, date, context);
    const season = seasonProblem(hts, { date, mode: mode ?? null }, context.schedule());
    if (season) throw new UserError(season.message, { where: "hts", hint: season.hint });
    return;
  }
  const lines = base.linesUnder(hts, date);
  throw new UserError(
    `${printHts(hts)} is ${lines.length === 0 ? "no number of the tariff" : "too short to have a rate"}`,
    {
      where: "hts",
      hint:
        lines.length === 0
          ? "chapters run from 01 to 99, without 77"
          : `6, 8 or 10 digits, such as ${lines.slice(0, 3).map(printHts).join(", ")}`,
    },
  );
}

/** What is said of a number whose last two digits the tariff of the day does not have. */
function suffixNotes({ hts, date }: Entry, context: Context): string[] {
  if (hts.length < 10 || context.schedule().base.exists(hts, date)) return [];
  return [
    `The tariff of ${date} has no ${printHts(hts)}; any number of its line ${printHts(rateLineOf(hts))} may be meant.`,
  ];
}

const remarksOn = (entry: Entry, flags: GoodsFlags, context: Context): string[] => [
  ...loadingNotes(entry, flags),
  ...suffixNotes(entry, context),
  ...[
    ...(entry.quantities.length > 0
      ? unfitWords(context.names(), money)(entry.hts, entry.value, () => entry.quantities)
      : []),
    ...unstatedStatus({ ...flags, ...entry }, "--status-date"),
  ].map((told) => `${told.charAt(0).toUpperCase()}${told.slice(1)}.`),
];

/** A day of loading that is stated and counts for nothing. */
const loadingNotes = ({ loadedOn }: Entry, flags: GoodsFlags): string[] =>
  flags.loadedOn === undefined || flags.loadedOn === loadedOn
    ? []
    : [
        `The day of loading counts of goods that a vessel brought (HTSUS 9903.01.28 and its like): these came by ${flags.mode}.`,
      ];

/** What is known of goods, and what is claimed for them. */
export interface GoodsFlags extends MetalOrigin {
  readonly origin?: Country;
  readonly value?: Usd;
  readonly date?: IsoDate;
  readonly claim?: readonly string[];
  readonly qty?: readonly string[];
  readonly metal?: Contents;
  readonly metalWeight?: Weights;
  readonly component?: Components;
  readonly usContent?: Rate;
  readonly ch98?: HtsCode;
  readonly repairValue?: Usd;
  readonly processingValue?: Usd;
  readonly usParts?: Usd;
  readonly loadedOn?: IsoDate;
  /** How the goods came, which a day of loading counts by. */
  readonly mode?: Mode;
  readonly adcvd?: readonly string[];
  readonly patented?: true;
  readonly aircraft?: true;
  readonly quota?: "in" | "out";
}

/** @throws {UserError} on a flag that is missing, or facts that cannot all be. */
export function entryOf(hts: HtsCode, flags: GoodsFlags, context: Context): Entry {
  const { origin, value, date, metal, metalWeight = {}, component, usContent } = flags;
  const { melt, smelt, cast } = flags;
  if (origin === undefined) throw needed("--origin", "for example --origin JP");
  if (value === undefined) throw needed("--value", "customs value in dollars, for example --value 30000");
  const entered = toWholeDollars(value);
  const contents: Contents = { ...metal, ...(usContent ? { us: { share: usContent } } : {}) };
  const day = date ?? context.schedule().asOf;
  if (component)
    located("--component", () => {
      checkComponents(component, entered);
      checkArticles({ hts, components: component, date: day, value: entered }, context.schedule());
    });
  return {
    ...NOTHING_STATED,
    components: component ?? NOTHING_STATED.components,
    hts,
    origin,
    value: entered,
    date: day,
    claims: new Set(claimsOf(flags)),
    quantities: located("--qty", () => quantitiesOf(flags.qty ?? [], context.unitOf(hts))),
    shares: located(contentFlags(flags), () => sharesOf(contents, entered)),
    weights: metalWeight,
    madeIn: { ...(melt && { melt }), ...(smelt && { smelt }), ...(cast && { cast }) },
    loadedOn: loadedOf(flags, day, context),
    adcvd: located("--adcvd", () => parseAdcvd(flags.adcvd ?? [])),
    chapter98: located("--ch98", () =>
      chapter98Claimed(
        flags.ch98,
        statedValues(flags),
        { hts, date: day, value: entered },
        context.schedule(),
      ),
    ),
  };
}

/** The day of loading, as far as it counts of goods that came so. @throws {UserError} on one after that of entry. */
function loadedOf(flags: GoodsFlags, date: IsoDate, context: Context): IsoDate | null {
  const loadedOn = flags.loadedOn ?? null;
  if (loadedOn !== null && loadedOn > date)
    throw new UserError(`goods entered on ${date} cannot have been loaded on ${loadedOn}`, {
      where: "--loaded-on",
      hint: "goods are loaded first and entered later",
    });
  return loadingThatCounts(context.schedule())({ loadedOn, date, mode: flags.mode ?? null });
}

/** Dollars of goods of chapter 98, whole as the value is. */
const statedValues = ({ repairValue, processingValue, usParts }: GoodsFlags): Chapter98Claim["values"] => ({
  ...(repairValue ? { "repair-value": toWholeDollars(repairValue) } : {}),
  ...(processingValue ? { "processing-value": toWholeDollars(processingValue) } : {}),
  ...(usParts ? { "us-parts": toWholeDollars(usParts) } : {}),
});

const contentFlags = ({ metal, usContent }: GoodsFlags): string =>
  [metal ? "--metal" : [], usContent ? "--us-content" : []].flat().join(" and ");

/** What is claimed, by a word or by a flag of its own. @throws {UserError} on a quota that is both. */
export function claimsOf(flags: GoodsFlags): string[] {
  const { claim = [], patented, aircraft, quota } = flags;
  if (quota === "out" && claim.some((word) => word.trim().toLowerCase() === "in-quota"))
    throw new UserError("goods are within the quota or beyond it", {
      where: "--quota",
      hint: "leave one of --quota out and --claim in-quota out",
    });
  return [
    ...claim,
    ...(patented ? ["patented"] : []),
    ...(aircraft ? ["aircraft"] : []),
    ...(quota === "in" ? ["in-quota"] : []),
  ];
}

const HAS_UNIT = /[a-z²]/i;

/** A number alone is in the unit in which the tariff counts the line. */
function quantitiesOf(texts: readonly string[], unit: string | null): Quantity[] {
  const quantities = texts.map((text) => {
    if (HAS_UNIT.test(text)) return parseQuantity(text);
    if (unit === null)
      throw new UserError(`the tariff counts this number in no unit, or not in one; got "${text}"`, {
        hint: "state the unit, such as 40 no. or 1200 kg",
      });
    return parseQuantity(`${text} ${unit}`);
  });
  if (quantities.some(({ amount }) => amount.isZero()))
    throw new UserError(`expected more than nothing; got "${texts.join(", ")}"`, {
      hint: "leave a quantity that is not known out",
    });
  return agreeing(quantities);
}

// Bans: where one bars the goods nothing else is answered, for no duty can be paid.

/** The ban on goods if it is on every line that their number may stand for; else what is open, in words. */
export function barOn(
  entry: Entry,
  numbers: readonly HtsCode[],
  context: Context,
): Ban | { readonly open: readonly string[]; readonly asks: Question | null } {
  const schedule = context.schedule();
  const goods = numbers.map((hts) => ({ ...entry, hts }));
  const bans = goods.map((one) => barred(one, schedule));
  const [first] = bans;
  if (first !== undefined && bans.every((ban) => ban !== undefined)) return first;
  const some = bans.find((ban) => ban !== undefined);
  const open = goods.flatMap((one) => barredIf(one, schedule) ?? [])[0];
  return {
    open: [
      ...(some ? [`Some lines under the number are ${banWords(some)}.`] : []),
      ...(open ? [`${capital(openBanWords(open))}. What follows is owed if not.`] : []),
    ],
    asks: open ? banQuestion(open, catalogueOf(context)) : null,
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The answer for goods that may not be imported: no duty is owed, since none can be paid. */
function barredReport(entry: Entry, ban: Ban, context: Context): Report {
  const name = originWordsOf(entry.origin, context.schedule());
  const cites = ban.sources.map(({ cite }) => cite).join("; ");
  const told = ["1", ban.title, ban.id, ban.authority, null, "barred"];
  const row: Cell[] = [...told, null, null, null, null, null, cites];
  const goods = context.names().description(entry.hts);
  return {
    title: `Duty on ${printHts(entry.hts)} of ${name}, entered on ${entry.date}`,
    heading: [`${capital(banWords(ban))}.`, ...goodsLine(goods)],
    columns: COLUMNS,
    rows: [row],
    total: {
      title: "Barred",
      value_usd: entry.value,
      duty_usd: null,
      fees_usd: null,
      base_duty_usd: null,
      additional_duty_usd: null,
      rate: null,
      at_least: false,
      at_most_usd: null,
      fees_at_least_usd: null,
      fees_at_most_usd: null,
      landed_usd: null,
      landed_at_least_usd: null,
    },
    notes: [
      "The goods cannot be entered, so no duty is stated.",
      ...ban.unless
        .filter(({ claims, until }) => claims.length > 0 && (until === undefined || entry.date < until))
        .map(({ claims, title }) => `With --claim ${claims.join(" or ")} they can: ${title}.`),
    ],
    facts: { goods: goodsFact(goods), status: "barred", asks: [], orders: [] },
  };
}
