/**
 * What differs between two tariffs, a day, a folder or an edition each: rates, measures, and the dollars they are
 * charged on.
 */
import type { Context } from "../../contract/command.js";
import { located, UserError } from "../../contract/errors.js";
import { parseDay } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { dollarsInWords } from "../../contract/text.js";
import type { IsoDate } from "../../law/calendar.js";
import { printHts, rateLineOf } from "../../law/hts.js";
import { inForce, type Measure } from "../../law/measure.js";
import { parseRateText } from "../../law/rate-text.js";
import { type Decimal, decimal, NO_USD } from "../../law/units.js";
import { isMixed } from "../../trade/flow.js";
import { priceTrade } from "../../trade/price.js";
import type { PricedFlow } from "../../trade/question.js";
import { type Sums, tallyLayers } from "../../trade/tally.js";
import { inWords } from "../common/law-words.js";
import {
  editionOf,
  importedDay,
  type RateChange,
  rateChanges,
  sideOfEdition,
  sideOn,
  type TariffSide,
} from "./tariff.js";

const COLUMNS: readonly Column[] = [
  { key: "what", title: "What", kind: "text", drop: 0 },
  { key: "column", title: "Column", kind: "text", drop: 1 },
  { key: "before", title: "Before", kind: "text", drop: 0, machineOnly: true },
  { key: "after", title: "After", kind: "text", drop: 0, machineOnly: true },
  { key: "was", title: "Before", kind: "text", drop: 0, tableOnly: true },
  { key: "is", title: "After", kind: "text", drop: 0, tableOnly: true },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "duty_change_usd", title: "Change of duty", kind: "usd", drop: 0 },
];

export const FLOWS = "us-imports-2024";

/** Every rate and measure that differs, with the imports it is on; the total names the parts that are known. */
export async function answerDiff(sides: Sides, context: Context): Promise<Report> {
  const { before, after, laws, day } = sides;
  const changes = rateChanges(before, after);
  const measures = laws ? measureChanges(laws, day, FLOWS) : [];
  const trade = changes.length > 0 ? tradeByLine(context, FLOWS) : new Map();
  const rows = changes.map((change) => ({ change, ...dutyMoved(change, trade) }));
  const lines = new Set(changes.map(({ line }) => line)).size;
  const imports = [...new Map(rows.map(({ change, imports }) => [change.line, imports])).values()].reduce(
    (sum, one) => sum.plus(one),
    decimal(0),
  );
  const same = changes.length === 0 && measures.length === 0;
  return {
    title: same ? "No difference in any rate" : titleOf(changes.length, lines, measures.length),
    heading: [
      `${before.title} beside ${after.title}: ${after.lines.size} lines of eight digits in three columns`,
    ],
    columns: COLUMNS,
    rows: [...measures.map(measureRow), ...rows.map(rateRow)],
    total: same
      ? null
      : {
          what: "Total",
          imports_usd: rows.length > 0 ? imports : null,
          duty_change_usd: totalOf(rows, measures),
        },
    notes: notesOf(rows, imports, measures),
    facts: {
      lines: after.lines.size,
      rates_changed: changes.length,
      lines_changed: lines,
      measures_changed: measures.length,
    },
  };
}

const titleOf = (rates: number, lines: number, measures: number): string =>
  [
    ...(rates > 0
      ? [
          `${rates} ${rates === 1 ? "rate differs" : "rates differ"} on ${lines} ${lines === 1 ? "line" : "lines"}`,
        ]
      : []),
    ...(measures > 0 ? [`${measures} ${measures === 1 ? "measure differs" : "measures differ"}`] : []),
  ].join("; ");

interface Moved {
  readonly change: RateChange;
  readonly imports: Decimal;
  readonly duty: Decimal | null;
}

const rateRow = ({ change, imports, duty }: Moved): Cell[] => [
  printHts(change.line),
  change.column === "column2" ? "column 2" : change.column,
  change.before ?? null,
  change.after ?? null,
  ...shortPair(change.before, change.after),
  imports,
  duty,
];

const measureRow = ({ id, before, after, imports, duty }: MeasureChange): Cell[] => [
  id,
  "measure",
  before,
  after,
  before,
  after,
  imports,
  duty,
];

/** `null` if a part is not known. */
const totalOf = (rows: readonly Moved[], measures: readonly MeasureChange[]): Decimal | null =>
  rows.some(({ duty }) => duty === null) ? null : knownOf([...rows, ...measures]);

const knownOf = (rows: readonly { readonly duty: Decimal | null }[]): Decimal =>
  rows.reduce((sum, { duty }) => (duty ? sum.plus(duty) : sum), decimal(0));

function notesOf(rows: readonly Moved[], imports: Decimal, measures: readonly MeasureChange[]): string[] {
  const unknown = rows.filter(({ duty }) => duty === null).length;
  return [
    ...(rows.length > 0
      ? [
          `Imports are those of 2024 from partners known by line: ${dollarsInWords(imports)} on the lines that differ. The change of duty is at most this, by percentages of the general column and of column 2; preferences claimed are not taken out.`,
        ]
      : []),
    ...(unknown > 0
      ? [
          `${unknown} ${unknown === 1 ? "rate is" : "rates are"} no percentage on both sides, or of the special column: the duty is not known from values alone. The others come to ${dollarsInWords(knownOf(rows))}.`,
        ]
      : []),
    ...(measures.length > 0
      ? [
          "Duty of measures is that of a whole year of the trade of 2024, with no change of what is bought and nothing assumed; layers that cannot be computed count nothing.",
        ]
      : []),
  ];
}

const SHIPPED = "shipped";

interface SideName {
  readonly kind: "shipped" | "folder" | "edition";
  readonly name: string;
  readonly day: IsoDate | undefined;
}

/** Two sides with one day for those that name none. */
export interface Sides {
  readonly before: TariffSide;
  readonly after: TariffSide;
  /** Both as whole laws; `null` if one is an edition alone. */
  readonly laws: readonly [before: Context, after: Context] | null;
  readonly day: IsoDate;
  /** The day of the later side, if it has one of its own. */
  readonly later: IsoDate | undefined;
}

/** @throws {UserError} on a name that is no day, folder or edition. */
export async function sidesOf(
  names: readonly string[],
  said: IsoDate | undefined,
  context: Context,
): Promise<Sides> {
  const [first = SHIPPED, second] = names;
  const asked = [sideName(first, context), second === undefined ? null : sideName(second, context)] as const;
  const [one, other] = [
    await worldOf(asked[0], context),
    asked[1] ? await worldOf(asked[1], context) : context,
  ];
  const days = [asked[0]?.day ?? importedDay(one), asked[1]?.day ?? importedDay(other)] as const;
  const day = said ?? days[0] ?? days[1] ?? context.schedule().asOf;
  const sideOf = async (index: 0 | 1, world: Context): Promise<TariffSide> => {
    const own = asked[index];
    if (own?.kind === "edition")
      return sideOfEdition(editionOf(await context.officialTable(own.name)), own.name);
    return sideOn(world, own?.day ?? said ?? days[index] ?? day, own?.name ?? "the data of this command");
  };
  const editions = asked.some((own) => own?.kind === "edition");
  return {
    before: await sideOf(0, one),
    after: await sideOf(1, other),
    laws: editions ? null : [one, other],
    day,
    later: days[1],
  };
}

const dayOf = (text: string): IsoDate => located(text, () => parseDay(text));

/** `shipped`, a day, a folder or a file; a day may follow behind `@`. */
function sideName(text: string, context: Context): SideName {
  const [name = "", at] = text.split(/@(?=\d{4}-\d\d-\d\d$)/);
  const day = at === undefined ? undefined : dayOf(at);
  if (name === SHIPPED) return { kind: "shipped", name, day };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { kind: "shipped", name: SHIPPED, day: dayOf(text) };
  const found = context.pathKind(name);
  if (found === "folder") return { kind: "folder", name, day };
  if (found === "file") return { kind: "edition", name, day };
  throw new UserError("there is no such file or folder", {
    where: name,
    hint: "name the word shipped, a day, a folder of data or a file of the tariff: tariff-calc data diff 2026-02-24 hts_2026_rev4.csv",
  });
}

const worldOf = ({ kind, name }: SideName, context: Context): Promise<Context> =>
  context.over(kind === "folder" ? [name] : []);

// Of long lists of programmes a table shows only those whose rate differs.

const GROUP = /([^()]*)\(([^()]*)\)/g;

/** The rate of each programme of a special column; `null` if the text is of another form. */
function programmes(text: string): Map<string, string> | null {
  const rates = new Map<string, string>();
  for (const [, rate = "", symbols = ""] of text.matchAll(GROUP))
    for (const symbol of symbols.split(/[,\s]+/).filter(Boolean)) rates.set(symbol, rate.trim());
  return rates.size === 0 || text.replace(GROUP, "").trim() !== "" ? null : rates;
}

/** Both texts, or `KR 1.7%` and `KR Free` where rates of programmes are all that differs. */
function shortPair(before: string | undefined, after: string | undefined): readonly [string, string] {
  const [was, is] = [programmes(before ?? ""), programmes(after ?? "")];
  if (was === null || is === null) return [rateText(before), rateText(after)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].filter((one) => was.get(one) !== is.get(one));
  if (moved.length === 0) return [rateText(before), "the same programmes, written otherwise"];
  return [rated(moved, was), rated(moved, is)];
}

/** Programmes by their rate. */
function rated(symbols: readonly string[], rates: ReadonlyMap<string, string>): string {
  const byRate = new Map<string, string[]>();
  for (const symbol of symbols) {
    const rate = rates.get(symbol) ?? "none";
    byRate.set(rate, [...(byRate.get(rate) ?? []), symbol]);
  }
  return [...byRate].map(([rate, own]) => `${own.join(",")} ${rate}`).join("; ");
}

const rateText = (text: string | undefined): string =>
  text === undefined ? "no such line" : text === "" ? "none" : text;

/** Whole dollars of a line by the column that its origins are in. */
interface LineTrade {
  general: number;
  column2: number;
}

/** Imports by eight digits, or by another part of the number, from all partners that are known by line. */
export function tradeByLine(
  context: Context,
  dataset: string,
  partOf: (code: string) => string = rateLineOf,
): Map<string, LineTrade> {
  const { origins } = context.schedule();
  const trade = new Map<string, LineTrade>();
  for (const origin of context.flowOrigins(dataset)) {
    const { hts, value } = context.flow(dataset, origin);
    const column = origins.get(origin)?.column2 ? "column2" : "general";
    for (const [row, code] of hts.entries()) {
      if (isMixed(code)) continue;
      const line = partOf(code);
      const own = trade.get(line) ?? { general: 0, column2: 0 };
      trade.set(line, own);
      own[column] += value[row] ?? 0;
    }
  }
  return trade;
}

/** Imports of a line, and what the duty on them moves by; `null` where values alone do not tell. */
export function dutyMoved(
  { line, column, before, after }: RateChange,
  trade: ReadonlyMap<string, LineTrade>,
): { imports: Decimal; duty: Decimal | null } {
  const own = trade.get(line) ?? { general: 0, column2: 0 };
  const imports = decimal(own.general + own.column2);
  const [was, is] = [fractionOf(before), fractionOf(after)];
  if (imports.isZero()) return { imports, duty: decimal(0) };
  if (column === "special" || was === null || is === null) return { imports, duty: null };
  return { imports, duty: is.minus(was).times(own[column]) };
}

/** A rate as a fraction of value; `null` if it is none. */
function fractionOf(text: string | undefined): Decimal | null {
  if (text === undefined || text === "") return null;
  const duty = parseRateText(text);
  if (duty.kind === "free") return decimal(0);
  return duty.kind === "ad-valorem" ? duty.rate : null;
}

interface MeasureChange {
  readonly id: string;
  /** The duty on the day, in words. */
  readonly before: string;
  readonly after: string;
  /** Customs value of the goods that it is charged on, on the side where that is more. */
  readonly imports: Decimal;
  readonly duty: Decimal;
}

/** Measures whose text differs, or whose duty does since another one or a list differs. */
function measureChanges(
  [before, after]: readonly [Context, Context],
  day: IsoDate,
  flows: string,
): MeasureChange[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort();
  const texts = ids.filter((id) => was.get(id) !== is.get(id));
  if (texts.length === 0 && listsOf(before) === listsOf(after)) return [];
  const [old, fresh] = [layersOn(before, day, flows), layersOn(after, day, flows)];
  const none: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };
  return ids.flatMap((id): MeasureChange[] => {
    const [one, other] = [old.get(id) ?? none, fresh.get(id) ?? none];
    const duty = other.duty.minus(one.duty);
    if (!texts.includes(id) && duty.isZero()) return [];
    const imports = one.imports.gt(other.imports) ? one.imports : other.imports;
    return [{ id, before: words(before, id, day), after: words(after, id, day), imports, duty }];
  });
}

const textsOf = (context: Context): Map<string, string> =>
  new Map(
    context.schedule().measures.map((measure): [string, string] => [measure.id, JSON.stringify(measure)]),
  );

const listsOf = (context: Context): string => JSON.stringify(context.lists());

/** What each measure is charged on in a year of trade on a day, and comes to. */
export function layersOn(context: Context, date: IsoDate, flows: string): Map<string, Sums> {
  const law = context.schedule();
  const { assumptions: assume } = context.assume([]);
  const priced = context.flowOrigins(flows).flatMap((code): PricedFlow[] => {
    const origin = law.origins.get(code);
    return origin
      ? priceTrade(context.flow(flows, code), origin, law, { date, view: "law", assume, past: law })
      : [];
  });
  return tallyLayers(priced, (layer) => layer?.id ?? "");
}

function words(context: Context, id: string, day: IsoDate): string {
  const measure: Measure | undefined = context.schedule().measures.find((one) => one.id === id);
  if (measure === undefined) return "not there";
  const version = inForce(measure, day, "law");
  return version ? inWords(version.duty) : "not in force";
}
