/** Where the rate set for a partner is not what the formula of 2 April 2025 gives. Source: METHODS 3.1. */
import { reciprocalRates } from "../economics/bilateral.js";
import type { Partner } from "./balance-table.js";

/** Why the rate set is not what the formula gives; nothing where it is. */
export function difference({ name, balance: { imports, deficit, posted, promulgated } }: Partner): string[] {
  const rates = imports !== null && deficit !== null ? reciprocalRates(deficit, imports) : null;
  if (rates === null)
    return [`No trade of 2024 with ${name} is published, so that the formula gives nothing.`];
  if (promulgated === null && posted === null)
    return rates.promulgated > 10
      ? [`The formula gives more than 10 % for ${name}, yet Annex I does not list it: an exception.`]
      : [`${name} is not in Annex I: the formula gives no more than its floor of 10 %.`];
  if (promulgated === rates.promulgated || promulgated === null) return [];
  return [
    `The heading has ${promulgated} %, by the rule of headings it would be ${rates.promulgated} %: a published exception.`,
  ];
}
