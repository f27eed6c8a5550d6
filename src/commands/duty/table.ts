/**
 * An assessment as a report: the numbers to declare in their order, the layers that did not apply, the fees, and what
 * is presumed.
 */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { EntryType, Mode } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { goodsFact, goodsLine, grouped, money } from "../../contract/text.js";
import type { Assessment, Bounds, Layer, Outcome } from "../../law/assess.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { asFiled, filedInCents, inCents, inDeclaredOrder, type SummaryDuty } from "../../law/declare.js";
import type { Entry } from "../../law/entry.js";
import type { LawEvent } from "../../law/event.js";
import { type FeeDue, type FeeSchedule, feeLineOf, feesOf, mailFeeOn } from "../../law/fees.js";
import { printHts } from "../../law/hts.js";
import { originNamed, originWordsOf } from "../../law/origin.js";
import { type Decimal, effectiveRate, owed, plusUsd, toCents, type Usd, usd } from "../../law/units.js";
import { aheadNotes, inWords, lateWords, mailWords, needsInWords } from "../common/law-words.js";
import {
  enteredWords,
  exemptingOf,
  explanation,
  laterNumbers,
  type Openness,
  orderNotes,
  orderRows,
  preferenceNotes,
  provisionLine,
  questionNotes,
  questionRows,
  statusDayLine,
  statusLine,
  unlawfulNotes,
} from "./words.js";

export const COLUMNS: readonly Column[] = [
  { key: "line", title: "#", kind: "text", drop: 6, machineOnly: true },
  { key: "title", title: "Layer", kind: "text", drop: 0, inFull: true },
  { key: "measure", title: "Measure", kind: "text", drop: 7, machineOnly: true },
  { key: "authority", title: "Authority", kind: "text", drop: 6 },
  { key: "heading", title: "Heading", kind: "text", drop: 0 },
  { key: "outcome", title: "Outcome", kind: "text", drop: 0 },
  { key: "by", title: "By", kind: "list", drop: 0 },
  { key: "part", title: "Part", kind: "rate", drop: 4 },
  { key: "value_usd", title: "On", kind: "usd", drop: 4 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0, asStated: true },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0, toTheCent: true },
  { key: "citation", title: "Citation", kind: "text", drop: 5 },
];

/** What a report of one entry takes beside its duty. */
export interface BesideDuty {
  readonly fees: EntryFees;
  readonly freight?: Usd;
  readonly insurance?: Usd;
  readonly explain?: true;
  /** The day of entry; the rates may be those of an earlier day. */
  readonly enteredOn: IsoDate;
  /** No day of entry was stated. */
  readonly undated?: boolean;
  /** What is stated and changes nothing: `The claim USMCA`. */
  readonly idle: readonly string[];
  /** Changes of the law after the entry that move its duty, or may. */
  readonly ahead: readonly LawEvent[];
}

/** Units: dollars rounded to cents, rates of customs value as they are before that. */
export function dutyReport(
  unrounded: Assessment,
  answered: Openness,
  beside: BesideDuty,
  context: Context,
): Report {
  const openness = withoutLimit(answered, unrounded);
  const assessment = inCents(unrounded);
  const { entry, base } = assessment;
  const schedule = context.schedule();
  const name = originWordsOf(entry.origin, schedule);
  const sums = sumsOf(assessment, openness, beside);
  const goods = context.names().description(entry.hts);
  return {
    title: `Duty on ${printHts(entry.hts)} of ${name}, ${enteredWords(entry, beside)}`,
    heading: [
      ...goodsLine(goods, beside.explain),
      `Customs value $${money(entry.value)}; base duty of the tariff: ${base.applied.column}, ${base.applied.text || "no rate stated"}`,
      ...provisionLine(entry, schedule),
      statusLine(openness),
      ...statusDayLine(entry, beside, context.schedule()),
      ...checkedLine(entry.date, schedule.asOf, beside.undated === true),
    ],
    columns: COLUMNS,
    rows: numbered([...layerRows(unrounded, schedule.declaredFirst), ...feeRows(beside.fees)]),
    total: totalOf(unrounded, openness.limits, beside.fees, sums),
    notes: notesOn(assessment, openness, beside, sums, context),
    facts: {
      goods: goodsFact(goods),
      status: openness.status,
      asks: questionRows(openness),
      orders: orderRows(assessment),
    },
  };
}

const notesOn = (
  assessment: Assessment,
  openness: Openness,
  beside: BesideDuty,
  sums: Sums,
  context: Context,
): string[] => [
  ...needNotes(assessment, openness),
  ...questionNotes(openness, beside.explain === true, context),
  ...lawNotes(assessment, beside, context),
  ...feeNotes(beside.fees),
  landedNote(sums),
  ...(beside.ahead.length > 0 ? aheadNotes(beside.ahead) : []),
  ...(beside.explain ? explanation(assessment, context) : []),
];

/** What the law says of these goods beside what they owe. */
const lawNotes = (assessment: Assessment, beside: BesideDuty, context: Context): string[] => [
  ...orderNotes(assessment, context),
  ...presumedNotes(assessment),
  ...unlawfulNotes(assessment, context),
  ...idleNotes(beside.idle),
  ...preferenceNotes(assessment, context),
  ...laterNumbers(assessment),
];

/** What a reader of an answer should know beside its sums and questions. */
export const warningsOn = (
  assessment: Assessment,
  openness: Openness,
  beside: BesideDuty,
  context: Context,
): string[] => [
  ...needNotes(assessment, openness),
  ...lawNotes(assessment, beside, context),
  ...(beside.ahead.length > 0 ? aheadNotes(beside.ahead) : []),
];

/** What goods owe that an order may cover is not known, and nothing limits it. */
export const withoutLimit = (openness: Openness, { orders }: Assessment): Openness =>
  orders.length === 0
    ? openness
    : {
        ...openness,
        status: "unknown",
        limits: { ...openness.limits, most: null },
        beforeDeposits: openness.limits,
      };

interface Sums {
  readonly duty: Usd;
  readonly landed: Usd;
  /** Freight or insurance is among the landed cost. */
  readonly carried: boolean;
  /** Duty, or duty and fees, are lower bounds. */
  readonly dutyAtLeast: boolean;
  readonly landedAtLeast: boolean;
}

export function sumsOf(
  { entry, duty }: Assessment,
  { status, limits }: Openness,
  beside: Pick<BesideDuty, "fees" | "freight" | "insurance">,
): Sums {
  const { fees, freight, insurance } = beside;
  const dutyAtLeast = status === "unknown";
  const least = dutyAtLeast ? toCents(limits.least) : duty;
  const carriage = [freight, insurance].flatMap((amount) => amount ?? []);
  return {
    duty: least,
    landed: [entry.value, least, fees.least, ...carriage].reduce(plusUsd),
    carried: carriage.length > 0,
    dutyAtLeast,
    landedAtLeast: dutyAtLeast || fees.known === null,
  };
}

const totalOf = (
  assessment: Assessment,
  limits: Bounds,
  fees: EntryFees,
  { duty, landed, dutyAtLeast, landedAtLeast }: Sums,
): NonNullable<Report["total"]> => ({
  title: dutyAtLeast ? "Duty, at least" : "Duty",
  value_usd: assessment.entry.value,
  duty_usd: duty,
  fees_usd: fees.known,
  ...bySource(inCents(assessment)),
  rate: effectiveRate(dutyAtLeast ? duty : assessment.duty, assessment.entry.value),
  at_least: dutyAtLeast,
  at_most_usd: dutyAtLeast || limits.most === null ? limits.most && toCents(limits.most) : duty,
  fees_at_least_usd: fees.least,
  fees_at_most_usd: fees.most,
  landed_usd: landedAtLeast ? null : landed,
  landed_at_least_usd: landed,
});

/** Base duty and what chapter 99 adds to it, by law, whichever number declares them; `null` where one is not known. */
export function bySource({ base, layers }: Assessment) {
  const sum = (fates: readonly Outcome[]): Usd | null =>
    fates.some(({ outcome }) => outcome === "unknown")
      ? null
      : fates.flatMap((fate) => (fate.outcome === "charged" ? [fate.duty] : [])).reduce(plusUsd, usd(0));
  return { base_duty_usd: sum([base.fate]), additional_duty_usd: sum(layers.map(({ fate }) => fate)) };
}

const landedNote = ({ landed, carried, landedAtLeast }: Sums): string =>
  `Landed cost ${landedAtLeast ? "at least " : ""}$${money(landed)}: value, duty${carried ? ", freight and insurance as given" : ""} and fees.`;

const idleNotes = (idle: readonly string[]): string[] =>
  idle.map((what) => `${what} changes nothing on these goods.`);

/** Under which law the figure is: where no day was stated, or a later one than the law was checked to. */
const checkedLine = (day: IsoDate, asOf: IsoDate, undated: boolean): string[] =>
  day > asOf
    ? [lateWords(asOf)]
    : undated
      ? [`No --date is given: the law is that of ${asOf}, the last day it was checked for.`]
      : [];

const numbered = (rows: readonly Cell[][]): Cell[][] =>
  rows.map((cells, index) => [String(index + 1), ...cells]);

/** What is declared, as it is declared, line after line of the entry summary; what gave way without a number last. */
function layerRows(assessment: Assessment, order: readonly string[]): Cell[][] {
  const { entry, base, layers } = assessment;
  const exact = asFiled(assessment, printHts(entry.hts), order);
  const declared = new Set(exact.map(({ layer }) => layer));
  const silent = inDeclaredOrder(layers, order).filter((layer) => !declared.has(layer));
  return [
    ...filedInCents(exact, base.fate).map((one, at) => declaredRow(one, at, exact, assessment)),
    ...silent.map((layer) => [
      ...layerCells(layer),
      ...outcomeCells(byExemption(layer.fate, assessment), null),
      citesOf(layer),
    ]),
  ];
}

/** A number with the value and the duty that stand by it; the rate is that before rounding, of the same place in `all`. */
function declaredRow(
  one: SummaryDuty,
  at: number,
  all: readonly SummaryDuty[],
  { entry, base }: Assessment,
): Cell[] {
  const { layer, number } = one;
  const exact = all[at]?.duty ?? null;
  if (layer !== null)
    return [
      ...layerCells({ ...layer, heading: number }),
      ...outcomeCells(layer.fate, one, exact, entry.value),
      citesOf(layer),
    ];
  const allIn = all.find(
    ({ layer, line, ofBase }) => layer !== null && line === one.line && !ofBase.isZero(),
  );
  const title = `Base duty, ${base.applied.column}${base.estimated ? ", estimated" : ""}`;
  const [outcome, by, ...amounts] = outcomeCells(base.fate, one, exact, entry.value);
  const takenBy = allIn?.layer ? [allIn.layer.measure.id] : by;
  return [
    title,
    "base",
    "base",
    number,
    outcome ?? null,
    takenBy ?? null,
    ...amounts,
    "HTSUS General Note 3",
  ];
}

/** What gives way to a measure that frees the goods does so by the heading of that exemption: nobody owes the measure. */
function byExemption(fate: Outcome, assessment: Assessment): Outcome {
  if (fate.outcome !== "displaced") return fate;
  const headings = exemptingOf(fate.by, assessment).map(({ by }) => by);
  return headings.length > 0 ? { outcome: "displaced", by: [...new Set(headings)] } : fate;
}

const layerCells = ({ measure: { title, id, authority }, heading }: Layer): Cell[] => [
  title,
  id,
  authority,
  heading,
];

const citesOf = ({ version }: Layer): string => version.sources.map(({ cite }) => cite).join("; ");

/** Outcome, by whom, part, value, rate, dollars. @param filed What stands by the number, if one is declared. */
function outcomeCells(
  fate: Outcome,
  filed: SummaryDuty | null,
  exact: Usd | null = null,
  value: Usd = usd(0),
): Cell[] {
  const on = filed && owed(value, filed.share);
  const { outcome, by } = outcomeOn(fate, filed);
  if (outcome === "unknown") return [outcome, null, null, null, null, null];
  if (on === null || filed === null || outcome !== "charged")
    return [outcome, by, null, on, null, filed?.duty ?? null];
  return [outcome, by, filed.share, on, exact && effectiveRate(exact, on), filed.duty];
}

/** What came of a layer on the part of the value that a number is declared on. */
function outcomeOn(fate: Outcome, filed: SummaryDuty | null): { outcome: Outcome["outcome"]; by: Cell } {
  switch (fate.outcome) {
    case "charged": {
      const yielded = fate.yieldedTo.length > 0 ? fate.yieldedTo : null;
      if (filed === null || filed.charges) return { outcome: "charged", by: yielded };
      return yielded && filed.number === filed.layer?.version.yieldsTo.heading
        ? { outcome: "displaced", by: yielded }
        : { outcome: "freed", by: [filed.number] };
    }
    case "displaced":
      return { outcome: "displaced", by: fate.by };
    case "freed":
      return { outcome: "freed", by: [fate.by] };
    case "unknown":
      return { outcome: "unknown", by: null };
  }
}

/** What is missing, and what it could come to. */
function needNotes(
  { needs, layers, base }: Assessment,
  { limits, beforeDeposits }: Pick<Openness, "limits" | "beforeDeposits">,
): string[] {
  if (needs.length === 0) return [];
  const { least, most } = beforeDeposits ?? limits;
  const range =
    most === null
      ? `at least $${money(least)}; without a limit until it is known`
      : `at least $${money(least)}, up to $${money(most)}${beforeDeposits ? ", before deposits under orders" : ""}`;
  const named = [
    { title: "the base duty", fate: base.fate },
    ...layers.map(({ measure, fate }) => ({ title: measure.title, fate })),
  ];
  const terms = named.flatMap(({ title, fate }) =>
    fate.outcome === "unknown" ? [`${title} (${inWords(fate.duty)})`] : [],
  );
  return [
    `Not stated: ${needsInWords(needs).join(", ").replace(/\.$/, "")}. Duty is ${range}.`,
    ...(terms.length > 0 ? [`Waiting for it: ${terms.join("; ")}.`] : []),
  ];
}

interface FeeFlags {
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly feeFactor?: Decimal;
}

export interface EntryFees {
  readonly due: readonly FeeDue[];
  /** Sum of the fees; `null` while one is not known. */
  readonly known: Usd | null;
  readonly least: Usd;
  /** `null` where nothing in the data limits it. */
  readonly most: Usd | null;
  /** The fee on mail that the goods come in: in no sum, since no entry says for how many items it is due. */
  readonly mail: ReturnType<typeof mailFeeOn>;
}

/** @throws {UserError} if an informal entry is worth more than one may be. */
export function feesOfEntry(entry: Entry, flags: FeeFlags, context: Context): EntryFees {
  const schedule = context.fees();
  const { mode = null, entryType = "formal", feeFactor } = flags;
  const { dollars, citation } = schedule.informalLimit;
  const value = entry.value.toNumber();
  checkFactor(entry, flags, schedule);
  if (entryType === "informal" && value > dollars)
    throw new UserError(
      `an informal entry is worth at most $${grouped(String(dollars))} (${citation}); this one $${money(entry.value)}`,
      {
        where: "--entry-type",
        hint: "enter it as formal",
      },
    );
  const origin = originNamed(entry.origin, context.schedule());
  const facts = { date: entry.date, mode, entryType, feeFactor };
  const due = origin ? feesOf([feeLineOf(entry, origin, context.schedule())], facts, schedule) : [];
  const sum = (of: (fee: FeeDue) => number): Usd =>
    usd(due.reduce((total, fee) => total + of(fee), 0)).div(100) as Usd;
  return {
    due,
    mail: mailFeeOn(entry, schedule),
    known: due.some(({ amount }) => amount === null) ? null : sum(({ amount }) => amount ?? 0),
    least: sum(({ least }) => least),
    most: due.some(({ most }) => most === null) ? null : sum(({ most }) => most ?? 0),
  };
}

/** @throws {UserError} on a factor for a year whose limits the data has. */
function checkFactor({ date }: Entry, { feeFactor }: FeeFlags, { fees }: FeeSchedule): void {
  const published = fees.every(({ limits }) => limits?.years.some((year) => inSpan(year, date)) ?? true);
  if (feeFactor !== undefined && published)
    throw new UserError(`the limits of fees on ${date} are in the data`, {
      where: "--fee-factor",
      hint: "leave it out; it is for a year whose notice is not in the data",
    });
}

/** A row a fee, after the layers of duty. */
const feeRows = ({ due }: EntryFees): Cell[][] =>
  due.map(({ fee, outcome, amount, citation, reason }) => [
    fee.title,
    fee.id,
    "fee",
    null,
    outcome,
    outcome !== "unknown" && reason !== null ? [reason] : null,
    null,
    null,
    outcome === "unknown" || reason === null ? fee.rate.rate : null,
    outcome === "charged" && amount !== null ? usd(amount).div(100) : null,
    citation,
  ]);

function feeNotes({ due, least, most, known, mail }: EntryFees): string[] {
  const unknown = due.filter(({ outcome }) => outcome === "unknown");
  const upTo = most ? `, up to $${money(most)}` : "";
  const sum = known ? `Fees $${money(known)}.` : `Fees at least $${money(least)}${upTo}.`;
  return [
    ...unknown.map(({ fee, reason }) => `${fee.title}: not known without ${reason}.`),
    sum,
    ...(mail ? [mailWords(mail)] : []),
  ];
}

// Some duties rest on what the law presumes of the goods; a reader who could state otherwise is told.

/** One note, if metal content is presumed that a charged layer is on. */
function presumedNotes({ entry, layers }: Pick<Assessment, "entry" | "layers">): string[] {
  const pieces = layers.flatMap(({ version: { presumed }, fate }) =>
    presumed && fate.outcome === "charged" && entry.shares[presumed.piece] === undefined
      ? [presumed.piece]
      : [],
  );
  const [piece] = pieces;
  if (piece === undefined) return [];
  const metals = [...new Set(pieces)].join(" and ");
  return [
    `No content is stated, so the law takes the value for ${metals}; --metal ${piece}=0.8 says that a fifth of it is something else.`,
  ];
}
