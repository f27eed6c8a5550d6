/** Law made at random, as data files state it: anything that the schema allows, nested in anything. */
import fc from "fast-check";
import type { DutyText, MeasureText } from "../src/data/shapes/measure.js";
import { addDays, type IsoDate } from "../src/law/calendar.js";
import type { ListGroup, View } from "../src/law/measure.js";
import type { Agreement } from "../src/law/origin.js";
import { PIECES } from "../src/law/part.js";

type VersionText = MeasureText["versions"][number];
type ExemptionText = NonNullable<VersionText["freedBy"]>[number];
/** A rate of a line, or the days on which it states one or the other. */
type Held = string | readonly (readonly [from: IsoDate, until: IsoDate | null, text: string])[];
type Column = Readonly<Record<string, Held>>;

/** Law as files state it; what a file leaves out is left out here, so that a small law is a short one. */
export interface AnyLaw {
  readonly measures: readonly MeasureText[];
  readonly lists: Readonly<Record<string, readonly ListGroup[]>>;
  readonly general: Column;
  readonly special: Column;
  readonly column2: Column;
  readonly agreements: readonly Omit<Agreement, "title">[];
}

/** Goods as files of entries and trade state them. */
export interface AnyGoods {
  readonly hts: string;
  readonly origin: string;
  readonly date: IsoDate;
  /** Whole dollars. */
  readonly value: number;
  readonly claims?: readonly string[];
  /** Hundredths of the value, or finer. */
  readonly shares?: Readonly<Record<string, string>>;
  readonly quantities?: readonly { readonly amount: string; readonly unit: string; readonly of?: string }[];
  /** Dollars by component. */
  readonly components?: Readonly<Record<string, string>>;
  readonly loadedOn?: IsoDate;
}

/** A year of trade of one origin, and what is assumed of it. */
export interface AnyTrade {
  readonly origin: string;
  readonly rows: readonly { readonly hts: string; readonly value: number; readonly duty: number }[];
  readonly claims?: readonly string[];
}

const [OLD, SPRING, MAY, SUMMER] = ["2024-06-01", "2025-03-01", "2025-05-01", "2025-07-01"] as [
  IsoDate,
  IsoDate,
  IsoDate,
  IsoDate,
];
/** Days before, on and between those on which law begins and ends. */
const DAYS = ["2025-04-10", "2025-02-14", SPRING, MAY, "2025-06-19", SUMMER, "2025-09-01"] as IsoDate[];
const LOADED = ["2025-02-01", "2025-04-01", "2025-06-01"] as IsoDate[];
const CLAIMS = ["aircraft", "patented", "in-quota", "USMCA", "GSP"];
/** Germany is in the Union, Mexico may claim the USMCA, Cuba has column 2. */
export const ORIGINS = ["JP", "DE", "MX", "CU"];
const SOME_ORIGINS = ["JP", "EU", "MX", "CU"];
const LISTS = ["listed", "parts"];
/** By rank: a measure may yield only to those before it, so that no order goes round. */
const IDS = ["reciprocal", "autos", "steel", "copper", "fentanyl"];
/** Lines a law may have, with the statistical suffixes that always stood on them. */
export const SUFFIXES: Readonly<Record<string, string>> = {
  "61051000": "10",
  "61099015": "10",
  "72081015": "00",
  "84713001": "10 50",
  "87032301": "60",
  "98020040": "00",
};
const CODES = ["84", "8471", "84713001", "8471300110", "61", "72", "7208", "87", "8703230160", "98"];

/** One of these, the first most often: what is drawn shrinks towards it. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(usual), weight: others.length + 1 },
    { arbitrary: fc.constantFrom(...others), weight: others.length },
  );

const few = <T>(items: readonly T[], most = 2): fc.Arbitrary<T[]> =>
  fc.subarray([...items], { minLength: 1, maxLength: Math.min(most, items.length) });

/** An object whose fields are there one time in `seldom`; each shrinks to its absence. */
const sparse = <T extends object>(
  fields: { [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> },
  seldom = 3,
): fc.Arbitrary<Partial<T>> => {
  const named = Object.entries(fields) as [string, fc.Arbitrary<unknown>][];
  const absent = { arbitrary: fc.constant(undefined), weight: seldom - 1 };
  const drawn = named.map(([, arbitrary]) =>
    fc.oneof({ withCrossShrink: true }, absent, { arbitrary, weight: 1 }),
  );
  return fc
    .tuple(...drawn)
    .map(
      (values) =>
        Object.fromEntries(
          values.flatMap((value, at) => (value === undefined ? [] : [[named[at]?.[0], value]])),
        ) as Partial<T>,
    );
};

const both = <A extends object, B extends object>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) =>
  fc.tuple(a, b).map(([one, other]): A & B => ({ ...one, ...other }));

const rates = mostly("0.1", "0.25", "0.05", "0", "0.125", "0.000123456789");
const simple: fc.Arbitrary<DutyText> = fc.oneof(
  { weight: 6, arbitrary: rates.map((rate): DutyText => ({ kind: "ad-valorem", rate })) },
  {
    weight: 5,
    arbitrary: both(
      fc.record({
        kind: fc.constant("top-up" as const),
        to: mostly("0.15", "0.1", "0"),
        against: mostly<"general" | "claimed">("general", "claimed"),
      }),
      sparse<{ metHeading: string }>({ metHeading: fc.constant("9903.99.99") }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<DutyText>({ kind: "free" }) },
  {
    weight: 1,
    arbitrary: both(
      fc.record({
        kind: fc.constant("specific" as const),
        usdPerUnit: mostly("0.5", "0.01"),
        unit: mostly("kg", "no."),
      }),
      sparse<{ of: string }>({ of: fc.constant("copper content") }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("component" as const),
      rate: rates,
      of: mostly("case", "movement and case"),
    }),
  },
  { weight: 1, arbitrary: fc.constant<DutyText>({ kind: "unknown", reason: "a duty in words" }) },
);

const several = (term: fc.Arbitrary<DutyText>): fc.Arbitrary<DutyText> => {
  const terms = fc.array(term, { minLength: 1, maxLength: 2 });
  const pick = mostly<"greatest" | "least">("greatest", "least");
  return fc.oneof(
    fc.record({ kind: fc.constant("mixed" as const), pick, terms }),
    fc.record({ kind: fc.constant("compound" as const), terms }),
    fc.record({
      kind: fc.constant("by-price" as const),
      unit: mostly("kg", "no."),
      steps: fc.tuple(term, term).map(([low, high]) => [
        { below: "12.5", heading: "9904.99.01", duty: low },
        { below: null, heading: "9904.99.02", duty: high },
      ]),
    }),
  );
};
const quotaOf = (part: fc.Arbitrary<DutyText>): fc.Arbitrary<DutyText> =>
  fc.record({ kind: fc.constant("quota" as const), inside: part, outside: part });

/** A duty in place of the base duty is no term of a sum or a comparison. */
const { duty } = fc.letrec<{ besideBase: DutyText; duty: DutyText }>((tie) => ({
  besideBase: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: simple, weight: 4 },
    { arbitrary: several(tie("besideBase")), weight: 2 },
    { arbitrary: quotaOf(tie("besideBase")), weight: 1 },
  ),
  duty: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: simple, weight: 5 },
    { arbitrary: several(tie("besideBase")), weight: 2 },
    {
      arbitrary: fc.record({ kind: fc.constant("replacement" as const), duty: tie("besideBase") }),
      weight: 2,
    },
    { arbitrary: quotaOf(tie("duty")), weight: 1 },
  ),
}));

const scope = fc
  .tuple(
    fc.oneof(
      { withCrossShrink: true },
      { arbitrary: fc.constant<{ products: string[] }>({ products: ["*"] }), weight: 3 },
      {
        arbitrary: fc.record({ products: few(["*", ...CODES], 3), lists: fc.subarray(LISTS) }),
        weight: 2,
      },
      { arbitrary: fc.record({ lists: few(LISTS) }), weight: 2 },
    ),
    sparse<NonNullable<VersionText["covers"]>>(
      {
        origins: few(SOME_ORIGINS, 3),
        exceptOrigins: few(SOME_ORIGINS),
        exceptProducts: few(CODES),
        exceptLists: few(LISTS),
        onlyIf: few(CLAIMS),
        onlyIfAll: few(CLAIMS),
        products: fc.constant(["*"]),
        lists: few(LISTS),
      },
      6,
    ),
  )
  .map(([named, rest]) => ({ ...rest, ...named }));

/** Ids and starts of ids. */
const patterns = (ids: readonly string[]) =>
  few(
    ids.flatMap((id) => [id, `${id.slice(0, 4)}*`]),
    3,
  );

const exemption = (index: number): fc.Arbitrary<ExemptionText> =>
  fc
    .tuple(
      sparse<ExemptionText>({
        from: mostly(SPRING, OLD, MAY),
        until: mostly(SUMMER, MAY),
        claims: few(CLAIMS),
        lists: few(LISTS),
        products: few(CODES),
        origins: few(SOME_ORIGINS),
        displaces: fc.oneof(mostly<boolean>(true, false), patterns(IDS)),
        heading: fc.constant(""),
        title: fc.constant(""),
      }),
      fc.integer({ min: 1, max: 2 }),
    )
    .map(([terms, at]) => ({ ...terms, heading: `9903.0${index}.9${at}`, title: "exempt" }));

const pieces = few(PIECES, 4);

/** Terms of one version. It may yield only to measures before it in rank, so that no order goes round. */
const terms = (index: number, before: readonly string[]): fc.Arbitrary<Partial<VersionText>> =>
  fc
    .tuple(
      sparse<VersionText>({
        part: pieces,
        presumed: fc.record({
          piece: mostly<"steel" | "aluminum" | "copper">("steel", "aluminum", "copper"),
          share: mostly("0.2", "0", "1", "0.123456"),
        }),
        byOrigin: fc.array(
          fc.record({ origins: few(SOME_ORIGINS), heading: fc.constant(`9903.0${index}.20`), duty }),
          { minLength: 1, maxLength: 2 },
        ),
        freedBy: fc.array(exemption(index), { minLength: 1, maxLength: 2 }),
        transit: fc.array(
          both(
            fc.record({
              heading: fc.constant(`9903.0${index}.30`),
              loadedBefore: mostly<IsoDate>(MAY, SPRING),
              enteredBefore: mostly<IsoDate>(SUMMER, MAY),
            }),
            sparse<{ duty: DutyText }>({ duty }, 2),
          ),
          { minLength: 1, maxLength: 2 },
        ),
        usContent: both(
          fc.record({ heading: fc.constant(`9903.0${index}.40`), atLeast: mostly("0.2", "0", "0.5") }),
          sparse<{ claims: string[]; leastShare: string }>({
            claims: few(CLAIMS),
            leastShare: mostly("0.6", "0.1"),
          }),
        ),
      } as never),
      before.length === 0
        ? fc.constant({})
        : sparse<NonNullable<VersionText["yieldsTo"]>>(
            {
              heading: fc.constant(`9903.0${index}.50`),
              entirely: patterns(before),
              onItsPart: patterns(before),
            },
            2,
          ),
    )
    .map(([own, yieldsTo]) => ({ ...own, ...(Object.keys(yieldsTo).length > 0 ? { yieldsTo } : {}) }));

type Days = Pick<VersionText, "from" | "until" | "collectedFrom" | "onlyCollected">;
/** Ways in which versions follow one another. */
const SPANS: readonly (readonly Days[])[] = [
  [{ from: OLD, until: null }],
  [{ from: SPRING, until: null }],
  [{ from: OLD, until: SUMMER }],
  [
    { from: OLD, until: SPRING },
    { from: SPRING, until: null },
  ],
  [
    { from: OLD, until: SPRING },
    { from: MAY, until: null },
  ],
  [{ from: SPRING, until: null, collectedFrom: MAY }],
  [
    { from: SPRING, until: MAY, onlyCollected: true },
    { from: MAY, until: null },
  ],
];

const measure = (index: number): fc.Arbitrary<MeasureText> => {
  const version = fc.tuple(duty, terms(index, IDS.slice(0, index)));
  const days = mostly(...(SPANS as [readonly Days[], ...(readonly Days[])[]]));
  return fc.tuple(days, scope, version, version).map(
    ([spans, covers, ...drawn]): MeasureText => ({
      ...{ id: IDS[index] as string, title: "", authority: "act", checkedOn: SUMMER, confidence: "high" },
      covers,
      versions: spans.map((span, at) => {
        const [own, rest] = drawn[at] as [DutyText, Partial<VersionText>];
        return { ...span, heading: `9903.0${index}.0${at}`, duty: own, ...rest, sources: [] };
      }),
      examples: [],
    }),
  );
};

const measures: fc.Arbitrary<MeasureText[]> = fc
  .tuple(...IDS.map((_, index) => fc.oneof({ withCrossShrink: true }, fc.constant(null), measure(index))))
  .map((drawn) => drawn.flatMap((one) => one ?? []));

const group: fc.Arbitrary<ListGroup> = both(
  fc.record({
    from: mostly<IsoDate>(OLD, SPRING),
    until: mostly<IsoDate | null>(null, SUMMER, MAY),
    codes: few(CODES, 3),
  }),
  sparse<Pick<ListGroup, "condition" | "counts">>({
    condition: fc.constantFrom(...CLAIMS.slice(0, 2)),
    counts: fc.constant(false) as fc.Arbitrary<false>,
  }),
);

/** Texts of a column on lines that have some: always one, or one after the other, with a gap or to come. */
const column = (texts: readonly string[]): fc.Arbitrary<Column> => {
  const text = mostly(...(texts as [string, ...string[]]));
  const held: fc.Arbitrary<Held> = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: text, weight: 5 },
    {
      arbitrary: fc.tuple(text, text).map(
        ([a, b]): Held => [
          [OLD, MAY, a],
          [MAY, null, b],
        ],
      ),
      weight: 1,
    },
    { arbitrary: text.map((a): Held => [[SPRING, SUMMER, a]]), weight: 1 },
  );
  return fc.record(Object.fromEntries(Object.keys(SUFFIXES).map((line) => [line, held])));
};

const GENERAL = [
  "5.6%",
  "Free",
  "2.5%",
  "16.5%",
  "3¢/kg",
  "2.5% + 3¢/kg",
  "6% on the case",
  "$2 each",
  "See note 4",
  "1.234567891%",
] as const;
const SPECIAL = ["", "Free (A,S)", "1.2% (S) 2% (A)", "2¢/kg (S)", "See 9822.01.01 (S) Free (A)"] as const;
const COLUMN_2 = ["45%", "20¢/kg", "Free", ""] as const;

const agreements = fc
  .tuple(mostly<IsoDate>(OLD, SPRING), mostly<IsoDate | null>(null, SUMMER), mostly(false, true))
  .map(([from, until, lapsed]): AnyLaw["agreements"] => [
    { claim: "USMCA", symbols: ["S"], origins: ["MX"], from, until: null },
    {
      ...{ claim: "GSP", symbols: ["A"], origins: ["*"], from: OLD, until },
      ...(lapsed
        ? { lapses: [{ from: SPRING, until: SUMMER, claimedFrom: addDays(SUMMER, 1), title: "restored" }] }
        : {}),
    },
  ]);

export const anyLaw: fc.Arbitrary<AnyLaw> = fc
  .record({
    measures,
    lists: fc.record(Object.fromEntries(LISTS.map((id) => [id, fc.array(group, { maxLength: 3 })]))),
    lines: few(Object.keys(SUFFIXES), 4),
    general: column(GENERAL),
    special: column(SPECIAL),
    column2: column(COLUMN_2),
    agreements,
  })
  .map(({ lines, general, special, column2, ...law }) => {
    const ofLines = (texts: Column): Column =>
      Object.fromEntries(lines.map((line) => [line, texts[line] as Held]));
    return { ...law, general: ofLines(general), special: ofLines(special), column2: ofLines(column2) };
  });

/** Numbers of ten digits that a law has. */
const numbersOf = ({ general }: AnyLaw): string[] =>
  Object.keys(general)
    .flatMap((line) => (SUFFIXES[line] as string).split(" ").map((suffix) => line + suffix))
    .sort();

const values = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant(10_000), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 100_000 }), weight: 4 },
  { arbitrary: fc.constantFrom(0, 1, 999_999_999_999), weight: 1 },
);
/** Stand for the numbers of a law, whichever they are. */
const PLACES = ["0", "1", "2", "3", "4", "5", "6"];
const hundredths = mostly("0.1", "0", "0.25", "0.2", "0.0123456");
const shares: fc.Arbitrary<Record<string, string>> = fc.oneof(
  {
    arbitrary: sparse<Record<"steel" | "aluminum" | "copper" | "us", string>>(
      { steel: hundredths, aluminum: hundredths, copper: hundredths, us: hundredths },
      2,
    ) as fc.Arbitrary<Record<string, string>>,
    weight: 5,
  },
  { arbitrary: fc.constantFrom({ steel: "1" }, { us: "1" }, { steel: "0.5", us: "0.5" }), weight: 1 },
);

/** Goods of some number of the law. */
const goods: fc.Arbitrary<AnyGoods> = both(
  fc.record({
    hts: fc.constantFrom(...PLACES),
    origin: fc.constantFrom(...ORIGINS),
    date: fc.constantFrom(...DAYS),
    value: values,
  }),
  sparse<Pick<AnyGoods, "claims" | "shares" | "quantities" | "components" | "loadedOn">>({
    claims: few(CLAIMS, 3),
    shares,
    quantities: fc.array(
      fc.record({
        amount: mostly("40", "0", "1.5"),
        unit: mostly("kg", "no."),
        of: mostly("", "copper content"),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    components: fc.constantFrom<Record<string, string>>({ case: "30" }, { case: "30", movement: "10.5" }),
    loadedOn: fc.constantFrom(...LOADED),
  }),
).map((goods) => {
  const { loadedOn, ...rest } = goods;
  return loadedOn !== undefined && loadedOn <= goods.date ? goods : rest;
});

export interface LawAndGoods {
  readonly law: AnyLaw;
  readonly view: View;
  readonly goods: readonly AnyGoods[];
}

const view = mostly<View>("law", "cash");

/** A law, and goods entered under it. */
export const lawAndGoods: fc.Arbitrary<LawAndGoods> = fc
  .record({ law: anyLaw, view, goods: fc.array(goods, { minLength: 1, maxLength: 6 }) })
  .map(({ goods: drawn, ...rest }) => {
    const numbers = numbersOf(rest.law);
    return {
      ...rest,
      goods: drawn.map((one) => ({ ...one, hts: numbers[Number(one.hts) % numbers.length] as string })),
    };
  });

export interface LawAndTrade {
  readonly law: AnyLaw;
  readonly view: View;
  /** In order. */
  readonly days: readonly IsoDate[];
  readonly trade: readonly AnyTrade[];
  /** Assumptions by id. */
  readonly assume: readonly string[];
}

/** Goods that trade knows only by their line or their heading stand in it beside those of ten digits. */
const numbersTraded = (law: AnyLaw): string[] =>
  [...numbersOf(law), ...("84713001" in law.general ? ["8471", "84713001"] : [])].sort();

const row = fc.record({ value: values, duty: mostly(0, 560, 1_500, 20_000) });
const tradeOf = (origin: string) =>
  both(
    fc.record({
      origin: fc.constant(origin),
      rows: fc.tuple(...Array.from({ length: 9 }, () => fc.oneof(fc.constant(null), row))),
    }),
    sparse<Pick<AnyTrade, "claims">>({ claims: few(CLAIMS) }, 4),
  );

export const ASSUMPTIONS = ["observed-base", "metal-content", "usmca-claims"];

/** A law, and a year of trade of a few origins that is priced under it. */
export const lawAndTrade: fc.Arbitrary<LawAndTrade> = fc
  .record({
    law: anyLaw,
    view,
    days: few(DAYS, 3).map((days) => days.sort()),
    trade: fc.tuple(...ORIGINS.map((origin) => fc.oneof(fc.constant(null), tradeOf(origin)))),
    assume: fc.subarray(ASSUMPTIONS),
  })
  .map(({ trade, ...rest }) => ({
    ...rest,
    trade: trade.flatMap((one): AnyTrade[] => {
      const numbers = numbersTraded(rest.law);
      const rows = (one?.rows ?? []).flatMap((own, at) => {
        const hts = numbers[at];
        return own && hts ? [{ hts, ...own }] : [];
      });
      return one && rows.length > 0 ? [{ ...one, rows }] : [];
    }),
  }));
