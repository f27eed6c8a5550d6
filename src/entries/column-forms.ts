/**
 * How the columns of a file of entries are written: what their headings say of it, else what their cells show. A column has
 * one way; where its cells leave two open, it is asked for.
 */
import type { Context } from "../contract/command.js";
import { movedTo, UserError } from "../contract/errors.js";
import { parseFactor } from "../contract/parse.js";
import type { Row, Rows, SaidByHeading, ValueForms } from "../contract/rows.js";
import {
  amountWritten,
  currencyNamed,
  DAY_ORDERS,
  type DayOrder,
  type DecimalMark,
  daysWritten,
  GROUP,
  readDay,
} from "../contract/written.js";
import { addDays, type IsoDate, isoDate } from "../law/calendar.js";
import type { Decimal } from "../law/units.js";
import { textIn } from "./row-cells.js";

/** What is said of how a file is written. */
export interface FileForms {
  /** Headings by what they are read as. */
  readonly columns?: readonly (readonly [column: string, heading: string])[];
  readonly dates?: DayOrder;
  readonly decimal?: DecimalMark;
  /** Dollars for one unit of a currency. */
  readonly rate?: readonly (readonly [currency: string, dollars: Decimal])[];
  /** A file of rates by the day of exportation. */
  readonly ratesFile?: string;
  /** The sheet of a workbook, by name. */
  readonly sheet?: string;
  /** In what its text is written, as `TextDecoder` calls it. */
  readonly encoding?: string;
  /** Nothing is asked of whole entries: it does not matter which of them a row is of. */
  readonly ofAnyEntry?: true;
  /** What was filed is held against what is owed. */
  readonly isAudited?: true;
}

export const DAYS = ["date", "status_date", "loaded_on", "exported_on"];
/** Contents, which are dollars or shares. */
export const SHARES = ["metal_steel", "metal_aluminum", "metal_copper", "us_content", "exported_share"];
/** Shares of the weight, which are no dollars. */
export const WEIGHTS = ["metal_weight_steel", "metal_weight_aluminum", "metal_weight_copper"];
export const AMOUNTS = [
  ...["value", "filed_duty_usd", "filed_mpf_usd", "filed_hmf_usd", "filed_total_usd", "fee_amount"],
  ...["repair_value", "processing_value", "us_parts", "qty", ...WEIGHTS, ...SHARES],
];

// What headings say.

const ORDER = /[\s([]*\b([dmy]{1,4})([-/. ]?)([dmy]{1,4})\2([dmy]{1,4})[)\]]*\s*$/i;
export const PERCENT =
  /[\s([_-]*(?:%|(?<![a-z])(?:pct|percent(?:age)?))[)\]]*\s*$|^\s*(?:%|pct\b|percent(?:age)?\b)/i;
/** Wherever it stands: `Steel % (value)`, `Steel % by weight`. */
const OF_HUNDRED = /%|(?<![a-z])(?:pct|percent(?:age)?)(?![a-z])/i;
/** What a heading says of contents behind their name: `metal_steel %`, `metal_steel (USD)`. */
export const OF_CONTENT = /[\s([_-]*(?:%|(?<![a-z])(?:pct|percent(?:age)?|usd|\$))[)\]]*\s*$/i;
/** Behind a heading, what says nothing of what it means: `*`, `?`, `(required)`, `(10 digits)`, `(10)`, `(ISO)`, `(Y/N)`. */
const ASIDE =
  /\s*(?:[*?]+|[([](?:required|optional|mandatory|iso[^)\]]*|\d{1,2}[- ]?(?:digits?|letters?)|10|8|6|y\/n|yes\/no|alpha-?[23]|code|text)[)\]])\s*$/i;
/** What exports of shops put before the names of their fields. */
const BEFORE = /^(?:meta|attribute|custom field):\s*_?/i;

const orderIn = (heading: string): DayOrder | undefined => {
  const [, first = "", , second = "", third = ""] = ORDER.exec(heading) ?? [];
  const order = [first, second, third].map((part) => (/^(.)\1*$/i.test(part) ? part[0] : "")).join("");
  return DAY_ORDERS.find((one) => one === order.toLowerCase());
};

/** A heading without what stands around it. */
export function bareHeading(heading: string): string {
  const plain = heading
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(ASIDE, "")
    .replace(BEFORE, "")
    .trim();
  return orderIn(plain) === undefined ? plain : plain.replace(ORDER, "").trim();
}

const DOLLARS = /(?<![a-z])(?:value|valor|wert|usd)(?![a-z])|\$/i;
const [KILOGRAMS, POUNDS] = [
  /(?:^|[^a-z])(?:kgs?|kilograms?)(?:[^a-z]|$)/i,
  /(?:^|[^a-z])(?:lbs?|pounds?)(?:[^a-z]|$)/i,
];

/** What a heading says of how its cells are written. */
export function saidByHeading(heading: string): SaidByHeading {
  const order = orderIn(
    heading
      .replace(/\p{Cf}/gu, "")
      .trim()
      .replace(ASIDE, ""),
  );
  const unit = KILOGRAMS.test(heading) ? "kg" : POUNDS.test(heading) ? "lb" : null;
  const share = OF_HUNDRED.test(heading) ? "percent" : DOLLARS.test(heading) ? "dollars" : null;
  return { order: order ?? null, share, unit };
}

const IN_CURRENCY = /^(.*?)(?:[\s_-]+in)?[\s_([-]+([A-Z]{3}|[€£₩₹¥])[\s)\]]*$/;

/** What a heading of amounts says their currency is: `Value (EUR)`, `Net Value in JPY`, `value_eur`; `null` where it says none. */
export function currencyOf(heading: string): { readonly of: string; readonly currency: string } | null {
  const [, of = "", sign = ""] =
    IN_CURRENCY.exec(heading.trim()) ?? IN_CURRENCY.exec(heading.trim().toUpperCase()) ?? [];
  const isKnown = of !== "" && (/[^A-Z]/.test(sign) || CURRENCIES.has(sign));
  return isKnown ? { of, currency: sign } : null;
}

/** What a heading says its amounts are counted in: `Value ($000)`, `value_cents`, `Value (TEUR)`; `null` where that is one. */
export function scaleOf(heading: string): string | null {
  const words = heading.replaceAll("_", " ");
  return SCALES.find(([, written]) => written.test(words))?.[0] ?? null;
}
const SCALES: readonly (readonly [name: string, written: RegExp])[] = [
  [
    "thousands",
    /\bthousands?\b|\bthsd\b|\btsd\b|(?:[$€£'’(]|\busd|\beur)\s*0{3}(?:['’]?s)?\b|\bk(?:usd|eur|[$€£])|\bt(?:usd|eur|[$€£])|(?:\busd|\beur|[$€£])\s*k\b/i,
  ],
  ["millions", /\bmillions?\b|\bmio\b|\bm(?:usd|eur|[$€£])|(?:\busd|\beur|[$€£])\s*mm?n?\b/i],
  ["cents", /\bcents\b/i],
];

/** Units that stand alone under a name, in brackets or not. */
const ALONE =
  /^(?:in\s+)?(?:kgs?|kilograms?|lbs?|pounds?|pcs|pieces|units?|no\.?|doz\.?|%|percent|pct|us\s?(?:\$|dollars?)|[$€£₩₹¥]|dollars?|euros?)$/i;

/** Whether a text under or above a name says how its cells are written: `EUR`, `kg`, `(thousands)`, `MM/DD/YYYY`. */
export function saysHowWritten(text: string): boolean {
  const bare = text
    .trim()
    .replace(/^[([]+|[)\]]+$/g, "")
    .trim();
  if (bare.length > LONGEST_UNIT || bare === "") return false;
  const isOrder = orderIn(` ${bare}`) !== undefined;
  return isOrder || ALONE.test(bare) || isCurrencyCode(bare.toUpperCase()) || scaleOf(bare) !== null;
}
const LONGEST_UNIT = 30;

/** Whether a cell is the code of a currency, dollars among them. */
export const isCurrencyCode = (cell: string): boolean => cell === DOLLARS_CODE || CURRENCIES.has(cell);
export const DOLLARS_CODE = "USD";

/** The currency that words beside a table say its amounts are in, other than dollars: `All values in EUR`, `Currency: JPY`. */
export function currencySaid(words: string): string | null {
  const alone = words.replace(/[()[\]\s]+/g, "");
  if (CURRENCIES.has(alone)) return alone === DOLLARS_CODE ? null : alone;
  const [, code = ""] =
    /\b(?:in|currency:?|amounts?:?|values?:?)\s+(?:thousands?\s+(?:of\s+)?)?([A-Z]{3})\b/.exec(
      words.replace(/^(?:in|currency|amounts?|values?)\b/i, (word) => word.toLowerCase()),
    ) ?? [""];
  if (CURRENCIES.has(code)) return code === DOLLARS_CODE ? null : code;
  const [, named = ""] = /\bin\s+(euros?|yen|renminbi|rmb|won)\b/i.exec(words) ?? [];
  return named === "" ? null : currencyNamed(named);
}

/** Those of countries that the United States buys from; other three letters at the end of a heading are words. */
const CURRENCIES: ReadonlySet<string> = new Set(
  "AED AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PEN PHP PLN RMB RON SAR SEK SGD THB TRY TWD USD VND ZAR".split(
    " ",
  ),
);

// How columns are written.

/** How the columns of a file are written, by its headings and its first rows. @throws {UserError} */
export function formsOf(rows: Rows, first: readonly Row[], asked: FileForms): ValueForms {
  const { readAs = [], columns, name } = rows;
  const at = (column: string): LookedAt => {
    const text = textIn(readAs, column);
    const cells =
      text.index < 0 ? [] : first.flatMap((row) => ({ at: row.at, text: text.of(row.cells).trim() }));
    const isTyped = rows.texts?.[text.index] === 0;
    const full = cells.filter((cell) => cell.text !== "");
    return { heading: columns[text.index] ?? column, cells: full, name, isTyped };
  };
  const said = new Map(
    [...DAYS, ...SHARES, ...WEIGHTS, "qty"].flatMap((column) => {
      const heading = columns[textIn(readAs, column).index];
      return heading === undefined ? [] : [[column, saidByHeading(heading)] as const];
    }),
  );
  const ofWorkbook = rows.workbook !== undefined;
  return {
    days: new Map(
      DAYS.map((column) => [
        column,
        asked.dates ?? said.get(column)?.order ?? orderOf(at(column), ofWorkbook),
      ]),
    ),
    marks: asked.decimal
      ? new Map(AMOUNTS.map((column) => [column, asked.decimal ?? null]))
      : marksOf(
          AMOUNTS.map((column) => [column, at(column)]),
          isSemicolon(rows),
        ),
    said,
    rates: new Map(asked.rate ?? []),
    currency: foreign(currencyOf(bareHeading(columns[textIn(readAs, "value").index] ?? ""))?.currency),
    mended: new Map(),
  };
}

/** The forms of a file as another thread is told of them: what flags say of rates it knows itself. */
export type SentForms = Pick<ValueForms, "days" | "marks" | "said" | "currency">;

export const sentForms = (forms: Rows["forms"]): SentForms => ({
  days: forms?.days ?? new Map(),
  marks: forms?.marks ?? new Map(),
  said: forms?.said ?? new Map(),
  currency: forms?.currency ?? null,
});

/** The forms of a file that another thread has opened. @throws {UserError} on a file of rates that cannot be read */
export const takenForms = async (
  sent: SentForms,
  { rate, ratesFile }: FileForms,
  context: Context,
): Promise<ValueForms> => ({
  ...sent,
  rates: new Map(rate ?? []),
  mended: new Map(),
  ...(ratesFile === undefined ? {} : { rateOn: await datedRates(ratesFile, context) }),
});

// Rates of other currencies by the day of exportation: 19 CFR 159.31 to 159.35.

interface DatedRate {
  readonly currency: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly rate: Decimal;
}

/**
 * The rates of a table of `currency`, `from`, `until` and `rate`, dollars for one unit. One without `until` is of the
 * quarter that it begins in, as certified rates are (19 CFR 159.34(a)); of several the one that began last holds.
 */
export async function datedRates(path: string, context: Context): Promise<NonNullable<ValueForms["rateOn"]>> {
  const { batches, columns, name } = await context.rows(path);
  const at = Object.fromEntries(RATE_COLUMNS.map((column) => [column, textIn(columns, column)]));
  const missing = ["currency", "from", "rate"].filter((column) => (at[column]?.index ?? -1) < 0);
  if (missing.length > 0)
    throw new UserError(
      `expected the columns ${RATE_COLUMNS.join(", ")}; there is no ${missing.join(", ")}`,
      {
        where: name,
        hint: "each row has a currency, the first and last day of exportation, and the dollars for one unit",
      },
    );
  const rates: DatedRate[] = [];
  for await (const batch of batches)
    for (const row of batch) {
      const of = (column: string) => (at[column]?.of(row.cells) ?? "").trim();
      rates.push(datedRate(of, `${name}:${row.at}`));
    }
  rates.sort((a, b) => (a.from < b.from ? 1 : -1));
  return (currency, day) =>
    rates.find((one) => one.currency === currency && one.from <= day && day <= one.until)?.rate;
}

const RATE_COLUMNS = ["currency", "from", "until", "rate"] as const;

function datedRate(of: (column: string) => string, where: string): DatedRate {
  const read = <T>(column: string, parse: (text: string) => T): T =>
    placed(`${where}: ${column}`, () => parse(of(column)));
  const from = read("from", readDay);
  const until = read("until", (text) => (text === "" ? lastOfQuarter(from) : readDay(text)));
  if (until < from) throw new UserError(`a rate from ${from} cannot end on ${until}`, { where });
  return { currency: read("currency", currencyIn), from, until, rate: read("rate", parseFactor) };
}

function currencyIn(text: string): string {
  const currency = currencyNamed(text);
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw new UserError(`expected a currency such as EUR; got "${text}"`);
}

const lastOfQuarter = (day: IsoDate): IsoDate => {
  const [year = "", month = ""] = day.split("-");
  const next = 3 * Math.ceil(Number(month) / 3) + 1;
  const first = next > 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(next).padStart(2, "0")}-01`;
  return addDays(first as IsoDate, -1);
};

function placed<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? movedTo(where, error) : error;
  }
}

const foreign = (named: string | undefined): string | null => {
  const currency = named === undefined ? "USD" : currencyNamed(named);
  return currency === "USD" ? null : currency;
};

const isSemicolon = ({ separator }: Rows): boolean => separator === ";";

/** A cell with what its text can mean as a day. */
interface DayCell {
  readonly at: number;
  readonly text: string;
  readonly days: ReadonlyMap<string, IsoDate>;
}

interface LookedAt {
  readonly heading: string;
  readonly cells: readonly { readonly at: number; readonly text: string }[];
  readonly name: string;
  /** Its cells are numbers, not text: they have a point, whoever wrote them. */
  readonly isTyped: boolean;
}

/** The order in which all days of a column can be read; nothing where any order gives the same. */
function orderOf({ heading, cells, name }: LookedAt, ofWorkbook: boolean): DayOrder | undefined {
  const read = cells.map(
    ({ at, text }): DayCell => ({ at, text, days: isoDate(text) ? ISO : daysWritten(text) }),
  );
  const open = read.filter(({ days }) => days.size > 0 && !days.has("any"));
  if (open.length === 0) return undefined;
  const orders = DAY_ORDERS.filter((order) => open.every(({ days }) => days.has(order)));
  if (ofWorkbook) checkTaken({ heading, cells: read, name }, orders);
  if (orders.length === 1) return orders[0];
  const [first] = open.filter(({ days }) => new Set(days.values()).size > 1);
  if (first === undefined && orders.length > 0) return undefined;
  const shown = first ?? open[0];
  const words = orders.length === 0 ? "in no one order of day and month" : `as ${orders.join(" or as ")}`;
  throw new UserError(
    `the days of "${heading}" can be read ${words}: "${shown?.text}" is ${[...new Set(shown?.days.values())].join(" or ")}`,
    { where: `${name}:${shown?.at}`, hint: "say which: --dates mdy, --dates dmy or --dates ymd" },
  );
}

const ISO: ReturnType<typeof daysWritten> = new Map([["any", "2000-01-01" as IsoDate]]);
/** Whoever takes a day for a month can do so up to the twelfth. */
const MONTHS = 12;

/**
 * A spreadsheet that was given days of another order than its own took those for days that it could, with day and month
 * changed, and left the others as text. @throws {UserError} where a column looks so.
 */
function checkTaken(
  { heading, cells, name }: Pick<LookedAt, "heading" | "name"> & { readonly cells: readonly DayCell[] },
  orders: readonly DayOrder[],
): void {
  const isLate = (day: string | undefined) => Number(day?.slice(-2)) > MONTHS;
  const texts = cells.filter(({ days }) => days.size > 0 && !days.has("any"));
  const days = cells.filter(({ text }) => isoDate(text) !== undefined);
  const [order] = orders;
  const areLeft = orders.length === 1 && texts.every((cell) => isLate(cell.days.get(order ?? "")));
  if (!areLeft || days.length === 0 || days.some(({ text }) => isLate(text))) return;
  throw new UserError(
    `some days of "${heading}" are text, such as "${texts[0]?.text}", and others, such as ${days[0]?.text}, may have day and month changed: the spreadsheet took for days what it could`,
    {
      where: `${name}:${days[0]?.at}`,
      hint: "format the column as text and fill it again from where it came; --dates says that all is well",
    },
  );
}

// What parts the cents of a column from its dollars.

interface Marked {
  readonly canBe: readonly DecimalMark[];
  /** Whether a cell means something else under each. */
  readonly isOpen: boolean;
  /** What is said where it has to be asked for. */
  readonly asked: () => UserError;
}

/**
 * The mark of each column: what all its amounts can have; else that of the other columns of the file, if they agree; `null`
 * where none of its cells shows it. @throws {UserError} where a column leaves two open.
 */
function marksOf(
  columns: readonly (readonly [column: string, cells: LookedAt])[],
  isSemicolon: boolean,
): ReadonlyMap<string, DecimalMark | null> {
  const all = columns.map(([column, cells]) => [column, markedBy(cells, isSemicolon)] as const);
  const sure = new Set(all.flatMap(([, { canBe }]) => (canBe.length === 1 ? canBe : [])));
  const [ofFile = null] = sure.size === 1 ? sure : [];
  return new Map(
    all.map(([column, { canBe, isOpen, asked }]) => {
      const [first = null, second] = canBe;
      if (first !== null && second === undefined) return [column, first];
      if (first === null || (isOpen && ofFile === null)) throw asked();
      return [column, ofFile];
    }),
  );
}

/** The marks that all amounts of a column can have. */
function markedBy({ heading, cells, name, isTyped }: LookedAt, isSemicolon: boolean): Marked {
  const numbers = cells.flatMap(({ at, text }) =>
    text.split(";").map((part) => ({ at, text: part.replace(UNIT, "").trim() })),
  );
  const amounts = numbers.flatMap(({ at, text }) => {
    const written = DIGITS.test(text) && !GROUP.test(text) ? undefined : amountWritten(text);
    return written ? [{ at, text, digits: written.digits }] : [];
  });
  const plain = numbers.find(
    ({ text }) => text.includes(".") && (isTyped || (DIGITS.test(text) && !GROUP.test(text))),
  );
  const canBe = (["point", "comma"] as const).filter(
    (mark) => amounts.every(({ digits }) => digits.has(mark)) && !(mark === "comma" && plain),
  );
  const isPoint = canBe.includes("point");
  const differs = amounts.find(({ digits }) => new Set(digits.values()).size > 1);
  const only = (mark: DecimalMark) => amounts.find(({ digits }) => digits.size === 1 && digits.has(mark));
  const shown = differs ?? only("comma") ?? only("point");
  return {
    /** Thousands have commas where nothing says otherwise. */
    canBe: canBe.length === 2 && differs && !isSemicolon && !/\d\.\d/.test(differs.text) ? ["point"] : canBe,
    isOpen: differs !== undefined,
    asked() {
      const also = isPoint
        ? ""
        : `; others have a decimal point, such as "${(plain ?? only("point"))?.text}"`;
      return new UserError(
        `the amounts of "${heading}" can be read in two ways: "${shown?.text}" is ${meanings(shown?.digits)}${also}`,
        {
          where: `${name}:${shown?.at}`,
          hint: "say what stands before the cents: --decimal point or --decimal comma",
        },
      );
    },
  };
}

/** What stands behind the number of a quantity or a share. */
const UNIT = /(?<=\d)\s*(?:%|[a-z][a-z0-9.² ]*)$/i;

/** Digits that need no second look. */
export const DIGITS = /^\$?\d*(\.\d{1,2})?$/;

const meanings = (digits: ReadonlyMap<DecimalMark, string> = new Map()): string =>
  [...digits].map(([mark, value]) => `${value} with a decimal ${mark}`).join(" or ");
