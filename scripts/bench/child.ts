/** Runs a program of its own and says what it took. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Run } from "./case.js";

/** Of this repository, so that a program finds its packages. */
export const ROOT = join(import.meta.dirname, "../..");

/** The command of the build under `root`. */
export const cliOf = (root: string): string => join(root, "bin/tariff-calc.js");

/** Has the process itself say the most memory it held, in KiB, where it can be read when it has ended. */
const TELL = 3;
const WATCH = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from "node:fs";
process.on("exit", () => writeSync(${TELL}, String(process.resourceUsage().maxRSS)));`,
)}`;

/** Rows that cannot be read are findings, not failures. */
const FINDINGS = 1;

/** @throws if the program fails, with what it said. */
export async function node(argv: readonly string[], { watched = false, cwd = ROOT } = {}): Promise<Run> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [...(watched ? ["--import", WATCH] : []), ...argv], {
    cwd,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const [told, said, [status]] = await Promise.all([
    text(child.stdio[TELL] as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, "exit"),
  ]);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== FINDINGS)
    throw new Error(`${argv.join(" ")} ended with status ${status}; run npm run build first\n${said}`);
  return { seconds, peakMegabytes: watched ? (Number(told) * 1024) / 1e6 : null };
}
