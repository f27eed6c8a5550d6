/** The texts of the tariff, chapter by chapter, as its lines stand under each other. */
import { join } from "node:path";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const EDITION = { file: "hts/hts_2026_rev4.csv", name: "2026 Revision 4" };
/** Numbers that ended before that edition have their text in the first one. */
const BEFORE = "hts/hts_2025_basic.csv";
/** Chapter 99 has no goods. */
const LAST_CHAPTER = "98";

interface Line {
  readonly indent: number;
  /** Nothing where a text stands above lines without a number of its own. */
  readonly code: string;
  readonly text: string;
}

const linesOf = (rows: readonly Row[]): Line[] =>
  rows.map((row) => ({
    indent: Number(row.Indent),
    code: (row["HTS Number"] ?? "").replaceAll(".", ""),
    text: (row.Description ?? "")
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  }));

/** `1 010121 Horses`: how far a line is set in, its number if it has one, and its text. */
const printed = ({ indent, code, text }: Line): string =>
  [indent, code, text].filter((one) => one !== "").join(" ");

/** Each line with those it stands under. */
function withAncestors(lines: readonly Line[]): Map<string, readonly Line[]> {
  const paths = new Map<string, readonly Line[]>();
  let path: Line[] = [];
  for (const line of lines) {
    path = [...path.filter(({ indent }) => indent < line.indent), line];
    if (line.code !== "") paths.set(line.code, path);
  }
  return paths;
}

export function buildDescriptions(tables: Tables, to: string): void {
  const lines = linesOf(tables.rows(EDITION.file));
  const now = withAncestors(lines);
  const before = [...withAncestors(linesOf(tables.rows(BEFORE)))].filter(([code]) => !now.has(code));
  const chapters = new Map<string, Line[]>();
  let chapter = "";
  for (const line of lines) {
    chapter = line.code === "" ? chapter : line.code.slice(0, 2);
    if (chapter <= LAST_CHAPTER) chapters.set(chapter, [...(chapters.get(chapter) ?? []), line]);
  }
  for (const [number, own] of chapters) {
    const former = before
      .filter(([code]) => code.startsWith(number))
      .flatMap(([, path]) => path.map(printed));
    writeJson(join(to, `descriptions/${number}.json`), {
      source: "usitc-hts-text",
      edition: EDITION.name,
      lines: own.map(printed),
      ...(former.length > 0 ? { former } : {}),
    });
  }
}
