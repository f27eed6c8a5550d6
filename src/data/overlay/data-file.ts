/** One data file of a user: read, and everything that is wrong with it by line. */
import { isUtf8 } from "node:buffer";
import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { error, type Problem, UserError, warning } from "../../contract/errors.js";
import { parseJson, readRegular, textOf, unreadable } from "../reader.js";
import { problemsOf } from "../shapes/check.js";
import { kindOf, NOT_CHECKED, placeNear } from "../shapes/file-kinds.js";
import { hostileFaults, linesOfPlaces } from "../strict-json.js";

// The files of an overlay: a folder of a user, which may hold anything.

/** Of one file, and of a folder; the shipped data has 12 MB in 400 files. */
const LARGEST_DATA_FILE = 16 * 1024 * 1024;
const MOST_FILES = 10_000;
const DEEPEST_FOLDER = 8;

/** A file that is refused before it is read. */
interface Refused {
  readonly name: string;
  readonly message: string;
  readonly mend: string;
}

/** Names inside a folder, with `/`, in order; and those refused. */
interface Listing {
  readonly root: string;
  readonly names: readonly string[];
  readonly refused: readonly Refused[];
}

/** @throws {UserError} if there is no such folder, or it has more files than a data folder can have. */
export function listOverlay(folder: string): Listing {
  const root = realFolder(folder);
  const found: Listing & { names: string[]; refused: Refused[] } = { root, names: [], refused: [] };
  collect(found, "", 0);
  if (found.names.length > MOST_FILES)
    throw new UserError(`this folder has more than ${MOST_FILES} data files`, {
      where: folder,
      hint: "name a folder laid out as the shipped data; docs/data.md shows it",
    });
  if (found.names.length === 0 && found.refused.length === 0)
    throw new UserError("there is no data file in this folder", {
      where: folder,
      hint: "name a folder laid out as the shipped data; docs/data.md shows it",
    });
  found.names.sort();
  return found;
}

function realFolder(folder: string): string {
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder);
  } catch (error) {
    throw missing(folder, error);
  }
  throw new UserError("this is a file, not a folder", {
    where: folder,
    hint: "name the folder that holds it, laid out as the shipped data",
  });
}

function missing(folder: string, error: unknown): UserError {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") return unreadable(folder, error);
  return new UserError("there is no such folder", {
    where: folder,
    hint: "check the path; it is taken from the folder you are in",
  });
}

type Found = Listing & { names: string[]; refused: Refused[] };

function collect(found: Found, under: string, depth: number): void {
  for (const item of readdirSync(join(found.root, under), { withFileTypes: true }))
    if (!item.name.startsWith("."))
      take(found, under === "" ? item.name : `${under}/${item.name}`, item, depth);
}

function take(found: Found, name: string, item: Dirent, depth: number): void {
  const refusal = item.isSymbolicLink() ? linkRefusal(found.root, name) : null;
  if (refusal) found.refused.push({ name, ...refusal });
  else if (isFolder(join(found.root, name))) within(found, name, depth);
  else if (name.endsWith(".json")) found.names.push(name);
  else if (ALMOST_JSON.test(name)) found.refused.push({ name, ...NOT_READ });
}

/** Endings that a slip or an editor gives; copies such as `toys.json.bak` are meant to be left out. */
const ALMOST_JSON = /\.json(?:[5c]|\.txt)?$/i;
const NOT_READ = {
  message: "it would not be read: data files end in .json",
  mend: "rename it, or take it out of the folder",
};

function within(found: Found, name: string, depth: number): void {
  if (depth < DEEPEST_FOLDER && found.names.length <= MOST_FILES) collect(found, name, depth + 1);
  else
    found.refused.push({
      name,
      message: `folders are nested deeper than ${DEEPEST_FOLDER} levels`,
      mend: "lay the folder out as the shipped data; a link may lead back into itself",
    });
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** A link may lead to another place of the folder, never out of it. */
function linkRefusal(root: string, name: string): Pick<Refused, "message" | "mend"> | null {
  try {
    const target = realpathSync(join(root, name));
    if (isInside(root, target)) return null;
    return { message: "this link leads out of the folder", mend: "put the file itself here" };
  } catch {
    return { message: "this link leads nowhere", mend: "put the file itself here, or take the link away" };
  }
}

/** The path of a file of the folder. @throws {UserError} if a name leads out of it. */
export function pathInside(root: string, name: string): string {
  const path = resolve(root, name);
  if (isInside(root, path) && !lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  const real = realpathSync(path);
  if (isInside(root, real)) return real;
  throw new UserError("this path leads out of the folder", { where: name, hint: "name a file in it" });
}

const isInside = (root: string, path: string): boolean => path === root || path.startsWith(root + sep);

export interface DataFile {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** `undefined` if the file is not sound. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** Reads a file by its place inside a data folder. Whatever is wrong is among the problems. */
export function readDataFile(path: string, name: string): DataFile {
  let bytes: Uint8Array = new Uint8Array();
  try {
    bytes = readRegular(path, LARGEST_DATA_FILE);
    return { bytes, ...readValue(bytes, name, path) };
  } catch (caught) {
    if (!(caught instanceof UserError)) throw caught;
    const line = Number(/:(\d+):\d+$/.exec(caught.where ?? "")?.[1] ?? 1);
    const problem = error("json", name, "", caught.message, caught.hint);
    return { bytes, text: "", value: undefined, problems: [{ ...problem, line }] };
  }
}

function readValue(bytes: Uint8Array, name: string, path: string): Omit<DataFile, "bytes"> {
  if (!isUtf8(bytes))
    throw new UserError("expected text in UTF-8; got bytes that are none", {
      hint: "save the file as UTF-8",
    });
  const text = textOf(bytes);
  const value = parseJson(text, path);
  const hostile = hostileFaults(text).map(({ place, message, mend, line }) => ({
    ...error("json", name, place, message, mend),
    line,
  }));
  const problems = hostile.length > 0 ? hostile : shapeProblems(name, value, text);
  return { text, value: problems.some(({ level }) => level === "error") ? undefined : value, problems };
}

/** Problems of shape, each with the line of its place. */
function shapeProblems(name: string, value: unknown, text: string): Problem[] {
  const kind = kindOf(name);
  if (kind === undefined) return placeProblems(name);
  const wrong = problemsOf(kind.shape, value).map((message) => {
    const [place = "", ...rest] = message.split(": ");
    return error("shape", name, place === "the file" ? "" : place, rest.join(": "), schemaHint(kind.name));
  });
  const found = wrong.length > 0 ? wrong : idProblems(name, value);
  const lines = linesOfPlaces(
    text,
    found.map(({ place }) => place),
  );
  return found.map((one, at) => ({ ...one, line: lines[at] as number }));
}

const schemaHint = (kind: string): string => `schema/${kind}.schema.json describes the file`;

/** What is wrong with the place of a file alone. */
export function placeProblems(name: string): Problem[] {
  if (kindOf(name) !== undefined) return [];
  return NOT_CHECKED.includes(name) ? [generated(name)] : [misplaced(name)];
}

const generated = (name: string): Problem =>
  warning("place", name, "", "this file is generated and not read from here", "take it away");

function misplaced(name: string): Problem {
  const near = placeNear(name);
  return error(
    "place",
    name,
    "",
    "no kind of data file has this place",
    near ? `did you mean ${near}?` : "docs/data.md lists the places",
  );
}

/** Files whose name says what is in them too. */
const NAMED: readonly { readonly folder: string; readonly key: string }[] = [
  { folder: "schedule/measures/", key: "id" },
  { folder: "lists/", key: "id" },
  { folder: "flows/", key: "origin" },
];

function idProblems(name: string, value: unknown): Problem[] {
  const own = NAMED.find(({ folder }) => name.startsWith(folder));
  if (own === undefined) return [];
  const { folder, key } = own;
  const path = name.slice(folder.length, -".json".length);
  const expected = key === "origin" ? (path.split("/").at(-1) ?? "") : path;
  const found = (value as Record<string, unknown>)[key];
  return found === expected
    ? []
    : [
        error(
          "place",
          name,
          key,
          `expected "${expected}", the path of the file; got "${found}"`,
          "rename one of the two",
        ),
      ];
}
