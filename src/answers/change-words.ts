/** Changes of a scenario in a few words, for its heading. */
import { printHts } from "../domain/hts.js";
import type { ChangeText } from "../texts/scenario.js";

export const changesInWords = (changes: readonly ChangeText[]): string[] => changes.map(inWords);

function inWords(change: ChangeText): string {
  if (change.do === "enact") return `enacts ${change.measure.id}`;
  const what = change.lever ?? (change.measures ?? []).join(" and ");
  const where = [
    ...(change.origins ?? []),
    ...(change.products ?? []).map((code) => printHts(code.replaceAll(".", ""))),
  ];
  const limited = where.length === 0 ? "" : ` for ${where.join(", ")}`;
  switch (change.do) {
    case "set":
      return `${what} ${rateInWords(change.rate)}${limited}`;
    case "repeal":
      return `repeals ${what}${limited}`;
    case "exempt":
      return `exempts from ${what}${limited}`;
    case "restore":
      return `${what === "*" ? "all measures" : what} as on ${change.termsOf}`;
    case "move":
      return `moves ${what} to ${change.from}`;
  }
}

function rateInWords(rate: string): string {
  const [, kind, digits = ""] = /^(?:(floor|cap):)?(.+?)%?$/.exec(rate.trim()) ?? [];
  return `${digits.trim()} %${kind === "floor" ? " all-in" : kind === "cap" ? " at most" : ""}`;
}
