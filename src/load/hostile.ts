/** Refuses JSON that is legal and yet no data: keys twice, keys that poison objects, depth, numbers that no double holds. */
import { lineAt, walkJson } from "./json-walk.js";

/** What is wrong with a text, and where. */
export interface TextFault {
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

/** What is wrong with a number; `null` for other values. */
function wrongNumber(token: string): Fault | null {
  if (!/^-?\d/.test(token)) return null;
  const digits = token.replace(/e.*$/i, "").replace(/[-.]/g, "").replace(/^0+/, "");
  const value = Number(token);
  if (digits.length <= SAFE_DIGITS && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return null;
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
