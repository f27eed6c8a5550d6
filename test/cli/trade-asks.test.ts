/** What a year of trade leaves open moves what it would move row by row, assessed one at a time. */
import { expect, test } from "vitest";
import { priceScenario } from "../../src/commands/scenario/answer.js";
import { tradeAsks } from "../../src/commands/scenario/asks.js";
import { createContext } from "../../src/data/context.js";
import { assess } from "../../src/law/assess.js";
import { isoDate } from "../../src/law/calendar.js";
import { NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country } from "../../src/law/origin.js";
import { plusUsd, type Usd, usd } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const DAY = isoDate("2026-10-05") as NonNullable<ReturnType<typeof isoDate>>;
const ORIGIN = "IN" as Country;
const context = createContext(DATA, "0");
const view = "law" as const;

test("note 40: patented medicines of India, on rows of headings 3003 and 3004", async () => {
  const { hts, value } = context.flow("us-imports-2024", ORIGIN);
  /** A number that has ended may be any of its line; what it owes is not known alone. */
  const products = hts.filter((code) => /^300[34]/.test(code) && context.schedule().base.exists(code, DAY));
  const text = {
    ...(await context.scenario("japan-2025")),
    ...{ origins: [ORIGIN], products, date: DAY, baseline: DAY, changes: [], assume: [] },
  };
  const { run, assume } = await priceScenario(text, view, undefined, context);
  const { facts } = tradeAsks(run, { view, assume }, context);
  const asks = facts.asks as readonly {
    id: string;
    imports_usd: string;
    change_usd: string;
    presumed: boolean;
  }[];
  const found = asks.find(({ id }) => id === "patented");

  let [imports, change] = [usd(0), usd(0)];
  for (const [row, code] of hts.entries()) {
    if (!products.includes(code)) continue;
    const goods = {
      ...NOTHING_STATED,
      hts: code as HtsCode,
      origin: ORIGIN,
      date: DAY,
      value: usd(value[row] as number),
    };
    const dutyWith = (claims: readonly string[]): Usd =>
      assess({ ...goods, claims: new Set(claims) }, context.schedule())?.duty ?? usd(0);
    const more = dutyWith(["patented"]).minus(dutyWith([])) as Usd;
    if (more.isZero()) continue;
    imports = plusUsd(imports, goods.value);
    change = plusUsd(change, more);
  }
  expect(change.gt(0)).toBe(true);
  expect(found).toMatchObject({
    presumed: false,
    imports_usd: imports.toFixed(),
    change_usd: change.toFixed(),
  });
});
