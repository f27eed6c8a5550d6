/** Bands of the headlines of a scenario, from priors of what behaviour rests on. Source: METHODS 6. */

import { decimal } from "../../domain/units.js";
import type { Estimates } from "../../economics/estimates.js";
import { bandsOf, type Draw } from "../../economics/monte-carlo.js";
import { tornado } from "../../economics/tornado.js";
import type { Cell, Column, Report } from "../../report.js";
import type { TradeCell } from "./cells.js";
import { elastic } from "./elastic.js";
import { dollars, importsColumn } from "./figures.js";
import { addedUp, type Outcome } from "./outcome.js";
import type { Settings } from "./settings.js";

export const SEED = 20_250_618;

const HEADLINES = {
  imports: ["Imports after", ({ after }: Outcome) => after],
  duty: ["Duty", ({ duty }: Outcome) => duty],
  gross: ["Added duty", ({ gross }: Outcome) => gross],
  collected: ["Collected", ({ collected }: Outcome) => collected],
  net: ["Net of other taxes", ({ net }: Outcome) => net],
} as const;

const BANDS = {
  q05: "5 %",
  q25: "25 %",
  median: "Median",
  q75: "75 %",
  q95: "95 %",
  mean: "Mean",
  sd: "Spread",
  error: "Error of mean",
} as const;
type BandKey = keyof typeof BANDS;
const KEYS = Object.keys(BANDS) as BandKey[];
/** Quantiles are never dropped from a table. */
const QUANTILES = 5;

const COLUMNS: readonly Column[] = [
  { key: "headline", title: "Headline", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
  ...KEYS.map((key, index) => importsColumn(`${key}_usd`, BANDS[key], index < QUANTILES ? 0 : 3)),
];

export interface Sampled {
  readonly draws: number;
  readonly seed: number;
  readonly horizon: "short" | "long";
}

/** A row a headline, and what net revenue hangs on. Bit-reproducible: every result is rounded to 12 digits. */
export function uncertainty(
  cells: readonly TradeCell[],
  settings: Settings,
  estimates: Estimates,
  { draws, seed, horizon }: Sampled,
): Pick<Report, "columns" | "rows" | "total"> & { readonly notes: readonly string[] } {
  const priors = estimates.priors(horizon);
  const goods = merged(cells);
  const outcome = (draw: Draw): Outcome => outcomeOf(goods, settings, draw);
  const bands = bandsOf(
    priors,
    (draw) => {
      const drawn = outcome(draw);
      return Object.fromEntries(Object.entries(HEADLINES).map(([id, [, of]]) => [id, of(drawn)]));
    },
    { draws, seed },
  );
  const { base, swings } = tornado(priors, (draw) => outcome(draw).net);
  const rows = Object.entries(HEADLINES).map(([id, [label]]): Cell[] => {
    const band = bands[id];
    return [id, label, ...KEYS.map((key) => dollars(band?.[key] ?? null))];
  });
  const billions = (amount: number) => decimal(amount).div(1e9).toFixed(2);
  return {
    columns: COLUMNS,
    rows,
    total: null,
    notes: [
      `Model: ${draws} draws, seed ${seed}: priors of ${priors.map(({ id }) => id).join(", ")} (${horizon} run). Bands are of these parameters, not forecasts: policy, exemptions, the mix of goods and the economy are held fixed.`,
      `What net revenue, ${billions(base)} ($bn), hangs on, one at a time at the ends of its prior: ${swings.map(({ id, atLow, atHigh }) => `${id} ${billions(atLow)} to ${billions(atHigh)}`).join("; ")}.`,
    ],
  };
}

/** Goods whose rates then and now are the same, whatever group they are of; exceptions of sectors do not count here. */
function merged(cells: readonly TradeCell[]): TradeCell[] {
  const known = new Map<string, TradeCell & { value: number }>();
  for (const cell of cells) {
    const key = `${cell.recorded}|${cell.scenario}`;
    const own = known.get(key) ?? { ...cell, value: 0 };
    own.value += cell.value;
    known.set(key, own);
  }
  return [...known.values()];
}

function outcomeOf(cells: readonly TradeCell[], settings: Settings, draw: Draw): Outcome {
  const { demand = 0, uncollected = 0, offset = 0 } = draw;
  const through = draw["pass-through"] ?? 1;
  const behaviour = { ...settings, model: "elastic" as const, passThrough: () => through };
  return addedUp(
    cells.map((cell) => elastic(cell, "scenario", demand, behaviour)),
    { uncollected, offset, mode: settings.collection.mode },
  );
}
