/** The only file that touches `process`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { supportsColor } from "chalk";
import { main } from "./cli.js";
import { createContext } from "./load/context.js";
import { save } from "./load/save.js";

const root = join(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const { env, stdout, stderr } = process;

/** A reader that went away, such as `head`, is no error. */
stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
});

const argv = process.argv.slice(2);
const color = Boolean(supportsColor) && !env.NO_COLOR && env.TERM !== "dumb" && !argv.includes("--no-color");
const width = stdout.columns || Number(env.COLUMNS) || 80;

process.exitCode = await main(
  argv,
  { out: (text) => void stdout.write(text), err: (text) => void stderr.write(text), save, look: { color, width } },
  createContext(join(root, "data"), version),
);
