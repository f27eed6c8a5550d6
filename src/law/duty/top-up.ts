import { minusUsd, NO_USD, owed } from "../units.js";
import type { Charge, Charged, TopUp } from "./duty.js";

/** What an all-in rate waits for, until what the base duty itself waits for is stated. */
export const BASE_DUTY = "the base duty";

/**
 * What lifts the base duty to an all-in rate: nothing where the compared base reaches `to`, else the rest.
 *
 * The comparison is in dollars, so that a specific base counts at its ad valorem equivalent.
 * Source: HTSUS chapter 99, subchapter III, U.S. notes 2(v)(xx) and 33(m).
 */
export function topUp({ to, against }: TopUp, { base, share }: Charged): Charge {
  if (base === null) return { needs: [BASE_DUTY] };
  const allIn = owed(base.customsValue, to);
  const compared = against === "general" ? base.general : base.charged;
  if (compared === null) return { needs: ["the general rate in dollars"] };
  if (compared.gte(allIn)) return { duty: NO_USD };
  const missing = minusUsd(allIn, base.charged);
  return { duty: owed(missing.isNegative() ? NO_USD : missing, share) };
}
