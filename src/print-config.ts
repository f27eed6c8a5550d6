/** `--print-config`: what is in effect, and where it is from. */
import type { Asked, Config } from "./config.js";

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
export const ofFile = ({ path: _, shownPath: __, data, ...rest }: Config): Asked => ({
  ...rest,
  ...(data.length > 0 ? { data } : {}),
});
