/** Runs worked examples of entries, of entry summaries, of fees and of drawback. */
import type { Context } from "../command.js";
import { type Drawback, drawbackOf } from "../domain/drawback.js";
import { decimal, usd } from "../domain/units.js";
import type { DrawbackExample, WorkedExample } from "../texts/example.js";
import { checkEntryExample, type Finding } from "./check-example.js";
import { checkFees } from "./check-fees.js";
import { checkSummary } from "./check-summary.js";

/** Whether the law gives what a worked example says. */
export function checkWorkedExample(example: WorkedExample, context: Context): Finding {
  if ("entry" in example) return checkEntryExample(example, context.schedule());
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
