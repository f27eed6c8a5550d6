/** Numbers of the tariff and days of the year, as its notes have them, without the data that the program ships. */
import { describe, expect, test } from "vitest";
import {
  daysOfMonth,
  type IsoDate,
  inSeason,
  inSpan,
  isoDate,
  linesInSeason,
  meanOver,
  noSuchDay,
  type RateFrom,
  type Season,
  seasonOf,
} from "../../src/law/calendar.js";
import {
  anyOf,
  type HtsCode,
  isAlcoholic,
  isOfChapter98,
  numbersMeant,
  seasonProblem,
} from "../../src/law/hts.js";
import { decimal } from "../../src/law/units.js";

const day = (text: string) => text as IsoDate;

describe("a day", () => {
  test.each(["2025-06-19T00:00", "2025-06-190", " 2025-06-19", "2025-6-19", "2025-02-30", ""])(
    "is ten characters of a real date: %j is none",
    (text) => expect(isoDate(text)).toBeUndefined(),
  );
  test("is in a span from its first to the day before its end", () => {
    const span = { from: day("2025-04-05"), until: day("2025-04-09") };
    const days = ["2025-04-04", "2025-04-05", "2025-04-08", "2025-04-09"];
    expect(days.map((one) => inSpan(span, day(one)))).toEqual([false, true, true, false]);
    expect(inSpan({ from: day("2025-04-05"), until: null }, day("2999-01-01"))).toBe(true);
  });
});

/** Grapes of 0806.10: $1.13/m3 from February 15 to March 31, free from April 1 to June 30, $1.80/m3 at other times. */
const SPRING: Season = { number: "08061020", group: 1, periods: [["02-15", "03-31"]] };
const SUMMER: Season = { number: "08061040", group: 1, periods: [["04-01", "06-30"]] };
const OTHERWISE: Season = { number: "08061060", group: 1, periods: [["07-01", "02-14"]] };
const SEASONS = [SPRING, SUMMER, OTHERWISE];

describe("a season", () => {
  test("is of the line that a number begins with", () => {
    expect(seasonOf("0806104000", SEASONS)).toBe(SUMMER);
    expect(seasonOf("08061040", SEASONS)).toBe(SUMMER);
    expect(seasonOf("1008061040", SEASONS)).toBeUndefined();
    expect(seasonOf("0806103000", SEASONS)).toBeUndefined();
  });

  test.each([
    ["2025-02-14", [false, false, true]],
    ["2025-02-15", [true, false, false]],
    ["2025-03-31", [true, false, false]],
    ["2025-04-01", [false, true, false]],
    ["2025-06-30", [false, true, false]],
    ["2025-07-01", [false, false, true]],
    ["2025-12-31", [false, false, true]],
    ["2026-01-01", [false, false, true]],
  ])("holds from its first day to its last, over the turn of the year too: %s", (on, holds) =>
    expect(SEASONS.map((season) => inSeason(season, day(on)))).toEqual(holds),
  );

  test("of several parts of a year holds in any of them", () => {
    const twice = {
      periods: [
        ["01-01", "01-31"],
        ["07-01", "07-31"],
      ] as const,
    };
    expect(["2025-01-15", "2025-07-31", "2025-03-01"].map((on) => inSeason(twice, day(on)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("leaves of several lines those that are open, and lines that have none", () => {
    const lines = ["0806102000", "0806104000", "0806106000", "0806200000"];
    expect(linesInSeason(lines, day("2025-05-01"), SEASONS)).toEqual(["0806104000", "0806200000"]);
    expect(linesInSeason(lines.slice(0, 2), day("2025-05-01"), SEASONS)).toEqual(["0806104000"]);
    // Whoever states one number means it, and none is as good as all.
    expect(linesInSeason(["0806102000"], day("2025-05-01"), SEASONS)).toEqual(["0806102000"]);
    expect(linesInSeason(lines.slice(0, 2), day("2025-12-01"), SEASONS)).toEqual(lines.slice(0, 2));
  });
});

describe("a number stands for", () => {
  const LINES = ["8703230110", "8703230160", "8703240010"];
  const base = {
    exists: (hts: string) => LINES.includes(hts),
    linesUnder: (hts: string) => LINES.filter((line) => line.startsWith(hts)),
  };
  const meant = (hts: string) => numbersMeant(hts as HtsCode, day("2025-06-19"), base);
  test.each([
    ["itself, where the tariff has it", "8703230160", ["8703230160"]],
    ["all of its line, where its last two digits are none", "8703230199", ["8703230110", "8703230160"]],
    ["all under it, of eight digits", "87032301", ["8703230110", "8703230160"]],
    ["all under it, of six", "870324", ["8703240010"]],
    ["itself, where nothing is under it", "870390", ["870390"]],
    ["itself of ten digits, where nothing is under it", "8704210000", ["8704210000"]],
    ["itself, too short to have a rate", "8703", ["8703"]],
  ])("%s: %s", (_, hts, lines) => expect(meant(hts)).toEqual(lines));

  test("itself, of eight digits that a tariff calls a number of its own", () => {
    const own = { exists: () => true, linesUnder: () => ["8703230110"] };
    expect(numbersMeant("87032301" as HtsCode, day("2025-06-19"), own)).toEqual(["8703230110"]);
  });
});

test("alcoholic beverages are headings 2203 to 2208", () => {
  const codes = ["22029990", "22030000", "22042120", "22089080", "22090000", "9803", "1203"];
  expect(codes.map(isAlcoholic)).toEqual([false, true, true, true, false, false, false]);
});

test("chapter 98 begins with its number", () =>
  expect(["98020040", "87039898", "99030133"].map(isOfChapter98)).toEqual([true, false, false]));

describe("a day that is in no calendar", () => {
  test.each([
    ["2025-00-10", "months are 01 to 12"],
    ["2025-13-10", "months are 01 to 12"],
    ["2025-01-32", "2025-01 has 31 days"],
    ["2025-12-32", "2025-12 has 31 days"],
    ["2025-02-29", "2025-02 has 28 days"],
    ["2024-02-30", "2024-02 has 29 days"],
    ["2025-11-31", "2025-11 has 30 days"],
  ])("%s: %s", (text, hint) => expect(noSuchDay(text)).toEqual({ hint }));

  test.each([
    ["12025-02-29"],
    ["2025-02-291"],
    ["2O25-02-29"],
    ["2025-O2-29"],
    ["2025-0O-29"],
    ["2025-02-O9"],
    ["2025-02-2O"],
    ["2025/02/29"],
  ])("%s is written another way: nothing is said of the month", (text) =>
    expect(noSuchDay(text)).toEqual({}),
  );
});

test("numbers of which one is declared are told once, in order, without those that have none", () => {
  expect(anyOf(["9903.80.25", "9903.80.22", "", "9903.80.25"])).toBe("9903.80.22 or 9903.80.25");
});

describe("a line for a part of the year", () => {
  const line = (number: string, group: number, ...periods: Season["periods"]): Season => ({
    number,
    group,
    periods,
  });
  /** Subheadings 0707.00 and 0709.20 of the tariff, and one that stands alone. */
  const seasons: readonly Season[] = [
    line("07070020", 1, ["12-01", "02-29"]),
    line("07070040", 1, ["03-01", "04-30"]),
    line("07070050", 1, ["05-01", "06-30"], ["09-01", "11-30"]),
    line("08061040", 2, ["04-01", "06-30"]),
    { ...line("07092010", 3, ["09-15", "11-15"]), modes: ["air", "mail"] },
  ];
  const problem = (hts: string, on: string, mode?: string) =>
    seasonProblem(hts, { date: day(on), ...(mode === undefined ? {} : { mode }) }, { seasons });

  test.each([
    ["0707002000", "2026-01-15"],
    ["0707005000", "2026-09-01"],
    ["0708100000", "2026-01-15"],
    ["0709201000", "2026-09-15"],
  ])("%s may be entered on %s", (hts, on) => expect(problem(hts, on)).toBeNull());

  test("out of it the line of the day is named", () => {
    expect(problem("0707005000", "2026-01-15")).toEqual({
      message:
        "0707.00.50.00 is for goods entered from May 1 to June 30 or September 1 to November 30; they are entered on 2026-01-15",
      hint: "on that day they are of 0707.00.20",
    });
    expect(problem("0707002000", "2026-03-01")?.hint).toBe("on that day they are of 0707.00.40");
    /** 0806.10.40 is in season as well, and of other goods. */
    expect(problem("0707002000", "2026-05-01")?.hint).toBe("on that day they are of 0707.00.50");
    expect(problem("0806104000", "2026-07-01")?.hint).toBe(
      "goods of the rest of the year have another line beside it",
    );
  });

  /** 0709.20.10: "If entered during the period from September 15 to November 15, inclusive, and transported to the United States by air"; here also by mail. */
  test("goods that came another way are of another line; how they came may not be stated", () => {
    expect(problem("0709201000", "2026-09-15", "air")).toBeNull();
    expect(problem("0709201000", "2026-09-15", "mail")).toBeNull();
    expect(problem("0709201000", "2026-09-15", "vessel")).toEqual({
      message: "0709.20.10.00 is for goods that came by air or mail; these came by vessel",
      hint: "goods that came another way have another line beside it",
    });
    expect(problem("0707002000", "2026-01-15", "vessel")).toBeNull();
    expect(problem("0709201000", "2026-11-16", "air")?.message).toBe(
      "0709.20.10.00 is for goods entered from September 15 to November 15; they are entered on 2026-11-16",
    );
  });
});

describe("the mean over days", () => {
  const from = (day: string, rate: string): RateFrom => ({ day: day as IsoDate, rate: decimal(rate) });

  /** METHODS 1.8: 4 days at 10%, 1 at 24%, 21 at 10% are 10.5385%. */
  test("counts each day the same", () => {
    const rates = [from("2025-04-05", "0.1"), from("2025-04-09", "0.24"), from("2025-04-10", "0.1")];
    const mean = meanOver(rates, "2025-04-05" as IsoDate, "2025-05-01" as IsoDate);
    expect(mean.times(100).toFixed(4)).toBe("10.5385");
  });

  test.each([
    ["2025-02", "2025-02-01", "2025-03-01"],
    ["2024-12", "2024-12-01", "2025-01-01"],
    ["2025-06", "2025-06-01", "2025-07-01"],
  ])("the days of %s", (month, first, until) => {
    expect(daysOfMonth(month)).toEqual([first, until]);
  });

  test("a rate that began earlier and one that begins later than the month", () => {
    const rates = [from("2025-01-01", "0.02"), from("2025-06-16", "0.12"), from("2025-07-01", "9")];
    expect(meanOver(rates, "2025-06-01" as IsoDate, "2025-07-01" as IsoDate).toFixed()).toBe("0.07");
  });

  test("of days that end before the last rate begins, and of one day", () => {
    const rates = [from("2025-06-01", "0.1"), from("2025-06-03", "0.3"), from("2025-06-05", "0.5")];
    expect(meanOver(rates, day("2025-06-02"), day("2025-06-04")).toFixed()).toBe("0.2");
    expect(meanOver(rates, day("2025-06-05"), day("2025-06-06")).toFixed()).toBe("0.5");
  });
});
