/** Figures of exporting countries, shipped or of the user's own. */
import { z } from "zod";
import { UserError } from "../contract/errors.js";
import type { ExposureText } from "../contract/exposure-text.js";
import type { Country } from "../law/origin.js";
import type { Reader } from "./reader.js";
import { checked } from "./shapes/check.js";
import { id, schemaRef, text } from "./shapes/words.js";
import { parseStrictJson } from "./strict-json.js";

const FOLDER = "exposure";

/** @throws {UserError} on a country without a file. */
export function loadExposure(reader: Reader, country: Country): ExposureText {
  const known = reader.names(FOLDER);
  const name = `${FOLDER}/${country}.json`;
  if (known.includes(name)) return reader.json<ExposureText>(name);
  const countries = known.map((one) => one.slice(FOLDER.length + 1, -".json".length)).join(", ");
  throw new UserError(`there are no figures of ${country}`, {
    where: "--origin",
    hint: `there are of ${countries}; for another country, save those as a file with --dump-figures, write its figures in, and give the file with --file`,
  });
}

/** @throws {UserError} naming every fault of the file. */
export const readExposure = (text: string, path: string): ExposureText =>
  checked(
    exposure,
    parseStrictJson(text, path),
    path,
    "schema/exposure.schema.json describes it",
  ) as ExposureText;

// Shape of a file of figures of an exporting country.

/** What steps are made of; other ids are shown as they are. */
const figure = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/, "expected an id in small letters such as exports_to_us"),
  value: z.string().regex(/^-?\d+(\.\d+)?(e\d+)?$/, 'expected a decimal in quotes such as "59.3e9"'),
  unit: text,
  period: text,
  what: text,
  source: id,
  confidence: z.enum(["high", "medium", "low"]),
  note: text.optional(),
});

export const exposure = z
  .strictObject({
    $schema: schemaRef,
    country: z.string().regex(/^[A-Z]{2}$/, "expected two letters of a country"),
    title: text,
    currency: z.string().regex(/^[A-Z]{3}$/, "expected three letters of a currency"),
    sectors: z.array(id).min(1, "expected a sector or more"),
    sectorTitle: text,
    figures: z.array(figure).min(1, "expected a figure or more"),
    contested: z.array(z.strictObject({ figure: text, readings: z.array(text).min(2), why: text })),
  })
  .meta({ title: "Figures of an exporting country: surplus, exports, output, jobs" });
