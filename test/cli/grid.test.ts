/** A grid is the same in every format. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reader, shipped } from "../shipped.js";
import { session } from "./session.js";

const folder = mkdtempSync(join(tmpdir(), "grid-"));
const file = (ending: string) => join(folder, `grid.${ending}`);

beforeAll(async () => {
  for (const ending of ["csv", "ndjson", "parquet"])
    await session(
      `$ tariff-calc grid --date 2025-06-19 --date 2026-06-08 --origin JP --origin RU -o ${file(ending)}`,
      80,
    );
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOfCsv = () => {
  const [head = "", ...lines] = readFileSync(file("csv"), "utf8").trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell || null);
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
};

test("NDJSON has the rows of CSV, each with the edition that its line is of", () => {
  const objects = readFileSync(file("ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const edition = `${reader.json("edition.json").lines.edition}, checked to ${shipped.asOf}`;
  expect(objects).toEqual(rowsOfCsv().map((row) => ({ ...row, edition })));
});

test("Parquet has them too, with rates as numbers and days as dates", async () => {
  const objects = await parquetReadObjects({ file: await asyncBufferFromFile(file("parquet")) });
  const number = (text: string | null | undefined) =>
    text === null || text === undefined ? null : Number(text);
  const expected = rowsOfCsv().map(({ date, base_rate, additional_rate, total_rate, ...rest }) => ({
    date: new Date(`${date}T00:00:00Z`),
    ...rest,
    base_rate: number(base_rate),
    additional_rate: number(additional_rate),
    total_rate: number(total_rate),
  }));
  expect(objects).toEqual(expected);
});
