/** Words and options of a line → what a command is given. */
import type { Command, Context, DataFlag, Flags, Given } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { located } from "./errors.js";
import { formatNames } from "./format-asked.js";
import { flagName, keyName } from "./texts/flag-names.js";

/** @throws {UserError} naming the flag whose value is not sound. */
export function given(
  command: Command,
  options: Readonly<Record<string, unknown>>,
  words: readonly unknown[],
  context: Context,
): Omit<Given<Flags>, "format"> {
  const values: Record<string, unknown> = {};
  for (const [key, { parse, repeats }] of Object.entries(command.flags)) {
    const text = options[key];
    if (text === undefined) continue;
    const at = <T>(one: T) =>
      located(`--${flagName(key)}`, () => parse(one === true ? "" : String(one), context));
    values[key] = repeats ? (text as string[]).map(at) : at(text);
  }
  const dataFlags = (command.dataFlags?.(context) ?? []).flatMap(({ name }: DataFlag): [string, string][] => {
    const text = options[keyName(name)];
    return typeof text === "string" ? [[name, text]] : [];
  });
  const argument = command.argument && typeof words[0] === "string" ? words[0] : null;
  const more = Array.isArray(words[1]) ? (words[1] as string[]) : [];
  return {
    argument,
    more,
    commands: COMMANDS,
    formatsOf: formatNames,
    flags: values,
    dataFlags: new Map(dataFlags),
  };
}
