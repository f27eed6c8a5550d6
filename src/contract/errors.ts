/**
 * What kind of mistake it is, for programs: a value of another form (`INVALID`), a name that the data does not have
 * (`UNKNOWN_NAME`), a day that the law does not reach (`OUTSIDE_LAW`), or a file or device that the system would not give
 * (`SYSTEM`).
 */
export type MistakeCode = "INVALID" | "UNKNOWN_NAME" | "OUTSIDE_LAW" | "SYSTEM";

/** Where a mistake is, what to do about it, and of what kind it is. */
interface MistakeContext {
  readonly where?: string;
  readonly hint?: string;
  readonly code?: MistakeCode;
}

/** Words and lines that are longer than any of ours are names or values of the user: their beginning says which. */
export const cutLong = (text: string): string =>
  text.length < LONGEST_READ
    ? text
    : text
        .replace(/\S{300,}/g, (word) => `${word.slice(0, LONGEST_SHOWN)}…`)
        .replace(/.{4000,}/g, (line) => `${line.slice(0, LONGEST_PLACE)}…`);
const [LONGEST_READ, LONGEST_SHOWN, LONGEST_PLACE] = [300, 60, 1000];

/** Mistakes of the user, as against bugs. Every message says where, what was expected, what was found, what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** File or flag, and the place in it. */
  readonly where: string | undefined;
  readonly hint: string | undefined;
  readonly code: MistakeCode;

  constructor(message: string, { where, hint, code = "INVALID" }: MistakeContext = {}) {
    super(cutLong(message));
    this.where = where?.slice(0, LONGEST_PLACE);
    this.hint = hint && cutLong(hint);
    this.code = code;
  }
}

/** What a system says of files, folders, terminals and disks, by its codes. */
const BY_SYSTEM: Readonly<Record<string, string>> = {
  EACCES: "the system does not allow it",
  EPERM: "the system does not allow it",
  EROFS: "what it is on can only be read",
  EISDIR: "this is a folder, not a file",
  ENOTDIR: "a part of this path is a file, not a folder",
  ENAMETOOLONG: "this name is longer than the system takes",
  ELOOP: "its links lead in a circle",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "no space is left on the disk",
  EFBIG: "it would be larger than the system takes",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EIO: "the device failed",
};

/** What the system would not do, in words; `null` for an error of another kind. @param absent What it is where nothing is there. */
export function systemError(error: unknown, absent = "there is no such file"): UserError | null {
  if (error instanceof Error && "code" in error && error.code === "ERR_INVALID_ARG_VALUE")
    return /null bytes/.test(error.message) ? withNul() : null;
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return null;
  return error.syscall === "uv_cwd" ? withoutFolder() : refused(error as NodeJS.ErrnoException, absent);
}

function refused(error: NodeJS.ErrnoException, absent: string): UserError {
  const { code, path } = error;
  const why = code === "ENOENT" ? absent : (BY_SYSTEM[code ?? ""] ?? `the system said ${code}`);
  return new UserError(why, {
    code: "SYSTEM",
    where: path === "" ? '""' : (path ?? "output"),
    hint: path === undefined ? MAKE_ROOM : "check the path; it is taken from the folder you are in",
  });
}

const MAKE_ROOM = "make room, or write elsewhere";

const withoutFolder = (): UserError =>
  new UserError("it is no longer there", {
    code: "SYSTEM",
    where: "the folder you are in",
    hint: "go to one that is there, and ask again",
  });

const withNul = (): UserError =>
  new UserError("the name of a file holds no NUL character", {
    code: "SYSTEM",
    where: "file",
    hint: "take it out of the path",
  });

/** What a program gave, in a few words, whatever it is. */
export function shownValue(value: unknown): string {
  try {
    return shown(value);
  } catch {
    return "what cannot be read";
  }
}

function shown(value: unknown): string {
  if (typeof value === "string")
    return value.length > LONGEST_SHOWN ? `"${value.slice(0, LONGEST_SHOWN)}…"` : `"${value}"`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list of something else";
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  return kind === "Object" ? `{ ${Object.keys(value).slice(0, MOST_KEYS).join(", ")} }` : `a ${kind}`;
}

const MOST_KEYS = 10;

/** For what programs give that no compiler checks. @throws {UserError} unless it is what it should be. */
export function expectFit(fits: boolean, where: string, expected: string, got: unknown): void {
  if (!fits) throw new UserError(`expected ${expected}; got ${shownValue(got)}`, { where });
}

/** What a caller's own getter or Proxy gives. @throws {UserError} where it throws: the mistake is the caller's. */
export function readOf<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unread(where, error);
  }
}

/** What is thrown can be anything too. */
function unread(where: string, error: unknown): UserError {
  try {
    if (error instanceof UserError) return error;
    const said = error instanceof Error ? `${error.message}` : shownValue(error);
    return new UserError(`it cannot be read: ${said.slice(0, LONGEST_WORD)}`, { where });
  } catch {
    return new UserError("it cannot be read", { where });
  }
}

/** How a thing is read that is to stay what it is, as an amount of dollars is; `undefined` of any other. */
export type ReadAlso = (value: object) => unknown;

/**
 * What a program gives, read once: a copy as plain lists, records, maps and sets, so that what is checked is what is used,
 * whatever a getter or a Proxy says at the next reading. Functions are left as they are.
 * @throws {UserError} where it cannot be read.
 */
export const readOnce = <T>(where: string, give: () => T, also: ReadAlso = nothing): T =>
  readOf(where, () => copied(give(), also, DEEPEST, where) as T);

const nothing: ReadAlso = () => undefined;

/** Lists and records in each other: more than any of ours, fewer than a stack holds. */
const DEEPEST = 40;
/** Longer than the trade of a year. */
const LONGEST_LIST = 10_000_000;

function copied(value: unknown, also: ReadAlso, depth: number, where: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) throw new UserError("it holds itself, or is too deep", { where });
  const known = also(value);
  if (known !== undefined) return known;
  const part = (one: unknown) => copied(one, also, depth - 1, where);
  if (Array.isArray(value)) return Array.from({ length: lengthOf(value, where) }, (_, at) => part(value[at]));
  switch (Object.prototype.toString.call(value)) {
    case "[object Map]":
      return new Map(
        [...Map.prototype.entries.call(value)].map(([key, one]) => [part(key), part(one)] as const),
      );
    case "[object Set]":
      return new Set([...Set.prototype.values.call(value)].map(part));
    case "[object Object]":
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, part(one)]));
    default:
      throw new UserError(`expected a text, a list or a plain object; got ${shownValue(value)}`, { where });
  }
}

function lengthOf({ length }: readonly unknown[], where: string): number {
  expectFit(length <= LONGEST_LIST, where, `at most ${LONGEST_LIST} of a list`, length);
  return length;
}

/** The parts of these names of what a caller gives, each read once, whatever it inherits them from. @throws {UserError} */
export function readParts<T extends object>(
  given: T,
  names: readonly (keyof T & string)[],
  also: ReadAlso = nothing,
): T {
  const parts: Record<string, unknown> = {};
  for (const name of names) {
    const value = readOnce(name, () => given[name], also);
    if (value !== undefined) parts[name] = value;
  }
  return parts as T;
}

/** @throws {UserError} at the first part that is not what it should be. */
export function checkParts<T extends object>(
  given: T,
  parts: readonly (readonly [where: keyof T & string, expected: string, fits: Fits])[],
): void {
  for (const [where, expected, fits] of parts) expectFit(fits(given[where]), where, expected, given[where]);
}

/** Whether a value is what it should be, whatever a compiler was told. */
export type Fits = (value: unknown) => boolean;
export const isText: Fits = (value) => typeof value === "string";
/** A Proxy that was revoked is nothing. */
export const isObject: Fits = (value) => {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};
/** Holes of a list are values of it too. */
export const isListOf =
  (fits: Fits): Fits =>
  (value) =>
    Array.isArray(value) && [...value].every(fits);
export const orNull =
  (fits: Fits): Fits =>
  (value) =>
    value === null || fits(value);

/** @throws {UserError} on what is no text. */
export const checkText = (text: string, where: string): void => expectFit(isText(text), where, "text", text);

/** @throws {UserError} on what is no list of texts. */
export const checkTexts = (texts: readonly string[], where: string): void =>
  expectFit(isListOf(isText)(texts), where, "a list of texts", texts);

/** A list of texts, read once. @throws {UserError} on what is none. */
export function textsRead(texts: readonly string[], where: string): readonly string[] {
  const read = readOnce(where, () => texts);
  checkTexts(read, where);
  return read;
}

/** @throws {UserError} on what is no object. */
export const checkObject = (value: object, where: string, expected: string): void =>
  expectFit(isObject(value), where, expected, value);

/** The same of a text. @throws {UserError} on what is none. */
export function textual(text: string): string {
  expectFit(typeof text === "string", "text", "text", text);
  return text;
}

/** Exit statuses of every command. */
export const STATUS = { done: 0, findings: 1, usage: 2, bug: 70 } as const;

/**
 * Where and what on the first line, what to do about it on the second. Lists of mistakes are indented by four blanks; any other
 * end of a line is of a name or a value that is quoted, which must not look like a line of ours.
 */
export function formatUserError({ message, where, hint }: UserError): string {
  const told = message.replace(/[\r\u0085\u2028\u2029]|\n(?! {4})/g, " ");
  const what = where === undefined ? told : `${withoutLineEnds(where)}: ${told}`;
  return `tariff-calc: error: ${what}\n${hint === undefined ? "" : `  hint: ${withoutLineEnds(hint)}\n`}`;
}

/** What is told stays one line; controls are the business of whoever prints it. */
const withoutLineEnds = (text: string): string => text.replace(/[\r\n\u0085\u2028\u2029]+/g, " ");

/** `usContent` on the command line is `--us-content`. */
export const flagName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A flag beside which an answer would be the same: a mistake on a line, and passed over where a configuration gives it for all lines. */
export class IdleFlag extends UserError {
  /** Its key among flags. */
  readonly key: string;

  constructor(key: string, message: string, hint: string) {
    super(message, { where: `--${flagName(key)}`, hint });
    this.key = key;
  }
}

/**
 * Flags that would be passed over in silence are refused: whoever gives one thinks that it does something.
 * @throws {IdleFlag} naming the first that is given
 */
export function refuseIdle(
  flags: Readonly<Record<string, unknown>>,
  idle: readonly string[],
  why: string,
  hint: string,
): void {
  const given = idle.find((key) => flags[key] !== undefined);
  if (given !== undefined) throw new IdleFlag(given, why, hint);
}

/** Runs `parse`, naming the flag or argument in any complaint that names no place. */
export function located<T>(where: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw placed(error, where);
  }
}

/** The same for what has to be waited for. */
export async function awaited<T>(where: string | undefined, parse: () => Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    throw placed(error, where);
  }
}

/** A mistake with its place; anything else, and mistakes that have one, as they are. */
function placed(error: unknown, where: string | undefined): unknown {
  if (!(error instanceof UserError) || error.where !== undefined || where === undefined) return error;
  return movedTo(where, error);
}

/** The same mistake at another place. */
export const movedTo = (where: string, { message, hint, code }: UserError): UserError =>
  new UserError(message, { where, code, ...(hint === undefined ? {} : { hint }) });

/** A flag, an argument or a file that a question cannot do without. */
export const needed = (where: string, hint: string): UserError =>
  new UserError("it is needed", { where, hint });

/** A folder is written whole, under a name that nothing has. */
export const folderThere = (folder: string): UserError =>
  new UserError("this folder is there already", {
    where: folder,
    hint: "name another, or take it away first",
  });

/** Before and after the first mark. What stands behind a second one stays with the rest, so that it is read and refused, not dropped. */
export function halves(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text.trim()] : [text.slice(0, at).trim(), text.slice(at + mark.length).trim()];
}

/** The entry of `known` closest to a misspelt word, if any is close; else the only one that begins with it. */
export function closest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  /** Of a short word one letter at least is left as it is. */
  const most = Math.min(word.length - 1, Math.max(2, word.length / 3));
  const near = known.filter((name) => Math.abs(name.length - word.length) <= most);
  const letters = [...word.toLowerCase()];
  const scored = near.map((name) => ({ name, distance: distance(letters, [...name.toLowerCase()], most) }));
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const [best] = scored;
  if (best && best.distance <= most) return best.name;
  const begun = (name: string) => name.toLowerCase().startsWith(word.toLowerCase());
  const [only, ...others] = word.length < LEAST_BEGUN ? [] : known.filter(begun);
  return others.length > 0 ? undefined : only;
}

/** Letters that are enough to know a name by. */
const LEAST_BEGUN = 3;

/** Longer than any name there is. */
const LONGEST_WORD = 80;

/** Levenshtein distance; without a limit once it is sure to be more than `most`. */
function distance(a: readonly string[], b: readonly string[], most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const letter of a) {
    row = nextRow(row, letter, b);
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY;
  }
  return row.at(-1) ?? 0;
}

function nextRow(row: readonly number[], letter: string, b: readonly string[]): number[] {
  let last = (row[0] ?? 0) + 1;
  const next = [last];
  for (let at = 0; at < b.length; at += 1) {
    const replaced = (row[at] ?? 0) + (letter === b[at] ? 0 : 1);
    last = Math.min(last + 1, (row[at + 1] ?? 0) + 1, replaced);
    next.push(last);
  }
  return next;
}

/** Whether two names differ in a letter or two: their letters in common, from both ends. */
export function sharesMost(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 2;
}

/** What is wrong with a data file, where, and how to mend it. */
export interface Problem {
  readonly level: "error" | "warning";
  /** The check that found it, such as `overlap`; stable, for programs. */
  readonly check: string;
  /** File inside the data folder. */
  readonly file: string;
  /** Place in it, such as `versions[1].until`. */
  readonly place: string;
  /** Line of the place, from 1, once it has been looked up. */
  readonly line?: number;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string | undefined;
}

type Say = (check: string, file: string, place: string, message: string, mend?: string) => Problem;

const say =
  (level: Problem["level"]): Say =>
  (check, file, place, message, mend) => ({ level, check, file, place, message, mend });

export const error: Say = say("error");
export const warning: Say = say("warning");

/** The file of a measure inside a data folder. */
export const fileOf = ({ id }: { readonly id: string }): string => `schedule/measures/${id}.json`;

/** How a number of goods is written; goods that are named are looked for. */
export const howNumbersAre = (text: string): string =>
  /^\p{L}[\p{L}\s'-]{1,60}$/u.test(text)
    ? `\`tariff-calc find "${text}"\` looks for the number of goods`
    : "a number has 2, 4, 6, 8 or 10 digits, with or without dots";
