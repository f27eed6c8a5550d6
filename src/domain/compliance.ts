/** Share of new duty that is taken not to be collected, as decimals. */
export interface Compliance {
  readonly share: string;
  readonly low: string;
  readonly high: string;
}
