/** The command line for a program that has it in hand: answers as values, mistakes as they are told, no file written. */
import { run } from "./cli/run.js";
import { type MistakeCode, systemError, UserError } from "./contract/errors.js";
import { createContext } from "./data/context.js";

/** What a command line came to. */
export type Embedded =
  | { readonly answer: string }
  | {
      readonly mistake: {
        readonly message: string;
        readonly where: string | undefined;
        readonly hint: string | undefined;
        readonly code: MistakeCode;
      };
    };

const WIDTH = 80;

/** @param data The shipped data. @param args Words of a command line, without the name of the program. */
export async function embedded(args: readonly string[], data: string, version: string): Promise<Embedded> {
  let answer = "";
  const io = {
    out: async (text: string) => {
      answer += text;
    },
    err: () => {},
    look: { color: false, width: WIDTH, ascii: false },
    live: false,
  };
  try {
    await run([...args, "--format", "json"], io, {
      version,
      context: async (folders, watching) => {
        if (folders.length === 0) return createContext(data, version, undefined, watching);
        const { readerOver } = await import("./data/overlay/overlaid-reader.js");
        return createContext(data, version, readerOver(data, folders), watching);
      },
      topics: () => [],
      topic: () => "",
      saving: async () => {
        throw new UserError("answers are given to the program; no file is written", { where: "--output" });
      },
    });
    return { answer };
  } catch (error) {
    const told = error instanceof UserError ? error : systemError(error);
    if (told === null) throw error;
    const { message, where, hint, code } = told;
    return { mistake: { message, where, hint, code } };
  }
}
