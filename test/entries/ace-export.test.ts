/**
 * An export of 200 entry summaries, a row a number, with 30 mistakes of ten kinds. Every duty is worked out here from the
 * rates of the law, by hand and to the cent; exactly the mistakes are found, and what is filed rightly passes.
 */
import { describe, expect, test } from "vitest";
import { rowsOf } from "../rows-of.js";
import { audit } from "./duty-file.js";

/** A number on a line: the share of the value that stands by it (empty if none does), and its rate. */
type Filed = readonly [number: string, share: number | null, rate: number];
interface Kind {
  readonly name: string;
  readonly on: string;
  readonly of: string;
  readonly spi: string;
  /** Goods of agreements owe no merchandise processing fee (19 CFR 24.23(c)). */
  readonly isFreeOfFee: boolean;
  readonly lines: readonly { readonly share: number; readonly numbers: readonly Filed[] }[];
}

/**
 * What is filed rightly. Rates: 90 FR 14705 (cars), CSMS 66319804 and 67045953 (all-in), 64348411 (steel content), headings
 * 9903.01.28 to .34, 9903.88.15 (list 4A), 9903.01.24 (fentanyl, 20% to 2025-11-09), 9903.03.01 (Section 122).
 * A line is its share of the value, then its numbers: number, share of the value that stands by it, rate.
 */
const KINDS = `
name                 | on         | of | spi | free | lines
car                  | 06/19/2025 | JP |     |      | 1: 9903.01.33 - 0, 9903.94.01 - .25, 8703.23.01.60 1 .025
car, all in          | 10/01/2025 | JP |     |      | 1: 9903.94.41 - .15, 8703.23.01.60 1 0
jacket, split        | 09/10/2025 | FR |     |      | 1: 9903.02.20 - .079, 6202.40.45.00 1 .071
jacket, whole        | 09/10/2025 | FR |     |      | 1: 9903.02.20 - .15, 6202.40.45.00 1 0
US content apart     | 06/19/2025 | VN |     |      | .7: 9903.01.25 - .1, 8479.20.00.00 .7 0; .3: 9903.01.34 - 0, 8479.20.00.00 .3 0
US content on a line | 06/19/2025 | MX | S   | yes  | 1: 9903.94.03 .7 .25, 9903.94.02 .3 0, 8703.23.01.60 1 0
steel apart          | 08/20/2025 | DE |     |      | .7: 9903.02.20 - .15, 8431.31.00.20 .7 0; .3: 9903.01.33 - 0, 9903.81.91 - .5, 8431.31.00.20 .3 0
plastics             | 06/19/2025 | CN |     |      | 1: 9903.88.15 - .075, 9903.01.24 - .2, 9903.01.25 - .1, 3926.90.99.89 1 .053
car under KORUS      | 12/10/2025 | KR | KR  | yes  | 1: 9903.94.61 - .15, 8703.23.01.60 1 0
donation             | 06/19/2025 | VN |     |      | 1: 9903.01.30 - 0, 6109.10.00.12 1 .165
on its way           | 04/20/2025 | JP |     |      | 1: 9903.01.28 - 0, 8479.20.00.00 1 0
laptop               | 06/19/2025 | VN |     |      | 1: 9903.01.32 - 0, 8471.30.01.00 1 0
Section 122          | 03/02/2026 | DE |     |      | 1: 9903.03.01 - .1, 8479.20.00.00 1 0
`;

const kinds: readonly Kind[] = rowsOf(KINDS).map(
  ([name = "", on = "", of = "", spi = "", free, lines = ""]) => ({
    ...{ name, on, of, spi, isFreeOfFee: free === "yes" },
    lines: lines.split("; ").map((line) => {
      const [share = "", numbers = ""] = line.split(": ");
      return {
        share: Number(share),
        numbers: numbers.split(", ").map((one): Filed => {
          const [number = "", part = "", rate = ""] = one.split(" ");
          return [number, part === "-" ? null : Number(part), Number(rate)];
        }),
      };
    }),
  }),
);

interface Mistake {
  readonly kind: string;
  readonly what: string;
  /** The line, the number, and what is filed as its rate; a new number has a place before that of the goods. */
  readonly changes: readonly (readonly [line: number, number: string, rate: number])[];
  /** Of the value of the entry, filed less owed. */
  readonly difference: number;
  readonly fee?: "too low" | "by air";
}

/** Ten kinds of mistake, each made three times. */
const MISTAKES: readonly Mistake[] = [
  {
    kind: "car",
    what: "the duty of chapter 99 left out",
    changes: [[0, "9903.94.01", 0]],
    difference: -0.25,
  },
  { kind: "plastics", what: "Section 301 left out", changes: [[0, "9903.88.15", 0]], difference: -0.075 },
  { kind: "Section 122", what: "another rate", changes: [[0, "9903.03.01", 0.15]], difference: 0.05 },
  {
    kind: "Section 122",
    what: "a duty that had ended",
    changes: [[0, "9903.02.20", 0.15]],
    difference: 0.15,
  },
  {
    kind: "jacket, whole",
    what: "base duty on top of all in",
    changes: [[0, "6202.40.45.00", 0.071]],
    difference: 0.071,
  },
  {
    kind: "steel apart",
    what: "reciprocal on the steel too",
    changes: [[1, "9903.02.20", 0.15]],
    difference: 0.045,
  },
  {
    kind: "US content apart",
    what: "reciprocal on US content too",
    changes: [[1, "9903.01.25", 0.1]],
    difference: 0.03,
  },
  {
    kind: "jacket, split",
    what: "ten times the base duty",
    changes: [[0, "6202.40.45.00", 0.71]],
    difference: 0.639,
  },
  {
    kind: "car, all in",
    what: "less than the minimum of the fee",
    changes: [],
    difference: 0,
    fee: "too low",
  },
  { kind: "laptop", what: "harbor fee on goods by air", changes: [], difference: 0, fee: "by air" },
];
const TIMES = 3;
const ENTRIES = 200;

const cents = (dollars: number): number => Math.round(Number((dollars * 100).toFixed(6)));
const money = (amount: number): string => {
  const [whole = "", rest = ""] = (amount / 100).toFixed(2).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
};

/** 0.3464%, between the least and the most of the fiscal year: 2025 and 2026 (19 CFR 24.23(b)). */
const processingFee = (value: number, on: string): number => {
  const [month, , year] = on.split("/").map(Number) as [number, number, number];
  const is2026 = year > 2025 || month >= 10;
  return Math.min(is2026 ? 65150 : 63462, Math.max(is2026 ? 3358 : 3271, cents(value * 0.003464)));
};

interface Entry {
  readonly number: string;
  readonly kind: Kind;
  readonly value: number;
  readonly mistake: Mistake | null;
}

/** Every sixth entry has a mistake until all are made; the others go through the kinds. */
function entries(): Entry[] {
  const open = MISTAKES.flatMap((mistake) => Array.from({ length: TIMES }, () => mistake));
  return Array.from({ length: ENTRIES }, (_, at): Entry => {
    const mistake = at % 6 === 5 ? (open.shift() ?? null) : null;
    const kind = kinds.find(({ name }) => name === mistake?.kind) ?? (kinds[at % kinds.length] as Kind);
    return { number: `XYZ-${7000000 + at}-${at % 10}`, kind, value: 11_000 + 1000 * (at % 37), mistake };
  });
}

function rowsOfEntry({ number, kind, value, mistake }: Entry): string[] {
  const fee = kind.isFreeOfFee ? 0 : processingFee(value, kind.on) - (mistake?.fee === "too low" ? 500 : 0);
  const mode = mistake?.fee === "by air" ? "40" : "11";
  return kind.lines.flatMap(({ share, numbers }, line) => {
    const changes = (mistake?.changes ?? []).filter(([at]) => at === line);
    const added = changes.filter(([, code]) => !numbers.some(([own]) => own === code));
    const all = [...added.map(([, code, rate]): Filed => [code, null, rate]), ...numbers];
    return all.map(([code, part, rate], at) => {
      const filed = changes.find(([, own]) => own === code)?.[2] ?? rate;
      const on = part ?? share;
      const own = [
        part === null ? "" : `"${(part * value).toLocaleString("en-US")}"`,
        `"${money(cents(on * value * filed))}"`,
      ];
      const fees = line + at === 0 ? [money(fee), money(cents(value * 0.00125))] : ["", ""];
      return [
        number,
        kind.on,
        line + 1,
        code,
        kind.of,
        kind.spi,
        mode,
        ...own,
        ...fees.map((text) => `"${text}"`),
      ].join(",");
    });
  });
}

const HEAD = [
  ...["Entry Summary Number", "Entry Date", "Line Number", "HTS Number - Full", "Country of Origin Code"],
  ...["Line SPI Code", "Mode of Transportation Code", "Line Goods Value Amount", "Line Duty Amount"],
  ...["Line MPF Amount", "Line HMF Amount"],
].join(",");

describe("an export of 200 entries with 30 mistakes", async () => {
  const all = entries();
  const wrong = all.filter(({ mistake }) => mistake !== null);
  const file = ["ES-003 Entry Summary Line Tariff Detail", HEAD, ...all.flatMap(rowsOfEntry), ""].join("\n");
  const { out } = await audit(file, "--format", "json");
  const answer = JSON.parse(out) as {
    readonly rows: readonly Readonly<Record<string, string | readonly string[]>>[];
    readonly total: Readonly<Record<string, string>>;
    readonly by_cause: readonly { readonly cause: string; readonly findings: string }[];
  };
  const lines = (number: string) => answer.rows.filter(({ entry }) => entry === number);
  const differenceOf = (number: string): number =>
    lines(number).reduce((sum, { difference_usd }) => sum + cents(Number(difference_usd)), 0);

  test("has as many mistakes as it should, and all lines can be judged", () => {
    expect([all.length, wrong.length]).toEqual([ENTRIES, MISTAKES.length * TIMES]);
    expect(answer.rows.filter(({ status }) => status === "unknown" || status === "invalid")).toEqual([]);
  });

  test("exactly the mistakes are found", () => {
    expect(answer.total.lines_with_faults).toBe(String(wrong.length));
    expect(answer.total.entries).toBe(String(ENTRIES));
    const said = (number: string) => lines(number).flatMap(({ finding }) => finding);
    const isTold = ({ number }: Entry) =>
      said(number).some((text) => /filed/.test(String(text)) && !/not owed in the end/.test(String(text)));
    expect(all.filter(isTold).map(({ number }) => number)).toEqual(wrong.map(({ number }) => number));
  });

  test("each to the cent, and all others agree to the cent", () => {
    const expected = all.map(({ number, value, mistake }) => [
      number,
      cents((mistake?.difference ?? 0) * value),
    ]);
    expect(all.map(({ number }) => [number, differenceOf(number)])).toEqual(expected);
  });

  test("the fees that are wrong are told, each to the cent", () => {
    for (const { number, mistake, value, kind } of wrong) {
      const text = lines(number)
        .flatMap(({ finding }) => finding)
        .join("; ");
      const fee = processingFee(value, kind.on);
      if (mistake?.fee === "too low")
        expect(text).toContain(`Merchandise processing fee: filed $${money(fee - 500)}, owed $${money(fee)}`);
      if (mistake?.fee === "by air")
        expect(text).toContain(
          `Harbor maintenance fee: filed $${money(cents(value * 0.00125))}, not owed: goods came by air`,
        );
    }
  });

  test("a manager reads first how many are wrong, by how much, and why", async () => {
    const { out: text } = await audit(file);
    const over = wrong.reduce(
      (sum, { mistake, value }) => sum + Math.max(0, cents((mistake?.difference ?? 0) * value)),
      0,
    );
    const under = wrong.reduce(
      (sum, { mistake, value }) => sum + Math.max(0, -cents((mistake?.difference ?? 0) * value)),
      0,
    );
    const summary = text.replaceAll(/\s+/g, " ").slice(0, 1200);
    expect(summary).toContain("30 of 200 entries have something wrong, on 30 lines.");
    expect(summary).toContain(`underpaid $${money(under)}, overpaid $${money(over)}`);
    expect(summary.indexOf("By cause:")).toBeLessThan(summary.indexOf("Filed $"));
    const causes = Object.fromEntries(answer.by_cause.map(({ cause, findings }) => [cause, findings]));
    expect(causes.fee).toBe(String(2 * TIMES));
  });
});

/**
 * Exports differ in where the duty of a line stands: on each of its numbers, in one sum on that of the goods, or in one sum on all.
 * 9903.01.77 and .78: EO 14323; 9903.01.25 and .28: EO 14257, EO 14326.
 */
const STANDING = `
what                                | on         | of | rows
in one sum on the goods             | 2025-08-20 | BR | 9903.01.77; 9903.01.25; 0901.11.00.15 5000.00
the same on its way                 | 2025-08-20 | BR | 9903.01.78; 9903.01.25; 0901.11.00.15 1000.00
in one sum on all, on its way       | 2025-08-20 | BR | 9903.01.78 1000.00; 9903.01.25 1000.00; 0901.11.00.15 1000.00
the same of shirts                  | 2025-05-10 | VN | 9903.01.28 1650.00; 6109.10.00.12 1650.00
without the duty held unlawful      | 2025-04-06 | VN | 9903.01.25 0.00; 6109.10.00.12 1650.00
`;

test.each(rowsOf(STANDING))("where the duty of a line stands: %s", async (_what, on, of, rows = "") => {
  const lines = rows.split("; ").map((row) => {
    const [number = "", amount = ""] = row.split(" ");
    return ["A-1", on, "1", number, of, number.startsWith("99") ? "" : "10000", amount].join(",");
  });
  const head =
    "Entry Summary Number,Entry Date,Line Number,HTS Number - Full,Country of Origin Code,Line Goods Value Amount,Line Duty Amount";
  const { out } = await audit([head, ...lines, ""].join("\n"), "-fjson");
  const { rows: found } = JSON.parse(out) as { rows: { status: string; difference_usd: string }[] };
  expect(found.map(({ status, difference_usd }) => [status, difference_usd])).toEqual([["agrees", "0.00"]]);
});
