/** Elasticities, budget offsets and the balances of 2024: rows with an open licence, and medians of our own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const VARIETIES = "economics/elasticity_broda_weinstein_us_hts10.csv";
const TARIFFS = "economics/elasticity_fgo_protee_hs6_2007.csv";
const ALL = "economics/elasticities.csv";
const BALANCES = "benchmarks/01_ustr_reciprocal_2025-04-02.csv";
const OFFSETS = "benchmarks/18_jct_offset.csv";

export function buildEconomics(tables: Tables, to: string, report: Report): void {
  const put = (name: string, value: object) =>
    writeJson(join(to, `economics/${name}.json`), { $schema: `../../schema/${name}.schema.json`, ...value });
  put("substitution", {
    estimates: [varieties(tables), tariffs(tables, report), industries(tables, report)],
  });
  put("offsets", offsets(tables, report));
  put("reciprocal-formula", balances(tables, to, report));
}

const DIGITS = 6;
const rounded = (number: number): number => Number(number.toPrecision(DIGITS));

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return rounded(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2);
}

interface Estimate {
  readonly code: string;
  readonly value: number;
}

/** Median and number of the estimates of all goods and of each chapter. */
function medians(estimates: readonly Estimate[]) {
  const of = (some: readonly Estimate[]): [number, number] => [
    median(some.map(({ value }) => value)),
    some.length,
  ];
  const chapters = [...new Set(estimates.map(({ code }) => code.slice(0, 2)))].sort();
  const within = (chapter: string) => estimates.filter(({ code }) => code.startsWith(chapter));
  return {
    all: of(estimates),
    chapters: chapters.map((chapter) => [chapter, ...of(within(chapter))]),
  };
}

function varieties(tables: Tables) {
  const estimates = tables
    .rows(VARIETIES)
    .map(({ hts10 = "", sigma_1990_2001 }) => ({ code: hts10, value: Number(sigma_1990_2001) }));
  return {
    id: "broda-weinstein",
    kind: "substitution",
    title: "between the varieties of one HTS number, US imports of 1990 to 2001; medians of a chapter",
    source: "broda-weinstein-2006",
    ...medians(estimates),
  };
}

function tariffs(tables: Tables, report: Report) {
  const estimates = tables.rows(TARIFFS).flatMap((row): Estimate[] => {
    const why = unusable(row);
    if (why) report.add(TARIFFS, why, row.HS6 ?? "");
    return why ? [] : [{ code: row.HS6 ?? "", value: Number(row.sigma) }];
  });
  return {
    id: "protee",
    kind: "tariff",
    title: "of bilateral imports in one plus the tariff, all importers; medians of a chapter",
    source: "cepii-protee",
    ...medians(estimates),
  };
}

function unusable({ zero, positive, sigma }: Row): string | null {
  if (sigma === "") return "an elasticity that could not be estimated";
  if (positive === "1") return "an elasticity above zero";
  return zero === "1" ? "an elasticity that cannot be told from zero" : null;
}

/** What the authors used themselves where their estimate was too imprecise. */
const USED_INSTEAD = "theta used in simulation";
const ESTIMATED = "theta (trade elasticity)";

function industries(tables: Tables, report: Report) {
  const rows = tables.rows(ALL);
  const bundled = rows.filter(({ source, licence }) => source === "CaliendoParro2015" && licence !== "");
  for (const { source = "", licence = "", code = "", parameter = "" } of rows)
    if (licence === "" || licence.startsWith("no"))
      report.add(ALL, "no open licence", `${source} ${parameter} ${code}`);
  const of = (parameter: string): [string, number][] =>
    bundled.filter((row) => row.parameter === parameter).map(({ code = "", value }) => [code, Number(value)]);
  return {
    id: "caliendo-parro",
    kind: "shares",
    title:
      "of trade shares, by industry; transport equipment as the authors used it, not as they estimated it",
    source: "caliendo-parro-2015",
    industries: Object.fromEntries([...of(ESTIMATED), ...of(USED_INSTEAD)]),
  };
}

/** The convention of the Joint Committee on Taxation in one document, by year. */
function offsets(tables: Tables, report: Report) {
  const rows = tables.rows(OFFSETS);
  const own = rows.filter(({ document }) => document === "JCX-2-23");
  for (const { year = "", document } of rows)
    if (document !== "JCX-2-23") report.add(OFFSETS, "not of document JCX-2-23", year);
  return {
    source: "jct-jcx-2-23",
    title:
      "part of an excise that income and payroll taxes lose, by calendar year; law of February 2023, so higher from 2026, when tax provisions were to end",
    byYear: Object.fromEntries(own.map(({ year = "", offset }) => [year, Number(offset)])),
  };
}

/** Trade of 2024 as the formula of 2 April 2025 used it, and the rates set for the 57 partners of its headings. */
function balances(tables: Tables, to: string, report: Report) {
  const iso = isoByName(tables, to);
  const partners = tables.rows(BALANCES).flatMap((row): [string, (number | null)[]][] => {
    const code = iso.get(nameOf(row.country ?? ""));
    if (code === undefined) report.add(BALANCES, "a partner that is not one origin", row.country ?? "");
    return code === undefined ? [] : [[code, figures(row)]];
  });
  return {
    sources: ["census-balances-2024", "eo-14257-rates"],
    unit: "millions of USD: exports, general imports, deficit as published; per cent: set in headings 9903.01.43 to .76, and posted in Annex I",
    partners: Object.fromEntries(partners.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A partner with a rate in Annex I alone was not listed: its column holds what the formula gives. */
function figures(row: Row): (number | null)[] {
  const number = (text = "") => (text === "" ? null : Number(text));
  const promulgated = number(row.hts_9903_01_43_76_pct);
  const posted = promulgated === null ? null : number(row.annex_I_posted_pct);
  return [number(row.exports_2024_musd), number(row.imports_2024_musd), deficitOf(row), promulgated, posted];
}

/** Where the Census Bureau's balance is rounded apart from its parts, the ratio shows which was used. */
function deficitOf({
  deficit_musd = "",
  deficit_over_imports_pct = "",
  imports_2024_musd = "",
}: Row): number | null {
  if (deficit_musd === "") return null;
  const used = (Number(deficit_over_imports_pct) * Number(imports_2024_musd)) / 100;
  return Number(used.toFixed(1));
}

const nameOf = (name: string): string => name.toUpperCase().replace(/[^A-Z]/g, "");

/** Names of the table that neither the origins nor Schedule C have. */
const OTHER_NAMES: readonly [string, string][] = [
  ["Congo (Kinshasa)", "CD"],
  ["British Indian Ocean Territories", "IO"],
];

/** Codes of our own origins by any of their names. */
function isoByName(tables: Tables, to: string): Map<string, string> {
  const { origins } = JSON.parse(readFileSync(join(to, "origins.json"), "utf8")) as {
    origins: { code: string; name: string }[];
  };
  const known = new Set(origins.map(({ code }) => code));
  const partners = tables
    .rows("flows/partners_2024.csv")
    .flatMap(({ census_name = "", schedule_c_name = "", iso2 = "" }): [string, string][] =>
      known.has(iso2)
        ? [
            [census_name, iso2],
            [schedule_c_name, iso2],
          ]
        : [],
    );
  const own = origins.map(({ code, name }): [string, string] => [name, code]);
  return new Map([...partners, ...own, ...OTHER_NAMES].map(([name, code]) => [nameOf(name), code]));
}
