/** Reads tables that public offices export, as CSV or JSON. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { UserError } from "../../errors.js";
import type { WatchRows } from "../../report.js";
import type { OfficialTable } from "../../texts/official-table.js";
import { parseJson, readBytes, unreadable } from "../reader.js";
import { readRows } from "../rows/read-rows.js";

/** A whole year of imports by number and country has about 60 MB. */
const LARGEST_TABLE = 512 * 1024 * 1024;

/** @throws {UserError} with file and line, on a file that is no table. */
export async function readOfficialTable(path: string, watchRows: WatchRows): Promise<OfficialTable> {
  return /^\s*[[{]/.test(beginning(path)) ? jsonTable(path) : csvTable(path, watchRows);
}

function beginning(path: string): string {
  const most = 1024;
  const bytes = Buffer.alloc(most);
  try {
    const file = openSync(path, "r");
    const length = readSync(file, bytes, 0, most, 0);
    closeSync(file);
    return bytes.toString("utf8", 0, length).replace(/^\uFEFF/, "");
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function csvTable(path: string, watchRows: WatchRows): Promise<OfficialTable> {
  let sha256 = "";
  const { columns, batches, name, share } = await readRows(path, "csv", (hash) => {
    sha256 = hash;
  });
  const rows: { at: number; cells: readonly string[] }[] = [];
  for await (const batch of watchRows(batches, share))
    for (const { at, cells, fault } of batch) {
      if (fault !== null)
        throw new UserError(fault, { where: `${name}:${at}`, hint: "export the table again" });
      rows.push({ at, cells });
    }
  return { name, sha256, columns, rows };
}

/** An array of objects, or of lists the first of which names the columns. */
function jsonTable(path: string): OfficialTable {
  const bytes = readBytes(path, LARGEST_TABLE);
  const value = parseJson(bytes.toString("utf8"), path);
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const [head] = items;
  const named = { name: path, sha256: createHash("sha256").update(bytes).digest("hex") };
  if (Array.isArray(head)) {
    const rows = items.slice(1).map((item, at) => ({ at: at + 2, cells: (item as unknown[]).map(cellOf) }));
    return { ...named, columns: head.map(cellOf), rows };
  }
  if (head === null || typeof head !== "object")
    throw new UserError("expected an array of rows", {
      where: path,
      hint: "export the table as CSV or JSON",
    });
  const columns = Object.keys(head);
  const rows = items.map((item, at) => ({
    at: at + 1,
    cells: columns.map((column) => cellOf((item as Record<string, unknown> | null)?.[column])),
  }));
  return { ...named, columns, rows };
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : Array.isArray(value)
      ? value.map((one) => (typeof one === "object" ? "" : String(one))).join("|")
      : String(value);
