/** What goods owe that the same measures reach in the same way: worked out once, whatever line and origin they are of. */
import { assessReached, type Layer, type Outcome } from "./assess.js";
import { dutyOfText } from "./base-duty.js";
import type { Origin } from "./country.js";
import type { Charge, Duty } from "./duty.js";
import { charge } from "./duty-kinds/index.js";
import { type Entry, NOTHING_STATED } from "./entry.js";
import { WHOLE_VALUE } from "./part.js";
import type { Reaching } from "./reach.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { type Decimal, decimal, NO_USD, usd, WHOLE } from "./units.js";

/** How goods are reached, and which facts could change what they owe. */
export interface Reach {
  readonly reached: readonly Reaching[];
  /** Shares of the value that an entry states can change what it owes. */
  readonly asksShares: boolean;
  /** So can the day its goods were loaded. */
  readonly asksLoading: boolean;
}

/** What a dollar of goods owes of which nothing more is stated. */
export interface OnADollar {
  readonly reach: Reach;
  /** The same list for all goods whose layers are the same. */
  readonly layers: readonly Layer[];
  readonly base: BaseOnADollar;
}

export interface BaseOnADollar {
  /** `null` where it needs a fact. */
  readonly rate: Decimal | null;
  /** A layer stands in its place. */
  readonly displaced: boolean;
  readonly needs: readonly string[];
}

export interface Pattern extends Reach {
  /** Goods without a claim whose base duty is stated so. */
  beside(text: string | null): OnADollar;
}

/** @param origin Any origin that is reached so; base duties are given apart. */
export function patternOf(reached: readonly Reaching[], origin: Origin, schedule: Schedule): Pattern {
  const general: Origin = { ...origin, column2: false };
  const assess = (text: string | null) =>
    assessReached(ONE_DOLLAR, ratesOf(text), general, reached, schedule);
  const free = assess("Free");
  const reach = reachOf(reached);
  const { layers } = free;
  if (free.base.fate.outcome === "displaced") {
    const replaced: OnADollar = { reach, layers, base: DISPLACED };
    return { ...reach, beside: () => replaced };
  }
  if (!reached.some(({ duty }) => countsBase(duty)))
    return { ...reach, beside: (text) => ({ reach, layers, base: baseOf(text) }) };
  const known = new Map<string | null, OnADollar>();
  return {
    ...reach,
    beside(text) {
      const found = known.get(text) ?? { reach, layers: assess(text).layers, base: baseOf(text) };
      known.set(text, found);
      return found;
    },
  };
}

const DISPLACED: BaseOnADollar = { rate: NO_USD, displaced: true, needs: [] };

export const reachOf = (reached: readonly Reaching[]): Reach => ({
  reached,
  asksShares: reached.some(({ version }) => asksShares(version)),
  asksLoading: reached.some(({ version }) => version.transit.length > 0),
});

const asksShares = ({ part, presumed, usContent }: Reaching["version"]): boolean =>
  part !== WHOLE_VALUE || presumed !== undefined || usContent !== null;

const ratesOf = (text: string | null): BaseRates => ({
  line: "",
  general: text,
  special: null,
  column2: null,
});

/** Goods of which nothing is stated; who, what and when is in what reaches them. */
export const ONE_DOLLAR: Entry = {
  ...NOTHING_STATED,
  hts: "" as Entry["hts"],
  origin: "" as Entry["origin"],
  date: "" as Entry["date"],
  value: usd(1),
};

const bases = new Map<string | null, BaseOnADollar>();
/** The base duty on a dollar of goods of which nothing is stated; each text is worked out once. */
function baseOf(text: string | null): BaseOnADollar {
  const known = bases.get(text);
  if (known !== undefined) return known;
  const nothing = { share: WHOLE, inQuota: false, base: null, ...NOTHING_STATED };
  const base = baseFrom(charge(dutyOfText(text), { ...nothing, value: ONE_DOLLAR.value }));
  bases.set(text, base);
  return base;
}

const baseFrom = (charged: Charge): BaseOnADollar =>
  "duty" in charged
    ? { rate: charged.duty, displaced: false, needs: [] }
    : { rate: null, displaced: false, needs: charged.needs };

/** The base duty in an assessment of one dollar. */
export function baseIn(fate: Outcome): BaseOnADollar {
  if (fate.outcome === "charged") return { rate: fate.duty, displaced: false, needs: [] };
  if (fate.outcome === "unknown") return { rate: null, displaced: false, needs: fate.needs };
  return DISPLACED;
}

/** Whether a duty depends on the base duty of the goods. */
const countsBase = (duty: Duty): boolean =>
  duty.kind === "top-up" || (duty.kind === "quota" && (countsBase(duty.inside) || countsBase(duty.outside)));

/** What layers come to that are known, and whether all are. */
export interface LayerSum {
  readonly rate: Decimal;
  readonly known: boolean;
}

const sums = new WeakMap<readonly Layer[], LayerSum>();
/** The sum of layers on a dollar; made once for the same list. */
export function sumOf(layers: readonly Layer[]): LayerSum {
  const sum = sums.get(layers) ?? {
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
