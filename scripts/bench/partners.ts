/** A year of trade of all partners priced from the law, beside a SQL join with rates that were priced before. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createContext } from "../../src/data/context.js";
import type { OpenFamily } from "./case.js";
import { cliOf, node, ROOT } from "./child.js";

const JOIN = "DuckDB: SQL join with finished rates";
const DAY = "2025-06-19";
const DATASET = "us-imports-2024";
const RUNS = 5;

export const partners: OpenFamily = async ({ folder }) => {
  const trade = join(folder, "trade.csv");
  const rates = join(folder, "rates.parquet");
  writeFileSync(trade, tradeByLine());
  await node([cliOf(ROOT), "grid", "--date", DAY, "-o", rates]);
  const sql = join(import.meta.dirname, "../sql-join.mjs");
  const scenario = ["scenario", "--origin", "all", "--date", DAY, "--by", "origin", "--assume"];
  return {
    cases: [
      { name: JOIN, run: () => node([sql, trade, rates]), beside: null, yardstick: true },
      {
        name: "tariff-calc scenario --origin all --assume none",
        run: (root) => node([cliOf(root), ...scenario, "none"]),
        beside: JOIN,
        mostTimes: 1,
      },
      {
        name: "tariff-calc scenario --origin all",
        run: (root) =>
          node([cliOf(root), ...scenario, "metal-content,observed-base,chapter-mix,usmca-claims"]),
        beside: JOIN,
      },
      {
        name: "tariff-calc timeline --origin all, 21 months",
        run: (root) => node([cliOf(root), "timeline", "--origin", "all"]),
        beside: null,
      },
    ],
    warmUps: 1,
    runs: RUNS,
  };
};

/** Rows of ten digits of every partner that has them. */
function tradeByLine(): string {
  const context = createContext(join(import.meta.dirname, "../../data"), "0");
  const lines = context.flowOrigins(DATASET).flatMap((origin) => {
    const { hts, value } = context.flow(DATASET, origin);
    return hts.flatMap((code, row) => (code.length === 10 ? [`${origin},${code},${value[row]}`] : []));
  });
  return `origin,hts10,value\n${lines.join("\n")}\n`;
}
