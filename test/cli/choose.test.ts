/** `choose` and `when` cost what `duty` costs, entry by entry, on any goods, origins and days. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerChoose, costsOf } from "../../src/commands/choose/answer.js";
import { answerDuty } from "../../src/commands/duty/answer.js";
import { answerWhen } from "../../src/commands/when/answer.js";
import type { Cell, Report } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country } from "../../src/law/origin.js";
import { type Usd, usd } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const { base, origins, firstDay } = context.schedule();
/** Lines that the tariff has on all days asked. */
const LINES = base.numbers.filter(
  (hts) => hts < "98" && ["2025-01-01", "2026-10-09"].every((day) => base.exists(hts, day as IsoDate)),
) as HtsCode[];
/** Origins for which the law differs most, and any others. */
const BUSY = ["CN", "MX", "CA", "JP", "DE", "GB", "VN", "IN", "BR", "KR", "RU", "CH"] as Country[];

const aLine = fc.constantFrom(...LINES);
const anOrigin = fc.oneof(fc.constantFrom(...BUSY), fc.constantFrom(...origins.keys()));
const aDay = fc.integer({ min: 0, max: 640 }).map((days) => addDays(firstDay, days));
const aValue = fc.integer({ min: 1, max: 200_000 }).map((dollars) => usd(dollars));
const MODE = { mode: "vessel" } as const;

/** What `duty` makes of it: the landed cost if it is known, and the least it may be. */
async function landedBy(hts: HtsCode, origin: Country, value: Usd, date: IsoDate) {
  const { total } = await answerDuty(hts, { origin, value, date, ...MODE }, context).catch(outOfSeason);
  return {
    landed: text(total?.landed_usd ?? null),
    duty: text(total?.at_least ? null : (total?.duty_usd ?? null)),
  };
}

/** On such days `duty` names the line that the goods are of instead. */
function outOfSeason(error: Error): Report {
  expect(error.message).toContain("is for goods entered from");
  return { title: "", heading: [], columns: [], rows: [], total: null, notes: [], facts: {} };
}

const text = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : usd(String(cell)).toFixed(2);
const cell = ({ columns }: Report, row: readonly Cell[], key: string): Cell =>
  row[columns.findIndex((column) => column.key === key)] ?? null;

/** Places from 1; `=` where several cost the same; none of a cost that is not known. */
function rankAmong(known: readonly number[], landed: string | null): string | null {
  if (landed === null) return null;
  const own = Number(landed);
  const ties = known.filter((one) => one === own).length > 1;
  return `${known.filter((one) => one < own).length + 1}${ties ? "=" : ""}`;
}

const CAR = "87032301" as HtsCode;

/** More of them, and others: CHOOSE_CASES=200 CHOOSE_SEED=1201. */
const CASES = Number(process.env.CHOOSE_CASES ?? 100);
const SEED = Number(process.env.CHOOSE_SEED ?? 25);

describe("on 200 random cases", () => {
  test("choose costs what duty costs from each origin, and ranks known costs alone, cheapest first", async () => {
    const from = fc.uniqueArray(anOrigin, { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(aLine, from, aValue, aDay, async (hts, some, value, date) => {
        const flags = { value, date, from: some, freight: usd(0), ...MODE };
        const report = await answerChoose(hts, flags, context).catch(outOfSeason);
        const rows = report.rows.map((row) => ({
          origin: cell(report, row, "origin") as Country,
          rank: cell(report, row, "rank"),
          landed: text(cell(report, row, "landed_usd")),
          duty: text(cell(report, row, "duty_usd")),
        }));
        const brute = await Promise.all(rows.map(({ origin }) => landedBy(hts, origin, value, date)));
        expect(rows.map(({ landed, duty }) => ({ landed, duty }))).toEqual(brute);
        const known = brute.flatMap(({ landed }) => (landed === null ? [] : [Number(landed)]));
        expect(rows.flatMap(({ landed }) => (landed === null ? [] : [Number(landed)]))).toEqual(
          [...known].sort((a, b) => a - b),
        );
        if (rows.length === 0)
          expect((await landedBy(hts, some[0] as Country, value, date)).landed).toBeNull();
        expect(rows.map(({ rank }) => rank)).toEqual(rows.map(({ landed }) => rankAmong(known, landed)));
      }),
      { numRuns: CASES, seed: SEED },
    );
  });

  test("when costs what duty costs on any day, and no day is cheaper than its best", async () => {
    const offsets = fc.array(fc.nat(), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        aLine,
        anOrigin,
        aValue,
        aDay,
        fc.integer({ min: 0, max: 120 }),
        offsets,
        async (hts, origin, value, from, length, picks) => {
          const until = addDays(from, length);
          const flags = { origin, value, from, until, ...MODE };
          const report = await answerWhen(hts, flags, context).catch(outOfSeason);
          const best = (report.facts.best as { landed_usd: string } | null)?.landed_usd ?? null;
          for (const day of picks.map((pick) => addDays(from, pick % (length + 1)))) {
            const row = report.rows.find((one) => String(one[0]) <= day && day < String(one[1])) ?? [];
            const { landed, duty } = await landedBy(hts, origin, value, day);
            expect([text(cell(report, row, "landed_usd")), text(cell(report, row, "duty_usd"))]).toEqual([
              landed,
              duty,
            ]);
            if (landed !== null) expect(Number(best)).toBeLessThanOrEqual(Number(landed));
          }
        },
      ),
      { numRuns: CASES, seed: SEED },
    );
  });
});

test("rows follow each other without a gap, from the first day to the last", async () => {
  const flags = {
    origin: "CN" as Country,
    value: usd(1000),
    from: firstDay,
    until: "2026-10-09" as IsoDate,
    ...MODE,
  };
  const { rows } = await answerWhen("6109100012" as HtsCode, flags, context);
  expect(rows[0]?.[0]).toBe(firstDay);
  expect(rows.slice(1).map(([from]) => from)).toEqual(rows.slice(0, -1).map(([, until]) => until));
  expect(rows.at(-1)?.[1]).toBe("2026-10-10");
});

test("when names a right with what it saves at most, on days of one cost too", async () => {
  const [origin, value] = ["CA" as Country, usd(30_000)];
  const days = ["2025-03-05", "2025-03-10", "2025-10-01"] as IsoDate[];
  const saved = await Promise.all(
    days.map(async (day) => {
      const [plain, claimed] = await Promise.all(
        [{}, { claim: ["USMCA"] }].map((claims) =>
          answerWhen(CAR, { origin, value, from: day, until: day, ...MODE, ...claims }, context),
        ),
      );
      const [before, after] = [plain, claimed].map(
        (report) => report && cell(report, report.rows[0] ?? [], "duty_usd"),
      );
      return Number(before) - Number(after);
    }),
  );
  // The duty over fentanyl frees goods of the USMCA from 2025-03-07 (9903.01.14); cars of it owe Section 232 on their content.
  expect(saved).toEqual([750, 8250, 750]);
  const period = { from: "2025-03-01" as IsoDate, until: "2025-10-31" as IsoDate };
  const { notes, rows } = await answerWhen(CAR, { origin, value, ...period, ...MODE }, context);
  expect(notes).toContain(
    "Not claimed: --claim USMCA would save up to $8,250 from 2025-03-01 to 2025-10-31.",
  );
  expect(notes.join(" ")).toContain(
    "with --claim USMCA --us-content 1 the duty is $0 from 2025-04-03 to 2025-10-31",
  );
  expect(rows.map(([from]) => from)).toEqual(["2025-03-01", "2025-03-04", "2025-04-03", "2025-04-05"]);
});

test("freight is the share that the published charges are of the imports of the chapter", async () => {
  const { chargesUsd = 0, importsUsd = 1 } = context.carriage("JP" as Country, "84") ?? {};
  const value = usd(10_000);
  const report = await answerChoose("8482105068" as HtsCode, { value, from: ["JP" as Country] }, context);
  const [row = []] = report.rows;
  expect(text(cell(report, row, "freight_usd"))).toBe(((10_000 * chargesUsd) / importsUsd).toFixed(2));
});

test("members of a union have the charges of the union; partners without trade have none", () => {
  expect(context.carriage("DE" as Country, "84")?.partner).toBe("EU");
  expect(context.carriage("JP" as Country, "84")?.partner).toBe("JP");
  expect(context.carriage("KP" as Country, "84")).toBeUndefined();
});

test("US content that would lower the duty on a car is asked for, with the claim it needs; of two rights that save the same USMCA comes first", async () => {
  const car = {
    value: usd(30_000),
    from: ["CA", "MX", "JP"] as Country[],
    date: "2025-10-01" as IsoDate,
  };
  const { rows, notes, ...report } = await answerChoose("87032301" as HtsCode, car, context);
  const rights = rows.map((row) => [
    cell({ rows, notes, ...report }, row, "origin"),
    cell({ rows, notes, ...report }, row, "right"),
  ]);
  expect(rights).toEqual([
    ["JP", null],
    ["MX", "USMCA $750"],
    ["CA", "USMCA $750"],
  ]);
  expect(notes.filter((note) => note.includes("US content"))).toEqual([
    expect.stringContaining("with --claim USMCA --us-content 1 the duty is $0 on goods of Canada, Mexico"),
  ]);
});

/** The middle of a case names the country on whose goods the order is: 570 is China. */
test("a deposit that is stated is of goods of the country of its order", () => {
  const screws = "7318152061" as HtsCode;
  const flags = { value: usd(10_000), from: ["CN", "DE"] as Country[], date: "2026-10-01" as IsoDate };
  const dutyOf = (adcvd: string[]) =>
    costsOf(screws, { ...flags, adcvd }, context).costs.map(({ assessment }) => assessment?.duty.toFixed());
  // Steel of each owes 50% (9903.82.02); screws of China 25% over Section 301 besides.
  const [china, germany] = dutyOf(["none"]).map(Number) as [number, number];
  expect(germany).toBe(5000);
  expect(dutyOf(["A-570-932=12%"]).map(Number)).toEqual([china + 1200, germany]);
});

test("a provision of chapter 98 is claimed as by duty, and says of itself not what the goods are", async () => {
  // 9802.00.80: $400 of parts of the United States in $1,000 leave $600, charged 5% of the base duty and 25% as parts of cars.
  const flags = { value: usd(1000), date: "2026-10-09" as IsoDate, ...MODE };
  const wires = "8544300000" as HtsCode;
  const under = { ...flags, ch98: "98020080" as HtsCode, usParts: usd(400) };
  const { rows, ...report } = await answerChoose(wires, { ...under, from: ["VN" as Country] }, context);
  expect(cell({ rows, ...report }, rows[0] as Cell[], "duty_usd")?.toString()).toBe("180");
  for (const asked of [
    answerChoose("98020080" as HtsCode, flags, context),
    answerWhen("98020080" as HtsCode, { value: usd(1000), origin: "JP" as Country }, context),
  ])
    await expect(asked).rejects.toThrow("says how goods are entered");
});
