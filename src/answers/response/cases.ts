/** Trade under the baseline and under the scenario, at once and in the long run: one row each. */
import { decimal } from "../../domain/units.js";
import type { Cell, Chart, Column, Report } from "../../report.js";
import type { Law } from "./elastic.js";
import {
  BURDEN,
  burdenCells,
  dollars,
  excerpt,
  forMachines,
  GAINS,
  gainCells,
  importsColumn,
  PRICES,
  priceCells,
  REVENUE,
  revenueCells,
} from "./figures.js";
import type { Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const NAME: Column = { key: "case", title: "", kind: "text", drop: 0 };
const STATIC = REVENUE.slice(0, 1);

const COLUMNS: readonly Column[] = [
  NAME,
  { key: "law", title: "Law", kind: "text", drop: 0, machineOnly: true },
  { key: "horizon", title: "Horizon", kind: "text", drop: 0, machineOnly: true },
  { key: "elasticity", title: "Elasticity", kind: "text", drop: 5, machineOnly: true },
  importsColumn("imports_before_usd", "Imports before", 3),
  importsColumn("imports_usd", "Imports", 0),
  ...forMachines(STATIC),
  ...REVENUE.slice(1),
  ...forMachines([...PRICES, ...BURDEN, ...GAINS]),
];

/** Each law and its title. */
export const LAWS: readonly (readonly [Law, string])[] = [
  ["baseline", "Baseline"],
  ["scenario", "Scenario"],
];

const CHART: Chart = { kind: "bars", along: ["case"], views: { duty: ["duty_usd"] } };

/** People read duty if trade stayed, burden, prices and gains in tables of their own. */
export function casesOf(
  trade: AnsweringTrade,
  { horizons }: Settings,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const rows = LAWS.flatMap(([law, title]) =>
    horizons.map(({ label, demand }): Cell[] => {
      const outcome = trade.outcome(law, demand);
      return [
        ...[`${title}, ${label}`, law, label, decimal(demand).toFixed()],
        ...[dollars(outcome.before), dollars(outcome.after)],
        ...revenueCells(outcome),
        ...priceCells(outcome),
        ...burdenCells(outcome),
        ...gainCells(outcome, law === "scenario" ? trade.outcome("baseline", demand) : null),
      ];
    }),
  );
  const table = { columns: COLUMNS, rows };
  const further = [
    ...excerpt(
      "Duty if trade stayed as it was, and who bears what it adds",
      NAME,
      [...STATIC, ...BURDEN],
      table,
    ),
    ...excerpt(
      "What buyers pay and sellers get, trade diverted, welfare",
      NAME,
      [...PRICES, ...GAINS],
      table,
    ),
  ];
  return { ...table, total: null, further, chart: CHART };
}
