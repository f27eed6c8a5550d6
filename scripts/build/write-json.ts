import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { jsonText } from "../../src/data/import.js";

/** Writes JSON that diffs well. Same value, same bytes. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, jsonText(value));
}
