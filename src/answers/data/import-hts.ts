/** Files of an overlay that hold one edition of the tariff. */
import type { Context } from "../../command.js";
import type { IsoDate } from "../../domain/day.js";
import type { Edition } from "../../texts/hts-edition.js";
import type { OfficialTable } from "../../texts/official-table.js";
import { editionDay } from "./edition-day.js";
import { editionOf } from "./edition-of.js";
import type { ImportedFiles } from "./world.js";

const SOURCE = "usitc-hts";

/** @throws {UserError} on a table that is no edition, or whose day is neither said nor found. */
export function importHts(table: OfficialTable, said: IsoDate | undefined, context: Context): ImportedFiles {
  const edition = editionOf(table);
  const { from, until } = editionDay(edition, said, context);
  const { name: file, sha256, rows } = table;
  return {
    ...({ kind: "hts", file, sha256, rows: rows.length, day: from, left: edition.left } as const),
    files: new Map(Object.entries(filesOf(edition, { from, until }, context))),
  };
}

type Days = { readonly from: IsoDate; readonly until: IsoDate | null };

function filesOf(edition: Edition, days: Days, context: Context): Record<string, unknown> {
  const column = (name: string, rates: ReadonlyMap<string, string>) => ({
    ...{ column: name, source: SOURCE, edition: days },
    lines: Object.fromEntries(rates),
  });
  const suffixes = [...edition.suffixes].map(([line, own]) => [line, own.toSorted().join(" ")]);
  return {
    "schedule/base/general.json": column("general", edition.general),
    "schedule/base/special.json": column("special", edition.special),
    "schedule/base/column-2.json": column("column-2", edition.column2),
    "schedule/base/suffixes.json": { source: SOURCE, edition: days, lines: Object.fromEntries(suffixes) },
    "schedule/base/units.json": { source: SOURCE, edition: days, lines: Object.fromEntries(edition.units) },
    ...newHeadings(edition, days.from, context),
  };
}

/** Headings of chapter 99 that no edition before had. */
function newHeadings({ headings }: Edition, from: IsoDate, context: Context): Record<string, unknown> {
  const known = context.headings();
  const fresh = headings.filter((heading) => !known.headings.has(heading));
  if (fresh.length === 0 && from <= known.lastEdition) return {};
  const lastEdition = from > known.lastEdition ? from : known.lastEdition;
  const entries = Object.fromEntries(fresh.map((heading) => [heading, [from, null]]));
  return { "schedule/headings.json": { source: SOURCE, lastEdition, headings: entries } };
}
