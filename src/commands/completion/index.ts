import { type Command, type Context, commonFlags, defineCommand } from "../../contract/command.js";
import { flagName, located } from "../../contract/errors.js";
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

/** A kind of names, words of its own, files, numbers of the tariff; `null` for anything else. */
type ValueKind = NameKind | readonly string[] | "files" | "numbers" | null;

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

const BY_PLACEHOLDER: Readonly<Record<string, NameKind | "files" | "numbers">> = {
  "<country>": "origins",
  "<id>": "measures",
  "<id=rate[@origin]>": "measures",
  "<group>": "groups",
  "<name>": "levers",
  "<file>": "files",
  "<folder>": "files",
  "<hts>": "numbers",
};
const BY_ARGUMENT: Readonly<Record<string, NameKind | "files" | "numbers">> = {
  scenario: "scenarios",
  id: "measures",
  file: "files",
  hts: "numbers",
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

// Numbers of the tariff are too many to stand in a script: the program is asked for those under the digits typed, or for
// those of the words typed.

/** From so many characters on. */
const LEAST_TYPED = 2;
const MOST_NUMBERS = 30;

/** Asks for numbers with their descriptions, a tab between; `typed` is what the shell knows them by. */
const numbersFor = (program: string, typed: string): string =>
  `${program} find ${typed} --top ${MOST_NUMBERS} --format ndjson 2>/dev/null | sed -n 's/^{"hts":"\\([0-9]*\\)","description":"\\([^"]*\\).*/\\1\\t\\2/p'`;

// For bash all other words stand in one function, so that pressing tab runs no program.

export function bash({ commands, names }: Words): string {
  const lists = Object.entries(names).map(([kind, words]) => `  local ${kind}="${words.join(" ")}"`);
  return `# Completion of tariff-calc for bash: source <(tariff-calc completion bash)
_tariff_calc() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
${lists.join("\n")}
  local words="" numbers=""
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
  COMPREPLY=($(compgen -W "$words" -- "$current") $numbers)
}
_tariff_calc_numbers() {
  if [ \${#2} -ge ${LEAST_TYPED} ] && [ "\${2#-}" = "$2" ]; then ${numbersFor('"$1"', '"$2"')} | cut -f1; fi
}
complete -o default -F _tariff_calc tariff-calc
`;
}

const bashValues = ({ name, flags }: CommandWords): string[] =>
  flags.flatMap((flag) => {
    if (flag.takes === null) return [];
    const words = offered(flag.takes);
    const set = flag.takes === "numbers" ? ASK_IN_BASH : words ? `words="${words}"` : ":";
    return [`      "${name} --${flag.name}") ${set} ;;`];
  });

function bashCase({ name, flags, takes }: CommandWords): string {
  const words = `words="${offered(takes)} ${flags.map((flag) => `--${flag.name}`).join(" ")}"`;
  return `          ${name}) ${words}${takes === "numbers" ? `; ${ASK_IN_BASH}` : ""} ;;`;
}

const ASK_IN_BASH = `numbers=$(_tariff_calc_numbers "\${COMP_WORDS[0]}" "$current")`;

/** Words of its own, or the list of a kind. */
function offered(takes: CommandWords["takes"]): string {
  if (takes === null || takes === "files" || takes === "numbers") return "";
  return typeof takes === "string" ? `$${takes}` : takes.join(" ");
}

export function fish({ commands, names }: Words): string {
  return `# Completion of tariff-calc for fish: tariff-calc completion fish | source
function __tariff_calc_numbers
  set -l typed (commandline -ct)
  string match -qr '^[^-].' -- $typed; and ${numbersFor("tariff-calc", "$typed")}
end
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

function fishValues(takes: NonNullable<FlagWords["takes"]>, names: Words["names"]): string {
  if (takes === "files") return " -F";
  if (takes === "numbers") return " -a '(__tariff_calc_numbers)'";
  return ` -a ${fishQuoted((typeof takes === "string" ? names[takes] : takes).join(" "))}`;
}

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
_tariff_calc_numbers() {
  [[ \${#PREFIX} -ge ${LEAST_TYPED} && $PREFIX != -* ]] || return
  local -a found=(\${(f)"$(${numbersFor("$words[1]", '"$PREFIX"')})"})
  local -a lines=(\${found/$'\\t'/  })
  (( $#found )) && compadd -U -l -d lines -- \${found%%$'\\t'*}
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
  if (takes === "numbers") return "_tariff_calc_numbers";
  return typeof takes === "string" ? `($${takes})` : `(${takes.join(" ")})`;
}

const SHELLS = { bash, zsh, fish } as const;
const NAMES = ["bash", "zsh", "fish"] as const;

export default defineCommand({
  name: "completion",
  summary: "What a shell needs to complete commands, flags and names",
  details:
    "Prints a script that completes commands, flags, scenarios, levers, measures and origins, for bash, zsh or fish.\n" +
    "These are in it: print it anew after the data changed. HTS numbers are asked of `find` when tab is pressed, after\n" +
    "digits (8482) or a word (bearings).",
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
