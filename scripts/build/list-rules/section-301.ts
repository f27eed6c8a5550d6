/** Lists of the Section 301 actions against Brazil and over forced labor: what they leave out. */
import { claim, group, type ListRule, worded } from "./rule.js";

const BRAZIL = "law/lists/s301_brazil_exempt.csv";
const FORCED_LABOR = "law/lists/s301_forced_labor_exempt_common.csv";

const BY_ECONOMY = "law/lists/s301_forced_labor_exempt_by_economy.csv";

/** Goods of one economy, by the heading of note 52(j) that frees them. */
const ofEconomy = (id: string, title: string, heading: string, condition?: string): ListRule => ({
  id: `section-301/forced-labor-${id}`,
  title,
  file: BY_ECONOMY,
  where: (row) => row.heading === heading,
  ...(condition === undefined ? {} : { condition: claim(condition) }),
});

/** An economy's goods, its particular articles, and its goods under the CAFTA-DR, as far as note 52(j) has them. */
const economy = (
  id: string,
  name: string,
  note: string,
  [goods, articles, agreement]: readonly [string, string?, string?],
): ListRule[] => [
  ofEconomy(id, `Goods of ${name} exempt, note 52(j)(${note})${articles ? "(i)" : ""}`, goods),
  ...(articles
    ? [
        ofEconomy(
          `${id}-particular`,
          `Particular articles of ${name} exempt, note 52(j)(${note})(ii)`,
          articles,
          "particular-article",
        ),
      ]
    : []),
  ...(agreement
    ? [
        ofEconomy(
          `${id}-cafta-dr`,
          `Goods of ${name} exempt under the CAFTA-DR, note 52(j)(${note})(iii)`,
          agreement,
          "CAFTA-DR",
        ),
      ]
    : []),
];

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
  ...economy("gb", "the United Kingdom", "1", ["9903.05.96"]),
  ...economy("eu", "the European Union", "2", ["9903.05.97"]),
  ...economy("ch", "Switzerland", "3", ["9903.05.98"]),
  ...economy("my", "Malaysia", "4", ["9903.05.99", "9903.06.01"]),
  ...economy("kh", "Cambodia", "5", ["9903.06.02", "9903.06.03"]),
  ...economy("gt", "Guatemala", "6", ["9903.06.04", "9903.06.05", "9903.06.06"]),
  ...economy("sv", "El Salvador", "7", ["9903.06.07", "9903.06.08", "9903.06.09"]),
  ...economy("ar", "Argentina", "8", ["9903.06.10", "9903.06.11"]),
  ...economy("bd", "Bangladesh", "9", ["9903.06.12", "9903.06.13"]),
  ...economy("tw", "Taiwan", "10", ["9903.06.14", "9903.06.15"]),
  ...economy("id", "Indonesia", "11", ["9903.06.16", "9903.06.17"]),
  ...economy("ec", "Ecuador", "12", ["9903.06.18", "9903.06.19"]),
  ...economy("jo", "Jordan", "13", ["9903.06.20", "9903.06.21"]),
];
