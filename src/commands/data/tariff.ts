/** One of two tariffs that are held against each other: rates by eight digits on a day. */
import type { Context, DataFiles } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { columnNamed, columnOf, type OfficialTable } from "../../contract/rows.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";

// Lines of the tariff as the Commission exports them: one reading for editions that are shipped and that a user imports.

/** A row of an edition; empty texts where its column is. */
export interface HtsRow {
  /** Digits alone. */
  readonly hts: string;
  readonly general: string;
  readonly special: string;
  readonly column2: string;
  /** Units of quantity joined by `|`. */
  readonly units: string;
}

const HTML = /<[^>]+>/g;

/** A cell without the marks of the page it was made for. */
export const cellText = (text: string): string => text.replace(HTML, "").replace(/\s+/g, " ").trim();

const RATE_DIGITS = 8;

/** A row that states any rate, or one of eight digits, whose empty columns mean that it grants none. */
export const statesRates = ({ hts, general, special, column2 }: Omit<HtsRow, "units">): boolean =>
  hts.length === RATE_DIGITS || Boolean(general || special || column2);

/** Statistical goods alone have no unit but `X`: a number that is counted in nothing. */
export const isCounted = (units: string): boolean => units !== "" && units !== "X";

/** Special provisions with duties of their own are measures, not lines. */
const SPECIAL_DUTIES = "99";

/** One edition: what each line of eight digits owes, and the numbers under it. */
export interface Edition {
  readonly general: ReadonlyMap<string, string>;
  readonly special: ReadonlyMap<string, string>;
  readonly column2: ReadonlyMap<string, string>;
  /** Statistical suffixes by line. */
  readonly suffixes: ReadonlyMap<string, readonly string[]>;
  /** By number of ten digits. */
  readonly units: ReadonlyMap<string, string>;
  /** Headings 9903.xx.xx, each with its rates by column. */
  readonly headings: ReadonlyMap<string, string>;
  /** Rows that cannot be used, by reason. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

const HEADING = /^9903(\d\d)(\d\d)$/;
const STATISTICAL_DIGITS = 10;

/** An edition from its rows: the row of eight digits states the rates, or the only row of ten under it. */
export function toEdition(rows: Iterable<HtsRow>): Edition {
  const columns = { general: new Map<string, string>(), special: new Map(), column2: new Map() };
  const edition = { ...columns, suffixes: new Map(), units: new Map(), headings: new Map(), left: new Map() };
  for (const row of rows) takeRow(edition, row);
  return edition;
}

interface Growing {
  readonly general: Map<string, string>;
  readonly special: Map<string, string>;
  readonly column2: Map<string, string>;
  readonly suffixes: Map<string, string[]>;
  readonly units: Map<string, string>;
  readonly headings: Map<string, string>;
  readonly left: Map<string, string[]>;
}

function takeRow(edition: Growing, row: HtsRow): void {
  const { hts, units } = row;
  if (hts.startsWith(SPECIAL_DUTIES)) {
    const [, middle, end] = HEADING.exec(hts) ?? [];
    const rates = [row.general, row.special, row.column2].join("; ");
    if (middle && end) edition.headings.set(`9903.${middle}.${end}`, rates);
    return;
  }
  if (hts.length < RATE_DIGITS) return;
  if (hts.length === STATISTICAL_DIGITS)
    addTo(edition.suffixes, hts.slice(0, RATE_DIGITS), hts.slice(RATE_DIGITS));
  if (hts.length === STATISTICAL_DIGITS && isCounted(units)) edition.units.set(hts, units);
  if (statesRates(row)) takeRates(edition, row);
}

function takeRates({ general, special, column2, left }: Growing, row: HtsRow): void {
  const line = row.hts.slice(0, RATE_DIGITS);
  const known = general.get(line);
  if (known === undefined) {
    general.set(line, row.general);
    special.set(line, row.special);
    column2.set(line, row.column2);
  } else if (known !== row.general || special.get(line) !== row.special || column2.get(line) !== row.column2)
    addTo(left, "a second rate for the same eight digits", `${row.hts} ${row.general || "no general rate"}`);
}

function addTo(map: Map<string, string[]>, key: string, item: string): void {
  const own = map.get(key) ?? [];
  map.set(key, own);
  own.push(item);
}

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
