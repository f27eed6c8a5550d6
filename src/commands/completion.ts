import { bash } from "../answers/completion/bash.js";
import { fish } from "../answers/completion/fish.js";
import { type CommandWords, namesIn, takenAs, takenBy } from "../answers/completion/words.js";
import { zsh } from "../answers/completion/zsh.js";
import { type Command, type Context, defineCommand } from "../command.js";
import { located } from "../errors.js";
import { oneOf } from "../parse.js";
import { flagName } from "../texts/flag-names.js";

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

const OF_ALL = [
  { name: "data", summary: "a folder of data laid over the shipped", takes: "files" },
  { name: "no-config", summary: "leave the configuration file out", takes: null },
  { name: "print-config", summary: "print what the configuration file gives", takes: null },
  { name: "output", summary: "write to a file", takes: "files" },
  { name: "quiet", summary: "leave out the notes", takes: null },
  { name: "no-color", summary: "no colours", takes: null },
  { name: "help", summary: "print the help of the command", takes: null },
] as const;

const OF_CHARTS = [
  { name: "chart", summary: "a chart instead of a table", takes: null },
  { name: "chart-of", summary: "what the chart shows", takes: ["rate", "duty"] },
] as const;

function wordsOf(
  { name, flags, dataFlags, argument, charts }: Command,
  summary: string,
  formats: readonly string[],
  context: Context,
): CommandWords {
  const own = Object.entries(flags).map(([key, { placeholder, summary: words }]) => ({
    name: flagName(key),
    summary: words,
    takes: takenBy(placeholder),
  }));
  const ofData = (dataFlags?.(context) ?? []).map((flag) => ({
    name: flag.name,
    summary: flag.summary,
    takes: null,
  }));
  const format = { name: "format", summary: "how the answer is written", takes: formats };
  const others = [format, ...(charts ? OF_CHARTS : []), ...OF_ALL];
  return { name, summary, flags: [...own, ...ofData, ...others], takes: takenAs(argument?.name) };
}
