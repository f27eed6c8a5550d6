/** Runs worked examples of whole entries, as an entry summary states them: in cents, with their fees. */
import type { Context } from "../command.js";
import { assess } from "../domain/assess.js";
import { printHts } from "../domain/hts.js";
import { printCents } from "../domain/printed.js";
import { type SummaryExample, toEntry } from "../texts/example.js";
import type { Finding } from "./check-example.js";
import { checkFees } from "./check-fees.js";
import { byAssessment, type DeclaredLayer } from "./entries/line-duty.js";

/** Whether each line declares the numbers and duties that the example says, in their order, and the whole its fees. */
export function checkSummary(example: SummaryExample, context: Context): Finding {
  const { summary, duty, owed } = example;
  const lines = summary.lines.map((line) => linesOf(summary.date, line, context));
  const findings = [
    ...lines.map(({ said }, index) => compared(summary.lines[index]?.declared.join("; ") ?? "", said)),
    compared(`duty ${duty}`, `duty ${totalOf(lines.map(({ cents }) => cents))}`),
    checkFees({ fees: summary, owed }, context),
  ].flatMap((finding) => finding ?? []);
  const listed = (side: "expected" | "found") => findings.map((finding) => finding[side]).join("; ");
  return findings.length === 0 ? null : { expected: listed("expected"), found: listed("found") };
}

const compared = (expected: string, found: string): Finding =>
  expected === found ? null : { expected, found };

type Line = SummaryExample["summary"]["lines"][number];

function linesOf(date: SummaryExample["summary"]["date"], line: Line, context: Context) {
  const schedule = context.schedule();
  const { declared, ...goods } = line;
  const entry = toEntry({ ...goods, date, value: String(line.value) });
  const assessment = assess(entry, schedule);
  if (!assessment) return { cents: null, said: `the tariff has no line ${line.hts} on ${date}` };
  const { layers, duty } = byAssessment(assessment, line.value, printHts(entry.hts), schedule.declaredFirst);
  return { cents: duty, said: layers.map(printed).join("; ") };
}

const printed = ({ number, duty }: DeclaredLayer): string => `${number} ${amount(duty)}`;

const amount = (cents: number | null): string => (cents === null ? "unknown" : printCents(cents));

const totalOf = (cents: readonly (number | null)[]): string =>
  amount(cents.reduce((sum, line) => (sum === null || line === null ? null : sum + line), 0));
