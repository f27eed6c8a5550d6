/**
 * Many markets, each with its own tariff change. They are independent: nothing is diverted from one to another; for
 * that, see armington.ts. Source: METHODS 2.3.
 */
import { sum } from "../../src/economics/elementary.js";
import { type Behaviour, type Market, type MarketOutcome, respond } from "../../src/economics/market.js";

export interface Cell extends Market {
  readonly behaviour: Behaviour;
}

/** Sums over the cells, in the currency of their values. */
interface CellTotals {
  readonly valueBefore: number;
  readonly valueAfter: number;
  readonly dutyBefore: number;
  readonly dutyAfter: number;
  /** What exporters lose by a lower price on what they still sell, and by selling less: `valueBefore - valueAfter`. */
  readonly lostOnPrice: number;
  readonly lostOnVolume: number;
}

interface CellsOutcome {
  readonly outcomes: readonly MarketOutcome[];
  readonly totals: CellTotals;
}

export function respondAll(cells: readonly Cell[]): CellsOutcome {
  const pairs = cells.map((cell) => ({ cell, outcome: respond(cell, cell.behaviour) }));
  const total = (of: (cell: Cell, outcome: MarketOutcome) => number) =>
    sum(pairs.map(({ cell, outcome }) => of(cell, outcome)));
  return {
    outcomes: pairs.map(({ outcome }) => outcome),
    totals: {
      valueBefore: total(({ value }) => value),
      valueAfter: total((_, { value }) => value),
      dutyBefore: total((_, { dutyBefore }) => dutyBefore),
      dutyAfter: total((_, { dutyAfter }) => dutyAfter),
      lostOnPrice: total(({ value }, { exporterPrice, quantity }) => value * (1 - exporterPrice) * quantity),
      lostOnVolume: total(({ value }, { quantity }) => value * (1 - quantity)),
    },
  };
}
