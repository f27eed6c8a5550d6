/**
 * Chapter 99 has two headings for an all-in rate: one for goods whose normal duty reaches it, which owe no more, and
 * one for goods whose normal duty is less (HTSUS chapter 99, subchapter III, U.S. notes 2(v), 16, 33 and 52). Where the
 * normal duty is dollars a kilogram, its ad valorem equivalent decides. Goods are worth $1,000.
 */
import { expect, test } from "vitest";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { duty } from "../entries/duty-file.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";

const TABLE = `
goods              | normal duty     | hts           | of | entered    | kg  | heading    | duty
sweater, cotton    | 16.5%          | 6110.20.20.79 | JP | 2025-10-01 |     | 9903.02.72 | 0
sweater, synthetic | 32%            | 6110.30.30.53 | DE | 2025-09-01 |     | 9903.02.19 | 0
pickup truck       | 25%            | 8704.21.01.00 | JP | 2025-10-01 |     | 9903.94.40 | 0
sweater, cotton    | 16.5%          | 6110.20.20.79 | JP | 2026-08-01 |     | 9903.05.48 | 0
machine            | free            | 8479.20.00.00 | JP | 2025-10-01 |     | 9903.02.73 | 150
machine            | free            | 8479.20.00.00 | JP | 2026-08-01 |     | 9903.05.49 | 125
car                | 2.5%           | 8703.23.01.60 | JP | 2025-10-01 |     | 9903.94.41 | 125
cigarettes         | $1.05/kg, 2.3% | 2402.20.80.00 | DE | 2025-09-01 | 200 | 9903.02.19 | 0
cigarettes         | $1.05/kg, 2.3% | 2402.20.80.00 | DE | 2025-09-01 | 10  | 9903.02.20 | 116.5
`;

const CASES = rowsOf(TABLE);

test.each(CASES)("%s, %s, %s of %s, entered %s %s: %s", (...row) => {
  const [, , hts = "", origin = "", date = "", kg, heading, owed] = row;
  const quantities = kg ? [{ amount: kg, unit: "kg" }] : [];
  const found = assess(entryOf({ hts, origin, date: date as IsoDate, value: "1000", quantities }), shipped);
  const charged = found?.layers.flatMap(({ heading, fate }) =>
    fate.outcome === "charged" ? [[heading, fate.duty.toFixed()]] : [],
  );
  expect(charged).toEqual([[heading, owed]]);
});

test("an entry of many lines declares the same numbers", async () => {
  const lines = CASES.map(([, , hts, origin, date, kg], at) =>
    [`E${at}`, date, hts, origin, "1000", kg ? `${kg} kg` : ""].join(","),
  );
  const { out } = await duty(`entry,date,hts,origin,value,qty\n${lines.join("\n")}\n`, "all-in.csv", "-fcsv");
  const declared = out.split("\n").slice(1, -1);
  for (const [at, [, , , , , , heading]] of CASES.entries()) expect(declared[at]).toContain(`${heading}:`);
});
