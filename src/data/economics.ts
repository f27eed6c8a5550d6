/** Estimates and balances, from the data. */
import type { MirrorFigure, PartnerBalance } from "../economics/bilateral.js";
import type { Estimates } from "../economics/estimates.js";
import { type DemandPath, substitutionOf } from "../economics/response.js";
import type { Collection } from "../economics/revenue.js";
import type { Prior } from "../economics/uncertainty.js";
import type { Country } from "../law/origin.js";
import type { Reader } from "./reader.js";
import type {
  Compared,
  Demand,
  Households,
  Mirrors,
  Offsets,
  PassThrough,
  Peaks,
  Priors,
  ReciprocalFormula,
  Substitution,
  TypicalCollection,
} from "./shapes/economics.js";

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
  const { uncollected, offset } = reader.json<TypicalCollection>(`${FOLDER}/collection.json`);
  return { uncollected: uncollected.value, offset: offset.value, mode: "chained" };
}

/** The offset of the Joint Committee on Taxation for a calendar year; `undefined` outside its table. */
export const offsetOf = (reader: Reader, year: number): number | undefined =>
  reader.json<Offsets>(`${FOLDER}/offsets.json`).byYear[String(year)];

/** Priors in the order of their draws; those of one horizon only where there is one for each. */
export const loadPriors = (reader: Reader, horizon: "short" | "long"): Prior[] =>
  reader
    .json<Priors>(`${FOLDER}/priors.json`)
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
  const found = reader
    .json<Substitution>(`${FOLDER}/substitution.json`)
    .estimates.find(({ id }) => id === estimate);
  if (!found || found.kind === "shares") return undefined;
  const own = found.chapters.find(([chapter]) => hts.startsWith(chapter));
  const [value, count] = own ? [own[1], own[2]] : found.all;
  return { value: substitutionOf(found.kind, value), count, source: found.source };
}

/** What behaviour rests on, each part read when first asked for. */
export function loadEstimates(reader: Reader): Estimates {
  const file = <T>(name: string) => reader.json<T>(`${FOLDER}/${name}.json`);
  return {
    get demand() {
      return file<Demand>("demand");
    },
    get passThrough() {
      return file<PassThrough>("pass-through");
    },
    get collection() {
      return typicalCollection(reader);
    },
    get collectionSources() {
      return file<TypicalCollection>("collection");
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
      return file<Compared>("compared");
    },
    get peaks() {
      return file<Peaks>("peaks").estimates;
    },
  };
}

/** Trade of 2024 with every partner, as the formula of 2 April 2025 used it. */
export function loadBalances(reader: Reader): ReadonlyMap<Country, PartnerBalance> {
  const { partners } = reader.json<ReciprocalFormula>(`${FOLDER}/reciprocal-formula.json`);
  return new Map(
    Object.entries(partners).map(([code, [exports, imports, deficit, promulgated, posted]]) => [
      code as Country,
      { exports, imports, deficit, promulgated, posted },
    ]),
  );
}

/** What partners' own statistics say of the same trade. */
export const loadMirrors = (reader: Reader): readonly MirrorFigure[] =>
  reader.json<Mirrors>(`${FOLDER}/mirrors.json`).figures;
