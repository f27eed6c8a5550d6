/** What sentences of a report must say of a total, worked out from the JSON of the command line alone. */
import { Decimal } from "decimal.js";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import passThrough from "../../data/economics/pass-through.json" with { type: "json" };
import { type Answered, cellsOf, dataOf, linesOf, rowsOf } from "./browser.js";

const KEYS = [
  ...["imports_usd", "baseline_rate", "scenario_rate", "change_pp", "baseline_duty_usd"],
  ...["scenario_duty_usd", "change_usd", "contribution_pp"],
];

/** Dollars as people say them, one place after the point of millions and billions. */
function dollars(text: string, sign: boolean): string {
  const amount = new Decimal(text);
  const [scale, word] = amount.abs().gte("1e9")
    ? ["1e9", " billion"]
    : amount.abs().gte("1e6")
      ? ["1e6", " million"]
      : ["1", ""];
  const said = amount
    .abs()
    .div(scale)
    .toDecimalPlaces(word === "" ? 0 : 1);
  return `${sign && amount.isNegative() ? "−" : ""}$${said.toNumber().toLocaleString("en")}${word}`;
}

const shownAs = (key: string, text: string, sign: boolean): string =>
  key.endsWith("_rate") ? `${new Decimal(text).times(100).toFixed(2)}%` : dollars(text, sign);

/** Every number of the sections of a scenario is that of the answer of `scenario`: headline, sectors, who pays, notes. */
export async function expectFigures(page: Page, suffix: string, answered: Answered): Promise<void> {
  const { total, heading, notes } = answered;
  expect(await cellsOf(page, `#sectors${suffix}`, KEYS)).toEqual(rowsOf(answered, KEYS));
  const moved = !new Decimal(total.change_usd ?? "").isZero();
  const told = moved
    ? ["change_usd", "baseline_duty_usd", "scenario_duty_usd", "baseline_rate", "scenario_rate"]
    : ["scenario_duty_usd", "scenario_rate"];
  expect(await dataOf(page, `#headline${suffix}`)).toEqual(
    told.map((key) => [key, total[key], shownAs(key, total[key] ?? "", false)]),
  );
  expect(await linesOf(page, `#asked${suffix}`)).toEqual(heading);
  expect(await linesOf(page, `#notes${suffix}`)).toEqual(notes);
  await expectSplit(page, suffix, total, moved);
}

/**
 * The split by the definition: buyers bear (f^p - 1) / (f - 1) of a change, f the change of the tax factor and p the
 * pass-through in logs; shops pass the documented part on.
 */
async function expectSplit(page: Page, suffix: string, total: Answered["total"], moved: boolean) {
  const [whole, ...parts] = await dataOf(page, `#who-pays${suffix}`);
  const key = moved ? "change_usd" : "scenario_duty_usd";
  expect(whole).toEqual([key, total[key], shownAs(key, total[key] ?? "", true)]);
  if (!moved) return expect(parts).toEqual([]);
  const factor = (1 + Number(total.scenario_rate)) / (1 + Number(total.baseline_rate));
  const buyers = (factor ** passThrough.border.value - 1) / (factor - 1);
  const shops = passThrough.toConsumers.value;
  const shares = [1 - buyers, buyers * (1 - shops), buyers * shops];
  expect(parts).toHaveLength(shares.length);
  for (const [index, share] of shares.entries()) {
    const [, value, shown] = parts[index] ?? [];
    const amount = share * Number(total.change_usd);
    expect(Math.abs(Number(value) / amount - 1)).toBeLessThan(1e-9);
    expect(shown).toBe(dollars(String(amount), true));
  }
  const percents = (await linesOf(page, `#who-pays${suffix}`)).flatMap(
    (line) => /([\d.]+)%,/.exec(line ?? "")?.[1] ?? [],
  );
  expect(percents).toEqual(shares.map((share) => (share * 100).toFixed(1)));
}

/** The table of days: rates of `timeline`, and measures by the titles that `measures` gives them. */
export async function expectCourse(
  page: Page,
  table: string,
  { rows }: Answered,
  titles: ReadonlyMap<string, string>,
): Promise<void> {
  const keys = ["date", "rate", "change_pp", "measures"];
  const expected = rows.map((row) => [
    ...keys.slice(0, -1).map((key) => row[key] ?? null),
    (row.measures as string[]).map((id) => titles.get(id)).join("; "),
  ]);
  expect(await cellsOf(page, table, keys)).toEqual(expected);
}
