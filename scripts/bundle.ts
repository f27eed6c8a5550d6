/**
 * Bundles the command line into a few files: finding and reading eighty modules costs more than running them.
 * What a command does not need stays in files of its own. The licences of what is bundled go beside it.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/cli");
/** Bundled packages in CommonJS ask for Node's modules by `require`. */
const REQUIRE =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Modules of Node that bundled packages load but that are never called here: no executables, no colour detection. */
const UNUSED = join(root, "scripts/unused-module.ts");

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(root, "src/main.ts")],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  banner: { js: REQUIRE },
  alias: { "node:child_process": UNUSED, "node:tty": UNUSED },
  metafile: true,
  logLevel: "warning",
});

const page = await build({
  entryPoints: [join(root, "src/page/live.ts")],
  outfile: join(root, "dist/page/report.js"),
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  metafile: true,
  logLevel: "warning",
});

const packages = new Set(
  Object.keys({ ...metafile.inputs, ...page.metafile.inputs }).flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  ),
);
const licences = [...packages].sort().map((name) => {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return `${name} ${version}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "see its package"}\n`;
});
writeFileSync(join(outdir, "LICENSES.txt"), licences.join("\n----\n\n"));
