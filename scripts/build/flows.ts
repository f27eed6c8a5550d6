/**
 * A year of trade by product, one file an origin, in columns. Fifty partners are known by lines of ten digits, the
 * others by chapter; the European Union is one partner. Together they are all imports, once.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { numberSpans } from "./base.js";
import { isoOf } from "./origins.js";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const BY_LINE = "flows/us_imports_2024_hs10_partner.csv.gz";
/** The same fifty by lines of eight digits, and the others by chapter. */
const BY_CHAPTER = "flows/us_imports_2024_unified_hs8_hs2.csv";
const CHAPTER_DIGITS = 2;
/** All imports for consumption of 2024 and the duty calculated on them, as the Census Bureau has them. */
const WHOLE = wholeOf("us-imports-2024");
/** The first edition; numbers in it that never ended need no dates. */
const FIRST_EDITION = "2025-01-01";

interface FlowRow {
  readonly hts: string;
  value: number;
  duty: number;
}

/** @throws if the parts are not the whole. */
export function buildFlows(tables: Tables, to: string, report: Report): void {
  const detailed = sortedRows(BY_LINE, tables.rows(BY_LINE), "hs10", tables, report);
  const others = tables.rows(BY_CHAPTER).filter(({ code = "" }) => code.length === CHAPTER_DIGITS);
  const byChapter = sortedRows(BY_CHAPTER, others, "code", tables, report);
  checkPartition(detailed, byChapter);
  const dated = datedNumbers(tables);
  for (const [origin, rows] of [...detailed, ...byChapter])
    writeJson(join(to, `flows/us-imports-2024/${origin}.json`), {
      dataset: "us-imports-2024",
      origin,
      year: 2024,
      measure: "imports for consumption, customs value and calculated duty",
      unit: "USD",
      source: "census-imports-2024",
      dated: rows.flatMap(({ hts }, row) => dated(hts).map((span) => [row, ...span])),
      hts: rows.map(({ hts }) => hts),
      value: rows.map(({ value }) => value),
      duty: rows.map(({ duty }) => duty),
    });
}

/** What the files of a dataset add up to, as datasets.json has it. */
function wholeOf(dataset: string): { value: number; duty: number } {
  const text = readFileSync(join(import.meta.dirname, "../../data/datasets.json"), "utf8");
  const { datasets } = JSON.parse(text) as { datasets: { id: string; value: number; duty: number }[] };
  const whole = datasets.find(({ id }) => id === dataset);
  if (!whole) throw new Error(`datasets.json has no ${dataset}`);
  return whole;
}

type ByOrigin = ReadonlyMap<string, readonly FlowRow[]>;

/** Rows by origin, in the order of their numbers; partners that are one origin are added up. */
function sortedRows(
  file: string,
  rows: readonly Row[],
  column: string,
  tables: Tables,
  report: Report,
): ByOrigin {
  const iso = isoOf(tables);
  const byOrigin = new Map<string, Map<string, FlowRow>>();
  for (const row of rows) {
    const origin = iso.get(row.cty_code ?? "");
    const hts = row[column] ?? "";
    if (origin === undefined) report.add(file, "a partner without a name", `${row.cty_code} ${hts}`);
    else addRow(byOrigin, origin, hts, row);
  }
  return new Map(
    [...byOrigin].map(([origin, own]) => [
      origin,
      [...own.values()].sort((a, b) => (a.hts < b.hts ? -1 : 1)),
    ]),
  );
}

function addRow(byOrigin: Map<string, Map<string, FlowRow>>, origin: string, hts: string, row: Row): void {
  const own = byOrigin.get(origin) ?? new Map<string, FlowRow>();
  byOrigin.set(origin, own);
  const sum = own.get(hts) ?? { hts, value: 0, duty: 0 };
  own.set(hts, sum);
  sum.value += Number(row.customs_value_usd);
  sum.duty += Number(row.calculated_duty_usd);
}

function checkPartition(detailed: ByOrigin, byChapter: ByOrigin): void {
  const twice = [...byChapter.keys()].filter((origin) => detailed.has(origin));
  if (twice.length > 0) throw new Error(`counted by line and by chapter: ${twice.join(", ")}`);
  const rows = [...detailed.values(), ...byChapter.values()].flat();
  const value = rows.reduce((sum, row) => sum + row.value, 0);
  const duty = rows.reduce((sum, row) => sum + row.duty, 0);
  if (value !== WHOLE.value || duty !== WHOLE.duty)
    throw new Error(`expected imports of ${WHOLE.value} and duty of ${WHOLE.duty}; got ${value} and ${duty}`);
}

/** Numbers of chapters 1 to 97 that were not in the tariff all the time, with the days they were; `null, null` for never. */
function datedNumbers(tables: Tables): (hts: string) => [string | null, string | null][] {
  const spans = numberSpans(tables);
  return (hts) => {
    if (hts >= "98" || hts.length === CHAPTER_DIGITS) return [];
    const span = spans.get(hts);
    if (span?.from === FIRST_EDITION && span.until === "") return [];
    return [[span?.from ?? null, span?.until || null]];
  };
}
