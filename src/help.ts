/** The text of `--help`. */
import type { Argument, Command, Option } from "commander";

const WIDTH = 24;

const line = (left: string, right: string): string =>
  left.length < WIDTH ? `  ${left.padEnd(WIDTH)}${right}` : `  ${left}\n  ${" ".repeat(WIDTH)}${right}`;

/** Help of the program: what it does, each command in a line, where to go on. */
export function topHelp(program: Command): string {
  const commands = program.commands.map((command) => line(command.name(), command.summary()));
  return `Computes what US tariffs cost, who pays them, and on what law they rest. Offline, exact.

Usage: tariff-calc <command> [options]

Commands:
${commands.join("\n")}

Options:
${line("-h, --help", "print help; with a command, its options and examples")}
${line("-V, --version", "print the version")}

Examples:
  tariff-calc scenario --auto 25 --reciprocal 24
  tariff-calc duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --explain
  tariff-calc measures section-232/cars

Status: 0 done, 1 findings, 2 wrong usage or data, 70 a bug.
`;
}

/** `<one>` that is needed, `[one]` that is not, `[one...]` of any number. */
function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Help of one command: its options by group, then examples. */
export function helpOf(command: Command): string {
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
  const parts = [
    command.description(),
    `Usage: tariff-calc ${command.name()}${command.registeredArguments.map((one) => ` ${termOf(one)}`).join("")} [options]`,
    ...(argument.length > 0 ? [`Argument:\n${argument.join("\n")}`] : []),
    ...options,
  ];
  return `${parts.join("\n\n")}\n`;
}
