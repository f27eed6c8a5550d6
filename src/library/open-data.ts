/** Law and trade as plain JSON, opened without files: what a page carries with it. */
import { memoizeRows, memoizeThing, notesOn } from "../compiled/memo.js";
import {
  checkText,
  expectFit,
  type Fits,
  isListOf,
  isObject,
  isText,
  movedTo,
  orNull,
  type ReadAlso,
  readOf,
  readOnce,
  textsRead,
  UserError,
} from "../contract/errors.js";
import { toChanges, toLever } from "../contract/measure-text.js";
import { loadAssumptions } from "../data/assumptions.js";
import { entryLaw, loadSchedule, withContested } from "../data/law.js";
import type { DataFiles } from "../data/pack.js";
import type { Reader } from "../data/reader.js";
import type { NameIn, ValueAt } from "../data/shapes/file-kinds.js";
import type { ChangeText } from "../data/shapes/scenario.js";
import { loadFlow } from "../data/trade.js";
import { isoDate } from "../law/calendar.js";
import type { Claim } from "../law/entry.js";
import type { FeeSchedule } from "../law/fees.js";
import type { Country } from "../law/origin.js";
import type { Change, Lever } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { decimal } from "../law/units.js";
import type { Flow } from "../trade/flow.js";
import type { Assumptions } from "../trade/question.js";
import type { Sector } from "../trade/tally.js";

/** The law and trade of a set of files. Each part is read when it is first asked for. */
export interface Data {
  readonly schedule: Schedule;
  /** Names of rates to set, and the measures each sets. */
  readonly levers: readonly Lever[];
  /** Sectors of the reports, for `sectorTotals`. */
  readonly sectors: readonly Sector[];
  /** The law with the readings of what is contested that were not chosen, for the questions of `asksOf`. */
  readonly contested: Schedule;
  /** Facts and rights that the law asks for, by the word that states them. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** Fees on entries, for `feesOn`. */
  readonly fees: FeeSchedule;
  /** What a chapter, heading or subheading is called; nothing where it has no name. */
  label(kind: LabelKind, code: string): string;
  /** Imports from an origin in a year. @throws {UserError} if the files have none. */
  flow(dataset: string, origin: string): Flow;
  /** Assumptions by id; see `loadAssumptions`. @throws {UserError} on an id that is not known. */
  assumptions(ids: readonly string[]): Assumptions;
  /**
   * Changes of the law, as a scenario file states them, or by lever: `{ auto: "15", reciprocal: "24" }`. A rate is
   * `25` on top of the normal duty, `floor:15` all-in, `cap:15` at most.
   * @throws {UserError} on a lever that is not known, or a rate that is none.
   */
  changes(stated: readonly ChangeText[] | Readonly<Record<string, string>>): readonly Change[];
}

/** Opens data files. @throws {UserError} naming the file, when one is asked for that is not among them. */
export function openData(files: DataFiles): Data {
  expectFit(isObject(files), "files", "files by name, as packData makes them", files);
  return dataOf(readerOf(files));
}

/** Groups of the nomenclature that have names, of 2, 4 and 6 digits. */
export type LabelKind = "chapters" | "headings" | "subheadings";

/** The law and trade that a reader reads. What is read is frozen, so that no answer can change the law of the next. */
export function dataOf(reader: Reader): Data {
  const levers = () => frozen(reader.json("levers.json").levers.map(toLever));
  const ofEntries = entryLaw(reader);
  const schedule = once(() => withFrozen(loadSchedule(reader)));
  const contested = once(() => madeHere(withContested(schedule(), reader), "law"));
  const claims = once(
    () => new Map(reader.has("claims.json") ? ofEntries.claims().map((one) => [one.id, frozen(one)]) : []),
  );
  const fees = once(() => frozen(ofEntries.fees()));
  return madeHere<Data>(
    {
      get schedule() {
        return schedule();
      },
      get contested() {
        return contested();
      },
      get claims() {
        return claims();
      },
      get fees() {
        return fees();
      },
      get levers() {
        return levers();
      },
      get sectors() {
        return madeHere(frozen(reader.json("sectors.json").sectors));
      },
      label: (kind, code) => {
        const { labels } = reader.json(`labels/${kind}.json`);
        return (Object.hasOwn(labels, code) ? labels[code] : undefined) ?? "";
      },
      flow: (dataset, origin) => flowOf(reader, dataset, origin),
      assumptions: (ids) => assumptionsOf(reader, ids),
      changes: (stated) => changesOf(stated, levers()),
    },
    "data",
  );
}

// What the library made is used as it is; what a program made is read once.

/** What a thing is that functions of the library take; others are parts of one. */
type Made = "law" | "data" | "flow" | "changes" | "assessment" | "priced trade" | "part";

const made = notesOn<object, Made>();

/** A thing that the library made, whose parts nobody can set to something else. */
export function madeHere<T extends object>(thing: T, as: Made = "part"): T {
  made.write(thing, as);
  return Object.freeze(thing);
}

/** Whether the library made it, and as what is asked for: a law is no assessment, whoever made both. */
export const isMadeHere = (thing: object, as?: Made): boolean => {
  const own = made.of(thing);
  return own !== undefined && (as === undefined || own === as);
};

/** What the library made stays what it is; an amount is read by its digits, of whatever copy of decimal.js it is. */
export const asOurs: ReadAlso = (value) => {
  if (isMadeHere(value)) return value;
  const { toFixed } = value as { readonly toFixed?: unknown };
  if (typeof toFixed !== "function") return undefined;
  const digits: unknown = toFixed.call(value);
  return typeof digits === "string" && DIGITS.test(digits) ? decimal(digits) : undefined;
};
const DIGITS = /^(-?\d+(\.\d+)?|NaN|-?Infinity)$/;

/** Answers under a law. What cannot be read in one that the library did not make is the mistake of whoever gives it. */
export function under<T>(schedule: Schedule, use: (law: Schedule) => T, where = "schedule"): T {
  const expected = "the law, as loadSchedule gives it";
  expectFit(isObject(schedule), where, expected, schedule);
  if (isMadeHere(schedule, "law")) return use(schedule);
  return readOf(where, () => {
    const law = lawRead(schedule);
    expectFit(law.origins instanceof Map && Array.isArray(law.measures), where, expected, schedule);
    return use(law);
  });
}

const lawRead = memoizeThing((schedule: Schedule): Schedule => ({ ...schedule }));

/** The same under data. */
export function underData<T>(data: Data, use: (data: Data) => T): T {
  expectFit(isObject(data), "data", "law and trade, as loadData gives them", data);
  if (isMadeHere(data, "data")) return use(data);
  return readOf("data", () => {
    const { schedule, contested, claims, fees } = data;
    const isData = [schedule, contested, fees].every(isObject) && claims instanceof Map;
    expectFit(isData, "data", "law and trade, as loadData gives them", data);
    const [law, all] = [schedule, contested].map((one) => under(one, (read) => read, "data"));
    return use({ ...data, fees, claims, schedule: law as Schedule, contested: all as Schedule });
  });
}

// Trade of a program.

const isFlow = ({ dataset, origin, year, dated, hts, value, duty }: Flow): boolean =>
  [dataset, origin].every(isText) &&
  Number.isInteger(year) &&
  isListOf(Array.isArray)(dated) &&
  isListOf(isText)(hts) &&
  [value, duty].every((column) => isListOf(isWhole)(column) && column.length === hts.length);
const isWhole = (dollars: unknown): boolean => Number.isSafeInteger(dollars) && (dollars as number) >= 0;

const FLOW = "flows, as loadFlow gives them";

/** Flows of a program, each read once. @throws {UserError} on what is none. */
export const flowsRead = (flows: readonly Flow[]): readonly Flow[] => {
  const list = listRead(flows, "flows", "a list of flows, as loadFlow gives them");
  return list.map((flow) => flowRead(flow));
};

/** A program may change its flow between two prices; while it does not, what was worked out for it is of use. */
export function flowRead(flow: Flow, where = "flows"): Flow {
  expectFit(isObject(flow), where, FLOW, flow);
  if (isMadeHere(flow, "flow")) return flow;
  const now = readOnce(where, () => ({ ...flow }));
  expectFit(isFlow(now), where, FLOW, flow);
  const before = lastRead.of(flow);
  if (before !== undefined && isSame(before, now)) return before;
  lastRead.write(flow, now);
  return now;
}

const lastRead = notesOn<Flow, Flow>();
const isSame = (one: Flow, other: Flow): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A list of a program as it stands, its objects as they are. @throws {UserError} on what is none. */
export function listRead<T extends object>(
  list: readonly T[],
  where: string,
  expected: string,
): readonly T[] {
  const read = readOf(where, () => (Array.isArray(list) ? [...list] : undefined));
  expectFit(read !== undefined && isListOf(isObject)(read), where, expected, list);
  return read as readonly T[];
}

/** @throws {UserError} on what says nothing that is assumed of trade. */
export function checkAssumed(assume: Assumptions): void {
  const expected = "assumptions, as loadAssumptions gives them";
  expectFit(isObject(assume), "assume", expected, assume);
  const { metalContent, observedBase, productMix, usContent, preferences } = assume;
  const mayBe = (value: unknown, fits: boolean): boolean => value === undefined || fits;
  const fits =
    mayBe(observedBase, typeof observedBase === "boolean") &&
    mayBe(productMix, typeof productMix === "function") &&
    [metalContent, usContent].every((one) => mayBe(one, isObject(one))) &&
    mayBe(preferences, isListOf(isObject)(preferences));
  expectFit(fits, "assume", expected, assume);
}

/** Read when it is first asked for. */
function once<T>(read: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= read();
    return known;
  };
}

/** The law with parts that cannot be changed: answers point to them. */
function withFrozen(schedule: Schedule): Schedule {
  const { measures, agreements, bans, facts, seasons, sets, homeOrigins, origins, orders } = schedule;
  frozen([measures, agreements, bans, facts, seasons, sets, homeOrigins, [...origins.values()]]);
  return madeHere(
    {
      ...schedule,
      orders: {
        all: () => madeHere(frozen(orders.all())),
        of: (origin) => madeHere(frozen(orders.of(origin))),
        near: (origin, hts) => madeHere(frozen(orders.near(origin, hts))),
      },
    },
    "law",
  );
}

/** A value and all in it, which then cannot be changed. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

const textsOf = (stated: readonly ChangeText[] | Readonly<Record<string, string>>): readonly ChangeText[] =>
  isList(stated)
    ? stated
    : Object.entries(stated).map(([lever, rate]): ChangeText => ({ do: "set", lever, rate }));

function flowOf(reader: Reader, dataset: string, origin: string): Flow {
  checkText(dataset, "dataset");
  checkText(origin, "origin");
  return madeHere(frozen(placed("dataset", () => loadFlow(reader, dataset, origin as Country))), "flow");
}

/** Each part stays what it is in a copy of the whole with other parts. */
function assumptionsOf(reader: Reader, given: readonly string[]): Assumptions {
  const ids = textsRead(given, "assumptions");
  const { assumptions } = placed("assumptions", () => loadAssumptions(reader, ids));
  for (const part of Object.values(assumptions)) if (isObject(part) || Array.isArray(part)) madeHere(part);
  return madeHere(assumptions);
}

/** Mistakes that name a flag or a file of the command line are of what a program gives here. */
function placed<T>(where: string, read: () => T): T {
  try {
    return readOf(where, read);
  } catch (error) {
    const mistake = error as UserError;
    throw movedTo(PLACES[mistake.where ?? ""] ?? mistake.where ?? where, mistake);
  }
}
const PLACES: Readonly<Record<string, string>> = {
  ...{ "--flows": "dataset", "--origin": "origin", "--assume": "assumptions", scenario: "changes" },
};

function changesOf(
  given: readonly ChangeText[] | Readonly<Record<string, string>>,
  levers: readonly Lever[],
): readonly Change[] {
  const stated = readOnce("changes", () => given);
  expectFit(
    isChanges(stated),
    "changes",
    'rates by lever, such as { auto: "15" }, or a list of changes',
    stated,
  );
  return madeHere(
    placed("changes", () => toChanges(textsOf(stated), levers)),
    "changes",
  );
}

/** Rates as texts by lever, or changes that each say what they do. */
const isChanges = (stated: unknown): boolean =>
  Array.isArray(stated)
    ? stated.every((one) => isObject(one) && isChangeText(one))
    : isObject(stated) && Object.values(stated as object).every(isText);

const isTexts = isListOf(isText);
const isChangeText = ({ do: what, lever, measures, ...rest }: Readonly<Record<string, unknown>>): boolean => {
  if (what === "enact") return isObject(rest.measure);
  const isLimited = [rest.origins, rest.products].every((limit) => limit === undefined || isTexts(limit));
  if (!(isText(lever) || isTexts(measures)) || !isLimited) return false;
  switch (what) {
    case "set":
      return isText(rest.rate);
    case "restore":
      return isDay(rest.termsOf);
    case "move":
      return isDay(rest.from) && orNull(isDay)(rest.until);
    default:
      return what === "repeal" || what === "exempt";
  }
};
export const isDay: Fits = (value) => isText(value) && isoDate(value as string) === value;

const isList = (stated: readonly ChangeText[] | object): stated is readonly ChangeText[] =>
  Array.isArray(stated);

/** A reader of files that are there already, each of which is read once. */
function readerOf(files: DataFiles): Reader {
  const names = new Set(readOf("files", () => Object.keys(files)));
  const read = memoizeRows((name: string) => readOf(name, () => files[name]));
  return {
    json<Name extends string>(name: Name) {
      if (names.has(name)) return read(name) as ValueAt<Name>;
      throw new UserError("this file is not among the data", {
        where: name,
        hint: "packData makes a set of files that belong together",
      });
    },
    has: (name) => names.has(name),
    names: <Folder extends string>(folder: Folder) =>
      [...names]
        .filter((name): name is NameIn<Folder> => name.startsWith(`${folder}/`) && name.endsWith(".json"))
        .sort(),
    folderOf: () => undefined,
    read: () => new Map(),
  };
}
