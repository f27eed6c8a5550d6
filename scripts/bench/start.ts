/** Start-up and the main job beside bare Node. */
import type { Case, OpenFamily } from "./case.js";
import { cliOf, node } from "./child.js";

const BARE = "node -e 0";
const MAIN_JOB = ["scenario", "--auto", "25", "--reciprocal", "24"];

const beside = (argv: readonly string[], mostTimes: number): Case => ({
  name: `tariff-calc ${argv.join(" ")}`,
  run: (root) => node([cliOf(root), ...argv]),
  beside: BARE,
  mostTimes,
});

export const start: OpenFamily = async () => ({
  cases: [
    { name: BARE, run: () => node(["-e", "0"]), beside: null, yardstick: true },
    beside(["--help"], 1.6),
    beside(MAIN_JOB, 4),
  ],
  warmUps: 1,
  runs: 10,
});
