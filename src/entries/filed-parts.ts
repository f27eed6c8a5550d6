/**
 * What the rows of a line say of its goods by the numbers on them: what part of the value is of a metal or of US content, what is
 * claimed, and under which provision of chapter 98 they are entered. Beside it, what an export may have twice.
 */
import { cutLong, UserError } from "../contract/errors.js";
import { copied, type Row, type Rows } from "../contract/rows.js";
import { amountWritten, htsWritten } from "../contract/written.js";
import { addDays } from "../law/calendar.js";
import { partlyDutiable } from "../law/chapter98.js";
import { printHts } from "../law/hts.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import { columnsFlag } from "./headings.js";
import { entryIn, entryKey, type Text, textIn, type Watch, watchFor } from "./row-cells.js";

/** Columns that a line has beside those of the file. */
export const ADDED = [
  "filed_duty_usd",
  "filed_layers",
  "filed_mpf_usd",
  "filed_hmf_usd",
  "us_content",
  "metal_steel",
  "metal_aluminum",
  "metal_copper",
  "ch98",
  "repair_value",
  "processing_value",
  "us_parts",
  "claims",
  "loaded_on",
] as const;
export type Added = Partial<Record<(typeof ADDED)[number], string>>;

/** Where the columns of a file stand that the numbers of a line are read by; below 0 where it has none. */
export interface Places {
  readonly entry: Text;
  readonly line: number;
  readonly hts: number;
  readonly value: number;
  readonly duty: number;
  readonly fees: readonly number[];
  readonly feePlaces: Readonly<Record<"filed_mpf_usd" | "filed_hmf_usd", number>>;
  /** The class of a fee, and its amount. */
  readonly feeClass: number;
  readonly feeAmount: number;
  /** Columns of which a line has one text. */
  readonly alike: readonly number[];
}

export const cell = ({ cells }: Row, place: number): string => (place < 0 ? "" : (cells[place] ?? "").trim());

export const digitsOf = (row: Row, at: Places): string => {
  const written = htsWritten(cell(row, at.hts));
  return written === undefined || written.is === "cut" ? "" : written.code;
};

/** The case of an order of antidumping or countervailing duty, as entry summaries have it too: `A580880000`. */
export function caseOf(row: Row, at: Places): string | null {
  const [, kind, ...parts] = /^([AC])-?(\d{3})-?(\d{3})(?:-?(\d{3}))?$/i.exec(cell(row, at.hts)) ?? [];
  const named = parts.filter((part) => part !== undefined && part !== "000");
  return kind === undefined ? null : [kind.toUpperCase(), ...named].join("-");
}

export function kindOf(row: Row, at: Places): "added" | "provision" | "goods" {
  if (caseOf(row, at) !== null) return "added";
  const digits = digitsOf(row, at);
  if (digits.startsWith("99")) return "added";
  return digits.startsWith("98") ? "provision" : "goods";
}

export const amountOf = (text: string) => {
  const digits = amountWritten(text)?.digits.get("point");
  return digits === undefined ? null : decimal(digits);
};

const ZERO: Decimal = decimal(0);

export function sumOf(texts: readonly string[]): string {
  const amounts = texts.flatMap((text) => amountOf(text) ?? []);
  return amounts.length < texts.length
    ? texts.join(" + ")
    : amounts.reduce((sum, amount) => sum.plus(amount), ZERO).toFixed();
}

/** The value stands on the row of the goods, or on one of chapter 99 before it. */
export function valueIn(group: readonly Row[], main: Row, at: Places): string {
  const own = cell(main, at.value);
  if (own !== "" && amountOf(own)?.isZero() !== true) return own;
  const others = group.map((row) => cell(row, at.value)).filter((text) => Number(amountOf(text) ?? 0) > 0);
  return others.sort((a, b) => Number(amountOf(b)) - Number(amountOf(a)))[0] ?? own;
}

/** Rows whose value is the part of the goods that a number is about, by that number and what the part is. */
const PARTS: Readonly<Record<string, keyof Added>> = {
  "99030134": "us_content",
  "99038191": "metal_steel",
  "99038508": "metal_aluminum",
  "99037801": "metal_copper",
  "99039402": "us_content",
  "99037406": "us_content",
};
const METALS = ["metal_steel", "metal_aluminum", "metal_copper"] as const;

/** The law by which numbers of one line are read together. */
export type FiledLaw = Pick<Schedule, "measures" | "chapter98">;

/** What the number of an exemption says of goods: what they claim, or that they were loaded before a day. */
export type SaidByNumbers = ReadonlyMap<string, Pick<Added, "claims" | "loaded_on">>;

/**
 * By the eight digits of their number: exemptions for what is claimed, and for goods in transit. A number under which goods in
 * transit pay is that of other goods too.
 */
export function saidByNumbers({ measures }: FiledLaw): SaidByNumbers {
  const said = new Map<string, Pick<Added, "claims" | "loaded_on">>();
  const add = (heading: string, of: Pick<Added, "claims" | "loaded_on">): void => {
    const digits = heading.replaceAll(".", "");
    if (/^99\d{6}$/.test(digits)) said.set(digits, { ...of, ...said.get(digits) });
  };
  for (const { freedBy, transit } of measures.flatMap(({ versions }) => versions)) {
    for (const { heading, claims = [] } of freedBy)
      if (claims[0] !== undefined) add(heading, { claims: claims[0] });
    for (const { heading, loadedBefore, duty } of transit)
      if (duty === undefined) add(heading, { loaded_on: addDays(loadedBefore, -1) });
  }
  return said;
}

/** What of the goods a number is about: the value on its row, or all of the line where the rest stands elsewhere. */
export function partsOf(group: readonly Row[], main: Row, at: Places, alike: readonly Row[]): Added {
  const whole = amountOf(valueIn(group, main, at));
  if (whole === null) return {};
  const isRestElsewhere = alike.some((one) => isOnTheRest(one, at));
  const isRestHere = group.some((one) => isOnTheRest(one, at));
  return Object.fromEntries(
    group.flatMap((row): [string, string][] => {
      const number = digitsOf(row, at).slice(0, 8);
      const part = PARTS[number];
      const amount = amountOf(cell(row, at.value));
      if (part === undefined) return [];
      if (amount?.gt(0)) return [[part, amount.lt(whole) ? `$${amount.toFixed()}` : "1"]];
      const isAllUs = isRestElsewhere || (!isRestHere && !(number in ALSO_CLAIMS));
      return part !== "us_content" || isAllUs ? [[part, "1"]] : [];
    }),
  );
}

/** Numbers of US content under which goods stand as well that are no cars or trucks. */
const ALSO_CLAIMS: Readonly<Record<string, true>> = { "99039402": true, "99037406": true };

/** What the numbers of exemptions say that stand on a line without a duty of theirs, and are about no part of the goods. */
export function sayingsOf(
  group: readonly Row[],
  said: SaidByNumbers,
  parts: Added,
  { at, isByNumber }: { readonly at: Places; readonly isByNumber: boolean },
): Added {
  const all = group.flatMap((row) => {
    const duty = isByNumber ? amountOf(cell(row, at.duty)) : null;
    const number = digitsOf(row, at).slice(0, 8);
    const isPart = PARTS[number] !== undefined && PARTS[number] in parts;
    return !isPart && (duty === null || duty.isZero()) ? (said.get(number) ?? []) : [];
  });
  const claims = [...new Set(all.flatMap((one) => one.claims ?? []))].join(";");
  const [loaded] = all.flatMap((one) => one.loaded_on ?? []);
  return { ...(claims === "" ? {} : { claims }), ...(loaded === undefined ? {} : { loaded_on: loaded }) };
}

/** The rows of other lines of the same goods in an entry. */
export function rowsAlike(main: Row, at: Places, entry: readonly (readonly Row[])[]): readonly Row[] {
  const goods = digitsOf(main, at);
  return entry.filter((rows) => rows.some((row) => goods !== "" && digitsOf(row, at) === goods)).flat();
}

/** Goods whose metal stands on a line of its own: this line has none of it. Source: CSMS 64348411. */
export function restOfMetal(alike: readonly Row[], at: Places): Added {
  const parts = alike.flatMap((row) => PARTS[digitsOf(row, at).slice(0, 8)] ?? []);
  return Object.fromEntries(METALS.filter((metal) => parts.includes(metal)).map((metal) => [metal, "0"]));
}

/** A number of what is not US content, with duty: 9903.01.25 and those of countries, cars and trucks. */
const isOnTheRest = (row: Row, at: Places): boolean =>
  /^9903(01(25|35|39|[4-7])|02|9403|7403)/.test(digitsOf(row, at)) &&
  Number(amountOf(cell(row, at.duty)) ?? 0) > 0;

const provisionRow = (group: readonly Row[], main: Row, at: Places): Row | undefined =>
  group.find((row) => row !== main && kindOf(row, at) === "provision");

/** The column of the value that a provision asks for, if it makes part of the value dutiable. */
const columnAsked = (row: Row, at: Places, law: FiledLaw): string | undefined =>
  partlyDutiable(digitsOf(row, at), law)?.value.replace("-", "_");

/**
 * What stands by a provision is free and the value by the goods is dutiable: the parts of the United States and the rest, or the
 * goods as they were exported and the repair. Where one is missing, nothing says which the other is.
 */
export function restOfValue(group: readonly Row[], main: Row, at: Places, law: FiledLaw): string[] {
  const row = provisionRow(group, main, at);
  const asked = row && columnAsked(row, at, law);
  const free = row && cell(row, at.value);
  if (!asked || !free || !amountOf(free)?.gt(0)) return [];
  return asked === "us_parts" || amountOf(cell(main, at.value))?.gt(0) ? [free] : [];
}

/** Goods under a provision of chapter 98, with the value that the provision asks for. */
export function provisionOf(group: readonly Row[], main: Row, at: Places, law: FiledLaw): Added {
  const row = provisionRow(group, main, at);
  if (row === undefined) return {};
  const digits = digitsOf(row, at);
  const asked = columnAsked(row, at, law);
  const [free] = restOfValue(group, main, at, law);
  return {
    ch98: printHts(digits),
    ...(asked && free !== undefined
      ? { [asked]: sumOf([asked === "us_parts" ? free : cell(main, at.value)]) }
      : {}),
  };
}

// Rows that are not to be counted as they stand: goods that are there twice, and those that were cancelled.

/** A summary that was amended stands in an export once a version, or once before its post summary correction and once after. */
const OF_VERSION =
  /^(?:(?:(?:entry|summary|filing|es)[\s_]+)+(?:revision|rev|sequence)|(?:(?:entry|summary|filing|es|psc)[\s_]+)*(?:version|ver|psc|amendment|amended|corrected|correction))(?:[\s_]+(?:number|num|no|nbr|id|seq|flag|indicator|y\/n))?\.?$/i;
/** What else says of rows that they take the place of others, in words. */
const OF_KIND =
  /^(?:entry|summary|filing|record|transaction)?[\s_]*(?:type|kind|action|reason)(?:[\s_]+code)?$/i;
const AMENDS = /\b(?:psc|post.summary|amend|correct|replac|supersed|revis)/i;

/** What in a column of this name tells the versions of one entry apart: any cell, or words in it. `null` of any other column. */
export function versionsBy(heading: string): "cells" | RegExp | null {
  if (OF_VERSION.test(heading.trim())) return "cells";
  return OF_KIND.test(heading.trim()) ? AMENDS : null;
}

/** @throws {UserError} where rows of one entry are of two versions: its goods would be counted once in each. */
export function versionWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const [entry, hts] = [entryIn(readAs), textIn(readAs, "hts")];
  if (entry.index < 0) return [];
  const byColumn = columns.flatMap((heading, at) => {
    const by = readAs[at] === heading ? versionsBy(heading) : null;
    if (by === null) return [];
    const versionOf = (cell: string) => (by === "cells" ? cell.trim().toLowerCase() : by.test(cell));
    const first = new Map<string, string>();
    const before = (cells: readonly string[]) => first.get(entryKey(entry.of(cells).trim())) ?? "";
    return watchFor(
      ({ cells }) => {
        const number = entryKey(entry.of(cells).trim());
        if (number === "" || !/\d/.test(hts.of(cells))) return false;
        if (!first.has(number)) first.set(copied(number), copied(cells[at] ?? ""));
        return versionOf(before(cells)) !== versionOf(cells[at] ?? "");
      },
      ({ at: row, cells }) =>
        new UserError(
          `${cutLong(entry.of(cells).trim())} has rows with "${cutLong(before(cells).trim())}" and "${cutLong((cells[at] ?? "").trim())}" under "${cutLong(heading)}": two versions of one entry would both be counted`,
          {
            where: `${name}:${row}`,
            hint: "keep the rows of its last version alone; or take the column out, if it says something else",
          },
        ),
    );
  });
  return [...byColumn, ...replacedWatches({ columns, readAs, name })];
}

/**
 * A line of an entry that has its goods twice, each time with a value. @throws {UserError} at the second: the file does not say whether
 * one was written twice or is another line.
 */
export function lineTwiceWatches({ readAs = [], name }: Rows): Watch[] {
  const [line, hts, value] = ["line", "hts", "value"].map((column) => textIn(readAs, column)) as [
    Text,
    Text,
    Text,
  ];
  const entry = entryIn(readAs);
  if ([entry, line, hts, value].some(({ index }) => index < 0)) return [];
  let current = "";
  const seen = new Map<string, number>();
  let before = 0;
  const isTwice = ({ at, cells, fault }: Row): boolean => {
    const key = entryKey(entry.of(cells).trim());
    if (key !== current) seen.clear();
    if (key !== current) current = copied(key);
    const number = line
      .of(cells)
      .trim()
      .replace(/^0+(?=\d)|\.0+$/g, "");
    const goods = hts.of(cells).replaceAll(/\D/g, "");
    if (fault !== null || key === "" || number === "" || goods === "" || !/[1-9]/.test(value.of(cells)))
      return false;
    before = seen.get(`${number} ${goods}`) ?? 0;
    seen.set(copied(`${number} ${goods}`), at);
    return before > 0;
  };
  return watchFor(
    isTwice,
    ({ at, cells }) =>
      new UserError(
        `line ${cutLong(line.of(cells).trim())} of ${cutLong(entry.of(cells).trim())} has ${cutLong(hts.of(cells).trim())} twice, in row ${before} and here: both would be counted`,
        {
          where: `${name}:${at}`,
          hint: "take out the one that is there twice; if both are goods, give each line a number of its own, or the column of lines another name",
        },
      ),
  );
}

/** What an entry takes the place of, by its number. */
const OF_REPLACED =
  /^(?:supersedes|replaces|(?:original|previous|prior|superseded|replaced)[\s_]+entry)(?:[\s_]+(?:entry|number|num|no|nbr|summary))*\.?$/i;

/** Whether a column of this name has entries that rows take the place of. */
export const saysReplaced = (heading: string): boolean => OF_REPLACED.test(heading.trim());

/** @throws {UserError} where an entry and one that takes its place are both there: goods would be counted in each. */
function replacedWatches({ columns, readAs = [], name }: Pick<Rows, "columns" | "readAs" | "name">): Watch[] {
  const entry = entryIn(readAs);
  if (entry.index < 0) return [];
  return columns.flatMap((heading, at) => {
    if (readAs[at] !== heading || !saysReplaced(heading)) return [];
    const [entries, replaced] = [new Set<string>(), new Set<string>()];
    return watchFor(
      ({ cells }) => {
        const [own, other] = [entry.of(cells), cells[at] ?? ""].map((text) => copied(entryKey(text.trim())));
        if (own === undefined || other === undefined || own === "") return false;
        entries.add(own);
        if (other !== "" && other !== own) replaced.add(other);
        return replaced.has(own) || (other !== own && entries.has(other));
      },
      ({ at: row, cells }) =>
        new UserError(
          `${cutLong(entry.of(cells).trim())} and an entry that takes its place by "${cutLong(heading)}", or the reverse, are both in the file: their goods would be counted twice`,
          {
            where: `${name}:${row}`,
            hint: "keep the rows of the last entry alone; or take the column out, if it says something else",
          },
        ),
    );
  });
}

/** Whether a name is that of what a whole entry or invoice is worth. */
export const isOfWhole = (heading: string): boolean => OF_WHOLE.test(heading.trim());
const OF_WHOLE = /^(?:total|entry|invoice)\b(?!.*\bline\b)/i;

/** @throws {UserError} where lines of one entry all have one value under the name of that of the whole: each would be worth all of it. */
export function wholeValueWatch(rows: Rows): Watch[] {
  const { of } = textIn(rows.readAs ?? [], "value");
  return wholeWatch(
    rows,
    "value",
    "value",
    "are worth",
    (cells, above) => of(cells).trim() === of(above).trim(),
  );
}

/** @throws {UserError} where lines of one entry, of other values, all owe one duty under the name of that of the whole. */
export function wholeDutyWatch(rows: Rows): Watch[] {
  const { readAs = [] } = rows;
  const [duty, value, line] = ["filed_duty_usd", "value", "line"].map((name) =>
    textIn(readAs, name),
  ) as Texts;
  return wholeWatch(rows, "filed_duty_usd", "duty", "owe", (cells, above) => {
    const isOther = ({ index, of }: Text) => index < 0 || of(cells).trim() !== of(above).trim();
    const isOne = duty.of(cells).trim() === duty.of(above).trim() && /[1-9]/.test(duty.of(cells));
    return isOne && value.of(cells).trim() !== "" && isOther(value) && isOther(line);
  });
}

type Texts = [Text, Text, Text];

/** @param word What a column has of each line. @param isWhole Whether a row says of its line what the row above says of another. */
function wholeWatch(
  { columns, readAs = [], name }: Rows,
  column: "value" | "filed_duty_usd",
  word: string,
  verb: string,
  isWhole: (cells: readonly string[], above: readonly string[]) => boolean,
): Watch[] {
  const [entry, whole, hts] = [entryIn(readAs), textIn(readAs, column), textIn(readAs, "hts")];
  const heading = columns[whole.index] ?? "";
  if (entry.index < 0 || !isOfWhole(heading)) return [];
  let above: { readonly entry: string; readonly cells: readonly string[] } = { entry: "", cells: [] };
  return watchFor(
    ({ cells }) => {
      const last = above;
      if (!/\d/.test(hts.of(cells)) || whole.of(cells).trim() === "") return false;
      above = { entry: entryKey(entry.of(cells).trim()), cells };
      return above.entry !== "" && above.entry === last.entry && isWhole(cells, last.cells);
    },
    (row) =>
      new UserError(
        `"${cutLong(heading)}" is ${cutLong(whole.of(row.cells).trim())} on several lines of one entry: it may be what all of them ${verb}`,
        {
          where: `${name}:${row.at}`,
          hint: `name the ${word} of each line; ${columnsFlag(column, heading)} says that this is it`,
        },
      ),
  );
}

/** Duties beside that of the goods, in columns of their own: `IEEPA Duty`, `Section 301 Duty Amount`. */
const OF_MORE_DUTY =
  /^(?:total[\s_]+)?(?:ieepa|fentanyl|reciprocal|additional|supplemental|(?:section|sec\.?|s)?[\s_]*(?:122|201|232|301)(?:[\s_]+\w{1,12})?)[\s_]+(?:duty|duties|tariffs?)(?:[\s_]+(?:amount|amt|paid|filed|usd))*$/i;

/** @throws {UserError} at duty in a column that an audit does not read, beside one that is no total: it would be missed as not filed. */
export function dutyWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const own = columns[textIn(readAs, "filed_duty_usd").index] ?? "";
  if (own === "" || /total/i.test(own)) return [];
  return columns.flatMap((heading, at) =>
    readAs[at] === heading && OF_MORE_DUTY.test(heading.trim())
      ? watchFor(
          ({ cells }) => /^[$\s\d.,]*[1-9][\d.,\s]*$/.test(cells[at] ?? ""),
          ({ at: row, cells }) =>
            new UserError(
              `"${cutLong(heading)}" has ${cutLong((cells[at] ?? "").trim())} beside "${cutLong(own)}": it may be in that, or come to it`,
              {
                where: `${name}:${row}`,
                hint: "write all duty of a line under Total Duty, or each number with its duty into a column filed_layers",
              },
            ),
        )
      : [],
  );
}
