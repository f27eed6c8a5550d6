/** Passes on the bytes of a text, having made sure that they are one. */
import { isAscii as isAsciiText, isUtf8 } from "node:buffer";
import { UserError } from "../../contract/errors.js";
import { LONGEST_RECORD, tooLong } from "./table.js";

/** Enough to know a file by, and to find its separator in. */
const BEGINNING = 64 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 10;

/**
 * Text in UTF-8 without its byte order mark; each piece ends after a whole character, and the first has at least
 * 64 KiB if the text has. @throws {UserError} with the line, if it is no such text; also if it is empty.
 */
export async function* textOf(
  chunks: AsyncIterable<Buffer>,
  name: string,
  encoding: { name: string | null } = { name: null },
  asked?: string,
): AsyncGenerator<Buffer> {
  let line = 1;
  let carried: Buffer = Buffer.alloc(0);
  let isAscii = true;
  const older = { text: textNamed(asked) };
  const decoded = (bytes: Buffer): Buffer => {
    older.text ??= isAscii && !hasUtf8(bytes) ? olderText(bytes) : null;
    const text = older.text?.decode(bytes);
    if (older.text === null || text === undefined) throw notUtf8(name, line, bytes, older.text?.name);
    encoding.name = older.text.name;
    return Buffer.from(text);
  };
  for await (const chunk of begun(inUtf8(marked(chunks), encoding, name, asked), name)) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    const end = older.text !== null ? bytes.length : endOfCharacters(bytes);
    let text = bytes.subarray(0, end);
    carried = bytes.subarray(end);
    checkText(text, name, line);
    if (older.text !== null || !isUtf8(text)) {
      text = decoded(Buffer.concat([text, carried]));
      carried = carried.subarray(carried.length);
    } else isAscii &&= isAsciiText(text);
    line += newlinesIn(text);
    yield text;
  }
  if (carried.length > 0 || (older.text !== null && older.text.decode() === undefined))
    throw notUtf8(name, line, carried, older.text?.name);
}

const [WESTERN, CENTRAL, JAPANESE, TURKISH] = [
  ...["Windows-1252 (Latin-1)", "Windows-1250", "Shift_JIS", "Windows-1254"],
] as const;
/** Letters of the bytes 80 to 9F, which decoders of some versions of Node take for control characters. */
const LETTERS =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
const letterOf = (byte: string): string => LETTERS[byte.charCodeAt(0) - 0x80] ?? byte;

/** Bytes that are no letter of Windows-1252. */
const HAS_NO_LETTER = /[\x81\x8d\x8f\x90\x9d]/;
/** Letters beyond ASCII that stand together: words of other scripts, which Western text does not have. */
const TOGETHER = /[\x80-\xff]{4,}/g;

/** Whether all bytes are letters of Western text, and no more of those beyond ASCII stand in long runs than apart. */
const isWestern = (text: string): boolean => !HAS_NO_LETTER.test(text) && isLatin(text);

function isLatin(text: string): boolean {
  const words = text.match(TOGETHER)?.filter(isWord) ?? [];
  return highIn(words) * 2 <= highIn([text]);
}

/** Two characters of Shift_JIS or more, which Japanese words have; an accented letter of another encoding stands alone. */
const JAPANESE_WORDS = /(?:[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]){2,}/g;
/** Three of the usual ones: in Western text marks such as dashes, of which no more than two kinds stand together. */
const USUAL_WORDS = /(?:[\x81-\x9f][\x40-\x7e\x80-\xfc]){3,}/g;
const MARKS = 2;
const isWord = (text: string): boolean => new Set(text).size > MARKS;

function isJapanese(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  const isSure = text.match(USUAL_WORDS)?.some(isWord) ?? false;
  return (
    (isSure || HAS_NO_LETTER.test(text)) && highIn(text.match(JAPANESE_WORDS) ?? []) * 2 > highIn([text])
  );
}

const highIn = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.replace(/[^\x80-\xff]+/g, "").length, 0);

// Windows-1250, of Polish, Czech, Slovak, Hungarian, Croatian and Slovene spreadsheets, has most bytes of Windows-1252.

/** Polish and Czech letters within words, and at their beginning, where Western text has signs and no letters. */
const LETTERS_FOR_SIGNS =
  /[a-z\xc0-\xff][\x8d\x8f\x9d\x9f\xa5\xaf\xb3\xb9\xbc\xbe\xbf](?=[a-z\xc0-\xff])|(?<![a-z0-9\xc0-\xff])[\x8d\x8f\xa3\xaa\xaf](?=[a-z\xc0-\xff]{2})|[\x8c\x9c](?=[bgjklprtwz])/gi;
/** Letters with a caron, of both: few Western words have them. */
const CARONS = /[\x8a\x8e\x9a\x9e]/g;
/** Letters of Czech, Slovak and Croatian, and letters of French, Spanish, Portuguese and the north, that are the same bytes. */
const [WITH_CARONS, WITHOUT] = [
  /[\xc8\xcc\xcf\xd8\xd9\xe6\xe8\xec\xef\xf0\xf2\xf8\xf9]/g,
  /[\xe0\xe3\xe5\xea\xf1\xf5\xfb]/,
];
const NO_TURKISH_LETTER = /[\x81\x8d-\x90\x9d\x9e]/;
const NO_CENTRAL_LETTER = /[\x81\x83\x88\x90\x98]/;
/** One sign among so many letters may be a slip. */
const MOST_BESIDE = 4;
/** Of letters with carons, so many are others to one of both. */
const MOST_OTHERS = 3;

function isCentral(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  if (NO_CENTRAL_LETTER.test(text) || !isLatin(text)) return false;
  const count = (of: RegExp) => text.match(of)?.length ?? 0;
  if (isHungarian(text) || isRomanian(text)) return true;
  const signs = count(LETTERS_FOR_SIGNS);
  if (signs > 1 || (signs === 1 && highIn([text]) <= MOST_BESIDE)) return true;
  const [both, others] = [count(CARONS), count(WITH_CARONS)];
  return both > 0 && others > 0 && others <= MOST_OTHERS * both && !WITHOUT.test(text);
}

/**
 * Hungarian ő and ű, where Western text has õ, which an e follows in Portuguese, and û, beside none of the letters that
 * French, Portuguese and Estonian have and Hungarian has not.
 */
const DOUBLE_ACUTES = /\xf5(?!e)|\xd5(?!E)|\xfb|\xdb/;
const LONG_AT_END = /(?:\xf5|[a-z\xc0-\xff]{3}\xfb)(?![a-z\xc0-\xff])/i;
const OF_HUNGARIAN = /[\xe1\xed\xf3\xfa]/i;
const NOT_HUNGARIAN = /[\xe0\xe2-\xe8\xea-\xec\xee-\xf2\xf4\xf8\xf9\xfe]/i;

const isHungarian = (text: string): boolean =>
  DOUBLE_ACUTES.test(text) &&
  !NOT_HUNGARIAN.test(text) &&
  (LONG_AT_END.test(text) || OF_HUNGARIAN.test(text));

/** Romanian ţ beside ă, or ş within a word: in Western text a thorn beside an a with a tilde, and a raised o. */
const isRomanian = (text: string): boolean =>
  !/[\xc0\xc1\xc4-\xcd\xcf-\xdd\xdf-\xe1\xe4-\xed\xef-\xfd\xff]/.test(text) &&
  ((/[\xfe\xde]/.test(text) && /[\xe3\xc3]/.test(text)) || /[a-z]\xba[a-z]/.test(text));

/** All that Windows-1254 has for letters of Turkish, and among them one where Icelandic has none: its thorns begin words. */
const OTHER_THAN_TURKISH =
  /[\xc0\xc1\xc3-\xc6\xc8-\xcd\xcf\xd1-\xd5\xd7-\xda\xdf-\xe1\xe3-\xe6\xe8-\xed\xef\xf1-\xf5\xf7-\xfa\xff]/;
const SURELY_TURKISH = /[a-z\xc0-\xff][\xfe\xde]|(?<![a-z\xc0-\xff])\xdd[a-z\xf0\xfe]/i;
const [ONLY_TURKISH, NOT_ICELANDIC] = [/[\xd0\xdd\xde\xf0\xfe]/, /[\xc7\xdc\xe7\xfc]/];

function isTurkish(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  if (NO_TURKISH_LETTER.test(text) || OTHER_THAN_TURKISH.test(text) || !isLatin(text)) return false;
  return SURELY_TURKISH.test(text) || (ONLY_TURKISH.test(text) && NOT_ICELANDIC.test(text));
}

/** A text of an encoding that is older than Unicode, read as it comes. */
interface OlderText {
  readonly name: string;
  /** The next bytes as text, or what is left at the end; nothing where they are none of the encoding. */
  readonly decode: (bytes?: Buffer) => string | undefined;
}

/** A text in an encoding that was asked for; `null` where none was. */
function textNamed(asked: string | undefined): OlderText | null {
  if (asked === undefined) return null;
  if (asked === "windows-1252") return WESTERN_TEXT;
  const [name, none] = NAMED[asked] ?? [asked.toUpperCase().replace("WINDOWS", "Windows")];
  return decodedBy(asked, name, none);
}

const NAMED: Readonly<Record<string, readonly [name: string, none?: RegExp]>> = {
  shift_jis: [JAPANESE],
  "windows-1250": [CENTRAL, NO_CENTRAL_LETTER],
  "windows-1254": [TURKISH, NO_TURKISH_LETTER],
};

/** The encoding of the first bytes that are not UTF-8; `null` where it is not known. */
function olderText(first: Buffer): OlderText | null {
  if (isJapanese(first)) return decodedBy("shift_jis", JAPANESE);
  if (isCentral(first)) return decodedBy("windows-1250", CENTRAL, NO_CENTRAL_LETTER);
  if (isTurkish(first)) return decodedBy("windows-1254", TURKISH, NO_TURKISH_LETTER);
  return isWestern(first.toString("latin1")) ? WESTERN_TEXT : null;
}

/** @param none Bytes that are no letter, which decoders take for control characters. */
function decodedBy(encoding: string, name: string, none?: RegExp): OlderText {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return {
    name,
    decode(bytes) {
      if (none?.test(bytes?.toString("latin1") ?? "")) return undefined;
      try {
        return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      } catch {
        return undefined;
      }
    },
  };
}

const WESTERN_TEXT: OlderText = {
  name: WESTERN,
  decode(bytes) {
    const text = bytes?.toString("latin1") ?? "";
    return HAS_NO_LETTER.test(text) ? undefined : text.replace(/[\x80-\x9f]/g, letterOf);
  },
};

/** Whether a line of bytes is text in UTF-8 that another encoding would have written otherwise. */
const hasUtf8 = (bytes: Buffer): boolean =>
  bytes
    .toString("latin1")
    .split("\n")
    .some((line) => /[\x80-\xff]/.test(line) && isUtf8(Buffer.from(line, "latin1")));

/** The same bytes, as many in the first piece as tell what a file is. */
export async function* marked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const piece: Buffer = start === null ? chunk : Buffer.concat([start, chunk]);
    start = start !== null && piece.length < MARK ? piece : null;
    if (start === null) yield piece;
  }
  if (start !== null) yield start;
}

const MARK = 4;

/** Bytes of text in UTF-16, with a mark of it or with every second byte 0, as UTF-8; any other as they are. */
async function* inUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: { name: string | null },
  name: string,
  asked?: string,
): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined && chunk.length > 0) {
      decoder = decoderOf(chunk);
      if (asked !== undefined) checkMark(chunk, decoder, name);
    }
    if (decoder) encoding.name = "UTF-16";
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

function decoderOf(start: Buffer): TextDecoder | null {
  const found =
    UTF_16.find(([mark]) => mark.every((byte, at) => start[at] === byte))?.[1] ??
    UNMARKED.find(
      ([zeros]) => start.length >= MARK && zeros.every((zero, at) => (start[at] === 0) === zero),
    )?.[1];
  return found === undefined || isUtf32(start) ? null : new TextDecoder(found);
}

const UTF_16: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** Where the first four bytes are 0, in letters of Latin headings. */
const UNMARKED: readonly (readonly [readonly boolean[], string])[] = [
  [[false, true, false, true], "utf-16le"],
  [[true, false, true, false], "utf-16be"],
];

const isUtf32 = (start: Buffer): boolean => start[0] === 0xff && start[2] === 0 && start[3] === 0;

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
    hint: "it should hold rows: CSV, JSON, NDJSON, a workbook or Parquet",
  });
}

function checkText(text: Buffer, name: string, firstLine: number): void {
  const zero = text.indexOf(0);
  if (zero >= 0)
    throw new UserError("this is no text file: it has a byte 0", {
      where: `${name}:${firstLine + newlinesIn(text.subarray(0, zero))}`,
      hint: "rows are read from CSV, JSON and NDJSON in UTF-8, from workbooks (.xlsx) and Parquet",
    });
}

/** Text of two encodings is in none: the line that is in another than those before it. */
function notUtf8(name: string, firstLine: number, text: Buffer, asked?: string): UserError {
  if (asked !== undefined)
    return new UserError(`expected text in ${asked}; got bytes that are none`, {
      where: `${name}:${firstLine}`,
      hint: "it stands on that line or further down; save the file as UTF-8, or name its encoding",
    });
  let line = firstLine;
  let from = 0;
  for (let to = text.indexOf(NEWLINE); to >= 0 && isUtf8(text.subarray(from, to)); line += 1) {
    from = to + 1;
    to = text.indexOf(NEWLINE, from);
  }
  return new UserError("expected text in UTF-8; got bytes that are none", {
    where: `${name}:${line}`,
    hint: "save the file as UTF-8, which a spreadsheet calls CSV UTF-8; of a file of entries say what it is in, such as --encoding gb18030, big5, euc-kr or windows-1251",
  });
}

/** @throws {UserError} where a file of an encoding that was asked for begins with the mark of another. */
function checkMark(start: Buffer, decoder: TextDecoder | null, name: string): void {
  if (decoder === null && !BYTE_ORDER_MARK.equals(start.subarray(0, BYTE_ORDER_MARK.length))) return;
  throw new UserError(`${name} says itself that it is ${(decoder?.encoding ?? "utf-8").toUpperCase()}`, {
    where: "--encoding",
    hint: "leave it out",
  });
}

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
  { begins: [0x1f, 0x8b], is: "compressed with gzip twice", hint: "unpack it once: gunzip FILE" },
  { begins: ascii("PAR1"), is: "a Parquet file", hint: "write its table as CSV or NDJSON" },
  {
    begins: ascii("%PDF"),
    is: "a PDF document",
    hint: "rows are read from CSV, JSON, NDJSON, workbooks (.xlsx) and Parquet",
  },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], is: "compressed with Zstandard", hint: "unpack it once: unzstd FILE" },
  { begins: ascii("<"), is: "a web page, whatever its ending", hint: SAVE_AS_CSV },
  { begins: [0xff, 0xfe, 0, 0], is: "UTF-32 text", hint: SAVE_AS_UTF8 },
  { begins: [0, 0, 0xfe, 0xff], is: "UTF-32 text", hint: SAVE_AS_UTF8 },
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

// Lines of text.

export interface Line {
  readonly at: number;
  readonly text: string;
  /** Characters of the text up to its end. */
  readonly end: number;
}

/** Lines that are not blank. */
export async function* linesOf(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<Line[]> {
  let at = 1;
  let end = 0;
  /** Pieces of a line without its end: joined once, or a long line would be copied with each of them. */
  let open: string[] = [];
  let length = 0;
  const checkLength = (line: number, characters: number): void => {
    if (characters > LONGEST_RECORD) throw tooLong(`${name}:${line}`, "NDJSON has one object a line");
  };
  for await (const chunk of text) {
    const piece = chunk.toString("utf8");
    open.push(piece);
    length += piece.length;
    if (!piece.includes("\n")) {
      checkLength(at, length);
      continue;
    }
    const texts = open.join("").split("\n");
    open = texts.splice(-1);
    const lines = texts.map((line, index) => {
      checkLength(at + index, line.length);
      end += line.length + 1;
      return { at: at + index, text: line, end };
    });
    at += texts.length;
    length = open[0]?.length ?? 0;
    checkLength(at, length);
    const full = lines.filter((line) => line.text.trim() !== "");
    if (full.length > 0) yield full;
  }
  const last = open.join("");
  if (last.trim() !== "") yield [{ at, text: last, end: end + last.length }];
}
