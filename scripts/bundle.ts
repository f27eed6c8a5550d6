/**
 * Bundles the command line into a few files: finding and reading eighty modules costs more than running them. One file is
 * read by every command, a second holds what the main job needs besides; what else a command needs stays in files of its
 * own. The licences of what is bundled go beside it.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ModuleInfo, rolldown } from "rolldown";
import { writeSearchIndex } from "./search-index.js";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/cli");
const source = (path: string): string => join(root, "src", path);

/** Modules of Node that bundled packages load but that are never called here: no executables, no colour detection. */
const UNUSED = join(root, "scripts/unused-module.ts");
const MAIN = source("main.ts");
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
    if (id === MAIN) return null;
    if (always.has(id)) return "every-command";
    return mainJob.has(id) ? "main-job" : null;
  };
}

rmSync(outdir, { recursive: true, force: true });
const fileName = fileNames();
const commandLine = await rolldown({
  input: MAIN,
  platform: "node",
  transform: { target: "node20" },
  resolve: { alias: { "node:child_process": UNUSED, "node:tty": UNUSED } },
});
const bundled = await commandLine.write({
  dir: outdir,
  format: "esm",
  minify: { mangle: false, compress: true, codegen: true },
  codeSplitting: {
    groups: [
      { debugName: "start-up", name: (id, context) => fileName(id, (one) => context.getModuleInfo(one)) },
    ],
  },
});

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

interface About {
  readonly version: string;
  readonly license: string;
  readonly repository?: unknown;
}

const packages = new Set(
  [...bundled.output, ...page.output]
    .flatMap((file) => (file.type === "chunk" ? file.moduleIds : []))
    .concat(PICTURE)
    .flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []),
);
const licences = [...packages].sort().map((name) => {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as About;
  const short = `${about.license}; its source: ${JSON.stringify(about.repository)}`;
  return `${name} ${about.version}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : short}\n`;
});
writeFileSync(join(outdir, "LICENSES.txt"), licences.join("\n----\n\n"));
