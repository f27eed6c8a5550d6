/** Texts of a user's files, whatever they hold, tell no terminal, page, picture or list in Markdown to do anything. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { renderAnswer } from "../../src/cli/output.js";
import { main } from "../../src/cli/run.js";
import { formatUserError, UserError } from "../../src/contract/errors.js";
import type { Envelope, Report } from "../../src/contract/report.js";
import { forReader } from "../../src/contract/text.js";
import { createContext } from "../../src/data/context.js";
import parquet from "../../src/formats/parquet.js";
import { decimal } from "../../src/law/units.js";
import { SAVING } from "../saving.js";
import { DATA, reader } from "../shipped.js";

/** Colours, the title of a window, a bell, C1, a text turned around, half a character, a text in tags that nobody sees, elements, cells and lines of others. */
const HOSTILE =
  '"><script>alert(1)</script>\u001b[31mred\u001b]0;title\u0007\u009b2J\u202eabc\u2066\ud800\ufffe\u0000\u206a\ufff9\u{e0041}|\\|`x`\n# y\r\tz';

const REPORT: Report = {
  title: HOSTILE,
  heading: [HOSTILE],
  columns: [
    { key: HOSTILE, title: HOSTILE, kind: "text", drop: 0 },
    { key: "rate", title: HOSTILE, kind: "rate", drop: 0 },
    { key: "all", title: HOSTILE, kind: "list", drop: 0 },
  ],
  rows: [
    [HOSTILE, decimal("0.1"), [HOSTILE, "b"]],
    [`${HOSTILE}2`, decimal("0.2"), ["c"]],
  ],
  total: { [HOSTILE]: HOSTILE, rate: decimal("0.15") },
  chart: { kind: "bars", along: [HOSTILE], views: { rate: ["rate"] } },
  further: [
    { title: HOSTILE, columns: [{ key: "k", title: HOSTILE, kind: "text", drop: 0 }], rows: [[HOSTILE]] },
  ],
  notes: [HOSTILE],
  facts: {},
};
const ENVELOPE: Envelope = {
  command: ["rate", HOSTILE],
  version: "1.2.3",
  lawAsOf: "2026-01-01",
  edition: reader.json("edition.json"),
  inputs: async () => [{ name: "in.csv", sha256: "00" }],
};
/** Besides ends of lines and tabs. */
const CONTROLS = /[^\P{C}\n\t\u00ad\u200b-\u200d\u2060-\u2064\ufeff]/u;

const FOLDER = mkdtempSync(join(tmpdir(), "tariff-calc-labels-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** The XML of a workbook. */
async function sheetsOf(path: string): Promise<string> {
  const zip = await fromBufferPromise(readFileSync(path));
  let all = "";
  for await (const entry of zip.eachEntry()) {
    for await (const piece of await zip.openReadStreamPromise(entry)) all += piece;
  }
  return all;
}

describe("nothing but text is left in", () => {
  test.each(["table", "chart", "markdown", "html", "svg", "csv", "json", "ndjson"])("%s", async (format) => {
    const chunks = await renderAnswer(REPORT, { format }, () => ENVELOPE, { width: 100, color: false });
    let printed = "";
    for await (const chunk of chunks) printed += chunk;
    expect(printed).not.toMatch(CONTROLS);
    if (["markdown", "html", "svg"].includes(format)) expect(printed).not.toMatch(/<script/i);
    if (format === "html") expect(printed).toContain('data-key="&quot;&gt;&lt;script&gt;');
  });

  test("a message", () => {
    const error = new UserError(`got ${HOSTILE}`, { where: HOSTILE, hint: HOSTILE });
    for (const live of [true, false])
      expect(forReader(formatUserError(error), { live, look: { width: 80 } })).not.toMatch(CONTROLS);
  });
});

test("texts make no links, pictures or signs in Markdown, wherever they stand", async () => {
  const text =
    "![a](http://e.example/x.png) [b](javascript:alert(1)) [c][d] [d]: http://e.example &lt;b&gt; \\](x)";
  const report: Report = {
    ...REPORT,
    title: text,
    heading: [text],
    rows: [[text, decimal("1"), [text]]],
    notes: [text],
  };
  let printed = "";
  for await (const chunk of await renderAnswer(report, { format: "markdown" }, () => ENVELOPE, {
    width: 100,
    color: false,
  }))
    printed += chunk;
  expect(printed.split(text.slice(0, 4)).length).toBeGreaterThan(4);
  expect(printed).not.toMatch(/(?<!\\)(\\\\)*\][(:[]|&lt;b&gt;/);
});

test("a mistake of a hostile name has its own two lines, and lists what is wrong by indented ones", () => {
  const forged = "x\ntariff-calc: error: forged\r\n  hint: forged\u2028forged\u0085";
  const error = new UserError(`2 things are wrong\n    line 1: got "${forged}"\n    line 2`, {
    where: forged,
    hint: forged,
  });
  const lines = formatUserError(error).split(/[\n\r\u0085\u2028\u2029]/);
  expect(lines.map((line) => line.slice(0, 12))).toEqual([
    "tariff-calc:",
    "    line 1: ",
    "    line 2",
    "  hint: x ta",
    "",
  ]);
});

/** What a line prints, as an answer and beside it, over the shipped data. */
async function ran(words: readonly string[]): Promise<{ readonly printed: string; readonly told: string }> {
  const [printed, told]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void printed.push(text),
    err: (text: string) => void told.push(text),
    look: { color: false, width: 100 },
    live: false,
  };
  await main([...words], io, {
    version: "0",
    context: async () => createContext(DATA, "0"),
    topics: () => [],
    topic: () => "",
    saving: SAVING,
  });
  return { printed: printed.join(""), told: told.join("") };
}

describe.each([
  ["a word", "z".repeat(300_000)],
  ["words", "z ".repeat(150_000)],
])("%s of 300,000 letters", (_, long) => {
  test.each([
    ["a flag", "duty", "8703.23.01.60", `--${long.trim()}`],
    ["a number", "duty", long, "--origin", "JP", "--value", "5"],
    ["a claim", "duty", "8703.23.01.60", "--origin", "JP", "--value", "5", "--claim", long],
    ["a file", "duty", "--file", long],
    ["a measure", "measures", long],
    ["a topic", "help", long],
    ["a command", long],
    ["a column", "duty", "--file", "COLUMN", "-f", "csv"],
    ["a column beside", "duty", "--file", "BESIDE", "-f", "csv"],
    ["a cell", "duty", "--file", "CELL", "-f", "csv"],
  ])("are named by their beginning: %s", async (_what, ...line) => {
    const head = "hts,origin,date,value,claims";
    const files: Readonly<Record<string, string>> = {
      COLUMN: `hts,origin,date,${long}\n8703.23.01.60,JP,2025-05-01,100\n`,
      BESIDE: `${head},${long}\n8703.23.01.60,JP,2025-05-01,100,,x\n`,
      CELL: `${head}\n8703.23.01.60,JP,2025-05-01,100,${long}\n`,
    };
    const words = line.map((word) => {
      const text = files[word];
      if (text === undefined) return word;
      writeFileSync(join(FOLDER, `${word}.csv`), text);
      return join(FOLDER, `${word}.csv`);
    });
    const { printed, told } = await ran(words);
    expect(told).not.toBe("");
    expect(told.length).toBeLessThan(6000);
    // A column and a cell that are kept stand there once.
    expect(printed.length).toBeLessThan(line.includes("BESIDE") || line.includes("CELL") ? 302_000 : 6000);
  });
});

test("columns of Parquet have names that tell nothing to who prints them, and that no engine takes for another", async () => {
  const keys = [HOSTILE, "a\u0001", "a\u0002", "b\u202e", "Duty_USD", "duty_usd", "DUTY_usd", " line\nend "];
  const columns = keys.map((key) => ({ key, title: key, kind: "text", drop: 0 }) as const);
  const rows = [keys.map((_, at) => String(at))];
  const bytes = await parquet.render({ ...REPORT, columns, rows }, ENVELOPE, {
    color: false,
    width: 80,
    ascii: false,
  });
  const file = new Uint8Array(bytes as Uint8Array).slice().buffer;
  const { schema } = await parquetMetadataAsync(file);
  const names = schema.slice(1).map(({ name }) => name);
  expect(names).toHaveLength(keys.length);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(names.join("")).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u206f]/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length);
  expect(names.slice(1)).toEqual([
    "a\ufffd (2)",
    "a\ufffd",
    "b\ufffd",
    "Duty_USD (3)",
    "duty_usd (2)",
    "DUTY_usd",
    " line\nend ",
  ]);
  const [row] = await parquetReadObjects({ file });
  expect(row).toMatchObject({ "a\ufffd (2)": "1", DUTY_usd: "6" });
});

test("notes of a hostile column are one line each, and a workbook holds nothing but text", async () => {
  const row = (label: string) =>
    `hts,origin,date,value,"${label}"\n8703.23.01.60,JP,2025-05-01,100,"${label}"\n`;
  const input = join(FOLDER, "columns.csv");
  writeFileSync(input, row("a\ntariff-calc: error: forged\u202e\u{e0041}\u001b[31m"));
  const { told } = await ran(["duty", "--file", input, "-f", "csv"]);
  expect(told.split("\n").filter((line) => line.startsWith("tariff-calc: error"))).toEqual([]);
  const book = join(FOLDER, "columns.xlsx");
  await ran(["duty", "--file", input, "-o", book]);
  const sheets = await sheetsOf(book);
  expect(sheets).toContain("tariff-calc: error: forged\ufffd\ufffd\ufffd[31m");
  expect(sheets).not.toMatch(CONTROLS);
});

describe("names of data and files that are hostile, command by command", () => {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-hostile-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string): string => join(folder, `\u001b[31m\u202e\u009b"><script>${name}`);
  for (const name of ["entries.csv", "filed.csv", "parts.csv"]) {
    const [head = "", ...rows] = readFileSync(join(DATA, "../docs/examples", name), "utf8")
      .trim()
      .split("\n");
    const cell = '"<script>\u001b[2J\u009b|=1+1"';
    writeFileSync(
      file(name),
      [`${head},"<script>\u001b]0;x\u0007"`, ...rows.map((row) => `${row},${cell}`)].join("\n"),
    );
  }

  /** The shipped data, with every text that is written for people followed by one that is not. */
  const hostile: typeof reader = {
    ...reader,
    json: (name) =>
      (/^(schedule\/base|flows|trade|search)/.test(name)
        ? reader.json(name)
        : renamed(reader.json(name), name === "origins.json")) as ReturnType<typeof reader.json<typeof name>>,
  };
  const FOR_PEOPLE = /^(title|label|summary|cite|note|question|chosen|other|description|citation|product)$/;
  /** @param names What is called a name is for people too; names of levers are words of a command line. */
  function renamed(value: unknown, names: boolean, key = ""): unknown {
    if (typeof value === "string")
      return FOR_PEOPLE.test(key) || (names && key === "name")
        ? `${value}</script><script>\u001b[31m\u009b\u202e\u0000`
        : value;
    if (Array.isArray(value)) return value.map((part) => renamed(part, names, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([own, part]) => [own, renamed(part, names, own)]));
  }

  const context = createContext(DATA, "0.0.0", hostile);
  const GOODS = "8703.23.01 --origin JP";
  const ENTRIES = `"${file("entries.csv")}"`;
  test.each([
    [`duty ${GOODS} --value 30000 --date 2025-06-19 --explain`, ["table", "markdown", "html", "csv", "json"]],
    [`duty --file ${ENTRIES}`, ["table", "markdown", "html", "csv", "json", "ndjson"]],
    [`audit "${file("filed.csv")}"`, ["table", "markdown", "html", "csv", "json"]],
    [`scenario --entries ${ENTRIES} --reciprocal 15`, ["table", "json"]],
    ["scenario --auto 15 --by chapter --top 3", ["table", "html", "svg"]],
    ["compare --case auto=15 --case auto=25", ["markdown", "svg"]],
    ["timeline --hts 8703.23.01 --origin JP", ["table", "html", "svg"]],
    [`rate ${GOODS} --date 2025-06-19`, ["table", "html"]],
    ["measures section-232", ["table", "markdown", "html", "csv", "json"]],
    ["measures section-232/cars", ["table", "html"]],
    ["measures --adcvd --origin JP", ["markdown"]],
    ["claims", ["table", "html"]],
    ["events", ["table", "html"]],
    ["exposure --auto 15", ["table", "html"]],
    ["prices --auto 15", ["table", "html"]],
    [`choose "${file("nothing.csv")}"`, ["table"]],
    [`compile --check "${file("nothing")}"`, ["table", "json"]],
    [`choose --bom "${file("parts.csv")}" --from JP,DE --date 2025-06-19`, ["table", "html", "csv"]],
    [`when ${GOODS} --value 30000 --from 2025-06-01 --until 2025-09-30`, ["table", "html"]],
    ["solve --lever auto --target rate=20 --origin NZ", ["table", "html"]],
    ["sweep --lever auto=15,25 --origin NZ", ["html"]],
    ["sweep --lever auto=15,25 --lever reciprocal=15,24 --origin NZ", ["svg"]],
    ["balance --auto 15", ["table", "html"]],
    ["grid --date 2025-06-19 --origin JP", ["csv"]],
    ["find cars", ["table", "html"]],
    [`columns ${ENTRIES}`, ["table"]],
    ["data sources", ["table", "html"]],
  ])("%s", async (line, formats) => {
    for (const format of formats) {
      const { status, printed } = await asked(`${line} --format ${format}`);
      expect(status, printed).toBeLessThan(/^(choose|compile --check) "/.test(line) ? 3 : 2);
      expect(printed).not.toMatch(CONTROLS);
      if (format === "html" || format === "svg") expect(printed).not.toMatch(/<script/i);
    }
  });

  /** What is printed, on either stream, of a line whose words may stand in quotes. */
  async function asked(line: string): Promise<{ readonly status: number; readonly printed: string }> {
    let printed = "";
    const take = (text: string): void => {
      printed += text;
    };
    const words = [...line.matchAll(/"([^"]*(?:"><[^"]*)?)"|(\S+)/g)].map(
      ([, held, bare]) => held ?? bare ?? "",
    );
    const io = { out: take, err: take, look: { color: false, width: 80, ascii: false }, live: true };
    const status = await main(words, io, {
      version: "0.0.0",
      context: async () => context,
      topics: () => [],
      topic: () => "",
      saving: SAVING,
    });
    return { status, printed };
  }

  test("report writes a page whose only scripts are its own", async () => {
    const path = join(folder, "page.html");
    const { status, printed } = await asked(`report --auto 15 --origin NZ -o "${path}"`);
    expect(status, printed).toBe(0);
    const page = readFileSync(path, "utf8");
    expect(page).not.toMatch(CONTROLS);
    expect(page.match(/<script[^>]*>/gi)).toEqual([
      '<script type="text/plain" id="data">',
      '<script type="text/plain" id="script">',
      '<script type="module">',
    ]);
  });
});

test("a cell of Markdown ends where its text does", async () => {
  const cell = "a\\|b|c";
  const report: Report = { ...REPORT, rows: [[cell, null, null]], total: null, further: [] };
  const [printed] = (await renderAnswer(report, { format: "markdown" }, () => ENVELOPE, {
    width: 100,
    color: false,
  })) as string[];
  expect(printed).toContain("| a\\\\\\|b\\|c |");
});
