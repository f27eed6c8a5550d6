/**
 * The law of many days as rules: for a class of lines and a class of origins, from one stretch of days to another, which claims
 * matter and the terms that each of them, and each two of them, open.
 */
import type { IsoDate } from "../../law/calendar.js";
import { hasPart } from "../../law/duty/duty.js";
import { NO_CLAIMS } from "../../law/entry.js";
import { groupCounts, type ListGroup, type Version, type View } from "../../law/measure.js";
import { includesOrigin, type Origin } from "../../law/origin.js";
import { hasPiece } from "../../law/part.js";
import type { Schedule } from "../../law/schedule.js";
import { asks, conditionsIn, type Reached, termsFor } from "../../law/scope.js";
import { type LineNumbers, numbered, refined } from "../interned.js";
import { covering, type InForce, lawOfDay, standingOn, standingOnAny } from "../law-of-day.js";
import { firstAt, numbersAt } from "../line-index.js";
import { asksOf, oneSet, positionsOf, productTable, reachedFrom } from "../product-table.js";
import { type Terms, termsUnder } from "../terms.js";

/** Terms of goods that claim some of what matters. */
interface ClaimedTerms {
  readonly claims: readonly string[];
  readonly terms: Terms;
}

/** What matters to goods of a class, and what comes of it. */
interface Ruleset {
  readonly asked: readonly string[];
  readonly ways: readonly ClaimedTerms[];
}

/** A ruleset holds for a class of origins and a class of lines, from one stretch of days up to another. */
interface Rule {
  readonly origins: number;
  readonly lines: number;
  readonly from: number;
  readonly until: number;
  readonly ruleset: number;
}

export interface Rules {
  /** Class of each line. */
  readonly classOf: LineNumbers | Int32Array;
  /** Class of an origin in a stretch of days. */
  originClass(origin: Origin, stretch: number): number;
  readonly rulesets: readonly Ruleset[];
  readonly rules: readonly Rule[];
}

/** What goods may claim of what is asked of them: nothing, one thing, or a preference beside it. Others are for `duty`. */
const waysOf = (asked: readonly string[], preferences: ReadonlySet<string>): string[][] => [
  [],
  ...asked.map((claim) => [claim]),
  ...asked.flatMap((one, at) =>
    asked
      .slice(at + 1)
      .flatMap((other) => (preferences.has(one) || preferences.has(other) ? [[one, other]] : [])),
  ),
];

/** The rules of some days, each the first of a stretch on which the law is the same. */
export function rulesOn(
  lines: readonly string[],
  schedule: Schedule,
  days: readonly IsoDate[],
  view: View,
): Rules {
  const { of, samples } = lineClasses(lines, schedule, days, view);
  const sampled = numbersAt(lines, samples);
  const rulesets = rulesetsUnder(sampled, schedule);
  const numberOfKey = numbered<string>();
  const rules = rulesInTurn();
  const classes = days.map((day, stretch) => {
    const standing = standingOn(schedule, day, view);
    const law = lawOfDay(sampled, schedule, day, view);
    const own = new Map(
      Array.from(schedule.origins.values(), (origin) => [origin, numberOfKey(law.keyOf(origin))]),
    );
    const firsts = new Map([...own].reverse().map(([origin, number]) => [number, origin]));
    const found = [...firsts].map(
      ([number, origin]) => [number, rulesets.of(covering(standing, origin), origin, day)] as const,
    );
    rules.on(stretch, new Map(found));
    return own;
  });
  return {
    classOf: of,
    originClass: (origin, stretch) => classes[stretch]?.get(origin) as number,
    rulesets: rulesets.all,
    rules: rules
      .until(days.length)
      .sort((a, b) => a.origins - b.origins || a.lines - b.lines || a.from - b.from),
  };
}

/** Rulesets of a class of origins, each with the stretch on which it began. */
interface Open {
  readonly from: Int32Array;
  readonly ruleset: Int32Array;
}

/** Puts the rulesets of stretches one after the other: a rule is complete when another takes its place. */
function rulesInTurn() {
  const open = new Map<number, Open>();
  const rules: Rule[] = [];
  const complete = (origins: number, { from, ruleset }: Open, lines: number, until: number): void => {
    rules.push({ origins, lines, from: from[lines] as number, until, ruleset: ruleset[lines] as number });
  };
  const close = (origins: number, own: Open, until: number): void => {
    for (const lines of own.ruleset.keys()) complete(origins, own, lines, until);
    open.delete(origins);
  };
  const replace = (origins: number, own: Open, found: Int32Array, stretch: number): void => {
    for (const [lines, ruleset] of found.entries()) {
      if (own.ruleset[lines] === ruleset) continue;
      complete(origins, own, lines, stretch);
      own.ruleset[lines] = ruleset;
      own.from[lines] = stretch;
    }
  };
  return {
    on(stretch: number, all: ReadonlyMap<number, Int32Array>): void {
      for (const [origins, own] of open) if (!all.has(origins)) close(origins, own, stretch);
      for (const [origins, ruleset] of all) {
        const own = open.get(origins);
        if (own) replace(origins, own, ruleset, stretch);
        else open.set(origins, { from: new Int32Array(ruleset.length).fill(stretch), ruleset });
      }
    },
    until(stretch: number): Rule[] {
      for (const [origins, own] of open) close(origins, own, stretch);
      return rules;
    },
  };
}

/** The longest number. */
const DIGITS = 10;

/** Classes of lines that no list and no prefix tells apart, on any of the days and with any claim. */
function lineClasses(lines: readonly string[], schedule: Schedule, days: readonly IsoDate[], view: View) {
  const table = productTable(lines, schedule.lists, NO_CLAIMS);
  const prefixes = new Set([table.goods]);
  const groups = new Set<ListGroup>();
  for (const { version } of standingOnAny(schedule, days, view)) {
    const { prefixes: own, lists } = asksOf(version);
    for (const codes of own) prefixes.add(table.startingWith(codes));
    for (const id of lists) for (const group of schedule.lists.get(id)?.groups ?? []) groups.add(group);
  }
  return refined(lines.length, [
    ...Array.from(prefixes, (marks) => [marks, 2] as const),
    ...Array.from(groups, (group) => [longestOf(lines, group), DIGITS + 1] as const),
  ]);
}

/** Digits of the longest code of a group that each line starts with. */
function longestOf(lines: readonly string[], { codes }: ListGroup): Uint8Array {
  const found = new Uint8Array(lines.length);
  for (const code of [...codes].sort((a, b) => a.length - b.length)) {
    const first = firstAt(lines, code);
    for (let row = first; row < lines.length && (lines[row] as string).startsWith(code); row += 1)
      found[row] = code.length;
  }
  return found;
}

/** A measure and where each line stands towards it, by what is claimed of what it asks. */
interface Reach extends InForce {
  readonly asked: readonly string[];
  /** Claims that matter to the lines of each row. */
  readonly matters: readonly (readonly string[])[];
  /** Of each line, the number of its row. */
  readonly of: Int32Array;
  /** The column of positions for what is claimed of it, in order. */
  readonly columnOf: ReadonlyMap<string, number>;
  readonly positions: readonly (readonly number[])[];
}

function rulesetsUnder(lines: readonly string[], schedule: Schedule) {
  const all: Ruleset[] = [];
  const bySignature = new Map<string, number>();
  const byReach = new Map<string, number>();
  const termsOf = termsUnder(schedule);
  const termsNumber = numbered<Terms>();
  const reachOf = reachUnder(lines, schedule);
  const preferences = new Set(schedule.agreements.map(({ claim }) => claim));
  const numberOf = (reaches: readonly Reach[], rows: readonly number[], origin: Origin): number => {
    const asked = askedBy(reaches, rows, origin);
    const ways = waysOf(asked, preferences).map((claims): ClaimedTerms => {
      const reached = reaches.flatMap((reach, at) => reachedWith(reach, rows[at] as number, claims, origin));
      return { claims, terms: termsOf(reached, oneSet(claims.filter(settles(reached)))) };
    });
    const signature = ways.map(({ claims, terms }) => `${claims.join(";")} ${termsNumber(terms)}`).join("|");
    const number = bySignature.get(signature) ?? all.push({ asked, ways }) - 1;
    bySignature.set(signature, number);
    return number;
  };
  return {
    all: all as readonly Ruleset[],
    /** The ruleset of each line for goods of an origin on a day. */
    of(own: readonly InForce[], origin: Origin, day: IsoDate): Int32Array {
      const reaches = own.map((one) => reachOf(one, origin, day));
      const keys = reaches.map(({ key }) => key).join(" ");
      const { of, samples } = refined(lines.length, reaches.flatMap(columnsOf));
      const numbers = samples.map((sample) => {
        const rows = reaches.map((reach) => reach.of[sample] as number);
        const key = `${keys} ${rows.join()}`;
        const number = byReach.get(key) ?? numberOf(reaches, rows, origin);
        byReach.set(key, number);
        return number;
      });
      return of.map((group) => numbers[group] as number);
    },
  };
}

const BYTE = 256;

/** Row numbers as bytes, the low and the high one. */
function columnsOf({ of, positions }: Reach): (readonly [Uint8Array, number])[] {
  const low = Uint8Array.from(of, (row) => row % BYTE);
  if (positions.length <= BYTE) return [[low, Math.max(1, positions.length)]];
  return [
    [low, BYTE],
    [Uint8Array.from(of, (row) => Math.floor(row / BYTE)), Math.ceil(positions.length / BYTE)],
  ];
}

type KeyedReach = Reach & { readonly key: number };

/** Reach is worked out once for all days on which the same groups of lists and the same exemptions count. */
function reachUnder(lines: readonly string[], schedule: Schedule) {
  const { lists } = schedule;
  const known = new Map<string, KeyedReach>();
  const versionNumber = numbered<Version>();
  return (one: InForce, origin: Origin, day: IsoDate): KeyedReach => {
    const { version } = one;
    const on = version.listedOn ?? day;
    const { origins, lists: ids } = asksOf(version);
    const all = new Set(asksOf(version).claims);
    const counted = ids.flatMap((id) =>
      (lists.get(id)?.groups ?? []).map((group) => Number(groupCounts(group, on, ALL_CLAIMS(group)))),
    );
    const named = origins.map((names) => Number(includesOrigin(names, origin)));
    const open = version.freedBy.map(({ from = "", until = "~" }) => Number(from <= on && on < until));
    const terms = version.byOrigin.findIndex((own) => includesOrigin(own.origins, origin));
    const key = `${versionNumber(version)} ${terms} ${[counted, named, open].map((digits) => digits.join("")).join(" ")}`;
    const found = known.get(key);
    if (found) return found;
    const asked = [
      ...new Set([...asksInScope(version, origin, all), ...conditionsIn(version, lists, origin)]),
    ];
    const sets = setsTried(version, asked, schedule);
    const columns = sets.map((claims) => {
      const set = oneSet(claims);
      return positionsOf(version, productTable(lines, lists, set), { origin, claims: set, day: on });
    });
    const kinds = version.freedBy.length + 2;
    const { of, samples } = refined(
      lines.length,
      columns.map((column) => [column, kinds] as const),
    );
    const positions = samples.map((row) => columns.map((column) => column[row] as number));
    const columnOf = new Map(sets.map((claims, column) => [claims.join(), column]));
    const matters = positions.map((row) => mattering(asked, sets, columnOf, row));
    const made = { ...one, asked, columnOf, of, positions, matters, key: known.size };
    known.set(key, made);
    return made;
  };
}

/**
 * What goods may claim, and each claim beside those without which the version reaches nothing or less: what an exemption asks
 * matters only then.
 */
function setsTried(version: Version, asked: readonly string[], { lists, agreements }: Schedule): string[][] {
  const { onlyIf, onlyIfAll, lists: named } = version.covers;
  const needed = [...onlyIfAll, ...onlyIf.slice(0, 1)];
  const conditions = named.flatMap(
    (id) => lists.get(id)?.groups.flatMap(({ condition }) => condition ?? []) ?? [],
  );
  const contexts = [[], ...conditions.map((one) => [one])].map((own) => [...own, ...needed]);
  const beside = contexts.flatMap((context) =>
    [[], ...asked.map((claim) => [claim])].map((claims) => [...claims, ...context]),
  );
  const preferences = new Set(agreements.map(({ claim }) => claim));
  const all = [...waysOf(asked, preferences), ...beside].map((claims) =>
    asked.filter((one) => claims.includes(one)),
  );
  return [...new Map(all.map((claims) => [claims.join(), claims])).values()];
}

/** Whether a group counts on a day whatever is claimed. */
const ALL_CLAIMS = ({ condition }: ListGroup): ReadonlySet<string> =>
  condition === undefined ? NO_CLAIMS : new Set([condition]);

/** Claims that decide the reach of a version, not the rule on US content. */
const asksInScope = (version: Version, origin: Origin, all: ReadonlySet<string>): string[] =>
  asks({ ...version, usContent: null }, origin).claims.filter((claim) => all.has(claim));

/** The claims that matter to goods that stand so towards each measure. */
function askedBy(reaches: readonly Reach[], rows: readonly number[], origin: Origin): string[] {
  const asked = new Set<string>();
  for (const [at, reach] of reaches.entries()) {
    const positions = reach.positions[rows[at] as number] as readonly number[];
    if (positions.every((position) => position === 0)) continue;
    for (const claim of reach.matters[rows[at] as number] as readonly string[]) asked.add(claim);
    for (const claim of settling(reach.version, origin)) asked.add(claim);
  }
  return [...asked].sort();
}

/** Claims that change a position, alone or beside another. */
function mattering(
  asked: readonly string[],
  sets: readonly (readonly string[])[],
  columnOf: ReadonlyMap<string, number>,
  positions: readonly number[],
): string[] {
  return asked.filter((claim) =>
    sets.some((claims, column) => {
      if (!claims.includes(claim)) return false;
      const without = columnOf.get(claims.filter((one) => one !== claim).join());
      return without !== undefined && positions[without] !== positions[column];
    }),
  );
}

/** Claims that decide what a version comes to: within a quota, and of content of the United States. */
function settling(version: Version, origin: Origin): readonly string[] {
  const { duty } = termsFor(version, origin);
  const quota = hasPart(duty, ({ kind }) => kind === "quota") ? ["in-quota"] : [];
  return [...quota, ...(hasPiece(version.part, "us") ? (version.usContent?.claims ?? []) : [])];
}

/** Whether a claim decides what comes of goods that are reached so. */
const settles =
  (reached: readonly Reached[]) =>
  (claim: string): boolean =>
    reached.some(
      ({ version, duty }) =>
        version.usContent?.claims?.includes(claim) ||
        (claim === "in-quota" && hasPart(duty, ({ kind }) => kind === "quota")),
    );

/** A position by what is claimed of what a measure asks; goods that claim a preference beside others are among those tried. */
function reachedWith(
  { measure, version, asked, columnOf, positions }: Reach,
  row: number,
  claims: readonly string[],
  origin: Origin,
): Reached[] {
  const own = asked.filter((claim) => claims.includes(claim));
  const column = columnOf.get(own.join()) as number;
  const reached = reachedFrom(positions[row]?.[column] as number, measure, version, origin);
  return reached ? [reached] : [];
}
