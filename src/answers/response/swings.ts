/** What net revenue hangs on: one parameter at a time at the ends of its prior, the widest swing first. */
import { decimal, usd } from "../../domain/units.js";
import type { Draw } from "../../economics/monte-carlo.js";
import { endsOf } from "../../economics/prior.js";
import { steady } from "../../economics/quantile.js";
import { tornado } from "../../economics/tornado.js";
import { type Cell, type Column, type Further, type Json, plain } from "../../report.js";
import type { Drawing } from "./drawn.js";

const COLUMNS: readonly Column[] = [
  { key: "id", title: "Id", kind: "text", drop: 0, machineOnly: true },
  { key: "parameter", title: "Parameter", kind: "text", drop: 0 },
  { key: "low", title: "Low", kind: "text", drop: 0 },
  { key: "high", title: "High", kind: "text", drop: 0 },
  { key: "net_at_low_usd", title: "Net at low", kind: "usd", drop: 0 },
  { key: "net_at_high_usd", title: "Net at high", kind: "usd", drop: 0 },
  { key: "swing_usd", title: "Swing", kind: "usd", drop: 0 },
  { key: "net_at_centres_usd", title: "At centres", kind: "usd", drop: 0, machineOnly: true },
];

/** In the words of the flags that hold them. */
const WORDS: Readonly<Record<string, string>> = {
  demand: "Elasticity of demand",
  "pass-through": "Pass-through",
  uncollected: "Not collected",
  offset: "Offset",
  substitution: "Substitution, times",
};

const CENTS = 2;

export interface Swings {
  readonly further: Further;
  readonly fact: Readonly<Record<string, Json>>;
  readonly note: string;
}

export function tornadoOf({ free, priors }: Drawing, net: (draw: Draw) => number): Swings {
  const { base, swings } = tornado(free, net);
  const money = (amount: number) => usd(steady(amount)).toDecimalPlaces(CENTS);
  const number = (value: number) => decimal(steady(value)).toFixed();
  const rows = swings.map(({ id, atLow, atHigh }): Cell[] => {
    const prior = free.find((one) => one.id === id);
    const [low, high] = prior ? endsOf(prior.distribution) : [0, 0];
    const swing = Math.abs(atHigh - atLow);
    return [id, WORDS[id] ?? id, number(low), number(high), ...[atLow, atHigh, swing, base].map(money)];
  });
  const billions = decimal(base).div(1e9).toFixed(2);
  const title = `What net revenue hangs on, one parameter at a time; $${billions}bn with all at their centres`;
  return {
    further: { title, columns: COLUMNS, rows },
    fact: {
      priors: free.map(({ id, central, distribution }) => ({
        id,
        central,
        distribution: { ...distribution },
      })),
      held: priors.flatMap(({ id }) => (free.some((one) => one.id === id) ? [] : [id])),
      net_at_centres_usd: money(base).toFixed(),
      tornado: rows.map((cells) =>
        Object.fromEntries(COLUMNS.map(({ key }, at) => [key, plain(cells[at] ?? null)])),
      ),
    },
    note: `Drawn from priors: ${wordsOf(free)}${free.length === priors.length ? "" : `; held: ${wordsOf(priors.filter((one) => !free.includes(one)))}`}. Bands are of these parameters, not forecasts: policy, exemptions, the mix of goods and the economy are held fixed.`,
  };
}

const wordsOf = (priors: readonly { readonly id: string }[]): string =>
  priors.map(({ id }) => (WORDS[id] ?? id).toLowerCase()).join(", ");
