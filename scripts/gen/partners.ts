/** docs/partners.md: what is known of the trade of each partner, from the data themselves. */
import { join } from "node:path";
import { createContext } from "../../src/data/context.js";
import type { Country } from "../../src/law/origin.js";

const DATASET = "us-imports-2024";
const context = createContext(join(import.meta.dirname, "../../data"), "0");
const { schedule, flow, flowOrigins } = context;
const nameOf = (code: string): string => schedule().origins.get(code as Country)?.name ?? code;
const sum = (dollars: readonly number[]): number => dollars.reduce((all, one) => all + one, 0);
const billions = (dollars: number): string => (dollars / 1e9).toFixed(1);
const percent = (part: number, whole: number): string =>
  whole > 0 ? `${((100 * part) / whole).toFixed(1)}%` : "";

/** Imports of a year and the part of them that is known by line of ten digits. */
function byLine(code: string): { readonly all: number; readonly lines: number } {
  if (!flowOrigins(DATASET).includes(code as Country)) return { all: 0, lines: 0 };
  const { hts, value } = flow(DATASET, code as Country);
  return { all: sum(value), lines: sum(value.filter((_, row) => hts[row]?.length === 10)) };
}

type Data = Awaited<ReturnType<typeof context.realised>>;

/** The row of a partner that is known by month. */
function row(code: string, { known, rest }: Data, titles: Readonly<Record<string, string>>): string {
  const { industries = new Map(), law = code } = known.partners.get(code) ?? {};
  const at = known.months.length - 1;
  const columns = [...industries];
  const latest = columns
    .map(([id, { value, duty }]) => ({ id, value: value[at] ?? 0, duty: duty[at] ?? 0 }))
    .sort((a, b) => b.value - a.value);
  const [imports, duty] = [sum(latest.map((one) => one.value)), sum(latest.map((one) => one.duty))];
  const largest = latest.slice(0, 2).map(({ id, value }) => `${titles[id] ?? id} ${percent(value, imports)}`);
  const { all, lines } = byLine(code);
  const year = known.months.flatMap((month, place) => (month.startsWith("2024") ? [place] : []));
  const inYear = sum(columns.flatMap(([, { value }]) => year.map((place) => value[place] ?? 0)));
  const claims = known.claims.partners.get(code)?.size;
  return [
    code === rest ? "All others" : `${nameOf(code)} (${code})`,
    billions(all || inYear),
    all > 0 ? percent(lines, all) : law === code ? "" : `as ${nameOf(law)}`,
    `${columns.length} industries`,
    claims ? `${claims} headings` : "",
    percent(duty, imports),
    largest.join(", "),
  ].join(" | ");
}

/** The page. */
export async function partnersPage(titles: Readonly<Record<string, string>>): Promise<string> {
  const data = await context.realised();
  const { known, rest } = data;
  const codes = [...known.partners.keys()].filter((code) => code !== rest);
  const only = flowOrigins(DATASET).filter((code) => !known.partners.has(code));
  const by = (isLine: boolean) =>
    only
      .filter((code) => byLine(code).lines > 0 === isLine)
      .map(nameOf)
      .sort();
  return [
    "# What is known of the trade of each partner",
    "Written by `npm run gen` from the data; [how estimates use it](realised.md).",
    `Imports are those of 2024, in billions of dollars. "By line" is the part of them known by HTS number of ten digits; the rest is known by chapter. Industries are known by month from ${known.months[0]} to ${known.months.at(-1)}; claims of the USMCA by heading from ${known.claims.months[0]} to ${known.claims.months.at(-1)}. The rate is what customs calculated on all imports in ${known.months.at(-1)}, beside the two largest industries of that month.`,
    [
      "| Partner | Imports | By line | By month | Claims by month | Rate | Largest industries |",
      "| --- | ---: | ---: | --- | --- | ---: | --- |",
      ...[...codes, rest].map((code) => `| ${row(code, data, titles)} |`),
    ].join("\n"),
    `**Of 2024 by line, not by month:** ${by(true).join(", ")}.`,
    `**Of 2024 by chapter alone:** ${by(false).join(", ")}.`,
    "",
  ].join("\n\n");
}
