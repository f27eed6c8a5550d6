/**
 * A worksheet of an entry: the lines as an entry summary declares them, the fees, the sums, what is open, and on what it
 * rests. It is for checking by eye, and no form of Customs: nothing is filed with it.
 */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Beside, Cell, Column, Further, Page } from "../../contract/report.js";
import type { Rows } from "../../contract/rows.js";
import { banWords, goodsLine, money, ordersWords } from "../../contract/text.js";
import { dayOfEntry } from "../../entries/entry-row.js";
import { entryOf } from "../../entries/goods-duty.js";
import type { PricedRow, PricingFlags } from "../../entries/priced-entries.js";
import { feesOfEntries } from "../../entries/priced-entries.js";
import { textIn } from "../../entries/row-cells.js";
import type { Assessment, Layer } from "../../law/assess.js";
import { asFiled, filedInCents, provisionDeclared, type SummaryDuty } from "../../law/declare.js";
import type { Entry } from "../../law/entry.js";
import type { FeeDue } from "../../law/fees.js";
import { printHts } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import { originWordsOf } from "../../law/origin.js";
import { type Answered, type Question, rankOf } from "../../law/questions.js";
import { type Decimal, effectiveRate, NO_USD, owed, toCents, type Usd } from "../../law/units.js";
import { percent } from "../common/law-words.js";
import { problemText } from "./file-rows.js";
import { type BesideDuty, type EntryFees, sumsOf, warningsOn, withoutLimit } from "./table.js";
import {
  conventions,
  enteredWords,
  type Openness,
  provisionLine,
  statedWords,
  statusDayLine,
  statusLine,
} from "./words.js";

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
  text("rate", "Rate"),
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

/** The file of a worksheet of one entry. @throws {UserError} on a name of another kind of file. */
export function worksheetOf(
  { path, assessment, openness: all, beside }: Worksheet,
  context: Context,
): Beside {
  checkPath(path);
  const { entry } = assessment;
  const schedule = context.schedule();
  const openness = withoutLimit(all, assessment);
  const name = originWordsOf(entry.origin, schedule);
  const filed = filedInCents(
    asFiled(assessment, printHts(entry.hts), schedule.declaredFirst),
    assessment.base.fate,
  );
  const exact = asFiled(assessment, printHts(entry.hts), schedule.declaredFirst);
  const sums = sumsOf(assessment, openness, beside);
  return {
    ...{ path, flag: "--worksheet" },
    title: `Worksheet: ${printHts(entry.hts)} of ${name}, ${enteredWords(entry, beside)}`,
    heading: [
      ...headingOf(assessment, openness, context),
      ...statusDayLine(entry, beside, context.schedule()),
    ],
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
  NO_FORM,
];

type Sums = ReturnType<typeof sumsOf>;

const totalRow = (
  value: Usd,
  { duty, dutyAtLeast }: Pick<Sums, "duty" | "dutyAtLeast">,
): Record<string, Cell> => ({
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

function feesTable({ due }: Pick<EntryFees, "due">): Further {
  return {
    title: "Fees",
    columns: FEES,
    rows: due.map(({ fee, outcome, amount, value, reason, citation }): Cell[] => [
      fee.title,
      percent(fee.rate.rate),
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

// Worksheets of the entries of a file: a page each.

/** Entries and lines of which worksheets are made: whoever checks by eye does not get through more. */
const MOST = { entries: 250, lines: 2000 } as const;

interface SheetFlags extends PricingFlags {
  readonly path: string;
  readonly feeFactor?: Decimal;
}

type AnsweredBy = (entry: Entry, context: Context, view: View) => Answered;

/** A line of a file as it stands on the page of its entry. */
interface SheetLine {
  /** What the file calls it: the number of the line, or of the row. */
  readonly name: string;
  readonly line: PricedRow;
  /** `null` where it cannot be read, or not be entered. */
  readonly found: { readonly assessment: Assessment; readonly openness: Openness } | null;
}

/**
 * Worksheets of entries that are added one by one, and the file they make once all have gone by. @throws {UserError} on a
 * name of another kind of file; `add` at the entry that is one too many.
 */
export function fileWorksheets(rows: Rows, flags: SheetFlags, context: Context, answered: AnsweredBy) {
  checkPath(flags.path);
  const { readAs = rows.columns } = rows;
  const number = textIn(readAs, "line");
  const feesOf = feesOfEntries(flags, context);
  const pages: Page[] = [];
  let lines = 0;
  const beside: Beside = {
    ...{ path: flags.path, flag: "--worksheet", title: `Worksheets of ${rows.name}` },
    ...{ columns: [ENTRY, ...LINES], heading: [NO_FORM], pages },
    get rows() {
      return pages.flatMap((page) => page.rows.map((row) => [page.title, ...row]));
    },
    get further() {
      return furtherOf(pages);
    },
  };
  return {
    beside,
    add(entry: readonly PricedRow[]): void {
      if (entry.length === 0) return;
      lines += entry.length;
      if (pages.length === MOST.entries || lines > MOST.lines) throw tooMany(rows, entry);
      const all = entry.map((line): SheetLine => {
        const own = number.of(line.row.cells).trim();
        const name = own === "" ? `row ${line.row.at}` : `line ${own}`;
        return { name, line, found: foundOf(line, flags, context, answered) };
      });
      pages.push(pageOf(all, feesOf(entry)?.due ?? null, context));
    },
  };
}

const tooMany = ({ name }: Rows, [first]: readonly PricedRow[]): UserError =>
  new UserError(
    `worksheets are of at most ${MOST.entries} entries and ${MOST.lines} lines; ${name} has more, from row ${first?.row.at} on`,
    {
      where: "--worksheet",
      hint: "take the entries to check into a file of their own; -o duties.xlsx has all",
    },
  );

const ENTRY = text("entry", "Entry");
const NO_FORM =
  "For checking an entry by eye. It is no form of U.S. Customs and Border Protection, and nothing is filed with it.";

function foundOf(
  { goods, priced, ban }: PricedRow,
  flags: SheetFlags,
  context: Context,
  answered: AnsweredBy,
): SheetLine["found"] {
  if (goods === null || priced === null || ban !== null) return null;
  const { assessment, ...known } = answered(entryOf(goods, goods.hts), context, flags.view ?? "law");
  const openness = flags.asks === false ? { ...known, questions: [] } : known;
  return { assessment, openness: withoutLimit(openness, assessment) };
}

/** The tables of all pages, each with the entry its rows are of. */
function furtherOf(pages: readonly Page[]): Further[] {
  const all = new Map<string, { columns: readonly Column[]; rows: Cell[][] }>();
  for (const { title: entry, further = [] } of pages)
    for (const { title, columns, rows } of further) {
      const one = all.get(title) ?? { columns: [ENTRY, ...columns], rows: [] };
      one.rows.push(...rows.map((row) => [entry, ...row]));
      all.set(title, one);
    }
  return [...all].map(([title, one]) => ({ title, ...one }));
}

/** The page of an entry: its lines as an entry summary declares them, numbered through. */
function pageOf(lines: readonly SheetLine[], due: readonly FeeDue[] | null, context: Context): Page {
  const [first] = lines;
  const known = lines.flatMap(({ found }) => found ?? []);
  const isLeast = lines.some(
    ({ found }) => found?.openness.status !== "exact" && found?.openness.status !== "presumed",
  );
  const declared = declaredLines(lines, context);
  const duty = sumOf(declared.map(({ one }) => one?.duty ?? NO_USD));
  const value = sumOf(known.map(({ assessment }) => assessment.entry.value));
  const entry = first?.line.entry ?? "";
  const filed = declared.flatMap(({ one }) => one ?? []);
  return {
    title: entry === "" ? `Entry of ${first?.name}` : `Entry ${entry}`,
    heading: [...datesOf(lines), `Customs value $${money(value)}, ${counted(lines.length)}.`, NO_FORM],
    columns: LINES,
    rows: declared.map(({ cells }) => cells),
    total: totalRow(value, { duty, dutyAtLeast: isLeast }),
    further: [
      ...(due === null ? [] : [feesTable({ due })]),
      fileSums(duty, isLeast, due),
      ...fileQuestions(lines),
      ...lawOf(known, filed, context),
    ],
    notes: [
      ...lines.flatMap(({ name, line }) => problemOf(name, line)),
      ...(due === null ? ["Fees are of the whole entry, of which a line cannot be read or entered."] : []),
      ...new Set(known.flatMap(({ assessment }) => conventions(filedOf(assessment, context), assessment))),
    ],
  };
}

const counted = (lines: number): string =>
  lines === 1 ? "one line of the file" : `${lines} lines of the file`;
const sumOf = (amounts: readonly Usd[]): Usd => amounts.reduce((sum, one) => sum.plus(one) as Usd, NO_USD);

const datesOf = (lines: readonly SheetLine[]): string[] => {
  const days = [...new Set(lines.flatMap(({ line }) => (line.goods ? dayOfEntry(line.goods) : [])))];
  return days.length === 0 ? [] : [`Entered on ${days.join(", ")}.`];
};

const filedOf = (assessment: Assessment, context: Context): SummaryDuty[] =>
  filedInCents(
    asFiled(assessment, printHts(assessment.entry.hts), context.schedule().declaredFirst),
    assessment.base.fate,
  );

interface DeclaredRow {
  readonly cells: Cell[];
  readonly one: SummaryDuty | null;
}

function declaredLines(lines: readonly SheetLine[], context: Context): DeclaredRow[] {
  let before = 0;
  return lines.flatMap(({ name, line, found }): DeclaredRow[] => {
    const number = line.goods ? printHts(line.goods.hts) : "";
    if (found === null) {
      before += 1;
      return [{ cells: [String(before), number, `${name}: see below`, null, null, UNKNOWN], one: null }];
    }
    const { assessment } = found;
    const filed = filedOf(assessment, context);
    const exact = asFiled(assessment, printHts(assessment.entry.hts), context.schedule().declaredFirst);
    const from = before;
    before += 1 + Math.max(...filed.map((one) => one.line));
    return [
      ...provisionDeclared(assessment.entry).map(
        (provision): DeclaredRow => ({
          cells: [String(from + 1), provision, "Provision of chapter 98", null, null, NO_USD],
          one: null,
        }),
      ),
      ...filed.map((one, at): DeclaredRow => {
        const [, ...cells] = lineRow(one, exact[at]?.duty ?? null, assessment);
        if (one.layer === null) cells[1] = `${cells[1]} (${name}). ${statedWords(assessment)}`;
        return { cells: [String(from + one.line + 1), ...cells], one };
      }),
    ];
  });
}

function fileSums(duty: Usd, isLeast: boolean, due: readonly FeeDue[] | null): Further {
  const words = (is: boolean, amount: Usd) => `${is ? "at least " : ""}${cents(amount)}`;
  const fees = toUsd((due ?? []).reduce((sum, { amount, least }) => sum + (amount ?? least), 0) / 100);
  const areLeast = due === null || due.some(({ amount }) => amount === null);
  const rows = [
    ["Duty", words(isLeast, duty)],
    ["Fees", words(areLeast, fees)],
    ["Duty and fees", words(isLeast || areLeast, duty.plus(fees) as Usd)],
  ];
  return { title: "Sums", columns: SUMS, rows };
}

/** Questions on the lines of an entry that a page has room for, most dollars first. */
const MOST_QUESTIONS = 12;

function fileQuestions(lines: readonly SheetLine[]): Further[] {
  const all = lines.flatMap(({ name, found }) =>
    (found?.openness.questions ?? []).map((question) => ({
      ...question,
      title: `${name}: ${question.title}`,
    })),
  );
  if (all.length === 0) return [];
  const first = [...all].sort((a, b) => b.change.abs().cmp(a.change.abs())).slice(0, MOST_QUESTIONS);
  const table = questionsTable(first);
  const more = all.length - first.length;
  return [{ ...table, rows: [...table.rows, ...(more > 0 ? [[`and ${more} more`, "", "", "", ""]] : [])] }];
}

/** What the numbers of an entry rest on, each once. */
function lawOf(
  known: readonly { readonly assessment: Assessment }[],
  filed: readonly SummaryDuty[],
  context: Context,
): Further[] {
  const rows = known.flatMap(({ assessment }) => restsOn(filedOf(assessment, context), assessment).rows);
  const once = new Map(rows.map((row) => [row.join("\n"), row]));
  return filed.length === 0 ? [] : [{ title: "Law", columns: RESTS, rows: [...once.values()] }];
}

function problemOf(name: string, { priced, problems, ban, orders }: PricedRow): string[] {
  const whole = ban ? banWords(ban) : problemText(problems, priced?.duty.needs ?? [], null);
  return [
    ...(whole === "" ? [] : [`${name}: ${whole}.`]),
    ...(orders.length > 0 ? [`${name}: ${ordersWords(orders)}.`] : []),
  ];
}
