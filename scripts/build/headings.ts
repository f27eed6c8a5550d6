/** Headings of chapter 99, with the days they were in the tariff: a measure that names another is mistaken. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

export function buildHeadings(tables: Tables, to: string): void {
  const spans = new Map<string, [from: string, until: string | null]>();
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
  const sorted = [...spans].sort(([a], [b]) => (a < b ? -1 : 1));
  writeJson(join(to, "schedule/headings.json"), {
    source: "usitc-hts",
    note: "Headings of chapter 99, subchapter III, by edition; later ones are known only from their instruments",
    lastEdition: "2026-06-08",
    headings: Object.fromEntries(sorted),
  });
}
