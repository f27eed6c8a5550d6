/**
 * Numbers of ten digits that ended and began on July 1, 2026: HTS 2026 Revision 11 change record, section 484(f). None of
 * their rates changed.
 */
import { expect, test } from "vitest";
import type { IsoDate } from "../../src/law/calendar.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";

const CASES = rowsOf(`
number     | June 30 | July 1 | general
0704200000 | yes     | no     | 12.5%
0704200020 | no      | yes    | 12.5%
0704200040 | no      | yes    | 12.5%
0805406000 | yes     | no     | 1.5¢/kg
0805406010 | no      | yes    | 1.5¢/kg
1207990360 | yes     | no     | Free
1207990375 | no      | yes    | Free
2106909995 | yes     | no     | 6.4%
2106909991 | no      | yes    | 6.4%
3004909211 | yes     | yes    | Free
8413919096 | yes     | no     | Free
8413919059 | no      | yes    | Free
`);

test.each(CASES)("%s: in the tariff on June 30%s, on July 1%s, at %s", (number, before, after, general) => {
  const { base } = shipped;
  const on = (day: string) => (base.exists(number as string, day as IsoDate) ? "yes" : "no");
  expect([on("2026-06-30"), on("2026-07-01")]).toEqual([before, after]);
  for (const day of ["2026-06-30", "2026-07-01"])
    expect(base.ratesOf(number as string, day as IsoDate)?.general).toBe(general);
});
