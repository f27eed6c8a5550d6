/** Lists that exclude each other: goods that one puts under a measure and another takes out. */
import type { IsoDate } from "../../domain/day.js";
import { printHts } from "../../domain/hts.js";
import type { Measure, Version } from "../../domain/measure.js";
import { isListed, type ProductList } from "../../domain/product-list.js";
import type { Schedule } from "../../domain/schedule.js";
import { fileOf } from "./file-of.js";
import { type Problem, warning } from "./problem.js";

const NO_CLAIMS: ReadonlySet<string> = new Set();
const MOST_NAMED = 3;

/** Numbers that stand as they are on a list a measure covers and on one it excepts: one of the two is idle. */
export const excludedTwice = (measure: Measure, schedule: Schedule): Problem[] =>
  measure.versions.flatMap((version, index) =>
    pairsOf(version).flatMap((pair) => {
      const words = contradiction(pair, version.from, schedule);
      const mend = "what is excepted wins; take the numbers off one of the lists";
      return words
        ? [warning("excluded-twice", fileOf(measure), `versions[${index}].covers`, words, mend)]
        : [];
    }),
  );

/** How two lists exclude each other; `null` if they do not. */
function contradiction([inside, outside]: Pair, on: IsoDate, { lists }: Schedule): string | null {
  const covered = codesOf(lists.get(inside), on);
  const excepted = new Set(codesOf(lists.get(outside), on));
  const both = covered.filter((code) => excepted.has(code));
  if (both.length === 0) return null;
  if (both.length === covered.length)
    return `every number of ${inside} is on ${outside} too, which is excepted`;
  const named = both.slice(0, MOST_NAMED).map(printHts).join(", ");
  const more = both.length > MOST_NAMED ? ` and ${both.length - MOST_NAMED} more` : "";
  const are = both.length === 1 ? "is" : "are";
  return `${named}${more} ${are} on ${inside}, which is covered, and on ${outside}, which is excepted`;
}

type Pair = readonly [inside: string, outside: string];

const pairsOf = ({ covers }: Version): Pair[] =>
  covers.lists.flatMap((inside) => covers.exceptLists.map((outside): Pair => [inside, outside]));

const codesOf = (list: ProductList | undefined, on: IsoDate): string[] =>
  (list?.groups ?? []).flatMap(({ codes, condition, counts }) =>
    list !== undefined && condition === undefined && counts !== false
      ? codes.filter((code) => isListed(list, code, on, NO_CLAIMS))
      : [],
  );
