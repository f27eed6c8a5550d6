/** Fees on an entry beside its duty. Units: whole dollars of value in, cents out. */
import { centsOf, fastRate } from "./cents.js";
import { includesOrigin, type Origin } from "./country.js";
import { type IsoDate, inSpan, type Span } from "./day.js";
import { type Decimal, toCents, type Usd, usd } from "./units.js";

/** Least and most of a fee on a formal entry, and the flat fee on an informal one. */
interface Amounts {
  readonly minimum: Usd;
  readonly maximum: Usd;
  readonly informal: Usd;
}

export interface FeeYear extends Amounts, Span {
  readonly citation: string;
}

interface FeeExemption {
  readonly title: string;
  readonly citation: string;
  /** Any of these claims, any of these origins, or numbers that start so; what is given must all hold. */
  readonly claims?: readonly string[];
  readonly origins?: readonly string[];
  readonly products?: readonly string[];
  readonly exceptProducts?: readonly string[];
}

export interface Fee {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly rate: Decimal;
  /** Amounts of the statute, which each year multiplies by one factor; a fee without them has no limits. */
  readonly limits?: Amounts & { readonly years: readonly FeeYear[] };
  /** Ways of arriving on which it is due; all if not given. */
  readonly modes?: readonly string[];
  readonly exemptions: readonly FeeExemption[];
}

export interface FeeSchedule {
  readonly fees: readonly Fee[];
  /** Most an informal entry may be worth. */
  readonly informalLimit: { readonly dollars: number; readonly citation: string };
}

export interface FeeLine {
  readonly value: number;
  readonly hts: string;
  readonly origin: Origin;
  readonly claims: ReadonlySet<string>;
}

export interface EntryFacts {
  readonly date: IsoDate;
  readonly entryType: "formal" | "informal";
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
  readonly most: number;
  /** Customs value it is on. */
  readonly value: number;
  /** Why it is not charged, or not known. */
  readonly reason: string | null;
  readonly citation: string;
  /** Lines it is on. */
  readonly owing: readonly boolean[];
}

/** Each fee on an entry of these lines. Source: 19 CFR 24.23 and 24.24; FAST Act section 32201. */
export const feesOf = (lines: readonly FeeLine[], facts: EntryFacts, { fees }: FeeSchedule): FeeDue[] =>
  fees.map((fee) => feeDue(fee, lines, facts));

function feeDue(fee: Fee, lines: readonly FeeLine[], facts: EntryFacts): FeeDue {
  const exemptions = lines.map((line) => fee.exemptions.find((one) => isExempt(one, line)));
  const owing = exemptions.map((exemption) => exemption === undefined);
  const value = lines.reduce((sum, line, index) => (owing[index] ? sum + line.value : sum), 0);
  const due = (outcome: FeeDue["outcome"], amount: number | null, more: Partial<FeeDue>): FeeDue => ({
    fee,
    outcome,
    amount,
    least: amount ?? 0,
    most: amount ?? 0,
    value,
    reason: null,
    citation: fee.citation,
    owing,
    ...more,
  });
  const [exemption] = exemptions;
  if (!owing.includes(true) && exemption)
    return due("freed", 0, { reason: exemption.title, citation: exemption.citation });
  if (fee.modes && facts.mode !== null && !fee.modes.includes(facts.mode))
    return due("freed", 0, { reason: `goods came by ${facts.mode}` });
  const charged = amountOf(fee, value, facts);
  if (typeof charged !== "number") return due("unknown", null, charged);
  if (fee.modes && facts.mode === null)
    return due("unknown", null, { most: charged, reason: "how the goods came (--mode)" });
  return due("charged", charged, {});
}

const isExempt = (
  { claims, origins, products, exceptProducts }: FeeExemption,
  { claims: claimed, origin, hts }: FeeLine,
): boolean =>
  (claims === undefined || claims.some((claim) => claimed.has(claim))) &&
  (origins === undefined || includesOrigin(origins, origin)) &&
  (products === undefined || products.some((start) => hts.startsWith(start))) &&
  !exceptProducts?.some((start) => hts.startsWith(start));

type Unknown = Pick<FeeDue, "least" | "most" | "reason">;

/** The fee in cents; what it could be where the year's limits are not published in the data. */
function amountOf({ rate, limits }: Fee, value: number, facts: EntryFacts): number | Unknown {
  const plain = centsOf(value, fastRate(rate));
  if (!limits) return plain;
  const amounts = amountsOf(limits, facts);
  if (amounts) return limited(plain, amounts, facts);
  const last = limits.years.at(-1);
  const guess = last && limited(plain, last, facts);
  return {
    least: limited(plain, limits, facts),
    most: Math.max(plain, cents(limits.minimum), guess ?? 0),
    reason: `its limits on ${facts.date}, which are not in the data (--fee-factor)${last ? `; with those up to ${last.until} it would be $${((guess ?? 0) / 100).toFixed(2)}` : ""}`,
  };
}

function amountsOf(limits: NonNullable<Fee["limits"]>, { date, feeFactor }: EntryFacts): Amounts | undefined {
  if (feeFactor) return factored(limits, feeFactor);
  return limits.years.find((year) => inSpan(year, date));
}

/** Amounts of the statute times the factor of a year, in cents: 19 CFR 24.22(k). */
export const factored = ({ minimum, maximum, informal }: Amounts, factor: Decimal): Amounts => ({
  minimum: toCents(usd(minimum.times(factor))),
  maximum: toCents(usd(maximum.times(factor))),
  informal: toCents(usd(informal.times(factor))),
});

const cents = (amount: Usd): number => amount.times(100).toNumber();

const limited = (
  plain: number,
  { minimum, maximum, informal }: Amounts,
  { entryType }: EntryFacts,
): number =>
  entryType === "informal" ? cents(informal) : Math.min(Math.max(plain, cents(minimum)), cents(maximum));

/** A fee shared out over lines in proportion to their value: cents that add up to it, larger remainders first. */
export function sharedOut({ amount, owing, value }: FeeDue, lines: readonly FeeLine[]): (number | null)[] {
  if (amount === null) return lines.map(() => null);
  if (lines.length === 1) return [amount];
  const of = (line: FeeLine, index: number) => (owing[index] ? line.value : 0);
  const exact = lines.map((line, index) => (value === 0 ? 0 : (amount * of(line, index)) / value));
  const shares = exact.map(Math.floor);
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  const largest = exact
    .map((share, index) => ({ index, rest: owing[index] ? share - Math.floor(share) : -1 }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of largest.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
