/** Files of a dataset of flows, from imports by origin and number. */

import type { TradeTable } from "./trade-rows.js";
import type { DataFiles } from "./world.js";

interface SuffixFile {
  readonly lines: Readonly<
    Record<string, string | readonly [string, ...(readonly [string, string | null, string])[]]>
  >;
}

/** Sources that sources.json names. */
const SOURCES = { census: "census-imports", dataweb: "usitc-dataweb-imports" } as const;
const PUBLISHERS = {
  census: {
    publisher: "US Census Bureau",
    title: "International Trade Datasets, imports for consumption by HTS number and country",
    url: "https://api.census.gov/data/timeseries/intltrade/imports/hs",
  },
  dataweb: {
    publisher: "United States International Trade Commission",
    title: "DataWeb, imports for consumption by HTS number and country",
    url: "https://dataweb.usitc.gov",
  },
} as const;

/** One file an origin, the totals they add up to, and their source. */
export function flowFiles(
  kind: keyof typeof SOURCES,
  dataset: string,
  { year, rows }: TradeTable,
  data: DataFiles,
): Map<string, unknown> {
  const source = SOURCES[kind];
  const dated = datedNumbers(data);
  const files = new Map<string, unknown>();
  const whole = { value: 0, duty: 0 };
  for (const [origin, own] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { value, duty }] of sorted) {
      whole.value += value;
      whole.duty += duty;
    }
    files.set(`flows/${dataset}/${origin}.json`, {
      ...{ dataset, origin, year },
      measure: "imports for consumption, customs value and calculated duty",
      ...{ unit: "USD", source },
      dated: sorted.flatMap(([hts], row) => dated(hts).map((span) => [row, ...span])),
      hts: sorted.map(([hts]) => hts),
      value: sorted.map(([, { value }]) => value),
      duty: sorted.map(([, { duty }]) => duty),
    });
  }
  const title = `Imports for consumption of ${year}, as imported from ${PUBLISHERS[kind].publisher}`;
  files.set("datasets.json", { datasets: [{ id: dataset, title, source, ...whole }] });
  files.set("sources.json", {
    sources: [{ id: source, ...PUBLISHERS[kind], licence: "US Government work" }],
  });
  return files;
}

/** Days of numbers that were not in the tariff all the time; `null, null` for never. */
function datedNumbers(data: DataFiles): (hts: string) => [string | null, string | null][] {
  const { lines } = data.json<SuffixFile>("schedule/base/suffixes.json");
  return (hts) => {
    if (hts >= "98") return [];
    const own = lines[hts.slice(0, 8)] ?? "";
    const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
    if (always.split(" ").includes(hts.slice(8))) return [];
    const spans = dated.filter(([, , suffix]) => suffix === hts.slice(8));
    const [first] = spans;
    if (first === undefined) return [[null, null]];
    return [[first[0], spans.at(-1)?.[1] ?? null]];
  };
}
