/** A year of trade by product, one file an origin, in columns. */
import { join } from "node:path";
import { numberSpans } from "./base.js";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "flows/us_imports_2024_hs10_partner.csv.gz";
/** The first edition; numbers in it that never ended need no dates. */
const FIRST_EDITION = "2025-01-01";

export function buildFlows(tables: Tables, to: string, report: Report): void {
  const iso = new Map(tables.rows("flows/partners_2024.csv").map(({ cty_code, iso2 }) => [cty_code, iso2]));
  const dated = datedNumbers(tables);
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
      dated: rows.flatMap(({ hs10 = "" }, row) => dated(hs10).map((span) => [row, ...span])),
      hts: rows.map(({ hs10 }) => hs10),
      value: rows.map(({ customs_value_usd }) => Number(customs_value_usd)),
      duty: rows.map(({ calculated_duty_usd }) => Number(calculated_duty_usd)),
    });
  }
}

/** Numbers of chapters 1 to 97 that were not in the tariff all the time, with the days they were; `null, null` for never. */
function datedNumbers(tables: Tables): (hts: string) => [string | null, string | null][] {
  const spans = numberSpans(tables);
  return (hts) => {
    if (hts >= "98") return [];
    const span = spans.get(hts);
    if (span?.from === FIRST_EDITION && span.until === "") return [];
    return [[span?.from ?? null, span?.until || null]];
  };
}

function rowsOf(byOrigin: Map<string, Row[]>, origin: string): Row[] {
  const rows = byOrigin.get(origin) ?? [];
  byOrigin.set(origin, rows);
  return rows;
}
