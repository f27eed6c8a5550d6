/** The steps from published trade to the formula of 2 April 2025 and the rates set: what, value, unit, kind, how. */
import { decimal } from "../domain/units.js";
import { formulaRate, reciprocalRates } from "../economics/bilateral.js";
import type { Cell } from "../report.js";
import type { Partner } from "./balance-table.js";

const FORMULA = { elasticity: 4, passThrough: 0.25 };
/** Pass-through that the cited estimate has at the border, where the formula took 0.25. */
const ESTIMATED = { elasticity: 4, passThrough: 0.945 };
const CENSUS = "US Census Bureau, 2024";

export const shown = (number: number | null | undefined, places: number): Cell =>
  number === null || number === undefined ? null : decimal(number).toDecimalPlaces(places);

export type Step = Cell[];

export function published({ balance: { exports, imports, deficit } }: Partner): Step[] {
  return [
    ["US exports", shown(exports, 1), "$m", "published", CENSUS],
    ["US imports, general", shown(imports, 1), "$m", "published", CENSUS],
    ["US deficit", shown(deficit, 1), "$m", "published", CENSUS],
  ];
}

export function formula({ balance: { imports, deficit, posted, promulgated } }: Partner): Step[] {
  const traded = imports !== null && deficit !== null;
  const rates = traded ? reciprocalRates(deficit, imports) : null;
  const full = (terms: typeof FORMULA) => (traded ? formulaRate(deficit, imports, terms) : null);
  return [
    ["Formula", shown(full(FORMULA), 3), "%", "arithmetic", "deficit / (4 x 0.25 x imports)"],
    ["Half, rounded up", shown(rates?.posted, 0), "%", "arithmetic", "at least 10: as Annex I was made"],
    [
      ...["Half of whole %, rounded up", shown(rates?.promulgated, 0), "%", "arithmetic"],
      "at least 10: as the headings were made",
    ],
    ["Posted in Annex I of EO 14257", shown(posted, 0), "%", "law", "2 April 2025; empty if not listed"],
    ["Set in 9903.01.43 to .76", shown(promulgated, 0), "%", "law", "empty if no heading is for it"],
    [
      ...["Formula, pass-through 0.945", shown(full(ESTIMATED), 1), "%", "assumption"],
      "Cavallo and others (2021) in place of 0.25; not halved",
    ],
  ];
}
