/** `duty --file` on bytes, in a folder that is emptied after each test. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { main } from "../../src/cli/run.js";
import { createContext } from "../../src/data/context.js";
import { SAVING } from "../saving.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
export const folder = mkdtempSync(join(tmpdir(), "entries-"));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What `duty --file` prints of these bytes, with the folder of the test taken out. */
export const duty = (bytes: string | Uint8Array, name = "in.csv", ...flags: string[]) =>
  answered(["duty", "--file"], bytes, name, flags);

/** Rows of its answer without questions; none where the file is refused. */
export async function rowsOf(bytes: string | Uint8Array, name = "in.csv", ...flags: string[]) {
  const { out, err, status } = await duty(bytes, name, "--no-asks", "--format", "ndjson", ...flags);
  return { rows: status === 2 ? [] : rowsIn(out), err, status };
}

export type Answer = Readonly<Record<string, unknown>>;
export const rowsIn = (out: string): Answer[] =>
  out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));

/** The same of `audit`. */
export const audit = (bytes: string, ...flags: string[]) => answered(["audit"], bytes, "filed.csv", flags);

async function answered(
  command: readonly string[],
  bytes: string | Uint8Array,
  name: string,
  flags: readonly string[],
) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const answer = await run(...command, path, ...flags);
  rmSync(path);
  return { ...answer, left: readdirSync(folder) };
}

/** A terminal of 80 columns that keeps what is printed, with the folder of the test taken out. */
export function listener() {
  const said = { out: "", err: "" };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text.replaceAll(`${folder}/`, "");
    },
    look: { color: false, width: 80 },
    live: false,
  };
  return { said, io };
}

/** What a command line prints, with the folder of the test taken out. */
export async function run(...words: string[]) {
  const { said, io } = listener();
  const world = {
    version: "0",
    context: async () => context,
    topics: () => [],
    topic: () => "",
    saving: SAVING,
  };
  const status = await main(words, io, world);
  return { ...said, status };
}

/** Lines of a file. */
export const table = (...rows: string[]): string => [...rows, ""].join("\n");

export const CAR = "8703.23.01.60";
/** A car of Japan or Germany of $30,000 on 2025-06-19: 25% (90 FR 14705) and 2.5%. */
export const OWED = "8250.00";

export const HEADER = "entry,date,hts,origin,value";
/** A car of Japan: 25% and 2.5%, $8,250.00. */
export const GOOD = "G,2025-06-19,8703.23.01.60,JP,30000";
export const csv = (...rows: string[]): string => [HEADER, ...rows, ""].join("\n");
