/** Base duties of lines as the tariff states them: one object for all lines on which they are the same. */
import { type ColumnDuty, chargeOf, dutyOfText, specialFrom, symbolsOf } from "./base-duty.js";
import { type FastRate, fastRate } from "./cents.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { type Entry, ONE_DOLLAR } from "./entry.js";
import { rateLineOf } from "./hts.js";
import { inFewBytes, type LineNumbers, numbered } from "./numbering.js";
import { remembering } from "./remembering.js";
import type { Schedule } from "./schedule.js";
import type { SpecialRate } from "./special-rate.js";
import type { Decimal } from "./units.js";

/** What a dollar of goods owes of base duty. */
export interface BaseOnADollar {
  /** `null` where it needs a fact. */
  readonly rate: Decimal | null;
  /** The same, ready to be multiplied. */
  readonly fast: FastRate | null;
  /** A layer stands in its place. */
  readonly displaced: boolean;
  readonly needs: readonly string[];
}

/** The column that applies, beside the general rate that some duties count in. */
export interface StatedBase {
  readonly applied: ColumnDuty;
  readonly general: string | null;
  readonly onADollar: BaseOnADollar;
}

/** Base duties of all lines of a book under one edition of the tariff, by place in the book. */
export interface StatedBases {
  unclaimed(origin: Pick<Origin, "column2">): Placed<StatedBase>;
  claimed(row: number, origin: Origin, claims: ReadonlySet<string>): StatedBase;
}

/** Base duties of lines on any day; days of one edition share them. Source: HTSUS General Notes 3(a)-(c). */
export function statedBases(schedule: Schedule, lines: readonly string[]): (on: IsoDate) => StatedBases {
  const byEdition = new Map<IsoDate, StatedBases>();
  return (on) => {
    const edition = schedule.base.editionDays.findLast((day) => day <= on) ?? on;
    const bases = byEdition.get(edition) ?? basesOn(on, schedule, lines);
    byEdition.set(edition, bases);
    return bases;
  };
}

/** What stands at a place of the book. */
type Placed<T> = (row: number) => T;

function basesOn(on: IsoDate, schedule: Schedule, lines: readonly string[]): StatedBases {
  const texts = (column: Column) => textsOf(column, schedule, lines, on);
  const columns = remembering((column2: boolean) =>
    placed(texts(columnOf(column2)).map((text) => plainBase(text, column2))),
  );
  const specials = remembering((column: Column) => placed(texts(column)));
  const specialOf = claimedSpecials(schedule, on);
  return {
    unclaimed: ({ column2 }) => columns(column2),
    claimed(row, origin, claims) {
      const special = specialOf(specials("special")(row), origin, claims);
      const inQuota = claims.has("in-quota");
      if (special?.duty) return specialBase(special, columns(false)(row).general, inQuota);
      const plain = columns(origin.column2)(row);
      return inQuota ? plainBase(plain.applied.text, origin.column2, inQuota) : plain;
    },
  };
}

/** Things of which few differ: each is kept once, and a number a line says which. */
function placed<T>(things: readonly T[]): Placed<T> {
  const { kept, of } = fewOf(things);
  return (row) => kept[of[row] as number] as T;
}

/** Apart from what reads them, so that what numbers them is let go. */
function fewOf<T>(things: readonly T[]): { readonly kept: readonly T[]; readonly of: LineNumbers } {
  const numberOf = numbered<T>();
  const kept: T[] = [];
  const numbers = Int32Array.from(things, (thing) => {
    const number = numberOf(thing);
    kept[number] = thing;
    return number;
  });
  return { kept, of: inFewBytes(numbers, kept.length) };
}

const columnOf = (column2: boolean) => (column2 ? "column2" : "general");

/** The rate of the special column that claims open, worked out once for the same claims, origin and text. */
function claimedSpecials(schedule: Schedule, on: IsoDate) {
  const byClaims = new WeakMap<ReadonlySet<string>, Map<Origin, Map<string, SpecialRate | undefined>>>();
  const symbols = new WeakMap<Map<string, SpecialRate | undefined>, readonly string[]>();
  return (text: string | null, origin: Origin, claims: ReadonlySet<string>): SpecialRate | undefined => {
    if (text === null) return undefined;
    const byOrigin = byClaims.get(claims) ?? new Map<Origin, Map<string, SpecialRate | undefined>>();
    byClaims.set(claims, byOrigin);
    const byText = byOrigin.get(origin) ?? new Map<string, SpecialRate | undefined>();
    byOrigin.set(origin, byText);
    if (byText.has(text)) return byText.get(text);
    const opened = symbols.get(byText) ?? symbolsOf(origin, { claims, date: on }, schedule);
    symbols.set(byText, opened);
    const special = specialFrom(text, opened);
    byText.set(text, special);
    return special;
  };
}

const known = new Map<string, StatedBase>();
/** Base duties without a preference. */
export function plainBase(text: string | null, column2: boolean, inQuota = false): StatedBase {
  const key = `${column2} ${inQuota} ${text}`;
  const found = known.get(key);
  if (found) return found;
  const base = made(plainDuty(text, column2), column2 ? null : text, inQuota);
  known.set(key, base);
  return base;
}

const plainDuty = (text: string | null, column2: boolean): ColumnDuty => ({
  column: column2 ? "column 2" : "general",
  text: text ?? "",
  duty: dutyOfText(text),
});

function specialBase({ text, duty }: SpecialRate, general: string | null, inQuota: boolean): StatedBase {
  const key = `special ${inQuota} ${text}|${general}`;
  const found = known.get(key);
  if (found) return found;
  const base = made({ column: "special", text, duty: duty ?? dutyOfText(text) }, general, inQuota);
  known.set(key, base);
  return base;
}

function made(applied: ColumnDuty, general: string | null, inQuota: boolean): StatedBase {
  const claims = new Set(inQuota ? ["in-quota"] : []);
  const { charge } = chargeOf(applied, general, { ...ONE_DOLLAR, claims } satisfies Entry);
  const onADollar =
    "duty" in charge
      ? baseOnADollar(charge.duty, false)
      : { rate: null, fast: null, displaced: false, needs: charge.needs };
  return { applied, general, onADollar };
}

export const baseOnADollar = (rate: Decimal, displaced: boolean): BaseOnADollar => ({
  rate,
  fast: fastRate(rate),
  displaced,
  needs: [],
});

type Column = "general" | "special" | "column2";

/** Texts of a column for all lines on a day. */
function textsOf(
  column: Column,
  { base }: Schedule,
  lines: readonly string[],
  on: IsoDate,
): readonly (string | null)[] {
  let line = "";
  let text: string | null = null;
  return lines.map((hts) => {
    if (!hts.startsWith(line) || line === "") {
      line = rateLineOf(hts);
      text = base.ratesOf(line, on)?.[column] ?? null;
    }
    return text;
  });
}
