/** How files of an overlay join those that are shipped: most replace a file whole; collections are joined by key. */
import type { DataFiles } from "../../contract/command.js";
import { closest, error, type Problem } from "../../contract/errors.js";
import { daysOfMonth, type IsoDate, inSpan } from "../../law/calendar.js";
import type { LawText, PatchText } from "../shapes/measure.js";
import type { EditionDays, Held, HeldSuffixes, Stretch } from "../shapes/tariff.js";

// Joins the lines of one edition of the tariff into those of others: on its days it alone says what there is.

type Lines<T> = Readonly<Record<string, T>>;

/** What stands for a start that nothing came before. */
const ALWAYS = "0000-00-00" as IsoDate;

const stretchesOf = (held: Held | undefined): readonly Stretch[] =>
  held === undefined ? [] : typeof held === "string" ? [[ALWAYS, null, held]] : held;

/** Stretches outside the days of an edition. */
const outside = (stretches: readonly Stretch[], edition: EditionDays): Stretch[] =>
  stretches.flatMap((stretch) => [...before(stretch, edition), ...after(stretch, edition)]);

const before = ([start, end, value]: Stretch, { from }: EditionDays): Stretch[] =>
  start < from ? [[start, end === null || end > from ? from : end, value]] : [];

const after = ([start, end, value]: Stretch, { until }: EditionDays): Stretch[] =>
  until !== null && (end === null || end > until) ? [[start > until ? start : until, end, value]] : [];

/** Neighbours of the same value become one; a value that always held needs no days. */
function coded(stretches: readonly Stretch[]): Held | undefined {
  const merged: Stretch[] = [];
  for (const next of stretches.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && last[1] === next[0] && last[2] === next[2])
      merged[merged.length - 1] = [last[0], next[1], next[2]];
    else merged.push(next);
  }
  const [only] = merged;
  if (only === undefined) return undefined;
  return merged.length === 1 && only[0] === ALWAYS && only[1] === null ? only[2] : merged;
}

/** Rates by line with those of an edition in their place on its days. */
export function joinedLines(shipped: Lines<Held>, own: Lines<Held>, edition: EditionDays): Lines<Held> {
  const numbers = new Set([...Object.keys(shipped), ...Object.keys(own)]);
  return Object.fromEntries(
    [...numbers].flatMap((line): [string, Held][] => {
      const value = own[line];
      const before = outside(stretchesOf(shipped[line]), edition);
      const during: Stretch[] =
        typeof value === "string" ? [[edition.from, edition.until, value]] : [...(value ?? [])];
      const held = coded([...before, ...during]);
      return held === undefined ? [] : [[line, held]];
    }),
  );
}

const wordsOf = (text: string): string[] => text.split(" ").filter(Boolean);

function bySuffix(own: HeldSuffixes | undefined): Map<string, Held> {
  const [always, ...dated] = typeof own === "string" ? ([own] as const) : (own ?? [""]);
  const held = new Map<string, Held>(wordsOf(always).map((suffix) => [suffix, suffix]));
  for (const stretch of dated) held.set(stretch[2], [...stretchesOf(held.get(stretch[2])), stretch]);
  return held;
}

/** The same of statistical suffixes, several of which a line has at once. */
export function joinedSuffixes(
  shipped: Lines<HeldSuffixes>,
  own: Lines<HeldSuffixes>,
  edition: EditionDays,
): Lines<HeldSuffixes> {
  const numbers = new Set([...Object.keys(shipped), ...Object.keys(own)]);
  return Object.fromEntries(
    [...numbers].flatMap((line): [string, HeldSuffixes][] => {
      const held = joinedLines(
        Object.fromEntries(bySuffix(shipped[line])),
        Object.fromEntries(bySuffix(own[line])),
        edition,
      );
      const always = Object.keys(held).filter((suffix) => typeof held[suffix] === "string");
      const dated = Object.values(held).flatMap((one) => (typeof one === "string" ? [] : one));
      if (always.length + dated.length === 0) return [];
      return [[line, dated.length === 0 ? always.sort().join(" ") : [always.sort().join(" "), ...dated]]];
    }),
  );
}

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
const KEYED: Readonly<Record<string, readonly [list: string, key: string, newFirst?: boolean]>> = {
  "levers.json": ["levers", "name"],
  "sectors.json": ["sectors", "id", true],
  "authorities.json": ["authorities", "id"],
  "agreements.json": ["agreements", "claim"],
  "bans.json": ["bans", "id"],
  "orders.json": ["orders", "case"],
  "claims.json": ["claims", "id"],
  "events.json": ["events", "id"],
  "origins.json": ["origins", "code"],
  "sources.json": ["sources", "id"],
  "datasets.json": ["datasets", "id"],
};

/** Columns of whole dollars, a month each. */
type Months = Readonly<Record<"value" | "duty", readonly number[]>>;
interface MonthFile {
  readonly from: string;
  readonly partners: Readonly<Record<string, Months | Readonly<Record<string, Months>>>>;
}

/** Columns with other months in their places from one on; nothing is known of months between. */
function laidOver(shipped: Months | undefined, own: Months | undefined, at: number, length: number): Months {
  const column = (name: "value" | "duty") => {
    const before = Array.from({ length: at }, (_, place) => shipped?.[name][place] ?? 0);
    const during = Array.from({ length }, (_, place) => own?.[name][place] ?? 0);
    return [...before, ...during, ...(shipped?.[name].slice(at + length) ?? [])];
  };
  return { value: column("value"), duty: column("duty") };
}

const isMonths = (columns: MonthFile["partners"][string]): columns is Months => Array.isArray(columns.value);

/** Months of a partner take the place of the shipped ones, or come after them; months and partners it has not stay. */
const months: Join = (shipped, own) => {
  const [old, fresh] = [shipped, own] as unknown as [MonthFile, MonthFile];
  let at = 0;
  for (let month = old.from; month < fresh.from; month = daysOfMonth(month)[1].slice(0, 7)) at += 1;
  if (fresh.from < old.from) return own;
  const partners = Object.entries(fresh.partners).map(([partner, columns]) => {
    const was = old.partners[partner] ?? {};
    if (isMonths(columns))
      return [partner, laidOver(isMonths(was) ? was : undefined, columns, at, columns.value.length)];
    const [length = 0] = Object.values(columns).map(({ value }) => value.length);
    const industries = new Set([...Object.keys(was), ...Object.keys(columns)]);
    const pair = (id: string) => [(was as typeof columns)[id], columns[id]] as const;
    return [
      partner,
      Object.fromEntries([...industries].map((id) => [id, laidOver(...pair(id), at, length)])),
    ];
  });
  return { ...shipped, partners: { ...old.partners, ...Object.fromEntries(partners) } };
};

const JOINS: Readonly<Record<string, Join>> = {
  ...Object.fromEntries(Object.entries(KEYED).map(([name, keyed]) => [name, byKey(...keyed)])),
  "actuals/monthly-duty.json": months,
  "actuals/monthly-industries.json": months,
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

// Places in a file of an overlay, where checks know them in the file that it was joined into.

/** `levers[14].measures` of all levers as `levers[0].measures` of the file that has the lever. */
export function placeInOverlay(name: string, place: string, joined: DataFiles, own: unknown): string {
  const keyed = KEYED[name];
  const [whole, index = ""] = /^[^.[]+\[(\d+)\]/.exec(place) ?? [];
  if (keyed === undefined || whole === undefined) return place;
  const [list, key] = keyed;
  type Items = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  const wanted = (joined.json(name) as Items)[list]?.[Number(index)]?.[key];
  const at = (own as Items | undefined)?.[list]?.findIndex((item) => item[key] === wanted) ?? -1;
  return at < 0 ? place : `${list}[${at}]${place.slice(whole.length)}`;
}

// Patches of an overlay: each ends or amends the version of a measure that is in force on a day.

/** A measure with the patches that name it, in order; one that fits no version is passed over. */
export function patched<M extends LawText>(measure: M, patches: readonly PatchText[]): M {
  let { versions } = measure;
  for (const patch of patches)
    if (patch.measure === measure.id) versions = versions.flatMap((one) => patchedVersion(one, patch));
  return { ...measure, versions };
}

type VersionText = LawText["versions"][number];

/** The version as it was to the day, and from the day on as the patch has it: not at all, or with other terms. */
function patchedVersion(version: VersionText, patch: PatchText): VersionText[] {
  if (patch.do === "review" || !inSpan(version, patch.from)) return [version];
  const past = version.from < patch.from ? [{ ...version, until: patch.from }] : [];
  if (patch.do === "end") return past;
  const { from, until = version.until, terms, source } = patch;
  const amended = { ...version, ...terms, from, until, sources: [...version.sources, source] } as VersionText;
  return [...past, amended, ...(until === version.until ? [] : [{ ...version, from: until as IsoDate }])];
}

/** Measures that patches name and that are not there, and days on which no version of theirs is in force. */
export function patchProblems(
  file: string,
  patches: readonly PatchText[],
  measures: readonly LawText[],
): Problem[] {
  const now = new Map(measures.map((measure) => [measure.id, measure]));
  const ids = [...now.keys()];
  return patches.flatMap((patch, index) => {
    const { measure: wanted, from } = patch;
    const measure = now.get(wanted);
    if (measure === undefined)
      return [
        error(
          "measure",
          file,
          `patches[${index}].measure`,
          `there is no measure ${wanted}`,
          `did you mean ${closest(wanted, ids) ?? ids[0]}?`,
        ),
      ];
    now.set(wanted, patched(measure, [patch]));
    const { versions } = measure;
    if (patch.do === "review" || versions.some((version) => inSpan(version, from))) return [];
    const spans = versions.map((one) => `${one.from} to ${one.until ?? "further notice"}`).join(", ");
    const message = `no version of ${wanted} is in force on ${from}`;
    return [error("version", file, `patches[${index}].from`, message, `it has versions from ${spans}`)];
  });
}
