/** The day on which an edition took effect: said, or found by the shipped edition that has the same rates. */
import type { Context } from "../../command.js";
import { type IsoDate, isoDate } from "../../domain/day.js";
import { UserError } from "../../errors.js";
import type { Edition } from "../../texts/hts-edition.js";
import { rateChanges, sideOfEdition, sideOn } from "./tariff-side.js";
import type { DataFiles } from "./world.js";

export interface EditionDay {
  readonly from: IsoDate;
  /** The day of the next change that is known; `null` if none is. */
  readonly until: IsoDate | null;
  /** Found by its rates, not said. */
  readonly found: boolean;
}

/**
 * The days of an edition. Without a day it must have the rates of an edition that the data knows; of several that
 * have, the one whose statistical numbers are nearest, else the latest. @throws {UserError} if it has those of none.
 */
export function editionDay(edition: Edition, said: IsoDate | undefined, context: Context): EditionDay {
  const { firstDay } = context.schedule();
  const days = [firstDay, ...changeDays(context.data()).filter((day) => day > firstDay)];
  const from = said ?? sameRates(edition, days, context);
  return { from, until: days.find((day) => day > from) ?? null, found: said === undefined };
}

type Stretches = readonly (readonly [from: IsoDate, until: IsoDate | null, value: string] | string)[];

const FILES = ["general", "special", "column-2", "suffixes"];

/** Days on which any column of any line changed, or any number came or went. */
function changeDays(data: DataFiles): IsoDate[] {
  const days = FILES.flatMap((file) =>
    Object.values(
      data.json<{ lines: Readonly<Record<string, string | Stretches>> }>(`schedule/base/${file}.json`).lines,
    ).flatMap((held) =>
      typeof held === "string"
        ? []
        : held.flatMap((one) =>
            typeof one === "string" ? [] : [one[0], one[1]].filter((day) => day !== null),
          ),
    ),
  );
  return [...new Set(days)].sort();
}

function sameRates(edition: Edition, days: readonly IsoDate[], context: Context): IsoDate {
  const own = sideOfEdition(edition, "the file");
  const counted = days.map((day) => ({ day, count: rateChanges(sideOn(context, day, ""), own).length }));
  const best = counted.reduce((least, one) => (one.count <= least.count ? one : least));
  if (best.count > 0)
    throw new UserError("expected the day on which this edition took effect", {
      where: "--date",
      hint: `no edition known has its rates; nearest is that of ${best.day}, from which ${best.count === 1 ? "one rate differs" : `${best.count} rates differ`}`,
    });
  const numbers = new Set([...edition.suffixes].flatMap(([line, own]) => own.map((suffix) => line + suffix)));
  const same = counted
    .filter(({ count }) => count === 0)
    .map(({ day }) => ({ day, count: numbersApart(numbers, day, context) }));
  return same.reduce((least, one) => (one.count <= least.count ? one : least)).day;
}

/** Numbers of ten digits that only one of an edition and a day has. */
function numbersApart(numbers: ReadonlySet<string>, day: IsoDate, context: Context): number {
  const there = context.schedule().base.linesUnder("", day);
  const shared = there.filter((number) => numbers.has(number)).length;
  return numbers.size + there.length - 2 * shared;
}

/** The day that a folder's import has written down, if any. */
export function importedDay(context: Context): IsoDate | undefined {
  if (!context.data().has("import.json")) return undefined;
  return isoDate(context.data().json<{ day?: string }>("import.json").day ?? "");
}
