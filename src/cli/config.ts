/** What a configuration file says in place of flags that are not given. */
import type { Command } from "../contract/command.js";
import { movedTo, UserError } from "../contract/errors.js";
import type { Config } from "../contract/ports.js";
import { FORMATS } from "../formats/index.js";
import { formatNames } from "./output.js";

type Options = Readonly<Record<string, unknown>>;

/** Flags that the file gives, by their keys. */
export type ConfiguredFlags = Readonly<Record<string, string | readonly string[]>>;

type OfCommand = Pick<Command, "flags" | "formats" | "alsoFormats" | "charts" | "argument">;

/** Options that say by themselves how an answer is written. */
const OF_FORMAT = ["format", "output", "chart", "chartOf"];

/** Flags of a command that the configuration gives, as a line would have them; `named`: a scenario is named. */
export function configured(
  command: OfCommand,
  given: Options,
  named: boolean,
  config: Config | null,
): ConfiguredFlags {
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
export const asWords = (asked: ConfiguredFlags): string[] =>
  Object.entries(asked).flatMap(([key, value]) => [value].flat().flatMap((one) => [`--${key}`, one]));

/** What readers of an answer are told of the file, if it changes the answer. */
export function noteOf(words: readonly string[], config: Config | null): string | undefined {
  if (config === null || words.length === 0) return undefined;
  return `By ${config.shownPath}: ${words.join(" ")}.`;
}

/** A mistake in a flag that the file gave is a mistake in the file. */
export function blameConfig(error: unknown, asked: ConfiguredFlags, config: Config | null): unknown {
  if (!(error instanceof UserError) || config === null) return error;
  const key = Object.keys(asked).find((one) => error.where === `--${one}`);
  return key === undefined ? error : movedTo(`${config.path}: ${key}`, error);
}

// `--print-config`: what is in effect, and where it is from.

/** What holds where neither a flag nor the file says anything. */
const USUAL = {
  data: "the shipped data alone",
  origin: "each command says what it takes then",
  date: "each command says what it takes then",
  format: "table, or the form that the answer has",
  assume: "every assumption that is on by default",
} as const;

/** A line a key. @param said Flags as they were given. @param asked What the file gives in place of others. */
export function configInWords(
  said: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, unknown>>,
  config: Config | null,
): string {
  const lines = Object.entries(USUAL).map(([key, usual]) => {
    const own = listed(config?.[key as keyof typeof USUAL]);
    if (said[key] !== undefined) return `${key}: ${listed(said[key])} (--${key})`;
    if (asked[key] !== undefined) return `${key}: ${listed(asked[key])} (${config?.path})`;
    return own === "" ? `${key}: not set: ${usual}` : `${key}: not used here; ${config?.path} has ${own}`;
  });
  return `${[config?.path ?? "no tariff-calc.json here or above", ...lines].join("\n")}\n`;
}

const listed = (value: unknown): string => [value ?? []].flat().join(", ");

/** What the file says by itself, before a command can leave any of it out. */
export const ofFile = ({ path: _, shownPath: __, data, ...rest }: Config): ConfiguredFlags => ({
  ...rest,
  ...(data.length > 0 ? { data } : {}),
});
