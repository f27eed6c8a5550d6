/** Lists of the Section 301 actions against Brazil and over forced labor: what they leave out. */
import { group, type ListRule, worded } from "./rule.js";

const BRAZIL = "law/lists/s301_brazil_exempt.csv";
const FORCED_LABOR = "law/lists/s301_forced_labor_exempt_common.csv";

const exempt = (id: string, title: string, file: string, ...groups: string[]): ListRule => ({
  id: `section-301/${id}`,
  title,
  file,
  where: group(...groups),
  condition: worded,
});

export const LISTS: readonly ListRule[] = [
  exempt("brazil-exempt", "Goods of Brazil exempt from Section 301, note 50", BRAZIL, "flat"),
  exempt(
    "brazil-particular",
    "Particular articles of Brazil exempt from Section 301, note 50",
    BRAZIL,
    "named",
  ),
  exempt(
    "brazil-aircraft",
    "Civil aircraft articles of Brazil exempt from Section 301, note 50",
    BRAZIL,
    "aircraft",
  ),
  exempt(
    "brazil-pharmaceuticals",
    "Drugs without patent of Brazil exempt from Section 301, note 50",
    BRAZIL,
    "pharma",
  ),
  exempt("forced-labor-exempt", "Goods of every economy exempt, note 52(b)", FORCED_LABOR, "full"),
  exempt(
    "forced-labor-particular",
    "Particular articles of every economy exempt, note 52(c)",
    FORCED_LABOR,
    "ex",
  ),
  exempt(
    "forced-labor-aircraft",
    "Civil aircraft articles of every economy exempt, note 52(d)",
    FORCED_LABOR,
    "aircraft",
  ),
  exempt(
    "forced-labor-pharmaceuticals",
    "Goods for pharmaceutical use exempt, note 52(e)",
    FORCED_LABOR,
    "pharma",
  ),
];
