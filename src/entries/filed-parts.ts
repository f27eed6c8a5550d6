/**
 * What the rows of a line say of its goods by the numbers on them: what part of the value is of a metal or of US content, what is
 * claimed, and under which provision of chapter 98 they are entered.
 */
import type { Row } from "../contract/rows.js";
import { amountWritten, htsWritten } from "../contract/written.js";
import { addDays } from "../law/calendar.js";
import { partlyDutiable } from "../law/chapter98.js";
import { printHts } from "../law/hts.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import type { Text } from "./row-cells.js";

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
