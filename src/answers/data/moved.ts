/** Dollars that a change of a rate is on. */
import type { Context } from "../../command.js";
import { isMixed } from "../../domain/flow.js";
import { rateLineOf } from "../../domain/hts.js";
import { parseRateText } from "../../domain/rate-text.js";
import { type Decimal, decimal } from "../../domain/units.js";
import type { RateChange } from "./tariff-side.js";

/** Whole dollars of a line by the column that its origins are in. */
export interface LineTrade {
  general: number;
  column2: number;
}

/** Imports by eight digits from all partners that are known by line. */
export function tradeByLine(context: Context, dataset: string): Map<string, LineTrade> {
  const { origins } = context.schedule();
  const trade = new Map<string, LineTrade>();
  for (const origin of context.flowOrigins(dataset)) {
    const { hts, value } = context.flow(dataset, origin);
    const column = origins.get(origin)?.column2 ? "column2" : "general";
    for (const [row, code] of hts.entries()) {
      if (isMixed(code)) continue;
      const line = rateLineOf(code);
      const own = trade.get(line) ?? { general: 0, column2: 0 };
      trade.set(line, own);
      own[column] += value[row] ?? 0;
    }
  }
  return trade;
}

/** Imports of a line, and what the duty on them moves by; `null` where values alone do not tell. */
export function dutyMoved(
  { line, column, before, after }: RateChange,
  trade: ReadonlyMap<string, LineTrade>,
): { imports: Decimal; duty: Decimal | null } {
  const own = trade.get(line) ?? { general: 0, column2: 0 };
  const imports = decimal(own.general + own.column2);
  const [was, is] = [fractionOf(before), fractionOf(after)];
  if (imports.isZero()) return { imports, duty: decimal(0) };
  if (column === "special" || was === null || is === null) return { imports, duty: null };
  return { imports, duty: is.minus(was).times(own[column]) };
}

/** A rate as a fraction of value; `null` if it is none. */
function fractionOf(text: string | undefined): Decimal | null {
  if (text === undefined || text === "") return null;
  const duty = parseRateText(text);
  if (duty.kind === "free") return decimal(0);
  return duty.kind === "ad-valorem" ? duty.rate : null;
}
