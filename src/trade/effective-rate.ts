/** Effective tariff rates of many goods. Which weights they have decides what they say, so each is named (METHODS 1.7). */
import { treatedAlike } from "../compiled/law-of-day.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal, NO_USD, owed, plusUsd, type Rate, type Usd, usd } from "../law/units.js";
import type { Flow } from "./flow.js";
import { priceFlow } from "./price.js";
import type { Question } from "./question.js";
import { sumsWhere } from "./tally.js";

/** Goods of one rate. */
export interface RatedGoods {
  /** Fraction of customs value; `null` where it cannot be known. */
  readonly rate: Decimal | null;
  /** Customs value that weights it. */
  readonly value: Usd;
}

/**
 * The mean rate by value: of a year before the change it is the fixed-weight rate, of trade as it answered the change
 * the current-weight one. Goods without trade weigh nothing. `null` if there is no trade, or if goods that are traded
 * have no rate.
 */
export function weightedRate(goods: readonly RatedGoods[]): Rate | null {
  let [duty, value] = [NO_USD, NO_USD];
  for (const one of goods) {
    if (one.value.isZero()) continue;
    if (one.rate === null) return null;
    duty = plusUsd(duty, owed(one.value, one.rate));
    value = plusUsd(value, one.value);
  }
  return value.isZero() ? null : (duty.div(value) as Rate);
}

/** The mean over lines of the tariff, each counted once whatever is imported of it. */
interface SimpleMean {
  /** `null` if no line has a rate. */
  readonly rate: Rate | null;
  /** Lines of ten digits, once for each origin, whose rate is known. */
  readonly lines: number;
  /** Lines that are left out: their duty is on a quantity, or needs another fact. */
  readonly unknown: number;
}

/**
 * The simple mean over every ten-digit line of chapters 1 to 97 that fits `prefixes` (all if none are given) and every
 * origin, also where nothing is imported. Nothing is claimed; specific duties have no rate without a quantity.
 */
export function simpleMean(
  origins: readonly Origin[],
  schedule: Schedule,
  question: Question,
  prefixes: readonly string[],
): SimpleMean {
  const { date, view, past } = question;
  const lines = (prefixes.length === 0 ? [""] : prefixes).flatMap((prefix) =>
    past.base.linesUnder(prefix, date),
  );
  const hts = [...new Set(lines)].filter((code) => !isOutsideTariffBase(code)).sort();
  let [known, unknown, rates] = [0, 0, NO_USD];
  for (const alike of treatedAlike(origins, schedule, date, view)) {
    const first = alike[0] as Origin;
    const times = alike.length;
    const asked = { ...question, assume: onValue(question) };
    const priced = priceFlow(oneDollarEach(hts, first), first, schedule, asked);
    const { imports, duty } = sumsWhere([priced], ({ status }) => status !== "unknown");
    known += imports.toNumber() * times;
    unknown += (hts.length - imports.toNumber()) * times;
    rates = plusUsd(rates, owed(duty, decimal(times)));
  }
  return { rate: known === 0 ? null : (rates.div(usd(known)) as Rate), lines: known, unknown };
}

/** A year in which a dollar of every line came in: its mean by value is the simple one. */
const oneDollarEach = (hts: readonly string[], { code }: Origin): Flow => ({
  ...{ dataset: "lines of the tariff", origin: code, year: 0, source: "", dated: [] },
  ...{ hts, value: hts.map(() => 1), duty: hts.map(() => 0) },
});

/** What is observed is observed on trade, which these lines need not have. */
const onValue = ({ assume: { metalContent } }: Question): Question["assume"] =>
  metalContent === undefined ? {} : { metalContent };

// What moved a total rate: the change of each group's own rate, and the change of what trade is made of.

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
