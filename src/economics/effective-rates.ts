/** Average tariffs: which weights are meant must be said. Source: METHODS 1.7. */
import { sum } from "./elementary.js";

/** Trade of one group of goods before and after a change of tariff; tariffs as fractions. */
export interface Weighted {
  readonly valueBefore: number;
  readonly valueAfter: number;
  readonly before: number;
  readonly after: number;
}

/** `null` where there is no value to weigh by. */
export interface EffectiveRates {
  readonly before: number | null;
  /** After, weighed by what is still imported: falls when a tariff shuts trade out. */
  readonly currentWeight: number | null;
  /** After, weighed by what was imported before: what the law asks of the old trade. */
  readonly fixedWeight: number | null;
  /** After, each cell alike, those without imports too. */
  readonly simple: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The mean tariff with the weights of trade before and after. */
export function effectiveRates(cells: readonly Weighted[]): EffectiveRates {
  const total = (of: (cell: Weighted) => number) => sum(cells.map(of));
  const valueBefore = total((cell) => cell.valueBefore);
  const valueAfter = total((cell) => cell.valueAfter);
  return {
    before: ratio(
      total((cell) => cell.valueBefore * cell.before),
      valueBefore,
    ),
    currentWeight: ratio(
      total((cell) => cell.valueAfter * cell.after),
      valueAfter,
    ),
    fixedWeight: ratio(
      total((cell) => cell.valueBefore * cell.after),
      valueBefore,
    ),
    simple: ratio(
      total((cell) => cell.after),
      cells.length,
    ),
  };
}
