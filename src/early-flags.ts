/** Flags that decide what is loaded before a command can say which flags it has. */
import { UserError } from "./errors.js";

export interface EarlyFlags {
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
export function earlyFlags(line: readonly string[]): EarlyFlags {
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
