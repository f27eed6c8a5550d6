/** Lists of the Section 301 action against China: lists 1 to 4A, the increases since 2024, the exclusions. */
import { claim, type ListRule } from "./rule.js";

const CHINA = "law/lists/s301_china_lists.csv.gz";

const charged = (id: string, title: string, ...headings: string[]): ListRule => ({
  id: `section-301/${id}`,
  title,
  file: CHINA,
  where: ({ heading = "" }) => headings.includes(heading),
});

export const LISTS: readonly ListRule[] = [
  charged("china-list-1", "Goods of China, list 1, note 20(b)", "9903.88.01"),
  charged("china-list-2", "Goods of China, list 2, note 20(d)", "9903.88.02"),
  charged("china-list-3", "Goods of China, list 3, note 20(f)", "9903.88.03"),
  charged(
    "china-list-3-in-part",
    "Subheadings of China charged in part with list 3, note 20(g)",
    "9903.88.04",
  ),
  charged("china-list-4a", "Goods of China, list 4A, note 20(s)", "9903.88.15"),
  charged("china-2024-25", "Steel, aluminum, batteries and minerals of China, note 31(b)", "9903.91.01"),
  charged("china-2024-50", "Solar cells of China, note 31(c)", "9903.91.02"),
  charged("china-2024-100", "Electric vehicles and syringes of China, note 31(d)", "9903.91.03"),
  charged("china-2024-masks", "Facemasks of China, notes 31(e) and (h)", "9903.91.04", "9903.91.07"),
  charged("china-2024-semiconductors", "Semiconductors and polysilicon of China, note 31(f)", "9903.91.05"),
  charged("china-2024-tungsten", "Tungsten of China, note 31(j)", "9903.91.11"),
  charged("china-2024-batteries", "Batteries, graphite and magnets of China, note 31(g)", "9903.91.06"),
  charged("china-2024-gloves", "Medical gloves of China, note 31(i)", "9903.91.08"),
  charged("china-cranes", "Cranes of China, 9903.92.10", "9903.92.10"),
  {
    id: "section-301/china-exclusions",
    title: "Lines of which an exclusion frees some goods, note 20(vvv)",
    file: "law/lists/s301_exclusion_lines.csv",
    where: ({ heading }) => heading === "9903.88.69",
    condition: claim("exclusion"),
  },
];
