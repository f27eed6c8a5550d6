/** How files of an overlay join those that are shipped: most replace a file whole; collections are joined by key. */
import { type EditionDays, joinedLines, joinedSuffixes } from "./editions.js";

type Json = Readonly<Record<string, unknown>>;
type Join = (shipped: Json, own: Json) => Json;

/** Items of the same key take the place of the shipped; new ones come after, or first where the order is a precedence. */
const byKey =
  (list: string, key: string, newFirst = false): Join =>
  (shipped, own) => {
    const [old, fresh] = [shipped[list] as Json[], own[list] as Json[]];
    const replaced = old.map((item) => fresh.find((one) => one[key] === item[key]) ?? item);
    const added = fresh.filter((item) => !old.some((one) => one[key] === item[key]));
    return { ...shipped, [list]: newFirst ? [...added, ...replaced] : [...replaced, ...added] };
  };

/** Entries of an object by their names; other keys as the overlay has them, if it has. */
const entries =
  (name: string): Join =>
  (shipped, own) => ({ ...shipped, ...own, [name]: { ...(shipped[name] as Json), ...(own[name] as Json) } });

interface LineFile {
  readonly lines: Readonly<Record<string, never>>;
  readonly edition?: EditionDays;
}

/** Lines by their numbers; those of an edition hold on its days, and nothing else does on them. */
const lines =
  (join: typeof joinedLines | typeof joinedSuffixes): Join =>
  (shipped, own) => {
    const [{ lines: old }, { lines: fresh, edition }] = [shipped, own] as unknown as [LineFile, LineFile];
    return { ...shipped, lines: edition ? join(old, fresh, edition) : { ...old, ...fresh } };
  };

/** Units are not dated: those of the newest edition count, older ones fill gaps. */
const units: Join = (shipped, own) => {
  const [{ lines: old }, { lines: fresh, edition }] = [shipped, own] as unknown as [LineFile, LineFile];
  return { ...shipped, lines: edition?.until ? { ...fresh, ...old } : { ...old, ...fresh } };
};

/** Measures that are read at once, without what only few commands look at. */
const measures: Join = byKey("measures", "id");
export const joinMeasures = (shipped: Json, texts: readonly Json[]): Json =>
  measures(shipped, { measures: texts.map(({ $schema, examples, contested, ...law }) => law) });

/** Lists whose items have a key, by file. */
export const KEYED: Readonly<Record<string, readonly [list: string, key: string, newFirst?: boolean]>> = {
  "levers.json": ["levers", "name"],
  "sectors.json": ["sectors", "id", true],
  "authorities.json": ["authorities", "id"],
  "agreements.json": ["agreements", "claim"],
  "origins.json": ["origins", "code"],
  "sources.json": ["sources", "id"],
  "datasets.json": ["datasets", "id"],
};

const JOINS: Readonly<Record<string, Join>> = {
  ...Object.fromEntries(Object.entries(KEYED).map(([name, keyed]) => [name, byKey(...keyed)])),
  "edition.json": (shipped, own) => ({ ...shipped, ...own }),
  "labels/chapters.json": entries("labels"),
  "labels/headings.json": entries("labels"),
  "labels/subheadings.json": entries("labels"),
  "schedule/headings.json": entries("headings"),
  "schedule/base/general.json": lines(joinedLines),
  "schedule/base/special.json": lines(joinedLines),
  "schedule/base/column-2.json": lines(joinedLines),
  "schedule/base/suffixes.json": lines(joinedSuffixes),
  "schedule/base/units.json": units,
};

/** A file of an overlay with the shipped one beneath it, if there is one. */
export function joined(name: string, shipped: unknown, own: unknown): unknown {
  const join = JOINS[name];
  return join === undefined || shipped === undefined ? own : join(shipped as Json, own as Json);
}
