/** Options that every command has, and those of every command with a chart. */

interface CommonFlag {
  readonly name: string;
  readonly short?: string;
  readonly placeholder?: `<${string}>`;
  readonly summary: string;
  readonly group: "Data:" | "Output:";
  /** Words it takes, where they are few. */
  readonly takes?: readonly string[];
}

const DATA = { group: "Data:" } as const;
const OUTPUT = { group: "Output:" } as const;

const CHARTS: readonly CommonFlag[] = [
  { name: "chart", summary: "a chart instead of a table; -o with .svg or .png draws it", ...OUTPUT },
  {
    ...{ name: "chart-of", placeholder: "<what>", summary: "what the chart shows: rate or duty" },
    ...{ takes: ["rate", "duty"], ...OUTPUT },
  },
];

/** Those of a command that writes these formats. */
export const commonFlags = (formats: readonly string[], charts = false): readonly CommonFlag[] => [
  {
    ...{ name: "data", placeholder: "<folder>" },
    ...{ summary: "a folder of data laid over the shipped; repeat for several", ...DATA },
  },
  { name: "no-config", summary: "leave the configuration file tariff-calc.json out", ...DATA },
  { name: "print-config", summary: "print what it says, and what flags say instead", ...DATA },
  {
    ...{ name: "format", short: "f", placeholder: "<name>", summary: formats.join(", ") },
    ...{ takes: formats, ...OUTPUT },
  },
  {
    ...{ name: "output", short: "o", placeholder: "<file>" },
    ...{ summary: "write to a file; its ending chooses the format", ...OUTPUT },
  },
  { name: "quiet", short: "q", summary: "leave out the notes", ...OUTPUT },
  { name: "no-color", summary: "no colours, as the variable NO_COLOR does", ...OUTPUT },
  ...(charts ? CHARTS : []),
];

/** As help shows it: `-f, --format <name>`. */
export const writtenFlag = ({ name, short, placeholder }: CommonFlag): string =>
  `${short ? `-${short}, ` : ""}--${name}${placeholder ? ` ${placeholder}` : ""}`;

// Names of flags, on the command line and in code.

/** `usContent` on the command line is `--us-content`. */
export const flagName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** And back. */
export const keyName = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
