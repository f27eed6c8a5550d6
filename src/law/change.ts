/** Applies the changes of a scenario to a schedule. The schedule given is never altered. */
import type { IsoDate } from "./calendar.js";
import type { Duty } from "./duty/duty.js";
import {
  inForce,
  type Limits,
  type Measure,
  type MeasureId,
  movedTo,
  nearestVersion,
  type Version,
} from "./measure.js";
import { includesOrigin, type Origin } from "./origin.js";
import type { Change, RateChange } from "./scenario.js";
import type { Schedule } from "./schedule.js";
import { coversOrigin } from "./scope.js";
import { names } from "./settle.js";

/** What a change did, for the notes. */
export interface Applied {
  readonly schedule: Schedule;
  /** Measures set although not in force on the day, and the day their terms are from. */
  readonly revived: readonly { readonly id: MeasureId; readonly termsOf: IsoDate }[];
  /** Changes that found no measure to change. */
  readonly missed: readonly Change[];
}

/** The schedule with all changes made, in order, as it stands on a day for the origins asked about. */
export function applyChanges(
  schedule: Schedule,
  changes: readonly Change[],
  on: IsoDate,
  origins: readonly Origin[],
): Applied {
  let applied: Applied = { schedule, revived: [], missed: [] };
  for (const change of changes) applied = applyOne(applied, change, on, origins);
  return applied;
}

function applyOne(applied: Applied, change: Change, on: IsoDate, origins: readonly Origin[]): Applied {
  const { schedule } = applied;
  const withMeasures = (measures: readonly Measure[]): Applied => ({
    ...applied,
    schedule: { ...schedule, measures },
  });
  if (change.do === "enact")
    return withMeasures(sorted([...without(schedule, [change.measure.id]), change.measure]));
  const named = schedule.measures.filter(({ id }) => change.measures.some((pattern) => names(pattern, id)));
  if (named.length === 0) return { ...applied, missed: [...applied.missed, change] };
  switch (change.do) {
    case "set":
      return setRates(applied, change, named, on, origins);
    case "repeal":
      return withMeasures(replaced(schedule, named, (measure) => keptFrom(measure, change)));
    case "exempt":
      return withMeasures(replaced(schedule, named, (measure) => [exempting(measure, change)]));
    case "restore":
      return withMeasures(replaced(schedule, named, (measure) => restored(measure, change.termsOf, on)));
    case "move":
      return withMeasures(replaced(schedule, named, (measure) => moved(measure, change)));
  }
}

/** Sets those named measures that are in force; if none is, the nearest terms of each that covers the origins. */
function setRates(
  applied: Applied,
  change: Change & { do: "set" },
  named: readonly Measure[],
  on: IsoDate,
  origins: readonly Origin[],
): Applied {
  const { schedule } = applied;
  const asked = origins.filter(
    (origin) => change.origins.length === 0 || includesOrigin(change.origins, origin),
  );
  const covers = (version: Version | undefined) =>
    version !== undefined && asked.some((origin) => coversOrigin(version.covers, origin));
  const standing = named.filter((measure) => covers(inForce(measure, on, "law")));
  const revived = standing.length > 0 ? [] : named.filter((measure) => covers(nearestVersion(measure, on)));
  const targets = [...standing, ...revived];
  if (targets.length === 0) return { ...applied, missed: [...applied.missed, change] };
  const measures = replaced(schedule, targets, (measure) => setOne(measure, change, on));
  const terms = revived.map((measure) => ({
    id: measure.id,
    termsOf: nearestVersion(measure, on)?.from ?? on,
  }));
  return { ...applied, schedule: { ...schedule, measures }, revived: [...applied.revived, ...terms] };
}

/** The measure at its new rate within the limits, and as it was beyond them. */
function setOne(measure: Measure, change: Change & { do: "set" }, on: IsoDate): Measure[] {
  const current = inForce(measure, on, "law");
  const terms = current ?? nearestVersion(measure, on);
  if (!terms) return [measure];
  const base = current ?? movedTo(terms, on);
  const set: Version = {
    ...base,
    duty: atRate(base.duty, change.to),
    byOrigin: setByOrigin(base, change.to),
  };
  const versions = current ? measure.versions.map((version) => (version === current ? set : version)) : [set];
  return [keptTo({ ...measure, versions }, change), ...keptFrom(measure, change)];
}

/** Goods within the limits are freed, and shown to be. */
const exempting = (measure: Measure, { origins, products }: Limits): Measure =>
  withVersions(measure, (version) => ({
    ...version,
    freedBy: [
      {
        heading: "scenario",
        title: "exempt in this scenario",
        ...(origins.length > 0 ? { origins } : {}),
        ...(products.length > 0 ? { products } : {}),
      },
      ...version.freedBy,
    ],
  }));

/** The measure between other days, on the terms it had first. */
function moved(measure: Measure, { from, until }: Change & { do: "move" }): Measure[] {
  const first = measure.versions.find((version) => !version.onlyCollected);
  return first
    ? [{ ...measure, versions: [{ ...first, from, until, listedOn: first.listedOn ?? first.from }] }]
    : [];
}

/** The measure on the terms of another day, with the lists of that day; none if it was not in force then. */
function restored(measure: Measure, termsOf: IsoDate, on: IsoDate): Measure[] {
  const terms = inForce(measure, termsOf, "law");
  return terms
    ? [{ ...measure, versions: [movedTo({ ...terms, listedOn: terms.listedOn ?? termsOf }, on)] }]
    : [];
}

const without = ({ measures }: Schedule, ids: readonly MeasureId[]): Measure[] =>
  measures.filter(({ id }) => !ids.includes(id));

function replaced(
  schedule: Schedule,
  targets: readonly Measure[],
  change: (measure: Measure) => Measure[],
): Measure[] {
  return schedule.measures.flatMap((measure) => (targets.includes(measure) ? change(measure) : [measure]));
}

/** Measures stand in the order of their ids, however a scenario came to them. */
const sorted = (measures: readonly Measure[]): Measure[] =>
  [...measures].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Rates by origin give way to the rate set, except under a cap, which keeps those below it. */
const setByOrigin = ({ byOrigin }: Version, to: RateChange): Version["byOrigin"] =>
  to.kind === "cap" ? byOrigin.map((terms) => ({ ...terms, duty: atRate(terms.duty, to) })) : [];

/** A duty at the rate a lever sets. */
function atRate(duty: Duty, to: RateChange): Duty {
  switch (to.kind) {
    case "on-top":
      return { kind: "ad-valorem", rate: to.rate };
    case "floor":
      return { kind: "top-up", to: to.rate, against: "general" };
    case "cap":
      return capped(duty, to);
  }
}

/** No more than the cap: rates are cut, and what is no rate alone owes the lesser of itself and the cap. */
function capped(duty: Duty, cap: RateChange): Duty {
  switch (duty.kind) {
    case "free":
    case "unknown":
      return duty;
    case "ad-valorem":
      return duty.rate.gt(cap.rate) ? { ...duty, rate: cap.rate } : duty;
    case "top-up":
      return duty.to.gt(cap.rate) ? { ...duty, to: cap.rate } : duty;
    case "quota":
      return { ...duty, inside: capped(duty.inside, cap), outside: capped(duty.outside, cap) };
    case "replacement":
      return { ...duty, duty: capped(duty.duty, cap) };
    case "by-price":
      return { ...duty, steps: duty.steps.map((step) => ({ ...step, duty: capped(step.duty, cap) })) };
    case "component":
    case "specific":
    case "compound":
    case "mixed":
      return { kind: "mixed", pick: "least", terms: [duty, { kind: "ad-valorem", rate: cap.rate }] };
  }
}

// Measures kept to some goods, or kept from them.

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
