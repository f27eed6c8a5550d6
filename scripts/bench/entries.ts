/** A file of entries priced, beside reading and writing the same rows without pricing them. */
import { join } from "node:path";
import { build } from "rolldown";
import type { OpenFamily } from "./case.js";
import { cliOf, node } from "./child.js";
import { writeEntries } from "./entries-file.js";

const PLAIN = "csv-parse piped to csv-stringify";
/** Files of more rows than this are gone through once: a run takes minutes. */
const MANY_ROWS = 1_000_000;

export const entries: OpenFamily = async ({ rows, folder }) => {
  const file = join(folder, "entries.csv");
  const plain = join(folder, "plain-csv.mjs");
  await writeEntries(file, rows);
  await build({
    input: join(import.meta.dirname, "../plain-csv.ts"),
    platform: "node",
    output: { file: plain, format: "esm" },
  });
  return {
    cases: [
      {
        name: PLAIN,
        run: () => node([plain, file, join(folder, "plain.csv")], { watched: true }),
        beside: null,
        yardstick: true,
        rows,
      },
      {
        name: "tariff-calc duty --file entries.csv -o duties.csv",
        run: (root) =>
          node([cliOf(root), "duty", "--file", file, "-o", join(folder, "duties.csv")], { watched: true }),
        beside: PLAIN,
        mostTimes: 2,
        mostMegabytes: 200,
        rows,
      },
    ],
    warmUps: 0,
    runs: rows > MANY_ROWS ? 1 : 3,
  };
};
