/** How time grows with rows, measures, days and origins: each case beside the one half its size, or less. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case, OpenFamily } from "./case.js";
import { cliOf, node } from "./child.js";
import { writeEntries } from "./entries-file.js";

const ROWS = [50_000, 100_000, 200_000];
const MEASURES = [0, 100, 200];
const ENDS = ["2025-06-30", "2025-12-31", "2026-10-09"];
const ORIGINS = [
  ["JP", "KR", "TW", "TH", "VN"],
  [
    "JP",
    "KR",
    "TW",
    "TH",
    "VN",
    "CN",
    "HK",
    "IN",
    "ID",
    "MY",
    "PH",
    "SG",
    "AU",
    "NZ",
    "BR",
    "CL",
    "CO",
    "PE",
    "AR",
    "ZA",
  ],
  ["all"],
];

/** Cases of growing size, each beside the one before. */
const growing = <T>(
  sizes: readonly T[],
  nameOf: (size: T) => string,
  argsOf: (size: T) => readonly string[],
): Case[] =>
  sizes.map((size, index) => ({
    name: nameOf(size),
    run: (root) => node([cliOf(root), ...argsOf(size)]),
    beside: index === 0 ? null : nameOf(sizes[index - 1] as T),
  }));

export const growth: OpenFamily = async ({ folder }) => {
  const entries = (rows: number) => join(folder, `entries-${rows}.csv`);
  for (const rows of ROWS) await writeEntries(entries(rows), rows);
  const added = new Map(
    MEASURES.map((count) => [count, moreMeasures(join(folder, `added-${count}`), count)]),
  );
  return {
    cases: [
      ...growing(
        ROWS,
        (rows) => `duty --file, ${rows} lines`,
        (rows) => ["duty", "--file", entries(rows), "-o", join(folder, "duties.csv")],
      ),
      ...growing(
        MEASURES,
        (count) => `scenario --origin JP, ${count} measures more`,
        (count) => ["scenario", "--origin", "JP", "--auto", "25", ...(added.get(count) ?? [])],
      ),
      ...growing(
        ENDS,
        (to) => `timeline --origin JP to ${to}`,
        (to) => ["timeline", "--origin", "JP", "--from", "2025-01-01", "--to", to],
      ),
      ...growing(
        ORIGINS,
        (origins) => `scenario of ${origins[0] === "all" ? "all" : origins.length} origins`,
        (origins) => ["scenario", "--auto", "25", ...origins.flatMap((code) => ["--origin", code])],
      ),
    ],
    warmUps: 0,
    runs: 3,
  };
};

/** A folder of data with measures that each reach one chapter, and the flag that lays it over the shipped data. */
function moreMeasures(folder: string, count: number): string[] {
  if (count === 0) return [];
  const measures = join(folder, "schedule/measures/section-232");
  mkdirSync(measures, { recursive: true });
  for (let index = 0; index < count; index += 1)
    writeFileSync(join(measures, `added-${index}.json`), JSON.stringify(measure(index)));
  return ["--data", folder];
}

const measure = (index: number) => ({
  id: `section-232/added-${index}`,
  title: `Added ${index}`,
  authority: "section-232",
  covers: { origins: ["*"], products: [String(1 + (index % 76)).padStart(2, "0")] },
  versions: [
    {
      from: "2025-01-01",
      until: null,
      heading: "made up",
      duty: { kind: "ad-valorem", rate: "0.01" },
      sources: [{ cite: "made up", title: "Added", summary: "1% on a chapter" }],
    },
  ],
  checkedOn: "2025-01-01",
  confidence: "low",
  examples: [],
});
