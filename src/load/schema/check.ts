/** Checks a value against a shape; all problems come in one error. */
import type { z } from "zod";
import { UserError } from "../../errors.js";

const MOST_SHOWN = 20;

/** @throws {UserError} naming each place, what was expected and what was found. */
export function checked(shape: z.ZodType, value: unknown, path: string): unknown {
  const problems = problemsOf(shape, value);
  if (problems.length === 0) return value;
  const shown = problems.slice(0, MOST_SHOWN).map((line) => `\n    ${line}`);
  const more = problems.length > MOST_SHOWN ? `\n    and ${problems.length - MOST_SHOWN} more` : "";
  throw new UserError(
    `${problems.length === 1 ? "one thing is" : `${problems.length} things are`} wrong${shown.join("")}${more}`,
    {
      where: path,
      hint: "docs/data.md shows each kind of file; `tariff-calc scenario --dump-scenario` prints a valid scenario",
    },
  );
}

/** Every problem of a value, with its place. */
export function problemsOf(shape: z.ZodType, value: unknown): string[] {
  const result = shape.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => inWords(issue, value));
}

function inWords(issue: z.core.$ZodIssue, value: unknown): string[] {
  const place = placeOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(
      (key) => `${placeOf([...issue.path, key])}: this key is not known; check its spelling`,
    );
  if (issue.code === "invalid_type") {
    const found = at(value, issue.path);
    return [
      `${place}: expected ${article(issue.expected)}; ${found === undefined ? "it is missing" : `got ${kindOf(found)}`}`,
    ];
  }
  if (issue.code === "invalid_value")
    return [
      `${place}: expected one of ${issue.values.map(String).join(", ")}; ${got(at(value, issue.path))}`,
    ];
  if (issue.code === "invalid_union")
    return [
      `${place}: expected a known kind${issue.discriminator ? ` in "${issue.discriminator}"` : ""}; ${got(at(value, issue.path))}`,
    ];
  return [`${place}: ${issue.message}; ${got(at(value, issue.path))}`];
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

const got = (found: unknown): string =>
  found === undefined ? "it is missing" : `got ${JSON.stringify(found)?.slice(0, 60)}`;
const kindOf = (found: unknown): string =>
  found === null ? "null" : Array.isArray(found) ? "a list" : `a ${typeof found}`;
const article = (kind: string): string =>
  kind === "array" ? "a list" : kind === "object" ? "an object" : `a ${kind}`;
