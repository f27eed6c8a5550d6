/** Headings of chapter 99, with the days they were in the tariff: a measure that names another is mistaken. */
import { join } from "node:path";
import { lastRecorded, laterHeadings } from "./change-records.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

type Span = [from: string, until: string | null];

/** Headings that the tables date by the edition before the one whose change record establishes them. */
const CORRECTED: Readonly<Record<string, string>> = {
  // 2026 Revision 6, change record: notes 16(h) and (i).
  "9903.82.18": "2026-04-23",
  "9903.82.19": "2026-04-23",
};

export function buildHeadings(tables: Tables, to: string): void {
  const spans = spansIn(tables);
  for (const [heading, on] of laterHeadings()) spans.set(heading, [on, null]);
  for (const [code, from] of Object.entries(CORRECTED)) spans.set(code, [from, spans.get(code)?.[1] ?? null]);
  const sorted = [...spans].sort(([a], [b]) => (a < b ? -1 : 1));
  writeJson(join(to, "schedule/headings.json"), {
    source: "usitc-hts",
    note: "Headings of chapter 99, subchapter III, by edition to 2026 Revision 10, and as the change records of Revisions 11 to 20 establish them; Revision 21 is known from its notices",
    lastEdition: lastRecorded,
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
