/** Lists of the IEEPA tariffs: what each leaves out, and what it charges less. */
import { claim, group, type ListRule, worded } from "./rule.js";

const ANNEX_II = "law/lists/ieepa_annex_ii_exempt.csv";
const AIRCRAFT = "law/lists/civil_aircraft_exempt_UK_JP_TW_EU_KR.csv";
const FENTANYL = "law/lists/ieepa_fentanyl_carveouts.csv";
const FLOORS = "law/lists/ieepa_floor_exempt_by_partner.csv";
const BRAZIL = "law/lists/ieepa_brazil40_exempt.csv";

const exempt = (id: string, title: string, file: string, ...groups: string[]): ListRule => ({
  id: `ieepa/${id}`,
  title,
  file,
  where: group(...groups),
  condition: worded,
});

export const LISTS: readonly ListRule[] = [
  {
    id: "ieepa/annex-ii",
    title: "Goods exempt from the reciprocal tariff, note 2(v)(iii)(a)",
    file: ANNEX_II,
    where: ({ heading }) => heading === "9903.01.32",
  },
  {
    id: "ieepa/annex-ii-particular",
    title: "Particular articles exempt from the reciprocal tariff, note 2(v)(iii)(b)",
    file: ANNEX_II,
    where: ({ heading }) => heading === "9903.02.78",
    condition: worded,
  },
  {
    id: "ieepa/aircraft-japan",
    title: "Civil aircraft provisions for Japan, note 35(b)",
    file: AIRCRAFT,
    where: group("JP"),
    condition: claim("aircraft"),
  },
  {
    id: "ieepa/aircraft-uk",
    title: "Civil aircraft provisions for the United Kingdom, note 35(a)",
    file: AIRCRAFT,
    where: group("UK"),
    condition: claim("aircraft"),
  },
  exempt("eu-resources", "Goods of the European Union at the normal rate, 9903.02.74", FLOORS, "eu:ptaap"),
  exempt(
    "eu-particular",
    "Particular articles of the European Union at the normal rate, 9903.02.75",
    FLOORS,
    "eu:particular",
  ),
  exempt(
    "eu-aircraft",
    "Civil aircraft articles of the European Union, 9903.02.76",
    FLOORS,
    "eu:civil_aircraft",
  ),
  exempt("eu-pharmaceuticals", "Drugs without patent of the European Union, 9903.02.77", FLOORS, "eu:pharma"),
  exempt(
    "korea-aircraft",
    "Civil aircraft articles of South Korea, 9903.02.81",
    FLOORS,
    "korea:civil_aircraft",
  ),
  exempt("swiss-resources", "Swiss goods at the normal rate, 9903.02.84 and .89", FLOORS, "swiss:ptaap"),
  exempt(
    "swiss-aircraft",
    "Swiss civil aircraft articles, 9903.02.85 and .90",
    FLOORS,
    "swiss:civil_aircraft",
  ),
  exempt("swiss-pharmaceuticals", "Swiss drugs without patent, 9903.02.86 and .91", FLOORS, "swiss:pharma"),
  exempt("canada-energy", "Energy and critical minerals of Canada, 9903.01.13", FENTANYL, "energy_ca"),
  exempt("canada-potash", "Potash of Canada, 9903.01.15", FENTANYL, "potash_ca"),
  exempt("mexico-potash", "Potash of Mexico, 9903.01.05", FENTANYL, "potash_mx"),
  exempt(
    "brazil-exempt",
    "Goods exempt from the tariff on Brazil, note 2(x)(iii)(a)",
    BRAZIL,
    "note 2(x)(iii)(a)",
  ),
  exempt(
    "brazil-particular",
    "Particular articles exempt from the tariff on Brazil",
    BRAZIL,
    "note 2(x)(iii)(b)",
  ),
  exempt("brazil-aircraft", "Civil aircraft articles of Brazil, note 2(x)(iv)", BRAZIL, "note 2(x)(iv)"),
];
