/** Estimated metal content of the goods whose duty is charged on it. */
import { join } from "node:path";
import type { BuiltList } from "./lists.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** Lists on which only the content of a metal is charged. */
const CONTENT_LISTS = /-derivatives-content$/;

export function buildMetalContent(tables: Tables, to: string, lists: readonly BuiltList[]): void {
  const prefixes = lists
    .filter(({ id }) => CONTENT_LISTS.test(id))
    .flatMap(({ groups }) => groups.flatMap(({ codes }) => codes));
  /** By eight digits: trade of other years has numbers that ended, whose goods may be of a number that is listed. */
  const wanted = new Set(prefixes.map((code) => code.slice(0, 8)));
  const onList = (code: string) => [4, 6, 8, 10].some((length) => wanted.has(code.slice(0, length)));
  const shares: Record<string, string> = {};
  for (const row of tables.rows("assumptions/metal_content_shares_hts10.csv.gz")) {
    const { hs10 = "", steel_share = "", aluminum_share = "", metal_share = "" } = row;
    if (onList(hs10)) shares[hs10] = [steel_share, aluminum_share, metal_share].map(fourPlaces).join(" ");
  }
  writeJson(join(to, "assumptions/tables/metal-shares.json"), {
    unit: "share of output by value: steel, aluminum, all metals",
    source: "bea-input-output",
    shares,
  });
}

const fourPlaces = (text: string): string => String(Number(Number(text).toFixed(4)));
