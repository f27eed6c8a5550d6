/** Goes through a text that is JSON, value by value, with the place of each. No recursion: depth cannot exhaust the stack. */

type Step = string | number;

/** A value, or the key of a member, and where it begins. */
export interface Visit {
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
export function walkJson(text: string, visit: (one: Visit) => boolean): void {
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
export function lineAt(text: string, at: number): { readonly line: number; readonly column: number } {
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
export function lineOfPlace(text: string, place: string): number {
  const wanted = stepsOf(place);
  const own = innermost(text, wanted);
  if (own.depth === wanted.length || wanted[0] !== "versions") return lineAt(text, own.at).line;
  const shared = innermost(text, wanted.slice(2));
  return lineAt(text, shared.depth > 0 ? shared.at : own.at).line;
}

function innermost(text: string, wanted: readonly Step[]): { depth: number; at: number } {
  let best = { depth: -1, at: 0 };
  walkJson(text, ({ path, at }) => {
    const fits = path.length <= wanted.length && path.every((one, index) => one === wanted[index]);
    if (fits && path.length > best.depth) best = { depth: path.length, at };
    return best.depth === wanted.length;
  });
  return best;
}
