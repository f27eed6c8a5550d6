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

/** What each layer may import besides itself. A trailing `*` stands for any ending; everything else is forbidden. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["cli.ts", "load/*", "node:*"],
  "index.ts": ["pure.ts", "domain/*", "library/*", "load/reader.ts", "node:path"],
  "pure.ts": ["domain/*", "answers/run-scenario.ts", "library/*", "texts/*", "parse.ts", "errors.ts"],
  "models.ts": ["economics/*"],
  "cli.ts": [
    "answered.ts",
    "command.ts",
    "commands/index.ts",
    "config.ts",
    "early-flags.ts",
    "errors.ts",
    "help.ts",
    "look.ts",
    "options.ts",
    "print-config.ts",
    "progress.ts",
    "usage.ts",
    "world.ts",
    "wrap.ts",
    "commander",
  ],
  "answered.ts": [
    "command.ts",
    "config.ts",
    "errors.ts",
    "format-asked.ts",
    "given.ts",
    "look.ts",
    "output.ts",
    "progress.ts",
    "report.ts",
    "world.ts",
    "wrap.ts",
  ],
  "given.ts": ["command.ts", "commands/index.ts", "errors.ts", "format-asked.ts", "texts/flag-names.ts"],
  "world.ts": ["command.ts", "config.ts", "output.ts", "report.ts"],
  "config.ts": ["command.ts", "errors.ts", "format-asked.ts", "formats/index.ts"],
  "print-config.ts": ["config.ts"],
  "early-flags.ts": ["errors.ts"],
  "output.ts": ["charted.ts", "errors.ts", "format-asked.ts", "formats/index.ts", "report.ts"],
  "format-asked.ts": ["charted.ts", "command.ts", "errors.ts", "formats/index.ts", "report.ts", "node:path"],
  "options.ts": [
    "command.ts",
    "format-asked.ts",
    "texts/common-flags.ts",
    "texts/flag-names.ts",
    "help.ts",
    "commander",
  ],
  "charted.ts": ["errors.ts", "formats/index.ts", "report.ts"],
  "look.ts": ["ascii.ts", "report.ts"],
  "ascii.ts": [],
  "help.ts": ["wrap.ts", "commander"],
  "wrap.ts": [],
  "usage.ts": ["errors.ts", "commander"],
  "command.ts": ["answers/*", "domain/*", "economics/*", "texts/*", "report.ts", "errors.ts"],
  "trade-flags.ts": ["answers/response/settings.ts", "texts/*", "command.ts", "parse.ts"],
  "parse.ts": ["domain/*", "errors.ts"],
  "numbers.ts": ["domain/*"],
  "progress.ts": ["report.ts"],
  "report.ts": ["domain/*"],
  "errors.ts": [],
  commands: [
    "answers/*",
    "economics/*",
    "page/document.ts",
    "page/several.ts",
    "texts/*",
    "command.ts",
    "trade-flags.ts",
    "parse.ts",
    "errors.ts",
  ],
  answers: [
    "domain/*",
    "economics/*",
    "texts/*",
    "command.ts",
    "parse.ts",
    "report.ts",
    "numbers.ts",
    "errors.ts",
    "hyparquet-writer",
  ],
  texts: ["domain/*", "command.ts", "parse.ts", "errors.ts"],
  page: [
    "answers/*",
    "domain/*",
    "economics/*",
    "formats/markup.ts",
    "library/data.ts",
    "texts/*",
    "command.ts",
    "errors.ts",
    "numbers.ts",
    "report.ts",
    "echarts/*",
  ],
  formats: [
    "domain/*",
    "report.ts",
    "numbers.ts",
    "ascii.ts",
    "wrap.ts",
    "chalk",
    "echarts/*",
    "@resvg/resvg-wasm",
    "node:crypto",
  ],
  load: [
    "config.ts",
    "answers/*",
    "domain/*",
    "economics/*",
    "library/pack.ts",
    "texts/*",
    "command.ts",
    "report.ts",
    "errors.ts",
    "zod",
    "csv-parse",
    "@streamparser/json",
    "node:*",
  ],
  library: ["answers/check-changes.ts", "domain/*", "load/*", "texts/*", "parse.ts", "errors.ts"],
  economics: ["domain/*"],
  domain: ["decimal.js"],
};

/** Layers that may know the types of a layer above, never its values. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  "command.ts": ["answers/*", "economics/*", "texts/*"],
  answers: ["command.ts"],
  texts: ["command.ts"],
  load: ["command.ts", "answers/group.ts"],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const layerOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : file);

const imports = SOURCES.flatMap((from) =>
  [...textOf(from).matchAll(/^(import|export)( type)?[^;]*? from "([^"]+)"|import\("([^"]+)"\)/gms)].map(
    ([, , type, name = "", lazy = ""]): Import => {
      const target = name || lazy;
      const to = target.startsWith(".") ? join(dirname(from), target).replace(/\.js$/, ".ts") : target;
      return { from, to, typeOnly: type !== undefined };
    },
  ),
);

const among = (to: string, names: readonly string[] = []): boolean =>
  names.some((name) => (name.endsWith("*") ? to.startsWith(name.slice(0, -1)) : to === name));

describe("every import points down", () => {
  test.each([...new Set(SOURCES.map(layerOf))])("%s imports only what it may", (layer) => {
    const offences = imports
      .filter(({ from, to }) => layerOf(from) === layer && !(to.includes("/") && layerOf(to) === layer))
      .filter(({ to }) => !among(to, MAY_IMPORT[layer]))
      .map(({ from, to }) => `src/${from} imports ${to}`);
    expect(offences).toEqual([]);
  });

  test("what is above is known by its types alone", () => {
    const offences = imports
      .filter(({ from, to, typeOnly }) => !typeOnly && among(to, TYPES_ONLY[layerOf(from)]))
      .map(({ from, to }) => `src/${from} imports values of ${to}`);
    expect(offences).toEqual([]);
  });

  test("no files import each other in a circle, types aside", () => {
    const values = imports.filter(({ typeOnly }) => !typeOnly);
    const next = (file: string) => values.filter(({ from }) => from === file).map(({ to }) => to);
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

const LONGEST_FILE = 200;
const LONGEST_FUNCTION = 40;
const MEDIAN_FILE = 60;

describe("code is in small pieces", () => {
  const lines = SOURCES.map((file) => ({ file, text: textOf(file).trimEnd().split("\n") }));

  test(`no file has more than ${LONGEST_FILE} lines`, () => {
    const long = lines
      .filter(({ text }) => text.length > LONGEST_FILE)
      .map(({ file, text }) => `${file}: ${text.length}`);
    expect(long).toEqual([]);
  });

  test(`half of the files have at most ${MEDIAN_FILE} lines`, () => {
    const sorted = lines.map(({ text }) => text.length).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN_FILE);
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
