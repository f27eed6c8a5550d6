/**
 * Turns official tables into the data files of this project: `npm run data -- FOLDER`.
 *
 * FOLDER holds the tables named in docs/data.md. Same tables, same bytes. Rows that cannot be used are counted with
 * the reason in data/build-report.json; nothing is dropped in silence.
 */
import { join } from "node:path";
import { buildActuals } from "./build/actuals.js";
import { buildBase } from "./build/base.js";
import { buildByChapter } from "./build/by-chapter.js";
import { buildChangeRecords } from "./build/change-records.js";
import { buildDescriptions } from "./build/descriptions.js";
import { buildEconomics } from "./build/economics.js";
import { buildFlows } from "./build/flows.js";
import { buildHeadings } from "./build/headings.js";
import { buildIndustries } from "./build/industries.js";
import { buildLabels } from "./build/labels.js";
import { buildLists } from "./build/lists.js";
import { buildMetalContent } from "./build/metal-content.js";
import { buildOrders } from "./build/orders.js";
import { buildOrigins } from "./build/origins.js";
import { Report } from "./build/report.js";
import { buildRussia } from "./build/russia.js";
import { buildSeasons } from "./build/seasons.js";
import { Tables } from "./build/tables.js";
import { buildUsmcaClaims } from "./build/usmca-claims.js";
import { writeJson } from "./build/write-json.js";

const [from] = process.argv.slice(2);
if (from === undefined)
  throw new Error("usage: npm run data -- FOLDER (the folder with the official tables)");
const tables = new Tables(from);
const report = new Report();
const to = join(import.meta.dirname, "../data");

buildBase(tables, to, report);
buildOrigins(tables, to);
buildOrders(tables, to, report);
const lists = buildLists(tables, to, report);
buildRussia(tables, to);
buildFlows(tables, to, report);
buildActuals(tables, to, report);
buildEconomics(tables, to, report);
buildByChapter(tables, to);
buildMetalContent(tables, to, lists);
buildUsmcaClaims(tables, to);
buildIndustries(tables, to);
buildHeadings(tables, to);
buildChangeRecords(tables, to);
buildLabels(tables, to);
buildDescriptions(tables, to);
buildSeasons(tables, to);
writeJson(join(to, "build-report.json"), report.sorted());
console.log(report.summary());
