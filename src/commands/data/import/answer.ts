/** Official tables into a folder of data, what that changes, and what could not be used. */
import type { Context, ImportedFiles } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import type { Cell, Column, Report } from "../../../contract/report.js";
import type { OfficialTable } from "../../../contract/rows.js";
import type { IsoDate } from "../../../law/calendar.js";
import { type Decimal, decimal } from "../../../law/units.js";
import { answerDiff } from "../diff.js";
import { type Edition, editionDay, editionOf, sideOn } from "../tariff.js";
import { censusTrade, datawebTrade, flowFiles } from "./trade-tables.js";

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
  const trade = (asked.kind === "census" ? censusTrade : datawebTrade)(table, origins, asked.year);
  if (trade.rows.size === 0)
    throw new UserError("expected rows of numbers of ten digits and single countries; got none", {
      where: asked.file,
      hint: "ask for HTS numbers of ten digits by country",
    });
  const dataset = asked.name ?? `${asked.kind}-${trade.year}`;
  const into = asked.into ?? dataset;
  const files = flowFiles(asked.kind, dataset, trade, context.data());
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
  return flowReport(imported, { dataset, into, ...trade, ...sumsOf(files) }, context);
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
