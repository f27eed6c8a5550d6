/** What an entry may state beyond what, whence and when: facts about the goods, and rights of the importer. */
import type { IsoDate } from "./calendar.js";

/** What stands for a fact that is not stated, and where that is written. */
interface Presumption {
  /** `no` or `yes` as the law or its administration takes it; `none` where it takes nothing. */
  readonly value: "yes" | "no" | "none";
  readonly says: string;
  readonly citation?: string;
  /** Id of a source. */
  readonly source?: string;
}

/** What customs charges where the importer says that a fact is not known. */
interface WhenUnknown {
  /** `all` of the value, a country, `yes`, or `none` where nothing follows. */
  readonly value: string;
  readonly says: string;
  readonly citation: string;
  readonly source: string;
}

/** A fact or a right that the law asks for, by the word an importer writes. */
export interface Claim {
  readonly id: string;
  readonly title: string;
  /** A fact is so whether stated or not; a right counts only once it is claimed. */
  readonly kind: "fact" | "right";
  /** How a command line states it: `--claim cabinet`, `--metal steel=SHARE`. */
  readonly flag: string;
  /** The column of a file of entries that states it; `null` where there is none. */
  readonly column: string | null;
  /** Symbols of the special column (General Note 3(c)(i)). */
  readonly symbols?: readonly string[];
  readonly citation: string;
  readonly source: string;
  /** Of facts alone. */
  readonly presumes?: Presumption;
  readonly whenUnknown?: WhenUnknown;
  /** Facts that cannot be true of the same goods, whichever of the two names the other. */
  readonly excludes?: readonly string[];
  /** Facts that are true with it. */
  readonly implies?: readonly string[];
  readonly checkedOn: IsoDate;
  readonly confidence: "high" | "medium" | "low";
}

/** Claims with all that they imply. */
export function withImplied(
  claims: Iterable<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "implies">>,
): ReadonlySet<string> {
  const all = new Set(claims);
  for (const claim of all) for (const implied of catalogue.get(claim)?.implies ?? []) all.add(implied);
  return all;
}

/** Two of some claims that cannot both be true, if there are such. */
export function contradictionIn(
  claims: ReadonlySet<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "excludes">>,
): readonly [string, string] | undefined {
  for (const claim of claims)
    for (const other of catalogue.get(claim)?.excludes ?? []) if (claims.has(other)) return [claim, other];
  return undefined;
}
