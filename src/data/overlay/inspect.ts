/** Reads data for checking: every problem of every file is kept, and what is not sound counts as not there. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Context, Inspected } from "../../contract/command.js";
import { error, type Problem, UserError } from "../../contract/errors.js";
import { hashProblems } from "../import.js";
import type { Reader } from "../reader.js";
import { kindOf, NOT_CHECKED } from "../shapes/file-kinds.js";
import type { PatchText } from "../shapes/measure.js";
import { lineOfPlace } from "../strict-json.js";
import { type DataFile, listOverlay, pathInside, readDataFile } from "./data-file.js";
import { patchProblems, placeInOverlay } from "./merge.js";
import { type Overlay, overlaidReader, overlayOf, withPatches } from "./overlaid-reader.js";

type World = (reader: Reader) => Context;

/** The shipped data alone if no path is named, else folders and files laid over it. @throws {UserError} */
export async function inspect(
  data: string,
  reader: Reader,
  paths: readonly string[],
  world: World,
): Promise<Inspected> {
  if (paths.length === 0) return inspectShipped(data, reader, world(reader));
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const soundNames: string[] = [];
  let over = reader;
  const read = new Map<string, DataFile>();
  for (const path of paths) {
    const { overlay, refused } = open(path);
    const own = overlay.names.map((name): [string, DataFile] => [name, overlay.file(name)]);
    for (const [name, file] of own) {
      files.set(name, overlay.pathOf(name));
      read.set(name, file);
    }
    for (const { file } of refused) files.set(file, `${path}/${file}`);
    problems.push(...refused, ...own.flatMap(([, file]) => file.problems), ...hashProblems(own));
    const sound = own.flatMap(([name, { value }]) => (value === undefined ? [] : [name]));
    soundNames.push(...sound);
    problems.push(...unfitPatches(overlay, sound, over));
    over = overlaidReader(over, { ...overlay, names: sound }, withPatches);
  }
  const placeIn = (file: string, place: string) => placeInOverlay(file, place, over, read.get(file)?.value);
  const lineOf = (file: string, place: string) => lineOfPlace(read.get(file)?.text ?? "", place);
  return { context: world(over), data: over, files, sound: soundNames, problems, placeIn, lineOf };
}

/** Patches of an overlay that fit no measure of the data beneath. */
function unfitPatches(overlay: Overlay, sound: readonly string[], beneath: Reader): Problem[] {
  const name = "patches.json";
  if (!sound.includes(name)) return [];
  const { patches } = overlay.file(name).value as { patches: readonly PatchText[] };
  return patchProblems(name, patches, beneath.json("schedule/measures.json").measures);
}

/** Every file of a data folder that is read as it is. */
function inspectShipped(data: string, reader: Reader, context: Context): Inspected {
  const names = readdirSync(data, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json") && !NOT_CHECKED.includes(name))
    .sort();
  const file = (name: string) => readDataFile(join(data, name), name);
  return {
    context,
    data: reader,
    files: new Map(),
    sound: [],
    problems: Array.from(context.watch(names, "files"), (name) => file(name).problems).flat(),
    placeIn: (_, place) => place,
    lineOf: (name, place) => (existsSync(join(data, name)) ? lineOfPlace(file(name).text, place) : 1),
  };
}

function open(path: string): { overlay: Overlay; refused: Problem[] } {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new UserError("there is no such file or folder", {
      where: path || "data validate",
      hint: "check the path; it is taken from the folder you are in",
    });
  if (!stat.isDirectory()) return { overlay: singleFile(path), refused: [] };
  const { root, names, refused } = listOverlay(path);
  return {
    overlay: overlayOf(path, names, (name) => pathInside(root, name)),
    refused: refused.map(({ name, message, mend }) => error("place", name, "", message, mend)),
  };
}

/** A file on its own, at the place that what is in it asks for. */
function singleFile(path: string): Overlay {
  const name = placeOf(path);
  const overlay = overlayOf("", [name], () => path);
  return { ...overlay, pathOf: () => path, file: (one) => ofNoKind(overlay.file(one)) };
}

/** A file on its own has no place that could be wrong. */
const ofNoKind = (file: DataFile): DataFile => ({
  ...file,
  problems: file.problems.map((problem) =>
    problem.check === "place" && problem.place === ""
      ? {
          ...problem,
          message: "nothing in it tells what kind of data file it is",
          mend: "lay it in a folder at its place, such as lists/toys.json; docs/data.md lists the places",
        }
      : problem,
  ),
});

/** Keys that only one kind of file has, and the place it then has. */
const TELLING: readonly (readonly [key: string, place: (id: string, stem: string) => string])[] = [
  ["versions", (id) => `schedule/measures/${id}.json`],
  ["patches", () => "patches.json"],
  ["records", () => "changes.json"],
  ["groups", (id) => `lists/${id}.json`],
  ["changes", (_, stem) => `scenarios/${stem}.json`],
  ["hts", (id, stem) => `flows/${id}/${stem}.json`],
  ["family", (_, stem) => `examples/${stem}.json`],
];

/** By its name, if that is a place; by its content; else the end of its path that is a place. */
function placeOf(path: string): string {
  const stem = basename(path, ".json");
  const { value, text } = readDataFile(path, "import.json");
  const known = (value ?? looselyRead(text)) as Record<string, unknown> | null;
  for (const [key, place] of TELLING)
    if (known && key in known) return place(String(known.id ?? known.dataset ?? stem), stem);
  const steps = path.replaceAll("\\", "/").split("/");
  const tails = steps.map((_, at) => steps.slice(at).join("/"));
  return tails.find((tail) => kindOf(tail) !== undefined) ?? basename(path);
}

/** What a text holds if it is JSON at all; its shape is checked once its place is known. */
function looselyRead(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
