/** Measures kept to some goods, or kept from them. */
import type { Limits, Measure, Version } from "./measure.js";

/** A measure with every version changed. */
export const withVersions = (measure: Measure, change: (version: Version) => Version): Measure => ({
  ...measure,
  versions: measure.versions.map(change),
});

const limitsNothing = ({ origins, products }: Limits): boolean =>
  origins.length === 0 && products.length === 0;

/** The measure for goods within the limits. */
export const keptTo = (measure: Measure, { origins, products }: Limits): Measure =>
  withVersions(measure, (version) => ({
    ...version,
    covers: { ...version.covers, within: [...version.covers.within, { origins, products }] },
  }));

/** The measure for goods beyond the limits; none is left where nothing limits. */
export const keptFrom = (measure: Measure, { origins, products }: Limits): Measure[] =>
  limitsNothing({ origins, products })
    ? []
    : [
        withVersions(measure, (version) => ({
          ...version,
          covers: { ...version.covers, beyond: [...version.covers.beyond, { origins, products }] },
        })),
      ];
