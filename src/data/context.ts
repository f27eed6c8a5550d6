/** What commands may ask of the world, from a data folder. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Context, Description, Headings, Names } from "../contract/command.js";
import { closest, UserError } from "../contract/errors.js";
import { toLever } from "../contract/measure-text.js";
import type { Threads, Watching } from "../contract/report.js";
import type { OpenRows, Rows } from "../contract/rows.js";
import { otherReadings, type View, withReadings } from "../law/measure.js";
import { scheduleIn } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { loadAssumptions } from "./assumptions.js";
import { entryLaw, loadMeasureTexts, loadSchedule, withContested } from "./law.js";
import {
  checkSize,
  createReader,
  dataNames,
  pathKind,
  type Reader,
  readBytes,
  standardInput,
  textOf,
  uriOf,
} from "./reader.js";
import { namedScenarios, readScenario } from "./scenario-file.js";
import type { MeasureText } from "./shapes/measure.js";
import { actualsOf, carriageOf, complianceOf, exportsOf, flowOrigins, loadFlow } from "./trade.js";

/** Files of a user larger than this are neither scenarios nor measures. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** @throws {UserError} on a reading that no measure has. */
function checkReadings(schedule: Schedule, ids: readonly string[]): void {
  const known = [...new Set(otherReadings(schedule).map(({ id }) => id))];
  for (const id of ids) {
    if (known.includes(id)) continue;
    const near = closest(id, known);
    const hint = near ? `did you mean ${near}?` : `there are: ${known.join(", ")}`;
    throw new UserError(`there is no other reading "${id}"`, {
      code: "UNKNOWN_NAME",
      where: "--reading",
      hint,
    });
  }
}

function loadHeadings(reader: Reader): Headings {
  const { lastEdition, headings } = reader.json("schedule/headings.json");
  return { lastEdition, headings: new Map(Object.entries(headings)) };
}

/** A measure of the user's. @throws {UserError} listing every problem of the file. */
async function readMeasure(text: string, path: string): Promise<MeasureText> {
  const [{ parseStrictJson: parseOwnJson }, { checkMeasure }] = await Promise.all([
    import("./strict-json.js"),
    import("./shapes/measure.js"),
  ]);
  return checkMeasure(parseOwnJson(text, path), path);
}

/** Reads files of the user and remembers what was read; of what came as a stream, the hash. */
function ownFiles({ watchRows }: Watching) {
  const read = new Map<string, Uint8Array | string>();
  const text = (path: string): string => {
    const bytes = path === "-" ? standardInput(LARGEST_FILE) : readBytes(path, LARGEST_FILE);
    checkSize(bytes.length, LARGEST_FILE, path);
    read.set(path, bytes);
    return textOf(bytes);
  };
  const rows = async (path: string, open: OpenRows = {}): Promise<Rows> => {
    const { readRows } = await import("./rows/read-rows.js");
    const { share, ...rows } = await readRows(path, open, (sha256) => read.set(path, sha256));
    return { ...rows, batches: watchRows(rows.batches, share) };
  };
  return { read, text, rows };
}

/** The law under other readings, which only the files of the measures have. @throws {UserError} on one there is none of. */
function readAs(schedule: Schedule, reader: Reader, ids: readonly string[]): Schedule {
  const whole = withContested(schedule, reader);
  checkReadings(whole, ids);
  return withReadings(whole, ids);
}

/** What is known of trade. */
const tradeContext = (reader: Reader) =>
  ({
    levers: () => reader.json("levers.json").levers.map(toLever),
    flowOrigins: (dataset) => flowOrigins(reader, dataset),
    flow: (dataset, origin) => loadFlow(reader, dataset, origin),
    assume: (ids) => loadAssumptions(reader, ids),
    actuals: (origin) => actualsOf(reader, origin),
    compliance: () => complianceOf(reader),
    carriage: (origin, chapter) => carriageOf(reader, origin, chapter),
    realised: async () => (await import("./realised.js")).loadRealised(reader),
    exportsTo: (origin) => [...exportsOf(reader, origin).dollars.values()].reduce((sum, own) => sum + own, 0),
    exposure: async (country) => (await import("./economics.js")).loadExposure(reader, country),
    balances: async () => {
      const { loadBalances, loadMirrors } = await import("./economics.js");
      return { partners: loadBalances(reader), mirrors: loadMirrors(reader) };
    },
    estimates: async () => (await import("./economics.js")).loadEstimates(reader),
  }) satisfies Partial<Context>;

/** The data files themselves. What checks and imports them is loaded when it is needed. */
const dataContext = (
  shipped: string,
  reader: Reader,
  world: (reader: Reader) => Context,
  { watchRows }: Watching,
) => {
  /** Folders and files that were laid over the data or checked. */
  const named: string[] = [];
  return {
    filesRead: () => [...reader.read().keys(), ...named.flatMap(filesIn)],
    data: () => reader,
    dataNames: () => dataNames(reader),
    over: async (folders) => {
      named.push(...folders);
      return world((await import("./overlay/overlaid-reader.js")).readerOver(shipped, folders));
    },
    inspect: async (paths) => {
      named.push(...paths);
      return (await import("./overlay/inspect.js")).inspect(shipped, reader, paths, world);
    },
    pathKind,
    uriOf,
    officialTable: async (path) => (await import("./import.js")).readOfficialTable(path, watchRows),
    writeFolder: async (folder, imported) => (await import("./import.js")).writeFolder(folder, imported),
    writeTables: async (folder, written) => (await import("./import.js")).writeTables(folder, written),
    checkTables: async (folder) => (await import("./import.js")).checkTables(folder),
    page: async (wanted) => (await import("./built.js")).pageParts(shipped, reader, wanted),
    rasteriser: async () => (await import("./built.js")).readRasteriser(shipped),
    searchIndex: async () => (await import("./built.js")).readSearchIndex(shipped),
    deflated: async (text) => (await import("./built.js")).deflated(text),
    crc32: async () => (await import("node:zlib")).crc32,
  } satisfies Partial<Context>;
};

const filesIn = (path: string): string[] =>
  pathKind(path) === "folder"
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".json"))
        .map((name) => join(path, name))
    : [path];

/** The world with the law as a view has it. */
function inView(this: Context, view: View): Context {
  const seen = scheduleIn(this.schedule(), view);
  return { ...this, schedule: () => seen, contestedLaw: () => scheduleIn(this.contestedLaw(), view) };
}

/** What commands are handed as it stands in its files. */
const filesAsRead = (reader: Reader) =>
  ({
    lists: () => reader.names("lists").map((name) => reader.json(name)),
    examples: () => reader.names("examples").map((name) => reader.json(name)),
    sources: () => reader.json("sources.json").sources,
  }) satisfies Partial<Context>;

/** Nobody waits at a terminal. */
const UNWATCHED: Watching = { watch: (items) => items, watchRows: (batches) => batches };

/** The world of a data folder; `reader` reads it, with other folders laid over it if there are any. */
export function createContext(
  data: string,
  version: string,
  reader: Reader = createReader(data),
  watching: Watching = UNWATCHED,
  threads: Threads = {},
): Context {
  const own = ownFiles(watching);
  const names = namesOf(reader);
  let schedule: Schedule | undefined;
  const context: Context = {
    ...{ version, threads, watch: watching.watch },
    schedule() {
      schedule ??= loadSchedule(reader);
      return schedule;
    },
    contestedLaw: () => withContested(context.schedule(), reader),
    withReadings(ids) {
      const read = readAs(context.schedule(), reader, ids);
      return { ...context, schedule: () => read };
    },
    inView,
    ...entryLaw(reader),
    names: () => names,
    ...tradeContext(reader),
    scenarios: () => namedScenarios(reader),
    scenario: (name) => readScenario(reader, name, own.text),
    exposureFile: async (path) => (await import("./economics.js")).readExposure(own.text(path), path),
    textFile: own.text,
    measureFile: async (path) => readMeasure(own.text(path), path),
    measureTexts: () => loadMeasureTexts(reader),
    headings: () => loadHeadings(reader),
    ...filesAsRead(reader),
    rows: own.rows,
    ...dataContext(data, reader, (own) => createContext(data, version, own, watching, threads), watching),
    database: async () => (await import("./duckdb.js")).openDatabase(threads),
    inputs: async () => (await import("./import.js")).hashed([...reader.read(), ...own.read]),
  };
  return context;
}

// Names that groups of a report are shown under.

const LABEL_DIGITS = { chapters: 2, headings: 4, subheadings: 6 } as const;

const namesOf = (reader: Reader): Names => ({
  get sectors() {
    return reader.json("sectors.json").sectors;
  },
  industryOf: (hts) => {
    const { industries } = reader.json("assumptions/tables/industries.json");
    for (let digits = hts.length; digits >= 2; digits -= 2) {
      const industry = industries[hts.slice(0, digits)];
      if (industry !== undefined) return industry;
    }
    return "none";
  },
  industry: (code) => reader.json("assumptions/tables/industries.json").titles[code] ?? "",
  label: (kind, code) => reader.json(`labels/${kind}.json`).labels[code.slice(0, LABEL_DIGITS[kind])] ?? "",
  ...describing(reader),
  authority: (id) => reader.json("authorities.json").authorities.find((one) => one.id === id)?.title ?? id,
});

// Texts of tariff lines, from the file of their chapter.

/** How far a line is set in, its number if it has one, its text. */
const TEXT_LINE = /^(\d+) (?:(\d{10}|\d{8}|\d{6}|\d{4}) )?(.*)$/;

/** Texts of a chapter, and where those that have a number stand. */
interface ChapterTexts {
  readonly lines: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

const chapterTexts = (lines: readonly string[]): ChapterTexts => ({
  lines,
  places: new Map(
    lines.flatMap((line, at): [string, number][] => {
      const number = TEXT_LINE.exec(line)?.[2];
      return number === undefined ? [] : [[number, at]];
    }),
  ),
});

function describing(reader: Reader): Pick<Names, "description" | "descriptionsUnder"> {
  const read = new Map<string, readonly ChapterTexts[]>();
  /** Lines of a chapter now, and those that ended. */
  const textsOf = (hts: string): readonly ChapterTexts[] => {
    const chapter = hts.slice(0, 2);
    const known = read.get(chapter);
    if (known) return known;
    const name = `descriptions/${chapter}.json` as const;
    if (!/^\d{2}/.test(hts) || !reader.has(name)) return [];
    const { lines, former = [] } = reader.json(name);
    const texts = [lines, former].map(chapterTexts);
    read.set(chapter, texts);
    return texts;
  };
  return {
    description(hts) {
      const texts = textsOf(hts);
      for (const code of numbersWithText(hts))
        for (const { lines, places } of texts) {
          const at = places.get(code);
          if (at !== undefined) return { hts: code.slice(0, hts.length), ...textAt(lines, at) };
        }
      return undefined;
    },
    descriptionsUnder(prefix) {
      const [now] = textsOf(prefix);
      return [...(now?.places ?? [])].flatMap(([hts, at]) =>
        hts.startsWith(prefix) ? [{ hts, ...textAt(now?.lines ?? [], at) }] : [],
      );
    },
  };
}

/** A line without suffixes stands under its number of ten digits. */
const numbersWithText = (hts: string): string[] =>
  [10, 8, 6, 4]
    .filter((digits) => digits <= hts.length)
    .flatMap((digits) => [hts.slice(0, digits), ...(digits === 8 ? [`${hts.slice(0, 8)}00`] : [])]);

/** The text of a line, and those above it that are set in less, each less than the last. */
function textAt(lines: readonly string[], at: number): Pick<Description, "text" | "path"> {
  const [, indent = "0", , text = ""] = TEXT_LINE.exec(lines[at] ?? "") ?? [];
  const path: string[] = [];
  for (let above = at - 1, within = Number(indent); above >= 0 && within > 0; above -= 1) {
    const [, set = "0", , own = ""] = TEXT_LINE.exec(lines[above] ?? "") ?? [];
    if (Number(set) >= within) continue;
    within = Number(set);
    path.unshift(own);
  }
  return { text, path };
}
