/**
 * The law of some days as tables that any engine can join: days, lines, origins, claims, rules, terms by claims and by content,
 * layers, base duties, units and fees. Rates are whole numbers over powers of ten, facts are bits.
 */
import type { Ban } from "../../law/ban.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { denialOf, withImplied } from "../../law/entry.js";
import { type FeeSchedule, isOpenTo } from "../../law/fees.js";
import { includesOrigin, type Origin } from "../../law/origin.js";
import { STATED_PIECES } from "../../law/part.js";
import { conversions } from "../../law/quantity.js";
import type { Schedule } from "../../law/schedule.js";
import { claimsOfLaw } from "../../law/scope.js";
import { lawIn } from "../base-terms.js";
import { numbered } from "../interned.js";
import { memoizeThing } from "../memo.js";
import { type BaseDuty, type Bases, basesOf, claimsOpenTo } from "./bases.js";
import { bansWithin, linesTable } from "./line-tables.js";
import { type Rules, rulesOn } from "./rules.js";
import {
  PIECE_SETS,
  type SettledLayer,
  type Settlement,
  settlementsUnder,
  statedBit,
  thereBit,
  wholeBit,
} from "./settlements.js";
import {
  bitsWhere,
  claimWords,
  exemptionsOf,
  fraction,
  type LawRead,
  stretchesOf,
  type Table,
  type TableCell,
  type Window,
  type WordsOf,
  wordColumns,
} from "./table.js";

/** Facts of content that SQL tells by arithmetic, and their bits. */
export interface ContentBits {
  readonly bits: ReadonlyMap<string, number>;
  /** Thresholds of US content. */
  readonly thresholds: readonly string[];
}

export interface LawTables {
  readonly tables: readonly Table[];
  readonly content: ContentBits;
  /** Lines of the tariff that tables do not price, of how many. */
  readonly apart: { readonly lines: number; readonly of: number };
}

/** The tables. @throws {Error} if the law asks for more claims than the words hold. */
export function lawTables(read: LawRead, window: Window): LawTables {
  const law = { ...read, schedule: lawIn(withoutLimited(read), window.view) };
  const { schedule } = law;
  const words = claimWords(schedule);
  const rules = rulesOn(schedule.base.numbers, schedule, window.stretches, window.view);
  const content = contentBits(schedule);
  const bases = basesOf(schedule, window.stretches);
  const { bans } = read.schedule;
  const lines = linesTable(law, { window, bans }, rules, bases, words);
  return {
    tables: [
      daysTable(law, window),
      lines.table,
      originsTable(law, bans, window, rules, words),
      claimsTable(law, bans, words),
      rulesTable(rules, words),
      ...termsTables(rules, content, words),
      ...baseTables(bases, words),
      unitsTable(bases.duties),
      ...feeTables(law.fees),
    ],
    content,
    apart: lines.apart,
  };
}

/**
 * Whether goods are worth little enough for a claim, and what a ban makes of one, is for `duty` to check: tables have no such
 * claim, and mark its rows.
 */
function withoutLimited({ schedule, catalogue }: LawRead): Schedule {
  const isLimited = (claim: string): boolean => catalogue.get(claim)?.atMost !== undefined;
  return {
    ...schedule,
    bans: [],
    agreements: schedule.agreements.filter(({ claim }) => !isLimited(claim)),
    measures: schedule.measures.filter(
      ({ versions }) => !versions.every(({ covers }) => covers.onlyIf.some(isLimited)),
    ),
  };
}

const rulesTable = ({ rules, rulesets }: Rules, words: WordsOf): Table => ({
  name: "rules",
  columns: {
    ...{ origin_class: "integer", line_class: "integer", from_stretch: "integer" },
    ...{ until_stretch: "integer", ruleset: "integer", ...wordColumns("mask") },
  },
  rows: rules.map(({ origins, lines, from, until, ruleset }) => [
    ...[origins, lines, from, until, ruleset],
    ...words(rulesets[ruleset]?.asked ?? []),
  ]),
});

/** Terms by what is claimed, then by content, then the layers of each. */
function termsTables(rules: Rules, content: ContentBits, words: WordsOf): Table[] {
  const { tables, contentMask, termsNumber } = settledTables(rules, content);
  const claimed: Table = {
    name: "claimed_terms",
    columns: {
      ...{ ruleset: "integer", ...wordColumns("claims"), terms: "integer" },
      ...{ content_mask: "number", loaded_before: "day", entered_before: "day" },
    },
    rows: rules.rulesets.flatMap(({ ways }, ruleset) =>
      ways.map(({ claims, terms }) => [
        ...[ruleset, ...words(claims), termsNumber(terms), contentMask(terms)],
        ...transitOf(terms.reached),
      ]),
    ),
  };
  return [claimed, ...tables];
}

function daysTable({ schedule }: LawRead, { from, until, stretches }: Window): Table {
  const follows = schedule.facts.flatMap(({ when }) =>
    when.without || when.weight ? [when.from ?? schedule.firstDay] : [],
  );
  const rows: TableCell[][] = [];
  for (let day = from; day < until; day = addDays(day, 1)) {
    const stretch = stretches.findLastIndex((start) => start <= day);
    rows.push([day, stretch, follows.some((start) => start <= day) ? 1 : 0]);
  }
  return { name: "days", columns: { day: "day", stretch: "integer", metal_makes_claims: "integer" }, rows };
}

/** Origins, but for days on which all of their goods are barred. */
function originsTable(
  { schedule, fees }: LawRead,
  bans: readonly Ban[],
  { stretches, until: end }: Window,
  rules: Rules,
  words: WordsOf,
): Table {
  const exemptions = exemptionsOf(fees);
  const rows = [...schedule.origins.values()].flatMap((origin) => {
    const own = (stretch: number) => {
      const day = stretches[stretch] as IsoDate;
      const feeBits = bitsWhere(exemptions, (one) => isOpenTo(one, origin, day));
      if (isEmbargoed(origin, bansWithin(bans, day, stretches[stretch + 1] ?? end))) return null;
      const open = words(claimsOpenTo(origin, day, schedule));
      return { reach: [rules.originClass(origin, stretch), ...open], feeBits };
    };
    return stretchesOf(stretches.length, own).flatMap(({ from, until, value }) => {
      if (value === null) return [];
      const { feeBits, reach } = value;
      const closed = words(closedTo(origin, schedule));
      return [[origin.code, from, until, ...reach, origin.column2 ? 1 : 0, ...closed, feeBits]];
    });
  });
  return {
    name: "origins",
    columns: {
      ...{ origin: "text", from_stretch: "integer", until_stretch: "integer", origin_class: "integer" },
      ...{ ...wordColumns("open"), column2: "integer", ...wordColumns("closed"), fee_bits: "number" },
    },
    rows,
  };
}

const isEmbargoed = (origin: Origin, bans: readonly Ban[]): boolean =>
  bans.some(({ list, origins }) => list === null && includesOrigin(origins, origin));

/** Preferences that goods of an origin may never claim. */
const closedTo = (origin: Origin, { agreements }: Schedule): string[] =>
  agreements.flatMap(({ claim }) => {
    const first = agreements.find((one) => one.claim === claim);
    return first && includesOrigin(first.origins, origin) ? [] : [claim];
  });

/** Claims with what they imply, and what cannot be true beside them; those that only leave a ban change nothing else. */
function claimsTable({ schedule, catalogue, fees }: LawRead, bans: readonly Ban[], words: WordsOf): Table {
  const leaves = bans.flatMap(({ unless }) => unless.flatMap(({ claims }) => claims));
  const isLimited = (claim: string): boolean => catalogue.get(claim)?.atMost !== undefined;
  const all = [...new Set([...claimsOfLaw(schedule), ...leaves.filter((claim) => !isLimited(claim))])].sort();
  const excludes = (claim: string) => [
    ...(catalogue.get(claim)?.excludes ?? []),
    ...all.filter((other) => catalogue.get(other)?.excludes?.includes(claim)),
  ];
  const exemptions = exemptionsOf(fees);
  const rows = all.map((claim) => {
    const implied = [...withImplied([claim], catalogue)];
    const feeBits = bitsWhere(exemptions, ({ claims }) => implied.some((one) => claims?.includes(one)));
    return [claim, ...words(implied), ...words(implied.flatMap(excludes)), feeBits];
  });
  const denials = all.flatMap((claim) => {
    const isFact = catalogue.get(claim)?.kind === "fact" && !all.includes(denialOf(claim));
    return isFact ? [[denialOf(claim), ...words([]), ...words([claim]), 0]] : [];
  });
  const columns: Table["columns"] = {
    ...{ claim: "text", ...wordColumns("claims"), ...wordColumns("excluded"), fee_bits: "number" },
  };
  return { name: "claims", columns, rows: [...rows, ...denials] };
}

/** The last day of loading and of entry on which goods on their way owe another duty. */
function transitOf(
  reached: readonly { readonly version: Schedule["measures"][number]["versions"][number] }[],
) {
  const windows = reached.flatMap(({ version }) => version.transit);
  const last = (days: readonly IsoDate[]) => [...days].sort().at(-1) ?? null;
  return [
    last(windows.map(({ loadedBefore }) => loadedBefore)),
    last(windows.map(({ enteredBefore }) => enteredBefore)),
  ];
}

// Terms by the kind of content, and the layers of each.

/** Every fact of content that terms may ask for, as bits of one word. */
function contentBits({ measures }: Pick<Schedule, "measures">): ContentBits {
  const all = measures.flatMap(({ versions }) =>
    versions.flatMap(({ usContent }) => usContent?.atLeast ?? []),
  );
  const thresholds = [...new Set(all.filter((one) => one.gt(0)).map((one) => one.toFixed()))].sort();
  const names = [
    ...STATED_PIECES.flatMap((piece) => [statedBit(piece), thereBit(piece)]),
    ...thresholds.map((least) => `us>=${least}`),
    ...PIECE_SETS.map(wholeBit),
  ];
  return { bits: new Map(names.map((name, at) => [name, 2 ** at])), thresholds };
}

function settledTables({ rulesets }: Rules, { bits }: ContentBits) {
  const termsNumber = numbered<Rules["rulesets"][number]["ways"][number]["terms"]>();
  const settlementNumber = numbered<string>();
  const settlementsIn = settlementsUnder();
  const wordOf = (names: readonly string[]) =>
    [...new Set(names)].reduce((sum, name) => sum + (bits.get(name) ?? 0), 0);
  const masks: number[] = [];
  const byContent: TableCell[][] = [];
  const settlements: TableCell[][] = [];
  const layers: TableCell[][] = [];
  for (const { terms } of rulesets.flatMap(({ ways }) => ways)) {
    const number = termsNumber(terms);
    if (masks[number] !== undefined) continue;
    const { mask, kinds } = settlementsIn(terms);
    masks[number] = wordOf(mask);
    for (const { bits: own, settlement } of kinds) {
      const found = settlementNumber(settlement.key);
      byContent.push([number, wordOf(own.filter((bit) => mask.includes(bit))), found]);
      if (settlements[found] !== undefined) continue;
      const { layers: all, displacesBase } = settlement;
      settlements[found] = [found, displacesBase ? 1 : 0, ...slotsOf(all), needsOf(all), apartBy(settlement)];
      layers.push(...all.map((layer, seq) => [found, seq, ...cellsOf(layer)]));
    }
  }
  const tables: Table[] = [
    { name: "settled_terms", columns: SETTLED_COLUMNS, rows: byContent },
    { name: "settlements", columns: SETTLEMENT_COLUMNS, rows: settlements },
    { name: "layers", columns: LAYER_COLUMNS, rows: layers },
  ];
  return {
    tables,
    termsNumber,
    contentMask: (terms: Parameters<typeof termsNumber>[0]) => masks[termsNumber(terms)] as number,
  };
}

const SETTLED_COLUMNS: Table["columns"] = { terms: "integer", content: "number", settlement: "integer" };

/** Layers of one settlement that are due at a rate; one that has more is for `duty`. */
export const SLOTS = 5;
export const SHARES = ["one", ...STATED_PIECES] as const;

const SETTLEMENT_COLUMNS: Table["columns"] = {
  ...{ settlement: "integer", displaces_base: "integer" },
  ...Object.fromEntries(
    [...Array.from({ length: SLOTS }, (_, at) => `rate${at + 1}`), "all_in"].flatMap((slot) => [
      ...[`${slot}_num`, `${slot}_den`].map((name) => [name, "wide" as const]),
      ...SHARES.map((piece) => [`${slot}_${piece}`, "integer" as const]),
    ]),
  ),
  ...{ all_in_against: "text", needs: "text", apart: "text" },
};

/** Layers due at a rate beside each other, then the all-in rate. */
function slotsOf(layers: readonly SettledLayer[]): TableCell[] {
  const cells = (layer: SettledLayer | undefined): TableCell[] => {
    if (layer === undefined) return [null, null, ...SHARES.map(() => null)];
    const { num, den } = fraction(layer.rate);
    return [num, den, ...SHARES.map((piece) => layer.share[piece])];
  };
  const due = layers.filter(({ kind, rate }) => kind === "rate" && !rate.isZero());
  const allIn = layers.find(({ kind }) => kind === "all-in");
  const slots = Array.from({ length: SLOTS }, (_, at) => due[at]);
  return [...slots.flatMap(cells), ...cells(allIn), allIn?.against ?? null];
}

const needsOf = (layers: readonly SettledLayer[]): string | null =>
  [...new Set(layers.flatMap(({ needs }) => needs))].join(", ") || null;

const apartBy = ({ layers, apart }: Settlement): string | null =>
  apart ??
  (layers.filter(({ kind, rate }) => kind === "rate" && !rate.isZero()).length > SLOTS
    ? `more than ${SLOTS} layers`
    : null);

const LAYER_COLUMNS: Table["columns"] = {
  ...{ settlement: "integer", seq: "integer", measure: "text", authority: "text", heading: "text" },
  ...{ met_heading: "text", kind: "text", against: "text", rate_num: "wide", rate_den: "wide" },
  ...{ share_one: "integer", share_steel: "integer", share_aluminum: "integer", share_copper: "integer" },
  ...{ share_us: "integer", yields_to: "text", needs: "text" },
};

function cellsOf(layer: SettledLayer): TableCell[] {
  const { measure, authority, heading, metHeading, kind, against, rate, share, yieldsTo, needs } = layer;
  const { num, den } = fraction(rate);
  return [
    ...[measure, authority, heading, metHeading, kind, against, num, den],
    ...[share.one, share.steel, share.aluminum, share.copper, share.us],
    ...[yieldsTo.join(";") || null, needs.join(", ") || null],
  ];
}

function baseTables({ classes, duties }: Bases, words: WordsOf): Table[] {
  const wordsOf = memoizeThing((claims: readonly string[]) => words(claims));
  return [
    {
      name: "base_terms",
      columns: {
        ...{ base_class: "integer", column2: "integer", ...wordColumns("claims"), base: "integer" },
      },
      rows: classes.flatMap(({ ways }, number) =>
        ways.flatMap((own, column2) =>
          own.map(({ claims, base }) => [number, column2, ...wordsOf(claims), base]),
        ),
      ),
    },
    {
      name: "base_duties",
      columns: {
        ...{ base: "integer", tariff_column: "text", rate_text: "text", rate_num: "wide", unit_num: "wide" },
        ...{ den: "wide", unit: "text", whole_units: "integer", needs: "text", apart: "integer" },
        ...{ counts_part: "integer", general_base: "integer" },
      },
      rows: duties.map((duty, number) => {
        const { column, text, rate, usdPerUnit, unit, needs, countsPart, isApart, general } = duty;
        const places = Math.max(rate.decimalPlaces(), usdPerUnit.decimalPlaces());
        const den = 10 ** places;
        const [rateNum, unitNum] = [rate.times(den).toFixed(0), usdPerUnit.times(den).toFixed(0)];
        const words = [rateNum, unitNum, String(den), unit, usdPerUnit.lte(1) ? 1 : 0];
        return [number, column, text, ...words, needs, isApart ? 1 : 0, countsPart ? 1 : 0, general];
      }),
    },
  ];
}

/** What one unit is in others, where that has an end. */
function unitsTable(duties: readonly BaseDuty[]): Table {
  const asked = [...new Set(duties.flatMap(({ unit }) => unit ?? []))].sort();
  const rows = asked.flatMap((unit) =>
    conversions(unit).map(({ stated, factor }) => {
      const { num, den } = factor ? fraction(factor) : { num: null, den: null };
      return [stated, unit, num, den];
    }),
  );
  const columns = { stated: "text", unit: "text", factor_num: "wide", factor_den: "wide" } as const;
  return { name: "units", columns, rows };
}

function feeTables(schedule: FeeSchedule): Table[] {
  const all = exemptionsOf(schedule);
  const unclaimed = bitsWhere(all, ({ claims }) => claims === undefined);
  return [
    {
      name: "fees",
      columns: {
        ...{ fee: "text", seq: "integer", rate_num: "wide", rate_den: "wide", modes: "text" },
        ...{ exemptions: "number", unclaimed: "number", limited: "integer", informal_limit: "number" },
      },
      rows: schedule.fees.map((fee, seq) => [
        ...[
          fee.id,
          seq,
          ...Object.values(fraction(fee.rate.rate)),
          fee.modes ? `;${fee.modes.join(";")};` : null,
        ],
        bitsWhere(all, (one) => fee.exemptions.includes(one)),
        ...[unclaimed, fee.limits ? 1 : 0, schedule.informalLimit.dollars],
      ]),
    },
    {
      name: "fee_limits",
      columns: {
        ...{ fee: "text", from_day: "day", until_day: "day", minimum: "number", maximum: "number" },
        informal: "number",
      },
      rows: schedule.fees.flatMap(({ id, limits }) =>
        (limits?.years ?? []).map(({ from, until, minimum, maximum, informal }) => [
          ...[id, from, until, minimum, maximum, informal],
        ]),
      ),
    },
  ];
}
