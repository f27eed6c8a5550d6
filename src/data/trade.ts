/** Trade flows of a dataset, one file an origin. */
import { inOneList, numbersAt } from "../compiled/line-index.js";
import { memoize } from "../compiled/memo.js";
import type { Actual, Carriage } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Country } from "../law/origin.js";
import type { ProductMix } from "../trade/apportion.js";
import { type Flow, isMixed, type NumberSpan, rowsAt } from "../trade/flow.js";
import type { Compliance } from "../trade/question.js";
import type { Reader } from "./reader.js";
import type { Months } from "./shapes/trade.js";

const FLOWS = "flows";

/** Origins that a dataset has, in order. @throws {UserError} if there is no such dataset, naming those there are. */
export function flowOrigins(reader: Reader, dataset: string): Country[] {
  const names = reader.names(FLOWS).map((path) => path.split("/"));
  const datasets = [...new Set(names.map(([, set]) => set ?? ""))];
  if (!datasets.includes(dataset))
    throw new UserError(`there are no flows "${dataset}"`, {
      code: "UNKNOWN_NAME",
      where: "--flows",
      hint: `there are: ${datasets.join(", ")}`,
    });
  return names.flatMap(([, set, file]) => (set === dataset ? [file?.replace(".json", "") as Country] : []));
}

/**
 * Imports from an origin; from a union, those from its members where they are recorded apart.
 * @throws {UserError} if the dataset or the origin is not shipped, naming the Union where it is counted in that.
 */
export function loadFlow(reader: Reader, dataset: string, origin: Country): Flow {
  const name = `${FLOWS}/${dataset}/${origin}.json` as const;
  if (reader.has(name)) return reader.json(name);
  const union = unionFlow(reader, dataset, origin);
  if (union !== null) return union;
  const { name: country = origin } =
    reader.json("origins.json").origins.find(({ code }) => code === origin) ?? {};
  throw new UserError(`the flows ${dataset} have no imports from ${country}`, {
    code: "UNKNOWN_NAME",
    where: "--origin",
    hint: whereElse(reader, flowOrigins(reader, dataset), origin),
  });
}

/** Flows of the members of a union as one, kept as a file is; `null` where none is recorded. */
const unionFlow = memoize((reader: Reader, dataset: string, union: Country): Flow | null => {
  const { origins } = reader.json("origins.json");
  const inUnion = new Set(origins.flatMap(({ code, blocs }) => (blocs.includes(union) ? [code] : [])));
  const flows = flowOrigins(reader, dataset).flatMap((code) =>
    inUnion.has(code) ? [reader.json(`${FLOWS}/${dataset}/${code}.json`)] : [],
  );
  return flows.length > 0 ? { ...addedUp(flows), origin: union } : null;
});

/** Flows of several origins as one, number by number, said to be of the first. */
function addedUp(flows: readonly Flow[]): Flow {
  const [first] = flows as readonly [Flow];
  const { list, at } = inOneList(flows.map(({ hts }) => hts));
  const size = list.length;
  const [value, duty, met] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  const spans = new Map<number, NumberSpan>();
  for (const [index, flow] of flows.entries()) {
    const places = at[index] as Int32Array;
    for (let row = 0; row < places.length; row += 1) {
      const place = places[row] as number;
      value[place] = (value[place] as number) + (flow.value[row] as number);
      duty[place] = (duty[place] as number) + (flow.duty[row] as number);
      met[place] = 1;
    }
    for (const [row, ...span] of flow.dated) spans.set(places[row] as number, span);
  }
  const rows = [...met.keys()].filter((place) => met[place] === 1);
  return {
    ...first,
    dated: rows.flatMap((place, row) => {
      const span = spans.get(place);
      return span ? [[row, ...span] as const] : [];
    }),
    hts: numbersAt(list, rows),
    value: rows.map((place) => value[place] as number),
    duty: rows.map((place) => duty[place] as number),
  };
}

function whereElse(reader: Reader, has: readonly Country[], origin: Country): string {
  const { origins } = reader.json("origins.json");
  const blocs = origins.find(({ code }) => code === origin)?.blocs ?? [];
  const union = has.find((code) => blocs.includes(code));
  if (union) {
    const isApart = reader.has(INDUSTRIES) && reader.json(INDUSTRIES).partners[origin] !== undefined;
    return `they have its goods among those of ${union}: ask for --origin ${union}${isApart ? `; timeline --origin ${origin} --realised has it alone, by month` : ""}`;
  }
  return `they have ${has.length} origins, all whose imports that year are recorded`;
}

/**
 * What each chapter of a dataset is made of: the imports by line of the origins that are known by line, added up.
 * Chapters 98 and 99 are outside the tariff base and left out.
 */
export function loadProductMix(reader: Reader, dataset: string): ProductMix {
  const flows = flowOrigins(reader, dataset).map((origin) => loadFlow(reader, dataset, origin));
  const all = addedUp(flows.filter(({ hts }) => !hts.some(isMixed)));
  const rows = all.hts.flatMap((code, row) => (isOutsideTariffBase(code) ? [] : [row]));
  return rowsAt(all, rows);
}

// Imports by month and the duty that customs calculated on them: what was collected, as against what the law
// says.

const TOTALS = "actuals/monthly-duty.json";
const INDUSTRIES = "actuals/monthly-industries.json";

/**
 * Imports for consumption of an origin, or of all, month by month in order; none if the origin is not known by month.
 *
 * Units: whole US dollars of customs value and calculated duty. Source: US Census Bureau.
 */
export function actualsOf(reader: Reader, origin: Country | "all"): Actual[] {
  if (!reader.has(TOTALS)) return [];
  const { from, partners } = reader.json(TOTALS);
  return monthly(from, partners[origin]);
}

const MONTHS_A_YEAR = 12;

function monthly(from: string, months: Months | undefined): Actual[] {
  const [year = 0, first = 1] = from.split("-").map(Number);
  return (months?.value ?? []).map((value, index) => {
    const since = first - 1 + index;
    const month = String((since % MONTHS_A_YEAR) + 1).padStart(2, "0");
    return {
      month: `${year + Math.floor(since / MONTHS_A_YEAR)}-${month}`,
      value,
      duty: months?.duty[index] ?? 0,
    };
  });
}

// Exports to an origin, by chapter.

/** Dollars of a year by chapter; chapters with none are left out. */
interface ByChapter {
  readonly year: number;
  /** Id of `sources.json`. */
  readonly source: string;
  readonly dollars: ReadonlyMap<string, number>;
}

const EXPORTS = "trade/exports-by-chapter-2024.json";

/**
 * US exports to an origin, or to all, of 2024: domestic and foreign goods, free alongside ship.
 * @throws {UserError} if none are recorded. Source: USITC DataWeb.
 */
export function exportsOf(reader: Reader, origin: Country | "all"): ByChapter {
  const { year, source, chapters, partners } = reader.json(EXPORTS);
  const own = partners[origin];
  if (own === undefined)
    throw new UserError(`there are no exports to ${origin} in ${year}`, {
      code: "UNKNOWN_NAME",
      where: "--origin",
      hint: "two letters such as JP, EU, or all",
    });
  const dollars = new Map(
    chapters.flatMap((chapter, index): [string, number][] =>
      (own[index] ?? 0) > 0 ? [[chapter, own[index] ?? 0]] : [],
    ),
  );
  return { year, source, dollars };
}

// The share of new duty that is not collected.

export function complianceOf(reader: Reader): Compliance {
  const { value, low, high } = reader.json("economics/collection.json").uncollected;
  return { share: String(value), low: String(low), high: String(high) };
}

// What carriage cost, by chapter and partner.

const CHARGES = "trade/import-charges-by-chapter-2024.json";
const IMPORTS = "us-imports-2024";
/** Of fewer dollars of imports one odd shipment makes the share. */
const TOO_FEW = 100_000;

/**
 * Charges and customs value of imports of a chapter. The charges are on general imports, the value is of imports for consumption.
 *
 * Units: whole US dollars of 2024. Source: USITC DataWeb; US Census Bureau.
 */
export function carriageOf(reader: Reader, origin: Country, chapter: string): Carriage | undefined {
  const { chapters, partners, year, source } = reader.json(CHARGES);
  const blocs = reader.json("origins.json").origins.find(({ code }) => code === origin)?.blocs ?? [];
  const partner = [origin, ...blocs].find((code) => reader.has(`${FLOWS}/${IMPORTS}/${code}.json`));
  const chargesUsd = partners[partner ?? ""]?.[chapters.indexOf(chapter)] ?? 0;
  if (partner === undefined || chargesUsd === 0) return undefined;
  const { hts, value } = loadFlow(reader, IMPORTS, partner as Country);
  const importsUsd = hts.reduce(
    (sum, code, row) => sum + (code.startsWith(chapter) ? (value[row] ?? 0) : 0),
    0,
  );
  return importsUsd < TOO_FEW ? undefined : { chargesUsd, importsUsd, partner, year, source };
}
