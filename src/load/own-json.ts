/** Reads JSON that somebody else may have made: strictly, with every fault in one message. */
import { UserError } from "../errors.js";
import { hostileFaults } from "./hostile.js";
import { parseJson } from "./reader.js";

const MOST_SHOWN = 20;

/**
 * The value of a JSON file of a user.
 *
 * Besides text that is no JSON it refuses keys that are there twice, keys that reach a prototype, nesting deeper than
 * any data file, and numbers that a double does not hold. Shipped files are checked by `data validate` instead.
 * @throws {UserError} with line and column.
 */
export function parseOwnJson(text: string, path: string): unknown {
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
