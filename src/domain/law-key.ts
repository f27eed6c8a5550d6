/** Which origins the law of a day treats alike. */
import { includesOrigin, type Origin } from "./country.js";
import { type IsoDate, inSpan } from "./day.js";
import type { Duty } from "./duty.js";
import { inForce, spanIn } from "./in-force.js";
import type { Limits, Measure, Version } from "./measure.js";
import { coversOrigin, termsFor } from "./reach.js";
import type { Schedule, View } from "./schedule.js";

export interface InForce {
  readonly measure: Measure;
  readonly version: Version;
}

/** Measures in force on a day, with their terms. */
export const standingOn = ({ measures }: Schedule, on: IsoDate, view: View): InForce[] =>
  measures.flatMap((measure): InForce[] => {
    const version = inForce(measure, on, view);
    return version ? [{ measure, version }] : [];
  });

/** Measures with all terms that are in force on any of some days. */
export const standingOnAny = ({ measures }: Schedule, days: readonly IsoDate[], view: View): InForce[] =>
  measures.flatMap((measure) =>
    measure.versions
      .filter((version) => {
        const span = spanIn(version, view);
        return span !== undefined && days.some((day) => inSpan(span, day));
      })
      .map((version) => ({ measure, version })),
  );

/** Those of them that cover an origin. */
export const covering = (standing: readonly InForce[], origin: Origin): InForce[] =>
  standing.filter(({ version }) => coversOrigin(version.covers, origin));

const dutyKeys = new WeakMap<Duty, string>();
/** Equal duties have equal keys, under whatever headings. */
function dutyKey(duty: Duty): string {
  const key = dutyKeys.get(duty) ?? JSON.stringify(duty);
  dutyKeys.set(duty, key);
  return key;
}

/**
 * Origins with the same key owe the same on every line where nothing is claimed: the same measures cover them, on the
 * same terms, with the same exemptions and limits.
 */
export function lawKey(covers: readonly InForce[], origin: Origin): string {
  const named = (origins: readonly string[] | undefined): number =>
    origins === undefined || includesOrigin(origins, origin) ? 1 : 0;
  const limited = ({ origins }: Limits): number => (origins.length === 0 ? 1 : named(origins));
  const terms = covers.map(({ measure, version }) => {
    const duty = dutyKey(termsFor(version, origin).duty);
    const freed = version.freedBy.map(({ origins }) => named(origins)).join("");
    const limits = [...version.covers.within, ...version.covers.beyond].map(limited).join("");
    return `${measure.id} ${version.from} ${duty} ${freed} ${limits}`;
  });
  return [origin.column2, ...terms].join("|");
}

/** Origins with the same key declare the same numbers too: terms of their own under another heading tell them apart. */
export const numberKey = (covers: readonly InForce[], origin: Origin): string =>
  `${lawKey(covers, origin)}|${covers.map(({ version }) => termsFor(version, origin).heading).join(" ")}`;

/** Origins in groups that the law of a day treats alike. */
export function treatedAlike(
  origins: readonly Origin[],
  schedule: Schedule,
  on: IsoDate,
  view: View,
): Origin[][] {
  const standing = standingOn(schedule, on, view);
  const groups = new Map<string, Origin[]>();
  for (const origin of origins) {
    const key = lawKey(covering(standing, origin), origin);
    const own = groups.get(key) ?? [];
    groups.set(key, own);
    own.push(origin);
  }
  return [...groups.values()];
}
