/** Passes on the bytes of a text, having made sure that they are one. */
import { isUtf8 } from "node:buffer";
import { UserError } from "../../contract/errors.js";

/** Enough to know a file by, and to find its separator in. */
const BEGINNING = 64 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 10;

/**
 * Text in UTF-8 without its byte order mark; each piece ends after a whole character, and the first has at least
 * 64 KiB if the text has. @throws {UserError} with the line, if it is no such text; also if it is empty.
 */
export async function* textOf(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let line = 1;
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of begun(chunks, name)) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    const end = endOfCharacters(bytes);
    const text = bytes.subarray(0, end);
    carried = bytes.subarray(end);
    checkText(text, name, line);
    line += newlinesIn(text);
    yield text;
  }
  if (carried.length > 0) throw notUtf8(name, line);
}

/** The same bytes, with the first pieces joined, looked at, and freed of the byte order mark. */
async function* begun(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < BEGINNING) continue;
    yield beginning(start, name);
    start = null;
  }
  if (start !== null) yield beginning(start, name);
}

function beginning(start: Buffer, name: string): Buffer {
  checkBeginning(start, name);
  const marked = BYTE_ORDER_MARK.equals(start.subarray(0, BYTE_ORDER_MARK.length));
  const text = marked ? start.subarray(BYTE_ORDER_MARK.length) : start;
  if (text.toString("latin1").trim() !== "") return text;
  throw new UserError("this file is empty", {
    where: name,
    hint: "it should hold rows as CSV, JSON or NDJSON",
  });
}

function checkText(text: Buffer, name: string, firstLine: number): void {
  const zero = text.indexOf(0);
  if (zero >= 0)
    throw new UserError("this is no text file: it has a byte 0", {
      where: `${name}:${firstLine + newlinesIn(text.subarray(0, zero))}`,
      hint: "rows are read from CSV, JSON or NDJSON in UTF-8",
    });
  if (isUtf8(text)) return;
  let line = firstLine;
  let from = 0;
  for (let to = text.indexOf(NEWLINE); to >= 0 && isUtf8(text.subarray(from, to)); line += 1) {
    from = to + 1;
    to = text.indexOf(NEWLINE, from);
  }
  throw notUtf8(name, line);
}

const notUtf8 = (name: string, line: number): UserError =>
  new UserError("expected text in UTF-8; got bytes that are none", {
    where: `${name}:${line}`,
    hint: "save the file as UTF-8; a spreadsheet calls this CSV UTF-8",
  });

/** How many newlines there are. */
export function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** The first byte of a character says how many it has: 110xxxxx two, 1110xxxx three, 11110xxx four. */
const lengthOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1);
const isFurther = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** Where the last whole character ends. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (!isFurther(byte)) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

// Recognises files that are no text of rows by how they begin.

const SAVE_AS_CSV = "open it and save the sheet as CSV (UTF-8)";
const SAVE_AS_UTF8 = "save it as UTF-8; a spreadsheet calls this CSV UTF-8";

interface Kind {
  readonly begins: readonly number[];
  /** Bytes of which one more must be near the beginning. */
  readonly holds?: string;
  readonly is: string;
  readonly hint: string;
}

const ascii = (text: string): number[] => [...Buffer.from(text, "latin1")];

/** In order: a longer beginning stands before a shorter one that it contains. */
const KINDS: readonly Kind[] = [
  {
    begins: ascii("PK\x03\x04"),
    holds: "[Content_Types].xml",
    is: "an Excel workbook",
    hint: SAVE_AS_CSV,
  },
  {
    begins: ascii("PK\x03\x04"),
    holds: "opendocument.spreadsheet",
    is: "an OpenDocument sheet",
    hint: SAVE_AS_CSV,
  },
  { begins: ascii("PK\x03\x04"), is: "a ZIP archive", hint: "unpack it, and name the file inside" },
  { begins: [0xd0, 0xcf, 0x11, 0xe0], is: "an old Excel workbook", hint: SAVE_AS_CSV },
  { begins: [0x1f, 0x8b], is: "compressed with gzip", hint: "unpack it: gunzip -c FILE | tariff-calc … -" },
  { begins: ascii("PAR1"), is: "a Parquet file", hint: "write its table as CSV or NDJSON" },
  { begins: ascii("%PDF"), is: "a PDF document", hint: "rows are read from CSV, JSON or NDJSON" },
  { begins: [0xff, 0xfe, 0, 0], is: "UTF-32 text", hint: SAVE_AS_UTF8 },
  { begins: [0, 0, 0xfe, 0xff], is: "UTF-32 text", hint: SAVE_AS_UTF8 },
  { begins: [0xff, 0xfe], is: "UTF-16 text", hint: SAVE_AS_UTF8 },
  { begins: [0xfe, 0xff], is: "UTF-16 text", hint: SAVE_AS_UTF8 },
];

/** @throws {UserError} naming what the file is, if its first bytes are not those of text in UTF-8. */
function checkBeginning(start: Buffer, name: string): void {
  const kind = KINDS.find(
    ({ begins, holds }) =>
      begins.every((byte, index) => start[index] === byte) && (holds === undefined || start.includes(holds)),
  );
  if (kind === undefined) return;
  throw new UserError(`expected text in UTF-8; this is ${kind.is}`, { where: name, hint: kind.hint });
}
