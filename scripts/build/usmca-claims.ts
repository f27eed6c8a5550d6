/** Shares of the imports from Canada and Mexico that were entered under the USMCA, by line and period. */
import { join } from "node:path";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "flows/us_imports_ca_mx_hs10_monthly_usmca.csv.gz";
const ORIGINS = { "1220": "CA", "2010": "MX" } as const;
/** First and last months. */
const PERIODS = [
  ["2025-01", "2025-02"],
  ["2025-07", "2026-02"],
  ["2025-12", "2026-02"],
] as const;
const PARTS_OF_ONE = 10_000;

interface Claimed {
  value: number;
  claimed: number;
}

/** Shares of lines, and of chapters and the whole for lines that are not there; `null` for no imports in a period. */
export function buildUsmcaClaims(tables: Tables, to: string): void {
  const sums = sumsByGroup(tables);
  writeJson(join(to, "assumptions/tables/usmca-claims.json"), {
    unit: "ten-thousandths of customs value entered under the USMCA",
    source: "usitc-dataweb-usmca",
    origins: Object.fromEntries(Object.values(ORIGINS).map((origin) => [origin, columnsOf(origin, sums)])),
  });
}

function sumsByGroup(tables: Tables): Map<string, Claimed[]> {
  const sums = new Map<string, Claimed[]>();
  for (const row of tables.rows(FILE)) {
    const { hts10 = "", cty_code = "" } = row;
    const origin = ORIGINS[cty_code as keyof typeof ORIGINS];
    if (origin === undefined) throw new Error(`${FILE}: expected Canada or Mexico; got ${cty_code}`);
    if (hts10 >= "98") continue;
    for (const group of [hts10, hts10.slice(0, 2), ""]) {
      const key = `${origin} ${group}`;
      const own = sums.get(key) ?? PERIODS.map(() => ({ value: 0, claimed: 0 }));
      sums.set(key, own);
      addMonth(own, row);
    }
  }
  return sums;
}

function addMonth(own: readonly Claimed[], { ym = "", customs_value_usd, usmca_claimed_usd }: Row): void {
  const month = ym.replace("_", "-");
  for (const [index, [from, last]] of PERIODS.entries()) {
    const sum = own[index];
    if (sum === undefined || month < from || last < month) continue;
    sum.value += Number(customs_value_usd);
    sum.claimed += Number(usmca_claimed_usd);
  }
}

function columnsOf(origin: string, sums: ReadonlyMap<string, readonly Claimed[]>) {
  const groups = [...sums]
    .filter(([key, own]) => key.startsWith(`${origin} `) && own.some(({ value }) => value > 0))
    .map(([key, own]) => ({ hts: key.slice(origin.length + 1), own }))
    .sort((a, b) => (a.hts < b.hts ? -1 : 1));
  return {
    hts: groups.map(({ hts }) => hts),
    shares: Object.fromEntries(
      PERIODS.map(([from, last], index) => [
        `${from}..${last}`,
        groups.map(({ own }) => shareOf(own[index] as Claimed)),
      ]),
    ),
  };
}

const shareOf = ({ value, claimed }: Claimed): number | null =>
  value > 0 ? Math.round((claimed / value) * PARTS_OF_ONE) : null;
