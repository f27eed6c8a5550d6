/** One command, from the options of its line to what is printed. */
import type { Command, Context } from "./command.js";
import { type Asked, asWords, blamed, type Config, configured, noteOf } from "./config.js";
import { awaited, STATUS } from "./errors.js";
import { alsoFormat, formatAsked, formatNames, type OutputOptions, ownFormat } from "./format-asked.js";
import { given } from "./given.js";
import { lookOf } from "./look.js";
import { besides, hasFindings, pieces, printed, untoldNotes, withNotes } from "./output.js";
import type { Progress } from "./progress.js";
import type { Envelope } from "./report.js";
import type { Io, World } from "./world.js";
import { forReader } from "./wrap.js";

/** What surrounds the answer of a command. */
export interface Around extends Pick<World, "save"> {
  readonly io: Io;
  readonly context: Context;
  readonly progress: Progress;
  readonly config: Config | null;
  /** The line as it was given. */
  readonly line: readonly string[];
  /** Folders of data that the configuration gave. */
  readonly folders: readonly string[];
}

type Said = Readonly<Record<string, unknown>> & OutputOptions;

/** Answers and prints. @param words Arguments of the command. @throws {UserError} Returns the exit status. */
export async function answer(
  command: Command,
  said: Said,
  words: readonly unknown[],
  around: Around,
): Promise<number> {
  const asked = configured(command, said, typeof words[0] === "string", around.config);
  try {
    return await told(command, { ...said, ...asked }, words, asked, around);
  } catch (error) {
    throw blamed(error, asked, around.config);
  }
}

async function told(
  command: Command,
  options: Said,
  words: readonly unknown[],
  asked: Asked,
  { io, context, progress, config, save, ...around }: Around,
): Promise<number> {
  const laid = around.folders.flatMap((folder) => ["--data", folder]);
  const { format: _, ...ofAnswer } = asked;
  const format = command.formats ? ownFormat(command.formats, options) : alsoFormat(command, options);
  if (format === null) formatAsked(options, formatNames(command));
  const line = { ...given(command, options, words, context), format };
  const answered = await awaited(command.argument?.name, () => command.run(line, context));
  const found = withNotes(answered, options, noteOf([...laid, ...asWords(ofAnswer)], config));
  const envelope = (): Envelope => ({
    command: [...around.line, ...laid, ...asWords(asked)],
    version: context.version,
    lawAsOf: context.schedule().asOf,
    inputs: context.inputs,
    rasteriser: context.rasteriser,
  });
  const look = lookOf(io.look, options);
  const { output } = options;
  const chunks = await printed(found, options, envelope, look);
  if (output !== undefined) await awaited("--output", () => save(output, chunks));
  else
    for await (const piece of pieces(chunks)) {
      progress.clear();
      await io.out(piece);
    }
  for (const { path, flag, text } of await besides(found, envelope(), look))
    await awaited(flag, () => save(path, [text]));
  for (const note of untoldNotes(found, options)) io.err(forReader(`${note}\n`, io));
  return hasFindings(found) ? STATUS.findings : STATUS.done;
}
