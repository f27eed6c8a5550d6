/** Who may import whom, how long files and functions may be, and that generated files follow from their sources. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();
const textOf = (file: string): string => readFileSync(join(ROOT, "src", file), "utf8");

/** The rooms and files of `src`, and what each may import besides itself. Everything else is forbidden. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["cli", "data", "node:"],
  "embedded.ts": ["cli", "contract", "data"],
  "index.ts": [
    "embedded.ts",
    "library",
    "contract",
    "data",
    "trade",
    "law",
    "pure.ts",
    "node:path",
    "node:fs",
  ],
  "pure.ts": ["library", "contract", "data/pack.ts", "data/shapes", "trade", "law"],
  "economics.ts": ["economics", "contract/errors.ts"],
  cli: [
    "commands/index.ts",
    "formats/index.ts",
    "formats/ascii.ts",
    "contract",
    "law",
    "commander",
    "node:path",
  ],
  commands: [
    ...["entries", "trade", "economics", "compiled", "law", "contract"],
    ...["formats/markup.ts", "library", "data/pack.ts", "data/shapes", "echarts/", "hyparquet-writer"],
    ...["minisearch", "stemmer"],
  ],
  library: ["data", "entries", "trade", "compiled/memo.ts", "law", "contract"],
  data: [
    ...["contract", "trade", "economics", "compiled", "law"],
    ...["zod", "csv-parse", "@streamparser/json", "hyparquet", "sax", "yauzl", "@duckdb/node-api", "node:"],
  ],
  entries: ["contract", "trade", "compiled", "law"],
  trade: ["compiled", "law"],
  economics: ["law"],
  formats: [
    "contract",
    "law",
    "chalk",
    "cli-table3",
    "echarts/",
    "@resvg/resvg-wasm",
    "yazl",
    "hyparquet-writer",
    "node:crypto",
    "node:stream",
    "node:zlib",
  ],
  contract: ["data/shapes", "trade", "economics", "law", "string-width"],
  compiled: ["law"],
  law: ["decimal.js"],
};

/** What is known by its types alone: data and models that a command is handed, the files that a page carries. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  commands: ["data"],
  contract: ["data/shapes", "trade", "economics"],
  economics: ["law"],
  "pure.ts": ["data"],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** Only once it is needed. */
  readonly isLater: boolean;
}

const roomOf = (file: string): string => file.split("/")[0] ?? file;

const imports = SOURCES.flatMap((from) =>
  [...textOf(from).matchAll(/^(import|export)( type)?[^;]*? from "([^"]+)"|import\("([^"]+)"\)/gms)].map(
    ([, , type, name = "", lazy = ""]): Import => {
      const target = name || lazy;
      const to = target.startsWith(".") ? join(dirname(from), target).replace(/\.js$/, ".ts") : target;
      return { from, to, typeOnly: type !== undefined, isLater: lazy !== "" };
    },
  ),
);

/** A name is a file, the start of a package's name, or a room: all that is in it. */
const among = (to: string, names: readonly string[] = []): boolean =>
  names.some((name) => to === name || to.startsWith(/[:/]$/.test(name) ? name : `${name}/`));

describe("every import points down", () => {
  test.each([...new Set(SOURCES.map(roomOf))])("%s imports only what it may", (room) => {
    const offences = imports
      .filter(({ from, to }) => roomOf(from) === room && !(to.includes("/") && roomOf(to) === room))
      .filter(({ to }) => !among(to, MAY_IMPORT[room]))
      .map(({ from, to }) => `src/${from} imports ${to}`);
    expect(offences).toEqual([]);
  });

  test("what is handed down is known by its types alone", () => {
    const offences = imports
      .filter(({ from, to, typeOnly }) => !typeOnly && among(to, TYPES_ONLY[roomOf(from)]))
      .map(({ from, to }) => `src/${from} imports values of ${to}`);
    expect(offences).toEqual([]);
  });

  test("what the library loads asks for no package but those it is installed with", () => {
    const { dependencies } = JSON.parse(textOf("../package.json")) as { dependencies: object };
    const installed = [...Object.keys(dependencies), "node:"];
    const atOnce = imports.filter(({ typeOnly, isLater }) => !typeOnly && !isLater);
    const loaded = new Set(["index.ts", "economics.ts", "pure.ts"]);
    for (const file of loaded)
      for (const { from, to } of atOnce) if (from === file && SOURCES.includes(to)) loaded.add(to);
    const offences = atOnce
      .filter(({ from, to }) => loaded.has(from) && !SOURCES.includes(to) && !among(to, installed))
      .map(({ from, to }) => `src/${from} imports ${to}`);
    expect(loaded.size).toBeGreaterThan(50);
    expect(offences).toEqual([]);
  });

  test("no files import each other in a circle, types included", () => {
    const next = (file: string) => imports.filter(({ from }) => from === file).map(({ to }) => to);
    const done = new Set<string>();
    const circleFrom = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return [];
      const found = next(file)
        .map((to) => circleFrom(to, [...path, file]))
        .find((circle) => circle.length > 0);
      done.add(file);
      return found ?? [];
    };
    expect(SOURCES.flatMap((file) => circleFrom(file, []))).toEqual([]);
  });
});

test("only src/main.ts touches the process", () => {
  const touching = SOURCES.filter((file) => /\b(process|console)\.[a-z]/.test(textOf(file)));
  expect(touching).toEqual(["main.ts"]);
});

test("answers are kept in compiled/memo.ts alone", () => {
  const keeping = SOURCES.filter((file) => /\bnew Weak(Map|Set)\b/.test(textOf(file)));
  expect(keeping).toEqual(["compiled/memo.ts"]);
  const MAPS = /^(export )?const \w+(: (?!Readonly)[^=]+)? = new (Map|Set)(<[^(]*>)?\(\)/m;
  expect(SOURCES.filter((file) => MAPS.test(textOf(file)))).toEqual(["commands/report/page/live.ts"]);
});

const LONGEST_FILE = 450;
const LONGEST_FUNCTION = 40;
const FULLEST_FOLDER = 25;
const SHORT_FILE = 40;

const MOST_FILES = 280;

/** Closed lists of things of one kind, a file each. */
const REGISTRIES = ["commands", "formats", "law/duty", "economics"];
/** Short files that a newcomer would look for by name. */
const LOOKED_FOR: readonly string[] = [];

describe("a file is an idea, in a room where a newcomer finds it", () => {
  const lines = SOURCES.map((file) => ({ file, text: textOf(file).trimEnd().split("\n") }));

  test(`no file has more than ${LONGEST_FILE} lines`, () => {
    const long = lines
      .filter(({ text }) => text.length > LONGEST_FILE)
      .map(({ file, text }) => `${file}: ${text.length}`);
    expect(long).toEqual([]);
  });

  test(`there are at most ${MOST_FILES} files, and at most ${FULLEST_FOLDER} in a folder, registries aside`, () => {
    expect(SOURCES.length).toBeLessThanOrEqual(MOST_FILES);
    const sizeOf = (folder: string) => SOURCES.filter((file) => dirname(file) === folder).length;
    const full = [...new Set(SOURCES.map((file) => dirname(file)))]
      .filter((folder) => sizeOf(folder) > FULLEST_FOLDER && !REGISTRIES.includes(folder))
      .map((folder) => `${folder}: ${sizeOf(folder)}`);
    expect(full).toEqual([]);
  });

  test(`no file of less than ${SHORT_FILE} lines serves one other of its folder alone`, () => {
    const short = lines
      .filter(({ file, text }) => text.length < SHORT_FILE && !LOOKED_FOR.includes(file))
      .filter(({ file }) => !REGISTRIES.includes(dirname(file)))
      .filter(({ file }) => {
        const importers = new Set(imports.filter(({ to }) => to === file).map(({ from }) => from));
        const [only] = importers;
        return importers.size === 1 && dirname(only as string) === dirname(file);
      })
      .map(({ file, text }) => `${file}: ${text.length} lines`);
    expect(short).toEqual([]);
  });

  /** The formatter makes this exact: a function ends where a closing bracket stands as far left as its first line. */
  test(`no function has more than ${LONGEST_FUNCTION} lines`, () => {
    const long = lines.flatMap(({ file, text }) =>
      functionsOf(text)
        .filter(({ length }) => length > LONGEST_FUNCTION)
        .map(({ line, length }) => `${file}:${line}: ${length} lines`),
    );
    expect(long).toEqual([]);
  });
});

const STARTS =
  /^( *)(?:export )?(?:default )?(?:async )?(?:function\b|(?:const \w+ = .*|(?:async )?\*?\w+\(.*\).*|\w+: .*)(?:=>|\)(?:: [^=]+)?) *\{$)/;

function functionsOf(text: readonly string[]): { line: number; length: number }[] {
  return text.flatMap((first, index) => {
    const indent = STARTS.exec(first)?.[1];
    if (indent === undefined || /^ *(if|for|while|switch)\b/.test(first)) return [];
    const end = text.findIndex((other, at) => at > index && new RegExp(`^${indent}\\}`).test(other));
    return end < 0 ? [] : [{ line: index + 1, length: end - index + 1 }];
  });
}

test("what is generated follows from its sources", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/gen.ts", "--check"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
