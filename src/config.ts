/** What a configuration file says in place of flags that are not given. */
import type { Command } from "./command.js";

/** The file `tariff-calc.json`. */
export interface Config {
  readonly path: string;
  /** Folders of data, as absolute paths. */
  readonly data: readonly string[];
  readonly origin?: readonly string[];
  readonly date?: string;
  readonly format?: string;
  readonly assume?: readonly string[];
}

type Options = Readonly<Record<string, unknown>>;

type Asked = Record<string, string | string[]>;

/** Options that say by themselves how an answer is written. */
const OF_FORMAT = ["format", "output", "chart", "chartOf"];

/** Flags of a command that the configuration gives, as a line would have them; `named`: a scenario is named. */
export function configured(
  { flags, formats, argument }: Pick<Command, "flags" | "formats" | "argument">,
  given: Options,
  named: boolean,
  config: Config,
): Asked {
  const asked: Asked = {};
  for (const [key, value] of Object.entries(
    defaults(config, given, named && argument?.name === "scenario"),
  )) {
    const flag = flags[key];
    if (flag === undefined || given[key] !== undefined || value === undefined) continue;
    asked[key] = flag.repeats ? [...value] : (value[0] ?? "");
  }
  const written = formats !== undefined || OF_FORMAT.some((key) => given[key] !== undefined);
  return config.format === undefined || written ? asked : { ...asked, format: config.format };
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

/** The same as words of a line, so that an answer says how it can be asked for again. */
export const asWords = (asked: Asked): string[] =>
  Object.entries(asked).flatMap(([key, value]) => [value].flat().flatMap((one) => [`--${key}`, one]));

const KEYS = ["data", "origin", "date", "format", "assume"] as const;

/** What is in effect and where it is from, a line a key. @param line The command line as it was given. */
export function configInWords(line: readonly string[], config: Config | null): string {
  const lines = KEYS.map((key) => {
    const flags = given(line, key);
    const value = flags.length > 0 ? flags : [config?.[key] ?? []].flat();
    const from = flags.length > 0 ? `--${key}` : (config?.path ?? "");
    return value.length === 0 ? `${key}: not set` : `${key}: ${value.join(", ")} (${from})`;
  });
  return `${[config ? config.path : "no tariff-calc.json here or above", ...lines].join("\n")}\n`;
}

function given(line: readonly string[], key: string): string[] {
  const flag = `--${key}`;
  return line.flatMap((word, at) => {
    const short = key === "format" && word === "-f";
    if (word === flag || short) return line[at + 1] ?? [];
    return word.startsWith(`${flag}=`) ? [word.slice(flag.length + 1)] : [];
  });
}
