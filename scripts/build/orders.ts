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
  note: "Antidumping (A) and countervailing (C) duty orders that notices of September 2025 to September 2026 list as in force. The numbers are for convenience: the words of the scope decide whether goods are covered. Numbers that no edition since 2025 has are left out; where no other number of the order is under the same heading, the heading stands for them. Where the notice read is not the order its first day is not known, and it counts on all days. Rates of deposit are of exporters and producers and are not in the data",
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

/** Numbers that some edition has; an ended one counts as its heading if nothing else of the order is under that. */
function numbersOf(name: string, stated: readonly string[], known: Set<string>, report: Report): string {
  const there = stated.filter((number) => known.has(number));
  const headings = new Set(there.map((number) => number.slice(0, 4)));
  const ended = stated.filter((number) => !known.has(number));
  const widened = ended.filter((number) => !headings.has(number.slice(0, 4)));
  for (const number of ended)
    report.add(
      FILE,
      widened.includes(number)
        ? "a number that no edition has: its heading stands for it"
        : "a number that no edition has, beside others of its heading",
      `${name} ${number}`,
    );
  if (stated.length === 0) report.add(FILE, "an order whose notice names no number", name);
  return [...new Set([...there, ...widened.map((number) => number.slice(0, 4))])].sort().join(" ");
}
