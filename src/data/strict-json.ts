/** Reads JSON that somebody else may have made: strictly, with every fault in one message. */
import { UserError } from "../contract/errors.js";
import { jsonFault } from "./json-fault.js";
import { parseJson } from "./reader.js";

const MOST_SHOWN = 20;

/**
 * The value of a JSON file of a user.
 *
 * Besides text that is no JSON it refuses keys that are there twice, keys that reach a prototype, nesting deeper than
 * any data file, and numbers that a double does not hold. Shipped files are checked by `data validate` instead.
 * @throws {UserError} with line and column.
 */
export function parseStrictJson(text: string, path: string): unknown {
  const value = parseJson(text, path);
  const faults = hostileFaults(text);
  const [first] = faults;
  if (first === undefined) return value;
  if (faults.length === 1)
    throw new UserError(inWords(first), {
      where: `${path}:${first.line}:${first.column}`,
      hint: first.mend,
    });
  const shown = faults.slice(0, MOST_SHOWN).map((fault) => `\n    line ${fault.line}: ${inWords(fault)}`);
  const more = faults.length > MOST_SHOWN ? `\n    and ${faults.length - MOST_SHOWN} more` : "";
  throw new UserError(`${faults.length} things are wrong${shown.join("")}${more}`, {
    where: path,
    hint: first.mend,
  });
}

const inWords = ({ place, message }: { readonly place: string; readonly message: string }): string =>
  place === "" ? message : `${place}: ${message}`;

// Refuses JSON that is legal and yet no data: keys twice, keys that poison objects, depth, numbers that no
// double holds.

/** What is wrong with a text, and where. */
interface TextFault {
  /** Such as `versions[1].duty`. */
  readonly place: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly mend: string;
}

/** Data files have at most nine levels; eight times as many are room enough. */
const DEEPEST = 64;
/** Keys that reach the prototype of an object, whoever copies it. */
const POISON = new Set(["__proto__", "constructor", "prototype"]);
const MOST_FAULTS = 100;
/** Digits that a double holds whatever they are. */
const SAFE_DIGITS = 15;

type Path = readonly (string | number)[];
type Fault = readonly [message: string, mend: string];

/** Every fault of a text that is JSON, in order; the walk ends at a level too deep. */
export function hostileFaults(text: string): TextFault[] {
  const faults: TextFault[] = [];
  const add = (path: Path, at: number, [message, mend]: Fault) =>
    faults.push({ place: placeOf(path), ...lineAt(text, at), message, mend });
  const wrongKey = keyFaults((at) => lineAt(text, at).line);
  walkJson(text, ({ kind, path, token, at }) => {
    if (path.length > DEEPEST) {
      add(path.slice(0, 3), at, [`it is nested deeper than ${DEEPEST} levels`, "no data file is that deep"]);
      return true;
    }
    const fault = kind === "key" ? wrongKey.at(path, at) : wrongNumber(token);
    if (kind === "value") wrongKey.enter(path);
    if (fault) add(path, at, fault);
    return faults.length >= MOST_FAULTS;
  });
  return faults;
}

/** Remembers the keys of each object that is open. */
function keyFaults(lineOf: (at: number) => number) {
  const open: Map<string, number>[] = [];
  return {
    enter: (path: Path) => {
      open[path.length + 1] = new Map();
    },
    at(path: Path, at: number): Fault | null {
      const own = open[path.length] ?? new Map<string, number>();
      open[path.length] = own;
      const key = String(path.at(-1));
      const first = own.get(key);
      own.set(key, at);
      if (POISON.has(key)) return [`the key ${key} is refused`, "take it out; no data file has it"];
      if (first === undefined) return null;
      return [`this key is there twice; first on line ${lineOf(first)}`, "keep one of them"];
    },
  };
}

/** Below this a double has fewer digits, and in the end none: `1e-400` is 0 to it. */
const LEAST_HELD = 2 ** -1022;

/** Why digits of a number would be lost; `null` if none are, and for other values. */
export function wrongNumber(token: string): Fault | null {
  if (!/^-?\d/.test(token)) return null;
  const digits = token.replace(/e.*$/i, "").replace(/[-.]/g, "").replace(/^0+/, "");
  const value = Number(token);
  const size = Math.abs(value);
  const isHeld = size <= Number.MAX_SAFE_INTEGER && (digits === "" || size >= LEAST_HELD);
  if (digits.length <= SAFE_DIGITS && isHeld) return null;
  const shown = token.length > 24 ? `${token.slice(0, 21)}...` : token;
  return [
    `expected a number of at most ${SAFE_DIGITS} digits; got ${shown}`,
    'write it as text in quotes, such as "0.25", or correct it',
  ];
}

const placeOf = (path: readonly (string | number)[]): string =>
  path
    .map((one) => (typeof one === "number" ? `[${one}]` : `.${one}`))
    .join("")
    .replace(/^\./, "");

// Goes through a text that is JSON, value by value, with the place of each. No recursion: depth cannot
// exhaust the stack.

type Step = string | number;

/** A value, or the key of a member, and where it begins. */
interface Visit {
  readonly kind: "key" | "value";
  /** From the top to the value, or to the member whose key it is; good until the next visit. */
  readonly path: readonly Step[];
  readonly token: string;
  readonly at: number;
}

interface Frame {
  readonly object: boolean;
  wantsKey: boolean;
}

const TOKEN = /[\s:,]*([{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s:,{}[\]"]+)/suy;

/** Calls `visit` for each key and value in the order of the text, until it answers `true`. */
function walkJson(text: string, visit: (one: Visit) => boolean): void {
  const frames: Frame[] = [];
  const path: Step[] = [];
  TOKEN.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [whole, token = ""] = match;
    const after = TOKEN.lastIndex;
    const at = match.index + whole.length - token.length;
    if (step({ frames, path }, token, at, visit)) return;
    TOKEN.lastIndex = after;
  }
}

interface State {
  readonly frames: Frame[];
  readonly path: Step[];
}

function step({ frames, path }: State, token: string, at: number, visit: (one: Visit) => boolean): boolean {
  if (token === "}" || token === "]") {
    frames.pop();
    path.pop();
    return false;
  }
  const frame = frames.at(-1);
  if (frame?.wantsKey) {
    path[path.length - 1] = JSON.parse(token) as string;
    frame.wantsKey = false;
    return visit({ kind: "key", path, token, at });
  }
  if (frame?.object) frame.wantsKey = true;
  else if (frame) path[path.length - 1] = (path.at(-1) as number) + 1;
  const done = visit({ kind: "value", path, token, at });
  if (token === "{" || token === "[") {
    frames.push({ object: token === "{", wantsKey: token === "{" });
    path.push(token === "{" ? "" : -1);
  }
  return done;
}

/** Line and column, from 1, of a place in a text. */
function lineAt(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: at - start + 1 };
}

/** Steps of a place as problems name it: `versions[1].duty.rate`; keys with dots in them are not told apart. */
const stepsOf = (place: string): Step[] =>
  [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key = ""]) =>
    index === undefined ? key : Number(index),
  );

/**
 * The line of a place, or of the innermost part of it that is there: what is missing is missing from that. Terms of a
 * version may stand in the measure itself.
 */
export const lineOfPlace = (text: string, place: string): number => linesOfPlaces(text, [place])[0] as number;

/** The same of many places, for which the text is gone through once. */
export function linesOfPlaces(text: string, places: readonly string[]): number[] {
  const wanted = places.map(stepsOf);
  const shared = wanted.map((steps) => (steps[0] === "versions" ? steps.slice(2) : []));
  const at = beginningsOf(text, [...wanted, ...shared]);
  const lines = linesIn(text);
  return wanted.map((steps, index) => {
    const own = innermost(steps, at);
    if (own.depth === steps.length || steps[0] !== "versions") return lines(own.at);
    const of = innermost(shared[index] ?? [], at);
    return lines(of.depth > 0 ? of.at : own.at);
  });
}

const keyOf = (path: readonly Step[]): string => path.join("\n");

/** Where the values at some paths, and those that hold them, begin in a text. */
function beginningsOf(text: string, paths: readonly (readonly Step[])[]): ReadonlyMap<string, number> {
  const wanted = new Set(paths.flatMap((path) => path.map((_, depth) => keyOf(path.slice(0, depth + 1)))));
  const found = new Map<string, number>();
  const deepest = Math.max(0, ...paths.map(({ length }) => length));
  walkJson(text, ({ path, at }) => {
    const key = path.length > deepest ? "" : keyOf(path);
    if (wanted.has(key) && !found.has(key)) found.set(key, at);
    return found.size === wanted.size;
  });
  return found;
}

function innermost(wanted: readonly Step[], beginnings: ReadonlyMap<string, number>) {
  for (let depth = wanted.length; depth > 0; depth -= 1) {
    const at = beginnings.get(keyOf(wanted.slice(0, depth)));
    if (at !== undefined) return { depth, at };
  }
  return { depth: 0, at: 0 };
}

/** The line, from 1, of any place in a text whose ends of lines are found once. */
function linesIn(text: string): (at: number) => number {
  const ends: number[] = [];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) ends.push(end);
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

// Lines of JSON that are legal and yet may not say what was meant: found cheaply, then looked at closely.

const KEY = /"\s*:/g;
/** Digits enough that a number may have lost some when it was read. */
const LONG_NUMBER = /[\d.]{16}|\d[eE]/;

/** Whether a line needs a closer look: more keys were written than there are, or a number is very long. */
function isSuspect(text: string, item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  return (text.match(KEY) ?? []).length !== Object.keys(item).length || LONG_NUMBER.test(text);
}

/** What is wrong with a line; `null` if it only looked so. */
function hostileFault(text: string): string | null {
  const [first] = hostileFaults(text);
  return first ? `"${first.place}": ${first.message}` : null;
}

/** A text of JSON as a value, or what is wrong with it. */
export function parsed(text: string): { readonly item: unknown; readonly fault: string | null } {
  try {
    const item: unknown = JSON.parse(text);
    return { item, fault: isSuspect(text, item) ? hostileFault(text) : null };
  } catch {
    const { column, expected, found } = jsonFault(text);
    const got = found === null ? "the line ends" : `got ${found}`;
    return { item: null, fault: `this is not JSON: expected ${expected} at character ${column}; ${got}` };
  }
}
