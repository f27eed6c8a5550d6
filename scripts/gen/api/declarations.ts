/** Reads emitted declarations: every exported name with its doc comment and its text. */

export interface Declaration {
  readonly name: string;
  readonly kind: "function" | "type";
  /** The doc comment without its stars. */
  readonly doc: string;
  /** As TypeScript would print it, without `export declare`. */
  readonly text: string;
}

const START = /^export (?:declare )?(const|function|interface|type|class) (\w+)/;
const OPENING = /[({[]/g;
const CLOSING = /[)}\]]/g;

/** Declarations of a `.d.ts` text, in order. */
export function declarationsOf(text: string): Declaration[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at): Declaration[] => {
    const [, word = "", name = ""] = START.exec(line) ?? [];
    if (name === "") return [];
    const kind = word === "const" || word === "function" ? "function" : "type";
    return [{ name, kind, doc: docBefore(lines, at), text: textFrom(lines, at) }];
  });
}

/** The comment that ends on the line before. */
function docBefore(lines: readonly string[], at: number): string {
  if (!lines[at - 1]?.trimEnd().endsWith("*/")) return "";
  let start = at - 1;
  while (start > 0 && !lines[start]?.startsWith("/**")) start -= 1;
  return plainComment(lines.slice(start, at).join("\n"));
}

/** The words of a doc comment. */
export const plainComment = (comment: string): string =>
  comment
    .replace(/^\/\*\*[ ]?/, "")
    .replace(/\s*\*\/$/, "")
    .replace(/^ \*[ ]?/gm, "")
    .trim();

/** From a line to the one on which its brackets are closed and it ends. */
function textFrom(lines: readonly string[], at: number): string {
  let depth = 0;
  const own: string[] = [];
  for (const line of lines.slice(at)) {
    own.push(line);
    const code = line.replace(/\/\*.*?\*\/|"[^"]*"/g, "").replace(/^\s*(?:\/?\*).*$/, "");
    depth += (code.match(OPENING) ?? []).length - (code.match(CLOSING) ?? []).length;
    if (depth === 0 && /[;}]\s*$/.test(code)) break;
  }
  return own.join("\n").replace(/^export (declare )?/, "");
}
