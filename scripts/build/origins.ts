/** Origins: ISO codes, names, blocs, Census numbers. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** General Note 3(b): goods of these pay column 2. Belarus and Russia by Pub. L. 117-110. */
const COLUMN_2 = new Set(["BY", "CU", "KP", "RU"]);
/** Two-letter codes of the partner table that ISO does not have. */
const ISO_OF: Readonly<Record<string, string>> = { rCD: "CD", WE: "PS", GZ: "PS" };

/** General Notes 2 and 3(a)(iv): goods of the United States returned, and of possessions outside its customs territory. */
const HOME = [
  ["US", "USA", "United States"],
  ["AS", "ASM", "American Samoa"],
  ["GU", "GUM", "Guam"],
  ["MP", "MNP", "Northern Mariana Islands"],
  ["VI", "VIR", "United States Virgin Islands"],
] as const;

/** Two-letter codes by the numbers of the Census Bureau; Gaza and the West Bank are one origin. */
export const isoOf = (tables: Tables): ReadonlyMap<string, string> =>
  new Map(
    tables
      .rows("flows/partners_2024.csv")
      .map(({ cty_code = "", iso2 = "" }) => [cty_code, ISO_OF[iso2] ?? iso2]),
  );

export function buildOrigins(tables: Tables, to: string): void {
  const census = new Map<string, { iso3: string; numbers: string[] }>();
  for (const { iso2 = "", iso3 = "", cty_code = "" } of tables.rows("flows/partners_2024.csv")) {
    const code = ISO_OF[iso2] ?? iso2;
    const known = census.get(code) ?? { iso3: ISO_OF[iso2] === undefined ? iso3 : "", numbers: [] };
    known.numbers.push(cty_code);
    census.set(code, known);
  }
  const rows = tables.rows("law/country_rates.csv").map(({ iso2 = "", country = "", bloc = "" }) => ({
    code: iso2,
    name: country,
    blocs: bloc === "" ? [] : [bloc],
  }));
  rows.push({ code: "EU", name: "European Union", blocs: ["EU"] });
  rows.sort((a, b) => (a.code < b.code ? -1 : 1));
  const origins = rows.map(({ code, name, blocs }) => ({
    code,
    name,
    iso3: census.get(code)?.iso3 || null,
    census: census.get(code)?.numbers ?? [],
    blocs,
    column2: COLUMN_2.has(code),
  }));
  writeJson(join(to, "origins.json"), {
    source: ["census-partners", "usitc-hts", "usitc-hts-general-notes"],
    origins,
    home: HOME.map(([code, iso3, name]) => ({ code, name, iso3, census: [], blocs: [], column2: false })),
  });
}
