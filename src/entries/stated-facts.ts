/** Facts that few rows of a file of entries state: quantities, contents, and the day of loading. */
import { memoizeRows } from "../compiled/memo.js";
import { UserError } from "../contract/errors.js";
import {
  type Components,
  type Content,
  type Contents,
  chapter98Claimed,
  checkComponents,
  checkShares,
  METALS,
  parseAdcvd,
  parseComponents,
  parseContent,
  parseMetalCountry,
  parseProvision,
  parseQuantity,
  parseShare,
  sharesOf,
} from "../contract/parse.js";
import type { Row, Rows, ValueForms } from "../contract/rows.js";
import { amountWritten, type DayOrder, GROUP, type Mode, NUMBER, readUsd } from "../contract/written.js";
import { statedOf } from "../law/adcvd.js";
import { withArticles } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import type { Quantity } from "../law/duty/duty.js";
import {
  type Chapter98Claim,
  type Entry,
  type MetalOrigin,
  NOTHING_STATED,
  STATED_VALUES,
  type StatedOrders,
  type Weights,
} from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { loadingThatCounts } from "../law/settle.js";
import { decimal, toWholeDollars, usd } from "../law/units.js";
import { agreeing, checkArticles } from "./claims.js";
import { SHARES, saidByHeading } from "./column-forms.js";
import {
  type Cells,
  dayIn,
  type RowProblem,
  recurringColumn,
  type Text,
  textIn,
  valueOrProblem,
  type Watch,
} from "./row-cells.js";

/** What is left out is not known. */
export interface StatedFacts {
  /** Read from its text when first asked for: few rates are on a quantity. */
  quantities(): readonly Quantity[];
  readonly shares: Shares;
  readonly weights: Weights;
  readonly madeIn: MetalOrigin;
  readonly components: Components;
  readonly articles?: Entry["articles"];
  readonly loadedOn: IsoDate | null;
  readonly adcvd: StatedOrders;
  readonly chapter98: Chapter98Claim | null;
}

const CONTENT_COLUMNS = [
  ...METALS.map((metal) => [`metal_${metal}`, metal] as const),
  ["us_content", "us"] as const,
];

const WEIGHT_COLUMNS = METALS.map((metal) => [`metal_weight_${metal}`, metal] as const);

const MADE_IN_COLUMNS = ["melt", "smelt", "cast"] as const;

export const FACT_COLUMNS: readonly string[] = [
  "qty",
  "unit",
  "components",
  "loaded_on",
  "adcvd",
  "ch98",
  "repair_value",
  "processing_value",
  "us_parts",
  ...[...CONTENT_COLUMNS, ...WEIGHT_COLUMNS].map(([name]) => name),
  ...MADE_IN_COLUMNS,
];

/** The facts of a row that states none. */
export const NO_FACTS: StatedFacts = { ...NOTHING_STATED, quantities: () => NOTHING_STATED.quantities };

/** Facts of a row as those of an entry. */
export const factsOfEntry = (facts: StatedFacts | null): Partial<Entry> =>
  facts === null ? {} : { ...facts, quantities: facts.quantities() };

type Parts = Pick<Entry, "components" | "date" | "articles">;

interface Goods {
  readonly hts: HtsCode;
  readonly origin: Origin;
  readonly date: IsoDate;
  readonly value: number;
  readonly mode?: Mode | null;
}

interface FactPorts {
  unitOf(hts: HtsCode): string | null;
  readonly schedule: Schedule;
  readonly forms: ValueForms | undefined;
}

/** Reads the facts of a row; `null` where it states none. Problems are added to those of the row. */
export function factsReader(at: (name: string) => Text, { unitOf, schedule, forms }: FactPorts) {
  const [qty, unit, loaded] = [numberText(at("qty"), forms), at("unit"), at("loaded_on")];
  const named = forms?.said.get("qty")?.unit ?? "";
  const contents = CONTENT_COLUMNS.map(([name, piece]) => ({ piece, text: shareText(at(name), forms) }));
  const sharesIn = sharesReader(contents.filter(({ text }) => text.index >= 0));
  const counted = quantityReader(qty.name);
  const loadedIn = loadingReader(loaded, forms?.days.get("loaded_on"), schedule);
  const componentsIn = componentsReader(at("components"), schedule);
  const claimIn = chapter98Reader(at, schedule, forms);
  const metalIn = metalReader(at, schedule.origins, forms);
  const ordersIn = ordersReader(at("adcvd"), schedule);
  return (cells: Cells, goods: Goods, problems: RowProblem[]): StatedFacts | null => {
    const amount = someOf(qty.of(cells), goods.value);
    const shares = sharesIn(cells, goods.value, problems);
    const parts = componentsIn(cells, goods, problems);
    const chapter98 = claimIn(cells, goods, problems);
    const metal = metalIn(cells, problems);
    const adcvd = ordersIn(cells, goods, problems);
    const loadedOn = loadedIn(cells, goods, problems);
    const isSilent = metal === NO_METAL && adcvd === NO_ORDERS && (chapter98 ?? loadedOn) === null;
    if (isSilent && amount === "" && (shares ?? parts) === null) return null;
    return {
      quantities:
        amount === "" ? nothing : counted(amount, named || unit.of(cells) || unitOf(goods.hts), problems),
      shares: shares ?? NO_SHARES,
      weights: metal.weights,
      madeIn: metal.madeIn,
      components: parts?.components ?? NO_COMPONENTS,
      articles: parts?.articles,
      loadedOn,
      adcvd,
      chapter98,
    };
  };
}

/** What is stated of orders; a flag speaks of all rows, and a case of those whose goods are of its country. */
function ordersReader(text: Text, { orders }: Schedule) {
  const read = recurringColumn(text, statedOrders);
  return (cells: Cells, { origin }: Goods, problems: RowProblem[]): StatedOrders => {
    const stated = read(cells, problems) ?? NO_ORDERS;
    return text.isByFlag?.(cells) ? statedOf(stated, origin.code, orders) : stated;
  };
}

/** A column of numbers whose cents or thousandths come after a point, whatever the file puts there; one of two meanings is none. */
function numberText(text: Text, forms: ValueForms | undefined): Text {
  const mark = forms === undefined || text.index < 0 ? "point" : (forms.marks.get(text.name) ?? null);
  if (mark === "point") return text;
  const pointed = (token: string) => {
    const digits = amountWritten(token)?.digits;
    if (mark === "comma") return digits?.get("comma") ?? token;
    return GROUP.test(token) ? `${token} (${[...(digits?.values() ?? [])].join(" or ")})` : token;
  };
  return { ...text, of: (cells) => text.of(cells).replace(/\d[\d.,]*/g, pointed) };
}

/** A column of contents whose bare numbers are what its heading says: hundredths, or dollars. */
function shareText(plain: Text, forms: ValueForms | undefined): Text {
  const text = numberText(plain, forms);
  const share = forms?.said.get(text.name)?.share ?? null;
  if (share === null) return text;
  const inFull = (cell: string): string => {
    if (!NUMBER.test(cell) || Number(cell) === 0) return cell;
    if (share === "dollars") return `$${cell}`;
    return Number(cell) > 1
      ? `${cell}%`
      : `${cell} of what its heading calls percent: write ${cell}% or a share`;
  };
  return { ...text, of: (cells) => inFull(text.of(cells).trim()) };
}

const NO_ORDERS = NOTHING_STATED.adcvd;

/** Cases with a semicolon or a comma between them. */
function statedOrders(text: string): StatedOrders {
  const parts = text.split(/[;,]/).filter((part) => part.trim() !== "");
  return parts.length === 0 ? NO_ORDERS : parseAdcvd(parts);
}

/** Reads what a row claims of chapter 98; `null` where it claims nothing. */
function chapter98Reader(at: (name: string) => Text, schedule: Schedule, forms: ValueForms | undefined) {
  const number = at("ch98");
  const values = STATED_VALUES.map((name) => ({ name, text: at(name.replace("-", "_")) }));
  const columns = [number, ...values.map(({ text }) => text)].filter(({ index }) => index >= 0);
  return (cells: Cells, { hts, date, value }: Goods, problems: RowProblem[]): Chapter98Claim | null => {
    if (columns.every(({ of }) => of(cells) === "")) return null;
    const provision = number.of(cells);
    const claim = valueOrProblem(number.name, problems, () => {
      const stated = values.flatMap(({ name, text }) =>
        text.of(cells) === ""
          ? []
          : [
              [
                name,
                toWholeDollars(
                  usd(
                    readUsd(
                      text.of(cells),
                      forms === undefined ? "point" : (forms.marks.get(text.name) ?? null),
                    ),
                  ),
                ),
              ],
            ],
      );
      return chapter98Claimed(
        provision === "" ? undefined : parseProvision(provision),
        Object.fromEntries(stated),
        { hts, date, value: usd(value) },
        schedule,
      );
    });
    return claim ?? null;
  };
}

/** Nothing of goods that are worth something is a quantity that was not written down. */
const NO_QUANTITY = /^[0.,]*0\s*[a-z.]*$/i;
const someOf = (text: string, value: number): string => (value > 0 && NO_QUANTITY.test(text) ? "" : text);

const nothing = (): readonly Quantity[] => [];
const NO_SHARES: Shares = {};
const NO_COMPONENTS: Components = NOTHING_STATED.components;

type Origins = Parameters<typeof parseMetalCountry>[1];

type StatedMetal = Pick<StatedFacts, "weights" | "madeIn">;

const NO_METAL: StatedMetal = { weights: NOTHING_STATED.weights, madeIn: NOTHING_STATED.madeIn };

/** Reads shares of the weight, and where metal was made. Rows of a file without such columns have none to look at. */
function metalReader(at: (name: string) => Text, origins: Origins, forms: ValueForms | undefined) {
  const weights = WEIGHT_COLUMNS.flatMap(([name, metal]) =>
    columnsOf(shareText(at(name), forms), metal, parseShare),
  );
  const places = MADE_IN_COLUMNS.flatMap((fact) =>
    columnsOf(at(fact), fact, (text) => parseMetalCountry(text, origins)),
  );
  return (cells: Cells, problems: RowProblem[]): StatedMetal => {
    if ([...weights, ...places].every(({ of }) => of(cells) === "")) return NO_METAL;
    const shares: Weights = Object.fromEntries(weights.flatMap(({ read }) => read(cells, problems)));
    valueOrProblem("metal_weight_steel, _aluminum and _copper", problems, () =>
      checkShares(shares, "weight"),
    );
    return {
      weights: shares,
      madeIn: Object.fromEntries(places.flatMap(({ read }) => read(cells, problems))),
    };
  };
}

/** A column of optional cells, each as an entry of an object; nothing if the file has no such column. */
function columnsOf<T>(text: Text, key: string, parse: (text: string) => T) {
  if (text.index < 0) return [];
  const valueIn = recurringColumn(text, (cell) => (cell.trim() === "" ? null : parse(cell)));
  const read = (cells: Cells, problems: RowProblem[]): [string, T][] => {
    const value = valueIn(cells, problems);
    return value === null || value === undefined ? [] : [[key, value]];
  };
  return [{ of: text.of, read }];
}

/** Reads what components of a row are worth; `null` where it states none. */
function componentsReader({ name, of }: Text, schedule: Schedule) {
  return (cells: Cells, { hts, value, date }: Goods, problems: RowProblem[]): Parts | null => {
    const text = of(cells);
    if (text === "") return null;
    const read = valueOrProblem(name, problems, () => {
      const components = parseComponents(text);
      checkComponents(components, usd(value));
      checkArticles({ hts, components, date, value: usd(value) }, schedule);
      return withArticles<Parts>({ components, date }, schedule);
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
  const parts = text.split(";");
  return agreeing(parts.map((part) => parseQuantity(/[a-z]/i.test(part) ? part : `${part}${unit ?? ""}`)));
}

/** Reads the day of loading, as far as it counts of goods that came so; `null` where none is stated and a day could count. */
function loadingReader(text: Text, order: DayOrder | undefined, schedule: Schedule) {
  const dayOf = recurringColumn(text, (cell) => (cell.trim() === "" ? null : dayIn(cell, order)));
  const counted = loadingThatCounts(schedule);
  return (cells: Cells, { date, mode = null }: Goods, problems: RowProblem[]): IsoDate | null => {
    if (mode === null && text.of(cells) === "") return null;
    const day = dayOf(cells, problems) ?? null;
    if (day === null || day <= date) return counted({ loadedOn: day, date, mode });
    const message = `goods entered on ${date} cannot have been loaded on ${day}`;
    problems.push({ column: text.name, message });
    return null;
  };
}

// What leaves open how a column of contents is read.

/**
 * A number from 1 to 100 may be per cent as well as dollars, beside shares or where all are so; under the name that stands for
 * dollars above 1 it is these. Every row is looked at: it is asked for wherever the one that leaves it open stands.
 */
export function contentWatches({ columns, readAs = [], name }: Rows): Watch[] {
  return SHARES.flatMap((column) => {
    const text = textIn(readAs, column);
    const heading = columns[text.index];
    return heading === undefined || saidByHeading(heading).share ? [] : [contentWatch(text, heading, name)];
  });
}

function contentWatch({ name: column, of }: Text, heading: string, file: string): Watch {
  const seen: Partial<Record<"open" | "share", { readonly at: number; readonly text: string }>> = {};
  let isDollars = heading === column;
  let last = "";
  const look = ({ at, cells }: Row): void => {
    if (of(cells) === last) return;
    last = of(cells);
    const text = last.trim();
    if (SHARE.test(text)) seen.share ??= { at, text };
    else if (PLAIN.test(text) && isPercentage(Number(text.replace(",", ".")))) seen.open ??= { at, text };
    else isDollars ||= /\d/.test(text) && !/^[01]$/.test(text);
  };
  return (rows) => {
    for (const row of rows) look(row);
    const { open, share } = seen;
    if (!open || (!share && isDollars)) return;
    throw new UserError(
      `"${open.text}" of "${heading}" can be $${open.text} or ${open.text}%${share ? `: others are shares, such as "${share.text}"` : ""}`,
      { where: `${file}:${open.at}`, hint: "write all shares alike, as 35% or 0.35, and dollars with a $" },
    );
  };
}
const SHARE = /%$|^0?[.,]\d*[1-9]/;
const PLAIN = /^\d+(?:[.,]\d{1,2})?$/;
const isPercentage = (number: number): boolean => number > 1 && number <= 100;
