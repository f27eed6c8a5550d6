/** Every assumption that the data names, whatever its kind: off it is the law, on alone it moves what it says and nothing else. */
import { describe, expect, test } from "vitest";
import { priceScenario } from "../../src/commands/scenario/answer.js";
import { createContext } from "../../src/data/context.js";
import { type Assessment, assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country } from "../../src/law/origin.js";
import { type Decimal, decimal, usd } from "../../src/law/units.js";
import type { PricedFlow } from "../../src/trade/question.js";
import { sumsWhere, tallyLayers, tallyRows } from "../../src/trade/tally.js";
import { DATA, reader, shipped } from "../shipped.js";

const context = createContext(DATA, "0");
const DATASET = "us-imports-2024";
const names = reader.names("assumptions").filter((name) => !name.startsWith("assumptions/tables/"));
const texts = names.map((name) => reader.json(name) as unknown as AssumptionText);

interface AssumptionText {
  readonly id: string;
  readonly kind: string;
  readonly origins?: readonly string[];
  readonly products?: readonly string[];
  readonly claims?: readonly string[];
  readonly from?: string;
}

const pricedWith = async (origin: string, date: string, assume: readonly string[]) => {
  const text = { title: "t", origins: [origin], date, flows: DATASET, changes: [], assume };
  return (await priceScenario(text as never, "law", undefined, context)).run.changed;
};
const byLine = (priced: readonly PricedFlow[]) => tallyRows(priced, ({ hts }, row) => hts[row] ?? "");

/** Alone, a number that ended is unknown where the lines of its eight digits differ; a year of trade takes none of their lists. */
const isUnknownEnded = (number: string, alone: Assessment | undefined): boolean =>
  alone !== undefined && !shipped.base.exists(number, alone.entry.date) && alone.needs.length > 0;

describe("without any, a year owes", () => {
  test.each([
    ["NO", "2025-08-10"],
    ["IL", "2026-03-02"],
  ])("what its lines owe one by one: %s on %s", async (origin, date) => {
    const { hts, value } = context.flow(DATASET, origin as Country);
    const priced = await pricedWith(origin, date, []);
    const lines = byLine(priced);
    const wrong = hts.flatMap((number, row) => {
      const owed = lines.get(number);
      if (number >= "98" || owed === undefined || owed.atLeast) return [];
      const dated = { date: date as IsoDate, value: usd(value[row] ?? 0), origin: origin as Country };
      if (shipped.base.ratesOf(number, dated.date) === undefined) return [];
      const alone = assess({ ...NOTHING_STATED, ...dated, hts: number as HtsCode }, shipped);
      return isUnknownEnded(number, alone) || alone?.duty.eq(owed.duty)
        ? []
        : [`${number}: alone ${alone?.duty.toFixed()}, in the year ${owed.duty.toFixed()}`];
    });
    expect(wrong).toEqual([]);
    expect(lines.size).toBeGreaterThan(1000);
    const sum = [...lines.values()].reduce((all, { duty }) => all.plus(duty), decimal(0));
    expect(sum.toFixed()).toBe(sumsWhere(priced, () => true).duty.toFixed());
  });
});

/** What a note of this kind names: whose goods, which lines of them, and which way their duty goes. */
interface Meant {
  readonly origins: (code: string, text: AssumptionText) => boolean;
  readonly lines: (hts: string, text: AssumptionText, at: { origin: string; date: string }) => boolean;
  readonly way: "less" | "more";
  /** Stands on another that is on too. */
  readonly beside?: string;
}

const startsIn = (hts: string, { products = [] }: AssumptionText) =>
  products.some((one) => hts.startsWith(one));
const named = (code: string, { origins = [] }: AssumptionText) => origins.includes(code);
const all = () => true;
/** A base duty by weight or number, which a year of trade cannot compute. */
const isSpecific = (hts: string, date: string) =>
  /[^\d.%\s]/.test((shipped.base.ratesOf(hts, date as IsoDate)?.general ?? "").replace(/^Free$/, ""));
const hasContent = (hts: string, origin: string, date: string) =>
  withMetal.get(`${origin} ${date}`)?.has(hts) === true;
const isMixedTrade = (code: string) =>
  context.flow(DATASET, code as Country).hts.some((hts) => hts.length === 2);

const KINDS: Readonly<Record<string, Meant>> = {
  "product-mix": { origins: isMixedTrade, lines: all, way: "more" },
  "metal-content": {
    origins: all,
    lines: (hts, _, { origin, date }) => hasContent(hts, origin, date),
    way: "more",
  },
  "observed-base": { origins: all, lines: (hts, _, { date }) => isSpecific(hts, date), way: "more" },
  "other-preferences": {
    origins: (code, { claims = [] }) =>
      shipped.agreements.some(({ claim, origins }) => claims.includes(claim) && origins.includes(code)),
    lines: (hts, _, { date }) => (shipped.base.ratesOf(hts, date as IsoDate)?.special ?? "") !== "",
    way: "less",
  },
  "quota-share": { origins: named, lines: startsIn, way: "less" },
  "usmca-claims": { origins: (code) => ["CA", "MX"].includes(code), lines: all, way: "less" },
  "us-content": { origins: named, lines: startsIn, way: "less", beside: "usmca-claims" },
};

const CASES = [
  ["AU", "2025-02-10"],
  ["KR", "2025-02-10"],
  ["NO", "2025-02-10"],
  ["GB", "2025-08-10"],
  ["MX", "2025-08-10"],
  ["LS", "2025-08-10"],
] as const;
/** Lines that a duty on content reaches which nobody states, by origin and day. */
const withMetal = new Map<string, ReadonlySet<string>>();

describe("each that the data names", () => {
  const moving = new Set<string>();
  test("has a kind whose note is known here", () => {
    expect(texts.map(({ kind }) => kind).filter((kind) => KINDS[kind] === undefined)).toEqual([]);
  });

  test.each(CASES)("alone moves what it says, of %s on %s", async (origin, date) => {
    const none = await pricedWith(origin, date, []);
    const metal = tallyLayers(
      none,
      (layer, group) => (layer?.id.startsWith("section-232/") && layer.atLeast ? group : ""),
      ({ hts }, row) => hts[row] ?? "",
    );
    withMetal.set(`${origin} ${date}`, new Set(metal.keys()));
    for (const text of texts) {
      const moved = await movedBy(text, origin, date);
      if (moved.length > 0) moving.add(text.id);
      const { origins, lines, way } = KINDS[text.kind] as Meant;
      const isMeant = origins(origin, text) && (text.from ?? "") <= date;
      const isTold = ({ hts, by }: Moved) =>
        isMeant && lines(hts, text, { origin, date }) && (way === "less") === by.lt(0);
      const stray = moved.filter((one) => !isTold(one));
      expect(stray.map(({ hts, by }) => `${text.id} ${hts} ${by.toFixed(2)}`)).toEqual([]);
    }
  });

  test("moves something of these", () => {
    expect([...moving].sort()).toEqual(texts.map(({ id }) => id).sort());
  });
});

interface Moved {
  readonly hts: string;
  readonly by: Decimal;
}

/** Lines whose duty an assumption moves, alone or beside the one that it stands on. */
async function movedBy({ id, kind }: AssumptionText, origin: string, date: string): Promise<Moved[]> {
  const beside = [KINDS[kind]?.beside ?? []].flat();
  const was = byLine(await pricedWith(origin, date, beside));
  const is = byLine(await pricedWith(origin, date, [...beside, id]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((hts) => {
    const by = (is.get(hts)?.duty ?? decimal(0)).minus(was.get(hts)?.duty ?? decimal(0));
    return by.isZero() ? [] : [{ hts, by }];
  });
}
