/** What the measures that reach goods come to before any duty is worked out: the same for goods of any base duty. */
import type { Entry } from "./entry.js";
import type { Shares } from "./part.js";
import { afterTransit, presumedShares } from "./presumed.js";
import type { Reaching } from "./reach.js";
import { type Standing, settle } from "./settle.js";

/** Measures as they reach goods on their way, what is presumed of the goods, and what becomes of each measure. */
interface Settled {
  readonly onTheWay: readonly Reaching[];
  readonly shares: Shares;
  readonly standings: readonly Standing[];
}

type Stated = Pick<Entry, "shares" | "claims" | "loadedOn" | "date">;
type Known = Settled & { readonly stated: Stated };
const known = new WeakMap<readonly Reaching[], Known>();

/** Kept for the last goods that the same measures reached: of many goods only the base duty is another. */
export function settled(reached: readonly Reaching[], { shares, claims, loadedOn, date }: Entry): Settled {
  const last = known.get(reached);
  if (last) {
    const { stated } = last;
    const isSame = stated.shares === shares && stated.claims === claims && stated.loadedOn === loadedOn;
    if (isSame && (loadedOn === null || stated.date === date)) return last;
  }
  const stated = { shares, claims, loadedOn, date };
  const made = { ...settledAnew(reached, stated), stated };
  known.set(reached, made);
  return made;
}

/** The same without keeping it, for goods of which no others state the same. */
export function settledAnew(
  reached: readonly Reaching[],
  { shares, claims, loadedOn, date }: Stated,
): Settled {
  const onTheWay = reached.map((item) => afterTransit(item, { loadedOn, date }));
  const presumed = presumedShares(onTheWay, shares);
  return { onTheWay, shares: presumed, standings: settle(onTheWay, { shares: presumed, claims }) };
}
