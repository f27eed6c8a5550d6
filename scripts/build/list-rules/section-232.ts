/** Lists of the Section 232 programmes. */
import { both, group, type ListRule, of } from "./rule.js";
import { ALUMINUM_CONTENT_NAMED, ALUMINUM_FULL_NAMED, STEEL_CONTENT_NAMED } from "./section-232-named.js";

const AUTO_PARTS = "law/lists/s232_auto_parts.csv";
const FULL = "law/lists/s232_metals_full_value_2018_2026.csv";
const DERIVATIVES = "law/lists/s232_metals_derivatives_2025_2026.csv";

export const LISTS: readonly ListRule[] = [
  {
    id: "section-232/cars",
    title: "Passenger vehicles and light trucks, note 33(b)",
    file: "law/lists/s232_autos.csv",
  },
  {
    id: "section-232/car-parts",
    title: "Parts of passenger vehicles and light trucks, note 33(g)",
    file: AUTO_PARTS,
    condition: ({ hts }) => (hts === "8471" ? "car-part" : undefined),
  },
  {
    id: "section-232/steel-mill",
    title: "Steel mill articles, note 16(b)",
    file: FULL,
    where: both(of("232-steel"), group("mill")),
  },
  {
    id: "section-232/steel-derivatives-full",
    title: "Derivative steel articles of chapter 73, charged on their full value, note 16(m)",
    file: FULL,
    where: both(of("232-steel"), group("derivative")),
  },
  {
    id: "section-232/steel-derivatives-content",
    title: "Derivative articles charged on their steel content, note 16(n)",
    file: DERIVATIVES,
    where: both(of("232-steel"), group("derivative content")),
    named: STEEL_CONTENT_NAMED,
  },
  {
    id: "section-232/aluminum-articles",
    title: "Aluminum articles, note 19(b)",
    file: FULL,
    where: both(of("232-aluminum"), group("mill")),
  },
  {
    id: "section-232/aluminum-derivatives-full",
    title: "Derivative aluminum articles charged on their full value, note 19(j)",
    file: FULL,
    where: both(of("232-aluminum"), group("derivative")),
  },
  {
    id: "section-232/aluminum-derivatives-parts",
    title: "Derivative aluminum articles outside chapter 76 charged on their full value, note 19(i)",
    file: DERIVATIVES,
    where: both(of("232-aluminum"), group("derivative full")),
    named: ALUMINUM_FULL_NAMED,
  },
  {
    id: "section-232/aluminum-derivatives-content",
    title: "Derivative articles charged on their aluminum content, note 19(k)",
    file: DERIVATIVES,
    where: both(of("232-aluminum"), group("derivative content")),
    named: ALUMINUM_CONTENT_NAMED,
  },
];
