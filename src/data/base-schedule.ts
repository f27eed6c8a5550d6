/** Base duties by HTS number and day, each column read when first asked for. */
import { rangeOf } from "../compiled/line-index.js";
import { memoize, memoizeRows } from "../compiled/memo.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { rateLineOf } from "../law/hts.js";
import type { BaseRates, BaseSchedule } from "../law/schedule.js";
import type { Reader } from "./reader.js";
import type { Held, HeldSuffixes, Stretch } from "./shapes/tariff.js";

type Lines<T> = Readonly<Record<string, T>>;

/**
 * What stands for a statistical suffix on lines that have none in the columns of the tariff. Those of watches, which are
 * entered by their parts, stand in a note of their chapter: any is taken.
 */
const NO_SUFFIX = "00";

const COLUMNS = { general: "general", special: "special", column2: "column-2" } as const;

export function loadBaseSchedule(reader: Reader): BaseSchedule {
  const general = () => reader.json("schedule/base/general.json").lines;
  const file = memoizeRows(
    (column: keyof typeof COLUMNS) => reader.json(`schedule/base/${COLUMNS[column]}.json`).lines,
  );
  const held = (column: keyof typeof COLUMNS, line: string) => file(column)[line];
  const suffixes = () => reader.json("schedule/base/suffixes.json").lines;
  const ofLine = suffixesByLine(suffixes);
  let numbers: readonly string[] | undefined;
  let changes: readonly IsoDate[] | undefined;
  let editions: readonly IsoDate[] | undefined;
  return {
    ratesOf: (hts, on) => ratesOf(rateLineOf(hts), on, held),
    isConstant: (line, column) =>
      typeof held("general", line) === "string" && typeof held(column, line) === "string",
    exists: (hts, on) => {
      const line = rateLineOf(hts);
      const own = hts.length === 10 ? ofLine(line) : undefined;
      if (own !== undefined)
        return hasSuffix(own, hts.slice(8), on) && valueOn(general()[line], on) !== undefined;
      if (hts.length >= 8) return valueOn(general()[line], on) !== undefined;
      return linesStarting(hts, general()).some((code) => valueOn(general()[code], on) !== undefined);
    },
    everHad: everHad(general, suffixes),
    get changeDays() {
      changes ??= changeDaysOf(general());
      return changes;
    },
    get editionDays() {
      editions ??= endsOfStretches(general(), file("special"), file("column2"), suffixes());
      return editions;
    },
    get numbers() {
      numbers ??= numbersOf(Object.keys(general()), suffixes());
      return numbers;
    },
    linesUnder: (prefix, on) => linesUnder(general(), suffixes(), prefix, on),
  };
}

/** Numbers are asked for in order, ten to a line: the last line is kept at hand. */
function suffixesByLine(lines: () => Lines<HeldSuffixes>): (line: string) => HeldSuffixes | undefined {
  let last: { line: string; own: HeldSuffixes | undefined } = { line: "", own: undefined };
  return (line) => {
    if (last.line !== line) last = { line, own: lines()[line] };
    return last.own;
  };
}

const linesUnder = (
  lines: Lines<Held>,
  suffixes: Lines<HeldSuffixes>,
  prefix: string,
  on: IsoDate,
): string[] =>
  linesStarting(prefix.slice(0, 8), lines)
    .filter((line) => valueOn(lines[line], on) !== undefined)
    .flatMap((line) => suffixesOn(suffixes[line] ?? NO_SUFFIX, on).map((suffix) => line + suffix))
    .filter((hts) => hts.startsWith(prefix))
    .sort();

/** Lines of eight digits. */
function linesStarting(start: string, lines: Lines<Held>): readonly string[] {
  if (start.length === 8) return start in lines ? [start] : [];
  const sorted = sortedLines(lines);
  return sorted.slice(...rangeOf(sorted, start));
}

const sortedLines = memoize((lines: Lines<Held>): readonly string[] => Object.keys(lines).sort());

type HeldIn = (column: keyof typeof COLUMNS, line: string) => Held | undefined;

/** Rates of one line; the columns that few ask for are read when they are. */
class LineRates implements BaseRates {
  readonly line: string;
  readonly general: string | null;
  readonly #on: IsoDate;
  readonly #held: HeldIn;

  constructor(line: string, general: string, on: IsoDate, held: HeldIn) {
    this.line = line;
    this.general = general || null;
    this.#on = on;
    this.#held = held;
  }

  get special(): string | null {
    return valueOn(this.#held("special", this.line), this.#on) || null;
  }

  get column2(): string | null {
    return valueOn(this.#held("column2", this.line), this.#on) || null;
  }
}

function ratesOf(line: string, on: IsoDate, held: HeldIn): BaseRates | undefined {
  const general = valueOn(held("general", line), on);
  return general === undefined ? undefined : new LineRates(line, general, on, held);
}

const valueOn = (held: Held | undefined, on: IsoDate): string | undefined =>
  held === undefined || typeof held === "string"
    ? held
    : held.find(([from, until]) => inSpan({ from, until }, on))?.[2];

function suffixesOn(own: HeldSuffixes | undefined, on: IsoDate): readonly string[] {
  if (own === undefined) return [];
  if (typeof own === "string") return own.split(" ");
  const [always, ...dated] = own;
  return [
    ...always.split(" ").filter(Boolean),
    ...dated.filter(([from, until]) => inSpan({ from, until }, on)).map(([, , s]) => s),
  ];
}

/** Lines with each suffix they ever had. */
const numbersOf = (lines: readonly string[], suffixes: Lines<HeldSuffixes>): string[] =>
  lines
    .flatMap((line) => {
      const own = suffixes[line] ?? NO_SUFFIX;
      const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
      return [...new Set([...always.split(" ").filter(Boolean), ...dated.map(([, , suffix]) => suffix)])].map(
        (suffix) => line + suffix,
      );
    })
    .sort();

/** Every line is looked at. */
const changeDaysOf = (lines: Lines<Held>): readonly IsoDate[] => {
  const days = Object.values(lines).flatMap((held) =>
    typeof held === "string" ? [] : [...held.map(([from]) => from), ...held.map(([, until]) => until)],
  );
  return [...new Set(days)].filter((day) => day !== null).sort();
};

function endsOfStretches(...files: Readonly<Record<string, Held | HeldSuffixes>>[]): IsoDate[] {
  const held = files.flatMap((lines) => Object.values(lines)).filter((one) => typeof one !== "string");
  const stretches = held.flatMap((one) => [...one]).filter((one): one is Stretch => typeof one !== "string");
  const days = new Set(stretches.flatMap(([from, until]) => (until === null ? [from] : [from, until])));
  return [...days].sort();
}

function hasSuffix(own: HeldSuffixes | undefined, suffix: string, on: IsoDate): boolean {
  if (own === undefined) return false;
  const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
  return (
    always.includes(suffix) ||
    dated.some(([from, until, text]) => text === suffix && inSpan({ from, until }, on))
  );
}

// Whether any edition of the tariff had a number.

/** Answers for whole numbers and for their beginnings; the beginnings are gathered when first asked for. */
function everHad(
  lines: () => Readonly<Record<string, unknown>>,
  suffixes: () => Readonly<Record<string, HeldSuffixes>>,
): (code: string) => boolean {
  let starts: Set<string> | undefined;
  return (code) => {
    starts ??= new Set(
      Object.keys(lines()).flatMap((line) => [2, 4, 6, 8].map((digits) => line.slice(0, digits))),
    );
    if (code.length <= 8) return starts.has(code);
    const line = code.slice(0, 8);
    const own = suffixes()[line];
    if (own === undefined) return code.endsWith(NO_SUFFIX) && starts.has(line);
    const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
    return (
      always.split(" ").includes(code.slice(8)) || dated.some(([, , suffix]) => suffix === code.slice(8))
    );
  };
}
