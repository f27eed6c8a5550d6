/** Notes and headings of chapter 99 in a text of them, by subdivision, and what moved between two such texts. */

/** Texts by place: `note 16(c)(ix)`, `heading 9903.82.02`; notes of another subchapter name it. */
export type NoteTexts = ReadonlyMap<string, string>;

/** What stands at the head and foot of each page, and what a converter adds. */
const FURNITURE =
  /^\s*(Harmonized Tariff Schedule of the United States.*|Annotated for Statistical Reporting Purposes|U\.S\. Notes? \(con\.\)|XXII|99\s?-.*|<!--.*-->|\{\d+\}-+)\s*$/i;
const SUBCHAPTER = /^\s*SUBCHAPTER ([IVX]+)\s*$|^#+\s*Subchapter ([IVX]+)\b/;
const SECTION = /^(?:#.*\()?\s*(U\.S\.|Additional U\.S\.|Statistical) Notes?\)?\s*$/;
const NOTE = /^\W{0,3}(\d{1,2})\.\s+(?=\S)|^\W{0,3}(\d{1,2})\.\s*$/;
/** As a table prints it: a column of its own, which a number in a sentence is not. */
const HEADING = /^\s*(99\d\d\.\d\d(?:\.\d\d)?)(?=\s{2,}|\s*\d\/)/;
const SUBDIVISIONS = /^\s*((?:\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,2})\)\s*)+)/;
/** Numbers of notes go up, with gaps of this many at most. */
const WIDEST_GAP = 12;

/** Reads a text line by line: each belongs to the place that was named last. */
export function notesIn(text: string): NoteTexts {
  const texts = new Map<string, string[]>();
  const reading: Reading = { subchapter: "", statistical: false, note: 0, path: [], heading: null };
  for (const line of text.split(/\r?\n/)) {
    if (FURNITURE.test(line) || turned(reading, line)) continue;
    const words = wordsOf(read(reading, line));
    const place = placeOf(reading);
    if (place !== null && words !== "") texts.set(place, [...(texts.get(place) ?? []), words]);
  }
  return new Map([...texts].map(([place, lines]) => [place, lines.join(" ")]));
}

interface Reading {
  /** `III`; empty in the notes to the chapter. */
  subchapter: string;
  statistical: boolean;
  /** 0 before the first. */
  note: number;
  /** Subdivisions from the outermost: `c`, `ix`. */
  path: string[];
  heading: string | null;
}

/** Whether a line begins a subchapter or a set of notes. */
function turned(reading: Reading, line: string): boolean {
  const [, plain, marked] = SUBCHAPTER.exec(line) ?? [];
  const subchapter = plain ?? marked;
  const [, kind] = SECTION.exec(line) ?? [];
  if (subchapter === undefined && kind === undefined) return false;
  if (subchapter !== undefined) reading.subchapter = subchapter;
  reading.statistical = kind?.toLowerCase() === "statistical";
  Object.assign(reading, { note: 0, path: [], heading: null });
  return true;
}

/** The rest of a line, after the places that it names. */
function read(reading: Reading, line: string): string {
  const [, heading] = HEADING.exec(line) ?? [];
  if (heading !== undefined) {
    reading.heading = heading;
    return line.replace(HEADING, "");
  }
  const rest = afterNumber(reading, line);
  return reading.heading === null ? afterSubdivisions(reading, rest) : rest;
}

/** Where a line begins a note, what follows its number. */
function afterNumber(reading: Reading, line: string): string {
  const [whole = "", first, second] = NOTE.exec(line) ?? [];
  const number = Number(first ?? second ?? 0);
  const near = reading.note === 0 || number <= reading.note + WIDEST_GAP;
  if (number <= reading.note || !near) return line;
  Object.assign(reading, { note: number, path: [], heading: null });
  return line.slice(whole.length);
}

function afterSubdivisions(reading: Reading, line: string): string {
  const [, tokens] = SUBDIVISIONS.exec(line) ?? [];
  if (tokens === undefined || isMention(reading.path, tokens, line)) return line;
  for (const [, token = ""] of tokens.matchAll(/\((\w+)\)/g)) reading.path = deeper(reading.path, token);
  return line.replace(SUBDIVISIONS, "");
}

/** Whether a line goes on with a sentence that names a subdivision far off: `(vvv) and (www) of this note`. */
function isMention([outer]: readonly string[], tokens: string, line: string): boolean {
  const [, first = ""] = /\((\w+)\)/.exec(tokens) ?? [];
  const far = outer !== undefined && letterOf(first) > letterOf(outer) + NEXT_FEW && romanOf(first) === 0;
  return far && /^\s*[a-z]/.test(line.replace(SUBDIVISIONS, ""));
}

const NEXT_FEW = 3;

/** Letters go up on the outer level, Roman numbers under them, then figures: `(c)`, `(ix)`, `(1)`. */
function deeper(path: readonly string[], token: string): string[] {
  const [outer, inner] = path;
  if (/^\d/.test(token)) return [...path.filter((one) => !/^\d/.test(one)), token];
  if (/^[A-Z]/.test(token)) return [...path.filter((one) => !/^[A-Z]/.test(one)), token];
  const goesOn = romanOf(token) > 0 && romanOf(token) === romanOf(inner ?? "") + 1;
  const isNext = outer !== undefined && letterOf(token) === letterOf(outer) + 1;
  if (outer !== undefined && goesOn && !(isNext && romanOf(inner ?? "") === 0)) return [outer, token];
  if (outer === undefined || letterOf(token) > letterOf(outer)) return [token];
  return [outer, token];
}

/** `a` is 1, `aa` 27; 0 for mixed letters, which no outer subdivision has. */
const letterOf = (token: string): number =>
  /^([a-z])\1*$/.test(token) ? (token.length - 1) * 26 + token.charCodeAt(0) - 96 : 0;

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** 0 for what is no Roman number. */
function romanOf(token: string): number {
  if (!/^(?=.)(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/.test(token)) return 0;
  const values = [...token].map((letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

function placeOf({ subchapter, statistical, note, path, heading }: Reading): string | null {
  if (heading !== null) return `heading ${heading}`;
  if (note === 0) return null;
  const where = subchapter === "III" ? "" : subchapter === "" ? "chapter 99 " : `subchapter ${subchapter} `;
  return `${where}${statistical ? "statistical " : ""}note ${note}${path.map((one) => `(${one})`).join("")}`;
}

/** Leaders of dots, signs of footnotes and blanks say nothing. */
const wordsOf = (line: string): string =>
  line
    .replace(/\.{4,}/g, " ")
    .replace(/\s\d+\/(?=\s|$)/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** A place whose text differs: `undefined` where there is none. */
export interface NoteChange {
  readonly place: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every place whose words differ, in the order of the later text, those that are gone last. */
export function noteChanges(before: NoteTexts, after: NoteTexts): NoteChange[] {
  const places = [...after.keys(), ...[...before.keys()].filter((place) => !after.has(place))];
  return places
    .map((place) => ({ place, before: before.get(place), after: after.get(place) }))
    .filter((change) => change.before !== change.after);
}

/** The words that differ, with a few of those around them. */
export function apart(before = "", after = ""): readonly [before: string, after: string] {
  const [was, is] = [before.split(" "), after.split(" ")];
  const most = Math.min(was.length, is.length);
  let start = 0;
  while (start < most && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < most - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  const shown = (words: readonly string[]) =>
    shortened(words.slice(Math.max(0, start - AROUND), words.length - Math.max(0, end - AROUND)).join(" "));
  return [shown(was), shown(is)];
}

const AROUND = 3;
const MOST_SHOWN = 300;
const shortened = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN).replace(/\s\S*$/, "")} …` : text;
