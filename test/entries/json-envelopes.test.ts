/** JSON as programs write it around rows: names of columns beside lists, objects of columns, values and rows within objects. */
import { describe, expect, test } from "vitest";
import { CAR, OWED, rowsOf } from "./duty-file.js";

const NAMES = ["date", "hts", "origin", "value"];
const CELLS = [
  ["2025-06-19", CAR, "JP", 30000],
  ["2025-06-19", CAR, "DE", 30000],
];
const ROWS = CELLS.map((cells) => Object.fromEntries(NAMES.map((name, at) => [name, cells[at]])));
const named = NAMES.map((name) => ({ name, type: "string" }));
const byColumn = (of: (cells: unknown[]) => unknown) =>
  Object.fromEntries(NAMES.map((name, at) => [name, of(CELLS.map((cells) => cells[at]))]));
const wrapped = (key: string) => ROWS.map((row, id) => ({ id, [key]: row }));

describe("rows within other JSON", () => {
  test.each<[string, unknown]>([
    ["names beside lists, as pandas splits them", { columns: NAMES, index: [0, 1], data: CELLS }],
    ["names under fields", { fields: NAMES, rows: CELLS }],
    ["fields with types beside lists", { fields: named, rows: CELLS }],
    ["fields with types beside objects", { meta: named, data: ROWS, rows: 2 }],
    ["a schema of pandas", { schema: { fields: named, primaryKey: ["index"] }, data: ROWS }],
    ["names of a view", { meta: { view: { id: "x", columns: named } }, data: CELLS }],
    ["columns beside items within results", { results: [{ columns: named, items: ROWS }] }],
    ["an object a column, by row, as pandas writes unasked", byColumn((cells) => ({ ...cells }))],
    ["a list a column", byColumn((cells) => cells)],
    ["an object a row, by number", { ...ROWS }],
    ["OData", { "@odata.context": "https://x/$metadata#Lines", value: ROWS }],
    ["OData of older programs", { d: { results: ROWS } }],
    ["JSON:API", { data: wrapped("attributes") }],
    ["GeoJSON", { type: "FeatureCollection", features: wrapped("properties") }],
    ["a base on the web", { records: wrapped("fields") }],
    [
      "a search, with what it says of itself",
      { took: 3, hits: { total: { value: 2 }, hits: wrapped("_source") } },
    ],
    [
      "an answer of Athena, each cell in an object",
      {
        ResultSet: {
          Rows: [NAMES, ...CELLS].map((row) => ({
            Data: row.map((cell) => ({ VarCharValue: String(cell) })),
          })),
          ResultSetMetadata: { ColumnInfo: named },
        },
      },
    ],
    [
      "a sheet by columns",
      { majorDimension: "COLUMNS", values: NAMES.map((name, at) => [name, ...CELLS.map((row) => row[at])]) },
    ],
  ])("%s", async (_, text) => {
    const { rows, err } = await rowsOf(JSON.stringify(text), "in.json");
    expect([rows.map(({ duty_usd }) => duty_usd), err]).toEqual([[OWED, OWED], expect.any(String)]);
  });

  test.each<[string, object, object]>([
    ["@odata.nextLink", {}, { "@odata.nextLink": "https://x/Lines?$skip=2" }],
    ["next", { next: "/lines?page=2" }, {}],
    ["nextRecordsUrl", { done: false, nextRecordsUrl: "/query/01g-2000" }, {}],
    ["hasMore", {}, { count: 2, hasMore: true }],
    ["nextToken", {}, { paging: { nextToken: "b2Zmc2V0" } }],
  ])(
    "a page that says under %s that more follow is not priced as if it were all",
    async (key, before, after) => {
      const { rows, err } = await rowsOf(JSON.stringify({ ...before, value: ROWS, ...after }), "in.json");
      expect([rows, err]).toEqual([
        [],
        expect.stringContaining(`"${key}" says that more rows follow on another page`),
      ]);
    },
  );

  test("a search that gives fewer hits than it found is not priced as if they were all", async () => {
    const text = JSON.stringify({ hits: { total: { value: 3, relation: "eq" }, hits: wrapped("_source") } });
    const { rows, err } = await rowsOf(text, "in.json");
    expect([rows, err]).toEqual([[], expect.stringContaining("the search found 3 and gives 2 of them")]);
  });

  test.each([{ next: null }, { hasMore: false }, { "@odata.nextLink": "" }, { next: "review" }])(
    "a page that says %o is the last one",
    async (last) => {
      const { rows } = await rowsOf(JSON.stringify({ value: ROWS, ...last }), "in.json");
      expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
    },
  );

  test.each<[string, unknown]>([
    ["days of MongoDB", { $date: "2025-06-19T00:00:00Z" }],
    ["days of MongoDB as a count", { $date: { $numberLong: "1750291200000" } }],
    ["days of OData", "/Date(1750291200000)/"],
    ["days of OData with a zone", "/Date(1750291200000+0000)/"],
  ])("%s, also a line an object", async (_, date) => {
    const row = { ...ROWS[0], _id: { $oid: "65" }, date, value: { $numberDecimal: "30000.00" } };
    for (const [text, name] of [
      [JSON.stringify([row]), "in.json"],
      [`${JSON.stringify(row)}\n`, "in.ndjson"],
    ] as const)
      expect((await rowsOf(text, name)).rows[0]?.duty_usd).toBe(OWED);
  });

  test("an instant that may be of two days in the United States is asked for", async () => {
    const { rows } = await rowsOf(JSON.stringify([{ ...ROWS[0], date: "/Date(1750298400000)/" }]), "in.json");
    expect(rows[0]?.problem).toContain("a time at which the United States may have another day");
  });

  test.each<[string, unknown, string]>([
    [
      "names behind the rows",
      { data: CELLS, columns: NAMES },
      "an object that names the columns; got a list",
    ],
    ["a column of fewer cells", { ...byColumn((cells) => cells), hts: [CAR] }, "holds none"],
    ["two lists of lists", { fields: NAMES, rows: CELLS, more: CELLS }, '"rows" and "more"'],
    ["two lists of goods", { fields: named, rows: ROWS, more: ROWS }, '"rows" and "more"'],
  ])("%s: refused", async (_, text, words) => {
    const { err, status } = await rowsOf(JSON.stringify(text), "in.json");
    expect([status, err]).toEqual([2, expect.stringContaining(words)]);
  });
});
