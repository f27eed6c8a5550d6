/** Trade as it was recorded, with what each part of it owed then, owes under the baseline, and under the scenario. */
import type { BaseClass, PriceClass, PricedFlow } from "../../domain/priced.js";
import type { GroupOf } from "../../domain/tally.js";
import type { Decimal } from "../../domain/units.js";

/** Goods of one group and one sector whose rates are the same under each law. Rates are fractions of customs value. */
export interface TradeCell {
  readonly group: string;
  readonly sector: string;
  /** Customs value of the year, in dollars. */
  value: number;
  readonly recorded: number;
  readonly baseline: number;
  readonly scenario: number;
}

/** The same trade priced under three laws; portions and rows are the same in each. */
export interface ThreeLaws {
  readonly recorded: readonly PricedFlow[];
  readonly baseline: readonly PricedFlow[];
  readonly scenario: readonly PricedFlow[];
}

/** Cells of trade in the order they are met. Rates become binary floating point here: what follows is behaviour. */
export function cellsOf(laws: ThreeLaws, groupOf: GroupOf, sectorOf: GroupOf): TradeCell[] {
  const cells = new Map<string, TradeCell>();
  for (const [index, { flow }] of laws.recorded.entries()) {
    const rates = [laws.recorded, laws.baseline, laws.scenario].map((law) =>
      ratesOf(law[index] as PricedFlow),
    );
    for (const [row, value] of flow.value.entries()) {
      const [recorded = 0, baseline = 0, scenario = 0] = rates.map((rate) => rate(row));
      const [group, sector] = [groupOf(flow, row), sectorOf(flow, row)];
      const key = `${group}|${sector}|${recorded}|${baseline}|${scenario}`;
      const cell = cells.get(key) ?? { group, sector, value: 0, recorded, baseline, scenario };
      cell.value += value;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

/** The rate of each row, as a fraction of its value; worked out once for rows of the same classes. */
function ratesOf(priced: PricedFlow): (row: number) => number {
  const { of, baseOf, bases } = priced;
  const known = new Map<number, number>();
  return (row) => {
    const id = (of[row] ?? 0) * bases.length + (baseOf[row] ?? 0);
    const found = known.get(id);
    if (found !== undefined) return found;
    const { rate, alone } = rateOf(priced, row);
    if (!alone) known.set(id, rate);
    return rate;
  };
}

/** A duty known only in dollars is of its row alone. */
function rateOf({ flow, of, baseOf, classes, bases }: PricedFlow, row: number) {
  const layers = classes[of[row] ?? 0] as PriceClass;
  const base = bases[baseOf[row] ?? 0] as BaseClass;
  const value = flow.value[row] ?? 0;
  const perDollar = (dollars: Decimal | number) => (value === 0 ? 0 : Number(dollars) / value);
  const above = layers.per === "value" ? layers.duty.toNumber() : perDollar(layers.duty);
  if (layers.replacesBase) return { rate: above, alone: layers.per === "row" };
  if (base.rate === null) return { rate: above + perDollar(flow.duty[row] ?? 0), alone: true };
  const own = base.perRow ? perDollar(base.rate) : base.rate.toNumber();
  return { rate: above + own, alone: layers.per === "row" || base.perRow === true };
}
