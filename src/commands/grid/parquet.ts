/**
 * Rows of a grid as a Parquet file: rates as decimals, days as dates, and in its metadata what it was made from. Origins that
 * owe alike have the same rates on the same lines, so a column of them is encoded once and written again for each.
 */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { type Cell, cellOf, type GridRows, OPEN } from "../../compiled/grid-certainty.js";
import { memoize } from "../../compiled/memo.js";
import type { Rates } from "../../compiled/terms.js";
import { type Envelope, madeFrom } from "../../contract/report.js";
import type { Origin } from "../../law/origin.js";
import type { Decimal } from "../../law/units.js";
import type { Watch } from "../../trade/run-scenario.js";
import type { JudgedGrid } from "./rows.js";

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;
/** More places than rates have; of one that never ends, such as 33 1/3%, so many that a billion dollars are right to the cent. */
const PLACES = 12;
/** A fraction of customs value; empty where the rate depends on an unknown fact. */
const RATE = {
  type: "INT64",
  converted_type: "DECIMAL",
  precision: 18,
  scale: PLACES,
  repetition_type: "OPTIONAL",
} as const;

const COLUMNS = [
  { name: "date", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" },
  { name: "hts10", ...TEXT },
  { name: "origin", ...TEXT },
  { name: "base_rate", ...RATE },
  { name: "additional_rate", ...RATE },
  { name: "total_rate", ...RATE },
  { name: "status", ...TEXT },
  { name: "edition", ...TEXT },
  { name: "adcvd", ...TEXT, repetition_type: "OPTIONAL" },
] as const satisfies readonly SchemaElement[];
type Name = (typeof COLUMNS)[number]["name"];

const MS_A_DAY = 86_400_000;

/** The bytes of the file, a day at a time. */
export async function* parquet(
  grids: readonly (() => JudgedGrid)[],
  origins: readonly Origin[],
  watch: Watch,
  envelope: Envelope,
  edition: string,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema = [{ name: "grid", num_children: COLUMNS.length }, ...COLUMNS];
  const writer = new ParquetWriter({ writer: bytes, schema, statistics: false });
  for (const make of watch(grids, "days")) {
    const judged = make();
    const columnsOf = encodedColumns(judged, edition);
    for (const origin of watch(origins, "origins"))
      addGroup(writer, columnsOf(origin), judged.grid.hts.length);
    yield bytes.getBytes().slice();
    bytes.index = 0;
  }
  writer.kvMetadata = [{ key: "tariff-calc", value: await madeFrom(envelope) }];
  writer.finish();
  yield bytes.getBytes();
}

/** One column of the rows of one origin, as it stands in a file that begins with it. */
interface Encoded {
  readonly bytes: Uint8Array;
  readonly chunk: ParquetWriter["row_groups"][number]["columns"][number];
}

/** How a file of Parquet begins: four letters. */
const BEFORE_COLUMNS = 4;

function encoded(name: Name, data: readonly unknown[] | Int32Array): Encoded {
  const element = COLUMNS.find((column) => column.name === name) as SchemaElement;
  const bytes = new ByteWriter();
  const schema = [{ name: "grid", num_children: 1 }, element];
  const writer = new ParquetWriter({ writer: bytes, schema, statistics: false });
  const encoding = name === "hts10" ? ("DELTA_BYTE_ARRAY" as const) : ("RLE_DICTIONARY" as const);
  writer.write({
    columnData: [{ name, data: data as unknown[], encoding, offsetIndex: false }],
    rowGroupSize: data.length,
    pageSize: Number.MAX_SAFE_INTEGER,
  });
  const [chunk] = writer.row_groups[0]?.columns ?? [];
  return { bytes: bytes.getBytes().slice(BEFORE_COLUMNS), chunk: chunk as Encoded["chunk"] };
}

/** The columns of an origin's rows; those that are the same for several are encoded once. */
function encodedColumns(
  { grid: { date, hts, classOf, casesOf }, rowsOf }: JudgedGrid,
  edition: string,
): (origin: Origin) => Encoded[] {
  const day = new Int32Array(hts.length).fill(Date.parse(date) / MS_A_DAY);
  const [days, numbers] = [encoded("date", day), encoded("hts10", hts)];
  const editions = encoded("edition", new Array(hts.length).fill(edition));
  const uncased = encoded("adcvd", new Array(hts.length).fill(null));
  const ratesOf = memoize((rows: GridRows): readonly Encoded[] => {
    const made: Cell[] = [];
    const cells = Array.from(classOf, (id, row) => {
      const openness = rows.open[row] as number;
      const at = id * OPEN.length + openness;
      made[at] ??= cellOf(rows, id, openness);
      return made[at];
    });
    const column = (name: Name, told: (cell: Cell) => bigint | string | null) =>
      encoded(name, cells.map(told));
    return [
      column("base_rate", (cell) => rateCells(cell).base),
      column("additional_rate", (cell) => rateCells(cell).additional),
      column("total_rate", (cell) => rateCells(cell).total),
      column("status", ({ status }) => status),
    ];
  });
  return (origin) => {
    const named = casesOf(origin);
    const cases = new Array<string | null>(hts.length).fill(null);
    for (const [line, own] of named) cases[line] = own.join(";");
    return [
      ...[days, numbers, encoded("origin", new Array(hts.length).fill(origin.code))],
      ...ratesOf(rowsOf(origin)),
      editions,
      named.length === 0 ? uncased : encoded("adcvd", cases),
    ];
  };
}

/** A rate in whole units of the last place; terms share few rates. */
const scaled = memoize((rate: Decimal): bigint =>
  BigInt(rate.toDecimalPlaces(PLACES).mul(`1e${PLACES}`).toFixed()),
);

/** Made once of the rates of a class, which many origins share. */
const rateCells = memoize(({ base, additional, total }: Rates) => ({
  base: base && scaled(base),
  additional: additional && scaled(additional),
  total: total && scaled(total),
}));

/** Puts columns into a file, which says of each where it begins. */
function addGroup(writer: ParquetWriter, columns: readonly Encoded[], rows: number): void {
  const moved = columns.map(({ bytes, chunk }): Encoded["chunk"] => {
    const by = BigInt(writer.writer.offset - BEFORE_COLUMNS);
    writer.writer.appendBytes(bytes);
    const { meta_data: own, ...rest } = chunk;
    if (own === undefined) return rest;
    const { data_page_offset: data, dictionary_page_offset: dictionary } = own;
    return {
      ...rest,
      meta_data: {
        ...own,
        data_page_offset: data + by,
        ...(dictionary === undefined ? {} : { dictionary_page_offset: dictionary + by }),
      },
    };
  });
  const sizes = moved.map(({ meta_data }) => meta_data?.total_uncompressed_size ?? 0n);
  writer.num_rows += BigInt(rows);
  writer.row_groups.push({
    columns: moved,
    total_byte_size: sizes.reduce((sum, size) => sum + size, 0n),
    num_rows: BigInt(rows),
  });
}
