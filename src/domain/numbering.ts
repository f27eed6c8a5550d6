/** Numbers the ways in which measures reach goods, so that equal ways are found without comparing them. */
import type { Reaching } from "./reach.js";

export type Numbering = (reaching: Reaching) => number;

/** A number for each way of being reached: by a version on its terms, or freed of it by an exemption. */
export function numbering(): Numbering {
  const byVersion = new Map<Reaching["version"], Map<string, number>>();
  let count = 0;
  return ({ version, heading, freedBy, duty }) => {
    const own = byVersion.get(version) ?? new Map<string, number>();
    byVersion.set(version, own);
    const terms = version.byOrigin.findIndex((one) => one.duty === duty && one.heading === heading);
    const key = freedBy ? `${terms} ${freedBy.heading} ${freedBy.title} ${freedBy.displaces}` : `${terms}`;
    const number = own.get(key) ?? count++;
    own.set(key, number);
    return number;
  };
}
