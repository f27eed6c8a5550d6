/** Figures of exporting countries, shipped or of the user's own. */
import type { Country } from "../domain/country.js";
import { UserError } from "../errors.js";
import type { ExposureText } from "../texts/exposure.js";
import { parseOwnJson } from "./own-json.js";
import type { Reader } from "./reader.js";
import { checked } from "./schema/check.js";
import { exposure } from "./schema/exposure.js";

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
    parseOwnJson(text, path),
    path,
    "schema/exposure.schema.json describes it",
  ) as ExposureText;
