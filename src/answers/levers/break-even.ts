/** The tariff at which goods from abroad cost as much as those made at home. Source: METHODS 7. */
import { decimal } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import { breakEven } from "../../economics/solve.js";
import type { Report } from "../../report.js";

export interface Costs {
  readonly domestic: number;
  readonly foreign: number;
  readonly fees: number;
  /** What the tariff is charged on. */
  readonly dutiable: number;
}

export function answerBreakEven(costs: Costs): Report {
  const rate = breakEven(costs);
  const percent = rate === null ? null : decimal(steady(rate * 100)).toDecimalPlaces(6);
  const { domestic, foreign, fees, dutiable } = costs;
  return {
    title: "The tariff at which goods from abroad cost as much as those made at home",
    heading: [`At home ${domestic}; abroad ${foreign}, fees ${fees}; the tariff is charged on ${dutiable}`],
    columns: [{ key: "rate_pct", title: "Rate, %", kind: "text", drop: 0 }],
    rows: percent === null ? [] : [[percent.toFixed()]],
    total: null,
    notes: [
      percent === null
        ? "No rate does this: nothing is charged."
        : percent.lt(0)
          ? "Goods from abroad cost more already, without any tariff."
          : "Above this rate the goods made at home are cheaper. Arithmetic: (domestic - foreign - fees) / dutiable.",
    ],
    facts: {},
    findings: percent === null,
  };
}
