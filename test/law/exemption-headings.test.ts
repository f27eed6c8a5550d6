/**
 * Goods that owe a Section 232 duty in place of another tariff declare the heading that says so (HTSUS chapter 99,
 * subchapter III, U.S. notes 2(v), 2(x), 2(z), 2(aa), 50 and 52). The tariffs over fentanyl have no such heading.
 */
import { expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { numberOf } from "../../src/law/declare.js";
import { otherReadings, withReadings } from "../../src/law/measure.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { DATA, shipped } from "../shipped.js";

const TABLE = `
goods           | hts           | of | entered    | declared
car             | 8703.23.01.60 | JP | 2025-06-19 | 9903.01.33 9903.94.01
car             | 8703.23.01.60 | BR | 2025-09-01 | 9903.01.33 9903.01.83 9903.94.01
steel coil      | 7208.10.15.00 | IN | 2025-09-10 | 9903.01.33 9903.01.87 9903.81.87
steel coil      | 7208.10.15.00 | CA | 2025-06-19 | 9903.01.26 9903.81.87
car             | 8703.23.01.60 | JP | 2026-03-01 | 9903.03.06 9903.94.41
steel coil      | 7208.10.15.00 | BR | 2026-08-15 | 9903.05.07 9903.05.90 9903.82.02
bolts           | 7318.15.20.30 | VN | 2025-06-19 | 9903.01.33 9903.81.90
aluminum doors  | 7610.10.00.10 | VN | 2025-06-19 | 9903.01.33 9903.85.07
machine, no 232 | 8479.20.00.00 | JP | 2025-06-19 | 9903.01.25
`;

const CASES = rowsOf(TABLE);

test.each(CASES)("%s, %s of %s, entered %s: %s", (...row) => {
  const [, hts = "", origin = "", date = "", expected] = row;
  const found = assess(entryOf({ hts, origin, date: date as IsoDate, value: "1000" }), shipped);
  const numbers = found?.layers.flatMap((layer) => numberOf(layer) ?? []);
  expect(numbers?.sort().join(" ")).toBe(expected);
});

/**
 * A preference for some goods alone frees these of other tariffs too, and no others: the quotas of the USMCA are of dairy, sugar
 * and their like (HTSUS 9823.01.02 to 9823.10.02), its preference levels of textiles (9823.52 and 9823.53).
 */
const PREFERRED = rowsOf(`
goods         | hts           | of | entered    | claim       | freed
knit shirts   | 6109.10.00.12 | CA | 2025-06-19 | USMCA-TPL   | 9903.01.14
car parts     | 8708.30.50.90 | CA | 2025-06-19 | USMCA-TPL   |
knit shirts   | 6109.10.00.12 | MX | 2026-03-01 | USMCA-TPL   | 9903.03.08
steel coil    | 7208.10.15.00 | MX | 2026-03-01 | USMCA-TPL   |
knit shirts   | 6109.10.00.12 | HT | 2026-03-01 | HOPE-HELP   | U.S. note 2(aa)(i)
car parts     | 8708.30.50.90 | HT | 2026-03-01 | HOPE-HELP   |
`);

test.each(PREFERRED)("%s, %s of %s, entered %s, %s: freed by %s", (...row) => {
  const [, hts = "", origin = "", date = "", claim = "", heading] = row;
  const goods = { hts, origin, date: date as IsoDate, value: "1000", claims: [claim] };
  const freed = assess(entryOf(goods), shipped)?.layers.flatMap(({ version, fate }) =>
    fate.outcome === "freed" && version.freedBy.some(({ claims }) => claims?.includes(claim)) ? fate.by : [],
  );
  expect(freed).toEqual(heading ? [heading] : []);
});

test("in every reading of contested law too: plastic sheets of Trinidad and Tobago are no apparel", () => {
  const read = createContext(DATA, "0").contestedLaw();
  const readings = otherReadings(read).filter(({ measure }) => measure === "section-301/forced-labor");
  const goods = { hts: "3920.59.80.00", origin: "TT", date: "2026-09-24" as IsoDate, value: "1000" };
  const owed = readings.map(({ id }) => {
    const entry = entryOf({ ...goods, claims: ["CBTPA-apparel"] });
    return assess(entry, withReadings(read, [id]))?.duty.toFixed();
  });
  expect(owed).toEqual(readings.map(() => "165"));
  expect(readings.length).toBeGreaterThan(2);
});
