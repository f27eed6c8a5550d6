/**
 * Answers as plain, frozen values that can be copied, sent and stored: amounts and rates are texts with every digit, and
 * nothing in them is part of the law that was read.
 */

import {
  checkObject,
  checkText,
  expectFit,
  located,
  readOf,
  readParts,
  UserError,
} from "../contract/errors.js";
import { parseDay, parseEntryType, parseMode } from "../contract/parse.js";
import { allImplied, banQuestion, openToBan } from "../entries/claims.js";
import { rowOf } from "../entries/goods-duty.js";
import { linePricer } from "../entries/pricer.js";
import { type Ban, barredIf as banIf, barred as banOf } from "../law/ban.js";
import { printCents } from "../law/declare.js";
import type { Entry } from "../law/entry.js";
import { type EntryFacts, type FeeSchedule, feeLineOf, feesOf } from "../law/fees.js";
import { seasonProblem } from "../law/hts.js";
import type { View } from "../law/measure.js";
import { type Origin, originNamed } from "../law/origin.js";
import { type Answered, answer, type Certainty, type Question } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import type { Layer } from "../law/settle.js";
import { effectiveRate, sumUsd, toWholeDollars } from "../law/units.js";
import { checkAgainstLaw, checkDay, checkView, entryIn, entryRead, type Goods, goodsRead } from "./goods.js";
import { type Data, frozen, under, underData } from "./open-data.js";

/** Something that is not stated and would change the duty. */
export interface Ask {
  readonly kind: Question["kind"];
  /** The claim, the piece of the value, or the reading. */
  readonly id: string;
  readonly title: string;
  /** What to state, as a command line has it. */
  readonly state: string;
  /** Dollars owed then; `null` where they would still not be known. */
  readonly duty: string | null;
  /** Dollars owed then, or at least, less dollars owed now, or at least. */
  readonly change: string;
  readonly heading: string | null;
  readonly citation: string;
}

/** A measure that reaches the goods, and what came of it. */
export interface LayerAnswer {
  readonly measure: string;
  readonly title: string;
  readonly authority: string;
  readonly heading: string;
  readonly outcome: "charged" | "displaced" | "freed" | "unknown";
  /** Dollars; `null` where they are not known. */
  readonly duty: string | null;
  /** Share of the value that it is charged on; `null` where it is not charged. */
  readonly share: string | null;
  /** Why it is not charged, or not known: measures, the number of an exemption, or what must be stated. */
  readonly because: readonly string[];
  readonly citations: readonly string[];
}

/** What goods owe. Dollars are unrounded; an entry summary rounds each layer to cents. */
export interface DutyAnswer {
  readonly hts: string;
  readonly origin: string;
  /** Day of entry; of an `Entry`, the day whose rates stand. */
  readonly date: string;
  /** Day of privileged foreign status, whose rates stand; `null` where none is stated. */
  readonly statusDate: string | null;
  /** The day is after the last to which the law was checked: law in force then is taken to stay. */
  readonly extrapolates: boolean;
  readonly value: string;
  /** `barred` where the goods may not be imported: then nothing is owed, and nothing else is said. */
  readonly status: Certainty | "barred";
  /** The ban; `null` where none bars them. */
  readonly barredBy: string | null;
  /** `null` where it is not known. */
  readonly duty: string | null;
  readonly atLeast: string;
  /** `null` where nothing limits it. */
  readonly upTo: string | null;
  readonly rate: string | null;
  readonly base: {
    readonly column: string;
    readonly text: string;
    readonly line: string;
    readonly duty: string | null;
  };
  readonly layers: readonly LayerAnswer[];
  readonly needs: readonly string[];
  /** Facts that a presumption decides. */
  readonly presumed: readonly string[];
  readonly asks: readonly Ask[];
  /** Antidumping and countervailing duty cases that may cover the goods. */
  readonly orders: readonly string[];
}

/**
 * What goods owe, layer by layer, with what would change it: `status`, `asks` and dollars of `tariff-calc duty`.
 *
 * Returns `undefined` if the tariff has no line of this number on the day.
 * @throws {UserError} on goods that are not of their form, or that name what the law does not know.
 */
export function dutyOn(goods: Goods | Entry, data: Data, view: View = "law"): DutyAnswer | undefined {
  const given = readGoods(goods);
  return dutyUnder(given, data, view);
}

function dutyUnder(given: Given, data: Data, view: View): DutyAnswer | undefined {
  checkView(view);
  return underData(data, (under) => dutyIn(given, under, view));
}

function dutyIn(given: Given, data: Data, view: View): DutyAnswer | undefined {
  if (data.claims.size === 0)
    throw new UserError("these data do not say what the law asks of goods", {
      where: "data",
      hint: "pack them with entries: true",
    });
  const entry = claimed(given, data);
  const found = answer(entry, data.schedule, view, { catalogue: data.claims, contested: data.contested });
  if (found === undefined) return undefined;
  const ban = banOf(entry, data.schedule);
  const extrapolates = entry.date > data.schedule.asOf;
  const days = statedDays(given, entry);
  if (ban) return frozen({ ...answerOf(found, extrapolates), ...days, ...BARRED, barredBy: ban.title });
  const open = banIf(entry, data.schedule);
  const known = open ? openToBan(found, banQuestion(open, data.claims)) : found;
  return frozen({ ...answerOf(withoutLimit(known), extrapolates), ...days });
}

/** Goods as they are written down, or an entry, read once. */
type Given =
  | { readonly goods: Goods; readonly entry: Entry }
  | { readonly goods: null; readonly entry: Entry };

/** @throws {UserError} on goods that are not of their form. */
function readGoods(given: Goods | Entry): Given {
  if (isEntry(given)) return { goods: null, entry: entryRead(given) };
  const goods = goodsRead(given);
  return { goods, entry: entryIn(goods) };
}

/** Fees stand as on the day of entry, whatever day the rates are of. */
const onEntry = ({ goods }: Given, entry: Entry): Entry =>
  goods === null ? entry : { ...entry, date: parseDay(goods.date) };

/** The days of goods that have two. */
const statedDays = ({ goods }: Given, { date: status }: Entry) =>
  goods?.statusDate === undefined
    ? {}
    : { date: parseDay(goods.date) as string, statusDate: status as string };

/** What goods owe that an order may cover is not known, and nothing limits it. */
const withoutLimit = (found: Answered): Answered =>
  found.assessment.orders.length === 0
    ? found
    : { ...found, status: "unknown", limits: { ...found.limits, most: null } };

const BARRED = {
  status: "barred",
  ...{ duty: null, atLeast: "0", upTo: null, rate: null },
  ...{ layers: [], needs: [], presumed: [], asks: [], orders: [] },
} as const;

/**
 * What is not stated of goods and would change what they owe, most dollars first: the questions of `tariff-calc duty`.
 * @throws {UserError} as `dutyOn` does, and where the tariff has no line of the number on the day.
 */
export function asksOf(goods: Goods | Entry, data: Data, view: View = "law"): readonly Ask[] {
  const given = readGoods(goods);
  const found = dutyUnder(given, data, view);
  if (found) return found.asks;
  const { date, hts } = given.goods ?? given.entry;
  throw new UserError(`the tariff of ${date} has no line ${hts}`, {
    code: "UNKNOWN_NAME",
    where: "hts",
  });
}

/** Goods as an entry that the law knows, with what its claims imply, in whole dollars as an entry states them. */
function claimed({ goods, entry }: Given, { schedule, claims }: Data): Entry {
  if (goods?.statusDate !== undefined) checkDay(entry.date, schedule, "statusDate");
  checkAgainstLaw(entry, schedule, claims);
  const season = seasonProblem(entry.hts, entry, schedule);
  if (season) throw new UserError(season.message, { where: "hts", hint: season.hint });
  const all = located("claims", () => allImplied(entry.claims, claims));
  return { ...entry, claims: all, value: toWholeDollars(entry.value) };
}

/** Of goods that the law knows: `claimed` refuses others. */
const originOf = (entry: Entry, schedule: Schedule): Origin => originNamed(entry.origin, schedule) as Origin;

const isEntry = (goods: Goods | Entry): goods is Entry =>
  readOf("goods", () => (goods as Entry | undefined)?.claims instanceof Set);

const text = (amount: { toFixed(): string } | null): string | null => amount?.toFixed() ?? null;

function answerOf(
  { assessment, status, limits, questions, presumed }: Answered,
  extrapolates: boolean,
): DutyAnswer {
  const { entry, base, layers, duty, needs, orders } = assessment;
  const known = status === "unknown" ? null : duty;
  return {
    hts: entry.hts,
    origin: entry.origin,
    ...{ date: entry.date, statusDate: null },
    extrapolates,
    value: entry.value.toFixed(),
    status,
    barredBy: null,
    duty: text(known),
    atLeast: limits.least.toFixed(),
    upTo: text(limits.most),
    rate: known && text(effectiveRate(known, entry.value)),
    base: {
      column: base.applied.column,
      text: base.applied.text,
      line: base.line,
      duty: dutyOf(base.fate),
    },
    layers: layers.map(layerOf),
    needs: [...needs],
    presumed: [...presumed],
    asks: questions.map(({ duty: then, change, bars: _, ...asked }) => ({
      ...asked,
      duty: text(then),
      change: change.toFixed(),
    })),
    orders: orders.flatMap(({ numbers }) => numbers),
  };
}

/** Nothing is owed of what is not charged; what is unknown has no amount. */
function dutyOf(fate: Layer["fate"]): string | null {
  if (fate.outcome === "unknown") return null;
  return fate.outcome === "charged" ? fate.duty.toFixed() : "0";
}

const layerOf = ({ measure, version, heading, fate }: Layer): LayerAnswer => ({
  measure: measure.id,
  title: measure.title,
  authority: measure.authority,
  heading,
  outcome: fate.outcome,
  duty: dutyOf(fate),
  share: fate.outcome === "charged" ? fate.share.toFixed() : null,
  because: becauseOf(fate),
  citations: version.sources.map(({ cite }) => cite),
});

function becauseOf(fate: Layer["fate"]): string[] {
  switch (fate.outcome) {
    case "charged":
      return [];
    case "displaced":
      return [...fate.by];
    case "freed":
      return [`${fate.by} ${fate.title}`.trim()];
    case "unknown":
      return [...fate.needs];
  }
}

// Fees beside the duty.

/** A fee on an entry. */
export interface FeeAnswer {
  readonly id: string;
  readonly title: string;
  readonly outcome: "charged" | "freed" | "unknown";
  /** Dollars and cents; `null` where they are not known. */
  readonly amount: string | null;
  readonly atLeast: string;
  readonly upTo: string | null;
  readonly reason: string | null;
  readonly citation: string;
}

/**
 * The fees on an entry of these lines: merchandise processing, harbor maintenance and the rest.
 * @param how The day of entry is that of the first line. `mode` is how the goods came, such as `vessel`; `null` if it is not known.
 * Source: 19 CFR 24.23 and 24.24.
 * @throws {UserError} as `dutyOn` does, and on an informal entry that is worth more than one may be.
 */
export function feesOn(
  lines: readonly (Goods | Entry)[],
  data: Data,
  how: Partial<Pick<EntryFacts, "mode" | "entryType">> = {},
): readonly FeeAnswer[] {
  expectFit(
    readOf("lines", () => Array.isArray(lines)),
    "lines",
    "a list of goods",
    lines,
  );
  checkObject(how, "how", "how the goods came: mode and entryType");
  const stated = statedHow(readParts(how, ["mode", "entryType"]));
  const given = Array.from(
    readOf("lines", () => [...lines]),
    readGoods,
  );
  return underData(data, (under) => feesIn(given, under, stated));
}

function feesIn(given: readonly Given[], data: Data, { mode, entryType }: ReturnType<typeof statedHow>) {
  const entries = given.map((one) => onEntry(one, claimed(one, data)));
  const [first] = entries;
  if (first === undefined) return [];
  const { schedule } = data;
  checkInformal(entries, entryType, data.fees);
  const stated = entries.map((entry) => feeLineOf(entry, originOf(entry, schedule), schedule));
  const facts = { date: first.date, mode, entryType };
  return frozen(
    feesOf(stated, facts, data.fees).map(({ fee, outcome, amount, least, most, reason, citation }) => ({
      id: fee.id,
      title: fee.title,
      outcome,
      amount: amount === null ? null : printCents(amount),
      atLeast: printCents(least),
      upTo: most === null ? null : printCents(most),
      reason,
      citation,
    })),
  );
}

/** How goods came, in the words or codes of flags. @throws {UserError} on others. */
function statedHow({ mode, entryType }: Partial<Pick<EntryFacts, "mode" | "entryType">>) {
  if (mode !== undefined && mode !== null) checkText(mode, "mode");
  if (entryType !== undefined) checkText(entryType, "entryType");
  return {
    mode: mode === undefined || mode === null ? null : located("mode", () => parseMode(mode)),
    entryType: entryType === undefined ? "formal" : located("entryType", () => parseEntryType(entryType)),
  } as const;
}

/** @throws {UserError} on an informal entry that is worth more than one may be (19 CFR 143.21). */
function checkInformal(
  entries: readonly Entry[],
  entryType: string | undefined,
  { informalLimit: { dollars, citation } }: FeeSchedule,
): void {
  const value = sumUsd(entries.map((entry) => entry.value));
  if (entryType === "informal" && value.gt(dollars))
    throw new UserError(
      `an informal entry is worth at most $${dollars} (${citation}); this one $${value.toFixed()}`,
      { where: "entryType", hint: "enter it as formal" },
    );
}

// Goods by the million.

/** What one line of many owes. Amounts are dollars and cents, as an entry summary has them. */
export interface LineAnswer {
  /** `null` where it is not known. */
  readonly duty: string | null;
  readonly atLeast: string;
  readonly base: string | null;
  readonly layers: readonly {
    readonly measure: string;
    readonly number: string;
    readonly rate: string | null;
    readonly duty: string | null;
  }[];
  readonly needs: readonly string[];
  /** What the reader should know of the number: that it has ended. */
  readonly remark: string | null;
  /** The day is after the last to which the law was checked: law in force then is taken to stay. */
  readonly extrapolates: boolean;
}

/**
 * A function that prices goods by the million, as `tariff-calc duty --file --no-asks` does: what goods of one kind owe is
 * found once. Whole dollars of value; a fact that nobody stated may still decide, which `dutyOn` tells.
 * @throws {UserError} from that function, on goods that are not of their form or that the law has no line of.
 */
export function pricerOf(data: Data, view: View = "law"): (goods: Goods | Entry) => LineAnswer {
  checkView(view);
  const pricer = underData(data, (under) => pricerIn(under, view));
  return (goods) => {
    const given = readGoods(goods);
    return underData(data, () => pricer(given));
  };
}

function pricerIn(data: Data, view: View): (given: Given) => LineAnswer {
  const { schedule } = data;
  const price = linePricer(schedule, view);
  return (given) => {
    const entry = claimed(given, data);
    const priced = price(rowOf(entry, originOf(entry, schedule), schedule));
    if ("problem" in priced) throw new UserError(priced.problem, { code: "UNKNOWN_NAME", where: "hts" });
    return frozen(lineOf(priced.duty, priced.remark, entry.date > schedule.asOf));
  };
}

type Priced = Extract<ReturnType<ReturnType<typeof linePricer>>, { readonly duty: unknown }>["duty"];

const centsOrNull = (cents: number | null): string | null => (cents === null ? null : printCents(cents));

const lineOf = (duty: Priced, remark: string | null, extrapolates: boolean): LineAnswer => ({
  duty: centsOrNull(duty.duty),
  atLeast: printCents(duty.atLeast),
  base: centsOrNull(duty.base),
  layers: duty.layers.map(({ measure, number, rate, duty: own }) => ({
    measure,
    number,
    rate,
    duty: centsOrNull(own),
  })),
  needs: [...duty.needs],
  remark,
  extrapolates,
});

// Bans.

/** The ban that bars goods from entry, if one does. @throws {UserError} on what is no entry, or no law. */
export function barred(goods: Entry, law: Schedule): Ban | undefined {
  const entry = entryRead(goods);
  return under(law, (schedule) => banOf(entry, schedule), "law");
}

/**
 * A ban that bars goods if a fact is so of which nothing is claimed, and that fact.
 * @throws {UserError} on what is no entry, or no law.
 */
export function barredIf(
  goods: Entry,
  law: Schedule,
): { readonly ban: Ban; readonly fact: string } | undefined {
  const entry = entryRead(goods);
  return under(law, (schedule) => banIf(entry, schedule), "law");
}
