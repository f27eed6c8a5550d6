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
  async run({ argument, commands: listed }, context) {
    const shell = located("completion", () => oneOf(NAMES)(argument ?? ""));
    const commands = await Promise.all(
      listed.map(async ({ name, summary, load }) =>
        wordsOf(name, summary, (await load()).default as Command, context),
      ),
    );
    return SHELLS[shell]({ commands, names: namesIn(context) });
  },
});

const OUTPUT = [
  { name: "format", summary: "how the answer is written", takes: null },
  { name: "output", summary: "write to a file", takes: "files" },
  { name: "quiet", summary: "leave out the notes", takes: null },
  { name: "help", summary: "print the help of the command", takes: null },
] as const;

function wordsOf(
  name: string,
  summary: string,
  { flags, dataFlags, argument }: Command,
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
  return { name, summary, flags: [...own, ...ofData, ...OUTPUT], takes: takenAs(argument?.name) };
}
