/** What goods of a line owe: by the rates of their class where no fact matters, else by what they state, else each alone. */
import { type Assessment, assessBeside } from "../../domain/assess.js";
import { chargeOf } from "../../domain/base-duty.js";
import { type Entry, NOTHING_STATED } from "../../domain/entry.js";
import { type HtsCode, rateLineOf } from "../../domain/hts.js";
import type { Shares } from "../../domain/part.js";
import type { OnADollar } from "../../domain/pattern.js";
import { wereOnTheWay } from "../../domain/presumed.js";
import { settledAnew } from "../../domain/settled.js";
import { usd } from "../../domain/units.js";
import { wholeShares } from "../../domain/whole-shares.js";
import type { EntryRow } from "../../texts/entry-row.js";
import { byAssessment, byQuantity, byRates, type LineDuty } from "./line-duty.js";
import { knownTerms, type Terms } from "./line-terms.js";
import { byParts } from "./part-duty.js";
import { knownPartTerms } from "./part-terms.js";

/** Prices rows whose goods owe so on a dollar. @param order In which measures are declared. */
export function goodsPricer(order: readonly string[]) {
  const termsOf = knownTerms(order);
  const partTermsOf = knownPartTerms(order);
  const alone = (row: EntryRow, hts: string, goods: OnADollar): LineDuty =>
    byAssessment(assessedAlone(row, hts, goods), row.value, row.printed, order);
  /** `null` where whole numbers do not do. */
  const byShares = (row: EntryRow, hts: string, goods: OnADollar, shares: Shares): LineDuty | null => {
    const whole = wholeShares(shares);
    const terms = whole && partTermsOf(goods, shares, whole, row.claims);
    const assessed = () => assessedAlone(row, hts, goods);
    return terms && byParts(terms, whole, goods.base, row.value, row.printed, assessed);
  };
  return (row: EntryRow, hts: string, goods: OnADollar): LineDuty => {
    const terms = termsOf(goods);
    switch (mattering(row, goods, terms)) {
      case "nothing":
        return byRates(goods, terms, row.value, row.printed);
      case "quantity":
        return byQuantity(goods, terms, ownBase(row, goods), row.value, row.printed);
      case "shares":
        return byShares(row, hts, goods, row.facts?.shares ?? {}) ?? alone(row, hts, goods);
      case "facts":
        return alone(row, hts, goods);
    }
  };
}

/** Each fact by its name: to copy those of an object one by one takes ten times as long. */
export const entryOf = ({ origin, date, claims, value, facts }: EntryRow, hts: string): Entry => ({
  quantities: facts?.quantities() ?? NOTHING_STATED.quantities,
  shares: facts?.shares ?? NOTHING_STATED.shares,
  components: facts?.components ?? NOTHING_STATED.components,
  loadedOn: facts?.loadedOn ?? null,
  observedBase: null,
  hts: hts as HtsCode,
  origin: origin.code,
  date,
  claims,
  value: usd(value),
});

function assessedAlone(row: EntryRow, hts: string, { reach, stated }: OnADollar): Assessment {
  const entry = entryOf(row, hts);
  return assessBeside(
    chargeOf(stated.applied, stated.general, entry),
    entry,
    rateLineOf(hts),
    reach.reached,
    settledAnew,
  );
}

/** The base duty of goods that is not a share of their value. */
const ownBase = (row: EntryRow, { stated }: OnADollar) =>
  chargeOf(stated.applied, stated.general, entryOf(row, row.hts)).charge;

/** What of the facts that a row states can change what goods of its class owe. */
function mattering(
  { facts, date }: EntryRow,
  { reach, base }: OnADollar,
  { sum, asksContent }: Terms,
): "nothing" | "quantity" | "shares" | "facts" {
  if (facts === null) return "nothing";
  const { shares, loadedOn } = facts;
  if (reach.asksLoading && wereOnTheWay(reach.reached, { loadedOn, date })) return "facts";
  if (reach.asksShares && isStated(shares)) return reach.asksBase ? "facts" : "shares";
  if (sum === null && !asksContent) return "facts";
  if (base.rate !== null) return "nothing";
  if (sum === null) return "facts";
  return reach.asksBase ? "facts" : "quantity";
}

function isStated(shares: Shares): boolean {
  for (const _ in shares) return true;
  return false;
}
