/** Lines of chapters 7 and 8 for goods entered in a part of the year: the day of entry decides, as their descriptions say. */
import { describe, expect, test } from "vitest";
import { type IsoDate, inSeason, seasonOf } from "../../src/law/calendar.js";
import { session } from "../cli/session.js";
import { duty, HEADER } from "../entries/duty-file.js";
import { shipped } from "../shipped.js";

const isFor = (number: string, day: string): boolean => {
  const season = seasonOf(number.replaceAll(".", ""), shipped.seasons);
  if (season === undefined) throw new Error(`${number} has no season`);
  return inSeason(season, day as IsoDate);
};

/** HTSUS descriptions; the first day and the last are in the season, the day before and the day after are not. */
test.each([
  ["0702.00.20", "2025-03-01", "2025-07-14", "2025-02-28", "2025-07-15"],
  ["0702.00.20", "2025-09-01", "2025-11-14", "2025-08-31", "2025-11-15"],
  ["0702.00.60", "2025-11-15", "2026-02-28", "2025-11-14", "2026-03-01"],
  ["0702.00.60", "2027-11-15", "2028-02-29", "2027-11-14", "2028-03-01"],
  ["0704.10.20", "2025-06-05", "2025-10-15", "2025-06-04", "2025-10-16"],
  ["0805.40.60", "2025-10-01", "2025-10-31", "2025-09-30", "2025-11-01"],
  ["0805.40.80", "2025-11-01", "2026-07-31", "2025-10-31", "2026-08-01"],
  ["0806.10.20", "2025-02-15", "2025-03-31", "2025-02-14", "2025-04-01"],
  ["0806.10.60", "2025-07-01", "2026-02-14", "2025-06-30", "2026-02-15"],
  ["0807.19.50", "2025-12-01", "2026-05-31", "2025-11-30", "2026-06-01"],
])("%s is for goods entered from %s to %s", (number, first, last, before, after) => {
  expect([first, last, before, after].map((day) => isFor(number, day))).toEqual([true, true, false, false]);
});

/** Lines of melons, grapes, pears and tomatoes part the year among them: on every day one of each group is in season. */
test("each day of the year has one line of each group that parts it", () => {
  const groups = new Set(shipped.seasons.map(({ group }) => group));
  const shared = [...groups]
    .map((number) => shipped.seasons.filter(({ group }) => group === number))
    .filter((lines) => lines.length > 1);
  expect(shared.length).toBeGreaterThan(10);
  for (const lines of shared)
    for (
      let day = new Date("2028-01-01");
      day < new Date("2029-01-01");
      day.setUTCDate(day.getUTCDate() + 1)
    ) {
      const on = day.toISOString().slice(0, 10) as IsoDate;
      expect(
        lines.filter((line) => inSeason(line, on)),
        `${lines[0]?.number} on ${on}`,
      ).toHaveLength(1);
    }
});

describe("out of season", () => {
  test("`duty` names the line of the day", async () => {
    const told = await session(
      "$ tariff-calc duty 0806.10.20 --origin CL --value 1000 --date 2025-06-19",
      100,
    );
    expect(told).toContain(
      "0806.10.20 is for goods entered from February 15 to March 31; they are entered on 2025-06-19",
    );
    expect(told).toContain("on that day they are of 0806.10.40");
  });

  // 0709.20.10: "entered during the period from September 15 to November 15, ... and transported to the United States by air".
  test("asparagus of the season is of the other line where it came otherwise than by air", async () => {
    const asked = "duty 0709.20.10.10 --origin PE --value 1000 --date 2026-10-01";
    expect(await session(`$ tariff-calc ${asked} --mode vessel`, 100)).toContain(
      "0709.20.10.10 is for goods that came by air; these came by vessel",
    );
    expect(await session(`$ tariff-calc ${asked} --mode air`, 100)).toContain("Status: exact");
    const { out } = await duty(
      [
        `${HEADER},mode`,
        "A,2026-10-01,0709.20.10.10,PE,1000,truck",
        "B,2026-10-01,0709.20.10.10,PE,1000,air",
        "",
      ].join("\n"),
    );
    const [truck, air] = out.trimEnd().split("\n").slice(1);
    expect(truck).toMatch(/invalid.*came by truck/);
    expect(air).toMatch(/exact/);
  });

  test("a row of a file is invalid; a short number means the line of its day", async () => {
    const { out } = await duty(
      [
        HEADER,
        "A,2025-06-19,0806.10.20,CL,1000",
        "B,2025-06-19,0806.10.40,CL,1000",
        "C,2025-06-19,0806.10,CL,1000",
        "",
      ].join("\n"),
    );
    const rows = out.trimEnd().split("\n").slice(1);
    expect(rows[0]).toMatch(/invalid.*on that day they are of 0806\.10\.40/);
    expect(rows[1]).toMatch(/exact/);
    expect(rows[2]).toMatch(/exact/);
  });
});
