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

/** A name without accents, marks and articles, in small letters: `Türkiye` is `turkiye`. */
export const plainName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/\b(\p{L})\./gu, "$1")
    .replace(/\bst\b/g, "saint")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "");

/** By another name, its words in another order too (`Korea, South`), or a number. */
export function originCalled(wanted: string, all: readonly Origin[]): Country | undefined {
  const number = /^(\d{3,4})(?:\.0+)?$/.exec(wanted)?.[1];
  if (number !== undefined)
    return all.find(({ iso, census }) => iso === number || census.includes(number))?.code;
  const place = wanted.replace(MADE_IN, "");
  const plain = plainName(place);
  const turned = plainName(place.split(",").reverse().join(" "));
  if (plain === "") return undefined;
  return (
    originNamedAs([plain, turned, ...inBrackets(place)], all) ??
    originTwiceNamed(wanted, all) ??
    originNamedAs(
      [plain.replace(STATE, ""), turned.replace(STATE, "")].filter(
        (name) => name !== plain && name !== turned,
      ),
      all,
    )
  );
}

const WITH_BRACKETS = /^([^()]+?)\s*\(([^()]+)\)$/;

/** ISO 3166 has in brackets what stands before a name: `Korea (the Republic of)`, `Philippines (the)`. */
function inBrackets(place: string): string[] {
  const [, name = "", before = ""] = WITH_BRACKETS.exec(place) ?? [];
  return /^the$|\b(?:of|the)$/i.test(before) ? [plainName(`${before} ${name}`)] : [];
}

/** What states are called before their name: asked only where the whole name is that of none. */
const STATE =
  /^(?:federal |socialist |islamic |co operative |democratic socialist |arab )?(?:republic|kingdom|state|states|commonwealth|sultanate|principality|emirate|union|federation|grand duchy) of (?:the )?/;

/** What labels say before a country. */
const MADE_IN = /^(?:made in|product of|origin:)\s+/i;

function originNamedAs(wanted: readonly string[], all: readonly Origin[]): Country | undefined {
  const initials = wanted.map((name) => name[0] ?? "");
  const isWanted = (name: string): boolean => mayBegin(name, initials) && wanted.includes(plainName(name));
  return all.find(({ name, names = [] }) => isWanted(name) || names.some(isWanted))?.code;
}

/**
 * Whether a name may begin with one of some letters once it is plain: 5,000 misspelt rows in 2 s, not in 11 (2026-12-01).
 * Only letters of the Latin alphabet lose what makes them another.
 */
function mayBegin(name: string, initials: readonly string[]): boolean {
  if (name.charCodeAt(0) > LAST_LATIN) return initials.some((letter) => letter > "z");
  return !/^[a-z]/i.test(name) || /^the /i.test(name) || initials.includes((name[0] as string).toLowerCase());
}

const LAST_LATIN = 0x24f;

const WITH_CODE = /^\(?([a-z]{2,3})\)?\s*[-\u2013/:|]?\s*\(?(.{3,}?)\)?$/i;
const BEFORE_CODE = /^(.{3,}?)\s*[-\u2013/:|(]\s*([a-z]{2,3})\)?$/i;

/** A code or another name beside a name: `CN - China`, `China (CN)`, `Vietnam (Viet Nam)`. Both must be of one origin. */
function originTwiceNamed(wanted: string, all: readonly Origin[]): Country | undefined {
  const [one, other] = (WITH_BRACKETS.exec(wanted) ?? [])
    .slice(1)
    .map((name) => originNamedAs([plainName(name)], all));
  if (one !== undefined && one === other) return one;
  const ways = [WITH_CODE.exec(wanted)?.slice(1), BEFORE_CODE.exec(wanted)?.slice(1).reverse()];
  for (const [code = "", name = ""] of ways.flatMap((way) => (way ? [way] : []))) {
    const named = originNamedAs([plainName(name)], all);
    const coded = all.find(({ code: two, iso3 }) =>
      [two, iso3].some((one) => one?.toLowerCase() === code.toLowerCase()),
    );
    if (named !== undefined && named === coded?.code) return named;
  }
  return undefined;
}
