/** Texts of flags and rows: any text is a value that reads the same, or a mistake in words; never a number from nonsense. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/contract/errors.js";
import {
  parseCount,
  parseDay,
  parseFactor,
  parseFraction,
  parseHts,
  parseQuantity,
  parseRate,
  parseShare,
  parseUsd,
} from "../../src/contract/parse.js";
import type { RowForm } from "../../src/contract/rows.js";
import { createReader } from "../../src/data/reader.js";
import { rowsOf } from "../../src/data/rows/read-rows.js";
import { readScenario } from "../../src/data/scenario-file.js";
import { DATA } from "../shipped.js";

/** What a parser makes of a text; `null` where it refuses it in words. Any other error fails the test. */
function read<T>(parse: (text: string) => T, text: string): T | null {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof UserError && error.message.includes(`"`)) return null;
    throw error;
  }
}

const numberLike = fc
  .array(
    fc.constantFrom(..."0123456789.,-+%$ eExX_'kg:".split(""), "cap:", "floor:", "NaN", "Infinity", "١"),
    {
      maxLength: 10,
    },
  )
  .map((all) => all.join(""));
const anything = fc.oneof(numberLike, fc.string(), fc.string({ unit: "binary" }));
const RUNS = { numRuns: 2000 };

const PARSERS = {
  parseUsd: (text: string) => parseUsd(text),
  parseShare: (text: string) => parseShare(text),
  parseFraction: (text: string) => parseFraction(text),
  parseFactor: (text: string) => parseFactor(text),
  parseRate: (text: string) => parseRate(text).rate,
  parseQuantity: (text: string) => parseQuantity(text).amount,
};

describe.each(Object.entries(PARSERS))("%s", (_, parse) => {
  test("gives a finite number, not below zero, whose digits stand in the text; or refuses", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const value = read((own) => ({ number: parse(own) }), text)?.number;
        if (value === undefined) return;
        expect(value.isFinite() && value.gte(0)).toBe(true);
        const written =
          /\d[\d,]*(['’\s]\d{3})*(\.\d+)?|\.\d+/.exec(text)?.[0].replaceAll(/[,'’\s]/g, "") ?? "none";
        const factor = text.includes("%") || parse === PARSERS.parseRate ? 100 : 1;
        expect(value.times(factor).eq(written)).toBe(true);
      }),
      RUNS,
    );
  });

  test.each([
    "",
    " ",
    "abc",
    "1e5",
    "0x10",
    "NaN",
    "Infinity",
    "-1",
    "1.2.3",
    "1,5",
    "١٢",
    "1_000",
    "--5",
    "½",
  ])("refuses %j", (text) => {
    expect(read((own) => ({ number: parse(own) }), text)).toBeNull();
  });
});

describe("round trips", () => {
  const cents = fc
    .integer({ min: 0, max: 10 ** 14 })
    .map((all) => `${Math.floor(all / 100)}.${String(all % 100).padStart(2, "0")}`);

  test("dollars with or without a sign and commas are the same dollars", () => {
    fc.assert(
      fc.property(cents, (text) => {
        const [whole = "", part = ""] = text.split(".");
        const grouped = `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
        expect(parseUsd(grouped).toFixed(2)).toBe(text);
        expect(parseUsd(text).toFixed(2)).toBe(text);
      }),
    );
  });

  test("a rate in per cent is that many hundredths", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.constantFrom("", "%", " %"),
        fc.constantFrom("", "cap:", "floor:"),
        (n, sign, kind) => {
          const text = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`;
          const { rate, kind: found } = parseRate(`${kind}${text}${sign}`);
          expect(rate.times(100).eq(text)).toBe(true);
          expect(found).toBe(kind === "" ? "on-top" : kind.slice(0, -1));
        },
      ),
    );
  });
});

test.each([
  ["parseDay", parseDay],
  ["parseHts", parseHts],
  ["parseCount", parseCount],
])("%s refuses in words what it cannot read", (_, parse) => {
  fc.assert(
    fc.property(anything, (text) => {
      const value = read(parse as (text: string) => unknown, text);
      if (value !== null) expect(String(value)).toMatch(/^[\d-]+$/);
    }),
    RUNS,
  );
});

/** How many columns a file has, and how many cells each of its rows; none of either where it is refused in words. */
async function widthsOf(whole: Buffer, form: RowForm): Promise<{ columns: number; cells: number[] }> {
  const chunks = (async function* () {
    yield whole;
  })();
  const cells: number[] = [];
  try {
    const { columns, batches } = await rowsOf(chunks, "file", { ...(form ? { form } : {}) });
    for await (const batch of batches) cells.push(...batch.map((row) => row.cells.length));
    return { columns: columns.length, cells };
  } catch (error) {
    if (error instanceof UserError) return { columns: 0, cells: [] };
    throw error;
  }
}

describe("files of rows", () => {
  const bytes = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all)),
    fc
      .array(
        fc.constantFrom(
          "hts,origin",
          "\n",
          "\r\n",
          '"',
          ",",
          ";",
          "\t",
          "8703",
          "=1+1",
          "\u0000",
          "{",
          "}",
          "[",
          "]",
          ":",
          '"a"',
        ),
        {
          maxLength: 30,
        },
      )
      .map((all) => Buffer.from(all.join(""))),
  );

  test.each(["csv", "json", "ndjson"] as const)(
    "%s: any bytes are rows of as many cells as columns, or a mistake",
    async (form) => {
      await fc.assert(
        fc.asyncProperty(bytes, async (whole) => {
          const widths = await widthsOf(whole, form);
          expect(widths.cells.every((width) => width === widths.columns)).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );
});

test("any JSON as a scenario file is a scenario, or a mistake in words", async () => {
  const reader = createReader(DATA);
  const change = fc.record(
    {
      do: fc.constantFrom("set", "repeal", "enact", "x"),
      lever: fc.constant("auto"),
      rate: fc.oneof(fc.string(), fc.integer()),
    },
    { requiredKeys: [] },
  );
  const near = fc.record(
    {
      title: fc.string(),
      date: fc.oneof(fc.constant("2025-06-19"), fc.string()),
      origins: fc.array(fc.constantFrom("JP", "xx", "all")),
      flows: fc.constant("us-imports-2024"),
      changes: fc.array(change),
      assume: fc.array(fc.string()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.jsonValue()), async (value) => {
      try {
        const scenario = await readScenario(reader, "any.json", () => JSON.stringify(value));
        expect(scenario).toEqual(JSON.parse(JSON.stringify(value)));
        expect(scenario.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
