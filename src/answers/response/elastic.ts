/** Trade that answers line by line: each line a market of its own. Source: METHODS 2.1, 2.3. */
import { respond, tariffFactor } from "../../economics/market.js";
import { burdenAt } from "../../economics/pass-through.js";
import { welfareAt } from "../../economics/welfare.js";
import type { TradeCell } from "./cells.js";
import type { Answered } from "./outcome.js";
import type { Settings } from "./settings.js";

/** Nothing is added, so nobody bears it. */
const NOBODY = { consumers: 0, importers: 0, foreignSellers: 0 };

export type Law = "baseline" | "scenario";

/** Goods of a cell when buyers answer the rates of a law; `static` is an answer of nothing at all. */
export function elastic(
  cell: TradeCell,
  law: Law,
  demand: number,
  { model, passThrough, toConsumers }: Pick<Settings, "model" | "passThrough" | "toConsumers">,
): Answered {
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
