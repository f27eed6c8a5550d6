/** How far the rates of a grid's cells are known: as far as those of an entry of which nothing is stated. */
import { assessBeside } from "../law/assess.js";
import { chargeOf } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import {
  type Catalogue,
  contentSettings,
  contradictionIn,
  type Entry,
  isPresumed,
  NO_CLAIMS,
  ONE_DOLLAR,
  withImplied,
} from "../law/entry.js";
import type { Measure, View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Certainty } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { claimsOf, conditionsIn, coversOrigin, type Reached } from "../law/scope.js";
import { askedBy, chargeText, linesNamed } from "./alternatives.js";
import { lawIn, type StatedBase } from "./base-terms.js";
import { BARRED, type Grid } from "./grid.js";
import { numbered } from "./interned.js";
import {
  type ClassedLines,
  covering,
  type DayRates,
  type InForce,
  markedBy,
  rateBook,
  standingOn,
} from "./law-of-day.js";
import { forAny, memoize } from "./memo.js";
import { type Marks, marksAsked, oneSet, productTable, reachBy, toldApart } from "./product-table.js";
import { asksShares, type Rates, ratesIn, type Terms, termsUnder } from "./terms.js";

/** Rates of goods of which nothing is stated, and how far they are known. */
export interface Cell extends Rates {
  readonly status: Certainty | "barred";
}

/** The rows of an origin: what lines of each class owe, and how open each row is. Origins that owe alike share them. */
export interface GridRows {
  readonly rates: readonly Rates[];
  readonly open: Uint8Array;
}

/** A cell of a class, as open as a row of it is. Rates that an open fact would change are not told: they would be read as what is owed. */
export function cellOf({ rates: all }: GridRows, id: number, openness: number): Cell {
  const { base, additional, total } = all[id] as Rates;
  const status = OPEN[openness] as Certainty;
  if (all[id] === BARRED) return { base, additional, total, status: "barred" };
  if (total === null) return { base, additional, total, status: "unknown" };
  return status === "unknown"
    ? { base, additional: null, total: null, status }
    : { base, additional, total, status };
}

/** The law that cells are judged by. */
interface Judging {
  readonly schedule: Schedule;
  readonly view: View;
  /** What is a fact, and what is presumed of it. */
  readonly catalogue: Catalogue;
}

/** How open a cell is by facts that are not stated: by none, by one that a presumption decides, by one that nothing does. */
export const OPEN: readonly Certainty[] = ["exact", "presumed", "unknown"];
const [, PRESUMED, UNDECIDED] = [0, 1, 2];

/**
 * Judges the cells of a grid as those of an entry of which nothing is stated are: by the facts that would change them.
 * @param judging `null` to ask nothing: what its rates do not say to be unknown is exact.
 */
export function judgedRows(grid: Grid, judging: Judging | null): (origin: Origin) => GridRows {
  const closed = new Uint8Array(grid.hts.length);
  const openOf = judging ? openFacts(grid, judging) : () => closed;
  const rowsOf = memoize((rates: readonly Rates[], open: Uint8Array): GridRows => ({ rates, open }));
  return (origin) => rowsOf(grid.cellsOf(origin), openOf(origin));
}

/** A measure that asks for facts, or counts content. */
interface AskingFacts extends InForce {
  readonly facts: readonly string[];
}

/** Lines that such measures name: one of each class, and the class of each row of the grid, from 1; 0 where none does. */
interface LinesAsked {
  readonly numbers: readonly string[];
  readonly classOf: Int32Array;
}

/** How open each row of an origin is, as a place in `OPEN`; the same object for origins that owe alike. */
function openFacts(
  { hts, date }: Grid,
  { schedule, view, catalogue }: Judging,
): (origin: Origin) => Uint8Array {
  const law = lawIn(schedule, view);
  const standing = standingOn(law, date, view);
  const asking = standing.flatMap((one): AskingFacts[] => {
    const facts = factsAmong(claimsOf(one.version, law.lists), catalogue);
    return facts.length > 0 || asksShares(one.version) ? [{ ...one, facts }] : [];
  });
  const { numbers, classOf } = linesAsked(hts, asking, standing, { law, date, catalogue });
  const rates = rateBook(schedule, view, numbers).on(date);
  const open = openLines(numbers, rates, asking, { law, date, catalogue });
  const openOf = memoize((_now: ClassedLines, _column2: boolean) =>
    forAny((origin: Origin): Uint8Array => rowsOfClasses(classOf, open(origin))),
  );
  return (origin) => openOf(rates.linesOf(origin, NO_CLAIMS), origin.column2)(origin);
}

function rowsOfClasses(classOf: Int32Array, own: Uint8Array): Uint8Array {
  const rows = new Uint8Array(classOf.length);
  for (let row = 0; row < rows.length; row += 1)
    if (classOf[row] !== 0) rows[row] = own[(classOf[row] as number) - 1] as number;
  return rows;
}

const factsAmong = (words: readonly string[], catalogue: Catalogue): readonly string[] =>
  [...new Set(words)].filter((word) => {
    const { kind, asked } = catalogue.get(word) ?? {};
    return kind === "fact" && asked !== false;
  });

/** The law of a day, and what is known of facts. */
interface FactLaw {
  readonly law: Schedule;
  readonly date: IsoDate;
  readonly catalogue: Catalogue;
}

/** Lines that the law does not tell apart whatever is stated of facts, and whose base duties are the same, are of one class. */
function linesAsked(
  hts: readonly string[],
  asking: readonly AskingFacts[],
  standing: readonly InForce[],
  { law, date, catalogue }: FactLaw,
): LinesAsked {
  const { lists } = law;
  const namedBy = asking.map(({ version }) => linesNamed(lists, hts)(version));
  const rows = hts.flatMap((_, row) => (namedBy.some((marks) => marks[row] === 1) ? [row] : []));
  const lines = rows.map((row) => hts[row] as string);
  const words = [...new Set(asking.flatMap(({ facts }) => facts))];
  const marks = new Set<Marks>(asking.map(({ version }) => linesNamed(lists, lines)(version)));
  for (const some of [[], ...words.map((word) => [word]), words]) {
    const table = productTable(lines, lists, oneSet(withImplied(some, catalogue)));
    for (const { version } of standing)
      for (const one of marksAsked(version, table, lists, [date])) marks.add(one);
  }
  const classes = byBase(markedBy(lines.length, marks).of, lines, law, date);
  const classOf = new Int32Array(hts.length);
  for (const [at, row] of rows.entries()) classOf[row] = (classes.of[at] as number) + 1;
  return { numbers: classes.samples.map((at) => lines[at] as string), classOf };
}

/** Classes of lines told apart by their base duties too. */
function byBase(of: Int32Array, lines: readonly string[], law: Schedule, date: IsoDate) {
  const { bases } = rateBook(law, "law", lines).on(date);
  const [general, column2] = [false, true].map((column2) => bases.unclaimed({ column2 }) as BaseAt) as [
    BaseAt,
    BaseAt,
  ];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const classes = of.map((own, at) => {
    const key = `${own} ${chargeText(general(at))}|${chargeText(column2(at))}`;
    const id = ids.get(key) ?? samples.push(at) - 1;
    ids.set(key, id);
    return id;
  });
  return { of: classes, samples };
}

type BaseAt = (place: number) => StatedBase;

/**
 * How open lines are: by presumptions on content, by each fact alone, by two that one measure asks for, and by two that each
 * change a layer and no dollar. Only the measures that ask for a fact are looked at again, and only lines that they reach
 * otherwise then.
 */
function openLines(
  numbers: readonly string[],
  rates: DayRates,
  asking: readonly AskingFacts[],
  of: FactLaw,
): (origin: Origin) => Uint8Array {
  const { law, catalogue } = of;
  const changeOf = changesKept(law);
  const factsOf = factsAsked(numbers, asking, of);
  const again = reachedAgain(numbers, asking, of);
  return (origin) => {
    const baseAt = rates.bases.unclaimed(origin) as BaseAt;
    const { classOf, everyTerms } = rates.linesOf(origin, NO_CLAIMS);
    const every = everyTerms();
    const now = Array.from(classOf, (id) => every.kept[every.of[id] as number] as Terms);
    const facts = factsOf(origin);
    const open = Uint8Array.from(now, (terms, at) =>
      turnsOnContent(terms, baseAt(at), catalogue) ? PRESUMED : 0,
    );
    /** Marks lines that facts change, and gives those on which they change terms and no rate. */
    const state = (words: readonly string[], isMeant: (place: number) => boolean): readonly number[] => {
      const claims = oneSet(withImplied(words, catalogue));
      const opensAt = opensBy(claims, facts, catalogue);
      const changed = [...again(origin, claims)].flatMap(([place, swaps]): [number, Change][] =>
        isMeant(place) ? [[place, changeOf(now[place] as Terms, swaps, claims, baseAt(place))]] : [],
      );
      for (const [place, change] of changed)
        if (change === "other") open[place] = Math.max(open[place] as number, opensAt(place));
      return changed.flatMap(([place, change]) => (change === "idle" ? [place] : []));
    };
    const idle = [...facts].map(
      ([word, named]) => [word, state([word], (place) => named[place] === 1)] as const,
    );
    const isNamed = (words: readonly string[]) => (place: number) =>
      words.every((word) => facts.get(word)?.[place] === 1);
    for (const words of neededTogether(covering(asking, origin), origin, of)) state(words, isNamed(words));
    for (const [words, places] of idleTogether(idle)) state(words, (place) => places.has(place));
    return open;
  };
}

/** How a measure reaches a line then; `undefined` if it does not. */
interface Swap {
  readonly measure: Measure;
  readonly reached: Reached | undefined;
}

/** The lines that measures on goods of an origin reach otherwise with some claims than with none. */
function reachedAgain(
  numbers: readonly string[],
  asking: readonly AskingFacts[],
  { law: { lists }, date, catalogue }: FactLaw,
): (origin: Origin, claims: ReadonlySet<string>) => ReadonlyMap<number, readonly Swap[]> {
  const positionsWith = ({ measure, version }: InForce, origin: Origin, claims: ReadonlySet<string>) =>
    reachBy(measure, version, productTable(numbers, lists, claims), lists, {
      ...{ origin, claims },
      day: version.listedOn ?? date,
    });
  const once = sameSwaps();
  const swapsOf = (asked: readonly AskingFacts[], origin: Origin, claims: ReadonlySet<string>) => {
    const swaps = new Map<number, readonly Swap[]>();
    for (const one of covering(asked, origin)) {
      const [before, after] = [NO_CLAIMS, claims].map((some) => positionsWith(one, origin, some));
      for (const place of placesApart(before?.positions, after?.positions)) {
        const reached = after?.at[after.positions[place] as number];
        swaps.set(place, once([...(swaps.get(place) ?? []), { measure: one.measure, reached }]));
      }
    }
    return swaps;
  };
  const swapsApart = memoize((_claims: ReadonlySet<string>, _apart: string) => forAny(swapsOfFirst));
  function swapsOfFirst(first: Parameters<typeof swapsOf>) {
    return swapsOf(...first);
  }
  return (origin, claims) => {
    const asked = asking.filter(({ facts }) => facts.some((word) => claims.has(word)));
    const isSo = contradictionIn(claims, catalogue) === undefined;
    const apart = asked.map(({ version }) =>
      coversOrigin(version.covers, origin) ? toldApart(version, origin) : "-",
    );
    return swapsApart(claims, apart.join("|"))([isSo ? asked : [], origin, claims]);
  };
}

/** Lists of swaps, one object for all that are the same. */
function sameSwaps(): (swaps: readonly Swap[]) => readonly Swap[] {
  const numberOf = numbered<object>();
  const met = new Map<string, readonly Swap[]>();
  return (swaps) => {
    const key = swaps
      .map(({ measure, reached }) => `${numberOf(measure)} ${reached ? numberOf(reached) : ""}`)
      .join();
    const known = met.get(key) ?? swaps;
    met.set(key, known);
    return known;
  };
}

/** Places at which positions differ, of which none may be given. */
function placesApart(a: Uint8Array | undefined, b: Uint8Array | undefined): number[] {
  const places: number[] = [];
  const size = Math.max(a?.length ?? 0, b?.length ?? 0);
  for (let at = 0; at < size; at += 1) if ((a?.[at] ?? 0) !== (b?.[at] ?? 0)) places.push(at);
  return places;
}

type Change = "none" | "idle" | "other";

/** What comes of a rate where measures reach goods otherwise; found once for goods of the same terms. */
function changesKept(law: Schedule) {
  const [termsNumber, swapNumber, baseNumber] = [
    numbered<Terms>(),
    numbered<object>(),
    numbered<StatedBase>(),
  ];
  const known = new Map<string, Change>();
  const termsOf = termsUnder(law);
  const make = (
    now: Terms,
    swaps: readonly Swap[],
    claims: ReadonlySet<string>,
    base: StatedBase,
  ): Change => {
    const again = new Set(swaps.map(({ measure }) => measure));
    const others = now.reached.filter(({ measure }) => !again.has(measure));
    const reached = [...others, ...swaps.flatMap(({ reached }) => reached ?? [])];
    const then = termsOf(
      reached.sort((a, b) => (a.measure.id < b.measure.id ? -1 : 1)),
      claims,
    );
    const [was, is] = [now, then].map((terms) => ratesIn(terms.beside(base))) as [Rates, Rates];
    if (was.additional === null) return "none";
    // Beside a base duty by amounts, whose total is never known, what measures charge is compared.
    const [before, after] = was.total === null ? [was.additional, is.additional] : [was.total, is.total];
    return after?.eq(before) === true ? "idle" : "other";
  };
  return (now: Terms, swaps: readonly Swap[], claims: ReadonlySet<string>, base: StatedBase): Change => {
    const key = `${termsNumber(now)} ${swapNumber(swaps)} ${swapNumber(claims)} ${baseNumber(base)}`;
    const change = known.get(key) ?? make(now, swaps, claims, base);
    known.set(key, change);
    return change;
  };
}

/** Two facts at a time that one measure may ask for both: neither alone changes anything. */
function neededTogether(
  asking: readonly AskingFacts[],
  origin: Origin,
  { law: { lists }, catalogue }: FactLaw,
): Iterable<readonly [string, string]> {
  const pairs = asking.flatMap(({ version }): [string, string][] => {
    const { onlyIf, onlyIfAll } = version.covers;
    const needed = factsAmong([...onlyIfAll, ...conditionsIn(version, lists, origin)], catalogue);
    const all = [...needed, ...factsAmong(onlyIf, catalogue)];
    return needed.flatMap((one, at) => all.slice(at + 1).map((other): [string, string] => [one, other]));
  });
  return new Map(pairs.map((pair) => [[...pair].sort().join(" "), pair])).values();
}

/** Two of some facts at a time, with the lines on which each alone is idle. */
function idleTogether(idle: readonly (readonly [word: string, places: readonly number[]])[]) {
  const wordsAt = new Map<number, string[]>();
  const together = new Map<string, readonly [words: readonly string[], places: Set<number>]>();
  for (const [word, places] of idle)
    for (const place of places) {
      const others = wordsAt.get(place) ?? [];
      for (const other of others) {
        const pair = together.get(`${other} ${word}`) ?? ([[other, word], new Set<number>()] as const);
        together.set(`${other} ${word}`, pair);
        pair[1].add(place);
      }
      wordsAt.set(place, [...others, word]);
    }
  return together.values();
}

/** Facts that measures on goods of an origin ask for, with the lines that those name. */
function factsAsked(
  numbers: readonly string[],
  asking: readonly AskingFacts[],
  { law: { lists }, catalogue }: FactLaw,
): (origin: Origin) => ReadonlyMap<string, Marks> {
  const namedBy = linesNamed(lists, numbers);
  return (origin) => {
    const naming = new Map<string, Marks>();
    for (const { version } of covering(asking, origin))
      for (const word of factsAmong(askedBy(version, origin, lists), catalogue)) {
        const marks = naming.get(word);
        const own = namedBy(version);
        naming.set(word, marks ? marks.map((mark, place) => mark | (own[place] as number)) : own);
      }
    return naming;
  };
}

/** What facts make of a line that they change: presumed, if a measure that names it asks for one of which the contrary is presumed. */
function opensBy(
  claims: ReadonlySet<string>,
  facts: ReadonlyMap<string, Marks>,
  catalogue: Catalogue,
): (place: number) => number {
  const presuming = [...claims]
    .filter((claim) => isPresumed(claim, catalogue))
    .flatMap((claim) => facts.get(claim) ?? []);
  return (place) => (presuming.some((marks) => marks[place] === 1) ? PRESUMED : UNDECIDED);
}

/**
 * Whether a presumption on the content of goods decides what they owe: with none of a metal, or of it alone, they owe another duty,
 * or with a little of it more or less than with any of these.
 */
const turnsOnContent = memoize((terms: Terms, stated: StatedBase, catalogue: Catalogue): boolean => {
  if (!terms.asksShares || ratesIn(terms.beside(stated)).total === null) return false;
  const owedBy = (entry: Entry) =>
    assessBeside(chargeOf(stated.applied, stated.general, entry), entry, "", terms.settledWith(entry.shares));
  const now = owedBy(ONE_DOLLAR).duty;
  const versions = terms.reached.map(({ version }) => version);
  const facts = contentSettings(ONE_DOLLAR, versions, [], catalogue).filter(({ kind }) => kind === "fact");
  return facts.some(({ entry }) => {
    const { duty, needs } = owedBy(entry);
    return needs.length > 0 || !duty.eq(now);
  });
});
