import { type Command, type Context, commonFlags, defineCommand, flagName } from "../../contract/command.js";
import { located } from "../../contract/errors.js";
import { oneOf } from "../../contract/parse.js";
import { GROUPINGS } from "../common/groups.js";

// What can be typed where, as each shell wants to be told: commands, their flags, and names that the data has for
// values.

/** Names by kind; a placeholder of a flag says which it takes. */
interface Names {
  readonly origins: readonly string[];
  readonly measures: readonly string[];
  readonly scenarios: readonly string[];
  readonly levers: readonly string[];
  readonly groups: readonly string[];
}
type NameKind = keyof Names;

interface FlagWords {
  readonly name: string;
  readonly summary: string;
  readonly takes: ValueKind;
}

/** A kind of names, words of its own, files; `null` for anything else. */
type ValueKind = NameKind | readonly string[] | "files" | null;

export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  readonly takes: ValueKind;
}

interface Words {
  readonly commands: readonly CommandWords[];
  readonly names: Names;
}

const BY_PLACEHOLDER: Readonly<Record<string, NameKind | "files">> = {
  "<country>": "origins",
  "<id>": "measures",
  "<id=rate[@origin]>": "measures",
  "<group>": "groups",
  "<name>": "levers",
  "<file>": "files",
  "<folder>": "files",
};
const BY_ARGUMENT: Readonly<Record<string, NameKind | "files">> = {
  scenario: "scenarios",
  id: "measures",
  file: "files",
};

export const valuesOfPlaceholder = (placeholder: string | null): ValueKind =>
  (placeholder && BY_PLACEHOLDER[placeholder]) || null;
export const valuesOfArgument = (argument: string | undefined): ValueKind =>
  (argument && BY_ARGUMENT[argument]) || null;

/** Names of the law and the data, sorted. */
export function namesIn(context: Context): Names {
  const { origins, measures } = context.schedule();
  const all = [...origins.values()];
  const blocs = new Set(all.flatMap((origin) => origin.blocs));
  return {
    origins: ["all", ...[...blocs].sort(), ...all.map(({ code }) => code).sort()],
    measures: measures.map(({ id }) => id),
    scenarios: context.scenarios().map(({ name }) => name),
    levers: context.levers().map(({ name }) => name),
    groups: [...GROUPINGS],
  };
}

// For bash all words stand in one function, so that pressing tab runs no program.

export function bash({ commands, names }: Words): string {
  const lists = Object.entries(names).map(([kind, words]) => `  local ${kind}="${words.join(" ")}"`);
  return `# Completion of tariff-calc for bash: source <(tariff-calc completion bash)
_tariff_calc() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
${lists.join("\n")}
  local words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(" ")} --help --version"
  else
    case "$command $before" in
${commands.flatMap(bashValues).join("\n")}
      *)
        case "$command" in
${commands.map(bashCase).join("\n")}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _tariff_calc tariff-calc
`;
}

const bashValues = ({ name, flags }: CommandWords): string[] =>
  flags.flatMap((flag) => {
    if (flag.takes === null) return [];
    const words = offered(flag.takes);
    return [`      "${name} --${flag.name}") ${words ? `words="${words}"` : ":"} ;;`];
  });

function bashCase({ name, flags, takes }: CommandWords): string {
  return `          ${name}) words="${offered(takes)} ${flags.map((flag) => `--${flag.name}`).join(" ")}" ;;`;
}

/** Words of its own, or the list of a kind. */
function offered(takes: CommandWords["takes"]): string {
  if (takes === null || takes === "files") return "";
  return typeof takes === "string" ? `$${takes}` : takes.join(" ");
}

export function fish({ commands, names }: Words): string {
  return `# Completion of tariff-calc for fish: tariff-calc completion fish | source
complete -c tariff-calc -f
${commands.map(({ name, summary }) => `complete -c tariff-calc -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`).join("\n")}
${commands.flatMap((command) => linesOf(command, names)).join("\n")}
`;
}

const fishQuoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function linesOf({ name, flags, takes }: CommandWords, names: Words["names"]): string[] {
  const start = `complete -c tariff-calc -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(takes === null ? [] : [`${start}${fishValues(takes, names)}`]),
    ...flags.map(
      (flag) =>
        `${start} -l ${flag.name} -d ${fishQuoted(flag.summary)}${flag.takes === null ? "" : ` -r${fishValues(flag.takes, names)}`}`,
    ),
  ];
}

const fishValues = (takes: NonNullable<FlagWords["takes"]>, names: Words["names"]): string =>
  takes === "files"
    ? " -F"
    : ` -a ${fishQuoted((typeof takes === "string" ? names[takes] : takes).join(" "))}`;

export function zsh({ commands, names }: Words): string {
  const lists = Object.entries(names).map(
    ([kind, words]) => `  local -a ${kind}=(${words.map(zshQuoted).join(" ")})`,
  );
  return `#compdef tariff-calc
# Completion of tariff-calc for zsh: source <(tariff-calc completion zsh)
_tariff_calc() {
${lists.join("\n")}
  local -a commands=(${commands.map(({ name, summary }) => zshQuoted(`${name}:${summary}`)).join(" ")})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${commands.map(caseOf).join("\n")}
  esac
}
compdef _tariff_calc tariff-calc
`;
}

const zshQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const caseOf = ({ name, flags, takes }: CommandWords): string =>
  `    ${name}) _arguments ${[...flags.map(argumentOf), `'*:${titleOf(takes)}:${actionOf(takes)}'`].join(" ")} ;;`;

/** Brackets and colons part what zsh reads, so summaries go without. */
function argumentOf({ name, summary, takes }: FlagWords): string {
  const words = summary.replaceAll(/[[\]:\\]/g, " ");
  return zshQuoted(`*--${name}[${words}]${takes === null ? "" : `:${titleOf(takes)}:${actionOf(takes)}`}`);
}

const titleOf = (takes: FlagWords["takes"]): string => (typeof takes === "string" ? takes : "argument");

function actionOf(takes: FlagWords["takes"]): string {
  if (takes === null) return "";
  if (takes === "files") return "_files";
  return typeof takes === "string" ? `($${takes})` : `(${takes.join(" ")})`;
}

const SHELLS = { bash, zsh, fish } as const;
const NAMES = ["bash", "zsh", "fish"] as const;

export default defineCommand({
  name: "completion",
  summary: "What a shell needs to complete commands, flags and names",
  details:
    "Prints a script that completes commands, flags, scenarios, levers, measures and origins, for bash, zsh or fish.\n" +
    "Pressing tab runs no program: all words are in it. Print it anew after the data changed.",
  argument: { name: "shell", summary: NAMES.join(", "), required: true },
  flags: {},
  examples: ["tariff-calc completion bash", "tariff-calc completion zsh", "tariff-calc completion fish"],
  async run({ argument, commands: listed, formatsOf }, context) {
    const shell = located("completion", () => oneOf(NAMES)(argument ?? ""));
    const commands = await Promise.all(
      listed.map(async ({ summary, load }) => {
        const command = (await load()).default as Command;
        return wordsOf(command, summary, formatsOf(command), context);
      }),
    );
    const help = { ...HELP, flags: [], takes: listed.map(({ name }) => name) };
    return SHELLS[shell]({ commands: [...commands, help], names: namesIn(context) });
  },
});

const HELP = { name: "help", summary: "Help of a command, or on an idea" };

const ASKS_HELP = { name: "help", summary: "print the help of the command", takes: null };

function wordsOf(
  { name, flags, dataFlags, argument, charts }: Command,
  summary: string,
  formats: readonly string[],
  context: Context,
): CommandWords {
  const own = Object.entries(flags).map(([key, { placeholder, summary: words }]) => ({
    name: flagName(key),
    summary: words,
    takes: valuesOfPlaceholder(placeholder),
  }));
  const ofData = (dataFlags?.(context) ?? []).map((flag) => ({
    name: flag.name,
    summary: flag.summary,
    takes: null,
  }));
  const common = commonFlags(formats, charts).map(({ placeholder = null, takes, ...flag }) => ({
    ...{ name: flag.name, summary: flag.summary },
    takes: takes ?? valuesOfPlaceholder(placeholder),
  }));
  return {
    ...{ name, summary, takes: valuesOfArgument(argument?.name) },
    flags: [...own, ...ofData, ...common, ASKS_HELP],
  };
}
