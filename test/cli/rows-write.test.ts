/** Rows as they are written: in each format, in pieces, whole or not at all. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { hasFindings, inPieces, renderAnswer, withNotes } from "../../src/cli/output.js";
import { UserError } from "../../src/contract/errors.js";
import type { Cell, Column, Envelope, RowStream } from "../../src/contract/report.js";
import { rowsOf } from "../../src/data/rows/read-rows.js";
import { saving } from "../../src/data/save.js";
import csv from "../../src/formats/csv.js";
import { decimal } from "../../src/law/units.js";
import { SAVING } from "../saving.js";
import { DATA, reader } from "../shipped.js";

const LOOK = { width: 80, color: false };
const ENVELOPE: Envelope = {
  command: ["rows", "in.csv"],
  version: "1.2.3",
  lawAsOf: "2026-01-01",
  edition: reader.json("edition.json"),
  inputs: async () => [{ name: "in.csv", sha256: "00" }],
};

const column = (key: string, more: Partial<Column> = {}): Column => ({
  key,
  title: key.toUpperCase(),
  kind: "text",
  drop: 0,
  ...more,
});

/** Rows of a stream in batches of two. */
function streamOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): RowStream {
  async function* batches() {
    const all = rows.map((added) => ({ read: [], record: null, added }));
    for (let at = 0; at < rows.length; at += 2) yield all.slice(at, at + 2);
  }
  const end = () => ({
    total: { a: decimal("6") },
    notes: ["A note."],
    facts: { faults: "1" },
    findings: rows.length > 2,
  });
  return { title: "Rows", columns, batches: batches(), form: "csv", end };
}

const COLUMNS = [column("a"), column("b", { title: "B b" }), column("bar", { kind: "bar", tableOnly: true })];
const ROWS = [
  ["1", decimal("0.10"), "##"],
  ["x,y", null, "#"],
  ["", true, ""],
];

const textOf = async (
  stream: RowStream,
  options: Parameters<typeof renderAnswer>[1] = {},
): Promise<string> => {
  let text = "";
  const chunks = await renderAnswer(withNotes(stream, options), options, () => ENVELOPE, LOOK);
  for await (const chunk of chunks) text += chunk;
  return text;
};

describe("a stream of rows", () => {
  test("is written in its own form if no other is asked for", async () => {
    expect(await textOf(streamOf(COLUMNS, ROWS))).toBe('a,b\n1,0.1\n"x,y",\n,true\n');
  });

  test("the ending of the output file comes before its form, --format before both", async () => {
    const stream = () => streamOf(COLUMNS, ROWS.slice(0, 1));
    expect(await textOf(stream(), { output: "out.jsonl" })).toBe('{"a":"1","b":"0.1"}\n');
    expect(await textOf(stream(), { output: "out.md", format: "csv" })).toBe("a,b\n1,0.1\n");
  });

  test.each([0, 1, 3])(
    "of %d rows is one JSON document, with what is known at its end after the rows",
    async (count) => {
      const text = await textOf(streamOf(COLUMNS, ROWS.slice(0, count)), { format: "json" });
      const rows = [
        { a: "1", b: "0.1" },
        { a: "x,y", b: null },
        { a: "", b: true },
      ];
      expect(JSON.parse(text)).toEqual({
        schema: "tariff-calc/rows/1",
        program: { name: "tariff-calc", version: "1.2.3" },
        lawAsOf: "2026-01-01",
        edition: reader.json("edition.json"),
        command: ["rows", "in.csv"],
        title: "Rows",
        heading: [],
        rows: rows.slice(0, count),
        total: { a: "6" },
        notes: ["A note."],
        faults: "1",
        inputs: [{ name: "in.csv", sha256: "00" }],
      });
    },
  );

  test("--quiet leaves out its notes", async () => {
    const text = await textOf(streamOf(COLUMNS, ROWS), { format: "json", quiet: true });
    expect(JSON.parse(text).notes).toEqual([]);
  });

  test("as a table it is shown whole", async () => {
    expect(await textOf(streamOf(COLUMNS, ROWS), { format: "markdown" })).toContain("| x,y | — | # |");
  });

  test("more rows than people read are refused as a table", async () => {
    const many = Array.from({ length: 10_001 }, () => ROWS[0] ?? []);
    const work = textOf(streamOf(COLUMNS, many), { format: "table" });
    await expect(work).rejects.toMatchObject({
      message: "expected at most 10000 rows for table; there are more",
      hint: "write them as csv: --format csv, or -o with a name that ends in .csv",
    });
  });

  test("what it found makes the status", () => {
    expect([ROWS, []].map((rows) => hasFindings(streamOf(COLUMNS, rows)))).toEqual([true, false]);
  });
});

const CELLS = Array.from({ length: 3 }, (_, index) => column(`c${index}`));
const written = (rows: readonly (readonly string[])[], columns = CELLS): string =>
  rows.length === 0 ? "" : String(csv.render({ ...REPORT, columns, rows }, ENVELOPE, LOOK));
const REPORT = { title: "", heading: [], total: null, notes: [], facts: {} };

describe("CSV that a spreadsheet opens", () => {
  test.each([
    { cell: "=1+1", as: "'=1+1" },
    { cell: "+1", as: "'+1" },
    { cell: "@SUM(A1)", as: "'@SUM(A1)" },
    { cell: "-A1", as: "'-A1" },
    { cell: "-1+1", as: "'-1+1" },
    { cell: "-1.2.3", as: "'-1.2.3" },
    { cell: "\t=1", as: '"\'\t=1"' },
    { cell: "x;=1+1", as: '"x;=1+1"' },
    { cell: "x; @y", as: '"x; @y"' },
    { cell: "x\t-1", as: '"x\t-1"' },
    { cell: "x; y", as: "x; y" },
    { cell: "\u200b=1", as: "'\u200b=1" },
    { cell: "\rx", as: "'\ufffdx" },
    { cell: "  =1", as: "'  =1" },
    { cell: "\u00a0=1", as: "'\u00a0=1" },
    { cell: "\n=1", as: '"\'\n=1"' },
    { cell: "＝1", as: "'＝1" },
    { cell: "＋1", as: "'＋1" },
    { cell: "－1", as: "'－1" },
    { cell: "＠x", as: "'＠x" },
    { cell: '=HYPERLINK("x")', as: '"\'=HYPERLINK(""x"")"' },
    { cell: "-1.50", as: "-1.50" },
    { cell: "-1", as: "-1" },
    { cell: " x", as: " x" },
    { cell: "1=1", as: "1=1" },
  ])("$cell is written $as, also as a name", ({ cell, as }) => {
    expect(written([[cell]], [column("c")])).toBe(`c\n${as}\n`);
    expect(written([["1"]], [column(cell)])).toBe(`${as}\n1\n`);
  });

  test.each(["1,x,2025-01-01", "1,,", ",,", "=1,x,y", "1,+1,y", "1,x, y", "é,x,y", "1,x,\tz", "-1,-A1,x"])(
    "a record %j that was read is written as its cells are",
    async (record) => {
      const read = record.split(",");
      async function* batches() {
        yield [
          { read, record, added: ["9", null] },
          { read, record: null, added: ["9", null] },
        ];
      }
      const columns = [...CELLS, column("d"), column("e")];
      const end = () => ({ total: null, notes: [], facts: {} });
      const text = await textOf({ title: "", columns, form: "csv", batches: batches(), end });
      const [, first, second] = text.split("\n");
      expect(first).toBe(second);
      expect(`${CELLS.map(({ key }) => key).join(",")}\n${first}\n`).toBe(
        written([read]).replace(/\n$/, ",9,\n"),
      );
    },
  );

  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "=", "-", ";", "1") }),
  );
  /** What a terminal would take for something else than text is not written as it is. */
  const hidden =
    /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/u;
  const isText = (text: string) => !text.split("\r\n").some((line) => hidden.test(line));

  test("controls are shown as unknown; ends of lines and tabs stay", () => {
    const [, row] = written([["a\u001b[2J\u009b\u202eb\r\nc\td\re", "", ""]]).split(/\n(.*)/s);
    expect(row).toContain('"a\ufffd[2J\ufffd\ufffdb\r\nc\td\ufffde"');
  });

  test.each([1, 3])("in %d columns, cells that are written and read back are the same", async (width) => {
    const columns = CELLS.slice(0, width);
    const rows = fc.array(fc.array(cell.filter(isText), { minLength: width, maxLength: width }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        async function* file() {
          yield Buffer.from(written(cells, columns));
        }
        const back: string[][] = [];
        for await (const batch of (await rowsOf(file(), "file", { form: "csv" })).batches)
          for (const row of batch) {
            expect(row.fault).toBeNull();
            back.push(
              row.cells.map((text, index) =>
                text === `'${cells[back.length]?.[index]}` ? text.slice(1) : text,
              ),
            );
          }
        expect(back).toEqual(cells);
      }),
    );
  });
});

describe("standard output", () => {
  const sizes = async (chunks: readonly string[]): Promise<number[]> => {
    const found: number[] = [];
    for await (const piece of inPieces(chunks)) found.push(piece.length);
    return found;
  };

  test("gets nothing before 1 MiB is there, then at least 64 KiB at a time", async () => {
    const kibibyte = "x".repeat(1024);
    expect(await sizes(Array.from({ length: 1024 + 64 + 5 }, () => kibibyte))).toEqual([
      1024 * 1024,
      64 * 1024,
      5 * 1024,
    ]);
  });

  test("gets nothing of a short answer that fails", async () => {
    function* failing() {
      yield "a,b\n";
      throw new UserError("damaged");
    }
    const got: string[] = [];
    const work = (async () => {
      for await (const piece of inPieces(failing())) got.push(piece);
    })();
    await expect(work).rejects.toThrow("damaged");
    expect(got).toEqual([]);
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("stays what it was if what is written fails half way", async () => {
    const path = join(folder, "kept.csv");
    writeFileSync(path, "before");
    async function* failing() {
      yield "a,b\n";
      throw new UserError("damaged");
    }
    const files = await SAVING();
    await expect(files.write(path, failing())).rejects.toThrow("damaged");
    files.discard();
    expect({ files: readdirSync(folder), text: readFileSync(path, "utf8") }).toEqual({
      files: ["kept.csv"],
      text: "before",
    });
    rmSync(path);
  });

  test("is one of all that a run writes, or none of them is in its place", async () => {
    const files = await SAVING();
    await files.write(join(folder, "first.csv"), ["a\n"]);
    await expect(files.write(join(folder, "none/second.csv"), ["b\n"])).rejects.toThrow(
      "its folder does not exist",
    );
    files.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("takes one part of an answer alone, by whatever links its folder is reached", async () => {
    const inner = join(folder, "inner");
    mkdirSync(inner);
    symlinkSync(inner, join(folder, "other"));
    symlinkSync("inner/answer.csv", join(folder, "promised.csv"));
    for (const again of ["other/answer.csv", "promised.csv", "inner/answer.csv"]) {
      const files = await SAVING();
      await files.write(join(inner, "answer.csv"), ["a\n"]);
      await expect(files.write(join(folder, again), ["b\n"])).rejects.toThrow(
        "another part of the answer goes there",
      );
      files.discard();
    }
    expect(readdirSync(inner)).toEqual([]);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });

  test("of two runs is that of one of them, whole", async () => {
    const path = join(folder, "both.csv");
    const [first, second] = [await SAVING(), await SAVING()];
    await first.write(path, ["first\n"]);
    await second.write(path, ["second\n"]);
    first.done();
    second.done();
    expect({ files: readdirSync(folder), text: readFileSync(path, "utf8") }).toEqual({
      files: ["both.csv"],
      text: "second\n",
    });
    rmSync(path);
  });

  test("keeps who may read it; a link to it stays a link; what else has its name and .part is left alone", async () => {
    const [path, link, other] = ["own.csv", "link.csv", "link.csv.part"].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(path, "before", { mode: 0o600 });
    writeFileSync(other, "somebody's");
    symlinkSync(path, link);
    await saved(link, "after");
    expect({
      text: readFileSync(path, "utf8"),
      mode: statSync(path).mode & 0o777,
      isLink: lstatSync(link).isSymbolicLink(),
      other: readFileSync(other, "utf8"),
    }).toEqual({ text: "after", mode: 0o600, isLink: true, other: "somebody's" });
    for (const one of [path, link, other]) rmSync(one);
  });

  test("that a link promises is made where the link leads", async () => {
    const link = join(folder, "link.csv");
    symlinkSync("promised.csv", link);
    await saved(link, "text");
    expect(readFileSync(join(folder, "promised.csv"), "utf8")).toBe("text");
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });

  test("that is a pipe or a device is written to and stays what it is", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    const read = once(reader.stdout, "data");
    await saved(pipe, "through the pipe");
    expect(String((await read)[0])).toBe("through the pipe");
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    const hasty = spawn("head", ["-c", "7", pipe]);
    const few = once(hasty.stdout, "data");
    await saved(pipe, "through ".repeat(1_000_000));
    expect(String((await few)[0])).toBe("through");
    await saved("/dev/null", "nowhere");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    rmSync(pipe);
  });

  test("that a killed run left behind is taken away by the next, and named; that of a run which goes on is not", async () => {
    const [killed, goesOn] = [".out.csv.11.0123456789ab.part", ".out.csv.22.0123456789ab.part"];
    for (const name of [killed, goesOn]) writeFileSync(join(folder, name), "half");
    const told: string[] = [];
    const tookAway = (path: string) => void told.push(path);
    const files = saving({ pid: 33, isRunning: (pid) => pid === 22, tookAway });
    await files.write(join(folder, "out.csv"), ["whole"]);
    files.done();
    expect({ told, left: readdirSync(folder).sort() }).toEqual({
      told: [join(folder, killed)],
      left: [goesOn, "out.csv"],
    });
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });

  test("is not begun by a program that is stopped", async () => {
    const program = [join(DATA, "../bin/tariff-calc.js")];
    const argv = ["grid", "--date", "2025-06-19", "-o", join(folder, "grid.csv")];
    const child = spawn(process.execPath, [...program, ...argv], { stdio: "ignore" });
    const ended = once(child, "exit");
    await begun(child, folder);
    child.kill("SIGINT");
    expect({ status: (await ended)[0], files: readdirSync(folder) }).toEqual({ status: 130, files: [] });
  });
});

async function saved(path: string, text: string): Promise<void> {
  const files = await SAVING();
  await files.write(path, [text]);
  files.done();
}

/** Waits until a program has written something. */
async function begun(child: ChildProcess, folder: string): Promise<void> {
  while (readdirSync(folder).length === 0 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
