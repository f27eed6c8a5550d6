/** The rounding of an entry summary: value to whole dollars before, each layer of duty to cents after. */
import type { Assessment, Layer, Outcome } from "./assess.js";
import { sumUsd, toCents } from "./units.js";

/** An assessment as an entry summary states it: duty per layer in cents, the total their sum. Source: METHODS 1.3. */
export function inCents({ entry, base, layers, needs }: Assessment): Assessment {
  const rounded = layers.map(layerInCents);
  const fate = fateInCents(base.fate);
  const fates = [fate, ...rounded.map((layer) => layer.fate)];
  const duty = sumUsd(fates.flatMap((one) => (one.outcome === "charged" ? [one.duty] : [])));
  const { applied, line, estimated } = base;
  return { entry, base: { applied, line, fate, estimated }, layers: rounded, duty, needs };
}

/** Each fact by its name: there are millions, and to copy those of an object one by one takes a hundred times as long. */
const layerInCents = ({ measure, version, heading, duty, freedBy, fate }: Layer): Layer => ({
  measure,
  version,
  heading,
  duty,
  freedBy,
  fate: fateInCents(fate),
});

const fateInCents = (fate: Outcome): Outcome =>
  fate.outcome === "charged"
    ? { outcome: "charged", share: fate.share, duty: toCents(fate.duty), yieldedTo: fate.yieldedTo }
    : fate;
