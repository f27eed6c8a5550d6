/** Lists of Russian goods that owe a rate instead of column 2, from the text of U.S. note 30 to chapter 99. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** What the note calls its lists, where each begins, and where the text goes on. */
const LISTS = [
  {
    id: "base/russia-35",
    heading: "9903.90.08",
    begins: "(b) Heading 9903.90.08 applies",
    ends: "(c) For the purposes",
  },
  { id: "base/russia-70", heading: "9903.90.09", begins: "(d) Heading 9903.90.09 applies", ends: "\n31." },
] as const;

/** A number as the note prints it; one is misprinted with a comma. */
const CODE = /\b(\d{4})[.,](\d{2})\.(\d{2})\b/g;

export function buildRussia(tables: Tables, to: string): void {
  const notes = tables.text("law/chapter99_notes_2026_rev6.txt.gz");
  for (const { id, heading, begins, ends } of LISTS) {
    const from = notes.indexOf(begins) + begins.length;
    const list = notes.slice(from, notes.indexOf(ends, from));
    const codes = [...list.matchAll(CODE)].map(([, four, two, last]) => `${four}${two}${last}`);
    writeJson(join(to, `lists/${id}.json`), {
      id,
      title: `Goods of Russia that owe ${heading} instead of column 2, note 30`,
      source: ["HTS 2026 Rev 6 ch.99 note 30"],
      groups: [{ from: "2025-01-01", until: null, codes: [...new Set(codes)].sort() }],
    });
  }
}
