/** Completion for zsh: the words with what each means. */
import type { CommandWords, FlagWords, Words } from "./words.js";

export function zsh({ commands, names }: Words): string {
  const lists = Object.entries(names).map(
    ([kind, words]) => `  local -a ${kind}=(${words.map(quoted).join(" ")})`,
  );
  return `#compdef tariff-calc
# Completion of tariff-calc for zsh: source <(tariff-calc completion zsh)
_tariff_calc() {
${lists.join("\n")}
  local -a commands=(${commands.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(" ")})
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

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const caseOf = ({ name, flags, takes }: CommandWords): string =>
  `    ${name}) _arguments ${[...flags.map(argumentOf), `'*:${titleOf(takes)}:${actionOf(takes)}'`].join(" ")} ;;`;

/** Brackets and colons part what zsh reads, so summaries go without. */
function argumentOf({ name, summary, takes }: FlagWords): string {
  const words = summary.replaceAll(/[[\]:\\]/g, " ");
  return quoted(`*--${name}[${words}]${takes === null ? "" : `:${titleOf(takes)}:${actionOf(takes)}`}`);
}

const titleOf = (takes: FlagWords["takes"]): string => (typeof takes === "string" ? takes : "argument");

function actionOf(takes: FlagWords["takes"]): string {
  if (takes === null) return "";
  if (takes === "files") return "_files";
  return typeof takes === "string" ? `($${takes})` : `(${takes.join(" ")})`;
}
