/** Law and trade as plain JSON, opened without files: what a page carries with it. */
import { checkText, checkTexts, expectFit, UserError } from "../contract/errors.js";
import { toChanges, toLever } from "../contract/measure-text.js";
import { loadAssumptions } from "../data/assumptions.js";
import { entryLaw, loadSchedule, withContested } from "../data/law.js";
import type { DataFiles } from "../data/pack.js";
import type { Reader } from "../data/reader.js";
import type { NameIn, ValueAt } from "../data/shapes/file-kinds.js";
import type { ChangeText } from "../data/shapes/scenario.js";
import { loadFlow } from "../data/trade.js";
import type { Claim } from "../law/entry.js";
import type { FeeSchedule } from "../law/fees.js";
import type { Country } from "../law/origin.js";
import type { Change, Lever } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
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
  if (typeof files !== "object" || files === null || Array.isArray(files))
    throw new UserError(
      `expected files by name, as packData makes them; got ${files === null ? "null" : typeof files}`,
      {
        where: "files",
      },
    );
  return dataOf(readerOf(files));
}

/** Groups of the nomenclature that have names, of 2, 4 and 6 digits. */
export type LabelKind = "chapters" | "headings" | "subheadings";

/** The law and trade that a reader reads. What is read is frozen, so that no answer can change the law of the next. */
export function dataOf(reader: Reader): Data {
  const levers = () => frozen(reader.json("levers.json").levers.map(toLever));
  const own = entryLaw(reader);
  const schedule = once(() => withFrozen(loadSchedule(reader)));
  const contested = once(() => withContested(schedule(), reader));
  const claims = once(
    () => new Map(reader.has("claims.json") ? own.claims().map((one) => [one.id, frozen(one)]) : []),
  );
  const fees = once(() => frozen(own.fees()));
  return {
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
      return frozen(reader.json("sectors.json").sectors);
    },
    label: (kind, code) => reader.json(`labels/${kind}.json`).labels[code] ?? "",
    flow: (dataset, origin) => flowOf(reader, dataset, origin),
    assumptions: (ids) => assumptionsOf(reader, ids),
    changes: (stated) => changesOf(stated, levers()),
  };
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
  const { measures, agreements, bans, facts, seasons, homeOrigins, origins, orders } = schedule;
  frozen([measures, agreements, bans, facts, seasons, homeOrigins, [...origins.values()]]);
  return {
    ...schedule,
    orders: {
      all: () => frozen(orders.all()),
      of: (origin) => frozen(orders.of(origin)),
      near: (origin, hts) => frozen(orders.near(origin, hts)),
    },
  };
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
  return frozen(loadFlow(reader, dataset, origin as Country));
}

function assumptionsOf(reader: Reader, ids: readonly string[]): Assumptions {
  checkTexts(ids, "assumptions");
  return loadAssumptions(reader, ids).assumptions;
}

function changesOf(
  stated: readonly ChangeText[] | Readonly<Record<string, string>>,
  levers: readonly Lever[],
): readonly Change[] {
  expectFit(
    isChanges(stated),
    "changes",
    'rates by lever, such as { auto: "15" }, or a list of changes',
    stated,
  );
  return toChanges(textsOf(stated), levers);
}

/** Rates as texts by lever, or changes that each say what they do. */
const isChanges = (stated: unknown): boolean =>
  typeof stated === "object" &&
  stated !== null &&
  (Array.isArray(stated)
    ? [...stated].every((one) => typeof one === "object" && one !== null && typeof one.do === "string")
    : Object.values(stated).every((rate) => typeof rate === "string"));

const isList = (stated: readonly ChangeText[] | object): stated is readonly ChangeText[] =>
  Array.isArray(stated);

/** A reader of files that are there already. */
function readerOf(files: DataFiles): Reader {
  return {
    json<Name extends string>(name: Name) {
      if (Object.hasOwn(files, name)) return files[name] as ValueAt<Name>;
      throw new UserError("this file is not among the data", {
        where: name,
        hint: "packData makes a set of files that belong together",
      });
    },
    has: (name) => Object.hasOwn(files, name),
    names: <Folder extends string>(folder: Folder) =>
      Object.keys(files)
        .filter((name): name is NameIn<Folder> => name.startsWith(`${folder}/`) && name.endsWith(".json"))
        .sort(),
    folderOf: () => undefined,
    read: () => new Map(),
  };
}
