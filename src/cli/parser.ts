/** A command line as commander sees it: the flags of the program and of a command, and the text of `--help`. */
import { type Argument, type CommanderError, Option, Command as Parser } from "commander";
import { type Command, type Context, commonFlags, flagsTaken, writtenFlag } from "../contract/command.js";
import { closest, flagName, UserError } from "../contract/errors.js";
import { hanging, wrapped } from "../contract/text.js";
import { formatNames } from "./output.js";

interface Streams {
  readonly look: { readonly width: number };
  err(text: string): void;
}

/**
 * The parser of the program, before any command is added. It throws its complaints, and hands help to `help`: it does not
 * wait for what it prints, so that a full disk would go unnoticed.
 */
export function topParser(io: Streams, version: string, help: (text: string) => void): Parser {
  return new Parser("tariff-calc")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureOutput({ writeOut: help, writeErr: io.err, outputError: () => {} })
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
  for (const [key, flag] of Object.entries(flags)) sub.addOption(optionOf(flagName(key), flag));
  const formats = formatNames(command);
  const taken = flagsTaken(command, formats);
  for (const { name, placeholder, summary } of leversOf(dataFlags?.(context) ?? [], taken))
    sub.addOption(once(new Option(`--${name} ${placeholder}`, summary).helpGroup("Levers:")));
  for (const flag of commonFlags(formats, command.charts)) {
    const option = new Option(writtenFlag(flag), flag.summary).helpGroup(flag.group);
    sub.addOption(option.required ? once(option) : option);
  }
  sub.helpOption("-h, --help", "print this help");
  sub.addHelpText(
    "after",
    `\nExamples:\n${command.examples.flatMap((one) => shellLines(one, width)).join("\n")}`,
  );
}

/** Levers of the data become flags. @throws {UserError} on one that has the name of another flag, or of another lever */
function leversOf<T extends { name: string }>(levers: readonly T[], taken: readonly string[]): readonly T[] {
  const names = levers.map(({ name }) => name);
  const clash = names.find((name, index) => taken.includes(name) || names.indexOf(name) < index);
  if (clash === undefined) return levers;
  const what = taken.includes(clash)
    ? `a lever is named "${clash}", which is a flag of the program`
    : `two levers are named "${clash}"`;
  throw new UserError(what, {
    where: "levers.json",
    hint: "give the lever another name in your folder of data",
  });
}

function optionOf(name: string, { placeholder, summary, repeats }: Command["flags"][string]): Option {
  const option = new Option(`--${name}${placeholder ? ` ${placeholder}` : ""}`, summary);
  // A flag such as --no-asks is one of its own: there is no --asks that it denies.
  option.negate = false;
  if (repeats)
    return option.argParser((text, list: string[] = []) => [...list, notAnOption(text, option.flags)]);
  return placeholder ? once(option) : option;
}

/** A flag that takes one value and is given two: which of them is meant cannot be known. */
const once = (option: Option): Option =>
  option.argParser((text, earlier?: string) => {
    if (earlier === undefined) return notAnOption(text, option.flags);
    throw new UserError(
      `this flag takes one value; got ${JSON.stringify(earlier)} and ${JSON.stringify(text)}`,
      {
        where: option.long ?? option.flags,
        hint: "give it once",
      },
    );
  });

/** What stands where a value is expected; the next option, of a flag whose value was left out, is none. */
function notAnOption(text: string, flags: string): string {
  if (/^(--[a-z]|-[a-z]$)/i.test(text)) throw missingValue(flags, text);
  return text;
}

// These flags are taken before commander sees the line: they decide what is loaded, and a command can say which
// flags it has only then.

export interface GlobalFlags {
  /** The line without them. */
  readonly argv: readonly string[];
  /** Folders of `--data`, in order. */
  readonly folders: readonly string[];
  /** No configuration file is read. */
  readonly noConfig: boolean;
  /** What is in effect is printed, and nothing else. */
  readonly printConfig: boolean;
}

const DATA = "--data";
const NO_CONFIG = "--no-config";
const PRINT_CONFIG = "--print-config";

/** Takes them from a line, wherever they stand. @throws {UserError} on a folder that is not named. */
export function globalFlags(line: readonly string[]): GlobalFlags {
  const argv: string[] = [];
  const folders: string[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const word = line[at] ?? "";
    if (word === DATA) folders.push(line[++at] ?? "");
    else if (word.startsWith(`${DATA}=`)) folders.push(word.slice(DATA.length + 1));
    else if (word !== NO_CONFIG && word !== PRINT_CONFIG) argv.push(word);
  }
  if (folders.some((folder) => folder === "" || folder.startsWith("-")))
    throw new UserError("expected <folder> after it; nothing follows", {
      where: DATA,
      hint: "name a folder laid out as the shipped data; docs/new-tariff.md makes one",
    });
  return { argv, folders, noConfig: line.includes(NO_CONFIG), printConfig: line.includes(PRINT_CONFIG) };
}

// Help is set here, not by commander, so that it fits the width of the terminal.

/** Longer lines are hard to read. */
const WIDEST = 100;
/** Names of options and commands stand left of their descriptions; where there is no room for these, above them. */
const LEFT = 24;
const NARROW = 60;
const [BESIDE, BELOW] = [" ".repeat(2 + LEFT), " ".repeat(6)];

type Line = (left: string, right: string) => string;

const liner =
  (width: number): Line =>
  (left, right) => {
    const longest = Math.max(...right.split(" ").map(({ length }) => length));
    const below = width < NARROW || BESIDE.length + longest > width;
    const indent = below ? BELOW : BESIDE;
    const text = wrapped(`${indent}${right}`, width, indent).join("\n");
    return below || left.length >= LEFT
      ? `${wrapped(`  ${left}`, width, "    ").join("\n")}\n${text}`
      : `  ${left.padEnd(LEFT)}${text.slice(indent.length)}`;
  };

const paragraph = (text: string, width: number): string =>
  wrapped(text.replaceAll(/\s+/g, " ").trim(), width, "").join("\n");

/** A command line to copy: where it goes on in a further line, the shell is told so. Quotes hold words together. */
function shellLines(example: string, width: number): string[] {
  const words = example.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  const lines: string[] = [];
  let line = " ";
  for (const [index, word] of words.entries()) {
    const room = index === words.length - 1 ? width : width - 2;
    if (line.trim() !== "" && line.length + 1 + word.length > room) {
      lines.push(`${line} \\`);
      line = `    ${word}`;
    } else line = `${line} ${word}`;
  }
  return [...lines, line];
}

/** Help of the program: what it does, each command in a line, where to go on. */
function topHelp(program: Parser, terminal: number): string {
  const width = Math.min(terminal, WIDEST);
  const line = liner(width);
  const parts = [
    paragraph(
      "Computes what US tariffs cost, who pays them, and on what law they rest. Offline, exact.",
      width,
    ),
    "Usage: tariff-calc <command> [options]",
    ["Commands:", ...program.commands.map((command) => line(command.name(), command.summary()))].join("\n"),
    [
      "Options:",
      line("-h, --help", "print help; with a command, its options and examples"),
      line("-V, --version", "print the version"),
      line("--print-config", "print what the configuration file gives; --no-config leaves it out"),
    ].join("\n"),
    ["Examples:", ...EXAMPLES.flatMap((example) => shellLines(example, width))].join("\n"),
    paragraph("`tariff-calc help` also lists ideas that it explains, such as stacking and unknown.", width),
    paragraph("Status: 0 done, 1 findings, 2 wrong usage or data, 70 a bug.", width),
  ];
  return `${parts.join("\n\n")}\n`;
}

const EXAMPLES = [
  "tariff-calc scenario --auto 25 --reciprocal 24",
  "tariff-calc duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --explain",
  "tariff-calc measures section-232/cars",
];

/** `<one>` that is needed, `[one]` that is not, `[one...]` of any number. */
function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Help of one command: its options by group, then examples. */
function helpOf(command: Parser, terminal: number): string {
  const width = Math.min(terminal, WIDEST);
  const line = liner(width);
  const groups = new Map<string, Option[]>();
  for (const option of command.options) {
    const title = option.helpGroupHeading ?? "Options:";
    groups.set(title, [...(groups.get(title) ?? []), option]);
  }
  const options = [...groups].map(([title, own]) => {
    const lines = own.map(({ flags, description }) => line(flags, description));
    return [title, ...lines].join("\n");
  });
  const argument = command.registeredArguments.map((one) => line(termOf(one), one.description));
  const terms = command.registeredArguments.map((one) => ` ${termOf(one)}`).join("");
  const parts = [
    paragraph(command.description(), width),
    wrapped(`Usage: tariff-calc ${command.name()}${terms} [options]`, width, "  ").join("\n"),
    ...(argument.length > 0 ? [`Argument:\n${argument.join("\n")}`] : []),
    ...options,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What to type first, for who typed no command. */
export const firstSteps = (width: number): string => hanging(FIRST_STEPS, width);

const FIRST_STEPS = `tariff-calc: what a tariff costs, who pays it, and on what law it rests.
  tariff-calc scenario --auto 25 --reciprocal 24    cars 25%, the rest 24%
  tariff-calc --help                                every command
`;

/** Names of the ideas that there is help on, under the help of the program. */
export const listIdeas = (topics: readonly string[], width: number): string =>
  `\n${hanging(`Ideas, with tariff-calc help <idea>: ${topics.join(", ")}`, width)}\n`;

// Mistakes on the command line itself, in the layout of all others.

/**
 * A line that names no command; said before options are looked at, or `--help` after it would hide the slip. An option
 * ahead of any command is told as such, since what follows it is its value.
 * @param ideas Names of the ideas that there is help on.
 */
export function unknownCommand(argv: readonly string[], known: readonly string[], ideas: readonly string[]) {
  const [first = ""] = argv;
  const name = argv.find((word) => !word.startsWith("-")) ?? "";
  if (first.startsWith("-") && !closest(name, known))
    return new UserError(`expected a command before ${first}`, {
      hint: `write it first, such as \`tariff-calc ${argv.find((word) => known.includes(word)) ?? "scenario --auto 25"}\``,
    });
  return new UserError(`there is no command "${name}"`, { hint: commandMeant(name, known, ideas) });
}

function commandMeant(name: string, known: readonly string[], ideas: readonly string[]): string {
  if (/^\d{4}[\d.]*$/.test(name)) return `for goods of a number, write \`tariff-calc duty ${name}\``;
  const idea = ideas.find((one) => one === name.toLowerCase());
  if (idea) return `\`tariff-calc help ${idea}\` explains it`;
  const near = closest(name, known);
  return near ? `did you mean ${near}?` : "`tariff-calc --help` lists the commands";
}

/** What follows `help` is neither a command nor an idea. */
export function unknownTopic(name: string, known: readonly string[]): UserError {
  const near = closest(name, known);
  return new UserError(`there is no help on "${name}"`, {
    hint: near ? `did you mean ${near}?` : "`tariff-calc help` lists commands and ideas",
  });
}

/** What commander complains of, as a mistake of the user: where, what was expected, what to do. */
export function usageError({ code, message }: CommanderError, parser: Parser | undefined): UserError {
  const command = parser?.name();
  const help = `\`tariff-calc ${command ? `${command} ` : ""}--help\``;
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? "";
  switch (code) {
    case "commander.unknownOption": {
      const hint = (parser && meantBy(quoted, parser)) ?? `${help} lists the options`;
      return new UserError("there is no such option", { where: quoted, hint });
    }
    case "commander.optionMissingArgument":
      return missingValue(quoted, null, help);
    case "commander.missingArgument":
      return new UserError("it is needed", { where: quoted, hint: `${help} shows examples` });
    case "commander.excessArguments":
      return tooMany(message, command, help);
    default:
      return new UserError(message.replace(/^error: /, ""), { hint: `${help} shows how it is used` });
  }
}

/** What other programs, and other commands of this one, call what an option does, or an argument, which needs none. */
const HABITS: readonly (readonly [meant: string, words: string])[] = [
  ["<hts>", "hts hts-code hs hs-code code number product"],
  ["<file>", "file input csv-file in"],
  ["<words>", "name text query description search"],
  ["--origin", "country countries partner exporter coo origins country-of-origin from"],
  ["--from <origins>", "origin origins country countries partner partners coo country-of-origin"],
  ["--view <view>", "realised realized cash"],
  ["--product", "hts hts-code hs hs-code code number products goods"],
  ["--hts", "hs hs-code code number product products goods"],
  ["--value", "amount price cost customs-value declared-value"],
  ["--date", "day year on as-of entry-date"],
  ["--from", "since start begin date day on"],
  ["--lever <name=from:to:step>", "from to step start stop end min max range rates steps"],
  ["--to", "until end till"],
  ["--until", "to end till"],
  ["--qty", "quantity count units weight kg"],
  ["--metal-weight", "weight"],
  ["--metal", "steel aluminum aluminium copper"],
  ["--claim", "spi claims preference preferences fta agreement exemption exclusion"],
  ["--top", "limit max first head"],
  ["--sort", "order order-by sort-by sorted"],
  ["--by", "group group-by sector sectors"],
  ["--auto", "car cars autos automobile automobiles"],
  ["--rate", "currency fx exchange-rate"],
  ["--file", "input csv-file in"],
  ["--output", "out save export"],
  ["--explain", "why detail details"],
  ...["csv", "json", "ndjson", "xlsx", "markdown", "html", "parquet", "svg", "png", "table"].map(
    (format) => [`--format ${format}`, format] as const,
  ),
  ["--format xlsx", "excel"],
  ["--format markdown", "md"],
];

const SORTED = "its rows have an order of their own; --format csv gives them to what sorts";

/** What a command has for a word of another program, or a word like its own; `undefined` where nothing is near. */
function meantBy(quoted: string, parser: Parser): string | undefined {
  const word = quoted.replace(/^--?/, "").toLowerCase();
  const options = parser.options.flatMap(({ long }) => long ?? []);
  const written = parser.options.map(({ flags }) => flags);
  const known = [...options, ...written, ...parser.registeredArguments.map((one) => `<${one.name()}>`)];
  const habits = HABITS.flatMap(([meant, words]) =>
    words.split(" ").includes(word) && (known.includes(meant) || known.includes(meant.replace(/ \w+$/, "")))
      ? [meant]
      : [],
  );
  const near = closest(
    word,
    options.map((option) => option.slice(2)),
  );
  const [first = near && `--${near}`] = habits;
  if (first?.startsWith("<")) return `write it without an option: \`tariff-calc ${parser.name()} ${first}\``;
  if (first === undefined && /^(sort|order)/.test(word)) return SORTED;
  if (habits.length > 1) return `did you mean one of ${habits.join(", ")}?`;
  return first && `did you mean ${first}?`;
}

/** `option` is written as in the help: `-f, --format <name>`. */
function missingValue(option: string, next: string | null, help = "`--help` after the command"): UserError {
  const [placeholder = "a value"] = /<.*>/.exec(option) ?? [];
  const [name = option] = /--[a-z0-9-]+/.exec(option) ?? [];
  return new UserError(`expected ${placeholder} after it; ${next ? `${next} follows` : "nothing follows"}`, {
    where: name,
    hint: `${help} says what it takes`,
  });
}

function tooMany(message: string, command: string | undefined, help: string): UserError {
  const [, most = "0", got = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
  const takes = most === "0" ? "no argument" : `${most} argument`;
  return new UserError(`expected ${takes} besides the options; got ${got}`, {
    ...(command === undefined ? {} : { where: command }),
    hint: `${help} shows how it is used; put words that belong together in quotes`,
  });
}
