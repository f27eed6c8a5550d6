/** Exports of a year to each partner, and freight and insurance on imports from it, by chapter. */
import { join } from "node:path";
import { isoOf } from "./origins.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const YEAR = "2024";
const TABLES = [
  {
    from: "flows/us_exports_2020_2024_hs2_partner.csv",
    column: "fas_value_usd",
    name: "exports-by-chapter-2024",
    measure: "total exports, free alongside ship",
    source: "usitc-dataweb-exports",
  },
  {
    from: "flows/us_import_charges_2020_2024_hs2_partner.csv",
    column: "import_charges_usd",
    name: "import-charges-by-chapter-2024",
    measure: "import charges: freight, insurance and other costs to the first US port, on general imports",
    source: "usitc-dataweb-charges",
  },
] as const;
/** Names that neither the Census Bureau nor the tariff spells so. */
const ALIASES: Readonly<Record<string, string>> = {
  Curaçao: "CW",
  "Czechia (Czech Republic)": "CZ",
  "Côte d`Ivoire": "CI",
  "Eswatini (Swaziland)": "SZ",
  "French Southern and Antarctic Lands": "TF",
  "Gaza Strip": "PS",
  "Myanmar (Burma)": "MM",
  "Republic of the Congo": "CG",
  "São Tomé and Príncipe": "ST",
  "West Bank": "PS",
};
const UNION = "EU";

/** @throws if a partner's name is not known. */
export function buildByChapter(tables: Tables, to: string): void {
  const origins = originNames(tables);
  for (const { from, column, name, measure, source } of TABLES) {
    const rows = tables.rows(from).filter(({ year }) => year === YEAR);
    const chapters = [...new Set(rows.map(({ hs2 = "" }) => hs2))].sort();
    const byOrigin = new Map<string, number[]>();
    for (const row of rows)
      for (const origin of origins(row)) {
        const own = byOrigin.get(origin) ?? chapters.map(() => 0);
        byOrigin.set(origin, own);
        const index = chapters.indexOf(row.hs2 ?? "");
        own[index] = (own[index] ?? 0) + Number(row[column]);
      }
    const sorted = [...byOrigin].sort(([a], [b]) => (a < b ? -1 : 1));
    writeJson(join(to, `trade/${name}.json`), {
      measure,
      unit: "USD by chapter; 0 for none recorded; EU and all are sums of the partners beside them",
      source,
      year: Number(YEAR),
      chapters,
      partners: Object.fromEntries(sorted),
    });
  }
}

/** Origins that a row counts for: its own, the Union of its members, and all. */
function originNames(tables: Tables): (row: Row) => string[] {
  const iso = isoOf(tables);
  const codes = new Map(Object.entries(ALIASES));
  const members = new Set<string>();
  for (const { iso2 = "", country = "" } of tables.rows("law/country_rates.csv"))
    codes.set(country.toLowerCase(), iso2);
  for (const { cty_code = "", census_name = "", schedule_c_name = "", eu_member } of tables.rows(
    "flows/partners_2024.csv",
  )) {
    const code = iso.get(cty_code) ?? "";
    for (const name of [census_name, schedule_c_name]) codes.set(name.toLowerCase(), code);
    if (eu_member === "1") members.add(code);
  }
  return ({ country = "" }) => {
    const code = codes.get(country.trim()) ?? codes.get(country.trim().toLowerCase());
    if (code === undefined) throw new Error(`expected a partner with a code; got ${country}`);
    return [code, ...(members.has(code) ? [UNION] : []), "all"];
  };
}
