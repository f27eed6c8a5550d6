/** The tariff that raises most, and the one that gains most. Source: METHODS 2.10. */
import { rootBetween } from "./root.js";

/**
 * The tariff, as a fraction, at which `t (1 + t) ** elasticity` is highest; `null` if revenue rises without limit in this model.
 * @param elasticity Of customs value in the tax factor: `valueElasticity`.
 */
export const revenuePeak = (elasticity: number): number | null =>
  elasticity < -1 ? -1 / (1 + elasticity) : null;

/** The same with straight-line demand. */
export const revenuePeakOfLine = (demand: number): number | null => (demand < 0 ? 1 / (2 * -demand) : null);

/**
 * The same when evasion leaves `exp(-evasion * t)` of the duty: the root of `1/t + elasticity/(1 + t) = evasion`.
 * `null` without evasion and without a peak. Source: METHODS 2.9.
 */
export function revenuePeakWithEvasion(elasticity: number, evasion: number): number | null {
  if (evasion === 0) return revenuePeak(elasticity);
  const slope = (t: number) => 1 + t + elasticity * t - evasion * t * (1 + t);
  return rootBetween(slope, 0, (1 + Math.abs(1 + elasticity)) / evasion + 1);
}

/**
 * The tariff at which the importing country gains most, as a fraction, if nobody answers and nothing else moves: the
 * inverse of the supply elasticity it faces. Zero if supply is without limit.
 */
export const bestTariff = (supply: number): number => 1 / supply;
