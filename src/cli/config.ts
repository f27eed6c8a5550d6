/** What a configuration file says in place of flags that are not given, and how an answer says so. */
import type { Command } from "../contract/command.js";
import { movedTo, UserError } from "../contract/errors.js";
import type { Config } from "../contract/ports.js";
import { FORMATS } from "../formats/index.js";
import { formatNames } from "./output.js";

/** Flags of a line by their keys, as the parser has them. */
type TypedFlags = Readonly<Record<string, unknown>>;

/** Flags that the file gives, by their keys. */
type ConfiguredFlags = Readonly<Record<string, string | readonly string[]>>;

type ConfigurableCommand = Pick<Command, "flags" | "formats" | "alsoFormats" | "charts" | "argument">;

/** What a configuration gives one command line. */
export interface FromConfig {
  readonly flags: ConfiguredFlags;
  /** The same with folders of data, as words of a line, so that an answer says how it can be asked for again. */
  readonly words: readonly string[];
  /** What readers of an answer are told of the file, if it changes the answer. */
  readonly note: string | undefined;
  /** The same without a flag that the line has no use for. */
  without(key: string): FromConfig;
  /** A mistake in a flag that the file gave is a mistake in the file. */
  blame(error: unknown): unknown;
}

/** Where there is no file. */
export const WITHOUT_CONFIG: FromConfig = {
  flags: {},
  words: [],
  note: undefined,
  without: () => WITHOUT_CONFIG,
  blame: (error) => error,
};

/**
 * What the file gives a command.
 * @param named A scenario is named. @param folders Those of its folders of data that are read.
 */
export function fromConfig(
  config: Config,
  command: ConfigurableCommand,
  typed: TypedFlags,
  named: boolean,
  folders: readonly string[],
  unused: readonly string[] = [],
): FromConfig {
  const all = Object.entries(configuredFlags(config, command, typed, named));
  const flags: ConfiguredFlags = Object.fromEntries(all.filter(([key]) => !unused.includes(key)));
  const { format: _, ...ofAnswer } = flags;
  const data = folders.flatMap((folder) => ["--data", folder]);
  const telling = [...data, ...asWords(ofAnswer)];
  return {
    flags,
    words: [...data, ...asWords(flags)],
    note: telling.length === 0 ? undefined : `By ${config.shownPath}: ${telling.join(" ")}.`,
    without: (key) => fromConfig(config, command, typed, named, folders, [...unused, key]),
    blame: (error) => blameFile(error, flags, config),
  };
}

/** Options that say by themselves how an answer is written. */
const OF_FORMAT = ["format", "output", "chart", "chartOf"];

/** Flags of a command that the configuration gives, as a line would have them. */
function configuredFlags(
  config: Config,
  command: ConfigurableCommand,
  typed: TypedFlags,
  named: boolean,
): ConfiguredFlags {
  const flags: Record<string, string | readonly string[]> = {};
  const isStated = named && command.argument?.name === "scenario";
  for (const [key, value] of Object.entries(isStated ? {} : defaults(config, typed))) {
    const flag = command.flags[key];
    if (flag === undefined || flag.ownLine || typed[key] !== undefined || value === undefined) continue;
    flags[key] = flag.repeats ? [...value] : (value[0] ?? "");
  }
  const format = formatFor(command, config);
  return format === undefined || OF_FORMAT.some((key) => typed[key] !== undefined)
    ? flags
    : { ...flags, format };
}

/** Options of questions whose imports are their own, or the year's. */
const WEIGHED_OTHERWISE = ["hts", "actuals", "entries", "flows", "list"];

/** What a question that does not state them itself is about; a period is no day. */
function defaults(
  { origin, date, assume, weights, columns }: Config,
  typed: TypedFlags,
): Readonly<Record<string, readonly string[] | undefined>> {
  const isPeriod = typed.from !== undefined || typed.to !== undefined;
  return {
    origin,
    date: date === undefined || isPeriod ? undefined : [date],
    assume: assume && [assume.join(",") || "none"],
    weights: weights === undefined || WEIGHED_OTHERWISE.some((key) => key in typed) ? undefined : [weights],
    columns: columns && Object.entries(columns).map(([column, heading]) => `${column}="${heading}"`),
  };
}

/** The format of the file, where the command writes it; one that nothing writes too, for that is said as of a flag. */
function formatFor(command: ConfigurableCommand, { format }: Config): string | undefined {
  const isWritten = FORMATS.some(({ name }) => name === format);
  return format === undefined || !isWritten || formatNames(command).includes(format) ? format : undefined;
}

const asWords = (flags: ConfiguredFlags): string[] =>
  Object.entries(flags).flatMap(([key, value]) => [value].flat().flatMap((one) => [`--${key}`, one]));

function blameFile(error: unknown, flags: ConfiguredFlags, { path }: Config): unknown {
  if (!(error instanceof UserError)) return error;
  const key = Object.keys(flags).find((one) => error.where === `--${one}`);
  return key === undefined ? error : movedTo(`${path}: ${key}`, error);
}

// `--print-config` stands here, because it names the same keys: what is in effect, and where it is from.

/** What holds where neither a flag nor the file says anything. */
const USUAL = {
  data: "the shipped data alone",
  origin: "each command says what it takes then",
  date: "each command says what it takes then",
  format: "table, or the form that the answer has",
  assume: "every assumption that is on by default",
  weights: "the imports that the trade flows have",
  columns: "columns by their own names, and those that are known",
} as const;

/** A line a key. @param typed Flags of the line. @param configured What the file gives in place of others. */
export function configInWords(typed: TypedFlags, configured: TypedFlags, config: Config | null): string {
  const lines = Object.entries(USUAL).map(([key, usual]) => {
    const inFile = inList(config?.[key as keyof typeof USUAL]);
    if (typed[key] !== undefined) return `${key}: ${inList(typed[key])} (--${key})`;
    if (configured[key] !== undefined) return `${key}: ${inList(configured[key])} (${config?.path})`;
    return inFile === ""
      ? `${key}: not set: ${usual}`
      : `${key}: not used here; ${config?.path} has ${inFile}`;
  });
  return `${[config?.path ?? "no tariff-calc.json here or above", ...lines].join("\n")}\n`;
}

const inList = (value: unknown): string => [value ?? []].flat().join(", ");

/** What the file says by itself, before a command can leave any of it out. */
export const flagsOf = ({ path: _, shownPath: __, data, columns, ...rest }: Config): TypedFlags => ({
  ...rest,
  ...(columns
    ? { columns: Object.entries(columns).map(([column, heading]) => `${column}="${heading}"`) }
    : {}),
  ...(data.length > 0 ? { data } : {}),
});
