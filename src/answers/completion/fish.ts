/** Completion for fish: a line a word, with what it means. */
import type { CommandWords, FlagWords, Words } from "./words.js";

export function fish({ commands, names }: Words): string {
  return `# Completion of tariff-calc for fish: tariff-calc completion fish | source
complete -c tariff-calc -f
${commands.map(({ name, summary }) => `complete -c tariff-calc -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`).join("\n")}
${commands.flatMap((command) => linesOf(command, names)).join("\n")}
`;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function linesOf({ name, flags, takes }: CommandWords, names: Words["names"]): string[] {
  const start = `complete -c tariff-calc -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(takes === null ? [] : [`${start}${valuesOf(takes, names)}`]),
    ...flags.map(
      (flag) =>
        `${start} -l ${flag.name} -d ${quoted(flag.summary)}${flag.takes === null ? "" : ` -r${valuesOf(flag.takes, names)}`}`,
    ),
  ];
}

const valuesOf = (takes: NonNullable<FlagWords["takes"]>, names: Words["names"]): string =>
  takes === "files" ? " -F" : ` -a ${quoted((typeof takes === "string" ? names[takes] : takes).join(" "))}`;
