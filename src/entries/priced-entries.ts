/** A file of entries as priced entries, one after the other, with the fees of each. */

import { memoize, memoizeRows } from "../compiled/memo.js";
import type { Context } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import { lengthOf, type ON_ERROR, type Row, type Rows } from "../contract/rows.js";
import { banWords, money, openBanWords, ordersWords } from "../contract/text.js";
import { isInForce, namesNumber, type Order, openAmong } from "../law/adcvd.js";
import { type Ban, barred, barredIf } from "../law/ban.js";
import { feeValueOf } from "../law/chapter98.js";
import { type FeeDue, type FeeLine, type FeeSchedule, feesOf, sharedOut } from "../law/fees.js";
import type { View } from "../law/measure.js";
import { includesOrigin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import type { Decimal } from "../law/units.js";
import { catalogueOf } from "./claims.js";
import {
  type Defaults,
  dayOfEntry,
  type EntryRow,
  goodsReader,
  isUnderProvision,
  type ReadRow,
} from "./entry-row.js";
import { entryOf } from "./goods-duty.js";
import { linePricer, type PricedLine, tellingWords } from "./pricer.js";
import { entryKey, isBelow } from "./row-cells.js";

export interface PricingFlags {
  readonly onError?: (typeof ON_ERROR)[number];
  readonly view?: View;
  /** Whether to ask what is not stated and would change an answer. */
  readonly asks?: boolean;
  /** What cells mean that rows leave empty. */
  readonly defaults?: Defaults;
}

/** Rows that go on together: few, so that what is made of them is let go while it is young. */
const TOGETHER = 60;
/** Characters of them: rows may be very long. */
const LONGEST_TOGETHER = 4 * 1024 * 1024;

/** Batches of entries: lines that stand together under one number. @throws {UserError} if asked to stop at a bad row. */
export async function* pricedEntries(
  rows: Rows,
  flags: PricingFlags,
  context: Context,
): AsyncGenerator<(readonly PricedRow[])[]> {
  const pricer = entryPricer(rows, flags, context);
  for await (const batch of rows.batches) yield* pricer.completedBy(batch);
  yield pricer.rest();
}

/** Prices rows as they come: batches of the entries that they complete, and the last one. @throws {UserError} as above. */
export function entryPricer(
  rows: Rows,
  flags: PricingFlags,
  context: Context,
  seen: Pick<SeenEntries, "began"> = new SeenEntries(),
) {
  const priceRow = rowPricer(rows, flags, context);
  const groups = entryGroups(rows, seen);
  let entries: (readonly PricedRow[])[] = [];
  let [held, length] = [0, 0];
  const taken = (): (readonly PricedRow[])[] => {
    const all = entries;
    entries = [];
    [held, length] = [0, 0];
    return all;
  };
  return {
    *completedBy(batch: Iterable<Row>): Generator<(readonly PricedRow[])[]> {
      for (const row of batch) {
        const lines = groups.add(priceRow(row));
        if (lines.length > 0) entries.push(agreeing(lines));
        held += 1;
        length += lengthOf(row);
        if (held === TOGETHER || length > LONGEST_TOGETHER) yield taken();
      }
    },
    rest: () => [...taken(), agreeing(groups.rest())].filter((lines) => lines.length > 0),
  };
}

function rowPricer(
  rows: Rows,
  { onError, view, asks = false, defaults }: PricingFlags,
  context: Context,
): (row: Row) => PricedRow {
  const read = goodsReader(rows, context, defaults);
  const schedule = context.schedule();
  const asking = asks ? { catalogue: catalogueOf(context), contested: context.contestedLaw() } : null;
  const pricer = linePricer(schedule, view ?? "law", asking);
  const price = asks ? tellingWords(pricer, context.names(), money) : pricer;
  const openOn = openOrders(schedule);
  const barOn = barsOf(schedule);
  return (row) => {
    const line = pricedRow(read(row), price, openOn, barOn);
    if (line.priced === null && onError === "stop") throw badRow(rows, row, line.problems);
    return line;
  };
}

/** What stops a file at a row. */
export const badRow = ({ name }: Rows, { at }: Row, problems: readonly string[]): UserError =>
  new UserError(problems.join("; "), {
    where: `${name}:${at}`,
    hint: "mend the row, or take --on-error report or skip",
  });

/** A row with what it owes; `priced` is `null` where it cannot be read or priced. */
export interface PricedRow {
  readonly row: Row;
  readonly entry: string;
  readonly goods: EntryRow | null;
  readonly priced: Exclude<PricedLine, { problem: string }> | null;
  readonly problems: readonly string[];
  /** What bars the goods from entry; what they would owe is priced all the same. */
  readonly ban: Ban | null;
  /** Antidumping and countervailing duty orders that may cover the goods and of which nothing is stated. */
  readonly orders: readonly Order[];
}

type Priced = NonNullable<PricedRow["priced"]>;

type OrdersOf = (goods: EntryRow) => readonly Order[];

const NO_ORDERS: readonly Order[] = [];

function pricedRow(
  read: ReadRow,
  price: (goods: EntryRow) => PricedLine,
  openOn: OrdersOf,
  barOn: (goods: EntryRow) => Bar,
): PricedRow {
  const { row, entry, goods, problems } = read;
  if (goods === null) return { row, entry, goods, priced: null, problems, ban: null, orders: NO_ORDERS };
  const priced = price(goods);
  if ("problem" in priced)
    return {
      ...{ row, entry, goods, priced: null, problems: [`hts: ${priced.problem}`], ban: null },
      orders: NO_ORDERS,
    };
  const orders = openOn(goods);
  const { ban, remark, fact } = barOn(goods);
  if (orders.length > 0)
    return { row, entry, goods, priced: openTo(orders, priced, remark), problems, ban, orders };
  if (fact !== null)
    return { row, entry, goods, priced: openToBan(priced, remark, fact), problems, ban, orders };
  return remark === null
    ? { row, entry, goods, priced, problems, ban, orders }
    : {
        row,
        entry,
        goods,
        priced: { ...priced, remark: both(priced.remark, remark) },
        problems,
        ban,
        orders,
      };
}

/** What goods owe that orders may cover: not known, and without a limit. */
function openTo(orders: readonly Order[], priced: Priced, remark: string | null): Priced {
  const { duty, asked } = priced;
  const told = [priced.remark, remark].reduce<string>(
    (words, more) => (more === null ? words : both(more, words)),
    wordsOf(orders),
  );
  return {
    duty,
    remark: told,
    asked: {
      asks: asked?.asks ?? [],
      status: "unknown",
      atLeast: asked?.atLeast ?? duty.atLeast,
      upTo: null,
    },
  };
}

/** What goods owe that a ban bars if a fact is so of which nothing is claimed: what they owe if it is not. */
const openToBan = (priced: Priced, remark: string | null, fact: string): Priced => ({
  ...priced,
  remark: remark === null ? priced.remark : both(priced.remark, remark),
  asked: priced.asked && {
    ...priced.asked,
    status: "unknown",
    asks: [
      { kind: "fact", id: fact, title: "Barred from importation if so", word: fact, cents: 0 },
      ...priced.asked.asks,
    ],
  },
});

/** Orders open on goods. Which may cover a number is found once for it and its origin; few origins have any. */
function openOrders({ orders }: Schedule): OrdersOf {
  const naming = memoizeRows((origin: EntryRow["origin"]) => {
    const own = orders.of(origin.code);
    const found = memoizeRows((hts: string) => own.filter((order) => namesNumber(order, hts)));
    return own.length === 0 ? () => NO_ORDERS : found;
  });
  return ({ hts, origin, date, facts }) => {
    const named = naming(origin)(hts);
    if (named.length === 0) return NO_ORDERS;
    const standing = named.every((order) => isInForce(order, date))
      ? named
      : named.filter((order) => isInForce(order, date));
    return facts === null ? standing : openAmong(standing, facts.adcvd);
  };
}

/** The same orders are open on many rows: they are put in words once. */
const wordsOf = memoize(ordersWords);

const both = (one: string | null, other: string): string => (one === null ? other : `${one}; ${other}`);

/** A ban on goods, what is said of it, and the fact that it hangs on where that is open. */
interface Bar {
  readonly ban: Ban | null;
  readonly remark: string | null;
  readonly fact: string | null;
}

const FREE: Bar = { ban: null, remark: null, fact: null };

/** Whether goods may be entered at all. Which bans may is found once for an origin: few have any on goods that claim nothing. */
function barsOf(schedule: Schedule): (goods: EntryRow) => Bar {
  const near = memoizeRows((origin: EntryRow["origin"]) => {
    const bans = schedule.bans.filter(({ origins }) => includesOrigin(origins, origin));
    return { all: bans, unclaimed: bans.filter(({ onlyIf }) => onlyIf.length === 0) };
  });
  return ({ hts, origin, date, claims }) => {
    const { all, unclaimed } = near(origin);
    const bans = claims.size === 0 ? unclaimed : all;
    return bans.length === 0
      ? FREE
      : barOn(
          { hts, origin: origin.code, date, claims },
          { bans, lists: schedule.lists, origins: schedule.origins },
        );
  };
}

/** What the reader should know of it. */
function barOn(goods: Parameters<typeof barred>[0], law: Parameters<typeof barred>[1]): Bar {
  const ban = barred(goods, law);
  if (ban) return { ban, remark: banWords(ban), fact: null };
  const open = barredIf(goods, law);
  return open ? { ban: null, remark: openBanWords(open), fact: open.fact } : FREE;
}

/** Lines of one entry: all are held until it ends, since its fees are shared out over them. */
export const MOST_LINES = 20_000;

/**
 * Gathers rows into entries. `add` gives the entry that a row completes, `rest` the last one.
 * @throws {UserError} from `add`, at the first line of an entry that is one too many.
 */
function entryGroups({ name }: Rows, seen: Pick<SeenEntries, "began">) {
  const lines: PricedRow[] = [];
  let current = "";
  const complete = (): readonly PricedRow[] => lines.splice(0);
  return {
    add(row: PricedRow): readonly PricedRow[] {
      const entry = isBelow(row.entry, row.row) ? current : entryKey(row.entry);
      const joins = entry !== "" && entry === current && lines.length > 0 && row.row.begins !== true;
      const done = joins ? [] : complete();
      if (lines.length === MOST_LINES)
        throw new UserError(`${entry} has more than 20,000 lines, which are held until an entry ends`, {
          where: `${name}:${row.row.at}`,
          hint: "give each entry a number of its own, or leave the column entry out: then each row is an entry",
        });
      current = entry;
      lines.push(joins || entry === "" ? row : begun(row, entry));
      return done;
    },
    rest: complete,
  };

  /** The first line of an entry, told if its entry was there before. */
  function begun(row: PricedRow, entry: string): PricedRow {
    const before = seen.began(entry, row.row.at);
    if (before === 0) return row;
    const apart = `entry: ${row.entry} already began in row ${before}; lines of an entry stand together, or its fees are counted twice`;
    return { ...row, problems: [...row.problems, apart] };
  }
}

/** What the lines of one entry must agree on. */
const SHARED: readonly { readonly fact: string; readonly of: (goods: EntryRow) => string | null }[] = [
  { fact: "date", of: dayOfEntry },
  { fact: "mode", of: ({ mode }) => mode },
  { fact: "entryType", of: ({ entryType }) => entryType },
];

const otherFact = ({ goods }: PricedRow, first: EntryRow) =>
  goods === null ? undefined : SHARED.find(({ of }) => of(goods) !== of(first));

/** The lines, those that disagree with the first told so. */
function agreeing(lines: readonly PricedRow[]): readonly PricedRow[] {
  const first = lines[0]?.goods;
  if (!first || lines.every((line) => otherFact(line, first) === undefined)) return lines;
  return lines.map((line) => {
    const other = otherFact(line, first);
    if (other === undefined) return line;
    const told = `${other.fact}: ${other.of(line.goods ?? first)} differs from ${other.of(first)} of the same entry`;
    return { ...line, problems: [...line.problems, told] };
  });
}

// Numbers of entries that went by. They are kept as characters, for texts would outlive their rows: 0.55 µs an entry and
// 0.8 in a map of texts, over two million (2026-11-28).

/** Entry numbers remembered; an older number is taken for a new entry. */
const MOST_REMEMBERED = 50_000;
/** Places for them: a power of two, more than twice as many. */
const SLOTS = 2 ** 17;
const CHARACTERS_A_NUMBER = 8;

/** Remembers in which row an entry began. `began` gives the row in which it did before; 0 if it did not. */
export class SeenEntries {
  /** From 1, the number in each slot. */
  readonly #slots = new Int32Array(SLOTS);
  readonly #ends = new Int32Array(MOST_REMEMBERED + 1);
  readonly #rows = new Int32Array(MOST_REMEMBERED + 1);
  #characters = new Uint16Array(MOST_REMEMBERED * CHARACTERS_A_NUMBER);
  #size = 0;

  began(entry: string, row: number): number {
    const slot = this.#slotOf(entry);
    const number = this.#slots[slot] as number;
    if (number === 0) {
      this.#remember(entry, row);
      return 0;
    }
    const before = this.#rows[number] as number;
    this.#rows[number] = row;
    return before;
  }

  /** The slot of an entry, or the empty one where it would stand. */
  #slotOf(entry: string): number {
    let hash = 0;
    for (let at = 0; at < entry.length; at += 1) hash = (Math.imul(hash, 31) + entry.charCodeAt(at)) | 0;
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 15) & (SLOTS - 1);
    while (this.#slots[slot] !== 0 && !this.#is(this.#slots[slot] as number, entry))
      slot = (slot + 1) & (SLOTS - 1);
    return slot;
  }

  #is(number: number, entry: string): boolean {
    const from = this.#ends[number - 1] as number;
    if ((this.#ends[number] as number) - from !== entry.length) return false;
    for (let at = 0; at < entry.length; at += 1)
      if (this.#characters[from + at] !== entry.charCodeAt(at)) return false;
    return true;
  }

  #remember(entry: string, row: number): void {
    if (this.#size === MOST_REMEMBERED) {
      this.#size = 0;
      this.#slots.fill(0);
    }
    const from = this.#ends[this.#size] as number;
    if (from + entry.length > this.#characters.length) this.#grow(from + entry.length);
    for (let at = 0; at < entry.length; at += 1) this.#characters[from + at] = entry.charCodeAt(at);
    const slot = this.#slotOf(entry);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    this.#ends[this.#size] = from + entry.length;
    this.#rows[this.#size] = row;
  }

  #grow(least: number): void {
    const more = new Uint16Array(least * 2);
    more.set(this.#characters);
    this.#characters = more;
  }
}

// Fees of an entry, shared out over its lines.

/** Fees of each line in cents, in the order of the fee schedule; `null` where not known. */
export type LineFees = readonly (number | null)[];

interface FeeFlags {
  readonly feeFactor?: Decimal;
}

/** Fees by line of an entry; `null` where a line of it cannot be read, since they are of the whole entry. */
export function feesOfLines(
  flags: FeeFlags,
  context: Context,
): (lines: readonly PricedRow[]) => readonly LineFees[] | null {
  const feesOf = feesOfEntries(flags, context);
  return (lines) => {
    const fees = feesOf(lines);
    return fees && byLine(fees);
  };
}

/** The lines of an entry and what became of each fee on it. */
export interface EntryFees {
  readonly goods: readonly EntryRow[];
  readonly due: readonly FeeDue[];
  readonly entryType: EntryRow["entryType"];
}

/** Fees of an entry as a whole; `null` where a line of it cannot be read. */
export function feesOfEntries(
  { feeFactor }: FeeFlags,
  context: Context,
): (lines: readonly PricedRow[]) => EntryFees | null {
  const schedule = context.fees();
  const law = context.schedule();
  return (lines) => {
    const goods = goodsOf(lines, law);
    const [first] = goods;
    if (first === undefined) return null;
    const date = dayOfEntry(first);
    const { mode } = first;
    const entryType = entryTypeOf(goods, schedule);
    return { goods, entryType, due: feesOf(goods, { date, mode, feeFactor, entryType }, schedule) };
  };
}

/** Goods of all lines; none where a line cannot be read, priced or entered. */
function goodsOf(lines: readonly PricedRow[], law: Schedule): (EntryRow & FeeLine)[] {
  const goods: (EntryRow & FeeLine)[] = [];
  for (const line of lines) {
    if (line.goods === null || line.priced === null || line.ban !== null) return [];
    const { goods: row } = line;
    goods.push(isUnderProvision(row) ? { ...row, ...feeValueOf(entryOf(row, row.hts), law) } : row);
  }
  return goods;
}

function byLine({ goods, due }: EntryFees): LineFees[] {
  const shares = due.map((fee) => sharedOut(fee, goods));
  return goods.map((_, index) => shares.map((fee) => fee[index] ?? null));
}

/** An entry above the limit is formal, whatever its rows say. */
const entryTypeOf = (goods: readonly EntryRow[], { informalLimit }: FeeSchedule): EntryRow["entryType"] =>
  goods.reduce((sum, { value }) => sum + value, 0) > informalLimit.dollars
    ? "formal"
    : (goods[0]?.entryType ?? "formal");
