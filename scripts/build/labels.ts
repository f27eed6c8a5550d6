/** Names of chapters and headings, from the public-domain HS nomenclature. */
import { join } from "node:path";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

export function buildLabels(tables: Tables, to: string): void {
  const rows = tables.rows("nomenclature/hs_nomenclature_2022.csv");
  for (const [name, length] of [
    ["chapters", 2],
    ["headings", 4],
    ["subheadings", 6],
  ] as const) {
    const labels = rows.filter(({ hscode = "" }) => hscode.length === length && /^\d+$/.test(hscode));
    labels.sort((a, b) => ((a.hscode ?? "") < (b.hscode ?? "") ? -1 : 1));
    const entries = labels.map(({ hscode = "", description = "" }) => [hscode, description.trim()]);
    writeJson(join(to, `labels/${name}.json`), {
      source: "hs-nomenclature",
      labels: Object.fromEntries(entries),
    });
  }
}
