/**
 * Full-text search over subheadings. Two kinds of documents: everyday names, a few words each, and official texts of a
 * subheading under its heading. The index is made at the build and read whole.
 */
import MiniSearch from "minisearch";
import { stemmer } from "stemmer";
import type { Description, Names } from "../../contract/command.js";

/** What a subheading is called, by its six digits. */
export interface Subheading {
  readonly hts: string;
  /** Everyday names. */
  readonly names: readonly string[];
  /** Name in the Harmonized System, that of its heading, and the texts of the lines under it. */
  readonly label: string;
  readonly heading: string;
  readonly lines: string;
  /** A year of imports, in dollars: what is traded more is meant more often. */
  readonly imports: number;
}

/** The index as a file holds it. */
export interface IndexText {
  readonly documents: unknown;
  /** Number of the heading or subheading that each document is of. */
  readonly codes: readonly string[];
  /** The everyday name that a document is; empty where it is of official texts. */
  readonly names: readonly string[];
  /** Powers of ten of the imports of each subheading. */
  readonly imports: Readonly<Record<string, number>>;
  /** Words that mean the same. */
  readonly same: readonly (readonly string[])[];
}

/** A subheading that was found. */
export interface Hit {
  readonly hts: string;
  /** Between 0 and 1: how much of what was asked for its best name or its texts say, and how much beside it. */
  readonly score: number;
  /** The everyday name that matched best, if one did. */
  readonly name: string | null;
  /** Words of the question that its names or texts have. */
  readonly words: readonly string[];
}

/** Words that say nothing of goods. */
const IDLE = new Set(
  "a an and or of for the with in on at to by from other than not nesoi new my our used kind kinds type types etc whether incl".split(
    " ",
  ),
);

/** Words of a text as the index holds them: small, without accents, without endings; `t-shirt` is one word. */
export const wordsIn = (text: string): string[] => asWritten(text).map(stemmer);

/** How a text writes the words that the index holds: `crucibles`, not `crucibl`; a word that it has not, as it is. */
export function writtenIn(text: string): (word: string) => string {
  const written = new Map(asWritten(text).map((word) => [stemmer(word), word]));
  return (word) => written.get(word) ?? word;
}

const asWritten = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/['’]s?\b/g, "")
    .replaceAll(
      /\b([a-z])(?:-| (?=shirt|ray|ring|belt|bolt|beam|clamp|hook|trap|bike|scooter|cig|book|reader))(?=[a-z]{2})/g,
      "$1",
    )
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !IDLE.has(word));

/** What a text says that it does not mean. */
const EXCLUDED = /\b(?:other than|excluding|except|excl\.|not)\b[^;:.()]*/gi;
const FIELDS = ["name", "label", "lines"] as const;
type Field = (typeof FIELDS)[number];
/** How much a word says by where it stands. */
const WEIGHT: Readonly<Record<Field, number>> = { name: 1, label: 1, lines: 0.6 };
/** How much a word of the heading says of a subheading. */
const OF_HEADING = 0.85;

const options = {
  fields: [...FIELDS],
  tokenize: wordsIn,
  processTerm: (word: string) => word,
};

/** The index of these subheadings, for a file. Same subheadings, same text. Words of a heading stand with it alone. */
export function indexOf(subheadings: readonly Subheading[], same: IndexText["same"]): IndexText {
  const index = new MiniSearch(options);
  const codes: string[] = [];
  const names: string[] = [];
  const add = (code: string, name: string, texts: Partial<Record<Field, string>>) => {
    index.add({ id: codes.length, ...texts });
    codes.push(code);
    names.push(name);
  };
  const headings = new Map(
    subheadings.map(({ hts, heading }) => [hts.slice(0, 4), heading.replaceAll(EXCLUDED, " ")]),
  );
  for (const [code, label] of headings) add(code, "", { label });
  for (const { hts, names: own, label, lines } of subheadings) {
    const said = new Set(wordsIn(headings.get(hts.slice(0, 4)) ?? ""));
    const others = (text: string) => {
      const words = [...new Set(wordsIn(text.replaceAll(EXCLUDED, " ")))].filter((word) => !said.has(word));
      for (const word of words) said.add(word);
      return words.join(" ");
    };
    add(hts, "", { label: others(label), lines: others(lines) });
    for (const name of own) add(hts, name, { name });
  }
  const imports = subheadings.map(({ hts, imports }) => [hts, Math.round(Math.log10(1 + imports) * 10) / 10]);
  return { documents: index.toJSON(), codes, names, imports: Object.fromEntries(imports), same };
}

/** Whether a word stands in a document as it was asked, as one that means the same, or as one like it. */
const [EXACT, SAME, LIKE] = [1, 0.8, 0.65];

interface Found {
  readonly code: string;
  readonly name: string;
  /** By place in the question: how well the document has the word. */
  readonly matched: ReadonlyMap<number, number>;
  /** Words of the document that were met. */
  readonly met: ReadonlySet<string>;
}

interface Document extends Found {
  readonly matched: Map<number, number>;
  readonly met: Set<string>;
}

/** A search in an index. */
export function searcher(text: IndexText): (question: string) => readonly Hit[] {
  const index = MiniSearch.loadJS(text.documents as Parameters<typeof MiniSearch.loadJS>[0], options);
  const sets = text.same.map((words) => new Set(words.flatMap(wordsIn)));
  return (question) => {
    const has = (word: string) => index.search(word, { tokenize: whole });
    const words = [...new Set(wordsIn(question).flatMap((word) => partsOf(word, has)))].slice(0, MOST_WORDS);
    const found = new Map<number, Document>();
    const notes = (results: Results, quality: number, place: number) => {
      for (const one of results) noteMatch(one, quality, place, found, text);
    };
    const head = headOf(question);
    const weights = words.map((word, place) => {
      let best = 0;
      const count = searchWord(index, word, sets, (results, quality) => {
        if (results.length > 0) best = Math.max(best, quality);
        notes(results, quality, place);
      });
      const rare = Math.log(1 + index.documentCount / Math.max(count, 1));
      return rare * (word === head ? OF_HEAD : 1) * (best > LIKE ? 1 : UNSURE);
    });
    if (words.length > 1 && head !== undefined) notes(has(PART), AS_PART, words.indexOf(head));
    const written = asWritten(question).slice(0, MOST_WORDS);
    written.slice(1).forEach((word, at) => {
      const first = written[at] ?? "";
      const places = [first, word].map((one) => words.indexOf(stemmer(one))).filter((place) => place >= 0);
      const both = has(stemmer(first + word));
      for (const place of places) notes(both, EXACT, place);
    });
    return hitsOf(withHeadings([...found.values()], text), words, weights, text);
  };
}

/** What no name says of a thing may be a part of it: straps of guitars are parts of guitars. */
const PART = stemmer("part");
const AS_PART = 0.25;

/** What a word that no text has says beside words that texts have. */
const UNSURE = 0.7;

/** What goods are is the last word before `for`, `of` and the like: phone cases are cases. It counts for more. */
const OF_HEAD = 1.6;
function headOf(question: string): string | undefined {
  const parts = question.split(/[,;(]|\b(?:for|of|with|in|made|from|without|on|to)\b/i).map(wordsIn);
  const words = parts.find((part) => part.length > 0) ?? [];
  return words.findLast((word) => !QUALITIES.has(word)) ?? words.at(-1);
}

/** Words that say how goods are or for whom: lists of traders put them behind, as in `torch led`, `jacket men`. */
const QUALITIES = new Set(
  `led electric electrical cotton polyester nylon acrylic cashmere plastic leather wooden steel stainless brass aluminum aluminium alu
   metal ceramic porcelain silicone pvc women men ladies girls boys kids unisex wireless bluetooth portable digital cordless automatic
   manual industrial household commercial set kit pack unit pair piece assorted item product system
   empty mounted insulated inflatable replacement  automotive professional petrol diesel frozen fresh dried canned tinned raw roasted organic
   knitted woven printed assembled galvanised galvanized cultured synthetic small large big mini heavy duty black white red blue`
    .split(/\s+/)
    .flatMap(wordsIn),
);

/** A word that no text has, as two that texts have: `powerbank`, `tablelamp`. */
function partsOf(word: string, has: (word: string) => readonly unknown[]): readonly string[] {
  if (word.length < 2 * SHORTEST_PART || word.length > LONGEST_WORD || has(word).length > 0) return [word];
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (parts.every((part) => has(part).length > 0)) return parts;
  }
  return [word];
}
const SHORTEST_PART = 4;
const LONGEST_WORD = 24;

/** A longer question is read to here. */
const MOST_WORDS = 12;

type Results = ReturnType<MiniSearch["search"]>;

/** A word of a question is one already. */
const whole = (word: string): string[] => [word];

/** Every document that has a word, one that means the same, or, if there are none, one like it. @returns how many. */
function searchWord(
  index: MiniSearch,
  word: string,
  sets: readonly ReadonlySet<string>[],
  note: (results: Results, quality: number) => void,
): number {
  const others = new Set(sets.filter((set) => set.has(word)).flatMap((set) => [...set]));
  let count = 0;
  for (const one of new Set([word, ...others])) {
    const results = index.search(one, { tokenize: whole });
    note(results, one === word ? EXACT : SAME);
    count += results.length;
  }
  if (count > 0) return count;
  const fuzzy = word.length > 7 ? 2 : word.length > 3 ? 1 : false;
  const near = index.search(word, { prefix: word.length > 2, fuzzy, tokenize: whole });
  note(near, LIKE);
  return near.length;
}

function noteMatch(
  { id, match }: Results[number],
  quality: number,
  place: number,
  found: Map<number, Document>,
  { codes, names }: IndexText,
): void {
  const document = found.get(id) ?? {
    ...{ code: codes[id] ?? "", name: names[id] ?? "", matched: new Map(), met: new Set() },
  };
  found.set(id, document);
  const fields = Object.values(match).flat() as Field[];
  const weight = quality * Math.max(...fields.map((field) => WEIGHT[field]));
  document.matched.set(place, Math.max(document.matched.get(place) ?? 0, weight));
  for (const term of Object.keys(match)) document.met.add(term);
}

/** Subheadings with what their headings say. */
function withHeadings(documents: readonly Document[], { imports }: IndexText): Found[] {
  const texts = new Map<string, Found>(
    documents.flatMap((one) => (one.name === "" ? [[one.code, one]] : [])),
  );
  const codes = Object.keys(imports);
  const subheadings = [...texts.keys()].flatMap((code) =>
    code.length === 4 ? codes.filter((one) => one.startsWith(code)) : [code],
  );
  const joined = [...new Set(subheadings)].map((code): Found => {
    const [own, heading] = [texts.get(code), texts.get(code.slice(0, 4))];
    const matched = new Map(own?.matched);
    for (const [place, weight] of heading?.matched ?? [])
      matched.set(place, Math.max(matched.get(place) ?? 0, weight * OF_HEADING));
    return { code, name: "", matched, met: new Set() };
  });
  return [...joined, ...documents.filter(({ name }) => name !== "")];
}

/** A name that says more than was asked is less likely meant. */
function scoreOf({ name, matched, met }: Found, weights: readonly number[], traded: number): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const covered = weights.reduce((sum, weight, place) => sum + weight * (matched.get(place) ?? 0), 0) / all;
  if (name === "") return 0.62 * covered * covered + 0.06 * covered * traded;
  const own = new Set(wordsIn(name));
  const said = [...own].filter((word) => met.has(word)).length / own.size;
  return covered * (0.45 + 0.45 * said) + 0.1 * covered * traded;
}

/** Imports of a trillion dollars, as a power of ten. */
const MOST_IMPORTS = 12;

/** Names and texts of a subheading count together: the best name, and a part of what its texts say. */
function hitsOf(
  documents: readonly Found[],
  words: readonly string[],
  weights: readonly number[],
  { imports }: IndexText,
): Hit[] {
  const hits = new Map<string, { name: number; text: number; best: string | null; places: Set<number> }>();
  for (const document of documents) {
    const { code, name, matched } = document;
    const hit = hits.get(code) ?? { name: 0, text: 0, best: null, places: new Set<number>() };
    hits.set(code, hit);
    const score = scoreOf(document, weights, (imports[code] ?? 0) / MOST_IMPORTS);
    for (const [place, quality] of matched) if (quality > AS_PART) hit.places.add(place);
    if (name === "") hit.text = score;
    else if (score > hit.name) Object.assign(hit, { name: score, best: name });
  }
  return [...hits]
    .map(([hts, { name, text, best, places }]) => ({
      hts,
      score: Math.min(1, Math.max(name, text) + 0.25 * Math.min(name, text)),
      name: best,
      words: [...places].sort((a, b) => a - b).map((place) => words[place] ?? ""),
    }))
    .sort((a, b) => b.score - a.score || (a.hts < b.hts ? -1 : 1));
}

/** What is less like the question than this part of the best is noise. */
export const FAR = 0.4;

/** What a further subheading of a heading is worth beside one of another. */
const AGAIN = 0.88;

/** Later subheadings of a heading stand back, so that the first rows show the headings that compete. */
export function spread(hits: readonly Hit[], most: number): Hit[] {
  const left = hits.slice(0, 200);
  const times = new Map<string, number>();
  const chosen: Hit[] = [];
  while (left.length > 0 && chosen.length < most) {
    const worth = ({ hts, score }: Hit) => score * AGAIN ** (times.get(hts.slice(0, 4)) ?? 0);
    const next = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    left.splice(left.indexOf(next), 1);
    chosen.push({ ...next, score: worth(next) });
    times.set(next.hts.slice(0, 4), (times.get(next.hts.slice(0, 4)) ?? 0) + 1);
  }
  return chosen;
}

/** The line under a subheading that says most of what was asked; the subheading where none says more than others. */
export function bestLine(
  subheading: string,
  words: ReadonlySet<string>,
  names: Pick<Names, "description" | "descriptionsUnder" | "label">,
): Description {
  const lines = names.descriptionsUnder(subheading);
  const whole = names.description(subheading) ?? {
    hts: subheading,
    text: names.label("subheadings", subheading),
    path: [],
  };
  const said = ({ text, path }: Description) =>
    new Set(wordsIn([...path.slice(whole.path.length), text].join(" ")).filter((word) => words.has(word)))
      .size;
  const leaves = lines.filter(
    ({ hts }) => hts.length >= 8 && !lines.some((one) => one.hts !== hts && one.hts.startsWith(hts)),
  );
  if (leaves.length === 0) return whole;
  const most = Math.max(...leaves.map(said));
  const best = leaves.filter((line) => said(line) === most);
  const [first] = best;
  if (first === undefined) return whole;
  if (best.length === 1) return first;
  const start = commonStart(best.map(({ hts }) => hts));
  return (start.length >= 8 ? names.description(start) : undefined) ?? whole;
}

/** Digits, by twos, that numbers have in common. */
function commonStart(numbers: readonly string[]): string {
  const [first = "", ...others] = numbers;
  for (const digits of [10, 8, 6])
    if (others.every((other) => other.slice(0, digits) === first.slice(0, digits)))
      return first.slice(0, digits);
  return first.slice(0, 4);
}
