/** Trade that answers rates of levers: each line's rate moves along a straight line, and its market answers it. */
import type { Context } from "../../command.js";
import type { GroupOf } from "../../domain/tally.js";
import type { Decimal } from "../../domain/units.js";
import { keyOf } from "../group-keys.js";
import { cellsAt, type RatedCell } from "../response/cells.js";
import { elastic } from "../response/elastic.js";
import { addedUp, type Outcome } from "../response/outcome.js";
import type { Settings } from "../response/settings.js";
import { asRecorded } from "../response/trade.js";
import { type Plane, shareAt } from "./plane.js";

/** What trade comes to at rates in per cent, by an elasticity of demand. */
export type AnswerAt = (point: readonly Decimal[], demand: number) => Outcome;

export function answering(plane: Plane, settings: Settings, context: Context): AnswerAt {
  const { corner, steps } = plane;
  const sector = keyOf(corner.run, "sector", context.names());
  const recorded = asRecorded(corner.run, corner.inputs, context);
  const laws = [recorded, corner.run.changed, ...steps.map(({ run }) => run.changed)];
  /** Only a sector with a pass-through of its own is told from the others: few cells are soon answered. */
  const groupOf: GroupOf = (flow, row) => {
    const own = sector.of === "rows" ? sector.groupOf(flow, row) : "";
    return settings.ownSectors.has(own) ? own : "";
  };
  const cells = cellsAt(laws, groupOf);
  return (point, demand) => {
    const shares = point.map((rate) => shareAt(rate).toNumber());
    const goods = cells.map(({ group, value, rates }: RatedCell) => {
      const [before = 0, first = 0, ...others] = rates;
      const rate = others.reduce((sum, other, index) => sum + (other - first) * (shares[index] ?? 0), first);
      return { group, sector: group, value, recorded: before, baseline: before, scenario: Math.max(0, rate) };
    });
    return addedUp(
      goods.map((cell) => elastic(cell, "scenario", demand, settings)),
      settings.collection,
    );
  };
}
