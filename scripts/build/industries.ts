/** Which industry the goods of an HTS number are of, and how the claims of the USMCA moved by month. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const CONCORDANCE = "assumptions/metal_content_shares_hts10.csv.gz";
const CLAIMS = "flows/us_imports_ca_mx_hs10_monthly_usmca.csv.gz";
const ORIGINS: Readonly<Record<string, string>> = { "1220": "CA", "2010": "MX" };
/** Census names of the industries, and of goods that have none. */
const TITLES: Readonly<Record<string, string>> = {
  "111": "Crops",
  "112": "Animals",
  "113": "Forestry and logging",
  "114": "Fish, fresh or chilled, and other marine products",
  "115": "Support of farming",
  "211": "Oil and gas",
  "212": "Minerals and ores",
  "311": "Food manufactures",
  "312": "Beverages and tobacco",
  "313": "Textiles and fabrics",
  "314": "Textile mill products",
  "315": "Apparel",
  "316": "Leather and allied products",
  "321": "Wood products",
  "322": "Paper",
  "323": "Printed matter",
  "324": "Petroleum and coal products",
  "325": "Chemicals",
  "326": "Plastics and rubber products",
  "327": "Nonmetallic mineral products",
  "331": "Primary metals",
  "332": "Fabricated metal products",
  "333": "Machinery, except electrical",
  "334": "Computer and electronic products",
  "335": "Electrical equipment, appliances and components",
  "336": "Transportation equipment",
  "337": "Furniture and fixtures",
  "339": "Miscellaneous manufactures",
  "910": "Waste and scrap",
  "930": "Used or second-hand goods",
  "980": "Goods returned",
  "990": "Other special classification provisions",
};
const DIGITS = [2, 4, 6, 8, 10] as const;

export function buildIndustries(tables: Tables, to: string): void {
  const naics = new Map<string, string>();
  for (const { hs10 = "", naics: code = "" } of tables.rows(CONCORDANCE)) naics.set(hs10, code.slice(0, 3));
  writeJson(join(to, "assumptions/tables/industries.json"), {
    source: "census-import-concordance",
    unit: "three digits of the North American Industry Classification System, by HTS prefix: the longest counts",
    note: "Numbers that the concordance lacks take the industry of most numbers under the longest prefix it has. On the imports of 2024 of the partners known by line, 1.1% of value is in another industry than the monthly figures put it in: mostly machinery, computers and electrical goods that are entered as used or as special cases.",
    titles: TITLES,
    industries: prefixesOf(naics),
  });
  writeJson(join(to, "assumptions/tables/usmca-by-month.json"), claimsByMonth(tables));
}

/** The fewest prefixes that give every number its industry: a prefix stands where most of it differs from what it is in. */
function prefixesOf(naics: ReadonlyMap<string, string>): Record<string, string> {
  const counts = new Map<string, Map<string, number>>();
  const under = new Map<string, Set<string>>();
  for (const [hts, code] of naics)
    for (const [index, digits] of DIGITS.entries()) {
      const prefix = hts.slice(0, digits);
      const own = counts.get(prefix) ?? new Map<string, number>();
      counts.set(prefix, own);
      own.set(code, (own.get(code) ?? 0) + 1);
      const above = index === 0 ? "" : hts.slice(0, DIGITS[index - 1]);
      under.set(above, (under.get(above) ?? new Set()).add(prefix));
    }
  const most = (prefix: string): string =>
    [...(counts.get(prefix) ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "";
  const found: [string, string][] = [];
  const walk = (above: string, inherited: string): void => {
    for (const prefix of [...(under.get(above) ?? [])].sort()) {
      const own = most(prefix);
      if (own !== inherited) found.push([prefix, own]);
      walk(prefix, own);
    }
  };
  walk("", "");
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Imports and what of them claimed the USMCA by heading and month, in thousands of dollars. */
function claimsByMonth(tables: Tables) {
  const rows = tables.rows(CLAIMS).filter(({ hts10 = "" }) => hts10 < "98");
  const months = [...new Set(rows.map(({ ym = "" }) => ym.replace("_", "-")))].sort();
  const origins = new Map<string, Map<string, { value: number[]; claimed: number[] }>>();
  for (const { ym = "", hts10 = "", cty_code = "", customs_value_usd, usmca_claimed_usd } of rows) {
    const origin = ORIGINS[cty_code];
    if (origin === undefined) throw new Error(`${CLAIMS}: expected Canada or Mexico; got ${cty_code}`);
    const headings = origins.get(origin) ?? new Map<string, { value: number[]; claimed: number[] }>();
    origins.set(origin, headings);
    const heading = hts10.slice(0, 4);
    const own = headings.get(heading) ?? { value: months.map(() => 0), claimed: months.map(() => 0) };
    headings.set(heading, own);
    const at = months.indexOf(ym.replace("_", "-"));
    own.value[at] = (own.value[at] ?? 0) + Number(customs_value_usd);
    own.claimed[at] = (own.claimed[at] ?? 0) + Number(usmca_claimed_usd);
  }
  const thousands = (dollars: readonly number[]) => dollars.map((one) => Math.round(one / 1000));
  return {
    unit: "thousands of dollars of customs value",
    source: "usitc-dataweb-usmca",
    from: months[0],
    origins: Object.fromEntries(
      [...origins]
        .sort()
        .map(([origin, headings]) => [
          origin,
          Object.fromEntries(
            [...headings]
              .sort()
              .map(([heading, { value, claimed }]) => [
                heading,
                { value: thousands(value), claimed: thousands(claimed) },
              ]),
          ),
        ]),
    ),
  };
}
