/** Whether numbers are those of the tariff, and were in it when they count. */
import type { IsoDate, Span } from "../../domain/day.js";
import { printHts } from "../../domain/hts.js";
import type { BaseSchedule, Schedule } from "../../domain/schedule.js";
import { error, type Problem, warning } from "./problem.js";

/** Chapter 77 is reserved, and no chapter is beyond 99. */
const isChapter = (code: string): boolean => code >= "01" && code.slice(0, 2) !== "77";

/** Chapter 99 holds measures, which no table of lines has. */
const isSpecial = (code: string): boolean => code.startsWith("99");

/** Numbers that no edition had, and those that were not in the tariff on any day on which they count. */
export function codeProblems(
  file: string,
  place: string,
  codes: readonly string[],
  span: Span,
  { base, firstDay, asOf }: Pick<Schedule, "base" | "firstDay" | "asOf">,
): Problem[] {
  const goods = codes.filter((code) => code !== "*" && !isSpecial(code));
  const known = goods.filter((code) => base.everHad(code));
  const unknown = goods.filter((code) => !base.everHad(code));
  const clip = (day: IsoDate): IsoDate => (day < firstDay ? firstDay : day > asOf ? asOf : day);
  return [
    ...unknown.map((code) => unknownCode(file, place, code)),
    ...known
      .filter((code) => !everOn(code, clip(span.from), clip(span.until ?? asOf), base))
      .map((code) =>
        warning(
          "ceased-code",
          file,
          place,
          `${printHts(code)} is not in the tariff from ${clip(span.from)}`,
          "name the number that took its place, or end this one on the day it ceased",
        ),
      ),
  ];
}

const unknownCode = (file: string, place: string, code: string): Problem =>
  isChapter(code)
    ? warning(
        "unknown-code",
        file,
        place,
        `no edition of the tariff has ${code}`,
        "check the digits; a number of 10 digits may be newer than the last edition",
      )
    : error("unknown-code", file, place, `there is no chapter ${code.slice(0, 2)}`, "check the digits");

function everOn(code: string, from: IsoDate, until: IsoDate, base: BaseSchedule): boolean {
  const days = [from, ...base.changeDays.filter((day) => day > from && day < until)];
  return days.some((day) => isOn(code, day, base));
}

const RATE_DIGITS = 8;

const isOn = (code: string, day: IsoDate, base: BaseSchedule): boolean =>
  code.length < RATE_DIGITS ||
  (code.length === RATE_DIGITS ? base.ratesOf(code, day) !== undefined : base.exists(code, day));
