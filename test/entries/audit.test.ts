/** Filed duty beside owed duty, as a customs broker would explain the difference. */
import { describe, expect, test } from "vitest";
import { answerAudit } from "../../src/commands/audit/index.js";
import { type Cell, cellsIn, plain } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { statedNumber } from "../../src/entries/entry-row.js";
import { linePricer } from "../../src/entries/pricer.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { printDeclared } from "../../src/law/declare.js";
import { NO_CLAIMS } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const law = context.schedule();

type Line = Readonly<Record<string, string>>;
interface Audited {
  readonly entry: string;
  readonly filed_duty_usd: string | null;
  readonly computed_duty_usd: string | null;
  readonly difference_usd: string | null;
  readonly refundable_usd: string | null;
  readonly drawback_usd: string | null;
  readonly status: string;
  readonly finding: readonly string[];
}

/** Audits lines as the rows of one file. */
async function audit(lines: readonly Line[], flags: Parameters<typeof answerAudit>[1] = {}) {
  const columns = [...new Set([...NEEDED, ...lines.flatMap(Object.keys)])];
  const rows = lines.map((line, index) => ({
    at: index + 2,
    cells: columns.map((column) => line[column] ?? ""),
    record: null,
    fault: null,
  }));
  async function* batches() {
    for (const row of rows) yield [row];
  }
  const file = { form: "csv", columns, name: "filed.csv", batches: batches() } as const;
  const stream = await answerAudit("filed.csv", flags, { ...context, rows: async () => file });
  const found: Audited[] = [];
  for await (const batch of stream.batches)
    found.push(...batch.map((row) => named(stream.columns, cellsIn(row))));
  return { lines: found, ...stream.end() };
}
const NEEDED = ["entry", "date", "hts", "origin", "value"];

const named = (columns: readonly { key: string }[], cells: readonly Cell[]): Audited =>
  Object.fromEntries(
    columns.map(({ key }, index) => [key, plain(cells[index] ?? null)]),
  ) as unknown as Audited;

async function auditOne(line: Line): Promise<Audited> {
  const [found] = (await audit([line])).lines;
  if (!found) throw new Error("no line came back");
  return found;
}

const JUNE = "2025-06-19";
const CAR = { date: JUNE, hts: "8703.23.01.60", origin: "JP", value: "30000" };
const MACHINE = { date: JUNE, hts: "8479.20.00.00", origin: "JP", value: "10000" };
const STEEL = { date: "2025-06-10", hts: "7208.25.30.00", origin: "KR", value: "40000" };
const SKATES = { date: JUNE, hts: "9506.62.40.40", origin: "CA", value: "9000" };
const TOYS = { date: "2025-09-15", hts: "9503.00.00.73", origin: "CN", value: "12000" };
/** Owes 2.5% and 25%. */
const CAR_FILED = "9903.94.01:7500.00; 8703.23.01:750.00";

describe("filed and owed agree", () => {
  test.each<[string, Line]>([
    ["by number, the line to eight digits", { ...CAR, filed_layers: CAR_FILED }],
    ["with rates", { ...CAR, filed_layers: "9903.94.01:0.25:7500.00; 8703.23.01.60:2.5%:750.00" }],
    ["in one sum", { ...CAR, filed_duty_usd: "$8,250.00" }],
    ["in one sum and by number", { ...CAR, filed_duty_usd: "8250", filed_layers: CAR_FILED }],
    ["with a number of no duty left out", { ...MACHINE, filed_layers: "9903.01.25:1000.00" }],
  ])("%s", async (_, line) => {
    const { status, difference_usd, finding } = await auditOne(line);
    expect({ status, difference_usd, finding }).toEqual({
      status: "agrees",
      difference_usd: "0.00",
      finding: [],
    });
  });
});

describe("by number: what is wrong, and why", () => {
  test.each<[string, Line, string, string, string]>([
    [
      "a number that is missing",
      { ...CAR, filed_layers: "8703.23.01:750.00" },
      "underpaid",
      "-7500.00",
      "9903.94.01: $7,500.00 at 25% is owed and not filed",
    ],
    [
      "the number of an exemption in its place, which is not of these goods",
      {
        ...{ hts: "8482.10.50.68", origin: "CN", date: "2025-06-19", value: "5000" },
        filed_layers: "9903.01.24:1000; 9903.01.32:0; 9903.88.01:1250; 8482.10.50.68:450",
      },
      "underpaid",
      "-500.00",
      "9903.01.25: $500.00 at 10% is owed and not filed; 9903.01.32, filed without duty, does not free these goods: the number is for what is free: goods of Annex II of EO 14257",
    ],
    [
      "the number of an exemption that the law does not have",
      {
        ...{ hts: "8482.10.50.68", origin: "CN", date: "2025-06-19", value: "5000" },
        filed_layers: "9903.01.24:1000; 9903.01.25:500; 9903.88.99:0; 8482.10.50.68:450",
      },
      "underpaid",
      "-1250.00",
      "9903.88.01: $1,250.00 at 25% is owed and not filed; 9903.88.99, filed without duty, is no number of the law here",
    ],
    [
      "a measure that gives way",
      { ...CAR, filed_layers: `9903.01.25:3000.00; ${CAR_FILED}` },
      "overpaid",
      "3000.00",
      "9903.01.25: $3,000.00 is filed and not owed: Reciprocal tariff on goods of Japan gives way to Section 232 cars and light trucks",
    ],
    [
      "goods that a claim frees",
      { ...SKATES, claims: "USMCA", filed_layers: "9903.01.10:2250.00" },
      "overpaid",
      "2250.00",
      "9903.01.10: $2,250.00 is filed and not owed: goods that qualify under the USMCA are free of it under 9903.01.14",
    ],
    [
      "the number of an exemption, with duty",
      { ...MACHINE, filed_layers: "9903.01.25:1000.00; 9903.01.32:50.00" },
      "overpaid",
      "50.00",
      "9903.01.32: $50.00 is filed and not owed: the number is for what is free: goods of Annex II of EO 14257",
    ],
    [
      "a measure that had not begun",
      { ...CAR, date: "2025-04-02", filed_layers: CAR_FILED },
      "overpaid",
      "7500.00",
      "9903.94.01: $7,500.00 is filed and not owed: Section 232 cars and light trucks is charged under it from 2025-04-03 and not on 2025-04-02",
    ],
    [
      "a measure that had ended",
      {
        ...MACHINE,
        date: "2026-02-24",
        origin: "DE",
        filed_layers: "9903.02.20:1500.00; 9903.03.01:1000.00",
      },
      "overpaid",
      "1500.00",
      "9903.02.20: $1,500.00 is filed and not owed: Reciprocal tariff on goods of the European Union was charged under it to 2026-02-23 and not on 2026-02-24",
    ],
    [
      "a number that later law took back to its first day",
      { ...CAR, hts: "8703.23.01.60", date: "2025-08-20", filed_layers: `9903.02.30:4500.00; ${CAR_FILED}` },
      "overpaid",
      "4500.00",
      "9903.02.30: $4,500.00 is filed and not owed: Reciprocal tariff on goods of Japan was collected under it until later law took that back",
    ],
    [
      "a measure on goods of another country",
      { ...MACHINE, filed_layers: "9903.01.25:1000.00; 9903.01.10:2500.00" },
      "overpaid",
      "2500.00",
      "does not reach goods of Japan",
    ],
    [
      "a measure on other goods",
      { ...MACHINE, filed_layers: "9903.01.25:1000.00; 9903.94.01:2500.00" },
      "overpaid",
      "2500.00",
      "9903.94.01: $2,500.00 is filed and not owed: Section 232 cars and light trucks does not reach these goods",
    ],
    [
      "a measure under the number of another country",
      { ...MACHINE, date: "2025-10-20", origin: "VN", filed_layers: "9903.01.25:1000.00" },
      "underpaid",
      "-1000.00",
      "9903.01.25: $1,000.00 is filed and not owed: Reciprocal tariff is declared under 9903.02.69",
    ],
    [
      "a number that is none",
      { ...MACHINE, filed_layers: "9903.01.25:1000.00; 9903.99.99:1.00" },
      "overpaid",
      "1.00",
      "9903.99.99: $1.00 is filed and not owed: the law here has no such number",
    ],
    [
      "the rate of an earlier day",
      { ...STEEL, filed_layers: "9903.81.87:10000.00" },
      "underpaid",
      "-10000.00",
      "9903.81.87: filed $10,000.00 at 25%, owed $20,000.00 at 50%; 25% is its rate from 2025-03-12 to 2025-06-03",
    ],
    [
      "a base duty on a line that is free",
      { ...MACHINE, filed_layers: "9903.01.25:1000.00; 8479.20.00:250.00" },
      "overpaid",
      "250.00",
      "8479.20.00.00: $250.00 is filed and not owed: the base duty is general, Free",
    ],
  ])("%s", async (_, line, status, difference, sentence) => {
    const found = await auditOne(line);
    expect(found).toMatchObject({ status, difference_usd: difference });
    expect(found.finding.join("; ")).toContain(sentence);
  });

  test.each<[string, Line, string]>([
    [
      "a rate that is wrong though the duty is right",
      { ...CAR, filed_layers: "9903.94.01:0.24:7500.00; 8703.23.01:750.00" },
      "9903.94.01: filed at 24%, the rate is 25%",
    ],
    [
      "numbers that do not come to the duty",
      { ...CAR, filed_duty_usd: "8250.00", filed_layers: "9903.94.01:7500.00" },
      "the numbers filed come to $7,500.00, the duty filed is $8,250.00",
    ],
    [
      "goods under the number of others",
      { ...CAR, filed_layers: "9903.94.01:7500.00; 8704.21.00:750.00" },
      "8704.21.00 is filed, the goods are 8703.23.01.60",
    ],
  ])("%s is told of a duty that agrees in sum", async (_, line, sentence) => {
    const found = await auditOne(line);
    expect(found.status).toBe("agrees");
    expect(found.finding).toContain(sentence);
  });
});

describe("in one sum: the number that alone explains it", () => {
  test.each<[string, Line, string]>([
    [
      "one left out",
      { ...TOYS, filed_duty_usd: "1200.00" },
      "filed $1,200.00, owed $3,600.00: 9903.01.24, $2,400.00, seems not to be filed",
    ],
    [
      "one too many",
      { ...CAR, filed_duty_usd: "11250.00" },
      "filed $11,250.00, owed $8,250.00: 9903.01.25, $3,000.00, seems to be filed and is not owed: Reciprocal tariff on goods of Japan gives way to Section 232 cars and light trucks",
    ],
    [
      "none does",
      { ...CAR, filed_duty_usd: "8000.00" },
      "filed $8,000.00, owed $8,250.00: 9903.94.01 $7,500.00 at 25%, 8703.23.01.60 $750.00 at 2.5%",
    ],
  ])("%s", async (_, line, sentence) => {
    expect((await auditOne(line)).finding).toEqual([sentence]);
  });
});

describe("unknown is neither overpaid nor underpaid", () => {
  const CRANE_PART = { ...MACHINE, hts: "8431.31.00.20" };
  test.each<[string, Line, string]>([
    [
      "duty on metal content that is not stated",
      { ...CRANE_PART, filed_duty_usd: "0.00" },
      "what is owed is not known without steel content",
    ],
    [
      "the same, filed by number",
      { ...CRANE_PART, filed_layers: "9903.81.91:500.00" },
      "9903.81.91: $500.00 is filed, and may be owed in part",
    ],
    ["nothing filed", CAR, ""],
    [
      "a number too short to tell",
      { ...MACHINE, hts: "8544.42", filed_layers: "9903.01.25:1000.00" },
      "all ten digits of the number",
    ],
  ])("%s", async (_, line, sentence) => {
    const { lines, findings } = await audit([line]);
    expect(lines[0]).toMatchObject({ status: "unknown", difference_usd: null });
    expect(lines[0]?.finding.join("; ")).toContain(sentence);
    expect(findings).toBe(false);
  });
});

describe("a line that cannot be read is told so, and stays empty", () => {
  test.each<[string, Line, string]>([
    ["goods", { ...CAR, hts: "87O3" }, 'hts: expected an HTS number such as 8703.23.01; got "87O3"'],
    [
      "a number filed",
      { ...CAR, filed_layers: "9903.94:7500" },
      'filed_layers: expected a number and its duty such as 9903.94.01:7500.00; got "9903.94:7500"',
    ],
    [
      "a duty that is not known",
      { ...CAR, filed_layers: "9903.94.01:?:?" },
      'filed_layers: expected a rate such as 0.25 or 25%; got "?"',
    ],
    [
      "a credit",
      { ...CAR, filed_duty_usd: "-5.00" },
      'filed_duty_usd: expected an amount of US dollars such as 30000; got "-5.00", which is negative',
    ],
    [
      "more exported than there was",
      { ...CAR, exported_share: "1.5" },
      'exported_share: expected a share such as 0.4 or 40%; got "1.5"',
    ],
  ])("%s", async (_, line, problem) => {
    expect(await auditOne(line)).toMatchObject({
      status: "invalid",
      filed_duty_usd: null,
      computed_duty_usd: null,
      finding: [problem],
    });
  });

  test("or left out, or stops the file at its row", async () => {
    const bad = { ...CAR, filed_duty_usd: "much" };
    const skipped = await audit([bad, CAR], { onError: "skip" });
    expect(skipped.lines).toHaveLength(1);
    expect(skipped.total).toMatchObject({ lines: "2", invalid_lines: "1" });
    await expect(audit([CAR, bad], { onError: "stop" })).rejects.toMatchObject({ where: "filed.csv:3" });
  });
});

describe("fees and total of an entry", () => {
  const of = async (...lines: readonly Line[]) => {
    const { lines: found } = await audit(lines.map((line) => ({ entry: "A-1", mode: "vessel", ...line })));
    return found.map(({ finding }) => finding);
  };
  const WORTH = (value: string) => ({ ...MACHINE, value });

  test.each<[string, Line, readonly string[]]>([
    ["0.3464 % of the value", { ...CAR, filed_mpf_usd: "103.92" }, []],
    [
      "another sum",
      { ...CAR, filed_mpf_usd: "100.00" },
      ["Merchandise processing fee: filed $100.00, owed $103.92 on $30,000"],
    ],
    [
      "the minimum of the year before",
      { ...WORTH("5000"), date: "2025-10-20", filed_mpf_usd: "32.71" },
      ["Merchandise processing fee: filed $32.71, owed $33.58, the minimum"],
    ],
    [
      "no maximum",
      { ...WORTH("1000000"), filed_mpf_usd: "3464.00" },
      ["Merchandise processing fee: filed $3,464.00, owed $634.62, the maximum"],
    ],
    [
      "that of a formal entry",
      { ...WORTH("2000"), entry_type: "informal", filed_mpf_usd: "32.71" },
      ["Merchandise processing fee: filed $32.71, owed $2.62, that of an informal entry"],
    ],
    [
      "though goods are exempt",
      { ...SKATES, claims: "USMCA", filed_mpf_usd: "32.71" },
      ["Merchandise processing fee: filed $32.71, not owed: USMCA goods (19 CFR 24.23(c)(3))"],
    ],
    [
      "though goods came by air",
      { ...MACHINE, mode: "air", filed_hmf_usd: "12.50" },
      ["Harbor maintenance fee: filed $12.50, not owed: goods came by air (19 CFR 24.24(a))"],
    ],
    [
      "and nothing says how goods came",
      { ...MACHINE, mode: "", filed_hmf_usd: "12.50" },
      [
        "Harbor maintenance fee: filed $12.50; what is owed is not known without how the goods came (column mode)",
      ],
    ],
  ])("a fee filed: %s", async (_, line, finding) => {
    expect(await of(line)).toEqual([finding]);
  });

  test("a fee stands on one line of the entry, or is shared out over them", async () => {
    const fee = "96.99"; // 0.3464% of 28,000
    const alone = await of({ ...WORTH("18000"), filed_mpf_usd: fee }, WORTH("10000"));
    const shared = await of(
      { ...WORTH("18000"), filed_mpf_usd: "62.35" },
      { ...WORTH("10000"), filed_mpf_usd: "34.64" },
    );
    expect([alone, shared]).toEqual([
      [[], []],
      [[], []],
    ]);
    const [[twice] = []] = await of(
      { ...WORTH("18000"), filed_mpf_usd: fee },
      { ...WORTH("10000"), filed_mpf_usd: fee },
    );
    expect(twice).toBe(
      "Merchandise processing fee: filed $193.98, owed $96.99 on $28,000; every line states it, where it belongs on one or shared out",
    );
  });

  const CAR_ENTRY = { ...CAR, filed_layers: CAR_FILED, filed_mpf_usd: "103.92", filed_hmf_usd: "37.50" };
  test.each<[string, readonly Line[], readonly string[]]>([
    ["adds up", [{ ...CAR_ENTRY, filed_total_usd: "8391.42" }], []],
    ["adds up with fees as owed", [{ ...CAR, filed_duty_usd: "8250", filed_total_usd: "8391.42" }], []],
    [
      "does not",
      [{ ...CAR_ENTRY, filed_total_usd: "8391.24" }],
      ["the total filed of the entry is $8,391.24; its duty $8,250.00 and fees $141.42 come to $8,391.42"],
    ],
    [
      "is not one",
      [
        { ...CAR_ENTRY, filed_total_usd: "1.00" },
        { ...MACHINE, filed_total_usd: "2.00" },
      ],
      ["lines of the entry state different totals: $1.00, $2.00"],
    ],
    [
      "cannot be checked",
      [{ ...CAR_ENTRY, filed_total_usd: "8391.42" }, MACHINE],
      ["the total of the entry cannot be checked: a duty or fee of it is not stated"],
    ],
  ])("a total that %s", async (_, lines, finding) => {
    const [first] = await of(...lines);
    expect(first?.filter((text) => text.includes("total"))).toEqual(finding);
  });

  test("fees of an entry with a line that cannot be read are not compared", async () => {
    const [first] = await of({ ...CAR_ENTRY, filed_mpf_usd: "1.00" }, { ...MACHINE, origin: "Atlantis" });
    expect(first).toEqual(["the fees of the entry are not compared: a line of it cannot be read"]);
  });
});

describe("what rests on the emergency act, of the duty paid", () => {
  test.each<[string, Line, string | null]>([
    [
      "as filed by number, though less is owed",
      { ...CAR, filed_layers: `9903.01.25:3000.00; ${CAR_FILED}` },
      "3000.00",
    ],
    ["as filed by number, though more is owed", { ...TOYS, filed_layers: "9903.01.25:1200.00" }, "1200.00"],
    [
      "as filed after it ended",
      { ...MACHINE, date: "2026-03-02", filed_layers: "9903.02.20:1500.00" },
      "1500.00",
    ],
    ["as owed, where the sum is right", { ...TOYS, filed_duty_usd: "3600.00" }, "3600.00"],
    ["as owed, where nothing is filed", TOYS, "3600.00"],
    ["less the number left out of a sum", { ...TOYS, filed_duty_usd: "2400.00" }, "2400.00"],
    ["with the number too many in a sum", { ...CAR, filed_duty_usd: "11250.00" }, "3000.00"],
    ["unknown in a sum that no number explains", { ...TOYS, filed_duty_usd: "1000.00" }, null],
    ["none of a car's", { ...CAR, filed_layers: CAR_FILED }, "0.00"],
    ["none of steel's", { ...STEEL, filed_layers: "9903.81.87:20000.00" }, "0.00"],
  ])("%s", async (_, line, dollars) => {
    expect((await auditOne(line)).refundable_usd).toBe(dollars);
  });

  test("each act held unlawful is one that measures rest on, and the ruling is among their sources", () => {
    for (const { authority, on } of context.heldUnlawful()) {
      const measures = law.measures.filter((measure) => measure.authority === authority);
      const titles = measures.flatMap(({ versions }) =>
        versions.flatMap(({ sources }) => sources.map(({ title }) => title)),
      );
      expect(
        titles.some((title) => title.includes("Learning Resources v. Trump") && title.includes(on)),
      ).toBe(true);
    }
  });
});

describe("drawback on goods exported since", () => {
  const PAID = { ...TOYS, mode: "air", filed_mpf_usd: "41.57" };
  /** Fee and the reciprocal tariff come back, the fentanyl tariff does not: 99% of 1,200.00 and 41.57. */
  test.each<[string, Line, string | null, string | null, string | null]>([
    [
      "all of them",
      { ...PAID, filed_duty_usd: "3600.00", exported_share: "1" },
      "1229.15",
      "2400.00",
      "0.00",
    ],
    ["a half", { ...PAID, filed_duty_usd: "3600.00", exported_share: "50%" }, "614.58", "1200.00", "0.00"],
    ["none", { ...PAID, filed_duty_usd: "3600.00" }, null, null, null],
    [
      "under Section 122, on which nothing is known",
      {
        ...MACHINE,
        mode: "air",
        date: "2026-03-02",
        filed_layers: "9903.03.01:1000.00",
        filed_mpf_usd: "0.00",
        exported_share: "1",
      },
      "0.00",
      "0.00",
      "1000.00",
    ],
  ])("%s", async (_, line, refund, barred, unknown) => {
    const { lines, total } = await audit([line]);
    expect(lines[0]?.drawback_usd).toBe(refund);
    expect(total).toMatchObject({ drawback_barred_usd: barred, drawback_unknown_usd: unknown });
  });

  test("is not known where the duty paid is not, and leaves out fees that are not", async () => {
    const { lines, notes, total } = await audit([
      { ...TOYS, filed_duty_usd: "1000.00", exported_share: "1" },
      { ...TOYS, filed_duty_usd: "3600.00", filed_mpf_usd: "0.00", exported_share: "1" },
    ]);
    expect(lines.map(({ drawback_usd }) => drawback_usd)).toEqual([null, "1188.00"]);
    expect(total).toMatchObject({ drawback_unknown_lines: "1" });
    expect(notes.join(" ")).toMatch(/A fee is neither filed nor known on 1 line/);
  });
});

describe("sums", () => {
  const FILE: readonly Line[] = [
    { ...CAR, filed_layers: CAR_FILED },
    { ...CAR, filed_layers: `9903.01.25:3000.00; ${CAR_FILED}` },
    { ...TOYS, filed_duty_usd: "1200.00" },
    { ...TOYS, filed_duty_usd: "1000.00" },
    { ...STEEL, filed_duty_usd: "10000.00", filed_layers: "9903.81.87:9000.00" },
    { ...MACHINE, filed_layers: "9903.99.99:5.00" },
    { ...MACHINE, hts: "8431.31.00.20", filed_duty_usd: "1000.00" },
    MACHINE,
    { ...MACHINE, hts: "none" },
  ];

  test("over- and underpayments are what filed and owed differ by, and authorities add up to both", async () => {
    const { total, facts, findings } = await audit(FILE);
    const cents = (text: unknown): number => Math.round(Number(text) * 100);
    const sides = facts.by_authority as unknown as readonly Record<string, string>[];
    const sum = (key: string) => sides.reduce((all, side) => all + cents(side[key]), 0);
    const difference = cents(total?.filed_duty_usd) - cents(total?.computed_duty_usd);
    expect(cents(total?.overpaid_usd) - cents(total?.underpaid_usd)).toBe(difference);
    expect(sum("filed_usd")).toBe(cents(total?.filed_duty_usd));
    expect(sum("computed_usd")).toBe(cents(total?.computed_duty_usd));
    expect(sum("difference_usd")).toBe(difference);
    expect(total).toMatchObject({
      lines: "9",
      agrees_lines: "1",
      overpaid_lines: "2",
      underpaid_lines: "3",
      unknown_lines: "2",
      invalid_lines: "1",
      overpaid_usd: "3005.00",
    });
    expect(findings).toBe(true);
  });

  test("lines that begin an entry again are told, since its fees would count twice", async () => {
    const { lines } = await audit([
      { ...CAR, entry: "A" },
      { ...CAR, entry: "B" },
      { ...CAR, entry: "A" },
    ]);
    expect(lines[2]?.finding[0]).toContain("entry: A already began in row 2");
  });
});

test("a column of filed figures that means nothing stops the file", async () => {
  await expect(audit([{ ...CAR, filed_duties_usd: "8250" }])).rejects.toMatchObject({
    where: "filed.csv",
    hint: "did you mean filed_duty_usd?",
  });
});

/** Prime, so that samples fall on all days, origins and lines. */
const STEP = 397;
const DAYS = ["2025-01-01", "2025-03-20", "2025-06-19", "2025-09-01", "2026-03-01", "2026-06-10"];
const ORIGINS = ["JP", "CN", "CA", "MX", "DE", "RU", "BR", "VN"];

test("entries filed as they are owed agree, whatever the goods", async () => {
  const price = linePricer(law, "law");
  const numbers = law.base.numbers.filter((_, index) => index % STEP === 0);
  const lines = numbers.flatMap((hts, at): Line[] => {
    const date = DAYS[at % DAYS.length] as IsoDate;
    const origin = law.origins.get(ORIGINS[at % ORIGINS.length] as Country) as Origin;
    const value = 1_003 + at * 37;
    if (!law.base.exists(hts, date)) return [];
    const goods = { ...statedNumber(hts as HtsCode, law), date, origin, value };
    const priced = price({ ...goods, claims: NO_CLAIMS, facts: null, mode: null, entryType: "formal" });
    if ("problem" in priced || priced.duty.duty === null) return [];
    return [
      {
        hts,
        date,
        origin: origin.code,
        value: String(value),
        filed_layers: priced.duty.layers.map(printDeclared).join("; "),
      },
    ];
  });
  const found = await audit(lines);
  expect(lines.length).toBeGreaterThan(20);
  expect(found.lines.filter(({ status, finding }) => status !== "agrees" || finding.length > 0)).toEqual([]);
});

describe("a number of chapter 99 declares the fact or right that it asks for", () => {
  test.each([
    [
      "9903.94.06: not a part of cars, so 19% and base 9% (note 33(h)(ii))",
      { hts: "8482.10.50.44", origin: "TH", date: "2025-09-04", metal_steel: "0" },
      "9903.94.06:0; 9903.02.61:1900.00; 8482.10.50.44:900.00",
      "read as not-a-car-part, which 9903.94.06 declares",
    ],
    [
      "9903.76.03: a kitchen cabinet, 25% (note 37(f))",
      { hts: "9403.60.80.93", origin: "VN", date: "2026-05-01", adcvd: "none" },
      "9903.76.03:2500.00; 9403.60.80.93:0",
      "read as cabinet, which 9903.76.03 declares",
    ],
    [
      "9903.04.60: a patented medicine, 100% (note 40(c)-(d))",
      { hts: "3004.90.92.10", origin: "IN", date: "2026-10-05" },
      "9903.04.60:10000.00; 3004.90.92.10:0",
      "read as patented, which 9903.04.60 declares",
    ],
    [
      "9903.82.03: less than 15% of metal by weight, so 10% and base 3.9% (note 16(c))",
      { hts: "8302.41.60.80", origin: "VN", date: "2026-05-04" },
      "9903.82.03:0; 9903.03.01:1000.00; 8302.41.60.80:390.00",
      "read as under-15-percent-metal, which 9903.82.03 declares",
    ],
    [
      "9903.01.04: goods of Mexico under the USMCA, free of both (General Note 11)",
      { hts: "6109.10.00.12", origin: "MX", date: "2025-05-04" },
      "9903.01.04:0; 6109.10.00.12:0",
      "read as USMCA, which 9903.01.04 declares",
    ],
  ])("%s", async (_, line, filed_layers, sentence) => {
    const found = await auditOne({ ...line, value: "10000", filed_layers });
    expect(found.status).toBe("agrees");
    expect(found.finding).toContain(sentence);
  });
});

test("what is not stated and would turn the verdict is told: $1,000 of furniture is $2,500 of a kitchen cabinet", async () => {
  const line = { hts: "9403.60.80.93", origin: "VN", date: "2026-05-01", adcvd: "none", value: "10000" };
  const found = await auditOne({ ...line, filed_layers: "9903.03.01:1000.00; 9403.60.80.93:0" });
  expect(found.status).toBe("agrees");
  expect(found.finding).toContain("with cabinet $1,500.00 more would be owed: the line would be underpaid");
});

test("a duty that fits a fact not stated names it: a bearing at 28% is one that is no part of cars", async () => {
  const line = { hts: "8482.10.50.44", origin: "TH", date: "2025-09-04", metal_steel: "0", value: "10000" };
  const found = await auditOne({ ...line, filed_duty_usd: "2800.00" });
  expect(found.status).toBe("underpaid");
  expect(found.finding).toContain("with not-a-car-part $600.00 less would be owed: the line would agree");
});
