/** Answers what one entry owes. */
import type { Context } from "../command.js";
import { assess } from "../domain/assess.js";
import { bounds } from "../domain/bounds.js";
import type { Country } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import type { Quantity } from "../domain/duty.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import { type HtsCode, printHts } from "../domain/hts.js";
import type { Shares } from "../domain/part.js";
import { inCents } from "../domain/round.js";
import type { View } from "../domain/schedule.js";
import { type Rate, toWholeDollars, type Usd } from "../domain/units.js";
import { located, UserError } from "../errors.js";
import { checkShares } from "../parse.js";
import type { Report } from "../report.js";
import { checkClaims } from "./claims.js";
import { checkDay } from "./days.js";
import { dutyReport } from "./duty-report.js";
import { noLine } from "./lines.js";

export interface DutyFlags {
  readonly origin?: Country;
  readonly value?: Usd;
  readonly date?: IsoDate;
  readonly claim?: readonly string[];
  readonly qty?: readonly Quantity[];
  readonly metal?: Shares;
  readonly usContent?: Rate;
  readonly loadedOn?: IsoDate;
  readonly view?: View;
  readonly explain?: true;
}

/** @throws {UserError} on a missing flag, a day before the data, a number the tariff does not have, a claim not open. */
export async function answerDuty(hts: HtsCode, flags: DutyFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const entry = entryOf(hts, flags, context);
  checkDay(entry.date, "--date", context);
  checkLine(entry, context);
  const own = schedule.origins.get(entry.origin);
  checkClaims(entry.claims, own ? [own] : [], context);
  const assessment = assess(entry, schedule, flags.view);
  if (assessment === undefined) throw noLine(entry.hts, entry.date, context);
  const exact = inCents(assessment);
  return dutyReport(
    exact,
    bounds(assessment, schedule, flags.view ?? "law"),
    flags.explain === true,
    context,
  );
}

function entryOf(hts: HtsCode, flags: DutyFlags, context: Context): Entry {
  const { origin, value, date, claim, qty, metal, usContent, loadedOn } = flags;
  if (origin === undefined)
    throw new UserError("it is needed", { where: "--origin", hint: "for example --origin JP" });
  if (value === undefined)
    throw new UserError("it is needed", {
      where: "--value",
      hint: "customs value in dollars, for example --value 30000",
    });
  const shares = { ...metal, ...(usContent ? { us: usContent } : {}) };
  located(metal ? "--metal and --us-content" : "--us-content", () => checkShares(shares));
  const day = date ?? context.schedule().asOf;
  if (loadedOn !== undefined && loadedOn > day)
    throw new UserError(`goods entered on ${day} cannot have been loaded on ${loadedOn}`, {
      where: "--loaded-on",
      hint: "goods are loaded first and entered later",
    });
  return {
    ...NOTHING_STATED,
    hts,
    origin,
    value: toWholeDollars(value),
    date: day,
    claims: new Set(claim),
    quantities: qty ?? [],
    shares,
    loadedOn: loadedOn ?? null,
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
