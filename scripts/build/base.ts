/** Base duties of every tariff line, interval-coded over the editions. */
import { join } from "node:path";
import { cellText, isCounted, statesRates } from "../../src/commands/data/tariff.js";
import { parseRateText } from "../../src/law/rate-text.js";
import { currentLines } from "./number-changes.js";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "hts/hts_lines_2025_2026.csv.gz";
const COLUMNS = { general: "general", special: "special", "column-2": "other" } as const;

/** A value and the days it held; `until` is empty while it still does. */
interface Held {
  readonly from: string;
  until: string;
  readonly value: string;
}

export function buildBase(tables: Tables, to: string, report: Report): void {
  const rows = currentLines(tables, report).filter(({ hts = "" }) => hts.length >= 8);
  rows.sort(order);
  const folder = join(to, "schedule/base");
  for (const [column, field] of Object.entries(COLUMNS))
    writeJson(join(folder, `${column}.json`), {
      column,
      source: "usitc-hts",
      lines: rateLines(rows, field, report),
    });
  writeJson(join(folder, "suffixes.json"), { source: "usitc-hts", lines: suffixes(numberStretches(tables)) });
  writeJson(join(folder, "units.json"), { source: "usitc-hts", lines: units(rows) });
  unreadable(rows, report);
}

const order = (a: Row, b: Row): number => (key(a) < key(b) ? -1 : 1);
const key = ({ hts = "", valid_from = "" }: Row): string => `${hts.slice(0, 8)}${valid_from}${hts}`;

const ratesOf = ({ hts = "", general = "", special = "", other = "" }: Row) => ({
  hts,
  general,
  special,
  column2: other,
});

/** Rates by eight digits: the line of eight states them, or the only line of ten under it. */
function rateLines(rows: readonly Row[], field: string, report: Report): Record<string, unknown> {
  const held = new Map<string, Held[]>();
  for (const row of rows) {
    const value = cellText(row[field] ?? "");
    if (!statesRates(ratesOf(row))) continue;
    push(
      held,
      row.hts?.slice(0, 8) ?? "",
      { from: row.valid_from ?? "", until: row.valid_until ?? "", value },
      report,
    );
  }
  return coded(held);
}

/** Adds a stretch, or lengthens the last one if the value did not change. */
function push(held: Map<string, Held[]>, code: string, next: Held, report: Report): void {
  const stretches = held.get(code) ?? [];
  held.set(code, stretches);
  const last = stretches.at(-1);
  if (last?.value === next.value) lengthen(last, code, next, report);
  else if (last === undefined || (last.until <= next.from && last.until !== "")) stretches.push(next);
  else
    report.add(
      FILE,
      "a second rate for the same eight digits and days",
      `${code} ${next.from} ${next.value}`,
    );
}

/** Takes a stretch of the same value on to where the next one ends. */
function lengthen(last: Held, code: string, next: Held, report: Report): void {
  if (last.until === "") return;
  if (last.until < next.from)
    report.add(
      FILE,
      "a line missing from one edition, taken to have stayed",
      `${code} ${last.until}..${next.from}`,
    );
  if (next.until === "" || next.until > last.until) last.until = next.until;
}

/** A plain value where it always held, else `[from, until, value]` each. */
function coded(held: ReadonlyMap<string, readonly Held[]>): Record<string, unknown> {
  const start = [...held.values()].reduce(
    (first, [{ from } = { from: "" }]) => (from < first ? from : first),
    "9",
  );
  return Object.fromEntries(
    [...held].map(([code, stretches]) => {
      const [only] = stretches;
      const always = stretches.length === 1 && only?.from === start && only.until === "";
      return [
        code,
        always ? only.value : stretches.map(({ from, until, value }) => [from, until || null, value]),
      ];
    }),
  );
}

interface NumberSpan {
  from: string;
  /** Empty while the number stands. */
  until: string;
}

/** Stretches in which each number of ten digits was in the tariff: one that came back has several. */
function numberStretches(tables: Tables): Map<string, NumberSpan[]> {
  const stretches = new Map<string, NumberSpan[]>();
  for (const { hts = "", valid_from: from = "", valid_until: until = "" } of currentLines(tables).sort(
    order,
  )) {
    if (hts.length !== 10) continue;
    const own = stretches.get(hts) ?? [];
    stretches.set(hts, own);
    const last = own.at(-1);
    if (last === undefined || (last.until !== "" && last.until < from)) own.push({ from, until });
    else if (last.until !== "" && (until === "" || until > last.until)) last.until = until;
  }
  return stretches;
}

/** The first and last day of each number. */
export const numberSpans = (tables: Tables): Map<string, NumberSpan> =>
  new Map(
    [...numberStretches(tables)].map(([code, own]) => [
      code,
      { from: own[0]?.from ?? "", until: own.at(-1)?.until ?? "" },
    ]),
  );

/** Statistical suffixes by eight digits, as `10 20 30`; dated ones as `[from, until, suffix]`. */
function suffixes(stretches: ReadonlyMap<string, readonly NumberSpan[]>): Record<string, unknown> {
  const all = [...stretches].flatMap(([code, own]) => own.map((span) => ({ code, ...span })));
  const [start = ""] = all.map(({ from }) => from).sort();
  const lines = new Map<string, { always: string[]; dated: unknown[] }>();
  for (const { code, from, until } of all) {
    const line = lines.get(code.slice(0, 8)) ?? { always: [], dated: [] };
    lines.set(code.slice(0, 8), line);
    if (from === start && until === "") line.always.push(code.slice(8));
    else line.dated.push([from, until || null, code.slice(8)]);
  }
  return Object.fromEntries(
    [...lines].map(([line, { always, dated }]) => [
      line,
      dated.length === 0 ? always.join(" ") : [always.join(" "), ...dated],
    ]),
  );
}

/** Units of quantity by ten digits where any, the newest edition's. */
function units(rows: readonly Row[]): Record<string, string> {
  const newest = new Map<string, string>();
  for (const { hts = "", units: text = "" } of rows)
    if (hts.length === 10 && text !== "") newest.set(hts, cellText(text));
  return Object.fromEntries([...newest].filter(([, unit]) => isCounted(unit) || unit === ""));
}

function unreadable(rows: readonly Row[], report: Report): void {
  for (const row of rows)
    for (const field of Object.values(COLUMNS)) {
      const text = cellText(row[field] ?? "");
      if (field === "special" || text === "") continue;
      const duty = parseRateText(text);
      if (duty.kind === "unknown")
        report.add(FILE, "a rate in words, kept as unknown", `${row.hts} ${field}: ${text}`);
    }
}
