/** The groupings of a report: which group a row of trade or a layer of duty belongs to, and what it is called. */
import { chapterOf, headingOf, isOutsideTariffBase } from "../domain/hts.js";
import type { PricedFlow } from "../domain/priced.js";
import { type Sector, sectorsOf } from "../domain/sector.js";
import { type Sums, tallyLayers, tallyRows } from "../domain/tally.js";
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

/** Names that groups are shown under. */
export interface Names {
  readonly sectors: readonly Sector[];
  label(kind: "chapters" | "headings" | "subheadings", code: string): string;
}

/** The tallies of a grouping, before and after, and the label of each group. */
export interface Grouped {
  readonly before: ReadonlyMap<string, Sums>;
  readonly after: ReadonlyMap<string, Sums>;
  labelOf(group: string): string;
  /** Groups in the order their kind has; `null` for by size. */
  readonly order: readonly string[] | null;
  /** Groups that are layers of duty: their imports overlap. */
  readonly layers: boolean;
  /** Group of goods outside the tariff base, which have no rate. */
  readonly outside: string | null;
}

export function grouped(run: ScenarioRun, by: Grouping, names: Names): Grouped {
  switch (by) {
    case "authority":
    case "measure":
      return byLayer(run, by);
    case "sector":
      return bySector(run, names);
    default:
      return byCode(run, by, names);
  }
}

function byLayer({ baseline, changed, applied, before }: ScenarioRun, by: "authority" | "measure"): Grouped {
  const name = (layer: { id: string; authority: string } | null) =>
    layer === null ? "base" : by === "measure" ? layer.id : layer.authority;
  const titles = new Map(
    [...before.measures, ...applied.schedule.measures].map(({ id, title }) => [id, title]),
  );
  const labelOf = (group: string) => titles.get(group) ?? authorityTitle(group);
  return {
    before: tallyLayers(baseline, name),
    after: tallyLayers(changed, name),
    labelOf,
    order: null,
    layers: true,
    outside: null,
  };
}

const AUTHORITIES: Readonly<Record<string, string>> = {
  ieepa: "International Emergency Economic Powers Act",
  "section-122": "Section 122, Trade Act of 1974",
  "section-201": "Section 201, Trade Act of 1974",
  "section-232": "Section 232, Trade Expansion Act of 1962",
  "section-301": "Section 301, Trade Act of 1974",
  "section-338": "Section 338, Tariff Act of 1930",
};

/** The act that duties rest on, in full; of `base`, the tariff itself. */
export const authorityTitle = (authority: string): string =>
  authority === "base" ? "Base duty" : (AUTHORITIES[authority] ?? authority);

function bySector(run: ScenarioRun, { sectors }: Names): Grouped {
  const { lists } = run.applied.schedule;
  const known = new Map<string, Uint8Array>();
  const groupOf = (flow: PricedFlow["flow"], index: number): string => {
    const own = known.get(flow.origin) ?? sectorsOf(flow.hts, sectors, lists, run.scenario.date);
    known.set(flow.origin, own);
    return sectors[own[index] ?? 0]?.id ?? "";
  };
  return {
    before: tallyRows(run.baseline, groupOf),
    after: tallyRows(run.changed, groupOf),
    labelOf: (group) => sectors.find(({ id }) => id === group)?.label ?? group,
    order: [...sectors.slice(1), ...sectors.slice(0, 1)].map(({ id }) => id),
    layers: false,
    outside: sectors[0]?.id ?? null,
  };
}

const OUTSIDE = "98-99";
const CODES = {
  chapter: { of: chapterOf, labels: "chapters" },
  heading: { of: headingOf, labels: "headings" },
  product: { of: (code: string) => code, labels: "subheadings" },
} as const;

function byCode(run: ScenarioRun, by: "chapter" | "heading" | "product" | "origin", names: Names): Grouped {
  const groupOf = ({ origin, hts }: PricedFlow["flow"], index: number): string => {
    const code = hts[index] ?? "";
    if (isOutsideTariffBase(code)) return OUTSIDE;
    return by === "origin" ? origin : CODES[by].of(code);
  };
  const labelOf = (group: string): string => {
    if (group === OUTSIDE) return "Special provisions (ch. 98-99)";
    if (by === "origin") return run.origins.find(({ code }) => code === group)?.name ?? group;
    return names.label(CODES[by].labels, group);
  };
  const before = tallyRows(run.baseline, groupOf);
  const order = by === "chapter" ? [...before.keys()].sort() : null;
  return { before, after: tallyRows(run.changed, groupOf), labelOf, order, layers: false, outside: OUTSIDE };
}
