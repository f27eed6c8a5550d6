/** What surrounds a command line: where it reads and writes, and what is loaded only when it is needed. */
import type { Context } from "./command.js";
import type { Config } from "./config.js";
import type { Chunks } from "./output.js";
import type { Look, Watching } from "./report.js";

export interface Io {
  /** May ask to be waited for, when a reader is slower than the program. */
  out(text: string): void | Promise<void>;
  err(text: string): void;
  readonly look: Look;
  /** Somebody watches standard error. */
  readonly live: boolean;
}

/** What is loaded only when a command needs it. */
export interface World {
  readonly version: string;
  /** The shipped data under folders of the user, the last one on top. @throws {UserError} */
  context(folders: readonly string[], watching: Watching): Promise<Context>;
  /** The configuration file of the working folder or above, if it is obeyed. @throws {UserError} */
  readonly config?: () => Promise<Config | null>;
  /** Names of the ideas that `help` explains, in order. */
  topics(): readonly string[];
  /** The text of one of them. */
  topic(name: string): string;
  /** Writes a file whole or not at all. @throws {UserError} */
  save(path: string, chunks: Chunks): Promise<void>;
}
