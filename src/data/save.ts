/** Writes the files of a run whole, or none of them. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { systemError, UserError } from "../contract/errors.js";
import type { Chunks, Saving } from "../contract/ports.js";

/** The run that writes, by the number the system has for it. */
export interface Writer {
  readonly pid: number;
  /** Whether another run goes on. */
  isRunning(pid: number): boolean;
  /** Told of each file that a run left which was killed, once it is taken away. */
  tookAway(path: string): void;
}

/** Where a file goes, and where it is until it is complete. */
interface Staged {
  readonly target: string;
  readonly beside: string;
}

/** Files stand beside their places until all are complete, so that a failure leaves what was there. */
export function saving(writer: Writer): Saving {
  const staged: Staged[] = [];
  const discard = (): void => {
    for (const { beside } of staged.splice(0)) rmSync(beside, { force: true });
  };
  return {
    discard,
    write: (path, chunks, words = []) =>
      orUnwritable(path, async () => {
        if (isWrittenInPlace(path)) return untilUnread(fill(openSync(path, "w"), chunks));
        const target = targetOf(path, words);
        if (staged.some((other) => isSamePlace(other.target, target)))
          throw new UserError(`cannot write ${path}: another part of the answer goes there`, {
            hint: "name another file",
          });
        takeAwayLeftovers(target, writer);
        const beside = besideOf(target, writer.pid);
        const file = openSync(beside, "wx");
        staged.push({ target, beside });
        const mode = modeOf(target);
        if (mode !== undefined) fchmodSync(file, mode);
        await fill(file, chunks);
      }),
    check: (path, words) => {
      if (!isWrittenInPlace(path)) orUnwritableNow(path, () => statSync(dirname(targetOf(path, words))));
    },
    done(): void {
      for (const { target, beside } of staged) orUnwritableNow(target, () => renameSync(beside, target));
      staged.length = 0;
    },
  };
}

/** Devices, pipes, and what a shell has opened are written to: a file in their place would break other programs. */
function isWrittenInPlace(path: string): boolean {
  if (/^\/(?:dev|proc)\//.test(resolve(path))) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** A reader of a pipe that went away, such as `head`, is no error: it has what it wanted. */
async function untilUnread(filling: Promise<void>): Promise<void> {
  try {
    await filling;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

/** The file that a link leads to, which need not be there yet; a path that is no link is itself. */
function linkedTo(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory())
    throw new UserError(`cannot write ${path}: it is a folder`, { hint: NAME_A_FILE });
  if (found) return realpathSync(path);
  if (path.endsWith("/"))
    throw new UserError(`cannot write ${path}: it names a folder, and there is none`, { hint: NAME_A_FILE });
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return path;
  }
}

/** Where a file goes. @throws {UserError} if a word names what is there, since that is read. */
function targetOf(path: string, words: readonly string[]): string {
  const target = linkedTo(path);
  if (!words.some((word) => isSameFile(word, target))) return target;
  throw new UserError(`${path} is read for the answer, which would take its place`, {
    hint: "name another file",
  });
}

/** Whether a word names a file that is there, by whatever path or link. */
function isSameFile(word: string, target: string): boolean {
  try {
    const [one, other] = [statSync(word), statSync(target)];
    return one.isFile() && one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}

/** Whether two files that need not be there yet would be one, though their folders are reached by different links. */
const isSamePlace = (one: string, other: string): boolean =>
  basename(one) === basename(other) && realpathSync(dirname(one)) === realpathSync(dirname(other));

const modeOf = (path: string): number | undefined => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & PERMISSIONS;
};
const PERMISSIONS = 0o7777;

/** A name beside a place that nobody else has and nobody can foresee. @param owner Whose it is, so that leftovers can be told. */
export const besideOf = (target: string, owner: number | string): string =>
  join(dirname(target), `.${stemOf(target)}.${owner}.${randomBytes(RANDOM_BYTES).toString("hex")}.part`);
const RANDOM_BYTES = 6;
/** Systems take names of 255 bytes. */
const stemOf = (target: string): string => basename(target).slice(0, 50);
const LEFT = /^\.(.*)\.(\d+)\.[0-9a-f]{12}\.part$/;

function takeAwayLeftovers(target: string, { pid, isRunning, tookAway }: Writer): void {
  const folder = dirname(target);
  for (const name of readdirSync(folder)) {
    const [, stem, owner] = LEFT.exec(name) ?? [];
    if (stem !== stemOf(target) || Number(owner) === pid || isRunning(Number(owner))) continue;
    rmSync(join(folder, name), { force: true });
    tookAway(join(folder, name));
  }
}

async function fill(file: number, chunks: Chunks): Promise<void> {
  try {
    let written = 0;
    for await (const piece of joined(chunks)) {
      writeFileSync(file, piece);
      written += 1;
      if (written % PIECES_A_TURN === 0) await setImmediate();
    }
  } finally {
    closeSync(file);
  }
}

/** In characters. Small writes cost more than they carry, and so does waiting for another thread to make them. */
const PIECE = 64 * 1024;
/** After so many whoever stops the program is heard. */
const PIECES_A_TURN = 4;

/** Texts joined to pieces that are worth a write; bytes as they are. */
async function* joined(chunks: Chunks): AsyncGenerator<string | Uint8Array> {
  let held = "";
  for await (const chunk of chunks) {
    if (typeof chunk !== "string" || held.length >= PIECE) {
      yield held;
      held = "";
    }
    if (typeof chunk === "string") held += chunk;
    else yield chunk;
  }
  yield held;
}

async function orUnwritable(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function orUnwritableNow(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw unwritable(path, error);
  }
}

const NAME_A_FILE = "name a file in a folder that exists";

const isFull = (error: unknown): boolean =>
  ["ENOSPC", "EDQUOT"].includes(String((error as NodeJS.ErrnoException).code));

/** What the system would not write, and why; any other error as it is. */
function unwritable(path: string, error: unknown): unknown {
  const told = systemError(error, "its folder does not exist");
  return told === null
    ? error
    : new UserError(`cannot write ${path}: ${told.message}`, {
        hint: isFull(error) ? "make room, or write elsewhere" : NAME_A_FILE,
      });
}
