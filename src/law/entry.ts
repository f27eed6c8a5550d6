/** Goods entered on a day, with the facts and rights that the importer states. What is not stated is not known. */
import type { IsoDate } from "./calendar.js";
import type { Article, Duty, Quantity } from "./duty/duty.js";
import { type HtsCode, isOfChapter98 } from "./hts.js";
import { isListed, type Lists, type Never, type Version } from "./measure.js";
import type { Country } from "./origin.js";
import { hasPiece, type Shares, STATED_PIECES, type StatedPiece, WHOLE_VALUE } from "./part.js";
import { type Decimal, decimal, type Usd, usd, WHOLE } from "./units.js";

/** Goods entered on a day, with what the importer states and claims. What is left out is not known. */
export interface Entry {
  readonly hts: HtsCode;
  readonly origin: Country;
  readonly date: IsoDate;
  /** Of goods of a foreign-trade zone, whose `date` is that of their privileged foreign status. */
  readonly enteredOn?: IsoDate | undefined;
  /** Customs value: price paid when sold for export, without freight and insurance (19 USC 1401a). */
  readonly value: Usd;
  readonly quantities: readonly Quantity[];
  /** Shares of the value by metal and of US origin; what is absent is not known. */
  readonly shares: Shares;
  /** Shares of the weight by metal; what is absent is not known. A share of the value says nothing of them. */
  readonly weights: Weights;
  /** Where its metal was made, as far as it is stated. */
  readonly madeIn: MetalOrigin;
  /** Dollars of components by short name ("case", "strap"), or by number, of which `articles` then has the rates. */
  readonly components: ReadonlyMap<string, Usd>;
  readonly articles?: readonly Article[] | undefined;
  readonly loadedOn: IsoDate | null;
  /** Agreements and facts the importer asserts: `USMCA`, `aircraft`, `patented`, `in-quota`, `donation`. */
  readonly claims: ReadonlySet<string>;
  /** The provision of chapter 98 that the goods are entered under; `null` if none is claimed beside their number. */
  readonly chapter98: Chapter98Claim | null;
  /** Base duty in dollars observed in trade figures, used where the stated rate cannot be computed. */
  readonly observedBase: Usd | null;
  /** Antidumping and countervailing duty orders as the importer states them. */
  readonly adcvd: StatedOrders;
}

/** A case that an importer states, of seven digits or ten, with the rate of deposit of the exporter. */
export interface Deposit {
  /** `A-588-874`, or with the exporter `A-588-874-001`. */
  readonly case: string;
  readonly duty: Duty;
}

/** What is stated of orders: deposits, cases that do not cover the goods, or that no other does. */
export interface StatedOrders {
  readonly deposits: readonly Deposit[];
  readonly outside: readonly string[];
  readonly none: boolean;
}

/** What an importer states of goods repaired, processed or assembled abroad, in dollars. */
export const STATED_VALUES = ["repair-value", "processing-value", "us-parts"] as const;
export type StatedValue = (typeof STATED_VALUES)[number];

/** A provision of chapter 98 that is claimed, of eight or ten digits, with what is stated for it. */
export interface Chapter98Claim {
  readonly number: HtsCode;
  readonly values: Readonly<Partial<Record<StatedValue, Usd>>>;
}

export const isInQuota = (claims: Entry["claims"]): boolean => claims.has("in-quota");

/** Whether goods are entered under a provision of chapter 98: few are. */
export const isUnderChapter98 = ({ hts, chapter98 }: Pick<Entry, "hts" | "chapter98">): boolean =>
  chapter98 !== null || isOfChapter98(hts);

/** Goods of which nothing is claimed. */
export const NO_CLAIMS: ReadonlySet<string> = new Set();

/** What is the same for every entry unless said: nothing is claimed, nothing is known beyond the four facts. */
export const NOTHING_STATED = {
  quantities: [],
  shares: {},
  weights: {},
  madeIn: {},
  components: new Map<string, Usd>(),
  loadedOn: null,
  claims: NO_CLAIMS,
  chapter98: null,
  observedBase: null,
  adcvd: { deposits: [], outside: [], none: false } as StatedOrders,
} as const satisfies Partial<Entry>;

/** A dollar of goods of which nothing is stated; who, what and when is in what reaches them. */
export const ONE_DOLLAR: Entry = {
  ...NOTHING_STATED,
  hts: "" as HtsCode,
  origin: "" as Country,
  date: "" as IsoDate,
  value: usd(1),
};

// What is stated of the metal of goods, and what the law makes of it.

type Metal = Exclude<StatedPiece, "us">;

/** Shares of the weight of goods by metal. */
export type Weights = Readonly<Partial<Record<Metal, Decimal>>>;

/** Countries in which steel was melted and poured, and aluminum smelted and last cast: two letters each, or `unknown`. */
export interface MetalOrigin {
  readonly melt?: string;
  readonly smelt?: string;
  readonly cast?: string;
}

/** What must be stated of goods that a claim may follow. */
interface FactConditions extends Readonly<Partial<Record<keyof MetalOrigin, readonly string[]>>> {
  /** The first day. */
  readonly from?: IsoDate;
  /** Goods on any of these lists, and on none of the others. */
  readonly on?: readonly string[];
  readonly notOn?: readonly string[];
  /** Claims beside which this one is none: where they follow, it does not. */
  readonly unless?: readonly string[];
  /** What must be so for the claim to be true, and does not make it so. */
  readonly necessary?: true;
  /** Metals of which there must be some: what is not of the goods was made nowhere. */
  readonly with?: readonly Metal[];
  /** Metals of which there is none. */
  readonly without?: readonly Metal[];
  /** Metals that together weigh less than this share of the goods: those on whose lists the goods stand. */
  readonly weight?: {
    readonly below: Decimal;
    readonly of: Readonly<Partial<Record<Metal, readonly string[]>>>;
  };
}

/** A claim that follows from what is stated of goods. Source: HTSUS ch. 99, subch. III, notes 16 and 19. */
export interface FactRule {
  readonly claim: string;
  readonly when: FactConditions;
}

/** Lists that a rule asks whether goods are on. */
export const listsOfRule = ({ on = [], notOn = [], weight }: FactConditions): readonly string[] => [
  ...[...on, ...notOn],
  ...Object.values(weight?.of ?? {}).flat(),
];

/**
 * What stated facts say of a claim: that it is so, that it is not, nothing, or something else that puts what is presumed in
 * doubt. A rule that is not about the goods is `outside`.
 */
type Verdict = "so" | "not so" | "open" | "in doubt" | "outside";

/** What facts make claims of, and the line and day they are of. */
export type Told = Pick<Entry, "hts" | "date" | "claims" | "shares" | "weights" | "madeIn">;

/** What of the law says what follows from facts. */
export interface FactLaw {
  readonly facts: readonly FactRule[];
  readonly lists: Lists;
}

/** Whether anything is stated from which a claim could follow. */
export const tellsOfMetal = ({
  shares,
  weights,
  madeIn,
}: Pick<Told, "shares" | "weights" | "madeIn">): boolean =>
  (shares.steel ?? shares.aluminum ?? shares.copper) !== undefined || !isEmpty(weights) || !isEmpty(madeIn);

const isEmpty = (facts: object): boolean => Object.keys(facts).length === 0;

/** What stated facts make of claims: those that follow, those that cannot be, those whose presumption they put in doubt. */
export interface Following {
  readonly so: readonly string[];
  readonly notSo: readonly string[];
  readonly inDoubt: readonly string[];
  /** Metals by weight that would settle a doubt. */
  readonly weighed: readonly Metal[];
}

const NOTHING_FOLLOWS: Following = { so: [], notSo: [], inDoubt: [], weighed: [] };

/** What follows from what is stated of goods of one line. */
export function following(goods: Told, { facts, lists }: FactLaw): Following {
  if (!tellsOfMetal(goods)) return NOTHING_FOLLOWS;
  const all: (FactRule & { readonly verdict: Verdict })[] = [];
  for (const rule of facts) {
    const verdict = verdictOf(rule, goods, lists);
    if (verdict !== "outside" && !(verdict === "so" && rule.when.necessary))
      all.push({ claim: rule.claim, when: rule.when, verdict });
  }
  if (all.length === 0) return NOTHING_FOLLOWS;
  const first = all.flatMap(({ claim, when, verdict }) => (verdict === "so" && !when.unless ? [claim] : []));
  const found = all.filter(({ when }) => !when.unless?.some((claim) => first.includes(claim)));
  const given = (verdict: Verdict) => found.filter((one) => one.verdict === verdict);
  const so = given("so").map(({ claim }) => claim);
  const inDoubt = given("in doubt").filter(({ claim }) => !so.includes(claim) && !goods.claims.has(claim));
  const open = [...so, ...[...inDoubt, ...given("open")].map(({ claim }) => claim)];
  return {
    so,
    notSo: given("not so").flatMap(({ claim }) => (open.includes(claim) ? [] : [claim])),
    inDoubt: inDoubt.map(({ claim }) => claim),
    weighed: inDoubt.flatMap(({ when }) => weighedOf(when, goods, lists)),
  };
}

/** Goods with the claims that follow from what is stated of them. */
export function withFollowing(entry: Entry, law: FactLaw): Entry {
  const { so } = following(entry, law);
  const isAll = so.every((claim) => entry.claims.has(claim));
  return isAll ? entry : { ...entry, claims: new Set([...entry.claims, ...so]) };
}

function verdictOf({ when }: FactRule, goods: Told, lists: Lists): Verdict {
  if (!isAbout(when, goods, lists)) return "outside";
  const verdicts = [
    ...(["melt", "smelt", "cast"] as const).map((fact) => madeThere(when[fact], goods.madeIn[fact])),
    ...(when.with ?? []).map((metal): Verdict => (amountOf(metal, goods)?.isZero() ? "not so" : "so")),
    ...(when.without ?? []).map((metal) => absent(amountOf(metal, goods))),
    ...(when.weight ? [lighter(when, goods, lists)] : []),
  ];
  return (["not so", "open", "in doubt"] as const).find((verdict) => verdicts.includes(verdict)) ?? "so";
}

/** Whether a rule is about the goods, whatever is stated of them. */
function isAbout(when: FactConditions, goods: Told, lists: Lists): boolean {
  const isOn = (ids: readonly string[]) => onAny(ids, goods, lists);
  return (
    (when.from === undefined || when.from <= goods.date) &&
    (when.on === undefined || isOn(when.on)) &&
    (when.notOn === undefined || !isOn(when.notOn)) &&
    (when.weight === undefined || weighedOf(when, goods, lists).length > 0)
  );
}

const onAny = (ids: readonly string[], { hts, date, claims }: Told, lists: Lists): boolean =>
  ids.some((id) => {
    const list = lists.get(id);
    return list !== undefined && isListed(list, hts, date, claims);
  });

/** `-CA` among the countries: any but those named so; what is not known is not of them. */
function madeThere(countries: readonly string[] | undefined, stated: string | undefined): Verdict {
  if (countries === undefined) return "so";
  if (stated === undefined) return "open";
  const isElsewhere = countries[0]?.startsWith("-") && !countries.includes(`-${stated}`);
  return isElsewhere || countries.includes(stated) ? "so" : "not so";
}

/** A share of a metal that says whether there is any. */
const amountOf = (metal: Metal, { shares, weights }: Told): Decimal | undefined =>
  weights[metal] ?? shares[metal];

const absent = (share?: Decimal): Verdict => (share ? (share.isZero() ? "so" : "not so") : "open");

/** Metals on whose lists the goods stand. */
const weighedOf = ({ weight }: FactConditions, goods: Told, lists: Lists): Metal[] =>
  (Object.entries(weight?.of ?? {}) as [Metal, readonly string[]][]).flatMap(([metal, ids]) =>
    onAny(ids, goods, lists) ? [metal] : [],
  );

/** Whether the metals of the lists weigh less than the threshold: note 16(c) adds up those of several lists. */
function lighter(when: FactConditions, goods: Told, lists: Lists): Verdict {
  const below = when.weight?.below ?? decimal(0);
  const metals = weighedOf(when, goods, lists);
  const shares = metals.map((metal) => shareOfWeight(metal, goods));
  const sum = shares.reduce<Decimal>((total, share) => total.plus(share ?? 0), decimal(0));
  if (sum.gte(below)) return "not so";
  if (!shares.includes(undefined)) return "so";
  return metals.some((metal) => goods.shares[metal] !== undefined) ? "in doubt" : "open";
}

/** Goods with nothing of a metal, or of it alone, are so by weight too; any other share of the value is no weight. */
function shareOfWeight(metal: Metal, { shares, weights }: Told): Decimal | undefined {
  const share = shares[metal];
  return weights[metal] ?? (share && (share.isZero() || share.eq(1)) ? share : undefined);
}

// Facts and rights by the words that state them: a fact is so whether stated or not, a right counts only once it is claimed.

/** What stands for a fact that is not stated, and where that is written. */
interface Presumption {
  /** `no` or `yes` as the law or its administration takes it; `none` where it takes nothing. */
  readonly value: "yes" | "no" | "none";
  readonly says: string;
  readonly citation?: string;
  /** Id of a source. */
  readonly source?: string;
}

/** What customs charges where the importer says that a fact is not known. */
interface WhenUnknown {
  /** `all` of the value, a country, `yes`, or `none` where nothing follows. */
  readonly value: string;
  readonly says: string;
  readonly citation: string;
  readonly source: string;
}

/** A fact or a right that the law asks for, by the word an importer writes. */
export interface Claim {
  readonly id: string;
  readonly title: string;
  /** A fact is so whether stated or not; a right counts only once it is claimed. */
  readonly kind: "fact" | "right";
  /** Nobody is asked for what customs finds of goods and no importer claims. */
  readonly asked?: false;
  /** Most that the goods may be worth, in dollars, and goods that it is never for. */
  readonly atMost?: string;
  readonly never?: Never;
  /** How a command line states it: `--claim cabinet`, `--metal steel=SHARE`. */
  readonly flag: string;
  /** The column of a file of entries that states it; `null` where there is none. */
  readonly column: string | null;
  /** Symbols of the special column (General Note 3(c)(i)), and other names that customs and traders have for it. */
  readonly symbols?: readonly string[];
  readonly names?: readonly string[];
  readonly citation: string;
  readonly source: string;
  /** Of facts alone. */
  readonly presumes?: Presumption;
  readonly whenUnknown?: WhenUnknown;
  /** Facts that cannot be true of the same goods, whichever of the two names the other. */
  readonly excludes?: readonly string[];
  /** Facts that are true with it. */
  readonly implies?: readonly string[];
  /** The fact that it says is not so. */
  readonly denies?: string;
  readonly checkedOn: IsoDate;
  readonly confidence: "high" | "medium" | "low";
}

/** Claims with all that they imply. */
export function withImplied(
  claims: Iterable<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "implies">>,
): ReadonlySet<string> {
  const all = new Set(claims);
  for (const claim of all) for (const implied of catalogue.get(claim)?.implies ?? []) all.add(implied);
  return all;
}

/** The word for a fact that is not so, where its contrary has no word of its own. */
export const denialOf = (fact: string): string => `not-${fact}`;

/** Two of some claims that cannot both be true, if there are such. */
export function contradictionIn(
  claims: ReadonlySet<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "excludes">>,
): readonly [string, string] | undefined {
  for (const claim of claims)
    for (const other of [...(catalogue.get(claim)?.excludes ?? []), denialOf(claim)])
      if (claims.has(other)) return [claim, other];
  return undefined;
}

// What more could be stated of goods.

/** Facts and rights by their words. */
export type Catalogue = ReadonlyMap<string, Claim>;

/** Something that could be stated of goods. */
export interface Stated {
  readonly kind: "fact" | "right" | "reading";
  /** The claim, the piece of the value, or the reading. */
  readonly id: string;
  readonly title: string;
  /** What to state, as a command line has it. */
  readonly state: string;
  readonly citation: string;
  /** What stands for it while it is not stated: nothing, or what the law or its administration takes it to be. */
  readonly presumed: boolean;
  /** A little of a metal: told where the goods owe less, or more, so than with none of it and with it alone. */
  readonly little?: boolean;
}

/** Goods with one more thing stated. */
export interface Setting extends Stated {
  readonly entry: Entry;
}

/**
 * Goods with one of these claims more, and all that it implies; none that contradicts what is claimed, or else stated.
 * @param counting Claims that the law near the goods asks for: what is presumed of another is not presumed of them.
 */
export function claimSettings(
  entry: Entry,
  words: readonly string[],
  catalogue: Catalogue,
  counting: ReadonlySet<string>,
  { notSo, inDoubt }: Pick<Following, "notSo" | "inDoubt"> = NOTHING_FOLLOWS,
): Setting[] {
  return [...new Set(words)].flatMap((word): Setting[] => {
    if (entry.claims.has(word) || notSo.includes(word)) return [];
    const known = catalogue.get(word);
    const claims = withImplied([...entry.claims, word], catalogue);
    if (known?.asked === false || contradictionIn(claims, catalogue)) return [];
    const { kind = "right", title = word, flag: state = `--claim ${word}`, citation = "" } = known ?? {};
    const stands = (one: string) =>
      !entry.claims.has(one) && !inDoubt.includes(one) && isPresumed(one, catalogue);
    const presumed = [...claims].some((one) => (one === word || counting.has(one)) && stands(one));
    return [{ ...{ kind, id: word, title, state, citation, presumed }, entry: { ...entry, claims } }];
  });
}

/** What is true only if a presumption does not hold is as far from being open as that. */
export const isPresumed = (claim: string, all: Catalogue) =>
  (all.get(claim)?.presumes?.value ?? "none") !== "none";

const METALS = STATED_PIECES.filter((piece) => piece !== "us");
/** Some of a metal, too little to count but for the duties that give way to one on it. */
const LITTLE = decimal("0.01");

/** Contents at nothing, at a little and at all that is left, and content of the United States at the least that counts and at all. */
export function contentSettings(
  entry: Entry,
  standing: readonly Version[],
  needs: readonly string[],
  catalogue: Catalogue,
): Setting[] {
  const left = STATED_PIECES.reduce((rest, piece) => rest.minus(entry.shares[piece] ?? 0), WHOLE);
  const setting = (piece: StatedPiece, share: Decimal, kind: "fact" | "right"): Setting => ({
    kind,
    id: piece === "us" ? "us-content" : piece,
    title: catalogue.get(piece === "us" ? "us-content" : piece)?.title ?? `Content of ${piece}`,
    state: piece === "us" ? `--us-content ${share.toFixed()}` : `--metal ${piece}=${share.toFixed()}`,
    citation: catalogue.get(piece === "us" ? "us-content" : piece)?.citation ?? "",
    entry: { ...entry, shares: { ...entry.shares, [piece]: share } },
    presumed: !needs.includes(`${piece} content`),
  });
  const ofMetal = (piece: StatedPiece): Setting[] => [
    ...[decimal(0), left].map((share) => setting(piece, share, "fact")),
    ...(left.gt(LITTLE) ? [{ ...setting(piece, LITTLE, "fact"), little: true }] : []),
  ];
  const metals = METALS.filter((piece) => entry.shares[piece] === undefined && standing.some(isOn(piece)));
  const least = standing.flatMap(({ usContent }) => usContent?.atLeast ?? []);
  const ofUs = entry.shares.us === undefined && !left.isZero() ? [...least, left] : [];
  return [
    ...metals.flatMap(ofMetal),
    ...distinct(ofUs.filter((share) => share.lte(left))).map((share) => setting("us", share, "right")),
  ];
}

const isOn =
  (piece: StatedPiece) =>
  ({ part, presumed }: Version): boolean =>
    presumed?.piece === piece || (part !== WHOLE_VALUE && hasPiece(part, piece));

const distinct = (shares: readonly Decimal[]): Decimal[] =>
  [...new Set(shares.map((share) => share.toFixed()))].map((share) => decimal(share));
