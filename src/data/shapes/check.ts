/** Checks a value against a shape; all problems come in one error. */
import { z } from "zod";
import { UserError } from "../../contract/errors.js";
import { addDays, type IsoDate, isoDate } from "../../law/calendar.js";
import type { Country } from "../../law/origin.js";

const MOST_SHOWN = 20;

/** @throws {UserError} naming each place, what was expected and what was found. */
export function checked<T>(shape: z.ZodType<T>, value: unknown, path: string, hint: string): T {
  const problems = problemsOf(shape, value);
  if (problems.length === 0) return value as T;
  const shown = problems.slice(0, MOST_SHOWN).map((line) => `\n    ${line}`);
  const more = problems.length > MOST_SHOWN ? `\n    and ${problems.length - MOST_SHOWN} more` : "";
  const count = problems.length === 1 ? "one thing is" : `${problems.length} things are`;
  throw new UserError(`${count} wrong${shown.join("")}${more}`, { where: path, hint });
}

/** @throws {UserError} if a value has a key that only another kind of file has. */
export function refuseKind(value: unknown, key: string, path: string, message: string, hint: string): void {
  if (value !== null && typeof value === "object" && key in value)
    throw new UserError(message, { where: path, hint });
}

/** Every problem of a value, with its place. */
export function problemsOf(shape: z.ZodType, value: unknown): string[] {
  const result = shape.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => inWords(issue, value));
}

function inWords(issue: z.core.$ZodIssue, value: unknown): string[] {
  if (issue.code === "unrecognized_keys" && !issue.message.startsWith("expected"))
    return issue.keys.map(
      (key) => `${placeOf([...issue.path, key])}: this key is not known; check its spelling`,
    );
  if (issue.code === "invalid_union") {
    const nearest = nearestKind(issue);
    if (nearest)
      return nearest.flatMap((one) => inWords({ ...one, path: [...issue.path, ...one.path] }, value));
  }
  const found = issue.code === "invalid_key" ? issue.path.at(-1) : at(value, issue.path);
  return [`${placeOf(issue.path)}: ${expectation(issue)}; ${got(found)}`];
}

/**
 * What is wrong with a value as the kind it comes nearest to, of several it may be; `undefined` if it is of none, or if
 * the shape says in its own words what it may be.
 */
function nearestKind({ message, errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  if (message.startsWith("expected")) return undefined;
  const kinds = errors.filter((issues) => issues.every(isInside));
  return kinds.toSorted((a, b) => faults(a) - faults(b))[0];
}

const isInside = ({ code, path }: z.core.$ZodIssue): boolean =>
  path.length > 0 || code === "unrecognized_keys" || code === "custom";
/** A key that a kind has not tells of another kind, more than one that is missing. */
const faults = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? 2 * issue.keys.length : 1), 0);

/** What an issue expected: our own words where a schema gives them. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith("expected")) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `expected ${article(issue.expected)}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `expected "${String(issue.values[0])}"`
        : `expected one of ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return "options" in issue
        ? `expected one of ${(issue.options as unknown[]).join(", ")}`
        : "expected another kind";
    case "too_small":
      return `expected at least ${issue.minimum === 1 ? "one" : issue.minimum}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

/** `versions[0].duty.rate`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "") || "the file";

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (here, step) => (here as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  );

const MOST_QUOTED = 60;

function got(found: unknown): string {
  if (found === undefined) return "it is missing";
  if (Array.isArray(found)) return found.length === 0 ? "got an empty list" : "got a list";
  return found !== null && typeof found === "object"
    ? "got an object"
    : `got ${JSON.stringify(found).slice(0, MOST_QUOTED)}`;
}

const article = (kind: string): string =>
  kind === "array" || kind === "tuple"
    ? "a list"
    : kind === "object" || kind === "record"
      ? "an object"
      : `a ${kind}`;

// Words of the data files: what a day, a rate, a code look like.

/** Text that the law has a type for: what passes the check is such. */
const typed = <T extends string>(shape: z.ZodType<string>) => shape as z.ZodType<T>;
const dayOr = (expected: string) =>
  typed<IsoDate>(
    z
      .string(expected)
      .refine((text) => isoDate(text) !== undefined, expected)
      .meta({ format: "date" }),
  );
/** Text of a form; `expected` says which, whatever is there instead. */
const word = (form: RegExp, expected: string) => z.string(expected).regex(form, expected);

export const day = dayOr("expected a day written YYYY-MM-DD");
/** A day on which somebody looked: one that has come, wherever the reader lives. */
export const pastDay = typed<IsoDate>(
  day
    .refine((text) => text <= tomorrow(), "expected a day that has come, written YYYY-MM-DD")
    .meta({ format: "date" }),
);
const tomorrow = () => addDays(new Date().toISOString().slice(0, 10) as IsoDate, 1);
export const openDay = dayOr("expected a day written YYYY-MM-DD, or null").nullable();
/** Decimals are strings: most readers of JSON turn its numbers into binary floats. */
export const decimalText = word(
  /^\d{1,15}(\.\d{1,15})?$/,
  'expected a decimal number as text, such as "0.25"',
);
const HIGHEST_FRACTION = 10;
/** Per one of the value; nobody charges ten times it, but people write per cent here. */
export const fractionText = decimalText.refine(
  (text) => !(Number(text) > HIGHEST_FRACTION),
  'expected a fraction of the value, at most 10, such as "0.25" for 25%',
);
export const rateText = word(
  /^(floor:|cap:)?\d{1,5}(\.\d{1,6})?%?$/,
  'expected a rate in per cent such as "25", "floor:15" or "cap:15"',
);
export const code = word(/^\d{2}(\d{2}){0,4}$/, "expected an HTS number of 2 to 10 digits, without dots");
export const codeOrAll = word(/^(\*|\d{2}(\d{2}){0,4})$/, 'expected an HTS number without dots, or "*"');
export const dottedCode = word(/^\d{2,4}(\.?\d{2}){0,3}$/, "expected an HTS number such as 8703.23.01");
export const country = typed<Country>(word(/^[A-Z]{2}$/, "expected two letters, such as JP"));
/** Where metal was made, as an entry states it. */
export const metalCountry = word(/^([A-Z]{2}|unknown)$/, "expected two letters, such as JP, or unknown");
export const metalOrOther = word(
  /^(-?[A-Z]{2}|unknown)$/,
  "expected two letters, such as JP, -JP for any other country, or unknown",
);
export const originOrBloc = word(/^(\*|[A-Z]{2,5})$/, 'expected two letters of a country, a bloc, or "*"');
export const originOrAll = word(
  /^(all|[A-Z]{2,5}(-[A-Z]{2})?)$/,
  'expected two letters of a country, a bloc, or "all"',
);
export const groupings = word(
  /^(sector|chapter|heading|product|origin|authority|measure)(,(?!\1$)(sector|chapter|heading|product|origin|authority|measure))?$/,
  "expected one of sector, chapter, heading, product, origin, authority, measure, or two of them joined by a comma",
);
export const id = word(
  /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/,
  "expected lower-case words joined by - and /",
);
export const pattern = word(
  /^([a-z0-9/-]+\*?|\*)$/,
  "expected the id of a measure, or the start of one and *",
);
export const claim = word(/^[A-Za-z0-9-]+$/, "expected a claim such as USMCA or aircraft");
export const text = z.string("expected some text").min(1, "expected some text");
export const schemaRef = z.string().exactOptional().describe("Path of the JSON Schema, for editors");

/** The head of a file that rests on sources as a whole. */
export const sourcedFile = {
  $schema: schemaRef,
  source: z.array(id).min(1),
  checkedOn: pastDay,
  confidence: z.enum(["high", "medium", "low"]),
  note: text,
};
