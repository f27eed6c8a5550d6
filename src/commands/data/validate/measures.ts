/** Whether measures reach anything, under headings that there are, and whether lists they name exclude each other. */
import { error, fileOf, type Problem, warning } from "../../../contract/problem.js";
import type { IsoDate } from "../../../law/calendar.js";
import { NO_CLAIMS } from "../../../law/entry.js";
import { printHts } from "../../../law/hts.js";
import { isListed, type Measure, type ProductList, type Version } from "../../../law/measure.js";
import type { Schedule } from "../../../law/schedule.js";

/** Versions that no line of the tariff can be reached by. */
export function unreachable(measure: Measure, { base, lists, asOf, firstDay }: Schedule): Problem[] {
  return measure.versions.flatMap((version, index) => {
    const { products, lists: ids } = version.covers;
    if (products.includes("*")) return [];
    const day = version.from < firstDay ? firstDay : version.from > asOf ? asOf : version.from;
    const listed = ids.flatMap(
      (id) => lists.get(id)?.groups.flatMap(({ codes, counts }) => (counts === false ? [] : codes)) ?? [],
    );
    const reaches = [...products, ...listed].some(
      (code) => base.ratesOf(code.padEnd(8, "0"), day) || base.linesUnder(code, day).length > 0,
    );
    return reaches
      ? []
      : [
          error(
            "unreachable",
            fileOf(measure),
            `versions[${index}].covers`,
            "it reaches no line of the tariff on its first day",
            "name its goods in covers: products as HTS prefixes, or lists that have some",
          ),
        ];
  });
}

/** Headings that chapter 99 never had, and charging ones that it had at no time while their version stood. */
export function deadHeadings(
  measure: Measure,
  headings: ReadonlyMap<string, readonly [IsoDate, IsoDate | null]>,
  lastEdition: IsoDate,
): Problem[] {
  return measure.versions.flatMap((version, index) => {
    if (version.from > lastEdition) return [];
    const place = `versions[${index}].heading`;
    const charging = [version, ...version.byOrigin].flatMap(({ heading, duty }) => [
      heading,
      ...(duty.kind === "top-up" && duty.metHeading ? [duty.metHeading] : []),
    ]);
    const freeing = [...version.freedBy.map((one) => one.heading), version.yieldsTo.heading ?? ""];
    return [...new Set([...charging, ...freeing])]
      .filter((heading) => heading.startsWith("9903."))
      .flatMap(endsOf)
      .flatMap((heading) => {
        const span = headings.get(heading);
        if (span === undefined) return [neverThere(measure, place, heading)];
        if (!charging.flatMap(endsOf).includes(heading)) return [];
        const [from, until] = span;
        const met =
          (until === null || until > version.from) && (version.until === null || from < version.until);
        return met ? [] : [goneOrToCome(measure, place, heading, span, version)];
      });
  });
}

/** `9903.05.20-.84` names a heading for each of several economies: its first and last. */
function endsOf(heading: string): string[] {
  const [first = "", last] = heading.split("-.");
  return last === undefined ? [heading] : [first, first.slice(0, -last.length) + last];
}

const neverThere = (measure: Measure, place: string, heading: string): Problem =>
  warning(
    "heading",
    fileOf(measure),
    place,
    `no edition of chapter 99 has ${heading}`,
    "check the digits; a heading newer than the last edition belongs in schedule/headings.json",
  );

const goneOrToCome = (
  measure: Measure,
  place: string,
  heading: string,
  [from, until]: readonly [IsoDate, IsoDate | null],
  version: Version,
): Problem =>
  warning(
    "heading",
    fileOf(measure),
    place,
    `chapter 99 had ${heading} from ${from}${until ? ` until ${until}` : ""}, not while this version holds, from ${version.from}`,
    "check the heading and the days against the instrument",
  );

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
