/** Other imports in every command that prices a year of trade, and sums that notes round: one number, wherever it is asked for. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decimal } from "decimal.js";
import { describe, expect, test } from "vitest";
import { session } from "../cli/session.js";

interface Answer {
  readonly heading: readonly string[];
  readonly notes: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly total: Readonly<Record<string, string>>;
  readonly [fact: string]: unknown;
}

const answer = async (words: string): Promise<Answer> =>
  JSON.parse(await session(`$ tariff-calc ${words} --format json`, 80));

/** Asked for by several. */
let known: Promise<Answer> | undefined;
const carsAt15 = (): Promise<Answer> => {
  known ??= answer("scenario --auto 15 --weights latest");
  return known;
};

const WEIGHTS = { imports_of: "2025-10 to 2025-11", left_out_usd: "0" };

describe("--weights latest", () => {
  test("of solve: the rate it finds gives the target on the same imports", async () => {
    const solved = await answer("solve --lever reciprocal --target rate=20 --weights latest");
    expect(solved.weights).toEqual(WEIGHTS);
    expect(solved.heading.join(" ")).toContain("Weights: imports of 2025-10 to 2025-11");
    const rate = solved.rows[0]?.rate_pct;
    const { total } = await answer(`scenario --reciprocal ${rate} --weights latest`);
    expect(Number(total.scenario_rate)).toBeCloseTo(0.2, 9);
    const year = await answer("solve --lever reciprocal --target rate=20");
    expect(year.weights).toBeUndefined();
    expect(year.rows[0]?.rate_pct).not.toBe(rate);
  });

  test("of sweep: a point is the scenario at that rate, with and without an answer of trade", async () => {
    const swept = await answer("sweep --lever auto=0,15 --weights latest");
    expect(swept.weights).toEqual(WEIGHTS);
    const { total } = await carsAt15();
    expect(swept.rows.find(({ auto_pct }) => auto_pct === "15")).toMatchObject({
      imports_usd: total.imports_usd,
      duty_usd: total.scenario_duty_usd,
    });
    const elastic = await answer(
      "sweep --lever auto=0,15 --weights latest --response elastic --elasticity -2",
    );
    const { rows } = await answer("scenario --auto 15 --weights latest --response elastic --elasticity -2");
    const scenario = rows.find((row) => row.case === "scenario") ?? rows.at(-1);
    const point = elastic.rows.find(({ auto_pct }) => auto_pct === "15");
    expect(Number(point?.duty_usd)).toBeCloseTo(Number(scenario?.duty_usd), 0);
  });

  test("of prices: duty and all imports are of those months, and the rate follows from both", async () => {
    const prices = await answer("prices --auto 15 --weights latest");
    const of = (id: string) => prices.rows.find((row) => row.id === id)?.value ?? "";
    const { total } = await carsAt15();
    expect(of("scenario_duty_usd")).toBe(total.change_usd);
    const all = await answer("scenario --origin all --weights latest");
    expect(of("all_imports_usd")).toBe(all.total.imports_usd);
    // The rate is of the imports of all: so is what has no line.
    expect(prices.weights).toEqual(all.weights);
    expect(Number(of("rate_rise"))).toBeCloseTo(
      Number(of("added_duty_usd")) / Number(of("all_imports_usd")),
      9,
    );
    expect(prices.notes.join(" ")).toContain("Duty and imports are dollars of 2025-10 to 2025-11");
    const dollars = prices.rows.filter(({ id }) =>
      /^(?:added_duty|scenario_duty|all_imports)_usd$/.test(String(id)),
    );
    expect(dollars.map(({ what }) => String(what).slice(-", in 2 months".length))).toEqual(
      dollars.map(() => ", in 2 months"),
    );
  });

  test("of a deficit is refused: exports are known of a year", async () => {
    const printed = await session(
      "$ tariff-calc solve --lever auto --target deficit=2e10 --response elastic --weights latest",
      80,
    );
    expect(printed).toMatch(/--weights: a deficit is of a year/);
    expect(printed).toContain("[exit 2]");
  });

  test("of compare and timeline is a fact too", async () => {
    const compared = await answer("compare --case auto=25 --case auto=15 --weights latest");
    expect(compared.cases).toMatchObject([{ weights: WEIGHTS }, { weights: WEIGHTS }]);
    const timeline = await answer("timeline --origin JP --weights latest --from 2025-06-01 --to 2025-06-30");
    expect(timeline.weights).toEqual(WEIGHTS);
    expect(timeline.heading.join(" ")).toContain("Weights: imports of 2025-10 to 2025-11");
  });

  test("of one month names that month, and a file says itself once", async () => {
    const { weights } = await answer("scenario --weights 2025-10");
    expect(weights).toEqual({ imports_of: "2025-10", left_out_usd: "0" });
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "own.csv");
    writeFileSync(file, "origin,hts,value\nJP,8703,1000000\nJP,2709,5000\n");
    const solved = await answer(`solve --lever auto --target rate=10 --weights ${file}`);
    expect(solved.heading.join(" ").match(/own\.csv/g)).toHaveLength(1);
    expect(solved.weights).toMatchObject({ left_out_usd: "5000" });
  });

  test.each([
    ["KR,8703,1000000", "this file has no imports from Japan"],
    ["JP,8703,0", "no dollar of this file stands on a line of the imports from Japan"],
    ["JP,8799,5000", "own.csv:2: hts: the tariff never had a line that starts with 8799"],
  ])("of a file that says nothing of the trade asked about, %s, is refused", async (row, words) => {
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "own.csv");
    writeFileSync(file, `origin,hts,value\n${row}\n`);
    const printed = await session(`$ tariff-calc scenario --auto 15 --weights ${file}`, 200);
    expect(printed).toContain(words);
    expect(printed).toContain("[exit 2]");
  });

  test("of report: the page has the numbers of scenario, and says whose imports they are", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "page.html");
    await session(`$ tariff-calc report --auto 15 --weights latest -o ${file}`, 80);
    const page = readFileSync(file, "utf8");
    const { total, heading } = await carsAt15();
    expect(page).toContain(`data-key="scenario_duty_usd" value="${total.scenario_duty_usd}"`);
    for (const line of heading) expect(page).toContain(line);
    expect(page).toContain("on imports of 2025-10 to 2025-11");
    expect(page).not.toContain("a year</p>");
  });
});

describe("sums that notes tell in round dollars", () => {
  /** Dollars as sentences have them. */
  const said = (text: unknown): string => {
    const amount = new Decimal(String(text));
    const [scale, word] = amount.gte("1e9") ? ["1e9", " billion"] : ["1e6", " million"];
    return `$${amount.div(scale).toDecimalPlaces(1).toNumber().toLocaleString("en")}${word}`;
  };

  test("stand in the JSON to the last digit: assumed, held unlawful, under orders, barred", async () => {
    const { notes, assumed, held_unlawful, beside_duty, rows } = await answer(
      "scenario --origin CA --date 2025-10-01 --by authority",
    );
    const words = notes.join("\n");
    const sums = assumed as readonly Readonly<Record<string, string>>[];
    expect(sums.length).toBeGreaterThan(1);
    for (const { title, imports_usd, duty_usd } of sums)
      expect(words).toContain(
        `Assumed: ${title}; ${said(imports_usd)} of imports, ${said(duty_usd)} of duty rest on it.`,
      );
    const [act] = held_unlawful as readonly Readonly<Record<string, string>>[];
    expect(words).toContain(`${said(act?.duty_usd)} of the duty is charged under the IEEPA`);
    expect(act?.duty_usd).toBe(rows.find(({ group }) => group === "ieepa")?.scenario_duty_usd);
    const beside = beside_duty as Readonly<Record<string, string>>;
    expect(words).toContain(`name the number and country of ${said(beside.orders_usd)};`);
  });

  test("add up over partners", async () => {
    const of = async (origin: string) =>
      (await answer(`scenario --origin ${origin} --date 2026-10-01`)) as unknown as {
        beside_duty: Record<string, string>;
        assumed: readonly Record<string, string>[];
      };
    const [both, one, other] = await Promise.all([of("JP --origin KR"), of("JP"), of("KR")]);
    for (const key of ["orders_usd", "barred_usd", "may_be_barred_usd"])
      expect(both.beside_duty[key]).toBe(
        new Decimal(one.beside_duty[key] ?? 0).plus(other.beside_duty[key] ?? 0).toFixed(),
      );
    for (const { kind, imports_usd = "0" } of both.assumed) {
      const parts = [one, other].map(
        ({ assumed }) => assumed.find((own) => own.kind === kind)?.imports_usd ?? "0",
      );
      expect(imports_usd).toBe(Decimal.sum(...parts).toFixed());
    }
  });
});

describe("groups that --top leaves out", () => {
  test("stand in one line where trade answers too, so that the lines add up to the total", async () => {
    const { rows, total } = await answer(
      "scenario --origin KR --auto 15 --response elastic --by sector --top 3",
    );
    expect(rows.at(-1)).toMatchObject({ group: "rest", label: "16 smaller groups" });
    for (const key of [
      "imports_before_usd",
      "scenario_duty_usd",
      "change_usd",
      "consumers_usd",
      "welfare_usd",
    ])
      expect(
        Decimal.sum(...rows.map((row) => row[key] ?? "0"))
          .minus(total[key] ?? 0)
          .abs()
          .lt(1),
      ).toBe(true);
  });

  test("of compare too, in every case", async () => {
    const { rows, total } = await answer("compare --case auto=25 --case auto=15 --by sector --top 2");
    expect(rows.map(({ label }) => label)).toEqual([
      "Cars and light trucks",
      "Machinery",
      "17 smaller groups",
    ]);
    for (const key of ["case1_imports_usd", "case1_duty_usd", "case2_duty_usd", "case2_from_first_usd"])
      expect(Decimal.sum(...rows.map((row) => row[key] ?? "0")).toFixed()).toBe(total[key]);
    const printed = await session("$ tariff-calc compare --case auto=25 --case auto=15 --top 2", 80);
    expect(printed).toMatch(/--top: it says how many groups/);
  });
});

// Goods of India owed two tariffs under the IEEPA in October 2025 (EO 14257 and EO 14329): one act, one dollar of imports.
test("goods that owe two duties of one act are counted once among its imports", async () => {
  const { rows, total } = await answer("scenario --origin IN --date 2025-10-01 --by authority");
  const measures = await answer("scenario --origin IN --date 2025-10-01 --by measure");
  const of = (answered: Answer, group: string, key: string) =>
    new Decimal(answered.rows.find((row) => row.group === group)?.[key] ?? 0);
  for (const { imports_usd } of rows)
    expect(new Decimal(imports_usd ?? 0).lte(total.imports_usd ?? 0)).toBe(true);
  const owed = (key: string) => ["ieepa/reciprocal", "ieepa/india"].map((id) => of(measures, id, key));
  const act = { rows } as unknown as Answer;
  expect(of(act, "ieepa", "imports_usd").toFixed()).toBe(Decimal.max(...owed("imports_usd")).toFixed());
  expect(of(act, "ieepa", "scenario_duty_usd").toFixed()).toBe(
    Decimal.sum(...owed("scenario_duty_usd")).toFixed(),
  );
});
