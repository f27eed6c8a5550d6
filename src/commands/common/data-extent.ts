/** What of the data a question is about: lines of the tariff, months that customs calculated, levers. */
import type { Actual, Context } from "../../contract/command.js";
import { closest, UserError } from "../../contract/errors.js";
import { ALL } from "../../contract/question.js";
import type { IsoDate } from "../../law/calendar.js";
import { type HtsCode, printHts, rateLineOf } from "../../law/hts.js";
import type { Country } from "../../law/origin.js";

/**
 * The number itself if it has a rate or is of a line that has one, else the lines under it.
 * @throws {UserError} if the tariff has none that day.
 */
export function linesOf(hts: HtsCode, on: IsoDate, context: Context, where = "hts"): HtsCode[] {
  const { base } = context.schedule();
  const under = base.linesUnder(rateLineOf(hts), on);
  if (hts.length >= 8 && (under.length > 0 || base.exists(hts, on))) return [hts];
  if (under.length > 0) return [...new Set(under.map(rateLineOf))] as HtsCode[];
  throw noLine(hts, on, context, where);
}

/** The number does not exist on the day: names those that do under the same heading. */
export function noLine(hts: HtsCode, on: IsoDate, context: Context, where = "hts"): UserError {
  const { base } = context.schedule();
  const near =
    [8, 6, 4].map((digits) => base.linesUnder(hts.slice(0, digits), on)).find((lines) => lines.length > 0) ??
    [];
  const shown = near.slice(0, 4).map(printHts).join(", ");
  return new UserError(`the tariff of ${on} has no line ${printHts(hts)}`, {
    where,
    hint:
      near.length > 0
        ? `it has ${shown}${near.length > 4 ? " ..." : ""}`
        : `it has nothing that starts with ${hts.slice(0, 4)}; check the first digits`,
  });
}

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
    return same.every((one) => one !== undefined) ? [[actual, ...same].reduce(addActuals)] : [];
  });
}

const addActuals = (a: Actual, b: Actual): Actual => ({
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

/** @throws {UserError} on a lever there is none of. */
export function checkLever(name: string, where: string, context: Context): void {
  const known = context.levers().map((lever) => lever.name);
  if (known.includes(name)) return;
  const near = closest(name, known);
  throw new UserError(`there is no lever "${name}"`, {
    where,
    hint: near ? `did you mean ${near}?` : `there are: ${known.join(", ")}`,
  });
}
