/** Command line → command → report → format → text; mistakes → message and status. */
import { CommanderError, type Command as Parser } from "commander";
import { answer } from "./answered.js";
import type { Command } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { type Config, configured } from "./config.js";
import { type EarlyFlags, earlyFlags } from "./early-flags.js";
import { formatUserError, STATUS, UserError } from "./errors.js";
import { firstSteps, ideas } from "./help.js";
import { told } from "./look.js";
import { describe, topParser } from "./options.js";
import { configInWords, ofFile } from "./print-config.js";
import { progressOn } from "./progress.js";
import { unknownCommand, unknownTopic, usageError } from "./usage.js";
import type { Io, World } from "./world.js";
import { forReader, reflowed } from "./wrap.js";

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
  const early = earlyFlags(line);
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

const config = async ({ noConfig }: EarlyFlags, world: World): Promise<Config | null> =>
  noConfig ? null : ((await world.config?.()) ?? null);

/** What the configuration file says where no command is named. */
async function shown(io: Io, file: Config | null): Promise<number> {
  await io.out(configInWords({}, file ? ofFile(file) : {}, file));
  return STATUS.done;
}

interface Surroundings {
  readonly line: readonly string[];
  readonly early: EarlyFlags;
  readonly io: Io;
  readonly world: World;
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
    if (!early.printConfig) return answer(command, said, words, around);
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
