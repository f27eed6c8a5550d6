import { type Command, type Context, commonFlags, defineCommand, flagName } from "../../contract/command.js";
import { located } from "../../contract/errors.js";
import { oneOf } from "../../contract/parse.js";
import {
  bash,
  type CommandWords,
  fish,
  namesIn,
  valuesOfArgument,
  valuesOfPlaceholder,
  zsh,
} from "./shells.js";

const SHELLS = { bash, zsh, fish } as const;
const NAMES = ["bash", "zsh", "fish"] as const;

export default defineCommand({
  name: "completion",
  summary: "What a shell needs to complete commands, flags and names",
  details:
    "Prints a script that completes commands, flags, scenarios, levers, measures and origins, for bash, zsh or fish.\n" +
    "Pressing tab runs no program: all words are in it. Print it anew after the data changed.",
  argument: { name: "shell", summary: NAMES.join(", "), required: true },
  flags: {},
  examples: ["tariff-calc completion bash", "tariff-calc completion zsh", "tariff-calc completion fish"],
  async run({ argument, commands: listed, formatsOf }, context) {
    const shell = located("completion", () => oneOf(NAMES)(argument ?? ""));
    const commands = await Promise.all(
      listed.map(async ({ summary, load }) => {
        const command = (await load()).default as Command;
        return wordsOf(command, summary, formatsOf(command), context);
      }),
    );
    const help = { ...HELP, flags: [], takes: listed.map(({ name }) => name) };
    return SHELLS[shell]({ commands: [...commands, help], names: namesIn(context) });
  },
});

const HELP = { name: "help", summary: "Help of a command, or on an idea" };

const ASKS_HELP = { name: "help", summary: "print the help of the command", takes: null };

function wordsOf(
  { name, flags, dataFlags, argument, charts }: Command,
  summary: string,
  formats: readonly string[],
  context: Context,
): CommandWords {
  const own = Object.entries(flags).map(([key, { placeholder, summary: words }]) => ({
    name: flagName(key),
    summary: words,
    takes: valuesOfPlaceholder(placeholder),
  }));
  const ofData = (dataFlags?.(context) ?? []).map((flag) => ({
    name: flag.name,
    summary: flag.summary,
    takes: null,
  }));
  const common = commonFlags(formats, charts).map(({ placeholder = null, takes, ...flag }) => ({
    ...{ name: flag.name, summary: flag.summary },
    takes: takes ?? valuesOfPlaceholder(placeholder),
  }));
  return {
    ...{ name, summary, takes: valuesOfArgument(argument?.name) },
    flags: [...own, ...ofData, ...common, ASKS_HELP],
  };
}
