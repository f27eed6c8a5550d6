/** Trade with one partner and the formula of 2 April 2025, step by step. */
import type { MirrorFigure } from "../economics/balance-figures.js";
import type { Column, Report } from "../report.js";
import type { Moved } from "./balance-after.js";
import { formula, published } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";
import { closing } from "./closing-tariffs.js";
import { difference } from "./formula-exception.js";
import { mirrored } from "./mirror-steps.js";

const COLUMNS: readonly Column[] = [
  { key: "what", title: "", kind: "text", drop: 0 },
  { key: "value", title: "Value", kind: "text", drop: 0 },
  { key: "unit", title: "Unit", kind: "text", drop: 0 },
  { key: "kind", title: "Is", kind: "text", drop: 1 },
  { key: "how", title: "How", kind: "text", drop: 2 },
];

export const partnerSteps = (
  partner: Partner,
  mirrors: readonly MirrorFigure[],
  { steps, recorded }: Moved,
): Report => ({
  title: `Trade in goods with ${partner.name}, and the formula of 2 April 2025`,
  heading: ["Year 2024; the formula as the US Trade Representative published it"],
  columns: COLUMNS,
  rows: [
    ...published(partner),
    ...mirrored(partner, mirrors),
    ...formula(partner),
    ...closing(partner, recorded),
    ...steps,
  ],
  total: null,
  notes: [
    ...difference(partner),
    ...(mirrors.length > 0
      ? [
          "The two sides differ by valuation (free on board, or with freight and insurance), by origin against destination, and by timing. Neither is wrong.",
        ]
      : []),
    "The formula takes imports to fall one for one with the tariff rate: an assumption of its authors, no estimate.",
    "Imports and deficits after: under the law of the day, and the scenario if one is asked for, trade of the year answers from the law it was recorded under, line by line; exports stay as they are.",
    "Closing rates: the tariff on all imports from the partner at which they equal US exports to it, by the elasticity of demand named; from no tariff unless it says so, and the partner answers only where it says so.",
    "Model: one partner. The whole balance of a country is its saving less its investment.",
  ],
  facts: {},
});
