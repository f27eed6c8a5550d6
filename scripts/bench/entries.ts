/** A file of entries priced, beside reading and writing the same rows without pricing them. */
import { join } from "node:path";
import { build } from "rolldown";
import type { Case, OpenFamily } from "./case.js";
import { cliOf, node } from "./child.js";
import { writeEntries } from "./entries-file.js";

/** What a file is of, and how many kinds of goods it has. */
const FILES = [
  { of: "every line from everywhere" },
  { of: "2,000 kinds of goods of one importer", kinds: 2_000 },
] as const;
/** Files of more rows than this are gone through once: a run takes minutes. */
const MANY_ROWS = 100_000;

export const entries: OpenFamily = async ({ rows, folder }) => {
  const plain = join(folder, "plain-csv.mjs");
  await build({
    input: join(import.meta.dirname, "../plain-csv.ts"),
    platform: "node",
    output: { file: plain, format: "esm" },
  });
  const cases = await Promise.all(FILES.map((file, at) => casesOf(file, at, { rows, folder, plain })));
  return { cases: cases.flat(), warmUps: 0, runs: rows > MANY_ROWS ? 1 : 3 };
};

interface Where {
  readonly rows: number;
  readonly folder: string;
  /** The program that reads and writes rows. */
  readonly plain: string;
}

/** A file read and written plainly, and priced without its questions and with them. */
async function casesOf(
  { of, kinds }: { readonly of: string; readonly kinds?: number },
  at: number,
  { rows, folder, plain }: Where,
): Promise<Case[]> {
  const file = join(folder, `entries-${at}.csv`);
  await writeEntries(file, rows, kinds);
  const out = join(folder, "duties.csv");
  const yardstick = `csv-parse piped to csv-stringify, ${of}`;
  const priced = (
    name: string,
    flags: readonly string[],
    mostTimes: number,
    mostMegabytes: number,
  ): Case => ({
    name: `tariff-calc duty --file entries.csv ${name}, ${of}`,
    run: (root) => node([cliOf(root), "duty", "--file", file, ...flags, "-o", out], { watched: true }),
    ...{ beside: yardstick, mostTimes, mostMegabytes, rows },
  });
  return [
    {
      name: yardstick,
      run: () => node([plain, file, join(folder, "plain.csv")], { watched: true }),
      ...{ beside: null, yardstick: true, rows },
    },
    priced("--no-asks", ["--no-asks"], 2, 200),
    priced("with its questions", [], 2.2, 250),
  ];
}
