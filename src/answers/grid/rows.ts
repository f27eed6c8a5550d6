/** Rows of a grid as text. Rates that depend on an unknown fact are left empty, never zero. */
import type { Origin } from "../../domain/country.js";
import type { Grid } from "../../domain/grid.js";
import type { Rates } from "../../domain/pattern.js";
import type { Decimal } from "../../domain/units.js";

export const HEAD = "date,hts10,origin,base_rate,additional_rate,total_rate,status\n";

export const statusOf = ({ total }: Rates): string => (total === null ? "unknown" : "exact");

/** A line a row for one origin. */
export function csvRows(grid: Grid, origin: Origin): string {
  const text = (rate: Decimal | null): string => rate?.toFixed() ?? "";
  return joined(
    grid,
    origin,
    `${grid.date},`,
    (cell) =>
      `,${origin.code},${text(cell.base)},${text(cell.additional)},${text(cell.total)},${statusOf(cell)}\n`,
  );
}

/** An object a row for one origin. */
export function jsonRows(grid: Grid, origin: Origin): string {
  const json = (rate: Decimal | null): string => (rate === null ? "null" : `"${rate.toFixed()}"`);
  return joined(
    grid,
    origin,
    `{"date":"${grid.date}","hts10":"`,
    (cell) =>
      `","origin":"${origin.code}","base_rate":${json(cell.base)},"additional_rate":${json(cell.additional)},"total_rate":${json(cell.total)},"status":"${statusOf(cell)}"}\n`,
  );
}

/** What follows the number is the same for all lines of a class: it is put in words once. */
function joined(grid: Grid, origin: Origin, start: string, tailOf: (cell: Rates) => string): string {
  const { hts, classOf } = grid;
  const tails = grid.cellsOf(origin).map(tailOf);
  let out = "";
  for (let row = 0; row < hts.length; row += 1) out += `${start}${hts[row]}${tails[classOf[row] as number]}`;
  return out;
}
