/** An edition of the tariff from the table that the Commission exports, as CSV or JSON. */

import { UserError } from "../../errors.js";
import { cellText, type Edition, type HtsRow, toEdition } from "../../texts/hts-edition.js";
import { columnNamed, columnOf, type OfficialTable } from "../../texts/official-table.js";

/** Fewer lines than this are a chapter or two, not a tariff: the rest would count as gone. */
const LEAST_LINES = 5000;

/** @throws {UserError} on a table that is not a whole edition. */
export function editionOf(table: OfficialTable): Edition {
  const edition = toEdition(rowsOf(table));
  if (edition.general.size < LEAST_LINES)
    throw new UserError(
      `expected a whole edition, of some ten thousand lines with rates; got ${edition.general.size}`,
      {
        where: table.name,
        hint: "export all chapters: hts.usitc.gov, Export, from 0101 to 9999, as CSV or JSON",
      },
    );
  return edition;
}

function* rowsOf(table: OfficialTable): Generator<HtsRow> {
  const hts = columnOf(table, "HTS numbers", ["HTS Number", "htsno"]);
  const general = columnOf(table, "general rates", ["General Rate of Duty", "general"]);
  const special = columnOf(table, "special rates", ["Special Rate of Duty", "special"]);
  const column2 = columnOf(table, "column 2 rates", ["Column 2 Rate of Duty", "other"]);
  const units = columnNamed(table, ["Unit of Quantity", "units"]);
  for (const { cells } of table.rows)
    yield {
      hts: (cells[hts] ?? "").replace(/\D/g, ""),
      general: cellText(cells[general] ?? ""),
      special: cellText(cells[special] ?? ""),
      column2: cellText(cells[column2] ?? ""),
      units: unitsOf(cells[units ?? -1] ?? ""),
    };
}

/** `["No.","kg"]`, as CSV has it, or already joined. */
const unitsOf = (cell: string): string =>
  cellText(cell)
    .replace(/^\[|\]$/g, "")
    .split(/",\s*"|\|/)
    .map((unit) => unit.replaceAll('"', "").trim())
    .filter(Boolean)
    .join("|");
