/** Fees on an entry beside its duty. Units: whole dollars of value in, cents out. */
import { type IsoDate, inSpan, type Span } from "./calendar.js";
import { feeValueOf } from "./chapter98.js";
import { printCents } from "./declare.js";
import { type Entry, isUnderChapter98 } from "./entry.js";
import { includesOrigin, type Origin } from "./origin.js";
import type { Schedule } from "./schedule.js";
import { centsOf, type Decimal, decimal, type FastRate } from "./units.js";

/** Least and most of a fee on a formal entry, and the flat fee on an informal one, in cents. */
interface Amounts {
  readonly minimum: number;
  readonly maximum: number;
  readonly informal: number;
}

interface FeeYear extends Amounts, Span {
  readonly citation: string;
}

interface FeeExemption {
  readonly title: string;
  readonly citation: string;
  /** Any of these claims, any of these origins, or numbers that start so; what is given must all hold. */
  readonly claims?: readonly string[];
  readonly origins?: readonly string[];
  readonly exceptOrigins?: readonly string[];
  /** The first day on which it frees nothing any more. */
  readonly until?: IsoDate;
  readonly products?: readonly string[];
  readonly exceptProducts?: readonly string[];
}

/** Amounts of the statute, which each year multiplies by one factor. */
interface Limits extends Amounts {
  readonly years: readonly FeeYear[];
}

interface Fee {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly rate: FastRate;
  readonly limits?: Limits;
  /** Ways of arriving on which it is due; all if not given. */
  readonly modes?: readonly string[];
  /** Provisions of chapter 98 on which it is on the dutiable value alone. */
  readonly onDutiable?: { readonly provisions: readonly string[]; readonly citation: string };
  readonly exemptions: readonly FeeExemption[];
}

/** An amount an item of dutiable mail, in cents. */
interface MailFee {
  readonly title: string;
  readonly citation: string;
  /** Goods that come in the mail, by any of these claims. */
  readonly claims: readonly string[];
  readonly years: readonly (Span & { readonly amount: number; readonly citation: string })[];
}

export interface FeeSchedule {
  readonly fees: readonly Fee[];
  /** Due on items for which customs prepares the papers, which no entry says: it is in no sum. `null` if not in the data. */
  readonly mail: MailFee | null;
  /** Most an informal entry may be worth. */
  readonly informalLimit: { readonly dollars: number; readonly citation: string };
  /** How goods of an origin are taken to come where that is not stated; the first that names it counts. */
  readonly usualModes: readonly {
    readonly mode: "vessel" | "air" | "truck" | "rail";
    readonly origins: readonly string[];
  }[];
}

export interface FeeLine {
  readonly value: number;
  readonly hts: string;
  readonly origin: Origin;
  readonly claims: ReadonlySet<string>;
  /** The provision of chapter 98 it is entered under, with the dollars that are dutiable; `null` if they are not known. */
  readonly under?: { readonly number: string; readonly dutiable: number | null };
}

/** A line of an entry as fees are worked out on it. */
export const feeLineOf = (
  entry: Entry,
  origin: Origin,
  law: Pick<Schedule, "chapter98" | "base">,
): FeeLine => ({
  value: entry.value.toNumber(),
  hts: entry.hts,
  claims: entry.claims,
  origin,
  ...(isUnderChapter98(entry) ? feeValueOf(entry, law) : {}),
});

export interface EntryFacts {
  readonly date: IsoDate;
  readonly entryType: "formal" | "informal" | "zone";
  /** How the goods came; `null` if not stated. */
  readonly mode: string | null;
  /** Factor of the statute's amounts, for a year whose notice is not in the data. */
  readonly feeFactor?: Decimal | undefined;
}

/** What became of a fee on an entry. */
export interface FeeDue {
  readonly fee: Fee;
  readonly outcome: "charged" | "freed" | "unknown";
  /** Cents; `null` where it is not known. */
  readonly amount: number | null;
  readonly least: number;
  /** `null` where nothing in the data limits it. */
  readonly most: number | null;
  /** Customs value it is on. */
  readonly value: number;
  /** Why it is not charged, not known, or not the rate times the value. */
  readonly reason: string | null;
  readonly citation: string;
  /** Lines it is on. */
  readonly owing: readonly boolean[];
}

/** Each fee on an entry of these lines. Source: 19 CFR 24.23 and 24.24; FAST Act section 32201. */
export const feesOf = (lines: readonly FeeLine[], facts: EntryFacts, { fees }: FeeSchedule): FeeDue[] =>
  fees.map((fee) => feeDue(fee, lines, facts));

/**
 * The fee on an item of mail that goods come in, by what is claimed of them; `null` where they do not, and an amount of
 * `null`, in cents, where that of the day is not in the data. Source: 19 CFR 24.22(f) and (k).
 */
export function mailFeeOn(
  { claims, date }: Pick<Entry, "claims" | "date">,
  { mail }: Pick<FeeSchedule, "mail">,
): { readonly title: string; readonly citation: string; readonly amount: number | null } | null {
  if (!mail?.claims.some((claim) => claims.has(claim))) return null;
  const year = mail.years.find((one) => inSpan(one, date));
  const citation = year ? `${mail.citation}; ${year.citation}` : mail.citation;
  return { title: mail.title, citation, amount: year?.amount ?? null };
}

function feeDue(fee: Fee, lines: readonly FeeLine[], facts: EntryFacts): FeeDue {
  const owing: boolean[] = [];
  let value = 0;
  let first: FeeExemption | undefined;
  for (const line of lines) {
    const exemption = fee.exemptions.find((one) => isExempt(one, line, facts.date));
    if (exemption === undefined) value += valueOn(fee, line) ?? line.value;
    owing.push(exemption === undefined);
    first ??= exemption;
  }
  if (first && !owing.includes(true)) return freed(fee, value, owing, first.title, first.citation);
  if (fee.modes && facts.mode !== null && !fee.modes.includes(facts.mode))
    return freed(fee, value, owing, `goods came by ${facts.mode}`, fee.citation);
  const { amount, least, most, reason } = owedOn(value, fee, facts);
  const { citation } = fee;
  const open = lines.filter((line) => valueOn(fee, line) === null);
  if (open.length > 0) {
    const rest = open.reduce((left, line) => left - line.value, value);
    const { least } = owedOn(rest, fee, facts);
    return {
      fee,
      outcome: "unknown",
      amount: null,
      least,
      most,
      value,
      reason: NO_DUTIABLE,
      citation,
      owing,
    };
  }
  if (fee.modes && facts.mode === null)
    return { fee, outcome: "unknown", amount: null, least: 0, most, value, reason: NO_MODE, citation, owing };
  const outcome = amount === null ? "unknown" : "charged";
  return { fee, outcome, amount, least, most, value, reason, citation, owing };
}

/** The value of a line that a fee is on; `null` where it is not known. */
function valueOn({ onDutiable }: Fee, { value, under }: FeeLine): number | null {
  const isPart = under && onDutiable?.provisions.some((start) => under.number.startsWith(start));
  return isPart ? under.dutiable : value;
}

const NO_DUTIABLE = "the dutiable value of goods of chapter 98";

const NO_MODE = "how the goods came (--mode)";

const freed = (
  fee: Fee,
  value: number,
  owing: readonly boolean[],
  reason: string,
  citation: string,
): FeeDue => ({ fee, outcome: "freed", amount: 0, least: 0, most: 0, value, reason, citation, owing });

const isExempt = (exemption: FeeExemption, line: FeeLine, date: IsoDate): boolean => {
  const { claims, products, exceptProducts } = exemption;
  const { claims: claimed, origin, hts, under } = line;
  return (
    (claims === undefined || (claimed.size > 0 && claims.some((claim) => claimed.has(claim)))) &&
    isOpenTo(exemption, origin, date) &&
    (products === undefined || startsWithAny(under?.number ?? hts, products)) &&
    !(exceptProducts && startsWithAny(under?.number ?? hts, exceptProducts))
  );
};

/** Whether an exemption may free goods of an origin on a day. */
export const isOpenTo = (
  { origins, exceptOrigins, until }: Pick<FeeExemption, "origins" | "exceptOrigins" | "until">,
  origin: Origin,
  date: IsoDate,
): boolean =>
  (until === undefined || date < until) &&
  (origins === undefined || includesOrigin(origins, origin)) &&
  !(exceptOrigins && includesOrigin(exceptOrigins, origin));

const startsWithAny = (number: string, starts: readonly string[]): boolean =>
  starts.some((start) => number.startsWith(start));

type Owed = Pick<FeeDue, "amount" | "least" | "most" | "reason">;

const exactly = (amount: number): Owed => ({ amount, least: amount, most: amount, reason: null });

/** The fee; where the limits of its year are not in the data, those of the statute, which only rise, bound it below. */
function owedOn(value: number, { rate, limits }: Fee, facts: EntryFacts): Owed {
  const plain = centsOf(value, rate);
  if (!limits) return exactly(plain);
  const amounts = amountsOf(limits, facts);
  if (amounts) {
    const amount = limited(plain, amounts, facts);
    return { ...exactly(amount), reason: bindingLimit(amount, plain, facts) };
  }
  const least = limited(plain, limits, facts);
  return { amount: null, least, most: null, reason: missing(plain, limits, facts) };
}

function bindingLimit(amount: number, plain: number, { entryType }: EntryFacts): string | null {
  if (entryType === "informal") return "flat on an informal entry";
  if (amount === plain) return null;
  return amount > plain ? "minimum of an entry" : "maximum of an entry";
}

function missing(plain: number, { years }: Limits, facts: EntryFacts): string {
  const last = years.at(-1);
  const then = last
    ? `; with those up to ${last.until} it would be $${printCents(limited(plain, last, facts))}`
    : "";
  return `its limits on ${facts.date}, which are not in the data (--fee-factor)${then}`;
}

function amountsOf(limits: Limits, { date, feeFactor }: EntryFacts): Amounts | undefined {
  const published = limits.years.find((year) => inSpan(year, date));
  return published ?? (feeFactor && factored(limits, feeFactor));
}

/** Amounts of the statute times the factor of a year, in whole cents. Source: 19 CFR 24.22(k). */
export function factored({ minimum, maximum, informal }: Amounts, factor: Decimal): Amounts {
  const adjusted = (cents: number) => decimal(cents).times(factor).toDecimalPlaces(0).toNumber();
  return { minimum: adjusted(minimum), maximum: adjusted(maximum), informal: adjusted(informal) };
}

const limited = (
  plain: number,
  { minimum, maximum, informal }: Amounts,
  { entryType }: EntryFacts,
): number => (entryType === "informal" ? informal : Math.min(Math.max(plain, minimum), maximum));

// A fee of an entry shared out over its lines.

/** A fee shared out over lines in proportion to their value: cents that add up to it, larger remainders first. */
export function sharedOut(
  { fee, amount, owing, value }: FeeDue,
  lines: readonly FeeLine[],
): (number | null)[] {
  if (amount === null) return lines.map(() => null);
  if (lines.length === 1) return [amount];
  if (amount === 0) return lines.map(() => 0);
  const weights = weightsOf(fee, lines, owing, value);
  let all = 0;
  for (const weight of weights) if (weight > 0) all += weight;
  const shares = new Array<number>(lines.length);
  const rests = new Array<number>(lines.length);
  let left = amount;
  for (let index = 0; index < lines.length; index += 1) {
    const weight = weights[index] as number;
    const rest = weight < 0 ? weight : remainder(amount, weight, all);
    const share = weight < 0 ? 0 : wholePart(amount, weight, all, rest);
    shares[index] = share;
    rests[index] = rest;
    left -= share;
  }
  for (const place of placesOfLargest(rests, left)) shares[place] = (shares[place] as number) + 1;
  return shares;
}

/** Weighs nothing, and gets no cent that is left over. */
const NOT_OWING = -1;

/** By value, or evenly over lines that are worth nothing; lines that the fee is not on count only if it is on none. */
function weightsOf(fee: Fee, lines: readonly FeeLine[], owing: readonly boolean[], value: number): number[] {
  const nobody = !owing.includes(true);
  return lines.map((line, index) =>
    nobody || owing[index] ? (value === 0 ? 1 : (valueOn(fee, line) ?? line.value)) : NOT_OWING,
  );
}

const isExact = (amount: number, weight: number): boolean => amount * weight <= Number.MAX_SAFE_INTEGER;

/** `amount * weight` modulo `all`, exact where a double is not. */
const remainder = (amount: number, weight: number, all: number): number =>
  isExact(amount, weight) ? (amount * weight) % all : Number((BigInt(amount) * BigInt(weight)) % BigInt(all));

/** `amount * weight / all` without the remainder. */
const wholePart = (amount: number, weight: number, all: number, rest: number): number =>
  isExact(amount, weight)
    ? (amount * weight - rest) / all
    : Number((BigInt(amount) * BigInt(weight)) / BigInt(all));

/** Up to as many numbers the largest is looked for again and again: to sort so few takes longer. */
const FEW = 16;

/** Where the largest numbers stand, of equal ones the first. */
function placesOfLargest(numbers: number[], count: number): number[] {
  if (numbers.length > FEW)
    return [...numbers.keys()]
      .sort((a, b) => (numbers[b] as number) - (numbers[a] as number) || a - b)
      .slice(0, count);
  const places: number[] = [];
  for (let found = 0; found < count; found += 1) {
    let largest = 0;
    for (let place = 1; place < numbers.length; place += 1)
      if ((numbers[place] as number) > (numbers[largest] as number)) largest = place;
    places.push(largest);
    numbers[largest] = TAKEN;
  }
  return places;
}

const TAKEN = -2;
