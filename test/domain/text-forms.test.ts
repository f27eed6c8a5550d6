/** Days and numbers of the tariff as text: what is one, what is none, and back again. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type IsoDate, inSpan, isoDate } from "../../src/law/calendar.js";
import {
  chapterOf,
  headingOf,
  htsCode,
  isOutsideTariffBase,
  printHts,
  rateLineOf,
} from "../../src/law/hts.js";

const day = (text: string): IsoDate => isoDate(text) as IsoDate;

describe("days", () => {
  test.each(["2025-06-19", "2024-02-29", "2000-02-29", "1999-12-31"])("%s is one", (text) => {
    expect(isoDate(text)).toBe(text);
  });

  test.each([
    "",
    "2025",
    "2025-06",
    "+012025-06-19",
    "2025-02-29",
    "1900-02-29",
    "2025-02-30",
    "2025-13-01",
    "2025-00-10",
    "2025-6-19",
    "20250619",
    "2025-06-19T00:00:00Z",
    " 2025-06-19",
    "2025-06-19\n",
    "٢٠٢٥-٠٦-١٩",
    "12025-06-19",
  ])("%j is none", (text) => {
    expect(isoDate(text)).toBeUndefined();
  });

  test("any text is a day that reads the same, or none", () => {
    const near = fc
      .tuple(fc.nat(9999), fc.nat(15), fc.nat(35))
      .map(([y, m, d]) =>
        [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-"),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const read = isoDate(text);
        if (read !== undefined) expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(text);
      }),
    );
  });

  test("every day of the calendar is one", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 10);
          expect(isoDate(text)).toBe(text);
        },
      ),
    );
  });

  test.each([
    ["2024-02-28", 1, "2024-02-29"],
    ["2025-02-28", 1, "2025-03-01"],
    ["2025-01-01", -1, "2024-12-31"],
    ["2025-03-08", 2, "2025-03-10"],
  ])("%s and %i days is %s", (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
  });

  test.each([
    ["2025-04-04", false],
    ["2025-04-05", true],
    ["2025-04-08", true],
    ["2025-04-09", false],
  ])("a span has its first day and not its last: %s", (on, expected) => {
    expect(inSpan({ from: day("2025-04-05"), until: day("2025-04-09") }, day(on))).toBe(expected);
  });

  test("a span without an end goes on", () => {
    expect(inSpan({ from: day("2025-04-05"), until: null }, day("2099-01-01"))).toBe(true);
    expect(inSpan({ from: day("2025-04-05"), until: null }, day("2025-04-04"))).toBe(false);
  });
});

describe("numbers of the tariff", () => {
  test.each([
    ["8703.23.01.60", "8703230160"],
    ["8703230160", "8703230160"],
    ["8703.23.01", "87032301"],
    [" 87 ", "87"],
    ["87 03 23", "870323"],
    ["87-03", "8703"],
  ])("%j is %s", (text, code) => {
    expect(htsCode(text)).toBe(code);
  });

  test.each(["", "8", "870", "87032", "8703.23.01.60.11", "87o3", "8703.23x", ".", "٨٧", "-", "8703,23"])(
    "%j is none",
    (text) => {
      expect(htsCode(text)).toBeUndefined();
    },
  );

  const codes = fc
    .tuple(fc.constantFrom(2, 4, 6, 8, 10), fc.nat(9_999_999_999))
    .map(([digits, number]) => String(number).padStart(10, "0").slice(0, digits));

  test("a number printed reads as itself", () => {
    fc.assert(fc.property(codes, (code) => void expect(htsCode(printHts(code))).toBe(code)));
  });

  test.each([
    ["87", "87"],
    ["8703", "8703"],
    ["870323", "8703.23"],
    ["87032301", "8703.23.01"],
    ["8703230160", "8703.23.01.60"],
  ])("%s is printed %s", (code, printed) => {
    expect(printHts(code)).toBe(printed);
  });

  test("any text is two to ten digits, an even number of them, or none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d. -]{0,14}$/)), (text) => {
        expect(htsCode(text) ?? "00").toMatch(/^(\d\d){1,5}$/);
      }),
    );
  });

  test("a number has its chapter, heading and line", () => {
    const code = "8703230160";
    expect([chapterOf(code), headingOf(code), rateLineOf(code)]).toEqual(["87", "8703", "87032301"]);
  });

  test.each([
    ["9706", false],
    ["9801001010", true],
    ["9903", true],
    ["9799999999", false],
    ["98", true],
  ])("%s is outside the tariff base: %s", (code, outside) => {
    expect(isOutsideTariffBase(code)).toBe(outside);
  });
});
