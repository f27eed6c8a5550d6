/** A year of trade by product, one file an origin, in columns. */
import { join } from "node:path";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "flows/us_imports_2024_hs10_partner.csv.gz";
export function buildFlows(tables: Tables, to: string, report: Report): void {
  const iso = new Map(tables.rows("flows/partners_2024.csv").map(({ cty_code, iso2 }) => [cty_code, iso2]));
  const byOrigin = new Map<string, Row[]>();
  for (const row of tables.rows(FILE)) {
    const origin = iso.get(row.cty_code);
    if (origin === undefined) report.add(FILE, "a partner without a name", `${row.cty_code} ${row.hs10}`);
    else rowsOf(byOrigin, origin).push(row);
  }
  for (const [origin, rows] of byOrigin) {
    rows.sort((a, b) => ((a.hs10 ?? "") < (b.hs10 ?? "") ? -1 : 1));
    writeJson(join(to, `flows/us-imports-2024/${origin}.json`), {
      dataset: "us-imports-2024",
      origin,
      year: 2024,
      measure: "imports for consumption, customs value and calculated duty",
      unit: "USD",
      source: "census-imports-2024",
      hts: rows.map(({ hs10 }) => hs10),
      value: rows.map(({ customs_value_usd }) => Number(customs_value_usd)),
      duty: rows.map(({ calculated_duty_usd }) => Number(calculated_duty_usd)),
    });
  }
}

function rowsOf(byOrigin: Map<string, Row[]>, origin: string): Row[] {
  const rows = byOrigin.get(origin) ?? [];
  byOrigin.set(origin, rows);
  return rows;
}
