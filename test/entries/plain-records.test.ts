/** Lines of CSV that are cut as they stand are the records that a parser of quoted text finds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../src/contract/rows.js";
import { openCsv } from "../../src/data/rows/csv.js";

/** Rows of a text that comes in pieces of some bytes; the message of a text that is refused. */
async function rowsIn(text: string, size: number): Promise<Row[] | string> {
  const bytes = Buffer.from(text);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  try {
    const rows: Row[] = [];
    for await (const piece of (await openCsv(pieces(), "in.csv")).pieces) rows.push(...piece);
    return rows;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Rows as the parser has them, once the record that a row stands in is seen to be its cells. */
function asParsed(rows: Row[] | string): Row[] | string {
  if (typeof rows === "string") return rows;
  for (const { cells, record } of rows) if (record !== null) expect(record).toBe(cells.join(","));
  return rows.map((row) => ({ ...row, record: null }));
}

const HEAD = "a,b,c\n";
/** A quoted name has the parser read the whole text. */
const QUOTED_HEAD = '"a",b,c\n';

const anyText = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((found) => found.join(""));
const anySize = fc.integer({ min: 16, max: 64 });

describe("lines without quotes", () => {
  const plain = anyText(["x", "é", " ", ",", ",", "\n", "\n", "\r\n", "\r", "a long cell of a line", "1"]);

  test("are the records of the parser, with its lines and faults", async () => {
    await fc.assert(
      fc.asyncProperty(plain, anySize, async (text, size) => {
        expect(asParsed(await rowsIn(HEAD + text, size))).toEqual(await rowsIn(QUOTED_HEAD + text, size));
      }),
    );
  });

  test("and so they are up to the first quote and after it", async () => {
    const some = anyText(["x", ",", "\n", "\r\n", '"q"', '"q,\n""q"', "plain,plain,plain\n", ',"', '"\n']);
    await fc.assert(
      fc.asyncProperty(some, anySize, async (text, size) => {
        expect(asParsed(await rowsIn(HEAD + text, size))).toEqual(await rowsIn(QUOTED_HEAD + text, size));
      }),
    );
  });

  test("stand on the lines of the file, empty ones counted", async () => {
    expect(await rowsIn(`${HEAD}\n1,2,3\r\n\r\n4,5,6`, 16)).toEqual([
      { at: 3, cells: ["1", "2", "3"], record: "1,2,3", fault: null },
      { at: 5, cells: ["4", "5", "6"], record: "4,5,6", fault: null },
    ]);
  });
});

describe("a line that never ends", () => {
  test("is refused where it begins, long before it fills the memory", async () => {
    let gone = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${HEAD}1,2,3\n`);
      for (;;) {
        gone += 1;
        yield Buffer.alloc(64 * 1024, "x");
      }
    }
    const { pieces } = await openCsv(endless(), "in.csv");
    await expect(async () => {
      for await (const _ of pieces);
    }).rejects.toMatchObject({ message: "this record is longer than 1 MiB", where: "in.csv:3" });
    expect(gone).toBeLessThan(20);
  });
});
