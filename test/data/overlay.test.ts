/** Folders of a user laid over the shipped data. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { inWords } from "../../src/commands/common/law-words.js";
import { UserError } from "../../src/contract/errors.js";
import { createContext } from "../../src/data/context.js";
import { joinedLines, joinedSuffixes } from "../../src/data/overlay/merge.js";
import { readerOver } from "../../src/data/overlay/overlaid-reader.js";
import type { Held } from "../../src/data/shapes/tariff.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { NOTHING_STATED } from "../../src/law/entry.js";
import { usd } from "../../src/law/units.js";
import type { Sector } from "../../src/trade/tally.js";
import { session } from "../cli/session.js";
import { DATA, reader, shipped } from "../shipped.js";

const work = mkdtempSync(join(tmpdir(), "tariff-calc-overlay-"));
afterAll(() => rmSync(work, { recursive: true }));

let made = 0;
/** A folder with files of a text, or of a value as JSON. */
function folder(files: Readonly<Record<string, unknown>>): string {
  made += 1;
  const root = join(work, `overlay-${made}`);
  mkdirSync(root);
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof value === "string" ? value : JSON.stringify(value, null, 2));
  }
  return root;
}
const over = (...folders: string[]) => createContext(DATA, "0", readerOver(DATA, folders));
const refusal = (act: () => unknown): UserError => {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

const cars = reader.json("schedule/measures/section-232/cars.json");
const toys = { ...structuredClone(cars), id: "section-232/toys", title: "Toys", examples: [], contested: [] };
const lever = (summary: string) => ({ levers: [{ name: "toys", summary, measures: ["section-232/cars*"] }] });

describe("a file of a folder", () => {
  test("adds a measure, and leaves the others", () => {
    const { measures } = over(folder({ "schedule/measures/section-232/toys.json": toys })).schedule();
    expect(measures.length).toBe(shipped.measures.length + 1);
    expect(measures.map(({ id }) => id)).toContain("section-232/toys");
  });

  test("replaces the measure of its id", () => {
    const own = { ...cars, title: "Cars of ours" };
    const { measures } = over(folder({ "schedule/measures/section-232/cars.json": own })).schedule();
    expect(measures.length).toBe(shipped.measures.length);
    expect(measures.find(({ id }) => id === "section-232/cars")?.title).toBe("Cars of ours");
  });

  test("adds a lever, and replaces that of its name", () => {
    const auto = { name: "auto", summary: "ours", measures: ["section-232/cars"] };
    const levers = over(folder({ "levers.json": { levers: [...lever("toys").levers, auto] } })).levers();
    expect(levers.at(-1)?.name).toBe("toys");
    expect(levers.find(({ name }) => name === "auto")).toEqual(auto);
    expect(levers.length).toBe(createContext(DATA, "0").levers().length + 1);
  });

  test("puts new sectors first, since the first that names a product has it", () => {
    const sector: Sector = { id: "toys" as Sector["id"], label: "Toys", products: ["9503"], lists: [] };
    const { sectors } = over(folder({ "sectors.json": { note: "ours", sectors: [sector] } })).names();
    expect(sectors[0]?.id).toBe("toys");
    expect(sectors.length).toBe(createContext(DATA, "0").names().sectors.length + 1);
  });

  test("names a heading, and leaves the names of others", () => {
    const labels = { source: "hs-nomenclature", labels: { "9503": "Playthings" } };
    const { label } = over(folder({ "labels/headings.json": labels })).names();
    expect(label("headings", "9503")).toBe("Playthings");
    expect(label("headings", "8703")).toBe(createContext(DATA, "0").names().label("headings", "8703"));
  });

  test("states the rate of a line", () => {
    const general = { column: "general", source: "usitc-hts", lines: { "87032301": "5%" } };
    const { base } = over(folder({ "schedule/base/general.json": general })).schedule();
    expect(base.ratesOf("87032301", "2025-06-19" as IsoDate)?.general).toBe("5%");
    expect(base.ratesOf("87033301", "2025-06-19" as IsoDate)?.general).toBe(
      shipped.base.ratesOf("87033301", "2025-06-19" as IsoDate)?.general,
    );
  });

  test("of a later folder lies over that of an earlier one", () => {
    const levers = over(
      folder({ "levers.json": lever("first") }),
      folder({ "levers.json": lever("second") }),
    ).levers();
    expect(levers.filter(({ name }) => name === "toys").map(({ summary }) => summary)).toEqual(["second"]);
  });

  test("is an input of the answer, with its hash", async () => {
    const root = folder({ "levers.json": lever("toys") });
    const context = over(root);
    context.levers();
    const names = (await context.inputs()).map(({ name }) => name);
    expect(names).toContain(`${root}/levers.json`);
  });
});

describe("an edition of the tariff", () => {
  const days = { from: "2025-06-01" as IsoDate, until: "2025-07-01" as IsoDate };

  test("alone says what there is on its days, and nothing of others", () => {
    const before = { "01012100": "Free", "01012900": "1%" };
    const own = { "01012100": "2%", "01013000": "3%" };
    expect(joinedLines(before, own, days)).toEqual({
      "01012100": [
        ["0000-00-00", "2025-06-01", "Free"],
        ["2025-06-01", "2025-07-01", "2%"],
        ["2025-07-01", null, "Free"],
      ],
      "01012900": [
        ["0000-00-00", "2025-06-01", "1%"],
        ["2025-07-01", null, "1%"],
      ],
      "01013000": [["2025-06-01", "2025-07-01", "3%"]],
    });
  });

  test("that says the same changes nothing", () => {
    const changed = "2025-06-10" as IsoDate;
    const dated: Held = [
      ["2025-01-01" as IsoDate, changed, "1%"],
      [changed, null, "2%"],
    ];
    expect(joinedLines({ "01012100": "Free" }, { "01012100": "Free" }, days)).toEqual({ "01012100": "Free" });
    expect(joinedLines({ "01012100": dated }, { "01012100": "2%" }, { ...days, from: changed })).toEqual({
      "01012100": dated,
    });
  });

  test("says which numbers a line has", () => {
    expect(
      joinedSuffixes({ "01012100": "10 20" }, { "01012100": "10 30" }, { ...days, until: null }),
    ).toEqual({
      "01012100": ["10", ["0000-00-00", "2025-06-01", "20"], ["2025-06-01", null, "30"]],
    });
  });
});

describe("a folder is refused", () => {
  test.each([
    { name: "if it is not there", make: () => join(work, "nowhere"), told: "there is no such folder" },
    {
      name: "if it is a file",
      make: () => join(folder({ "levers.json": lever("toys") }), "levers.json"),
      told: "this is a file, not a folder",
    },
    {
      name: "for a file whose place fits no kind",
      make: () => folder({ "lever.json": lever("toys") }),
      told: "no kind of data file has this place",
    },
    {
      name: "if no data file is in it",
      make: () => folder({}),
      told: "there is no data file in this folder",
    },
    ...["levers.JSON", "levers.jsonc", "levers.json.txt"].map((name) => ({
      name: `for ${name}, which would be passed over`,
      make: () => folder({ [name]: lever("toys") }),
      told: "it would not be read: data files end in .json",
    })),
    {
      name: "for a link to a file outside",
      make: () => {
        const root = folder({});
        symlinkSync(join(DATA, "levers.json"), join(root, "levers.json"));
        return root;
      },
      told: "this link leads out of the folder",
    },
    {
      name: "for a link to a folder outside",
      make: () => {
        const root = folder({});
        symlinkSync(join(DATA, "lists"), join(root, "lists"));
        return root;
      },
      told: "this link leads out of the folder",
    },
    {
      name: "for a link back into itself",
      make: () => {
        const root = folder({});
        symlinkSync(root, join(root, "lists"));
        return root;
      },
      told: "folders are nested deeper than 8 levels",
    },
  ])("$name", ({ make, told }) => {
    expect(refusal(() => over(make())).message).toBe(told);
  });

  test("not for a link within it", () => {
    const root = folder({ "scenarios/one.json": "{}", "levers.json": lever("toys") });
    symlinkSync(join(root, "levers.json"), join(root, "scenarios/levers.json"));
    expect(over(root).levers().at(-1)?.name).toBe("toys");
  });
});

describe("a file is refused", () => {
  const used = (text: unknown) => {
    const root = folder({ "levers.json": text });
    return refusal(() => over(root).levers());
  };

  test("of more than 16 MiB", () => {
    expect(used(" ".repeat(16 * 1024 * 1024 + 1)).message).toContain("at most 16777216 are read");
  });

  test("with a key twice, naming file, place and line", () => {
    const { message, where, hint } = used('{\n  "levers": [],\n  "levers": []\n}\n');
    expect(message).toBe("levers: this key is there twice; first on line 2");
    expect(where).toMatch(/levers\.json:3$/);
    expect(hint).toBe("keep one of them");
  });

  test("with keys that reach the prototype of an object", () => {
    expect(used('{"levers": [], "__proto__": {"polluted": true}}').message).toContain(
      "the key __proto__ is refused",
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("nested as deep as no parser should go", () => {
    expect(used("[".repeat(100_000) + "]".repeat(100_000)).message).toContain("nested deeper than 64 levels");
  });

  test("of another shape, with all that is wrong by line", () => {
    const { message } = used(
      '{\n  "levers": [\n    { "name": "Toys", "summary": "",\n      "measures": [] }\n  ]\n}\n',
    );
    expect(message.split("\n    ").slice(1)).toEqual([
      'line 3: levers[0].name: expected lower-case words joined by - and /; got "Toys"',
      'line 3: levers[0].summary: expected some text; got ""',
      "line 4: levers[0].measures: expected at least one; got an empty list",
    ]);
  });

  test("that yields to itself", () => {
    const circular = structuredClone(toys);
    for (const version of circular.versions) version.yieldsTo = { entirely: ["section-232/toys"] };
    const root = folder({ "schedule/measures/section-232/toys.json": circular });
    expect(refusal(() => over(root).schedule()).message).toContain(
      "it yields in a circle: section-232/toys to section-232/toys",
    );
  });
});

describe("--data", () => {
  test("may stand anywhere on the line, and makes flags of its levers", async () => {
    const root = folder({ "levers.json": lever("toys") });
    const direct = await session("$ tariff-calc scenario --auto 15", 80);
    for (const line of [`--data ${root} scenario --toys 15`, `scenario --toys 15 --data=${root}`]) {
      const printed = await session(`$ tariff-calc ${line}`, 80);
      expect(printed).toContain("Scenario: toys 15%");
      expect(printed.split("\n").at(-1)).toBe(direct.split("\n").at(-1));
    }
  });

  test("needs a folder", async () => {
    expect(await session("$ tariff-calc scenario --data", 80)).toContain(
      "2> tariff-calc: error: --data: expected <folder> after it; nothing follows",
    );
  });
});

describe("a file of very many patches", () => {
  const many = (count: number, patch: object) =>
    folder({ "patches.json": { patches: Array.from({ length: count }, () => patch) } });
  const review = { do: "review", measure: "section-232/cars", from: "2026-11-01", what: "x" };

  test("is read to a number that is said", () => {
    expect(over(many(500, review)).schedule().measures).toEqual(shipped.measures);
    expect(refusal(() => over(many(501, review)).schedule()).message).toContain(
      "expected at most 500 patches",
    );
  });

  test("and mistakes of any file are placed in one walk through its text", () => {
    const labels = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`${1000 + at}`, at]));
    const wrong = refusal(() =>
      over(folder({ "labels/headings.json": { labels } }))
        .names()
        .label("headings", "1000"),
    );
    expect(wrong.message).toMatch(/^9001 things are wrong/);
    expect(wrong.message).toContain("line 21: labels.1018: ");
  });

  test("500 that fit no day are found one after another", () => {
    const ended = { do: "end", measure: "section-232/cars", from: "2030-01-01" };
    const source = { cite: "x", title: "x", summary: "x" };
    const { message } = refusal(() => over(many(500, { ...ended, source })).schedule());
    expect(message).toMatch(/^499 things are wrong/);
  });
});

/** Proclamation 10976 charges softwood 10% from 2025-10-14, and has no end; the patches of the tests are made up. */
describe("a patch", () => {
  const source = { cite: "Proclamation of a test", title: "A test", summary: "What the test says" };
  const lumber = { measure: "section-232/lumber", source };
  const patched = (...patches: object[]) => over(folder({ "patches.json": { patches } }));
  const rateOn = (context: ReturnType<typeof over>, date: string) => {
    const entry = {
      ...NOTHING_STATED,
      hts: "4407110015",
      origin: "BR",
      value: usd(100),
      date,
      claims: new Set(),
    };
    const layers = assess(entry as never, context.schedule(), "law")?.layers ?? [];
    const own = layers.find(({ measure }) => measure.id === lumber.measure);
    return own === undefined ? "none" : inWords(own.duty);
  };
  const rates = (context: ReturnType<typeof over>, ...days: string[]) =>
    days.map((day) => rateOn(context, day));

  test("ends a version on a day, and leaves it as it was before", () => {
    const context = patched({ do: "end", from: "2026-11-01", ...lumber });
    expect(rates(context, "2026-10-31", "2026-11-01")).toEqual(["10%", "none"]);
  });

  test("takes a version back that has not begun to matter", () => {
    const context = patched({ do: "end", from: "2025-10-14", ...lumber });
    expect(rates(context, "2025-10-14", "2026-11-01")).toEqual(["none", "none"]);
  });

  test("amends a version from a day on, to a day, with its own source", () => {
    const duty = { kind: "ad-valorem", rate: "0.2" };
    const context = patched({
      do: "amend",
      from: "2026-11-01",
      until: "2026-12-01",
      terms: { duty },
      ...lumber,
    });
    expect(rates(context, "2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")).toEqual([
      ...["10%", "20%", "20%", "10%"],
    ]);
    const { versions } = context.measureTexts().get(lumber.measure) ?? { versions: [] };
    expect(versions.map(({ sources }) => sources.some(({ cite }) => cite === source.cite))).toEqual([
      ...[false, true, false],
    ]);
  });

  test("follows another on the version that it made", () => {
    const duty = { kind: "ad-valorem", rate: "0.2" };
    const context = patched(
      { do: "amend", from: "2026-11-01", terms: { duty }, ...lumber },
      { do: "end", from: "2027-01-01", ...lumber },
    );
    expect(rates(context, "2026-12-31", "2027-01-01")).toEqual(["20%", "none"]);
  });

  test("that waits for review changes nothing", () => {
    const review = {
      do: "review",
      measure: lumber.measure,
      from: "2026-11-01",
      what: "the heading has another rate",
    };
    expect(patched(review).schedule().measures).toEqual(shipped.measures);
  });

  test.each([
    [{ measure: "section-232/lumbre" }, "there is no measure section-232/lumbre"],
    [{ from: "2025-10-13" }, "no version of section-232/lumber is in force on 2025-10-13"],
  ])("of %j is refused, with its line", (own, message) => {
    const { message: said, where } = refusal(() =>
      patched({ do: "end", from: "2026-11-01", ...lumber, ...own }).schedule(),
    );
    expect(said).toContain(message);
    expect(where).toMatch(/patches\.json:\d+$/);
  });
});
