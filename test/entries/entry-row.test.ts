/** Rows of a file of entries: what counts as goods, and what is said of each cell that does not. */
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { goodsReader } from "../../src/entries/entry-row.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");

const CAR = { date: "2025-06-19", hts: "8703.23.01.60", origin: "JP", value: "30000" };
type Cells = Readonly<Record<string, string>>;

/** A car of Japan, with some of its cells written otherwise. */
function read(cells: Cells) {
  const row = { ...CAR, ...cells };
  const rows = { form: "csv" as const, columns: Object.keys(row), batches: none(), name: "entries.csv" };
  return goodsReader(rows, context)({ at: 2, cells: Object.values(row), record: null, fault: null });
}
async function* none() {}

const goods = (cells: Cells) => {
  const { goods, problems } = read(cells);
  expect(problems).toEqual([]);
  if (goods === null) throw new Error("no goods");
  return goods;
};

describe("what is written in more than one way", () => {
  test.each<[string, Cells, string, unknown]>([
    ["a number without dots", { hts: "8703230160" }, "hts", "8703230160"],
    ["a number with blanks around it", { hts: " 8703.23.01.60 " }, "hts", "8703230160"],
    ["an origin of three letters", { origin: "jpn" }, "origin.code", "JP"],
    ["an origin by name", { origin: "Japan" }, "origin.code", "JP"],
    ["an origin by Census number", { origin: "5880" }, "origin.code", "JP"],
    ["dollars with sign and commas", { value: "$30,000" }, "value", 30_000],
    ["cents below half a dollar", { value: "30000.49" }, "value", 30_000],
    ["cents from half a dollar on", { value: "30000.50" }, "value", 30_001],
    ["nothing as a value", { value: "0" }, "value", 0],
    ["a trillion, the most of one line", { value: "1000000000000" }, "value", 1_000_000_000_000],
    ["how it came, in capitals", { mode: "VESSEL" }, "mode", "vessel"],
    ["how it came, not stated", { mode: "" }, "mode", null],
    ["a day as Americans write it", { date: "6/19/2025" }, "date", "2025-06-19"],
    ["a day as Germans write it", { date: "19.06.2025" }, "date", "2025-06-19"],
    ["a day without separators", { date: "20250619" }, "date", "2025-06-19"],
    ["a day with the name of its month", { date: "19-Jun-2025" }, "date", "2025-06-19"],
    ["a day as spreadsheets count it", { date: "45827" }, "date", "2025-06-19"],
    ["a day with a time", { date: "2025-06-19T00:00:00Z" }, "date", "2025-06-19"],
    ["a number that lost its first zero", { hts: "703200015", origin: "CN" }, "hts", "0703200015"],
    ["a number with an apostrophe", { hts: "'8703230160" }, "hts", "8703230160"],
    ["a number with decimals", { hts: "8703230160.0" }, "hts", "8703230160"],
    ["dollars with the name of their currency", { value: "USD 30,000.00" }, "value", 30_000],
    ["an origin by ISO number", { origin: "392" }, "origin.code", "JP"],
    ["how it came, by the code of Customs", { mode: "11" }, "mode", "vessel"],
    ["how it came, as others say it", { mode: "Ocean" }, "mode", "vessel"],
    ["the type of entry, by its code", { entry_type: "11" }, "entryType", "informal"],
    ["the type of entry, not stated", { entry_type: "" }, "entryType", "formal"],
    ["names of columns in capitals", { " MODE ": "air" }, "mode", "air"],
  ])("%s", (_, cells, path, expected) => expect(goods(cells)).toHaveProperty(path, expected));
});

describe("a cell that is wrong is told with its column, as it is written", () => {
  const day = 'date: expected a day written YYYY-MM-DD; got "';
  const amount = 'value: expected an amount of US dollars such as 30000; got "';
  test.each<[Cells, string]>([
    [{ date: "2025-02-30" }, `${day}2025-02-30"`],
    [{ date: "" }, `${day}"`],
    [{ hts: "870323016" }, 'hts: expected an HTS number such as 8703.23.01; got "870323016"'],
    [{ date: "6/7/2025" }, 'date: "6/7/2025" can be 2025-06-07 or 2025-07-06'],
    [{ hts: "8.70323E+09" }, 'hts: expected an HTS number such as 8703.23.01; got "8.70323E+09"'],
    [{ hts: "=8703230160" }, 'hts: expected an HTS number such as 8703.23.01; got "=8703230160"'],
    [{ hts: "" }, 'hts: expected an HTS number such as 8703.23.01; got ""'],
    [{ origin: "ZZ" }, 'origin: expected a country of origin, as two letters or a name; got "ZZ"'],
    [{ origin: "" }, 'origin: expected a country of origin, as two letters or a name; got ""'],
    [{ value: "-30000" }, `${amount}-30000"`],
    [{ value: "(30000)" }, `${amount}(30000)"`],
    [{ value: "3e4" }, `${amount}3e4"`],
    [{ value: "30.000,00" }, `${amount}30.000,00"`],
    [{ value: "30,00" }, `${amount}30,00"`],
    [{ value: "NaN" }, `${amount}NaN"`],
    [{ value: "" }, `${amount}"`],
    [{ value: "=1+1" }, `${amount}=1+1"`],
    [{ value: "99999999999999999999" }, `${amount}99999999999999999999"`],
    [
      { value: "1000000000001" },
      "value: expected the dollars of one line; got 1000000000001, more than a trillion",
    ],
    [{ mode: "50" }, "mode: expected one of vessel, air, truck, rail; got 50 (mail)"],
    [{ mode: "80" }, 'mode: expected one of vessel, air, truck, rail; got "80"'],
    [{ entry_type: "21" }, "entry_type: goods entered for a warehouse owe nothing until they are withdrawn"],
    [{ claims: "USMCA" }, "claims: goods of Japan cannot claim USMCA"],
    [{ claims: "usmca-x" }, 'claims: nothing in the law asks for a claim "usmca-x"'],
    [{ qty: "1200", unit: "furlong" }, 'qty: "furlong" is no unit that the tariff counts in'],
    [{ qty: "-5kg" }, 'qty: expected a quantity with its unit such as 1200kg; got "-5kg"'],
    [{ qty: "1,5kg" }, 'qty: expected a quantity with its unit such as 1200kg; got "1,5kg"'],
    [
      { loaded_on: "2025-06-20" },
      "loaded_on: goods entered on 2025-06-19 cannot have been loaded on 2025-06-20",
    ],
    [{ loaded_on: "June 1" }, 'loaded_on: expected a day written YYYY-MM-DD; got "June 1"'],
    [{ metal_steel: "140%" }, 'metal_steel: expected a share such as 0.4 or 40%; got "140%"'],
    [{ us_content: "-1" }, 'us_content: expected a share such as 0.4 or 40%; got "-1"'],
    [{ metal_steel: "$30,001" }, "metal_steel: steel of $30001 is more than the value, $30000"],
    [
      { metal_steel: "0.7", metal_aluminum: "0.4" },
      "metal_steel and metal_aluminum: the shares come to 110% of the value",
    ],
  ])("%j", (cells, message) => {
    const { goods, problems } = read(cells);
    expect(goods).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  test("a day before the data begins", () => {
    const { firstDay } = context.schedule();
    expect(read({ date: "1999-12-31" }).problems).toEqual([
      `date: the data begins on ${firstDay}; got 1999-12-31`,
    ]);
  });

  test("all that is wrong with a row is told at once", () => {
    const { problems } = read({ date: "yesterday", hts: "cars", origin: "Nippon", value: "much" });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["date", "hts", "origin", "value"]);
  });
});

const GARLIC = { hts: "0703.20.00.15", origin: "CN", value: "49167" };

describe("what a row may state beside", () => {
  test("a row without facts states none", () => {
    expect(goods({ qty: "", metal_steel: "", loaded_on: "" }).facts).toBeNull();
  });

  test.each<[string, Cells, string, string]>([
    ["with its unit", { qty: "25719kg" }, "25719", "kg"],
    ["with the unit beside it", { qty: "25.719", unit: "t" }, "25.719", "t"],
    ["alone, in the unit of the line", { qty: "25719" }, "25719", "kg"],
    ["in a code of customs", { qty: "5", unit: "DPC" }, "5", "doz"],
    ["in words of the tariff without its points", { qty: "5 pf liters" }, "5", "pf. liter"],
    ["with thousands commas", { qty: "25,719 kg" }, "25719", "kg"],
  ])("a quantity %s", (_, cells, amount, unit) => {
    const [quantity] = goods({ ...GARLIC, ...cells }).facts?.quantities() ?? [];
    expect(quantity?.amount.toFixed()).toBe(amount);
    expect(quantity?.unit).toBe(unit);
  });

  test("two quantities", () => {
    const { facts } = goods({ qty: "1500kg;1 no." });
    expect(facts?.quantities().map(({ unit }) => unit)).toEqual(["kg", "no."]);
  });

  test("contents as shares and as dollars", () => {
    const { facts } = goods({ metal_steel: "$9,000", metal_aluminum: "10%", us_content: "0.2" });
    const said = Object.entries(facts?.shares ?? {}).map(([piece, share]) => `${piece} ${share.toFixed()}`);
    expect(said.sort()).toEqual(["aluminum 0.1", "steel 0.3", "us 0.2"]);
  });

  test("claims that are open to the origin", () => {
    expect([...goods({ origin: "MX", claims: "USMCA; aircraft" }).claims]).toEqual(["USMCA", "aircraft"]);
  });

  test("a day of loading no later than the day of entry", () => {
    expect(goods({ loaded_on: "2025-06-19" }).facts?.loadedOn).toBe("2025-06-19");
  });
});

test.each([
  [["date", "hts", "origin"], "there is no value"],
  [["datum", "hts", "value"], "there is no date, origin"],
])("columns %j are not enough", (columns, message) => {
  const rows = { form: "csv" as const, columns, batches: none(), name: "entries.csv" };
  expect(() => goodsReader(rows, context)).toThrow(message);
});
