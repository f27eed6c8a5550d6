/**
 * Trade as it was recorded, with what each part of it owed then, owes under the baseline and under the scenario, and
 * its sums.
 */
import { respond, tariffFactor, welfareAt } from "../../../economics/market.js";
import { burdenAt } from "../../../economics/response.js";
import { type Collection, netRevenue } from "../../../economics/revenue.js";
import type { Decimal } from "../../../law/units.js";
import type { Price, PricedFlow } from "../../../trade/question.js";
import type { GroupOf } from "../../../trade/tally.js";
import type { Settings } from "./settings.js";

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
interface ThreeLaws {
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

/** The rate of each row, as a fraction of its value; worked out once for rows of the same price. */
function ratesOf(priced: PricedFlow): (row: number) => number {
  const known = new Map<number, number>();
  return (row) => {
    const id = priced.of[row] ?? 0;
    const found = known.get(id);
    if (found !== undefined) return found;
    const { rate, alone } = rateOf(priced, row);
    if (!alone) known.set(id, rate);
    return rate;
  };
}

/** A duty known only in dollars is of its row alone. */
function rateOf({ flow, of, prices }: PricedFlow, row: number) {
  const { priceClass: layers, base } = prices[of[row] ?? 0] as Price;
  const value = flow.value[row] ?? 0;
  const perDollar = (dollars: Decimal | number) => (value === 0 ? 0 : Number(dollars) / value);
  const above = layers.per === "value" ? layers.duty.toNumber() : perDollar(layers.duty);
  if (layers.replacesBase) return { rate: above, alone: layers.per === "row" };
  if (base.rate === null) return { rate: above + perDollar(flow.duty[row] ?? 0), alone: true };
  const own = base.perRow ? perDollar(base.rate) : base.rate.toNumber();
  return { rate: above + own, alone: layers.per === "row" || base.perRow === true };
}

/** Nothing is added, so nobody bears it. */
const NOBODY = { consumers: 0, importers: 0, foreignSellers: 0 };

export type Law = "baseline" | "scenario";

/** Goods of a cell when buyers answer the rates of a law; `static` is an answer of nothing at all. */
export function answerOfCell(
  cell: TradeCell,
  law: Law,
  demand: number,
  { model, passThrough, toConsumers }: Pick<Settings, "model" | "passThrough" | "toConsumers">,
): CellAnswer {
  const { value, recorded, sector } = cell;
  const market = { value, before: recorded, after: cell[law] };
  const through = model === "static" ? 1 : passThrough(sector, demand);
  const behaviour = { demand, passThrough: through };
  const outcome = respond(market, behaviour);
  const added = (market.after - recorded) * value;
  const burden = burdenAt(outcome.buyerPrice, tariffFactor(market), toConsumers) ?? NOBODY;
  return {
    before: value,
    after: outcome.value,
    volume: value * outcome.quantity,
    recordedDuty: outcome.dutyBefore,
    staticDuty: market.after * value,
    duty: outcome.dutyAfter,
    buyerPrice: outcome.buyerPrice,
    exporterPrice: outcome.exporterPrice,
    consumers: added * burden.consumers,
    importers: added * burden.importers,
    foreignSellers: added * burden.foreignSellers,
    welfare: model === "static" ? null : welfareAt(market, behaviour, outcome).home,
    others: null,
  };
}

// Sums are of binary floating point: a model's answer has no exact cents.

/** What the answer of one part of trade adds to the sums. */
export interface CellAnswer {
  /** Customs value before and after. */
  readonly before: number;
  readonly after: number;
  /** Quantity after, in dollars of the prices before. */
  readonly volume: number;
  /** Duty that was owed when the trade was recorded, duty owed if trade stayed as it was, and duty owed now. */
  readonly recordedDuty: number;
  readonly staticDuty: number;
  readonly duty: number;
  /** Ratios of prices, after over before. */
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  /** Dollars: of the added duty if trade stayed as it was, who bears how much of it. */
  readonly consumers: number;
  readonly importers: number;
  readonly foreignSellers: number;
  /** Gain of the importing country, in dollars; `null` where the model has none. */
  readonly welfare: number | null;
  /** What other origins sell of the same goods, in dollars; `null` where the model has no others. */
  readonly others: number | null;
}

export interface Outcome extends CellAnswer {
  /** Duty added since the trade was recorded: owed, collected, and left to the budget. */
  readonly gross: number;
  readonly collected: number;
  readonly net: number;
}

const SUMMED = [
  "before",
  "after",
  "volume",
  "recordedDuty",
  "staticDuty",
  "duty",
  "consumers",
  "importers",
  "foreignSellers",
] as const;

/** Sums; prices are means weighted by what was bought before. */
export function totalOutcome(parts: readonly CellAnswer[], collection: Collection): Outcome {
  const sum = (of: (part: CellAnswer) => number | null): number | null =>
    parts.reduce<number | null>((total, part) => {
      const more = of(part);
      return total === null || more === null ? null : total + more;
    }, 0);
  const sums = Object.fromEntries(SUMMED.map((key) => [key, sum((part) => part[key]) ?? 0])) as Pick<
    CellAnswer,
    (typeof SUMMED)[number]
  >;
  const mean = (of: (part: CellAnswer) => number) =>
    sums.before === 0 ? 1 : (sum((part) => part.before * of(part)) ?? 0) / sums.before;
  return {
    ...sums,
    buyerPrice: mean(({ buyerPrice }) => buyerPrice),
    exporterPrice: mean(({ exporterPrice }) => exporterPrice),
    welfare: sum(({ welfare }) => welfare),
    others: sum(({ others }) => others),
    ...netRevenue(sums.duty - sums.recordedDuty, collection),
  };
}
