/** Command line → command → report → format → text; mistakes → message and status. */
import { CommanderError, type Command as Parser } from "commander";
import type { Command, Context, DataFlag, Flags, Given } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { asWords, type Config, configInWords, configured } from "./config.js";
import { earlyFlags } from "./early-flags.js";
import { awaited, formatUserError, located, STATUS, UserError } from "./errors.js";
import { firstSteps, ideas } from "./help.js";
import { lookOf, told } from "./look.js";
import { describe, topParser } from "./options.js";
import {
  alsoFormat,
  besides,
  type Chunks,
  formatAsked,
  hasFindings,
  type OutputOptions,
  ownFormat,
  pieces,
  printed,
  untoldNotes,
  withNotes,
} from "./output.js";
import { type Progress, progressOn } from "./progress.js";
import type { Envelope, Look, Watching } from "./report.js";
import { flagName, keyName } from "./texts/flag-names.js";
import { unknownCommand, unknownTopic, usageError } from "./usage.js";
import { forReader, reflowed } from "./wrap.js";

export interface Io {
  /** May ask to be waited for, when a reader is slower than the program. */
  out(text: string): void | Promise<void>;
  err(text: string): void;
  readonly look: Look;
  /** Somebody watches standard error. */
  readonly live: boolean;
}

/** What is loaded only when a command needs it. */
export interface World {
  readonly version: string;
  /** The shipped data under folders of the user, the last one on top. @throws {UserError} */
  context(folders: readonly string[], watching: Watching): Promise<Context>;
  /** The configuration file of the working folder or above, if it is obeyed. @throws {UserError} */
  readonly config?: () => Promise<Config | null>;
  /** Names of the ideas that `help` explains, in order. */
  topics(): readonly string[];
  /** The text of one of them. */
  topic(name: string): string;
  /** Writes a file whole or not at all. @throws {UserError} */
  save(path: string, chunks: Chunks): Promise<void>;
}

/** Runs one command line and returns the exit status. */
export async function main(argv: readonly string[], given: Io, world: World): Promise<number> {
  const io = told(given);
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

async function run(line: readonly string[], io: Io, world: World): Promise<number> {
  const { argv, folders, noConfig, printConfig } = earlyFlags(line);
  const parser = topParser(io, world.version);
  const configOf = async () => (noConfig ? null : ((await world.config?.()) ?? null));
  if (printConfig) {
    await io.out(configInWords(line, await configOf()));
    return STATUS.done;
  }
  if (argv.length === 0) {
    io.err(firstSteps(io.look.width));
    return STATUS.usage;
  }
  let status: number = STATUS.done;
  const name = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  const names = COMMANDS.map((entry) => entry.name);
  if (argv[0] === "help") return help(name, names, io, world);
  if (name !== undefined && !names.includes(name)) throw unknownCommand(name, names);
  for (const entry of COMMANDS) {
    const sub = parser.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name !== name) continue;
    const command = (await entry.load()).default as unknown as Command;
    const progress = progressOn(io, Date.now);
    const config = await configOf();
    const own = folders.length > 0 ? [] : (config?.data ?? []);
    const context = await world.context([...folders, ...own], progress);
    const laid = own.flatMap((folder) => ["--data", folder]);
    describe(sub, command, context, io.look.width);
    sub.action(async (...words: unknown[]) => {
      const around = { io, context, progress, config, save: world.save };
      status = await answer(command, sub, words, [...line, ...laid], around);
    });
  }
  await parsed(parser, argv, name);
  return status;
}

/** Help of the program, of a command or of an idea. @throws {UserError} if there is neither of the name. */
async function help(
  name: string | undefined,
  commands: readonly string[],
  io: Io,
  world: World,
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

/** What surrounds the answer of a command. */
interface Around extends Pick<World, "save"> {
  readonly io: Io;
  readonly context: Context;
  readonly progress: Progress;
  readonly config: Config | null;
}

async function answer(
  command: Command,
  sub: Parser,
  words: readonly unknown[],
  argv: readonly string[],
  { io, context, progress, config, save }: Around,
): Promise<number> {
  const said = sub.opts<Record<string, unknown> & OutputOptions>();
  const asked = config ? configured(command, said, typeof words[0] === "string", config) : {};
  const options = { ...said, ...asked };
  const format = command.formats ? ownFormat(command.formats, options) : alsoFormat(command, options);
  if (format === null) formatAsked(options);
  const line = { ...given(command, options, words, context), format };
  const answered = await awaited(command.argument?.name, () => command.run(line, context));
  const found = withNotes(answered, options);
  const envelope = (): Envelope => ({
    command: [...argv, ...asWords(asked)],
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

function given(
  command: Command,
  options: Record<string, unknown>,
  words: readonly unknown[],
  context: Context,
): Omit<Given<Flags>, "format"> {
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
  return { argument, more, commands: COMMANDS, flags: values, dataFlags: new Map(dataFlags) };
}
