/** The text of `--help`, set to the width of the terminal. */
import type { Argument, Command, Option } from "commander";
import { hanging, wrapped } from "./wrap.js";

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
export function shellLines(example: string, width: number): string[] {
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
export function topHelp(program: Command, terminal: number): string {
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
export function helpOf(command: Command, terminal: number): string {
  const width = Math.min(terminal, WIDEST);
  const line = liner(width);
  const groups = new Map<string, Option[]>([["Options:", []]]);
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
  tariff-calc scenario --auto 25 --reciprocal 24    cars 25 %, the rest 24 %
  tariff-calc --help                                every command
`;

/** Names of the ideas that there is help on, under the help of the program. */
export const ideas = (topics: readonly string[], width: number): string =>
  `\n${hanging(`Ideas, with tariff-calc help <idea>: ${topics.join(", ")}`, width)}\n`;
