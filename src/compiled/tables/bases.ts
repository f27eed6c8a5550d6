/** Base duties of lines as tables have them: for each text of the columns, what each preference makes of it. */
import { type ColumnDuty, dutyOfText, outrightFree } from "../../law/base-duty.js";
import type { IsoDate } from "../../law/calendar.js";
import { type Duty, partsOf } from "../../law/duty/duty.js";
import { rateLineOf } from "../../law/hts.js";
import { type Agreement, includesOrigin, type Origin } from "../../law/origin.js";
import { parseSpecialText, type SpecialRate, specialFor } from "../../law/rate-text.js";
import type { BaseRates, Schedule } from "../../law/schedule.js";
import { type Decimal, decimal } from "../../law/units.js";
import { numbered } from "../interned.js";
import { memoizeRows } from "../memo.js";
import { MOST_PLACES } from "./settlements.js";

/** A base duty as a share of the value beside dollars a unit. */
export interface BaseDuty {
  readonly column: string;
  readonly text: string;
  readonly rate: Decimal;
  readonly usdPerUnit: Decimal;
  readonly unit: string | null;
  /** What it needs that tables cannot take in; unknown where nothing of it is stated. */
  readonly needs: string | null;
  /** Some of it is on a quantity of a part of the goods, which a quantity of theirs may be. */
  readonly countsPart: boolean;
  /** Tables have no arithmetic for it, whatever is stated. */
  readonly isApart: boolean;
  /** The base duty of the general column, which some duties compare. */
  readonly general: number;
}

/** What a preference, or two, make of a line's base duty. */
interface BaseWay {
  readonly claims: readonly string[];
  readonly base: number;
}

/** Lines whose columns state the same. */
interface BaseClass {
  readonly asked: readonly string[];
  /** By whether column 2 applies. */
  readonly ways: readonly (readonly BaseWay[])[];
}

export interface Bases {
  readonly duties: readonly BaseDuty[];
  readonly classes: readonly BaseClass[];
  /** The class of a line on a day; `undefined` where the tariff does not have it. */
  classOf(hts: string, on: IsoDate): number | undefined;
}

/** Preferences that goods of an origin may claim on a day. */
export const claimsOpenTo = (origin: Origin, day: IsoDate, { agreements }: Schedule): string[] =>
  agreements
    .filter(
      ({ origins, from, until }) =>
        includesOrigin(origins, origin) && from <= day && (until === null || day < until),
    )
    .map(({ claim }) => claim);

/** Whether goods of some origin, for which column 2 applies or not, may claim all of these on a day that starts a stretch. */
function claimable(schedule: Schedule, stretches: readonly IsoDate[]) {
  const sets = new Map<string, { readonly column2: boolean; readonly open: ReadonlySet<string> }>();
  for (const day of stretches)
    for (const origin of schedule.origins.values()) {
      const [open, column2] = [claimsOpenTo(origin, day, schedule), origin.column2];
      sets.set(`${column2} ${open}`, { column2, open: new Set(open) });
    }
  const all = [...sets.values()];
  const known = new Map<string, boolean>();
  return (claims: readonly string[], column2: boolean): boolean => {
    const key = `${column2} ${claims}`;
    const found =
      known.get(key) ??
      all.some((one) => one.column2 === column2 && claims.every((claim) => one.open.has(claim)));
    known.set(key, found);
    return found;
  };
}

/** Base duties under a schedule on stretches of days, which it names by their starts; classes are made as they are asked for. */
export function basesOf(schedule: Schedule, stretches: readonly IsoDate[]): Bases {
  const isClaimable = claimable(schedule, stretches);
  const duties: BaseDuty[] = [];
  const classes: BaseClass[] = [];
  const known = new Map<string, number>();
  const dutyNumber = dutyNumbers(duties);
  const preferencesOf = preferencesUnder(schedule);
  const make = (rates: BaseRates, freeing: readonly Agreement[]): BaseClass => {
    const { asked, ways } = preferencesOf(rates.special ?? "", freeing);
    const numberOf = memoizeRows((applied: ColumnDuty) => dutyNumber(applied, rates.general));
    const own = [false, true].map((column2) => {
      const plain = plainColumn(rates, column2);
      return ways
        .filter(({ claims }) => isClaimable(claims, column2))
        .map(({ claims, applied }): BaseWay => ({ claims, base: numberOf(applied ?? plain) }));
    });
    return { asked, ways: own };
  };
  return {
    duties,
    classes,
    classOf(hts, on) {
      const rates = schedule.base.ratesOf(rateLineOf(hts), on);
      if (rates === undefined) return undefined;
      const freeing = schedule.agreements.filter(({ frees }) =>
        frees?.some((start) => start === "*" || hts.startsWith(start)),
      );
      const { general, special, column2 } = rates;
      const key = [general, special, column2, ...freeing.map(({ claim, from }) => claim + from)].join("\n");
      const number = known.get(key) ?? classes.push(make(rates, freeing)) - 1;
      known.set(key, number);
      return number;
    },
  };
}

const agreementsBySymbol = (agreements: readonly Agreement[]) => (symbol: string) =>
  agreements.filter(({ symbols }) => symbols.includes(symbol));

/** What a text of the special column makes of each way to claim preferences; `null` where the line does not grant them. */
interface Preferences {
  readonly asked: readonly string[];
  readonly ways: readonly { readonly claims: readonly string[]; readonly applied: ColumnDuty | null }[];
}

/** Worked out once for all lines of the same text: there are four times as many lines. */
function preferencesUnder(schedule: Schedule) {
  const symbolsOf = agreementsBySymbol(schedule.agreements);
  const waysOpen = subsetsUnder(schedule);
  const number = numbered<Agreement>();
  const known = new Map<string, Preferences>();
  const make = (text: string, freeing: readonly Agreement[]): Preferences => {
    const special = text === "" ? [] : parseSpecialText(text);
    const open = new Set([
      ...special.flatMap(({ symbols, duty }) => (duty ? symbols.flatMap(symbolsOf) : [])),
      ...freeing,
    ]);
    const asked = schedule.agreements.filter((one) => open.has(one));
    const preferred = preferredUnder(special, freeing);
    const ways = waysOpen(asked).map(({ some, claims }) => ({ claims, applied: preferred(some) }));
    return { asked: [...new Set(asked.map(({ claim }) => claim))], ways };
  };
  return (text: string, freeing: readonly Agreement[]): Preferences => {
    const key = [text, ...freeing.map(number)].join("\n");
    const found = known.get(key) ?? make(text, freeing);
    known.set(key, found);
    return found;
  };
}

/** Preferences that goods claim together. */
interface Claimed {
  readonly some: readonly Agreement[];
  readonly claims: readonly string[];
}

/** Nothing, one preference, or two that goods of one origin may claim together; one list for the same that are asked. */
function subsetsUnder(schedule: Schedule): (asked: readonly Agreement[]) => readonly Claimed[] {
  const together = claimedTogether(schedule);
  const number = numbered<Agreement>();
  const known = new Map<string, readonly Claimed[]>();
  return (asked) => {
    const key = asked.map(number).join();
    const found = known.get(key) ?? subsetsOpen(asked, (one, other) => together(one)(other));
    known.set(key, found);
    return found;
  };
}

function subsetsOpen(
  asked: readonly Agreement[],
  together: (one: Agreement, other: Agreement) => boolean,
): Claimed[] {
  const pairs = asked.flatMap((one, at) =>
    asked.slice(at + 1).flatMap((other) => (together(one, other) ? [[one, other]] : [])),
  );
  const ways = [[], ...asked.map((one) => [one]), ...pairs];
  const claimed = ways.map((some): Claimed => ({ some, claims: some.map(({ claim }) => claim) }));
  return [...new Map(claimed.map((one) => [one.claims.join(), one])).values()];
}

/** Whether goods of some origin may claim two preferences; asked once of each two. */
function claimedTogether({ origins, agreements }: Schedule) {
  const all = [...origins.values()];
  const openTo = agreements.map((one) => all.map((origin) => includesOrigin(one.origins, origin)));
  const places = new Map(agreements.map((one, at) => [one, at]));
  return memoizeRows((one: Agreement) =>
    memoizeRows((other: Agreement): boolean => {
      const [own = [], others = []] = [one, other].map((of) => openTo[places.get(of) as number]);
      return one.claim !== other.claim && own.some((isOpen, at) => isOpen && others[at]);
    }),
  );
}

/**
 * What of a column's preferences applies to goods that may claim some: the first rate that any of them opens.
 * Source: HTSUS General Notes 3(a)-(c).
 */
function preferredUnder(specials: readonly SpecialRate[], freeing: readonly Agreement[]) {
  const freely = memoizeRows((one: Agreement): ColumnDuty | null => {
    const outright = freeing.includes(one) ? outrightFree("", [freesAll(one)]) : undefined;
    return outright ? { column: "special", ...outright } : null;
  });
  const firstOpen = memoizeRows(({ symbols }: Agreement): number =>
    symbols.length === 0 ? -1 : specials.findIndex((rate) => specialFor([rate], symbols)),
  );
  const applied = specials.map(
    ({ text, duty }): ColumnDuty | null => duty && { column: "special", text, duty },
  );
  return (open: readonly Agreement[]): ColumnDuty | null => {
    for (const one of open) {
      const free = freely(one);
      if (free) return free;
    }
    const places = open.map(firstOpen).filter((place) => place >= 0);
    return places.length === 0 ? null : (applied[Math.min(...places)] ?? null);
  };
}

/** The column that applies where no preference does. */
function plainColumn({ general, column2 }: BaseRates, isColumn2: boolean): ColumnDuty {
  const text = isColumn2 ? column2 : general;
  return { column: isColumn2 ? "column 2" : "general", text: text ?? "", duty: dutyOfText(text) };
}

const freesAll = (agreement: Agreement): Agreement => ({ ...agreement, frees: ["*"] });

function dutyNumbers(duties: BaseDuty[]) {
  const numberOf = numbered<string>();
  const add = (applied: ColumnDuty, general: number | null): number => {
    const key = `${applied.column}|${applied.text}|${applied.duty.kind}|${general}`;
    const number = numberOf(key);
    if (duties[number] === undefined)
      duties[number] = {
        ...plain(applied),
        column: applied.column,
        text: applied.text,
        general: general ?? number,
      };
    return number;
  };
  return (applied: ColumnDuty, general: string | null): number =>
    applied.column === "special"
      ? add(applied, add({ column: "general", text: general ?? "", duty: dutyOfText(general) }, null))
      : add(applied, null);
}

type PlainDuty = Omit<BaseDuty, "column" | "text" | "general">;

/** A duty as a rate beside dollars a unit, if it is that. */
function plain({ duty }: ColumnDuty): PlainDuty {
  const zero = decimal(0);
  const terms = termsIn(duty);
  const countsPart = terms.some((term) => term.kind === "specific" && term.of !== null);
  const none = { rate: zero, usdPerUnit: zero, unit: null, countsPart, isApart: false };
  const needs = terms.flatMap(needsOf);
  const specific = terms.flatMap((term) => (term.kind === "specific" ? [term] : []));
  if (needs.length > 0) return { ...none, needs: needs.join(", ") };
  if (specific.length > 1 || !terms.every(isPlain)) return { ...none, needs: null, isApart: true };
  const rate = terms.reduce((sum, term) => (term.kind === "ad-valorem" ? sum.plus(term.rate) : sum), zero);
  const { usdPerUnit = zero, unit = null } = specific[0] ?? {};
  const isApart = [rate, usdPerUnit].some((one) => one.decimalPlaces() > MOST_PLACES);
  return isApart
    ? { ...none, needs: null, isApart }
    : { rate, usdPerUnit, unit, needs: null, countsPart, isApart };
}

const termsIn = (duty: Duty): readonly Duty[] =>
  duty.kind === "compound" ? partsOf(duty).flatMap(termsIn) : [duty];

const isPlain = ({ kind }: Duty): boolean => ["free", "ad-valorem", "specific"].includes(kind);

/** What a term needs that tables cannot be told. */
function needsOf(duty: Duty): string[] {
  if (duty.kind === "unknown") return [duty.reason];
  if (duty.kind === "component") return [`value of the ${duty.of}`];
  return duty.kind === "specific" && duty.of !== null ? [`quantity of ${duty.of} in ${duty.unit}`] : [];
}
