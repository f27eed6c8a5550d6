/**
 * Classes of products: those that the same measures reach, in the same way. Duty is linear in value inside a class,
 * so a class is priced once however many rows of trade it has.
 */
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { inForce } from "./in-force.js";
import { productTable } from "./marks.js";
import type { Measure, Version } from "./measure.js";
import { coversOrigin, type Position, positionOf, type Reaching, reaching } from "./reach.js";
import type { Schedule, View } from "./schedule.js";

/** Goods without a claim: what a year of trade says of them. */
export const NO_CLAIMS: ReadonlySet<string> = new Set();

export interface Classes {
  /** Class of each product, in the order of their numbers. */
  readonly of: Int32Array;
  /** What reaches the products of each class. */
  readonly reached: readonly (readonly Reaching[])[];
}

/** A measure in force that covers the origin at all. */
interface Covering {
  readonly measure: Measure;
  readonly version: Version;
}

/** Sorts products (sorted HTS numbers) of an origin into classes under the law of a day. */
export function classify(
  hts: readonly string[],
  origin: Origin,
  schedule: Schedule,
  on: IsoDate,
  view: View,
  claims: ReadonlySet<string> = NO_CLAIMS,
): Classes {
  const covering = coveringOn(schedule, origin, on, view);
  const table = productTable(hts, schedule.lists, claims);
  const ids = new Map<string, number>();
  const reached: Reaching[][] = [];
  const of = new Int32Array(hts.length);
  for (let index = 0; index < hts.length; index += 1) {
    const product = table.at(index);
    const positions = covering.map(({ version }) => positionOf(version, product, origin, claims, on));
    const key = keyOf(positions, covering);
    const known = ids.get(key);
    if (known === undefined) {
      ids.set(key, reached.length);
      of[index] = reached.length;
      reached.push(reachingOf(positions, covering, origin));
    } else of[index] = known;
  }
  return { of, reached };
}

const coveringOn = (schedule: Schedule, origin: Origin, on: IsoDate, view: View): Covering[] =>
  schedule.measures.flatMap((measure) => {
    const version = inForce(measure, on, view);
    return version && coversOrigin(version.covers, origin) ? [{ measure, version }] : [];
  });

/** One character a measure: out of reach, reached, or which exemption frees. */
const keyOf = (positions: readonly Position[], covering: readonly Covering[]): string =>
  String.fromCharCode(...positions.map((position, index) => place(position, covering[index]?.version)));

const place = (position: Position, version: Version | undefined): number =>
  position === "outside" ? 0 : position === "reached" ? 1 : 2 + (version?.freedBy.indexOf(position) ?? 0);

const reachingOf = (positions: readonly Position[], covering: readonly Covering[], origin: Origin): Reaching[] =>
  covering.flatMap(({ measure, version }, index) => {
    const position = positions[index] ?? "outside";
    return position === "outside" ? [] : [reaching(measure, version, origin, position)];
  });
