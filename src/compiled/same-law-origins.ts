/** Which origins the law of a day treats alike. */
import { type IsoDate, inSpan } from "../law/calendar.js";
import type { Duty } from "../law/duty/duty.js";
import { inForce, type Measure, spanIn, type Version, type View } from "../law/measure.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin, termsFor } from "../law/scope.js";
import { memoize } from "./memo.js";
import { asksOf } from "./product-table.js";

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

/** Equal duties have equal keys, under whatever headings. */
const dutyKey = memoize((duty: Duty): string => JSON.stringify(duty));

/**
 * Origins with the same key owe the same on every line where nothing is claimed: the same measures cover them, on the
 * same terms, with the same exemptions and limits.
 */
export function lawKey(covers: readonly InForce[], origin: Origin): string {
  const terms = covers.map(({ measure, version }) => {
    const named = asksOf(version).origins.map((origins) => (includesOrigin(origins, origin) ? 1 : 0));
    return `${measure.id} ${version.from} ${dutyKey(termsFor(version, origin).duty)} ${named.join("")}`;
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
