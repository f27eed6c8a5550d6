/** A search over the lines of a page: the texts that it carries, what they find, and what that owes by day and by origin. */
import type { Context, Description, Names } from "../../../contract/command.js";
import { type Cell, type Column, plain, type Report } from "../../../contract/report.js";
import { barred } from "../../../law/ban.js";
import type { IsoDate } from "../../../law/calendar.js";
import { changeDays } from "../../../law/days.js";
import { NO_CLAIMS, ONE_DOLLAR } from "../../../law/entry.js";
import type { HtsCode } from "../../../law/hts.js";
import type { Origin } from "../../../law/origin.js";
import type { Data } from "../../../library/open-data.js";
import type { Flow } from "../../../trade/flow.js";
import { movedOn } from "../../common/law-words.js";
import { ratesAsked } from "../../common/rates-asked.js";
import { bestLine, FAR, indexOf, type Subheading, searcher, spread, wordsIn } from "../../find/search.js";

/** Texts of one heading. Names stand beside the lines that say almost the same, so that they pack well. */
interface HeadingTexts {
  readonly code: string;
  /** Name in the Harmonized System. */
  readonly label: string;
  /** By the last two digits of a subheading: its name there, then its everyday names. */
  readonly subheadings: Readonly<Record<string, readonly string[]>>;
  /** How far a line is set in, its number if it has one, its text: each stands under those before that are set in less. */
  readonly lines: readonly string[];
}

export interface LineTexts {
  readonly headings: readonly HeadingTexts[];
  /** Words that mean the same. */
  readonly same: readonly (readonly string[])[];
}

// Made where the page is written.

/** Numbers of goods that flows have, each once and in order; without goods known by chapter and special provisions. */
export const numbersOf = (flows: readonly Flow[], products: readonly string[]): string[] =>
  [...new Set(flows.flatMap(({ hts }) => hts))]
    .filter((code) => code.length >= 8 && code < "98")
    .filter((code) => products.length === 0 || products.some((prefix) => code.startsWith(prefix)))
    .sort();

/** The texts of these numbers, with all that they stand under. */
export function lineTexts(numbers: readonly string[], context: Context): LineTexts {
  const names = context.names();
  const { names: everyday, same } = context.data().json("search/names.json");
  const codes = [...new Set(numbers.map((code) => code.slice(0, 4)))];
  const headings = codes.map((code): HeadingTexts => {
    const under = numbers.filter((number) => number.startsWith(code));
    const subheadings = [...new Set(under.map((number) => number.slice(0, 6)))];
    return {
      ...{ code, label: names.label("headings", code) },
      subheadings: Object.fromEntries(
        subheadings.map((hts) => [hts.slice(4), [names.label("subheadings", hts), ...(everyday[hts] ?? [])]]),
      ),
      lines: setIn(described(under, names)),
    };
  });
  return { headings, same };
}

/** Numbers and those above them that have a text of their own, in the order of the tariff. */
function described(numbers: readonly string[], names: Names): Description[] {
  const all = new Set(numbers.flatMap((number) => [4, 6, 8, 10].map((digits) => number.slice(0, digits))));
  return [...all].sort().flatMap((number) => {
    const found = names.description(number);
    return found?.hts === number ? [found] : [];
  });
}

/** Lines under what they stand under: a text is written again only where the one above it is another. */
function setIn(lines: readonly Description[]): string[] {
  const open: string[] = [];
  return lines.flatMap(({ hts, text, path }) => {
    const same = path.findIndex((above, depth) => open[depth] !== above);
    const from = same < 0 ? path.length : same;
    const above = path.slice(from).map((own, at) => `${from + at}  ${own}`);
    open.splice(0, open.length, ...path, text);
    return [...above, `${path.length} ${hts} ${text}`];
  });
}

// Read in the page.

/** A line that was found, and the numbers of the page under it. */
export interface FoundLine extends Description {
  readonly numbers: readonly string[];
}

export interface Finder {
  /** Lines that a text may mean, best first, or those under a number: the first few, and how many there are. */
  find(text: string): { readonly lines: readonly FoundLine[]; readonly all: number };
  /** What a number says under its subheading; the name of that where it says no more. */
  label(hts: string): string;
}

/** Results that a reader looks through. */
const FEW = 8;
const NUMBER = /^[\d.\s]*\d[\d.\s]*$/;

/** @param imports Dollars by number, of the trade of the page. */
export function finderIn(
  { headings, same }: LineTexts,
  numbers: readonly string[],
  imports: ReadonlyMap<string, number>,
): Finder {
  const names = namesIn(headings);
  let search: ReturnType<typeof searcher> | undefined;
  const found = (line: Description): FoundLine => ({
    ...{ hts: line.hts, text: shown(line.text), path: line.path.map(shown) },
    numbers: numbers.filter((number) => number.startsWith(line.hts)),
  });
  const byNumber = (digits: string) => {
    const lines = names.lines.filter(({ hts }) => hts.startsWith(digits));
    return { lines: lines.slice(0, FEW).map(found), all: lines.length };
  };
  const byWords = (text: string) => {
    search ??= searcher(indexOf(subheadingsIn(headings, imports), same));
    const hits = search(text);
    const near = hits.filter(({ score }) => score >= FAR * (hits[0]?.score ?? 0));
    const words = new Set(wordsIn(text));
    return {
      lines: spread(near, FEW).map(({ hts }) => found(bestLine(hts, words, names))),
      all: near.length,
    };
  };
  return {
    find: (text) => (NUMBER.test(text) ? byNumber(text.replaceAll(/\D/g, "")) : byWords(text)),
    label(hts) {
      const { text, path } = names.description(hts) ?? { text: "", path: [] };
      const above = names.description(hts.slice(0, 6))?.path.length ?? 0;
      return [...path.slice(above + 1), text].map(shown).join(" > ") || names.label("subheadings", hts);
    },
  };
}

const shown = (text: string): string => text.replace(/:$/, "");

interface TextLine extends Description {
  /** The number it has or stands under. */
  readonly under: string;
}

/** Lines with those they stand under. */
function textsIn({ lines }: HeadingTexts): TextLine[] {
  const open: string[] = [];
  let under = "";
  return lines.map((line) => {
    const [, depth = "0", hts = "", text = ""] = /^(\d+) (\d*) (.*)$/.exec(line) ?? [];
    open.splice(Number(depth));
    const path = [...open];
    open.push(text);
    if (hts !== "") under = hts;
    return { hts, text, path, under };
  });
}

function namesIn(headings: readonly HeadingTexts[]) {
  const lines = headings.flatMap(textsIn).filter(({ hts }) => hts !== "");
  const own = new Map(lines.map((line) => [line.hts, line]));
  const labels = new Map(
    headings.flatMap(({ code, label, subheadings }) => [
      [code, label] as const,
      ...Object.entries(subheadings).map(([end, [name = ""]]) => [code + end, name] as const),
    ]),
  );
  return {
    lines,
    label: (_: string, code: string) => labels.get(code.slice(0, 6)) ?? labels.get(code.slice(0, 4)) ?? "",
    description: (hts: string): Description | undefined => own.get(hts),
    descriptionsUnder: (prefix: string) => lines.filter(({ hts }) => hts.startsWith(prefix)),
  };
}

function subheadingsIn(
  headings: readonly HeadingTexts[],
  imports: ReadonlyMap<string, number>,
): Subheading[] {
  const traded = new Map<string, number>();
  for (const [code, value] of imports)
    traded.set(code.slice(0, 6), (traded.get(code.slice(0, 6)) ?? 0) + value);
  return headings.flatMap((heading) => {
    const texts = textsIn(heading).filter(({ text }) => !/^other:?$/i.test(text));
    return Object.entries(heading.subheadings).map(([end, [label = "", ...names]]): Subheading => {
      const hts = heading.code + end;
      const own = texts.filter(({ under }) => under.startsWith(hts)).map(({ text }) => text);
      return {
        ...{ hts, names, label, heading: heading.label },
        lines: [...new Set(own)].join("; "),
        imports: traded.get(hts) ?? 0,
      };
    });
  });
}

// What a line owes by day of entry and by origin: as `timeline --hts` and `rate` have it.

/** The law that a page carries. */
export type PageLaw = Pick<Data, "schedule" | "contested" | "claims">;

/** Shorter numbers stand for lines that the page may not have. */
const LINE_DIGITS = 8;
export const isLine = (hts: string): boolean => hts.length >= LINE_DIGITS;

const RATE_COLUMNS: readonly Column[] = [
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "at_least_rate", title: "At least", kind: "rate", drop: 0 },
  { key: "up_to_rate", title: "Up to", kind: "rate", drop: 0 },
  { key: "status", title: "Status", kind: "text", drop: 0 },
];
const OF_ORIGIN: readonly Column[] = [
  { key: "name", title: "Origin", kind: "text", drop: 0 },
  { key: "origin", title: "Origin", kind: "text", drop: 0, machineOnly: true },
];

/**
 * Gives what a dollar of goods of a line owes of which nothing is claimed, and between what limits; `null` where the tariff has no
 * such line.
 */
function ratesOf(hts: HtsCode, { schedule, contested, claims: catalogue }: PageLaw) {
  const askOf = ratesAsked([hts], schedule, "law", { catalogue, contested });
  return (origin: Origin, date: IsoDate): readonly Cell[] | null => {
    const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date };
    if (barred(entry, schedule)) return [null, null, null, "barred"];
    const asked = askOf({ hts, origin, date, claims: NO_CLAIMS });
    if (asked === undefined) return null;
    const { status, limits } = asked;
    return status === "unknown"
      ? [null, limits.least, limits.most, status]
      : [limits.least, null, null, status];
  };
}

/** The rate of a line from each day on which it changes, under the law as it is, and the measures that change it. */
export function ratesByDay(hts: HtsCode, origins: readonly Origin[], law: PageLaw): Report {
  const { schedule } = law;
  const period = { from: schedule.firstDay, to: schedule.asOf };
  const rateOn = ratesOf(hts, law);
  const rows = origins.flatMap((origin) => {
    const days = changeDays(schedule, [origin], period, "law").flatMap((date) => {
      const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date };
      const cells = rateOn(origin, date);
      return cells ? [{ entry, cells, text: cells.map((cell) => plain(cell)).join("|") }] : [];
    });
    return days
      .filter(({ text }, at) => text !== days[at - 1]?.text)
      .map(({ entry, cells }, at) => [
        ...[entry.date, origin.name, origin.code, ...cells],
        at === 0 ? null : movedOn(entry.date, entry, schedule).join("; ") || null,
      ]);
  });
  const columns: Column[] = [
    { key: "date", title: "From", kind: "text", drop: 0 },
    ...OF_ORIGIN.map((column) => ({ ...column, machineOnly: column.machineOnly || origins.length === 1 })),
    ...RATE_COLUMNS,
    { key: "measures", title: "What changed", kind: "text", drop: 0 },
  ];
  return tableReport(columns, rows);
}

/** The rate of a line from every origin on a day: lowest first, what is not known last. */
export function ratesByOrigin(hts: HtsCode, date: IsoDate, law: PageLaw): Report {
  const rateOn = ratesOf(hts, law);
  const rows = [...law.schedule.origins.values()].flatMap((origin): Cell[][] => {
    const cells = rateOn(origin, date);
    return cells ? [[origin.name, origin.code, ...cells]] : [];
  });
  const placeOf = ([, rate, least]: Cell[]): number => Number(plain(rate ?? least ?? null) ?? Infinity);
  const known = ([, rate]: Cell[]): number => Number(rate === null);
  rows.sort(
    (a, b) => known(a) - known(b) || placeOf(a) - placeOf(b) || (String(a[0]) < String(b[0]) ? -1 : 1),
  );
  return tableReport([...OF_ORIGIN, ...RATE_COLUMNS], rows);
}

/** Bounds are shown where something is not known. */
function tableReport(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Report {
  const places = columns.flatMap(({ key }, at) =>
    key.endsWith("_rate") && rows.every((cells) => cells[at] === null) ? [] : [at],
  );
  return {
    ...{ title: "", heading: [], total: null, notes: [], facts: {} },
    columns: places.map((at) => columns[at] as Column),
    rows: rows.map((cells) => places.map((at) => cells[at] ?? null)),
  };
}

/** Where the search stands; its script shows it. */
export const FIND_SECTION = `<section id="find" hidden><h2>Find a line</h2>
<form role="search"><label for="goods">Goods, by their name or the first digits of their number</label>
<input id="goods" type="search" autocomplete="off" spellcheck="false" maxlength="200" aria-describedby="find-help" placeholder="ball bearings for cars"></form>
<p id="find-help" class="soft">Finds lines of the trade of this page. Arrow keys move among them, Enter picks one, Escape comes back. A search classifies nothing: the importer does (19 USC 1484).</p>
<p id="find-said" role="status"></p><ol id="found"></ol><section id="line" aria-labelledby="line-name" hidden></section><div id="rates"></div></section>`;
