/** Runs a command line: words → command → answer → format → text; a mistake becomes a message and a status. */
import { extname } from "node:path";
import { CommanderError, type Command as Parser } from "commander";
import { COMMANDS } from "../commands/index.js";
import {
  type Command,
  type CommandLine,
  type Context,
  type DataFlag,
  type Flags,
  keyName,
} from "../contract/command.js";
import {
  awaited,
  flagName,
  formatUserError,
  IdleFlag,
  located,
  STATUS,
  systemError,
  UserError,
} from "../contract/errors.js";
import type { Chunks, Config, Io, Ports, Saving } from "../contract/ports.js";
import type { Envelope, Look } from "../contract/report.js";
import { forReader, inALine, reflowed } from "../contract/text.js";
import { asciiText } from "../formats/ascii.js";
import { configInWords, type FromConfig, flagsOf, fromConfig, WITHOUT_CONFIG } from "./config.js";
import {
  additionalFormat,
  besideOf,
  chooseFormat,
  filesBeside,
  formatNames,
  formatOfCommand,
  hasFindings,
  inPieces,
  isStreamed,
  notesNotPrinted,
  type OutputOptions,
  renderAnswer,
  withNotes,
} from "./output.js";
import {
  describe,
  firstSteps,
  type GlobalFlags,
  globalFlags,
  listIdeas,
  topParser,
  unknownCommand,
  unknownTopic,
  usageError,
} from "./parser.js";
import type { Progress } from "./progress.js";

/** Runs one command line and returns the exit status. */
export async function main(line: readonly string[], terminal: Io, ports: Ports): Promise<number> {
  const io = asciiErrors(terminal);
  try {
    return await run(line, io, ports);
  } catch (error) {
    const told = error instanceof UserError ? error : systemError(error);
    if (told) io.err(forReader(formatUserError(told), io));
    else {
      io.err(`tariff-calc: this is a bug, not a mistake of yours:\n${(error as Error).stack ?? error}\n`);
      return STATUS.bug;
    }
    return STATUS.usage;
  }
}

/** Messages in characters that the terminal shows. */
const asciiErrors = (io: Io): Io =>
  io.look.ascii ? { ...io, err: (text: string) => io.err(asciiText(text)) } : io;

/** Runs one command line and returns the exit status. @throws {UserError} and whatever else is wrong. */
export async function run(line: readonly string[], io: Io, ports: Ports): Promise<number> {
  const globals = globalFlags(line);
  const { argv } = globals;
  if (globals.printConfig && argv.every((word) => word.startsWith("-")))
    return printConfig(io, await readConfig(globals, ports));
  if (argv.length === 0) {
    io.err(firstSteps(io.look.width));
    return STATUS.usage;
  }
  const name = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  const names = COMMANDS.map((command) => command.name);
  if (argv[0] === "help") return help(name, names, io, ports);
  if (name !== undefined && !names.includes(name)) throw unknownCommand(argv, names, ports.topics());
  const told: string[] = [];
  const parser = topParser(io, ports.version, (text) => told.push(text));
  let act = async (): Promise<number> => STATUS.done;
  for (const { name: other, summary, load } of COMMANDS) {
    const sub = parser.command(other).summary(summary).description(summary);
    if (other !== name) continue;
    const command = (await load()).default as unknown as Command;
    const runWords = await prepared(command, sub, { line, globals, io, ports });
    sub.action((...words: unknown[]) => {
      act = () => runWords(words);
    });
  }
  await parse(parser, argv, name);
  for (const text of told) await io.out(text);
  return act();
}

const readConfig = async ({ noConfig }: GlobalFlags, ports: Ports): Promise<Config | null> =>
  noConfig ? null : ((await ports.config?.()) ?? null);

/** What the configuration file says where no command is named. */
async function printConfig(io: Io, config: Config | null): Promise<number> {
  await io.out(configInWords({}, config ? flagsOf(config) : {}, config));
  return STATUS.done;
}

interface Surroundings {
  readonly line: readonly string[];
  readonly globals: GlobalFlags;
  readonly io: Io;
  readonly ports: Ports;
}

/** Describes a command to its parser. Gives what runs it with the arguments of the line. */
async function prepared(
  command: Command,
  sub: Parser,
  { line, globals, io, ports }: Surroundings,
): Promise<(words: readonly unknown[]) => Promise<number>> {
  const isWatched = io.live && !line.some((word) => word === "--quiet" || word === "-q");
  const progress = isWatched ? (await import("./progress.js")).progressOn(io, Date.now) : UNWATCHED;
  const config = await readConfig(globals, ports);
  const folders = globals.folders.length > 0 ? [] : (config?.data ?? []);
  const context = await ports.context([...globals.folders, ...folders], progress);
  const { argument } = command;
  /** What is in effect can be asked without an argument. */
  const isNeeded = argument?.required === true && !globals.printConfig;
  describe(
    sub,
    { ...command, argument: argument && { ...argument, required: isNeeded } },
    context,
    io.look.width,
  );
  return async (words) => {
    const typed = sub.opts<TypedOptions>();
    const isNamed = typeof words[0] === "string";
    const configured = config ? fromConfig(config, command, typed, isNamed, folders) : WITHOUT_CONFIG;
    if (!globals.printConfig)
      return runCommand(command, typed, words, configured, {
        io,
        context,
        progress,
        saving: ports.saving,
        line,
        configFile: config?.path,
      });
    const inEffect = withData(configured.flags, folders);
    await io.out(configInWords(withData(typed, globals.folders), inEffect, config));
    return STATUS.done;
  };
}

/** Nobody watches, nothing is counted. */
const UNWATCHED: Progress = { watch: (items) => items, watchRows: (batches) => batches, clear: () => {} };

const withData = (flags: object, data: readonly string[]) =>
  data.length > 0 ? { ...flags, data } : { ...flags };

/** Help of the program, of a command or of an idea. @throws {UserError} if there is neither of the name. */
async function help(
  name: string | undefined,
  commands: readonly string[],
  io: Io,
  ports: Ports,
): Promise<number> {
  if (name === undefined) {
    const status = await run(["--help"], io, ports);
    await io.out(listIdeas(ports.topics(), io.look.width));
    return status;
  }
  if (commands.includes(name)) return run([name, "--help"], io, ports);
  const topics = ports.topics();
  if (!topics.includes(name)) throw unknownTopic(name, [...commands, ...topics]);
  await io.out(reflowed(ports.topic(name), io.look.width));
  return STATUS.done;
}

/** Parses and runs. @throws {UserError} on a line that cannot be parsed; asking for help or the version is none. */
async function parse(parser: Parser, argv: readonly string[], name: string | undefined): Promise<void> {
  try {
    await parser.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0)
      throw usageError(
        error,
        parser.commands.find((one) => one.name() === name),
      );
  }
}

/** What a command runs in. */
interface Running extends Pick<Ports, "saving"> {
  readonly io: Io;
  readonly context: Context;
  readonly progress: Progress;
  /** The line as it was typed. */
  readonly line: readonly string[];
  readonly configFile: string | undefined;
}

/** Options of a line, as the parser has them. */
type TypedOptions = Readonly<Record<string, unknown>> & OutputOptions;

/** Answers and prints. @param words Arguments of the command. @throws {UserError} Returns the exit status. */
async function runCommand(
  command: Command,
  typed: TypedOptions,
  words: readonly unknown[],
  configured: FromConfig,
  running: Running,
): Promise<number> {
  try {
    const options = withOutput(command, { ...typed, ...configured.flags });
    const format = command.formats
      ? formatOfCommand(command.formats, options)
      : additionalFormat(command, options);
    const asked = format === null ? (chooseFormat(options, formatNames(command))?.name ?? null) : null;
    const line = { ...valuesOfFlags(command, options, words, running.context), format, asked };
    const answer = await awaited(command.argument?.name, () => command.run(line, running.context));
    const { note } = configured;
    return await print(withNotes(answer, options, note), options, configured, running);
  } catch (error) {
    if (error instanceof IdleFlag && configured.flags[error.key] !== undefined)
      return runCommand(command, typed, words, configured.without(error.key), running);
    throw configured.blame(error);
  }
}

/** `-o -` is standard output, as where nothing is said of it; `-o law` of a command that writes a folder is that folder. */
function withOutput({ writesFolder }: Command, { output, ...options }: TypedOptions): TypedOptions {
  if (output === undefined || output === "-") return options;
  const isFolder = writesFolder === true && options.into === undefined && extname(output) === "";
  return isFolder ? { ...options, into: output } : { ...options, output };
}

/** Writes an answer, and what is beside it, where the options say. Returns the exit status. */
async function print(
  answer: ReturnType<typeof withNotes>,
  options: TypedOptions,
  { words, note }: FromConfig,
  { io, context, progress, line, saving, configFile = "" }: Running,
): Promise<number> {
  const envelope = envelopeOf([...line, ...words], context);
  const look = lookOf(io.look, options);
  const { output } = options;
  const chunks = await renderAnswer(answer, options, envelope, look);
  if (note !== undefined && !options.quiet) io.err(forReader(`${inALine(note)}\n`, io));
  const toTerminal = async (): Promise<void> => {
    for await (const piece of inPieces(chunks)) {
      progress.clear();
      await io.out(piece);
    }
  };
  if (output === undefined && besideOf(answer).length === 0) await toTerminal();
  else
    await allOrNone(await saving(), (files) => {
      const read = [...namesRead(line), ...context.filesRead(), configFile];
      const write = (flag: string, path: string, text: Chunks): Promise<void> =>
        awaited(flag, () => files.write(path, text, read));
      for (const { path, flag } of besideOf(answer)) located(flag, () => files.check(path, read));
      return printInOrder(
        answer,
        output === undefined ? toTerminal : () => write("--output", output, chunks),
        {
          inFile: output !== undefined,
          beside: async () => {
            for (const { path, flag, text } of await filesBeside(answer, envelope(), look))
              await write(flag, path, [text]);
          },
        },
      );
    });
  for (const note of notesNotPrinted(answer, options)) io.err(forReader(`${inALine(note)}\n`, io));
  return hasFindings(answer) ? STATUS.findings : STATUS.done;
}

/** What an answer says of its run. */
const envelopeOf = (words: readonly string[], context: Running["context"]) => (): Envelope => ({
  command: withoutJobs(words),
  version: context.version,
  lawAsOf: context.schedule().asOf,
  edition: context.edition(),
  inputs: context.inputs,
  rasteriser: context.rasteriser,
});

/** Files of a stream are complete when it is; those of a report come before what is printed, which stays. */
async function printInOrder(
  answer: ReturnType<typeof withNotes>,
  main: () => Promise<void>,
  { inFile, beside }: { readonly inFile: boolean; beside(): Promise<void> },
): Promise<void> {
  const mainFirst = inFile || isStreamed(answer);
  if (mainFirst) await main();
  await beside();
  if (!mainFirst) await main();
}

/** Words of a line that may name a file to read: all but those that say where answers go. */
const namesRead = (line: readonly string[]): string[] =>
  line.flatMap((word, at) => {
    const isWritten = /^(-o|--(output|totals|worksheet|rejected))$/.test(line[at - 1] ?? "");
    return isWritten || /^(-o|--(output|totals|worksheet|rejected)=)./.test(word)
      ? []
      : [word, word.slice(word.indexOf("=") + 1)];
  });

/** How many threads worked is no part of a question: the answer is the same. */
const withoutJobs = (words: readonly string[]): string[] =>
  words.filter((word, at) => !/^--jobs(=|$)/.test(word) && words[at - 1] !== "--jobs");

/** Files of a run are in their places once all are complete. */
async function allOrNone(files: Saving, act: (files: Saving) => Promise<void>): Promise<void> {
  try {
    await act(files);
    files.done();
  } finally {
    files.discard();
  }
}

/** A file has neither colours nor the characters of a terminal. */
const lookOf = (look: Look, { color, output }: TypedOptions): Look => ({
  width: look.width,
  color: look.color && color !== false && !output,
  ascii: look.ascii === true && !output,
});

/** Words and options of a line as values for a command. @throws {UserError} naming the flag whose value is not sound. */
function valuesOfFlags(
  command: Command,
  options: TypedOptions,
  words: readonly unknown[],
  context: Context,
): Omit<CommandLine<Flags>, "format" | "asked"> {
  const values: Record<string, unknown> = {};
  for (const [key, { parse, repeats }] of Object.entries(command.flags)) {
    const text = options[key];
    if (text === undefined) continue;
    const parsedValue = <T>(one: T) =>
      located(`--${flagName(key)}`, () => parse(one === true ? "" : String(one), context));
    values[key] = repeats ? (text as string[]).map(parsedValue) : parsedValue(text);
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
