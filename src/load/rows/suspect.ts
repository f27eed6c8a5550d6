/** Lines of JSON that are legal and yet may not say what was meant: found cheaply, then looked at closely. */
import { hostileFaults } from "../hostile.js";

const KEY = /"\s*:/g;
/** Digits enough that a number may have lost some when it was read. */
const LONG_NUMBER = /[\d.]{16}|\d[eE]/;

/** Whether a line needs a closer look: more keys were written than there are, or a number is very long. */
export function isSuspect(text: string, item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  return (text.match(KEY) ?? []).length !== Object.keys(item).length || LONG_NUMBER.test(text);
}

/** What is wrong with a line; `null` if it only looked so. */
export function hostileFault(text: string): string | null {
  const [first] = hostileFaults(text);
  return first ? `"${first.place}": ${first.message}` : null;
}
