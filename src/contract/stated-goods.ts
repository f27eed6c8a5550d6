/** Contents of goods as people state them: a share of the value or dollars of it. */
import { shortName } from "../law/duty/component.js";
import type { Shares } from "../law/part.js";
import { decimal, type Rate, rate, sumUsd, type Usd } from "../law/units.js";
import { UserError } from "./errors.js";
import { checkShares, oneOf, parseShare, parseUsd } from "./parse.js";

/** A share between 0 and 1, or dollars of the customs value. */
export type Content = { readonly share: Rate } | { readonly dollars: Usd };

export const METALS = ["steel", "aluminum", "copper"] as const;
type Metal = (typeof METALS)[number];
export type Contents = Readonly<Partial<Record<Metal | "us", Content>>>;

/** `0.4` and `40%` are shares; `$400` and any number above 1 are dollars. */
export function parseContent(text: string): Content {
  const plain = text.trim();
  const amount = plain.startsWith("$") || (!plain.endsWith("%") && Number(plain.replaceAll(",", "")) > 1);
  return amount ? { dollars: parseUsd(plain) } : { share: parseShare(plain) };
}

/** `steel=0.4,aluminum=$300`: contents by metal. */
export function parseContents(text: string): Contents {
  const contents: Partial<Record<Metal, Content>> = {};
  for (const part of partsOf(text)) {
    const [metal = "", content] = part.split("=").map((word) => word.trim());
    if (content === undefined)
      throw new UserError(`expected a metal and its share such as steel=0.4; got "${part}"`);
    const name = oneOf(METALS)(metal);
    if (contents[name])
      throw new UserError(`${name} is there twice; got "${text}"`, { hint: "add the shares up" });
    contents[name] = parseContent(content);
  }
  return contents;
}

/** Parts between commas; a comma among the digits of dollars parts nothing. */
const partsOf = (text: string): string[] => text.split(/,(?!\d{3}(?!\d))/);

/** Contents as shares of a value. @throws {UserError} if they are more than the whole of it. */
export function sharesOf(contents: Contents, value: Usd): Shares {
  const shares: Record<string, Rate> = {};
  for (const [piece, content] of Object.entries(contents)) shares[piece] = shareOf(piece, content, value);
  checkShares(shares);
  return shares;
}

function shareOf(piece: string, content: Content, value: Usd): Rate {
  if ("share" in content) return content.share;
  if (content.dollars.gt(value))
    throw new UserError(
      `${piece} of $${content.dollars.toFixed()} is more than the value, $${value.toFixed()}`,
      { hint: "state dollars of the customs value, or a share such as 0.4" },
    );
  return value.isZero() ? rate(0) : rate(decimal(content.dollars).div(value));
}

// Values of components as people state them, for duties that are on the case or the strap of a watch.

export type Components = ReadonlyMap<string, Usd>;

/** `case=30,strap=12.50`, or with semicolons: dollars by short name. @throws {UserError} */
export function parseComponents(text: string): Components {
  const components = new Map<string, Usd>();
  for (const part of text.split(";").flatMap(partsOf)) {
    const [words = "", dollars] = part.split("=");
    const name = shortName(words);
    if (name === "" || dollars === undefined)
      throw new UserError(`expected a component and its dollars such as case=30; got "${part}"`);
    if (components.has(name)) throw new UserError(`${name} is there twice; got "${text}"`);
    components.set(name, parseUsd(dollars));
  }
  return components;
}

/** @throws {UserError} if components are worth more than the goods. */
export function checkComponents(components: Components, value: Usd): void {
  const sum = sumUsd(components.values());
  if (sum.gt(value))
    throw new UserError(`components of $${sum.toFixed()} are more than the value, $${value.toFixed()}`, {
      hint: "state what each is worth of the customs value of the line",
    });
}

export const MODES = ["vessel", "air", "truck", "rail"] as const;
export type Mode = (typeof MODES)[number];
export const ENTRY_TYPES = ["formal", "informal"] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];
