/** Every list rule, by authority. */
import { LISTS as ieepa } from "./ieepa.js";
import type { ListRule } from "./rule.js";
import { LISTS as section122 } from "./section-122.js";
import { LISTS as section201 } from "./section-201.js";
import { LISTS as section232 } from "./section-232.js";
import { LISTS as section232Aircraft } from "./section-232-aircraft.js";
import { LISTS as section232Goods } from "./section-232-goods.js";
import { LISTS as section232Metals } from "./section-232-metals.js";
import { LISTS as section301 } from "./section-301.js";
import { LISTS as section301China } from "./section-301-china.js";
import { LISTS as section338 } from "./section-338.js";

export const LISTS: readonly ListRule[] = [
  ...ieepa,
  ...section122,
  ...section201,
  ...section232,
  ...section232Aircraft,
  ...section232Goods,
  ...section232Metals,
  ...section301,
  ...section301China,
  ...section338,
];
