/**
 * Classes of products: those that the same measures reach, in the same way. Duty is linear in value inside a class,
 * so a class is priced once however many rows of trade it has.
 */
import { type Positions, positionsIn, positionsOf, reachingAt } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { covering, type InForce } from "./law-key.js";
import { productTable } from "./marks.js";
import type { Measure, Version } from "./measure.js";
import type { Reaching } from "./reach.js";
import { refined } from "./refined.js";
import type { Schedule } from "./schedule.js";

/** Goods without a claim: what a year of trade says of them. */
export const NO_CLAIMS: ReadonlySet<string> = new Set();

export interface Classes {
  /** Class of each product, in the order of their numbers. */
  readonly of: Int32Array;
  /** What reaches the products of each class. */
  readonly reached: readonly (readonly Reaching[])[];
}

/** A measure in force that covers the origin, and where each product stands towards it. */
interface Covering {
  readonly measure: Measure;
  readonly version: Version;
  readonly positions: Positions;
}

/** Sorts products (sorted HTS numbers) of an origin into classes under the measures that stand on a day. */
export function classify(
  hts: readonly string[],
  origin: Origin,
  standing: readonly InForce[],
  { lists }: Pick<Schedule, "lists">,
  on: IsoDate,
  claims: ReadonlySet<string>,
): Classes {
  const table = productTable(hts, lists, claims);
  const covers = covering(standing, origin).map(
    ({ measure, version }): Covering => ({
      measure,
      version,
      positions: positionsOf(version, table, origin, claims, on),
    }),
  );
  const columns = covers.map(({ positions, version }) => [positions, positionsIn(version)] as const);
  const { of, samples } = refined(hts.length, columns);
  return {
    of,
    reached: samples.map((row) =>
      covers.flatMap(
        ({ measure, version, positions }) => reachingAt(positions[row] ?? 0, measure, version, origin) ?? [],
      ),
    ),
  };
}
