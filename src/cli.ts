/** Command line → command → report → format → text; mistakes → message and status. */
import { basename, extname } from "node:path";
import { CommanderError, Option, Command as Parser } from "commander";
import type { Command, Context, DataFlag, Flags, Given } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { formatUserError, STATUS, UserError } from "./errors.js";
import { FORMATS } from "./formats/index.js";
import { helpOf, topHelp } from "./help.js";
import type { Envelope, Look, Report } from "./report.js";

export interface Io {
  /** May ask to be waited for, when a reader is slower than the program. */
  out(text: string): void | Promise<void>;
  err(text: string): void;
  readonly look: Look;
}

/** What is loaded only when a command needs it. */
export interface World {
  readonly version: string;
  context(): Promise<Context>;
  /** Writes a file whole or not at all. @throws {UserError} */
  save(path: string, chunks: Iterable<string>): Promise<void>;
}

/** Options of every command. */
interface Common {
  readonly format?: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Runs one command line and returns the exit status. */
export async function main(argv: readonly string[], io: Io, world: World): Promise<number> {
  try {
    return await run(argv, io, world);
  } catch (error) {
    if (error instanceof UserError) io.err(formatUserError(error));
    else if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.done : STATUS.usage;
    else {
      io.err(`tariff-calc: this is a bug, not a mistake of yours:\n${(error as Error).stack ?? error}\n`);
      return STATUS.bug;
    }
    return STATUS.usage;
  }
}

async function run(argv: readonly string[], io: Io, world: World): Promise<number> {
  const parser = topParser(io, world);
  if (argv.length === 0) {
    io.err(FIRST_STEPS);
    return STATUS.usage;
  }
  let status: number = STATUS.done;
  const name = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  for (const entry of COMMANDS) {
    const sub = parser.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name !== name) continue;
    const command = (await entry.load()).default as unknown as Command;
    const context = await world.context();
    describe(sub, command, context);
    sub.action(async (...words: unknown[]) => {
      status = await answer(command, sub, words, argv, io, context, world);
    });
  }
  await parser.parseAsync([...argv], { from: "user" });
  return status;
}

const FIRST_STEPS = `tariff-calc: what does this tariff cost, who pays it, and on what law does it rest?
  tariff-calc scenario --auto 25 --reciprocal 24    Japan's cars at 25 %, the rest at 24 %
  tariff-calc --help                                every command
`;

function topParser(io: Io, { version }: World): Parser {
  return new Parser("tariff-calc")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(usageError(text)),
    })
    .configureHelp({ formatHelp: (parser) => (parser.parent ? helpOf(parser) : topHelp(parser)) })
    .exitOverride();
}

/** Errors of the command line in the layout of all others. */
const usageError = (text: string): string =>
  `tariff-calc: ${text.trimEnd().replace(/\n\(Did you mean (.*)\?\)/, "\n  hint: did you mean $1?")}\n`;

function describe(sub: Parser, command: Command, context: Context): void {
  const { argument, flags, dataFlags, details } = command;
  sub.description(details).exitOverride().allowExcessArguments(false);
  if (argument)
    sub.argument(argument.required ? `<${argument.name}>` : `[${argument.name}]`, argument.summary);
  for (const [key, { placeholder, summary, repeats }] of Object.entries(flags)) {
    const option = new Option(`--${flagName(key)}${placeholder ? ` ${placeholder}` : ""}`, summary);
    sub.addOption(repeats ? option.argParser((text, list: string[] = []) => [...list, text]) : option);
  }
  for (const { name, placeholder, summary } of dataFlags?.(context) ?? [])
    sub.addOption(new Option(`--${name} ${placeholder}`, summary).helpGroup("Levers:"));
  sub
    .addOption(
      new Option("-f, --format <name>", `${FORMATS.map(({ name }) => name).join(", ")}`).helpGroup("Output:"),
    )
    .addOption(
      new Option("-o, --output <file>", "write to a file; its ending chooses the format").helpGroup(
        "Output:",
      ),
    )
    .addOption(new Option("-q, --quiet", "leave out the notes").helpGroup("Output:"))
    .addOption(new Option("--no-color", "no colours, as the variable NO_COLOR does").helpGroup("Output:"))
    .helpOption("-h, --help", "print this help");
  sub.addHelpText("after", `\nExamples:\n${command.examples.map((example) => `  ${example}`).join("\n")}`);
}

/** `usContent` on the command line is `--us-content`. */
export const flagName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const keyName = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

async function answer(
  command: Command,
  sub: Parser,
  words: readonly unknown[],
  argv: readonly string[],
  io: Io,
  context: Context,
  { save }: World,
): Promise<number> {
  const options = sub.opts<Record<string, unknown> & Common>();
  const format = await formatOf(options);
  const report = await command.run(given(command, options, words, context), context);
  const chunks = await chunksOf(report, async (table) => {
    const { asOf } = context.schedule();
    const envelope: Envelope = {
      command: argv,
      version: context.version,
      lawAsOf: asOf,
      inputs: context.inputs(),
    };
    const look = { width: io.look.width, color: io.look.color && options.color !== false && !options.output };
    return format.render(options.quiet ? { ...table, notes: [] } : table, envelope, look);
  });
  if (options.output !== undefined) await save(options.output, chunks);
  else for (const chunk of chunks) await io.out(chunk);
  return typeof report === "object" && "findings" in report && report.findings
    ? STATUS.findings
    : STATUS.done;
}

/** What to print: a report goes through its format, text is as it is. */
async function chunksOf(
  answered: Awaited<ReturnType<Command["run"]>>,
  render: (report: Report) => Promise<string>,
): Promise<Iterable<string>> {
  if (typeof answered === "string") return [answered];
  return "chunks" in answered ? answered.chunks : [await render(answered)];
}

async function formatOf({ format, output }: Common) {
  const ending = output === undefined ? "" : extname(basename(output)).toLowerCase();
  const entry =
    format === undefined
      ? (FORMATS.find(({ endings }) => endings.includes(ending)) ??
        FORMATS.find(({ name }) => name === "table"))
      : FORMATS.find(({ name }) => name === format);
  if (!entry)
    throw new UserError(`expected one of ${FORMATS.map(({ name }) => name).join(", ")}; got "${format}"`, {
      where: "--format",
    });
  return (await entry.load()).default;
}

function given(
  command: Command,
  options: Record<string, unknown>,
  words: readonly unknown[],
  context: Context,
): Given<Flags> {
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
  return { argument, flags: values, dataFlags: new Map(dataFlags) };
}

/** Runs `parse`, naming the flag in any complaint. */
export function located<T>(where: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError) || error.where !== undefined) throw error;
    throw new UserError(error.message, { where, ...(error.hint === undefined ? {} : { hint: error.hint }) });
  }
}
