/**
 * Bundles the command line into a few files: finding and reading eighty modules costs more than running them. One file is
 * read by every command, a second holds what the main job needs besides; what else a command needs stays in files of its
 * own. The licences of what is bundled go beside it, and what of the compiler nothing reaches goes.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type ModuleInfo, rolldown } from "rolldown";
import { writeSearchIndex } from "./search-index.js";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/cli");
const source = (path: string): string => join(root, "src", path);

/** Modules of Node that bundled packages load but that are never called here: no executables, no colour detection. */
const UNUSED = join(root, "scripts/unused-module.ts");
/** What bundled packages know as `node:process`. */
const PROCESS = join(root, "scripts/process-as-it-is.ts");
const MAIN = source("main.ts");
/** The command line for the library, which finds it where the compiler would have put it. */
const EMBEDDED = source("embedded.ts");
/** What the main job imports when it comes to it. */
const MAIN_JOB = ["data/context.ts", "commands/scenario/index.ts", "formats/table.ts"].map(source);

type InfoOf = (id: string) => ModuleInfo | null;

/** Modules that are imported by some of these, and what those import, as far as it goes. */
function importedBy(roots: readonly string[], infoOf: InfoOf): Set<string> {
  const found = new Set(roots);
  for (const id of found) for (const one of infoOf(id)?.importedIds ?? []) found.add(one);
  return found;
}

/**
 * The file a module goes to, where it is the one of all commands or the one of the main job. The program itself stands
 * apart: it waits for its command, and a command cannot import from a file that waits for it.
 */
function fileNames(): (id: string, infoOf: InfoOf) => string | null {
  let always: Set<string> | undefined;
  let mainJob: Set<string> | undefined;
  return (id, infoOf) => {
    always ??= importedBy([MAIN], infoOf);
    mainJob ??= importedBy(MAIN_JOB, infoOf);
    if (id === MAIN || id === EMBEDDED) return null;
    if (always.has(id)) return "every-command";
    return mainJob.has(id) ? "main-job" : null;
  };
}

rmSync(outdir, { recursive: true, force: true });
const fileName = fileNames();
const commandLine = await rolldown({
  input: [MAIN, EMBEDDED],
  platform: "node",
  // An optional peer, found where the reader has installed it.
  external: ["@duckdb/node-api"],
  transform: { target: "node20" },
  resolve: { alias: { "node:child_process": UNUSED, "node:tty": UNUSED } },
  plugins: [
    {
      name: "process",
      resolveId: (id, importer, { kind }) =>
        id === "node:process" && kind === "import-statement" && importer?.includes("node_modules")
          ? PROCESS
          : null,
    },
  ],
});
const bundled = await commandLine.write({
  dir: outdir,
  format: "esm",
  // Text of one byte a letter is compiled a fifth faster than text of two.
  charset: "ascii",
  minify: { mangle: { toplevel: false, keepNames: true }, compress: true, codegen: true },
  codeSplitting: {
    groups: [
      { debugName: "start-up", name: (id, context) => fileName(id, (one) => context.getModuleInfo(one)) },
    ],
  },
});

writeFileSync(join(root, "dist/embedded.js"), 'export { embedded } from "./cli/embedded.js";\n');

const report = await rolldown({
  input: source("commands/report/page/live.ts"),
  platform: "browser",
  transform: { target: "es2022" },
});
const page = await report.write({ file: join(root, "dist/page/report.js"), format: "esm", minify: true });

writeSearchIndex(join(root, "dist"));

/** What is read as it is: machine code that makes pixels, and the font of pictures. */
const PICTURE = [
  "@resvg/resvg-wasm/index_bg.wasm",
  "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2",
  "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2",
].map((file) => join(root, "node_modules", file));
const pictures = join(root, "dist/picture");
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
for (const file of PICTURE) copyFileSync(file, join(pictures, basename(file)));

// The licences of what ships, in full: of what is bundled beside it, and of what a page carries in the page.

interface About {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The folder of the package that a module is of: the innermost, for a package may bring others of its own. */
const packageOf = (id: string): string[] => {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
  return found?.[1] === undefined ? [] : [found[1]];
};

const modulesOf = ({ output }: Pick<typeof bundled, "output">): string[] =>
  output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));

/** The text of a licence that a package names and does not bring. */
const TEXTS: Readonly<Record<string, string>> = {
  "MPL-2.0": join(root, "node_modules/axe-core/LICENSE"),
};

function licenceOf(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as About;
  const own = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^(licen[cs]e|notice)s?\b[^/]*(\/[^/]+)?$/i.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  const texts = own.length > 0 ? own : [TEXTS[about.license] ?? []].flat();
  if (texts.length === 0) throw new Error(`${about.name} has no text of its licence, ${about.license}`);
  const head = `${about.name} ${about.version}, ${about.license}, https://www.npmjs.com/package/${about.name}`;
  return [head, ...texts.map((file) => readFileSync(file, "utf8").replaceAll("\r", "").trim())].join("\n\n");
}

const BETWEEN = "\n\n----\n\n";

/** A package that two others bring is named once. */
const licencesOf = (modules: readonly string[]): string =>
  [...new Set([...new Set(modules.flatMap(packageOf))].sort().map(licenceOf))].join(BETWEEN);

/** Packages of Rust that are compiled into the machine code: it names the files that they were read from. */
function cratesIn(path: string): string {
  const found = readFileSync(path, "latin1").matchAll(/registry\/src\/[^/]+\/([a-z0-9_-]+?)-(\d[\w.]*)\//g);
  const names = [...new Set([...found].map(([, name, version]) => `${name} ${version}`))].sort();
  if (names.length === 0) throw new Error(`${path} names no package it is made of`);
  return [
    "Compiled into picture/index_bg.wasm of @resvg/resvg-wasm, each with its licence at https://crates.io/crates/NAME/VERSION",
    names.join("\n"),
  ].join("\n\n");
}

// Data of others that may be used if their notice stays with it.

const ISO_NAMES = join(root, "node_modules/i18n-iso-countries");
/** The text of the licence, which is the same for all but for whose it is. */
const [MIT = ""] =
  /Permission is hereby granted[\s\S]*/.exec(readFileSync(join(ISO_NAMES, "LICENSE"), "utf8")) ?? [];
const DATA_OF = [
  [
    "data/economics/substitution.json",
    "https://github.com/insongkim/concordance",
    "2022 concordance authors",
  ],
  ["data/economics/substitution.json", "https://github.com/paulofelipe/cp2015", "2021 cp2015 authors"],
].map(
  ([file, of, whose]) =>
    `${file}, worked out from data of ${of}, MIT\n\nCopyright (c) ${whose}\n\n${MIT.trim()}`,
);

writeFileSync(
  join(outdir, "LICENSES.txt"),
  `${[
    licencesOf([...modulesOf(bundled), ...modulesOf(page), ...PICTURE]),
    cratesIn(join(pictures, "index_bg.wasm")),
    `Names of countries in data/origins.json\n\n${licenceOf(ISO_NAMES)}`,
    ...DATA_OF,
  ].join(BETWEEN)}\n`,
);
const script = join(root, "dist/page/report.js");
const notice = licencesOf(modulesOf(page)).replaceAll("*/", "* /");
writeFileSync(script, `/*!\n${notice}\n*/\n${readFileSync(script, "utf8")}`);

// The models are exported behind a check of what they are given, as constants of the type of a function: an editor shows no
// docstring of those. Their types say the functions themselves, which are of the same type.

const models = join(root, "dist/economics.d.ts");
const types = readFileSync(models, "utf8");
const fileOf = new Map(
  [...types.matchAll(/^import \* as (\w+) from (".+?");$/gm)].map(([, name, file]) => [name, file]),
);
writeFileSync(
  models,
  types
    .replace(
      /^export declare const (\w+): typeof (\w+)\.\1;$/gm,
      (_, name, model) => `export { ${name} } from ${fileOf.get(model)};`,
    )
    .replace(/^import \* as .*\n/gm, ""),
);

// Files of the compiler that neither a program nor a program of somebody else reaches are taken away.

/** What a compiled file, or the types beside it, reads. */
const READ = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

function reachedFrom(files: readonly string[]): Set<string> {
  const found = new Set(files);
  for (const file of found)
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(READ)) {
      const read = join(dirname(file), path);
      found.add(file.endsWith(".d.ts") ? read.replace(/\.js$/, ".d.ts") : read);
    }
  return found;
}

const dist = join(root, "dist");
const entries = ["index", "pure", "economics"].flatMap((name) => [`${name}.js`, `${name}.d.ts`]);
const reached = reachedFrom(entries.map((name) => join(dist, name)));
for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const file = join(dist, name);
  if (/^(cli|page|picture|search)\b/.test(name) || statSync(file).isDirectory() || reached.has(file))
    continue;
  rmSync(file);
}
