/**
 * What a measure of law is: whom it reaches, what it charges, to whom it yields, and where that is written; and the lists
 * of products that measures name.
 */
import { addDays, type IsoDate, inSpan, type Span } from "./calendar.js";
import type { Duty } from "./duty/duty.js";
import type { Part, Piece } from "./part.js";
import type { Decimal, Rate } from "./units.js";

/** Where the words of the law can be read. */
export interface Source {
  /** Citation as a lawyer would write it: `"90 FR 14705"`. */
  readonly cite: string;
  readonly title: string;
  /** What it says, in one line of our own words. */
  readonly summary: string;
}

/** The goods a measure reaches. A code matches every code that starts with it. */
export interface Scope {
  /** ISO codes, blocs, or `"*"` for all. */
  readonly origins: readonly string[];
  readonly exceptOrigins: readonly string[];
  /** HTS prefixes, or `"*"` for all goods of chapters 1 to 97. */
  readonly products: readonly string[];
  readonly lists: readonly string[];
  readonly exceptProducts: readonly string[];
  readonly exceptLists: readonly string[];
  /** What must be claimed for the measure to reach at all: a patented drug, a crane of one kind. */
  readonly onlyIf: readonly string[];
  /** Claims that must all be made besides. */
  readonly onlyIfAll: readonly string[];
  /** Limits of a scenario: goods must be within all of these ... */
  readonly within: readonly Limits[];
  /** ... and within none of these. */
  readonly beyond: readonly Limits[];
}

/** Goods that a change is limited to; an empty list limits nothing. */
export interface Limits {
  readonly origins: readonly string[];
  /** HTS prefixes. */
  readonly products: readonly string[];
}

/** Goods that are free of a measure they would owe. Every condition given must hold. */
export interface Exemption {
  readonly heading: string;
  readonly title: string;
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  /** Any of these claims. */
  readonly claims?: readonly string[];
  readonly lists?: readonly string[];
  readonly products?: readonly string[];
  readonly origins?: readonly string[];
  /** The exempt goods still displace what yields to the measure, or those of it that these patterns name. */
  readonly displaces?: boolean | readonly string[];
}

/** Goods already on their way when the law changed. */
export interface Transit {
  readonly heading: string;
  readonly loadedBefore: IsoDate;
  readonly enteredBefore: IsoDate;
  /** What they pay instead; nothing if not given. */
  readonly duty?: Duty;
  /** Whether goods that no vessel brought may fit it too. */
  readonly anyMode?: true;
}

/** Content of US origin that is left out of the value charged. */
export interface UsContent {
  /** What that content is declared under. */
  readonly heading: string;
  /** What the rest is declared under, where that is not the heading of all other goods. */
  readonly restHeading?: string;
  /** The least share of the value that must be of US origin. */
  readonly atLeast: Decimal;
  readonly claims?: readonly string[];
  /** The share of the value that is charged however much is of US origin. */
  readonly leastShare?: Decimal;
}

/** Ids of measures; `section-232/cars*` names all that start so. */
interface YieldsTo {
  /** What goods declare that owe nothing on account of another, where chapter 99 has a heading for them. */
  readonly heading?: string;
  /** Owes nothing if the other stands. */
  readonly entirely: readonly string[];
  /** Owes nothing on the part of the value that the other is charged on. */
  readonly onItsPart: readonly string[];
}

/** Terms for some of the origins a version covers. */
interface OriginTerms {
  readonly origins: readonly string[];
  readonly heading: string;
  readonly duty: Duty;
}

/**
 * Goods of a foreign-trade zone whose privileged foreign status is of an earlier day: other measures are those of that day, this
 * one is that of entry. Source: HTSUS 9903.81.88, 9903.81.93; CSMS 64384423, 65236374.
 */
interface Zone {
  readonly statusBefore: IsoDate;
  /** What such goods declare in place of each heading, where that is another. */
  readonly headings: Readonly<Record<string, string>>;
}

/** The terms of a measure between two days. */
export interface Version extends Span {
  readonly heading: string;
  readonly duty: Duty;
  /** Where the rate differs by origin; an origin not named pays `duty`. */
  readonly byOrigin: readonly OriginTerms[];
  readonly part: Part;
  /** What the other parts of the goods are declared under, where chapter 99 has a heading for them. */
  readonly otherPartHeading?: string;
  /** Share of the named piece to take where none is stated; the law or its administration presumes it. */
  readonly presumed?: { readonly piece: Exclude<Piece, "us" | "rest">; readonly share: Decimal };
  readonly covers: Scope;
  readonly yieldsTo: YieldsTo;
  /** Whether the goods it is due on owe no other measure, whatever those say. */
  readonly alone?: boolean;
  readonly freedBy: readonly Exemption[];
  /** The first window that goods fit decides. */
  readonly transit: readonly Transit[];
  readonly usContent: UsContent | null;
  /** The first day it was collected, where the law reaches further back. */
  readonly collectedFrom: IsoDate | null;
  /** The first day on which an edition of the tariff has its number, where duty is owed under it from an earlier one. */
  readonly declaredFrom?: IsoDate;
  /** What such goods declared before that day, if they declared a number. */
  readonly declaredBefore?: string;
  readonly zone?: Zone;
  /** Whether goods of a zone that are entered after its end do not meet it, whatever their status. */
  readonly endsInZones?: boolean;
  /** The first day from which goods of a zone that are entered do not meet it, whatever their status. */
  readonly zonesUntil?: IsoDate;
  /** A version that was collected but that later law took back to its first day. */
  readonly onlyCollected: boolean;
  /** Lists are read as of this day instead of the day of entry; set where a scenario moves a measure in time. */
  readonly listedOn: IsoDate | null;
  readonly sources: readonly Source[];
}

export type MeasureId = string;

/** A reading of the law that sources disagree on, and what it would change. */
interface Contested {
  readonly id: string;
  readonly question: string;
  readonly chosen: string;
  readonly other: string;
  /** Versions under the other reading, for `--reading`. */
  readonly versions: readonly Version[] | null;
}

/** A measure of tariff law with all its versions. */
export interface Measure {
  readonly id: MeasureId;
  readonly title: string;
  /** The act it rests on: `section-232`, `ieepa`, `section-301` ... */
  readonly authority: string;
  /** The highest rate that the act allows. */
  readonly most?: { readonly rate: Rate; readonly cite: string };
  readonly versions: readonly Version[];
  readonly checkedOn: IsoDate;
  readonly confidence: "high" | "medium" | "low";
  readonly contested: readonly Contested[];
}

// Which terms of a measure hold on a day.

/**
 * The days on which a version counts in a view. In the `cash` view it starts when it was first collected, and
 * versions that were collected and later taken back count too.
 */
export function spanIn(version: Version, view: View): Span | undefined {
  if (view === "law") return version.onlyCollected ? undefined : version;
  return { from: version.collectedFrom ?? version.from, until: version.until };
}

/** The version of a measure in force on a day, if any. Versions never overlap; `data validate` checks it. */
export const inForce = (measure: Pick<Measure, "versions">, on: IsoDate, view: View): Version | undefined =>
  measure.versions.find((version) => {
    const span = spanIn(version, view);
    return span !== undefined && inSpan(span, on);
  });

/** The version that goods meet, and its day: that of entry, where their status is earlier and the version says that it counts. */
export function versionMet(
  measure: Pick<Measure, "versions">,
  { date, enteredOn }: { readonly date: IsoDate; readonly enteredOn?: IsoDate | undefined },
  view: View,
): { readonly version: Version | undefined; readonly on: IsoDate } {
  const entered = enteredOn === undefined ? undefined : inForce(measure, enteredOn, view);
  if (entered?.zone === undefined || date >= entered.zone.statusBefore) {
    const version = inForce(measure, date, view);
    const ended = version !== undefined && enteredOn !== undefined && endedInZones(version, enteredOn);
    return { version: ended ? undefined : version, on: date };
  }
  const { headings } = entered.zone;
  const inZone = <Terms extends { readonly heading: string }>(terms: Terms): Terms => ({
    ...terms,
    heading: headings[terms.heading] ?? terms.heading,
  });
  return {
    version: { ...inZone(entered), byOrigin: entered.byOrigin.map(inZone) },
    on: enteredOn as IsoDate,
  };
}

/** Whether a version of an earlier day is no more of goods of a zone that are entered on a day. */
export const endedInZones = (version: Version, enteredOn: IsoDate): boolean =>
  (version.endsInZones === true && !inSpan(version, enteredOn)) ||
  (version.zonesUntil !== undefined && enteredOn >= version.zonesUntil);

/**
 * The version whose terms come closest to a day: the one in force, else the next to come, else the last that ended.
 * A scenario that charges a tariff on a day it was not in force takes its terms from here.
 */
export function nearestVersion(measure: Measure, on: IsoDate): Version | undefined {
  const lawful = measure.versions.filter((version) => !version.onlyCollected);
  return (
    inForce(measure, on, "law") ??
    lawful.find((version) => version.from > on) ??
    lawful.findLast((version) => version.until !== null && version.until <= on)
  );
}

/** `version` made to hold on one day, with the lists of its own time. */
export const movedTo = (version: Version, on: IsoDate): Version => ({
  ...version,
  from: on,
  until: addDays(on, 1),
  listedOn: version.listedOn ?? version.from,
});

/** Which of two answers is meant where law was made after the fact: what was owed, or what was collected. */
export type View = "law" | "cash";

// Lists of products: they change on days of their own, and some of their codes count only under a claim.

/** Codes of one list that came and went together, and count under one condition. */
export interface ListGroup extends Span {
  /** What must be claimed for these codes to count; without it they always do. */
  readonly condition?: string;
  /** `false` takes the codes out of the list: "8703 except 8703.10". */
  readonly counts?: boolean;
  /** HTS prefixes, in order. */
  readonly codes: readonly string[];
}

/** A list of products that measures name: HTS prefixes with dates and conditions. */
export interface ProductList {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly ListGroup[];
}

/** Quotas of some origins, on goods of some lists. */
interface OfQuotas extends Span {
  readonly origins: readonly string[];
  readonly exceptOrigins?: readonly string[];
  readonly lists: readonly string[];
}

/** Goods that a right is never for, and why: those of lists or of quotas, and those of which a deposit under an order is stated. */
export interface Never {
  readonly lists?: readonly string[];
  readonly quotas?: readonly OfQuotas[];
  readonly underOrders?: true;
  readonly says: string;
}

/** Whether the codes of a group count on a day for goods with these claims. */
export const groupCounts = (group: ListGroup, on: IsoDate, claims: ReadonlySet<string>): boolean =>
  inSpan(group, on) && (group.condition === undefined || claims.has(group.condition));

/**
 * Whether a list names a product on a day. The longest prefix that fits decides; a conditional code fits only if
 * its condition is among `claims`.
 */
export function isListed(list: ProductList, hts: string, on: IsoDate, claims: ReadonlySet<string>): boolean {
  let longest = 0;
  let counts = false;
  for (const group of list.groups) {
    if (!groupCounts(group, on, claims)) continue;
    const length = longestPrefix(group.codes, hts);
    if (length > longest) [longest, counts] = [length, group.counts !== false];
  }
  return counts;
}

/** The length of the longest of some codes, which are in order, that a number starts with; 0 if there is none. */
function longestPrefix(codes: readonly string[], hts: string): number {
  for (let length = hts.length; length >= 2; length -= 1)
    if (hasCode(codes, hts.slice(0, length))) return length;
  return 0;
}

const hasCode = (codes: readonly string[], code: string): boolean => codes[placeOf(codes, code)] === code;

/** Whether one of some codes, which are in order, begins as a number does, or the number as it. */
export const hasCodeNear = (codes: readonly string[], hts: string): boolean =>
  longestPrefix(codes, hts) > 0 || (codes[placeOf(codes, hts)]?.startsWith(hts) ?? false);

/** Where a code stands, or would stand, among codes in order. */
function placeOf(codes: readonly string[], code: string): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as string) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Product lists by id; read when first asked for. */
export interface Lists {
  get(id: string): ProductList | undefined;
}

// Readings of what is contested.

/** A reading that can be switched to: its measure, and what it says instead. */
export interface OtherReading {
  readonly id: string;
  readonly measure: string;
  readonly question: string;
}

interface Law {
  readonly measures: readonly Measure[];
}

/** Readings that say what the law would be, and not only that it is doubted. */
export const otherReadings = ({ measures }: Law): OtherReading[] =>
  measures.flatMap(({ id: measure, contested }) =>
    contested.flatMap(({ id, question, versions }) => (versions ? [{ id, measure, question }] : [])),
  );

/** The schedule with these readings in place of the chosen ones; a reading may be of several measures. */
export const withReadings = <L extends Law>(schedule: L, ids: readonly string[]): L => ({
  ...schedule,
  measures: schedule.measures.map((measure) => readAs(measure, ids)),
});

function readAs(measure: Measure, ids: readonly string[]): Measure {
  const other = measure.contested.find(({ id, versions }) => versions !== null && ids.includes(id));
  return other?.versions ? { ...measure, versions: other.versions } : measure;
}
