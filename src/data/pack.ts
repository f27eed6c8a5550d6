/** Takes out of a data folder what the trade of a few origins needs, so that a page can carry it. */

import { rateLineOf } from "../law/hts.js";
import type { ListGroup, ProductList } from "../law/measure.js";
import { type Country, includesOrigin, type Origin } from "../law/origin.js";
import { type Flow, isMixed } from "../trade/flow.js";
import type { Reader } from "./reader.js";
import type { Assumption } from "./shapes/lists.js";
import type { MeasureText } from "./shapes/measure.js";
import { flowOrigins, loadFlow } from "./trade.js";

/** What a page is about. */
export interface Wanted {
  /** Such as `us-imports-2024`. */
  readonly dataset: string;
  /** Two letters each; the European Union is `EU`. */
  readonly origins: readonly string[];
  /** Assumptions by id; none if not given. */
  readonly assume?: readonly string[];
  /** Whether entries are to be answered too: what `dutyOn`, `asksOf` and `feesOn` need beside. */
  readonly entries?: boolean;
  /** Whether the law on goods of all other origins is wanted too, so that they can be compared. */
  readonly everywhere?: boolean;
}

/** Files that are small and needed whole, where the data has them. */
const WHOLE_FILES = [
  "agreements.json",
  "bans.json",
  "chapter98.json",
  "edition.json",
  "facts.json",
  "levers.json",
  "origins.json",
  "seasons.json",
  "sectors.json",
  "sets.json",
];
const ORDERS = "orders.json";
const MEASURES = "schedule/measures.json";
/** What is said of an entry beside its duty. */
const OF_ENTRIES = ["claims.json", "fees.json"];
/** Files by line of the tariff. */
const BY_LINE = ["general", "special", "column-2", "suffixes"].map((name) => `schedule/base/${name}.json`);

/**
 * The files that price this trade, cut to its lines: plain JSON for `openData`.
 *
 * Prices of the trade are those of the whole data, to the last digit. Lines of the tariff that are not in the trade are
 * left out. Trade known only by chapter under `chapter-mix` takes the trade of all partners with it.
 * @throws {UserError} on a dataset, origin or assumption that is not there.
 */
export function pack(reader: Reader, wanted: Wanted): DataFiles {
  const { dataset, origins, assume = [], entries = false } = wanted;
  const asked = origins.map((origin) => loadFlow(reader, dataset, origin as Country));
  const flows = needsMix(asked, assumptionFiles(reader, assume))
    ? flowOrigins(reader, dataset).map((origin) => loadFlow(reader, dataset, origin))
    : asked;
  const lines = new Set(flows.flatMap(({ hts }) => hts.map(rateLineOf)));
  const under = wanted.everywhere ? reader.json("origins.json").origins.map(({ code }) => code) : origins;
  return {
    ...Object.fromEntries(
      [...WHOLE_FILES, ...(entries ? OF_ENTRIES : [])]
        .filter(reader.has)
        .map((name) => [name, reader.json(name)]),
    ),
    [MEASURES]: measuresOf(reader, under),
    ...(reader.has(ORDERS) ? { [ORDERS]: ordersOf(reader, under) } : {}),
    ...Object.fromEntries(entries ? contestedOf(reader, under) : []),
    ...Object.fromEntries(BY_LINE.map((name) => [name, { lines: cut(reader, name, "lines", lines) }])),
    ...Object.fromEntries(listsOf(reader, lines)),
    ...Object.fromEntries(flows.map((flow) => [`flows/${dataset}/${flow.origin}.json`, flow])),
    ...Object.fromEntries(assumed(reader, assume, lines, origins)),
  };
}

/** Antidumping and countervailing duty orders on goods of these origins. */
function ordersOf(reader: Reader, origins: readonly string[]) {
  const { orders, ...rest } = reader.json(ORDERS);
  const wanted = new Set<string>(membersOf(reader, origins).map(({ code }) => code));
  return { ...rest, orders: orders.filter(({ origin }) => wanted.has(origin)) };
}

/** Measures on goods of these origins, without what frees goods of others alone, such as the headings of their quotas. */
function measuresOf(reader: Reader, origins: readonly string[]) {
  const { measures, ...rest } = reader.json(MEASURES);
  const members = membersOf(reader, origins);
  const freed = <T extends { readonly freedBy?: readonly { readonly origins?: readonly string[] }[] }>(
    of: T,
  ): T => ({
    ...of,
    ...(of.freedBy && {
      freedBy: of.freedBy.filter((one) =>
        members.some((origin) => includesOrigin(one.origins ?? ["*"], origin)),
      ),
    }),
  });
  const reaches = ({ covers, versions }: (typeof measures)[number]): boolean =>
    [covers, ...versions.map((one) => one.covers)].some(
      (scope) => scope && members.some((origin) => includesOrigin(scope.origins ?? ["*"], origin)),
    );
  return {
    ...rest,
    measures: measures
      .filter(reaches)
      .map((measure) => ({ ...freed(measure), versions: measure.versions.map(freed) })),
  };
}

/** The origins, of which `EU` is several. */
const membersOf = (reader: Reader, origins: readonly string[]): Origin[] =>
  reader.json("origins.json").origins.filter((origin) => includesOrigin(origins, origin));

/** Measures on goods of these origins that can be read otherwise, with their other readings. */
function contestedOf(reader: Reader, origins: readonly string[]): [string, MeasureText][] {
  const members = membersOf(reader, origins);
  return (reader.json(MEASURES).contested ?? []).flatMap((id): [string, MeasureText][] => {
    const name = `schedule/measures/${id}.json` as const;
    const text = { ...reader.json(name), examples: [] };
    return members.some((origin) => includesOrigin(text.covers?.origins ?? ["*"], origin))
      ? [[name, text]]
      : [];
  });
}

const nameOf = (id: string) => `assumptions/${id}.json` as const;
const assumptionFiles = (reader: Reader, ids: readonly string[]): Assumption[] =>
  ids.filter((id) => reader.has(nameOf(id))).map((id) => reader.json(nameOf(id)));

const needsMix = (flows: readonly Flow[], files: readonly Assumption[]): boolean =>
  files.some(({ kind }) => kind === "product-mix") && flows.some(({ hts }) => hts.some(isMixed));

type Table = Readonly<Record<string, unknown>>;

/** The entries of a table by product that are of these lines. */
function cut(reader: Reader, name: string, key: string, lines: ReadonlySet<string>): Table {
  const table = (reader.json(name) as Readonly<Record<string, Table>>)[key] ?? {};
  return Object.fromEntries(Object.entries(table).filter(([code]) => lines.has(rateLineOf(code))));
}

/** Lists without the codes that name none of these lines. */
function listsOf(reader: Reader, lines: ReadonlySet<string>): [string, ProductList][] {
  const starts = new Set([...lines].flatMap((line) => [2, 4, 6, 8].map((digits) => line.slice(0, digits))));
  const kept = ({ codes, ...group }: ListGroup): ListGroup[] => {
    const own = codes.filter((code) => starts.has(rateLineOf(code)));
    return own.length > 0 ? [{ ...group, codes: own }] : [];
  };
  return reader.names("lists").map((name) => {
    const { id, title, groups } = reader.json(name);
    return [name, { id, title, groups: groups.flatMap(kept) }];
  });
}

function assumed(
  reader: Reader,
  ids: readonly string[],
  lines: ReadonlySet<string>,
  origins: readonly string[],
): [string, unknown][] {
  return ids.flatMap((id): [string, unknown][] => {
    const file = reader.json(nameOf(id));
    const table = file.table === undefined ? undefined : `${file.table}.json`;
    return [[nameOf(id), file], ...(table ? [tableOf(reader, file, table, lines, origins)] : [])];
  });
}

/** Metal content by line, or claims by origin. */
function tableOf(
  reader: Reader,
  { kind }: Assumption,
  name: string,
  lines: ReadonlySet<string>,
  origins: readonly string[],
): [string, unknown] {
  if (kind === "metal-content") return [name, { shares: cut(reader, name, "shares", lines) }];
  const { origins: known } = reader.json(name) as { origins: Table };
  return [
    name,
    { origins: Object.fromEntries(Object.entries(known).filter(([code]) => origins.includes(code))) },
  ];
}

/** Data files as plain JSON, by their names inside a data folder: `{ "edition.json": {...}, "flows/us-imports-2024/JP.json": {...} }`. */
export type DataFiles = Readonly<Record<string, unknown>>;
