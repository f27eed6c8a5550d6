/**
 * Lines as an entry summary has them, worked out by hand from what customs says of each, and audits of such lines: what is
 * filed rightly is never called wrong, what is not is found.
 */
import { describe, expect, test } from "vitest";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { declare, inCents } from "../../src/law/declare.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";
import { audit, duty } from "./duty-file.js";

const HEADER = "entry,date,hts,origin,value,claims,metal_steel,metal_aluminum,metal_copper,us_content";

/** Cells of the rows of an answer, by column. */
function cellsOf(out: string, column: string): string[] {
  const [head = "", ...lines] = out.trimEnd().split("\n");
  const at = head.split(",").indexOf(column);
  return lines.map((line) => line.split(",")[at] ?? "");
}

/**
 * All-in rates: CSMS 66319804 (EU, Japan, United Kingdom), 67045953 (Korea); note 16(e), (f), note 37, note 43(d), note 52(k).
 * Parts: CSMS 64348411 and 64348288 (metals), note 36(c) (copper), note 2(v)(xvii), 33(c)-(d), 38(d) and (f), 16(j).
 * Numbers of exemptions: headings 9903.01.26 to .34, 9903.03.15, 9903.45.30, 9903.94.06. A line of a part ends with its value.
 */
const FILED = `
what                              | hts           | of | entered    | value | claims         | st  | al | cu  | us  | base   | added   | layers
jacket, 7.1%                     | 6202.40.45.00 | FR | 2025-09-10 | 10000 |                |     |    |     |     | 710.00 | 790.00  | 9903.02.20:0.15:1500.00; 6202.40.45.00:0:0.00
sweater, 32%: the rate is met    | 6110.30.30.53 | DE | 2025-09-10 | 1000  |                |     |    |     |     | 320.00 | 0.00    | 9903.02.19:0:0.00; 6110.30.30.53:0.32:320.00
car of Japan                      | 8703.23.01.60 | JP | 2025-10-01 | 30000 |                |     |    |     |     | 750.00 | 3750.00 | 9903.01.33:0:0.00; 9903.94.41:0.15:4500.00; 8703.23.01.60:0:0.00
the same, rounded as one          | 8703.23.01.60 | JP | 2025-10-01 | 333   |                |     |    |     |     | 8.33   | 41.62   | 9903.01.33:0:0.00; 9903.94.41:0.15:49.95; 8703.23.01.60:0:0.00
car of Korea under KORUS, free    | 8703.23.01.60 | KR | 2025-12-10 | 30000 | KORUS          |     |    |     |     | 0.00   | 4500.00 | 9903.01.33:0:0.00; 9903.94.61:0.15:4500.00; 8703.23.01.60:0:0.00
jacket of Korea                   | 6202.40.45.00 | KR | 2025-12-10 | 10000 |                |     |    |     |     | 710.00 | 790.00  | 9903.02.80:0.15:1500.00; 6202.40.45.00:0:0.00
parts of the United Kingdom       | 8708.40.11.10 | GB | 2025-07-10 | 10000 |                |     |    |     |     | 0.00   | 1000.00 | 9903.01.33:0:0.00; 9903.94.32:0.1:1000.00; 8708.40.11.10:0:0.00
30% of it steel                  | 8431.31.00.20 | DE | 2025-08-20 | 10000 |                | 0.3 | 0  |     |     | 0.00   | 2550.00 | 9903.02.20:0.15:1050.00:7000; 8431.31.00.20:0:0.00:7000; 9903.01.33:0:0.00:3000; 9903.81.91:0.5:1500.00:3000; 8431.31.00.20:0:0.00:3000
60% of it copper                 | 7411.10.10.30 | JP | 2025-08-20 | 10000 |                |     |    | 0.6 |     | 150.00 | 3540.00 | 9903.02.73:0.15:600.00:4000; 9903.78.02:0:0.00:4000; 7411.10.10.30:0:0.00:4000; 9903.01.33:0:0.00:6000; 9903.78.01:0.5:3000.00:6000; 7411.10.10.30:0.015:90.00:6000
no copper in it                   | 7411.10.10.30 | JP | 2025-08-20 | 10000 |                |     |    | 0   |     | 150.00 | 1350.00 | 9903.02.73:0.15:1500.00; 9903.78.02:0:0.00; 7411.10.10.30:0:0.00
30% of it of the United States   | 8479.20.00.00 | VN | 2025-06-19 | 10000 |                |     |    |     | 0.3 | 0.00   | 700.00  | 9903.01.25:0.1:700.00:7000; 8479.20.00.00:0:0.00:7000; 9903.01.34:0:0.00:3000; 8479.20.00.00:0:0.00:3000
19% is less than a fifth         | 8479.20.00.00 | VN | 2025-06-19 | 10000 |                |     |    |     | 0.19 | 0.00   | 1000.00 | 9903.01.25:0.1:1000.00; 8479.20.00.00:0:0.00
car, 30% of the United States    | 8703.23.01.60 | MX | 2025-06-19 | 30000 | USMCA          |     |    |     | 0.3 | 0.00   | 5250.00 | 9903.01.04:0:0.00:21000; 9903.01.27:0:0.00:21000; 9903.94.03:0.25:5250.00:21000; 8703.23.01.60:0:0.00:21000; 9903.01.04:0:0.00:9000; 9903.01.27:0:0.00:9000; 9903.94.02:0:0.00:9000; 8703.23.01.60:0:0.00:9000
truck, 40% of the United States  | 8701.21.00.15 | MX | 2026-03-01 | 90000 | USMCA          |     |    |     | 0.4 | 0.00   | 13500.00 | 9903.03.08:0:0.00:54000; 9903.74.03:0.25:13500.00:54000; 8701.21.00.15:0:0.00:54000; 9903.03.08:0:0.00:36000; 9903.74.06:0:0.00:36000; 8701.21.00.15:0:0.00:36000
loader, 60%: at most 40% free   | 8427.20.80.20 | CA | 2026-06-08 | 10000 | USMCA          |     |    |     | 0.6 | 0.00   | 1500.00 | 9903.03.07:0:0.00:6000; 9903.82.20:0.25:1500.00:6000; 8427.20.80.20:0:0.00:6000; 9903.03.07:0:0.00:4000; 9903.82.21:0:0.00:4000; 8427.20.80.20:0:0.00:4000
quartz within the quota           | 6810.99.00.20 | ES | 2026-08-20 | 10000 | in-quota       |     |    |     |     | 0.00   | 3500.00 | 9903.05.39:0.1:1000.00; 9903.45.30:0.25:2500.00; 6810.99.00.20:0:0.00
quartz beyond it                  | 6810.99.00.20 | ES | 2026-08-20 | 10000 |                |     |    |     |     | 0.00   | 6000.00 | 9903.05.39:0.1:1000.00; 9903.45.31:0.5:5000.00; 6810.99.00.20:0:0.00
salt of Russia, 35% in place     | 2501.00.00.00 | RU | 2025-06-19 | 10000 |                |     |    |     |     | 0.00   | 3500.00 | 9903.01.29:0:0.00; 9903.90.08:0.35:3500.00; 2501.00.00.00:0:0.00
goods of Belarus, column 2        | 8479.20.00.00 | BY | 2025-06-19 | 10000 |                |     |    |     |     | 3500.00 | 0.00   | 9903.01.29:0:0.00; 8479.20.00.00:0.35:3500.00
panel of Canada under Section 232 | 8537.10.91.70 | CA | 2026-08-25 | 10000 |                |     |    |     |     | 270.00 | 2500.00 | 9903.05.90:0:0.00; 9903.03.15:0:0.00; 9903.94.05:0.25:2500.00; 8537.10.91.70:0.027:270.00
part not for drones               | 8807.30.00.60 | DE | 2026-09-10 | 10000 | not-for-drones |     |    |     |     | 0.00   | 1000.00 | 9903.05.39:0.1:1000.00; 9903.08.20:0:0.00; 8807.30.00.60:0:0.00
baggage is under a note alone     | 8479.20.00.00 | JP | 2026-08-10 | 1000  | baggage        |     |    |     |     | 0.00   | 0.00    | 8479.20.00.00:0:0.00
no car part: one number, once     | 8708.10.30.50 | JP | 2025-07-10 | 10000 | not-a-car-part |     |    |     |     | 250.00 | 5000.00 | 9903.01.33:0:0.00; 9903.85.04:0.5:5000.00; 9903.94.06:0:0.00; 8708.10.30.50:0.025:250.00
`;

const row = (cells: readonly string[], at: number): string => {
  const [, hts, of, entered, value, claims, ...shares] = cells;
  return [`E${at}`, entered, hts, of, value, claims, ...shares.slice(0, 4)].join(",");
};
const CASES = rowsOf(FILED);

describe("as filed", async () => {
  const { out } = await duty([HEADER, ...CASES.map(row), ""].join("\n"), "in.csv", "-fcsv");
  const [base, added, layers] = ["base_duty_usd", "additional_duty_usd", "layers"].map((column) =>
    cellsOf(out, column),
  );
  test.each(CASES.map((cells, at) => [...cells, at] as const))("%s, %s of %s, entered %s", (...all) => {
    const cells = all as unknown as string[];
    const at = Number(cells.at(-1));
    expect([base?.[at], added?.[at], layers?.[at]]).toEqual([cells[10], cells[11], cells[12]]);
  });

  test("what is filed as it is owed agrees, line by line", async () => {
    const filed = CASES.map((cells, at) => `${row(cells, at)},${layers?.[at]}`);
    const answer = await audit([`${HEADER},filed_layers`, ...filed, ""].join("\n"), "-fcsv");
    expect(cellsOf(answer.out, "status")).toEqual(CASES.map(() => "agrees"));
    expect(cellsOf(answer.out, "finding")).toEqual(CASES.map(() => ""));
  });
});

/**
 * A number declares what it asks for, two things where it asks for two, also where the duty is the same without: notes 16(h)-(i),
 * 37(g), 39(c)-(d), 40(c)(iii), 41; headings 9903.01.25, .28 and .63.
 */
const SAID = `
what                          | hts           | of | entered    | filed layers                                                                     | read as
within Commerce's quantities  | 7208.10.15.00 | CA | 2026-05-20 | 9903.82.18:2500; 7208.10.15.00:0                                                 | USMCA and in-quota
the same of aluminum          | 7606.12.30.25 | MX | 2026-10-01 | 9903.82.19:2500; 7606.12.30.25:0                                                 | USMCA and in-quota
within a safeguard's quota    | 6810.99.00.20 | IN | 2026-09-05 | 9903.45.30:2500; 9903.05.44:1000; 6810.99.00.20:0                                | in-quota
no kitchen cabinet            | 9403.60.80.93 | VN | 2026-05-01 | 9903.76.04:0; 9903.03.01:1000; 9403.60.80.93:0                                   | not-a-cabinet
a generic medicine            | 3004.90.92.10 | IN | 2026-10-05 | 9903.04.67:0; 9903.05.86:0; 3004.90.92.10:0                                      | not-patented
without an advanced chip      | 8471.80.40.00 | TW | 2026-03-15 | 9903.79.02:0; 9903.03.03:0; 8471.80.40.00:0                                      | not-advanced-chip
a chip for a data center      | 8471.80.40.00 | TW | 2026-03-15 | 9903.79.03:0; 9903.03.03:0; 8471.80.40.00:0                                      | us-data-center and advanced-chip
under an onshoring plan       | 3004.90.92.10 | CH | 2026-10-05 | 9903.04.64:2000; 9903.05.86:0; 3004.90.92.10:0                                   | onshoring-plan and patented
drone, Commerce's plan        | 8806.24.00.00 | CN | 2026-10-01 | 9903.88.01:2500; 9903.08.26:0; 9903.05.31:1250; 8806.24.00.00:0                  | commerce-onshoring-plan
loaded before April 5         | 6109.10.00.12 | VN | 2025-05-10 | 9903.01.28:0; 6109.10.00.12:1650                                                 | loaded_on=2025-04-04
Brazil, its own number beside | 0901.11.00.15 | BR | 2025-09-10 | 9903.01.78:0; 9903.02.09:1000; 0901.11.00.15:0                                  | loaded_on=2025-08-05
the same in another order     | 0901.11.00.15 | BR | 2025-09-10 | 9903.02.09:1000; 9903.01.78:0; 0901.11.00.15:0                                  | loaded_on=2025-08-05
China, loaded before April 10 | 6109.10.00.12 | CN | 2025-04-20 | 9903.88.15:750; 9903.01.24:2000; 9903.01.25:1000; 6109.10.00.12:1650             | loaded_on=2025-04-09
`;

test.each(rowsOf(SAID))("filed as it is: %s, %s of %s", async (...cells) => {
  const [, hts, of, entered, filed, word] = cells;
  const file = [
    "entry,date,hts,origin,value,adcvd,filed_layers",
    `E1,${entered},${hts},${of},10000,none,${filed}`,
  ];
  const { out } = await audit([...file, ""].join("\n"), "-fcsv");
  expect(cellsOf(out, "status")).toEqual(["agrees"]);
  expect(out).not.toContain("would be owed");
  expect(out).toContain(`read as ${word}, which 9903.`);
});

/**
 * A number declares the part of the value that it stands on: of the United States, of a metal or all but it, and goods in transit.
 * Headings 9903.01.34, 9903.78.02 (note 36(c)), 9903.81.91 (CSMS 64348411), 9903.03.02; note 33(d) on cars.
 */
const DECLARED = `
what                     | hts           | of | entered    | value | claims | filed layers                                                                                                           | read as
30% of the United States | 8479.20.00.00 | VN | 2025-06-19 | 10000 |        | 9903.01.25:0.1:700.00:7000; 8479.20.00.00:0:0.00:7000; 9903.01.34:0:0.00:3000; 8479.20.00.00:0:0.00:3000                | us_content=0.3
the rest by its rate     | 8479.20.00.00 | VN | 2025-06-19 | 10000 |        | 9903.01.25:0.1:700.00; 8479.20.00.00:0:0.00; 9903.01.34:0:0.00                                                         | us_content=0.3
car of Mexico            | 8703.23.01.60 | MX | 2025-06-19 | 30000 | USMCA  | 9903.94.03:0.25:5250.00:21000; 8703.23.01.60:0:0.00:21000; 9903.94.02:0:0.00:9000; 8703.23.01.60:0:0.00:9000            | us_content=0.3
no copper in it          | 7411.10.10.30 | JP | 2025-08-20 | 10000 |        | 9903.02.73:0.15:1500.00; 9903.78.02:0:0.00; 7411.10.10.30:0:0.00                                                       | metal_copper=0
40% is no copper        | 7411.10.10.30 | JP | 2025-08-20 | 10000 |        | 9903.02.73:0.15:600.00:4000; 9903.78.02:0:0.00:4000; 7411.10.10.30:0:0.00:4000; 9903.78.01:0.5:3000.00:6000; 7411.10.10.30:0.015:90.00:6000 | metal_copper=0.6
30% of it steel         | 8431.31.00.20 | VN | 2025-06-19 | 10000 |        | 9903.01.25:0.1:700.00:7000; 8431.31.00.20:0:0.00:7000; 9903.01.33:0:0.00:3000; 9903.81.91:0.5:1500.00:3000; 8431.31.00.20:0:0.00:3000 | metal_steel=0.3
loaded before it began    | 8479.20.00.00 | VN | 2026-02-26 | 10000 |        | 9903.03.02:0:0.00; 8479.20.00.00:0:0.00                                                                                | loaded_on=2026-02-23
by its duty alone        | 8479.20.00.00 | VN | 2025-06-19 | 10000 |        | 9903.01.25:700; 8479.20.00.00:0; 9903.01.34:0                                                                          | us_content=0.3
on its way to pay 25%   | 8479.20.00.00 | IN | 2025-09-10 | 10000 |        | 9903.01.85:0; 9903.02.26:1750; 8479.20.00.00:0; 9903.01.34:0                                                           | us_content=0.3
20% of it steel, on its way | 8431.31.00.20 | CN | 2025-04-08 | 10000 |     | 9903.88.01:2500; 9903.01.24:2000; 9903.01.28:0; 9903.81.91:0.25:500:2000; 9903.01.33:0:0:2000; 8431.31.00.20:0        | metal_steel=0.2
car, that it qualifies too | 8703.23.01.60 | MX | 2025-06-19 | 30000 |      | 9903.01.04:0; 9903.94.03:0.25:5250:21000; 9903.94.02:0; 8703.23.01.60:0                                                | us_content=0.3
60% copper, by its duty | 7411.10.10.30 | JP | 2025-08-20 | 10000 |        | 9903.02.73:600; 9903.78.02:0; 9903.78.01:3000; 7411.10.10.30:90                                                        | metal_copper=0.6
car, one line            | 8703.23.01.60 | MX | 2025-06-19 | 30000 | USMCA  | 9903.94.03:0.25:5250.00; 8703.23.01.60:0:0.00                                                                          | us_content=0.3
`;

test.each(rowsOf(DECLARED))("filed as it is: %s, %s of %s", async (...cells) => {
  const [, hts, of, entered, value, claims, filed, word] = cells;
  const file = [
    "entry,date,hts,origin,value,claims,filed_layers",
    `E1,${entered},${hts},${of},${value},${claims},${filed}`,
  ];
  const { out } = await audit([...file, ""].join("\n"), "-fcsv");
  expect(cellsOf(out, "status")).toEqual(["agrees"]);
  expect(out).toContain(`read as ${word}, which 9903.`);
});

/** Heading 9903.02.09 is "except for goods loaded ... before" August 7, which owe the same under 9903.01.25. */
test("a duty that is filed in full under another number than its own is told once", async () => {
  const filed = "9903.01.78:0; 9903.02.09:1000; 0901.11.00.15:0";
  const line = `E1,2025-09-10,0901.11.00.15,BR,10000,${filed}`;
  const { out, err } = await audit(
    ["entry,date,hts,origin,value,filed_layers", line, ""].join("\n"),
    "-fcsv",
  );
  expect(out).toContain(
    "9903.02.09: filed $1,000.00, owed under 9903.01.25: Reciprocal tariff is declared under",
  );
  expect(err).toContain("By cause: a duty is filed under another number than its own, once.");
});

/** CSMS 64348411: metal stands on a line of its own with its number; what no number is filed of is not in the goods. */
test.each([
  [
    "9903.02.69:0.2:1200:6000; 9403.20.00.50:0:0:6000; 9903.01.33:0:0:4000; 9903.81.91:0.5:2000:4000; 9403.20.00.50:0:0:4000",
    "metal_steel=0.4 and no other metal",
  ],
  [
    "9903.02.69:0.2:800:4000; 9403.20.00.50:0:0:4000; 9903.81.91:0.5:1500:3000; 9403.20.00.50:0:0:3000; 9903.85.08:0.5:1500:3000; 9403.20.00.50:0:0:3000",
    "metal_steel=0.3 and metal_aluminum=0.3 and no other metal",
  ],
])("of goods on two lists of metals: %s is %s", async (filed, word) => {
  const line = `E1,2025-09-01,9403.20.00.50,VN,10000,none,${filed}`;
  const { out } = await audit(
    ["entry,date,hts,origin,value,adcvd,filed_layers", line, ""].join("\n"),
    "-fcsv",
  );
  expect(cellsOf(out, "status")).toEqual(["agrees"]);
  expect(out).toContain(`read as ${word}, which 9903.`);
});

/** 19 CFR 351.211: a deposit is filed under the case of its order, which says that the order covers the goods. */
test("a deposit that is filed is stated, and is a duty of its order", async () => {
  const filed = "9903.82.02:5000; 7208.10.15.00:0; A-588-874:1250";
  const line = `E1,2026-08-10,7208.10.15.00,JP,10000,,${filed}`;
  const other = `E2,2026-08-10,7208.10.15.00,JP,10000,,${filed.replace("A-588-874", "A-570-979")}`;
  const file = ["entry,date,hts,origin,value,adcvd,filed_layers", line, other, ""].join("\n");
  const { out, err } = await audit(file, "-fcsv");
  expect(cellsOf(out, "status")).toEqual(["agrees", "overpaid"]);
  expect(out).toContain("read as adcvd=A-588-874=12.5%, which A-588-874 declares");
  expect(out).toContain(
    "A-570-979: $1,250.00 is filed and not owed: it is no order of the data on goods of Japan",
  );
  expect(err).toContain(
    "Antidumping and countervailing duties, Tariff Act of 1930: filed $2,500.00, owed $1,250.00",
  );
});

test("too little duty on metal that is presumed is no content that is less, where nothing is filed on the rest", async () => {
  const filed = "9903.81.90:4500; 7318.15.20.55:0";
  const file = [
    "entry,date,hts,origin,value,adcvd,filed_layers",
    `E1,2025-07-10,7318.15.20.55,TW,10000,none,${filed}`,
  ];
  const { out } = await audit([...file, ""].join("\n"), "-fcsv");
  expect(cellsOf(out, "status")).toEqual(["underpaid"]);
  expect(out).toContain("9903.81.90: filed $4,500.00 at 45%, owed $5,000.00 at 50%");
});

test("a part that is filed at too little duty is found, whatever number declares it", async () => {
  const filed =
    "9903.01.25:0.1:500.00:5000; 8479.20.00.00:0:0.00:5000; 9903.01.34:0:0.00:3000; 8479.20.00.00:0:0.00:3000";
  const file = ["entry,date,hts,origin,value,filed_layers", `E1,2025-06-19,8479.20.00.00,VN,10000,${filed}`];
  const { out } = await audit([...file, ""].join("\n"), "-fcsv");
  expect(cellsOf(out, "status")).toEqual(["underpaid"]);
});

/** The value by a number of a summary is what its duty is on, in whole dollars: CSMS 64348411. */
test.each([
  [
    "9903.94.01:0.25:7500:31000; 8703.23.01.60:0.025:750:30000",
    "9903.94.01: filed on $31,000.00, charged on $30,000.00",
  ],
  [
    "9903.94.01:0.25:7500:30000; 8703.23.01.60:0.025:750:3000",
    "8703.23.01.60: filed on $3,000.00, charged on $30,000.00",
  ],
  ["9903.94.01:0.25:7500:30001; 8703.23.01.60:0.025:750:30000", ""],
  ["9903.01.33:0:0:0; 9903.94.01:0.25:7500; 8703.23.01.60:0.025:750:30000", ""],
])("a right duty on another value than its own: %s", async (filed, finding) => {
  const line = `E1,2025-06-19,8703.23.01.60,JP,30000,${filed}`;
  const { out } = await audit(["entry,date,hts,origin,value,filed_layers", line, ""].join("\n"), "-fcsv");
  expect([cellsOf(out, "status"), cellsOf(out, "difference_usd")]).toEqual([["agrees"], ["0.00"]]);
  if (finding === "") expect(out.trimEnd()).toMatch(/,agrees,$/);
  else expect(out).toContain(finding);
});

/** Goods of the USMCA owe no processing fee (19 CFR 24.23(c)(3)); 9903.01.04 is for those alone. */
test.each([
  ["0", ""],
  ["32.71", ""],
  ["40", "Merchandise processing fee: filed $40.00, not owed: USMCA goods"],
])(
  "fees are those of goods as their numbers declare them, or as they are stated: $%s",
  async (fee, finding) => {
    const filed = "9903.01.04:0; 9903.01.27:0; 9506.62.40.40:0";
    const line = `E1,2025-06-19,9506.62.40.40,MX,9000,truck,${filed},${fee}`;
    const head = "entry,date,hts,origin,value,mode,filed_layers,filed_mpf_usd";
    const { out, err } = await audit([head, line, ""].join("\n"), "-fcsv");
    expect(out).toContain("read as USMCA, which 9903.01.04 declares");
    expect(out).toContain(finding);
    expect(err).toContain(finding === "" ? "0 of 1 entry" : "1 of 1 entry");
  },
);

test("the days on which a number had a rate are told of another rate than the one owed", async () => {
  const line = "E1,2025-06-19,8479.20.00.00,JP,18000,9903.01.25:0.1:1600.00; 8479.20.00.00:0";
  const { out } = await audit(["entry,date,hts,origin,value,filed_layers", line, ""].join("\n"), "-fcsv");
  expect(out.trimEnd()).toMatch(/9903\.01\.25: filed \$1,600\.00 at 10%, owed \$1,800\.00 at 10%"?$/);
});

/** The refund of an all-in rate is less what the base would have owed: 7.1% of $10,000 is $710 (19 USC 1505; CSMS 66319804). */
const AUDITED = `
what                                  | hts           | of | entered    | value | claims | st   | us  | filed                                                                | refund  | status    | finding
whole on the number of chapter 99     | 6202.40.45.00 | FR | 2025-09-10 | 10000 |        |      |     | 9903.02.20:1500; 6202.40.45.00:0                                     | 790.00  | agrees    |
the base number left out              | 6202.40.45.00 | FR | 2025-09-10 | 10000 |        |      |     | 9903.02.20:1500                                                      | 790.00  | agrees    |
split                                 | 6202.40.45.00 | FR | 2025-09-10 | 10000 |        |      |     | 9903.02.20:790; 6202.40.45.00:710                                    | 790.00  | agrees    |
split, with rates                     | 8703.23.01.60 | JP | 2025-10-01 | 30000 |        |      |     | 9903.94.41:0.125:3750; 8703.23.01:0.025:750                          | 0.00    | agrees    |
split and rounded twice               | 8703.23.01.60 | JP | 2025-10-01 | 333   |        |      |     | 9903.94.41:41.63; 8703.23.01:8.33                                    | 0.00    | agrees    |
in one sum                            | 8703.23.01.60 | JP | 2025-10-01 | 30000 |        |      |     | 4500                                                                 | 0.00    | agrees    |
parts in whole dollars                | 8431.31.00.20 | DE | 2025-08-20 | 10001 |        | 0.333 |     | 9903.02.20:1000.65; 8431.31.00.20:0; 9903.81.91:1665.00              | 1000.65 | agrees    |
US content of a car                   | 8703.23.01.60 | MX | 2025-06-19 | 30000 | USMCA  |      | 0.3 | 9903.94.03:0.25:5250:21000; 8703.23.01:0; 9903.94.02:0; 8703.23.01:0 | 0.00    | agrees    |
none of an act held unlawful          | 6202.40.45.00 | FR | 2025-09-10 | 10000 |        |      |     | 6202.40.45.00:710                                                    | 0.00    | agrees    | not owed in the end
the same in one sum                   | 6202.40.45.00 | FR | 2026-02-21 | 10000 |        |      |     | 710                                                                  | 0.00    | agrees    | not owed in the end
neither that nor the base duty        | 6202.40.45.00 | FR | 2026-02-21 | 10000 |        |      |     | 6202.40.45.00:0                                                      | 0.00    | underpaid | 6202.40.45.00: $710.00
all in, and the base duty once more   | 6202.40.45.00 | FR | 2025-09-10 | 10000 |        |      |     | 9903.02.20:1500; 6202.40.45.00:710                                   | 1500.00 | overpaid  | the all-in rate of 9903.02.20 counts the base duty in
the added duty without the base       | 8703.23.01.60 | JP | 2025-10-01 | 30000 |        |      |     | 9903.94.41:3750; 8703.23.01:0                                        | 0.00    | underpaid | 9903.94.41: filed $3,750.00 at 12.5%
one number of a split left out        | 8703.23.01.60 | JP | 2025-10-01 | 30000 |        |      |     | 750                                                                  | 0.00    | underpaid | 9903.94.41, $3,750.00, seems not to be filed
reciprocal on the steel as well       | 8431.31.00.20 | DE | 2025-08-20 | 10001 |        | 0.333 |     | 9903.02.20:1500.15; 9903.81.91:1665.00                               | 1500.15 | overpaid  | 9903.02.20: filed $1,500.15
25% on US content as well            | 8703.23.01.60 | MX | 2025-06-19 | 30000 | USMCA  |      | 0.3 | 9903.94.03:7500; 8703.23.01:0                                        | 0.00    | overpaid  | 9903.94.03: filed $7,500.00
after the duty has ended              | 6202.40.45.00 | FR | 2026-03-02 | 10000 |        |      |     | 9903.02.20:1500; 6202.40.45.00:0; 9903.03.01:1000                    | 790.00  | overpaid  | 9903.02.20: $1,500.00 is filed and not owed
`;

describe("audited", async () => {
  const cases = rowsOf(AUDITED);
  const lines = cases.map(([, hts, of, entered, value, claims, st, us, filed = ""], at) => {
    const goods = [`A${at}`, entered, hts, of, value, claims, st, st ? "0" : "", "", us];
    return [...goods, ...(filed.includes(":") ? [filed, ""] : ["", filed])].join(",");
  });
  const { out } = await audit([`${HEADER},filed_layers,filed_duty_usd`, ...lines, ""].join("\n"), "-fcsv");
  const [refund, status] = ["refundable_usd", "status"].map((column) => cellsOf(out, column));
  const findings = out.trimEnd().split("\n").slice(1);
  test.each(cases.map((cells, at) => [...cells, at] as const))("%s, %s of %s, entered %s", (...all) => {
    const cells = all as unknown as string[];
    const at = Number(cells.at(-1));
    expect([refund?.[at], status?.[at]]).toEqual([cells[9], cells[10]]);
    if (cells[11] === "") expect(findings[at]).toMatch(/,$/);
    else expect(findings[at]).toContain(cells[11]);
  });
});

test("a program has the same numbers: 15% of $333 is $49.95, of which $8.33 is base duty by law", () => {
  const car = { hts: "8703.23.01.60", origin: "JP", date: "2025-10-01" as IsoDate, value: "333" };
  const found = assess(entryOf(car), shipped);
  if (found === undefined) throw new Error("the tariff has no such line");
  const said = declare(found, shipped).map(({ line, number, value, duty }) => [
    line,
    number,
    `${value}`,
    `${duty}`,
  ]);
  expect(said).toEqual([
    [1, "9903.01.33", "333", "0"],
    [1, "9903.94.41", "333", "49.95"],
    [1, "8703.23.01.60", "333", "0"],
  ]);
  const { base, duty } = inCents(found);
  expect([base.fate.outcome === "charged" && `${base.fate.duty}`, `${duty}`]).toEqual(["8.33", "49.95"]);
});

// EO 14256, section 2(c): 54% from 2025-05-14 or $100 an item; EO 14324, section 3: the rate of the origin. No entry summary is filed.
test("what goes by mail owes the duty of its act in a row too, though it declares the number of the goods alone", async () => {
  const rows = [
    `${HEADER},qty`,
    "A,2025-06-10,9503.00.00.73,CN,500,postal,,,,,",
    "B,2025-06-10,9503.00.00.73,CN,500,postal,0.1,0,0,,",
    "C,2025-06-10,9503.00.00.73,CN,500,postal-per-item,,,,,2",
    "D,2025-09-10,9503.00.00.73,VN,500,postal,,,,,",
    // A telephone is of Annex II, and so of 9903.01.32, where it is entered.
    "E,2025-06-10,8517.13.00.00,CN,500,postal,,,,,",
    "F,2025-08-20,8517.13.00.00,VN,500,de-minimis,,,,,",
    "",
  ];
  const { out } = await duty(rows.join("\n"));
  expect(cellsOf(out, "duty_usd")).toEqual(["270.00", "270.00", "200.00", "100.00", "270.00", "0.00"]);
  const layers = cellsOf(out, "layers");
  expect(layers[0]).toBe("EO 14256:0.54:270.00; 9503.00.00.73:0:0.00");
  expect(layers.slice(-2)).toEqual(["EO 14256:0.54:270.00; 8517.13.00.00:0:0.00", "8517.13.00.00:0:0.00"]);
  const entry = entryOf({
    hts: "9503.00.00.73",
    origin: "CN",
    date: "2025-06-10" as IsoDate,
    value: "500",
    claims: ["postal"],
  });
  const assessment = assess(entry, shipped);
  const declared = assessment && declare(inCents(assessment), shipped);
  expect(declared?.map(({ number, duty: owed }) => `${number} ${owed?.toFixed(2)}`)).toEqual([
    "EO 14256 270.00",
    "9503.00.00.73 0.00",
  ]);
});
