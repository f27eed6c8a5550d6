/** What moved a total rate: the change of each group's own rate, and the change of what trade is made of. */
import { type Decimal, decimal } from "../law/units.js";

/** A group's share of all trade, and its rate. */
export interface WeightedRate {
  readonly weight: Decimal;
  readonly rate: Decimal;
}

/** Parts of the change of a total rate that are due to one group. Units: those of the rates given. */
interface Contribution {
  /** Its rate moved while its share was the mean of before and after. */
  readonly rateEffect: Decimal;
  /** Its share moved while its rate was the mean of before and after. */
  readonly mixEffect: Decimal;
}

const HALF = decimal("0.5");

/**
 * The exact change of a weighted mean, group by group (Bennet 1920): all effects add up to the change of the mean, with
 * nothing left over. Each group is given before and after, in the same order.
 *
 * Source: T. L. Bennet, "The Theory of Measurement of Changes in Cost of Living", Journal of the Royal Statistical
 * Society 83 (1920), 455-462.
 */
export const contributions = (
  before: readonly WeightedRate[],
  after: readonly WeightedRate[],
): Contribution[] =>
  before.map((was, index) => {
    const is = after[index] ?? was;
    return {
      rateEffect: was.weight.plus(is.weight).times(HALF).times(is.rate.minus(was.rate)),
      mixEffect: was.rate.plus(is.rate).times(HALF).times(is.weight.minus(was.weight)),
    };
  });
