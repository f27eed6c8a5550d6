/** Families of cases by name, in the order they are run. */
import type { OpenFamily } from "./case.js";
import { entries } from "./entries.js";
import { grid } from "./grid.js";
import { growth } from "./growth.js";
import { partners } from "./partners.js";
import { start } from "./start.js";

export const FAMILIES: Readonly<Record<string, OpenFamily>> = { start, partners, grid, entries, growth };
