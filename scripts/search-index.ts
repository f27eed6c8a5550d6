/** The index of `find`, made of the data that is shipped. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type IndexText, indexOf, type Subheading } from "../src/commands/find/search.js";

const data = join(import.meta.dirname, "../data");
const read = (name: string) => JSON.parse(readFileSync(join(data, name), "utf8"));

/** Imports of a year by six digits, from all origins. */
function importsBySubheading(): Map<string, number> {
  const sums = new Map<string, number>();
  for (const file of readdirSync(join(data, "flows/us-imports-2024"))) {
    const { hts, value } = read(`flows/us-imports-2024/${file}`) as { hts: string[]; value: number[] };
    hts.forEach((code, at) => {
      sums.set(code.slice(0, 6), (sums.get(code.slice(0, 6)) ?? 0) + (value[at] ?? 0));
    });
  }
  return sums;
}

/** Texts of the lines of each subheading, each once, with those that stand over several lines. */
function textsBySubheading(): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const file of readdirSync(join(data, "descriptions"))) {
    let under = "";
    for (const line of (read(`descriptions/${file}`) as { lines: string[] }).lines) {
      const [, , code = "", text = ""] = /^(\d+) (?:(\d{4,10}) )?(.*)$/.exec(line) ?? [];
      if (code !== "") under = code.slice(0, 6);
      if (under.length < 6 || /^other:?$/i.test(text)) continue;
      texts.set(under, (texts.get(under) ?? new Set()).add(text));
    }
  }
  return texts;
}

/** The index, of the data as it stands. */
export function searchIndex(): IndexText {
  const [imports, texts] = [importsBySubheading(), textsBySubheading()];
  const { labels } = read("labels/subheadings.json") as { labels: Record<string, string> };
  const headings = (read("labels/headings.json") as { labels: Record<string, string> }).labels;
  const { names, same } = read("search/names.json") as { names: Record<string, string[]>; same: string[][] };
  const subheadings = Object.keys(labels)
    .sort()
    .map(
      (hts): Subheading => ({
        hts,
        names: names[hts] ?? [],
        label: labels[hts] ?? "",
        heading: headings[hts.slice(0, 4)] ?? "",
        lines: [...(texts.get(hts) ?? [])].join("; "),
        imports: imports.get(hts) ?? 0,
      }),
    );
  return indexOf(subheadings, same);
}

/** Writes it. @param folder Where the build goes. */
export function writeSearchIndex(folder: string): void {
  mkdirSync(join(folder, "search"), { recursive: true });
  writeFileSync(join(folder, "search/index.json"), JSON.stringify(searchIndex()));
}
