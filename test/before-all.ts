/** Before the tests: one folder for what they write, gone after them, and the bundles that some of them run. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  // Servers that some tests start run as another user.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  bundle();
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Bundles the command line and the page of a report once. */
function bundle(): void {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/bundle.ts"], {
    cwd: join(import.meta.dirname, ".."),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the bundle could not be made\n${stderr}`);
}
