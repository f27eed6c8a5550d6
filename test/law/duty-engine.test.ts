/** A file priced inside DuckDB: cell by cell what the program gives, in the order of the file, from and to CSV and Parquet. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { answerByEngine } from "../../src/commands/duty/engine.js";
import { answerDutyFile } from "../../src/commands/duty/file.js";
import { type Chunk, type Envelope, madeFrom } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import type { EntryRow } from "../../src/entries/entry-row.js";
import csv from "../../src/formats/csv.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { DATA } from "../shipped.js";
import { randomRows } from "./tables-duckdb.js";

const PROGRAM = join(import.meta.dirname, "../../bin/tariff-calc.js");

const PART = { edition: "2026 Revision 20", through: "2026-09-29" as IsoDate };
/** With a quotation mark in it, as a name of a file may have. */
const ENVELOPE: Envelope = {
  ...{ command: ["duty", "--file", "o'clock.csv"], version: "0", lawAsOf: "2026-10-09" },
  edition: { lines: PART, headings: PART, notes: PART },
  inputs: async () => [{ name: "measures.json", sha256: "71d6" }],
};

/** Lines of entries as a file of CSV, with a column that nobody reads. */
function csvOf(rows: readonly EntryRow[], notes: readonly string[]): string {
  const head =
    "entry,date,hts,origin,value,claims,qty,unit,metal_steel,metal_aluminum,metal_copper,us_content,loaded_on,mode,note";
  const lines = rows.map((row, at) => {
    const { shares = {}, loadedOn = null } = row.facts ?? {};
    const [quantity] = row.facts?.quantities() ?? [];
    const { steel, aluminum, copper, us } = shares;
    const share = [steel, aluminum, copper, us].map((one) => one?.toFixed() ?? "");
    return [
      ...[`E${Math.floor(at / 3)}`, row.date, row.hts, row.origin.code, row.value, [...row.claims].join(";")],
      ...[quantity?.amount.toFixed() ?? "", quantity?.unit ?? "", ...share, loadedOn ?? "", row.mode ?? ""],
      notes[at % notes.length],
    ].join(",");
  });
  return `${[head, ...lines].join("\n")}\n`;
}

test("a file priced inside DuckDB has the cells that the program gives it", {
  timeout: 120_000,
}, async () => {
  const context = createContext(DATA, "0");
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  const [entries, packed, priced] = ["e.csv", "e.parquet", "p.parquet"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const notes = ["-", '"=1+1; ""x"""', "Müller", '"a\nb"', "-5", "\u001b[1m"];
  const random = csvOf(randomRows(600, ["2025-06-03"] as IsoDate[], context, 3), notes);
  const more = [
    "E1,2025-06-03,8703.23.01.90,JP,30000,,,,,,,,,vessel,stands apart from its entry",
    "E900,2025-06-03,8703.23.01.90,JP,$30000.40,,,,,,,,,vessel,",
    "E901,2025-06-03,8703.23.01.90,Japan,1,,,,,,,,,vessel,",
    "E901,2025-06-03,8703.23.01.90,JP,1,,,,,,,,,air,another mode",
    "E902,2025-06-03,1234.56.78.90,JP,1,,,,,,,,,,no such number",
    "E903,2025-06-03,8703.23.01.90,JP,1,,,,,,,,,vessel,",
    "E904,2025-06-03,8431.31.00.20,JP,30000,,,,10500,,,,,vessel,dollars of steel",
    ",2025-06-03,8703.23.01.90,JP,1,,,,,,,,,vessel,without a number below an entry",
    ",2025-06-03,8703.23.01.90,ZZ,1,,,,,,,,,,no such origin",
    ",2025-06-03,9503.00.00.73,JP,250,,,,,,,,,ocean,",
  ];
  writeFileSync(entries, `${random}${more.join("\n")}\n`);
  const plain = await answerDutyFile(entries, { asks: false }, context);
  const names = plain.columns.map(({ key }) => key);
  let text = "";
  for await (const piece of csv.stream?.(plain, {} as never) ?? []) text += piece;
  const cells: string[][] = parse(text);
  const inside = async (path: string, form: "csv" | "parquet") => {
    const answer = await answerByEngine(path, { asks: false }, form, context);
    if (typeof answer === "string" || !("chunks" in answer) || typeof answer.chunks !== "function")
      throw new Error("no chunks");
    const chunks: Chunk[] = [];
    for await (const chunk of answer.chunks(ENVELOPE)) chunks.push(chunk);
    return { chunks, notes: answer.notes };
  };
  const answered = await inside(entries, "csv");
  const own = parse(answered.chunks.join("")) as string[][];
  const shared = (own[0] as string[]).map((name) => names.indexOf(name));
  expect(own.slice(1)).toEqual(cells.slice(1).map((row) => shared.map((place) => row[place])));
  expect(names.filter((name) => !own[0]?.includes(name))).toEqual(["rate", "layers"]);
  const [, , told = ""] = answered.notes ?? [];
  const [, byDatabase = "0"] = /priced ([\d,]+) of them/.exec(told) ?? [];
  expect(Number(byDatabase)).toBeGreaterThan(150);

  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  await db.run(
    `COPY (SELECT * REPLACE (TRY_CAST(value AS BIGINT) AS value, CAST(date AS DATE) AS date) FROM read_csv('${entries}', all_varchar = true)) TO '${packed}'`,
  );
  writeFileSync(priced, Buffer.concat((await inside(packed, "parquet")).chunks as Uint8Array[]));
  writeFileSync(join(folder, "o.csv"), answered.chunks.join(""));
  const all = (file: string) =>
    `SELECT COALESCE(CAST(COLUMNS(* EXCLUDE note) AS VARCHAR), '') FROM ${file} WHERE COALESCE(entry, '') NOT LIKE 'E9__' AND COALESCE(entry, '') <> 'E1'`;
  const [fromParquet, fromCsv] = [
    all(`read_parquet('${priced}')`),
    all(`read_csv('${join(folder, "o.csv")}', all_varchar = true)`),
  ];
  const differing = await db.runAndReadAll(
    `(${fromParquet} EXCEPT ${fromCsv}) UNION ALL (${fromCsv} EXCEPT ${fromParquet})`,
  );
  expect(differing.getRowsJson()).toEqual([]);
  expect((await db.runAndReadAll(`SELECT count(*) FROM (${fromParquet})`)).getRowsJson()).toEqual([["600"]]);
  const about = await db.runAndReadAll(
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata('${priced}') WHERE decode(key) = 'tariff-calc'`,
  );
  expect(about.getRowsJson()).toEqual([["tariff-calc", await madeFrom(ENVELOPE)]]);
  db.closeSync();
  rmSync(folder, { recursive: true });
});

const BOOM = "8431.31.00.20,JP,2025-06-19,1000";
/** More rows than are looked at before the first is priced. */
const many = (row: string) => `${row}\n`.repeat(6_000);

type Answered = Awaited<ReturnType<typeof answerByEngine | typeof answerDutyFile>>;

/** Rows of an answer, or what is refused. */
async function toldOf(answering: Promise<Answered>): Promise<unknown> {
  try {
    const answer = await answering;
    const isEngines = typeof answer === "object" && "chunks" in answer && typeof answer.chunks === "function";
    const pieces = isEngines ? answer.chunks(ENVELOPE) : csv.stream?.(answer as never, {} as never);
    let out = "";
    for await (const piece of pieces ?? []) out += piece;
    const rows: Record<string, string>[] = parse(out, { columns: true });
    return rows.map((row) => [row.duty_usd, row.status, row.problem]);
  } catch (error) {
    return (error as Error).message;
  }
}

async function bothOf(text: string) {
  const context = createContext(DATA, "0");
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  const entries = join(folder, "e.csv");
  writeFileSync(entries, text);
  const program = await toldOf(answerDutyFile(entries, { asks: false }, context));
  const engine = await toldOf(answerByEngine(entries, { asks: false }, "csv", context));
  rmSync(folder, { recursive: true });
  return [program, engine];
}

test.each([
  ["35 far below shares", `hts,origin,date,value,metal_steel\n${many(`${BOOM},0.5`)}${BOOM},35\n`],
  [
    "a number of another tariff far below",
    `Warennummer,origin,date,value\n${many("8482.10.50.68,JP,2025-06-19,1000")}8482.10.10,JP,2025-06-19,1000\n`,
  ],
  [
    "several far below one of each",
    `Date,HTS,COO,Quantity,Cost per item\n${many("2025-06-19,8482.10.50.68,JP,1,1000")}2025-06-19,8482.10.50.68,JP,50,1000\n`,
  ],
  [
    "a row that was cancelled far below others",
    `hts,origin,date,value,Status\n${many(`${BOOM},ok`)}${BOOM},Cancelled\n`,
  ],
  [
    "a total on two lines of one entry far below",
    `entry,hts,origin,date,Total Entered Value\n${Array.from({ length: 6_000 }, (_, at) => `A${at},${BOOM}\n`).join("")}B,${BOOM}\nB,${BOOM}\n`,
  ],
  ["yen far below dollars", `hts,origin,date,value,ISO\n${many(`${BOOM},USD`)}${BOOM},JPY\n`],
])("what leaves a column open is asked for by both: %s", { timeout: 60_000 }, async (_, text) => {
  const [program, engine] = await bothOf(text);
  expect(program).toEqual(expect.any(String));
  expect(engine).toBe(program);
});

test.each([
  ["percent", `hts,origin,date,value,Steel content %\n${BOOM},0.5\n${BOOM},1\n${BOOM},35\n`],
  ["dollars", `hts,origin,date,value,Steel content value\n${BOOM},0.5\n${BOOM},1\n`],
  ["pounds", "hts,origin,date,value,Net weight (lb)\n0402.99.90.00,NZ,2025-06-19,30000,1200\n"],
  [
    "a decimal comma",
    `hts,origin,date,value,qty\n0402.99.90.00,NZ,2025-06-19,"30000,50",1.200\n0402.99.90.00,NZ,2025-06-19,30000,1.200\n`,
  ],
])(
  "what a heading or a column says of its numbers is read by both: %s",
  { timeout: 60_000 },
  async (_, text) => {
    const [program, engine] = await bothOf(text);
    expect(program).toEqual(expect.any(Array));
    expect(engine).toEqual(program);
  },
);

test("rows that are joined to lines are left to the program", { timeout: 60_000 }, async () => {
  const [program, engine] = await bothOf(
    `entry,line,hts,origin,date,value,duty,class code\nA,1,${BOOM},0,\nA,1,8431.31.00.20,,,,34.64,499\n`,
  );
  expect(program).toEqual(expect.any(Array));
  expect(engine).toContain("rows of this file are joined to lines");
});

test.each([
  ["--describe", { describe: true }, "e.csv"],
  ["--rates", { forms: { ratesFile: "r.csv" } }, "e.csv"],
  ["--file", {}, "e.json"],
])("%s is refused before anything is read", async (flag, flags, path) => {
  const context = createContext(DATA, "0");
  await expect(answerByEngine(path, flags as object, null, context)).rejects.toMatchObject({ where: flag });
});

test("a run that is stopped leaves no database behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stopped-"));
  const entries = join(folder, "e.csv");
  const row = "8703.23.01.90,JP,2026-10-01,30000\n";
  writeFileSync(entries, `hts,origin,date,value\n${row.repeat(100_000)}`);
  const own = mkdtempSync(join(folder, "temporary-"));
  const program = spawn(
    process.execPath,
    [PROGRAM, "duty", "--file", entries, "--no-asks", "--engine", "duckdb", "-o", join(folder, "out.csv")],
    { env: { ...process.env, TMPDIR: own }, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => program.on("exit", resolve));
  while (readdirSync(own).length === 0 && program.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readdirSync(own)).toHaveLength(1);
  program.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(readdirSync(own)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["e.csv", own.slice(folder.length + 1)].sort());
  rmSync(folder, { recursive: true });
});
