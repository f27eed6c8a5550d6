/**
 * Cars of the United Kingdom within a quota of 100,000 a year declare 9903.94.31; those beyond it are "subject to all
 * applicable tariffs" and declare what all cars do (HTSUS chapter 99, subchapter III, U.S. note 33(a) and (i)).
 * Goods are worth $10,000.
 */
import { expect, test } from "vitest";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";

const TABLE = `
goods                          | hts           | entered    | claims   | heading    | duty
car, the day before            | 8703.23.01.60 | 2025-06-29 | in-quota | 9903.94.01 | 2750
car within the quota           | 8703.23.01.60 | 2025-06-30 | in-quota | 9903.94.31 | 1000
car beyond it                  | 8703.23.01.60 | 2025-06-30 |          | 9903.94.01 | 2750
car within it in 2026          | 8703.80.00.00 | 2026-03-01 | in-quota | 9903.94.31 | 1000
light truck, not in note 33(i) | 8704.31.01.20 | 2025-07-01 | in-quota | 9903.94.01 | 5000
`;

test.each(rowsOf(TABLE))("%s, %s, entered %s %s", (...row) => {
  const [, hts = "", date = "", claims = "", heading, owed] = row;
  const entry = { hts, origin: "GB", date: date as IsoDate, value: "10000", claims: claims ? [claims] : [] };
  const found = assess(entryOf(entry), shipped);
  const charged = found?.layers.flatMap(({ heading, fate }) => (fate.outcome === "charged" ? [heading] : []));
  expect(charged).toEqual([heading]);
  expect(found?.duty.toFixed()).toBe(owed);
});
