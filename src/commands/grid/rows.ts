/** Rows of a grid as text. Rates that depend on an unknown fact are left empty, never zero. */
import { BARRED, type Grid } from "../../compiled/grid.js";
import type { Rates } from "../../compiled/terms.js";
import type { Origin } from "../../law/origin.js";
import type { Decimal } from "../../law/units.js";

export const HEAD = "date,hts10,origin,base_rate,additional_rate,total_rate,status,adcvd\n";

export function statusOf(cell: Rates): string {
  if (cell === BARRED) return "barred";
  return cell.total === null ? "unknown" : "exact";
}

/** How a row is written: what comes before its number, after it, and as its cases. */
interface Form {
  readonly before: (grid: Grid) => string;
  readonly after: (cell: Rates, edition: string) => string;
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
      `,${ORIGIN},${inCsv(cell.base)},${inCsv(cell.additional)},${inCsv(cell.total)},${statusOf(cell)},`,
    cases: (cases) => `${cases.join(";")}\n`,
  },
  ndjson: {
    before: ({ date }) => `{"date":"${date}","hts10":"`,
    after: (cell, edition) =>
      `","origin":"${ORIGIN}","base_rate":${inJson(cell.base)},"additional_rate":${inJson(cell.additional)},"total_rate":${inJson(cell.total)},"status":"${statusOf(cell)}","edition":${edition},"adcvd":`,
    cases: (cases) => (cases.length === 0 ? "null}\n" : `"${cases.join(";")}"}\n`),
  },
};

/**
 * A line a row for one origin, with the edition of the tariff in JSON; those that owe the same differ in the origin and the
 * cases alone.
 */
export function gridRows(grid: Grid, format: "csv" | "ndjson", edition: string): (origin: Origin) => string {
  const form = FORMS[format];
  const known = new Map<readonly Rates[], Rows>();
  return (origin) => {
    const cells = grid.cellsOf(origin);
    const rows = known.get(cells) ?? joined(grid, cells, form, JSON.stringify(edition));
    known.set(cells, rows);
    return withCases(rows, grid.casesOf(origin), form).replaceAll(ORIGIN, origin.code);
  };
}

/** Rows of goods that no order names, and where each ends. */
interface Rows {
  readonly text: string;
  readonly ends: Int32Array;
}

/** What follows the number is the same for all lines of a class: it is put in words once. */
function joined(grid: Grid, cells: readonly Rates[], { before, after, cases }: Form, edition: string): Rows {
  const { hts, classOf } = grid;
  const start = before(grid);
  const rest = cells.map((cell) => after(cell, edition) + cases([]));
  const ends = new Int32Array(hts.length);
  let text = "";
  for (let row = 0; row < hts.length; row += 1) {
    text += `${start}${hts[row]}${rest[classOf[row] as number]}`;
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
