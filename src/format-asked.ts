/** Which format an answer is written in: by its name, or by the ending of the file. */
import { basename, extname, resolve } from "node:path";
import { type ChartOptions, chartFormat } from "./charted.js";
import type { Command } from "./command.js";
import { closest, UserError } from "./errors.js";
import { FORMATS } from "./formats/index.js";
import type { Beside } from "./report.js";

/** Options of every command. */
export interface OutputOptions extends ChartOptions {
  readonly format?: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

export type Entry = (typeof FORMATS)[number];

/** Formats that a command can be asked for: only answers with a chart can be shown as one. */
export const formatNames = ({
  charts,
  formats,
  alsoFormats = {},
}: Pick<Command, "charts" | "formats" | "alsoFormats">): readonly string[] =>
  formats ?? [
    ...FORMATS.flatMap(({ name, ofCharts }) => (ofCharts && !charts ? [] : [name])),
    ...Object.keys(alsoFormats),
  ];

/**
 * The format by its name, else by the ending of the output file, if either says one.
 * @param names Those to name where there is none of the name. @throws {UserError}
 */
export function formatAsked(
  options: OutputOptions,
  names = formatNames({ charts: true }),
): Entry | undefined {
  return chartFormat(options, saidFormat(options, names));
}

function saidFormat({ format, output }: OutputOptions, names: readonly string[]): Entry | undefined {
  if (output === "") throw new UserError('expected the name of a file; got ""', { where: "--output" });
  if (format === undefined) return FORMATS.find(({ endings }) => endings.includes(endingOf(output)));
  return FORMATS.find(({ name }) => name === format) ?? noFormat(names, format);
}

/** A format of a command that writes its own; the usual one if none is asked for. @throws {UserError} */
export function ownFormat(own: readonly [string, ...string[]], { format, output }: OutputOptions): string {
  if (output === "") throw new UserError('expected the name of a file; got ""', { where: "--output" });
  if (format !== undefined) return nameAmong(own, format);
  const ending = endingOf(output).slice(1);
  if (ending === "" || own.includes(ending)) return ending || own[0];
  throw unknownEnding(
    output ?? "",
    own.map((name) => `.${name}`),
    "--output",
  );
}

/** A format that the command writes besides those of the program, if one is asked for. @throws {UserError} */
export function alsoFormat(
  { alsoFormats = {} }: { readonly alsoFormats?: Readonly<Record<string, string>> },
  { format, output }: OutputOptions,
): string | null {
  const own = Object.keys(alsoFormats);
  if (format !== undefined && own.length > 0 && !FORMATS.some(({ name }) => name === format))
    nameAmong(formatNames({ alsoFormats }), format);
  if (format !== undefined) return own.includes(format) ? format : null;
  return own.find((name) => alsoFormats[name] === endingOf(output)) ?? null;
}

function nameAmong(names: readonly string[], format: string): string {
  return names.includes(format) ? format : noFormat(names, format);
}

function noFormat(names: readonly string[], format: string): never {
  const near = closest(format, names);
  throw new UserError(`expected one of ${names.join(", ")}; got "${format}"`, {
    where: "--format",
    ...(near ? { hint: `did you mean ${near}?` } : {}),
  });
}

/** @throws {UserError} if the ending promises a kind of file that no format writes. */
export function checkEnding({ format, output }: OutputOptions, where: string): void {
  const ending = endingOf(output);
  const known = FORMATS.flatMap(({ endings, ofCharts }) => (ofCharts && where !== "--output" ? [] : endings));
  if (format === undefined && ending !== "" && !known.includes(ending))
    throw unknownEnding(output ?? "", known, where);
}

/** @throws {UserError} if the rows beside would take the place of the answer, or have no format. */
export function checkBeside({ path, flag }: Beside, { output }: OutputOptions): void {
  checkEnding({ output: path }, flag);
  if (output !== undefined && resolve(output) === resolve(path))
    throw new UserError(`${path} is where the answer goes`, { where: flag, hint: "name another file" });
}

const unknownEnding = (output: string, known: readonly string[], where: string): UserError =>
  new UserError(`expected a file that ends in ${known.join(", ")}; got "${output}"`, {
    where,
    ...(where === "--output" ? { hint: "or say with --format what to write" } : {}),
  });

const endingOf = (output = ""): string => extname(basename(output)).toLowerCase();
