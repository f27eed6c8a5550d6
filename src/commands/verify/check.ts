/** Runs worked examples: of measures, of whole entries in cents with their fees, of fees and of drawback. */
import type { Context } from "../../contract/command.js";
import { toEntry } from "../../contract/measure-text.js";
import type {
  DrawbackExample,
  EntryExample,
  FeeExample,
  SummaryExample,
  WorkedExample,
} from "../../data/shapes/examples.js";
import type { ExampleText } from "../../data/shapes/measure.js";
import { allImplied, catalogueOf } from "../../entries/claims.js";
import { type DeclaredLayer, dutyOfAssessment } from "../../entries/line-duty.js";
import { type Assessment, assess, type Layer, type Outcome } from "../../law/assess.js";
import { barred, barredIf } from "../../law/ban.js";
import type { IsoDate } from "../../law/calendar.js";
import { feeValueOf } from "../../law/chapter98.js";
import { inCents, printCents } from "../../law/declare.js";
import { type Drawback, drawbackOf } from "../../law/drawback.js";
import type { Entry } from "../../law/entry.js";
import { type EntryFacts, type FeeDue, type FeeLine, feesOf } from "../../law/fees.js";
import { printHts } from "../../law/hts.js";
import { originNamed } from "../../law/origin.js";
import { answer } from "../../law/questions.js";
import type { Schedule } from "../../law/schedule.js";
import { centsIn, decimal, effectiveRate, usd } from "../../law/units.js";

/** Whether the law gives what a worked example says. */
export function checkWorkedExample(example: WorkedExample, context: Context): Finding {
  if ("entry" in example)
    return isOfConditions(example)
      ? checkConditions(example, context)
      : checkEntryExample(example, context.schedule());
  if ("summary" in example) return checkSummary(example, context);
  return "fees" in example ? checkFees(example, context) : checkDrawback(example, context);
}

function checkDrawback(example: DrawbackExample, context: Context): Finding {
  const { paid, exported, imported } = example.drawback;
  const amounts = paid.map(({ id, amount }) => ({ id, amount: usd(amount) }));
  const found = drawbackOf(amounts, decimal(exported).div(imported), context.drawback());
  const parts = (["refund", "barred", "unknown"] as const).flatMap((part) => partOf(part, example, found));
  const wrong = parts.filter(({ expected, got }) => expected !== got);
  const listed = (of: (part: (typeof wrong)[number]) => string) => wrong.map(of).join(", ");
  return wrong.length === 0
    ? null
    : {
        expected: listed(({ part, expected }) => `${part} ${expected}`),
        found: listed(({ part, got }) => `${part} ${got}`),
      };
}

function partOf(part: keyof Drawback, example: DrawbackExample, found: Drawback) {
  const expected = example[part];
  return expected === undefined ? [] : [{ part, expected, got: found[part].toFixed(2) }];
}

/** What an example found: `null` if it holds, else what was expected and what came of it. */
export type Finding = { readonly expected: string; readonly found: string } | null;

/** Whether a measure does to an entry, in the law as a whole, what its example says. */
export function checkMeasureExample(id: string, example: ExampleText, schedule: Schedule): Finding {
  const assessment = assess(toEntry(example.entry), schedule, example.view);
  if (!assessment)
    return {
      expected: example.outcome,
      found: `the tariff has no line ${example.entry.hts} on ${example.entry.date}`,
    };
  const layer = assessment.layers.find(({ measure }) => measure.id === id);
  const expected = [example.outcome, example.duty, example.by && `by ${example.by}`]
    .filter(Boolean)
    .join(" ");
  const found = layer ? outcomeText(layer, example) : "outside";
  return expected === found ? null : { expected, found };
}

/** An outcome in the words of the example: its duty and its displacer only if the example names them. */
function outcomeText({ fate }: Layer, { by, duty }: ExampleText): string {
  const dollars = duty === undefined || fate.outcome !== "charged" ? "" : fate.duty.toFixed();
  const named = by === undefined ? undefined : displacer(fate, by);
  return [fate.outcome, dollars, named && `by ${named}`].filter(Boolean).join(" ");
}

function displacer(fate: Outcome, by: string): string | undefined {
  if (fate.outcome === "freed") return fate.by;
  return fate.outcome === "displaced" ? (fate.by.find((id) => id === by) ?? fate.by.join(", ")) : undefined;
}

/** Whether an entry owes the rate or duty that its example says. */
function checkEntryExample(example: EntryExample, schedule: Schedule): Finding {
  const entry = toEntry(example.entry);
  if (example.bar !== undefined) return difference(example.bar, barText(entry, schedule));
  const assessment = assess(entry, schedule, example.view);
  if (!assessment)
    return {
      expected: "a rate",
      found: `the tariff has no line ${example.entry.hts} on ${example.entry.date}`,
    };
  const { rate, base_rate, base_duty, orders, duty } = example;
  if (orders !== undefined) return difference(orders, casesOf(assessment));
  if (duty !== undefined) return difference(duty, totalDuty(assessment));
  if (rate !== undefined) return difference(rate, totalRate(assessment));
  if (base_rate !== undefined) return difference(base_rate, baseRate(assessment));
  return difference(base_duty ?? "", baseDuty(assessment));
}

const isOfConditions = ({ status, between, asks }: EntryExample): boolean =>
  [status, between, asks].some((one) => one !== undefined);

/** How far what an entry owes is known, between what bounds, and what it owes with one more thing stated. */
function checkConditions(
  { entry: text, view, status, between, asks = {}, duty }: EntryExample,
  context: Context,
): Finding {
  const known = { catalogue: catalogueOf(context), contested: context.contestedLaw() };
  const goods = toEntry(text);
  const entry = { ...goods, claims: allImplied(goods.claims, known.catalogue) };
  const found = answer(entry, context.schedule(), view ?? "law", known);
  if (!found)
    return { expected: status ?? "an answer", found: `the tariff has no line ${text.hts} on ${text.date}` };
  const { least, most } = found.limits;
  const then = (state: string) => {
    const question = found.questions.find((one) => one.state === state);
    return question ? (question.duty ? printCents(centsIn(question.duty)) : "unknown") : "not asked";
  };
  const bounds = [least, ...(most ? [most] : [])].map((amount) => printCents(centsIn(amount)));
  const pairs: (readonly [string | undefined, string])[] = [
    [status, found.status],
    [duty, totalDuty(found.assessment)],
    [between?.join(" to "), bounds.join(" to ")],
    ...Object.entries(asks).map(([state, owed]) => [`${state} ${owed}`, `${state} ${then(state)}`] as const),
  ];
  const wrong = pairs.filter(([expected, got]) => expected !== undefined && expected !== got);
  const listed = (side: 0 | 1) => wrong.map((pair) => pair[side]).join("; ");
  return wrong.length === 0 ? null : { expected: listed(0), found: listed(1) };
}

const casesOf = ({ orders }: Assessment): string =>
  orders.length === 0 ? "none" : orders.map((order) => order.case).join(" ");

const totalDuty = (assessment: Assessment): string => {
  const { duty, needs } = inCents(assessment);
  return needs.length > 0 ? `unknown without ${needs.join(", ")}` : duty.toFixed(2);
};

function barText(entry: Entry, schedule: Schedule): string {
  const ban = barred(entry, schedule);
  if (ban) return ban.id;
  const open = barredIf(entry, schedule);
  return open ? `if ${open.fact}` : "none";
}

const difference = (expected: string, found: string): Finding =>
  expected === found ? null : { expected, found };

const totalRate = ({ duty, needs, entry }: Assessment): string =>
  needs.length > 0
    ? `unknown without ${needs.join(", ")}`
    : (effectiveRate(duty, entry.value)?.toFixed() ?? "no value");

const baseRate = ({ base: { fate }, entry }: Assessment): string =>
  fate.outcome === "charged"
    ? (effectiveRate(fate.duty, entry.value)?.toFixed() ?? "no value")
    : fate.outcome;

function baseDuty(assessment: Assessment): string {
  const { fate } = inCents(assessment).base;
  return fate.outcome === "charged" ? fate.duty.toFixed(2) : fate.outcome;
}

// An entry summary states cents, so these examples are held against rounded duty.

/** Whether each line declares the numbers and duties that the example says, in their order, and the whole its fees. */
function checkSummary(example: SummaryExample, context: Context): Finding {
  const { summary, duty, owed } = example;
  const lines = summary.lines.map((line) => linesOf(summary.date, line, context));
  const findings = [
    ...lines.map(({ said }, index) => difference(summary.lines[index]?.declared.join("; ") ?? "", said)),
    difference(`duty ${duty}`, `duty ${totalOf(lines.map(({ cents }) => cents))}`),
    checkFees({ fees: summary, owed }, context),
  ].flatMap((finding) => finding ?? []);
  const listed = (side: "expected" | "found") => findings.map((finding) => finding[side]).join("; ");
  return findings.length === 0 ? null : { expected: listed("expected"), found: listed("found") };
}

type Line = SummaryExample["summary"]["lines"][number];

function linesOf(date: SummaryExample["summary"]["date"], line: Line, context: Context) {
  const schedule = context.schedule();
  const { declared, ...goods } = line;
  const entry = toEntry({ ...goods, date, value: String(line.value) });
  const assessment = assess(entry, schedule);
  if (!assessment) return { cents: null, said: `the tariff has no line ${line.hts} on ${date}` };
  const { layers, duty } = dutyOfAssessment(
    assessment,
    line.value,
    printHts(entry.hts),
    schedule.declaredFirst,
  );
  return { cents: duty, said: layers.map(printedDuty).join("; ") };
}

const printedDuty = ({ number, duty }: DeclaredLayer): string => `${number} ${amount(duty)}`;

const amount = (cents: number | null): string => (cents === null ? "unknown" : printCents(cents));

const totalOf = (cents: readonly (number | null)[]): string =>
  amount(cents.reduce((sum, line) => (sum === null || line === null ? null : sum + line), 0));

/** Whether an entry owes the fees that its example says. */
function checkFees({ fees, owed }: Pick<FeeExample, "fees" | "owed">, context: Context): Finding {
  const { date, entryType, mode = null, feeFactor, lines } = fees;
  const facts: EntryFacts = {
    date,
    entryType,
    mode,
    feeFactor: feeFactor === undefined ? undefined : decimal(feeFactor),
  };
  const due = feesOf(feeLines(lines, date, context), facts, context.fees());
  const found = new Map(due.map((fee) => [fee.fee.id, saidOf(fee)]));
  const wrong = Object.entries(owed).filter(([id, amount]) => found.get(id) !== amount);
  const listed = (of: (id: string, amount: string) => string) =>
    wrong.map(([id, amount]) => `${id} ${of(id, amount)}`).join(", ");
  return wrong.length === 0
    ? null
    : { expected: listed((_, amount) => amount), found: listed((id) => found.get(id) ?? "no such fee") };
}

const feeLines = (lines: FeeExample["fees"]["lines"], date: IsoDate, context: Context): FeeLine[] =>
  lines.flatMap((line) => {
    const schedule = context.schedule();
    const entry = toEntry({ ...line, date, value: String(line.value) });
    const { hts, claims } = entry;
    const origin = originNamed(entry.origin, schedule);
    return origin ? [{ hts, origin, value: line.value, claims, ...feeValueOf(entry, schedule) }] : [];
  });

const saidOf = ({ outcome, amount }: FeeDue): string =>
  outcome === "charged" && amount !== null ? printCents(amount) : outcome;
