/** Rows of a file of entries as goods, with what is wrong with those that are none. */
import type { Context } from "../../command.js";
import { NO_CLAIMS } from "../../domain/classes.js";
import { remembering } from "../../domain/remembering.js";
import { UserError } from "../../errors.js";
import { textIn } from "../../texts/columns.js";
import { type EntryRow, entryRows, NEEDED_COLUMNS } from "../../texts/entry-row.js";
import type { Row, Rows } from "../../texts/rows.js";
import { checkClaims } from "../claims.js";

/** A row as it stands in the file, and as goods or what is wrong with it. */
export interface ReadRow {
  readonly row: Row;
  readonly goods: EntryRow | null;
  /** Number of the entry it stands in, even where it cannot be read. */
  readonly entry: string;
  /** Each with its column: `hts: expected ...`. */
  readonly problems: readonly string[];
}

/** Reads rows as goods. @throws {UserError} naming the columns that are needed and missing. */
export function goodsReader({ columns, name }: Rows, context: Context): (row: Row) => ReadRow {
  checkColumns(columns, name);
  const sameSet = claimSets();
  const read = entryRows(columns, {
    schedule: context.schedule(),
    unitOf: context.unitOf,
    claimsOf(text, origin) {
      const claims = text.split(/[;,]/).flatMap((claim) => claim.trim() || []);
      checkClaims(claims, [origin], context);
      return sameSet(claims);
    },
  });
  const numberIn = textIn(columns, "entry");
  return (row) => {
    const entry = numberIn.of(row.cells).trim();
    if (row.fault !== null) return { row, entry, goods: null, problems: [row.fault] };
    const goods = read(row.cells);
    return "length" in goods
      ? { row, entry, goods: null, problems: goods.map(({ column, message }) => `${column}: ${message}`) }
      : { row, entry, goods, problems: [] };
  };
}

/** Equal claims are one set, whatever the order they are written in. */
function claimSets(): (claims: readonly string[]) => ReadonlySet<string> {
  const sets = remembering((key: string): ReadonlySet<string> => new Set(key.split(";")));
  return (claims) => (claims.length === 0 ? NO_CLAIMS : sets([...new Set(claims)].sort().join(";")));
}

function checkColumns(columns: readonly string[], where: string): void {
  const has = new Set(columns.map((column) => column.trim().toLowerCase()));
  const missing = NEEDED_COLUMNS.filter((column) => !has.has(column));
  if (missing.length === 0) return;
  throw new UserError(
    `expected the columns ${NEEDED_COLUMNS.join(", ")}; there is no ${missing.join(", ")}`,
    {
      where,
      hint: `it has: ${columns.join(", ")}`,
    },
  );
}
