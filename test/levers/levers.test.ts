/** What is read off a line is what the law, priced at that rate, says. */
import { describe, expect, test } from "vitest";
import { answerCompare } from "../../src/commands/compare/answer.js";
import { answerSolve } from "../../src/commands/solve/index.js";
import { priceAt } from "../../src/commands/solve/levers.js";
import type { RateQuestion } from "../../src/commands/solve/problem.js";
import { type Axis, answerSweep, heatMap } from "../../src/commands/sweep/index.js";
import { questionOf } from "../../src/contract/question.js";
import { isDecimal, plain, type Report } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { decimal } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const japan = await questionOf(null, {}, new Map(), context);
const levers = (...names: string[]) => ({ names, text: japan, view: "law" as const });
const percents = (...rates: (number | string)[]) => rates.map((rate) => decimal(rate));
const column = ({ columns, rows }: Report, key: string) =>
  rows.map((cells) => cells[columns.findIndex((one) => one.key === key)] ?? null);
const texts = (report: Report, key: string) =>
  column(report, key).map((cell) => (isDecimal(cell) ? cell.toFixed() : cell));

test("a sum of duties of which some are not known says so in each case, group and total", async () => {
  const china = await questionOf(null, { origin: ["CN"] }, new Map(), context);
  const cases = ["first", "second"].map((name) => ({ name, text: china }));
  const report = await answerCompare(cases, { by: ["sector"], top: 1, view: "law" }, context);
  expect(report.total).toMatchObject({ label: "Total, at least", at_least: true });
  expect(texts(report, "label")).toEqual(["Other goods exempt by Annex II", "18 smaller groups"]);
  expect(texts(report, "at_least")).toEqual([true, true]);
  const [exempt] = report.rows;
  expect(exempt?.[report.columns.findIndex(({ tableOnly }) => tableOnly)]).toBe(
    "≥ Other goods exempt by Annex II",
  );
});

test("every point of a sweep of two levers is what the law charges there, to the last digit", async () => {
  const axes: Axis[] = [
    { lever: "auto", rates: percents(0, 15, "27.5") },
    { lever: "reciprocal", rates: percents(0, 24) },
  ];
  const report = await answerSweep({ axes, text: japan, view: "law" }, context);
  const duties = texts(report, "duty_usd");
  const points = axes[0]?.rates.flatMap((auto) => axes[1]?.rates.map((other) => [auto, other]) ?? []) ?? [];
  const priced = [];
  for (const point of points)
    priced.push((await priceAt(levers("auto", "reciprocal"), point, context)).duty.toFixed());
  expect(duties).toEqual(priced);
});

describe("solve, trade as it was", () => {
  const solve = (asked: Partial<RateQuestion>) =>
    answerSolve({ lever: "reciprocal", text: japan, view: "law", ...asked }, context);

  test("the rate found gives the target when the law is priced at it", async () => {
    const report = await solve({ target: { goal: "rate", value: decimal(20) } });
    const [rate] = texts(report, "rate_pct");
    const { duty, base } = await priceAt(levers("reciprocal"), percents(String(rate)), context);
    expect(duty.div(base).toNumber()).toBeCloseTo(0.2, 13);
  });

  test("what cars owe less at 15% than at 25% the reciprocal tariff makes up for", async () => {
    const report = await solve({
      hold: "duty",
      from: { lever: "auto", rate: decimal(25) },
      to: { lever: "auto", rate: decimal(15) },
    });
    const [rate] = texts(report, "rate_pct");
    const before = await priceAt(levers("auto"), percents(25), context);
    const after = await priceAt(levers("auto", "reciprocal"), percents(15, String(rate)), context);
    expect(after.duty.minus(before.duty).abs().toNumber()).toBeLessThan(0.01);
  });

  test("a duty below what is owed without the lever is out of reach", async () => {
    const report = await solve({ target: { goal: "duty", value: decimal(1) } });
    expect([report.rows, report.findings]).toEqual([[], true]);
    expect(report.notes[0]).toMatch(/^No rate of reciprocal/);
    const beyond = await solve({ target: { goal: "duty", value: decimal("99e12") } });
    expect([beyond.rows, beyond.findings]).toEqual([[], true]);
  });
});

test("when trade answers there are two rates below the peak of revenue, and none above it", async () => {
  const response = { flags: { response: "elastic" as const, elasticity: -2 } };
  const solve = (dollars: number) =>
    answerSolve(
      {
        lever: "reciprocal",
        text: japan,
        view: "law",
        response,
        target: { goal: "duty", value: decimal(dollars) },
      },
      context,
    );
  expect(texts(await solve(25e9), "side")).toEqual(["duty rises", "duty falls"]);
  expect((await solve(90e9)).findings).toBe(true);
});

test("a map of more rates than fit shows rates equally far apart, and stays narrow", () => {
  const axes: Axis[] = [
    { lever: "auto", rates: Array.from({ length: 101 }, (_, rate) => decimal(rate)) },
    { lever: "reciprocal", rates: Array.from({ length: 201 }, (_, rate) => decimal(rate)) },
  ];
  const swept = (axes[0]?.rates ?? []).flatMap((auto) =>
    (axes[1]?.rates ?? []).map((other) => {
      const duty = auto.plus(other);
      return { point: [auto, other], imports: decimal(1), duty, rate: duty };
    }),
  );
  const [, head = "", ...rows] = heatMap(axes, swept);
  expect(head).toContain("across from 0 to 200%");
  expect(rows.map((row) => Number(row.slice(0, 3)))).toEqual(
    Array.from({ length: 34 }, (_, line) => line * 3),
  );
  expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([4 + 41]));
});

describe("compare by group", async () => {
  const cases = [];
  for (const auto of ["25", "15"])
    cases.push({ name: auto, text: await questionOf(null, {}, new Map([["auto", auto]]), context) });
  const report = await answerCompare(cases, { by: ["sector"], view: "law" }, context);

  test("groups add up to the total, and each is its distance from the first", () => {
    for (const key of ["case1_duty_usd", "case2_duty_usd", "case2_from_first_usd"]) {
      const cells = column(report, key).filter(isDecimal);
      const sum = cells.reduce((total, cell) => total.plus(cell), decimal(0));
      expect([key, sum.toFixed()]).toEqual([key, String(plain(report.total?.[key] ?? null))]);
    }
    const [first, second, apart] = ["case1_duty_usd", "case2_duty_usd", "case2_from_first_usd"].map((key) =>
      column(report, key).filter(isDecimal),
    );
    expect(apart?.map(String)).toEqual(second?.map((duty, row) => String(duty.minus(first?.[row] ?? 0))));
  });

  test("trade stays as it was: imports of a group are the same in each case, and add up to all", () => {
    const [first, second] = ["case1_imports_usd", "case2_imports_usd"].map((key) => texts(report, key));
    expect(second).toEqual(first);
    const sum = column(report, "case1_imports_usd")
      .filter(isDecimal)
      .reduce((total, cell) => total.plus(cell), decimal(0));
    expect(sum.toFixed()).toBe("151340030810");
  });

  test("ten points less on cars are ten points less of cars, and nothing of steel", () => {
    const apart = Object.fromEntries(
      texts(report, "group").map((group, row) => [group, column(report, "case2_from_first_pp")[row]]),
    );
    expect([String(apart.cars), String(apart.steel)]).toEqual(["-10", "0"]);
  });
});
