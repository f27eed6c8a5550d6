/** Exports to an origin and charges on imports from it, by chapter. */
import type { Country } from "../domain/country.js";
import { UserError } from "../errors.js";
import type { Reader } from "./reader.js";

/** Dollars of a year by chapter; chapters with none are left out. */
export interface ByChapter {
  readonly year: number;
  /** Id of `sources.json`. */
  readonly source: string;
  readonly dollars: ReadonlyMap<string, number>;
}

interface File {
  readonly year: number;
  readonly source: string;
  readonly chapters: readonly string[];
  readonly partners: Readonly<Record<string, readonly number[]>>;
}

/**
 * US exports to an origin, or to all, of 2024: domestic and foreign goods, free alongside ship.
 * @throws {UserError} if none are recorded. Source: USITC DataWeb.
 */
export const exportsOf = (reader: Reader, origin: Country | "all"): ByChapter =>
  dollarsOf(reader, "trade/exports-by-chapter-2024.json", "exports to", origin);

/**
 * Freight, insurance and other costs of bringing general imports of 2024 to the first US port; not part of customs value.
 * @throws {UserError} if none are recorded. Source: USITC DataWeb; 19 USC 1401a(b)(4)(A).
 */
export const chargesOf = (reader: Reader, origin: Country | "all"): ByChapter =>
  dollarsOf(reader, "trade/import-charges-by-chapter-2024.json", "import charges of", origin);

function dollarsOf(reader: Reader, name: string, what: string, origin: Country | "all"): ByChapter {
  const { year, source, chapters, partners } = reader.json<File>(name);
  const own = partners[origin];
  if (own === undefined)
    throw new UserError(`there are no ${what} ${origin} in ${year}`, {
      where: "--origin",
      hint: "two letters such as JP, EU, or all",
    });
  const dollars = new Map(
    chapters.flatMap((chapter, index): [string, number][] =>
      (own[index] ?? 0) > 0 ? [[chapter, own[index] ?? 0]] : [],
    ),
  );
  return { year, source, dollars };
}
