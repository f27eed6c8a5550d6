/** The measures that stand on a day, whoever and whatever they reach. */
import { includesOrigin, type Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { inForce } from "./in-force.js";
import type { Measure, Version } from "./measure.js";
import { coversOrigin } from "./reach.js";
import type { Schedule, View } from "./schedule.js";

export interface Standing {
  readonly measure: Measure;
  readonly version: Version;
}

export const standingOn = (schedule: Schedule, on: IsoDate, view: View): Standing[] =>
  schedule.measures.flatMap((measure) => {
    const version = inForce(measure, on, view);
    return version ? [{ measure, version }] : [];
  });

export const covering = (standing: readonly Standing[], origin: Origin): Standing[] =>
  standing.filter(({ version }) => coversOrigin(version.covers, origin));

/** Origins with the same key owe the same additional duties on every line: the same measures, terms and exemptions. */
export const lawKey = (standing: readonly Standing[], origin: Origin): string =>
  standing.map(({ measure, version }) => `${measure.id} ${termsKey(version, origin)}`).join("|");

function termsKey({ byOrigin, freedBy, covers }: Version, origin: Origin): string {
  const terms = byOrigin.findIndex(({ origins }) => includesOrigin(origins, origin));
  const freed = freedBy.map(({ origins }) =>
    origins === undefined || includesOrigin(origins, origin) ? 1 : 0,
  );
  const limits = [...covers.within, ...covers.beyond].map(({ origins }) =>
    origins.length === 0 || includesOrigin(origins, origin) ? 1 : 0,
  );
  return `${terms} ${freed.join("")} ${limits.join("")}`;
}
