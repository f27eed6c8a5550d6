/** The other side of a balance: what the partner publishes of the same trade. Source: METHODS 3.3. */
import { decimal } from "../domain/units.js";
import type { MirrorFigure } from "../economics/balance-figures.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";

const BILLION_DOLLARS = "billion dollars";

/** What the partner publishes, and how far the US figure is above it where both are in dollars. */
export const mirrored = ({ balance: { deficit } }: Partner, figures: readonly MirrorFigure[]): Step[] =>
  figures.flatMap(({ what, value, unit, period, cite, confidence, note }): Step[] => {
    const own = [
      `Partner: ${what}`,
      shown(value, 2),
      unit,
      `published, ${confidence}`,
      `${period}; ${cite}; ${note}`,
    ];
    if (unit !== BILLION_DOLLARS || deficit === null) return [own];
    const apart = decimal(deficit).div(1000).minus(value).toDecimalPlaces(2);
    return [
      own,
      ["US figure above it by", apart, unit, "arithmetic", "US deficit less the partner's figure"],
    ];
  });
