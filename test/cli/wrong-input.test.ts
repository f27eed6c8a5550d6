/** Slips that every command can meet: one message each, which says where and what to do, status 2, and never a stack. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import type { Command } from "../../src/contract/command.js";
import { flagName } from "../../src/contract/errors.js";
import { session } from "./session.js";

/** What each command needs before it comes to anything else. */
const NEEDED: Readonly<Record<string, string>> = {
  audit: "audit docs/examples/filed.csv",
  completion: "completion bash",
  data: "data sources",
  duty: "duty 8703.23.01 --origin JP --value 30000",
  grid: "grid --date 2025-06-19",
  rate: "rate 8703.23.01",
  solve: "solve --lever auto --target rate=20",
  sweep: "sweep --lever auto=0:20:10",
  compare: "compare --case auto=15 --case auto=25",
};

/** By what a flag says it takes: values that are none of these, the ends of what people type among them. */
const WRONG: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^<day>$/, ["2025-02-30", "2025-13-19", "06/07/2025", "yesterday", "1999-01-01", '""']],
  [/^<country>$/, ["Atlantis", "ZZ", '""']],
  [/^<(usd|n|draws|years|factor|number)>$/, ["lots", "-1", "1e400", "NaN", '""']],
  [/^<(file|folder)>$/, ["no-such/file.csv", '""']],
  [/^<(ids|id|view|how|model|group|metric|dataset|law)>$/, ["nosuch", '""']],
];

const commands = await Promise.all(
  COMMANDS.map(async ({ load }) => (await load()).default as unknown as Command),
);

const linesOf = ({ name, flags }: Command): string[] => {
  const start = NEEDED[name] ?? name;
  const own = Object.entries(flags).flatMap(([key, { placeholder }]) => {
    const wrong = WRONG.find(([kind]) => kind.test(placeholder ?? ""))?.[1] ?? [];
    return wrong.map((value) => `${start} --${flagName(key)} ${value}`);
  });
  const twice = Object.entries(flags).flatMap(([key, { placeholder, repeats }]) =>
    placeholder && !repeats ? [`${start} --${flagName(key)} 1 --${flagName(key)} 2`] : [],
  );
  const [first] = Object.entries(flags).find(([, { placeholder }]) => placeholder !== null) ?? [];
  return [
    ...own,
    ...twice,
    ...(first ? [`${name} --${flagName(first)}`] : []),
    `${start} --nosuch`,
    `${start} -x`,
    `${start} --format xml`,
    `${start} --format`,
    `${start} --output ""`,
    `${start} --data nowhere`,
    `${name}x`,
  ];
};

/** Flags of other actions than the one asked for, files that are written only if there is need, goods long under way. */
const MAY_BE_RIGHT = [/^data .*--(into|name|year|date) /, /--rejected no-such/, /--loaded-on 1999/];

describe.each(commands.map((command) => ({ name: command.name, lines: linesOf(command) })))(
  "$name",
  ({ lines }) => {
    test.each(lines.filter((line) => !MAY_BE_RIGHT.some((right) => right.test(line))))("%s", async (line) => {
      const printed = await session(`$ tariff-calc ${line}`, 80);
      expect(printed).toMatch(/^2> tariff-calc: error: .+\n(2> .*\n)*\[exit 2\]\n$/);
      expect(printed).not.toMatch(/ {4}at |undefined|\[object|NaN(?!")/);
    });
  },
);

describe("what is close to a name is suggested", () => {
  test.each([
    ["scenrio", "scenario"],
    ["scenario --recipocal 24", "--reciprocal"],
    ["scenario japan-2052", "japan-2025"],
    ["scenario --by sectro", "sector"],
    ["scenario --origin Jpan", "Japan"],
    ["scenario --format jsno", "json"],
    ["measures section-232/carz", "section-232/cars"],
    ["sweep --lever atuo=0:20:10", "auto"],
    ["help staking", "stacking"],
    ["completion bsh", "bash"],
    ["duty 8703.23.02 --origin JP --value 1 --date 2025-06-19", "8703.23.01"],
  ])("tariff-calc %s: %s", async (line, near) => {
    const printed = await session(`$ tariff-calc ${line}`, 80);
    expect(printed).toContain("[exit 2]");
    expect(printed.split("hint:")[1]).toContain(near);
  });
});

test.each([
  ["scenario --auto --reciprocal 24", "--auto: expected <rate> after it; --reciprocal follows"],
  ["solve --lever --target rate=20", "--lever: expected <name> after it; --target follows"],
  ["duty 8703.23.01 --origin --value 3", "--origin: expected <country> after it; --value follows"],
  [
    "duty 8703.23.01 --origin JP --value 3 --claim --explain",
    "--claim: expected <claim> after it; --explain follows",
  ],
  ["scenario --format -q", "--format: expected <name> after it; -q follows"],
])("an option is no value of the one before it: %s", async (line, told) => {
  const printed = await session(`$ tariff-calc ${line}`, 120);
  expect(printed).toContain(`error: ${told}\n`);
  expect(printed).toContain("[exit 2]");
});

test.each(["not-a-car", '"Not a car"'])(
  "a claim in place of a number is told what takes it: %s",
  async (word) => {
    expect(await session(`$ tariff-calc claims ${word}`, 120)).toContain(
      "`duty 8703.23.01 --claim not-a-car` states it",
    );
  },
);

describe("a word of other programs, or of another command, for what an option does", () => {
  test.each([
    ["duty 8703.23.01 --country JP --value 100", "did you mean --origin?"],
    ["choose 8703.23.01 --origin JP --value 100", "did you mean --from <origins>?"],
    [
      "choose 8703.23.01 --sort rate",
      "its rows have an order of their own; --format csv gives them to what sorts",
    ],
    ["rate 8703.23.01 --order low", "did you mean --sort?"],
    ["scenario --realised", "did you mean --view <view>?"],
    ["timeline --by sector", "`tariff-calc timeline --help` lists the options"],
    ["duty 8703.23.01 --from JP --value 100", "did you mean --origin?"],
    ["duty 8703.23.01 --origin JP --amount 100", "did you mean --value?"],
    ["duty 8703.23.01 --origin JP --value 100 --json", "did you mean --format json?"],
    ["duty 8703.23.01 --origin JP --value 100 --excel", "did you mean --format xlsx?"],
    ["duty 8703.23.01 --origin JP --value 100 --out x.csv", "did you mean --output?"],
    ["duty 8703.23.01 --origin JP --value 100 --weight 3kg", "did you mean one of --qty, --metal-weight?"],
    ["duty --hts 8703.23.01 --origin JP --value 100", "write it without an option: `tariff-calc duty <hts>`"],
    ["duty --input entries.csv", "did you mean --file?"],
    ["audit --file filed.csv", "write it without an option: `tariff-calc audit <file>`"],
    ["scenario --cars 15", "did you mean --auto?"],
    ["scenario --hts 8703", "did you mean --product?"],
    ["timeline --hs 8703.23.01 --origin JP", "did you mean one of --product, --hts?"],
    ["timeline --origin JP --until 2026-01-01", "did you mean --to?"],
    ["when 8703.23.01 --origin JP --value 1 --to 2026-01-01", "did you mean --until?"],
    ["rate 8703.23.01 --limit 5", "did you mean --top?"],
    [
      "sweep --lever auto --from 0 --to 30 --step 5",
      "did you mean one of --origin, --lever <name=from:to:step>?",
    ],
    ["grid --date 2026-05-01 --hts 8703", "did you mean --product?"],
    ["scenario --nosuch", "`tariff-calc scenario --help` lists the options"],
  ])("tariff-calc %s: %s", async (line, hint) => {
    const printed = await session(`$ tariff-calc ${line}`, 120);
    expect(printed).toMatch(/^2> tariff-calc: error: --[a-z]+: there is no such option\n/);
    expect(printed).toContain(`hint: ${hint}\n`);
    expect(printed).toContain("[exit 2]");
  });
});

test.each([
  ["hts6", "subheading"],
  ["HS-6", "subheading"],
  ["hs4", "heading"],
  ["country", "origin"],
  ["Sector,partner", "sector,origin"],
  ["industry", "naics"],
])("--by %s: %s", async (also, group) => {
  const rows = (by: string) => session(`$ tariff-calc scenario --by ${by} --top 2 --format csv`, 80);
  const [, ...named] = (await rows(also)).split("\n");
  const [, ...usual] = (await rows(group)).split("\n");
  expect(named).toEqual(usual);
  expect(named.join()).not.toContain("error");
});

describe("a month stands for its first day, or for its last", () => {
  test.each([
    ["timeline --origin JP --from 2025-04 --to 2025-06", "--from 2025-04-01 --to 2025-06-30"],
    ["rate 8703.23.01 --origin JP --from 2025-04 --to 2025-09", "--from 2025-04-01 --to 2025-09-30"],
    [
      "when 8703.23.01 --origin JP --value 30000 --from 2028-02 --until 2028-02",
      "--from 2028-02-01 --until 2028-02-29",
    ],
  ])("tariff-calc %s: %s", async (line, days) => {
    const inDays = line.replace(/ --from .*/, ` ${days}`);
    expect(await answerOf(line)).toBe(await answerOf(inDays));
  });
  const answerOf = async (line: string) => {
    const [, ...printed] = (await session(`$ tariff-calc ${line}`, 120)).split("\n");
    expect(printed.join("\n")).toMatch(/20\d\d-\d\d-\d\d/);
    return printed.join("\n");
  };
});

test.each(["format", "data", "help", "by", "version"])(
  "a lever of the user named %s is refused in words",
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "levers-"));
    const levers = [{ name, summary: "cars", measures: ["section-232/cars*"] }];
    writeFileSync(join(folder, "levers.json"), JSON.stringify({ levers }));
    const printed = await session(`$ tariff-calc scenario japan-deal --data ${folder}`, 80);
    const checked = await session(`$ tariff-calc data validate ${folder}`, 200);
    rmSync(folder, { recursive: true });
    expect(printed).toContain(`a lever is named "${name}", which is a flag of the program`);
    expect(printed).toContain("[exit 2]");
    expect(checked).toContain(`--${name} is a flag of the program`);
    expect(checked).toContain("[exit 1]");
  },
);

test.each([
  ["domestic=1e308,foreign=1e-308", "domestic"],
  ["domestic=70,foreign=50,dutiable=1e-300", "dutiable"],
])("costs whose quotient is no number are refused: %s", async (costs, name) => {
  const printed = await session(`$ tariff-calc solve --break-even ${costs}`, 80);
  expect(printed).toContain(`--break-even: expected ${name} of zero, or from`);
  expect(printed).toContain("[exit 2]");
});

test.each([
  'duty --file "entries\0.csv"',
  'audit "entries\0.csv"',
  'columns "\0"',
  'choose --bom "parts\0.csv" --from JP',
  'scenario "a\0.json"',
  'scenario --entries "a\0.csv"',
  'data validate "a\0"',
  'events --data "a\0"',
  'events -o "a\0.csv"',
  'report -o "a\0.html"',
])("a NUL in the name of a file is told: %j", async (line) => {
  const printed = await session(`$ tariff-calc ${line}`, 80);
  expect(printed).toMatch(/^2> tariff-calc: error: .*\n(2> {3}hint: .*\n)?\[exit 2\]\n$/);
});

test("-o names the folder that compile writes, as --into does", async () => {
  const folder = mkdtempSync(join(tmpdir(), "compile-"));
  const line = "$ tariff-calc compile --from 2025-06-19 --until 2025-06-20 --dialect duckdb";
  const printed = await session(`${line} -o ${join(folder, "law")}`, 80);
  const beside = await session(`${line} --into ${join(folder, "same")}`, 80);
  const hashes = ["law", "same"].map((name) => readFileSync(join(folder, name, "manifest.json"), "utf8"));
  rmSync(folder, { recursive: true });
  expect(printed + beside).not.toContain("[exit");
  expect(hashes[0]).toBe(hashes[1]);
});

test("-o - is standard output, and a folder that is not there is no file", async () => {
  const line = "$ tariff-calc events --format csv";
  expect(await session(`${line} -o -`, 80)).toBe(await session(line, 80));
  expect(await session(`${line} -o no-such-folder/`, 80)).toMatch(
    /^2> tariff-calc: error: --output: cannot write no-such-folder\/: it names a folder, and there is none\n/,
  );
});

test("a file without an end is read until it is too large, and no further", async () => {
  const printed = await session("$ tariff-calc scenario /dev/zero", 80);
  expect(printed).toContain("/dev/zero: this file has more than 16777216 bytes");
  expect(printed).toContain("[exit 2]");
});

test.each([
  [
    "choose --bom in.csv --from JP",
    "part,hts,value\na,8703.23.01.60,30000\nb,8703.23.01.60,abc\n",
    "3: value",
  ],
  ["choose --bom in.csv --from JP", "part,hts,value\na,8703,30000\n", "2: hts"],
  ["choose --bom in.csv --from JP", "part,hts,value\na,wheels,30000\n", "2: hts"],
  ["scenario --auto 15 --weights in.csv", "origin,hts,value\nJP,8703,5\nXX,8703,5\n", "3: origin"],
  ["scenario --auto 15 --weights in.csv", "origin,industry,value\nJP,33,5\n", "2: industry"],
  ["scenario --auto 15 --weights in.csv", "origin,hts,value,month\nJP,8703,5,2025-13\n", "2: month"],
  ["duty --file %s --rates in.csv", "currency,from,until,rate\nEUR,2025-04-01,,x\n", "2: rate"],
  ["duty --file %s --rates in.csv", "currency,from,until,rate\nEUR,2025-02-30,,1.1\n", "2: from"],
])("%s: a cell that is wrong is named by row and column", async (line, text, place) => {
  const folder = mkdtempSync(join(tmpdir(), "cells-"));
  const file = join(folder, "in.csv");
  writeFileSync(file, text);
  const asked = line.replace("in.csv", file).replace("%s", "docs/examples/entries.csv");
  const printed = await session(`$ tariff-calc ${asked}`, 400);
  rmSync(folder, { recursive: true });
  expect(printed).toContain(`${file}:${place}: `);
  expect(printed).toContain("[exit 2]");
});

/** What would leave the answer as it is, beside another flag or goods, a file or a folder. */
test.each([
  ["compile --check law --from 2025-04-01", "from"],
  ["compile --check law --until 2025-06-01", "until"],
  ["compile --check law --dialect duckdb", "dialect"],
  ["compile --check law --view cash", "view"],
  ["compile --check law --into other", "into"],
  ["duty 8703.23.01 --origin JP --value 30000 --no-asks", "no-asks"],
  ["duty 8703.23.01 --origin JP --value 30000 --describe", "describe"],
  ["duty 8703.23.01 --origin JP --value 30000 --rate EUR=1.1", "rate"],
  ["duty 8703.23.01 --origin JP --value 30000 --jobs 2", "jobs"],
  ["duty --file docs/examples/entries.csv --sheet Entries", "sheet"],
  ["audit docs/examples/filed.csv --sheet Entries", "sheet"],
  ["columns docs/examples/entries.csv --sheet Entries", "sheet"],
  ["duty --merge a.csv --origin JP", "origin"],
  ["solve --break-even domestic=70,foreign=50 --origin JP", "origin"],
  ["solve --break-even domestic=70,foreign=50 --auto 25", "auto"],
])("%s: a flag that would do nothing is refused", async (line, flag) => {
  const printed = await session(`$ tariff-calc ${line}`, 200);
  expect(printed).toMatch(new RegExp(`^2> tariff-calc: error: --${flag}: .*\n2> +hint: leave|give`));
  expect(printed).toContain("[exit 2]");
});
