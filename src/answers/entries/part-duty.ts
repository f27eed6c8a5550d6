/** What goods owe whose contents are stated, in whole numbers. */
import type { Assessment } from "../../domain/assess.js";
import { centsOver, printShare } from "../../domain/cents.js";
import type { OnADollar } from "../../domain/pattern.js";
import type { WholeShares } from "../../domain/whole-shares.js";
import { type DeclaredLayer, type LineDuty, totalled } from "./line-duty.js";
import type { PartTerms } from "./part-terms.js";

/** Beyond this a product with a value is no longer exact. */
const MOST_SCALE = 1e10;

/**
 * The duty of goods with these contents; `null` where whole numbers are not exact, or the base duty is no share of the
 * value. Units: whole dollars in, cents out.
 */
export function byParts(
  { declared, scale }: PartTerms,
  shares: WholeShares,
  { fast: base, displaced }: OnADollar["base"],
  value: number,
  printed: string,
  assessed: () => Assessment,
): LineDuty | null {
  if (base === null || displaced || base.scale === 0 || value === 0) return null;
  const ofPart = shares.scale * scale;
  const whole = Math.max(ofPart, base.scale);
  if (whole > MOST_SCALE) return null;
  const layers: DeclaredLayer[] = [];
  let sum = 0;
  for (const { number, measure, authority, part, digits } of declared) {
    const share = (shares.of(part) ?? 0) * digits;
    sum += share;
    layers.push({
      number,
      measure,
      authority,
      rate: printShare(share, ofPart),
      duty: centsOver(value * share, ofPart),
    });
  }
  const ofBase = base.digits * (whole / base.scale);
  const digits = sum * (whole / ofPart) + ofBase;
  if (value * digits * 100 > Number.MAX_SAFE_INTEGER) return null;
  return totalled(layers, centsOver(value * ofBase, whole), {
    rate: printShare(digits, whole),
    needs: [],
    printed,
    baseRate: base.text,
    unrounded: { dollars: value * digits, over: whole, assessed },
  });
}
