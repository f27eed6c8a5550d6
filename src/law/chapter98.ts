/**
 * Goods entered under a provision of chapter 98: returned, repaired, processed or assembled abroad. The provision says on what
 * value the duty of the tariff is due, the notes of chapter 99 on what value each measure is. Which, is data.
 */
import { type IsoDate, inSpan } from "./calendar.js";
import {
  type Chapter98Claim,
  type Entry,
  isUnderChapter98,
  type Setting,
  STATED_VALUES,
  type StatedValue,
} from "./entry.js";
import { type HtsCode, isOfChapter98, printHts } from "./hts.js";
import { type Measure, type Version, type View, versionMet } from "./measure.js";
import type { Origin } from "./origin.js";
import type { Chapter98, Chapter98Rule, FreeProvision, NamedGoods, Provision, Schedule } from "./schedule.js";
import {
  ANY_GOODS,
  covered,
  coversOrigin,
  type Dutiable,
  exempt,
  productOf,
  type Reached,
  reachedAt,
} from "./scope.js";
import { names } from "./settle.js";
import { minusUsd, NO_USD, type Usd } from "./units.js";

/** The provision that goods are entered under: claimed beside their own number, or given in its place. */
export const provisionOf = (
  { hts, chapter98: claim }: Pick<Entry, "hts" | "chapter98">,
  { chapter98 }: Law,
): HtsCode | null =>
  chapter98.rules.length === 0 ? null : (claim?.number ?? (isOfChapter98(hts) ? hts : null));

/** Whether the number given is of chapter 98, so that what the goods themselves are is not known. */
export const lacksOwnNumber = ({ hts }: Pick<Entry, "hts">, { chapter98 }: Law): boolean =>
  isOfChapter98(hts) && chapter98.rules.length > 0;

type Law = Pick<Schedule, "chapter98" | "base">;

/** The longest of some starts that a number has; 0 if it has none. */
const longestStart = (number: string, starts: readonly string[]): number =>
  starts.reduce(
    (longest, start) => (number.startsWith(start) ? Math.max(longest, start.length) : longest),
    0,
  );

/** The provision of a number that makes part of the value dutiable, if it is one. */
export const partlyDutiable = (
  number: string,
  { chapter98 }: Pick<Schedule, "chapter98">,
): Provision | undefined => chapter98.provisions.find((one) => number.startsWith(one.number));

/** How a measure treats goods of a provision on a day; `undefined` where nothing that was read says so. */
function ruleFor(
  measure: string,
  number: string,
  on: IsoDate,
  { rules }: Chapter98,
): Chapter98Rule | undefined {
  let found: Chapter98Rule | undefined;
  let longest = 0;
  for (const rule of rules) {
    if (!inSpan(rule, on) || !rule.measures.some((pattern) => names(pattern, measure))) continue;
    const length = longestStart(number, rule.provisions);
    if (length > longest) [found, longest] = [rule, length];
  }
  return found;
}

const ASKED: Readonly<Record<StatedValue, string>> = {
  "repair-value": "the value of the repairs or alterations (--repair-value)",
  "processing-value": "the value of the processing abroad (--processing-value)",
  "us-parts": "the cost or value of the parts of the United States (--us-parts)",
};

/**
 * The dutiable value of goods under a provision. Where the number given is itself that of a repair or of processing, the
 * value given is of that; nothing that is not stated counts as nothing. Source: HTSUS ch. 98, subch. II, notes 3 and 4.
 */
export function dutiableUnder(number: string, entry: Entry, law: Law): Dutiable {
  const provision = partlyDutiable(number, law);
  if (provision === undefined)
    return isFree(number, entry.date, law) ? { value: NO_USD } : inItsWords(number, entry, law);
  const stated = entry.chapter98?.values[provision.value];
  if (stated !== undefined)
    return { value: provision.value === "us-parts" ? minusUsd(entry.value, stated) : stated };
  return provision.value !== "us-parts" && isOfChapter98(entry.hts)
    ? { value: entry.value }
    : { needs: [ASKED[provision.value]] };
}

const isFree = (number: string, on: IsoDate, { base, chapter98 }: Law): boolean =>
  freeProvision(number, chapter98) !== undefined ||
  (base.ratesOf(number, on)?.general?.startsWith("Free") ?? false);

/** The provision of a number that is free to some, though no general rate says so. */
export const freeProvision = (number: string, { free }: Chapter98): FreeProvision | undefined =>
  free.find((one) => number.startsWith(one.number));

const inItsWords = (number: string, { date }: Entry, { base }: Law): Dutiable => ({
  needs: [`"${base.ratesOf(number, date)?.general ?? `what ${printHts(number)} charges`}"`],
});

/** The goods that the text of a provision names, if it names any. */
export const goodsNamed = (number: string, { named = [] }: Chapter98): NamedGoods | undefined =>
  named.find(({ numbers }) => numbers.some((start) => number.startsWith(start)));

/** Goods that a provision names and these are not of, by their own number. */
export function namesOthers(number: string, hts: HtsCode, law: Chapter98): readonly string[] | undefined {
  const goods = isOfChapter98(hts) ? undefined : goodsNamed(number, law);
  return goods?.articles.some((start) => hts.startsWith(start)) ? undefined : goods?.articles;
}

type Problem = { readonly message: string; readonly hint: string };

/** What is wrong with a provision for goods: it names others, asks for no such value, or for less than is stated. */
export function provisionProblem(
  number: string,
  values: Chapter98Claim["values"],
  { hts, value }: Pick<Entry, "hts" | "value">,
  law: Pick<Schedule, "chapter98">,
): Problem | undefined {
  const others = namesOthers(number, hts, law.chapter98);
  if (others === undefined) return valueProblem(number, values, value, law);
  const [few, rest] = [others.slice(0, MOST_NAMED).map(articleWords), others.length - MOST_NAMED];
  return {
    message: `${printHts(number)} is for goods of ${few.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}; these are of ${printHts(hts)}`,
    hint: "leave the provision out, or check both numbers",
  };
}

const MOST_NAMED = 6;
const articleWords = (start: string): string => (start.length === 2 ? `chapter ${start}` : printHts(start));

/** What is wrong with the values stated of a provision: one that it does not ask for, or more than the goods are worth. */
function valueProblem(
  number: string,
  values: Chapter98Claim["values"],
  value: Usd,
  law: Pick<Schedule, "chapter98">,
): Problem | undefined {
  const asked = partlyDutiable(number, law)?.value;
  const goods = `goods of ${printHts(number)}`;
  for (const name of STATED_VALUES) {
    const stated = values[name];
    if (stated === undefined) continue;
    if (asked === undefined)
      return {
        message: `${goods} ask for no ${name}: no part of their value is apart`,
        hint: `leave ${name} out`,
      };
    if (name !== asked)
      return {
        message: `${goods} ask for ${asked}, not for ${name}`,
        hint: `state ${asked}, and leave ${name} out`,
      };
    if (stated.gt(value))
      return {
        message: `${name} of $${stated.toFixed()} is more than the goods, $${value.toFixed()}`,
        hint: `the value of the entry is that of the whole goods, of which ${name} is a part`,
      };
  }
  return undefined;
}

/** The value that decides what is dutiable and is not stated, if there is one. */
function openValue(entry: Entry, law: Law): StatedValue | undefined {
  const number = provisionOf(entry, law);
  const provision = number === null ? undefined : partlyDutiable(number, law);
  return provision && "needs" in dutiableUnder(provision.number, entry, law) ? provision.value : undefined;
}

/** The entry with a value stated of its provision. */
function withValue(entry: Entry, name: StatedValue, value: Usd): Entry {
  const claim = entry.chapter98 ?? { number: entry.hts, values: {} };
  return { ...entry, chapter98: { ...claim, values: { ...claim.values, [name]: value } } };
}

/** The entry with what is dutiable at its extremes, where that is not stated: nothing of the value, and all of it. */
export function dutiableExtremes(entry: Entry, law: Law): Entry[] {
  const open = openValue(entry, law);
  return open === undefined ? [entry] : [NO_USD, entry.value].map((value) => withValue(entry, open, value));
}

/** The law with measures that have no rule on goods of chapter 98 at their extremes there: on nothing of the value, and on all of it. */
export const ruleExtremes = (entry: Entry, law: Schedule): readonly Schedule[] =>
  isUnderChapter98(entry) && law.chapter98.rules.length > 0
    ? (["nothing", "whole"] as const).map((charged) => {
        const rules = [...law.chapter98.rules, { ...ANY_OTHER, charged }];
        return { ...law, chapter98: { ...law.chapter98, rules } };
      })
    : [law];

const ANY_OTHER = { measures: ["*"], provisions: ["98"], from: "" as IsoDate, until: null, citation: "" };

/** What a fee asks of goods of chapter 98; nothing of others. */
export function feeValueOf(
  entry: Entry,
  law: Law,
): { under?: { readonly number: string; readonly dutiable: number | null } } {
  const number = provisionOf(entry, law);
  if (number === null) return {};
  const dutiable = dutiableUnder(number, entry, law);
  return { under: { number, dutiable: "value" in dutiable ? dutiable.value.toNumber() : null } };
}

/** What an entry under a provision asks for by name while what the goods themselves are is not known. */
export const asksOwnNumber = (number: string): string =>
  `the article's own number (give it in place of ${printHts(number)} and add --ch98 ${printHts(number)})`;

/** A measure as it reaches goods of a provision: freed, or charged on what the provision leaves of the value. */
export function reachedUnder(
  number: HtsCode,
  reached: Reached,
  origin: Origin,
  entry: Entry,
  law: Schedule,
): Reached {
  if (reached.freedBy) return reached;
  const { measure, version } = reached;
  const listed = exemptionOf(number, version, origin, entry, law);
  if (listed) return { ...reached, freedBy: { ...listed, displaces: listed.displaces ?? false } };
  if (namesProvision(version, number)) return reached;
  const rule = ruleFor(measure.id, number, entry.date, law.chapter98);
  if (rule === undefined) return { ...reached, dutiable: { needs: [unread(measure, number)] } };
  if (rule.charged === "whole") return reached;
  const dutiable = rule.charged === "nothing" ? NOTHING_DUTIABLE : dutiableUnder(number, entry, law);
  return isWhollyFree(dutiable, number, law)
    ? { ...reached, freedBy: { heading: printHts(number), title: freeUnder(rule), displaces: false } }
    : { ...reached, dutiable };
}

/** A measure of a user may name a provision itself. */
const namesProvision = ({ covers }: Version, number: string): boolean =>
  covers.products.some((start) => number.startsWith(start));

const NOTHING_DUTIABLE: Dutiable = { value: NO_USD };
const freeUnder = ({ citation }: Chapter98Rule): string => `entered under chapter 98; ${citation}`;
const unread = ({ title }: Measure, number: string): string =>
  `how ${title} treats goods of ${printHts(number)}, which was not read`;

/** Goods whose provision leaves nothing to charge; a repair that cost nothing is still one. */
const isWhollyFree = (dutiable: Dutiable, number: string, law: Law): boolean =>
  "value" in dutiable && dutiable.value.isZero() && partlyDutiable(number, law) === undefined;

/** What may be claimed of goods under a provision, whose own number can say that they are no such goods. */
export function claimsUnder(
  { hts, claims }: Pick<Entry, "hts" | "claims">,
  { chapter98 }: Law,
): Entry["claims"] {
  const untrue = (chapter98.never ?? []).filter(
    (one) => claims.has(one.claim) && longestStart(hts, one.articles) > 0,
  );
  return untrue.length === 0
    ? claims
    : new Set([...claims].filter((word) => !untrue.some(({ claim }) => claim === word)));
}

/** Lists of civil aircraft name provisions of chapter 98 too. */
function exemptionOf(number: HtsCode, version: Version, origin: Origin, entry: Entry, law: Schedule) {
  const claims = claimsUnder(entry, law);
  const product = productOf(law, number, claims);
  const at = { origin, claims, day: version.listedOn ?? entry.date };
  return version.freedBy.find(
    (one) => (one.products !== undefined || one.lists !== undefined) && exempt(one, at, product),
  );
}

/**
 * The measures on particular goods that wait for the number of the goods themselves, where one of chapter 98 is given in
 * its place.
 */
export function waitingFor(
  entry: Entry,
  reached: readonly Reached[],
  origin: Origin,
  law: Schedule,
  view: View,
): Reached[] {
  if (!lacksOwnNumber(entry, law)) return [];
  const known = new Set(reached.map(({ measure }) => measure.id));
  return law.measures.flatMap((measure) => {
    const { version } = known.has(measure.id) ? NOT_IN_FORCE : versionMet(measure, entry, view);
    return version && mayReach(measure, version, entry.hts, origin, entry, law)
      ? [reachedAt(measure, version, origin, "reached")]
      : [];
  });
}

const NOT_IN_FORCE = { version: undefined };

/** Whether a measure on particular goods may be owed on what a provision leaves of the value. */
function mayReach(
  measure: Measure,
  version: Version,
  number: string,
  origin: Origin,
  entry: Entry,
  law: Schedule,
): boolean {
  const at = { origin, claims: entry.claims, day: entry.date };
  if (!coversOrigin(version.covers, origin) || !covered(version.covers, at, ANY_GOODS)) return false;
  const rule = ruleFor(measure.id, number, entry.date, law.chapter98);
  const charged = rule?.charged ?? "provision";
  return (
    charged === "whole" ||
    (charged === "provision" && !isWhollyFree(dutiableUnder(number, entry, law), number, law))
  );
}

/** What a provision of chapter 98 asks for: at most all of the customs value. */
export function valueSettings(entry: Entry, law: Law): Setting[] {
  const open = openValue(entry, law);
  const provision = partlyDutiable(provisionOf(entry, law) ?? "", law);
  if (open === undefined || provision === undefined) return [];
  return [
    {
      kind: "fact",
      id: open,
      title: `Goods ${provision.title}, at most`,
      state: `--${open} ${entry.value.toFixed()}`,
      citation: provision.citation,
      entry: withValue(entry, open, entry.value),
      presumed: false,
    },
  ];
}
