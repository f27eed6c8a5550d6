/** Rows as a Parquet file: amounts that are added as decimals, digit for digit; what a file had as the text it was. */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import {
  type Cell,
  type Chunk,
  type Column,
  cellsIn,
  type Envelope,
  type Format,
  isDecimal,
  madeFrom,
  plain,
  type Report,
  type RowStream,
} from "../contract/report.js";
import { printable } from "../contract/text.js";

type Batches = AsyncIterable<readonly (readonly Cell[])[]> | Iterable<readonly (readonly Cell[])[]>;

const parquet: Format<Chunk> = {
  name: "parquet",
  summary: "a Parquet file, with amounts as decimals",
  endings: [".parquet"],
  async render({ columns, rows }: Report, envelope) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of parquetOf(columns, [rows], envelope)) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  stream: (rows, envelope) => parquetOf(rows.columns, cellsOf(rows), envelope),
};

export default parquet;

async function* cellsOf({ batches }: RowStream): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const batch of batches) yield batch.map(cellsIn);
}

/** Rows written together: enough that texts which recur are kept once, few enough to hold. */
const TOGETHER = 50_000;

/** A file in pieces, a group of rows each; its directory comes last, with what the rows were made from. */
async function* parquetOf(
  columns: readonly Column[],
  batches: Batches,
  envelope: Envelope,
): AsyncGenerator<Uint8Array> {
  const names = columnNames(columns);
  const kinds = columns.map(kindOf);
  const schema = [
    { name: "rows", num_children: columns.length },
    ...names.map((name, at) => ({
      name,
      repetition_type: "OPTIONAL" as const,
      ...SCHEMA[kinds[at] ?? "text"],
    })),
  ];
  const pieces: Uint8Array[] = [];
  const writer = new ParquetWriter({ writer: piecesWriter(pieces), schema, statistics: false });
  let held: (readonly Cell[])[] = [];
  const write = () => {
    const columnData = names.map((name, at) => {
      const kind = kinds[at] ?? "text";
      return { name, data: held.map((row) => written(row[at] ?? null, kind)) };
    });
    writer.write({ columnData, rowGroupSize: Math.max(held.length, 1) });
    held = [];
  };
  for await (const batch of batches)
    for (const row of batch) {
      held.push(row);
      if (held.length < TOGETHER) continue;
      write();
      yield* pieces.splice(0);
    }
  if (held.length > 0) write();
  writer.kvMetadata = [{ key: "tariff-calc", value: await madeFrom(envelope) }];
  writer.finish();
  yield* pieces;
}

/** A writer that hands over what is complete when a group of rows is. */
function piecesWriter(pieces: Uint8Array[]): ByteWriter {
  const writer = new ByteWriter();
  const rest = () => {
    if (writer.index > 0) pieces.push(writer.getBytes().slice());
    writer.index = 0;
  };
  return Object.assign(writer, { flush: rest, finish: rest });
}

/**
 * Names that tell a terminal nothing, each once, also for engines that take capitals for small letters. Columns of an answer come after
 * those of the file it is of, and keep theirs.
 */
function columnNames(columns: readonly Column[]): string[] {
  const taken = new Set<string>();
  const named = [...columns].reverse().map(({ key }) => {
    const plainKey = printable(key);
    let name = plainKey;
    for (let more = 2; taken.has(name.toLowerCase()); more += 1) name = `${plainKey} (${more})`;
    taken.add(name.toLowerCase());
    return name;
  });
  return named.reverse();
}

type Kind = "text" | "cents" | "decimal" | "flag";

/** Units: dollars to the cent; rates and unrounded dollars to twelve places. */
const SCHEMA = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  cents: { type: "INT64", converted_type: "DECIMAL", precision: 18, scale: 2 },
  decimal: {
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: 16,
    converted_type: "DECIMAL",
    precision: 38,
    scale: 12,
  },
  flag: { type: "BOOLEAN" },
} as const;

function kindOf({ kind }: Column): Kind {
  if (kind === "cents" || kind === "flag") return kind === "flag" ? "flag" : "cents";
  return kind === "usd" || kind === "rate" || kind === "points" || kind === "level" ? "decimal" : "text";
}

const PLACES: Readonly<Partial<Record<Kind, number>>> = { cents: 2, decimal: SCHEMA.decimal.scale };

function written(cell: Cell, kind: Kind): string | bigint | boolean | null {
  if (kind === "flag" && typeof cell === "boolean") return cell;
  if (typeof cell === "number" && kind === "cents") return BigInt(cell);
  const value = plain(isDecimal(cell) && kind === "cents" ? cell.toDecimalPlaces(2) : cell);
  if (value === null || (value === "" && kind !== "text")) return null;
  const text = typeof value === "object" ? value.join("; ") : String(value);
  const places = PLACES[kind];
  return places === undefined ? text : scaled(text, places);
}

/** Digits as a whole number of the last place; nothing for a text that is no number. */
function scaled(text: string, places: number): bigint | null {
  const [, sign = "", whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  return BigInt(`${sign}${whole}${rest.slice(0, places).padEnd(places, "0")}`);
}
