/** A year of trade on other imports: those of the months that are known, or those of a file of the user's. */
import { memoize, memoizeRows } from "../../compiled/memo.js";
import type { Context, RealisedData } from "../../contract/command.js";
import { located, UserError } from "../../contract/errors.js";
import { parseHts, parseOrigin, parseUsd } from "../../contract/parse.js";
import { isWeightsFile, type MonthWeights, parseWeights } from "../../contract/question.js";
import type { Row, Rows } from "../../contract/rows.js";
import { dollarsInWords } from "../../contract/text.js";
import { isOutsideTariffBase, printHts } from "../../law/hts.js";
import { type Country, namedOf, originsInWords } from "../../law/origin.js";
import type { Schedule } from "../../law/schedule.js";
import { decimal } from "../../law/units.js";
import { type Reweighed, reweigh } from "../../trade/apportion.js";
import type { Forecaster, MonthlyColumns } from "../../trade/collected.js";
import { monthsBetween } from "../../trade/grouped-duty.js";
import type { Weights } from "./law-words.js";
import { type Assumed, forecasterOf, lastKnown, lastKnownOfAll, monthlyLaw } from "./realised.js";

/** The lines of a year with the imports of something else. */
export interface Weighting {
  /** What the imports are of: `2025-07 to 2025-11`, `imports.csv`. */
  readonly of: string;
  /**
   * Which imports they are, and what of them has no line to stand on, for trade of some origins.
   * @throws {UserError} where it has nothing of any of them.
   */
  words(dataset: string, origins: readonly Country[]): string;
  /** Dollars of imports that have no line to stand on. */
  leftOut(dataset: string, origins: readonly Country[]): number;
  flow(dataset: string, origin: Country): Reweighed;
}

/** The imports a text asks for; `undefined` for those of the year itself. @throws {UserError} on what is not known or cannot be read. */
export async function weightingOf(
  text: string | undefined,
  context: Context,
): Promise<Weighting | undefined> {
  if (text === undefined || text === "2024") return undefined;
  if (isWeightsFile(text)) return weightingOfFile(context, text);
  const data = await context.realised();
  const weights = located("--weights", () => parseWeights(text));
  checkWeights(weights, data);
  return weightingOfMonths(context, data, monthsOf(weights, data));
}

/** The same data with other imports in place of a year's. @throws {UserError} as `weightingOf`. */
export async function onWeights(text: string | undefined, context: Context): Promise<Context> {
  const weighting = await weightingOf(text, context);
  return weighting === undefined ? context : onImportsOf(weighting, context);
}

/** What an estimate of collected duty is weighted with: imports of months, or those of a file in place of them. */
export interface EstimateWeights {
  readonly months: MonthWeights;
  readonly file: Weighting | undefined;
}

/** @throws {UserError} on months that are not known of the partners, of all if none are given, and on a file that cannot be read. */
export async function estimateWeights(
  text: string,
  data: RealisedData,
  context: Context,
  partners?: readonly string[],
): Promise<EstimateWeights> {
  if (isWeightsFile(text)) return { months: "latest", file: await weightingOf(text, context) };
  const months = parseWeights(text);
  checkWeights(months, data, partners);
  return { months, file: undefined };
}

/** Whose imports weight an estimate, and the statutory rates beside it. */
export function estimateWeightsTold(
  { months, file }: EstimateWeights,
  { settings }: RealisedData,
  flows: string,
  origins: readonly { readonly code: Country }[],
): Weights {
  const codes = origins.map(({ code }) => code);
  if (file) return { of: file.of, words: file.words(flows, codes), leftOut: file.leftOut(flows, codes) };
  const statutory = months === "2024" ? "" : "; statutory rates are of the goods of 2024";
  return { of: monthsInWords(months, settings), words: `by partner and industry${statutory}`, leftOut: 0 };
}

function monthsInWords(months: MonthWeights, { weightMonths }: RealisedData["settings"]): string {
  if (months === "latest") return `the last ${weightMonths} months known before each`;
  if (months === "2024") return months;
  return months.from === months.to ? months.from : `${months.from} to ${months.to}`;
}

/** Forecasts of the imports there were, which past errors are of, and of those of a file where one is given. */
export function forecastersOf(
  asked: Parameters<typeof monthlyLaw>[0],
  assumed: Assumed,
  { months, file }: EstimateWeights,
  data: RealisedData,
  context: Context,
): { readonly past: Forecaster; readonly forecasts: Forecaster } {
  const { trade: ids, collected } = assumed;
  const under = (of: Context) =>
    monthlyLaw(asked, { ids, byHeading: collected.has("usmca-by-month") }, data, of);
  const course = under(context);
  const past = forecasterOf(course, collected, months, data);
  if (!file) return { past, forecasts: past };
  const law = under(onImportsOf(file, context));
  return { past, forecasts: forecasterOf(course, collected, months, data, { law }) };
}

/** The same data with the imports of a file in place of a year's. */
export const onImportsOf = (file: Weighting, context: Context): Context => ({
  ...context,
  flow: (dataset, origin) => file.flow(dataset, origin).flow,
});

const leftOverOf =
  (flow: Weighting["flow"]): Weighting["leftOut"] =>
  (dataset, origins) =>
    origins.reduce((sum, code) => sum + flow(dataset, code).unmatched, 0);

const leftOut = (dollars: number, what: string): string =>
  dollars === 0 ? "" : `; ${dollarsInWords(decimal(dollars))} of ${what} is left out`;

// Imports of months, by partner and industry. Partners not known apart grow as all the others together.

/** Imports of a month that is not known are not nothing; of all partners if none are given. @throws {UserError} */
export function checkWeights(weights: MonthWeights, data: RealisedData, partners?: readonly string[]): void {
  if (typeof weights === "string") return;
  const [first = ""] = data.known.months;
  const last = partners ? lastKnown(partners, data) : lastKnownOfAll(data);
  const missing = monthsBetween(weights.from, weights.to).filter((month) => month < first || month > last);
  if (missing.length === 0) return;
  throw new UserError(`imports by industry are not known of ${missing.slice(0, 3).join(", ")}`, {
    where: "--weights",
    hint: `they are known from ${first} to ${last}`,
  });
}

/** Dollars of columns in some months. */
const dollarsIn = ({ value }: MonthlyColumns, places: readonly number[]): number =>
  value.length === 0 ? 0 : places.reduce((sum, place) => sum + (value[place] ?? 0), 0);

/** Months that weights are the imports of. */
const monthsOf = (weights: MonthWeights, data: RealisedData): readonly string[] =>
  weights === "latest"
    ? monthsBetween(data.known.months[0] as string, lastKnownOfAll(data)).slice(-data.settings.weightMonths)
    : weights === "2024"
      ? monthsBetween("2024-01", "2024-12")
      : monthsBetween(weights.from, weights.to);

function weightingOfMonths(context: Context, data: RealisedData, months: readonly string[]): Weighting {
  const flow = (dataset: string, origin: Country) =>
    reweighed(context, data, dataset, origin, months.join(" "));
  const leftOver = leftOverOf(flow);
  return {
    of: months.length === 1 ? (months[0] as string) : `${months[0]} to ${months.at(-1)}`,
    leftOut: leftOver,
    words(dataset, origins) {
      const left = leftOver(dataset, origins);
      const apart = origins.every((code) => data.known.partners.has(code))
        ? ""
        : "; partners that are not known by month grow as all others together";
      return `what was imported then by partner and industry${apart}${leftOut(left, "industries without a line")}`;
    },
    flow,
  };
}

const reweighed = memoize(
  (context: Context, data: RealisedData, dataset: string, origin: Country, months: string) => {
    const { known, industryOf, rest } = data;
    const flow = context.flow(dataset, origin);
    const own = known.partners.get(origin);
    const { industries } = own ?? (known.partners.get(rest) as NonNullable<typeof own>);
    const placesOf = (names: readonly string[]) => names.map((month) => known.months.indexOf(month));
    const [meant, year] = [placesOf(months.split(" ")), placesOf(monthsBetween("2024-01", "2024-12"))];
    return reweigh(flow, own ? [...industries.keys()] : [], industryOf, (industry, inYear) => {
      const columns = industries.get(industry);
      if (columns === undefined) return own ? 0 : undefined;
      if (own) return dollarsIn(columns, meant);
      const was = dollarsIn(columns, year);
      return was === 0 ? undefined : Math.round((inYear * dollarsIn(columns, meant)) / was);
    });
  },
);

// Imports of a file, by partner and industry or HTS number. Partners it does not name keep what they had.

/** Dollars by industry or by the start of an HTS number. */
type Imports = ReadonlyMap<string, number>;

interface ImportsOfFile {
  readonly name: string;
  readonly kind: "industry" | "hts";
  readonly partners: ReadonlyMap<Country, Imports>;
}

/** Read once, since the rates and the heading both ask for it. */
const weightingOfFile = memoize(async (context: Context, path: string): Promise<Weighting> => {
  const file = await importsIn(await context.rows(path), context);
  const { name, kind, partners } = file;
  const { industryOf } = kind === "industry" ? await context.realised() : { industryOf: undefined };
  const flow = memoizeRows((key: string): Reweighed => {
    const [dataset = "", code = ""] = key.split(" ");
    const year = context.flow(dataset, code as Country);
    const imports = partners.get(code as Country);
    if (imports === undefined) return { flow: year, unmatched: 0 };
    return reweigh(
      year,
      [...imports.keys()],
      industryOf ?? startFinder(imports),
      (group) => imports.get(group) ?? 0,
    );
  });
  const flowOf = (dataset: string, origin: Country) => flow(`${dataset} ${origin}`);
  const leftOver = leftOverOf(flowOf);
  return {
    of: name,
    leftOut: leftOver,
    words(dataset, origins) {
      const hasTrade = (code: Country) => flowOf(dataset, code).flow.value.some((value) => value > 0);
      checkMeant(file, origins, hasTrade, context);
      return fileInWords(file, dataset, origins, leftOver(dataset, origins), context);
    },
    flow: flowOf,
  };
});

function fileInWords(
  { name, kind, partners }: ImportsOfFile,
  dataset: string,
  origins: readonly Country[],
  left: number,
  context: Context,
): string {
  const without = [...partners.keys()].filter((code) => !context.flowOrigins(dataset).includes(code));
  return [
    `imports by partner and ${kind === "hts" ? "HTS number" : "industry"} of ${name}; goods of its partners that it does not name count nothing`,
    keptWords(origins.filter((code) => !partners.has(code)).length),
    leftOut(left, `its ${kind === "hts" ? "numbers" : "industries"} without a line`),
    without.length === 0
      ? ""
      : `; its imports from ${called(without, context)} are not read: the flows have these among others`,
  ].join("");
}

/** What would be answered as if there were no file. @throws {UserError} on a file that says nothing of the trade asked about. */
function checkMeant(
  { name, kind, partners }: ImportsOfFile,
  origins: readonly Country[],
  hasTrade: (code: Country) => boolean,
  context: Context,
): void {
  const meant = origins.filter((code) => partners.has(code));
  if (meant.some(hasTrade)) return;
  const [wanted, there] = [called(origins, context), called([...partners.keys()], context)];
  throw meant.length === 0
    ? new UserError(`this file has no imports from ${wanted}`, {
        where: name,
        hint: `it has those from ${there}: ask for these, or leave --weights out`,
      })
    : new UserError(`no dollar of this file stands on a line of the imports from ${wanted}`, {
        where: name,
        hint: `of its ${kind === "hts" ? "numbers" : "industries"} nothing came from there in 2024, or all are of $0`,
      });
}

const MOST_NAMED = 3;

/** Partners in a sentence. */
const called = (codes: readonly Country[], context: Context): string =>
  originsInWords(
    codes.map((code) => namedOf(code, context.schedule())),
    MOST_NAMED,
  );

const keptWords = (count: number): string =>
  count === 0
    ? ""
    : count === 1
      ? "; a partner that it does not name keeps those of the flows"
      : `; ${count} partners that it does not name keep those of the flows`;

/** The longest start of a number that a file names; `""` where it names none. */
const startFinder = (imports: Imports) =>
  memoizeRows((hts: string): string => {
    for (let digits = hts.length; digits >= 2; digits -= 1)
      if (imports.has(hts.slice(0, digits))) return hts.slice(0, digits);
    return "";
  });

const COLUMNS_HINT =
  "the first line names the columns: origin,hts,value or origin,industry,value, and month where rows are of months";

/** @throws {UserError} on a file without these columns, and on a row that cannot be read, naming it. */
async function importsIn({ columns, batches, name }: Rows, context: Context): Promise<ImportsOfFile> {
  const places = placesIn(columns, name);
  const read = rowReader(places, context);
  const partners = new Map<Country, Map<string, number>>();
  const met = new Set<string>();
  for await (const batch of batches)
    for (const row of batch) {
      const where = `${name}:${row.at}`;
      const { origin, group, month, value } = read(row, where);
      checkOnce(`${group} of ${origin}${month && ` in ${month}`}`, met, where);
      const own = partners.get(origin) ?? new Map<string, number>();
      partners.set(origin, own);
      own.set(group, (own.get(group) ?? 0) + value);
    }
  if (partners.size > 0) return { name, kind: places.kind, partners };
  throw new UserError("this file has no imports", { where: name, hint: COLUMNS_HINT });
}

/** Where the values of a row stand, and of what; below zero for a column that is not there. */
interface Places {
  readonly kind: ImportsOfFile["kind"];
  readonly origin: number;
  readonly group: number;
  readonly month: number;
  readonly value: number;
}

/** @throws {UserError} on a file without the columns. */
function placesIn(columns: readonly string[], file: string): Places {
  const at = (...names: readonly string[]) =>
    columns.findIndex((column) => names.includes(column.trim().toLowerCase()));
  const [hts, industry] = [at("hts"), at("industry", "naics", "naics3")];
  const places = { origin: at("origin", "partner"), month: at("month"), value: at("value", "value_usd") };
  const isOne = hts < 0 !== industry < 0;
  if (isOne && places.origin >= 0 && places.value >= 0)
    return { ...places, kind: hts < 0 ? "industry" : "hts", group: Math.max(hts, industry) };
  const got = columns.join(", ").slice(0, 80) || "none";
  throw new UserError(`expected the columns origin, value, and one of hts and industry; got ${got}`, {
    where: file,
    hint: COLUMNS_HINT,
  });
}

/** Dollars that stand twice by mistake would count twice. @throws {UserError} */
function checkOnce(key: string, met: Set<string>, where: string): void {
  if (met.has(key))
    throw new UserError(`${key} stands in this file twice`, {
      where,
      hint: "add the rows up, or name their months in a column month",
    });
  met.add(key);
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function rowReader({ kind, ...places }: Places, context: Context) {
  const schedule = context.schedule();
  const { origins } = schedule;
  const originOf = memoizeRows((text: string) => parseOrigin(text, origins));
  const groupOf = memoizeRows((text: string) =>
    kind === "hts" ? numberIn(text, schedule) : industryIn(text),
  );
  return ({ cells, fault }: Row, where: string) => {
    if (fault !== null) throw new UserError(fault, { where });
    const of = <T>(column: string, place: number, read: (text: string) => T): T =>
      located(`${where}: ${column}`, () => read((cells[place] ?? "").trim()));
    return {
      month: places.month < 0 ? "" : of("month", places.month, monthIn),
      origin: of("origin", places.origin, originOf),
      group: of(kind, places.group, groupOf) as string,
      value: of("value", places.value, wholeDollars),
    };
  };
}

function monthIn(text: string): string {
  if (MONTH.test(text)) return text;
  throw new UserError(`expected a month such as 2025-07; got "${text.slice(0, 40)}"`);
}

const INDUSTRY = /^\d{3}$/;

function industryIn(text: string): string {
  if (INDUSTRY.test(text)) return text;
  throw new UserError(`expected three digits of an industry; got "${text.slice(0, 40)}"`, {
    hint: "NAICS as the Census has it, such as 336 for transportation equipment",
  });
}

/** Numbers of chapters 98 and 99 that the Census Bureau alone has are no lines of the tariff. */
function numberIn(text: string, schedule: Schedule): string {
  const code = parseHts(text);
  if (isOutsideTariffBase(code) || schedule.base.everHad(code)) return code;
  throw new UserError(`the tariff never had a line that starts with ${printHts(code)}`);
}

/** Trade is counted in whole dollars: cents could not be shared over its lines to the last digit. */
function wholeDollars(text: string): number {
  const dollars = parseUsd(text);
  if (dollars.isInteger() && !dollars.isNegative() && dollars.lt(Number.MAX_SAFE_INTEGER))
    return dollars.toNumber();
  throw new UserError(`expected whole dollars; got ${text.slice(0, 40)}`, { hint: "round the values first" });
}
