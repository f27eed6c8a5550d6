/** Lists of the IEEPA tariffs. */
import { claim, group, type ListRule, worded } from "./rule.js";

const ANNEX_II = "law/lists/ieepa_annex_ii_exempt.csv";
const AIRCRAFT = "law/lists/civil_aircraft_exempt_UK_JP_TW_EU_KR.csv";

export const LISTS: readonly ListRule[] = [
  { id: "ieepa/annex-ii", title: "Goods exempt from the reciprocal tariff, Annex II of EO 14257", file: ANNEX_II, condition: worded },
  {
    id: "ieepa/aircraft-japan",
    title: "Civil aircraft provisions for Japan, note 35(b)",
    file: AIRCRAFT,
    where: group("JP"),
    condition: claim("aircraft"),
  },
];
