/** Civil aircraft provisions that partners' goods are free of metals duties under. */
import { claim, group, type ListRule } from "./rule.js";

const partner = (id: string, code: string, note: string): ListRule => ({
  id: `section-232/aircraft-${id}`,
  title: `Civil aircraft provisions, ${note}`,
  file: "law/lists/civil_aircraft_exempt_UK_JP_TW_EU_KR.csv",
  where: group(code),
  condition: claim("aircraft"),
});

export const LISTS: readonly ListRule[] = [
  partner("uk", "UK", "note 35(a)"),
  partner("japan", "JP", "note 35(b)"),
  partner("taiwan", "TW", "note 35(c)"),
  partner("eu", "EU", "note 2(v)(xxii)"),
  partner("korea", "KR", "note 2(v)(xxiv)(b)"),
];
