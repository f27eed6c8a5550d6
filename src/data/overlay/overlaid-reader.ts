/** The shipped data with folders of a user laid over it: later folders over earlier ones. */
import { UserError } from "../../contract/errors.js";
import { circles } from "../../contract/measure-problems.js";
import { toMeasure } from "../../contract/measure-text.js";
import type { Problem } from "../../contract/problem.js";
import { createReader, type Reader } from "../reader.js";
import type { NameIn, ValueAt } from "../shapes/file-kinds.js";
import type { MeasureText } from "../shapes/measure.js";
import { type DataFile, placeProblems, readDataFile } from "./data-file.js";
import { listOverlay, pathInside } from "./folder.js";
import { joined, joinMeasures } from "./merge.js";

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
const MEASURE_FOLDER = "schedule/measures/";

/** A reader of data with overlays on it. @throws {UserError} with file, place and line, on a file that is not sound. */
export function overlaidReader(beneath: Reader, overlay: Overlay, check = checkCircles): Reader {
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
  const load = (name: string): unknown => {
    if (name === MEASURES && ownMeasures.length > 0)
      return check(
        joinMeasures(beneath.json(name), ownMeasures.map(own) as Record<string, unknown>[]),
        overlay,
      );
    if (!has(name)) return beneath.json(name);
    return joined(name, beneath.has(name) ? beneath.json(name) : undefined, own(name));
  };
  return {
    json<Name extends string>(name: Name) {
      if (!values.has(name)) values.set(name, load(name));
      return values.get(name) as ValueAt<Name>;
    },
    has: (name) => has(name) || beneath.has(name),
    folderOf: (name) => (has(name) ? overlay.title : beneath.folderOf(name)),
    names: <Folder extends string>(folder: Folder) =>
      [
        ...new Set([
          ...beneath.names(folder),
          ...overlay.names.filter(
            (name): name is NameIn<Folder> => folder === "" || name.startsWith(`${folder}/`),
          ),
        ]),
      ].sort(),
    read: () => new Map([...beneath.read(), ...used]),
  };
}

/** Measures that yield in a circle cannot be settled. @throws {UserError} */
function checkCircles(joined: Readonly<Record<string, unknown>>, overlay: Overlay): unknown {
  const measures = (joined.measures as MeasureText[]).map(toMeasure);
  const [circle] = circles({ measures });
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
