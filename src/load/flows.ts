/** Trade flows of a dataset, one file an origin. */
import type { Actual } from "../command.js";
import type { Country, Origin } from "../domain/country.js";
import { type Flow, isMixed, type NumberSpan } from "../domain/flow.js";
import { isOutsideTariffBase } from "../domain/hts.js";
import type { ProductMix } from "../domain/spread.js";
import { UserError } from "../errors.js";
import { actualsOf } from "./actuals.js";
import type { Reader } from "./reader.js";

const FOLDER = "flows";

/** Origins that a dataset has, in order. @throws {UserError} if there is no such dataset, naming those there are. */
export function flowOrigins(reader: Reader, dataset: string): Country[] {
  const names = reader.names(FOLDER).map((path) => path.split("/"));
  const datasets = [...new Set(names.map(([, set]) => set ?? ""))];
  if (!datasets.includes(dataset))
    throw new UserError(`there are no flows "${dataset}"`, {
      where: "--flows",
      hint: `there are: ${datasets.join(", ")}`,
    });
  return names.flatMap(([, set, file]) => (set === dataset ? [file?.replace(".json", "") as Country] : []));
}

/** @throws {UserError} if the dataset or the origin is not shipped, naming the Union where it is counted in that. */
export function loadFlow(reader: Reader, dataset: string, origin: Country): Flow {
  const name = `${FOLDER}/${dataset}/${origin}.json`;
  if (reader.has(name)) return reader.json<Flow>(name);
  throw new UserError(`the flows ${dataset} have no imports from ${origin}`, {
    where: "--origin",
    hint: whereElse(reader, flowOrigins(reader, dataset), origin),
  });
}

function whereElse(reader: Reader, has: readonly Country[], origin: Country): string {
  const { origins } = reader.json<{ origins: Origin[] }>("origins.json");
  const blocs = origins.find(({ code }) => code === origin)?.blocs ?? [];
  const union = has.find((code) => blocs.includes(code));
  return union
    ? `its imports are in those of one partner: ${union}`
    : `they have ${has.length} origins, all whose imports that year are recorded`;
}

/** Duty that customs calculated on imports of an origin in the latest month known. */
export const latestActual = (reader: Reader, origin: Country): Actual | undefined =>
  actualsOf(reader, origin)
    .filter(({ value }) => value > 0)
    .at(-1);

/**
 * What each chapter of a dataset is made of: the imports by line of the origins that are known by line, added up.
 * Chapters 98 and 99 are outside the tariff base and left out.
 */
export function loadProductMix(reader: Reader, dataset: string): ProductMix {
  const sums = new Map<string, number>();
  const spans = new Map<string, NumberSpan>();
  for (const origin of flowOrigins(reader, dataset)) {
    const { hts, value, dated } = loadFlow(reader, dataset, origin);
    if (hts.some(isMixed)) continue;
    for (const [row, code] of hts.entries()) sums.set(code, (sums.get(code) ?? 0) + (value[row] ?? 0));
    for (const [row, ...span] of dated) spans.set(hts[row] ?? "", span);
  }
  const hts = [...sums.keys()].filter((code) => !isOutsideTariffBase(code)).sort();
  const dated = hts.flatMap((code, line) => {
    const span = spans.get(code);
    return span ? [[line, ...span] as const] : [];
  });
  return { hts, value: hts.map((code) => sums.get(code) ?? 0), dated };
}
