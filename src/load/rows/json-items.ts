/** Items of a JSON array as its text comes in. */
import { Tokenizer, TokenParser } from "@streamparser/json";
import { UserError } from "../../errors.js";
import { LONGEST_RECORD, tooLong } from "./columns.js";
import { newlinesIn } from "./text.js";

const UNCLOSED = "look for a quote or bracket that is not closed";

export class ItemParser {
  readonly #name: string;
  readonly #tokenizer = new Tokenizer();
  readonly #parser = new TokenParser({ paths: ["$.*"], keepStack: false });
  #items: unknown[] = [];
  /** Lines and bytes before the piece of text at hand, and characters of its last line so far. */
  #lines = 1;
  #before = 0;
  #column = 0;
  /** Bytes up to the last token, and up to the last item. */
  #token = 0;
  #item = 0;

  constructor(name: string) {
    this.#name = name;
    this.#tokenizer.onToken = (token) => {
      this.#token = token.offset;
      this.#parser.write(token);
    };
    this.#parser.onValue = ({ value }) => {
      this.#items.push(value);
      this.#checkLength(this.#token);
      this.#item = this.#token;
    };
    this.#parser.onEnd = () => {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    };
  }

  /** Items that end in a piece of text. @throws {UserError} with line and column, if it is not JSON. */
  completedBy(chunk: Buffer): unknown[] {
    try {
      this.#tokenizer.write(chunk);
    } catch (error) {
      throw error instanceof UserError ? error : this.#notJson(chunk, error as Error);
    }
    this.#before += chunk.length;
    this.#lines += newlinesIn(chunk);
    const last = chunk.lastIndexOf("\n");
    this.#column = chunk.toString("utf8", last + 1).length + (last < 0 ? this.#column : 0);
    if (!this.#parser.isEnded) this.#checkLength(this.#before);
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** @throws {UserError} if the array is not closed. */
  end(): void {
    if (this.#parser.isEnded) return;
    const where = `${this.#name}:${this.#lines}`;
    throw new UserError("this is not JSON: the file ends before its array does", { where, hint: UNCLOSED });
  }

  #checkLength(end: number): void {
    if (end - this.#item > LONGEST_RECORD) throw tooLong(`${this.#name}:${this.#lines}`, UNCLOSED);
  }

  /** The tokenizer tells the place only in words; a token in the wrong place has one itself. */
  #notJson(chunk: Buffer, { message }: Error): UserError {
    const told = /chunk position "(\d+)"/.exec(message)?.[1];
    const at = Math.max(0, told === undefined ? this.#token - this.#before : Number(told));
    const lineStart = chunk.lastIndexOf("\n", at - 1) + 1;
    const line = this.#lines + newlinesIn(chunk.subarray(0, at));
    const column = 1 + chunk.toString("utf8", lineStart, at).length + (lineStart === 0 ? this.#column : 0);
    const found = /^\S{1,20}/.exec(chunk.toString("utf8", at, at + 80))?.[0] ?? "";
    return new UserError(`this is not JSON: did not expect ${found}`, {
      where: `${this.#name}:${line}:${column}`,
      hint: "look for a missing quote, comma or bracket just before this place",
    });
  }
}
