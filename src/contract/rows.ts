/** Rows of a table as they stand in a file: texts, into which nothing has been read yet. */
import type { IsoDate } from "../law/calendar.js";
import type { Decimal } from "../law/units.js";
import { UserError } from "./errors.js";
import type { DayOrder, DecimalMark } from "./written.js";

export type RowForm = "csv" | "json" | "ndjson";

export interface Row {
  /** From 1: the line on which the record begins, or the place of the item in a JSON array. */
  readonly at: number;
  /** In the order of the columns; what is missing is "". Not to be kept as they are: see `copied`. */
  readonly cells: readonly string[];
  /** The cells as they stand in a file of CSV, where commas alone part them; `null` if they stand otherwise. */
  readonly record: string | null;
  /** What is wrong with the shape of this one row; `null` if nothing. */
  readonly fault: string | null;
  /** It begins an entry, whatever the row before it is of: rows that stand between are in another shard. */
  readonly begins?: true;
}

/**
 * A text that is kept when its row has gone by. A cell may be a view of the piece of the file that it came in, and would
 * keep all of that: this is a copy.
 */
export const copied = (text: string): string => ` ${text}`.slice(1);

/** Characters of a row. */
export const lengthOf = ({ cells, record }: Row): number =>
  record?.length ?? cells.reduce((sum, cell) => sum + cell.length, 0);

/** Of a workbook: from when it counts days, and what it hides, as it is met: rows, and columns from a place to a place. */
export interface HidingWorkbook {
  readonly from1904: boolean;
  hidden: number;
  readonly hiddenColumns: readonly (readonly [first: number, last: number])[];
}

/** A file of rows, read as it is asked for: what has gone by is not kept. */
export interface Rows {
  readonly form: RowForm;
  readonly columns: readonly string[];
  /** Can be gone through once. Throws `UserError` at damage after which nothing can be trusted. */
  readonly batches: AsyncIterable<readonly Row[]>;
  /** The file in messages. */
  readonly name: string;
  /** 1 for each column that has held text, as it is met, of forms that tell numbers from it. */
  readonly texts?: Uint8Array;
  /** What parts the cells of a file of CSV. */
  readonly separator?: string;
  /** In what the text of the file is written, if that is not UTF-8; as it is met. */
  readonly encoding?: { name: string | null };
  /** How many rows stand above the one that names the columns. */
  readonly above?: number;
  /** What stands in them. */
  readonly titles?: readonly string[];
  /** The sheet of a workbook that is read, and others with such headings, which are not. */
  readonly sheets?: { readonly read: string; readonly others: readonly string[] };
  readonly workbook?: HidingWorkbook;
  /** What each column is read as, where entries are read of it; else its own name is. */
  readonly readAs?: readonly string[];
  readonly forms?: ValueForms;
  /** Rows that are no goods, as they are met. */
  readonly left?: { blank: number; readonly totals: number[]; readonly remarks: number[] };
  /** Rows that state no entry or line of their own and were read as of the entry above, as they are met. */
  readonly filled?: { rows: number };
  /** Rows of numbers that were made lines of, as they are met; the last columns are added to what the file has. */
  readonly joined?: {
    rows: number;
    lines: number;
    readonly added: number;
    /** Classes of fees that nothing is held against, as they are met. */
    readonly classes: ReadonlySet<string>;
  };
}

/** How the columns of a file are written, by what they are read as. */
export interface ValueForms {
  /** `undefined` where only days of one meaning are read. */
  readonly days: ReadonlyMap<string, DayOrder | undefined>;
  /** `null` where no cell of the column shows it. */
  readonly marks: ReadonlyMap<string, DecimalMark | null>;
  readonly said: ReadonlyMap<string, SaidByHeading>;
  /** Dollars for one unit of a currency. */
  readonly rates: ReadonlyMap<string, Decimal>;
  /** The same for goods exported on a day; nothing where no rate is known of it. */
  readonly rateOn?: (currency: string, exported: IsoDate) => Decimal | undefined;
  /** That of values which name none, by the heading of their column. */
  readonly currency: string | null;
  /** Numbers of the tariff that had lost their first zero, with it, as they are met. */
  readonly mended: Map<string, string>;
}

/** What a heading says of its cells beside what they are; `null` where it says nothing. */
export interface SaidByHeading {
  /** `Entry Date (DD/MM/YYYY)`. */
  readonly order: DayOrder | null;
  /** `US content %`, `Steel content value`. */
  readonly share: "percent" | "dollars" | null;
  /** `Net weight (kg)`. */
  readonly unit: "kg" | "lb" | null;
}

/** How a file is looked at while it is opened. */
export interface OpenRows {
  readonly form?: RowForm;
  /** Whether cells are the names of columns: rows above them are titles. */
  readonly isHeadings?: (cells: readonly string[]) => boolean;
  /** What a column of this name is read as, if anything. */
  readonly meant?: (heading: string) => string | undefined;
  /** Whether a text under or above a name says how cells are written: `EUR`, `kg`, `(thousands)`, `MM/DD/YYYY`. */
  readonly isUnit?: (text: string) => boolean;
  /** The sheet of a workbook; the first that has such names, if not given. */
  readonly sheet?: string;
  /** In what the text is written, as `TextDecoder` calls it; told from its bytes, if not given. */
  readonly encoding?: string;
}

// Headings that stand in two rows.

/** Groups that say of what a plain name below them is: a day or a value of an invoice is not that of an entry. */
const OF_ANOTHER =
  /^(?:.*\b)?(?:invoice|order|purchase|po|shipment|shipping|export|arrival|delivery|retail|sales?|vendor|supplier)\b/i;
/** No word of a heading. */
const OF_DATA = /\d{3}|:\s*$/;

/** Rows from that of the headings on, in which headings of two rows are one. @param at The place of the row that is known as one. */
export function headed<T extends { readonly cells: readonly string[] }>(
  rows: readonly T[],
  at: number,
  open: OpenRows,
): T[] {
  const [head, ...rest] = rows.slice(at);
  if (head === undefined || open.meant === undefined) return rows.slice(at);
  const names = underGroups(rows[at - 1]?.cells ?? [], head.cells, open);
  const below = rest[0]?.cells ?? [];
  const isBelow = saysMore(names, below, open);
  const cells = isBelow ? withUnits(names, below, open) : names;
  return [{ ...head, cells }, ...(isBelow ? rest.slice(1) : rest)];
}

const textAt = (cells: readonly string[], at: number): string => cells[at]?.trim() ?? "";

/** The text above a place: a group stands over the first of its columns alone, or over each. */
function groupAt(cells: readonly string[], at: number): string {
  for (let place = at; place >= 0; place -= 1) if (textAt(cells, place) !== "") return textAt(cells, place);
  return "";
}

/** Names below a row of groups, with those of their group where they need it: `Value` over `USD`, `Invoice` over `Date`. */
function underGroups(groups: readonly string[], names: readonly string[], open: OpenRows): readonly string[] {
  const full = groups.filter((group) => group.trim() !== "");
  if (full.length < 2 || full.some((group) => OF_DATA.test(group))) return names;
  return names.map((text, at) => {
    const [name, group] = [text.trim(), groupAt(groups, at)];
    if (name === "" || group === "") return text;
    const both = open.isUnit?.(name) ? `${group} (${name})` : `${group} ${name}`;
    const isTwice = names.filter((other) => other.trim() === name).length > 1;
    const isKnown = open.meant?.(name) !== undefined;
    if (isKnown ? isTwice || OF_ANOTHER.test(group) : open.meant?.(both) !== undefined) return both;
    return text;
  });
}

/** Whether a row under the names says how their cells are written, or ends names that mean nothing alone, and is about no goods. */
function saysMore(names: readonly string[], below: readonly string[], open: OpenRows): boolean {
  const { isUnit, meant } = open;
  const full = below.flatMap((cell, at) => (cell.trim() === "" ? [] : [{ cell: cell.trim(), at }]));
  const isMore = ({ cell, at }: { cell: string; at: number }) =>
    isUnit?.(cell) || meant?.(`${groupAt(names, at)} ${cell}`) !== undefined;
  const isOfWords = full.every(
    ({ cell, at }) => cell !== textAt(names, at) && (isUnit?.(cell) || !/\d/.test(cell)),
  );
  if (!isOfWords) return false;
  return (full.some(({ cell }) => isUnit?.(cell)) && full.every(isMore)) || endsNames(names, below, open);
}

/** Whether names mean more columns with the words below them, such as `Country` over `of origin`, and none fewer. */
function endsNames(names: readonly string[], below: readonly string[], open: OpenRows): boolean {
  const meanings = (texts: readonly string[]) => new Set(texts.flatMap((text) => open.meant?.(text) ?? []));
  const [alone, ended] = [meanings(names), meanings(withUnits(names, below, open))];
  return ended.size > alone.size && [...alone].every((one) => ended.has(one));
}

const withUnits = (
  names: readonly string[],
  below: readonly string[],
  { isUnit, meant }: OpenRows,
): readonly string[] =>
  Array.from({ length: Math.max(names.length, below.length) }, (_, at) => {
    const [name, more] = [textAt(names, at) || (textAt(below, at) && groupAt(names, at)), textAt(below, at)];
    if (
      more === "" ||
      (meant?.(name) !== undefined && meant(`${name} ${more}`) === undefined && !isUnit?.(more))
    )
      return name;
    return isUnit?.(more) ? `${name} (${more.replace(/^[([]+|[)\]]+$/g, "")})` : `${name} ${more}`;
  });

// Tables as public offices export them, whatever the names of their columns.

/** A table in memory; a cell that was a list has its items joined by `|`. */
export interface OfficialTable {
  readonly name: string;
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly rows: readonly OfficialRow[];
}

interface OfficialRow {
  /** Line, or place in a JSON array, from 1. */
  readonly at: number;
  readonly cells: readonly string[];
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** The first column that has one of these names, written in any way; `undefined` if none has. */
export function columnNamed({ columns }: OfficialTable, names: readonly string[]): number | undefined {
  const wanted = names.map(plain);
  const at = columns.findIndex((column) => wanted.includes(plain(column)));
  return at < 0 ? undefined : at;
}

/** The same of a column that must be there. @throws {UserError} naming what there is. */
export function columnOf(table: OfficialTable, what: string, names: readonly string[]): number {
  const at = columnNamed(table, names);
  if (at !== undefined) return at;
  throw new UserError(`expected a column of ${what}, named ${names.join(" or ")}; there is none`, {
    where: table.name,
    hint: `its columns are: ${table.columns.slice(0, 12).join(", ")}`,
  });
}

export const ON_ERROR = ["report", "skip", "stop"] as const;

/** A part of a file that is worked on by itself: one of so many, from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** More shards than this are a slip of the keyboard. */
const MOST_SHARDS = 100_000;

/** @throws {UserError} on a text that is not like 2/8. */
export function parseShard(text: string): Shard {
  const [, number, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const shard = { number: Number(number), of: Number(of) };
  if (shard.number >= 1 && shard.number <= shard.of && shard.of <= MOST_SHARDS) return shard;
  throw new UserError(`expected a shard and how many there are, such as 2/8; got "${text}"`, {
    hint: `eight shards are 1/8 to 8/8; there are at most ${MOST_SHARDS}`,
  });
}
