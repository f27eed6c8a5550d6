/** A row of a file of entries → goods entered on a day, or what is wrong with a row that is none. */

import { indexIn, lineFinder } from "../compiled/line-index.js";
import { oneSet } from "../compiled/product-table.js";
import type { Context } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import {
  type EntryType,
  type Mode,
  parseEntryType,
  parseHts,
  parseMode,
  parseOrigin,
} from "../contract/parse.js";
import { copied, type Row, type Rows, type ValueForms } from "../contract/rows.js";
import {
  amountWritten,
  currencyNamed,
  type DayOrder,
  GROUP,
  htsWritten,
  readUsd,
} from "../contract/written.js";
import { type IsoDate, type Season, seasonOf } from "../law/calendar.js";
import { isUnderChapter98, NO_CLAIMS, NOTHING_STATED, tellsOfMetal } from "../law/entry.js";
import { type HtsCode, printHts } from "../law/hts.js";
import { type Origin, originNamed } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal, toWholeDollars, type Usd, usd } from "../law/units.js";
import { checkFacts, checkRights, checkSaid, claimsNamed, claimTexts, QUALIFYING_ZONES } from "./claims.js";
import { columnsFlag } from "./headings.js";
import {
  type Cells,
  dayIn,
  entryIn,
  type RowProblem,
  recurringColumn,
  type Text,
  textIn,
  textOr,
  valueOrProblem,
} from "./row-cells.js";
import { FACT_COLUMNS, factsReader, type StatedFacts } from "./stated-facts.js";
import { likelyColumns, pricesInstead } from "./watches.js";

/** A number as rows state it: what is asked of it in every row, found once. */
interface StatedNumber {
  readonly hts: HtsCode;
  /** Where it stands among the ten-digit numbers of all editions; `undefined` if it is none of them. */
  readonly place: number | undefined;
  /** As the tariff prints it. */
  readonly printed: string;
  /** The part of the year that its line is for; `null` if it is for all of it. */
  readonly season: Season | null;
}

export const statedNumber = (hts: HtsCode, { base, seasons }: Schedule): StatedNumber => ({
  hts,
  place: indexIn(base.numbers, hts),
  printed: printHts(hts),
  season: seasonOf(hts, seasons) ?? null,
});

export interface EntryRow extends StatedNumber {
  /** The day whose rates stand: of entry, or of privileged foreign status before it (19 CFR 146.65(a)(1)). */
  readonly date: IsoDate;
  /** The day of entry, whose fees stand, where it is another. */
  readonly enteredOn?: IsoDate;
  readonly origin: Origin;
  /** Customs value in whole dollars. */
  readonly value: number;
  readonly claims: ReadonlySet<string>;
  /** `null` where the row states none. */
  readonly facts: StatedFacts | null;
  readonly mode: Mode | null;
  readonly entryType: EntryType;
}

/** Rows unlike others of their class, by a provision of chapter 98, an origin at home or a zone: few, so each is assessed alone. */
export const isUnlikeItsClass = (row: EntryRow): boolean =>
  row.origin.isHome === true || row.enteredOn !== undefined || isUnderProvision(row);

/** Rows under a provision of chapter 98. */
export const isUnderProvision = ({ hts, facts }: EntryRow): boolean =>
  isUnderChapter98({ hts, chapter98: facts?.chapter98 ?? null });

const NEEDED_COLUMNS = ["date", "hts", "origin", "value"];
/** Columns beside `claims` that claim something: the symbol of a preference, and the side of a quota. */
export const CLAIM_COLUMNS = ["spi", "fta", "quota", "currency", "exported_on"];
/** All that are read; a file may have others. */
export const ENTRY_COLUMNS = [
  ...["entry", "filer", "line", ...NEEDED_COLUMNS, "stat_suffix"],
  ...["claims", ...FACT_COLUMNS, "status_date", "mode", "entry_type"],
];

/** What reading a row takes beside its cells. */
interface RowPorts {
  readonly schedule: Schedule;
  /** How the columns are written; as the program writes them if not given. */
  readonly forms: ValueForms | undefined;
  /** What may be claimed in `claims`, by its word in small letters. */
  readonly claimWords: ReadonlyMap<string, string>;
  /** Claims as written, for goods of an origin. @throws {UserError} on one that is not open to them. */
  claimsOf(text: string, origin: Origin): ReadonlySet<string>;
  /** Unit in which a line is counted, for quantities without one. */
  unitOf(hts: HtsCode): string | null;
}

/** Reads rows of these columns: goods, or all that is wrong with the row. Texts that recur are read once. */
function entryRows(
  columns: readonly string[],
  defaults: Defaults,
  world: RowPorts,
): (cells: Cells) => EntryRow | readonly RowProblem[] {
  const { schedule, forms } = world;
  const at = textsIn(columns, defaults);
  const { date, status } = daysIn(at, world);
  const number = numberReader(at("hts"), schedule, forms);
  const origin = recurringColumn(at("origin"), (text) => originOf(text, schedule));
  const mode = recurringColumn(at("mode"), optional(null, parseMode));
  const type = recurringColumn(at("entry_type"), optional("formal" as const, parseEntryType));
  const dollars = valueReader(at("value"), at("currency"), at("exported_on"), forms);
  const claimsOf = claimsReader(claimTexts(columns, at, world.claimWords), world);
  const factsOf = factsReader(at, { unitOf: world.unitOf, schedule, forms });
  return (cells) => {
    const problems: RowProblem[] = [];
    const on = date(cells, problems) as IsoDate;
    const privileged = status(cells, problems) as IsoDate | null | undefined;
    const stated = number(cells, problems) ?? NO_NUMBER;
    const goods: Writable<EntryRow> = {
      date: on,
      hts: stated.hts,
      place: stated.place,
      printed: stated.printed,
      season: stated.season,
      origin: origin(cells, problems) as Origin,
      value: dollars(cells, problems) as number,
      claims: NO_CLAIMS,
      facts: null,
      mode: mode(cells, problems) as Mode | null,
      entryType: type(cells, problems) as EntryType,
    };
    if (privileged) ofStatus(goods, privileged, problems);
    if (problems.length > 0) return problems;
    goods.claims = claimsOf(cells, goods.origin, problems) ?? NO_CLAIMS;
    goods.facts = factsOf(cells, goods, problems);
    return problems.length > 0 ? problems : goods;
  };
}

/** The day of entry, and of privileged foreign status where one is stated. */
function daysIn(at: (name: string) => Text, { schedule, forms }: RowPorts) {
  const dayOf = (name: string) => (text: string) => coveredDay(text, schedule, forms?.days.get(name));
  return {
    date: recurringColumn(at("date"), dayOf("date")),
    status: recurringColumn(at("status_date"), optional(null, dayOf("status_date"))),
  };
}

/** Goods of a foreign-trade zone take the rates of the day of their privileged status. */
function ofStatus(goods: Writable<EntryRow>, status: IsoDate, problems: RowProblem[]): void {
  const { date } = goods;
  if (status > date) {
    const message = `goods entered on ${date} cannot have their status from ${status}`;
    problems.push({ column: "status_date", message });
  }
  Object.assign(goods, { date: status, enteredOn: date });
}

/** The day of entry: its fees stand, whatever day the rates are of. */
export const dayOfEntry = ({ date, enteredOn = date }: EntryRow): IsoDate => enteredOn;

/** Columns by name; what they leave empty is as the defaults say. */
const textsIn =
  (columns: readonly string[], defaults: Defaults) =>
  (name: string): Text => {
    const [text, other] = [textIn(columns, name), defaults[name]];
    return other === undefined ? text : textOr(text, other);
  };

const NO_NUMBER: StatedNumber = { hts: "" as HtsCode, place: undefined, printed: "", season: null };

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Most rows state one of the ten-digit numbers of the tariff, as it stands there. */
function numberReader(text: Text, schedule: Schedule, forms: ValueForms | undefined) {
  const { numbers } = schedule.base;
  const placeOf = lineFinder(numbers);
  const stated = new Array<StatedNumber | undefined>(numbers.length);
  const other = recurringColumn(text, (cell) => statedNumber(numberIn(cell, schedule, forms), schedule));
  return (cells: Cells, problems: RowProblem[]): StatedNumber | undefined => {
    const place = placeOf(text.of(cells));
    if (place === undefined) return other(cells, problems);
    stated[place] ??= statedNumber(numbers[place] as HtsCode, schedule);
    return stated[place];
  };
}

function valueReader({ of, name }: Text, currency: Text, exported: Text, forms: ValueForms | undefined) {
  const isForeign = currency.index >= 0 || (forms?.currency ?? null) !== null;
  return (cells: Cells, problems: RowProblem[]): number | undefined => {
    const text = of(cells);
    return !isForeign && WHOLE_DOLLARS.test(text)
      ? Number(text)
      : valueOrProblem(name, problems, () =>
          dollarsOf(text, { stated: currency.of(cells), exported: exported.of(cells) }, forms),
        );
  };
}

/**
 * A number of the tariff as files have it. One that has lost its first zero is read with it, where the tariff has the
 * number then. @throws {UserError}
 */
function numberIn(text: string, { base }: Schedule, forms: ValueForms | undefined): HtsCode {
  const written = htsWritten(text);
  const isThere = written?.is === "without-zero" && base.numbers.some((one) => one.startsWith(written.code));
  if (!isThere) return parseHts(text);
  forms?.mended.set(copied(text.trim()), written.code);
  return written.code;
}

/** Number and value of goods of which nothing else is asked, as a file has them. */
export function partReader({ columns, readAs = columns, forms }: Rows, schedule: Schedule) {
  const at = (name: string) => textIn(readAs, name);
  const [hts, value, currency, exported] = [at("hts"), at("value"), at("currency"), at("exported_on")];
  return {
    number: (cells: Cells): HtsCode => numberIn(hts.of(cells), schedule, forms),
    value: (cells: Cells): Usd =>
      readAmount(value.of(cells), { stated: currency.of(cells), exported: exported.of(cells) }, forms),
  };
}

const optional =
  <T, E>(empty: E, parse: (text: string) => T) =>
  (text: string): T | E =>
    text.trim() === "" ? empty : parse(text.trim());

function coveredDay(text: string, { firstDay }: Schedule, order: DayOrder | undefined): IsoDate {
  const day = dayIn(text, order);
  if (day < firstDay) throw new UserError(`the data begins on ${firstDay}; got ${day}`);
  return day;
}

function originOf(text: string, { origins, homeOrigins }: Schedule): Origin {
  const code = parseOrigin(withZeros(text), origins, homeOrigins);
  return originNamed(code, { origins, homeOrigins }) as Origin;
}

/** A number of ISO 3166 that a spreadsheet took its zeros from: `40` is 040. */
const withZeros = (text: string): string =>
  text.trim().replace(/^(\d{1,2})(?:\.0+)?$/, (_, digits: string) => digits.padStart(3, "0"));

const WHOLE_DOLLARS = /^\d{1,12}$/;
/** More than any year of trade of a partner: a slip of the keyboard. */
const MOST_DOLLARS = 1e12;

/** Customs value in whole dollars, half up. */
function dollarsOf(text: string, beside: BesideAmount, forms: ValueForms | undefined): number {
  const dollars = toWholeDollars(readAmount(text, beside, forms)).toNumber();
  if (dollars > MOST_DOLLARS)
    throw new UserError(`expected the dollars of one line; got ${text.trim()}, more than a trillion`);
  return dollars;
}

/** An amount in dollars, of whatever currency. @throws {UserError} on one of no known rate. */
function readAmount(text: string, { stated, exported }: BesideAmount, forms: ValueForms | undefined): Usd {
  const mark = forms === undefined ? "point" : (forms.marks.get("value") ?? null);
  const written = amountWritten(text);
  const currency = currencyOfAmount(text, written?.currency ?? null, stated.trim(), forms);
  if (currency === "USD") return usd(readUsd(text, mark));
  const rate = forms?.rates.get(currency) ?? rateOnDay(currency, exported, forms);
  if (rate === undefined)
    throw new UserError(
      `expected US dollars, or a rate for ${currency} (--rate ${currency}=1.08); got ${text.trim()}`,
    );
  const isSure = written?.isNegative === false && !(mark === null && GROUP.test(text.trim()));
  const digits = isSure ? written.digits.get(mark ?? "point") : undefined;
  return usd(decimal(digits ?? readUsd(text, mark)).times(rate));
}

/** What stands beside an amount: its currency, and the day on which the goods were exported. */
interface BesideAmount {
  readonly stated: string;
  readonly exported: string;
}

/** The rate of the day of exportation (19 CFR 159.32). @throws {UserError} where that is not stated, or has no rate. */
function rateOnDay(currency: string, exported: string, forms: ValueForms | undefined): Decimal | undefined {
  if (forms?.rateOn === undefined) return undefined;
  if (exported.trim() === "")
    throw new UserError(
      `a rate for ${currency} is of the day of exportation (19 CFR 159.32); state it in exported_on`,
    );
  const day = dayIn(exported, forms.days.get("exported_on"));
  const rate = forms.rateOn(currency, day);
  if (rate === undefined) throw new UserError(`the file of rates has none for ${currency} on ${day}`);
  return rate;
}

/** The currency in the cell, else the one beside it, else that of the heading. @throws {UserError} if two disagree. */
function currencyOfAmount(
  text: string,
  written: string | null,
  stated: string,
  forms: ValueForms | undefined,
): string {
  const beside = stated === "" ? (forms?.currency ?? null) : currencyNamed(stated);
  if (written !== null && beside !== null && written !== beside)
    throw new UserError(
      `${text.trim()} is not in ${beside}, the currency stated ${stated === "" ? "above" : "beside"} it`,
    );
  return written ?? beside ?? "USD";
}

function claimsReader({ of, name }: Text, { claimsOf }: RowPorts) {
  const known = new Map<string, ReadonlySet<string>>();
  return (cells: Cells, origin: Origin, problems: RowProblem[]): ReadonlySet<string> | undefined => {
    const text = of(cells);
    if (text === "") return NO_CLAIMS;
    const key = `${origin.code} ${text}`;
    const found = known.get(key);
    if (found) return found;
    const claims = valueOrProblem(name, problems, () => claimsOf(text, origin));
    if (claims && known.size < MOST_KNOWN) known.set(key, claims);
    return claims;
  };
}
const MOST_KNOWN = 10_000;

/** A row as it stands in the file, and as goods or what is wrong with it. */
export interface ReadRow {
  readonly row: Row;
  readonly goods: EntryRow | null;
  /** Number of the entry it stands in, even where it cannot be read. */
  readonly entry: string;
  /** Each with its column: `hts: expected ...`. */
  readonly problems: readonly string[];
}

/** Texts of cells that rows leave empty, by column. */
export type Defaults = Readonly<Record<string, string>>;

/** Reads rows as goods. @throws {UserError} naming the columns that are needed and missing. */
export function goodsReader(
  { columns: headings, readAs: columns = headings, name, forms }: Rows,
  context: Context,
  stated?: Defaults,
): (row: Row) => ReadRow {
  const defaults = stated ?? {};
  checkColumns(
    [...columns, ...Object.keys(defaults)],
    { headings, readAs: columns, name },
    stated !== undefined,
  );
  const read = entryRows(columns, defaults, {
    schedule: context.schedule(),
    forms,
    claimWords: new Map(
      context
        .claims()
        .filter(({ column }) => column === "claims")
        .flatMap(({ id, names = [] }) => [id, ...names].map((word) => [word.toLowerCase(), id])),
    ),
    unitOf: context.unitOf,
    claimsOf(text, origin) {
      const isNo = (claim: string) =>
        /^(?:n?|fta=.*=n)$/i.test(claim) && !QUALIFYING_ZONES.includes(origin.code);
      const claims = text.split(/[;,]/).flatMap((claim) => (isNo(claim.trim()) ? [] : claim.trim() || []));
      checkSaid(claims);
      return oneSet(claimsNamed(claims, [origin], context));
    },
  });
  const numberIn = entryIn(columns);
  return (row) => {
    const entry = numberIn.of(row.cells).trim();
    if (row.fault !== null) return { row, entry, goods: null, problems: [row.fault] };
    const goods = checked(read(row.cells), context);
    return "length" in goods
      ? { row, entry, goods: null, problems: goods.map(({ column, message }) => `${column}: ${message}`) }
      : { row, entry, goods, problems: [] };
  };
}

/** Goods whose claims agree with what else they state; few state anything of metal. */
function checked(
  goods: EntryRow | readonly RowProblem[],
  context: Context,
): EntryRow | readonly RowProblem[] {
  if ("length" in goods) return goods;
  const { hts, date, claims, facts, value } = goods;
  const origin = goods.origin.code;
  const problems: RowProblem[] = [];
  if (facts === null || !tellsOfMetal(facts)) {
    if (claims.size === 0) return goods;
    const { adcvd } = facts ?? NOTHING_STATED;
    valueOrProblem("claims", problems, () =>
      checkRights({ hts, origin, date, claims, adcvd, value }, context),
    );
  } else if (
    claims.size > 0 ||
    facts.madeIn !== NOTHING_STATED.madeIn ||
    facts.weights !== NOTHING_STATED.weights
  )
    valueOrProblem("claims", problems, () =>
      checkFacts({ ...facts, hts, origin, date, claims, value: usd(value) }, context),
    );
  return problems.length > 0 ? problems : goods;
}

/** Names of columns that a hint lists. */
const MOST_SHOWN = 40;
/** A table that has none of the columns is one of something else. */
const MOST_ASKED = 2;

/** @param hasFlags Whether flags can say of all rows what no column does. */
function checkColumns(
  known: readonly string[],
  { headings, readAs, name: where }: Pick<Rows, "name"> & Record<"headings" | "readAs", readonly string[]>,
  hasFlags: boolean,
): void {
  const has = new Set(known.map((column) => column.trim().toLowerCase()));
  const missing = NEEDED_COLUMNS.filter((column) => !has.has(column));
  if (missing.length === 0) return;
  const asked = missing.map((column) => {
    const [one, ...others] = likelyColumns(headings, readAs, column);
    const forAll = column === "hts" || !hasFlags ? "" : `, or --${column} for all rows`;
    const or = others.length > 0 ? `, or ${few(others)}` : "";
    return one === undefined ? null : `which is ${column}? ${columnsFlag(column, one)}${or}${forAll}`;
  });
  const [first = ""] = missing;
  const forAll = first === "hts" || !hasFlags ? "" : `, or --${first} for all rows`;
  const likely = asked.filter((one) => one !== null).slice(0, MOST_ASKED);
  if (missing.includes("value")) likely.push(...pricesInstead(headings));
  if (asked[0] === null) likely.unshift(`--columns names it: --columns ${first}="..."${forAll}`);
  throw new UserError(
    `expected the columns ${NEEDED_COLUMNS.join(", ")}; there is no ${missing.join(", ")}`,
    { where, hint: `it has: ${few(headings)}; ${likely.join("; ")}` },
  );
}

const few = (names: readonly string[]): string =>
  `${names.slice(0, MOST_SHOWN).join(", ")}${names.length > MOST_SHOWN ? ", ..." : ""}`;
