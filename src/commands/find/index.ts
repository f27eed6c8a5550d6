import { type Context, checkDay, type Description, defineCommand, flag } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseCount, parseDay, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { assess, bounds } from "../../law/assess.js";
import { barred } from "../../law/ban.js";
import type { IsoDate } from "../../law/calendar.js";
import { NOTHING_STATED } from "../../law/entry.js";
import { headingOf, htsCode, printHts } from "../../law/hts.js";
import { type Country, originWordsOf } from "../../law/origin.js";
import { decimal, usd } from "../../law/units.js";
import { percent, percentRange } from "../common/law-words.js";
import { bestLine, FAR, type Hit, type IndexText, searcher, spread, wordsIn, writtenIn } from "./search.js";

// Lines that a text may mean, best first, and what tells the headings among them apart; or the numbers under a number.

export interface FindFlags {
  readonly origin?: Country;
  readonly date?: IsoDate;
  readonly top?: number;
}

const COLUMNS: readonly Column[] = [
  { key: "hts", title: "HTS", kind: "text", drop: 0, machineOnly: true },
  { key: "number", title: "HTS", kind: "text", drop: 0, tableOnly: true },
  { key: "description", title: "Description", kind: "text", drop: 0, machineOnly: true },
  { key: "path", title: "Path", kind: "list", drop: 0, machineOnly: true },
  { key: "goods", title: "Goods", kind: "text", drop: 0, tableOnly: true },
  { key: "score", title: "Score", kind: "text", drop: 2 },
  { key: "why", title: "Why", kind: "text", drop: 3 },
  { key: "rate", title: "Rate", kind: "rate", drop: 1, machineOnly: true },
  { key: "rate_words", title: "Rate", kind: "text", drop: 1 },
];

/** Without those that say nothing to people here; programs get all. */
const columnsFor = ({ origin }: FindFlags, idle: readonly string[] = []): readonly Column[] =>
  COLUMNS.map((column) =>
    idle.includes(column.key) || (origin === undefined && column.key === "rate_words")
      ? { ...column, machineOnly: true }
      : column,
  );

/** Rows if none are asked for: a screen of them. */
const FEW = 8;
/** A number with nothing but digits, dots and blanks. */
const NUMBER = /^[\d.\s]+$/;
const LONGEST = 200;

/** @throws {UserError} on a text without words, a number of no chapter, a day before the data, an index that is not built. */
export async function answerFind(text: string, flags: FindFlags, context: Context): Promise<Report> {
  if (flags.date) checkDay(flags.date, "--date", context);
  const asked = text.trim();
  if (NUMBER.test(asked) && /\d/.test(asked)) return browse(asked, flags, context);
  if (asked.length > LONGEST)
    throw new UserError(`expected a few words; got ${asked.length} characters`, {
      where: "text",
      hint: `name the goods in at most ${LONGEST} characters, such as: find "ball bearings for cars"`,
    });
  if (wordsIn(asked).length === 0)
    throw new UserError(
      asked === "" ? "expected words; got nothing" : `expected words; got "${asked.slice(0, 40)}"`,
      {
        where: "text",
        hint: 'name the goods by words of two letters or more, such as: find "ball bearings for cars"; or browse a number: find 8482',
      },
    );
  const all = searcher((await context.searchIndex()) as IndexText)(asked);
  const hits = all.filter(({ score }) => score >= FAR * (all[0]?.score ?? 0));
  const shown = spread(hits, flags.top ?? FEW);
  return found(asked, shown, hits.length, flags, context);
}

function found(text: string, hits: readonly Hit[], all: number, flags: FindFlags, context: Context): Report {
  const [words, names, written] = [new Set(wordsIn(text)), context.names(), writtenIn(text)];
  const rows = hits.map((hit) => {
    const line = bestLine(hit.hts, words, names);
    const beside = { score: hit.score.toFixed(3), why: whyOf(hit, written), goods: ownTextFirst(line) };
    return rowOf(line, beside, flags, context);
  });
  const missing = [...words].filter((word) => !hits.some((hit) => hit.words.includes(word)));
  return {
    title: `Lines that "${text}" may mean`,
    heading: headingOfReport(flags, context),
    columns: columnsFor(flags),
    rows,
    total: null,
    further: competing(hits, context),
    notes: [
      ...(hits.length === 0 ? ["Nothing is like it: try other words, the material or the use."] : []),
      ...(hits.length > 0 && missing.length > 0
        ? [`No line shown says: ${missing.map(written).join(", ")}.`]
        : []),
      ...(all > hits.length ? [`${all - hits.length} more match less well; --top shows more.`] : []),
      IMPORTERS,
    ],
    facts: {},
  };
}

const IMPORTERS =
  "A search classifies nothing: the importer does (19 USC 1484), by the words of the headings, the notes of sections and chapters " +
  "and the General Rules of Interpretation; the notes are not in this data, but at hts.usitc.gov. A ruling binds: rulings.cbp.gov.";

function headingOfReport({ origin, date }: FindFlags, context: Context): string[] {
  if (origin === undefined) return ["Add --origin for the rate of each."];
  const schedule = context.schedule();
  return [
    `Rates of ${originWordsOf(origin, schedule)} on ${date ?? schedule.asOf}, with nothing claimed; law checked to ${schedule.asOf}`,
  ];
}

const whyOf = ({ name, words }: Hit, written: (word: string) => string): string =>
  name === null ? `its text: ${words.map(written).join(", ")}` : `named ${name}`;

/** A table cuts the end of a text: what the line itself says comes first, then what it stands under. */
const ownTextFirst = ({ text, path }: Description): string =>
  [...path, text]
    .map((one) => one.replace(/:$/, ""))
    .filter((one, at, all) => one !== "Other" || all[at + 1] !== "Other")
    .reverse()
    .join(" < ");

interface Beside {
  readonly score: string;
  readonly why: string | null;
  /** The line as people read it. */
  readonly goods: string;
}

function rowOf(line: Description, { score, why, goods }: Beside, flags: FindFlags, context: Context): Cell[] {
  const { hts, text, path } = line;
  const texts = [...path, text].map((one) => one.replace(/:$/, ""));
  const [own = "", above] = [texts.at(-1), texts.slice(0, -1)];
  return [hts, printHts(hts), own, above, goods, score, why, ...rateOf(hts, flags, context)];
}

/** The rate of an origin that claims nothing, and in words; nothing where no origin is asked for. */
function rateOf(hts: string, { origin, date }: FindFlags, context: Context): [Cell, Cell] {
  const schedule = context.schedule();
  const code = htsCode(hts);
  if (origin === undefined || code === undefined || hts.length < 6) return [null, null];
  const entry = { ...NOTHING_STATED, hts: code, origin, date: date ?? schedule.asOf, value: usd(1) };
  if (barred(entry, schedule)) return [null, "barred"];
  const assessment = assess(entry, schedule);
  if (assessment === undefined) return [null, "no line that day"];
  if (assessment.needs.length === 0)
    return [assessment.duty, percent(decimal(assessment.duty.toDecimalPlaces(6).toFixed()))];
  const { least, most } = bounds(assessment, schedule, "law");
  return [null, most === null ? `${percent(least)} or more` : percentRange(least, most)];
}

// Where headings compete, the words that only one of them has are what decides.

/** Words that many headings use and that tell no goods apart. */
const OF_LAW = new Set(
  "thereof therefor whether including excluding example similar but use suitable solely principally heading headings articles article".split(
    " ",
  ),
);

/** Headings among the best hits that come near the best. */
const NEAR = 0.6;
const MOST_COMPETING = 4;

function competing(hits: readonly Hit[], context: Context): NonNullable<Report["further"]> {
  const best = hits[0]?.score ?? 0;
  const near = hits.filter(({ score }) => score >= NEAR * best).map(({ hts }) => headingOf(hts));
  const headings = [...new Set(near)].slice(0, MOST_COMPETING);
  if (headings.length < 2) return [];
  const names = context.names();
  const texts = headings.map((code) =>
    (names.description(code)?.text || names.label("headings", code)).replace(/:$/, ""),
  );
  const words = texts.map((text) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const rows = headings.map((code, at) => {
    const others = new Set(words.filter((_, other) => other !== at).flat());
    const own = [...new Set(words[at])].filter(
      (word) => !others.has(word) && !OF_LAW.has(word) && wordsIn(word).length > 0,
    );
    return [code, texts[at] ?? "", own];
  });
  return [
    {
      title: "Headings that compete, and the words that only each has: is it what the goods are?",
      columns: [
        { key: "heading", title: "Heading", kind: "text", drop: 0 },
        { key: "text", title: "Its words", kind: "text", drop: 0 },
        { key: "own_words", title: "Only here", kind: "list", drop: 1 },
      ],
      rows,
    },
  ];
}

// Browsing by number.

/** Numbers under one, in the order of the tariff: headings of a chapter, else all under it. */
function browse(text: string, flags: FindFlags, context: Context): Report {
  const digits = text.replaceAll(/[.\s]/g, "");
  const names = context.names();
  const own = linesBrowsed(digits, text, context);
  const shown = own.slice(0, flags.top ?? own.length);
  const chapter = digits.slice(0, 2);
  const set = Math.min(...own.map(({ path }) => path.length));
  const rows = shown.map((line) => {
    const indented = `${INDENT.repeat(line.path.length - set)}${line.text.replace(/:$/, "")}`;
    return rowOf(line, { score: "1.000", why: null, goods: indented }, flags, context);
  });
  return {
    title: `${printHts(digits)} in the tariff: ${own.length} ${own.length === 1 ? "number" : "numbers"}`,
    heading: [
      `Chapter ${chapter}: ${names.label("chapters", chapter)}`,
      ...aboveOf(own[0]),
      ...headingOfReport(flags, context),
    ],
    columns: columnsFor(flags, ["score", "why"]),
    rows,
    total: null,
    notes: [
      ...(own.some(({ hts }) => hts.startsWith(digits))
        ? []
        : [`The tariff has no text for ${printHts(digits)}; this is the number it is under.`]),
      ...(shown.length < own.length ? [`${own.length - shown.length} more: leave --top out.`] : []),
      IMPORTERS,
    ],
    facts: {},
  };
}

const INDENT = ". ";

/** What the numbers shown stand under. */
const aboveOf = (first: Description | undefined): string[] =>
  first === undefined || first.path.length === 0
    ? []
    : [`Under: ${first.path.map((one) => one.replace(/:$/, "")).join(" > ")}`];

/** @throws {UserError} if the tariff has nothing that begins so. */
function linesBrowsed(digits: string, text: string, context: Context): readonly Description[] {
  const names = context.names();
  const isNumber = digits.length >= 2 && digits.length <= 10;
  const all = isNumber ? names.descriptionsUnder(digits) : [];
  if (all.length > 0) return digits.length > 2 ? all : all.filter(({ hts }) => hts.length === 4);
  const under = isNumber ? names.description(digits) : undefined;
  if (under !== undefined) return [under];
  throw new UserError(`expected the beginning of an HTS number; got "${text.slice(0, 40)}"`, {
    where: "text",
    hint: isNumber
      ? "chapters run from 01 to 98, without 77; the first digits may be wrong: find 84"
      : "a number has 2 to 10 digits, such as: find 8482",
  });
}

export default defineCommand({
  name: "find",
  summary: "The HTS number of goods by their everyday name, or the numbers under a number",
  details:
    "Finds the HTS number of goods by everyday names or by the words of the tariff, plural, misspelt or synonymous. Each row\n" +
    "is the best line of a subheading, with the reason it was found; where headings compete, it shows the words that tell them\n" +
    "apart. Given digits, it lists what is under that number. A search classifies nothing: the importer does.",
  argument: { name: "text", summary: "what the goods are, or the first digits of a number", required: true },
  more: { name: "words", summary: "more words of the same" },
  flags: {
    origin: flag("<country>", "country of origin, for the rate of each line", (text, { schedule }) =>
      parseOrigin(text, schedule().origins, schedule().homeOrigins),
    ),
    date: flag("<day>", "day of entry, for the rate; the last day checked if not given", parseDay),
    top: flag("<n>", "so many rows; 8 if not given", parseCount),
  },
  examples: [
    'tariff-calc find "ball bearings for cars"',
    "tariff-calc find laptops --origin CN --date 2026-10-01",
    "tariff-calc find 8482",
    "tariff-calc find 85 --format csv",
  ],
  run: async ({ argument, more, flags }, context) =>
    answerFind([argument ?? "", ...more].join(" "), flags, context),
});
