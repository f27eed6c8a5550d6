/** Prices goods by the tables of a law on ClickHouse, which chdb puts inside a program. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIALECTS } from "../../src/commands/compile/dialects.js";
import { filesOf } from "../../src/commands/compile/files.js";
import { ENTRY_COLUMNS } from "../../src/commands/compile/query.js";
import type { LawTables } from "../../src/compiled/tables/law-tables.js";

/** Where it is installed: half a gigabyte, which `npm ci` is not to fetch. */
const CHDB = (() => {
  try {
    return createRequire(import.meta.url).resolve("chdb");
  } catch {
    return null;
  }
})();

export const HAS_CHDB =
  CHDB !== null && spawnSync(process.execPath, ["-e", `require(${JSON.stringify(CHDB)})`]).status === 0;

/** A process of its own: what goes wrong in a library of another language ends that one alone. */
const PROGRAM = `
const { Session } = require(process.argv[1]);
const { readFileSync } = require("node:fs");
const db = new Session();
for (const statement of readFileSync("load.sql", "utf8").split(";\\n")) if (statement.trim() !== "") db.query(statement);
for (const query of JSON.parse(readFileSync("queries.json", "utf8")))
  console.log("[" + db.query(query + " SETTINGS output_format_json_quote_64bit_integers = 1", "JSONCompactEachRow").trim().split("\\n").join(",") + "]");
db.cleanup();
`;

/** What each query gives, cells as texts. */
export function chdbRows(law: LawTables, entries: string, queries: readonly string[]): (string | null)[][][] {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  try {
    const clickhouse = DIALECTS.filter(({ name }) => name === "clickhouse");
    let sql = "";
    for (const { name, bytes } of filesOf(law, clickhouse)) {
      if (name === "clickhouse.sql") sql = new TextDecoder().decode(bytes);
      else writeFileSync(join(folder, name), bytes);
    }
    const columns = Object.entries(ENTRY_COLUMNS).map(
      ([name, type]) => `${name} ${clickhouse[0]?.types[type]}`,
    );
    const made = `CREATE TABLE entries (${columns.join(", ")}) ENGINE = Memory;\nINSERT INTO entries VALUES ${entries};\n`;
    writeFileSync(join(folder, "load.sql"), made + sql);
    writeFileSync(join(folder, "queries.json"), JSON.stringify(queries));
    const text = execFileSync(process.execPath, ["-e", PROGRAM, CHDB as string], {
      ...{ cwd: folder, encoding: "utf8", maxBuffer: 2 ** 30 },
    });
    return text
      .trim()
      .split("\n")
      .map((line) =>
        (JSON.parse(line) as unknown[][]).map((row) =>
          row.map((cell) => (cell === null ? null : String(cell))),
        ),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
