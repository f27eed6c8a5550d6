/** Start-up and the main job beside bare Node, in one run: `npm run bench`, with `-- --json` for other programs. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const RUNS = 10;
const cli = join(import.meta.dirname, "../bin/tariff-calc.js");

interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  /** The most it may cost, in times of bare Node. */
  readonly most: number | null;
}

const CASES: readonly Case[] = [
  { name: "node -e 0", argv: ["-e", "0"], most: null },
  { name: "tariff-calc --help", argv: [cli, "--help"], most: 1.6 },
  {
    name: "tariff-calc scenario --auto 25 --reciprocal 24",
    argv: [cli, "scenario", "--auto", "25", "--reciprocal", "24"],
    most: 4,
  },
];

/** Wall time of one whole process, in milliseconds. @throws if it fails. */
function timed({ name, argv }: Case): number {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, argv, { stdio: "ignore" });
  if (status !== 0) throw new Error(`${name} ended with status ${status}; run npm run build first`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2;
}

for (const one of CASES) timed(one);
const times = CASES.map((): number[] => []);
for (let run = 0; run < RUNS; run += 1)
  for (const [index, one] of CASES.entries()) times[index]?.push(timed(one));

const [bare = 1] = times.map(median);
const rows = CASES.map(({ name, most }, index) => {
  const time = median(times[index] ?? []);
  return {
    name,
    median_ms: Math.round(time),
    times_bare_node: Number((time / bare).toFixed(2)),
    at_most: most,
  };
});
if (process.argv.includes("--json"))
  console.log(JSON.stringify({ runs: RUNS, node: process.version, rows }, null, 2));
else console.table(rows);
