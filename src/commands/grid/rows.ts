/** Rows of a grid as text. Rates that depend on an unknown fact are left empty, never zero. */
import type { Grid } from "../../compiled/grid.js";
import { type Cell, cellOf, type GridRows, OPEN } from "../../compiled/grid-certainty.js";
import type { Origin } from "../../law/origin.js";
import type { Decimal } from "../../law/units.js";

export const HEAD = "date,hts10,origin,base_rate,additional_rate,total_rate,status,adcvd\n";

/** How a row is written: what comes before its number, after it, and as its cases. */
interface Form {
  readonly before: (grid: Grid) => string;
  readonly after: (cell: Cell, edition: string) => string;
  readonly cases: (cases: readonly string[]) => string;
}

/** Stands for the origin in rows that are the same for several. */
const ORIGIN = "\0";

const inCsv = (rate: Decimal | null): string => rate?.toFixed() ?? "";
const inJson = (rate: Decimal | null): string => (rate === null ? "null" : `"${rate.toFixed()}"`);

const FORMS: Readonly<Record<"csv" | "ndjson", Form>> = {
  csv: {
    before: ({ date }) => `${date},`,
    after: (cell) =>
      `,${ORIGIN},${inCsv(cell.base)},${inCsv(cell.additional)},${inCsv(cell.total)},${cell.status},`,
    cases: (cases) => `${cases.join(";")}\n`,
  },
  ndjson: {
    before: ({ date }) => `{"date":"${date}","hts10":"`,
    after: (cell, edition) =>
      `","origin":"${ORIGIN}","base_rate":${inJson(cell.base)},"additional_rate":${inJson(cell.additional)},"total_rate":${inJson(cell.total)},"status":"${cell.status}","edition":${edition},"adcvd":`,
    cases: (cases) => (cases.length === 0 ? "null}\n" : `"${cases.join(";")}"}\n`),
  },
};

/**
 * A line a row for each origin in turn, with the edition of the tariff in JSON. Origins that owe the same differ in the origin and
 * the cases alone: their rows are kept until the last of them is written.
 */
export function gridRows(
  { grid, rowsOf }: JudgedGrid,
  origins: readonly Origin[],
  format: "csv" | "ndjson",
  edition: string,
): (origin: Origin) => string {
  const form = FORMS[format];
  const left = new Map<GridRows, number>();
  for (const rows of origins.map(rowsOf)) left.set(rows, (left.get(rows) ?? 0) + 1);
  const known = new Map<GridRows, Rows>();
  return (origin) => {
    const own = rowsOf(origin);
    const rows = known.get(own) ?? joined(grid, own, form, JSON.stringify(edition));
    const more = (left.get(own) ?? 1) - 1;
    left.set(own, more);
    if (more > 0) known.set(own, rows);
    else known.delete(own);
    return withCases(rows, grid.casesOf(origin), form).replaceAll(ORIGIN, origin.code);
  };
}

/** A grid, and the rows of each of its origins. */
export interface JudgedGrid {
  readonly grid: Grid;
  rowsOf(origin: Origin): GridRows;
}

/** Rows of goods that no order names, and where each ends. */
interface Rows {
  readonly text: string;
  readonly ends: Int32Array;
}

/** What follows the number is the same for all lines of a class that are as open: it is put in words once. */
function joined(grid: Grid, rows: GridRows, { before, after, cases }: Form, edition: string): Rows {
  const { hts, classOf } = grid;
  const start = before(grid);
  const rest = new Array<string | undefined>(rows.rates.length * OPEN.length);
  const ends = new Int32Array(hts.length);
  let text = "";
  for (let row = 0; row < hts.length; row += 1) {
    const [id, openness] = [classOf[row] as number, rows.open[row] as number];
    const at = id * OPEN.length + openness;
    rest[at] ??= after(cellOf(rows, id, openness), edition) + cases([]);
    text += `${start}${hts[row]}${rest[at]}`;
    ends[row] = text.length;
  }
  return { text, ends };
}

/** The rows with the cases of those that orders name put in: the others are taken over as they are. */
function withCases({ text, ends }: Rows, named: ReturnType<Grid["casesOf"]>, { cases }: Form): string {
  const none = cases([]).length;
  let [out, from] = ["", 0];
  for (const [line, own] of named) {
    const end = ends[line] as number;
    out += text.slice(from, end - none) + cases(own);
    from = end;
  }
  return out + text.slice(from);
}
