/** Every JSON answer follows its published schema: the schema file itself is read and held against what is printed. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { COMMANDS } from "../../src/commands/index.js";
import { session } from "../cli/session.js";
import { DATA } from "../shipped.js";

const FOLDER = `${DATA}/../schema/output`;
const FILES = "test/cli/files";

const schemaOf = (name: string): z.ZodType =>
  z.fromJSONSchema(JSON.parse(readFileSync(`${FOLDER}/${name}.schema.json`, "utf8")));

/** What is wrong with a value; nothing if it follows the schema. */
function faults(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  return error ? z.prettifyError(error) : "";
}

/** One line at least for each form that the answers of a command have. */
const LINES = [
  `audit ${FILES}/filed-bad.csv`,
  "balance --origin VN",
  "balance --origin JP --auto 15",
  "compare japan-2025 --case auto=15",
  "compare japan-2025 --case auto=15 --by sector --weights latest",
  "data validate",
  `data validate ${FILES}/wrong-measure.json`,
  "data sources",
  "data list",
  "data diff 2025-01-01 2026-10-09",
  "data record 2026-06-08 2026-10-09",
  `data record --notes ${FILES}/notes-earlier.txt --notes ${FILES}/notes-later.txt`,
  "duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19",
  "duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --mode vessel --freight 100 --explain",
  "duty 8431.31.00.20 --origin JP --value 10000 --date 2025-06-19 --explain",
  `duty --file ${FILES}/entries.csv`,
  `duty --file ${FILES}/entries-bad.csv`,
  `columns ${FILES}/entries.csv`,
  "events",
  "events --hts 9403.40.90.60 --origin VN",
  "exposure",
  "exposure --auto 15",
  "choose 8482.10.50.68 --value 10000 --from JP,CN,MX,VN,CU",
  "choose --bom docs/examples/parts.csv --from JP,MX,VN",
  "when 8703.23.01.60 --origin JP --value 30000 --from 2025-03-01 --until 2025-10-09",
  "when 8471.30.01.00 --origin CN --value 30000 --from 2025-03-01 --until 2027-10-09",
  "find brake pads",
  "find laptops --origin CN --date 2026-10-01",
  "find 8482 --origin JP",
  "claims",
  "claims 8482.10.50.44 --origin TH --date 2025-09-04",
  "measures",
  "measures section-232/cars",
  "prices --auto 15",
  "prices --auto 15 --weights latest",
  "rate 8703.23.01 --origin JP --date 2025-06-19",
  "rate 8703.23.01 --origin JP --from 2025-01-01 --to 2025-06-01",
  "rate 0406 --origin FR --date 2025-06-19",
  "scenario --auto 25 --reciprocal 24",
  "scenario --by authority,chapter --top 3",
  "scenario --assume none --by origin",
  `scenario --entries ${FILES}/entries.csv`,
  "scenario --list",
  "scenario --origin JP --view realised",
  "scenario --origin JP --view realised --weights 2025-07..2025-09",
  "scenario --auto 15 --response elastic",
  "scenario --auto 15 --response armington --by sector",
  "scenario --auto 15 --response elastic --uncertainty 20 --seed 1",
  "scenario --auto 15 --response elastic --uncertainty 20 --seed 1 --tornado",
  "solve --lever reciprocal --target rate=20",
  "solve --lever reciprocal --target rate=5000",
  "solve --lever reciprocal --target duty=25e9 --response elastic",
  "solve --lever auto --hold duty --from auto=25 --to auto=15 --with reciprocal",
  "solve --break-even domestic=70,foreign=50,fees=0,dutiable=50",
  "sweep --lever auto=0:20:10",
  "sweep --lever auto=0:20:10 --lever reciprocal=0:10:10 --response elastic",
  "timeline --origin JP --from 2025-01-01 --to 2025-03-10",
  "timeline --origin JP --actuals --from 2025-01-01 --to 2025-03-10",
  "timeline --origin JP --realised --from 2025-07-01 --to 2025-08-31",
  "timeline --hts 8703.23.01 --origin JP --from 2025-01-01 --to 2025-05-10",
  "verify",
];
const commandOf = (line: string): string => line.split(" ")[0] ?? "";
/** Sessions hide hashes and statuses, which the schema asks for and JSON has no place for. */
const plain = (text: string): string =>
  text.replaceAll("<sha256>", "0".repeat(64)).replace(/^(\[exit|2> ).*\n/gm, "");

describe.each(LINES)("%s", (line) => {
  test("the document follows its schema", async () => {
    const printed = plain(await session(`$ tariff-calc ${line} --format json`, 80));
    expect(faults(schemaOf(commandOf(line)), JSON.parse(printed))).toBe("");
  });

  test("each line of NDJSON follows the schema of its rows", async () => {
    const printed = plain(await session(`$ tariff-calc ${line} --format ndjson`, 80));
    const schema = schemaOf(`${commandOf(line)}-row`);
    const rows = printed.split("\n").filter(Boolean);
    expect(rows.map((row) => faults(schema, JSON.parse(row))).filter(Boolean)).toEqual([]);
  });
});

test("sums of shards follow the schema of duty", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shards-"));
  const of = `--file ${FILES}/entries.csv --no-asks`;
  const totals = [1, 2].map((number) => join(folder, `totals-${number}.csv`));
  for (const [at, path] of totals.entries())
    await session(`$ tariff-calc duty ${of} --shard ${at + 1}/2 --totals ${path} -o ${folder}/${at}.csv`, 80);
  const merge = totals.map((path) => `--merge ${path}`).join(" ");
  const document = plain(await session(`$ tariff-calc duty ${merge} --format json`, 80));
  expect(faults(schemaOf("duty"), JSON.parse(document))).toBe("");
  const rows = plain(await session(`$ tariff-calc duty ${merge} --format ndjson`, 80));
  const schema = schemaOf("duty-row");
  const each = rows.split("\n").filter(Boolean);
  expect(each.map((row) => faults(schema, JSON.parse(row)))).toEqual(["", ""]);
});

test("rows of the grid follow their schema", async () => {
  const line = "$ tariff-calc grid --date 2025-06-19 --origin JP --format ndjson";
  const rows = (await session(line, 80)).split("\n").filter(Boolean);
  const schema = schemaOf("grid-row");
  const sample = rows.filter((_, index) => index % 500 === 0);
  expect(sample.map((row) => faults(schema, JSON.parse(row))).filter(Boolean)).toEqual([]);
});

/** They print a script and write a page. */
const WITHOUT_ROWS = ["completion", "report"];

test("every command has schemas, and no schema is of a command that is gone", () => {
  const inRows = COMMANDS.filter(({ name }) => !WITHOUT_ROWS.includes(name));
  const names = inRows.flatMap(({ name }) => (name === "grid" ? [`${name}-row`] : [name, `${name}-row`]));
  expect(readdirSync(FOLDER).sort()).toEqual(names.map((name) => `${name}.schema.json`).sort());
});

test("an answer with a digit as a number, an unknown column or a rate in words is refused", () => {
  const schema = schemaOf("rate-row");
  const row = {
    date_from: "2025-06-19",
    date_until: null,
    hts: "87032301",
    origin: "JP",
    base_rate: "0.025",
    additional_rate: null,
    total_rate: null,
    at_least_rate: "0.025",
    up_to_rate: null,
    status: "exact",
    layers: [],
    asks: [],
    description: null,
  };
  expect(faults(schema, row)).toBe("");
  for (const wrong of [
    { base_rate: 0.025 },
    { base_rate: "2.5%" },
    { more: "1" },
    { date_from: "2025-02-30" },
  ])
    expect(faults(schema, { ...row, ...wrong })).not.toBe("");
});
