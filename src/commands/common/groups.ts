/**
 * The groups of a report, by rows of trade, by layers of duty or by two things at once: what they go by and are
 * called.
 */
import { placesOf } from "../../compiled/line-index.js";
import { memoizeRows } from "../../compiled/memo.js";
import type { Names } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { oneOf } from "../../contract/parse.js";
import { chapterOf, headingOf, isOutsideTariffBase } from "../../law/hts.js";
import type { Usd } from "../../law/units.js";
import type { PricedFlow, PricedLayer } from "../../trade/question.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { type GroupOf, type Sums, sectorsOf, tallyLayers, tallyRows } from "../../trade/tally.js";

export const GROUPINGS = [
  "sector",
  "chapter",
  "heading",
  "subheading",
  "product",
  "naics",
  "origin",
  "authority",
  "measure",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the groups that `--top` leaves out go by together. */
export const smallerGroups = (count: number): string =>
  `${count} smaller ${count === 1 ? "group" : "groups"}`;

const MOST_GROUPINGS = 2;

/** What groupings are called elsewhere: by their digits, or by another word. */
const ALSO_CALLED: Readonly<Record<string, Grouping>> = {
  ...{ hts2: "chapter", hts4: "heading", hts6: "subheading", hts10: "product" },
  ...{ hs2: "chapter", hs4: "heading", hs6: "subheading" },
  ...{ naics3: "naics", industry: "naics" },
  ...{ country: "origin", partner: "origin" },
};
const groupingNamed = (word: string): string =>
  ALSO_CALLED[word.toLowerCase().replace("-", "")] ?? word.toLowerCase();

/** `sector`, or `sector,origin` for each sector of each origin. @throws {UserError} on other words, or more than two. */
export function parseGroupings(text: string): Grouping[] {
  const by = text.split(",").map((word) => oneOf(GROUPINGS)(groupingNamed(word.trim())));
  const hint = "for example --by sector,origin";
  if (by.length > MOST_GROUPINGS)
    throw new UserError(`expected one grouping, or two; got ${by.length}`, { hint });
  if (new Set(by).size < by.length)
    throw new UserError(`expected two different groupings; got ${by[0]} twice`, { hint });
  return by;
}

/** One of the things a group goes by. */
interface Part {
  readonly group: string;
  readonly label: string;
}

/** The tallies of a grouping, before and after. */
export interface GroupedRun {
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
export function groupRun(run: ScenarioRun, by: readonly Grouping[], names: Names, base: Usd): GroupedRun {
  const keys = by.map((one) => keyOf(run, one, names));
  const rows = keys.filter((key) => key.of === "rows");
  const partsOf = (group: string): Part[] =>
    group.split(AND).map((part, index) => ({ group: part, label: keys[index]?.labelOf(part) ?? part }));
  return rows.length === keys.length
    ? { ...byRows(run, rows), partsOf }
    : { ...byLayers(run, keys, rows[0], base), partsOf };
}

function byRows(run: ScenarioRun, keys: readonly RowKey[]): Omit<GroupedRun, "partsOf"> {
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
): Omit<GroupedRun, "partsOf"> {
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

interface Labelled {
  labelOf(group: string): string;
}

/** Groups of rows. */
export interface RowKey extends Labelled {
  readonly of: "rows";
  readonly groupOf: GroupOf;
  /** Group of goods outside the tariff base, which have no rate. */
  readonly outside: string;
  /** These groups in the order their kind has; `null` for by size. */
  readonly order: ((groups: readonly string[]) => readonly string[]) | null;
}

/** Groups of layers; the base duty is one, given as `null`. */
interface LayerKey extends Labelled {
  readonly of: "layers";
  readonly nameOf: (layer: PricedLayer | null) => string;
}

export function keyOf(run: ScenarioRun, by: Grouping, names: Names): RowKey | LayerKey {
  switch (by) {
    case "authority":
      return { of: "layers", nameOf: (layer) => layer?.authority ?? BASE, labelOf: authorityLabel(names) };
    case "measure":
      return { of: "layers", nameOf: (layer) => layer?.id ?? BASE, labelOf: measureLabel(run) };
    case "sector":
      return sectorKey(run, names);
    case "naics":
      return naicsKey(names);
    default:
      return codeKey(run, by, names);
  }
}

const BASE = "base";
const BASE_LABEL = "Base duty";

const authorityLabel =
  ({ authority }: Names) =>
  (group: string): string =>
    group === BASE ? BASE_LABEL : authority(group);

function measureLabel({ before, applied }: ScenarioRun): (group: string) => string {
  const titles = new Map(
    [...before.measures, ...applied.schedule.measures].map(({ id, title }) => [id, title]),
  );
  return (group) => (group === BASE ? BASE_LABEL : (titles.get(group) ?? group));
}

function sectorKey(run: ScenarioRun, { sectors }: Names): RowKey {
  const { lists } = run.applied.schedule;
  const ofList = memoizeRows((list: readonly string[]) => sectorsOf(list, sectors, lists));
  let last: PricedFlow["flow"] | undefined;
  let [at, of]: [Int32Array | null, Uint8Array] = [null, new Uint8Array()];
  const groupOf: GroupOf = (flow, row) => {
    if (flow !== last) {
      const places = placesOf(flow.hts);
      [last, at, of] = [flow, places.at, ofList(places.list)];
    }
    return sectors[of[at?.[row] ?? row] ?? 0]?.id ?? "";
  };
  return {
    of: "rows",
    groupOf,
    outside: sectors[0]?.id ?? "",
    labelOf: (group) => sectors.find(({ id }) => id === group)?.label ?? group,
    order: () => [...sectors.slice(1), ...sectors.slice(0, 1)].map(({ id }) => id),
  };
}

/** Industries of the goods by the concordance of the Census Bureau. */
function naicsKey(names: Names): RowKey {
  const industryOf = memoizeRows((code: string) =>
    isOutsideTariffBase(code) ? OUTSIDE : names.industryOf(code),
  );
  return {
    of: "rows",
    groupOf: ({ hts }, row) => industryOf(hts[row] ?? ""),
    outside: OUTSIDE,
    labelOf: (group) => (group === OUTSIDE ? OUTSIDE_LABEL : `${group} ${names.industry(group)}`.trim()),
    order: (groups) => [...groups].sort(),
  };
}

const OUTSIDE = "98-99";
const OUTSIDE_LABEL = "Special provisions (ch. 98-99)";
const CODES = {
  chapter: { of: chapterOf, labels: "chapters" },
  heading: { of: headingOf, labels: "headings" },
  subheading: { of: (code: string) => code.slice(0, 6), labels: "subheadings" },
  product: { of: (code: string) => code, labels: "subheadings" },
} as const;

function codeKey(run: ScenarioRun, by: keyof typeof CODES | "origin", names: Names): RowKey {
  const nameOfOrigin = (group: string) => run.origins.find(({ code }) => code === group)?.name ?? group;
  const nameOfCode = (group: string) => (by === "origin" ? "" : names.label(CODES[by].labels, group));
  const labelOf = by === "origin" ? nameOfOrigin : (group: string) => `${group} ${nameOfCode(group)}`;
  return {
    of: "rows",
    groupOf: ({ origin, hts }, row) => {
      const code = hts[row] ?? "";
      if (isOutsideTariffBase(code)) return OUTSIDE;
      return by === "origin" ? origin : CODES[by].of(code);
    },
    outside: OUTSIDE,
    labelOf: (group) => (group === OUTSIDE ? OUTSIDE_LABEL : labelOf(group)),
    order: by === "chapter" ? (groups) => [...groups].sort() : null,
  };
}
