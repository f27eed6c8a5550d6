/** Prices of classes of goods that were met: on another day or of another origin the same goods are priced the same. */
import { numbering } from "./numbering.js";
import type { Terms } from "./portion.js";
import { priceClass, type RowDollars, type Sample } from "./price-class.js";
import { type PricePattern, patternFor } from "./price-pattern.js";
import type { Assumptions, PriceClass } from "./priced.js";
import type { Reaching } from "./reach.js";
import type { Schedule } from "./schedule.js";

interface PriceBook {
  patternOf(reached: readonly Reaching[], claims: Terms["claims"]): PricePattern;
  /** The price of a class, or of a row that is a class of its own. */
  priceOf(sample: Sample, pattern: PricePattern, row: RowDollars | null): PriceClass;
}

const books = new WeakMap<Schedule, WeakMap<Assumptions, PriceBook>>();

/** What was priced under a schedule with these assumptions. */
export function priceBook(schedule: Schedule, assume: Assumptions): PriceBook {
  const own = books.get(schedule) ?? new WeakMap<Assumptions, PriceBook>();
  books.set(schedule, own);
  const book = own.get(assume) ?? makeBook();
  own.set(assume, book);
  return book;
}

function makeBook(): PriceBook {
  const numberOf = numbering();
  const patterns = new Map<string, PricePattern>();
  const prices = new Map<PricePattern, Map<string, PriceClass>>();
  return {
    patternOf(reached, claims) {
      const key = [...reached.map(numberOf), ...claims].join(" ");
      const pattern = patterns.get(key) ?? patternFor(reached, claims);
      patterns.set(key, pattern);
      return pattern;
    },
    priceOf(sample, pattern, row) {
      const own = prices.get(pattern) ?? new Map<string, PriceClass>();
      prices.set(pattern, own);
      const key = priceKey(sample, pattern, row);
      const price = own.get(key) ?? priceClass(sample, pattern.reached, row);
      own.set(key, price);
      return price;
    },
  };
}

/** All that a price depends on beside how the goods are reached. Columns of the tariff are read when they matter. */
function priceKey(
  { base, origin, shares, terms, question }: Sample,
  pattern: PricePattern,
  row: RowDollars | null,
): string {
  const { rates } = base;
  if (rates === undefined) return "no line";
  const claiming = terms.claims.size > 0 ? [rates.special, origin.code, question.date] : [];
  const counted = pattern.countsBase
    ? [base.rate === null, rates.general, origin.column2 && rates.column2, ...claiming]
    : [];
  const content = pattern.needsShares ? Object.entries(shares).flat() : [];
  return [...terms.assumed, row?.value, row?.duty, ...counted, ...content].join("|");
}
