/** The shipped data with folders of a user laid over it: later folders over earlier ones. */

import type { Problem } from "../../contract/errors.js";
import { UserError } from "../../contract/errors.js";
import { circles } from "../../contract/measure-problems.js";
import { toMeasure } from "../../contract/measure-text.js";
import { createReader, type Reader } from "../reader.js";
import type { NameIn, ValueAt } from "../shapes/file-kinds.js";
import type { LawText, MeasureText, PatchText } from "../shapes/measure.js";
import { linesOfPlaces } from "../strict-json.js";
import { type DataFile, listOverlay, pathInside, placeProblems, readDataFile } from "./data-file.js";
import { joined, joinMeasures, patched, patchProblems } from "./merge.js";

/** Files laid over others, by their names inside a data folder. */
export interface Overlay {
  /** As the user wrote it. */
  readonly title: string;
  readonly names: readonly string[];
  file(name: string): DataFile;
  pathOf(name: string): string;
}

/** A folder as an overlay. @throws {UserError} if it is none, holds a link out of it or a file that has no place. */
function openOverlay(folder: string): Overlay {
  const { root, names, refused } = listOverlay(folder);
  const [first] = refused;
  if (first) throw new UserError(first.message, { where: `${folder}/${first.name}`, hint: first.mend });
  return overlayOf(folder, names, (name) => pathInside(root, name));
}

/** Files by name, each read once. */
export function overlayOf(
  title: string,
  names: readonly string[],
  pathOf: (name: string) => string,
): Overlay {
  const read = new Map<string, DataFile>();
  return {
    title,
    names,
    pathOf: (name) => `${title}/${name}`,
    file(name) {
      const known = read.get(name) ?? readDataFile(pathOf(name), name);
      read.set(name, known);
      return known;
    },
  };
}

const MEASURES = "schedule/measures.json";
const PATCHES = "patches.json";
const MEASURE_FOLDER = "schedule/measures/";

/** A reader of data with overlays on it. @throws {UserError} with file, place and line, on a file that is not sound. */
export function overlaidReader(beneath: Reader, overlay: Overlay, check = checkSense): Reader {
  const values = new Map<string, unknown>();
  const used = new Map<string, Uint8Array>();
  const own = (name: string): unknown => {
    const { bytes, value, problems } = overlay.file(name);
    used.set(overlay.pathOf(name), bytes);
    if (value === undefined) throw unsound(overlay.pathOf(name), problems);
    return value;
  };
  const ownMeasures = overlay.names.filter((name) => name.startsWith(MEASURE_FOLDER));
  const has = (name: string) => overlay.names.includes(name) && name !== MEASURES;
  const patches = (): readonly PatchText[] =>
    has(PATCHES) ? (own(PATCHES) as { patches: readonly PatchText[] }).patches : [];
  const load = (name: string): unknown => {
    if (name === MEASURES && (ownMeasures.length > 0 || has(PATCHES))) {
      const texts = ownMeasures.map(own) as Record<string, unknown>[];
      const { measures } = joinMeasures(beneath.json(name), texts) as { measures: LawText[] };
      return check(measures, patches(), overlay);
    }
    const value = has(name)
      ? joined(name, beneath.has(name) ? beneath.json(name) : undefined, own(name))
      : beneath.json(name);
    return name.startsWith(MEASURE_FOLDER) ? patched(value as MeasureText, patches()) : value;
  };
  return {
    json<Name extends string>(name: Name) {
      if (!values.has(name)) values.set(name, load(name));
      return values.get(name) as ValueAt<Name>;
    },
    has: (name) => has(name) || beneath.has(name),
    folderOf: (name) => (has(name) ? overlay.title : beneath.folderOf(name)),
    names: (folder) => [...new Set([...beneath.names(folder), ...namesIn(overlay, folder)])].sort(),
    read: () => new Map([...beneath.read(), ...used]),
  };
}

const namesIn = <Folder extends string>({ names }: Overlay, folder: Folder): NameIn<Folder>[] =>
  names.filter((name): name is NameIn<Folder> => folder === "" || name.startsWith(`${folder}/`));

/** The measures with the patches of an overlay. */
export const withPatches = (measures: readonly LawText[], patches: readonly PatchText[]) => ({
  measures: measures.map((measure) => patched(measure, patches)),
});

/** Patches must fit, and measures that yield in a circle cannot be settled. @throws {UserError} */
function checkSense(measures: readonly LawText[], patches: readonly PatchText[], overlay: Overlay): unknown {
  const unfit = patchProblems(PATCHES, patches, measures);
  if (unfit.length > 0) {
    const { text } = overlay.file(PATCHES);
    const lines = linesOfPlaces(
      text,
      unfit.map(({ place }) => place),
    );
    const placed = unfit.map((problem, at) => ({ ...problem, line: lines[at] as number }));
    throw unsound(overlay.pathOf(PATCHES), placed);
  }
  const joined = withPatches(measures, patches);
  const [circle] = circles({ measures: joined.measures.map(toMeasure) });
  if (circle === undefined) return joined;
  throw new UserError(circle.message, {
    where: overlay.title,
    ...(circle.mend ? { hint: circle.mend } : {}),
  });
}

/** The shipped data under folders of a user, in order. Every file of theirs must have a place that data files have. */
export function readerOver(shipped: string, folders: readonly string[]): Reader {
  return folders.reduce<Reader>((reader, folder) => {
    const overlay = openOverlay(folder);
    for (const name of overlay.names) checkPlace(overlay, name);
    return overlaidReader(reader, overlay);
  }, createReader(shipped));
}

/** A file of a misspelt name would be passed over in silence. @throws {UserError} */
function checkPlace(overlay: Overlay, name: string): void {
  const [wrong] = placeProblems(name).filter(({ level }) => level === "error");
  if (wrong)
    throw new UserError(wrong.message, {
      where: overlay.pathOf(name),
      ...(wrong.mend ? { hint: wrong.mend } : {}),
    });
}

const MOST_SHOWN = 20;

function unsound(path: string, problems: readonly Problem[]): UserError {
  const [first] = problems;
  const hint = first?.mend ?? "`tariff-calc data validate` lists all that is wrong";
  if (problems.length === 1 && first)
    return new UserError([first.place, first.message].filter(Boolean).join(": "), {
      where: `${path}:${first.line ?? 1}`,
      hint,
    });
  const shown = problems
    .slice(0, MOST_SHOWN)
    .map(
      ({ line, place, message }) => `\n    line ${line ?? 1}: ${[place, message].filter(Boolean).join(": ")}`,
    );
  const more = problems.length > MOST_SHOWN ? `\n    and ${problems.length - MOST_SHOWN} more` : "";
  return new UserError(`${problems.length} things are wrong${shown.join("")}${more}`, { where: path, hint });
}
