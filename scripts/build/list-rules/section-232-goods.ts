/** Lists of the Section 232 programmes on trucks, wood, chips, medicines, drones and solar goods. */
import { claim, group, type ListRule, of } from "./rule.js";

const WOOD = "law/lists/s232_wood.csv";
const DRONES = "law/lists/s232_uas.csv";

/** Provisions of note 38(i) that note 33(g) does not name too; of the others, a good is a car part unless claimed. */
const ONLY_TRUCK_PARTS = new Set([
  "7007211110",
  "87084030",
  "87084050",
  "87084060",
  "87084065",
  "87089265",
  "87089903",
  "87089906",
  "87089923",
  "87089927",
  "87089931",
  "87089941",
  "8708994850",
  "87099000",
]);

export const LISTS: readonly ListRule[] = [
  {
    id: "section-232/trucks",
    title: "Medium- and heavy-duty vehicles, note 38(b)",
    file: "law/lists/s232_mhdv_vehicles.csv",
    condition: ({ hts = "" }) => (hts === "87046000" || hts.startsWith("8706") ? "heavy-truck" : undefined),
  },
  { id: "section-232/buses", title: "Buses, note 38(c)", file: "law/lists/s232_buses.csv" },
  {
    id: "section-232/truck-parts",
    title: "Parts of medium- and heavy-duty vehicles, note 38(i)",
    file: "law/lists/s232_mhdv_parts.csv",
    condition: ({ hts = "" }) => (ONLY_TRUCK_PARTS.has(hts) ? undefined : "truck-part"),
  },
  {
    id: "section-232/lumber",
    title: "Softwood timber and lumber, note 37(b)",
    file: WOOD,
    where: of("232-lumber"),
  },
  {
    id: "section-232/furniture",
    title: "Upholstered wooden furniture, note 37(d)",
    file: WOOD,
    where: of("232-furniture"),
  },
  {
    id: "section-232/cabinets",
    title: "Kitchen cabinets, vanities and their parts, note 37(f)",
    file: WOOD,
    where: of("232-cabinets"),
    condition: ({ hts }) => (hts === "9403409060" ? undefined : "cabinet"),
  },
  {
    id: "section-232/semiconductors",
    title: "Semiconductor articles, note 39(b)",
    file: "law/lists/s232_semiconductors.csv",
    condition: claim("advanced-chip"),
  },
  {
    id: "section-232/pharma",
    title: "Patented medicines, note 40(c)",
    file: "law/lists/s232_pharma.csv",
    renumbered: "2026-09-29",
    condition: claim("patented"),
  },
  {
    id: "section-232/drones",
    title: "Unmanned aircraft over 25 kg, docking stations and parts, note 43(c)(1)-(2)",
    file: DRONES,
    where: group("43(c)(1)", "43(c)(2)"),
    condition: ({ hts = "" }) => (hts.startsWith("8806") ? undefined : "drone-part"),
  },
  {
    id: "section-232/drones-small",
    title: "Unmanned aircraft to 25 kg, note 43(c)(3)-(4)",
    file: DRONES,
    where: group("43(c)(3)"),
  },
  {
    id: "section-232/polysilicon",
    title: "Silicon wafers, solar cells and modules",
    file: "law/lists/s232_polysilicon.csv",
    where: group("wafers", "PV"),
    condition: ({ hts }) => (hts === "38180000" ? "silicon-wafer" : undefined),
  },
];
