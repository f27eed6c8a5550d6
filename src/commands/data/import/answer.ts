/** Official tables into a folder of data, what that changes, and what could not be used. */
import type { Context, DataFiles, ImportedFiles, RealisedData } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { ALL } from "../../../contract/question.js";
import type { Cell, Column, Report } from "../../../contract/report.js";
import type { OfficialTable } from "../../../contract/rows.js";
import type { IsoDate } from "../../../law/calendar.js";
import { type Decimal, decimal } from "../../../law/units.js";
import type { PartnerMonths } from "../../../trade/collected.js";
import { monthBefore } from "../../../trade/grouped-duty.js";
import { answerDiff } from "../diff.js";
import { type Edition, editionDay, editionOf, sideOn } from "../tariff.js";
import { censusTrade, datawebTrade, type MonthlyTrade, type TradeTable } from "./trade-tables.js";

export const IMPORTS = ["hts", "census", "dataweb"] as const;
type ImportKind = (typeof IMPORTS)[number];

interface AskedImport {
  readonly kind: ImportKind;
  readonly file: string;
  readonly into: string | undefined;
  readonly date: IsoDate | undefined;
  readonly year: number | undefined;
  readonly name: string | undefined;
}

/** Writes the folder whole or not at all, and tells what differs from what is shipped. @throws {UserError} */
export async function answerImport(asked: AskedImport, context: Context): Promise<Report> {
  const table = await context.officialTable(asked.file);
  if (asked.kind === "hts") return importEdition(table, asked, context);
  const { origins } = context.schedule();
  const data = await context.realised();
  const readTrade = asked.kind === "census" ? censusTrade : datawebTrade;
  const trade = readTrade(table, origins, asked.year, data.industryOf);
  if (trade.rows.size === 0)
    throw new UserError("expected rows of numbers of ten digits and single countries; got none", {
      where: asked.file,
      hint: "ask for HTS numbers of ten digits by country",
    });
  const dataset = asked.name ?? `${asked.kind}-${trade.year}`;
  const into = asked.into ?? dataset;
  const actuals = actualsOf(trade, data, context);
  const files = new Map([
    ...flowFiles(asked.kind, dataset, trade, context.data()),
    ...actualsFiles(asked.kind, actuals),
  ]);
  const { name: file, sha256, rows } = table;
  const imported: ImportedFiles = {
    kind: asked.kind,
    file,
    sha256,
    rows: rows.length,
    files,
    left: trade.left,
  };
  await context.writeFolder(into, imported);
  const report = flowReport(imported, { dataset, into, ...trade, ...sumsOf(files) }, context);
  return { ...report, notes: [...report.notes, ...actualsWords(actuals)] };
}

async function importEdition(
  table: OfficialTable,
  { date, into }: AskedImport,
  context: Context,
): Promise<Report> {
  const imported = importHts(table, date, context);
  const day = imported.day ?? context.schedule().asOf;
  const folder = into ?? `hts-${day}`;
  await context.writeFolder(folder, imported);
  const shipped = await context.over([]);
  const after = await context.over([folder]);
  const sides = {
    before: sideOn(shipped, day, "shipped"),
    after: sideOn(after, day, folder),
    laws: null,
    day,
    later: day,
  };
  const report = await answerDiff(sides, shipped);
  const how = date === undefined ? "found by its rates" : "as said";
  return {
    ...report,
    heading: [
      `Edition in force from ${day}, ${how}: ${imported.rows} rows of ${imported.file}`,
      ...report.heading,
    ],
    notes: [`Written to ${folder}; use it with --data ${folder}.`, ...leftWords(imported), ...report.notes],
  };
}

const COLUMNS: readonly Column[] = [
  { key: "origin", title: "Origin", kind: "text", drop: 0 },
  { key: "rows", title: "Numbers", kind: "count", drop: 1 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 0 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "shipped_imports_usd", title: "Shipped, 2024", kind: "usd", drop: 0 },
  { key: "change", title: "Change", kind: "rate", drop: 0 },
];

const SHIPPED = "us-imports-2024";

interface FlowSums {
  readonly origin: string;
  readonly rows: number;
  readonly value: Decimal;
  readonly duty: Decimal;
}

function sumsOf(files: ReadonlyMap<string, unknown>): { sums: FlowSums[] } {
  const sum = (numbers: readonly number[]) => decimal(numbers.reduce((total, one) => total + one, 0));
  const sums = [...files].flatMap(([name, file]): FlowSums[] => {
    if (!name.startsWith("flows/")) return [];
    const { origin, hts, value, duty } = file as {
      origin: string;
      hts: string[];
      value: number[];
      duty: number[];
    };
    return [{ origin, rows: hts.length, value: sum(value), duty: sum(duty) }];
  });
  return { sums: sums.toSorted((a, b) => b.value.cmp(a.value)) };
}

interface Written {
  readonly dataset: string;
  readonly into: string;
  readonly year: number;
  readonly period: string;
  readonly missing: readonly string[];
  readonly sums: readonly FlowSums[];
}

function flowReport(
  imported: ImportedFiles,
  { dataset, into, year, period, missing, sums }: Written,
  context: Context,
): Report {
  const shipped = new Set<string>(context.flowOrigins(SHIPPED));
  const rows = sums.map(({ origin, rows, value, duty }): Cell[] => {
    const flow = shipped.has(origin) ? context.flow(SHIPPED, origin as never) : null;
    const was = flow && decimal(flow.value.reduce((sum, one) => sum + one, 0));
    return [origin, decimal(rows), value, duty, was, was && !was.isZero() ? value.div(was).minus(1) : null];
  });
  const total = (of: (one: FlowSums) => Decimal) => sums.reduce((sum, one) => sum.plus(of(one)), decimal(0));
  return {
    title: `Imports for consumption of ${period}: ${sums.length} origins, ${imported.rows} rows`,
    heading: [`Beside the shipped imports of 2024; read from ${imported.file}`],
    columns: COLUMNS,
    rows,
    total: {
      origin: "Total",
      rows: decimal(sums.reduce((sum, { rows: own }) => sum + own, 0)),
      imports_usd: total(({ value }) => value),
      duty_usd: total(({ duty }) => duty),
    },
    notes: [
      ...missingWords(year, missing),
      `Written to ${into}; use it with --data ${into} --flows ${dataset}.`,
      ...leftWords(imported),
    ],
    facts: { dataset },
  };
}

/** Part of a year beside a whole one would look like a fall in trade. */
const missingWords = (year: number, missing: readonly string[]): string[] =>
  missing.length === 0
    ? []
    : [
        `The table has nothing of ${missing.join(", ")}: these are not the imports of ${year}, and are less than a year beside 2024.`,
      ];

const SOURCE = "usitc-hts";

/** @throws {UserError} on a table that is no edition, or whose day is neither said nor found. */
export function importHts(table: OfficialTable, said: IsoDate | undefined, context: Context): ImportedFiles {
  const edition = editionOf(table);
  const { from, until } = editionDay(edition, said, context);
  const { name: file, sha256, rows } = table;
  return {
    ...({ kind: "hts", file, sha256, rows: rows.length, day: from, left: edition.left } as const),
    files: new Map(Object.entries(filesOf(edition, { from, until }, context))),
  };
}

type Days = { readonly from: IsoDate; readonly until: IsoDate | null };

function filesOf(edition: Edition, days: Days, context: Context): Record<string, unknown> {
  const column = (name: string, rates: ReadonlyMap<string, string>) => ({
    ...{ column: name, source: SOURCE, edition: days },
    lines: Object.fromEntries(rates),
  });
  const suffixes = [...edition.suffixes].map(([line, own]) => [line, own.toSorted().join(" ")]);
  return {
    "schedule/base/general.json": column("general", edition.general),
    "schedule/base/special.json": column("special", edition.special),
    "schedule/base/column-2.json": column("column-2", edition.column2),
    "schedule/base/suffixes.json": { source: SOURCE, edition: days, lines: Object.fromEntries(suffixes) },
    "schedule/base/units.json": { source: SOURCE, edition: days, lines: Object.fromEntries(edition.units) },
    ...newHeadings(edition, days.from, context),
  };
}

/** Headings of chapter 99 that no edition before had. */
function newHeadings({ headings }: Edition, from: IsoDate, context: Context): Record<string, unknown> {
  const known = context.headings();
  const fresh = [...headings.keys()].filter((heading) => !known.headings.has(heading));
  if (fresh.length === 0 && from <= known.lastEdition) return {};
  const lastEdition = from > known.lastEdition ? from : known.lastEdition;
  const entries = Object.fromEntries(fresh.map((heading) => [heading, [from, null]]));
  return { "schedule/headings.json": { source: SOURCE, lastEdition, headings: entries } };
}

const MOST_TOLD = 3;

/** A sentence a reason. */
const leftWords = ({ left }: ImportedFiles): string[] =>
  [...left].map(([reason, rows]) => {
    const more = rows.length > MOST_TOLD ? ` and ${rows.length - MOST_TOLD} more` : "";
    return `Left out, ${reason}: ${rows.slice(0, MOST_TOLD).join("; ")}${more}.`;
  });

// Files of a dataset of flows, from imports by origin and number.

/** Sources that sources.json names. */
const SOURCES = { census: "census-imports", dataweb: "usitc-dataweb-imports" } as const;
const PUBLISHERS = {
  census: {
    publisher: "US Census Bureau",
    title: "International Trade Datasets, imports for consumption by HTS number and country",
    url: "https://api.census.gov/data/timeseries/intltrade/imports/hs",
  },
  dataweb: {
    publisher: "United States International Trade Commission",
    title: "DataWeb, imports for consumption by HTS number and country",
    url: "https://dataweb.usitc.gov",
  },
} as const;

/** One file an origin, the totals they add up to, and their source. */
function flowFiles(
  kind: keyof typeof SOURCES,
  dataset: string,
  { year, period, rows }: TradeTable,
  data: DataFiles,
): Map<string, unknown> {
  const source = SOURCES[kind];
  const dated = datedNumbers(data);
  const files = new Map<string, unknown>();
  const whole = { value: 0, duty: 0 };
  for (const [origin, own] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { value, duty }] of sorted) {
      whole.value += value;
      whole.duty += duty;
    }
    files.set(`flows/${dataset}/${origin}.json`, {
      ...{ dataset, origin, year },
      measure: "imports for consumption, customs value and calculated duty",
      ...{ unit: "USD", source },
      dated: sorted.flatMap(([hts], row) => dated(hts).map((span) => [row, ...span])),
      hts: sorted.map(([hts]) => hts),
      value: sorted.map(([, { value }]) => value),
      duty: sorted.map(([, { duty }]) => duty),
    });
  }
  const title = `Imports for consumption of ${period}, as imported from ${PUBLISHERS[kind].publisher}`;
  files.set("datasets.json", { datasets: [{ id: dataset, title, source, ...whole }] });
  files.set("sources.json", {
    sources: [{ id: source, ...PUBLISHERS[kind], licence: "US Government work" }],
  });
  return files;
}

/** Days of numbers that were not in the tariff all the time; `null, null` for never. */
function datedNumbers(data: DataFiles): (hts: string) => [string | null, string | null][] {
  const { lines } = data.json("schedule/base/suffixes.json");
  return (hts) => {
    if (hts >= "98") return [];
    const own = lines[hts.slice(0, 8)] ?? "";
    const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
    if (always.split(" ").includes(hts.slice(8))) return [];
    const spans = dated.filter(([, , suffix]) => suffix === hts.slice(8));
    const [first] = spans;
    if (first === undefined) return [[null, null]];
    return [[first[0], spans.at(-1)?.[1] ?? null]];
  };
}

// What customs calculated by month, of partners whose months the table has whole.

/** Of a partner in a month, by industry. */
type Industries = ReadonlyMap<string, Sums>;
interface Sums {
  readonly value: number;
  readonly duty: number;
}

interface Actuals {
  /** In order, none missing between. */
  readonly months: readonly string[];
  readonly partners: ReadonlyMap<string, readonly Industries[]>;
  /** Partners of which the table has only part of the industries. */
  readonly partly: readonly string[];
}

/** Of a partner's imports this part must be of industries that the table has: goods of one kind are not what it sent. */
const WHOLE = 0.95;
const UNION = "EU";

function actualsOf({ months }: TradeTable, { known, rest }: RealisedData, context: Context): Actuals {
  const run = lastRun([...months.keys()].sort());
  const partners = new Map<string, readonly Industries[]>();
  const partly: string[] = [];
  for (const name of [ALL, ...known.partners.keys()]) {
    const own = run.flatMap((month) => industriesIn(months.get(month), name, context) ?? []);
    if (run.length === 0 || own.length < run.length) continue;
    const { industries } = known.partners.get(name === ALL ? rest : name) ?? {};
    if (own.every((one) => isWhole(one, industries))) partners.set(name, own);
    else partly.push(name);
  }
  return { months: run, partners, partly };
}

/** The last months between which none is missing: nothing is known of a gap. */
function lastRun(months: readonly string[]): readonly string[] {
  const gap = months.findLastIndex((month, at) => at > 0 && months[at - 1] !== monthBefore(month));
  return months.slice(Math.max(0, gap));
}

/** Those of the Union are its own row, or its members if all are there. */
function industriesIn(
  partners: ReturnType<MonthlyTrade["get"]>,
  name: string,
  context: Context,
): Industries | undefined {
  const own = partners?.get(name);
  if (own || name !== UNION) return own;
  const members = [...context.schedule().origins.values()]
    .filter(({ code, blocs }) => code !== UNION && blocs.includes(UNION))
    .map(({ code }) => partners?.get(code));
  if (members.some((one) => one === undefined)) return undefined;
  const sums = new Map<string, { value: number; duty: number }>();
  for (const [industry, { value, duty }] of members.flatMap((one) => [...(one ?? [])])) {
    const sum = sums.get(industry) ?? { value: 0, duty: 0 };
    sums.set(industry, { value: sum.value + value, duty: sum.duty + duty });
  }
  return sums;
}

/** Whether a month has the industries that nearly all imports of the last months known were of. */
function isWhole(month: Industries, known: PartnerMonths["industries"] | undefined): boolean {
  let [all, found] = [0, 0];
  for (const [industry, { value }] of known ?? []) {
    const dollars = value.slice(-MONTHS_A_YEAR).reduce((sum, one) => sum + one, 0);
    all += dollars;
    if (month.has(industry)) found += dollars;
  }
  return found >= all * WHOLE;
}
const MONTHS_A_YEAR = 12;

/** Months of partners, which take the place of the shipped ones or come after them. */
function actualsFiles(kind: keyof typeof SOURCES, { months, partners }: Actuals): [string, unknown][] {
  const [from] = months;
  if (partners.size === 0 || from === undefined) return [];
  const about = { source: SOURCES[kind], unit: "USD: customs value, calculated duty", from };
  const columns = (own: readonly Industries[], industry?: string) => {
    const pick = (figure: keyof Sums) =>
      own.map((one) =>
        [...one].reduce(
          (sum, [id, sums]) => (industry === undefined || id === industry ? sum + sums[figure] : sum),
          0,
        ),
      );
    return { value: pick("value"), duty: pick("duty") };
  };
  const industries = ([name, own]: readonly [string, readonly Industries[]]) => {
    const ids = [...new Set(own.flatMap((one) => [...one.keys()]))].filter((id) => id !== "").sort();
    return [name, Object.fromEntries(ids.map((id) => [id, columns(own, id)]))];
  };
  return [
    [
      "actuals/monthly-duty.json",
      { ...about, partners: Object.fromEntries([...partners].map(([name, own]) => [name, columns(own)])) },
    ],
    [
      "actuals/monthly-industries.json",
      {
        ...about,
        industry: "three digits of the North American Industry Classification System",
        partners: Object.fromEntries([...partners].map(industries)),
      },
    ],
  ];
}

function actualsWords({ months, partners, partly }: Actuals): string[] {
  const period = months.length > 1 ? `${months[0]} to ${months.at(-1)}` : months[0];
  const shown = (names: readonly string[]) =>
    `${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ""}`;
  return [
    ...(partners.size > 0
      ? [
          `With --data, timeline --actuals, timeline --realised and verify --realised know what customs calculated in ${period} on all imports from ${shown([...partners.keys()])}.`,
        ]
      : []),
    ...(partly.length > 0
      ? [
          `Estimates and back-tests leave the months of ${shown(partly)} out: the table has only part of its industries.`,
        ]
      : []),
  ];
}
const MOST_NAMED = 6;
