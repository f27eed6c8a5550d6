/** The rounding of an entry summary: value to whole dollars before, each layer of duty to cents after. */
import type { Assessment, Outcome } from "./assess.js";
import { sumUsd, toCents } from "./units.js";

/** An assessment as an entry summary states it: duty per layer in cents, the total their sum. Source: METHODS 1.3. */
export function inCents(assessment: Assessment): Assessment {
  const layers = assessment.layers.map((layer) => ({ ...layer, fate: rounded(layer.fate) }));
  const base = { ...assessment.base, fate: rounded(assessment.base.fate) };
  const fates = [base.fate, ...layers.map(({ fate }) => fate)];
  const duty = sumUsd(fates.flatMap((fate) => (fate.outcome === "charged" ? [fate.duty] : [])));
  return { ...assessment, layers, base, duty };
}

const rounded = (fate: Outcome): Outcome =>
  fate.outcome === "charged" ? { ...fate, duty: toCents(fate.duty) } : fate;
