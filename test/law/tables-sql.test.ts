/**
 * The SQL of each dialect: golden files, and for engines that no test starts, their grammars. What is run is in tables.test.ts.
 */
import { join } from "node:path";
import { SparkSQL } from "dt-sql-parser/dist/parser/spark/index.js";
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import bigqueryGrammar from "node-sql-parser/build/bigquery.js";
import snowflakeGrammar from "node-sql-parser/build/snowflake.js";
import { beforeAll, expect, test } from "vitest";
import { DIALECTS } from "../../src/commands/compile/dialects.js";
import { sqlOf } from "../../src/commands/compile/files.js";
import { type LawTables, lawTables } from "../../src/compiled/tables/law-tables.js";
import { createContext } from "../../src/data/context.js";
import { catalogueOf } from "../../src/entries/claims.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { DATA } from "../shipped.js";

let tables: LawTables;

beforeAll(() => {
  const context = createContext(DATA, "0");
  const [from, until] = ["2025-06-03", "2025-06-04"] as [IsoDate, IsoDate];
  const read = { fees: context.fees(), catalogue: catalogueOf(context), unitOf: context.unitOf };
  tables = lawTables(
    { schedule: context.schedule(), ...read },
    { from, until, stretches: [from], view: "law" },
  );
});

const sqlNamed = (name: string): string => {
  const dialect = DIALECTS.find((one) => one.name === name);
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return sqlOf(dialect, tables);
};

test.each(DIALECTS.map(({ name }) => name))("the SQL of %s is that of its golden file", async (name) => {
  await expect(sqlNamed(name)).toMatchFileSnapshot(join(import.meta.dirname, "sql", `${name}.sql`));
});

/** Without remarks. */
const statementsOf = (sql: string): string[] =>
  sql
    .replace(/^--.*$/gm, "")
    .split(/;\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

test.each([
  ["spark", new SparkSQL(), "SELECT a DIV b FROM"],
  ["trino", new TrinoSQL(), "SELECT a DIV b FROM t"],
] as const)("the grammar of %s takes in its SQL", (name, grammar, wrong) => {
  expect(grammar.validate(sqlNamed(name))).toEqual([]);
  expect(grammar.validate(wrong)).not.toEqual([]);
});

test("the grammar of Snowflake takes in its tables and views", () => {
  const grammar = new snowflakeGrammar.Parser();
  // The parser knows no COPY INTO a table from a stage.
  const statements = statementsOf(sqlNamed("snowflake")).filter((one) => !one.startsWith("COPY INTO "));
  expect(statements.length).toBeGreaterThan(20);
  for (const one of statements) expect(() => grammar.astify(one), one).not.toThrow();
  expect(() => grammar.astify("SELECT a & b FROM t")).toThrow();
});

test("the grammar of BigQuery takes in its tables and views", () => {
  const grammar = new bigqueryGrammar.Parser();
  // The parser knows neither `&` nor BIGNUMERIC, which BigQuery has: others of the same place stand for them.
  const known = sqlNamed("bigquery").replaceAll(" & ", " + ").replaceAll("BIGNUMERIC", "NUMERIC");
  const statements = statementsOf(known);
  expect(statements.length).toBeGreaterThan(20);
  for (const one of statements) expect(() => grammar.astify(one), one).not.toThrow();
  expect(() => grammar.astify("SELECT CAST(a AS VARCHAR(20)) FROM t")).toThrow();
});
