/** What surrounds a command line: where it reads and writes, and what is loaded only when it is needed. */
import type { ConfigText } from "../data/shapes/scenario.js";
import type { Context } from "./command.js";
import type { Chunk, Look, Watching } from "./report.js";

export interface Io {
  /** May ask to be waited for, when a reader is slower than the program. */
  out(text: string): void | Promise<void>;
  err(text: string): void;
  readonly look: Look;
  /** Somebody watches standard error. */
  readonly live: boolean;
}

/** What is loaded only when a command needs it. */
export interface Ports {
  readonly version: string;
  /** The shipped data under folders of the user, the last one on top. @throws {UserError} */
  context(folders: readonly string[], watching: Watching): Promise<Context>;
  /** The configuration file of the working folder or above, if it is obeyed. @throws {UserError} */
  readonly config?: () => Promise<Config | null>;
  /** Names of the ideas that `help` explains, in order. */
  topics(): readonly string[];
  /** The text of one of them. */
  topic(name: string): string;
  /** The files of one run. */
  saving(): Promise<Saving>;
}

/** Files that are written whole, or none of them. */
export interface Saving {
  /**
   * Writes one beside its place. @param words What may name files that the run reads.
   * @throws {UserError} if it cannot be written, or would take the place of a file that one of the words names
   */
  write(path: string, chunks: Chunks, words?: readonly string[]): Promise<void>;
  /** The same mistakes before there is anything to write, so that nothing is printed in vain. @throws {UserError} */
  check(path: string, words: readonly string[]): void;
  /** Puts all of them in their places. @throws {UserError} */
  done(): void;
  /** Takes away what is not in its place. */
  discard(): void;
}

/** The file `tariff-calc.json`. */
export interface Config extends Omit<ConfigText, "$schema" | "data" | "origin"> {
  readonly path: string;
  /** The same from the folder the reader is in, as answers name it. */
  readonly shownPath: string;
  /** Folders of data, as absolute paths. */
  readonly data: readonly string[];
  readonly origin?: readonly string[];
}

export type Chunks = Iterable<Chunk> | AsyncIterable<Chunk>;
