/** What the law takes to be so of the goods, where a duty rests on it: stating otherwise would lower it. */
import type { Assessment } from "../domain/assess.js";

/** One note, if metal content is presumed that a charged layer is on. */
export function presumedNotes({ entry, layers }: Pick<Assessment, "entry" | "layers">): string[] {
  const pieces = layers.flatMap(({ version: { presumed }, fate }) =>
    presumed && fate.outcome === "charged" && entry.shares[presumed.piece] === undefined
      ? [presumed.piece]
      : [],
  );
  const [piece] = pieces;
  if (piece === undefined) return [];
  const metals = [...new Set(pieces)].join(" and ");
  return [
    `No content is stated, so the law takes the value for ${metals}; --metal ${piece}=0.8 says that a fifth of it is something else.`,
  ];
}
