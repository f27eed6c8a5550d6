/** Duty that customs calculated, by partner and month: what was collected, as against what the law says. */
import { join } from "node:path";
import type { Report } from "./report.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "flows/us_imports_monthly_naics3_partner_201801_202506.csv.gz";
/** Earlier months are history that no command asks for. */
const FIRST_MONTH = "2024-01";

export function buildActuals(tables: Tables, to: string, report: Report): void {
  const iso = new Map(
    tables.rows("flows/partners_2024.csv").map(({ census_name, iso2 }) => [census_name, iso2]),
  );
  const partners: Record<string, Record<string, [number, number]>> = {};
  for (const { ym = "", partner = "", customs_value_usd, calculated_duty_usd } of tables.rows(FILE)) {
    const origin = iso.get(partner);
    if (origin === undefined) report.add(FILE, "a partner that is not one origin", partner);
    if (origin === undefined || ym < FIRST_MONTH) continue;
    partners[origin] ??= {};
    const months = partners[origin];
    const [value, duty] = months[ym] ?? [0, 0];
    months[ym] = [value + Number(customs_value_usd), duty + Number(calculated_duty_usd)];
  }
  const sorted = Object.entries(partners).sort(([a], [b]) => (a < b ? -1 : 1));
  writeJson(join(to, "actuals/monthly-duty.json"), {
    source: "census-imports-monthly",
    unit: "USD: customs value, calculated duty",
    partners: Object.fromEntries(sorted),
  });
}
