/** Whether measures reach anything, under headings that there are, and whether lists they name exclude each other. */
import { memoize } from "../../../compiled/memo.js";
import { type Marks, productTable } from "../../../compiled/product-table.js";
import type { Context } from "../../../contract/command.js";
import { error, fileOf, type Problem, warning } from "../../../contract/errors.js";
import { toEntry } from "../../../contract/measure-text.js";
import type { WorkedExample } from "../../../data/shapes/examples.js";
import type { MeasureText } from "../../../data/shapes/measure.js";
import type { IsoDate } from "../../../law/calendar.js";
import { type Entry, NO_CLAIMS } from "../../../law/entry.js";
import { isOutsideTariffBase, printHts } from "../../../law/hts.js";
import {
  isListed,
  type Measure,
  type MeasureId,
  type ProductList,
  type Version,
} from "../../../law/measure.js";
import { type Origin, originNamed } from "../../../law/origin.js";
import { shared } from "../../../law/part.js";
import type { Schedule } from "../../../law/schedule.js";
import { covered, coversOrigin, exempt, namedBy, reaching, termsFor } from "../../../law/scope.js";
import { names } from "../../../law/settle.js";
import { decimal } from "../../../law/units.js";
import { checkMeasureExample, checkWorkedExample } from "../../verify/check.js";

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

// Whether measures of one act charge the same goods twice.

/**
 * Measures of a user beside others of the same act: where both charge the same part of the same goods, and neither yields,
 * they add up, which two measures of one act seldom mean. Pairs that the data beneath has too are meant.
 */
export function chargedTwice(
  schedule: Schedule,
  beneath: Schedule,
  isOwn: (id: MeasureId) => boolean,
): Problem[] {
  const own = schedule.measures.filter(({ id }) => isOwn(id));
  return own.flatMap((measure) =>
    schedule.measures
      .filter((other) => other.authority === measure.authority && other.id !== measure.id)
      .filter((other) => !isOwn(other.id) || other.id < measure.id)
      .flatMap((other) => {
        const twice = doubled(measure, other, schedule);
        return twice && !isMeant(measure.id, other.id, beneath) ? [twiceProblem(measure, other, twice)] : [];
      }),
  );
}

function isMeant(one: MeasureId, other: MeasureId, beneath: Schedule): boolean {
  const [a, b] = [one, other].map((id) => beneath.measures.find((measure) => measure.id === id));
  return a !== undefined && b !== undefined && doubled(a, b, beneath) !== undefined;
}

interface Doubled {
  /** Place of the version among those of the first measure. */
  readonly index: number;
  readonly day: IsoDate;
  readonly origin: string;
  readonly hts: string;
}

/** The first goods that two measures both charge. */
function doubled(one: Measure, other: Measure, schedule: Schedule): Doubled | undefined {
  for (const [index, a] of one.versions.entries())
    for (const b of other.versions) {
      const day = [a.from, b.from, schedule.firstDay].sort().at(-1) as IsoDate;
      const ended = [a, b].some(
        ({ until, onlyCollected }) => onlyCollected || (until !== null && until <= day),
      );
      if (ended || yieldsTo(a, other.id) || yieldsTo(b, one.id) || !shared(a.part, b.part)) continue;
      const found = chargedBoth(a, b, day, schedule);
      if (found) return { index, day, ...found };
    }
  return undefined;
}

const yieldsTo = ({ yieldsTo: { entirely, onItsPart } }: Version, id: MeasureId): boolean =>
  [...entirely, ...onItsPart].some((pattern) => names(pattern, id));

const linesOn = memoize((base: Schedule["base"], day: IsoDate) => base.linesUnder("", day));

/** Goods that two versions charge on a day under the same claims; of other claims nobody knows whether both can be made. */
function chargedBoth(
  a: Version,
  b: Version,
  day: IsoDate,
  { base, lists, origins }: Schedule,
): Pick<Doubled, "origin" | "hts"> | undefined {
  if (conditionsOf(a) !== conditionsOf(b)) return undefined;
  const claims = new Set([...a.covers.onlyIf, ...a.covers.onlyIfAll]);
  const pays = (version: Version, origin: Origin) =>
    coversOrigin(version.covers, origin) && !FREE.includes(termsFor(version, origin).duty.kind);
  const both = [...origins.values()].filter((origin) => pays(a, origin) && pays(b, origin));
  if (both.length === 0) return undefined;
  const table = productTable(linesOn(base, day), lists, claims);
  const [one, other] = [a, b].map(({ covers }) => namedBy(covers, day, table)) as [Marks, Marks];
  if (!table.intersection(one, other).includes(1)) return undefined;
  for (const origin of both) {
    const at = { origin, claims, day };
    const charged = ({ covers, freedBy }: Version) =>
      freedBy.reduce(
        (goods, one) => table.difference(goods, exempt(one, at, table)),
        covered(covers, at, table),
      );
    const row = table.intersection(charged(a), charged(b)).indexOf(1);
    if (row >= 0) return { origin: origin.code, hts: table.hts[row] as string };
  }
  return undefined;
}

/** Duties that add nothing, and those that nobody knows, which charge no one twice. */
const FREE: readonly string[] = ["free", "unknown"];

const conditionsOf = ({ covers }: Version): string =>
  [covers.onlyIf, covers.onlyIfAll].map((claims) => claims.toSorted().join()).join(";");

const twiceProblem = (measure: Measure, other: Measure, { index, day, origin, hts }: Doubled): Problem =>
  warning(
    "charged-twice",
    fileOf(measure),
    `versions[${index}].yieldsTo`,
    `from ${day} goods of ${origin} such as ${printHts(hts)} pay both this and ${other.id}, for neither yields to the other`,
    `name ${other.id} in yieldsTo, or this measure in that of ${other.id}; leave both if they add up by law`,
  );

// Whether the law bears out the examples of the data.

/** Whether what a file says of some goods may be otherwise than with the data beneath. */
export type Bears = (goods: Pick<Entry, "hts" | "origin" | "date" | "chapter98">, file: string) => boolean;

/** Files of an overlay that are of no law: what goods owe is the same with them. */
const OF_NO_LAW =
  /^(scenarios|flows|labels|exposure|trade|actuals)\/|^(levers|sectors|sources|datasets)\.json$/;
const OF_A_MEASURE = /^schedule\/measures\//;

/** What an overlay of these files bears on: where it is of measures alone, the goods that they may reach, before or with it. */
export function borneOn(files: readonly string[], contexts: readonly Context[]): Bears {
  const own = files.filter((file) => !OF_NO_LAW.test(file));
  if (!own.every((file) => OF_A_MEASURE.test(file))) return () => true;
  const laws = contexts.map((context) => context.contestedLaw());
  const changed = laws.flatMap((law) =>
    law.measures.flatMap((measure) => (own.includes(fileOf(measure)) ? [{ measure, law }] : [])),
  );
  return ({ hts, origin: code, date, chapter98 }, file) => {
    if (own.includes(file) || isOutsideTariffBase(hts) || chapter98 !== null) return true;
    return changed.some(({ measure, law }) => {
      const origin = originNamed(code, law);
      return (
        origin === undefined || VIEWS.some((view) => reaching({ hts, date, origin }, law, view)(measure))
      );
    });
  };
}

const VIEWS = ["law", "cash"] as const;

/** Examples that the law does not bear out, and measures without any. */
export function failingExamples(text: MeasureText, schedule: Schedule, bears: Bears): Problem[] {
  const file = fileOf(text);
  if (text.examples.length === 0)
    return [
      warning(
        "no-example",
        file,
        "examples",
        "it has no example",
        "add at least the first day and the day before, worked out from the law",
      ),
    ];
  return text.examples.flatMap((example, index) => {
    const place = `examples[${index}]`;
    const parts = Object.values(example.entry.shares ?? {}).reduce((sum, part) => sum.plus(part), decimal(0));
    if (parts.gt(1))
      return [
        error(
          "sum",
          file,
          `${place}.entry.shares`,
          `the shares come to ${parts.times(100).toFixed()}% of the value`,
          "together they are at most 1",
        ),
      ];
    if (!bears(toEntry(example.entry), file)) return [];
    const finding = checkMeasureExample(text.id, example, schedule);
    return finding
      ? [failing(file, place, `"${example.name}": expected ${finding.expected}; got ${finding.found}`)]
      : [];
  });
}

const failing = (file: string, place: string, message: string): Problem =>
  error(
    "example",
    file,
    place,
    message,
    "work it out again from the law, then mend the example or the measure",
  );

/** Worked examples of entries as a whole that the law does not bear out; contested ones aside. */
export const failingWorked = (context: Context, names: readonly string[], bears: Bears): Problem[] =>
  context.examples().flatMap(({ examples }, at) =>
    examples.flatMap((example, index) => {
      const file = names[at] ?? "examples";
      const goods = goodsOf(example);
      const isBorneOn = goods.length === 0 || goods.some((one) => bears(one, file));
      if (example.contested !== undefined || !isBorneOn) return [];
      const finding = checkWorkedExample(example, context);
      return finding
        ? [
            failing(
              file,
              `examples[${index}]`,
              `"${example.name}": expected ${finding.expected}; got ${finding.found}`,
            ),
          ]
        : [];
    }),
  );

/** Goods whose duty a worked example is of; fees and drawback are of none. */
function goodsOf(example: WorkedExample): readonly Entry[] {
  if ("entry" in example) return [toEntry(example.entry)];
  if (!("summary" in example)) return [];
  const { date, lines } = example.summary;
  return lines.map((line) => toEntry({ ...line, date, value: String(line.value) }));
}
