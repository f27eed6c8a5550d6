/** What a reader can see: of an answer, and of messages. */
import { asciiText } from "./ascii.js";
import type { Look } from "./report.js";

/** A file has neither colours nor the characters of a terminal. */
export const lookOf = (
  look: Look,
  { color, output }: { readonly color?: unknown; readonly output?: unknown },
): Look => ({
  width: look.width,
  color: look.color && color !== false && !output,
  ascii: look.ascii === true && !output,
});

/** Messages in characters that the terminal shows. */
export const told = <To extends { readonly look: Look; err(text: string): void }>(to: To): To =>
  to.look.ascii ? { ...to, err: (text: string) => to.err(asciiText(text)) } : to;
