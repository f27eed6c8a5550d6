/** Words of the data files: what a day, a rate, a code look like. */
import { z } from "zod";
import { addDays, type IsoDate, isoDate } from "../../law/calendar.js";
import type { Country } from "../../law/origin.js";

/** Text that the law has a type for: what passes the check is such. */
const typed = <T extends string>(shape: z.ZodType<string>) => shape as z.ZodType<T>;
const dayOr = (expected: string) =>
  typed<IsoDate>(
    z
      .string(expected)
      .refine((text) => isoDate(text) !== undefined, expected)
      .meta({ format: "date" }),
  );
/** Text of a form; `expected` says which, whatever is there instead. */
const word = (form: RegExp, expected: string) => z.string(expected).regex(form, expected);

export const day = dayOr("expected a day written YYYY-MM-DD");
/** A day on which somebody looked: one that has come, wherever the reader lives. */
export const pastDay = typed<IsoDate>(
  day
    .refine((text) => text <= tomorrow(), "expected a day that has come, written YYYY-MM-DD")
    .meta({ format: "date" }),
);
const tomorrow = () => addDays(new Date().toISOString().slice(0, 10) as IsoDate, 1);
export const openDay = dayOr("expected a day written YYYY-MM-DD, or null").nullable();
/** Decimals are strings: most readers of JSON turn its numbers into binary floats. */
export const decimalText = word(
  /^\d{1,15}(\.\d{1,15})?$/,
  'expected a decimal number as text, such as "0.25"',
);
const HIGHEST_FRACTION = 10;
/** Per one of the value; nobody charges ten times it, but people write per cent here. */
export const fractionText = decimalText.refine(
  (text) => !(Number(text) > HIGHEST_FRACTION),
  'expected a fraction of the value, at most 10, such as "0.25" for 25 %',
);
export const rateText = word(
  /^(floor:|cap:)?\d{1,5}(\.\d{1,6})?%?$/,
  'expected a rate in per cent such as "25", "floor:15" or "cap:15"',
);
export const code = word(/^\d{2}(\d{2}){0,4}$/, "expected an HTS number of 2 to 10 digits, without dots");
export const codeOrAll = word(/^(\*|\d{2}(\d{2}){0,4})$/, 'expected an HTS number without dots, or "*"');
export const dottedCode = word(/^\d{2,4}(\.?\d{2}){0,3}$/, "expected an HTS number such as 8703.23.01");
export const country = typed<Country>(word(/^[A-Z]{2}$/, "expected two letters, such as JP"));
/** Where metal was made, as an entry states it. */
export const metalCountry = word(/^([A-Z]{2}|unknown)$/, "expected two letters, such as JP, or unknown");
export const originOrBloc = word(/^(\*|[A-Z]{2,5})$/, 'expected two letters of a country, a bloc, or "*"');
export const originOrAll = word(
  /^(all|[A-Z]{2,5}(-[A-Z]{2})?)$/,
  'expected two letters of a country, a bloc, or "all"',
);
export const groupings = word(
  /^(sector|chapter|heading|product|origin|authority|measure)(,(?!\1$)(sector|chapter|heading|product|origin|authority|measure))?$/,
  "expected one of sector, chapter, heading, product, origin, authority, measure, or two of them joined by a comma",
);
export const id = word(
  /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/,
  "expected lower-case words joined by - and /",
);
export const pattern = word(
  /^([a-z0-9/-]+\*?|\*)$/,
  "expected the id of a measure, or the start of one and *",
);
export const claim = word(/^[A-Za-z0-9-]+$/, "expected a claim such as USMCA or aircraft");
export const text = z.string("expected some text").min(1, "expected some text");
export const schemaRef = z.string().exactOptional().describe("Path of the JSON Schema, for editors");

/** The head of a file that rests on sources as a whole. */
export const sourcedFile = {
  $schema: schemaRef,
  source: z.array(id).min(1),
  checkedOn: pastDay,
  confidence: z.enum(["high", "medium", "low"]),
  note: text,
};
