/** What each grouping goes by: the rows of trade or the layers of duty, and what their groups are called. */
import { chapterOf, headingOf, isOutsideTariffBase } from "../domain/hts.js";
import type { PricedFlow, PricedLayer } from "../domain/priced.js";
import { remembering } from "../domain/remembering.js";
import { sectorsOf } from "../domain/sector.js";
import { placesOf } from "../domain/shared-numbers.js";
import type { GroupOf } from "../domain/tally.js";
import type { Grouping, Names } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";

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
export interface LayerKey extends Labelled {
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
  const ofList = remembering((list: readonly string[]) => sectorsOf(list, sectors, lists, run.scenario.date));
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

const OUTSIDE = "98-99";
const OUTSIDE_LABEL = "Special provisions (ch. 98-99)";
const CODES = {
  chapter: { of: chapterOf, labels: "chapters" },
  heading: { of: headingOf, labels: "headings" },
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
