/** Rows of a file of entries that cannot be read or priced, to be mended and sent again. */
import { UserError } from "../../errors.js";
import type { Beside, Cell } from "../../report.js";
import { copied, type Rows } from "../../texts/rows.js";
import type { PricedRow } from "./group.js";

/** A file with more bad rows than this is the wrong file. */
const MOST_REJECTED = 200_000;

/** Gathers rejected rows for a file beside the answer, if one is asked for. */
export function rejections({ columns, name }: Rows, { rejected }: { readonly rejected?: string }) {
  if (rejected === name)
    throw new UserError("the rows that cannot be read would take the place of the file they are in", {
      where: "--rejected",
      hint: "name another file",
    });
  const rows: Cell[][] = [];
  const beside: Beside = {
    path: rejected ?? "",
    flag: "--rejected",
    title: `Rows of ${name} that cannot be priced`,
    columns: [...columns, "row", "problem"].map((key) => ({ key, title: key, kind: "text", drop: 0 })),
    rows,
  };
  return {
    beside: rejected === undefined ? {} : { beside },
    add({ row, problems }: PricedRow): void {
      if (rejected === undefined) return;
      if (rows.length === MOST_REJECTED)
        throw new UserError(
          `more than ${MOST_REJECTED} rows cannot be read; the last: ${problems.join("; ")}`,
          {
            where: `${name}:${row.at}`,
            hint: "check that the columns hold what their names say",
          },
        );
      rows.push([
        ...columns.map((_, index) => copied(row.cells[index] ?? "")),
        String(row.at),
        problems.join("; "),
      ]);
    },
  };
}
