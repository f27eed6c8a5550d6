/** Rows of a Parquet file, a group of rows after the other. */
import * as zlib from "node:zlib";
import {
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  parquetRead,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from "hyparquet";
import { UserError } from "../../contract/errors.js";
import type { OpenRows, Row } from "../../contract/rows.js";
import { checkColumns, columnsOf, rowReader, type Table, type Unfolded, unfolded } from "./table.js";

/** Rows that are read together. */
const TOGETHER = 5000;

/** Bytes that a page of so many is unpacked to, and no more. */
const atMost = (size: number) => ({ maxOutputLength: size + 1 });
type Unpack = (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Uint8Array;
/** Zstandard, where this Node has it (22.15 on). */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Unpack };

/** What Polars, Arrow and others pack pages with, beside Snappy. */
const UNPACK: Compressors = {
  GZIP: (bytes, size) => zlib.gunzipSync(bytes, atMost(size)),
  BROTLI: (bytes, size) => zlib.brotliDecompressSync(bytes, atMost(size)),
  ...(zstdDecompressSync ? { ZSTD: (bytes, size) => zstdDecompressSync(bytes, atMost(size)) } : {}),
};

/**
 * The table of a Parquet file; structs and lists are read as objects and lists of JSON are. @throws {UserError} on one that is
 * damaged, or packed in a way that is not read.
 */
export async function openParquet(bytes: Buffer, name: string, { meant }: OpenRows = {}): Promise<Table> {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = readable(name, () => parquetMetadata(buffer));
  checkCount(metadata, name);
  const fields = readable(name, () => parquetSchema(metadata)).children;
  checkMaps(fields, name);
  const items = itemsOf(buffer, metadata, fields, name);
  if (fields.every(isPlain)) {
    const columns = fields.map(({ element }) => element.name);
    checkColumns(columns, name);
    const texts = Uint8Array.from(fields, ({ element }) => Number(isText(element)));
    return { columns, texts, pieces: rowsOf(columns, items, (value) => [{ value, fault: null }]) };
  }
  const next = await items.next();
  const first: readonly object[] = next.done ? [] : next.value;
  const lines = (item: object) => unfolded(item, meant);
  const [head, ...others] = first.flatMap(lines).map(({ value }) => value);
  const columns = head === undefined ? [] : columnsOf(head, others, `${name}, row 1`);
  return { columns, texts: textsOf(columns, fields), pieces: rowsOf(columns, after(first, items), lines) };
}

/** Which columns hold text, of names that stand within structs and lists: `value` of `lines.list.element.value`. */
function textsOf(columns: readonly string[], fields: readonly SchemaTree[]): Uint8Array {
  const ends = leavesOf(fields).map(({ path, element }) => ({ path: `.${path.join(".")}`, element }));
  return Uint8Array.from(columns, (name) => {
    const own = ends.filter(({ path }) => path.endsWith(`.${name}`));
    return Number(own.length === 0 || own.some(({ element }) => isText(element)));
  });
}

const leavesOf = (fields: readonly SchemaTree[]): SchemaTree[] =>
  fields.flatMap((field) => (field.children.length === 0 ? [field] : leavesOf(field.children)));

/** @throws {UserError} on a map: its keys are no columns, since each row may have others. */
function checkMaps(fields: readonly SchemaTree[], name: string): void {
  for (const { element, children, path } of fields) {
    if (element.converted_type === "MAP")
      throw new UserError(`the column ${path.join(".")} holds a map`, {
        where: name,
        hint: "leave it out, or write each of its keys as a column",
      });
    checkMaps(children, name);
  }
}

async function* after<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** Rows under columns, of items that are each one line of goods or several. */
async function* rowsOf(
  columns: readonly string[],
  items: AsyncIterable<readonly object[]>,
  linesOf: (item: object) => readonly Unfolded[],
): AsyncGenerator<readonly Row[]> {
  const read = rowReader(columns);
  const none = columns.map(() => "");
  let at = 0;
  for await (const some of items)
    yield some.flatMap((item) => {
      at += 1;
      return linesOf(item).map(
        ({ value, fault }): Row =>
          fault === null ? read(value, at) : { at, cells: none, record: null, fault },
      );
    });
}

async function* itemsOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
  fields: readonly SchemaTree[],
  name: string,
): AsyncGenerator<readonly object[]> {
  const count = Number(metadata.num_rows);
  const raw = { ...metadata, schema: metadata.schema.map(asStored) };
  for (let from = 0; from < count; from += TOGETHER) {
    let lists: readonly unknown[][] = [];
    try {
      await parquetRead({
        ...{ file, metadata: raw, rowStart: from, rowEnd: Math.min(from + TOGETHER, count) },
        ...{ utf8: true, compressors: UNPACK },
        /** Lists, since a column may have a name that objects have one of their own for: `__proto__`. */
        onComplete(rows) {
          lists = rows as unknown[][];
        },
      });
    } catch (error) {
      throw damaged(name, error as Error);
    }
    yield lists.map((values) => objectOf(fields, (_, at) => values[at]));
  }
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged(name, error as Error);
  }
}

function damaged(name: string, { message }: Error): UserError {
  const [, codec = null] = /unsupported compression codec: (\w+)/.exec(message) ?? [];
  const packed = codec?.startsWith("ZSTD")
    ? "Zstandard, which needs Node 22.15 or later"
    : `${codec}, which is not read`;
  return new UserError(
    codec === null
      ? `this is no Parquet file that can be read: ${message.split("\n")[0]}`
      : `this Parquet file is packed with ${packed}`,
    { where: name, hint: "write it anew, packed with Snappy, gzip or not at all, or as CSV" },
  );
}

/** A directory that is damaged may still be read, with rows left out. @throws {UserError} */
function checkCount({ num_rows, row_groups }: Partial<FileMetaData>, name: string): void {
  const counted = row_groups?.reduce((sum, group) => sum + (group.num_rows ?? 0n), 0n);
  if (num_rows === undefined || counted !== num_rows)
    throw damaged(name, new Error("its directory does not say how many rows it has"));
}

const isPlain = ({ children, element }: SchemaTree): boolean =>
  children.length === 0 && element.repetition_type !== "REPEATED";

const isText = ({ type, converted_type }: SchemaElement): boolean =>
  type === "BYTE_ARRAY" && converted_type !== "DECIMAL";

/** Values as JSON has them, by the names of their columns. */
const objectOf = (
  fields: readonly SchemaTree[],
  cellOf: (field: SchemaTree, at: number) => unknown,
): object =>
  Object.fromEntries(fields.map((field, at) => [field.element.name, valueAs(field, cellOf(field, at))]));

/** Days and whole numbers of any size as text, decimals with the digits of their column, structs as objects, lists as lists. */
function valueAs(field: SchemaTree, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const item = itemOf(field);
    return value.map((one) => valueAs(item, one));
  }
  if (field.children.length === 0) return asText(value, field.element);
  const held = new Map(Object.entries(value as object));
  return objectOf(field.children, ({ element }) => held.get(element.name));
}

/** What a list holds: within a group that is repeated, or that group itself where it has several columns. */
function itemOf(field: SchemaTree): SchemaTree {
  const [group] = field.children;
  if (field.element.converted_type !== "LIST" || group === undefined) return field;
  return group.children.length === 1 ? (group.children[0] ?? group) : group;
}

/** Decimals are read as the whole numbers they are stored as: a double would not hold all of their digits. */
function asStored(field: SchemaElement): SchemaElement {
  if (!isWholeDecimal(field)) return field;
  const { converted_type: _, logical_type: __, ...rest } = field;
  return rest;
}

const isWholeDecimal = ({ converted_type, type }: SchemaElement): boolean =>
  converted_type === "DECIMAL" && type !== "BYTE_ARRAY";

function asText(value: unknown, field: SchemaElement): unknown {
  const { converted_type, scale = 0 } = field;
  if (isWholeDecimal(field) && value !== null && value !== undefined) return scaled(whole(value), scale);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return momentText(value, field);
  if (typeof value === "number" && converted_type === "DECIMAL") return value.toFixed(scale);
  /** `NaN` and `Infinity` are texts: nothing reads them, and where nothing is read they may stand. */
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return typeof value === "number" && field.type === "FLOAT" ? shortest(value) : value;
}

/** A number of four bytes by the fewest digits that mean it, as one of eight is: 1234.1 and not 1234.0999755859375. */
function shortest(value: number): number {
  const written = [6, 7, 8].map((digits) => Number(value.toPrecision(digits)));
  return written.find((one) => Math.fround(one) === value) ?? Number(value.toPrecision(9));
}

/**
 * A day, or a moment with its time: one that counts from midnight at Greenwich says so, since the United States may have another
 * day then. A timestamp that does not say which clock it is of is taken for one.
 */
function momentText(moment: Date, { logical_type, converted_type }: SchemaElement): string {
  if (Number.isNaN(moment.getTime())) return "no day";
  const [day = "", time = ""] = moment.toISOString().split("T");
  if (converted_type === "DATE" || logical_type?.type === "DATE" || /^00:00:00\.0+Z$/.test(time)) return day;
  const isLocal = logical_type?.type === "TIMESTAMP" && !logical_type.isAdjustedToUTC;
  return `${day}T${time.slice(0, "00:00:00".length)}${isLocal ? "" : "Z"}`;
}

/** The whole number of a stored decimal: 32 or 64 bits, or bytes from the highest, of which the first has the sign. */
function whole(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  const digits = value.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(value.length * 8, digits);
}

function scaled(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const at = text.length - scale;
  return `${digits < 0n ? "-" : ""}${text.slice(0, at)}${scale > 0 ? `.${text.slice(at)}` : ""}`;
}
