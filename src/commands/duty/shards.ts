/**
 * A file of entries in shards that a scheduler prices apart. The number of an entry decides which shard its lines are of, so
 * that none is parted however the file is sorted; sums of the shards add up to those of the file, and one that is missing,
 * there twice or of another file is told.
 */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Beside, Cell, Report, RowStream } from "../../contract/report.js";
import type { Row, Rows, Shard } from "../../contract/rows.js";
import { parseShard } from "../../contract/rows.js";
import { grouped } from "../../contract/text.js";
import { entryIn, isBelow } from "../../entries/row-cells.js";
import { type OpenFact, openFactRows, openFacts, type TallySums } from "../../entries/tally.js";
import { decimal } from "../../law/units.js";
import {
  answerDutyFile,
  defaultNotes,
  defaultsOf,
  type FileFlags,
  type PartOfFile,
  summary,
  tallyOf,
} from "./file.js";
import { cents, openNotes, text } from "./file-rows.js";

/** CRC-32 of a text in UTF-8, as zlib, Python and databases have it. */
type Crc32 = Awaited<ReturnType<Context["crc32"]>>;

/** The shard of an entry, from 1; rows without a number of one are entries of their own, told apart by their place. */
const shardOf = (crc32: Crc32, entry: string, row: number, of: number): number =>
  (crc32(entry === "" ? String(row) : entry) % of) + 1;

/** The rows of a file that are of one shard. `read` counts those of all shards as they go by. */
function rowsOfShard(rows: Rows, { number, of }: Shard, crc32: Crc32) {
  const { readAs = rows.columns } = rows;
  const numberIn = entryIn(readAs);
  const read = { rows: 0 };
  let [last, kept] = ["", ""];
  const own = (row: Row): Row | null => {
    const stated = numberIn.of(row.cells).trim();
    const entry = isBelow(stated, row) ? last : stated;
    const isNext = entry === last;
    last = entry;
    if (shardOf(crc32, entry, row.at, of) !== number) return null;
    const begins = entry !== "" && entry === kept && !isNext;
    kept = entry;
    return begins ? { ...row, begins: true } : row;
  };
  async function* batches(): AsyncGenerator<readonly Row[]> {
    for await (const batch of rows.batches) {
      read.rows += batch.length;
      yield batch.flatMap((row) => own(row) ?? []);
    }
  }
  return { rows: { ...rows, batches: batches() }, read };
}

/** Rows of one shard with what they owe, and their sums in a file of their own where one is asked for. */
export async function answerShard(path: string, flags: FileFlags, context: Context): Promise<RowStream> {
  const crc32 = await context.crc32();
  return answerDutyFile(path, flags, context, (file) => partOf(file, flags, context, crc32));
}

function partOf(file: Rows, flags: FileFlags, context: Context, crc32: Crc32): PartOfFile {
  const { shard = { number: 1, of: 1 }, totals, reading = [], view = "law" } = flags;
  const { rows, read } = rowsOfShard(file, shard, crc32);
  return {
    rows,
    notes: () => [`Shard ${shard.number} of ${shard.of}, of ${grouped(String(read.rows))} rows in all.`],
    beside({ tally, open }) {
      if (totals === undefined) return [];
      const law = `law checked to ${context.schedule().asOf}`;
      const said = [`tariff-calc ${context.version}`, law, view, ...reading.toSorted()];
      const pricedBy = [...said, ...defaultNotes(defaultsOf(flags))].join("; ");
      const fees = feesIn(context);
      const row = () => {
        const of = { shard, file: nameOf(file), rowsOfFile: read.rows, pricedBy };
        return totalsRow(of, tally.sums(), open.sorted(), fees);
      };
      return [totalsFile(totals, fees, row)];
    },
  };
}

/** Machines have the file in folders of their own. */
const nameOf = ({ name }: Rows): string => name.replace(/^.*[/\\]/, "");

const feesIn = (context: Context): string[] => context.fees().fees.map(({ id }) => id);

// Sums of a shard in a row, for a file of their own.

/** What sums are of. */
interface Summed {
  readonly shard: Shard;
  readonly file: string;
  /** Of all shards. */
  readonly rowsOfFile: number;
  /** What priced them: sums by another program or law are no part of the same answer. */
  readonly pricedBy: string;
}

const COUNTS = ["rows", "exact", "presumed", "unknown", "invalid", "barred", "late"] as const;
/** Sums in cents, by the names that they have in other answers. */
const CENTS = [
  ...[["duty_usd", "least"] as const, ["at_most_usd", "most"] as const, ["known_duty_usd", "duty"] as const],
  ...[["known_layers_usd", "atLeast"] as const, ["refundable_usd", "refundable"] as const],
] as const;

const keysOf = (fees: readonly string[]): string[] => [
  ...["shard", "file", "rows_of_file", "priced_by", ...COUNTS, "value_usd"],
  ...CENTS.map(([key]) => key),
  ...fees.map((id) => `${id}_usd`),
  ...["unrounded_duty_usd", "adcvd_rows", "adcvd_exposed_usd", "asks"],
];

const dollars = (cents: number | null | undefined): Cell =>
  cents === null || cents === undefined ? null : decimal(cents).div(100).toFixed(2);

/** A file of one row, made once all rows have gone by. @param fees Ids. */
const totalsFile = (path: string, fees: readonly string[], row: () => Cell[]): Beside => ({
  ...{ path, flag: "--totals", title: "Totals" },
  columns: keysOf(fees).map((key) => ({ key, title: key, kind: "text", drop: 0 })),
  get rows() {
    return [row()];
  },
});

const totalsRow = (
  { shard, file, rowsOfFile, pricedBy }: Summed,
  sums: TallySums,
  open: readonly OpenFact[],
  fees: readonly string[],
): Cell[] => [
  ...[`${shard.number}/${shard.of}`, file, String(rowsOfFile), pricedBy],
  ...COUNTS.map((key) => String(sums[key])),
  String(sums.value),
  ...CENTS.map(([, key]) => dollars(sums[key])),
  ...fees.map((_, at) => dollars(sums.fees[at])),
  ...[sums.unroundedUsd, String(sums.exposed.rows), String(sums.exposed.value), JSON.stringify(open)],
];

// Such rows read again and added up.

/** The sums of all shards, each from its file of totals, as those of the whole file. @throws {UserError} unless all are there. */
export async function answerMerged(paths: readonly string[], context: Context): Promise<Report> {
  const { fees } = context.fees();
  const shards = await readTotals(paths, feesIn(context), context);
  const tally = tallyOf(context);
  const open = openFacts();
  for (const { sums, open: facts } of shards) {
    tally.join(sums);
    open.join(facts);
  }
  const { notes, ...ended } = summary(tally, context);
  return {
    title: `Duty on the entries of ${shards[0]?.file}, in ${shards.length} ${shards.length === 1 ? "shard" : "shards"}`,
    heading: [],
    columns: [
      text("shard", "Shard"),
      { key: "rows", title: "Rows", kind: "count", drop: 0 },
      { key: "value_usd", title: "Value", kind: "usd", drop: 0 },
      cents("duty_usd", "Duty"),
      ...fees.map(({ id }) => cents(`${id}_usd`, id.toUpperCase())),
    ],
    rows: shards.map(({ shard, sums }) => [
      ...[`${shard.number}/${shard.of}`, String(sums.rows), String(sums.value), sums.least],
      ...sums.fees,
    ]),
    ...{ ...ended, notes: [...notes, ...openNotes(open.sorted())] },
    facts: { asks: openFactRows(open.sorted(), "rows") },
  };
}

interface TotalsRead extends Summed {
  readonly sums: TallySums;
  readonly open: readonly OpenFact[];
}

/** The totals of all shards, in order. @throws {UserError} on files of something else, or unless each shard is there once. */
async function readTotals(
  paths: readonly string[],
  fees: readonly string[],
  context: Context,
): Promise<readonly TotalsRead[]> {
  const found: TotalsRead[] = [];
  for (const path of paths) {
    const { columns, batches, name } = await context.rows(path);
    const missing = keysOf(fees).filter((key) => !columns.includes(key));
    if (missing.length > 0) throw noTotals(name, `there is no column ${missing.slice(0, 3).join(", ")}`);
    for await (const batch of batches)
      for (const row of batch) {
        const cell = (key: string) => row.cells[columns.indexOf(key)] ?? "";
        // Files of CSV one after the other have headings among their rows.
        if (cell("shard") !== "shard") found.push(totalsIn(cell, fees, `${name}:${row.at}`));
      }
  }
  found.sort((a, b) => a.shard.number - b.shard.number);
  checkWhole(found);
  return found;
}

const noTotals = (where: string, found: string): UserError =>
  new UserError(`expected a row that --totals has written; ${found}`, {
    where,
    hint: "give --merge the files that duty --file IN --shard 1/8 --totals FILE writes, one a shard",
  });

function totalsIn(cell: (key: string) => string, fees: readonly string[], where: string): TotalsRead {
  const digits = (key: string, form: RegExp): string => {
    if (form.test(cell(key))) return cell(key);
    throw noTotals(where, `${key} is "${cell(key)}"`);
  };
  const count = (key: string) => Number(digits(key, /^\d{1,15}$/));
  const cents = (key: string) => Number(digits(key, /^\d{1,13}\.\d\d$/).replace(".", ""));
  const orNone = (key: string) => (cell(key) === "" ? null : cents(key));
  const counts = Object.fromEntries(COUNTS.map((key) => [key, count(key)])) as Record<
    (typeof COUNTS)[number],
    number
  >;
  return {
    shard: parseShard(cell("shard")),
    ...{ file: cell("file"), rowsOfFile: count("rows_of_file"), pricedBy: cell("priced_by") },
    sums: {
      ...{ ...counts, value: count("value_usd"), most: orNone("at_most_usd") },
      ...{ least: cents("duty_usd"), duty: cents("known_duty_usd"), atLeast: cents("known_layers_usd") },
      refundable: cents("refundable_usd"),
      exposed: { rows: count("adcvd_rows"), value: count("adcvd_exposed_usd") },
      fees: fees.map((id) => orNone(`${id}_usd`)),
      unroundedUsd: digits("unrounded_duty_usd", /^\d+(\.\d+)?$/),
    },
    open: factsIn(cell("asks"), where),
  };
}

function factsIn(text: string, where: string): OpenFact[] {
  try {
    const facts = JSON.parse(text) as OpenFact[];
    if (
      facts.every(
        ({ kind, id, title, rows, more, less }) =>
          `${kind}${id}${title}` && [rows, more, less].every(Number.isSafeInteger),
      )
    )
      return facts;
  } catch {
    // Told below.
  }
  throw noTotals(where, "asks is no list of facts");
}

/** @throws {UserError} unless the totals are of one file, priced in one way, and each shard is there once, with all rows. */
function checkWhole(found: readonly TotalsRead[]): void {
  const [first] = found;
  if (first === undefined) throw noTotals("--merge", "there is none");
  for (const one of found) checkAlike(one, first);
  const { of } = first.shard;
  const numbers = found.map(({ shard }) => shard.number);
  const twice = numbers.find((number, at) => numbers[at - 1] === number);
  if (twice !== undefined) throw refused(`shard ${twice}/${of} is there twice`, "give each file once");
  const there = new Set(numbers);
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((number) => !there.has(number));
  if (missing.length > 0)
    throw refused(
      `no totals of ${missing
        .slice(0, 5)
        .map((number) => `${number}/${of}`)
        .join(", ")}${missing.length > 5 ? ` and ${missing.length - 5} more` : ""}`,
      "price the shard, then merge again: its totals are written once all of it is done",
    );
  const rows = found.reduce((sum, { sums }) => sum + sums.rows, 0);
  if (rows !== first.rowsOfFile)
    throw refused(
      `the shards have ${rows} rows and the file ${first.rowsOfFile}`,
      "price all shards again, from one state of the file",
    );
}

const refused = (message: string, hint: string): UserError =>
  new UserError(message, { where: "--merge", hint });

function checkAlike(one: TotalsRead, first: TotalsRead): void {
  const said = ({ shard, file, rowsOfFile, pricedBy }: TotalsRead) =>
    [`shards of ${shard.of}`, file, `${rowsOfFile} rows in the file`, pricedBy] as const;
  const [own, other] = [said(one), said(first)];
  const at = own.findIndex((text, place) => text !== other[place]);
  if (at >= 0)
    throw refused(
      `the totals are not of one answer: ${one.shard.number}/${one.shard.of} says "${own[at]}", ${first.shard.number}/${first.shard.of} "${other[at]}"`,
      "price all shards of one file with the same flags and the same program",
    );
}
