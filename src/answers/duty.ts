/** Answers what one entry owes. */
import type { Context } from "../command.js";
import { type Assessment, assess } from "../domain/assess.js";
import { type Bounds, bounds } from "../domain/bounds.js";
import type { Entry } from "../domain/entry.js";
import { type HtsCode, printHts } from "../domain/hts.js";
import { inCents } from "../domain/round.js";
import type { View } from "../domain/schedule.js";
import type { Decimal, Usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import type { Report } from "../report.js";
import type { EntryType, Mode } from "../texts/entry-row.js";
import { checkClaims } from "./claims.js";
import { checkDay } from "./days.js";
import { dutyReport } from "./duty-report.js";
import { feesOfEntry } from "./entry-fees.js";
import { entryOf, type GoodsFlags } from "./entry-of.js";
import { noLine } from "./lines.js";

export interface DutyFlags extends GoodsFlags {
  readonly view?: View;
  readonly explain?: true;
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly feeFactor?: Decimal;
  readonly freight?: Usd;
  readonly insurance?: Usd;
}

/** @throws {UserError} on a missing flag, a day before the data, a number the tariff does not have, a claim not open. */
export async function answerDuty(hts: HtsCode, flags: DutyFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const entry = entryOf(hts, flags, context);
  checkDay(entry.date, "--date", context);
  checkLine(entry, context);
  const own = schedule.origins.get(entry.origin);
  checkClaims(entry.claims, own ? [own] : [], context);
  const { assessment, limits } = assessed(entry, context, flags.view ?? "law");
  const fees = feesOfEntry(entry, flags, context);
  return dutyReport(inCents(assessment), limits, { ...flags, fees }, context);
}

interface Assessed {
  readonly assessment: Assessment;
  readonly limits: Bounds;
}

/** The entry, or where its number is too short to tell, the line under it that owes the least. */
function assessed(entry: Entry, context: Context, view: View): Assessed {
  const schedule = context.schedule();
  const under = entry.hts.length < 10 ? schedule.base.linesUnder(entry.hts, entry.date) : [];
  const all = (under.length > 0 ? (under as HtsCode[]) : [entry.hts]).map((hts): Assessed => {
    const assessment = assess({ ...entry, hts }, schedule, view);
    if (assessment === undefined) throw noLine(entry.hts, entry.date, context);
    return { assessment: { ...assessment, entry }, limits: bounds(assessment, schedule, view) };
  });
  const [first, ...others] = all as [Assessed, ...Assessed[]];
  return others.every((other) => sameDuty(first, other)) ? first : leastOf(all);
}

const sameDuty = (a: Assessed, b: Assessed): boolean =>
  a.assessment.duty.eq(b.assessment.duty) &&
  a.assessment.needs.join() === b.assessment.needs.join() &&
  a.limits.most?.toFixed() === b.limits.most?.toFixed();

/** What the lines under a number owe at least and at most; only its last digits can tell. */
function leastOf(all: readonly Assessed[]): Assessed {
  const least = all.reduce((a, b) => (b.limits.least.lt(a.limits.least) ? b : a));
  const most = all.reduce<Usd | null>(
    (a, { limits }) => (a === null || limits.most === null ? null : limits.most.gt(a) ? limits.most : a),
    least.limits.least,
  );
  const need = `the last two digits of the number (${all.length} lines differ)`;
  const { assessment, limits } = least;
  return {
    assessment: { ...assessment, needs: [...assessment.needs, need] },
    limits: { least: limits.least, most },
  };
}

function checkLine(entry: Entry, context: Context): void {
  const { hts, date } = entry;
  if (hts.length < 8) {
    const lines = context.schedule().base.linesUnder(hts, date);
    throw new UserError(
      `${printHts(hts)} is ${lines.length === 0 ? "no number of the tariff" : "too short to have a rate"}`,
      {
        where: "hts",
        hint:
          lines.length === 0
            ? "chapters run from 01 to 99, without 77"
            : `8 or 10 digits, such as ${lines.slice(0, 3).map(printHts).join(", ")}`,
      },
    );
  }
  if (!context.schedule().base.exists(hts, date)) throw noLine(entry.hts, entry.date, context);
}
