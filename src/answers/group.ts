/** The groups of a report: by rows of trade, by layers of duty, or by two things at once. */
import { isOutsideTariffBase } from "../domain/hts.js";
import type { Sector } from "../domain/sector.js";
import { type GroupOf, type Sums, tallyLayers, tallyRows } from "../domain/tally.js";
import type { Usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import { oneOf } from "../parse.js";
import { keyOf, type LayerKey, type RowKey } from "./group-keys.js";
import type { ScenarioRun } from "./run-scenario.js";

export const GROUPINGS = [
  "sector",
  "chapter",
  "heading",
  "product",
  "origin",
  "authority",
  "measure",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

const MOST_GROUPINGS = 2;

/** `sector`, or `sector,origin` for each sector of each origin. @throws {UserError} on other words, or more than two. */
export function parseGroupings(text: string): Grouping[] {
  const by = text.split(",").map((word) => oneOf(GROUPINGS)(word.trim()));
  const hint = "for example --by sector,origin";
  if (by.length > MOST_GROUPINGS)
    throw new UserError(`expected one grouping, or two; got ${by.length}`, { hint });
  if (new Set(by).size < by.length)
    throw new UserError(`expected two different groupings; got ${by[0]} twice`, { hint });
  return by;
}

/** Names that groups are shown under. */
export interface Names {
  readonly sectors: readonly Sector[];
  label(kind: "chapters" | "headings" | "subheadings", code: string): string;
  /** The act that measures rest on; its id if it has no name. */
  authority(id: string): string;
}

/** One of the things a group goes by. */
interface Part {
  readonly group: string;
  readonly label: string;
}

/** The tallies of a grouping, before and after. */
export interface Grouped {
  readonly before: ReadonlyMap<string, Sums>;
  readonly after: ReadonlyMap<string, Sums>;
  /** What a group goes by, in the order asked for; one thing alone for goods outside the tariff base. */
  partsOf(group: string): Part[];
  /** Groups in the order their kind has; `null` for by size. */
  readonly order: readonly string[] | null;
  /** Groups that are layers of duty: their imports overlap. */
  readonly layers: boolean;
  /** Imports that the rates of a group are of: `undefined` for its own, `null` for goods that have no rate. */
  baseOf(group: string): Usd | null | undefined;
}

/** Between the two parts of a group's name. */
const AND = "|";

/** Sums of a scenario and its baseline by one or two groupings. `base`: imports that rates of all goods are of. */
export function grouped(run: ScenarioRun, by: readonly Grouping[], names: Names, base: Usd): Grouped {
  const keys = by.map((one) => keyOf(run, one, names));
  const rows = keys.filter((key) => key.of === "rows");
  const partsOf = (group: string): Part[] =>
    group.split(AND).map((part, index) => ({ group: part, label: keys[index]?.labelOf(part) ?? part }));
  return rows.length === keys.length
    ? { ...byRows(run, rows), partsOf }
    : { ...byLayers(run, keys, rows[0], base), partsOf };
}

function byRows(run: ScenarioRun, keys: readonly RowKey[]): Omit<Grouped, "partsOf"> {
  const [first, second] = keys as [RowKey, RowKey?];
  const both: GroupOf = (flow, row) =>
    isOutsideTariffBase(flow.hts[row] ?? "")
      ? first.outside
      : `${first.groupOf(flow, row)}${AND}${second?.groupOf(flow, row)}`;
  const groupOf = second === undefined ? first.groupOf : both;
  const before = tallyRows(run.baseline, groupOf);
  return {
    before,
    after: run.changed === run.baseline ? before : tallyRows(run.changed, groupOf),
    order: second === undefined && first.order ? first.order([...before.keys()]) : null,
    layers: false,
    baseOf: (group) => (group === first.outside ? null : undefined),
  };
}

/** Rates of layers are of all goods, or of all goods of their rows, so that layers add up. */
function byLayers(
  run: ScenarioRun,
  keys: readonly (RowKey | LayerKey)[],
  rows: RowKey | undefined,
  base: Usd,
): Omit<Grouped, "partsOf"> {
  const nameOf = (layer: Parameters<LayerKey["nameOf"]>[0], group: string) =>
    keys.map((key) => (key.of === "rows" ? group : key.nameOf(layer))).join(AND);
  const imports = rows && tallyRows(run.changed, rows.groupOf);
  const place = keys.findIndex((key) => key.of === "rows");
  return {
    before: tallyLayers(run.baseline, nameOf, rows?.groupOf),
    after: tallyLayers(run.changed, nameOf, rows?.groupOf),
    order: null,
    layers: true,
    baseOf: (group) => (imports ? imports.get(group.split(AND)[place] ?? "")?.imports : base),
  };
}
