/** Where goods come from, and what preferences they may claim. */
import { type IsoDate, inSpan, type Span } from "./calendar.js";
import { isOfChapter98 } from "./hts.js";
import type { View } from "./measure.js";

declare const country: unique symbol;
/** ISO 3166 two letters; `EU` stands for the Union where trade figures have it as one partner. */
export type Country = string & { readonly [country]: true };

/** An origin of goods, with its codes, the blocs it is in and the column of the tariff it has. */
export interface Origin {
  readonly code: Country;
  readonly name: string;
  /** Said before its name in a sentence, never in a table: the United Kingdom. */
  readonly article?: "the";
  readonly iso3: string | null;
  /** ISO 3166 number of three digits. */
  readonly iso?: string | null;
  /** Other names that people write, former ones among them; each is of one origin alone. */
  readonly names?: readonly string[];
  /** Names that are of other origins too: `Congo`, `Netherlands Antilles`. */
  readonly sharedNames?: readonly string[];
  /** Codes and names of places that are no origin, in whose stead this one may be meant. */
  readonly apart?: readonly string[];
  /** Schedule C numbers of the US Census Bureau. */
  readonly census: readonly string[];
  /** Groups that measures name as one, such as `EU`. */
  readonly blocs: readonly string[];
  /** Column 2 of the tariff applies (General Note 3(b)). */
  readonly column2: boolean;
  /** Of the United States and its possessions: acts on goods of any country do not say whether they are meant. */
  readonly isHome?: true;
}

/** A preference of the special column, and who may claim it when. */
export interface Agreement extends Span {
  /** What an importer writes: `USMCA`, `KORUS`, `aircraft`. */
  readonly claim: string;
  readonly title: string;
  /** Its symbols in the special column (General Note 3(c)(i)); none where it is claimed in other ways. */
  readonly symbols: readonly string[];
  /** Origins whose goods may claim it, or `"*"`. */
  readonly origins: readonly string[];
  /** HTS prefixes, or `"*"`, that it makes free, or states a rate of, whatever the special column says: its text stands elsewhere. */
  readonly frees?: readonly string[];
  /** The rate that those goods owe, as the tariff writes it, where they are not free: a stage of a year, beyond a quota. */
  readonly rate?: string;
  readonly lapses?: readonly Lapse[];
  /** What the reader should know of it. */
  readonly note?: string;
}

/** Days on which a preference had lapsed and for which later law restored it. */
interface Lapse {
  readonly from: IsoDate;
  /** The first day of what was restored. */
  readonly until: IsoDate;
  readonly title: string;
  /** The first day on which goods were entered under it again; that on which it was restored, if not given. */
  readonly claimedFrom?: IsoDate;
}

/**
 * The law as a view has it, but for its measures, whose versions say themselves in which view they count: what was collected
 * knows no preference while it had lapsed. The same object where none had.
 */
export function scheduleIn<Law extends { readonly agreements: readonly Agreement[] }>(
  law: Law,
  view: View,
): Law {
  const { agreements } = law;
  const hadLapsed = (agreement: Agreement) =>
    (agreement.lapses ?? []).some((lapse) => overlaps(agreement, lapse));
  if (view === "law" || !agreements.some(hadLapsed)) return law;
  const openIn = (agreement: Agreement) =>
    (agreement.lapses ?? []).reduce<readonly Agreement[]>(
      (parts, lapse) => parts.flatMap((part) => outside(part, lapse)),
      [agreement],
    );
  return { ...law, agreements: agreements.flatMap(openIn) };
}

const ends = ({ until, claimedFrom = until }: Lapse): IsoDate => claimedFrom;

const overlaps = ({ from, until }: Span, lapse: Lapse): boolean =>
  from < ends(lapse) && (until === null || lapse.from < until);

/** What of an agreement lies before a lapse, and what after it. */
const outside = (agreement: Agreement, lapse: Lapse): readonly Agreement[] =>
  overlaps(agreement, lapse)
    ? [
        ...(agreement.from < lapse.from ? [{ ...agreement, until: lapse.from }] : []),
        ...(agreement.until === null || ends(lapse) < agreement.until
          ? [{ ...agreement, from: ends(lapse) }]
          : []),
      ]
    : [agreement];

/** Origins of entries: foreign ones, and the United States and its possessions, which no trade figures have. */
export const originNamed = (code: Country, { origins, homeOrigins }: OriginsOf): Origin | undefined =>
  origins.get(code) ?? homeOrigins.find((one) => one.code === code);

interface OriginsOf {
  readonly origins: ReadonlyMap<Country, Origin>;
  readonly homeOrigins: readonly Origin[];
}

/** What a country is called. */
export type Named = Pick<Origin, "name" | "article">;

/** A country as a sentence has it: `imports from the United Kingdom`. Tables and fields have its name alone. */
export const originWords = ({ name, article }: Named): string =>
  article === undefined ? name : `${article} ${name}`;

/** Countries in a sentence: `the European Union, Japan and South Korea`; more of them than `most` are counted. */
export function originsInWords(origins: readonly Named[], most = Number.POSITIVE_INFINITY): string {
  const names = [...new Set(origins.map(originWords))];
  if (names.length > most) return `${names.length} origins`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The same by code, which stands for itself where no origin has it. */
export const originWordsOf = (code: string, law: OriginsOf): string => originWords(namedOf(code, law));

/** What the country of a code is called, in tables and in sentences. */
export const namedOf = (code: string, law: OriginsOf): Named =>
  originNamed(code as Country, law) ?? { name: code };

/** Whether `names` (codes, blocs or `"*"`) include an origin. */
export const includesOrigin = (
  names: readonly string[],
  { code, blocs }: Pick<Origin, "code" | "blocs">,
): boolean => names.includes("*") || names.includes(code) || blocs.some((bloc) => names.includes(bloc));

/** Goods as far as preferences ask: those that free goods whatever the special column says are for some numbers alone. */
interface Preferred {
  readonly hts: string;
  readonly date: IsoDate;
}

const isOpenFor = ({ hts, date }: Preferred, origin: Origin, agreement: Agreement): boolean =>
  includesOrigin(agreement.origins, origin) &&
  inSpan(agreement, date) &&
  (isOfChapter98(hts) || (agreement.frees?.some((start) => start === "*" || hts.startsWith(start)) ?? true));

/** Agreements that are open to goods of an origin; whether they lower the rate of a line is found by claiming them. */
export const preferences = (
  goods: Preferred,
  origin: Origin,
  { agreements }: { readonly agreements: readonly Agreement[] },
): string[] => agreements.filter((one) => isOpenFor(goods, origin, one)).map(({ claim }) => claim);

/** Preferences that goods of an origin cannot claim on a day, though measures on goods of others ask for them. */
export const closedTo = (
  goods: Preferred,
  origin: Origin,
  { agreements }: { readonly agreements: readonly Agreement[] },
): string[] => agreements.filter((one) => !isOpenFor(goods, origin, one)).map(({ claim }) => claim);

// Names of countries as people write them.

/** Words that names shorten, by what they stand for, and other spellings of them. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ n: "north", no: "north", s: "south", so: "south", e: "east", w: "west", st: "saint", utd: "united" },
  ...{ rep: "republic", dem: "democratic", fed: "federal", federated: "federal", federation: "federal" },
  ...{ sts: "states", terr: "territory", is: "island", isl: "island", isls: "island", people: "peoples" },
  ...{ emir: "emirates", gt: "great", br: "british", brit: "british", fr: "french", amer: "american" },
  ...{ eq: "equatorial", equat: "equatorial", afr: "african", herz: "herzegovina" },
  ...{ northern: "north", southern: "south", eastern: "east", western: "west", islands: "island" },
  ...{ republica: "republic", republique: "republic", republik: "republic" },
  ...{ hercegovina: "herzegovina", dom: "dominican", dar: "darussalam" },
};
const WRITTEN_OUT: ReadonlySet<string> = new Set(Object.values(WORDS));
/** Words that tell no two names apart. */
const FILLERS: ReadonlySet<string> = new Set(["the", "of", "and"]);
/** What states are called beside their name: asked only where the whole name is that of none. */
const OF_STATES: ReadonlySet<string> = new Set(
  (
    "republic kingdom state states commonwealth sultanate principality emirate union federal federative grand duchy " +
    "socialist islamic cooperative democratic peoples arab bolivarian plurinational hashemite independent"
  ).split(" "),
);

/** The words of a name in full, without accents and marks, in small letters: `Türkiye` is `turkiye`, `N. Korea` is `north korea`. */
const wordsOf = (name: string): string[] =>
  name
    .normalize("NFD")
    .replace(/[\p{M}'’`´]/gu, "")
    .toLowerCase()
    .replaceAll("co-operative", "cooperative")
    .replace(/\b(\p{L})\./gu, "$1")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(?<!\p{L})(\p{L}) (?=\p{L}(?!\p{L}))/gu, "$1")
    .split(" ")
    .map((word) => (Object.hasOwn(WORDS, word) ? (WORDS[word] ?? word) : word))
    .filter((word) => word !== "" && !FILLERS.has(word));

/** What is alike of names that are written in other ways: `Korea, Rep. of` and `Republic of Korea`. */
export const plainName = (name: string): string => wordsOf(name).sort().join(" ");

const withoutState = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !OF_STATES.has(word));

/**
 * The origins that another name can be of, whatever the order of its words, or a number: one where it is known, several where it
 * is of several, none of any other text.
 */
export function originsCalled(wanted: string, all: readonly Origin[]): readonly Origin[] {
  const number = /^(\d{3,4})(?:\.0+)?$/.exec(wanted)?.[1];
  if (number !== undefined) return all.filter(({ iso, census }) => iso === number || census.includes(number));
  const place = wanted.replace(MADE_IN, "");
  const named = originsNamedAs(place, all);
  if (named.length > 0) return named;
  const twice = originTwiceNamed(wanted, all);
  return twice === undefined ? originsLike(place, all) : [twice];
}

/** What labels say before a country. */
const MADE_IN = /^(?:made in|product of|origin:)\s+/i;

/** Origins that have a name of the same words. */
function originsNamedAs(wanted: string, all: readonly Origin[]): readonly Origin[] {
  const words = wordsOf(wanted);
  const key = words.sort().join(" ");
  /** Iceland is `Island` in its neighbours' languages, and `Islands` is none. */
  if (key === "" || (key === "island" && !/^island$/i.test(wanted.trim()))) return [];
  const may = mayHave(words);
  const isWanted = (name: string): boolean => may.test(name) && plainName(name) === key;
  return all.filter(
    ({ name, names = [], sharedNames = [] }) =>
      isWanted(name) || names.some(isWanted) || sharedNames.some(isWanted),
  );
}

/** Origins whose name has the same words but for those that states put beside theirs, where there are some. */
function originsLike(wanted: string, all: readonly Origin[]): readonly Origin[] {
  const whole = wordsOf(wanted);
  const words = [...withoutState(whole)];
  const key = words.sort().join(" ");
  if (words.length === whole.length || key === "" || key === "united") return [];
  const may = mayHave(words);
  const isLike = (name: string): boolean =>
    may.test(name) && [...withoutState(wordsOf(name))].sort().join(" ") === key;
  return all.filter(({ name, names = [] }) => isLike(name) || names.some(isLike));
}

/**
 * What a name with these words has where one of them begins, if they are Latin letters: names that have it are compared, which
 * takes a tenth of the time (5,000 misspelt rows in 3 s, 2026-12-01). A letter may lose what makes it another.
 */
function mayHave(words: readonly string[]): RegExp {
  const lengthOf = (word: string) => (WRITTEN_OUT.has(word) ? 1 : word.length);
  const longest = words.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one), "");
  if (!/^[a-z]{2}/.test(longest)) return /(?:)/;
  const letters = WRITTEN_OUT.has(longest) ? 1 : 2;
  const start = [...longest.slice(0, letters)].map((letter) => `[${letter}\\u00c0-\\u024f]`).join("[^a-z]?");
  return new RegExp(`(?:^|[^a-z])${start}`, "i");
}

const WITH_CODE = /^\(?([a-z]{2,3})\)?\s*[-\u2013/:|]?\s*\(?(.{3,}?)\)?$/i;
const BEFORE_CODE = /^(.{3,}?)\s*[-\u2013/:|(]\s*([a-z]{2,3})\)?$/i;
/** What stands between two names of one country. */
const BETWEEN = /\s*[(),/;=]\s*|\s+or\s+|\b(?:formerly|former|ex)\b[\s.-]*/i;

/** A code or another name beside a name: `CN - China`, `China (CN)`, `Vietnam (Viet Nam)`. All must be of one origin. */
function originTwiceNamed(wanted: string, all: readonly Origin[]): Origin | undefined {
  const parts = wanted.split(BETWEEN).filter((part) => part.trim() !== "");
  if (parts.length > 1 && parts.length <= MOST_NAMES) {
    const [first, ...others] = parts.map((part) => originsNamedAs(part, all));
    if (first?.length === 1 && others.every((other) => other.length === 1 && other[0] === first[0]))
      return first[0];
  }
  const ways = [WITH_CODE.exec(wanted)?.slice(1), BEFORE_CODE.exec(wanted)?.slice(1).reverse()];
  for (const [code = "", name = ""] of ways.flatMap((way) => (way ? [way] : []))) {
    const coded = all.filter((one) => [one.code, one.iso3].some((own) => own === code.toUpperCase()));
    const [named] = originsNamedAs(name, coded);
    if (named !== undefined) return named;
  }
  return undefined;
}
const MOST_NAMES = 3;

/** Origins that may be written in place of one that trade figures do not have apart. */
export function insteadOf(name: string, all: readonly Origin[]): Origin[] {
  const wanted = plainName(name);
  return all.filter(({ apart = [] }) => apart.some((place) => plainName(place) === wanted));
}
