/** Rows of a grid as a Parquet file: rates as doubles, days as dates. */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Grid } from "../../compiled/grid.js";
import type { Rates } from "../../compiled/terms.js";
import type { Origin } from "../../law/origin.js";
import type { Watch } from "../../trade/run-scenario.js";
import { statusOf } from "./rows.js";

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;
/** Empty where the rate depends on an unknown fact. */
const RATE = { type: "DOUBLE", repetition_type: "OPTIONAL" } as const;

const SCHEMA = [
  { name: "grid", num_children: 8 },
  { name: "date", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" } as const,
  { name: "hts10", ...TEXT },
  { name: "origin", ...TEXT },
  { name: "base_rate", ...RATE },
  { name: "additional_rate", ...RATE },
  { name: "total_rate", ...RATE },
  { name: "status", ...TEXT },
  { name: "adcvd", ...TEXT, repetition_type: "OPTIONAL" } as const,
];

/** Origins written together: enough that the numbers of the lines repeat, few enough to hold. */
const TOGETHER = 10;
const MS_A_DAY = 86_400_000;

/** The bytes of the file in one piece. */
export function* parquet(
  grids: readonly (() => Grid)[],
  origins: readonly Origin[],
  watch: Watch,
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: SCHEMA, statistics: false });
  const plain = plainCells();
  const groups = Array.from({ length: Math.ceil(origins.length / TOGETHER) }, (_, index) =>
    origins.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
  for (const make of watch(grids, "days")) {
    const grid = make();
    for (const group of watch(groups, `groups of ${TOGETHER} origins`)) {
      const columnData = columnsOf(grid, group, plain);
      writer.write({ columnData, rowGroupSize: grid.hts.length * TOGETHER });
    }
  }
  writer.finish();
  yield bytes.getBytes();
}

interface PlainCell {
  readonly base: number | null;
  readonly additional: number | null;
  readonly total: number | null;
  readonly status: string;
}

/** Cells as Parquet has them; each is made once. */
function plainCells(): (cell: Rates) => PlainCell {
  const known = new Map<Rates, PlainCell>();
  return (cell) => {
    const plain = known.get(cell) ?? {
      base: cell.base?.toNumber() ?? null,
      additional: cell.additional?.toNumber() ?? null,
      total: cell.total?.toNumber() ?? null,
      status: statusOf(cell),
    };
    known.set(cell, plain);
    return plain;
  };
}

function columnsOf(
  { date, hts, classOf, cellsOf, casesOf }: Grid,
  origins: readonly Origin[],
  plain: (cell: Rates) => PlainCell,
) {
  const size = hts.length * origins.length;
  const [numbers, codes, status] = [new Array(size), new Array(size), new Array(size)];
  const [base, additional, total] = [new Array(size), new Array(size), new Array(size)];
  const cases = new Array<string | null>(size).fill(null);
  let row = 0;
  for (const origin of origins) {
    const cells = cellsOf(origin).map(plain);
    for (const [line, own] of casesOf(origin)) cases[row + line] = own.join(";");
    for (let line = 0; line < hts.length; line += 1) {
      const cell = cells[classOf[line] as number] as PlainCell;
      numbers[row] = hts[line];
      codes[row] = origin.code;
      base[row] = cell.base;
      additional[row] = cell.additional;
      total[row] = cell.total;
      status[row] = cell.status;
      row += 1;
    }
  }
  const day = Date.parse(date) / MS_A_DAY;
  return [
    { name: "date", data: new Int32Array(size).fill(day) },
    { name: "hts10", data: numbers, encoding: "RLE_DICTIONARY" as const },
    { name: "origin", data: codes },
    { name: "base_rate", data: base },
    { name: "additional_rate", data: additional },
    { name: "total_rate", data: total },
    { name: "status", data: status },
    { name: "adcvd", data: cases },
  ];
}
