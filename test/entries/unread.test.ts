/** Columns that nothing reads are named at the end, with what is read in place of those that look like it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadataAsync } from "hyparquet";
import { describe, expect, test } from "vitest";
import type { Rows } from "../../src/contract/rows.js";
import { createContext } from "../../src/data/context.js";
import { ENTRY_COLUMNS } from "../../src/entries/entry-row.js";
import { openEntries, unreadNotes } from "../../src/entries/entry-table.js";
import { pricedEntries } from "../../src/entries/priced-entries.js";
import { DATA } from "../shipped.js";
import { duty, folder } from "./duty-file.js";

const NEEDED = ["date", "hts", "origin", "value"];
const note = (...columns: string[]) => unreadNotes([...NEEDED, ...columns])[0];

describe("columns of a file of entries", () => {
  test("none is named where all are read", () => {
    expect(unreadNotes(ENTRY_COLUMNS)).toEqual([]);
    expect(unreadNotes(ENTRY_COLUMNS.map((name) => ` ${name.toUpperCase()}`))).toEqual([]);
  });

  test.each([
    ["quantity", "quantity (is it qty?)"],
    ["Net Weight", "Net Weight (is it qty?)"],
    ["UOM", "UOM (is it unit?)"],
    ["steel_content", "steel_content (is it metal_steel?)"],
    ["aluminium", "aluminium (is it metal_aluminum?)"],
    ["claim", "claim (is it claims?)"],
    ["entrytype", "entrytype (is it entry_type?)"],
    ["supplier", "supplier"],
    ["note", "note"],
    ["unti", "unti (is it unit?)"],
  ])("%s is named as %s", (column, named) => {
    expect(note(column)).toBe(`Columns that are kept and not read: ${named}.`);
  });

  test("what the file has is not suggested", () => {
    expect(note("qty", "quantity")).toBe("Columns that are kept and not read: quantity.");
  });

  test("those that may be meant come first, and six are named", () => {
    expect(note("a1", "b2", "c3", "d4", "e5", "f6", "quantity")).toBe(
      "Columns that are kept and not read: quantity (is it qty?), a1, b2, c3, d4, e5 and 1 more.",
    );
  });
});

test("a column that another command reads is not called read here", async () => {
  const { err } = await duty(
    "date,hts,origin,value,Duty filed\n2025-06-19,2402.20.80.00,DE,1000,200\n",
    "filed.csv",
    "-fcsv",
  );
  expect(err).not.toContain("Columns read:");
  expect(err).toContain("Columns that are kept and not read: Duty filed");
});

test("a column whose name differs by its letters alone is kept, and an engine reads ours by its name", async () => {
  const path = join(folder, "out.parquet");
  const bytes = "date,hts,origin,value,Duty_USD,Status\n2025-06-19,2402.20.80.00,DE,1000,200,sent\n";
  await duty(bytes, "again.csv", "--no-asks", "-o", path);
  const file = new Uint8Array(readFileSync(path)).buffer;
  const { schema } = await parquetMetadataAsync(file);
  const names = schema.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["Duty_USD (2)", "Status (2)", "duty_usd", "status"]));
});

test("the note is on the error stream, and the column is kept", async () => {
  const { out, err } = await duty(
    "date,hts,origin,value,quantity\n2025-06-19,2402.20.80.00,DE,1000,200\n",
    "unread.csv",
    "-fcsv",
  );
  expect(out.split("\n")[0]).toMatch(/^date,hts,origin,value,quantity,/);
  expect(err).toContain("Columns that are kept and not read: quantity (is it qty?).");
});

test("of very long rows few are held, however many the file has", async () => {
  const context = createContext(DATA, "0");
  const note = "x".repeat(900_000);
  let read = 0;
  async function* batches() {
    for (; read < 200; read += 1) {
      const cells = ["2025-06-19", "2402.20.80.00", "DE", "1000", note];
      yield [{ at: read + 2, cells, record: null, fault: null }];
    }
  }
  const file: Rows = { form: "csv", columns: [...NEEDED, "note"], batches: batches(), name: "long.csv" };
  const rows = await openEntries("long.csv", {}, { ...context, rows: async () => file });
  expect(read).toBeLessThan(25);
  const entries = pricedEntries(rows, { onError: "report" } as never, context)[Symbol.asyncIterator]();
  await entries.next();
  expect(read).toBeLessThan(30);
  await entries.return(undefined);
});
