/** Lists of the Section 338 duties on Canada. */
import { group, type ListRule } from "./rule.js";

const charged = (id: string, title: string, heading: string): ListRule => ({
  id: `section-338/${id}`,
  title,
  file: "law/lists/s338_canada.csv",
  where: group(heading),
});

export const LISTS: readonly ListRule[] = [
  charged("canada-alcohol", "Goods of Canada charged over alcohol, 9903.03.12", "9903.03.12"),
  charged("canada-dairy", "Goods of Canada charged over dairy, 9903.03.13", "9903.03.13"),
  charged("canada-other", "Goods of Canada charged, 9903.03.14", "9903.03.14"),
];
