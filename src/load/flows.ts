/** Trade flows of a dataset, one file an origin. */
import type { Actual } from "../command.js";
import type { Country } from "../domain/country.js";
import type { Flow } from "../domain/flow.js";
import { UserError } from "../errors.js";
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

/** @throws {UserError} if the dataset or the origin is not shipped, naming those that are. */
export function loadFlow(reader: Reader, dataset: string, origin: Country): Flow {
  const name = `${FOLDER}/${dataset}/${origin}.json`;
  if (reader.has(name)) return reader.json<Flow>(name);
  throw new UserError(`the flows ${dataset} have no imports from ${origin}`, {
    where: "--origin",
    hint: `they have: ${flowOrigins(reader, dataset).join(", ")}`,
  });
}

/** Datasets that monthly duty is known for. */
interface Actuals {
  readonly partners: Readonly<
    Record<string, Readonly<Record<string, readonly [value: number, duty: number]>>>
  >;
}

/** Duty that customs calculated on imports of an origin in the latest month known. */
export function latestActual(reader: Reader, origin: Country): Actual | undefined {
  const name = "actuals/monthly-duty.json";
  if (!reader.has(name)) return undefined;
  const months = reader.json<Actuals>(name).partners[origin];
  const month = months && Object.keys(months).sort().at(-1);
  const [value = 0, duty = 0] = (month && months?.[month]) || [];
  return month && value > 0 ? { month, value, duty } : undefined;
}
