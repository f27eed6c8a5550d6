/** How far an answer is from another calculation of the same question, and why. */
import { decimal, usd } from "../../domain/units.js";
import type { Estimates, PublishedOutcome } from "../../economics/estimates.js";
import { steady } from "../../economics/quantile.js";
import { type Cell, type Column, type Further, type Json, plain } from "../../report.js";
import type { ScenarioText } from "../../texts/scenario.js";
import { askedBy } from "./asked-by.js";
import type { Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const KINDS = [
  ["imports", "Imports"],
  ["duty", "Duty"],
  ["net", "Net"],
] as const;

/** Dollars of the other calculation, and how far this one is from it. */
const COLUMNS: readonly Column[] = [
  { key: "case", title: "", kind: "text", drop: 0 },
  ...KINDS.flatMap(([key, title]): Column[] => [
    { key: `${key}_usd`, title, kind: "usd", drop: 0 },
    { key: `${key}_apart_pct`, title: "Apart, %", kind: "points", drop: 0 },
  ]),
];

export interface Compared {
  readonly notes: readonly string[];
  readonly further: readonly Further[];
  readonly facts: Readonly<Record<string, Json>>;
}

/** The cases that the data has another calculation of; nothing where it has none. */
export function comparedWith(
  text: ScenarioText,
  trade: AnsweringTrade,
  settings: Settings,
  { compared }: Estimates,
): Compared {
  const rows = askedBy(text, settings, compared.outcomes).map(({ title, law, demand, other }): Cell[] => {
    const { after, duty, net } = trade.outcome(law, demand);
    return [title, ...beside(after, other.imports), ...beside(duty, other.duty), ...beside(net, other.net)];
  });
  if (rows.length === 0) return { notes: [], further: [], facts: {} };
  const objects = rows.map((cells) =>
    Object.fromEntries(COLUMNS.map(({ key }, index) => [key, plain(cells[index] ?? null)])),
  );
  return {
    notes: [
      `Beside it stands ${compared.title}; "apart" is how far this answer is from that. Why: ${compared.why}.`,
    ],
    further: [{ title: `Beside it: ${compared.title}`, columns: COLUMNS, rows }],
    facts: { compared: objects },
  };
}

const beside = (own: number, its: PublishedOutcome["imports"]): Cell[] => [
  usd(its),
  decimal(steady((own / its - 1) * 100)).toDecimalPlaces(6),
];
