/**
 * Asks the program questions that nobody should, until the time is up: `npm run fuzz -- --minutes 30 --seed 7`. Case n is made
 * of the seed and n alone, so that `--seed 7 --from n --cases 1` asks it again. What may not happen: a stack trace, a status
 * that is not documented, a number that is none, a character that is not text, more memory or time than any of them needs.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { main } from "../src/cli/run.js";
import { COMMANDS } from "../src/commands/index.js";
import type { Command } from "../src/contract/command.js";
import { readConfig } from "../src/data/config.js";
import { createContext } from "../src/data/context.js";
import { readerOver } from "../src/data/overlay/overlaid-reader.js";
import { saving } from "../src/data/save.js";

const ROOT = join(import.meta.dirname, "..");
const DATA = join(ROOT, "data");
/** A case that takes longer stands still; one that needs more memory holds on to what it reads. */
const [MOST_SECONDS, MOST_MIB] = [120, 1200];
const TO_BEGIN = 240;
const STATUSES = [0, 1, 2];

/** A command line, and the files that it is asked beside. */
interface Case {
  readonly kind: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, Buffer>>;
}

// Texts.

const WORDS = [
  ...[
    "JP",
    "CN",
    "MX",
    "CA",
    "EU",
    "Vietnam",
    "XX",
    "all",
    "all:EU",
    "2025-06-19",
    "2026-10-09",
    "2030-01-01",
    "2024-01-01",
    "2025-02-30",
  ],
  ...[
    "8703.23.01",
    "8703.23.01.60",
    "7208.25.30.00",
    "9102.11.10",
    "87",
    "0",
    "9802.00.40",
    "2203.00.00",
    "99999999",
  ],
  ...[
    "30000",
    "$1,000",
    "1,00",
    "-5",
    "0",
    "1e9",
    "1e999",
    "99999999999999999999",
    "0.1",
    "25",
    "floor:15",
    "cap:15",
    "200%",
    "1/0",
  ],
  ...[
    "section-232/cars=15@JP",
    "ieepa/*",
    "auto=25",
    "auto=0:30:10",
    "auto=0:1e6:1",
    "reciprocal",
    "duty",
    "japan-2025",
    "steel=0.35",
  ],
  ...[
    "metal-content",
    "none",
    "USMCA",
    "usmca",
    "us-melted",
    "json",
    "csv",
    "table",
    "markdown",
    "html",
    "svg",
    "ndjson",
    "chart",
    "sector",
    "heading",
  ],
  ...[
    "vessel",
    "informal",
    "elastic",
    "armington",
    "gsim",
    "100kg",
    "A-588-874=12.5%",
    "law",
    "cash",
    "constructor",
    "__proto__",
    "-",
    "--",
    "",
  ],
];
const NASTY = [
  '"><script>',
  "\u001b[31m",
  "\u0000",
  "\u009b2J",
  "\u202e",
  "=1+1",
  "\ud800",
  "\ufeff",
  "1 1/0%",
  "null",
  "{}",
  "[]",
  "ü",
  "漢字",
  "'",
  "|",
  "\\",
  "\t",
];
const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...NASTY)).map((both) => both.join("")),
  },
);

/** A change of bytes: how, where, on how many, and for what. */
type Edit = readonly [how: "put" | "double" | "cut" | "change", at: number, length: number, text: string];

function edited(bytes: Buffer, [how, at, length, text]: Edit): Buffer {
  const [before, own, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const put = Buffer.from(text);
  const middle = { put: [put, own], double: [own, own], cut: [], change: [put] }[how];
  return Buffer.concat([before, ...middle, after]);
}

/** Bytes with some of them changed, cut out, doubled or put in. */
const mutated = (bytes: Buffer): fc.Arbitrary<Buffer> => {
  const how = fc.constantFrom("put", "double", "cut", "change") satisfies fc.Arbitrary<Edit[0]>;
  const edit = fc.tuple(how, fc.nat(Math.max(0, bytes.length - 1)), fc.nat(40), word);
  return fc.array(edit, { maxLength: 6 }).map((edits) => edits.reduce<Buffer>(edited, bytes));
};

/** Values of JSON with one of them changed for another. */
function reshaped(value: unknown): fc.Arbitrary<unknown> {
  const places: (readonly (string | number)[])[] = [];
  const walk = (one: unknown, path: readonly (string | number)[]): void => {
    places.push(path);
    if (places.length > 400 || typeof one !== "object" || one === null) return;
    for (const [key, part] of Object.entries(one))
      walk(part, [...path, Array.isArray(one) ? Number(key) : key]);
  };
  walk(value, []);
  const other = fc.oneof(
    word,
    fc.constantFrom(0, -1, 1e300, 0.1, null, true, [], {}, "0.25", "9999-12-31", "2025-01-01"),
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...places), other), { minLength: 1, maxLength: 3 })
    .map((edits) => {
      let now = structuredClone(value);
      for (const [path, put] of edits) now = withPut(now, path, put);
      return now;
    });
}

function withPut(value: unknown, [key, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (key === undefined) return put;
  if (typeof value !== "object" || value === null) return value;
  const own = value as Record<string | number, unknown>;
  if (Object.hasOwn(own, key)) own[key] = withPut(own[key], rest, put);
  return value;
}

// Cases.

const FORMATS = ["table", "csv", "json", "ndjson", "markdown", "html"];
const format = fc.constantFrom(...FORMATS).map((name) => ["--format", name]);
const text = (name: string): Buffer => readFileSync(join(ROOT, name));
const GOODS = ["duty", "8703.23.01", "--origin", "JP", "--value", "30000", "--date", "2025-06-19"];

const CSV = ["entries", "filed", "parts"].map((name) => text(`docs/examples/${name}.csv`));
const rowsOfCsv = (csv: Buffer): Record<string, string>[] => {
  const [head = [], ...rows] = csv
    .toString()
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return rows.map((cells) => Object.fromEntries(head.map((key, at) => [key, cells[at] ?? ""])));
};
const asked = (name: string): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      fc.constantFrom(
        ["duty", "--file", name],
        ["audit", name],
        ["scenario", "--entries", name, "--reciprocal", "15"],
        ["choose", "--bom", name, "--from", "JP,VN,MX", "--date", "2025-09-01"],
        ["columns", name],
      ),
      format,
    )
    .map((both) => both.flat());

const csvCase = fc
  .tuple(fc.constantFrom(...CSV).chain(mutated), asked("in.csv"))
  .map(([csv, args]) => one("csv", args, { "in.csv": csv }));
const jsonRows = fc
  .constantFrom(...CSV)
  .chain((csv) => fc.oneof(reshaped(rowsOfCsv(csv)), fc.constant(rowsOfCsv(csv) as unknown)));
const jsonCase = jsonRows
  .chain((rows) => mutated(Buffer.from(JSON.stringify(rows))))
  .chain((bytes) => asked("in.json").map((args) => one("json", args, { "in.json": bytes })));
const ndjsonCase = jsonRows
  .chain((rows) =>
    mutated(
      Buffer.from((Array.isArray(rows) ? rows : [rows]).map((row) => `${JSON.stringify(row)}\n`).join("")),
    ),
  )
  .chain((bytes) => asked("in.ndjson").map((args) => one("ndjson", args, { "in.ndjson": bytes })));

/** Small files of the shipped data, of every kind. */
const SHIPPED = readdirSync(DATA, { recursive: true, encoding: "utf8" })
  .filter(
    (name) =>
      name.endsWith(".json") && !name.endsWith("measures.json") && statSync(join(DATA, name)).size < 20_000,
  )
  .sort();
const jsonFile = (name: string): fc.Arbitrary<Buffer> => {
  const bytes = readFileSync(join(DATA, name));
  const asValue = reshaped(JSON.parse(bytes.toString())).map((value) =>
    Buffer.from(JSON.stringify(value, null, 1)),
  );
  return fc.oneof({ weight: 3, arbitrary: asValue }, { weight: 1, arbitrary: mutated(bytes) });
};
const overlayCase = fc
  .constantFrom(...SHIPPED)
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      jsonFile(name),
      fc.constantFrom(
        ["data", "validate", "own"],
        [...GOODS, "--data", "own"],
        ["scenario", "--data", "own", "--origin", "JP", "--auto", "15"],
        ["rate", "8703.23.01", "--origin", "JP", "--data", "own"],
        ["measures", "--data", "own"],
      ),
      format,
    ),
  )
  .map(([name, bytes, args, form]) =>
    one("overlay", [...args, ...(args[0] === "data" ? [] : form)], { [`own/${name}`]: bytes }),
  );
const SCENARIOS = SHIPPED.filter((name) => name.startsWith("scenarios/"));
const scenarioCase = fc
  .constantFrom(...SCENARIOS)
  .chain((name) => fc.tuple(jsonFile(name), format))
  .map(([bytes, form]) => one("scenario", ["scenario", "in.json", ...form], { "in.json": bytes }));
const CONFIG = {
  origin: "JP",
  date: "2025-06-19",
  format: "json",
  assume: ["metal-content"],
  data: ["./own"],
  columns: { hts: "HS Code" },
};
const configCase = fc
  .oneof(
    reshaped(CONFIG).map((value) => Buffer.from(JSON.stringify(value))),
    mutated(Buffer.from(JSON.stringify(CONFIG))),
  )
  .chain((bytes) =>
    fc
      .constantFrom(
        ["scenario"],
        ["rate", "8703.23.01"],
        ["duty", "--file", "in.csv"],
        ["--print-config"],
        ["measures"],
      )
      .map((args) => one("configuration", args, { "tariff-calc.json": bytes, "in.csv": CSV[0] as Buffer })),
  );

const one = (kind: string, args: readonly string[], files: Case["files"] = {}): Case => ({
  kind,
  args,
  files,
});

/** Flags of every command but `verify`, which is minutes of work and takes no text; with values that fit and values that do not. */
async function flagsCase(): Promise<fc.Arbitrary<Case>> {
  const commands = await Promise.all(
    COMMANDS.filter(({ name }) => name !== "verify").map(async ({ name, load }) => ({
      name,
      command: (await load()).default as Command,
    })),
  );
  const usual = [...FORMATS, "chart", "svg"].map((name) => ["--format", name]);
  return fc.constantFrom(...commands).chain(({ name, command }) => {
    const flags = Object.entries(command.flags).map(([key, { placeholder }]) => ({
      name: `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      takes: placeholder !== null,
    }));
    const flag =
      flags.length === 0
        ? fc.constant<string[]>([])
        : fc
            .tuple(fc.constantFrom(...flags), word)
            .map(([own, given]) => (own.takes ? [own.name, given] : [own.name]));
    const goods = fc.constantFrom<string[]>([], GOODS.slice(1));
    return fc
      .tuple(
        fc.array(word, { maxLength: 2 }),
        goods,
        fc.array(flag, { maxLength: 4 }),
        fc.oneof(fc.constantFrom(...usual), fc.constant<string[]>([])),
      )
      .map(([words, own, given, form]) => one("flags", [name, ...words, ...own, ...given.flat(), ...form]));
  });
}

// One case.

const caseOf = (all: fc.Arbitrary<Case>, seed: number, at: number): Case =>
  fc.sample(all, { numRuns: 1, seed: (Math.imul(seed, 1_000_003) + at) | 0 })[0] as Case;

/** Besides ends of lines and tabs, and signs that join letters, numbers and notes of some scripts. */
const CONTROLS =
  /[^\P{C}\n\r\t\u00ad\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200d\u2060-\u2064\ufeff\u{110bd}\u{110cd}\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\p{Co}\p{Cn}]/u;
const NO_NUMBER = /\bNaN\b|\bInfinity\b|\bundefined\b|\[object \w+\]/;

/** The script that a page carries: its names of things are no answers. */
const PROGRAM = /<script type="module">[\s\S]*?<\/script>/g;

/** What is wrong with an answer; nothing if nothing is. */
function faultOf({ args, files }: Case, status: number, printed: string): string | undefined {
  if (!STATUSES.includes(status)) return `status ${status}`;
  const control = CONTROLS.exec(printed);
  if (control)
    return `a control character: ${JSON.stringify(printed.slice(Math.max(0, control.index - 60), control.index + 20))}`;
  const given = [...args, ...Object.values(files).map(String)].join("\n");
  const said = printed.replace(PROGRAM, "");
  const none = NO_NUMBER.exec(said);
  if (none && !NO_NUMBER.test(given))
    return `no number: ${JSON.stringify(said.slice(Math.max(0, none.index - 60), none.index + 20))}`;
  return /\n\s+at .*\.[jt]s:\d/.test(printed) ? "a stack trace" : undefined;
}

const shipped = new Map<string, ReturnType<typeof createContext>>();

async function runCase({ args, files }: Case): Promise<{ status: number; printed: string }> {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  process.chdir(folder);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  let printed = "";
  const take = (text: string): void => {
    printed += text;
  };
  const look = { color: false, width: 80, ascii: false };
  const config = join(folder, "tariff-calc.json");
  const status = await main(
    args,
    { out: take, err: take, look, live: false },
    {
      version: "0",
      context: async (folders, watching) => {
        if (folders.length > 0) return createContext(DATA, "0", readerOver(DATA, folders), watching);
        const known = shipped.get("") ?? createContext(DATA, "0", undefined, watching);
        shipped.set("", known);
        return known;
      },
      config: async () => (existsSync(config) ? readConfig(config, folder) : null),
      topics: () => ["stacking"],
      topic: () => "",
      saving: async () => saving({ pid: process.pid, isRunning: () => false, tookAway: () => {} }),
    },
  );
  process.chdir(ROOT);
  rmSync(folder, { recursive: true, force: true });
  return { status, printed };
}

// The session: a worker asks, and is begun anew where it stands still or falls.

async function work(seed: number, from: number): Promise<void> {
  const all = fc.oneof(
    { weight: 5, arbitrary: await flagsCase() },
    { weight: 3, arbitrary: csvCase },
    { weight: 2, arbitrary: jsonCase },
    { weight: 2, arbitrary: ndjsonCase },
    { weight: 4, arbitrary: overlayCase },
    { weight: 2, arbitrary: scenarioCase },
    { weight: 2, arbitrary: configCase },
  );
  for (let at = from; ; at += 1) {
    const own = caseOf(all, seed, at);
    process.send?.({ at, kind: own.kind, args: own.args });
    const told = await runCase(own).catch((error: Error) => ({ status: 70, printed: error.stack ?? "" }));
    const fault = faultOf(own, told.status, told.printed);
    const mib = Math.round(process.memoryUsage().rss / 2 ** 20);
    if (fault !== undefined) keep(own, seed, at, told.printed);
    process.send?.({ at, fault, mib });
    await new Promise((go) => setImmediate(go));
  }
}

/** A case on the disk, to be looked at. */
function keep({ args, files }: Case, seed: number, at: number, printed: string): void {
  const folder = join(tmpdir(), "tariff-calc-fuzz", `${seed}-${at}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries({
    ...files,
    "args.json": Buffer.from(JSON.stringify(args)),
    "printed.txt": Buffer.from(printed),
  })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

interface Said {
  readonly at: number;
  readonly kind?: string;
  readonly args?: readonly string[];
  readonly fault?: string;
  readonly mib?: number;
}

/** What a session came to. */
interface Tally {
  readonly ran: Record<string, number>;
  readonly faults: string[];
  done: number;
  next: number;
  most: number;
}

/** One worker, until it falls, stands still, or is told that all is done. */
async function attended(seed: number, tally: Tally, isOver: () => boolean): Promise<void> {
  const child = fork(import.meta.filename, ["--seed", String(seed), "--from", String(tally.next), "--work"], {
    execArgv: [...process.execArgv, `--max-old-space-size=${MOST_MIB}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let current: Said = { at: tally.next };
  /** It takes a while to load, more so on a machine that is busy. */
  let since = Date.now() + TO_BEGIN * 1000;
  const tell = (fault: string): void => {
    const told = `${current.at}: ${fault}: ${JSON.stringify(current.args)}`;
    tally.faults.push(told);
    console.log(told);
  };
  const watch = setInterval(() => {
    const isStill = Date.now() - since > MOST_SECONDS * 1000;
    if (!isStill && !isOver()) return;
    clearInterval(watch);
    if (isStill) tell(`stands still for ${MOST_SECONDS} s`);
    child.kill("SIGKILL");
  }, 200);
  child.on("message", (said: Said) => {
    since = Date.now();
    if (said.kind !== undefined) current = said;
    else if (!isOver()) count(tally, current.kind ?? "", said);
    if (said.fault !== undefined) tell(said.fault);
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  clearInterval(watch);
  if (signal !== "SIGKILL") tell(`fell with ${code ?? signal}`);
  tally.next = Math.max(tally.next, current.at + 1);
}

function count(tally: Tally, kind: string, { at, mib = 0 }: Said): void {
  tally.ran[kind] = (tally.ran[kind] ?? 0) + 1;
  tally.done += 1;
  tally.next = at + 1;
  tally.most = Math.max(tally.most, mib);
}

/** Asks until the time or the cases are up, and says how many cases ran, by kind. Status 1 if anything went wrong. */
async function session(seed: number, minutes: number, cases: number, begin: number): Promise<void> {
  const end = Date.now() + minutes * 60_000;
  const tally: Tally = { ran: {}, faults: [], done: 0, next: begin, most: 0 };
  const isOver = (): boolean => Date.now() > end || tally.done >= cases;
  while (!isOver()) await attended(seed, tally, isOver);
  const { ran, faults, done, most } = tally;
  console.log(
    `${done} cases of seed ${seed} from ${begin}, at most ${most} MiB: ${JSON.stringify(ran)}; ${faults.length} faults`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
}

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "1" },
    cases: { type: "string", default: "1000000000" },
    from: { type: "string", default: "0" },
    work: { type: "boolean", default: false },
  },
});
const number = (given: string): number => Number.parseInt(given, 10);
if (values.work) await work(number(values.seed), number(values.from));
else await session(number(values.seed), Number(values.minutes), number(values.cases), number(values.from));
