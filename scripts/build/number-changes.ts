/** Numbers of ten digits that ended, and those that took their place, after the last edition of the tables. */
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";

const LINES = "hts/hts_lines_2025_2026.csv.gz";
const FILE = "law/updates/hts_stat_changes_2026-07-01.csv";

interface Change {
  readonly on: string;
  readonly ended: string;
  readonly began: string;
  readonly units: string;
}

const bare = (number = ""): string => number.replaceAll(".", "");

/** Pairs of a number that ended and one that took goods of it, in the order of the record. */
function changesIn(tables: Tables): readonly Change[] {
  return tables.rows(FILE).flatMap(({ date_in_force: on = "", hts_ended, hts_new, unit: units = "" }) => {
    const [ended, began] = [bare(hts_ended), bare(hts_new)];
    return ended.length === 10 && began.length === 10 ? [{ on, ended, began, units }] : [];
  });
}

/** Rows of the tariff with the later changes of numbers: rates go on, since none of them changed. */
export function currentLines(tables: Tables, report?: Report): Row[] {
  const changes = changesIn(tables);
  const ends = new Map(changes.map(({ ended, on }) => [ended, on]));
  const begins = new Set(changes.map(({ began }) => began));
  const ended = new Map<string, Row>();
  const rows = tables.rows(LINES).map((row): Row => {
    const { hts = "", valid_until } = row;
    const on = ends.get(hts);
    if (on === undefined || valid_until !== "") return row;
    ended.set(hts, row);
    return begins.has(hts) ? row : { ...row, valid_until: on };
  });
  for (const number of ends.keys())
    if (!ended.has(number)) report?.add(FILE, "an ended number that no edition had", number);
  if (report) withoutUnit(tables, report);
  const known = new Set(ended.keys());
  return [...rows, ...changes.flatMap((change) => successor(change, ended.get(change.ended), known))];
}

/** The row of a new number: its rates are those of the number it comes from. */
function successor({ on, began, units }: Change, from: Row | undefined, known: Set<string>): Row[] {
  if (from === undefined || known.has(began)) return [];
  known.add(began);
  return [{ ...from, hts: began, valid_from: on, valid_until: "", units }];
}

/** Lines whose unit changed to one that the record does not name. */
function withoutUnit(tables: Tables, report: Report): void {
  for (const { hts_new = "", change = "", note = "" } of tables.rows(FILE))
    if (change.includes("unit of quantity") || note.includes("unit itself is not in the record"))
      report.add(FILE, "a unit that changed to one the record does not name", hts_new);
}

/**
 * Rows of a list whose note names numbers that ended, read as covering the numbers that took their place. Those that were
 * listed before stay: a year of trade is in the numbers of its time.
 * @param renumbered The day from which the note names the new numbers itself.
 */
export function withSuccessors(rows: readonly Row[], tables: Tables, renumbered?: string): Row[] {
  const successors = new Map<string, Change[]>();
  for (const change of changesIn(tables))
    successors.set(change.ended, [...(successors.get(change.ended) ?? []), change]);
  return rows.flatMap((row) => {
    const own = successors.get(row.hts ?? "");
    const on = own?.[0]?.on;
    return own && on ? inPeriods(row, on, own, renumbered) : [row];
  });
}

function inPeriods(row: Row, on: string, own: readonly Change[], renumbered?: string): Row[] {
  const { effective_from: from = "", effective_to: to = "" } = row;
  const start = from > on ? from : on;
  const last = renumbered === undefined ? "" : dayBefore(renumbered);
  const end = to === "" || (last !== "" && last < to) ? last : to;
  if (end !== "" && end < start) return [row];
  return [
    ...(from < on ? [row] : []),
    ...own.map(({ began }) => ({ ...row, hts: began, effective_from: start, effective_to: end })),
    ...(from >= on && renumbered !== undefined && (to === "" || to >= renumbered)
      ? [{ ...row, effective_from: renumbered }]
      : []),
  ];
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
