/** A law made at random as the files of a data folder, opened as any data is. */
import type { DataFiles } from "../src/data/pack.js";
import type { Reader } from "../src/data/reader.js";
import type { NameIn, ValueAt } from "../src/data/shapes/file-kinds.js";
import { type AnyLaw, type AnyTrade, ASSUMPTIONS, SUFFIXES } from "./any-law.js";

export const DATASET = "us-imports-2024";
const YEAR = 2024;

const origin = (code: string, blocs: readonly string[] = [], column2 = false) => ({
  ...{ code, name: code, iso3: null, census: [] },
  blocs,
  column2,
});

/** What goods of the random lines are made of: steel, aluminum, all metals. */
const METAL = { "7208101500": "0.5 0.1 0.7", "8471300110": "0.05 0.02 0.1", "8703230160": "0.2 0.1 0.3" };

export const filesOf = (law: AnyLaw, trade: readonly AnyTrade[] = []): DataFiles => ({
  "edition.json": { asOf: "2025-12-31", firstDay: "2024-01-01", declaredFirst: ["steel", "fent"] },
  "origins.json": { origins: [origin("JP"), origin("DE", ["EU"]), origin("MX"), origin("CU", [], true)] },
  "agreements.json": { agreements: law.agreements.map((one) => ({ ...one, title: one.claim })) },
  "claims.json": { claims: [] },
  "levers.json": { levers: [] },
  "sectors.json": { sectors: [{ id: "all", label: "All", products: [], lists: [] }] },
  "schedule/measures.json": { measures: law.measures },
  "schedule/base/general.json": { lines: law.general },
  "schedule/base/special.json": { lines: law.special },
  "schedule/base/column-2.json": { lines: law.column2 },
  "schedule/base/suffixes.json": {
    lines: Object.fromEntries(Object.keys(law.general).map((line) => [line, SUFFIXES[line]])),
  },
  ...Object.fromEntries(
    Object.entries(law.lists).map(([id, groups]) => [`lists/${id}.json`, { id, title: id, groups }]),
  ),
  ...Object.fromEntries(
    trade.map(({ origin: code, rows }) => [
      `flows/${DATASET}/${code}.json`,
      {
        ...{ dataset: DATASET, origin: code, year: YEAR, source: "", dated: [] },
        hts: rows.map(({ hts }) => hts),
        value: rows.map(({ value }) => value),
        duty: rows.map(({ duty }) => duty),
      },
    ]),
  ),
  ...Object.fromEntries(ASSUMPTIONS.map((id) => [`assumptions/${id}.json`, ASSUMED[id]])),
  "assumptions/tables/metal.json": { shares: METAL },
  "assumptions/tables/usmca.json": {
    origins: { MX: { hts: ["8471300110", ""], shares: { all: [2_500, 10_000] } } },
  },
});

const ASSUMED: Readonly<Record<string, object>> = {
  "observed-base": { id: "observed-base", kind: "observed-base" },
  "metal-content": {
    kind: "metal-content",
    attribution: "listed-metal",
    table: "assumptions/tables/metal",
  },
  "usmca-claims": { kind: "usmca-claims", table: "assumptions/tables/usmca", period: "all" },
};

/** Reads files that are there already. */
export const readerOf = (files: DataFiles): Reader => ({
  json<Name extends string>(name: Name) {
    if (files[name] === undefined) throw new Error(`there is no ${name}`);
    return files[name] as ValueAt<Name>;
  },
  has: (name) => name in files,
  names: <Folder extends string>(folder: Folder) =>
    Object.keys(files)
      .filter((name): name is NameIn<Folder> => name.startsWith(`${folder}/`))
      .sort(),
  folderOf: () => undefined,
  read: () => new Map(),
});
