/** Mistakes on the command line itself, in the layout of all others. */
import type { CommanderError } from "commander";
import { UserError } from "./errors.js";

/** What commander complains of, as a mistake of the user: where, what was expected, what to do. */
export function usageError({ code, message }: CommanderError, command: string | undefined): UserError {
  const [, quoted = ""] = /'([^']*)'/.exec(message) ?? [];
  const [, near] = /\(Did you mean (.*)\?\)/.exec(message) ?? [];
  const help = `\`tariff-calc ${command ? `${command} ` : ""}--help\``;
  const hint = near ? `did you mean ${near}?` : `${help} lists what there is`;
  switch (code) {
    case "commander.unknownCommand":
      return new UserError(`there is no command "${quoted}"`, { hint });
    case "commander.unknownOption":
      return new UserError("there is no such option", { where: quoted, hint });
    case "commander.optionMissingArgument":
      return new UserError(`expected ${/<.*>/.exec(quoted)?.[0] ?? "a value"} after it; nothing follows`, {
        where: /--[a-z0-9-]+/.exec(quoted)?.[0] ?? quoted,
        hint: `${help} says what it takes`,
      });
    case "commander.missingArgument":
      return new UserError("it is needed", { where: quoted, hint: `${help} shows examples` });
    case "commander.excessArguments": {
      const [, most = "0", got = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
      const takes = most === "0" ? "no argument" : `${most} argument`;
      return new UserError(`${command ?? "it"} takes ${takes} besides its options; got ${got}`, {
        hint: `${help} shows its options; put a word with spaces in quotes`,
      });
    }
    default:
      return new UserError(message.replace(/^error: /, ""), { hint });
  }
}
