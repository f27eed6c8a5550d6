/** Lists of the Section 338 duties and import bans on Canada. */
import { group, type ListRule } from "./rule.js";

const charged = (id: string, title: string, heading: string): ListRule => ({
  id: `section-338/${id}`,
  title,
  file: "law/lists/s338_canada.csv",
  where: group(heading),
});

const banned = (id: string, title: string, ...groups: string[]): ListRule => ({
  id: `section-338/banned-canada-${id}`,
  title,
  file: "law/lists/s338_canada_import_bans.csv",
  where: ({ group = "" }) => groups.includes(group),
  condition: ({ condition = "" }) => (condition.startsWith("packaged only") ? "packaged" : undefined),
});

export const LISTS: readonly ListRule[] = [
  charged("canada-alcohol", "Goods of Canada charged over alcohol, 9903.03.12", "9903.03.12"),
  charged("canada-dairy", "Goods of Canada charged over dairy, 9903.03.13", "9903.03.13"),
  charged("canada-other", "Goods of Canada charged, 9903.03.14", "9903.03.14"),
  banned("alcohol", "Alcohol of Canada that may not be imported, Proclamation 11061", "alc", "alcp"),
  banned("dairy", "Whey and like goods of Canada that may not be imported, Proclamation 11062", "dairy"),
  banned("motorcycles", "Motorcycles of Canada that may not be imported, Proclamation 11063", "mv"),
];
