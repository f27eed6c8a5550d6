/** Runs worked examples: those of the measures, and those of entries as a whole. */
import { type Assessment, assess, type Layer, type Outcome } from "../domain/assess.js";
import { inCents } from "../domain/round.js";
import type { Schedule } from "../domain/schedule.js";
import { effectiveRate } from "../domain/units.js";
import { type EntryExample, toEntry } from "../texts/example.js";
import type { ExampleText } from "../texts/measure.js";

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
  const found = layer ? said(layer, example) : "outside";
  return expected === found ? null : { expected, found };
}

/** An outcome in the words of the example: its duty and its displacer only if the example names them. */
function said({ fate }: Layer, { by, duty }: ExampleText): string {
  const dollars = duty === undefined || fate.outcome !== "charged" ? "" : fate.duty.toFixed();
  const named = by === undefined ? undefined : displacer(fate, by);
  return [fate.outcome, dollars, named && `by ${named}`].filter(Boolean).join(" ");
}

function displacer(fate: Outcome, by: string): string | undefined {
  if (fate.outcome === "freed") return fate.by;
  return fate.outcome === "displaced" ? (fate.by.find((id) => id === by) ?? fate.by.join(", ")) : undefined;
}

/** Whether an entry owes the rate or duty that its example says. */
export function checkEntryExample(example: EntryExample, schedule: Schedule): Finding {
  const assessment = assess(toEntry(example.entry), schedule, example.view);
  if (!assessment)
    return {
      expected: "a rate",
      found: `the tariff has no line ${example.entry.hts} on ${example.entry.date}`,
    };
  const { rate, base_rate, base_duty } = example;
  if (rate !== undefined) return compared(rate, totalRate(assessment));
  if (base_rate !== undefined) return compared(base_rate, baseRate(assessment));
  return compared(base_duty ?? "", baseDuty(assessment));
}

const compared = (expected: string, found: string): Finding =>
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
