/** Imports and the duty that customs calculated, by month: what was collected, as against what the law says. */
import { join } from "node:path";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** The later file begins before the earlier one ends, with the same figures. */
const FILES = [
  "flows/us_imports_monthly_naics3_partner_201801_202506.csv.gz",
  "flows/us_imports_monthly_naics3_partner_202501_202511.csv.gz",
] as const;
const SOURCE = "census-imports-monthly";
/** Stands for all industries. */
const TOTAL = "00";
const ALL_PARTNERS = "TOTAL FOR ALL COUNTRIES";
/** Industries are kept from the year of the flows on: a year before the new duties, and all months since. */
const INDUSTRIES_FROM = "2024-01";

/** Columns of equal length, a month each from the first. */
interface Months {
  readonly value: number[];
  readonly duty: number[];
}

export function buildActuals(tables: Tables, to: string, report: Report): void {
  const files = FILES.map((file) => ({ file, rows: tables.rows(file) }));
  const months = [...new Set(files.flatMap(({ rows }) => rows.map(({ ym = "" }) => ym)))].sort();
  const late = months.filter((month) => month >= INDUSTRIES_FROM);
  const totals = new Map<string, Months>();
  const industries = new Map<string, Map<string, Months>>();
  for (const { origin, ym = "", naics3 = "", ...sums } of rowsByOrigin(files, tables, report))
    if (naics3 === TOTAL) put(totals, origin, months, ym, sums);
    else if (ym >= INDUSTRIES_FROM) put(within(industries, origin), naics3, late, ym, sums);
  const head = { source: SOURCE, unit: "USD: customs value, calculated duty" };
  writeJson(join(to, "actuals/monthly-duty.json"), { ...head, from: months[0], partners: sorted(totals) });
  writeJson(join(to, "actuals/monthly-industries.json"), {
    ...head,
    from: INDUSTRIES_FROM,
    industry: "three digits of the North American Industry Classification System",
    partners: sorted(new Map([...industries].map(([origin, own]) => [origin, sorted(own)]))),
  });
}

/** Rows of partners that are one origin; the others of the first file are counted. */
function rowsByOrigin(
  files: readonly { readonly file: string; readonly rows: readonly Row[] }[],
  tables: Tables,
  report: Report,
): (Row & { readonly origin: string })[] {
  const names = tables.rows("flows/partners_2024.csv").map(({ census_name, iso2 }) => [census_name, iso2]);
  const iso = new Map<string | undefined, string | undefined>([[ALL_PARTNERS, "all"], ...(names as [])]);
  return files.flatMap(({ file, rows }) =>
    rows.flatMap((row) => {
      const origin = iso.get(row.partner);
      if (origin !== undefined) return [{ ...row, origin }];
      if (file === FILES[0]) report.add(file, "a partner that is not one origin", row.partner ?? "");
      return [];
    }),
  );
}

function within(groups: Map<string, Map<string, Months>>, key: string): Map<string, Months> {
  const own = groups.get(key) ?? new Map<string, Months>();
  groups.set(key, own);
  return own;
}

function put(
  columns: Map<string, Months>,
  key: string,
  months: readonly string[],
  month: string,
  sums: Readonly<Record<string, string>>,
): void {
  const own = columns.get(key) ?? { value: months.map(() => 0), duty: months.map(() => 0) };
  columns.set(key, own);
  own.value[months.indexOf(month)] = Number(sums.customs_value_usd);
  own.duty[months.indexOf(month)] = Number(sums.calculated_duty_usd);
}

const sorted = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
