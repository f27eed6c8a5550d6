/** How trade answers, as people state it. */
import { UserError } from "../errors.js";
import { parseNumber } from "../parse.js";

/** `0.9` of all goods, `cars=0.2` of one sector. */
export function parseOfSector(text: string): { readonly sector: string | null; readonly value: number } {
  const parts = text.split("=");
  if (parts.length > 2 || parts[0]?.trim() === "")
    throw new UserError(`expected a number, or SECTOR=NUMBER such as cars=0.2; got "${text}"`);
  const [sector, value] = parts.length === 2 ? parts : [null, parts[0]];
  return { sector: sector?.trim() ?? null, value: parseNumber(value ?? "") };
}
