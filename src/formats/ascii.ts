/** Texts and reports for terminals that show no characters but those of ASCII. */

import type { Report } from "../contract/report.js";
import { withTexts } from "../contract/text.js";

/** Marks that stand in columns keep their width. */
const ONE_FOR_ONE: Readonly<Record<string, string>> = {
  "─": "-",
  "│": "|",
  "┤": "|",
  "└": "+",
  "—": "-",
  "–": "-",
  "−": "-",
  "→": ">",
  "·": ".",
  "░": ":",
  "▒": "+",
  "▓": "*",
  "█": "#",
  "…": "~",
  "×": "x",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "\u00a0": " ",
};

/** These grow: they are written before a text is set to a width. */
const LONGER: Readonly<Record<string, string>> = {
  "≥": ">=",
  "≤": "<=",
  "→": "->",
  "…": "...",
  "§": "sec. ",
  "€": "EUR",
  "¢": " cents",
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
};

const BEYOND = /[^\0-\x7f]/gu;
const ACCENTS = /\p{M}+/gu;

const plainest = (mark: string): string => mark.normalize("NFKD").replaceAll(ACCENTS, "");

/** What is set already: each character by one. What has no likeness becomes a question mark, never nothing. */
export const asciiMarks = (text: string): string =>
  text.replaceAll(
    BEYOND,
    (mark) => ONE_FOR_ONE[mark] ?? (/^[ -~]$/.test(plainest(mark)) ? plainest(mark) : "?"),
  );

/** Text before it is set to a width. */
export const asciiText = (text: string): string =>
  asciiMarks(text.normalize("NFC").replaceAll(BEYOND, (mark) => LONGER[mark] ?? mark));

/** The same report in ASCII. Bars keep their marks, which are turned when they are set. */
export const asciiReport = (report: Report): Report => withTexts(report, asciiText);
