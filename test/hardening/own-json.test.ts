/** JSON of a user that is legal and yet no data: refused in words, and nothing of the program is changed by it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { formatUserError, UserError } from "../../src/contract/errors.js";
import { jsonFault } from "../../src/data/json-fault.js";
import { parseJson } from "../../src/data/reader.js";
import { rowsOf } from "../../src/data/rows/read-rows.js";
import { parseStrictJson } from "../../src/data/strict-json.js";
import { session } from "../cli/session.js";

const said = (text: string): string => {
  try {
    return `accepted ${JSON.stringify(parseStrictJson(text, "file.json"))}`;
  } catch (error) {
    if (error instanceof UserError) return formatUserError(error).replace("tariff-calc: error: ", "");
    throw error;
  }
};

afterEach(() => {
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe("one reading of JSON for all files of users", () => {
  test.each([
    ['{"a":1,"b":[true,null,"x"]}', 'accepted {"a":1,"b":[true,null,"x"]}'],
    ['\uFEFF{"a":1}', 'accepted {"a":1}'],
    [
      '{"title":"a",\n "title":"b"}',
      "file.json:2:2: title: this key is there twice; first on line 1\n  hint: keep one of them\n",
    ],
    [
      '{"__proto__":{"polluted":1}}',
      "file.json:1:2: __proto__: the key __proto__ is refused\n  hint: take it out; no data file has it\n",
    ],
    [
      '{"a":{"constructor":{"prototype":{"polluted":1}}}}',
      "file.json: 2 things are wrong\n    line 1: a.constructor: the key constructor is refused\n    line 1: a.constructor.prototype: the key prototype is refused\n  hint: take it out; no data file has it\n",
    ],
    [
      '{"rate":1e999}',
      'file.json:1:9: rate: expected a number of at most 15 digits; got 1e999\n  hint: write it as text in quotes, such as "0.25", or correct it\n',
    ],
    [
      '{"rate":0.1e-400}',
      'file.json:1:9: rate: expected a number of at most 15 digits; got 0.1e-400\n  hint: write it as text in quotes, such as "0.25", or correct it\n',
    ],
    [
      '{"value":12345678901234567890}',
      'file.json:1:10: value: expected a number of at most 15 digits; got 12345678901234567890\n  hint: write it as text in quotes, such as "0.25", or correct it\n',
    ],
  ])("%s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test.each([
    ["lists in lists", "[".repeat(200_000) + "]".repeat(200_000)],
    ["objects in objects", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ])("%s, deeper than any data file, are refused without exhausting the stack", (_, text) => {
    expect(said(text)).toContain("it is nested deeper than 64 levels");
  });

  test.each(["[".repeat(200_000), '{"a":'.repeat(200_000), `${"[".repeat(200_000)}x`])(
    "brackets that are never closed are told of without exhausting the stack",
    (text) => {
      expect(said(text)).toContain("this is not JSON: expected at most 500 brackets inside each other");
    },
  );

  test("what JSON.parse takes is read as it reads it, or refused in words", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        try {
          expect(parseStrictJson(text, "file.json")).toEqual(JSON.parse(text));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
    );
  });

  test("any text is JSON or refused with a place inside it", () => {
    const pieces = fc.array(
      fc.constantFrom(...'{}[]:,"\\'.split(""), "a", "1", "-", "true", "null", "\n", "\u0000", "1e5"),
    );
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      pieces.map((all) => all.join("")),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          parseJson(text, "file.json");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const { line, column } = jsonFault(text);
          expect(column).toBeLessThanOrEqual((text.split("\n")[line - 1] ?? "").length + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("commands refuse them with status 2", () => {
  const scenario =
    '{"title":"t","date":"2025-06-19","origins":["JP"],"flows":"us-imports-2024","changes":[],"assume":[]';
  test.each([
    ["scenario", `${scenario},"date":"2025-01-01"}`, "date: this key is there twice; first on line 1"],
    ["scenario", `${scenario},"__proto__":{"by":"origin"}}`, "the key __proto__ is refused"],
    [
      "scenario",
      `${scenario},"by":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      "it is nested deeper than 64 levels",
    ],
    ["scenario --enact", '{"id":"a/b","id":"c/d"}', "id: this key is there twice; first on line 1"],
  ])("%s: %#", async (command, text, message) => {
    const printed = await session(`$ tariff-calc ${command} ${file("hostile.json", text)}`, 80);
    expect(printed).toContain(message);
    expect(printed).toMatch(/^2> tariff-calc: error: .*\n2> {3}hint: .*\n\[exit 2\]\n$/);
  });
});

describe("rows of JSON", () => {
  async function rows(text: string, form: "json" | "ndjson") {
    const chunks = (async function* () {
      yield Buffer.from(text);
    })();
    const read = await rowsOf(chunks, "file", { ...(form ? { form } : {}) });
    const found: string[] = [];
    for await (const batch of read.batches)
      found.push(...batch.map(({ cells, fault }) => fault ?? cells.join("|")));
    return found;
  }
  const first = '{"hts":"8703.23.01","value":"30000"}';
  const TWICE = '{"hts":"8703.23.01","value":"1","value":"2"}';

  test("a key that is there twice is a fault of its row alone, since nobody knows which was meant", async () => {
    expect(await rows(`${first}\n${TWICE}\n${first}`, "ndjson")).toEqual([
      "8703.23.01|30000",
      '"value": this key is there twice; first on line 1',
      "8703.23.01|30000",
    ]);
    expect(await rows(`[${first},${TWICE},${first}]`, "json")).toEqual([
      "8703.23.01|30000",
      "a key is there twice: keep one of the two",
      "8703.23.01|30000",
    ]);
  });

  test.each([
    ["within an item", '{"hts":"x","item":{"value":1,"value":2}}'],
    ["in a list of an item", '{"entry":"A","lines":[{"hts":"x","value":1,"value":2}]}'],
  ])("so is one %s", async (_, item) => {
    expect((await rows(`[${first},${item}]`, "json"))[1]).toBe("a key is there twice: keep one of the two");
  });

  test.each([
    [
      "the list itself",
      `{"items":[${first}],\n  "items":[${first}]}`,
      { where: "file:2:3", message: expect.stringContaining('"items" is there twice') },
    ],
    [
      "an object that holds it",
      `{"a":{"items":[${first}]},"a":{"items":[${first}]}}`,
      { where: "file:1:55" },
    ],
    ["what stands beside it", `{"origin":"JP","items":[${first}],"origin":"KR"}`, { where: "file:1:63" }],
  ])("twice in an object around a list is refused: %s", async (_, text, told) => {
    await expect(rows(text, "json")).rejects.toMatchObject(told);
  });

  test("text that only looks like keys is text", async () => {
    const text = '{"hts":"a \\": b\\":","value":"1234567890123456789"}';
    expect(await rows(`${first}\n${text}`, "ndjson")).toEqual([
      "8703.23.01|30000",
      'a ": b":|1234567890123456789',
    ]);
  });

  test.each(["0.12345678901234567", "0.1e-400", "-123e-330", "9007199254740993"])(
    "%s, a number that lost digits, is a fault",
    async (number) => {
      const text = `{"hts":"x","value":${number}}`;
      expect((await rows(`${first}\n${text}`, "ndjson"))[1]).toContain(
        "expected a number of at most 15 digits",
      );
    },
  );

  test("nothing is a number however it is written", async () => {
    const text = ["0", "-0", "0.000", "0e-400"].map((zero) => `{"hts":"x","value":${zero}}`).join("\n");
    expect((await rows(text, "ndjson")).map((row) => row.split("|")[1])).toEqual(["0", "0", "0", "0"]);
  });

  test("a prototype among the values does nothing", async () => {
    const text = '{"__proto__":{"polluted":1},"hts":"x"}';
    expect((await rows(`${first}\n${text}`, "ndjson"))[1]).toContain("__proto__");
    expect((await rows(`[${first},${text}]`, "json"))[1]).toContain("__proto__");
  });
});
