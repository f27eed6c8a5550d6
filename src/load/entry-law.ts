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
  unitOf: (hts) => unitOf(reader, hts),
});

/** The first unit of a line of ten digits, or of the first line under eight; `null` where it counts none. */
function unitOf(reader: Reader, hts: string): string | null {
  const { lines } = reader.json<{ lines: Readonly<Record<string, string>> }>("schedule/base/units.json");
  const own = lines[hts] ?? lines[`${rateLineOf(hts)}00`];
  return own?.split("|")[0] || null;
}
