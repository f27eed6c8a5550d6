/** The days on which the law changed. */
import { daysOfBans } from "./ban.js";
import { addDays, type IsoDate } from "./calendar.js";
import {
  type Exemption,
  inForce,
  type Lists,
  type Measure,
  spanIn,
  type Transit,
  type Version,
  type View,
} from "./measure.js";
import { includesOrigin, type Origin, scheduleIn } from "./origin.js";
import type { Schedule } from "./schedule.js";
import { type Asks, asks, coversOrigin } from "./scope.js";

/** A stretch of days, the last one counted in. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * Days in a period on which a measure that covers one of the origins, a list it names, an exemption, or a ban on its goods
 * began or ended, or base duties changed; the first day of the period always.
 * @param columns `general` for goods that claim nothing and do not owe column 2.
 * @param dated For who asks for many groups of origins.
 */
export function changeDays(
  schedule: Schedule,
  origins: readonly Origin[],
  { from, to }: Period,
  view: View,
  columns: "general" | "all" = "all",
  dated: readonly Dated[] = versionsDated(schedule, view),
): IsoDate[] {
  const isAsked = ({ version }: Dated) => origins.some((origin) => coversOrigin(version.covers, origin));
  const bans = schedule.bans.filter((ban) => origins.some((origin) => includesOrigin(ban.origins, origin)));
  const days = new Set<IsoDate>([
    from,
    ...dated.filter(isAsked).flatMap(({ days }) => days),
    ...daysOfBans(bans),
    ...(columns === "general" ? schedule.base.changeDays : daysOfBase(scheduleIn(schedule, view))),
  ]);
  return [...days].filter((day) => from <= day && day <= to).sort();
}

/** A version, with the days on which what it means begins, ends or changes. */
interface Dated {
  readonly version: Version;
  readonly days: readonly IsoDate[];
}

/** All versions of a schedule with their days. */
export const versionsDated = (schedule: Schedule, view: View): Dated[] =>
  schedule.measures.flatMap(({ versions }) =>
    versions.map((version) => ({ version, days: daysOf(version, schedule, view) })),
  );

/** Days on which lines came or went, took another rate in any column, or goods may claim one or no longer. */
const daysOfBase = ({ base, agreements }: Schedule): readonly IsoDate[] => [
  ...base.changeDays,
  ...base.editionDays,
  ...agreements.flatMap(({ from, until }) => (until === null ? [from] : [from, until])),
];

/** What goods on their way are spared by versions of measures: windows of days of loading and of entry. */
export const transitWindows = ({ measures }: Schedule): readonly Transit[] =>
  measures.flatMap(({ versions }) => versions.flatMap(({ transit }) => transit));

/** Goods on their way that the law of a day spares, by the day before which they were loaded, the earliest first. */
export function loadingsSpared(schedule: Schedule, day: IsoDate, view: View) {
  const open = schedule.measures
    .flatMap((measure) => inForce(measure, day, view)?.transit ?? [])
    .filter(({ enteredBefore }) => day < enteredBefore);
  // The same windows are open since the last one closed: days after it share their prices.
  const [date = schedule.firstDay] = transitWindows(schedule)
    .map(({ enteredBefore }) => enteredBefore)
    .filter((closed) => closed <= day)
    .sort()
    .reverse();
  return [...new Set(open.map(({ loadedBefore }) => loadedBefore))]
    .sort()
    .map((loadedBefore) => ({ loadedBefore, loadedOn: addDays(loadedBefore, -1), date }));
}

/** Days on which any measure, list, preference or edition began or ended; between them the law is the same every day. */
export function daysOfLaw(schedule: Schedule, view: View): IsoDate[] {
  const { agreements } = scheduleIn(schedule, view);
  const open = agreements.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const days = new Set<IsoDate>([schedule.firstDay, ...schedule.base.editionDays, ...open]);
  for (const { versions } of schedule.measures)
    for (const version of versions) for (const day of daysOf(version, schedule, view)) days.add(day);
  return [...days].filter((day) => schedule.firstDay <= day).sort();
}

/** Days on which a version, a list it names or an exemption of it begins or ends. */
export function daysOf(version: Version, { lists }: Schedule, view: View): IsoDate[] {
  const span = spanIn(version, view);
  const days = [span?.from, span?.until].filter((day) => typeof day === "string");
  return [...new Set([...days, ...daysAsked(asks(version), lists)])];
}

/** Days on which a version that asks so comes to mean other goods: a list it names or an exemption begins or ends. */
export function daysAsked({ days, lists: ids }: Pick<Asks, "days" | "lists">, lists: Lists): IsoDate[] {
  const listed = ids.flatMap((id) => lists.get(id)?.groups.flatMap(({ from, until }) => [from, until]) ?? []);
  return [...new Set([...days, ...listed])].filter((day) => day !== null);
}

/** Measures that came, went, took other terms or came to mean other goods on a day, but for those that charge nobody. */
export const changedOn = (
  schedule: Schedule,
  origins: readonly Origin[],
  day: IsoDate,
  before: IsoDate,
  view: View,
): Measure[] =>
  schedule.measures.filter((measure) => {
    const [was, is] = [inForce(measure, before, view), inForce(measure, day, view)];
    const changed = was !== is || (is !== undefined && daysOf(is, schedule, view).includes(day));
    return (
      changed &&
      [was, is].some(
        (version) =>
          version && !freesAll(version) && origins.some((origin) => coversOrigin(version.covers, origin)),
      )
    );
  });

/** Whether an exemption without any condition frees all that a version reaches: it only gives them a number to declare. */
const freesAll = ({ freedBy }: Version): boolean =>
  freedBy.some(({ claims, lists, products, origins, from, until }) =>
    [claims, lists, products, origins, from, until].every((condition) => condition === undefined),
  );

/** An exemption of a measure that began or ended on a day. */
export interface ExemptionChange {
  readonly began: boolean;
  readonly exemption: Exemption;
}

/** Exemptions of the version in force on a day that began or ended then. */
export const exemptionsChangedOn = (measure: Measure, day: IsoDate, view: View): ExemptionChange[] =>
  (inForce(measure, day, view)?.freedBy ?? []).flatMap((exemption) =>
    exemption.from === day || exemption.until === day ? [{ began: exemption.from === day, exemption }] : [],
  );
