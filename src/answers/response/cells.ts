/** Trade as it was recorded, with what each part of it owed then, owes under the baseline, and under the scenario. */
import type { BaseClass, PriceClass, PricedFlow } from "../../domain/priced.js";
import type { GroupOf } from "../../domain/tally.js";
import type { Decimal } from "../../domain/units.js";

/** Goods of one group and one sector whose rates are the same under each law. Rates are fractions of customs value. */
export interface TradeCell {
  readonly group: string;
  readonly sector: string;
  /** Customs value of the year, in dollars. */
  readonly value: number;
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

/** Goods of one group whose rates are the same under each of several laws. */
export interface RatedCell {
  readonly group: string;
  value: number;
  /** Fractions of customs value, a law each. */
  readonly rates: readonly number[];
}

/**
 * Cells of trade that is priced under several laws, in the order they are met; portions and rows are the same in each.
 * Rates become binary floating point here: what follows is behaviour.
 */
export function cellsAt(laws: readonly (readonly PricedFlow[])[], groupOf: GroupOf): RatedCell[] {
  const cells = new Map<string, RatedCell>();
  for (const [index, { flow }] of (laws[0] ?? []).entries()) {
    const rateOf = laws.map((law) => ratesOf(law[index] as PricedFlow));
    for (const [row, value] of flow.value.entries()) {
      const rates = rateOf.map((rate) => rate(row));
      const group = groupOf(flow, row);
      const key = `${group}|${rates.join("|")}`;
      const cell = cells.get(key) ?? { group, value: 0, rates };
      cell.value += value;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

/** Between a group and its sector: no id has it. */
const AND = "|";

export function cellsOf(
  { recorded, baseline, scenario }: ThreeLaws,
  groupOf: GroupOf,
  sectorOf: GroupOf,
): TradeCell[] {
  const both: GroupOf = (flow, row) => `${groupOf(flow, row)}${AND}${sectorOf(flow, row)}`;
  return cellsAt([recorded, baseline, scenario], both).map(({ group: names, value, rates }) => {
    const [group = "", sector = ""] = names.split(AND);
    const [was = 0, base = 0, changed = 0] = rates;
    return { group, sector, value, recorded: was, baseline: base, scenario: changed };
  });
}

/** Cells of each group, in the order they are met. */
export function byGroup(cells: readonly TradeCell[]): Map<string, TradeCell[]> {
  const groups = new Map<string, TradeCell[]>();
  for (const cell of cells) {
    const own = groups.get(cell.group) ?? [];
    groups.set(cell.group, own);
    own.push(cell);
  }
  return groups;
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
