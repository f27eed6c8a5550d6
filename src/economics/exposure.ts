/** What a tariff reaches in the exporting country. Source: METHODS 4. */

/** Part of a whole, as a fraction; `null` of nothing. Say the year of either if they differ. */
export const exposedShare = (toDestination: number, whole: number): number | null =>
  whole === 0 ? null : toDestination / whole;

/** In persons, or thousands of them, as given. */
export interface JobsAtRisk {
  /** Jobs that make what is sold to the destination. */
  readonly exposed: number;
  /** Of these, as many as the fall of sales says. */
  readonly atRisk: number;
}

/**
 * @param fall Of volume, as a fraction. The fall of value is an upper bound: part of it is a lower price.
 */
export const jobsAtRisk = (jobs: number, share: number, fall: number): JobsAtRisk => ({
  exposed: jobs * share,
  atRisk: jobs * share * fall,
});

/**
 * Change of GDP as a fraction of it: the value added in the exports lost. A multiplier of gross output does not belong
 * here.
 * @param change Of exports, in the currency of the GDP; below zero for a loss.
 */
export const gdpChange = (change: number, gdp: number, valueAdded: number, multiplier: number): number =>
  (valueAdded * change * multiplier) / gdp;
