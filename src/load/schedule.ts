/** The shipped law as one schedule. */
import type { Agreement, Country, Origin } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import type { ProductList } from "../domain/product-list.js";
import type { Schedule } from "../domain/schedule.js";
import { type MeasureText, toMeasure } from "../texts/measure.js";
import { loadBaseSchedule } from "./base-schedule.js";
import type { Reader } from "./reader.js";

interface Edition {
  readonly asOf: IsoDate;
  readonly firstDay: IsoDate;
  readonly declaredFirst: readonly string[];
}

/**
 * The schedule of a data folder. Lists and columns are read when first asked for.
 * @throws {UserError} if a file is missing or is not JSON.
 */
export function loadSchedule(reader: Reader): Schedule {
  const lists = new Map<string, ProductList | undefined>();
  const listOf = (id: string) => {
    if (!lists.has(id)) lists.set(id, loadList(reader, id));
    return lists.get(id);
  };
  const { measures: texts } = reader.json<{ measures: MeasureText[] }>("schedule/measures.json");
  const measures = texts.map(toMeasure);
  const { origins } = reader.json<{ origins: Origin[] }>("origins.json");
  const { agreements } = reader.json<{ agreements: Agreement[] }>("agreements.json");
  const { asOf, firstDay, declaredFirst } = reader.json<Edition>("edition.json");
  return {
    base: loadBaseSchedule(reader),
    measures: measures.sort((a, b) => (a.id < b.id ? -1 : 1)),
    lists: { get: listOf },
    origins: new Map(origins.map((origin): [Country, Origin] => [origin.code, origin])),
    agreements,
    asOf,
    firstDay,
    declaredFirst,
  };
}

function loadList(reader: Reader, id: string): ProductList | undefined {
  const name = `lists/${id}.json`;
  return reader.has(name) ? reader.json<ProductList>(name) : undefined;
}
