/** Imports and the duty that customs calculated, by month: what was collected, as against what the law says. */
import { join } from "node:path";
import type { Report } from "./report.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "flows/us_imports_monthly_naics3_partner_201801_202506.csv.gz";
const SOURCE = "census-imports-monthly";
/** Stands for all industries. */
const TOTAL = "00";
const ALL_PARTNERS = "TOTAL FOR ALL COUNTRIES";
/** Partners whose industries are kept: of others the totals are enough. */
const BY_INDUSTRY = ["all", "JP"];

/** Columns of equal length, a month each from the first. */
interface Months {
  readonly value: number[];
  readonly duty: number[];
}

export function buildActuals(tables: Tables, to: string, report: Report): void {
  const names = tables.rows("flows/partners_2024.csv").map(({ census_name, iso2 }) => [census_name, iso2]);
  const iso = new Map<string | undefined, string | undefined>([[ALL_PARTNERS, "all"], ...(names as [])]);
  const rows = tables.rows(FILE);
  const months = [...new Set(rows.map(({ ym = "" }) => ym))].sort();
  const totals = new Map<string, Months>();
  const industries = new Map(BY_INDUSTRY.map((origin) => [origin, new Map<string, Months>()]));
  for (const { ym = "", partner = "", naics3 = "", ...sums } of rows) {
    const origin = iso.get(partner);
    const place = naics3 === TOTAL ? totals : industries.get(origin ?? "");
    const key = naics3 === TOTAL ? origin : naics3;
    if (origin === undefined) report.add(FILE, "a partner that is not one origin", partner);
    if (place === undefined || key === undefined) continue;
    const own = place.get(key) ?? { value: months.map(() => 0), duty: months.map(() => 0) };
    place.set(key, own);
    own.value[months.indexOf(ym)] = Number(sums.customs_value_usd);
    own.duty[months.indexOf(ym)] = Number(sums.calculated_duty_usd);
  }
  const head = { source: SOURCE, unit: "USD: customs value, calculated duty", from: months[0] };
  writeJson(join(to, "actuals/monthly-duty.json"), { ...head, partners: sorted(totals) });
  writeJson(join(to, "actuals/monthly-industries.json"), {
    ...head,
    industry: "three digits of the North American Industry Classification System",
    partners: sorted(new Map([...industries].map(([origin, own]) => [origin, sorted(own)]))),
  });
}

const sorted = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
