/** Text in lines of a width. Words are never broken, so a long address may stand out. */

import stringWidth from "string-width";
import type { Order } from "../law/adcvd.js";
import { type Ban, cited } from "../law/ban.js";
import { addDays, type IsoDate } from "../law/calendar.js";
import { printHts } from "../law/hts.js";
import type { Decimal, Usd } from "../law/units.js";
import type { Description } from "./command.js";
import type { Cell, Envelope, Further, Json, Page, Report } from "./report.js";

/** The day before that with which a text begins: the last day of what ends then. */
export const lastDayIn = (text: string): string =>
  text.replace(/^\d{4}-\d{2}-\d{2}/, (day) => addDays(day as IsoDate, -1));

/** Letters, digits and marks that stand in one column each: most texts are of nothing else. */
const ONE_COLUMN_EACH = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2500-\u25ff]*$/;

/** Columns of a terminal that a text takes: a letter of Chinese takes two, an accent that follows its letter none. */
export const widthOf = (text: string): number =>
  ONE_COLUMN_EACH.test(text) ? text.length : stringWidth(text);

/** As much of the beginning of a text as goes into so many columns. What splits letters takes 15 ms to make: few texts need it. */
export function startOf(text: string, width: number): string {
  if (ONE_COLUMN_EACH.test(text)) return text.slice(0, Math.max(0, width));
  let start = "";
  let taken = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    taken += widthOf(segment);
    if (taken > width) break;
    start += segment;
  }
  return start;
}

/** Text broken at blanks, but not before a per cent sign or "billion"; later lines start with `indent`. */
export function wrapped(text: string, width: number, indent: string): string[] {
  const [start = ""] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = start;
  for (const word of text.slice(start.length).split(/ (?!%|(?:m|b|tr)illion\b)/)) {
    if (line.trim() !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === start ? start + word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Lines as they are where they fit; longer ones go on a little to the right of where they begin. */
export const hanging = (text: string, width: number): string =>
  text
    .split("\n")
    .flatMap((line) => wrapped(line, width, `${/^ */.exec(line)?.[0] ?? ""}  `))
    .join("\n");

/**
 * Controls, marks that turn the order of characters around or stand for no character a reader sees (tags, notes between lines),
 * halves of characters, and numbers that are none.
 */
const NO_TEXT =
  /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\p{Cs}\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/**
 * A text that tells a terminal nothing: what is no character to read is shown as one that is unknown. Lines and tabs
 * stay. Texts come from files and names of the user as well.
 */
export const printable = (text: string): string =>
  text.replaceAll(NO_TEXT, (mark) => (mark === "\n" || mark === "\t" ? mark : "\ufffd"));

/** JSON in which such characters are escaped: it holds the same, and tells a terminal nothing that it is printed on. */
export const jsonEscaped = (json: string): string =>
  json.replaceAll(NO_TEXT, (mark) =>
    mark === "\n"
      ? mark
      : Array.from(
          { length: mark.length },
          (_, at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, "0")}`,
        ).join(""),
  );

interface Reader {
  readonly live: boolean;
  readonly look: { readonly width: number };
}

/** Set to the width of a terminal that somebody looks at; a line stays one for programs that read it. */
export const forReader = (text: string, { live, look }: Reader): string =>
  live ? hanging(printable(text), look.width) : printable(text);

/** Paragraphs set anew if a line is too long; lines that begin with a blank are examples and stand alone. */
export function reflowed(text: string, width: number): string {
  if (text.split("\n").every((line) => widthOf(line) <= width)) return text;
  return text
    .replace(/(?<=^\S.*)\n(?=\S)/gm, " ")
    .split("\n")
    .flatMap((line) => wrapped(line, width, line.startsWith(" ") ? "    " : ""))
    .join("\n");
}

// Digits as people read them.

/** Thousands set apart; a minus before nothing is dropped. */
export const grouped = (digits: string): string => {
  const [whole = "", ...rest] = digits.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".").replace(/^-(0(\.0*)?)$/, "$1");
};

/** Dollars and cents; whole dollars without. */
export const money = (amount: Decimal): string => grouped(amount.toFixed(amount.isInteger() ? 0 : 2));

/** What people say in place of so many zeros, and the places that they say with it. */
const SPOKEN = [
  { power: 0, word: "", places: 0 },
  { power: 6, word: " million", places: 1 },
  { power: 9, word: " billion", places: 1 },
  { power: 12, word: " trillion", places: 2 },
] as const;

/**
 * Dollars of trade in a sentence, as people say them: "$544.5 billion". Tables, files, and what an entry owes keep every digit;
 * this is for running text alone. What rounds to a thousand of a word takes the next word.
 */
export function dollarsInWords(amount: Decimal): string {
  const size = amount.abs();
  const saidIn = ({ power, places }: (typeof SPOKEN)[number]) =>
    size.div(`1e${power}`).toDecimalPlaces(places);
  const large = SPOKEN.find((one, at) => saidIn(one).lt(10 ** ((SPOKEN[at + 1]?.power ?? 99) - one.power)));
  const unit = large ?? SPOKEN[0];
  const said = saidIn(unit);
  const sign = amount.isNegative() && !said.isZero() ? "-" : "";
  return `${sign}$${grouped(said.toFixed())}${unit.word}`;
}

// Reports whose texts people read: whoever wrote them, they tell no terminal, page or picture to do anything.

/** The same report with each text in other words. */
export function withTexts(report: Report, say: (text: string) => string): Report {
  const cellOf = (cell: Cell): Cell => {
    if (typeof cell === "string") return say(cell);
    return Array.isArray(cell) ? cell.map((one) => (typeof one === "string" ? say(one) : one)) : cell;
  };
  const tableOf = ({ title, columns, rows }: Further): Further => ({
    title: say(title),
    columns: columns.map((column) => ({ ...column, title: say(column.title) })),
    rows: rows.map((cells) => cells.map(cellOf)),
  });
  const pageOf = (page: Page): Page => ({
    ...tableOf(page),
    heading: page.heading.map(say),
    notes: page.notes.map(say),
    total:
      page.total && Object.fromEntries(Object.entries(page.total).map(([key, cell]) => [key, cellOf(cell)])),
    ...(page.further ? { further: page.further.map(tableOf) } : {}),
  });
  const { leading, pages } = report;
  return {
    ...report,
    ...pageOf(report),
    ...(leading ? { leading: leading.map(say) } : {}),
    ...(pages ? { pages: pages.map(pageOf) } : {}),
  };
}

/** A text on one line: a name or a cell with an end of a line in it makes no line of its own. */
export const inALine = (text: string): string => printable(text).replaceAll(/[\n\t\u2028\u2029]+/g, " ");

/** Every text of a report on one line and without characters that are no text. */
export const readable = (report: Report): Report => withTexts(report, inALine);

/** The same of what an answer says of where it is from. */
export const readableEnvelope = (envelope: Envelope): Envelope => ({
  ...envelope,
  command: envelope.command.map(inALine),
});

// What a number of the tariff is: the texts it stands under are part of what it means.

/** Characters of one text, and of all of them, in a line. */
const [LONG_TEXT, LONG_PATH] = [56, 150];
const BETWEEN = " > ";

const cutText = (text: string): string =>
  text.length <= LONG_TEXT ? text : `${text.slice(0, LONG_TEXT).replace(/[\s,;(]+\S*$/, "")} …`;

/** Texts without the colon that announces what stands under them. */
const textsOf = ({ path, text }: Description): string[] =>
  [...path, text].map((one) => one.replace(/:$/, ""));

/** The text of a line under those it stands under, cut to a line or whole. */
export function textOfLine(description: Description, whole = false): string {
  const texts = textsOf(description);
  if (whole) return texts.join(BETWEEN);
  const [heading = "", ...under] = texts.map(cutText);
  const length = () => [heading, ...under].join(BETWEEN).length;
  let cut = false;
  for (; under.length > 1 && length() > LONG_PATH; cut = true) under.shift();
  return [cut ? `${heading.replace(/ …$/, "")} …` : heading, ...under].join(BETWEEN);
}

/** What the tariff says of the goods, as a line of a heading; none of a number it has no text for. */
export const goodsLine = (description: Description | undefined, whole = false): string[] =>
  description === undefined ? [] : [`Goods, ${printHts(description.hts)}: ${textOfLine(description, whole)}`];

/** The same for machines, whole. */
export const goodsFact = (description: Description | undefined): Json =>
  description === undefined ? null : { ...description, path: [...description.path] };

// Bans on imports, and antidumping and countervailing duty orders, in words.

/** What may not be imported, since when, and by what act. */
export const banWords = (ban: Ban): string =>
  `barred from importation: ${ban.title}, from ${ban.from} (${cited(ban)})`;

/** The same where it hangs on a fact that is claimed neither way. */
export function openBanWords({ ban, fact }: { readonly ban: Ban; readonly fact: string }): string {
  const contrary = ban.contrary[fact];
  const claims = contrary === undefined ? `claim ${fact}` : `claim ${fact} or ${contrary}`;
  return `barred from importation if ${fact}: ${ban.title}, from ${ban.from} (${cited(ban)}); ${claims}`;
}

/** An order by its case, kind and product, with the notices to read. */
export const orderWords = ({ case: name, product, notices }: Order): string =>
  `${name} ${name.startsWith("A") ? "antidumping" : "countervailing"}, ${product}${notices.length > 0 ? ` (FR Doc. ${notices.join(", ")})` : ""}`;

/** Orders of which nothing is stated, on a row. */
export const ordersWords = (orders: readonly Order[]): string =>
  `an order may cover the goods, by the words of its scope: ${casesOf(orders)}; state the deposit or none in the column adcvd`;

/** More cases than this say less than their number. */
const MOST_CASES = 6;

/** Cases by name, the first few of many. */
export function casesOf(orders: readonly Order[]): string {
  const more = orders.length - MOST_CASES;
  const names = orders.slice(0, MOST_CASES).map(({ case: name, product }) => `${name} ${product}`);
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Rows of goods that an order may cover, and what to state of them. */
export const exposedWords = (rows: number, value: Usd): string =>
  `Antidumping or countervailing duty orders may cover ${grouped(String(rows))} ${rows === 1 ? "row" : "rows"} worth $${money(value)}: state deposits, or none, in the column adcvd.`;

/** Facts that a presumption decides, in words; what states them is in the questions, which follow. */
export const presumedWords = (
  presumed: readonly string[],
  questions: readonly { readonly id: string; readonly title: string }[],
): string =>
  presumed
    .map((id) => questions.find((one) => one.id === id)?.title.replace(/, as a share of .*/, "") ?? id)
    .join("; ");
