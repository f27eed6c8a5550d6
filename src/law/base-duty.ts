/** The duty of the tariff itself: column 1 general, a claimed special rate, or column 2. */
import { inSpan } from "./calendar.js";
import {
  asksOwnNumber,
  claimsUnder,
  dutiableUnder,
  freeProvision,
  goodsNamed,
  lacksOwnNumber,
  namesOthers,
  provisionOf,
} from "./chapter98.js";
import type { BaseAmounts, Charge, Charged, Duty } from "./duty/duty.js";
import { charge } from "./duty/index.js";
import { type Entry, isUnderChapter98, NO_CLAIMS } from "./entry.js";
import { type HtsCode, isAlcoholic, isOfChapter98, printHts } from "./hts.js";
import { type Agreement, includesOrigin, type Origin, originWords } from "./origin.js";
import { parseRateText, parseSpecialText, type SpecialRate, specialFor } from "./rate-text.js";
import type { BaseRates, FreeProvision, Schedule, SetOf } from "./schedule.js";
import {
  type Decimal,
  effectiveRate,
  minusUsd,
  NO_USD,
  owed,
  type Rate,
  rate,
  sumUsd,
  type Usd,
  WHOLE,
} from "./units.js";

type Column = "general" | "special" | "column 2";

/** Which column of the tariff applies, and the duty it states. */
export interface ColumnDuty {
  readonly column: Column;
  readonly text: string;
  readonly duty: Duty;
}

/** The duty a rate text states. */
export const dutyOfText = (text: string | null): Duty =>
  text === null || text === ""
    ? { kind: "unknown", reason: "the tariff states no rate on this line" }
    : parseRateText(text);

/**
 * The column that applies to goods of an origin with these claims. A claim that the line does not grant changes
 * nothing: goods then owe the general rate. Source: HTSUS General Notes 3(a)-(c).
 */
function columnFor(
  rates: BaseRates,
  origin: Origin,
  entry: Pick<Entry, "claims" | "date" | "hts">,
  schedule: Pick<Schedule, "agreements">,
): ColumnDuty {
  const outright = outrightFree(entry.hts, openAgreements(origin, entry, schedule));
  if (outright) return { column: "special", text: outright.text, duty: outright.duty };
  const special =
    entry.claims.size === 0 || rates.special === null
      ? undefined
      : specialFrom(rates.special, symbolsOf(origin, entry, schedule));
  if (special?.duty)
    return { column: "special", text: `${special.text} (${special.symbols.join(",")})`, duty: special.duty };
  return origin.column2
    ? { column: "column 2", text: rates.column2 ?? "", duty: dutyOfText(rates.column2) }
    : { column: "general", text: rates.general ?? "", duty: dutyOfText(rates.general) };
}

/** Symbols of the special column that claims open to goods of an origin on a day. */
export const symbolsOf = (
  origin: Origin,
  entry: Pick<Entry, "claims" | "date">,
  schedule: Pick<Schedule, "agreements">,
): readonly string[] => openAgreements(origin, entry, schedule).flatMap((agreement) => agreement.symbols);

/** Preferences claimed that are open to goods of an origin on a day. */
export const openAgreements = (
  origin: Pick<Origin, "code" | "blocs">,
  { claims, date }: Pick<Entry, "claims" | "date">,
  { agreements }: Pick<Schedule, "agreements">,
): readonly Agreement[] =>
  claims.size === 0
    ? NONE_OPEN
    : agreements.filter(
        ({ claim, origins, from, until }) =>
          claims.has(claim) && includesOrigin(origins, origin) && inSpan({ from, until }, date),
      );

const NONE_OPEN: readonly Agreement[] = [];

/** The rate of goods that one of these preferences makes free, or states a rate of, whatever the special column says. */
export function outrightFree(hts: string, open: readonly Agreement[]): SpecialColumn | undefined {
  const freeing = open.find(({ frees }) => frees?.some((start) => start === "*" || hts.startsWith(start)));
  if (freeing === undefined) return undefined;
  const { claim, symbols, rate = "Free" } = freeing;
  return { text: `${rate} (${symbols.join(",") || claim})`, duty: parseRateText(rate) };
}

type SpecialColumn = Pick<ColumnDuty, "text" | "duty">;

/** The rate in a text of the special column that any of the symbols opens. */
export const specialFrom = (text: string, symbols: readonly string[]): SpecialRate | undefined =>
  symbols.length === 0 ? undefined : specialFor(parseSpecialText(text), symbols);

/** A base duty in dollars, or what it needs; `estimated` where it is the duty observed in trade figures. */
export interface BaseCharge {
  readonly applied: ColumnDuty;
  readonly charge: Charge;
  readonly estimated: boolean;
  /** The share of the customs value that it is on: the whole, but for goods of chapter 98. */
  readonly share: Decimal;
  /** For duties that count the base in. */
  readonly amounts: BaseAmounts | null;
}

/** Base duty of an entry. Errors: none; a line without a computable rate gives `needs`. */
export function baseCharge(rates: BaseRates, origin: Origin, stated: Entry, schedule: Schedule): BaseCharge {
  const entry = withArticles(stated, schedule);
  const number = isUnderChapter98(entry) ? provisionOf(entry, schedule) : null;
  return (
    (number === null ? undefined : baseUnder(number, rates, origin, entry, schedule)) ??
    chargeOf(columnFor(rates, origin, entry, schedule), rates.general, entry)
  );
}

/**
 * Base duty of goods under a provision of chapter 98: the rate that its own line states, or where that has words, the rate
 * of the article on the dutiable value. Source: HTSUS ch. 98, subch. II, U.S. notes 3(c) and 4.
 */
function baseUnder(
  number: HtsCode,
  rates: BaseRates,
  origin: Origin,
  entry: Entry,
  schedule: Schedule,
): BaseCharge | undefined {
  const own = schedule.base.ratesOf(number, entry.date);
  if (own === undefined) return undefined;
  const strange = notNamed(number, origin, entry, schedule);
  if (strange) return waiting(columnFor(rates, origin, entry, schedule), [strange]);
  const stated = columnFor(
    own,
    origin,
    { ...entry, hts: number, claims: claimsUnder(entry, schedule) },
    schedule,
  );
  if (stated.duty.kind !== "unknown") {
    const text = `${stated.text} (${printHts(number)})`;
    return chargeOf({ ...stated, text }, own.general, entry);
  }
  const free = freeProvision(number, schedule.chapter98);
  if (free) return baseFree(free, origin, { ...entry, hts: number }, stated, schedule, entry.hts);
  if (lacksOwnNumber(entry, schedule)) return waiting(stated, [asksOwnNumber(number)]);
  const applied = columnFor(rates, origin, entry, schedule);
  const less = LESS.exec(stated.text);
  if (less) {
    // Goods that qualify for the agreement are not of these provisions: no preference lowers the rate of the article.
    const plain = columnFor(rates, origin, { ...entry, claims: NO_CLAIMS }, schedule);
    return chargeOf(lowered(plain, rate(`${less[1]}e-2`), number), rates.general, entry);
  }
  const dutiable = dutiableUnder(number, entry, schedule);
  return "needs" in dutiable
    ? waiting(applied, dutiable.needs)
    : chargeOf(applied, rates.general, entry, dutiable.value);
}

/** What goods wait for under a provision whose text names others, or goods of other origins. */
function notNamed(
  number: HtsCode,
  origin: Origin,
  { hts }: Entry,
  { chapter98 }: Schedule,
): string | undefined {
  const { origins } = goodsNamed(number, chapter98) ?? {};
  const isOfOrigin = origins === undefined || includesOrigin(origins, origin);
  if (isOfOrigin && namesOthers(number, hts, chapter98) === undefined) return undefined;
  return `a right to enter these goods of ${originWords(origin)} under ${printHts(number)}`;
}

/** Words of 9822.05.30 to .70. */
const LESS = /^the duty rate provided in such subheading minus (\d+(?:\.\d+)?)%$/i;

/** The rate of the article less some per cent of the value. */
function lowered({ column, text, duty }: ColumnDuty, by: Rate, number: HtsCode): ColumnDuty {
  const less: Duty = { kind: "ad-valorem", rate: rate(by.negated()) };
  const words = `${text} minus ${by.times(100).toFixed()}% (${printHts(number)})`;
  return { column, text: words, duty: { kind: "compound", terms: [duty, less] } };
}

/** Base duty under a provision that is free to goods of some origins, or of a preference. */
function baseFree(
  { origins, claim }: FreeProvision,
  origin: Origin,
  entry: Entry,
  stated: ColumnDuty,
  schedule: Schedule,
  article: HtsCode,
): BaseCharge {
  const claims = new Set(claim === undefined ? [] : [claim]);
  const open = openAgreements(origin, { claims, date: entry.date }, schedule);
  const isOpen =
    (origins !== undefined && includesOrigin(origins, origin)) ||
    open.some(({ frees }) => isOfChapter98(article) || frees?.some((start) => article.startsWith(start)));
  const number = printHts(entry.hts);
  if (!isOpen)
    return waiting(stated, [`a right to enter these goods of ${originWords(origin)} under ${number}`]);
  return chargeOf({ column: "special", text: `Free (${number})`, duty: { kind: "free" } }, null, entry);
}

const waiting = (applied: ColumnDuty, needs: readonly string[]): BaseCharge => ({
  applied,
  charge: { needs },
  estimated: false,
  share: WHOLE,
  amounts: null,
});

/** Base duty of an entry to which a column applies, beside the general rate of its line; on the whole value if not said. */
export function chargeOf(
  stated: ColumnDuty,
  generalText: string | null,
  entry: Entry,
  dutiable: Usd = entry.value,
): BaseCharge {
  const applied = byArticles(stated, entry);
  const on = chargedOn(entry, dutiable);
  const charged = charge(applied.duty, on);
  const estimated = !("duty" in charged) && entry.observedBase !== null;
  const result: Charge = estimated && entry.observedBase ? { duty: entry.observedBase } : charged;
  const onWhole = dutiable === entry.value ? result : charge(applied.duty, chargedOn(entry, entry.value));
  const whole = amounts(onWhole, applied, generalText, entry);
  return { applied, charge: result, estimated, share: on.share, amounts: whole };
}

function amounts(
  onWhole: Charge,
  { column }: ColumnDuty,
  generalText: string | null,
  entry: Entry,
): BaseAmounts | null {
  if (!("duty" in onWhole)) return null;
  const general: Charge =
    column === "special" ? charge(generalDuty(generalText, entry), chargedOn(entry, entry.value)) : onWhole;
  return {
    general: "duty" in general ? general.duty : null,
    charged: onWhole.duty,
    customsValue: entry.value,
  };
}

/** Of a quantity, the share of the goods that is dutiable counts. */
const chargedOn = (entry: Entry, dutiable: Usd): Charged => ({
  value: owed(dutiable, WHOLE),
  share: dutiable === entry.value ? WHOLE : (effectiveRate(dutiable, entry.value) ?? WHOLE),
  quantities: entry.quantities,
  exactQuantity: isAlcoholic(entry.hts),
  components: entry.components,
  inQuota: entry.claims.has("in-quota"),
  base: null,
});

// Rates in words that leave them to other numbers: articles in a set, garments of an ensemble, the article that parts are for.

/** An entry with the rates of the articles that it states by number among its components. */
export function withArticles<T extends Pick<Entry, "components" | "date" | "articles">>(
  entry: T,
  { base }: Pick<Schedule, "base">,
): T {
  if (entry.components.size === 0 || entry.articles !== undefined) return entry;
  const articles = [...entry.components.keys()].flatMap((name) => {
    const rates = isArticle(name) ? base.ratesOf(digitsOf(name), entry.date) : undefined;
    return rates ? [{ name, general: rates.general, column2: rates.column2 }] : [];
  });
  return articles.length === 0 ? entry : { ...entry, articles };
}

const digitsOf = (name: string): string => name.replaceAll(".", "");
const isArticle = (name: string): boolean => /^\d{8}(?:\d\d)?$/.test(digitsOf(name));

/** A component that is stated by a number which the tariff of the day does not have, or by one that is too short. */
export const strangeArticle = (
  { components, date }: Pick<Entry, "components" | "date">,
  { base }: Pick<Schedule, "base">,
): string | undefined =>
  [...components.keys()].find(
    (name) => /^[\d.]+$/.test(name) && !(isArticle(name) && base.exists(digitsOf(name), date)),
  );

const starts = (codes: readonly string[], number: string) => codes.some((code) => number.startsWith(code));

/** What the tariff says of articles that are all the goods, and all of one kind where the number is for two at least. */
export function articlesAlike(
  { hts, components, value }: Pick<Entry, "hts" | "components" | "value">,
  { sets = [] }: Pick<Schedule, "sets">,
): string | undefined {
  const { twoBy, says } = sets.find(({ numbers }) => starts(numbers, hts)) ?? {};
  const names = [...components.keys()].filter(isArticle);
  if (twoBy === undefined || names.length === 0 || sumUsd(components.values()).lt(value)) return undefined;
  return new Set(names.map((name) => digitsOf(name).slice(0, twoBy))).size > 1 ? undefined : says;
}

/** An article that goods cannot be of by their own number, and what the tariff says of it. */
export function articleOutside(
  { hts, components }: Pick<Entry, "hts" | "components">,
  { sets = [] }: Pick<Schedule, "sets">,
): { readonly article: string; readonly says: string } | undefined {
  const set = sets.find(({ numbers }) => starts(numbers, hts));
  const article =
    set &&
    [...components.keys()]
      .filter(isArticle)
      .find((name) => !starts(set.of, digitsOf(name)) || starts(set.except ?? [], digitsOf(name)));
  return article === undefined ? undefined : { article, says: (set as SetOf).says };
}

const generalDuty = (text: string | null, entry: Entry): Duty =>
  byArticles({ column: "general", text: text ?? "", duty: dutyOfText(text) }, entry).duty;

/** A duty that words leave to other numbers, by the same column of those that are stated. */
function byArticles(applied: ColumnDuty, entry: Entry): ColumnDuty {
  const { articles = [] } = entry;
  const { column, duty } = applied;
  if (articles.length === 0 || duty.kind !== "unknown" || duty.by === undefined || column === "special")
    return applied;
  if (duty.by === "one" && articles.length > 1) return applied;
  const all = articles.map(({ name, general, column2 }) => {
    const text = column === "general" ? general : column2;
    return { name, text: `${text ?? ""} (${name})`, duty: dutyOfText(text) };
  });
  const text = all.map((one) => one.text).join(", ");
  const terms = [
    ...all.map((one) => (duty.by === "each" ? onItsValue(one) : one.duty)),
    ...(duty.by === "one" ? [] : others(entry, all)),
  ];
  const whole: Duty =
    duty.by === "each" ? { kind: "compound", terms } : { kind: "mixed", pick: "greatest", terms };
  return { column, text, duty: whole };
}

/** The duty of one article of several on what it is worth; amounts a unit would be of a quantity of it alone. */
function onItsValue({ name, text, duty }: { name: string; text: string; duty: Duty }): Duty {
  if (duty.kind === "ad-valorem") return { kind: "component", rate: duty.rate, of: name };
  return duty.kind === "free"
    ? duty
    : { kind: "unknown", reason: `${text} by a quantity of its own, which no column or flag states` };
}

/** Articles of the rest of the value, where there is one. */
function others({ components, value }: Entry, stated: readonly { name: string }[]): Duty[] {
  const rest = minusUsd(value, sumUsd(stated.map(({ name }) => components.get(name) ?? NO_USD)));
  return rest.gt(0)
    ? [{ kind: "unknown", reason: `the articles of the other $${rest.toFixed()} (--component NUMBER=USD)` }]
    : [];
}
