/** Duty under an act that a court held not to authorize it is told in one sentence wherever figures count it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { session } from "./session.js";

const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
// Toys owe nothing of their own; in June 2025 those of Japan owed the reciprocal 10% under the IEEPA.
const ENTRIES =
  "hts,origin,value,date,mode\n9503.00.00.90,JP,1000,2025-06-19,vessel\n9503.00.00.90,JP,2000,2025-06-19,vessel\n";
const TOLD =
  /charged under the IEEPA: held unlawful on 2026-02-20 .*and refundable\.|Duty under the IEEPA is among these \w+: held unlawful on 2026-02-20 .*and refundable\./;
const run = async (line: string): Promise<string> =>
  (await session(`$ tariff-calc ${line}`, 300)).replaceAll(/\s+/g, " ");

describe("held unlawful, and refundable", () => {
  test.each([
    "duty 9503.00.00.90 --origin JP --value 1000 --date 2025-06-19",
    "rate 9503.00.00.90 --origin JP --date 2025-06-19",
    "choose 9503.00.00.90 --value 1000 --from JP,KR --date 2025-06-19",
    "timeline --hts 9503.00.00.90 --origin JP --from 2025-06-01 --to 2025-06-30",
    "timeline --origin JP --from 2025-06-01 --to 2025-06-30",
    "scenario --auto 25 --reciprocal 24",
    "scenario --view realised --date 2025-06-19",
    "timeline --realised --origin JP --from 2025-06-01 --to 2025-08-31",
    "timeline --origin JP --actuals",
    "compare japan-2025 --case auto=15",
    "sweep --lever reciprocal=10:30:10",
    "balance --origin JP",
    "exposure",
    "solve --lever reciprocal --target duty=30e9",
    `duty --file ${file("in.csv", ENTRIES)} --format table`,
  ])("%s", async (line) => expect(await run(line)).toMatch(TOLD));

  test.each([
    "rate 9503.00.00.90 --origin JP --date 2026-03-10",
    "choose 9503.00.00.90 --value 1000 --from JP,KR --date 2026-03-10",
    "compare section-122 --case reciprocal=15",
    `duty --file ${file("after.csv", ENTRIES.replaceAll("2025-06-19", "2026-03-10"))} --format table`,
  ])("not where none is charged: %s", async (line) => expect(await run(line)).not.toContain("IEEPA:"));

  test("of a file, with the dollars: 10% of $3,000", async () =>
    expect(await run(`duty --file ${file("two.csv", ENTRIES)} --format table`)).toContain(
      "$300 of it is charged under the IEEPA",
    ));

  test("and of its shards, added up", async () => {
    const path = file("all.csv", ENTRIES);
    const totals = [1, 2].map((number) => join(folder, `t${number}.csv`));
    for (const [at, one] of totals.entries())
      await run(`duty --file ${path} --shard ${at + 1}/2 --totals ${one} -o ${join(folder, `o${at}.csv`)}`);
    expect(await run(`duty ${totals.map((one) => `--merge ${one}`).join(" ")}`)).toContain(
      "$300 of it is charged under the IEEPA",
    );
  });
});

test.each([
  "scenario",
  "scenario --view realised",
  "scenario --response elastic",
  "balance",
  "exposure",
  "prices",
])(
  "%s says that a day is beyond the law that was checked, and that an act allows less than is set",
  async (command) => {
    expect(await run(`${command} --date 2027-03-01`)).toMatch(
      /checked to 2026-10-09; later days extrapolate it/,
    );
    expect(await run(`${command} --date 2026-03-01 --section-122 20`)).toContain(
      "where the act allows 15% at most",
    );
  },
);
