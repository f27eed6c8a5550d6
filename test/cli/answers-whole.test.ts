/** An answer says what it is of: its day, its months, its unit, and the answer itself where notes are left out. */
import { expect, test } from "vitest";
import { session } from "./session.js";

const inALine = (text: string) => text.replaceAll(/\s+/g, " ");

test.each([
  [
    "when 8703.23.01 --origin JP --value 30000 --from 2025-03 --until 2025-10 --quiet",
    "Best day of entry: 2025-03-01, $30,891.42, $7,500 less than the dearest",
  ],
  [
    "when 8703.23.01 --origin JP --value 30000 --quiet",
    "It costs the same on every day that is known: $34,641.42.",
  ],
  ["balance --origin VN --quiet", "by the law of 2025-06-19"],
  ["balance --origin JP --date 2025-09-20 --quiet", "by the law of 2025-09-20"],
  ["prices --auto 25 --reciprocal 24 --quiet", "rise of the rate of all imports 0.97 pp"],
  ["prices --auto 25 --reciprocal 24 --quiet", "a household, by the scenario alone"],
  ["prices --auto 25 --reciprocal 24 --quiet", "duty added by the scenario alone"],
  [
    "timeline --origin KR --actuals --from 2025-07-15 --to 2025-09-10",
    "2025-07 and 2025-09, of which some days are asked for, left out",
  ],
  ["exposure --origin KR", "there are no figures of South Korea 2> hint: there are of Japan;"],
  ["compare 2025-06-19 2025-08-08 --origin JP", "`scenario --date 2025-06-19 --baseline DAY`"],
  ["events --from 2026-12 --to 2027-01 --quiet", "events from 2026-12-01 to 2027-01-31"],
  ["events --origin CN --until 2027-01", "did you mean --to?"],
  ["events --from 2026-02-01 --to 2026-03-31", "timeline --origin JP --from 2026-02-01 --to 2026-03-31"],
  ["events --from 2026-12-01 --to 2026-11-01", "2026-12-01 is after 2026-11-01"],
  ["events --to 2026-12-31", "actions without a day are left out"],
  ["choose t-shirts --value 10", 'hint: `tariff-calc find "t-shirts"` looks for the number of goods'],
  ["rate laptops --origin CN", 'hint: `tariff-calc find "laptops"` looks for the number of goods'],
  [
    "solve --lever auto --target duty=$25bn",
    'got "$25bn" 2> hint: for example duty=30e9, which is $30 billion',
  ],
  ["solve --lever auto --target net=25,000,000,000", "hint: for example net=30e9"],
  ["sweep --lever auto=0..30", "hint: for example auto=0:50:5, or auto=0,15,25"],
  ["sweep --lever auto=0-30", "hint: for example auto=0:50:5, or auto=0,15,25"],
  ["timeline --origin JP --date 2025-06-19", "did you mean --from?"],
  ["scenario --auto 0.25", "- Rates are in per cent: 0.25% is set; 25% is written 25, not 0.25."],
  ["compare --case auto=0.15 --case auto=15", "Rates are in per cent: 0.15% is set"],
  ["scenario --auto 15 --response armington --quiet", "Sales of others,"],
])("tariff-calc %s: %s", async (line, told) => {
  const printed = await session(`$ tariff-calc ${line}`, 90);
  expect(inALine(printed)).toContain(told);
});

test("whole months are not said to be left out", async () => {
  const printed = await session(
    "$ tariff-calc timeline --origin KR --actuals --from 2025-07 --to 2025-09",
    90,
  );
  expect(printed).not.toContain("left out.");
  expect(printed).toContain("2025-07 ");
});

test("compare has no column of changes where no scenario has one", async () => {
  const heads = async (line: string) => session(`$ tariff-calc compare ${line} --anyway`, 140);
  expect(await heads("japan-2025 section-122")).not.toContain("Changes");
  expect(await heads("japan-2025 --case auto=15")).toContain("Changes");
});

test("a grid of some numbers has the rows that the whole has of them", async () => {
  const rows = async (more: string) => {
    const printed = await session(`$ tariff-calc grid --date 2025-06-19 --origin JP ${more}`, 80);
    return printed.split("\n").filter((row) => /(^|,)(8703|7208)/.test(row));
  };
  const some = await rows("--product 8703,7208");
  expect(some.length).toBeGreaterThan(50);
  expect(some).toEqual(await rows(""));
});
