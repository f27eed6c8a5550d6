/**
 * A worksheet of an entry: the lines as an entry summary declares them, the fees, the sums, what is open, and on what it
 * rests. It is for checking by eye, and no form of Customs: nothing is filed with it.
 */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Beside, Cell, Column, Further } from "../../contract/report.js";
import { goodsLine, money } from "../../contract/text.js";
import type { Assessment, Layer } from "../../law/assess.js";
import { allInLayer, asFiled, filedInCents, provisionDeclared, type SummaryDuty } from "../../law/declare.js";
import { isInQuota } from "../../law/entry.js";
import { isOfChapter98, printHts } from "../../law/hts.js";
import { originNamed } from "../../law/origin.js";
import { type Question, rankOf } from "../../law/questions.js";
import { effectiveRate, NO_USD, owed, toCents, type Usd } from "../../law/units.js";
import { type BesideDuty, type EntryFees, sumsOf, warningsOn, withoutLimit } from "./table.js";
import { enteredWords, type Openness, provisionLine, statusDayLine, statusLine } from "./words.js";

const ENDINGS = [".html", ".htm", ".xlsx", ".md"];

const text = (key: string, title: string): Column => ({ key, title, kind: "text", drop: 0 });
const dollars = (key: string, title: string): Column => ({
  key,
  title,
  kind: "usd",
  drop: 0,
  toTheCent: true,
});

const LINES: readonly Column[] = [
  text("line", "Line"),
  text("number", "HTS number"),
  text("what", "What is declared"),
  dollars("value_usd", "Value"),
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  dollars("duty_usd", "Duty"),
];
const FEES: readonly Column[] = [
  text("fee", "Fee"),
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  dollars("value_usd", "Value"),
  dollars("fee_usd", "Fee"),
  text("why", "Why"),
  text("citation", "Citation"),
];
const SUMS: readonly Column[] = [text("what", "Sum"), text("amount_usd", "Dollars")];
const QUESTIONS: readonly Column[] = [
  text("open", "What is not stated"),
  text("state", "How it is stated"),
  text("duty", "Duty then"),
  text("change", "Change"),
  text("citation", "Citation"),
];
const RESTS: readonly Column[] = [text("number", "Number"), text("measure", "Measure"), text("law", "Law")];

const UNKNOWN = "not known";

/** What a worksheet is of. Units: dollars, unrounded. */
export interface Worksheet {
  readonly path: string;
  readonly assessment: Assessment;
  readonly openness: Openness;
  readonly beside: BesideDuty;
}

/** The file of a worksheet. @throws {UserError} on a name of another kind of file. */
export function worksheetOf(
  { path, assessment, openness: all, beside }: Worksheet,
  context: Context,
): Beside {
  checkPath(path);
  const { entry } = assessment;
  const schedule = context.schedule();
  const openness = withoutLimit(all, assessment);
  const { name } = originNamed(entry.origin, schedule) ?? { name: entry.origin };
  const filed = filedInCents(
    asFiled(assessment, printHts(entry.hts), schedule.declaredFirst),
    assessment.base.fate,
  );
  const exact = asFiled(assessment, printHts(entry.hts), schedule.declaredFirst);
  const sums = sumsOf(assessment, openness, beside);
  return {
    ...{ path, flag: "--worksheet" },
    title: `Worksheet: ${printHts(entry.hts)} of ${name}, ${enteredWords(entry, beside)}`,
    heading: [...headingOf(assessment, openness, context), ...statusDayLine(entry, beside)],
    columns: LINES,
    rows: [
      ...provisionDeclared(entry).map((number): Cell[] => [
        ...["1", number, "Provision of chapter 98"],
        ...[null, null, NO_USD],
      ]),
      ...filed.map((one, at) => lineRow(one, exact[at]?.duty ?? null, assessment)),
    ],
    total: totalRow(entry.value, sums),
    further: [
      feesTable(beside.fees),
      sumsTable(sums, beside.fees),
      ...(openness.questions.length > 0 ? [questionsTable(openness.questions)] : []),
      restsOn(filed, assessment),
    ],
    notes: [...conventions(filed, assessment), ...warningsOn(assessment, openness, beside, context)],
  };
}

const headingOf = (assessment: Assessment, openness: Openness, context: Context): string[] => [
  ...goodsLine(context.names().description(assessment.entry.hts), true),
  `Customs value $${money(assessment.entry.value)}. ${statedWords(assessment)}`,
  ...provisionLine(assessment.entry, context.schedule()),
  statusLine(openness),
  "For checking an entry by eye. It is no form of U.S. Customs and Border Protection, and nothing is filed with it.",
];

type Sums = ReturnType<typeof sumsOf>;

const totalRow = (value: Usd, { duty, dutyAtLeast }: Sums): Record<string, Cell> => ({
  ...{ line: "", number: "", rate: "" },
  ...{ what: dutyAtLeast ? "Duty, at least" : "Duty", value_usd: value, duty_usd: duty },
});

function checkPath(path: string): void {
  if (ENDINGS.some((ending) => path.toLowerCase().endsWith(ending))) return;
  throw new UserError(`expected a file that ends in ${ENDINGS.join(", ")}; got "${path}"`, {
    where: "--worksheet",
    hint: "a page to print is .html, a workbook .xlsx, a table for notes .md",
  });
}

const cents = (amount: Usd): string => `$${money(toCents(amount))}`;

const toDeposit = (duty: Usd, { known, least }: EntryFees, isLeast: boolean): string =>
  `${isLeast || known === null ? "at least " : ""}${cents(duty.plus(known ?? least) as Usd)}`;

/** What the importer stated beside number, origin, day and value. */
function statedWords({
  entry: { claims, shares, quantities, loadedOn, adcvd, chapter98 },
}: Assessment): string {
  const stated = [
    ...(claims.size > 0 ? [`claims ${[...claims].join(", ")}`] : []),
    ...Object.entries(shares).map(
      ([piece, share]) => `${piece} ${share?.times(100).toFixed()} % of the value`,
    ),
    ...quantities.map(({ amount, unit }) => `${amount.toFixed()} ${unit}`),
    ...(loadedOn === null ? [] : [`loaded on ${loadedOn}`]),
    ...adcvd.deposits.map((deposit) => `case ${deposit.case}`),
    ...(chapter98 === null ? [] : [`provision ${printHts(chapter98.number)}`]),
  ];
  return stated.length === 0 ? "Nothing else is stated." : `Stated: ${stated.join("; ")}.`;
}

function lineRow(one: SummaryDuty, exact: Usd | null, { entry, base }: Assessment): Cell[] {
  const on = owed(entry.value, one.share);
  const isOpen = one.duty === null;
  return [
    String(one.line + 1),
    one.number,
    one.layer?.measure.title ??
      `The goods: ${base.applied.column} rate, ${base.applied.text || "none stated"}`,
    on,
    isOpen || on.isZero() ? (isOpen ? UNKNOWN : null) : effectiveRate(exact ?? NO_USD, on),
    isOpen ? UNKNOWN : one.duty,
  ];
}

function feesTable({ due }: EntryFees): Further {
  return {
    title: "Fees",
    columns: FEES,
    rows: due.map(({ fee, outcome, amount, value, reason, citation }): Cell[] => [
      fee.title,
      fee.rate.rate,
      toUsd(value),
      outcome === "unknown" || amount === null ? UNKNOWN : toUsd(amount / 100),
      reason ?? "",
      citation,
    ]),
  };
}

const toUsd = (amount: number): Usd => NO_USD.plus(amount) as Usd;

function sumsTable({ duty, dutyAtLeast, landed, landedAtLeast }: Sums, fees: EntryFees): Further {
  const least = (is: boolean) => (is ? "at least " : "");
  const rows: Cell[][] = [
    ["Duty", `${least(dutyAtLeast)}${cents(duty)}`],
    ["Fees", `${least(fees.known === null)}${cents(fees.known ?? fees.least)}`],
    ["Duty and fees", toDeposit(duty, fees, dutyAtLeast)],
    ["Landed cost", `${least(landedAtLeast)}${cents(landed)}`],
  ];
  return { title: "Sums", columns: SUMS, rows };
}

function questionsTable(questions: readonly Question[]): Further {
  const ordered = [...questions].sort((a, b) => rankOf(a) - rankOf(b) || b.change.abs().cmp(a.change.abs()));
  return {
    title: "What would change the duty",
    columns: QUESTIONS,
    rows: ordered.map(({ title, state, duty, change, heading, citation }): Cell[] => [
      title,
      state,
      duty === null ? UNKNOWN : cents(duty),
      duty === null ? "" : `${change.isNegative() ? "-" : "+"}${cents(change.abs() as Usd)}`,
      [heading, citation].filter(Boolean).join("; "),
    ]),
  };
}

/** Each number with the acts it rests on, once. */
function restsOn(filed: readonly SummaryDuty[], { layers }: Assessment): Further {
  const numbers = new Map<Layer, string>();
  for (const { layer, number } of filed)
    if (layer !== null && !numbers.has(layer)) numbers.set(layer, number);
  for (const layer of layers) if (!numbers.has(layer)) numbers.set(layer, "none");
  const rows = [...numbers].map(([{ version, measure }, number]): Cell[] => [
    number,
    measure.title,
    version.sources.map(({ cite, title }) => (title.includes(cite) ? title : `${cite}, ${title}`)).join("; "),
  ]);
  return { title: "Law", columns: RESTS, rows };
}

/** How entry summaries state what stands on this one. */
function conventions(filed: readonly SummaryDuty[], { layers, entry }: Assessment): string[] {
  const allIn = allInLayer(layers, isInQuota(entry.claims));
  const number = filed.find(({ layer }) => layer !== null && layer === allIn)?.number;
  const lines = new Set(filed.map(({ line }) => line)).size;
  const isUnder98 = entry.chapter98 !== null && isOfChapter98(entry.chapter98.number);
  return [
    ...(number === undefined
      ? []
      : [
          `The all-in rate of ${number} stands in full on its own number, and nothing on that of the goods (CSMS 66319804, 67045953).`,
        ]),
    ...(lines > 1
      ? [`The goods stand on ${lines} lines, one for each part of the value (CSMS 64348411, 64348288).`]
      : []),
    ...(isUnder98 ? ["The number of chapter 98 is declared first (CSMS 69668138)."] : []),
    "Numbers stand in the order in which customs takes them; each duty is rounded to cents, half up.",
  ];
}
