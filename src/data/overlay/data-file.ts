/** One data file of a user: read, and everything that is wrong with it by line. */
import { isUtf8 } from "node:buffer";
import { UserError } from "../../contract/errors.js";
import { error, type Problem, warning } from "../../contract/problem.js";
import { parseJson, readRegular, textOf } from "../reader.js";
import { problemsOf } from "../shapes/check.js";
import { kindOf, NOT_CHECKED, placeNear } from "../shapes/file-kinds.js";
import { hostileFaults, lineOfPlace } from "../strict-json.js";
import { LARGEST_DATA_FILE } from "./folder.js";

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
  return found.map((one) => ({ ...one, line: lineOfPlace(text, one.place) }));
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
