/** Shapes of the tables: columns of the tariff, trade, names, origins. */
import { z } from "zod";
import { code, country, day, id, openDay, schemaRef, text } from "./check.js";

const stretch = (value: z.ZodType<string>) =>
  z.tuple(
    [day, openDay, value],
    'expected a list of three: the first day, the day it ends or null, and what it is, such as ["2026-01-01", null, "2.5%"]',
  );
const line = z.string().regex(/^\d{8}$/, "expected a line of 8 digits without dots");
export const number = z.string().regex(/^\d{10}$/, "expected a number of 10 digits without dots");
export const whole = z
  .number("expected a whole number")
  .int("expected a whole number")
  .nonnegative("expected a whole number, 0 or more");

/** The days an edition was in force: what a file that states it says of those days alone. */
const edition = z.strictObject({ from: day, until: openDay }).exactOptional();
/** A comma that does not part thousands, or a part of nothing: neither is a number, and a guess would be a wrong one. */
const MISWRITTEN = /\d,(?!\d{3}(?!\d))\d|\d\s*\/\s*0+(?![\d.])/;
/** No column of the tariff charges ten times the value; a point or a blank is missing there. */
const isFarTooHigh = (text: string): boolean =>
  [...text.matchAll(/(\d[\d,]*)(?:\.\d*)?\s*%/g)].some(
    ([, whole = ""]) => Number(whole.replaceAll(",", "")) > HIGHEST_PERCENT,
  );
const HIGHEST_PERCENT = 1000;
const rate = z
  .string('expected a rate as the tariff prints it, such as "2.5%"')
  .refine(
    (text) => !MISWRITTEN.test(text),
    'expected a rate as the tariff prints it, such as "2.5%" or "1 1/2%", with a point before decimals',
  )
  .refine((text) => !isFarTooHigh(text), "expected a rate of at most 1,000%");
/** The rate of a line that always held, or the stretches in which each did. */
const held = z.union([rate, z.array(stretch(rate)).min(1)]);
const suffix = z.string().regex(/^\d{2}$/, "expected two digits");
const suffixWords = z
  .string("expected pairs of digits with a blank between")
  .regex(/^(\d{2}( \d{2})*)?$/, "expected pairs of digits with a blank between");

const rates = (column: string) =>
  z
    .strictObject({
      $schema: schemaRef,
      column: z.literal(column),
      source: id,
      edition,
      lines: z.record(line, held),
    })
    .meta({ title: `Column ${column} of the tariff by eight digits` });

export const generalRates = rates("general");
export const specialRates = rates("special");
export const columnTwoRates = rates("column-2");

/** Suffixes of a line that always were there, as `10 20`, or those and dated ones. */
const heldSuffixes = z.union([suffixWords, z.tuple([suffixWords], stretch(suffix))]);

export const suffixes = z
  .strictObject({
    $schema: schemaRef,
    source: id,
    edition,
    lines: z.record(line, heldSuffixes),
  })
  .meta({ title: "Statistical suffixes by eight digits" });

export const units = z
  .strictObject({ $schema: schemaRef, source: id, edition, lines: z.record(number, z.string()) })
  .meta({ title: "Units of quantity by ten digits" });

export const headings = z
  .strictObject({
    $schema: schemaRef,
    source: id,
    note: text.exactOptional(),
    lastEdition: day.exactOptional(),
    headings: z.record(
      z.string().regex(/^9903\.\d{2}\.\d{2}$/, "expected a heading such as 9903.01.25"),
      z.tuple([day, openDay]),
    ),
  })
  .meta({ title: "Headings of chapter 99 and the days they were in the tariff" });

export const labels = z
  .strictObject({ $schema: schemaRef, source: id, labels: z.record(code, text) })
  .meta({ title: "Names of chapters, headings or subheadings" });

const textLine = z
  .string()
  .regex(
    /^\d+ \S/,
    'expected a line such as "2 01012100 Purebred breeding animals": how far it is set in, its number if it has one, its text',
  );
export const descriptions = z
  .strictObject({
    $schema: schemaRef,
    source: id,
    edition: text,
    lines: z.array(textLine),
    former: z
      .array(textLine)
      .exactOptional()
      .describe("Lines that ended before the edition, each under those it stood under"),
  })
  .meta({ title: "Texts of the tariff lines of a chapter, in their order" });

export const everydayNames = z
  .strictObject({
    $schema: schemaRef,
    note: text.exactOptional(),
    source: id,
    names: z.record(z.string().regex(/^\d{6}$/, "expected six digits"), z.array(text)),
    same: z.array(z.array(text)).describe("Words that mean the same in a search"),
  })
  .meta({ title: "Everyday names of goods by subheading, for a search" });

const origin = z.strictObject({
  code: country,
  name: text,
  article: z.literal("the").exactOptional().describe("Said before the name in a sentence"),
  iso3: z.string().nullable(),
  iso: z
    .string()
    .regex(/^\d{3}$/, "expected an ISO number of three digits")
    .nullable()
    .exactOptional(),
  names: z.array(text).exactOptional().describe("Other names that people write, each of one origin alone"),
  sharedNames: z.array(text).exactOptional().describe("Names that are of other origins too"),
  apart: z
    .array(text)
    .exactOptional()
    .describe("Codes and names of places without a number of their own, in whose stead this may be meant"),
  census: z.array(z.string().regex(/^\d{4}$/, "expected a Census number of four digits")),
  blocs: z.array(text),
  column2: z.boolean(),
});

export const origins = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).exactOptional(),
    origins: z.array(origin),
    home: z
      .array(origin)
      .exactOptional()
      .describe("The United States and its possessions, origins of entries alone"),
  })
  .meta({ title: "Origins, their Census numbers and blocs" });

export const sources = z
  .strictObject({
    $schema: schemaRef,
    sources: z.array(
      z.strictObject({
        id,
        publisher: text,
        title: text,
        url: text,
        licence: text,
        readOn: day.exactOptional(),
      }),
    ),
  })
  .meta({ title: "Where figures come from" });

/** What was read of one part of the tariff, and the last day whose changes are in it. */
const partRead = z.strictObject({ edition: text, through: day });

export const editionFile = z
  .strictObject({
    $schema: schemaRef,
    asOf: day.exactOptional(),
    firstDay: day.exactOptional(),
    lines: partRead.exactOptional().describe("Lines of chapters 1 to 98: rates, units, numbers"),
    headings: partRead.exactOptional().describe("Headings of chapter 99"),
    notes: partRead.exactOptional().describe("Notes of chapter 99 that measures and lists rest on"),
    note: text.exactOptional(),
    declaredFirst: z.array(text).exactOptional(),
    declaredFirstNote: text.exactOptional(),
  })
  .meta({ title: "The last day for which the law was checked" });

export const changeRecords = z
  .strictObject({
    $schema: schemaRef,
    source: id.exactOptional(),
    note: text,
    records: z.array(
      z.strictObject({
        edition: text,
        published: day,
        changes: z.array(
          z.strictObject({
            on: day.describe("The first day of the new state"),
            of: z.enum(["number", "unit", "rate", "heading", "note"]),
            nature: z.enum(["established", "ended", "modified"]),
            what: z.array(text).min(1).describe("Numbers, headings, or notes with their subdivision"),
            act: text,
          }),
        ),
      }),
    ),
  })
  .meta({ title: "Change records: what moved from one edition of the tariff to the next" });

/** What an import has written beside its files. */
export const imported = z
  .strictObject({
    $schema: schemaRef,
    kind: z.enum(["hts", "census", "dataweb", "notes"]),
    file: text,
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 of 64 hexadecimal digits"),
    day: day.exactOptional(),
    rows: whole,
    left: z.array(z.strictObject({ reason: text, rows: z.array(text), count: whole })),
    files: z.record(text, z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 of 64 hexadecimal digits")),
  })
  .meta({ title: "What `data import` read and wrote" });

/** A value of a line of the tariff, and the days on which it held. */
export type Stretch = z.infer<ReturnType<typeof stretch>>;
export type Held = z.infer<typeof held>;
export type HeldSuffixes = z.infer<typeof heldSuffixes>;
/** The days an edition was in force. */
export type EditionDays = NonNullable<z.infer<typeof edition>>;
/** Where a figure comes from. */
export type SourceText = z.infer<typeof sources>["sources"][number];
