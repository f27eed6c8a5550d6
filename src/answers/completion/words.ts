/** What can be typed where: commands, their flags, and the names that the data has for their values. */
import type { Context } from "../../command.js";
import { GROUPINGS } from "../group.js";

/** Names by kind; a placeholder of a flag says which it takes. */
export interface Names {
  readonly origins: readonly string[];
  readonly measures: readonly string[];
  readonly scenarios: readonly string[];
  readonly levers: readonly string[];
  readonly groups: readonly string[];
}
type NameKind = keyof Names;

export interface FlagWords {
  readonly name: string;
  readonly summary: string;
  readonly takes: Takes;
}

/** A kind of names, words of its own, files; `null` for anything else. */
type Takes = NameKind | readonly string[] | "files" | null;

export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  readonly takes: Takes;
}

export interface Words {
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

export const takenBy = (placeholder: string | null): Takes =>
  (placeholder && BY_PLACEHOLDER[placeholder]) || null;
export const takenAs = (argument: string | undefined): Takes => (argument && BY_ARGUMENT[argument]) || null;

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
