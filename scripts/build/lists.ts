/** Product lists: the rows of a rule, put together by date and condition. */
import { join } from "node:path";
import { LISTS } from "./list-rules/index.js";
import type { ListRule, Named } from "./list-rules/rule.js";
import { withSuccessors } from "./number-changes.js";
import type { Report } from "./report.js";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

interface Group {
  readonly from: string;
  readonly until: string | null;
  readonly condition?: string;
  readonly counts?: false;
  readonly codes: string[];
}

export interface BuiltList {
  readonly id: string;
  readonly groups: readonly Group[];
}

export function buildLists(tables: Tables, to: string, report: Report): BuiltList[] {
  const files = new Map<string, Row[]>();
  const used = new Map<string, Set<Row>>();
  const built = LISTS.map((rule) => {
    const rows = files.get(rule.file) ?? tables.rows(rule.file);
    files.set(rule.file, rows);
    const named = rows.filter((row) => rule.where?.(row) ?? true);
    const read = rule.read ? named.map(rule.read) : named;
    const own = withSuccessors(rule.named ? asNamed(read, rule.named) : read, tables, rule.renumbered);
    const marked = used.get(rule.file) ?? new Set();
    used.set(rule.file, marked);
    for (const row of named) marked.add(row);
    const list = { id: rule.id, title: rule.title, source: sourcesOf(own), groups: groupsOf(rule, own) };
    writeJson(join(to, `lists/${rule.id}.json`), list);
    return list;
  });
  for (const [file, rows] of files)
    for (const row of rows)
      if (!used.get(file)?.has(row))
        report.add(
          file,
          "not on a list of this edition",
          `${row.hts ?? row.hts10} ${row.group ?? row.heading}`,
        );
  return built;
}

/** Rows with the numbers of the note in place of those that it does not name, from the day its text is of. */
function asNamed(rows: readonly Row[], { from, to, source, numbers, renumbered }: Named): Row[] {
  const before = rows.flatMap((row): Row[] => {
    if (numbers.includes(row.hts ?? "")) return [row];
    return (row.effective_from ?? "") < from ? [{ ...row, effective_to: dayBefore(from) }] : [];
  });
  const there = new Set(before.filter(({ effective_to }) => effective_to === to).map(({ hts }) => hts));
  const spans = [{ numbers: numbers.filter((hts) => !there.has(hts)) }, ...renumbered];
  return [
    ...before,
    ...spans.flatMap(({ numbers: own, ...span }) =>
      own.map((hts) => ({ hts, effective_from: from, effective_to: to, ...asDays(span), source })),
    ),
  ];
}

const asDays = ({ from, to }: { readonly from?: string; readonly to?: string }): Row => ({
  ...(from === undefined ? {} : { effective_from: from }),
  ...(to === undefined ? {} : { effective_to: to }),
});

/** Where the codes are published, once each. */
const sourcesOf = (rows: readonly Row[]): string[] =>
  [...new Set(rows.map(({ source = "" }) => citation(source)))].sort();

/** The official instrument; who carried it is told in docs/data.md. */
const citation = (source: string): string =>
  source.split(/,? as transcribed| \(FR|;? ?Yale/)[0]?.trim() || "HTSUS chapter 99";

function groupsOf(rule: ListRule, rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const { hts = "", effective_from = "", effective_to = "", rate = "" } = row;
    const condition = rule.condition?.(row);
    const until = effective_to === "" ? null : dayAfter(effective_to);
    const counts = rate !== "excepted";
    const key = [effective_from, until ?? "9", condition ?? "", counts].join("|");
    const group = groups.get(key) ?? {
      from: effective_from,
      until,
      ...(condition === undefined ? {} : { condition }),
      ...(counts ? {} : { counts: false as const }),
      codes: [],
    };
    group.codes.push(hts);
    groups.set(key, group);
  }
  const sorted = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return sorted.map((group) => ({ ...group, codes: [...new Set(group.codes)].sort() }));
}

const dayBefore = (day: string): string => movedBy(day, -1);

/** The tables count both days in; the project's spans end on the day after. */
const dayAfter = (day: string): string => movedBy(day, 1);

const movedBy = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
