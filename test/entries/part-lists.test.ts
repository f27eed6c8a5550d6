/** Lists of parts for `choose --bom` as people have them: read as files of entries are. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, run } from "./duty-file.js";

async function chosen(text: string, ...flags: string[]) {
  const path = join(folder, "parts.csv");
  writeFileSync(path, text);
  const { out, err, status } = await run(
    "choose",
    "--bom",
    path,
    "--from",
    "JP",
    "--format",
    "json",
    ...flags,
  );
  const rows = out === "" ? [] : (JSON.parse(out).rows as Readonly<Record<string, string>>[]);
  return { values: rows.map(({ part, value_usd }) => [part, value_usd]), err, status };
}

test.each([
  [
    "headings of other programs",
    "Part No,HTS Code,Extended Cost\nA,8482.10.50.68,$1,250.50\n".replace("$1,250.50", '"$1,250.50"'),
  ],
  ["a decimal comma", "SKU;HTS;Value\nA;8482.10.50.68;1.250,50\n"],
  ["titles and totals", "Parts of 2026,,\npart,hts,value\nA,8482.10.50.68,1250.50\nTotal,,1250.50\n"],
  ["a currency beside", "part,hts,value,currency\nA,8482.10.50.68,625.25,EUR\n"],
])("%s", async (_, text) => {
  expect((await chosen(text, "--rate", "EUR=2")).values).toEqual([["A", "1250.5"]]);
});

test.each([
  [
    "a currency that no rate is stated of",
    "part,hts,value,currency\nA,8482.10.50.68,625,EUR\n",
    "a rate for EUR",
  ],
  ["two marks", "part;hts;value\nA;8482.10.50.68;1.250\n", "--decimal point or --decimal comma"],
  ["thousands", "part,hts,Value ($000)\nA,8482.10.50.68,1\n", "expected the columns hts and value"],
  ["numbers of another tariff", "part,CN code,value\nA,84821010,1\n", "tariff of another country"],
])("%s: nothing is guessed", async (_, text, why) => {
  const { err, status } = await chosen(text);
  expect([status, err]).toEqual([2, expect.stringContaining(why)]);
});

test("what says how a list is read is refused without a list", async () => {
  const { err, status } = await run("choose", "8482.10.50.68", "--value", "1", "--sheet", "A");
  expect([status, err]).toEqual([2, expect.stringContaining("how a list of parts is read")]);
});
