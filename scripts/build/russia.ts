/** Lists of goods of Russia from the text of chapter 99: note 30, rates instead of column 2, and note 19, aluminum. */
import { join } from "node:path";
import { withSuccessors } from "./number-changes.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** What the note calls its lists, where each begins, and where the text goes on. */
const LISTS = [
  {
    id: "base/russia-35",
    title: "Goods of Russia that owe 9903.90.08 instead of column 2, note 30",
    source: "HTS 2026 Rev 6 ch.99 note 30",
    from: "2025-01-01",
    begins: "(b) Heading 9903.90.08 applies",
    ends: "(c) For the purposes",
  },
  {
    id: "base/russia-70",
    title: "Goods of Russia that owe 9903.90.09 instead of column 2, note 30",
    source: "HTS 2026 Rev 6 ch.99 note 30",
    from: "2025-01-01",
    begins: "(d) Heading 9903.90.09 applies",
    ends: "\n31.",
  },
  {
    id: "section-232/aluminum-derivatives-note-19",
    title: "Derivative aluminum articles that owe 9903.85.68 since 2026-04-06, note 19(i), (j) and (k)",
    source: "HTS 2026 Rev 6 ch.99 note 19(i)-(k)",
    from: "2026-04-06",
    begins: "(i) The rates of duty set forth in heading 9903.85.04 apply",
    ends: "(l) Any importer entering the aluminum products",
  },
] as const;

/** A number as the note prints it; one is misprinted with a comma. */
const CODE = /\b(?!99)(\d{4})[.,](\d{2})\.(\d{2}(?:\d{2})?)\b/g;

export function buildRussia(tables: Tables, to: string): void {
  const notes = tables.text("law/chapter99_notes_2026_rev6.txt.gz");
  for (const { id, title, source, from: since, begins, ends } of LISTS) {
    const from = notes.indexOf(begins) + begins.length;
    const list = notes.slice(from, notes.indexOf(ends, from));
    const codes = [...list.matchAll(CODE)].map(([, four, two, last]) => `${four}${two}${last}`);
    writeJson(join(to, `lists/${id}.json`), {
      id,
      title,
      source: [source],
      groups: groupsOf([...new Set(codes)].sort(), since, tables),
    });
  }
}

/** Codes since a day, and those of later editions that took the place of some of them. */
function groupsOf(codes: readonly string[], since: string, tables: Tables) {
  const rows = withSuccessors(
    codes.map((hts) => ({ hts, effective_from: since, effective_to: "" })),
    tables,
  );
  const days = [...new Set(rows.map(({ effective_from = "" }) => effective_from))].sort();
  return days.map((from) => {
    const own = rows.filter(({ effective_from }) => effective_from === from).map(({ hts = "" }) => hts);
    return { from, until: null, codes: [...new Set(own)].sort() };
  });
}
