/** Imports and duty by origin as a SQL join of trade with rates that are worked out already. */
import { DuckDBInstance } from "@duckdb/node-api";

const [, , trade = "", rates = ""] = process.argv;
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const result = await connection.runAndReadAll(`
  SELECT t.origin, sum(t.value) AS imports, sum(t.value * r.total_rate) AS duty
  FROM read_csv('${trade}', types = {'hts10': 'VARCHAR'}) t
  LEFT JOIN read_parquet('${rates}') r USING (origin, hts10)
  GROUP BY t.origin ORDER BY imports DESC`);
console.log(result.getRowsJson().length);
