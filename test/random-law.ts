/** Law made at random: any scope, part, duty and order of yielding that is no circle. */
import fc from "fast-check";
import { NO_ORDERS } from "../src/law/adcvd.js";
import type { IsoDate } from "../src/law/calendar.js";
import type { Duty } from "../src/law/duty/duty.js";
import { type Entry, NOTHING_STATED } from "../src/law/entry.js";
import type { HtsCode } from "../src/law/hts.js";
import type { Measure, Version } from "../src/law/measure.js";
import type { Country, Origin } from "../src/law/origin.js";
import { partOf, WHOLE_VALUE } from "../src/law/part.js";
import { NO_CHAPTER_98, type Schedule } from "../src/law/schedule.js";
import { decimal, rate, usd } from "../src/law/units.js";

export const DAY = "2025-06-19" as IsoDate;
const PRODUCTS = ["*", "84", "8471", "87", "72"];
const CODES = ["8471300100", "8703230160", "7208101500", "6110202079", "8479200000"];
const CLAIMS = ["aircraft", "in-quota", "donation"];
const PARTS = [
  WHOLE_VALUE,
  WHOLE_VALUE,
  partOf("steel"),
  partOf("aluminum"),
  partOf("steel", "aluminum"),
  partOf("copper", "rest"),
];

const hundredths = fc.integer({ min: 0, max: 150 }).map((n) => rate(decimal(n).div(100)));
const plainDuty: fc.Arbitrary<Duty> = fc.oneof(
  hundredths.map((r): Duty => ({ kind: "ad-valorem", rate: r })),
  hundredths.map((to): Duty => ({ kind: "top-up", to, against: "general" })),
  fc.constant<Duty>({ kind: "free" }),
);
const duty = fc.oneof(
  plainDuty,
  plainDuty.map((inner): Duty => ({ kind: "replacement", duty: inner })),
  fc.tuple(plainDuty, plainDuty).map(([inside, outside]): Duty => ({ kind: "quota", inside, outside })),
);

/** A measure may yield only to those before it, so that no order goes round. */
const measure = (index: number): fc.Arbitrary<Measure> =>
  fc
    .record({
      duty,
      part: fc.constantFrom(...PARTS),
      product: fc.constantFrom(...PRODUCTS),
      origins: fc.constantFrom(["*"], ["JP"], ["EU"], ["DE", "JP"]),
      exempt: fc.option(fc.constantFrom(...CLAIMS), { nil: undefined }),
      entirely: fc.subarray(earlier(index)),
      onItsPart: fc.subarray(earlier(index)),
    })
    .map(({ product, origins, exempt, entirely, onItsPart, ...terms }) => ({
      id: `m/${index}`,
      title: `measure ${index}`,
      authority: "m",
      checkedOn: DAY,
      confidence: "high" as const,
      contested: [],
      versions: [version({ ...terms, entirely, onItsPart }, product, origins, exempt)],
    }));

const earlier = (index: number): string[] => Array.from({ length: index }, (_, one) => `m/${one}`);

interface Terms {
  readonly duty: Duty;
  readonly part: number;
  readonly entirely: readonly string[];
  readonly onItsPart: readonly string[];
}

const version = (
  terms: Terms,
  product: string,
  origins: readonly string[],
  exempt: string | undefined,
): Version => ({
  from: "2025-01-01" as IsoDate,
  until: null,
  heading: "9903.00.00",
  duty: terms.duty,
  part: terms.part,
  byOrigin: [],
  covers: {
    origins,
    exceptOrigins: [],
    products: [product],
    lists: [],
    exceptProducts: [],
    exceptLists: [],
    onlyIf: [],
    onlyIfAll: [],
    within: [],
    beyond: [],
  },
  yieldsTo: { entirely: terms.entirely, onItsPart: terms.onItsPart },
  freedBy: exempt === undefined ? [] : [{ heading: "9903.00.01", title: "exempt", claims: [exempt] }],
  transit: [],
  usContent: null,
  collectedFrom: null,
  onlyCollected: false,
  listedOn: null,
  sources: [],
});

const origin = (code: string, blocs: readonly string[]): [Country, Origin] => [
  code as Country,
  { code: code as Country, name: code, iso3: null, census: [], blocs, column2: false },
];

/** A schedule whose base duty is `baseText` on every line. */
export const scheduleOf = (measures: readonly Measure[], baseText: string): Schedule => ({
  base: {
    isConstant: () => true,
    ratesOf: (hts) => ({ line: hts.slice(0, 8), general: baseText, special: null, column2: null }),
    exists: () => true,
    numbers: [],
    linesUnder: () => [],
    editionDays: [],
    changeDays: [],
    everHad: () => true,
  },
  measures,
  lists: { get: () => undefined },
  origins: new Map([origin("JP", []), origin("DE", ["EU"])]),
  agreements: [],
  bans: [],
  chapter98: NO_CHAPTER_98,
  homeOrigins: [],
  seasons: [],
  facts: [],
  orders: NO_ORDERS,
  asOf: DAY,
  firstDay: "2025-01-01" as IsoDate,
  declaredFirst: [],
});

export const baseTexts = fc.constantFrom("Free", "2.5%", "16.5%", "33 1/3%");

export const laws: fc.Arbitrary<Measure[]> = fc
  .integer({ min: 0, max: 7 })
  .chain((count) =>
    count === 0 ? fc.constant([]) : fc.tuple(...Array.from({ length: count }, (_, index) => measure(index))),
  );

export const entries: fc.Arbitrary<Entry> = fc
  .record({
    hts: fc.constantFrom(...CODES),
    origin: fc.constantFrom("JP", "DE"),
    dollars: fc.integer({ min: 0, max: 10_000_000 }),
    claims: fc.subarray(CLAIMS),
    steel: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    aluminum: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
  })
  .map(({ hts, origin: from, dollars, claims, steel, aluminum }) => ({
    ...NOTHING_STATED,
    hts: hts as HtsCode,
    origin: from as Country,
    date: DAY,
    value: usd(dollars),
    claims: new Set(claims),
    shares: {
      copper: decimal(0),
      ...(steel === undefined ? {} : { steel: decimal(steel).div(100) }),
      ...(aluminum === undefined ? {} : { aluminum: decimal(aluminum).div(100) }),
    },
  }));
