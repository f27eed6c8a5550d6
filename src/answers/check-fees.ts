/** Runs worked examples of fees. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { type EntryFacts, type FeeDue, type FeeLine, feesOf } from "../domain/fees.js";
import { printCents } from "../domain/printed.js";
import { decimal } from "../domain/units.js";
import type { FeeExample } from "../texts/example.js";
import type { Finding } from "./check-example.js";

/** Whether an entry owes the fees that its example says. */
export function checkFees({ fees, owed }: Pick<FeeExample, "fees" | "owed">, context: Context): Finding {
  const { date, entryType, mode = null, feeFactor, lines } = fees;
  const facts: EntryFacts = {
    date,
    entryType,
    mode,
    feeFactor: feeFactor === undefined ? undefined : decimal(feeFactor),
  };
  const due = feesOf(feeLines(lines, context), facts, context.fees());
  const found = new Map(due.map((fee) => [fee.fee.id, saidOf(fee)]));
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
