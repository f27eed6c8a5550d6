/** From duty owed to what the budget keeps. Source: METHODS 2.9. */

export interface Collection {
  /** Part of the duty that is not collected: evasion, error, exemptions not modelled. */
  readonly uncollected: number;
  /** Part that income and payroll taxes lose, because duty comes out of incomes. */
  readonly offset: number;
  /** `chained`: the offset is on what is collected. `additive`: both are on what is owed, as the Yale Budget Lab has it. */
  readonly mode: "chained" | "additive";
}

/** In the currency of the duty. */
export interface Revenue {
  readonly gross: number;
  readonly collected: number;
  readonly net: number;
}

/** @param gross Change of duty owed. */
export function netRevenue(gross: number, { uncollected, offset, mode }: Collection): Revenue {
  const collected = gross * (1 - uncollected);
  return {
    gross,
    collected,
    net: mode === "chained" ? collected * (1 - offset) : gross * (1 - uncollected - offset),
  };
}
