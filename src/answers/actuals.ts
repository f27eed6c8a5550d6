/** What customs calculated, beside what the law says. */
import type { Actual, Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { ALL } from "../texts/scope.js";

/** Months of several origins together; of all, the national total, which counts partners that are not known one by one. */
export function actualsOf(
  asked: readonly string[],
  origins: readonly Country[],
  context: Context,
): readonly Actual[] {
  if (asked.includes(ALL)) return context.actuals(ALL);
  const all = origins.map((origin) => context.actuals(origin).filter(({ value }) => value > 0));
  const [first = [], ...others] = all;
  return first.flatMap((actual) => {
    const same = others.map((months) => months.find(({ month }) => month === actual.month));
    return same.every((one) => one !== undefined) ? [[actual, ...same].reduce(added)] : [];
  });
}

const added = (a: Actual, b: Actual): Actual => ({
  month: a.month,
  value: a.value + b.value,
  duty: a.duty + b.duty,
});

/** Origins whose imports are not known by month. */
export const withoutActuals = (
  asked: readonly string[],
  origins: readonly Country[],
  context: Context,
): Country[] => (asked.includes(ALL) ? [] : origins.filter((origin) => context.actuals(origin).length === 0));
