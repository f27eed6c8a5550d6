/** A command as commander sees it: its options, its help, and errors in our layout. */
import { Option, Command as Parser } from "commander";
import type { Command, Context } from "./command.js";
import { formatNames } from "./format-asked.js";
import { helpOf, shellLines, topHelp } from "./help.js";
import { commonFlags, writtenFlag } from "./texts/common-flags.js";
import { flagName } from "./texts/flag-names.js";

interface Streams {
  readonly look: { readonly width: number };
  out(text: string): void | Promise<void>;
  err(text: string): void;
}

/** The parser of the program, before any command is added. It throws its complaints and prints only help. */
export function topParser(io: Streams, version: string): Parser {
  return new Parser("tariff-calc")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} })
    .configureHelp({ formatHelp: (parser) => (parser.parent ? helpOf : topHelp)(parser, io.look.width) })
    .exitOverride();
}

/** Gives the parser of a command its argument, options and examples. */
export function describe(sub: Parser, command: Command, context: Context, width: number): void {
  const { argument, more, flags, dataFlags, details } = command;
  sub.description(details).exitOverride().allowExcessArguments(false);
  if (argument)
    sub.argument(argument.required ? `<${argument.name}>` : `[${argument.name}]`, argument.summary);
  if (more) sub.argument(`[${more.name}...]`, more.summary);
  for (const [key, { placeholder, summary, repeats }] of Object.entries(flags)) {
    const option = new Option(`--${flagName(key)}${placeholder ? ` ${placeholder}` : ""}`, summary);
    sub.addOption(repeats ? option.argParser((text, list: string[] = []) => [...list, text]) : option);
  }
  for (const { name, placeholder, summary } of dataFlags?.(context) ?? [])
    sub.addOption(new Option(`--${name} ${placeholder}`, summary).helpGroup("Levers:"));
  for (const flag of commonFlags(formatNames(command), command.charts))
    sub.addOption(new Option(writtenFlag(flag), flag.summary).helpGroup(flag.group));
  sub.helpOption("-h, --help", "print this help");
  sub.addHelpText(
    "after",
    `\nExamples:\n${command.examples.flatMap((one) => shellLines(one, width)).join("\n")}`,
  );
}
