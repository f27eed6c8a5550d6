/** A row of a file of entries → goods entered on a day. */
import { NO_CLAIMS } from "../domain/classes.js";
import type { Origin } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import type { Quantity } from "../domain/duty.js";
import type { HtsCode } from "../domain/hts.js";
import type { Shares } from "../domain/part.js";
import type { Schedule } from "../domain/schedule.js";
import { toWholeDollars, type Usd, usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import { oneOf, parseDay, parseHts, parseOrigin, parseQuantity, parseUsd } from "../parse.js";
import { type Cells, type RowProblem, remembered, type Text, textIn } from "./columns.js";
import { type Contents, METALS, parseContent, sharesOf } from "./contents.js";

export const MODES = ["vessel", "air", "truck", "rail"] as const;
export type Mode = (typeof MODES)[number];
export const ENTRY_TYPES = ["formal", "informal"] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** Facts that few rows state; what is left out is not known. */
export interface StatedFacts {
  readonly quantities: readonly Quantity[];
  readonly shares: Shares;
  readonly loadedOn: IsoDate | null;
}

export interface EntryRow {
  /** Number of the entry; empty where each row is an entry of its own. */
  readonly entry: string;
  readonly date: IsoDate;
  readonly hts: HtsCode;
  readonly origin: Origin;
  /** Customs value in whole dollars. */
  readonly value: number;
  readonly claims: ReadonlySet<string>;
  /** `null` where the row states none. */
  readonly facts: StatedFacts | null;
  readonly mode: Mode | null;
  readonly entryType: EntryType;
}

export const NEEDED_COLUMNS = ["date", "hts", "origin", "value"];
const CONTENT_COLUMNS = [
  ...METALS.map((metal) => [`metal_${metal}`, metal] as const),
  ["us_content", "us"] as const,
];

/** What reading a row takes beside its cells. */
export interface RowWorld {
  readonly schedule: Schedule;
  /** Claims as written, for goods of an origin. @throws {UserError} on one that is not open to them. */
  claimsOf(text: string, origin: Origin): ReadonlySet<string>;
  /** Unit in which a line is counted, for quantities without one. */
  unitOf(hts: HtsCode): string | null;
}

/** Reads rows of these columns: goods, or all that is wrong with the row. Texts that recur are read once. */
export function entryRows(
  columns: readonly string[],
  world: RowWorld,
): (cells: Cells) => EntryRow | readonly RowProblem[] {
  const { schedule } = world;
  const at = (name: string): Text => textIn(columns, name);
  const date = remembered(at("date"), (text) => coveredDay(text, schedule));
  const hts = remembered(at("hts"), parseHts);
  const origin = remembered(at("origin"), (text) => originOf(text, schedule));
  const mode = remembered(
    at("mode"),
    optional(null, (text) => oneOf(MODES)(text.trim().toLowerCase())),
  );
  const type = remembered(at("entry_type"), optional("formal" as const, oneOf(ENTRY_TYPES)));
  const [entry, value, claims] = [at("entry"), at("value"), at("claims")];
  const claimsOf = claimsReader(claims, world);
  const factsOf = factsReader(at, world);
  return (cells) => {
    const problems: RowProblem[] = [];
    const goods = {
      entry: entry.of(cells).trim(),
      date: date(cells, problems) as IsoDate,
      hts: hts(cells, problems) as HtsCode,
      origin: origin(cells, problems) as Origin,
      value: attempt(value.name, problems, () => dollarsOf(value.of(cells))) as number,
      mode: mode(cells, problems) as Mode | null,
      entryType: type(cells, problems) as EntryType,
    };
    if (problems.length > 0) return problems;
    const stated = {
      claims: claimsOf(cells, goods.origin, problems) ?? NO_CLAIMS,
      facts: factsOf(cells, goods, problems),
    };
    return problems.length > 0 ? problems : { ...goods, ...stated };
  };
}

const optional =
  <T, E>(empty: E, parse: (text: string) => T) =>
  (text: string): T | E =>
    text.trim() === "" ? empty : parse(text.trim());

function coveredDay(text: string, { firstDay }: Schedule): IsoDate {
  const day = parseDay(text);
  if (day < firstDay) throw new UserError(`the data begins on ${firstDay}; got ${day}`);
  return day;
}

function originOf(text: string, { origins }: Schedule): Origin {
  return origins.get(parseOrigin(text, origins)) as Origin;
}

const WHOLE_DOLLARS = /^\d{1,12}$/;
/** More than any year of trade of a partner: a slip of the keyboard. */
const MOST_DOLLARS = 1e12;

/** Customs value in whole dollars, half up. */
function dollarsOf(text: string): number {
  if (WHOLE_DOLLARS.test(text)) return Number(text);
  const dollars = toWholeDollars(parseUsd(text)).toNumber();
  if (dollars > MOST_DOLLARS)
    throw new UserError(`expected the dollars of one line; got ${text.trim()}, more than a trillion`);
  return dollars;
}

/** The value `parse` gives, or nothing and one problem more. */
function attempt<T>(column: string, problems: RowProblem[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push({ column, message: error.message });
    return undefined;
  }
}

function claimsReader({ of, name }: Text, { claimsOf }: RowWorld) {
  const known = new Map<string, ReadonlySet<string>>();
  return (cells: Cells, origin: Origin, problems: RowProblem[]): ReadonlySet<string> | undefined => {
    const text = of(cells);
    if (text === "") return NO_CLAIMS;
    const key = `${origin.code} ${text}`;
    const claims = known.get(key) ?? attempt(name, problems, () => claimsOf(text, origin));
    if (claims && known.size < MOST_KNOWN) known.set(key, claims);
    return claims;
  };
}
const MOST_KNOWN = 10_000;

interface Goods {
  readonly hts: HtsCode;
  readonly date: IsoDate;
  readonly value: number;
}

function factsReader(at: (name: string) => Text, { unitOf }: RowWorld) {
  const [qty, unit, loaded] = [at("qty"), at("unit"), at("loaded_on")];
  const contents = CONTENT_COLUMNS.map(([name, piece]) => ({ piece, text: at(name) }));
  const present = [qty, loaded, ...contents.map(({ text }) => text)].filter(({ index }) => index >= 0);
  return (cells: Cells, { hts, date, value }: Goods, problems: RowProblem[]): StatedFacts | null => {
    if (present.every(({ of }) => of(cells) === "")) return null;
    const stated: Record<string, unknown> = {};
    for (const { piece, text } of contents)
      if (text.of(cells) !== "")
        stated[piece] = attempt(text.name, problems, () => parseContent(text.of(cells)));
    if (problems.length > 0) return null;
    return {
      quantities:
        attempt(qty.name, problems, () => quantitiesOf(qty.of(cells), unit.of(cells) || unitOf(hts))) ?? [],
      shares: attempt("metal", problems, () => sharesOf(stated as Contents, usd(value) as Usd)) ?? {},
      loadedOn: attempt(loaded.name, problems, () => loadedOn(loaded.of(cells), date)) ?? null,
    };
  };
}

/** `1200`, `1200kg`, `1200kg;40 no.`: a number alone is in the unit given beside it, or the line's own. */
function quantitiesOf(text: string, unit: string | null): Quantity[] {
  if (text.trim() === "") return [];
  return text.split(";").map((part) => parseQuantity(/[a-z]/i.test(part) ? part : `${part}${unit ?? ""}`));
}

function loadedOn(text: string, date: IsoDate): IsoDate | null {
  if (text.trim() === "") return null;
  const day = parseDay(text);
  if (day > date) throw new UserError(`goods entered on ${date} cannot have been loaded on ${day}`);
  return day;
}
