/** Lines of the tariff that a number means. */
import type { Context } from "../command.js";
import type { IsoDate } from "../domain/day.js";
import { type HtsCode, printHts } from "../domain/hts.js";
import { UserError } from "../errors.js";

/** The number itself if it has a rate, else the lines under it. @throws {UserError} if the tariff has none that day. */
export function linesOf(hts: HtsCode, on: IsoDate, context: Context, where = "hts"): HtsCode[] {
  const { base } = context.schedule();
  if (hts.length >= 8 && base.exists(hts, on)) return [hts];
  const under = hts.length < 8 ? base.linesUnder(hts, on) : [];
  if (under.length > 0) return [...new Set(under.map((code) => code.slice(0, 8)))] as HtsCode[];
  throw noLine(hts, on, context, where);
}

/** The number does not exist on the day: names those that do under the same heading. */
export function noLine(hts: HtsCode, on: IsoDate, context: Context, where = "hts"): UserError {
  const { base } = context.schedule();
  const near =
    [8, 6, 4].map((digits) => base.linesUnder(hts.slice(0, digits), on)).find((lines) => lines.length > 0) ??
    [];
  const shown = near.slice(0, 4).map(printHts).join(", ");
  return new UserError(`the tariff of ${on} has no line ${printHts(hts)}`, {
    where,
    hint:
      near.length > 0
        ? `it has ${shown}${near.length > 4 ? " ..." : ""}`
        : `it has nothing that starts with ${hts.slice(0, 4)}; check the first digits`,
  });
}
