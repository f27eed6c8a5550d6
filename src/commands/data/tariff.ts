/** One of two tariffs that are held against each other: rates by eight digits on a day. */
import type { Context, DataFiles } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { columnNamed, columnOf, type OfficialTable } from "../../contract/rows.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { cellText, type Edition, type HtsRow, toEdition } from "./import/hts-edition.js";

const RATE_COLUMNS = ["general", "special", "column2"] as const;
type RateColumn = (typeof RATE_COLUMNS)[number];

export interface TariffSide {
  readonly title: string;
  readonly lines: ReadonlySet<string>;
  /** "" where the column is empty; `undefined` where there is no such line. */
  rate(line: string, column: RateColumn): string | undefined;
  /** Numbers of ten digits. */
  numbers(): ReadonlySet<string>;
  /** Headings of chapter 99 with their rates by column; `null` where the data has days of them alone. */
  headings(): ReadonlyMap<string, string | null>;
}

/** The tariff of a schedule on a day. */
export function sideOn(context: Context, day: IsoDate, title: string): TariffSide {
  const { base } = context.schedule();
  const all = context.data().json("schedule/base/general.json").lines;
  return {
    title: `${title} on ${day}`,
    lines: new Set(Object.keys(all).filter((line) => base.ratesOf(line, day) !== undefined)),
    rate: (line, column) => {
      const rates = base.ratesOf(line, day);
      return rates && (rates[column] ?? "");
    },
    numbers: () => new Set(base.linesUnder("", day)),
    headings: () => {
      const inTariff = [...context.headings().headings].filter(([, [from, until]]) =>
        inSpan({ from, until }, day),
      );
      return new Map(inTariff.map(([heading]) => [heading, null]));
    },
  };
}

/** An edition as it stands in a file. */
export const sideOfEdition = (edition: Edition, title: string): TariffSide => ({
  title,
  lines: new Set(edition.general.keys()),
  rate: (line, column) => edition[column].get(line),
  numbers: () => new Set([...edition.suffixes].flatMap(([line, own]) => own.map((suffix) => line + suffix))),
  headings: () => edition.headings,
});

/** A rate that differs; "" and `undefined` as in a side. */
export interface RateChange {
  readonly line: string;
  readonly column: RateColumn;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every rate that differs, by line and column; a line that is on one side alone differs in its general column. */
export function rateChanges(before: TariffSide, after: TariffSide): RateChange[] {
  const lines = [...new Set([...before.lines, ...after.lines])].sort();
  return lines.flatMap((line) => {
    const there = before.lines.has(line) && after.lines.has(line);
    return (there ? RATE_COLUMNS : (["general"] as const)).flatMap((column) => {
      const [was, is] = [before.rate(line, column), after.rate(line, column)];
      return was === is ? [] : [{ line, column, before: was, after: is }];
    });
  });
}

/** Fewer lines than this are a chapter or two, not a tariff: the rest would count as gone. */
const LEAST_LINES = 5000;

/** @throws {UserError} on a table that is not a whole edition. */
export function editionOf(table: OfficialTable): Edition {
  const edition = toEdition(rowsOf(table));
  if (edition.general.size < LEAST_LINES)
    throw new UserError(
      `expected a whole edition, of some ten thousand lines with rates; got ${edition.general.size}`,
      {
        where: table.name,
        hint: "export all chapters: hts.usitc.gov, Export, from 0101 to 9999, as CSV or JSON",
      },
    );
  return edition;
}

function* rowsOf(table: OfficialTable): Generator<HtsRow> {
  const hts = columnOf(table, "HTS numbers", ["HTS Number", "htsno"]);
  const general = columnOf(table, "general rates", ["General Rate of Duty", "general"]);
  const special = columnOf(table, "special rates", ["Special Rate of Duty", "special"]);
  const column2 = columnOf(table, "column 2 rates", ["Column 2 Rate of Duty", "other"]);
  const units = columnNamed(table, ["Unit of Quantity", "units"]);
  for (const { cells } of table.rows)
    yield {
      hts: (cells[hts] ?? "").replace(/\D/g, ""),
      general: cellText(cells[general] ?? ""),
      special: cellText(cells[special] ?? ""),
      column2: cellText(cells[column2] ?? ""),
      units: unitsOf(cells[units ?? -1] ?? ""),
    };
}

/** `["No.","kg"]`, as CSV has it, or already joined. */
const unitsOf = (cell: string): string =>
  cellText(cell)
    .replace(/^\[|\]$/g, "")
    .split(/",\s*"|\|/)
    .map((unit) => unit.replaceAll('"', "").trim())
    .filter(Boolean)
    .join("|");

// The export does not say its day: it is given, or found by the shipped edition that has the same rates.

interface EditionDay {
  readonly from: IsoDate;
  /** The day of the next change that is known; `null` if none is. */
  readonly until: IsoDate | null;
  /** Found by its rates, not said. */
  readonly found: boolean;
}

/**
 * The days of an edition. Without a day it must have the rates of an edition that the data knows; of several that
 * have, the one whose statistical numbers are nearest, else the latest. @throws {UserError} if it has those of none.
 */
export function editionDay(edition: Edition, said: IsoDate | undefined, context: Context): EditionDay {
  const { firstDay } = context.schedule();
  const days = [firstDay, ...changeDays(context.data()).filter((day) => day > firstDay)];
  const from = said ?? sameRates(edition, days, context);
  return { from, until: days.find((day) => day > from) ?? null, found: said === undefined };
}

const FILES = ["general", "special", "column-2", "suffixes"] as const;

/** Days on which any column of any line changed, or any number came or went. */
function changeDays(data: DataFiles): IsoDate[] {
  const days = FILES.flatMap((file) =>
    Object.values(data.json(`schedule/base/${file}.json`).lines).flatMap((held) =>
      typeof held === "string"
        ? []
        : [...held].flatMap((one) =>
            typeof one === "string" ? [] : [one[0], one[1]].filter((day) => day !== null),
          ),
    ),
  );
  return [...new Set(days)].sort();
}

function sameRates(edition: Edition, days: readonly IsoDate[], context: Context): IsoDate {
  const own = sideOfEdition(edition, "the file");
  const counted = days.map((day) => ({ day, count: rateChanges(sideOn(context, day, ""), own).length }));
  const best = counted.reduce((least, one) => (one.count <= least.count ? one : least));
  if (best.count > 0)
    throw new UserError("expected the day on which this edition took effect", {
      where: "--date",
      hint: `no edition known has its rates; nearest is that of ${best.day}, from which ${best.count === 1 ? "one rate differs" : `${best.count} rates differ`}`,
    });
  const numbers = new Set([...edition.suffixes].flatMap(([line, own]) => own.map((suffix) => line + suffix)));
  const same = counted
    .filter(({ count }) => count === 0)
    .map(({ day }) => ({ day, count: numbersApart(numbers, day, context) }));
  return same.reduce((least, one) => (one.count <= least.count ? one : least)).day;
}

/** Numbers of ten digits that only one of an edition and a day has. */
function numbersApart(numbers: ReadonlySet<string>, day: IsoDate, context: Context): number {
  const there = context.schedule().base.linesUnder("", day);
  const shared = there.filter((number) => numbers.has(number)).length;
  return numbers.size + there.length - 2 * shared;
}

/** The day that a folder's import has written down, if any. */
export function importedDay(context: Context): IsoDate | undefined {
  if (!context.data().has("import.json")) return undefined;
  return context.data().json("import.json").day;
}
