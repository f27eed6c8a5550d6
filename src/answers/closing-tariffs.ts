/** Tariffs at which US imports from a partner would equal US exports to it, by how much demand responds. */
import { closingTariff } from "../economics/bilateral.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";

/** Of all imports after a year and in the long run, and of one partner as in the formula. */
const RESPONSES = [-0.76, -2, -4] as const;

export function closing({ balance: { exports, imports } }: Partner): Step[] {
  if (exports === null || imports === null || exports >= imports) return [];
  return RESPONSES.map((elasticity) => {
    const tariff = closingTariff({ exports, imports }, 0, elasticity);
    const how = `(exports / imports)^(1 / ${elasticity}) - 1`;
    return [
      `Tariff that closes the gap, demand ${elasticity}`,
      shown(tariff === null ? null : 100 * tariff, 1),
      ...["%", "model", how],
    ];
  });
}
