/** Headings of chapter 99, with the days they were in the tariff: a measure that names another is mistaken. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

type Span = [from: string, until: string | null];

/** Headings established after the last edition of the tables, as the change records of 2026 Revisions 12 to 20 state them. */
const LATER: readonly { readonly on: string; readonly revision: number; readonly headings: string }[] = [
  { on: "2026-07-22", revision: 12, headings: "05.01-05.09" },
  { on: "2026-07-24", revision: 13, headings: "05.20-05.99 06.01-06.21" },
  { on: "2026-07-31", revision: 14, headings: "04.60-04.69" },
  { on: "2026-08-15", revision: 16, headings: "45.30-45.31" },
  { on: "2026-08-22", revision: 17, headings: "03.12-03.16" },
  { on: "2026-09-01", revision: 18, headings: "54.02-54.02" },
  { on: "2026-09-03", revision: 18, headings: "08.20-08.26" },
  { on: "2026-09-29", revision: 20, headings: "04.70-04.70" },
];

/** Headings that the tables date by the edition before the one whose change record establishes them. */
const CORRECTED: Readonly<Record<string, string>> = {
  // 2026 Revision 6, change record: notes 16(h) and (i).
  "9903.82.18": "2026-04-23",
  "9903.82.19": "2026-04-23",
};

/** `05.01-05.03` as three headings. */
function headingsIn(range: string): string[] {
  const [first = "", last = ""] = range.split("-");
  const [group, from] = first.split(".");
  const to = Number(last.split(".")[1]);
  return Array.from(
    { length: to - Number(from) + 1 },
    (_, index) => `9903.${group}.${String(Number(from) + index).padStart(2, "0")}`,
  );
}

export function buildHeadings(tables: Tables, to: string): void {
  const spans = spansIn(tables);
  for (const { on, headings } of LATER)
    for (const code of headings.split(" ").flatMap(headingsIn)) spans.set(code, [on, null]);
  for (const [code, from] of Object.entries(CORRECTED)) spans.set(code, [from, spans.get(code)?.[1] ?? null]);
  const sorted = [...spans].sort(([a], [b]) => (a < b ? -1 : 1));
  writeJson(join(to, "schedule/headings.json"), {
    source: "usitc-hts",
    note: "Headings of chapter 99, subchapter III, by edition to 2026 Revision 10, and as the change records of Revisions 11 to 20 establish them; Revision 21 is known from its notices",
    lastEdition: LATER.at(-1)?.on,
    headings: Object.fromEntries(sorted),
  });
}

/** Spans by the editions of the tables. */
function spansIn(tables: Tables): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { hts = "", valid_from = "", valid_until = "" } of tables.rows(
    "hts/hts_chapter99_2025_2026.csv.gz",
  )) {
    if (!/^9903\d{4}$/.test(hts)) continue;
    const code = `${hts.slice(0, 4)}.${hts.slice(4, 6)}.${hts.slice(6)}`;
    const known = spans.get(code);
    const until = valid_until === "" ? null : valid_until;
    if (!known) spans.set(code, [valid_from, until]);
    else if (known[1] !== null && (until === null || until > known[1])) known[1] = until;
  }
  return spans;
}
