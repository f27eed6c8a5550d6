/** Which claims the law asks for: any other changes no layer of what goods owe beside their base duty. */
import { NO_CLAIMS } from "./classes.js";
import type { InForce } from "./law-key.js";
import { listsOf } from "./line-classes.js";
import type { Version } from "./measure.js";
import { remembering } from "./remembering.js";
import type { Lists } from "./schedule.js";

/** Claims that the terms of a version ask for. */
export const claimsAsked = ({ covers, freedBy, usContent }: Version): readonly string[] => [
  ...covers.onlyIf,
  ...freedBy.flatMap(({ claims }) => claims ?? []),
  ...(usContent?.claims ?? []),
];

/** Claims on which conditional codes of the lists of a version count. */
export const conditionsIn = (version: Version, lists: Lists): readonly string[] =>
  listsOf(version).flatMap((id) => lists.get(id)?.groups.flatMap(({ condition }) => condition ?? []) ?? []);

/** Every claim that could change what goods owe under these measures. */
export const askedBy = (standing: readonly InForce[], lists: Lists): ReadonlySet<string> =>
  new Set([
    "in-quota",
    ...standing.flatMap(({ version }) => [...claimsAsked(version), ...conditionsIn(version, lists)]),
  ]);

const sets = remembering((key: string): ReadonlySet<string> => new Set(key.split(";")));

/** Those of some claims that are asked for; equal ones are one set. */
export function claimsAmong(claims: ReadonlySet<string>, asked: ReadonlySet<string>): ReadonlySet<string> {
  if (claims.size === 0) return NO_CLAIMS;
  const some = [...claims].filter((claim) => asked.has(claim)).sort();
  return some.length === 0 ? NO_CLAIMS : sets(some.join(";"));
}
