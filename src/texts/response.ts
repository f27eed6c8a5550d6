/** How trade answers, as people state it. */
import { UserError } from "../errors.js";
import { parseNumber } from "../parse.js";

const LARGEST_SEED = 2 ** 32 - 1;

/** Where draws begin. */
export function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (seed <= LARGEST_SEED) return seed;
  throw new UserError(`expected a whole number from 0 to ${LARGEST_SEED}; got "${text}"`);
}

/** `0.9` of all goods, `cars=0.2` of one sector. */
export function parseOfSector(text: string): { readonly sector: string | null; readonly value: number } {
  const parts = text.split("=");
  if (parts.length > 2 || parts[0]?.trim() === "")
    throw new UserError(`expected a number, or SECTOR=NUMBER such as cars=0.2; got "${text}"`);
  const [sector, value] = parts.length === 2 ? parts : [null, parts[0]];
  return { sector: sector?.trim() ?? null, value: parseNumber(value ?? "") };
}
