/** Whether measures reach anything, under headings that there are. */
import type { IsoDate } from "../../domain/day.js";
import type { Measure, Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";
import { fileOf } from "./file-of.js";
import { error, type Problem, warning } from "./problem.js";

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
      .flatMap((heading) => {
        const span = headings.get(heading);
        if (span === undefined) return [neverThere(measure, place, heading)];
        if (!charging.includes(heading)) return [];
        const [from, until] = span;
        const met =
          (until === null || until > version.from) && (version.until === null || from < version.until);
        return met ? [] : [goneOrToCome(measure, place, heading, span, version)];
      });
  });
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
