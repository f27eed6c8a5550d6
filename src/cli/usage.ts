/** Mistakes on the command line itself, in the layout of all others. */
import type { CommanderError } from "commander";
import { closest, UserError } from "../contract/errors.js";

/** The first word is no command; said before options are looked at, or `--help` after it would hide the slip. */
export function unknownCommand(name: string, known: readonly string[]): UserError {
  const near = closest(name, known);
  return new UserError(`there is no command "${name}"`, {
    hint: near ? `did you mean ${near}?` : "`tariff-calc --help` lists the commands",
  });
}

/** What follows `help` is neither a command nor an idea. */
export function unknownTopic(name: string, known: readonly string[]): UserError {
  const near = closest(name, known);
  return new UserError(`there is no help on "${name}"`, {
    hint: near ? `did you mean ${near}?` : "`tariff-calc help` lists commands and ideas",
  });
}

/** What commander complains of, as a mistake of the user: where, what was expected, what to do. */
export function usageError({ code, message }: CommanderError, command: string | undefined): UserError {
  const help = `\`tariff-calc ${command ? `${command} ` : ""}--help\``;
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? "";
  switch (code) {
    case "commander.unknownOption": {
      const near = /\(Did you mean (.*)\?\)/.exec(message)?.[1];
      const hint = near ? `did you mean ${near}?` : `${help} lists the options`;
      return new UserError("there is no such option", { where: quoted, hint });
    }
    case "commander.optionMissingArgument":
      return missingValue(quoted, help);
    case "commander.missingArgument":
      return new UserError("it is needed", { where: quoted, hint: `${help} shows examples` });
    case "commander.excessArguments":
      return tooMany(message, command, help);
    default:
      return new UserError(message.replace(/^error: /, ""), { hint: `${help} shows how it is used` });
  }
}

/** `option` is written as in the help: `-f, --format <name>`. */
function missingValue(option: string, help: string): UserError {
  const [placeholder = "a value"] = /<.*>/.exec(option) ?? [];
  const [name = option] = /--[a-z0-9-]+/.exec(option) ?? [];
  return new UserError(`expected ${placeholder} after it; nothing follows`, {
    where: name,
    hint: `${help} says what it takes`,
  });
}

function tooMany(message: string, command: string | undefined, help: string): UserError {
  const [, most = "0", got = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
  const takes = most === "0" ? "no argument" : `${most} argument`;
  return new UserError(`expected ${takes} besides the options; got ${got}`, {
    ...(command === undefined ? {} : { where: command }),
    hint: `${help} shows how it is used; put words that belong together in quotes`,
  });
}
