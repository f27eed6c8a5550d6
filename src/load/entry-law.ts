/** Law of entries beside duties: fees, drawback, units, and what facts make of goods. */
import type { Context } from "../command.js";
import type { HeldUnlawful } from "../domain/held-unlawful.js";
import { rateLineOf } from "../domain/hts.js";
import type { FactRule } from "../domain/metal-origin.js";
import { type DrawbackText, type FeesText, toDrawback, toFees } from "../texts/fees.js";
import type { Reader } from "./reader.js";

export const entryLaw = (
  reader: Reader,
): Pick<Context, "factRules" | "fees" | "drawback" | "heldUnlawful" | "unitOf"> => ({
  factRules: () => reader.json<{ claims: FactRule[] }>("facts.json").claims,
  fees: () => toFees(reader.json<FeesText>("fees.json")),
  drawback: () => toDrawback(reader.json<DrawbackText>("drawback.json")),
  heldUnlawful: () => reader.json<{ heldUnlawful: HeldUnlawful[] }>("refunds.json").heldUnlawful,
  unitOf: unitsOf(reader),
});

/** The first unit of a line of ten digits, or of all lines under eight; `null` where there is none, or not one. */
function unitsOf(reader: Reader): (hts: string) => string | null {
  let underEight: ReadonlyMap<string, string | null> | undefined;
  return (hts) => {
    const { lines } = reader.json<{ lines: Readonly<Record<string, string>> }>("schedule/base/units.json");
    const own = lines[hts];
    if (own !== undefined) return firstOf(own);
    underEight ??= unitsUnderEight(lines);
    return underEight.get(rateLineOf(hts)) ?? null;
  };
}

function unitsUnderEight(lines: Readonly<Record<string, string>>): ReadonlyMap<string, string | null> {
  const shared = new Map<string, string | null>();
  for (const [number, units] of Object.entries(lines)) {
    const [line, unit] = [rateLineOf(number), firstOf(units)];
    shared.set(line, !shared.has(line) || shared.get(line) === unit ? unit : null);
  }
  return shared;
}

const firstOf = (units: string): string | null => units.split("|")[0] || null;
