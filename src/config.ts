/** What a configuration file says in place of flags that are not given. */
import type { Command } from "./command.js";
import { movedTo, UserError } from "./errors.js";
import { formatNames } from "./format-asked.js";
import { FORMATS } from "./formats/index.js";

/** The file `tariff-calc.json`. */
export interface Config {
  readonly path: string;
  /** The same from the folder the reader is in, as answers name it. */
  readonly shownPath: string;
  /** Folders of data, as absolute paths. */
  readonly data: readonly string[];
  readonly origin?: readonly string[];
  readonly date?: string;
  readonly format?: string;
  readonly assume?: readonly string[];
}

type Options = Readonly<Record<string, unknown>>;

/** Flags that the file gives, by their keys. */
export type Asked = Readonly<Record<string, string | readonly string[]>>;

type OfCommand = Pick<Command, "flags" | "formats" | "alsoFormats" | "charts" | "argument">;

/** Options that say by themselves how an answer is written. */
const OF_FORMAT = ["format", "output", "chart", "chartOf"];

/** Flags of a command that the configuration gives, as a line would have them; `named`: a scenario is named. */
export function configured(command: OfCommand, given: Options, named: boolean, config: Config | null): Asked {
  if (config === null) return {};
  const asked: Record<string, string | readonly string[]> = {};
  const isSaid = named && command.argument?.name === "scenario";
  for (const [key, value] of Object.entries(defaults(config, given, isSaid))) {
    const flag = command.flags[key];
    if (flag === undefined || given[key] !== undefined || value === undefined) continue;
    asked[key] = flag.repeats ? [...value] : (value[0] ?? "");
  }
  const format = formatFor(command, config);
  return format === undefined || OF_FORMAT.some((key) => given[key] !== undefined)
    ? asked
    : { ...asked, format };
}

/** A scenario that is named says itself what it is about, and a period is no day. */
function defaults(
  { origin, date, assume }: Config,
  given: Options,
  isSaid: boolean,
): Readonly<Record<string, readonly string[] | undefined>> {
  if (isSaid) return {};
  const period = given.from !== undefined || given.to !== undefined;
  return {
    origin,
    date: date === undefined || period ? undefined : [date],
    assume: assume && [assume.join(",") || "none"],
  };
}

/** The format of the file, where the command writes it; one that nothing writes too, for that is said as of a flag. */
function formatFor(command: OfCommand, { format }: Config): string | undefined {
  const known = FORMATS.some(({ name }) => name === format);
  return format === undefined || !known || formatNames(command).includes(format) ? format : undefined;
}

/** The same as words of a line, so that an answer says how it can be asked for again. */
export const asWords = (asked: Asked): string[] =>
  Object.entries(asked).flatMap(([key, value]) => [value].flat().flatMap((one) => [`--${key}`, one]));

/** What readers of an answer are told of the file, if it changes the answer. */
export function noteOf(words: readonly string[], config: Config | null): string | undefined {
  if (config === null || words.length === 0) return undefined;
  return `By ${config.shownPath}: ${words.join(" ")}.`;
}

/** A mistake in a flag that the file gave is a mistake in the file. */
export function blamed(error: unknown, asked: Asked, config: Config | null): unknown {
  if (!(error instanceof UserError) || config === null) return error;
  const key = Object.keys(asked).find((one) => error.where === `--${one}`);
  return key === undefined ? error : movedTo(`${config.path}: ${key}`, error);
}
