/** The arithmetic of exposure as METHODS 3.3 and 4 work it out for Japan. */
import { expect, test } from "vitest";
import { derivedSteps } from "../../src/commands/exposure/steps.js";
import { createContext } from "../../src/data/context.js";
import { DATA, shipped } from "../shipped.js";

const context = createContext(DATA, "0");
const japan = await context.exposure(
  [...shipped.origins.keys()].find((code) => code === "JP") ?? ("JP" as never),
);
const steps = new Map(derivedSteps(japan).map(({ id, value }) => [id, value.toNumber()]));

test.each([
  ["exchange_rate", 145.03, 0.01],
  ["sector_surplus", 7.052e12, 1e9],
  ["sector_surplus_month", 420.08e9, 1e7],
  ["share_of_exports", 0.19888, 1e-4],
  ["share_of_shipments", 0.11465, 1e-4],
  ["jobs_exposed_narrow", 101_000, 500],
  ["jobs_exposed_broad", 642_000, 500],
])("%s is %d within %d", (id, value, within) => {
  expect(Math.abs((steps.get(id) ?? 0) - value)).toBeLessThanOrEqual(within);
});

test("a step whose figures are not given is left out", () => {
  const without = { ...japan, figures: japan.figures.filter(({ id }) => id !== "sector_shipments") };
  expect(derivedSteps(without).map(({ id }) => id)).toEqual([
    "exchange_rate",
    "sector_surplus",
    "sector_surplus_month",
    "share_of_exports",
  ]);
});

test("shares of output of another year say so", () => {
  expect(derivedSteps(japan).find(({ id }) => id === "share_of_shipments")?.from).toMatch(
    /years differ: 2024 and 2022/,
  );
});
