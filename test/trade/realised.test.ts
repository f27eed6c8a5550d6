/** Estimates of collected duty on the shipped data: as good as is said, blind to later months, and law when nothing is assumed. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  forecasterOf,
  monthlyLaw,
  OF_TRADE,
  rateIn,
  realisedIds,
} from "../../src/commands/common/realised.js";
import { answerRealised } from "../../src/commands/scenario/realised.js";
import timeline from "../../src/commands/timeline/index.js";
import { realisedScores } from "../../src/commands/verify/realised.js";
import type { Context, RealisedData } from "../../src/contract/command.js";
import type { Report } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { cellText, toObject } from "../../src/formats/cells.js";
import { monthBefore, monthsBetween } from "../../src/trade/grouped-duty.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0.0.0");

const asked = async (flags: object, own: Context = context): Promise<Report> =>
  (await timeline.run({ argument: null, more: [], flags, dataFlags: new Map() } as never, own)) as Report;
const column = ({ columns, rows }: Report, key: string): readonly string[] => {
  const at = columns.findIndex((one) => one.key === key);
  return rows.map((row) => String(row[at]));
};

describe("the back-test", () => {
  test("keeps its page, and errors are within what is claimed", async () => {
    const scores = await realisedScores("partner", context);
    const parts = await realisedScores("part", context);
    const ahead = await Promise.all(
      ["all", "JP", "KR", "TW", "MX", "EU", "CN"].map(async (origin) => ({
        origin,
        report: await asked({ origin, realised: true, from: "2025-07-01", to: "2026-10-31" }),
      })),
    );
    const number = (key: string, partner: string) =>
      Number(column(scores, key)[column(scores, "partner").indexOf(partner)]);
    expect(number("error_1_pp", "all")).toBeLessThanOrEqual(1);
    expect(number("error_1_pp", "JP")).toBeLessThanOrEqual(0.8);
    expect(number("structure_pp", "all")).toBeLessThanOrEqual(1.8);
    expect(Number(scores.total?.error_1_pp)).toBeLessThanOrEqual(1.5);
    expect(Number(scores.total?.close)).toBeGreaterThanOrEqual(70);
    const means = column(parts, "mean").map(Number);
    const sum = means.reduce((all, one) => all + one, 0);
    expect(sum).toBeCloseTo(Number(parts.total?.mean), 1);
    for (const key of ["2025_07", "2025_08", "2025_09", "2025_10", "2025_11"]) {
      const whole = column(parts, key).reduce((all, one) => all + Number(one), 0);
      expect(Math.abs(whole - Number(parts.total?.[key]))).toBeLessThan(0.05);
    }
    // An absolute error and a level have no sign; a mean error has one.
    const printed = ({ columns, rows }: Report, ...keys: readonly string[]) =>
      columns.flatMap(({ key, kind }, at) =>
        keys.includes(key)
          ? rows.map((row) => cellText(row[at] ?? null, kind, { power: 0, places: 0 } as never))
          : [],
      );
    const sizes = printed(scores, "error_1_pp", "error_2_pp", "error_3_pp", "structure_pp");
    expect(sizes.filter((text) => !/^\d+\.\d\d$/.test(text))).toEqual([]);
    expect(printed(scores, "bias_1_pp")).toContainEqual(expect.stringMatching(/^\+/));
    expect(printed(parts, "2025_10", "mean").join(" ")).not.toContain("+");
    for (const { columns, rows, total } of [scores, parts]) {
      const document = [...rows, columns.map(({ key }) => total?.[key] ?? null)].map(toObject(columns));
      const schema = z.fromJSONSchema(
        JSON.parse(readFileSync("schema/output/verify-row.schema.json", "utf8")),
      );
      expect(document.map((row) => schema.safeParse(JSON.parse(JSON.stringify(row))).success)).not.toContain(
        false,
      );
    }
    await expect(page(scores, parts, ahead)).toMatchFileSnapshot("../../docs/realised-backtest.md");
  }, 300_000);
});

/** The page of the back-test and of the months ahead. */
function page(
  scores: Report,
  parts: Report,
  ahead: readonly { readonly origin: string; readonly report: Report }[],
): string {
  const text = (report: Report) => rounded(report);
  const forecasts = ahead.map(({ origin, report }) => `### ${origin}\n\n${text(report)}`);
  return [
    "# Collected duty: the back-test and the months ahead",
    "Written by a test; [how the estimates are made](realised.md).",
    `## ${scores.title}`,
    text(scores),
    `## ${parts.title}`,
    text(parts),
    "## The months ahead",
    "Fractions of all imports: the statutory rate, the estimate with its band, and what customs calculated.",
    ...forecasts,
    "",
  ].join("\n\n");
}

/** Rows as a Markdown table; rates to a hundredth of a point, so that the page is the same on every machine. */
function rounded({ columns, rows, total, notes }: Report): string {
  const cells = (row: readonly unknown[]) =>
    columns.map(({ kind }, index) => {
      const cell = row[index];
      if (cell === null || cell === undefined) return "";
      return kind === "rate" ? Number(cell).toFixed(4) : String(cell);
    });
  const all = total ? [...rows, columns.map(({ key }) => total[key] ?? null)] : rows;
  return [
    `| ${columns.map(({ title }) => title).join(" | ")} |`,
    `|${columns.map(({ kind }) => (kind === "text" ? " --- " : " ---: ")).join("|")}|`,
    ...all.map((row) => `| ${cells(row).join(" | ")} |`),
    "",
    ...notes.map((note) => `- ${note}`),
  ].join("\n");
}

test("nothing assumed, the weights of 2024: the statutory rates, to the last digit", async () => {
  const plain = { origin: "KR", assume: [], from: "2025-01-01", to: "2025-11-30" };
  const realised = await asked({ ...plain, realised: true, weights: "2024" });
  const law = await asked({ ...plain, actuals: true });
  expect(column(realised, "statutory_rate")).toEqual(column(law, "statutory_rate"));
  for (const key of ["realised_rate", "realised_low", "realised_high"])
    expect(column(realised, key)).toEqual(column(law, "statutory_rate"));
});

test("an estimate is the same when later months are taken away", async () => {
  const question = { origin: "GB", realised: true, from: "2025-05-01", to: "2026-10-31" };
  const whole = await asked(question);
  const data = await context.realised();
  const months = data.known.months.slice(0, data.known.months.indexOf("2025-09"));
  const cut = (columns: readonly number[]) => columns.slice(0, months.length);
  const partners = new Map(
    [...data.known.partners].map(([code, { law, industries }]) => [
      code,
      {
        law,
        industries: new Map(
          [...industries].map(([id, { value, duty }]) => [id, { value: cut(value), duty: cut(duty) }]),
        ),
      },
    ]),
  );
  const earlier = { ...data, known: { ...data.known, months, partners } };
  const shorter = await asked(question, { ...context, realised: async () => earlier });
  const upTo = (report: Report) => report.rows.filter(([month]) => String(month) <= "2025-09").map(String);
  expect(upTo(shorter)).toEqual(upTo(whole));
  expect(String(shorter.rows.at(-1))).not.toBe(String(whole.rows.at(-1)));
});

/** What the note of each assumption names: whose rates it moves, and which way. */
const NOTES: Readonly<Record<string, (data: RealisedData) => { partners: readonly string[]; only: string }>> =
  {
    "usmca-by-month": ({ known }) => ({ partners: [...known.claims.partners.keys()], only: "less more" }),
    "in-transit": (data) => ({ partners: without(assumed(data, "in-transit").except, data), only: "less" }),
    conditions: (data) => {
      const rows = assumed(data, "conditions").rows.flatMap(({ origins }) => origins as readonly string[]);
      return { partners: rows.includes("*") ? data.settings.partners : rows, only: "less" };
    },
    computers: (data) => ({ partners: without(assumed(data, "computers").except, data), only: "less" }),
    calibrated: ({ settings }) => ({ partners: settings.partners, only: "less more" }),
  };
type Assumption = RealisedData["settings"]["assumptions"][number];
const assumed = <Id extends Assumption["id"]>({ settings }: RealisedData, id: Id) =>
  settings.assumptions.find((one): one is Extract<Assumption, { id: Id }> => one.id === id) as Extract<
    Assumption,
    { id: Id }
  >;
const without = (except: readonly string[], { settings }: RealisedData) =>
  settings.partners.filter((one) => !except.includes(one));

describe("each assumption that the data names", async () => {
  const data = await context.realised();
  const { partners } = data.settings;
  // As of the back-test, whose law is kept; claims of Canada and Mexico stand apart there.
  const lawOf = (byHeading: boolean, of?: readonly string[]) =>
    monthlyLaw(
      { to: context.schedule().asOf, ...(of ? { partners: of } : {}) },
      { ids: OF_TRADE, byHeading },
      data,
      context,
    );
  const claiming = [...data.known.claims.partners.keys()];
  const months = monthsBetween("2025-02", "2025-11");
  const ratesWith = (id: string | null) => {
    const on = new Set(id === null ? [] : [id]);
    const apart = forecasterOf(lawOf(true), on, "latest", data);
    const plain = id === "usmca-by-month" ? apart : forecasterOf(lawOf(false, claiming), on, "latest", data);
    return partners.map((one) =>
      months.map(
        (month) =>
          rateIn((claiming.includes(one) ? plain : apart).forecast(one, month, monthBefore(month))) ?? 0,
      ),
    );
  };

  test.each(realisedIds(data))("%s moves the partners of its note, the way it says, and no others", (id) => {
    const meant = NOTES[id]?.(data);
    expect(meant, `a note of ${id}`).toBeDefined();
    const [none, own] = [ratesWith(null), ratesWith(id)];
    const ways = partners.map((partner, at) => {
      const points = months.map((_, month) => ((own[at]?.[month] ?? 0) - (none[at]?.[month] ?? 0)) * 1e9);
      return [
        partner,
        new Set(
          points
            .map(Math.round)
            .filter(Boolean)
            .map((by) => (by < 0 ? "less" : "more")),
        ),
      ] as const;
    });
    const moved = ways.flatMap(([partner, own]) => (own.size > 0 ? [partner] : []));
    expect(moved.filter((one) => !meant?.partners.includes(one))).toEqual([]);
    expect(moved.length).toBeGreaterThan(0);
    expect(ways.flatMap(([, own]) => [...own]).filter((way) => !meant?.only.includes(way))).toEqual([]);
  });

  // Proclamations 10908 (cars, 2025-04-03), 10947 (metals at 50%, 2025-06-04) and 10962 (copper, 2025-08-01) are of goods
  // "entered for consumption, or withdrawn from warehouse" from a day on, whenever they were loaded; EO 14257 spares
  // goods loaded before 2025-04-05 that enter before 2025-05-27, EO 14326 those before 2025-08-07 until 2025-10-05.
  test("of transit spares goods of the IEEPA duties alone, in the windows of the law", () => {
    const law = lawOf(false, ["JP", "KR", "TW"]);
    const { days, except } = assumed(data, "in-transit");
    const [plain, spared] = [null, { days, except }].map((transit) =>
      law.ratesWith({ conditions: false, transit }),
    ) as [ReturnType<typeof law.ratesWith>, ReturnType<typeof law.ratesWith>];
    const movedOf = (isMeant: (industry: string) => boolean) => {
      const places = plain.flatMap(({ industry }, at) => (isMeant(industry) ? [at] : []));
      return law.months.filter((_, month) =>
        places.some((at) => (spared[at]?.rates[month] ?? 0) < (plain[at]?.rates[month] ?? 0)),
      );
    };
    const metals = movedOf((industry) => industry === "331");
    expect(metals.filter((month) => ["2025-03", "2025-06"].includes(month))).toEqual([]);
    expect(movedOf(() => true)).toEqual(["2025-04", "2025-05", "2025-08", "2025-09", "2026-02", "2026-07"]);
  });

  test("of conditions frees nothing before its day, and only goods it names", () => {
    const conditions = forecasterOf(lawOf(true), new Set(["conditions"]), "latest", data);
    const none = forecasterOf(lawOf(true), new Set(), "latest", data);
    const movedIn = (partner: string, month: string) => {
      const knownTo = [monthBefore(month), data.known.months.at(-1) as string].sort()[0] as string;
      const [freed, bare] = [conditions, none].map((by) => rateIn(by.forecast(partner, month, knownTo)) ?? 0);
      return (freed as number) < (bare as number) - 1e-12;
    };
    for (const { origins, from } of assumed(data, "conditions").rows) {
      const first = from.slice(0, 7);
      const own = origins.includes("*") ? ["CN"] : origins.filter((one) => !claiming.includes(one));
      for (const partner of own)
        expect([partner, first, movedIn(partner, first)]).toEqual([partner, first, true]);
    }
    for (const partner of partners) expect([partner, movedIn(partner, "2025-01")]).toEqual([partner, false]);
  });
});

test("a member of the Union owes what the Union does, on its own industries", async () => {
  const months = { realised: true, from: "2025-10-01", to: "2025-10-31" };
  const [union, ireland] = [
    await asked({ ...months, origin: "EU" }),
    await asked({ ...months, origin: "IE" }),
  ];
  // Irish goods are medicines, most of which are exempt.
  expect(Number(column(ireland, "realised_rate")[0])).toBeLessThan(
    Number(column(union, "realised_rate")[0]) / 2,
  );
});

test("an estimate has what customs calculated beside it, asked for or not", async () => {
  const months = { realised: true, origin: "JP", from: "2025-10-01", to: "2025-11-30", weights: "2024" };
  expect(await asked({ ...months, actuals: true })).toEqual(await asked(months));
});

test.each([
  [{ origin: "VE" }, "imports from Venezuela are not known by month and industry"],
  [{ origin: "JP", hts: "87032301" }, "months are known of all goods together"],
  [{ origin: "JP", weights: "2025-10..2025-12" }, "imports by industry are not known of 2025-12"],
  [{ origin: "JP", weights: "2030-01" }, "imports by industry are not known of 2030-01"],
  [{ origin: "JP", assume: ["conditons"] }, 'there is no assumption "conditons"'],
])("what is not known is refused: %j", async (flags, message) => {
  await expect(asked({ realised: true, ...flags })).rejects.toThrow(message);
});

describe("whose imports weight an estimate is said", () => {
  const TEXT = {
    title: "Japan",
    date: "2025-10-01",
    origins: ["JP"],
    flows: "us-imports-2024",
    changes: [],
    assume: [],
  };
  const scenario = (weights: object) => answerRealised({ ...TEXT, ...weights } as never, {}, context);
  const timeline = (weights: object) =>
    asked({ origin: "JP", realised: true, from: "2025-10-01", to: "2025-10-31", ...weights });

  test.each([
    ["a scenario", scenario],
    ["a timeline", timeline],
  ])("%s, in its facts and its heading", async (_, answer) => {
    const latest = await answer({});
    expect(latest.facts).toMatchObject({
      weights: { imports_of: "the last 2 months known before each", left_out_usd: "0" },
    });
    expect(latest.heading.join("\n")).toContain(
      "Weights: imports of the last 2 months known before each, by partner and industry; statutory rates are of the goods of 2024",
    );
    const months = await answer({ weights: "2025-07..2025-09" });
    expect(months.facts).toMatchObject({ weights: { imports_of: "2025-07 to 2025-09", left_out_usd: "0" } });
    expect(months.heading.join("\n")).toContain("Weights: imports of 2025-07 to 2025-09, by partner");
    const year = await answer({ weights: "2024" });
    expect(year.facts).toMatchObject({ weights: { imports_of: "2024", left_out_usd: "0" } });
    expect(year.heading.join("\n")).toMatch(/^Weights: imports of 2024, by partner and industry$/m);
  });

  test.each([
    ["a scenario", scenario],
    ["a timeline", timeline],
  ])("%s on a file, with the dollars that no line is of", async (_, answer) => {
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "imports.csv");
    writeFileSync(file, "origin,hts,value\nJP,8703230160,90000000\nJP,0105,7\n");
    const report = await answer({ weights: file });
    expect(report.facts).toMatchObject({ weights: { imports_of: file, left_out_usd: "7" } });
    expect(report.heading.join("\n")).toMatch(
      /^Weights: imports by partner and HTS number of .*imports\.csv; goods.*; \$7 of its numbers without a line is left out/m,
    );
    expect(report.notes.join("\n")).not.toContain("Weights: ");
  });

  test("what a month is estimated from is not later than it", async () => {
    const { notes } = await scenario({});
    expect(notes.join("\n")).not.toMatch(/before it \(to 2025-1[01]\)/);
    expect(notes.join("\n")).toContain("Imports and duty are known to 2025-11");
  });
});

describe("a scenario as it is collected, on imports of a file", () => {
  const answer = (text: string, own: object) => {
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "imports.csv");
    writeFileSync(file, text);
    const question = { title: "Japan", date: "2025-10-01", origins: ["JP"], flows: "us-imports-2024" };
    return answerRealised(
      { ...question, changes: [], assume: [], weights: file, ...own } as never,
      {},
      context,
    );
  };
  const numbers = (report: Report, key: string) => column(report, key).map(Number);

  test("the statutory rate is that of the law on them: cars owe 15%, computers nothing", async () => {
    const report = await answer("hts,origin,value\n8703230160,JP,30000000\n8471500150,JP,1000000\n", {});
    expect(numbers(report, "imports_usd")).toEqual([31_000_000]);
    expect(numbers(report, "statutory_rate")[0]).toBeCloseTo((0.15 * 30) / 31, 12);
    expect(column(report, "actual_rate")).toEqual(["null"]);
  });

  test("those of months, written to a file, give the estimate of these months", async () => {
    const { known } = await context.realised();
    const places = ["2025-07", "2025-08", "2025-09"].map((month) => known.months.indexOf(month));
    const industries = [...(known.partners.get("JP")?.industries ?? [])].map(([code, { value }]) => {
      const dollars = places.reduce((sum, place) => sum + (value[place] ?? 0), 0);
      return `JP,${code},${dollars}`;
    });
    const ofFile = await answer(["origin,industry,value", ...industries, ""].join("\n"), {});
    const ofMonths = await answer("", { weights: "2025-07..2025-09" });
    const [rate = 0] = numbers(ofFile, "realised_rate");
    expect(rate).toBeCloseTo(numbers(ofMonths, "realised_rate")[0] ?? 0, 4);
    expect(rate).not.toBe(numbers(await answer("", { weights: "2024" }), "realised_rate")[0]);
  });

  test("a timeline takes the same file, and gives its month the same estimate", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "weights-")), "imports.csv");
    const text = "origin,industry,value\nJP,336,90000000\nJP,334,60000000\n";
    writeFileSync(file, text);
    const report = await asked({
      origin: "JP",
      realised: true,
      weights: file,
      from: "2025-10-01",
      to: "2025-10-31",
    });
    const one = await answer(text, {});
    expect(numbers(report, "realised_rate")).toEqual(numbers(one, "realised_rate"));
    expect(column(report, "actual_rate")).toEqual(["null"]);
    // The law alone on them: the mean of the days of October, which all have one law.
    const lawful = { origin: "JP", weights: file, from: "2025-10-02", to: "2025-10-31" };
    expect(numbers(await asked(lawful), "rate")).toHaveLength(1);
    await expect(asked({ ...lawful, origin: "DE", realised: true })).rejects.toThrow("European Union");
    await expect(asked({ ...lawful, actuals: true })).rejects.toThrow("goods of 2024");
    await expect(asked({ ...lawful, hts: "8703.23.01" })).rejects.toThrow("one product");
  });

  test("what is assumed can be named, as in a timeline", async () => {
    const assume = ["-calibrated"];
    const question = { title: "Japan", date: "2025-10-01", origins: ["JP"], flows: "us-imports-2024" };
    const one = await answerRealised({ ...question, changes: [], assume: [] } as never, { assume }, context);
    const month = { origin: "JP", realised: true, from: "2025-10-01", to: "2025-10-31" };
    expect(numbers(one, "realised_rate")).toEqual(
      numbers(await asked({ ...month, assume }), "realised_rate"),
    );
    expect(numbers(one, "realised_rate")).not.toEqual(numbers(await asked(month), "realised_rate"));
    expect(one.notes.join()).not.toContain("calibrated");
  });

  test("a partner that the file does not name keeps the imports of 2024", async () => {
    const report = await answer("origin,industry,value\nJP,336,90000000\n", { origins: ["JP", "KR"] });
    const plain = await answer("", { origins: ["KR"], weights: "2024" });
    expect(numbers(report, "statutory_rate")[2]).toBe(numbers(plain, "statutory_rate")[0]);
    expect(numbers(report, "imports_usd")[1]).toBe(90_000_000);
    expect(report.heading[0]).toContain("a partner that it does not name keeps those of the flows");
  });
});
