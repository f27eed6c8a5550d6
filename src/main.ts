/** The only file that touches `process`. */
import { once } from "node:events";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { linesOf } from "./cli/output.js";
import { main } from "./cli/run.js";

/** The folder of the package: this file runs from `src` and from the bundle. */
let root = import.meta.dirname;
while (!existsSync(join(root, "package.json"))) root = dirname(root);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
/** A text an idea, for `help`. */
const topics = join(root, "data/topics");
const { env, stdout, stderr } = process;

/** A reader that went away, such as `head`, is no error; nobody who reads messages changes no status. */
stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
});
stderr.on("error", () => {});

/** What shells expect of a program that was stopped: by Ctrl-C, by `kill`, by its terminal going away. */
const STOPPED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const signals = Object.entries(STOPPED) as [keyof typeof STOPPED, number][];

const undoing = new Set<() => void>();
let isListening = false;

/** Has a step undone if the program is stopped before it is over, which the caller says. */
function whenStopped(undo: () => void): () => void {
  if (!isListening)
    for (const [signal, status] of signals)
      process.once(signal, () => {
        for (const act of undoing) act();
        process.exit(status);
      });
  isListening = true;
  undoing.add(undo);
  return () => void undoing.delete(undo);
}

/** How a thread is told that it is one. Threads are loaded where there are some: most runs have none. */
const THREAD = "--thread";
const loadThreads = () => process.getBuiltinModule("node:worker_threads");
const words = process.argv.slice(2);
const parentPort = words[0] === THREAD ? loadThreads().parentPort : null;
const argv = parentPort === null ? words : words.slice(1);
const color =
  (env.FORCE_COLOR ? env.FORCE_COLOR !== "0" : stdout.isTTY) &&
  !env.NO_COLOR &&
  env.TERM !== "dumb" &&
  !argv.includes("--no-color");
/** Where the environment names another character set, or the terminal is a simple one; files are UTF-8. */
const charset = env.LC_ALL || env.LC_CTYPE || env.LANG || "UTF-8";
const ascii = !/utf-?8/i.test(charset) || env.TERM === "dumb" || env.TERM === "linux";
/** A terminal of no width, or of more than any has, is taken for the usual one. */
const [USUAL_WIDTH, WIDEST] = [80, 2000];
const stated = stdout.columns || Number(env.COLUMNS);
const width = Number.isInteger(stated) && stated > 0 && stated <= WIDEST ? stated : USUAL_WIDTH;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Waits for a reader that is slower than the program, so that nothing piles up. */
const written = async (text: string): Promise<void> => {
  if (!stdout.write(text)) await once(stdout, "drain");
};

/** Of the user, or of the system; a system without owners has none to ask about. */
const isTrusted = (owner: number | undefined): boolean =>
  owner === undefined || owner === 0 || owner === (process.getuid?.() ?? owner);

/** The configuration file of a folder, or of the nearest above it that has one; those of others are named and left. */
function configAbove(folder: string): string | null {
  const path = join(folder, "tariff-calc.json");
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && isTrusted(found.uid) && isTrusted(statSync(path, { throwIfNoEntry: false })?.uid)) return path;
  if (found) stderr.write(`tariff-calc: ${path} belongs to another user and is not read\n`);
  return dirname(folder) === folder ? null : configAbove(dirname(folder));
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A thread that runs this line again and answers what it is asked. What it would print is its own. */
function start() {
  const { Worker } = loadThreads();
  const program = fileURLToPath(import.meta.url);
  const worker = new Worker(program, { argv: [THREAD, ...argv], stdout: true, stderr: true });
  const waiting: Waiting[] = [];
  let fault: Error | undefined;
  const ended = (error: Error): void => {
    fault ??= error;
    for (const { reject } of waiting.splice(0)) reject(fault);
  };
  worker.on("message", (answer) => waiting.shift()?.resolve(answer));
  worker.on("error", ended);
  worker.on("exit", () => ended(new Error("a thread ended before it had answered")));
  return {
    ask: (question: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        if (fault) reject(fault);
        waiting.push({ resolve, reject });
        worker.postMessage(question);
      }),
    stop: () => void worker.terminate(),
  };
}

/** Answers what the thread asks that has started this one, in order. */
const serving =
  (port: NonNullable<typeof parentPort>) => async (answer: (question: unknown) => Promise<unknown>) => {
    const letGo = (await import("./data/rows/read-rows.js")).keepMemorySteady();
    return new Promise<never>((_, reject) => {
      let before = Promise.resolve();
      port.on("message", (question) => {
        before = before.then(async () => {
          letGo();
          port.postMessage(await answer(question));
        });
        before.catch(reject);
      });
    });
  };

const threads = parentPort === null ? { start, whenStopped } : { serve: serving(parentPort), lines: linesOf };

process.exitCode = await main(
  argv,
  {
    out: (text) => written(text),
    err: (text) => void stderr.write(text),
    look: { color, width, ascii },
    live: stderr.isTTY === true,
  },
  {
    version,
    /** Read only when a command runs: help and version need neither law nor arithmetic. */
    context: async (folders, watching) => {
      const data = join(root, "data");
      const { createContext } = await import("./data/context.js");
      if (folders.length === 0) return createContext(data, version, undefined, watching, threads);
      const { readerOver } = await import("./data/overlay/overlaid-reader.js");
      return createContext(data, version, readerOver(data, folders), watching, threads);
    },
    config: async () => {
      const path = configAbove(process.cwd());
      return path === null ? null : (await import("./data/config.js")).readConfig(path, process.cwd());
    },
    topics: () =>
      readdirSync(topics)
        .map((file) => basename(file, ".txt"))
        .sort(),
    topic: (name) => readFileSync(join(topics, `${name}.txt`), "utf8"),
    saving: async () => {
      const { saving } = await import("./data/save.js");
      const tookAway = (path: string) =>
        void stderr.write(`tariff-calc: took away ${path}, which a run that was killed had left\n`);
      const files = saving({ pid: process.pid, isRunning, tookAway });
      const over = whenStopped(() => files.discard());
      const discard = () => {
        files.discard();
        over();
      };
      return { ...files, discard };
    },
  },
);
