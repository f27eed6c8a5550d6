/** Columns of a file of entries that nothing reads: a quantity under a name of its own would be lost without a word. */
import { closest } from "../../errors.js";
import { ENTRY_COLUMNS } from "../../texts/entry-row.js";

/** Names that other programs give what is read here under another; those that are needed are asked for by name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  quantity: "qty",
  weight: "qty",
  uom: "unit",
  spi: "claims",
  steel: "metal_steel",
  aluminum: "metal_aluminum",
  aluminium: "metal_aluminum",
  copper: "metal_copper",
  mot: "mode",
  transport: "mode",
};

/** More names than this say less than their number. */
const MOST_NAMED = 6;

/** One note, if there are such columns: their names, and what is read in place of those that look like it. */
export function unreadNotes(columns: readonly string[]): string[] {
  const names = columns.map((name) => name.trim().toLowerCase());
  const unread = names.filter((name) => !ENTRY_COLUMNS.includes(name));
  if (unread.length === 0) return [];
  const missing = ENTRY_COLUMNS.filter((name) => !names.includes(name));
  const told = unread
    .map((name) => ({ name, meant: meantBy(name, missing) }))
    .sort((a, b) => Number(b.meant !== undefined) - Number(a.meant !== undefined))
    .map(({ name, meant }) => (meant ? `${name} (is it ${meant}?)` : name));
  const more = told.length > MOST_NAMED ? ` and ${told.length - MOST_NAMED} more` : "";
  return [`Columns that are kept and not read: ${told.slice(0, MOST_NAMED).join(", ")}${more}.`];
}

/** The column that a name may stand for, if the file has no such column; whoever misspells it has its first letter. */
function meantBy(name: string, missing: readonly string[]): string | undefined {
  const words = name.split(/[^a-z]+/);
  const other = [name, ...words].flatMap((word) => OTHER_NAMES[word] ?? [])[0];
  if (other !== undefined && missing.includes(other)) return other;
  const near = closest(name, missing);
  return near?.[0] === name[0] ? near : undefined;
}
