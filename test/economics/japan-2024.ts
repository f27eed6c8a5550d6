/**
 * US imports for consumption from Japan in 2024 in four coarse groups, $bn, with the duty of the year (US Census Bureau):
 * cars and parts, steel and aluminum, exempt goods, the rest. METHODS 3.4.
 */

import type { Collection } from "../../src/economics/revenue.js";
import type { Cell } from "./cells.js";

const CARS = { value: 54.666529723, before: 0.025117721848407226 };
const METALS = { value: 5.882839612, before: 0.013234926861031683 };
const EXEMPT = { value: 6.675516284, before: 0.003293611919230545 };
const REST = { value: 84.115145191, before: 0.009621010023371976 };

/** The Yale Budget Lab's collection, chained. */
export const YALE: Collection = { uncollected: 0.1, offset: 0.23, mode: "chained" };

interface Terms {
  readonly cars?: number;
  readonly reciprocal: number;
  readonly demand: number;
  readonly passThrough: number;
}

/** The groups under tariffs of 25% on cars unless told, 50% on metals, and a reciprocal one on the rest. */
export function japan({ cars = 0.25, reciprocal, demand, passThrough }: Terms): Cell[] {
  const added: [{ value: number; before: number }, number][] = [
    [CARS, cars],
    [METALS, 0.5],
    [EXEMPT, 0],
    [REST, reciprocal],
  ];
  return added.map(([group, rise]) => ({
    ...group,
    after: group.before + rise,
    behaviour: { demand, passThrough },
  }));
}
