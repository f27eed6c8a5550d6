/** What an import could not use, in words. */
import type { ImportedFiles } from "./world.js";

const MOST_TOLD = 3;

/** A sentence a reason. */
export const leftWords = ({ left }: ImportedFiles): string[] =>
  [...left].map(([reason, rows]) => {
    const more = rows.length > MOST_TOLD ? ` and ${rows.length - MOST_TOLD} more` : "";
    return `Left out, ${reason}: ${rows.slice(0, MOST_TOLD).join("; ")}${more}.`;
  });
