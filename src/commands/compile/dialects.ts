/** What engines say differently: one description each, over one description of the query. */
import { CLAIM_WORDS, type ColumnType, type Table } from "../../compiled/tables/table.js";

export interface Dialect {
  readonly name: string;
  /** Comment at the top of its file: how it is run. */
  readonly use: string;
  readonly types: Readonly<Record<ColumnType, string>>;
  /** A whole number of 38 digits, or as many as it has. */
  wide(expression: string): string;
  /** The whole part of a quotient of two that are not below zero, every digit of it: most engines round a quotient of decimals. */
  div(dividend: string, divisor: string): string;
  bitAnd(a: string, b: string): string;
  /** The bits of all rows. */
  bitOr(column: string): string;
  view(name: string, select: string): string;
  /** Statements that make a table and fill it from its file. */
  load(table: Table): string;
}

const columnsOf = ({ columns }: Table, types: Dialect["types"]): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${types[type]}`)
    .join(", ");

const view = (name: string, select: string): string => `CREATE OR REPLACE VIEW ${name} AS\n${select};`;
const amp = (a: string, b: string): string => `(${a} & ${b})`;
const castTo = (type: string) => (expression: string) => `CAST(${expression} AS ${type})`;
const ddl = (table: Table, types: Dialect["types"], how: string): string =>
  `CREATE TABLE ${table.name} (${columnsOf(table, types)});\n-- ${how} ${table.name}.parquet`;

const BIG = { integer: "INTEGER", number: "BIGINT", wide: "BIGINT", text: "VARCHAR", day: "DATE" } as const;

const duckdb: Dialect = {
  name: "duckdb",
  use: "duckdb law.duckdb < duckdb.sql, in this folder",
  types: BIG,
  wide: castTo("HUGEINT"),
  div: (a, b) => `((${a}) // (${b}))`,
  bitAnd: amp,
  bitOr: (column) => `bit_or(${column})`,
  view,
  load: (table) =>
    `CREATE OR REPLACE TABLE ${table.name} (${columnsOf(table, BIG)});\n` +
    `INSERT INTO ${table.name} SELECT * FROM read_parquet('${table.name}.parquet');`,
};

const CLAIMS = CLAIM_WORDS.map((word) => `claims_${word}`).join(", ");

/**
 * What tables are looked up by. PostgreSQL takes what many conditions leave of the goods for a row or two, and then reads whole
 * tables for each: with an index it need not (100,000 lines had not ended after 14 minutes, 2026-11-29).
 */
const LOOKED_UP_BY: Readonly<Record<string, string>> = {
  ...{ days: "day", lines: "hts", origins: "origin", rules: "line_class, origin_class" },
  ...{ claimed_terms: `ruleset, ${CLAIMS}`, settled_terms: "terms, content" },
  ...{ settlements: "settlement", layers: "settlement", base_duties: "base" },
  ...{ base_terms: `base_class, column2, ${CLAIMS}`, units: "stated, unit" },
};

/** An index where a table is looked up, and what its columns hold, for the planner. */
const indexed = ({ name }: Table): string => {
  const columns = LOOKED_UP_BY[name];
  return `${columns ? `\nCREATE INDEX ON ${name} (${columns});` : ""}\nANALYZE ${name};`;
};

const postgres: Dialect = {
  name: "postgres",
  use: "psql -f postgres.sql, in this folder",
  types: { ...BIG, text: "TEXT" },
  wide: castTo("NUMERIC"),
  div: (a, b) => `div(${a}, ${b})`,
  bitAnd: amp,
  bitOr: (column) => `bit_or(${column})`,
  view,
  load: (table) =>
    `DROP TABLE IF EXISTS ${table.name} CASCADE;\nCREATE TABLE ${table.name} (${columnsOf(table, postgres.types)});\n` +
    `\\copy ${table.name} FROM '${table.name}.csv' WITH (FORMAT csv, HEADER)${indexed(table)}`,
};

const clickhouse: Dialect = {
  name: "clickhouse",
  use: "clickhouse-client --multiquery < clickhouse.sql, with this folder as user_files; or chdb, in this folder",
  types: {
    integer: "Nullable(Int32)",
    number: "Nullable(Int64)",
    wide: "Nullable(Int64)",
    text: "Nullable(String)",
    day: "Nullable(Date)",
  },
  // Its products do not say that they were too long, so they have room for any.
  wide: (expression) => `toInt256(${expression})`,
  div: (a, b) => `intDiv(${a}, ${b})`,
  bitAnd: (a, b) => `bitAnd(${a}, ${b})`,
  bitOr: (column) => `groupBitOr(${column})`,
  view,
  load: (table) =>
    `DROP TABLE IF EXISTS ${table.name};\nCREATE TABLE ${table.name} (${columnsOf(table, clickhouse.types)}) ENGINE = Memory;\n` +
    `INSERT INTO ${table.name} SELECT * FROM file('${table.name}.parquet', Parquet);`,
};

const spark: Dialect = {
  name: "spark",
  use: "spark-sql -f spark.sql, with this folder as the working one",
  types: { integer: "INT", number: "BIGINT", wide: "DECIMAL(18, 0)", text: "STRING", day: "DATE" },
  wide: castTo("DECIMAL(38, 0)"),
  div: (a, b) => `((${a}) DIV (${b}))`,
  bitAnd: amp,
  bitOr: (column) => `bit_or(${column})`,
  // A view that stays cannot read one that goes with the session, as the tables do.
  view: (name, select) => `CREATE OR REPLACE TEMPORARY VIEW ${name} AS\n${select};`,
  load: ({ name }) =>
    `CREATE OR REPLACE TEMPORARY VIEW ${name} USING parquet OPTIONS (path '${name}.parquet');`,
};

const TRINO = { ...BIG, wide: "DECIMAL(18, 0)" };

const trino: Dialect = {
  name: "trino",
  use: "a catalog that can hold views; load the Parquet files of this folder first",
  types: TRINO,
  wide: castTo("DECIMAL(38, 0)"),
  div: (a, b) => `((${a} - MOD(${a}, ${b})) / (${b}))`,
  bitAnd: (a, b) => `bitwise_and(${a}, ${b})`,
  bitOr: (column) => `bitwise_or_agg(${column})`,
  view,
  load: (table) => ddl(table, TRINO, "external location:"),
};

const snowflake: Dialect = {
  name: "snowflake",
  use: "snowsql -f snowflake.sql; put the Parquet files of this folder on the stage @law",
  types: { ...BIG, wide: "NUMBER(18, 0)" },
  wide: castTo("NUMBER(38, 0)"),
  div: (a, b) => `TRUNC((${a} - MOD(${a}, ${b})) / (${b}))`,
  bitAnd: (a, b) => `BITAND(${a}, ${b})`,
  bitOr: (column) => `BITOR_AGG(${column})`,
  view,
  load: (table) =>
    `CREATE OR REPLACE TABLE ${table.name} (${columnsOf(table, snowflake.types)});\n` +
    `COPY INTO ${table.name} FROM @law/${table.name}.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;`,
};

const bigquery: Dialect = {
  name: "bigquery",
  use: "bq query --use_legacy_sql=false < bigquery.sql, after bq load of the Parquet files of this folder",
  types: { integer: "INT64", number: "INT64", wide: "NUMERIC", text: "STRING", day: "DATE" },
  wide: castTo("BIGNUMERIC"),
  div: (a, b) => `DIV(${a}, ${b})`,
  bitAnd: amp,
  bitOr: (column) => `BIT_OR(${column})`,
  view,
  load: (table) => ddl(table, bigquery.types, "bq load --source_format=PARQUET"),
};

export const DIALECTS = [duckdb, postgres, clickhouse, spark, trino, snowflake, bigquery] as const;
export const DIALECT_NAMES = DIALECTS.map(({ name }) => name);
