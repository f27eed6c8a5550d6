/** Rows as an Excel workbook: numbers as numbers, names that stay in sight, and a second sheet with what is said of them. */
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ZipFile } from "yazl";
import {
  type Cell,
  type Chunk,
  type Column,
  cellsIn,
  type Envelope,
  type Format,
  type Further,
  plain,
  type Report,
  type RowStream,
} from "../contract/report.js";
import { printable } from "../contract/text.js";

/** Rows that a sheet has room for, names of columns among them. */
const MOST_ROWS = 1_048_576;
/** Characters that a cell has room for. */
const MOST_CHARACTERS = 32_767;
/** Digits that a spreadsheet keeps: a longer number stays text. */
const MOST_DIGITS = 15;
/** The same file for the same answer, whenever it is written. */
const WRITTEN = new Date(1980, 0, 1);

type Ended = Pick<Report, "total" | "notes" | "facts"> & {
  readonly title: string;
  readonly heading: readonly string[];
  readonly further?: readonly Sheet[];
};
type Sheet = Omit<Further, "rows"> & { readonly rows: Iterable<readonly Cell[]> };
type Batches = AsyncIterable<Iterable<readonly Cell[]>>;

const xlsx: Format<Chunk> = {
  name: "xlsx",
  summary: "an Excel workbook, with a sheet of what is said of the rows",
  endings: [".xlsx"],
  async render(report, envelope) {
    const chunks: Uint8Array[] = [];
    async function* rows() {
      yield report.rows;
    }
    for await (const chunk of zipped(partsOf(report.columns, rows(), () => report, envelope)))
      chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  stream(rows, envelope) {
    const { put, all } = packedRows();
    const gathered = rows.gather?.(put);
    const end = () => {
      const { further = [], ...ended } = rows.end();
      const sheets: Sheet[] = gathered ? [...further, { ...gathered, rows: all() }] : [...further];
      return { title: rows.title, heading: [], ...ended, further: sheets };
    };
    return zipped(partsOf(rows.columns, cellsOf(rows), end, envelope));
  },
};

export default xlsx;

/** Rows that are packed together until their sheet is written. */
const TOGETHER = 1000;

/** Rows kept small: a million entries take some 20 MB, and as lists of cells ten times that. */
function packedRows() {
  const packed: Buffer[] = [];
  let last: (readonly Cell[])[] = [];
  return {
    put(row: readonly Cell[]): void {
      last.push(row);
      if (last.length < TOGETHER) return;
      const texts = JSON.stringify(last.map((cells) => cells.map(plain)));
      packed.push(deflateRawSync(texts, { level: 1 }));
      last = [];
    },
    *all(): Generator<readonly Cell[]> {
      for (const rows of packed) yield* JSON.parse(inflateRawSync(rows).toString()) as Cell[][];
      yield* last;
    },
  };
}

async function* cellsOf({ batches }: RowStream): Batches {
  for await (const batch of batches) yield batch.map(cellsIn);
}

interface Part {
  readonly path: string;
  readonly texts: AsyncIterable<string> | Iterable<string>;
}

/** Parts packed into one file while they are made. */
async function* zipped(parts: AsyncIterable<Part>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const feed = async () => {
    for await (const { path, texts } of parts) {
      const stream = Readable.from(texts, { objectMode: false, encoding: "utf8" });
      zip.addReadStream(stream, path, { mtime: WRITTEN });
      await finished(stream);
    }
    zip.end();
  };
  const fed = feed().catch((error: Error) => {
    out.destroy(error);
  });
  yield* out as AsyncIterable<Uint8Array>;
  await fed;
}

// The parts of a workbook.

async function* partsOf(
  columns: readonly Column[],
  batches: Batches,
  end: () => Ended,
  envelope: Envelope,
): AsyncGenerator<Part> {
  const rows = rowTexts(columns, batches);
  const names: string[] = [];
  yield* sheetsOf("Lines", columns, rows, names);
  const ended = end();
  for (const one of ended.further ?? [])
    yield* sheetsOf(sheetName(one.title), one.columns, rowTexts(one.columns, single(one.rows)), names);
  names.push("Notes");
  yield { path: `xl/worksheets/sheet${names.length}.xml`, texts: await notesSheet(ended, envelope) };
  yield { path: "xl/styles.xml", texts: [STYLES] };
  yield { path: "xl/workbook.xml", texts: [bookOf(names)] };
  yield { path: "xl/_rels/workbook.xml.rels", texts: [relationsOf(names)] };
  yield { path: "_rels/.rels", texts: [ROOT] };
  yield { path: "[Content_Types].xml", texts: [typesOf(names)] };
}

/** A sheet, and more of its name where it has not room for all rows. */
async function* sheetsOf(
  title: string,
  columns: readonly Column[],
  rows: AsyncGenerator<string>,
  names: string[],
): AsyncGenerator<Part> {
  let isDone = false;
  for (let number = 1; !isDone; number += 1) {
    names.push(number === 1 ? title : `${title} ${number}`);
    const texts = sheetOf(columns, rows, () => {
      isDone = true;
    });
    yield { path: `xl/worksheets/sheet${names.length}.xml`, texts };
  }
}

async function* single<T>(one: T): AsyncGenerator<T> {
  yield one;
}

/** At most 31 characters, and none that a sheet may not have in its name. */
const sheetName = (title: string): string => title.replace(/[[\]:*?/\\<>&"]/g, " ").slice(0, 31);

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** Cells of rows, row by row. */
async function* rowTexts(columns: readonly Column[], batches: Batches): AsyncGenerator<string> {
  const isNumber = columns.map(({ key, kind }) => {
    if (kind !== "text") return () => true;
    return AMOUNT.test(key) ? isCanonical : () => false;
  });
  for await (const batch of batches)
    for (const row of batch)
      yield row.map((cell, at) => cellXml(cell, isNumber[at]?.(cell) ?? false)).join("");
}

/** Whether a cell of a file is written as a number is read back: `530.00` stays the text it is. */
const isCanonical = (cell: Cell): boolean => typeof cell === "string" && String(Number(cell)) === cell;

/** Columns of a file whose digits are an amount; those of numbers of the tariff and of entries are names. */
const AMOUNT = /value|amount|usd|qty|quantity|price|cost|duty|fee/i;

/** One sheet of rows, as many as it has room for. @param done Told when no row is left. */
async function* sheetOf(
  columns: readonly Column[],
  rows: AsyncGenerator<string>,
  done: () => void,
): AsyncGenerator<string> {
  const widths = columns.map((_, at) => `<col min="${at + 1}" max="${at + 1}" width="16" customWidth="1"/>`);
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const head = columns.map(({ key }) => textXml(key, HEAD)).join("");
  yield `${XML}<worksheet xmlns="${SPREADSHEET}">${view}<cols>${widths.join("")}</cols><sheetData><row>${head}</row>`;
  let [written, text] = [1, ""];
  while (written < MOST_ROWS) {
    const next = await rows.next();
    if (next.done) {
      done();
      break;
    }
    written += 1;
    text += `<row>${next.value}</row>`;
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  yield `${text}</sheetData><autoFilter ref="A1:${letters(columns.length - 1)}${written}"/></worksheet>`;
}

/** Characters that are packed together: row by row, passing them on takes longer than packing them. */
const PIECE = 64 * 1024;

function letters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest > 0 ? letters(rest - 1) : "") + String.fromCharCode(65 + (at % 26));
}

// Cells.

const [AMOUNTS, HEAD] = [1, 2];
const DIGITS = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function cellXml(cell: Cell, isAmount: boolean): string {
  const value = plain(cell);
  if (value === null || value === "") return "<c/>";
  if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value !== "string") return textXml(value.join("; "));
  const isNumber = isAmount && DIGITS.test(value) && value.replace(/\D/g, "").length <= MOST_DIGITS;
  return isNumber ? `<c s="${AMOUNTS}"><v>${value}</v></c>` : textXml(value);
}

/** A text is never a formula here, whatever it begins with. */
const textXml = (text: string, style = 0): string =>
  `<c t="inlineStr"${style > 0 ? ` s="${style}"` : ""}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const escaped = (text: string): string =>
  printable(text.slice(0, MOST_CHARACTERS).replaceAll("\r\n", "\n"))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

// What is said of the rows.

async function notesSheet(
  { title, heading, total, notes, facts }: Ended,
  envelope: Envelope,
): Promise<string[]> {
  const { lines, headings } = envelope.edition;
  const asks = Array.isArray(facts.asks)
    ? (facts.asks as readonly Readonly<Record<string, string | null>>[])
    : [];
  const asked = asks.map(({ title: what, rows, more_usd, less_usd }) => [what, rows, more_usd, less_usd]);
  const rows: (readonly (Cell | undefined)[])[] = [
    [title],
    ...[...heading, ...notes].map((note) => [note]),
    [],
    ["Sums"],
    ...Object.entries(total ?? {}).map(([key, cell]) => [key, cell]),
    ...(asked.length > 0 ? [[], ["What is asked", "rows", "more_usd", "less_usd"], ...asked] : []),
    [],
    ["Program", `tariff-calc ${envelope.version}`],
    ["Command", envelope.command.join(" ")],
    ["Law checked to", envelope.lawAsOf],
    ["Edition of the lines", lines.edition],
    ["Edition of chapter 99", headings.edition],
    ["Made from", "SHA-256"],
    ...(await envelope.inputs()).map(({ name, sha256 }) => [name, sha256]),
  ];
  const texts = rows.map((row) => `<row>${row.map((cell) => cellXml(cell ?? null, true)).join("")}</row>`);
  const widths = '<cols><col min="1" max="1" width="60" customWidth="1"/></cols>';
  return [
    `${XML}<worksheet xmlns="${SPREADSHEET}">${widths}<sheetData>`,
    ...texts,
    "</sheetData></worksheet>",
  ];
}

// The frame.

const STYLES = `${XML}<styleSheet xmlns="${SPREADSHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00######"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

const bookOf = (names: readonly string[]): string =>
  `${XML}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`;

const relationsOf = (names: readonly string[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

const ROOT = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const typesOf = (names: readonly string[]): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${MAIN}.worksheet+xml"/>`).join("")}</Types>`;
