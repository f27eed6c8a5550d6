/** What goods owe that the same measures reach in the same way: worked out once, whatever line and origin they are of. */
import { assessBeside, type Layer } from "./assess.js";
import { chargeOf } from "./base-duty.js";
import { countsBase } from "./duty.js";
import { ONE_DOLLAR } from "./entry.js";
import { WHOLE_VALUE } from "./part.js";
import type { Reaching } from "./reach.js";
import { type BaseOnADollar, baseOnADollar, plainBase, type StatedBase } from "./stated-base.js";
import { type Decimal, decimal, NO_USD } from "./units.js";

/** How goods are reached, and which facts could change what they owe. */
interface Reach {
  readonly reached: readonly Reaching[];
  /** Shares of the value that an entry states can change what it owes. */
  readonly asksShares: boolean;
  /** So can the day its goods were loaded. */
  readonly asksLoading: boolean;
  /** So can the base duty: a duty counts it in. */
  readonly asksBase: boolean;
}

/** What a dollar of goods owes of which nothing more is stated. */
export interface OnADollar {
  readonly reach: Reach;
  /** The same list for all goods whose layers are the same, and its number among the lists of a book. */
  readonly layers: readonly Layer[];
  readonly number: number;
  readonly base: BaseOnADollar;
  readonly stated: StatedBase;
}

export interface Pattern extends Reach {
  /** Goods whose base duty is stated so. */
  beside(stated: StatedBase): OnADollar;
}

/** What goods with these claims owe that are reached so. @param next Numbers lists of layers. */
export function patternOf(
  reached: readonly Reaching[],
  claims: ReadonlySet<string>,
  next: () => number,
): Pattern {
  const dollar = { ...ONE_DOLLAR, claims };
  const assess = ({ applied, general }: StatedBase) =>
    assessBeside(chargeOf(applied, general, dollar), dollar, "", reached);
  const free = assess(FREE);
  const reach = reachOf(reached);
  const { layers } = free;
  const pattern = (beside: Pattern["beside"]): Pattern => patternBeside(reach, beside);
  const number = next();
  if (free.base.fate.outcome === "displaced")
    return pattern((stated) => ({ reach, layers, number, base: DISPLACED, stated }));
  if (!reach.asksBase)
    return pattern((stated) => ({ reach, layers, number, base: stated.onADollar, stated }));
  const known = new Map<StatedBase, OnADollar>();
  return pattern((stated) => {
    const found = known.get(stated);
    if (found) return found;
    const goods = { reach, layers: assess(stated).layers, number: next(), base: stated.onADollar, stated };
    known.set(stated, goods);
    return goods;
  });
}

/** Property by property: copies of an object keep a shape of their own each, and there are thousands. */
const patternBeside = (
  { reached, asksShares, asksLoading, asksBase }: Reach,
  beside: Pattern["beside"],
): Pattern => ({ reached, asksShares, asksLoading, asksBase, beside });

const FREE = plainBase("Free", false);
const DISPLACED = baseOnADollar(NO_USD, true);

const reachOf = (reached: readonly Reaching[]): Reach => ({
  reached,
  asksShares: reached.some(({ version }) => asksShares(version)),
  asksLoading: reached.some(({ version }) => version.transit.length > 0),
  asksBase: reached.some(({ duty }) => countsBase(duty)),
});

const asksShares = ({ part, presumed, usContent }: Reaching["version"]): boolean =>
  part !== WHOLE_VALUE || presumed !== undefined || usContent !== null;

/** What layers come to that are known, and whether all are. */
export interface LayerSum {
  readonly rate: Decimal;
  readonly known: boolean;
}

const sums = new WeakMap<readonly Layer[], LayerSum>();
/** The sum of layers on a dollar; made once for the same list. */
export function sumOf(layers: readonly Layer[]): LayerSum {
  const known = sums.get(layers);
  if (known) return known;
  const sum = {
    rate: layers.reduce(
      (total, { fate }) => (fate.outcome === "charged" ? total.plus(fate.duty) : total),
      decimal(0),
    ),
    known: layers.every(({ fate }) => fate.outcome !== "unknown"),
  };
  sums.set(layers, sum);
  return sum;
}

/** Rates of goods, as fractions of customs value; `null` where they need a fact that is not stated. */
export interface Rates {
  readonly base: Decimal | null;
  readonly additional: Decimal | null;
  readonly total: Decimal | null;
}

const rates = new WeakMap<readonly Layer[], Map<BaseOnADollar, Rates>>();
/** The rates of goods; made once for the same layers beside the same base duty. */
export function ratesIn({ layers, base }: OnADollar): Rates {
  const own = rates.get(layers) ?? new Map<BaseOnADollar, Rates>();
  rates.set(layers, own);
  const made = own.get(base) ?? addedUp(sumOf(layers), base);
  own.set(base, made);
  return made;
}

function addedUp({ rate, known }: LayerSum, base: BaseOnADollar): Rates {
  const additional = known ? rate : null;
  const total = base.rate && additional ? base.rate.plus(additional) : null;
  return { base: base.rate, additional, total };
}
