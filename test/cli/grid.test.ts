/** A grid is the same in every format. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DATA, reader, shipped } from "../shipped.js";
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

/** CSV leaves it out: it would double the file. */
const edition = `${reader.json("edition.json").lines.edition}, checked to ${shipped.asOf}`;

test("NDJSON has the rows of CSV, each with the edition that its line is of", () => {
  const objects = readFileSync(file("ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(objects).toEqual(rowsOfCsv().map((row) => ({ ...row, edition })));
});

/** Rates of Parquet are whole units of the twelfth place. */
const units = (rate: unknown) => (rate === null ? null : Math.round(Number(rate) * 1e12));

test("Parquet has them too, with rates to the twelfth place and days as dates", async () => {
  const objects = await parquetReadObjects({ file: await asyncBufferFromFile(file("parquet")) });
  const inUnits = ({ base_rate, additional_rate, total_rate, ...rest }: Record<string, unknown>) => ({
    ...rest,
    base_rate: units(base_rate),
    additional_rate: units(additional_rate),
    total_rate: units(total_rate),
  });
  const expected = rowsOfCsv().map(({ date, ...rest }) =>
    inUnits({ date: new Date(`${date}T00:00:00Z`), ...rest, edition }),
  );
  expect(objects.map(inUnits)).toEqual(expected);
});

test("Parquet names its rates as decimals, and the program, the law and the files that it was made from", async () => {
  const { schema, key_value_metadata } = await parquetMetadataAsync(
    await asyncBufferFromFile(file("parquet")),
  );
  const rates = schema.filter(({ name }) => name.endsWith("_rate"));
  expect(rates).toHaveLength(3);
  for (const rate of rates)
    expect(rate).toMatchObject({ converted_type: "DECIMAL", precision: 18, scale: 12 });
  const [about] = key_value_metadata ?? [];
  expect(about?.key).toBe("tariff-calc");
  const made = JSON.parse(about?.value ?? "");
  expect(made).toMatchObject({
    schema: "tariff-calc/grid/1",
    lawAsOf: shipped.asOf,
    edition: { lines: reader.json("edition.json").lines },
  });
  expect(made.inputs).toContainEqual({
    name: "bans.json",
    sha256: createHash("sha256")
      .update(readFileSync(join(DATA, "bans.json")))
      .digest("hex"),
  });
});

test("an agreement stands for its origins, as in other commands", async () => {
  const head = (line: string) => session(`$ tariff-calc ${line}`, 100);
  await head(`grid --date 2026-05-01 --origin USMCA -o ${file("usmca.csv")}`);
  const origins = new Set(
    readFileSync(file("usmca.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[2]),
  );
  expect([...origins].sort()).toEqual(["CA", "MX"]);
  expect(await head("rate 8703.23.01 --origin USMCA --date 2026-05-01 -q")).toMatch(/ CA .*\n.* MX /);
  expect(await head("rate 8703.23.01 --origin all --date 2026-05-01 --top 2 -q")).toMatch(/ AD .*\n.* AE /);
});
