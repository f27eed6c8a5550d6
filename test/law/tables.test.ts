/**
 * The law as tables: on DuckDB, goods of any law, and entries made at random under the shipped one, owe what `assess` says they do,
 * to the cent and layer by layer; what is not known stays unknown.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerCheck, answerCompile } from "../../src/commands/compile/answer.js";
import { DIALECTS } from "../../src/commands/compile/dialects.js";
import { filesOf } from "../../src/commands/compile/files.js";
import { type LawTables, lawTables } from "../../src/compiled/tables/law-tables.js";
import type { LawRead, Window } from "../../src/compiled/tables/table.js";
import { createContext } from "../../src/data/context.js";
import { catalogueOf } from "../../src/entries/claims.js";
import { type EntryRow, statedNumber } from "../../src/entries/entry-row.js";
import { entryOf } from "../../src/entries/goods-duty.js";
import { linePricer } from "../../src/entries/pricer.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { daysOfLaw } from "../../src/law/days.js";
import { inCents } from "../../src/law/declare.js";
import { NO_CLAIMS } from "../../src/law/entry.js";
import { feesOf, sharedOut } from "../../src/law/fees.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { View } from "../../src/law/measure.js";
import type { Country, Origin } from "../../src/law/origin.js";
import type { Schedule } from "../../src/law/schedule.js";
import { claimsOfLaw } from "../../src/law/scope.js";
import { toCents, type Usd } from "../../src/law/units.js";
import { dataOf } from "../../src/library/open-data.js";
import { type AnyGoods, lawAndGoods } from "../any-law.js";
import { filesOf as lawFiles, readerOf } from "../law-files.js";
import { DATA } from "../shipped.js";
import { chdbRows, HAS_CHDB } from "./tables-chdb.js";
import { duckdbOf, entryValues, factsOf, randomRows, type SqlRow } from "./tables-duckdb.js";
import { HAS_POSTGRES, type Postgres, postgresServers } from "./tables-postgres.js";

const windowOf = (schedule: Schedule, from: string, until: string, view: View = "law"): Window => {
  const [first, last] = [from, until] as [IsoDate, IsoDate];
  const days = daysOfLaw(schedule, view).filter((day) => first < day && day < last);
  return { from: first, until: last, stretches: [first, ...days], view };
};

const NO_FEES: LawRead["fees"] = {
  fees: [],
  informalLimit: { dollars: 2_500, citation: "" },
  usualModes: [],
  mail: null,
};
const readOf = (schedule: Schedule): LawRead => ({
  schedule,
  fees: NO_FEES,
  catalogue: new Map(),
  unitOf: () => null,
});

/** Goods that tables can be told of: one quantity of the goods whole, shares in millionths, claims that the law asks for. */
function tellable(goods: AnyGoods, schedule: Schedule): EntryRow {
  const asked = new Set(claimsOfLaw(schedule));
  const open = (claim: string) => asked.has(claim) && (claim !== "USMCA" || goods.origin === "MX");
  const claims = (goods.claims ?? []).filter(open);
  const [first] = goods.quantities ?? [];
  return {
    ...statedNumber(goods.hts as HtsCode, schedule),
    origin: schedule.origins.get(goods.origin as Country) as Origin,
    date: goods.date,
    value: goods.value,
    claims: claims.length === 0 ? NO_CLAIMS : new Set(claims),
    facts: factsOf({
      shares: Object.fromEntries(
        Object.entries(goods.shares ?? {}).map(([piece, share]) => [piece, share.slice(0, 8)]),
      ),
      quantity: first ?? null,
      loadedOn: goods.loadedOn ?? null,
    }),
    mode: null,
    entryType: "formal",
  };
}

const inPrint = (amount: Usd): string => toCents(amount).times(100).toFixed(0);

/** Status, base duty, duty, lower bound and layers of a row, as the law has them. */
function assessed(row: EntryRow, schedule: Schedule, view: View): string {
  const found = assess(entryOf(row, row.hts), schedule, view);
  if (!found) return "the tariff has no such line";
  const { base, layers, needs, duty } = inCents(found);
  const ofBase =
    base.fate.outcome === "charged" ? inPrint(base.fate.duty) : base.fate.outcome === "unknown" ? null : "0";
  const ofLayers = layers.map(({ measure, fate }) => {
    if (fate.outcome === "unknown") return `${measure.id} ?`;
    return `${measure.id} ${fate.outcome === "charged" ? inPrint(fate.duty) : "0"}`;
  });
  const isOpen = needs.length > 0;
  return [
    isOpen ? "unknown" : "exact",
    ofBase,
    isOpen ? null : inPrint(duty),
    inPrint(duty),
    ...ofLayers,
  ].join();
}

const PRICED = `SELECT p.line_id, p.status, p.base_duty, p.additional_duty, p.duty, p.at_least, p.kept_apart, y.layers FROM lines_priced p
  LEFT JOIN (SELECT line_id, string_agg(measure || ' ' || COALESCE(CAST(duty AS VARCHAR), '?'), ',' ORDER BY seq) AS layers
    FROM layers_priced GROUP BY line_id) y ON y.line_id = p.line_id ORDER BY p.line_id`;

const LINES_ALONE =
  "SELECT line_id, status, base_duty, additional_duty, duty, at_least, kept_apart FROM lines_priced ORDER BY line_id";
const LAYERS =
  "SELECT line_id, seq, measure, heading, kind, needs, duty FROM layers_priced ORDER BY line_id, seq";
const ASKED = "SELECT line_id, asks, answered_by FROM questions ORDER BY line_id, answered_by";
const FEES = "SELECT line_id, fee, amount FROM line_fees ORDER BY line_id, fee";
/** Further lines for a run by hand: SQL_ROWS=100000. */
const ROWS = Number(process.env.SQL_ROWS ?? 1_500);
const TIMEOUT = 60_000 + 20 * ROWS;

/** Rows of any engine: numbers as their digits. */
const asTexts = (rows: readonly SqlRow[]) =>
  rows.map((row) => Object.values(row).map((cell) => (cell === null ? null : String(cell))));

const LINE_COLUMNS =
  "line_id BIGINT, status TEXT, base_duty NUMERIC, additional_duty NUMERIC, duty NUMERIC, at_least NUMERIC, kept_apart TEXT, layers TEXT";
const SUMS = ["line_count", "value", "exact_lines", "unknown_lines", "apart_lines", "at_least", "known_duty"];
/** Sums that each server makes of its own lines, added up. */
const ADDED_UP = `SELECT ${SUMS.map((name) => `SUM(${name}) AS ${name}`).join(", ")} FROM all_totals`;

/** What the servers have, in one of them: lines, fees and sums; and lines that the last of them gives slowly, after the first. */
function foreignTables(servers: readonly Postgres[]): string {
  const table = (at: number, name: string, columns: string) =>
    `CREATE FOREIGN TABLE ${name}_${at} (${columns}) SERVER s${at} OPTIONS (table_name '${name}');`;
  const all = (name: string, columns: string) => [
    ...servers.map((_, at) => table(at, name, columns)),
    `CREATE VIEW all_${name} AS ${servers.map((_, at) => `SELECT * FROM ${name}_${at}`).join(" UNION ALL ")};`,
  ];
  const last = servers.length - 1;
  return [
    "CREATE EXTENSION postgres_fdw;",
    ...servers.flatMap(({ port }, at) => [
      `CREATE SERVER s${at} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}', dbname 'postgres');`,
      `CREATE USER MAPPING FOR postgres SERVER s${at} OPTIONS (user 'postgres');`,
    ]),
    ...all("priced", LINE_COLUMNS),
    ...all("line_fees", "line_id BIGINT, fee TEXT, amount NUMERIC"),
    ...all("totals", SUMS.map((name) => `${name} NUMERIC`).join(", ")),
    table(last, "slow", LINE_COLUMNS),
    `CREATE VIEW all_slow AS SELECT * FROM priced_0 UNION ALL SELECT * FROM slow_${last};`,
  ].join("\n");
}

const priced = ({ status, base_duty, duty, at_least, layers }: SqlRow): string =>
  [status, base_duty, duty, at_least, ...(layers === null ? [] : [layers])].join();

test("goods of any law owe by its tables what they owe", { timeout: 60_000 }, async () => {
  const laws = fc.sample(lawAndGoods, { numRuns: 25, seed: Number(process.env.ONE_MACHINE_SEED ?? 26) });
  const differences: string[] = [];
  let count = 0;
  for (const { law, view, goods } of laws) {
    const { schedule } = dataOf(readerOf(lawFiles(law)));
    const rows = goods.filter(({ date }) => date >= "2024-06-01").map((one) => tellable(one, schedule));
    if (rows.length === 0) continue;
    const tables = lawTables(readOf(schedule), windowOf(schedule, "2024-06-01", "2026-01-01", view));
    const db = await duckdbOf(tables, entryValues(rows));
    const lines = await db.rows(PRICED);
    db.close();
    for (const line of lines.filter(({ status }) => status !== "apart")) {
      const row = rows[Number(line.line_id)] as EntryRow;
      const [found, expected] = [priced(line), assessed(row, schedule, view)];
      count += 1;
      if (found !== expected)
        differences.push(`${row.hts} ${row.origin.code} ${row.date}: ${found}, not ${expected}`);
    }
    if (lines.length !== rows.length) differences.push(`${lines.length} rows of ${rows.length}`);
  }
  expect(differences).toEqual([]);
  expect(count).toBeGreaterThan(25);
});

describe("the shipped law", () => {
  const context = createContext(DATA, "0");
  const schedule = context.schedule();
  const read: LawRead = {
    ...{ schedule, fees: context.fees(), catalogue: catalogueOf(context), unitOf: context.unitOf },
  };
  const LINES = 3;
  let tables: LawTables;
  let rows: readonly EntryRow[];
  let db: Awaited<ReturnType<typeof duckdbOf>>;

  beforeAll(async () => {
    tables = lawTables(read, windowOf(schedule, "2025-06-02", "2025-06-06"));
    rows = randomRows(ROWS, ["2025-06-03", "2025-06-04", "2025-06-05"] as IsoDate[], context, LINES);
    db = await duckdbOf(
      tables,
      entryValues(rows, (at) => `E${Math.floor(at / LINES)}`),
    );
  }, TIMEOUT);
  afterAll(() => db.close());

  test("entries made at random owe what a file of them owes", async () => {
    const price = linePricer(schedule, "law");
    const lines = await db.rows(PRICED);
    const differences = lines.flatMap((line) => {
      if (line.status === "apart") return [];
      const row = rows[Number(line.line_id)] as EntryRow;
      const one = price(row);
      if ("problem" in one) return [`${row.hts}: ${one.problem}`];
      const { base, additional, duty, atLeast } = one.duty;
      const [found, expected] = [
        [line.base_duty, line.additional_duty, line.duty, line.at_least].join(),
        [base, additional, duty, atLeast].join(),
      ];
      return found === expected
        ? []
        : [`${row.hts} ${row.origin.code} ${row.date}: ${found}, not ${expected}`];
    });
    expect(lines).toHaveLength(rows.length);
    expect(differences).toEqual([]);
    expect(lines.filter(({ status }) => status === "apart").length).toBeLessThan(0.02 * rows.length);
    expect(lines.filter(({ status }) => status === "unknown").length).toBeGreaterThan(0);
  });

  test("fees of entries are shared out to the cent", async () => {
    const price = linePricer(schedule, "law");
    const shares = new Map(
      (await db.rows("SELECT line_id, fee, amount FROM line_fees")).map((one) => [
        `${one.line_id} ${one.fee}`,
        one.amount === null ? null : Number(one.amount),
      ]),
    );
    const entries = Array.from({ length: rows.length / LINES }, (_, at) =>
      rows.slice(at * LINES, (at + 1) * LINES),
    );
    const differences = entries.flatMap((goods, at) => {
      const [{ date, mode }] = goods as [EntryRow];
      if (goods.some((row) => "problem" in price(row))) return [];
      const due = feesOf(goods, { date, mode, entryType: "formal" }, context.fees());
      return due.flatMap((fee) =>
        sharedOut(fee, goods).flatMap((expected, line) => {
          const found = shares.get(`${at * LINES + line} ${fee.fee.id}`);
          return found === expected
            ? []
            : [`${fee.fee.id} of line ${at * LINES + line}: ${found}, not ${expected}`];
        }),
      );
    });
    expect(differences).toEqual([]);
  });

  test.skipIf(!HAS_POSTGRES)(
    "PostgreSQL on one server, and on three with foreign tables, gives what DuckDB does, or a clear failure (skipped where it is not installed)",
    { timeout: TIMEOUT },
    async () => {
      const { servers, close } = await postgresServers(3, tables);
      try {
        const all = entryValues(rows, (at) => `E${Math.floor(at / LINES)}`).split(",\n");
        const load = (server: Postgres, database: string, of: (entry: number) => boolean) => {
          const own = all.filter((_, at) => of(Math.floor(at / LINES))).join(",\n");
          server.sql(
            `INSERT INTO entries VALUES ${own};\nCREATE VIEW priced AS ${PRICED};\nANALYZE entries;`,
            database,
          );
        };
        const [one, , last] = servers as [Postgres, Postgres, Postgres];
        one.sql("CREATE DATABASE whole TEMPLATE postgres;", "template1");
        load(one, "whole", () => true);
        for (const [at, server] of servers.entries())
          load(server, "postgres", (entry) => entry % servers.length === at);
        one.sql(foreignTables(servers), "whole");
        const lines = asTexts(await db.rows(PRICED));
        const ofFees = asTexts(await db.rows(FEES));
        const sums = asTexts(await db.rows("SELECT * FROM totals"));
        expect(lines.length).toBe(rows.length);
        expect(asTexts(one.rows("SELECT * FROM priced ORDER BY line_id", "whole"))).toEqual(lines);
        expect(asTexts(one.rows(FEES, "whole"))).toEqual(ofFees);
        expect(asTexts(one.rows("SELECT * FROM all_priced ORDER BY line_id", "whole"))).toEqual(lines);
        expect(asTexts(one.rows("SELECT * FROM all_line_fees ORDER BY line_id, fee", "whole"))).toEqual(
          ofFees,
        );
        expect(asTexts(one.rows(ADDED_UP, "whole"))).toEqual(sums);

        // The last server is lost at its rows, when the first has given its own.
        one.sql("CREATE TABLE answer AS SELECT * FROM all_priced LIMIT 0;", "whole");
        last.sql("CREATE VIEW slow AS SELECT p.* FROM priced p WHERE pg_sleep(0.05) IS NOT NULL;");
        const insert = one.begun("INSERT INTO answer SELECT * FROM all_slow", "whole");
        while (last.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep';") === "")
          await new Promise((resolve) => setTimeout(resolve, 200));
        last.crash();
        const { status, err } = await insert;
        expect(status).not.toBe(0);
        expect(err).toMatch(/server closed the connection|terminating connection/);
        expect(one.sql("SELECT count(*) FROM answer;", "whole").trim()).toBe("0");
        expect(() => one.rows(ADDED_UP, "whole")).toThrow("could not connect to server");
        last.start();
        expect(asTexts(one.rows(ADDED_UP, "whole"))).toEqual(sums);
      } finally {
        close();
      }
    },
  );

  test.skipIf(!HAS_CHDB)(
    "ClickHouse, as chdb, gives what DuckDB does (skipped where it is not installed)",
    { timeout: TIMEOUT },
    async () => {
      const queries = [LINES_ALONE, LAYERS, FEES, ASKED, "SELECT * FROM totals"];
      const entries = entryValues(rows, (at) => `E${Math.floor(at / LINES)}`);
      const found = chdbRows(tables, entries, queries);
      for (const [at, query] of queries.entries()) {
        const expected = asTexts(await db.rows(query));
        expect(found[at], query).toEqual(expected);
      }
      expect(found[0]).toHaveLength(rows.length);
    },
  );

  test("fewer than one line in a hundred is left to `duty`", () => {
    expect(tables.apart.lines / tables.apart.of).toBeLessThan(0.01);
    expect(tables.apart.of).toBeGreaterThan(15_000);
  });

  test("the same law gives the same bytes, and a changed one is found", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
    const into = join(folder, "law");
    const flags = {
      from: "2025-06-02" as IsoDate,
      until: "2025-06-06" as IsoDate,
      dialect: ["duckdb", "trino"],
    };
    await answerCompile({ ...flags, into }, context);
    for (const { name, bytes } of filesOf(
      tables,
      DIALECTS.filter((one) => flags.dialect.includes(one.name)),
    ))
      expect(readFileSync(join(into, name)).equals(bytes), name).toBe(true);
    expect((await answerCheck(into, context)).findings).toBe(false);
    const path = join(into, "layers.parquet");
    const bytes = readFileSync(path);
    bytes[100] = (bytes[100] as number) ^ 1;
    writeFileSync(path, bytes);
    const { rows: wrong, findings } = await answerCheck(into, context);
    expect({ wrong, findings }).toEqual({ wrong: [["layers.parquet", "it was changed"]], findings: true });
    const idle = { ...context, unitOf: () => expect.unreachable("told before any work") };
    await expect(answerCompile({ ...flags, into }, idle)).rejects.toThrow("this folder is there already");
    rmSync(folder, { recursive: true });
  }, 60_000);
});
