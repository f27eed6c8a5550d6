/** Runs terminal sessions in this process: what a user types, and what is printed. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { main } from "../../src/cli/run.js";
import { memoize } from "../../src/compiled/memo.js";
import { createContext } from "../../src/data/context.js";
import { readerOver } from "../../src/data/overlay/overlaid-reader.js";
import { SAVING } from "../saving.js";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
const TOPICS = join(DATA, "topics");

const contextOver = (folders: readonly string[]) => createContext(DATA, "0.0.0", readerOver(DATA, folders));
/** What is known of the shipped data is kept from one session to the next, which is much quicker. */
const SHIPPED = memoize(() => contextOver([]));
/** Answers for programs list every file that was read for them. */
const LISTS_ITS_FILES = /--format|-o |report/;

/**
 * What one command line prints: stdout as it is, lines of stderr after `2> `, the status unless it is 0. `live`: stderr is
 * a terminal. `ascii`: it shows no other characters.
 */
export async function session(line: string, width: number, live = false, ascii = false): Promise<string> {
  const printed: string[] = [];
  const io = {
    out: (text: string) => void printed.push(text),
    err: (text: string) => void printed.push(text.replace(/^(?=.)/gm, "2> ")),
    look: { color: false, width, ascii },
    live,
  };
  const world = {
    version: "0.0.0",
    context: async (folders: readonly string[]) =>
      folders.length === 0 && !LISTS_ITS_FILES.test(line) ? SHIPPED() : contextOver(folders),
    topics: () => readdirSync(TOPICS).map((file) => basename(file, ".txt")),
    topic: (name: string) => readFileSync(join(TOPICS, `${name}.txt`), "utf8"),
    saving: SAVING,
  };
  const status = await main(words(line), io, world);
  const text = stable(printed.join(""));
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${status === 0 ? "" : `[exit ${status}]\n`}`;
}

/** Words of a command line, without `$ tariff-calc`; quotes hold words together. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "").slice(2);

/** Hashes change with any data file and this folder is not everyone's. */
const stable = (text: string): string => text.replace(/[0-9a-f]{64}/g, "<sha256>").replaceAll(`${ROOT}/`, "");
