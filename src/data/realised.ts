/** What an estimate of collected duty starts from: imports and duty by month and industry, and what is assumed. */
import { memoize, memoizeRows } from "../compiled/memo.js";
import type { RealisedData } from "../contract/command.js";
import type { ClaimColumns, MonthlyColumns, PartnerMonths } from "../trade/collected.js";
import { monthsFrom } from "../trade/grouped-duty.js";
import type { Reader } from "./reader.js";
import type { MonthlyIndustries } from "./shapes/trade.js";

const ACTUALS = "actuals/monthly-industries.json";
const CLAIMS = "assumptions/tables/usmca-by-month.json";
/** Stands for all partners whose industries are not known apart. */
const REST = "rest";
const UNION = "EU";

export const loadRealised = memoize((reader: Reader): RealisedData => {
  const settings = reader.json("economics/realised.json");
  const { industries } = reader.json("assumptions/tables/industries.json");
  const members = new Set(
    reader
      .json("origins.json")
      .origins.flatMap(({ code, blocs = [] }) => (blocs.includes(UNION) ? [code] : [])),
  );
  const actuals = reader.json(ACTUALS);
  const { from, origins } = reader.json(CLAIMS);
  const claims = Object.entries(origins).map(
    ([partner, headings]) => [partner, new Map(Object.entries(headings))] as const,
  );
  const [, first] = claims[0] ?? [];
  const claimMonths = [...(first?.values() ?? [])][0]?.value.length ?? 0;
  return {
    settings,
    rest: REST,
    known: {
      months: monthsFrom(actuals.from, lengthOf(actuals)),
      partners: partnersOf(actuals, settings.partners, members),
      claims: {
        months: monthsFrom(from, claimMonths),
        partners: new Map<string, ReadonlyMap<string, ClaimColumns>>(claims),
      },
    },
    industryOf: memoizeRows((hts: string) => {
      for (let digits = hts.length; digits >= 2; digits -= 2) {
        const industry = industries[hts.slice(0, digits)];
        if (industry !== undefined) return industry;
      }
      return "";
    }),
  };
});

/** Months of the partner that has most. */
const lengthOf = ({ partners }: MonthlyIndustries): number =>
  Math.max(...Object.values(partners).map(monthsIn));

/** Months from the first on of which a partner's imports are known: after a gap none are. */
function monthsIn(industries: Readonly<Record<string, MonthlyColumns>>): number {
  const columns = Object.values(industries).map(({ value }) => value);
  const longest = Math.max(0, ...columns.map(({ length }) => length));
  for (let at = 0; at < longest; at += 1) if (columns.every((value) => !value[at])) return at;
  return longest;
}

/** Columns to the last month known. */
const upTo = (industries: Readonly<Record<string, MonthlyColumns>>, count: number) =>
  new Map(
    Object.entries(industries).map(([id, { value, duty }]) => [
      id,
      { value: value.slice(0, count), duty: duty.slice(0, count) },
    ]),
  );

/** Partners with their months, members of the Union under its law, and the rest: all less the partners known. */
function partnersOf(
  { partners }: MonthlyIndustries,
  apart: readonly string[],
  members: ReadonlySet<string>,
): ReadonlyMap<string, PartnerMonths> {
  const found = new Map<string, PartnerMonths>();
  for (const [code, industries] of Object.entries(partners)) {
    const law = members.has(code as never) ? UNION : code;
    if (!apart.includes(law)) continue;
    found.set(code, { law, industries: upTo(industries, monthsIn(industries)) });
  }
  const all = partners.all ?? {};
  const last = Math.min(monthsIn(all), ...apart.map((code) => monthsIn(partners[code] ?? {})));
  const rest = [...upTo(all, last)].map(([industry, columns]) => {
    const own = apart.flatMap((code) => found.get(code)?.industries.get(industry) ?? []);
    return [industry, less(columns, own)] as const;
  });
  found.set(REST, { law: REST, industries: new Map(rest) });
  return found;
}

/** What is left of columns; never below nothing, since partners are revised apart from the whole. */
function less(whole: MonthlyColumns, parts: readonly MonthlyColumns[]): MonthlyColumns {
  const left = (column: "value" | "duty") =>
    whole[column].map((all, month) =>
      Math.max(
        0,
        parts.reduce((sum, part) => sum - (part[column][month] ?? 0), all),
      ),
    );
  return { value: left("value"), duty: left("duty") };
}
