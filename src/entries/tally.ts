/** Sums of a file of entries while it streams past. */
import type { UnitBase } from "../compiled/base-terms.js";
import type { IsoDate } from "../law/calendar.js";
import { printCents } from "../law/declare.js";
import { decimal, digitsOf, plusUsd, scaleOf, type Usd, usd } from "../law/units.js";
import type { EntryRow } from "./entry-row.js";
import type { DeclaredTerms, Unrounded } from "./line-duty.js";
import type { LineFees, PricedRow } from "./priced-entries.js";
import { boundsOf, certaintyOf, type RowAsk, type RowQuestions } from "./row-questions.js";

export interface EntryTally {
  rows: number;
  exact: number;
  unknown: number;
  invalid: number;
  /** Rows of goods that may not be imported: no part of the sums. */
  barred: number;
  /** Rows that antidumping or countervailing duty orders may cover, and their value in whole dollars. */
  exposed: { rows: number; value: number };
  /** Rows of days after the law was checked. */
  late: number;
  /** Whole dollars. */
  value: number;
  /** Cents of lines whose duty is exact or presumed, and of the known layers of all lines. */
  duty: number;
  atLeast: number;
  /** Cents of what lines owe at least and at most; nothing limits it once one is not limited. */
  least: number;
  most: number | null;
  /** Cents charged under acts that a court held not to authorize them. */
  refundable: number;
  /** Rows whose duty hangs on what is presumed of the goods. */
  presumed: number;
  /** Cents of each fee; `null` once a line has one that is not known. */
  fees: (number | null)[];
  add(line: PricedRow, fees: LineFees): void;
  /** Adds the sums of other rows. */
  join(sums: TallySums): void;
  /** The sums as another thread reads them. */
  sums(): TallySums;
  /** The known layers of all lines, never rounded: what a year of trade of the same goods comes to. */
  unrounded(): Usd;
}

/** Sums that threads hand over, the exact one as its digits. */
export type TallySums = Omit<EntryTally, "add" | "join" | "sums" | "unrounded"> & {
  readonly unroundedUsd: string;
};

/**
 * @param asOf The last day for which the law was checked. @param fees How many fees there are.
 * @param held Acts that a court held not to authorize duty.
 */
export function entryTally(asOf: IsoDate, fees: number, held: ReadonlySet<string>): EntryTally {
  const exact = unroundedSum();
  let joined = usd(0);
  const tally: EntryTally = {
    ...noSums(fees),
    unrounded: () => plusUsd(exact.sum(), joined),
    join(sums) {
      joinSums(tally, sums);
      joined = plusUsd(joined, usd(sums.unroundedUsd));
    },
    sums() {
      const { add, join, sums, unrounded, ...rest } = tally;
      return { ...rest, unroundedUsd: unrounded().toFixed() };
    },
    add({ goods, priced, ban, orders }, fees) {
      tally.rows += 1;
      addFees(tally.fees, fees);
      if (orders.length > 0) addExposed(tally.exposed, goods);
      if (goods === null || priced === null) tally.invalid += 1;
      else if (ban === null) addPriced(goods, priced);
      else tally.barred += 1;
    },
  };
  const addPriced = (goods: EntryRow, priced: NonNullable<PricedRow["priced"]>): void => {
    if (goods.date > asOf) tally.late += 1;
    addDuty(tally, goods, priced);
    for (const { authority, duty } of priced.duty.layers)
      if (held.has(authority)) tally.refundable += duty ?? 0;
    exact.add(priced.duty.unrounded);
  };
  return tally;
}

const noSums = (fees: number): Omit<TallySums, "unroundedUsd"> => ({
  ...{ rows: 0, exact: 0, presumed: 0, unknown: 0, invalid: 0, barred: 0, late: 0 },
  ...{ value: 0, duty: 0, atLeast: 0, least: 0, most: 0, refundable: 0 },
  exposed: { rows: 0, value: 0 },
  fees: Array.from({ length: fees }, () => 0),
});

/** Adds all sums but the exact one. */
function joinSums(tally: EntryTally, sums: TallySums): void {
  for (const key of COUNTED) tally[key] += sums[key];
  tally.exposed.rows += sums.exposed.rows;
  tally.exposed.value += sums.exposed.value;
  tally.most = plus(tally.most, sums.most);
  addFees(tally.fees, sums.fees);
}

const COUNTED = [
  ...(["rows", "exact", "unknown", "invalid", "barred", "late"] as const),
  ...(["value", "duty", "atLeast", "least", "presumed", "refundable"] as const),
];

function addDuty(tally: EntryTally, { value }: EntryRow, priced: NonNullable<PricedRow["priced"]>): void {
  const { duty, asked } = priced;
  const certainty = certaintyOf(priced);
  tally[certainty] += 1;
  tally.value += value;
  if (certainty !== "unknown") tally.duty += duty.duty ?? 0;
  tally.atLeast += duty.atLeast;
  const { least, most } = boundsOf(duty, asked);
  tally.least += least;
  tally.most = plus(tally.most, most);
}

function addFees(sums: (number | null)[], fees: LineFees): void {
  for (let index = 0; index < fees.length; index += 1)
    sums[index] = plus(sums[index] as number | null, fees[index] as number | null);
}

function addExposed(exposed: EntryTally["exposed"], goods: EntryRow | null): void {
  exposed.rows += 1;
  exposed.value += goods?.value ?? 0;
}

const plus = (sum: number | null, more: number | null): number | null =>
  sum === null || more === null ? null : sum + more;

/** An exact sum: whole dollars of each base duty and of each list of layers first, then one multiplication each. */
function unroundedSum() {
  const bases = new Map<UnitBase, number>();
  const ofTerms: ({ readonly terms: DeclaredTerms; dollars: number } | undefined)[] = [];
  /** By the power of ten they are over. */
  const wholes = new Map<number, bigint>();
  let dollars = usd(0);
  const addWhole = (amount: number, over: number): void => {
    wholes.set(over, (wholes.get(over) ?? 0n) + BigInt(amount));
  };
  const addExact = (amount: Usd): void => {
    const [digits, over] = [digitsOf(amount), scaleOf(amount)];
    if (digits === null || !Number.isFinite(over)) dollars = plusUsd(dollars, amount);
    else addWhole(digits, over);
  };
  const addRates = ({ goods, terms, value, ownBase }: Extract<Unrounded, { goods: unknown }>): void => {
    if (ownBase) addExact(ownBase);
    else if (goods.base.rate) bases.set(goods.base, (bases.get(goods.base) ?? 0) + value);
    const { number } = terms;
    while (ofTerms.length <= number) ofTerms.push(undefined);
    const own = ofTerms[number];
    if (own) own.dollars += value;
    else ofTerms[number] = { terms, dollars: value };
  };
  return {
    add(unrounded: Unrounded): void {
      if ("goods" in unrounded) addRates(unrounded);
      else if ("over" in unrounded) addWhole(unrounded.dollars, unrounded.over);
      else addExact(unrounded.assessment.duty);
    },
    sum: (): Usd => {
      const ofBases = [...bases].map(([{ rate }, value]) => usd(decimal(value).times(rate ?? 0)));
      const ofLists = ofTerms.flatMap((one) => (one ? usd(decimal(one.dollars).times(one.terms.least)) : []));
      const ofWholes = [...wholes].map(([over, whole]) => usd(decimal(String(whole)).div(over)));
      return [...ofBases, ...ofLists, ...ofWholes].reduce(plusUsd, dollars);
    },
  };
}

export const dollarsOf = (cents: number): Usd => usd(printCents(cents));

// What a whole file leaves open, by the dollars it moves.

/** A fact, right or reading that some rows ask for. */
export interface OpenFact extends Pick<RowAsk, "kind" | "id" | "title"> {
  rows: number;
  /** Cents that stating it would add to and take from the duty of all of them. */
  more: number;
  less: number;
}

/** Facts that are asked for, each once, in the order in which they were first asked for. */
function factsMet() {
  const facts: OpenFact[] = [];
  const byKind = {
    fact: new Map<string, OpenFact>(),
    right: new Map<string, OpenFact>(),
    reading: new Map<string, OpenFact>(),
  };
  const of = ({ kind, id, title }: Pick<RowAsk, "kind" | "id" | "title">): OpenFact => {
    const known = byKind[kind];
    const found = known.get(id);
    if (found) return found;
    const fact: OpenFact = { kind, id, title, rows: 0, more: 0, less: 0 };
    known.set(id, fact);
    facts.push(fact);
    return fact;
  };
  return { facts, of };
}

/** Adds up what rows ask. A row may ask for one fact at several values: the one that moves most counts each way. */
export function openFacts() {
  const { facts, of } = factsMet();
  const count = (ask: Pick<RowAsk, "kind" | "id" | "title">, rows: number, more: number, less: number) => {
    const fact = of(ask);
    fact.rows += rows;
    fact.more += more;
    fact.less += less;
  };
  return {
    add({ asks }: Pick<RowQuestions, "asks">): void {
      for (let place = 0; place < asks.length; place += 1)
        if (!isAskedBefore(asks, place)) count(asks[place] as RowAsk, 1, ...mostMoved(asks, place));
    },
    /** Adds what other rows ask, in the order in which they ask it. */
    join(others: readonly OpenFact[]): void {
      for (const other of others) count(other, other.rows, other.more, other.less);
    },
    /** As they were first asked. */
    all: (): readonly OpenFact[] => facts,
    /** Most dollars first. */
    sorted: (): readonly OpenFact[] =>
      [...facts].sort((a, b) => movedBy(b) - movedBy(a) || (a.id < b.id ? -1 : 1)),
  };
}

const isOfOneFact = (a: RowAsk, b: RowAsk): boolean => a.id === b.id && a.kind === b.kind;

function isAskedBefore(asks: readonly RowAsk[], place: number): boolean {
  const ask = asks[place] as RowAsk;
  for (let before = 0; before < place; before += 1) if (isOfOneFact(asks[before] as RowAsk, ask)) return true;
  return false;
}

/** The most cents that a fact adds to a row and takes from it, at any of its values. */
function mostMoved(asks: readonly RowAsk[], first: number): readonly [more: number, less: number] {
  const ask = asks[first] as RowAsk;
  let more = 0;
  let less = 0;
  for (let place = first; place < asks.length; place += 1) {
    const other = asks[place] as RowAsk;
    if (!isOfOneFact(ask, other)) continue;
    if (other.cents > more) more = other.cents;
    if (-other.cents > less) less = -other.cents;
  }
  return [more, less];
}

/** Open facts as machines read them; `counted` names what they are open on. */
export const openFactRows = (facts: readonly OpenFact[], counted: "rows" | "lines") =>
  facts.map(({ kind, id, title, rows, more, less }) => ({
    ...{ kind, id, title, [counted]: String(rows) },
    ...{ more_usd: printCents(more), less_usd: printCents(less) },
  }));

const movedBy = ({ more, less }: OpenFact): number => Math.max(more, less);
