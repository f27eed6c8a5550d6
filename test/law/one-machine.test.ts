/**
 * One law, whoever applies it. Whatever the law says and whatever the goods are, a line of `duty --file`, a cell of `grid`,
 * a row of trade, trade followed from day to day and a page that carries its data owe what the goods owe as an entry of
 * their own, to the last digit. Law, goods and trade are made at random: ONE_MACHINE_RUNS says how many of each, and
 * ONE_MACHINE_SEED draws again what a failure named.
 */
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gridOf } from "../../src/compiled/grid.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { pack } from "../../src/data/pack.js";
import { productList } from "../../src/data/shapes/lists.js";
import { checkMeasure, type DutyText } from "../../src/data/shapes/measure.js";
import { type EntryRow, statedNumber } from "../../src/entries/entry-row.js";
import { linePricer } from "../../src/entries/pricer.js";
import type { StatedFacts } from "../../src/entries/stated-facts.js";
import { entryTally } from "../../src/entries/tally.js";
import { type Assessment, assess, assessBeside, reachedBy } from "../../src/law/assess.js";
import { baseCharge } from "../../src/law/base-duty.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { asFiled, filedInCents, inCents } from "../../src/law/declare.js";
import { type Entry, NO_CLAIMS, NOTHING_STATED } from "../../src/law/entry.js";
import { type HtsCode, isOutsideTariffBase } from "../../src/law/hts.js";
import type { View } from "../../src/law/measure.js";
import { type Country, type Origin, scheduleIn } from "../../src/law/origin.js";
import type { Schedule } from "../../src/law/schedule.js";
import { settledFor } from "../../src/law/settle.js";
import { type Decimal, decimal, effectiveRate, NO_USD, sumUsd, type Usd, usd } from "../../src/law/units.js";
import { dataOf, openData } from "../../src/library/open-data.js";
import { price } from "../../src/library/price.js";
import { dailyDuty } from "../../src/trade/daily-duty.js";
import { AS_RECORDED, type ClaimTerms, type Flow, isMixed } from "../../src/trade/flow.js";
import { priceFlow } from "../../src/trade/price.js";
import type { Assumptions, PricedFlow, Question } from "../../src/trade/question.js";
import { runScenario } from "../../src/trade/run-scenario.js";
import { statusOf, sumsWhere } from "../../src/trade/tally.js";
import {
  type AnyGoods,
  type AnyLaw,
  type AnyTrade,
  anyLaw,
  lawAndGoods,
  lawAndTrade,
  ORIGINS,
} from "../any-law.js";
import { DATASET, filesOf, readerOf } from "../law-files.js";

const RUNS = Number(process.env.ONE_MACHINE_RUNS ?? 3_000);
const SEED = process.env.ONE_MACHINE_SEED;

/** Nothing differs, whatever is drawn; else the smallest case that does, and how. */
function expectAgreement<T>(cases: fc.Arbitrary<T>, differences: (one: T) => readonly string[]): void {
  const property = fc.property(cases, (one) => {
    const found = differences(one);
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  const { counterexample, errorInstance, seed, counterexamplePath } = fc.check(property, {
    numRuns: RUNS,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
  const told = counterexample
    ? `${(errorInstance as Error).message}\n${shown(counterexample[0])}\nseed ${seed}, path ${counterexamplePath}`
    : "";
  expect(told).toBe("");
}

/** A case without the words that no calculator reads. */
const shown = (value: unknown): string => {
  const plain = JSON.parse(JSON.stringify(value), (key, one) =>
    NEVER_READ.includes(key) || one?.length === 0 ? undefined : one,
  );
  return inspect(plain, { depth: null, breakLength: 110, compact: 8 });
};
const NEVER_READ = ["title", "authority", "checkedOn", "confidence", "examples", "sources"];

const differs = (what: string, found: unknown, expected: unknown): string[] => {
  const [a, b] = [inspect(found, { depth: 4 }), inspect(expected, { depth: 4 })];
  return a === b ? [] : [`${what}: ${a}\n  as an entry of its own: ${b}`];
};

const scheduleOf = (law: AnyLaw): Schedule => dataOf(readerOf(filesOf(law))).schedule;
const originOf = ({ origins }: Schedule, code: string): Origin => origins.get(code as Country) as Origin;

/** Equal claims are one set and equal contents one object, as a file of entries is read. */
function interned<T>(make: (text: string) => T): (key: unknown) => T {
  const known = new Map<string, T>();
  return (key) => {
    const text = JSON.stringify(key);
    const found = known.get(text) ?? make(text);
    known.set(text, found);
    return found;
  };
}

function factsOf(goods: AnyGoods, sharesOf: (key: unknown) => Entry["shares"]): StatedFacts | null {
  const { shares, quantities, components, loadedOn } = goods;
  if (!shares && !quantities && !components && !loadedOn) return null;
  const read = (quantities ?? []).map(({ amount, unit, of }) => ({
    amount: decimal(amount),
    unit,
    of: of || null,
  }));
  return {
    quantities: () => read,
    shares: sharesOf(shares ?? {}),
    weights: {},
    madeIn: {},
    components: new Map(Object.entries(components ?? {}).map(([name, worth]) => [name, usd(worth)])),
    loadedOn: loadedOn ?? null,
    adcvd: NOTHING_STATED.adcvd,
    chapter98: null,
  };
}

const rowsOf = (goods: readonly AnyGoods[], schedule: Schedule): EntryRow[] => {
  const claimsOf = interned((text) => new Set<string>(JSON.parse(text)));
  const sharesOf = interned((text) =>
    Object.fromEntries(
      Object.entries(JSON.parse(text) as object).map(([piece, share]) => [piece, decimal(share)]),
    ),
  );
  return goods.map((one) => ({
    ...statedNumber(one.hts as HtsCode, schedule),
    origin: originOf(schedule, one.origin),
    date: one.date,
    value: one.value,
    claims: one.claims ? claimsOf(one.claims) : NO_CLAIMS,
    facts: factsOf(one, sharesOf),
    mode: null,
    entryType: "formal",
  }));
};

const entryOf = ({ hts, origin, date, value, claims, facts }: EntryRow): Entry => ({
  ...NOTHING_STATED,
  ...(facts ? { ...facts, quantities: facts.quantities() } : {}),
  ...{ hts, origin: origin.code, date, claims },
  value: usd(value),
});

type Fate = Assessment["base"]["fate"];
const cents = (fate: Fate): string | null =>
  fate.outcome === "unknown" ? null : (fate.outcome === "charged" ? fate.duty : NO_USD).toFixed(2);
const dollars = (amount: number | null): string | null =>
  amount === null ? null : (amount / 100).toFixed(2);
const rateText = (duty: Usd, value: Usd): string | null =>
  effectiveRate(duty, value)?.toDecimalPlaces(12).toFixed() ?? null;

/** What an entry of its own states on its summary, in the terms of a row of `duty --file`. */
function onSummary(assessment: Assessment, { declaredFirst }: Schedule) {
  const { entry, base, duty, needs } = assessment;
  const rounded = inCents(assessment);
  const exact = asFiled(assessment, "", declaredFirst);
  const inRows = filedInCents(exact, base.fate);
  const declared = exact.map(({ layer, number, share, duty: own }, at) => {
    const rate = own === null || share.isZero() ? null : rateText(own.div(share) as Usd, entry.value);
    const on = share.eq(1) ? "" : ` on ${entry.value.times(share).toDecimalPlaces(2)}`;
    return `${layer?.measure.id ?? "base"} ${number} ${rate} ${inRows[at]?.duty?.toFixed(2) ?? null}${on}`;
  });
  return {
    duty: needs.length > 0 ? null : rounded.duty.toFixed(2),
    atLeast: rounded.duty.toFixed(2),
    base: cents(rounded.base.fate),
    rate: needs.length > 0 ? null : rateText(duty, entry.value),
    needs: [...needs].sort(),
    layers: declared,
    unrounded: duty.toFixed(),
  };
}

/** The same of a line of `duty --file`; `null` where it says that the tariff has no such line. */
function onFile(row: EntryRow, priced: ReturnType<ReturnType<typeof linePricer>>, { asOf }: Schedule) {
  if ("problem" in priced) return null;
  const { duty } = priced;
  const tally = entryTally(asOf, 0, new Set());
  const blank = {
    row: { at: 1, cells: [], record: null, fault: null },
    entry: "",
    problems: [],
    ban: null,
    orders: [],
  };
  tally.add({ ...blank, goods: row, priced }, []);
  return {
    duty: dollars(duty.duty),
    atLeast: dollars(duty.atLeast),
    base: dollars(duty.base),
    rate: duty.rate,
    needs: [...duty.needs].sort(),
    layers: duty.layers.map(
      ({ measure, number, rate, duty: own, on }) =>
        `${measure} ${measure === "base" ? "" : number} ${rate} ${dollars(own)}${on ? ` on ${on}` : ""}`,
    ),
    unrounded: tally.unrounded().toFixed(),
  };
}

test("every law made at random is one that the schemas of measures and lists allow", () => {
  expectAgreement(anyLaw, ({ measures, lists }) => {
    for (const measure of measures)
      checkMeasure({ ...measure, title: "A duty", versions: measure.versions.map(cited) }, measure.id);
    for (const [id, groups] of Object.entries(lists))
      productList.parse({ id, title: id, source: ["90 FR 1"], groups });
    return [];
  });
});

/** Words that a file must have and no calculator reads. */
const cited = (version: object) => ({
  ...version,
  sources: [{ cite: "90 FR 1", title: "An order", summary: "It says so." }],
});

/** Half a minute for 3,000 laws of each kind; on a busy machine several times that. */
const PATIENCE = { timeout: 60_000 + RUNS * 20 };

describe("whatever the law and the goods", PATIENCE, () => {
  test("a line of `duty --file` owes what the goods owe as an entry of their own, to the cent", () => {
    expectAgreement(lawAndGoods, ({ law, view, goods }) => {
      const schedule = scheduleOf(law);
      const priceRow = linePricer(schedule, view);
      return rowsOf(goods, schedule).flatMap((row, at) => {
        const alone = assess(entryOf(row), schedule, view);
        const expected = alone ? onSummary(alone, schedule) : null;
        return differs(`row ${at + 1} of the file`, onFile(row, priceRow(row), schedule), expected);
      });
    });
  });

  test("a cell of `grid` is the rate of a dollar of which nothing is claimed or stated", () => {
    expectAgreement(lawAndGoods, ({ law, view, goods }) => {
      const schedule = scheduleOf(law);
      const book = rateBook(schedule, view);
      const days = [...new Set(goods.map(({ date }) => date))];
      return days.flatMap((date) => gridDifferences(schedule, book, date, view));
    });
  });

  test("a row of trade owes what the goods owe as an entry of their own, with what is assumed of them", () => {
    expectAgreement(lawAndTrade, ({ law, view, days, trade, assume: ids }) => {
      const data = dataOf(readerOf(filesOf(law, trade)));
      const { schedule } = data;
      const assume = data.assumptions(ids);
      return days.flatMap((date) =>
        trade.flatMap((one) => {
          const flow = apart(data.flow(DATASET, one.origin));
          const question = { date, view, assume, past: schedule };
          const origin = originOf(schedule, one.origin);
          const priced = priceFlow(flow, origin, schedule, question, termsOf(one));
          return rowDifferences(priced, schedule, question);
        }),
      );
    });
  });

  test("trade followed from day to day owes on each day the sum of what its rows owe then", () => {
    expectAgreement(lawAndTrade, ({ law, view, days, trade, assume: ids }) => {
      const data = dataOf(readerOf(filesOf(law, trade)));
      const { schedule } = data;
      const assume = data.assumptions(ids);
      const traded = trade.map((one) => ({
        origin: originOf(schedule, one.origin),
        flow: data.flow(DATASET, one.origin),
        terms: termsOf(one),
      }));
      const course = dailyDuty(traded, days, schedule, { view, assume });
      return days.flatMap((date, at) => {
        const question = { date, view, assume, past: schedule };
        const alone = traded.flatMap(({ flow, terms, origin }) =>
          flow.hts.flatMap((_, row) => rowAlone({ flow, terms, origin, row }, schedule, question) ?? []),
        );
        const found = course[at];
        const sums = {
          imports: found?.imports.toFixed(),
          duty: found?.duty.toFixed(),
          atLeast: found?.atLeast,
        };
        return differs(`trade on ${date}`, sums, {
          imports: sumUsd(alone.map(({ value }) => value)).toFixed(),
          duty: sumUsd(alone.map(({ duty }) => duty)).toFixed(),
          atLeast: alone.some(({ isKnown }) => !isKnown),
        });
      });
    });
  });

  test("a page that carries its data prices every row of its trade as an entry of its own", () => {
    expectAgreement(lawAndTrade, ({ law, view, days, trade, assume: ids }) => {
      const files = filesOf(law, trade);
      const whole = dataOf(readerOf(files));
      const { schedule } = whole;
      const wanted = { dataset: DATASET, origins: trade.map(({ origin }) => origin), assume: ids };
      const page = openData(JSON.parse(JSON.stringify(pack(readerOf(files), wanted))));
      const flows = trade.map(({ origin }) => page.flow(DATASET, origin));
      const assume = page.assumptions(ids);
      return days.flatMap((date) => {
        const { portions, duty } = price(page.schedule, flows, { date, view, assume });
        const question = { date, view, assume: whole.assumptions(ids), past: schedule };
        const rows = portions.flatMap((priced) => rowDifferences(priced, schedule, question));
        return [...rows, ...differs("all trade", duty.toFixed(), sumOfRows(portions).toFixed())];
      });
    });
  });
});

function gridDifferences(
  schedule: Schedule,
  book: ReturnType<typeof rateBook>,
  date: IsoDate,
  view: View,
): string[] {
  const grid = gridOf(book, schedule, date);
  return ORIGINS.flatMap((code) => {
    const cells = grid.cellsOf(originOf(schedule, code));
    return grid.hts.flatMap((hts, row) => {
      const entry = { ...NOTHING_STATED, hts: hts as HtsCode, origin: code as Country, date, value: usd(1) };
      const { base, layers, duty, needs } = assess(entry, schedule, view) as Assessment;
      const rate = ({ fate }: { fate: Fate }): Usd => (fate.outcome === "charged" ? fate.duty : NO_USD);
      const isKnown = layers.every(({ fate }) => fate.outcome !== "unknown");
      const cell = cells[grid.classOf[row] as number];
      const found = [cell?.base, cell?.additional, cell?.total].map((one) => one?.toFixed() ?? null);
      return differs(`${hts} ${code} ${date}: base, additional, total`, found, [
        base.fate.outcome === "unknown" ? null : rate(base).toFixed(),
        isKnown ? sumUsd(layers.map(rate)).toFixed() : null,
        needs.length === 0 ? duty.toFixed() : null,
      ]);
    });
  });
}

/** The same trade, whose numbers share nothing with those of others. */
const apart = (flow: Flow): Flow => ({ ...flow, hts: [...flow.hts] });
const termsOf = ({ claims }: AnyTrade): ClaimTerms =>
  claims ? { ...AS_RECORDED, claims: new Set(claims) } : AS_RECORDED;

interface Row {
  readonly flow: Flow;
  readonly terms: ClaimTerms;
  readonly origin: Origin;
  readonly row: number;
}

interface Owed {
  readonly value: Usd;
  readonly duty: Usd;
  readonly isKnown: boolean;
}

/** What a row of trade owes as an entry of its own, with what is assumed; `null` outside the tariff base. */
function rowAlone({ flow, terms, origin, row }: Row, schedule: Schedule, question: Question): Owed | null {
  const hts = flow.hts[row] as HtsCode;
  const { date, view, assume } = question;
  const value = usd(flow.value[row] as number);
  if (isOutsideTariffBase(hts)) return null;
  const rates = schedule.base.ratesOf(hts, date);
  if (isMixed(hts) || rates === undefined) return { value, duty: NO_USD, isKnown: false };
  const entry: Entry = {
    ...NOTHING_STATED,
    ...{ hts, date, value },
    origin: origin.code,
    claims: terms.claims,
    observedBase: isBaseObserved(hts, origin, schedule, assume) ? usd(flow.duty[row] as number) : null,
  };
  const reached = reachedBy(entry, origin, schedule, view);
  const law = scheduleIn(schedule, view);
  const beside = (one: Entry) =>
    assessBeside(baseCharge(rates, origin, one, law), one, rates.line, settledFor(reached, one));
  const alone = beside(entry);
  const asksContent = alone.needs.some((need) => need.endsWith(" content"));
  const shares = asksContent ? (assume.metalContent?.of(hts, reached) ?? {}) : {};
  const told = asksContent ? beside({ ...entry, shares }) : alone;
  return { value, duty: told.duty, isKnown: told.needs.length === 0 };
}

/** The duty that customs calculated was base duty alone if no measure reached the goods in the year of the trade. */
function isBaseObserved(hts: HtsCode, origin: Origin, schedule: Schedule, assume: Assumptions): boolean {
  const then = { ...NOTHING_STATED, hts, origin: origin.code, date: "2024-12-31" as IsoDate, value: usd(1) };
  return assume.observedBase === true && reachedBy(then, origin, schedule, "law").length === 0;
}

/** The same row's duty as its class has it. */
function rowInClass({ flow, prices, of }: PricedFlow, row: number) {
  const price = prices[of[row] as number];
  if (!price) throw new Error(`row ${row} has no price`);
  const { priceClass, base } = price;
  const value = priceClass.per === "value" ? (flow.value[row] as number) : 1;
  const baseDuty =
    base.rate === null ? decimal(flow.duty[row] as number) : base.rate.times(flow.value[row] as number);
  const duty = priceClass.duty.times(value).plus(priceClass.replacesBase ? 0 : baseDuty);
  return { duty, status: statusOf(price) };
}

const sumOfRows = (portions: readonly PricedFlow[]): Decimal =>
  portions
    .flatMap((one) => one.flow.hts.map((_, row) => rowInClass(one, row)))
    .reduce((sum, { duty, status }) => (status === "outside" ? sum : sum.plus(duty)), decimal(0));

function rowDifferences(priced: PricedFlow, schedule: Schedule, question: Question): string[] {
  const { flow, terms } = priced;
  const origin = originOf(schedule, flow.origin);
  return flow.hts.flatMap((hts, row) => {
    const alone = rowAlone({ flow, terms, origin, row }, schedule, question);
    const { duty, status } = rowInClass(priced, row);
    const found = status === "outside" ? null : [duty.toFixed(), status !== "unknown"];
    const expected = alone ? [alone.duty.toFixed(), alone.isKnown] : null;
    const claims = terms.claims.size > 0 ? `, claiming ${[...terms.claims].join(" ")}` : "";
    return differs(`${flow.origin} ${hts} on ${question.date}${claims}: duty, known`, found, expected);
  });
}

const GREATER_OF_15_IN_ALL_AND_5 = {
  kind: "mixed" as const,
  pick: "greatest" as const,
  terms: [
    { kind: "top-up" as const, to: "0.15", against: "general" as const },
    { kind: "ad-valorem" as const, rate: "0.05" },
  ],
};

/** Of no value, so that all trade owes what the T-shirts do. */
const OTHERS = { hts: "6105100010", value: 0, duty: 0 };

/** A law of one duty on all goods from March 1, 2025, and two lines. */
const lawOf = (duty: DutyText, general: string): AnyLaw => ({
  measures: [
    {
      ...{ id: "reciprocal", title: "", authority: "act", checkedOn: "2025-07-01" as IsoDate },
      confidence: "high",
      covers: { products: ["*"] },
      versions: [{ from: "2025-03-01" as IsoDate, until: null, heading: "9903.00.00", duty, sources: [] }],
      examples: [],
    },
  ],
  lists: {},
  general: { "61051000": "30%", "61099015": general },
  special: {},
  column2: {},
  agreements: [],
});

/**
 * $10,000 of cotton T-shirts of Japan under one duty on all goods. Trade has other shirts before them, which owe 30%: what
 * the one owe must not be taken for what the others do.
 */
describe.each<[title: string, duty: DutyText, general: string, owed: string]>([
  ["9.4% to 15% in all, which is more than 5%", GREATER_OF_15_IN_ALL_AND_5, "5.6%", "1500"],
  ["5% where 15% in all would be 3% more", GREATER_OF_15_IN_ALL_AND_5, "12%", "1700"],
  ["15% on goods that are free", GREATER_OF_15_IN_ALL_AND_5, "Free", "1500"],
  ["5% where the base duty is 15% already", GREATER_OF_15_IN_ALL_AND_5, "16.5%", "2150"],
  ["the lesser of 9.4% and 5%", { ...GREATER_OF_15_IN_ALL_AND_5, pick: "least" }, "5.6%", "1060"],
  ["9.4% to 15% in all, and 5% more", { ...GREATER_OF_15_IN_ALL_AND_5, kind: "compound" }, "5.6%", "2000"],
  [
    "9.4% to 15% in all on goods beyond a quota",
    { kind: "quota", inside: { kind: "free" }, outside: GREATER_OF_15_IN_ALL_AND_5 },
    "5.6%",
    "1500",
  ],
  [
    "9.4% in place of the base duty that it counts in",
    { kind: "replacement", duty: GREATER_OF_15_IN_ALL_AND_5 },
    "5.6%",
    "940",
  ],
])("%s", (_, duty, general, owed) => {
  const date = "2025-06-19" as IsoDate;
  const shirts = { hts: "6109901510", value: 10_000 };
  const trade = [{ origin: "JP", rows: [OTHERS, { ...shirts, duty: 0 }] }];
  const files = filesOf(lawOf(duty, general), trade);
  const data = dataOf(readerOf(files));
  const { schedule } = data;
  const japan = originOf(schedule, "JP");
  const question = { date, view: "law", assume: {}, past: schedule } as const;
  const [row] = rowsOf([{ ...shirts, origin: "JP", date }], schedule) as [EntryRow];

  test(`owes $${owed} as an entry of its own`, () => {
    expect(assess(entryOf(row), schedule)?.duty.toFixed()).toBe(owed);
  });

  test("and as a line of `duty --file`", () => {
    const priced = linePricer(schedule, "law")(row);
    expect("duty" in priced && priced.duty.duty).toBe(Number(owed) * 100);
  });

  test("and at the rate of a cell of `grid`", () => {
    const grid = gridOf(rateBook(schedule, "law"), schedule, date);
    const cell = grid.cellsOf(japan)[grid.classOf[grid.hts.indexOf(shirts.hts)] as number];
    expect(cell?.total?.times(10_000).toFixed()).toBe(owed);
  });

  test("and as a row of trade", () => {
    const priced = priceFlow(apart(data.flow(DATASET, "JP")), japan, schedule, question);
    expect(sumOfRows([priced]).toFixed()).toBe(owed);
  });

  test("and in trade followed from day to day, once the duty is in force", () => {
    const traded = { origin: japan, flow: data.flow(DATASET, "JP"), terms: AS_RECORDED };
    const course = dailyDuty([traded], ["2025-02-14" as IsoDate, date], schedule, question);
    expect(course[1]?.duty.toFixed()).toBe(owed);
  });

  test("and in a scenario on a page that carries its data", () => {
    const page = openData(pack(readerOf(files), { dataset: DATASET, origins: ["JP"] }));
    const asked = { title: "", date, origins: [japan.code], flows: DATASET, changes: [], assume: [] };
    const run = runScenario(
      { ...asked, baseline: { kind: "no-tariffs" } },
      { schedule: page.schedule, view: "law", assume: {}, flowOf: (code) => page.flow(DATASET, code) },
    );
    expect(sumsWhere(run.changed, () => true).duty.toFixed()).toBe(owed);
  });
});
