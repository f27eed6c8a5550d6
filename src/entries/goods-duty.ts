/** What goods of a line owe: by the rates of their class where no fact matters, else by what they state, else each alone. */

import { type WholeShares, wholeShares } from "../compiled/fixed.js";
import { memoizeRows } from "../compiled/memo.js";
import { oneSet } from "../compiled/product-table.js";
import { dutyOf, type Terms, type UnitDuty } from "../compiled/terms.js";
import { type Assessment, assessBeside, type Layer, withOrders } from "../law/assess.js";
import { chargeOf, withArticles } from "../law/base-duty.js";
import { chargedAs, inDeclaredOrder, summaryLines } from "../law/declare.js";
import { type Entry, NOTHING_STATED } from "../law/entry.js";
import { type HtsCode, rateLineOf } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import { joined, NOTHING, type Part, type Shares } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { settledFor, wereOnTheWay } from "../law/settle.js";
import { centsOver, type FastRate, fastRate, NO_USD, printShare, usd } from "../law/units.js";
import { type EntryRow, statedNumber } from "./entry-row.js";
import {
  BASE,
  type DeclaredLayer,
  type DeclaredTerms,
  declaredTerms,
  dutyByQuantity,
  dutyByRates,
  dutyOfAssessment,
  type LineDuty,
  printValue,
  withTotals,
} from "./line-duty.js";
import type { StatedFacts } from "./stated-facts.js";

/** Prices rows whose goods owe so on a dollar, with the deposits that they state. */
export function goodsPricer({ declaredFirst: order, orders }: Pick<Schedule, "declaredFirst" | "orders">) {
  const termsOf = declaredTerms(order);
  const partTermsOf = knownPartTerms(order);
  const alone = (row: EntryRow, hts: string, goods: UnitDuty): LineDuty =>
    dutyOfAssessment(withOrders(assessedAlone(row, hts, goods), orders), row.value, row.printed, order);
  /** `null` where whole numbers do not do. */
  const byShares = (row: EntryRow, hts: string, goods: UnitDuty, shares: Shares): LineDuty | null => {
    const whole = wholeShares(shares);
    const terms = whole && partTermsOf(goods, shares, whole);
    const assessed = () => assessedAlone(row, hts, goods);
    return terms && byParts(terms, whole, goods.base, row.value, row.printed, assessed);
  };
  return (row: EntryRow, hts: string, goods: UnitDuty): LineDuty => {
    if (row.value === 0 || comparesGeneral(row, goods) || statesDeposit(row)) return alone(row, hts, goods);
    const terms = termsOf(goods);
    if (terms.onLines) return alone(row, hts, goods);
    switch (factsThatMatter(row, goods, terms)) {
      case "nothing":
        return dutyByRates(goods, terms, row.value, row.printed);
      case "quantity":
        return dutyByQuantity(goods, terms, ownBase(row, goods), row.value, row.printed);
      case "shares":
        return byShares(row, hts, goods, row.facts?.shares ?? {}) ?? alone(row, hts, goods);
      case "facts":
        return alone(row, hts, goods);
    }
  };
}

/** Each fact by its name, no spread: 0.03 µs an entry, 4 with a spread (2026-11-28). */
export const entryOf = ({ origin, date, enteredOn, claims, value, facts }: EntryRow, hts: string): Entry => ({
  quantities: facts?.quantities() ?? NOTHING_STATED.quantities,
  shares: facts?.shares ?? NOTHING_STATED.shares,
  weights: facts?.weights ?? NOTHING_STATED.weights,
  madeIn: facts?.madeIn ?? NOTHING_STATED.madeIn,
  components: facts?.components ?? NOTHING_STATED.components,
  articles: facts?.articles,
  loadedOn: facts?.loadedOn ?? null,
  chapter98: facts?.chapter98 ?? null,
  observedBase: null,
  adcvd: facts?.adcvd ?? NOTHING_STATED.adcvd,
  hts: hts as HtsCode,
  origin: origin.code,
  date,
  enteredOn,
  claims,
  value: usd(value),
});

/** Goods stated as an entry, as a row of a formal one has them: of any mode. */
export const rowOf = (entry: Entry, origin: Origin, schedule: Schedule): EntryRow => ({
  ...statedNumber(entry.hts, schedule),
  date: entry.date,
  origin,
  value: entry.value.toNumber(),
  claims: oneSet(entry.claims),
  facts: factsOf(withArticles(entry, schedule)),
  mode: null,
  entryType: "formal",
});

/** Facts of a row; `null` where an entry states none, which most do. */
function factsOf(entry: Entry): StatedFacts | null {
  const { quantities, shares, weights, madeIn, components, loadedOn, adcvd, chapter98 } = entry;
  const states =
    quantities.length + components.size + adcvd.deposits.length + adcvd.outside.length > 0 ||
    adcvd.none ||
    loadedOn !== null ||
    chapter98 !== null ||
    [shares, weights, madeIn].some((facts) => Object.keys(facts).length > 0);
  return states ? { ...entry, quantities: () => quantities } : null;
}

function assessedAlone(row: EntryRow, hts: string, { terms, stated }: UnitDuty): Assessment {
  const entry = entryOf(row, hts);
  return assessBeside(
    chargeOf(stated.applied, stated.general, entry),
    entry,
    rateLineOf(hts),
    settledFor(terms.reached, entry),
  );
}

/** The base duty of goods that is not a share of their value. */
const ownBase = (row: EntryRow, { stated }: UnitDuty) =>
  chargeOf(stated.applied, stated.general, entryOf(row, row.hts)).charge;

/** What of the facts that a row states can change what goods of its class owe. */
function factsThatMatter(
  { facts, date }: EntryRow,
  { terms, base }: UnitDuty,
  { sum, asksContent }: DeclaredTerms,
): "nothing" | "quantity" | "shares" | "facts" {
  if (facts === null) return "nothing";
  const { shares, loadedOn } = facts;
  if (terms.asksLoading && wereOnTheWay(terms.reached, { loadedOn, date })) return "facts";
  if (terms.asksShares && isStated(shares)) return terms.asksBase ? "facts" : "shares";
  if (sum === null && !asksContent) return "facts";
  if (base.rate !== null) return "nothing";
  return sum === null || terms.asksBase ? "facts" : "quantity";
}

/** Whether a duty may compare the general rate of goods that owe a special one: a quantity can decide what it comes to. */
const comparesGeneral = ({ facts }: EntryRow, { terms, stated }: UnitDuty): boolean =>
  facts !== null && terms.asksBase && stated.applied.column === "special";

const statesDeposit = ({ facts }: EntryRow): boolean => facts !== null && facts.adcvd.deposits.length > 0;

function isStated(shares: Shares): boolean {
  for (const _ in shares) return true;
  return false;
}

// Layers depend on which contents are there, not on how large they are: they are settled once for all goods alike
// in that.

/** A number on a part of the value, its rate over the scale of its terms. */
interface PartTerm extends Pick<DeclaredLayer, "number" | "measure" | "authority"> {
  /** What the rate is charged on, and what of the same layer lines before have stated. */
  readonly part: Part;
  readonly before: Part;
  /** The part that the number is declared on. */
  readonly on: Part;
  /** `null` for the number of the goods. */
  readonly digits: number | null;
  /** In print; nothing where the number charges nothing here. */
  readonly rate: string;
}

interface PartTerms {
  readonly scale: number;
  readonly declared: readonly PartTerm[];
}

type FindTerms = (goods: UnitDuty, shares: Shares, whole: WholeShares) => PartTerms | null;

/** DeclaredTerms of goods with these contents; `null` where some layer is more than a share of a part. */
function knownPartTerms(order: readonly string[]): FindTerms {
  const byGoods = memoizeRows((_: Terms) => new Map<string, PartTerms | null>());
  return (goods, shares, { kind }) => {
    const own = byGoods(goods.terms);
    const found = own.get(kind);
    if (found !== undefined) return found;
    const made = makeTerms(goods, shares, order);
    own.set(kind, made);
    return made;
  };
}

function makeTerms({ terms, stated }: UnitDuty, shares: Shares, order: readonly string[]): PartTerms | null {
  const { layers } = dutyOf(terms, stated, { shares });
  if (!layers.every((layer) => isShareOfPart(layer, shares))) return null;
  const rates = new Map(layers.map((layer) => [layer, rateOf(layer)]));
  const scale = Math.max(1, ...[...rates.values()].map((rate) => rate.scale));
  if ([...rates.values()].some((rate) => rate.scale === 0)) return null;
  const declared: PartTerm[] = [];
  const onLines = new Map<Layer, Part>();
  let before = NOTHING;
  const facts = { shares, claims: terms.claims };
  for (const line of summaryLines(inDeclaredOrder(layers, order), facts, shares, chargedAs)) {
    for (const { layer, number, part } of line.numbers) {
      const { digits, scale: own } = rates.get(layer) as FastRate;
      const on = part === NOTHING ? line.part : part;
      const { id: measure, authority } = layer.measure;
      const earlier = onLines.get(layer) ?? NOTHING;
      const scaled = digits * (scale / own);
      const rate = printShare(part === NOTHING ? 0 : scaled, scale);
      declared.push({ number, measure, authority, part, before: earlier, on, digits: scaled, rate });
      onLines.set(layer, joined(earlier, part));
    }
    const base = { number: "", measure: BASE, authority: BASE, digits: null, rate: "" };
    declared.push({ ...base, part: line.part, before, on: line.part });
    before = joined(before, line.part);
  }
  return { scale, declared };
}

/** The rate of a layer; none where it charges nothing. */
const rateOf = ({ fate, duty }: Layer): FastRate =>
  fastRate(fate.outcome === "charged" && duty.kind === "ad-valorem" ? duty.rate : NO_USD);

/** Whether a layer owes nothing, or a rate on the part it stands on, which nothing but the contents decides. */
function isShareOfPart({ fate, duty, version }: Layer, shares: Shares): boolean {
  const { presumed, usContent } = version;
  if (presumed && shares[presumed.piece] === undefined) return false;
  if (fate.outcome !== "charged") return fate.outcome !== "unknown";
  return duty.kind === "ad-valorem" && usContent?.leastShare === undefined;
}

/** Beyond this a product with a value is no longer exact. */
const MOST_SCALE = 1e10;

/**
 * The duty of goods with these contents; `null` where whole numbers are not exact, or the base duty is no share of the
 * value. Units: whole dollars in, cents out.
 */
function byParts(
  { declared, scale }: PartTerms,
  shares: WholeShares,
  { fast: base, displaced }: UnitDuty["base"],
  value: number,
  printed: string,
  assessed: () => Assessment,
): LineDuty | null {
  if (base === null || displaced || base.scale === 0 || value === 0) return null;
  const ofPart = shares.scale * scale;
  const whole = Math.max(ofPart, base.scale * shares.scale);
  if (whole > MOST_SCALE) return null;
  const layers: DeclaredLayer[] = [];
  let sum = 0;
  let on: Part = NOTHING;
  let printedOn: string | undefined;
  for (const term of declared) {
    sum += (shares.of(term.part) ?? 0) * (term.digits ?? 0);
    if (term.on !== on) printedOn = partOfValue(value, term.on, shares);
    on = term.on;
    layers.push(
      partLayer(term, term.digits === null ? base : null, scale, shares, value, printed, printedOn),
    );
  }
  const ofBase = base.digits * (whole / base.scale);
  const digits = sum * (whole / ofPart) + ofBase;
  if (value * digits * 100 > Number.MAX_SAFE_INTEGER) return null;
  return withTotals(layers, centsOver(value * ofBase, whole), {
    rate: printShare(digits, whole),
    needs: [],
    unrounded: { dollars: value * digits, over: whole, assessed },
  });
}

/** Dollars of a part of a value in print, `undefined` where it is all of it. */
function partOfValue(value: number, part: Part, shares: WholeShares): string | undefined {
  const share = shares.of(part) ?? shares.scale;
  return share === shares.scale ? undefined : printValue((value * share) / shares.scale);
}

/**
 * A number with its rate on a part of the value; what lines before have of the same layer is rounded with it. Each fact by
 * its name, no spread: hot path (2026-11-28). @param base The rate of the number of the goods.
 */
function partLayer(
  term: PartTerm,
  base: FastRate | null,
  scale: number,
  shares: WholeShares,
  value: number,
  printed: string,
  on: string | undefined,
): DeclaredLayer {
  const digits = base === null ? (term.digits as number) : base.digits;
  const over = (base === null ? scale : base.scale) * shares.scale;
  const duty = digits === 0 ? 0 : centsOn(value * digits, term, over, shares);
  const { number, measure, authority, rate } = term;
  if (base === null)
    return on === undefined
      ? { number, measure, authority, rate, duty, ofBase: 0 }
      : { number, measure, authority, rate, duty, ofBase: 0, on };
  return on === undefined
    ? { number: printed, measure, authority, rate: base.text, duty, ofBase: duty }
    : { number: printed, measure, authority, rate: base.text, duty, ofBase: duty, on };
}

function centsOn(dollars: number, { part, before }: PartTerm, over: number, shares: WholeShares): number {
  const own = dollars * (shares.of(part) ?? 0);
  if (before === NOTHING) return centsOver(own, over);
  const earlier = dollars * (shares.of(before) ?? 0);
  return centsOver(earlier + own, over) - centsOver(earlier, over);
}
