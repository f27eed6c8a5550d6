/**
 * Times whole processes side by side, each in times of another: `npm run bench`, with `-- --json` for other programs,
 * `-- --only entries --rows 500000` for one family of cases on fewer rows, `-- --against FOLDER` to run each case with
 * the build of another commit in turn. Status 1 if a limit does not hold.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { FAMILIES } from "./bench/families.js";
import { type Measured, measured } from "./bench/measure.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    rows: { type: "string", default: "5000000" },
    against: { type: "string" },
  },
});
const { json, only, rows } = values;
const against = values.against === undefined ? undefined : resolve(values.against);
if (only !== undefined && !Object.hasOwn(FAMILIES, only))
  throw new Error(`expected --only ${Object.keys(FAMILIES).join(" or ")}; got ${only}`);
if (!/^[1-9]\d*$/.test(rows)) throw new Error(`expected --rows and a whole number; got ${rows}`);

const cases: (Measured & { readonly family: string })[] = [];
for (const [family, open] of Object.entries(FAMILIES)) {
  if (only !== undefined && only !== family) continue;
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-bench-"));
  try {
    const own = await measured(await open({ rows: Number(rows), folder }), against);
    cases.push(...own.map((one) => ({ family, ...one })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (json) console.log(JSON.stringify({ node: process.version, rows: Number(rows), cases }, null, 2));
else
  console.table(
    cases.map(({ family, beside, ...shown }) => ({ ...shown, beside })),
    [
      "name",
      "seconds",
      "rows_per_second",
      "times",
      "times_at_most",
      "beside",
      "against",
      "peak_mb",
      "peak_mb_at_most",
      "holds",
    ],
  );
if (cases.some(({ holds }) => !holds)) process.exitCode = 1;
