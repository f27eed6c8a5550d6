/** Prices a year of trade: each class of rows once, exactly as `assess` would price every row. */

import { baseClasses } from "./base-classes.js";
import { classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { Duty } from "./duty.js";
import type { Flow } from "./flow.js";
import { isShare, type Shares, shareOf } from "./part.js";
import { AS_RECORDED, type Terms } from "./portion.js";
import { presumedShares } from "./presumed.js";
import { priceClass } from "./price-class.js";
import type { BaseClass, PriceClass, PricedFlow, Question } from "./priced.js";
import type { Reaching } from "./reach.js";
import type { Schedule } from "./schedule.js";
import { settle } from "./settle.js";

/** What must be known of a row beside the measures that reach it. */
interface Pattern {
  readonly reached: readonly Reaching[];
  /** Some layer is charged on a part of the value that its metal content decides. */
  readonly needsShares: boolean;
  /** Some layer counts the base duty in. */
  readonly countsBase: boolean;
}

/**
 * Prices every row of a flow under the law of a day, as it is recorded unless `terms` say otherwise. `priceTrade` first
 * spreads and splits rows as assumptions say. Units: rates of customs value; sums are the caller's.
 */
export function priceFlow(
  flow: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
  terms: Terms = AS_RECORDED,
): PricedFlow {
  const { date, view } = question;
  const { of: patternOf, reached } = classify(flow.hts, origin, schedule, date, view, terms.claims);
  const { of: baseOf, bases } = baseClasses({ flow, terms }, origin, question);
  const patterns = reached.map((one) => patternFor(one, terms.claims));
  const ids = new Map<string | number, number>();
  const classes: PriceClass[] = [];
  const of = new Int32Array(flow.hts.length);
  for (let row = 0; row < of.length; row += 1) {
    const id = patternOf[row] ?? 0;
    const pattern = patterns[id] as Pattern;
    const base = bases[baseOf[row] ?? 0] as BaseClass;
    const shares = sharesOf(flow.hts[row] ?? "", pattern, question);
    const key = keyOf(id, pattern, base, baseOf[row] ?? 0, shares, row);
    let known = ids.get(key);
    if (known === undefined) {
      known = classes.length;
      ids.set(key, known);
      classes.push(
        priceClass(
          { flow, row, origin, schedule, question, base, shares, terms },
          pattern.reached,
          pattern.countsBase,
        ),
      );
    }
    of[row] = known;
  }
  return { flow, terms, of, baseOf, classes, bases };
}

const NONE: Shares = {};

const sharesOf = (hts: string, { needsShares, reached }: Pattern, { assume }: Question): Shares =>
  needsShares ? (assume.metalContent?.(hts, reached) ?? NONE) : NONE;

/** What tells the class of a row: its pattern, and only where it matters its shares, its base rate, or itself. */
function keyOf(
  id: number,
  { needsShares, countsBase }: Pattern,
  base: BaseClass,
  baseId: number,
  { steel, aluminum }: Shares,
  row: number,
): string | number {
  if (base.rates === undefined) return "no line";
  if (!needsShares && !countsBase) return id;
  const counted = countsBase ? (base.rate === null ? `row ${row}` : `base ${baseId}`) : "";
  return `${id} ${counted} ${needsShares ? `${steel} ${aluminum}` : ""}`;
}

const patternFor = (reached: readonly Reaching[], claims: Terms["claims"]): Pattern => ({
  reached,
  needsShares: chargedOnContent(reached, claims),
  countsBase: reached.some(({ duty }) => countsBase(duty)),
});

/** Measures on metal content that are displaced themselves leave nothing that depends on it. */
function chargedOnContent(reached: readonly Reaching[], claims: Terms["claims"]): boolean {
  if (reached.every(({ version }) => version.presumed || isShare(shareOf(version.part, NONE)))) return false;
  const standings = settle(reached, { shares: presumedShares(reached, NONE), claims });
  return standings.some(
    (standing) => standing.kind === "due" && !isShare(shareOf(standing.part, presumedShares(reached, NONE))),
  );
}

/** Whether a duty depends on the base duty of the goods. */
const countsBase = (duty: Duty): boolean =>
  duty.kind === "top-up" || (duty.kind === "quota" && (countsBase(duty.inside) || countsBase(duty.outside)));
