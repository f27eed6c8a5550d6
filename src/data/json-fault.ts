/** Finds where a text stops being JSON: engines of different age word the fault differently, and not all place it. */

interface Fault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What JSON wants there. */
  readonly expected: string;
  /** The start of what is there; `null` at the end of the text. */
  readonly found: string | null;
}

interface Cursor {
  readonly text: string;
  at: number;
  /** Brackets open. */
  depth: number;
}

/** Deeper than this nothing is looked for: the stack would not hold it. */
const DEEPEST = 500;

const TOKEN =
  /[ \t\r\n]*([{}[\]:,]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/uy;

/** The first fault of a text that is not JSON. */
export function jsonFault(text: string): Fault {
  const cursor = { text, at: 0, depth: 0 };
  const expected = value(cursor) ?? "the end of the file";
  const rest = /\S/.exec(text.slice(cursor.at));
  const at = rest ? cursor.at + rest.index : text.trimEnd().length;
  const before = text.slice(0, at).split("\n");
  const found = /^\S{1,20}/.exec(text.slice(at))?.[0] ?? null;
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, expected, found };
}

function peek({ text, at }: Cursor): string | undefined {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text)?.[1];
}

function take(cursor: Cursor): void {
  TOKEN.lastIndex = cursor.at;
  TOKEN.test(cursor.text);
  cursor.at = TOKEN.lastIndex;
}

/** Reads a value; what was expected instead, if it cannot. */
function value(cursor: Cursor): string | null {
  const token = peek(cursor);
  if (token === "{") return list(cursor, "}", member);
  if (token === "[") return list(cursor, "]", value);
  if (token === undefined || /^[\]},:]$/.test(token)) return "a value";
  take(cursor);
  return null;
}

function member(cursor: Cursor): string | null {
  if (!peek(cursor)?.startsWith('"')) return "a name in quotes";
  take(cursor);
  if (peek(cursor) !== ":") return "a colon";
  take(cursor);
  return value(cursor);
}

function list(cursor: Cursor, close: string, item: (cursor: Cursor) => string | null): string | null {
  if (cursor.depth === DEEPEST) return `at most ${DEEPEST} brackets inside each other`;
  cursor.depth += 1;
  take(cursor);
  const wrong = peek(cursor) === close ? null : items(cursor, close, item);
  if (wrong !== null) return wrong;
  take(cursor);
  cursor.depth -= 1;
  return null;
}

function items(cursor: Cursor, close: string, item: (cursor: Cursor) => string | null): string | null {
  for (;;) {
    const wrong = item(cursor);
    if (wrong !== null) return wrong;
    const next = peek(cursor);
    if (next === close) return null;
    if (next !== ",") return `a comma or ${close}`;
    take(cursor);
  }
}
