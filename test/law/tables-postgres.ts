/** Servers of PostgreSQL on loopback, in a folder of their own, for tests of the tables of a law. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIALECTS } from "../../src/commands/compile/dialects.js";
import { filesOf } from "../../src/commands/compile/files.js";
import type { LawTables } from "../../src/compiled/tables/law-tables.js";
import { ENTRIES_DDL, type SqlRow } from "./tables-duckdb.js";

/** Debian keeps the programs of each version apart. */
const HOME = "/usr/lib/postgresql";
const BIN = existsSync(HOME) ? join(HOME, readdirSync(HOME).sort().at(-1) ?? "", "bin") : "/usr/bin";
/** The server does not run as root: another user does, if there is one. */
const ROOT = process.getuid?.() === 0;
const ids = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout || "0");

export const HAS_POSTGRES = existsSync(join(BIN, "initdb")) && (!ROOT || ids("-u") > 0);

const asOwner = (program: string, args: readonly string[]): [string, string[]] =>
  ROOT
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", join(BIN, program), ...args]]
    : [join(BIN, program), [...args]];

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Asked {
  readonly status: number | null;
  readonly err: string;
}

/** A server with a database; `sql` runs a script in the folder of the compiled law. */
export interface Postgres {
  readonly port: number;
  sql(text: string, database?: string): string;
  rows(query: string, database?: string): SqlRow[];
  /** Begins a script, and says what came of it. */
  begun(text: string, database?: string): Promise<Asked>;
  /** Ends at once and tidies nothing, as by a loss of power. */
  crash(): void;
  stop(): void;
  start(): void;
}

/** So many servers, with a folder that has the files of a law for each of them to load. */
export async function postgresServers(count: number, law: LawTables) {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-pg-"));
  if (ROOT) chownSync(folder, ids("-u"), ids("-g"));
  for (const { name, bytes } of filesOf(
    law,
    DIALECTS.filter(({ name }) => name === "postgres"),
  ))
    writeFileSync(join(folder, name), bytes);
  const first = join(folder, "0");
  execFileSync(
    ...asOwner("initdb", ["-D", first, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N", "--locale=C"]),
  );
  const homes = Array.from({ length: count }, (_, at) => join(folder, String(at)));
  // The law is loaded once, and copied.
  const servers = [serverIn(first, folder, await freePort())];
  const [loader] = servers as [Postgres];
  loader.sql(`SET client_min_messages = warning;\n${ENTRIES_DDL};\n\\i postgres.sql`);
  loader.stop();
  for (const home of homes.slice(1)) execFileSync(...copied(first, home));
  loader.start();
  for (const home of homes.slice(1)) servers.push(serverIn(home, folder, await freePort()));
  return {
    servers,
    close() {
      for (const server of servers) server.crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const copied = (from: string, to: string): [string, string[]] =>
  ROOT
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "cp", "-r", from, to]]
    : ["cp", ["-r", from, to]];

function serverIn(home: string, folder: string, port: number): Postgres {
  const control = (...args: string[]) =>
    spawnSync(...asOwner("pg_ctl", ["-D", home, "-w", ...args]), { stdio: "ignore" });
  const start = () => {
    const own = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c fsync=off -c jit=off`;
    control("-l", join(home, "log"), "-o", own, "start");
  };
  const words = (database: string) => [
    ...["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", String(port)],
    ...["-U", "postgres", "-d", database],
  ];
  const sql = (text: string, database = "postgres"): string =>
    execFileSync(join(BIN, "psql"), [...words(database), "-f", "-"], {
      ...{ input: text, encoding: "utf8", cwd: folder, maxBuffer: 2 ** 30, stdio: "pipe" },
    });
  start();
  return {
    ...{ port, sql, start },
    rows: (query, database) =>
      JSON.parse(sql(`SELECT COALESCE(json_agg(t), '[]') FROM (${query}) t;`, database)) as SqlRow[],
    begun: (text, database = "postgres") =>
      new Promise((resolve) => {
        const child = spawn(join(BIN, "psql"), [...words(database), "-c", text], { cwd: folder });
        let err = "";
        child.stderr.on("data", (piece) => {
          err += piece;
        });
        child.on("close", (status) => resolve({ status, err }));
      }),
    stop: () => void control("-m", "fast", "stop"),
    crash: () => void control("-m", "immediate", "stop"),
  };
}
