/** Imports by month and the duty that customs calculated on them: what was collected, as against what the law says. */
import type { Actual } from "../command.js";
import type { Country } from "../domain/country.js";
import { UserError } from "../errors.js";
import type { Reader } from "./reader.js";

/** Whole dollars, a month each from the first. */
interface Months {
  readonly value: readonly number[];
  readonly duty: readonly number[];
}
interface File<T> {
  /** First month. */
  readonly from: string;
  readonly partners: Readonly<Record<string, T>>;
}

const TOTALS = "actuals/monthly-duty.json";
const INDUSTRIES = "actuals/monthly-industries.json";

/**
 * Imports for consumption of an origin, or of all, month by month in order; none if the origin is not known by month.
 *
 * Units: whole US dollars of customs value and calculated duty. Source: US Census Bureau.
 */
export function actualsOf(reader: Reader, origin: Country | "all"): Actual[] {
  if (!reader.has(TOTALS)) return [];
  const { from, partners } = reader.json<File<Months>>(TOTALS);
  return monthly(from, partners[origin]);
}

/**
 * The same of one industry, three digits of the North American Industry Classification System.
 * @throws {UserError} naming what is known, if the origin or the industry is not.
 */
export function industryActuals(reader: Reader, origin: Country | "all", industry: string): Actual[] {
  const { from, partners } = reader.json<File<Record<string, Months>>>(INDUSTRIES);
  const own = partners[origin];
  const months = own?.[industry];
  if (months) return monthly(from, months);
  throw new UserError(
    own
      ? `expected an industry of three digits; got "${industry}"`
      : `the industries of ${origin} are not known by month`,
    { where: "--industry", hint: `there are: ${Object.keys(own ?? partners).join(", ")}` },
  );
}

const MONTHS_A_YEAR = 12;

function monthly(from: string, months: Months | undefined): Actual[] {
  const [year = 0, first = 1] = from.split("-").map(Number);
  return (months?.value ?? []).map((value, index) => {
    const since = first - 1 + index;
    const month = String((since % MONTHS_A_YEAR) + 1).padStart(2, "0");
    return {
      month: `${year + Math.floor(since / MONTHS_A_YEAR)}-${month}`,
      value,
      duty: months?.duty[index] ?? 0,
    };
  });
}
