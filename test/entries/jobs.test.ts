/** A file priced by threads: the same bytes, messages and status as by one, wherever the file is parted. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { linesOf } from "../../src/cli/output.js";
import { main } from "../../src/cli/run.js";
import type { Thread } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { SAVING } from "../saving.js";
import { DATA } from "../shipped.js";
import { csv, duty, folder, listener } from "./duty-file.js";

const alone = createContext(DATA, "0");

/** A thread in the same process: it is told and tells only what can be cloned. */
function thread(argv: readonly string[]): Thread {
  let answer: ((question: unknown) => Promise<unknown>) | undefined;
  const threads = {
    lines: linesOf,
    serve: (answers: typeof answer) => {
      answer = answers;
      return new Promise<never>(() => {});
    },
  };
  const io = { out: () => {}, err: () => {}, look: { color: false, width: 80 }, live: false };
  const ports = { ...PORTS, context: async () => ({ ...alone, threads }) };
  const begun = new Promise<void>((resolve) => {
    void main(argv, io, ports);
    const wait = () => (answer ? resolve() : setTimeout(wait, 1));
    wait();
  });
  return {
    ask: async (question) => {
      const sent = structuredClone(question);
      await begun;
      return structuredClone(await answer?.(sent));
    },
    stop: () => {},
  };
}

const PORTS = { version: "0", topics: () => [], topic: () => "", saving: SAVING };

/** What a command line prints and writes by so many threads, with how many there were. */
async function byThreads(...argv: string[]) {
  const { said, io } = listener();
  let started = 0;
  const start = () => {
    started += 1;
    return thread(argv);
  };
  const context = async () => ({ ...alone, threads: { start } });
  const status = await main(argv, io, { ...PORTS, context });
  return { ...said, status, started };
}

async function bothWays(text: string, ...flags: string[]) {
  const path = join(folder, "in.csv");
  const ways = [];
  for (const jobs of ["1", "3"]) {
    writeFileSync(path, text);
    const { started, ...told } = await byThreads("duty", "--file", path, "--jobs", jobs, ...flags);
    const files = flags.filter((flag) => flag.startsWith(folder)).map((file) => readFileSync(file, "base64"));
    ways.push({ started, told: { ...told, files } });
  }
  return ways as [(typeof ways)[0], (typeof ways)[0]];
}

const GOODS = [
  "8703.23.01.60,JP,30000",
  "0402999000,NZ,5000",
  "402999000,NZ,700",
  "8431.31.00.20,JP,10000",
  "6109.90.15.10,VN,900",
  "8703.23.01.60,JP,abc",
  "7208.10.15.00,TW,2000",
  "4011.10.10.10,XX,50",
];

/** Days of different law, not in order: threads share a file out by day, and its rows come back as they stood. */
const DAYS = ["2025-06-19", "2026-03-01", "2025-03-15", "2025-09-03"];

/** Entries of three lines, one of 450, one that comes back, and rows that cannot be read. */
const rows = Array.from({ length: 5200 }, (_, at) => {
  const number = Math.floor(at / 3);
  const [entry, day] = at >= 300 && at < 750 ? ["LONG", DAYS[0]] : [`E${number}`, DAYS[number % DAYS.length]];
  return `${at === 900 ? "E1" : entry},${day},${GOODS[at % GOODS.length]}`;
});
const WHOLE = csv(...rows, "", ",,Total,,99");
const QUOTED = csv(...rows.slice(0, 700), `Q,2025-06-19,8703.23.01.60,JP,"30,000"`, ...rows.slice(700));

/** A quote that is opened and not closed, after rows that are not looked at before the first is priced. */
const DAMAGED = csv(...rows.filter((row) => !row.endsWith("abc")), '"E,2025-06-19');

/** Rows without a number below those of entries, also where a part ends. */
const BELOW = csv(...rows.map((row, at) => (at % 3 > 0 ? row.replace(/^[^,]*/, "") : row)));

test.each([
  ["rows on standard output", WHOLE, []],
  ["rows without a number", BELOW, ["--no-asks"]],
  ["cells in quotes", QUOTED, []],
  ["lines of JSON", WHOLE, ["--format", "ndjson", "--describe", "--no-asks"]],
  ["a document of JSON", WHOLE, ["--format", "json", "--no-asks"]],
  ["a workbook", WHOLE, ["--no-asks", "-o", join(folder, "out.xlsx")]],
  ["Parquet", WHOLE, ["--no-asks", "-o", join(folder, "out.parquet")]],
  [
    "rows left out, in a file of their own",
    WHOLE,
    ["--on-error", "skip", "--rejected", join(folder, "bad.csv")],
  ],
] as const)("%s", async (_, text, flags) => {
  const [one, three] = await bothWays(text, ...flags);
  expect(three.told).toEqual(one.told);
  expect(three.told.status).toBe(1);
  expect([one.started, three.started]).toEqual([0, 3]);
});

test.each([
  ["a row that stops the file", WHOLE, ["--on-error", "stop"], "in.csv:7: value: "],
  ["a quote that is not closed", DAMAGED, ["--no-asks"], "opens a quote that is never closed"],
  ["a bad row before the damage", DAMAGED, ["--on-error", "stop"], "in.csv:8: origin: "],
  [
    "an entry of too many lines",
    csv(...Array.from({ length: 20_001 }, () => "BIG,2025-06-19,8703.23.01.60,JP,1")),
    ["--no-asks"],
    "in.csv:20002: BIG has more than 20,000 lines",
  ],
] as const)("the first mistake is told: %s", async (_, text, flags, words) => {
  const [one, three] = await bothWays(text, ...flags);
  expect([three.told.err, three.told.status]).toEqual([one.told.err, 2]);
  expect(three.told.err).toContain(words);
});

test("an entry is told once that began before, and its fees are of its own lines", async () => {
  const [, { told }] = await bothWays(WHOLE, "--no-asks");
  const began = told.out.split("\n").filter((line) => line.includes("already began"));
  expect(began).toHaveLength(1);
  expect(began[0]).toContain("E1 already began in row 5;");
});

describe("an audit by threads", () => {
  const GOOD_CAR = "8703.23.01.60,JP,30000";
  /** Cars on which too much, too little, what is owed or nothing readable was filed, some of entries that come back. */
  const FILED = ["8250.00", "8000.00", "9000.00", "x", ""];
  const audited = [
    "entry,date,hts,origin,value,filed_duty_usd,filed_mpf_usd,exported_share",
    ...Array.from({ length: 1500 }, (_, at) => {
      const goods = at % 7 === 0 ? "8431.31.00.20,JP,10000" : GOOD_CAR;
      const number = Math.floor(at / 3);
      const day = DAYS[number % DAYS.length];
      return `A${at % 400 === 399 ? 3 : number},${day},${goods},${FILED[at % FILED.length]},100.00,0.5`;
    }),
    "",
  ].join("\n");
  const ace = readFileSync(join(import.meta.dirname, "../../docs/examples/ace.csv"), "utf8");

  test.each([
    ["a table on standard output", audited.split("\n").slice(0, 900).join("\n"), []],
    ["CSV", audited, ["--format", "csv"]],
    ["lines of JSON", audited, ["--format", "ndjson", "--on-error", "skip"]],
    ["a document of JSON", audited, ["--format", "json"]],
    ["a workbook", audited, ["-o", join(folder, "audit.xlsx")]],
    ["an export with a row a number", ace, ["--format", "json"]],
    ["a row that stops the file", audited, ["--on-error", "stop", "--format", "csv"]],
  ] as const)("is the same: %s", async (_, text, flags) => {
    const ways = [];
    for (const jobs of ["1", "3"]) {
      const path = join(folder, "in.csv");
      writeFileSync(path, text);
      const { started, ...told } = await byThreads("audit", path, "--jobs", jobs, ...flags);
      const files = flags
        .filter((flag) => flag.startsWith(folder))
        .map((file) => readFileSync(file, "base64"));
      ways.push({ started, told: { ...told, out: told.out.replaceAll(`"--jobs","${jobs}"`, ""), files } });
    }
    const [one, three] = ways;
    expect(three?.told).toEqual(one?.told);
    expect([one?.started, three?.started]).toEqual([0, 3]);
  });
});

describe("a file in three shards", () => {
  const at = (name: string) => join(folder, name);
  const SHARDS = [1, 2, 3];
  /** Rows of each shard, by so many threads, with its totals in a file. */
  async function sharded(text: string, jobs: string): Promise<string[][]> {
    writeFileSync(at("in.csv"), text);
    const parts = [];
    for (const number of SHARDS) {
      const own = ["--shard", `${number}/3`, "--totals", at(`t${number}.ndjson`), "--jobs", jobs];
      parts.push(
        (await byThreads("duty", "--file", at("in.csv"), ...own)).out.trimEnd().split("\n").slice(1),
      );
    }
    return parts;
  }
  const merged = (...files: string[]) =>
    byThreads("duty", ...files.flatMap((file) => ["--merge", file]), "--format", "json");
  const entriesIn = (rows: readonly string[]) => [...new Set(rows.map((row) => row.split(",", 1)[0]))].sort();
  const file = csv(
    ...rows,
    ...GOODS.map((goods) => `,2025-06-19,${goods}`),
    "Ö1,2025-06-19,8703.23.01.60,JP,1",
  );

  test("has the rows and the sums of the whole, an entry in one shard however it is sorted", async () => {
    const parts = await sharded(file, "1");
    const whole = await byThreads("duty", "--file", at("in.csv"));
    const all = whole.out.trimEnd().split("\n").slice(1);
    expect(parts.flat().sort()).toEqual(all.toSorted());
    expect(parts.every((part) => part.length > 100)).toBe(true);
    for (const [index, part] of parts.entries())
      for (const entry of entriesIn(part)) if (entry) expect(crc32(entry) % 3, entry).toBe(index);

    const sums = JSON.parse((await merged(...SHARDS.map((number) => at(`t${number}.ndjson`)))).out);
    const ofWhole = JSON.parse((await byThreads("duty", "--file", at("in.csv"), "--format", "json")).out);
    expect(sums.total).toEqual(ofWhole.total);
    expect(sums.asks).toEqual(ofWhole.asks);

    const [head = "", ...lines] = file.trimEnd().split("\n");
    const turned = await sharded([head, ...lines.reverse(), ""].join("\n"), "3");
    const numbered = (all: readonly string[][]) =>
      all.map((part) => entriesIn(part).filter((one) => one !== ""));
    expect(numbered(turned)).toEqual(numbered(parts));
    expect(await sharded(file, "3")).toEqual(parts);
  });

  test("has no sums while a shard is missing, there twice or of another state of the file", async () => {
    await sharded(csv(...rows.slice(0, 30)), "1");
    const all = SHARDS.map((number) => readFileSync(at(`t${number}.ndjson`), "utf8"));
    const told = async (...texts: string[]) => {
      writeFileSync(at("all.ndjson"), texts.join(""));
      const { out, err, status } = await merged(at("all.ndjson"));
      expect([out, status]).toEqual(["", 2]);
      return err.split("\n", 1)[0];
    };
    const [one = "", two = "", three = ""] = all;
    expect(await told(one, three)).toBe("tariff-calc: error: --merge: no totals of 2/3");
    expect(await told(one, two, two, three)).toBe("tariff-calc: error: --merge: shard 2/3 is there twice");
    const own = two.replace(/"rows":"(\d+)"/, (_, count) => `"rows":"${Number(count) - 1}"`);
    expect(await told(one, own, three)).toContain("--merge: the shards have 29 rows and the file 30");
    const other = three.replace('"file":"in.csv"', '"file":"out.csv"');
    expect(await told(one, two, other)).toContain("the totals are not of one answer");
    expect(await told(one, two.slice(0, 80))).toContain("error: ");
    expect(await told(one, two.replace(/"duty_usd":"[^"]*"/, '"duty_usd":"?"'))).toContain('duty_usd is "?"');
  });
});

test("threads of the system give the same", () => {
  const path = join(folder, "in.csv");
  const [one, two] = ["1", "2"].map((jobs) => {
    writeFileSync(path, csv(...rows.slice(0, 450)));
    const line = [join(DATA, "../bin/tariff-calc.js"), "duty", "--file", path, "--no-asks", "--jobs", jobs];
    const { stdout, stderr, status } = spawnSync(process.execPath, line, { encoding: "utf8" });
    return { stdout, stderr, status };
  });
  expect(one?.stdout.split("\n")).toHaveLength(452);
  expect(two).toEqual(one);
});

test.each(["0", "x", "65", "1.5"])("--jobs %s is refused", async (jobs) => {
  const { err, status } = await duty(csv(), "in.csv", "--jobs", jobs);
  expect(status).toBe(2);
  expect(err).toContain(`--jobs: expected a whole number of threads, 1 to 64; got "${jobs}"`);
});
