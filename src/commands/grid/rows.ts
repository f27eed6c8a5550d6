/** Rows of a grid as text. Rates that depend on an unknown fact are left empty, never zero. */
import { BARRED, type Grid } from "../../compiled/grid.js";
import type { Rates } from "../../compiled/terms.js";
import type { Origin } from "../../law/origin.js";
import type { Decimal } from "../../law/units.js";

export const HEAD = "date,hts10,origin,base_rate,additional_rate,total_rate,status\n";

export function statusOf(cell: Rates): string {
  if (cell === BARRED) return "barred";
  return cell.total === null ? "unknown" : "exact";
}

/** How a row is written: what comes before its number, and after. */
interface Form {
  readonly before: (grid: Grid) => string;
  readonly after: (cell: Rates, edition: string) => string;
}

/** Stands for the origin in rows that are the same for several. */
const ORIGIN = "\0";

const inCsv = (rate: Decimal | null): string => rate?.toFixed() ?? "";
const inJson = (rate: Decimal | null): string => (rate === null ? "null" : `"${rate.toFixed()}"`);

const FORMS: Readonly<Record<"csv" | "ndjson", Form>> = {
  csv: {
    before: ({ date }) => `${date},`,
    after: (cell) =>
      `,${ORIGIN},${inCsv(cell.base)},${inCsv(cell.additional)},${inCsv(cell.total)},${statusOf(cell)}\n`,
  },
  ndjson: {
    before: ({ date }) => `{"date":"${date}","hts10":"`,
    after: (cell, edition) =>
      `","origin":"${ORIGIN}","base_rate":${inJson(cell.base)},"additional_rate":${inJson(cell.additional)},"total_rate":${inJson(cell.total)},"status":"${statusOf(cell)}","edition":${edition}}\n`,
  },
};

/** A line a row for one origin, with the edition of the tariff in JSON; those that owe the same differ in the origin alone. */
export function gridRows(grid: Grid, format: "csv" | "ndjson", edition: string): (origin: Origin) => string {
  const known = new Map<readonly Rates[], string>();
  return (origin) => {
    const cells = grid.cellsOf(origin);
    const rows = known.get(cells) ?? joined(grid, cells, FORMS[format], JSON.stringify(edition));
    known.set(cells, rows);
    return rows.replaceAll(ORIGIN, origin.code);
  };
}

/** What follows the number is the same for all lines of a class: it is put in words once. */
function joined(grid: Grid, cells: readonly Rates[], { before, after }: Form, edition: string): string {
  const { hts, classOf } = grid;
  const start = before(grid);
  const ends = cells.map((cell) => after(cell, edition));
  let out = "";
  for (let row = 0; row < hts.length; row += 1) out += `${start}${hts[row]}${ends[classOf[row] as number]}`;
  return out;
}
