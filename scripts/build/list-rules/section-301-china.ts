/** Lists of the Section 301 action against China: lists 1 to 4A, the increases since 2024, the exclusions. */
import type { Row } from "../tables.js";
import { claim, type ListRule } from "./rule.js";

const CHINA = "law/lists/s301_china_lists.csv.gz";

const charged = (id: string, title: string, ...headings: string[]): ListRule => ({
  id: `section-301/${id}`,
  title,
  file: CHINA,
  where: ({ heading = "" }) => headings.includes(heading),
});

const EXCLUSIONS = "law/updates/s301_exclusions_whole_numbers.csv";

/** The day on which the exclusions end, as the notices say. */
const FOR_NOW = "2026-11-10";
/** The day after the one to which the truce was announced to go on: no instrument prolongs the exclusions. */
const PROLONGED = "2027-01-11";

/** A row of the table of exclusions as lists have it. Numbers that ended stay: a year of trade is in them. */
const exclusionRow =
  (until: string) =>
  ({ hts10 = "", date_in_force = "", source = "", ...row }: Row): Row => ({
    ...row,
    hts: hts10.replaceAll(".", ""),
    group: row.note_subdivision ?? "",
    effective_from: date_in_force,
    effective_to: dayBefore(until),
    source: source.replace(/^HTS 2026 Rev 6 ch. 99 note [^;]*; /, "").replace(/^note [^;]*; /, ""),
  });

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const excluded = (id: string, title: string, whole: "yes" | "no", until: string): ListRule => ({
  id: `section-301/${id}`,
  title,
  file: EXCLUSIONS,
  read: exclusionRow(until),
  where: ({ heading, whole_number }) => heading === "9903.88.69" && whole_number === whole,
  ...(whole === "no" ? { condition: claim("exclusion") } : {}),
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
  charged("china-cranes", "Cranes of China, 9903.92.10", "9903.92.10"),
  excluded("china-exclusions", "Goods of China that an exclusion describes, note 20(vvv)", "no", FOR_NOW),
  excluded("china-exclusions-whole", "Numbers that an exclusion frees whole, note 20(vvv)", "yes", FOR_NOW),
  excluded(
    "china-exclusions-prolonged",
    "Goods of China that an exclusion describes, were it to last as long as the truce",
    "no",
    PROLONGED,
  ),
  excluded(
    "china-exclusions-whole-prolonged",
    "Numbers that an exclusion frees whole, were it to last as long as the truce",
    "yes",
    PROLONGED,
  ),
];
