/** Lists of the Section 201 safeguards. */
import { both, type ListRule, of } from "./rule.js";

const FILE = "law/lists/s201_safeguards.csv";

export const LISTS: readonly ListRule[] = [
  {
    id: "section-201/solar-cells",
    title: "Solar cells, note 18(c)",
    file: FILE,
    where: both(of("201-solar"), ({ hts = "" }) => hts.startsWith("854142")),
  },
  {
    id: "section-201/solar-modules",
    title: "Solar modules, note 18(g)",
    file: FILE,
    where: both(of("201-solar"), ({ hts = "" }) => hts.startsWith("854143")),
    condition: ({ hts }) => (hts === "8541430080" ? "crystalline-silicon" : undefined),
  },
  {
    id: "section-201/quartz",
    title: "Quartz surface products, note 41",
    file: FILE,
    where: of("201-quartz"),
    condition: ({ hts }) => (hts === "70200060" ? "quartz-surface-product" : undefined),
  },
];
