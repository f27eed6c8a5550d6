/** Estimates and balances, from the data. */
import { UserError } from "../contract/errors.js";
import type { MirrorFigure, PartnerBalance } from "../economics/bilateral.js";
import type { Estimates } from "../economics/estimates.js";
import { type DemandPath, substitutionOf } from "../economics/response.js";
import type { Collection } from "../economics/revenue.js";
import type { Prior } from "../economics/uncertainty.js";
import { type Country, originWords } from "../law/origin.js";
import type { Reader } from "./reader.js";
import type { Demand, ExposureText, Households, PassThrough } from "./shapes/economics.js";

const FOLDER = "economics";

export const loadDemand = (reader: Reader): Demand => reader.json(`${FOLDER}/demand.json`);
export const loadPassThrough = (reader: Reader): PassThrough => reader.json(`${FOLDER}/pass-through.json`);
export const loadHouseholds = (reader: Reader): Households => reader.json(`${FOLDER}/households.json`);

/** The path of demand over the years of a tariff. */
export function loadDemandPath(reader: Reader): DemandPath {
  const { shortRun, longRun, years } = loadDemand(reader).path;
  return { shortRun, longRun, years };
}

/** A sector and origin for which the usual pass-through contradicts the data, with what is offered instead. */
export const passThroughException = (
  reader: Reader,
  sector: string,
  origin: Country,
): PassThrough["exceptions"][number] | undefined =>
  loadPassThrough(reader).exceptions.find(
    ({ sectors, origins }) => sectors.includes(sector) && origins.includes(origin),
  );

/** Collection and offset as they are if nothing is said. */
export function typicalCollection(reader: Reader): Collection {
  const { uncollected, offset } = reader.json(`${FOLDER}/collection.json`);
  return { uncollected: uncollected.value, offset: offset.value, mode: "chained" };
}

/** The offset of the Joint Committee on Taxation for a calendar year; `undefined` outside its table. */
export const offsetOf = (reader: Reader, year: number): number | undefined =>
  reader.json(`${FOLDER}/offsets.json`).byYear[String(year)];

/** Priors in the order of their draws; those of one horizon only where there is one for each. */
export const loadPriors = (reader: Reader, horizon: "short" | "long"): Prior[] =>
  reader
    .json(`${FOLDER}/priors.json`)
    .priors.filter((prior) => (prior.horizon ?? horizon) === horizon)
    .map(({ id, central, distribution }) => ({ id, central, distribution }));

interface ChapterSubstitution {
  /** Above zero. */
  readonly value: number;
  /** How many estimates the median is of. */
  readonly count: number;
  readonly source: string;
}

/** Elasticity of substitution for the chapter of a product by an estimate; of all goods if the chapter has none. */
export function substitutionFor(
  reader: Reader,
  estimate: "broda-weinstein" | "protee",
  hts: string,
): ChapterSubstitution | undefined {
  const found = reader.json(`${FOLDER}/substitution.json`).estimates.find(({ id }) => id === estimate);
  if (!found || found.kind === "shares") return undefined;
  const own = found.chapters.find(([chapter]) => hts.startsWith(chapter));
  const [value, count] = own ? [own[1], own[2]] : found.all;
  return { value: substitutionOf(found.kind, value), count, source: found.source };
}

/** What behaviour rests on, each part read when first asked for. */
export function loadEstimates(reader: Reader): Estimates {
  return {
    get demand() {
      return loadDemand(reader);
    },
    get passThrough() {
      return loadPassThrough(reader);
    },
    get collection() {
      return typicalCollection(reader);
    },
    get collectionSources() {
      return reader.json(`${FOLDER}/collection.json`);
    },
    priors: (horizon) => loadPriors(reader, horizon),
    substitution: (hts) => substitutionFor(reader, "broda-weinstein", hts)?.value ?? 1,
    get substitutionSource() {
      return substitutionFor(reader, "broda-weinstein", "")?.source ?? "";
    },
    get households() {
      return loadHouseholds(reader);
    },
    get retail() {
      return loadPassThrough(reader).retail;
    },
    get compared() {
      return reader.json(`${FOLDER}/compared.json`);
    },
    get peaks() {
      return reader.json(`${FOLDER}/peaks.json`).estimates;
    },
  };
}

/** Trade of 2024 with every partner, as the formula of 2 April 2025 used it. */
export function loadBalances(reader: Reader): ReadonlyMap<Country, PartnerBalance> {
  const { partners } = reader.json(`${FOLDER}/reciprocal-formula.json`);
  return new Map(
    Object.entries(partners).map(([code, [exports, imports, deficit, promulgated, posted]]) => [
      code as Country,
      { exports, imports, deficit, promulgated, posted },
    ]),
  );
}

/** What partners' own statistics say of the same trade. */
export const loadMirrors = (reader: Reader): readonly MirrorFigure[] =>
  reader.json(`${FOLDER}/mirrors.json`).figures;

// Figures of exporting countries, shipped or of the user's own.

const EXPOSURE = "exposure";

/** @throws {UserError} on a country without a file. */
export function loadExposure(reader: Reader, country: Country): ExposureText {
  const known = reader.names(EXPOSURE);
  const name = known.find((one) => one === `${EXPOSURE}/${country}.json`);
  if (name !== undefined) return reader.json(name);
  const { origins } = reader.json("origins.json");
  const called = (code: string) => originWords(origins.find((one) => one.code === code) ?? { name: code });
  const countries = known.map((one) => called(one.slice(EXPOSURE.length + 1, -".json".length))).join(", ");
  throw new UserError(`there are no figures of ${called(country)}`, {
    where: "--origin",
    hint: `there are of ${countries}; for another country, save those as a file with --dump-figures, write its figures in, and give the file with --file`,
  });
}

/** @throws {UserError} naming every fault of the file. */
export async function readExposure(text: string, path: string): Promise<ExposureText> {
  const [{ parseStrictJson }, { checked }, { exposure }] = await Promise.all([
    import("./strict-json.js"),
    import("./shapes/check.js"),
    import("./shapes/economics.js"),
  ]);
  return checked(exposure, parseStrictJson(text, path), path, "schema/exposure.schema.json describes it");
}
