/** Tariffs at which US imports from a partner would equal US exports to it, by how much demand responds. */
import { closingTariff, closingTariffUnder } from "../economics/bilateral.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";

/** Of all imports after a year and in the long run, and of one partner as in the formula. */
const RESPONSES = [-0.76, -2, -4] as const;

/** An example: the partner adds a tenth, and trade responds alike on both sides. */
const ANSWERED = { imports: -2, exports: -2, tariff: 0.1 } as const;

export function closing({ balance: { exports, imports } }: Partner): Step[] {
  if (exports === null || imports === null || exports >= imports) return [];
  const balance = { exports, imports };
  const alone = RESPONSES.map((elasticity) =>
    step(
      `demand ${elasticity}`,
      closingTariff(balance, 0, elasticity),
      `(exports / imports)^(1 / ${elasticity}) - 1`,
    ),
  );
  const answered = step(
    "demand -2, if the partner adds 10 %",
    closingTariffUnder(balance, 0, ANSWERED),
    "the same with exports x 1.1^-2",
  );
  return [...alone, answered];
}

const step = (when: string, tariff: number | null, how: string): Step => [
  `Tariff that closes the gap, ${when}`,
  shown(tariff === null ? null : 100 * tariff, 1),
  ...["%", "model", how],
];
