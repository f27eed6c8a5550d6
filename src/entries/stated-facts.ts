/** Facts that few rows of a file of entries state: quantities, contents, and the day of loading. */
import { memoizeRows } from "../compiled/memo.js";
import {
  type Components,
  type Content,
  type Contents,
  checkComponents,
  METALS,
  parseComponents,
  parseContent,
  parseDay,
  parseQuantity,
  sharesOf,
} from "../contract/parse.js";
import type { IsoDate } from "../law/calendar.js";
import type { Quantity } from "../law/duty/duty.js";
import { type Entry, NOTHING_STATED } from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import type { Shares } from "../law/part.js";
import { decimal, usd } from "../law/units.js";
import { type Cells, type RowProblem, recurringColumn, type Text, valueOrProblem } from "./row-cells.js";

/** What is left out is not known. */
export interface StatedFacts {
  /** Read from its text when first asked for: few rates are on a quantity. */
  quantities(): readonly Quantity[];
  readonly shares: Shares;
  readonly components: Components;
  readonly loadedOn: IsoDate | null;
}

const CONTENT_COLUMNS = [
  ...METALS.map((metal) => [`metal_${metal}`, metal] as const),
  ["us_content", "us"] as const,
];

export const FACT_COLUMNS = [
  "qty",
  "unit",
  "components",
  "loaded_on",
  ...CONTENT_COLUMNS.map(([name]) => name),
];

/** Facts of a row as those of an entry. */
export const factsOfEntry = (facts: StatedFacts | null): Partial<Entry> =>
  facts === null ? {} : { ...facts, quantities: facts.quantities() };

interface Goods {
  readonly hts: HtsCode;
  readonly date: IsoDate;
  readonly value: number;
}

/** Reads the facts of a row; `null` where it states none. Problems are added to those of the row. */
export function factsReader(at: (name: string) => Text, unitOf: (hts: HtsCode) => string | null) {
  const [qty, unit, loaded] = [at("qty"), at("unit"), at("loaded_on")];
  const contents = CONTENT_COLUMNS.map(([name, piece]) => ({ piece, text: at(name) }));
  const sharesIn = sharesReader(contents.filter(({ text }) => text.index >= 0));
  const counted = quantityReader(qty.name);
  const loadedIn = loadingReader(loaded);
  const componentsIn = componentsReader(at("components"));
  return (cells: Cells, { hts, date, value }: Goods, problems: RowProblem[]): StatedFacts | null => {
    const [amount, day] = [qty.of(cells), loaded.of(cells)];
    const shares = sharesIn(cells, value, problems);
    const components = componentsIn(cells, value, problems);
    if (amount === "" && day === "" && shares === null && components === null) return null;
    return {
      quantities: amount === "" ? nothing : counted(amount, unit.of(cells) || unitOf(hts), problems),
      shares: shares ?? NO_SHARES,
      components: components ?? NO_COMPONENTS,
      loadedOn: day === "" ? null : loadedIn(cells, date, problems),
    };
  };
}

const nothing = (): readonly Quantity[] => [];
const NO_SHARES: Shares = {};
const NO_COMPONENTS: Components = NOTHING_STATED.components;

/** Reads what components of a row are worth; `null` where it states none. */
function componentsReader({ name, of }: Text) {
  return (cells: Cells, value: number, problems: RowProblem[]): Components | null => {
    const text = of(cells);
    if (text === "") return null;
    const read = valueOrProblem(name, problems, () => {
      const components = parseComponents(text);
      checkComponents(components, usd(value));
      return components;
    });
    return read ?? null;
  };
}

type ContentColumn = { readonly piece: keyof Contents; readonly text: Text };

/** Reads the contents of a row as shares of its value; `null` where it states none. Texts that recur are read once. */
function sharesReader(columns: readonly ContentColumn[]) {
  const read = contentsReader(columns);
  const known = new Map<string, Shares>();
  return (cells: Cells, value: number, problems: RowProblem[]): Shares | null => {
    if (columns.every(({ text }) => text.of(cells) === "")) return null;
    const texts = columns.map(({ text }) => text.of(cells)).join();
    const found = known.get(texts);
    if (found) return found;
    const { shares, ofAnyValue } = read(cells, value, problems);
    if (known.size >= MOST_KNOWN) known.clear();
    if (shares && ofAnyValue) known.set(texts, shares);
    return shares;
  };
}

const MOST_KNOWN = 4_000;

/** Reads contents; shares are the same of goods of any value, dollars are not. */
function contentsReader(columns: readonly ContentColumn[]) {
  const readers = columns.map(({ piece, text }) => ({
    piece,
    name: text.name,
    contentIn: recurringColumn(text, (cell) => (cell === "" ? null : parseContent(cell))),
  }));
  return (cells: Cells, value: number, problems: RowProblem[]) => {
    const before = problems.length;
    const stated: Partial<Record<keyof Contents, Content>> = {};
    const names: string[] = [];
    let ofAnyValue = true;
    for (const { piece, name, contentIn } of readers) {
      const content = contentIn(cells, problems);
      if (!content) continue;
      stated[piece] = content;
      names.push(name);
      ofAnyValue &&= "share" in content;
    }
    const shares =
      problems.length > before
        ? undefined
        : valueOrProblem(names.join(" and "), problems, () => sharesOf(stated, usd(value)));
    return { shares: shares ?? null, ofAnyValue };
  };
}

/** Digits that need no second look. */
const DIGITS = /^\d{1,12}$/;

/** Checks quantities, and reads them when they are asked for. */
function quantityReader(column: string) {
  const one = memoizeRows(
    (unit: string): Quantity | null => valueOrProblem(column, [], () => parseQuantity(`1${unit}`)) ?? null,
  );
  return (text: string, unit: string | null, problems: RowProblem[]): (() => readonly Quantity[]) => {
    const ofUnit = unit !== null && DIGITS.test(text) ? one(unit) : null;
    if (ofUnit) return () => [{ amount: decimal(text), unit: ofUnit.unit, of: ofUnit.of }];
    const read = valueOrProblem(column, problems, () => quantitiesOf(text, unit)) ?? [];
    return () => read;
  };
}

/** `1200`, `1200kg`, `1200kg;40 no.`: a number alone is in the unit given beside it, or the line's own. */
function quantitiesOf(text: string, unit: string | null): Quantity[] {
  if (text.trim() === "") return [];
  return text.split(";").map((part) => parseQuantity(/[a-z]/i.test(part) ? part : `${part}${unit ?? ""}`));
}

/** Reads the day of loading of goods entered on a day; `null` where there is none. */
function loadingReader(text: Text) {
  const dayIn = recurringColumn(text, (cell) => (cell.trim() === "" ? null : parseDay(cell)));
  return (cells: Cells, date: IsoDate, problems: RowProblem[]): IsoDate | null => {
    const day = dayIn(cells, problems) ?? null;
    if (day === null || day <= date) return day;
    const message = `goods entered on ${date} cannot have been loaded on ${day}`;
    problems.push({ column: text.name, message });
    return null;
  };
}
