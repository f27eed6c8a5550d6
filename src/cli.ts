/** Command line → command → report → format → text; mistakes → message and status. */
import { basename, extname } from "node:path";
import { CommanderError, type Command as Parser } from "commander";
import type { Command, Context, DataFlag, Flags, Given } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { awaited, closest, formatUserError, located, STATUS, UserError } from "./errors.js";
import { FORMATS } from "./formats/index.js";
import { describe, flagName, keyName, topParser } from "./options.js";
import type { Envelope, Look, Report } from "./report.js";
import { unknownCommand, usageError } from "./usage.js";

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
    else {
      io.err(`tariff-calc: this is a bug, not a mistake of yours:\n${(error as Error).stack ?? error}\n`);
      return STATUS.bug;
    }
    return STATUS.usage;
  }
}

async function run(argv: readonly string[], io: Io, world: World): Promise<number> {
  const parser = topParser(io, world.version);
  if (argv.length === 0) {
    io.err(FIRST_STEPS);
    return STATUS.usage;
  }
  let status: number = STATUS.done;
  const name = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  const names = COMMANDS.map((entry) => entry.name);
  if (name !== undefined && !names.includes(name)) throw unknownCommand(name, names);
  if (argv[0] === "help") return run(name === undefined ? ["--help"] : [name, "--help"], io, world);
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
  await parsed(parser, argv, name);
  return status;
}

/** Parses and runs. @throws {UserError} on a line that cannot be parsed; asking for help or the version is none. */
async function parsed(parser: Parser, argv: readonly string[], name: string | undefined): Promise<void> {
  try {
    await parser.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, name);
  }
}

const FIRST_STEPS = `tariff-calc: what does this tariff cost, who pays it, and on what law does it rest?
  tariff-calc scenario --auto 25 --reciprocal 24    Japan's cars at 25 %, the rest at 24 %
  tariff-calc --help                                every command
`;

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
  const entry = formatOf(options);
  const line = given(command, options, words, context);
  const report = await awaited(command.argument?.name, () => command.run(line, context));
  const chunks = await chunksOf(report, options, async (table) => {
    const { asOf } = context.schedule();
    const envelope: Envelope = {
      command: argv,
      version: context.version,
      lawAsOf: asOf,
      inputs: context.inputs,
    };
    const look = { width: io.look.width, color: io.look.color && options.color !== false && !options.output };
    checkEnding(options);
    const { default: format } = await entry.load();
    return format.render(options.quiet ? { ...table, notes: [] } : table, envelope, look);
  });
  if (options.output !== undefined) await save(options.output, chunks);
  else for (const chunk of chunks) await io.out(chunk);
  return typeof report === "object" && "findings" in report && report.findings
    ? STATUS.findings
    : STATUS.done;
}

/** What to print: a report goes through its format, text is as it is. @throws {UserError} if a format is asked of text. */
async function chunksOf(
  answered: Awaited<ReturnType<Command["run"]>>,
  { format }: Common,
  render: (report: Report) => Promise<string>,
): Promise<Iterable<string>> {
  if (typeof answered === "object" && !("chunks" in answered)) return [await render(answered)];
  if (format !== undefined)
    throw new UserError("what is asked for has a form of its own", {
      where: "--format",
      hint: "leave --format out",
    });
  return typeof answered === "string" ? [answered] : answered.chunks;
}

/** The format by its name, else by the ending of the output file, else a table. @throws {UserError} */
function formatOf({ format, output }: Common): (typeof FORMATS)[number] {
  const names = FORMATS.map(({ name }) => name);
  if (output === "") throw new UserError('expected the name of a file; got ""', { where: "--output" });
  const wanted = format ?? formatByEnding(output ?? "");
  const entry = FORMATS.find(({ name }) => name === wanted);
  if (entry) return entry;
  const near = closest(wanted, names);
  throw new UserError(`expected one of ${names.join(", ")}; got "${wanted}"`, {
    where: "--format",
    ...(near ? { hint: `did you mean ${near}?` } : {}),
  });
}

/** @throws {UserError} if the ending promises a kind of file that no format writes. */
function checkEnding({ format, output }: Common): void {
  const ending = extname(output ?? "").toLowerCase();
  const known = FORMATS.flatMap(({ endings }) => endings);
  if (format !== undefined || ending === "" || known.includes(ending)) return;
  throw new UserError(`expected a file that ends in ${known.join(", ")}; got "${output}"`, {
    where: "--output",
    hint: "or say with --format what to write",
  });
}

function formatByEnding(output: string): string {
  const ending = extname(basename(output)).toLowerCase();
  const entry = FORMATS.find(({ endings }) => endings.includes(ending));
  return entry?.name ?? "table";
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
