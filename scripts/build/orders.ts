/** Antidumping and countervailing duty orders: a case, its country, its product, and the numbers that its notice names. */
import { join } from "node:path";
import { currentLines } from "./number-changes.js";
import type { Report } from "./report.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

const FILE = "adcvd/orders.csv";

const HEAD = {
  $schema: "../schema/orders.schema.json",
  source: ["commerce-adcvd-orders"],
  checkedOn: "2026-11-28",
  confidence: "medium",
  note: "Antidumping (A) and countervailing (C) duty orders that notices of September 2025 to September 2026 list as in force. The numbers are for convenience: the words of the scope decide whether goods are covered. Numbers that no edition since 2025 has are left out; one that was split since stands as the numbers it was split into, and where no number of the order is under the same heading, the heading stands for it. Where the notice read is not the order its first day is not known, and it counts on all days. Rates of deposit are of exporters and producers and are not in the data",
};

export function buildOrders(tables: Tables, to: string, report: Report): void {
  const known = new Set(
    currentLines(tables).flatMap(({ hts = "" }) => [hts.slice(0, 4), hts.slice(0, 6), hts.slice(0, 8)]),
  );
  const orders = tables.rows(FILE).map((row) => ({
    case: row.case,
    origin: row.iso2,
    product: row.product,
    numbers: numbersOf(row.case ?? "", (row.hts_prefixes ?? "").split(" ").filter(Boolean), known, report),
    from: row.order_date || null,
    until: row.revoked_date || null,
    notices: [...new Set([row.scope_read_in, row.listed_in].flatMap((notice) => notice || []))].join(" "),
  }));
  writeJson(join(to, "orders.json"), { ...HEAD, orders: orders.sort((a, b) => compare(a.case, b.case)) });
}

const compare = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

/** Vanadium left 8112.40 in 2007 for others; the digits are rhenium's now. */
const USED_AGAIN = new Set(["811240"]);

/** Numbers of six digits that one was split into: they share its first five. */
const splitInto = (number: string, known: ReadonlySet<string>): string[] =>
  number.endsWith("0") && !USED_AGAIN.has(number)
    ? [...known].filter((one) => one.length === 6 && one.startsWith(number.slice(0, 5)))
    : [];

/**
 * What counts for a number that no edition has: those it was split into, if the order names none of them; else its heading, if
 * nothing else of the order is under that.
 */
function standIn(number: string, there: readonly string[], known: ReadonlySet<string>) {
  const split = splitInto(number, known);
  const heading = number.slice(0, 4);
  if (
    split.some((one) => there.includes(one)) ||
    (split.length === 0 && there.some((one) => one.startsWith(heading)))
  )
    return { numbers: [], how: ", beside others of its heading" };
  return split.length > 0
    ? { numbers: split, how: ": those it was split into stand for it" }
    : { numbers: [heading], how: ": its heading stands for it" };
}

function numbersOf(name: string, stated: readonly string[], known: Set<string>, report: Report): string {
  const there = stated.filter((number) => known.has(number));
  const ended = stated.filter((number) => !known.has(number));
  const standIns = ended.flatMap((number) => {
    const { numbers, how } = standIn(number, there, known);
    report.add(FILE, `a number that no edition has${how}`, `${name} ${number}`);
    return numbers;
  });
  if (stated.length === 0) report.add(FILE, "an order whose notice names no number", name);
  return [...new Set([...there, ...standIns])].sort().join(" ");
}
