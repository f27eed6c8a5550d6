/** Recognises files that are no text of rows by how they begin. */
import { UserError } from "../../errors.js";

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
export function checkBeginning(start: Buffer, name: string): void {
  const kind = KINDS.find(
    ({ begins, holds }) =>
      begins.every((byte, index) => start[index] === byte) && (holds === undefined || start.includes(holds)),
  );
  if (kind === undefined) return;
  throw new UserError(`expected text in UTF-8; this is ${kind.is}`, { where: name, hint: kind.hint });
}
