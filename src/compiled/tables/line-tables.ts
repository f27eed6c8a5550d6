/** The table of lines: classes of numbers of ten digits, and of eight where nothing tells those under them apart. */
import { type Ban, claimsOfBans } from "../../law/ban.js";
import { addDays, type IsoDate, inSeason, seasonOf } from "../../law/calendar.js";
import { isAlcoholic, isOfChapter98, rateLineOf } from "../../law/hts.js";
import { isListed } from "../../law/measure.js";
import { includesOrigin } from "../../law/origin.js";
import type { Schedule } from "../../law/schedule.js";
import { memoize } from "../memo.js";
import type { Bases } from "./bases.js";
import type { Rules } from "./rules.js";
import {
  bitsWhere,
  exemptionsOf,
  type LawRead,
  meetsProducts,
  stretchesOf,
  type Table,
  type TableCell,
  type Window,
  type WordsOf,
  wordColumns,
} from "./table.js";

// Lines of ten digits and of eight, by the stretches on which they are the same.

interface LineFacts {
  readonly lineClass: number;
  readonly baseClass: number;
  readonly apart: string | null;
  /** Origins of which such goods are barred, or would be if a fact were so: `;CA;RU;`. */
  readonly barred: string | null;
  readonly feeBits: number;
}

/** Days, and the bans of the whole law. */
interface Days {
  readonly window: Window;
  readonly bans: readonly Ban[];
}

/** The table of lines, and how many of the tariff it leaves to `duty`. */
export function linesTable(law: LawRead, within: Days, rules: Rules, bases: Bases, words: WordsOf) {
  const { schedule, unitOf } = law;
  const { bans, window } = within;
  const count = window.stretches.length;
  const factsOf = lineFacts(law, bans, window, rules, bases);
  const rowsOf = (hts: string, facts: (stretch: number) => LineFacts | null): TableCell[][] =>
    stretchesOf(count, facts).flatMap(({ from, until, value }) => {
      if (value === null) return [];
      const { lineClass, baseClass, apart, barred, feeBits } = value;
      const asked = words(bases.classes[baseClass]?.asked ?? []);
      const facts = [isAlcoholic(hts) ? 1 : 0, unitOf(hts), feeBits, apart, barred];
      return [[hts, from, until, lineClass, baseClass, ...asked, ...facts]];
    });
  const tens = schedule.base.numbers.map((hts) => ({
    hts,
    facts: window.stretches.map((_, stretch) => factsOf(hts, stretch)),
  }));
  const eights = new Map<string, typeof tens>();
  for (const one of tens) {
    const own = eights.get(rateLineOf(one.hts)) ?? [];
    eights.set(rateLineOf(one.hts), own);
    own.push(one);
  }
  const goods = tens.flatMap(({ hts, facts }) =>
    isOfChapter98(hts) ? [] : (facts.find((one) => one !== null) ?? []),
  );
  const left = goods.filter(({ apart, baseClass }) => apart !== null || isBaseApart(baseClass, bases));
  const rows = [
    ...tens.flatMap(({ hts, facts }) => rowsOf(hts, (stretch) => facts[stretch] ?? null)),
    ...[...eights].flatMap(([line, under]) =>
      rowsOf(line, (stretch) => alikeIn(under.flatMap(({ facts }) => facts[stretch] ?? []))),
    ),
  ];
  const table: Table = { name: "lines", columns: LINE_COLUMNS, rows: rows.sort(byFirst) };
  return { table, apart: { lines: left.length, of: goods.length } };
}

const LINE_COLUMNS: Table["columns"] = {
  ...{ hts: "text", from_stretch: "integer", until_stretch: "integer", line_class: "integer" },
  ...{ base_class: "integer", ...wordColumns("base_mask"), exact_quantity: "integer" },
  ...{ unit: "text", fee_bits: "number", apart: "text", barred: "text" },
};

/** What is so of a number in a stretch of days; `null` where the tariff does not have it. */
function lineFacts(
  { schedule, fees }: LawRead,
  bans: readonly Ban[],
  { stretches, until }: Window,
  rules: Rules,
  bases: Bases,
) {
  const { base } = schedule;
  const classOf = new Map(base.numbers.map((hts, at) => [hts, rules.classOf[at] as number]));
  const exemptions = exemptionsOf(fees);
  const apartOf = apartUnder(schedule);
  const barredOn = barredUnder(schedule, bans);
  return (hts: string, stretch: number): LineFacts | null => {
    const day = stretches[stretch] as IsoDate;
    const baseClass = bases.classOf(hts, day);
    const lineClass = classOf.get(hts);
    if (baseClass === undefined || lineClass === undefined || !base.exists(hts, day)) return null;
    const next = stretches[stretch + 1] ?? until;
    const [apart, barred] = [apartOf(hts, day, next), barredOn(hts, day, next)];
    const feeBits = bitsWhere(exemptions, (one) => meetsProducts(one, hts));
    return { lineClass, baseClass, apart, barred, feeBits };
  };
}

const byFirst = (a: readonly TableCell[], b: readonly TableCell[]): number =>
  a[0] === b[0] ? Number(a[1]) - Number(b[1]) : String(a[0]) < String(b[0]) ? -1 : 1;

const isBaseApart = (baseClass: number, { classes, duties }: Bases): boolean =>
  classes[baseClass]?.ways[0]?.some(({ base }) => duties[base]?.isApart) ?? false;

/** Lines under one number of eight digits as one, where nothing tells them apart. */
function alikeIn(facts: readonly LineFacts[]): LineFacts | null {
  const [first] = facts;
  if (first === undefined) return null;
  if (facts.length === 1) return first;
  const isAlike = facts.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return isAlike ? first : { ...first, apart: "all ten digits of the number" };
}

/** Why goods of a line are for `duty`, from one day up to another. */
function apartUnder({ seasons }: Schedule): (hts: string, day: IsoDate, next: IsoDate) => string | null {
  const isInSeason = (hts: string, day: IsoDate, next: IsoDate): boolean => {
    const season = seasonOf(hts, seasons);
    for (let on = day; season && on < next; on = addDays(on, 1)) if (!inSeason(season, on)) return false;
    return true;
  };
  return (hts, day, next) => {
    if (isOfChapter98(hts)) return "a provision of chapter 98";
    return isInSeason(hts, day, next) ? null : "a line for a part of the year";
  };
}

/** Bans in force at some time from one day up to another, on goods that claim nothing. */
export const bansWithin = (bans: readonly Ban[], day: IsoDate, next: IsoDate): readonly Ban[] =>
  bans.filter(
    ({ from, until, onlyIf }) => onlyIf.length === 0 && from < next && (until === null || day < until),
  );

/** Origins of which a ban's list names a number, whatever is claimed. */
function barredUnder({ lists, origins }: Schedule, bans: readonly Ban[]) {
  const claims = new Set(claimsOfBans(bans));
  const codesOf = new Map(
    bans.map((ban) => [
      ban,
      [...origins.values()].flatMap((one) => (includesOrigin(ban.origins, one) ? one.code : [])),
    ]),
  );
  const within = memoize((day: IsoDate, next: IsoDate) => bansWithin(bans, day, next));
  return (hts: string, day: IsoDate, next: IsoDate): string | null => {
    const named = within(day, next).filter(({ list, from }) => {
      const own = list === null ? undefined : lists.get(list);
      return own !== undefined && isListed(own, hts, day < from ? from : day, claims);
    });
    const codes = [...new Set(named.flatMap((ban) => codesOf.get(ban) ?? []))].sort();
    return codes.length === 0 ? null : `;${codes.join(";")};`;
  };
}
