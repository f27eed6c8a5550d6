/** Completion for bash: one function, all words in it, so that pressing tab runs no program. */
import type { CommandWords, Words } from "./words.js";

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
${commands.flatMap(valuesOf).join("\n")}
      *)
        case "$command" in
${commands.map(wordsOf).join("\n")}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _tariff_calc tariff-calc
`;
}

const valuesOf = ({ name, flags }: CommandWords): string[] =>
  flags.flatMap((flag) => {
    if (flag.takes === null) return [];
    const words = offered(flag.takes);
    return [`      "${name} --${flag.name}") ${words ? `words="${words}"` : ":"} ;;`];
  });

function wordsOf({ name, flags, takes }: CommandWords): string {
  return `          ${name}) words="${offered(takes)} ${flags.map((flag) => `--${flag.name}`).join(" ")}" ;;`;
}

/** Words of its own, or the list of a kind. */
function offered(takes: CommandWords["takes"]): string {
  if (takes === null || takes === "files") return "";
  return typeof takes === "string" ? `$${takes}` : takes.join(" ");
}
