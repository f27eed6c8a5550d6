/** Rows of a Parquet file, a group of rows after the other. */
import * as zlib from "node:zlib";
import {
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  parquetRead,
  type SchemaElement,
} from "hyparquet";
import { UserError } from "../../contract/errors.js";
import type { Row } from "../../contract/rows.js";
import { checkColumns, rowReader, type Table } from "./table.js";

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

/** The table of a Parquet file. @throws {UserError} on one that is damaged, nested, or packed in a way that is not read. */
export function openParquet(bytes: Buffer, name: string): Table {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = readable(name, () => parquetMetadata(buffer));
  checkCount(metadata, name);
  const fields = fieldsOf(metadata, name);
  const columns = fields.map((field) => field.name);
  checkColumns(columns, name);
  return { columns, pieces: rowsOf(buffer, metadata, fields, name) };
}

async function* rowsOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
  fields: readonly SchemaElement[],
  name: string,
): AsyncGenerator<readonly Row[]> {
  const read = rowReader(fields.map((field) => field.name));
  const count = Number(metadata.num_rows);
  const raw = { ...metadata, schema: metadata.schema.map(asStored) };
  for (let from = 0; from < count; from += TOGETHER) {
    const end = Math.min(from + TOGETHER, count);
    let lists: readonly unknown[][] = [];
    try {
      await parquetRead({
        ...{ file, metadata: raw, rowStart: from, rowEnd: end },
        ...{ utf8: true, compressors: UNPACK },
        /** Lists, since a column may have a name that objects have one of their own for: `__proto__`. */
        onComplete(rows) {
          lists = rows as unknown[][];
        },
      });
    } catch (error) {
      throw damaged(name, error as Error);
    }
    yield lists.map((values, index) => read(textsOf(values, fields), from + index + 1));
  }
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged(name, error as Error);
  }
}

const damaged = (name: string, { message }: Error): UserError =>
  new UserError(`this is no Parquet file that can be read: ${message.split("\n")[0]}`, {
    where: name,
    hint: "write it anew, packed with Snappy, gzip or not at all, or as CSV",
  });

/** A directory that is damaged may still be read, with rows left out. @throws {UserError} */
function checkCount({ num_rows, row_groups }: Partial<FileMetaData>, name: string): void {
  const counted = row_groups?.reduce((sum, group) => sum + (group.num_rows ?? 0n), 0n);
  if (num_rows === undefined || counted !== num_rows)
    throw damaged(name, new Error("its directory does not say how many rows it has"));
}

/** The columns of a flat table. */
function fieldsOf({ schema }: FileMetaData, name: string): SchemaElement[] {
  const [, ...fields] = schema;
  const nested = fields.find((field) => (field.num_children ?? 0) > 0);
  if (nested)
    throw new UserError(`the column ${nested.name} holds a table of its own`, {
      where: name,
      hint: "write a flat table: one value in each cell",
    });
  return fields;
}

/** Values as JSON has them: days and whole numbers of any size as text, decimals with the digits of their column. */
function textsOf(values: readonly unknown[], fields: readonly SchemaElement[]): object {
  return Object.fromEntries(fields.map((field, at) => [field.name, asText(values[at], field)]));
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
