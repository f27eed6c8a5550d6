/** Shards of a file on workers of Dask, one of which is lost midway, or all: the answer is the same, or there is none. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const PYTHON = "/usr/bin/python3";
const SCRIPT = join(import.meta.dirname, "../../docs/dask-shards.py");
const PROGRAM = join(import.meta.dirname, "../../bin/tariff-calc.js");
/** What a worker has begun is seen where Linux shows it. */
const HAS_DASK =
  existsSync("/proc/self/task") && spawnSync(PYTHON, ["-c", "import distributed"]).status === 0;
const SHARDS = 4;

let folder: string;
let file: string;
const started: ChildProcess[] = [];

const module = (name: string, ...args: string[]): ChildProcess => {
  const child = spawn(PYTHON, ["-m", `distributed.cli.${name}`, ...args], { cwd: folder, stdio: "ignore" });
  started.push(child);
  return child;
};

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A scheduler on loopback with so many workers, each of one thread and without a nanny that would begin it anew. */
async function cluster(count: number) {
  const address = `tcp://127.0.0.1:${await freePort()}`;
  module(
    "dask_scheduler",
    "--host",
    "127.0.0.1",
    "--port",
    address.split(":")[2] as string,
    "--no-dashboard",
  );
  const workers = Array.from({ length: count }, () =>
    module("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"),
  );
  return { address, workers };
}

interface Done {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(address: string, into: string, patience: string): Promise<Done> {
  const own = [
    file,
    "--shards",
    String(SHARDS),
    "--into",
    into,
    "--scheduler",
    address,
    "--patience",
    patience,
  ];
  const args = [SCRIPT, ...own, "--program", process.execPath, PROGRAM, "--", "--no-asks"];
  const child = spawn(PYTHON, args, { cwd: folder });
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  child.stderr.on("data", (piece) => {
    err += piece;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
}

/** Once it prices a shard. */
async function atWork({ pid }: ChildProcess): Promise<void> {
  const begun = () =>
    readdirSync(`/proc/${pid}/task`).some(
      (task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8") !== "",
    );
  while (!begun()) await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dask-"));
  file = join(folder, "entries.csv");
  const rows = Array.from(
    { length: 3_000 },
    (_, at) =>
      `E${Math.floor(at / 3)},2025-06-03,8703.23.01.90,${["JP", "DE", "KR"][at % 3]},${1_000 + 7 * at},vessel`,
  );
  writeFileSync(file, `entry,date,hts,origin,value,mode\n${rows.join("\n")}\n`);
});

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!HAS_DASK)(
  "a worker of Dask that is killed midway changes nothing, and with all of them lost nothing counts as done (skipped where Dask is not installed)",
  async () => {
    const { address, workers } = await cluster(2);
    const [first, last] = workers as [ChildProcess, ChildProcess];
    const into = join(folder, "parts");
    const answer = run(address, into, "60");
    await atWork(first);
    first.kill("SIGKILL");
    const { status, out, err } = await answer;
    expect(status, err).toBe(0);

    const whole = join(folder, "whole.csv");
    spawnSync(process.execPath, [PROGRAM, "duty", "--file", file, "--no-asks", "-o", whole]);
    const linesOf = (path: string) => readFileSync(path, "utf8").trim().split("\n");
    const parts = Array.from({ length: SHARDS }, (_, at) => linesOf(join(into, `part-${at + 1}.csv`)));
    const [head, ...rows] = linesOf(whole);
    expect(parts.map(([own]) => own)).toEqual(parts.map(() => head));
    expect(parts.flatMap(([, ...own]) => own).sort()).toEqual(rows.sort());
    expect(out).toContain("3,000 rows: 3,000 exact");

    const lost = run(address, join(folder, "lost"), "0.5");
    await atWork(last);
    last.kill("SIGKILL");
    const { status: failed, out: none, err: said } = await lost;
    expect(failed).toBe(1);
    expect(said).toMatch(/no worker is left; shards that are missing: .*Nothing was merged\./);
    expect(none).toBe("");
  },
);
