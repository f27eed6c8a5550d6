/** Portions of a year of trade: rows that are priced on the same terms. A flow is the sum of its portions. */
import { NO_CLAIMS } from "./classes.js";
import type { Flow, NumberSpan } from "./flow.js";
import type { AssumptionKind } from "./priced.js";

/** What is taken to be so of all rows of a portion. */
export interface Terms {
  /** What the importers of these goods claim. */
  readonly claims: ReadonlySet<string>;
  /** What decided that these dollars are in these rows. */
  readonly assumed: readonly AssumptionKind[];
  /** The duty of the flow is the base duty of its rows, whatever rate their lines state. */
  readonly baseObserved: boolean;
}

export interface Portion {
  readonly flow: Flow;
  readonly terms: Terms;
}

/** A flow as it is recorded: no claims, nothing assumed. */
export const AS_RECORDED: Terms = { claims: NO_CLAIMS, assumed: [], baseObserved: false };

/** A row of a portion: where it comes from, and its dollars. */
export interface PortionRow {
  readonly hts: string;
  readonly value: number;
  readonly duty: number;
  /** Days of its number, where they are limited. */
  readonly span: NumberSpan | undefined;
}

/** A flow of these rows, which are in the order of their numbers; none if there are no rows. */
export function portionOf(flow: Flow, rows: readonly PortionRow[], terms: Terms): Portion[] {
  if (rows.length === 0) return [];
  const { dataset, origin, year, source } = flow;
  const dated = rows.flatMap(({ span }, row) => (span ? [[row, ...span] as const] : []));
  return [
    {
      terms,
      flow: {
        ...{ dataset, origin, year, source, dated },
        hts: rows.map(({ hts }) => hts),
        value: rows.map(({ value }) => value),
        duty: rows.map(({ duty }) => duty),
      },
    },
  ];
}

/** Rows of a flow, each with the days of its number. */
export function rowsOf({ hts, value, duty, dated }: Flow): PortionRow[] {
  const spans = new Map(dated.map(([row, ...span]) => [row, span]));
  return hts.map((code, row) => ({
    hts: code,
    value: value[row] ?? 0,
    duty: duty[row] ?? 0,
    span: spans.get(row),
  }));
}
