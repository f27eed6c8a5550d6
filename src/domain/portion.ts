/** Portions of a year of trade: rows that are priced on the same terms. A flow is the sum of its portions. */
import { NO_CLAIMS } from "./classes.js";
import type { Flow, NumberSpan } from "./flow.js";
import type { AssumptionKind } from "./priced.js";
import { numbersAt } from "./shared-numbers.js";

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

/** Rows of a flow, or parts of them, and the dollars of each. */
export interface PickedRows {
  readonly rows: readonly number[];
  readonly value: readonly number[];
  readonly duty: readonly number[];
}

/** A portion of these rows, which are in the order of their numbers; none if there are no rows. */
export function portionOf(flow: Flow, { rows, value, duty }: PickedRows, terms: Terms): Portion[] {
  if (rows.length === 0) return [];
  const hts = numbersAt(flow.hts, rows);
  return [{ terms, flow: { ...flow, dated: datedAt(flow.dated, rows), hts, value, duty } }];
}

/** Days of the numbers of some rows, by their new places. */
export function datedAt(dated: Flow["dated"], rows: readonly number[]): Flow["dated"] {
  if (dated.length === 0) return [];
  const { isDated, spans } = spansOf(dated);
  const own: (readonly [number, ...NumberSpan])[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    const span = isDated[row] === 1 ? spans.get(row) : undefined;
    if (span) own.push([place, ...span]);
  }
  return own;
}

/** Days by row, and a mark on each row that has some. */
interface Spans {
  readonly isDated: Uint8Array;
  readonly spans: ReadonlyMap<number, NumberSpan>;
}

const known = new WeakMap<Flow["dated"], Spans>();
/** Made once for the same list. */
function spansOf(dated: Flow["dated"]): Spans {
  const found = known.get(dated);
  if (found) return found;
  const isDated = new Uint8Array(Math.max(...dated.map(([row]) => row)) + 1);
  for (const [row] of dated) isDated[row] = 1;
  const made = { isDated, spans: new Map(dated.map(([row, ...span]) => [row, span])) };
  known.set(dated, made);
  return made;
}
