/** Every kind of data file: where it stands, and the shape it has. */
import type { z } from "zod";
import { closest } from "../../contract/errors.js";
import * as economics from "./economics.js";
import { claims, drawback, facts, fees, refunds } from "./entry-law.js";
import { examples } from "./examples.js";
import {
  agreements,
  assumption,
  authorities,
  bans,
  chapter98,
  events,
  levers,
  orders,
  productList,
  seasons,
  sectors,
  sets,
} from "./lists.js";
import { type LawText, measure, patches } from "./measure.js";
import { scenario } from "./scenario.js";
import * as tables from "./tariff.js";
import * as trade from "./trade.js";

interface FileKind<Place extends string = string, Shape extends z.ZodType = z.ZodType> {
  /** Name of its JSON Schema in `schema/`. */
  readonly name: string;
  /** A file, or a folder with a final `/`. */
  readonly place: Place;
  readonly shape: Shape;
}

const kind = <const Place extends string, Shape extends z.ZodType>(
  name: string,
  place: Place,
  shape: Shape,
): FileKind<Place, Shape> => ({ name, place, shape });

const KINDS = [
  kind("measure", "schedule/measures/", measure),
  kind("patches", "patches.json", patches),
  kind("changes", "changes.json", tables.changeRecords),
  kind("headings", "schedule/headings.json", tables.headings),
  kind("general", "schedule/base/general.json", tables.generalRates),
  kind("special", "schedule/base/special.json", tables.specialRates),
  kind("column-2", "schedule/base/column-2.json", tables.columnTwoRates),
  kind("suffixes", "schedule/base/suffixes.json", tables.suffixes),
  kind("units", "schedule/base/units.json", tables.units),
  kind("list", "lists/", productList),
  kind("scenario", "scenarios/", scenario),
  kind("examples", "examples/", examples),
  kind("labels", "labels/chapters.json", tables.labels),
  kind("labels", "labels/headings.json", tables.labels),
  kind("labels", "labels/subheadings.json", tables.labels),
  kind("descriptions", "descriptions/", tables.descriptions),
  kind("everyday-names", "search/names.json", tables.everydayNames),
  kind("flow", "flows/", trade.flow),
  kind("datasets", "datasets.json", trade.datasets),
  kind("levers", "levers.json", levers),
  kind("sectors", "sectors.json", sectors),
  kind("agreements", "agreements.json", agreements),
  kind("authorities", "authorities.json", authorities),
  kind("bans", "bans.json", bans),
  kind("seasons", "seasons.json", seasons),
  kind("sets", "sets.json", sets),
  kind("chapter-98", "chapter98.json", chapter98),
  kind("events", "events.json", events),
  kind("orders", "orders.json", orders),
  kind("origins", "origins.json", tables.origins),
  kind("sources", "sources.json", tables.sources),
  kind("edition", "edition.json", tables.editionFile),
  kind("drawback", "drawback.json", drawback),
  kind("claims", "claims.json", claims),
  kind("facts", "facts.json", facts),
  kind("fees", "fees.json", fees),
  kind("refunds", "refunds.json", refunds),
  kind("monthly-duty", "actuals/monthly-duty.json", trade.monthlyDuty),
  kind("monthly-industries", "actuals/monthly-industries.json", trade.monthlyIndustries),
  kind("industries", "assumptions/tables/industries.json", trade.industries),
  kind("by-chapter", "trade/", trade.byChapter),
  kind("metal-shares", "assumptions/tables/metal-shares.json", trade.metalShares),
  kind("usmca-claims", "assumptions/tables/usmca-claims.json", trade.usmcaClaimsTable),
  kind("usmca-by-month", "assumptions/tables/usmca-by-month.json", trade.usmcaByMonth),
  kind("assumption", "assumptions/", assumption),
  kind("exposure", "exposure/", economics.exposure),
  kind("demand", "economics/demand.json", economics.demand),
  kind("substitution", "economics/substitution.json", economics.substitution),
  kind("pass-through", "economics/pass-through.json", economics.passThrough),
  kind("collection", "economics/collection.json", economics.collection),
  kind("realised", "economics/realised.json", economics.realised),
  kind("offsets", "economics/offsets.json", economics.offsets),
  kind("priors", "economics/priors.json", economics.priors),
  kind("compared", "economics/compared.json", economics.compared),
  kind("households", "economics/households.json", economics.households),
  kind("peaks", "economics/peaks.json", economics.peaks),
  kind("mirrors", "economics/mirrors.json", economics.mirrors),
  kind("reciprocal-formula", "economics/reciprocal-formula.json", economics.reciprocalFormula),
  kind("import", "import.json", tables.imported),
] as const;

/** The first whose place fits a name is its kind. */
export const FILE_KINDS: readonly FileKind[] = KINDS;

/** Files that follow from others, or are kept for the record. */
export const NOT_CHECKED = ["schedule/measures.json", "build-report.json"];

/** The kind of a data file by its name inside a data folder. */
export const kindOf = (name: string): FileKind | undefined =>
  FILE_KINDS.find(({ place }) => (place.endsWith("/") ? name.startsWith(place) : name === place));

/** Where a file with a name that fits nothing may have been meant to stand. */
export const placeNear = (name: string): string | undefined => {
  const folder = name.includes("/") ? `${name.split("/")[0]}/` : name;
  return closest(folder, [...new Set(FILE_KINDS.map(({ place }) => place.replace(/^([^/]+\/).+\/$/, "$1")))]);
};

// What a reader of data has at a name: known to the compiler, which needs no shape at run time.

/** Files with something else in them than one file of a user must have: all measures, and what overlays leave as it is. */
interface Joined {
  "schedule/measures.json": {
    measures: LawText[];
    /** Ids of measures whose files have other readings; left out where that is not known. */
    contested?: string[];
  };
  "schedule/headings.json": Required<z.infer<typeof tables.headings>>;
  "edition.json": Required<z.infer<typeof tables.editionFile>>;
}

type Kinds = (typeof KINDS)[number];
/** The kinds with a place of their own that a name is, or that are among the names of a pattern: `labels/${string}`. */
type OfPlace<Name, Kind = Kinds> =
  Kind extends FileKind<infer Place> ? (Place extends Name ? Kind : never) : never;
/** The kind of all files in a folder. */
type OfFolder<Name, Kind = Kinds> =
  Kind extends FileKind<infer Place>
    ? Place extends `${string}/`
      ? Name extends `${Place}${string}`
        ? Kind
        : never
      : never
    : never;
type KindOf<Name> = Name extends Kinds["place"]
  ? OfPlace<Name>
  : [OfFolder<Name>] extends [never]
    ? OfPlace<Name>
    : OfFolder<Name>;

/** The value of a data file by its name; `unknown` where a name does not say which file it is. */
export type ValueAt<Name extends string> = string extends Name
  ? unknown
  : Name extends keyof Joined
    ? Joined[Name]
    : z.infer<KindOf<Name>["shape"]>;

/** Names of the files under a folder. */
export type NameIn<Folder extends string> = Folder extends "" ? string : `${Folder}/${string}`;
