/** Trade followed from day to day by classes of lines owes what it owes priced row by row on each day. */
import { describe, expect, test } from "vitest";
import type { Country, Origin } from "../../src/domain/country.js";
import { courseOf } from "../../src/domain/course.js";
import type { IsoDate } from "../../src/domain/day.js";
import type { Flow } from "../../src/domain/flow.js";
import { sumsWhere } from "../../src/domain/tally.js";
import { portionsOf, priceTrade } from "../../src/domain/trade.js";
import { NO_USD, plusUsd } from "../../src/domain/units.js";
import { loadAssumptions } from "../../src/load/assumptions.js";
import { loadFlow } from "../../src/load/flows.js";
import { reader, shipped } from "../shipped.js";

const DAYS = [
  "2025-01-15",
  "2025-04-06",
  "2025-04-12",
  "2025-06-20",
  "2025-09-20",
  "2026-03-01",
] as IsoDate[];

const { assumptions: assume } = loadAssumptions(reader, ["metal-content", "observed-base", "usmca-claims"]);
const flow = (code: string): Flow => loadFlow(reader, "us-imports-2024", code as Country);
const originOf = (code: string): Origin => shipped.origins.get(code as Country) as Origin;

describe.each([["JP"], ["MX"], ["AU", "NZ", "CL"], ["CN", "HK", "RU"]])("trade of %s %s %s", (...codes) => {
  const origins = (codes as string[]).filter((code) => code !== undefined).map(originOf);
  const trade = origins.flatMap((origin) =>
    portionsOf(flow(origin.code), origin, { assume, past: shipped }).map((portion) => ({
      ...portion,
      origin,
    })),
  );
  const course = courseOf(trade, DAYS, shipped, { view: "law", assume });

  test.each(DAYS.map((day, index) => [day, index] as const))("on %s", (date, index) => {
    const question = { date, view: "law", assume, past: shipped } as const;
    const alone = origins.map((origin) =>
      sumsWhere(
        priceTrade(flow(origin.code), origin, shipped, question),
        ({ status }) => status !== "outside",
      ),
    );
    const duty = alone.reduce((sum, one) => plusUsd(sum, one.duty), NO_USD);
    const imports = alone.reduce((sum, one) => plusUsd(sum, one.imports), NO_USD);
    expect(course[index]?.duty.toFixed()).toBe(duty.toFixed());
    expect(course[index]?.imports.toFixed()).toBe(imports.toFixed());
    expect(course[index]?.atLeast).toBe(alone.some(({ atLeast }) => atLeast));
  });
});
