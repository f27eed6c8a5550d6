/** A command as commander sees it: its options, its help, and errors in our layout. */
import { Option, Command as Parser } from "commander";
import type { Command, Context } from "./command.js";
import { formatNames } from "./format-asked.js";
import { helpOf, shellLines, topHelp } from "./help.js";
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
  sub
    .addOption(
      new Option("--data <folder>", "a folder of data laid over the shipped; repeat for several").helpGroup(
        "Data:",
      ),
    )
    .addOption(
      new Option("--no-config", "leave the configuration file tariff-calc.json out").helpGroup("Data:"),
    )
    .addOption(
      new Option("--print-config", "print what it says, and what flags say instead").helpGroup("Data:"),
    )
    .addOption(new Option("-f, --format <name>", formatNames(command).join(", ")).helpGroup("Output:"))
    .addOption(
      new Option("-o, --output <file>", "write to a file; its ending chooses the format").helpGroup(
        "Output:",
      ),
    )
    .addOption(new Option("-q, --quiet", "leave out the notes").helpGroup("Output:"))
    .addOption(new Option("--no-color", "no colours, as the variable NO_COLOR does").helpGroup("Output:"))
    .helpOption("-h, --help", "print this help");
  if (command.charts) sub.addOption(CHART).addOption(CHART_OF);
  sub.addHelpText(
    "after",
    `\nExamples:\n${command.examples.flatMap((one) => shellLines(one, width)).join("\n")}`,
  );
}

const CHART = new Option("--chart", "a chart instead of a table; -o with .svg or .png draws it").helpGroup(
  "Output:",
);
const CHART_OF = new Option("--chart-of <what>", "what the chart shows: rate or duty").helpGroup("Output:");
