/** Shapes of tables of trade, and of what is assumed of it. */
import { z } from "zod";
import { code, country, day, id, openDay, schemaRef, text } from "./check.js";
import { number, whole } from "./tariff.js";

const month = z
  .string("expected a month")
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month written YYYY-MM");
const countryOrAll = z.string().regex(/^([A-Z]{2}|all)$/, 'expected two letters such as JP, or "all"');
export const flow = z
  .strictObject({
    $schema: schemaRef,
    dataset: id,
    origin: country,
    year: whole,
    measure: text,
    unit: z.literal("USD"),
    source: id,
    dated: z.array(z.tuple([whole, day.nullable(), openDay])),
    hts: z.array(code),
    value: z.array(whole),
    duty: z.array(whole),
  })
  .meta({ title: "A year of imports of one origin, in columns" });

export const datasets = z
  .strictObject({
    $schema: schemaRef,
    datasets: z.array(z.strictObject({ id, title: text, source: id, value: whole, duty: whole })),
  })
  .meta({ title: "What the files of each dataset of flows add up to" });

const months = z.strictObject({ value: z.array(whole), duty: z.array(whole) });
const actuals = { $schema: schemaRef, source: id, unit: text, from: month };
export const monthlyDuty = z
  .strictObject({ ...actuals, partners: z.record(countryOrAll, months) })
  .meta({ title: "Imports and the duty that customs calculated, by month" });
export const monthlyIndustries = z
  .strictObject({
    ...actuals,
    industry: text,
    partners: z.record(countryOrAll, z.record(z.string(), months)),
  })
  .meta({ title: "The same by industry" });

export const byChapter = z
  .strictObject({
    $schema: schemaRef,
    measure: text,
    unit: text,
    source: id,
    year: whole,
    chapters: z.array(z.string().regex(/^\d{2}$/, "expected a chapter of two digits")),
    partners: z.record(countryOrAll, z.array(whole)),
  })
  .meta({ title: "Trade by chapter and partner" });

/** Steel, aluminum, all metals as `0.1 0.02 0.2`, by HTS-10. */
export const metalShares = z
  .strictObject({
    $schema: schemaRef,
    unit: text,
    source: id,
    shares: z.record(
      number,
      z
        .string()
        .regex(/^[01](\.\d+)? [01](\.\d+)? [01](\.\d+)?$/, 'expected three shares such as "0.1 0.02 0.2"'),
    ),
  })
  .meta({ title: "Metal in the output of a line's industry" });

const share = z.number("expected ten-thousandths, or null").min(0).max(10_000).nullable();
/** Shares by line, by chapter, and of all under no number at all; `null` for no imports in a period. */
export const usmcaClaimsTable = z
  .strictObject({
    $schema: schemaRef,
    unit: text,
    source: id,
    origins: z.record(
      country,
      z.strictObject({ hts: z.array(z.string()), shares: z.record(z.string(), z.array(share)) }),
    ),
  })
  .meta({ title: "Share of imports entered under the USMCA, by line and period" });

/** Industry of goods by HTS prefix; the longest counts. */
export const industries = z
  .strictObject({
    $schema: schemaRef,
    source: id,
    unit: text,
    note: text,
    titles: z.record(z.string().regex(/^\d{3}$/), text).describe("What industries are called"),
    industries: z.record(
      z.string().regex(/^\d{2,10}$/, "expected an HTS prefix"),
      z.string().regex(/^\d{3}$/),
    ),
  })
  .meta({ title: "The industry that the goods of an HTS number are of" });

/** Imports of Canada and Mexico by heading and month, and what of them claimed the USMCA. */
export const usmcaByMonth = z
  .strictObject({
    $schema: schemaRef,
    unit: text,
    source: id,
    from: month,
    origins: z.record(
      country,
      z.record(z.string(), z.strictObject({ value: z.array(whole), claimed: z.array(whole) })),
    ),
  })
  .meta({ title: "Imports entered under the USMCA, by heading and month" });

export type Months = z.infer<typeof months>;
export type MetalShares = z.infer<typeof metalShares>;
export type UsmcaClaims = z.infer<typeof usmcaClaimsTable>;
export type MonthlyIndustries = z.infer<typeof monthlyIndustries>;
export type UsmcaByMonth = z.infer<typeof usmcaByMonth>;
