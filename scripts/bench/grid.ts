/** Every line by every origin: of a day as rows beside writing the same bytes plainly, and of all days without writing. */
import { join } from "node:path";
import type { OpenFamily } from "./case.js";
import { cliOf, node, ROOT } from "./child.js";

const DAY = "2025-06-19";
const WRITE = "writing the same CSV plainly";
const BARE = "node -e 0";
/** Reads a file and writes it again. */
const COPY = `import { readFileSync, writeFileSync } from "node:fs";
const [from, to] = process.argv.slice(-2);
writeFileSync(to, readFileSync(from));`;

const cells = (days: readonly string[]) => (root: string) =>
  node(["--import", "tsx", join(root, "scripts/bench/all-days.ts"), ...days], { watched: true, cwd: root });

export const grid: OpenFamily = async ({ folder }) => {
  const csv = join(folder, "grid.csv");
  const write = (file: string) => (root: string) =>
    node([cliOf(root), "grid", "--date", DAY, "-o", file], { watched: true });
  await write(csv)(ROOT);
  return {
    cases: [
      { name: BARE, run: () => node(["-e", "0"]), beside: null, yardstick: true },
      {
        name: WRITE,
        run: () => node(["--input-type=module", "-e", COPY, csv, join(folder, "copy.csv")]),
        beside: null,
        yardstick: true,
      },
      {
        name: `tariff-calc grid --date ${DAY}: CSV`,
        run: write(join(folder, "again.csv")),
        beside: WRITE,
        mostTimes: 2,
      },
      {
        name: `tariff-calc grid --date ${DAY}: Parquet`,
        run: write(join(folder, "grid.parquet")),
        beside: BARE,
      },
      { name: `every rate of ${DAY}`, run: cells([DAY]), beside: BARE, mostMegabytes: 350 },
      { name: "every rate of every day the law changed on", run: cells([]), beside: BARE },
    ],
    warmUps: 0,
    runs: 3,
  };
};
