/** Command line → command → report → format → text; mistakes → message and status. */
import { CommanderError, type Command as Parser } from "commander";
import { COMMANDS } from "../commands/index.js";
import type { Command, CommandLine, Context, DataFlag, Flags } from "../contract/command.js";
import { awaited, formatUserError, located, STATUS, UserError } from "../contract/errors.js";
import { flagName, keyName } from "../contract/flags.js";
import type { Config, Io, Ports } from "../contract/ports.js";
import type { Envelope } from "../contract/report.js";
import { forReader, reflowed } from "../contract/text.js";
import {
  asWords,
  blameConfig,
  type ConfiguredFlags,
  configInWords,
  configured,
  noteOf,
  ofFile,
} from "./config.js";
import {
  alsoFormat,
  besides,
  chooseFormat,
  formatNames,
  hasFindings,
  type OutputOptions,
  ownFormat,
  pieces,
  printed,
  untoldNotes,
  withNotes,
} from "./output.js";
import { describe, firstSteps, type GlobalFlags, globalFlags, ideas, topParser } from "./parser.js";
import { asciiErrors, lookOf, type Progress, progressOn } from "./terminal.js";
import { unknownCommand, unknownTopic, usageError } from "./usage.js";

/** Runs one command line and returns the exit status. */
export async function main(argv: readonly string[], given: Io, world: Ports): Promise<number> {
  const io = asciiErrors(given);
  try {
    return await run(argv, io, world);
  } catch (error) {
    if (error instanceof UserError) io.err(forReader(formatUserError(error), io));
    else {
      io.err(`tariff-calc: this is a bug, not a mistake of yours:\n${(error as Error).stack ?? error}\n`);
      return STATUS.bug;
    }
    return STATUS.usage;
  }
}

async function run(line: readonly string[], io: Io, world: Ports): Promise<number> {
  const early = globalFlags(line);
  const { argv } = early;
  if (early.printConfig && argv.every((word) => word.startsWith("-")))
    return shown(io, await config(early, world));
  if (argv.length === 0) {
    io.err(firstSteps(io.look.width));
    return STATUS.usage;
  }
  const name = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  const names = COMMANDS.map((entry) => entry.name);
  if (argv[0] === "help") return help(name, names, io, world);
  if (name !== undefined && !names.includes(name)) throw unknownCommand(name, names);
  const parser = topParser(io, world.version);
  let act = async (): Promise<number> => STATUS.done;
  for (const entry of COMMANDS) {
    const sub = parser.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name !== name) continue;
    const run = await prepared((await entry.load()).default as unknown as Command, sub, {
      line,
      early,
      io,
      world,
    });
    sub.action((...words: unknown[]) => {
      act = () => run(words);
    });
  }
  await parsed(parser, argv, name);
  return act();
}

const config = async ({ noConfig }: GlobalFlags, world: Ports): Promise<Config | null> =>
  noConfig ? null : ((await world.config?.()) ?? null);

/** What the configuration file says where no command is named. */
async function shown(io: Io, file: Config | null): Promise<number> {
  await io.out(configInWords({}, file ? ofFile(file) : {}, file));
  return STATUS.done;
}

interface Surroundings {
  readonly line: readonly string[];
  readonly early: GlobalFlags;
  readonly io: Io;
  readonly world: Ports;
}

/** Describes a command to its parser. Gives what runs it with the arguments of the line. */
async function prepared(
  command: Command,
  sub: Parser,
  { line, early, io, world }: Surroundings,
): Promise<(words: readonly unknown[]) => Promise<number>> {
  const progress = progressOn(io, Date.now);
  const file = await config(early, world);
  const own = early.folders.length > 0 ? [] : (file?.data ?? []);
  const context = await world.context([...early.folders, ...own], progress);
  const { argument } = command;
  /** What is in effect can be asked without an argument. */
  const isNeeded = argument?.required === true && !early.printConfig;
  describe(
    sub,
    { ...command, argument: argument && { ...argument, required: isNeeded } },
    context,
    io.look.width,
  );
  return async (words) => {
    const said = sub.opts<Record<string, unknown>>();
    const around = { io, context, progress, config: file, save: world.save, line, folders: own };
    if (!early.printConfig) return runCommand(command, said, words, around);
    const asked = configured(command, said, typeof words[0] === "string", file);
    await io.out(configInWords(withData(said, early.folders), withData(asked, own), file));
    return STATUS.done;
  };
}

const withData = (flags: object, data: readonly string[]) =>
  data.length > 0 ? { ...flags, data } : { ...flags };

/** Help of the program, of a command or of an idea. @throws {UserError} if there is neither of the name. */
async function help(
  name: string | undefined,
  commands: readonly string[],
  io: Io,
  world: Ports,
): Promise<number> {
  if (name === undefined) {
    const status = await run(["--help"], io, world);
    await io.out(ideas(world.topics(), io.look.width));
    return status;
  }
  if (commands.includes(name)) return run([name, "--help"], io, world);
  const topics = world.topics();
  if (!topics.includes(name)) throw unknownTopic(name, [...commands, ...topics]);
  await io.out(reflowed(world.topic(name), io.look.width));
  return STATUS.done;
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

// One command, from the options of its line to what is printed.

/** What surrounds the answer of a command. */
interface Around extends Pick<Ports, "save"> {
  readonly io: Io;
  readonly context: Context;
  readonly progress: Progress;
  readonly config: Config | null;
  /** The line as it was given. */
  readonly line: readonly string[];
  /** Folders of data that the configuration gave. */
  readonly folders: readonly string[];
}

type Said = Readonly<Record<string, unknown>> & OutputOptions;

/** Answers and prints. @param words Arguments of the command. @throws {UserError} Returns the exit status. */
async function runCommand(
  command: Command,
  said: Said,
  words: readonly unknown[],
  around: Around,
): Promise<number> {
  const asked = configured(command, said, typeof words[0] === "string", around.config);
  try {
    return await printAnswer(command, { ...said, ...asked }, words, asked, around);
  } catch (error) {
    throw blameConfig(error, asked, around.config);
  }
}

async function printAnswer(
  command: Command,
  options: Said,
  words: readonly unknown[],
  asked: ConfiguredFlags,
  { io, context, progress, config, save, ...around }: Around,
): Promise<number> {
  const laid = around.folders.flatMap((folder) => ["--data", folder]);
  const { format: _, ...ofAnswer } = asked;
  const format = command.formats ? ownFormat(command.formats, options) : alsoFormat(command, options);
  if (format === null) chooseFormat(options, formatNames(command));
  const line = { ...valuesOfFlags(command, options, words, context), format };
  const answered = await awaited(command.argument?.name, () => command.run(line, context));
  const found = withNotes(answered, options, noteOf([...laid, ...asWords(ofAnswer)], config));
  const envelope = (): Envelope => ({
    command: [...around.line, ...laid, ...asWords(asked)],
    version: context.version,
    lawAsOf: context.schedule().asOf,
    inputs: context.inputs,
    rasteriser: context.rasteriser,
  });
  const look = lookOf(io.look, options);
  const { output } = options;
  const chunks = await printed(found, options, envelope, look);
  if (output !== undefined) await awaited("--output", () => save(output, chunks));
  else
    for await (const piece of pieces(chunks)) {
      progress.clear();
      await io.out(piece);
    }
  for (const { path, flag, text } of await besides(found, envelope(), look))
    await awaited(flag, () => save(path, [text]));
  for (const note of untoldNotes(found, options)) io.err(forReader(`${note}\n`, io));
  return hasFindings(found) ? STATUS.findings : STATUS.done;
}

// Words and options of a line → what a command is given.

/** @throws {UserError} naming the flag whose value is not sound. */
function valuesOfFlags(
  command: Command,
  options: Readonly<Record<string, unknown>>,
  words: readonly unknown[],
  context: Context,
): Omit<CommandLine<Flags>, "format"> {
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
