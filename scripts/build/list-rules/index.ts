/** Every list rule, by authority. */
import { LISTS as ieepa } from "./ieepa.js";
import type { ListRule } from "./rule.js";
import { LISTS as section232 } from "./section-232.js";

export const LISTS: readonly ListRule[] = [...ieepa, ...section232];
