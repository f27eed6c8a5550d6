/** Runs worked examples of entries, of fees and of drawback. */
import type { Context } from "../command.js";
import { printCents } from "../domain/cents.js";
import type { Country } from "../domain/country.js";
import { type Drawback, drawbackOf } from "../domain/drawback.js";
import { type EntryFacts, type FeeDue, type FeeLine, feesOf } from "../domain/fees.js";
import { decimal, usd } from "../domain/units.js";
import type { DrawbackExample, FeeExample, WorkedExample } from "../texts/example.js";
import { checkEntryExample, type Finding } from "./check-example.js";

/** Whether the law gives what a worked example says. */
export function checkWorkedExample(example: WorkedExample, context: Context): Finding {
  if ("entry" in example) return checkEntryExample(example, context.schedule());
  return "fees" in example ? checkFees(example, context) : checkDrawback(example, context);
}

function checkFees({ fees, owed }: FeeExample, context: Context): Finding {
  const { date, entryType, mode = null, feeFactor, lines } = fees;
  const facts: EntryFacts = {
    date,
    entryType,
    mode,
    feeFactor: feeFactor === undefined ? undefined : decimal(feeFactor),
  };
  const found = new Map(
    feesOf(feeLines(lines, context), facts, context.fees()).map((due) => [due.fee.id, saidOf(due)]),
  );
  const wrong = Object.entries(owed).filter(([id, amount]) => found.get(id) !== amount);
  const listed = (of: (id: string, amount: string) => string) =>
    wrong.map(([id, amount]) => `${id} ${of(id, amount)}`).join(", ");
  return wrong.length === 0
    ? null
    : { expected: listed((_, amount) => amount), found: listed((id) => found.get(id) ?? "no such fee") };
}

const feeLines = (lines: FeeExample["fees"]["lines"], context: Context): FeeLine[] =>
  lines.flatMap(({ hts, origin, value, claims }) => {
    const own = context.schedule().origins.get(origin as Country);
    return own ? [{ hts: hts.replaceAll(".", ""), origin: own, value, claims: new Set(claims) }] : [];
  });

const saidOf = ({ outcome, amount }: FeeDue): string =>
  outcome === "charged" && amount !== null ? printCents(amount) : outcome;

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
