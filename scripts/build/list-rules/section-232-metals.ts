/** Lists of the Section 232 metals regime of April 6, 2026, one for each subdivision of note 16(c), and of copper. */
import { group, type ListRule } from "./rule.js";

const ANNEX = "law/lists/s232_metals_annex_2026.csv";

/** Codes of one subdivision of note 16(c). Weight is settled by exemption, not by condition: the list takes them all. */
const annex = (id: string, title: string, subdivision: string): ListRule => ({
  id: `section-232/metals-${id}`,
  title: `${title}, note 16(c)(${subdivision})`,
  file: ANNEX,
  where: group(`16(c)(${subdivision}) `),
});

export const LISTS: readonly ListRule[] = [
  {
    id: "section-232/copper",
    title: "Semi-finished copper and copper derivatives, note 36(b)",
    file: "law/lists/s232_copper_2025.csv",
  },
  annex("1a-aluminum", "Articles of aluminum at 50%", "i"),
  annex("1a-aluminum-derivatives", "Derivative aluminum articles at 50%", "ii"),
  annex("1a-steel", "Articles of steel at 50%", "iii"),
  annex("1a-steel-derivatives", "Derivative steel articles at 50%", "iv"),
  annex("1a-copper", "Articles of copper at 50%", "v"),
  annex("1b-aluminum", "Derivative aluminum articles at 25%", "vi"),
  annex("1b-steel", "Derivative steel articles at 25%", "vii"),
  annex("1b-copper", "Articles of copper at 25%", "viii"),
  annex("3-aluminum", "Derivative aluminum articles at 15% all-in", "ix"),
  annex("3-steel", "Derivative steel articles at 15% all-in", "x"),
  annex("machinery", "Mobile industrial machinery", "xi"),
  {
    id: "section-232/metals-by-weight",
    title: "Articles charged only from 15% of metal by weight, note 16(c)",
    file: ANNEX,
    where: ({ condition = "" }) => condition.includes(">=15% of article weight"),
  },
];
