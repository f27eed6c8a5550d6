/** Demand grows more elastic with time. Source: METHODS 2.2. */

export interface DemandPath {
  /** Elasticities: at once, and in the long run. */
  readonly shortRun: number;
  readonly longRun: number;
  /** Years from the one to the other, along a straight line. */
  readonly years: number;
}

/** A value on a straight line from `start` to `end` over `years`, flat before and after. */
export const along = (start: number, end: number, years: number, year: number): number =>
  start + ((end - start) * Math.min(Math.max(year, 0), years)) / years;

/** Demand elasticity `year` years after the tariff. */
export const demandAfter = ({ shortRun, longRun, years }: DemandPath, year: number): number =>
  along(shortRun, longRun, years, year);
