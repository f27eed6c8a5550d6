/** Trade under the baseline and under the scenario, at once and in the long run: one row each. */
import { decimal } from "../../domain/units.js";
import type { Cell, Column, Report } from "../../report.js";
import type { Law } from "./elastic.js";
import {
  BURDEN,
  burdenCells,
  dollars,
  importsColumn,
  PRICES,
  priceCells,
  REVENUE,
  revenueCells,
} from "./figures.js";
import type { Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const COLUMNS: readonly Column[] = [
  { key: "case", title: "", kind: "text", drop: 0 },
  { key: "law", title: "Law", kind: "text", drop: 0, machineOnly: true },
  { key: "horizon", title: "Horizon", kind: "text", drop: 0, machineOnly: true },
  { key: "elasticity", title: "Elasticity", kind: "text", drop: 5 },
  importsColumn("imports_before_usd", "Imports before", 3),
  importsColumn("imports_usd", "Imports after", 0),
  ...REVENUE,
  ...PRICES,
  ...BURDEN,
];

const LAWS: readonly (readonly [Law, string])[] = [
  ["baseline", "Baseline"],
  ["scenario", "Scenario"],
];

export function casesOf(
  trade: AnsweringTrade,
  { horizons }: Settings,
): Pick<Report, "columns" | "rows" | "total"> {
  const rows = LAWS.flatMap(([law, title]) =>
    horizons.map(({ label, demand }): Cell[] => {
      const outcome = trade.outcome(law, demand);
      return [
        ...[`${title}, ${label}`, law, label, decimal(demand).toFixed()],
        ...[dollars(outcome.before), dollars(outcome.after)],
        ...revenueCells(outcome),
        ...priceCells(outcome),
        ...burdenCells(outcome, law === "scenario" ? trade.outcome("baseline", demand) : null),
      ];
    }),
  );
  return { columns: COLUMNS, rows, total: null };
}
