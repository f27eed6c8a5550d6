/** Bundles the command line and the page of a report once, before the tests that run them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export function setup(): void {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/bundle.ts"], {
    cwd: join(import.meta.dirname, ".."),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the bundle could not be made\n${stderr}`);
}
