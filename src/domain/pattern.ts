/** What goods owe that the same measures reach in the same way: worked out once, whatever line and origin they are of. */
import { type Assessment, assessReached } from "./assess.js";
import { dutyOfText } from "./base-duty.js";
import type { Origin } from "./country.js";
import type { Duty } from "./duty.js";
import { charge } from "./duty-kinds/index.js";
import { type Entry, NOTHING_STATED } from "./entry.js";
import { WHOLE_VALUE } from "./part.js";
import type { Reaching } from "./reach.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { type Decimal, NO_USD, usd, WHOLE } from "./units.js";

/** Rates of one class of goods, as fractions of customs value; `null` where they need a fact that is not stated. */
export interface RateCell {
  readonly base: Decimal | null;
  readonly additional: Decimal | null;
  readonly total: Decimal | null;
  readonly reach: Reach;
  /** The goods as an entry of one dollar of which nothing more is stated. */
  readonly assessment: Assessment;
}

/** How goods are reached, and which facts could change what they owe. */
export interface Reach {
  readonly reached: readonly Reaching[];
  /** Shares of the value that an entry states can change what it owes. */
  readonly asksShares: boolean;
  /** So can the day its goods were loaded. */
  readonly asksLoading: boolean;
}

export interface Pattern extends Reach {
  /** Rates of goods without a claim whose base duty is stated so: the same text gives the same cell. */
  cell(text: string | null): RateCell;
}

/** @param origin Any origin that is reached so; base duties are given apart. */
export function patternOf(reached: readonly Reaching[], origin: Origin, schedule: Schedule): Pattern {
  const general: Origin = { ...origin, column2: false };
  const assess = (text: string | null) =>
    assessReached(ONE_DOLLAR, ratesOf(text), general, reached, schedule);
  const free = assess("Free");
  const together = reached.some(({ duty }) => countsBase(duty)) || free.base.fate.outcome === "displaced";
  const { additional } = ratesIn(free);
  const cells = new Map<string | null, RateCell>();
  const make = (text: string | null): RateCell =>
    together
      ? cellOf(assess(text), pattern)
      : new BesideBase(baseRate(text), additional, pattern, () => assess(text));
  const pattern: Pattern = {
    ...reachOf(reached),
    cell(text) {
      let cell = cells.get(text);
      if (cell === undefined) {
        cell = make(text);
        cells.set(text, cell);
      }
      return cell;
    },
  };
  return pattern;
}

/** A cell whose layers are the same beside any base duty; it is assessed only if asked how it came about. */
class BesideBase implements RateCell {
  readonly base: Decimal | null;
  readonly additional: Decimal | null;
  readonly total: Decimal | null;
  readonly reach: Reach;
  readonly #assess: () => Assessment;
  #assessment: Assessment | undefined;

  constructor(base: Decimal | null, additional: Decimal | null, reach: Reach, assess: () => Assessment) {
    this.base = base;
    this.additional = additional;
    this.reach = reach;
    this.total = base === null || additional === null ? null : base.plus(additional);
    this.#assess = assess;
  }

  get assessment(): Assessment {
    this.#assessment ??= this.#assess();
    return this.#assessment;
  }
}

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

const rates = new Map<string | null, Decimal | null>();
/** The base duty on a dollar of goods of which nothing is stated; each text is worked out once. */
function baseRate(text: string | null): Decimal | null {
  const known = rates.get(text);
  if (known !== undefined) return known;
  const nothing = { share: WHOLE, inQuota: false, base: null, ...NOTHING_STATED };
  const charged = charge(dutyOfText(text), { ...nothing, value: ONE_DOLLAR.value });
  const rate = "duty" in charged ? charged.duty : null;
  rates.set(text, rate);
  return rate;
}

/** Whether a duty depends on the base duty of the goods. */
const countsBase = (duty: Duty): boolean =>
  duty.kind === "top-up" || (duty.kind === "quota" && (countsBase(duty.inside) || countsBase(duty.outside)));

/** The cell of goods assessed as one dollar. */
export const cellOf = (assessment: Assessment, reach: Reach): RateCell => ({
  ...ratesIn(assessment),
  reach,
  assessment,
});

function ratesIn({ base: { fate }, layers, duty, needs }: Assessment) {
  const base = fate.outcome === "charged" ? fate.duty : fate.outcome === "displaced" ? NO_USD : null;
  const lacks = layers.some((layer) => layer.fate.outcome === "unknown");
  return {
    base,
    additional: lacks ? null : duty.minus(base ?? 0),
    total: needs.length > 0 ? null : duty,
  };
}
