/** One entry from the flags that describe it. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import type { Quantity } from "../domain/duty.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import type { HtsCode } from "../domain/hts.js";
import { claimsFrom, type MetalOrigin } from "../domain/metal-origin.js";
import { type Rate, toWholeDollars, type Usd } from "../domain/units.js";
import { located, UserError } from "../errors.js";
import { parseQuantity } from "../parse.js";
import { type Components, checkComponents } from "../texts/components.js";
import { type Contents, sharesOf } from "../texts/contents.js";

/** What is known of goods, and what is claimed for them. */
export interface GoodsFlags extends MetalOrigin {
  readonly origin?: Country;
  readonly value?: Usd;
  readonly date?: IsoDate;
  readonly claim?: readonly string[];
  readonly qty?: readonly string[];
  readonly metal?: Contents;
  readonly component?: Components;
  readonly usContent?: Rate;
  readonly loadedOn?: IsoDate;
  readonly patented?: true;
  readonly aircraft?: true;
  readonly quota?: "in" | "out";
}

/** @throws {UserError} on a flag that is missing, or facts that cannot all be. */
export function entryOf(hts: HtsCode, flags: GoodsFlags, context: Context): Entry {
  const { origin, value, date, metal, component, usContent, loadedOn } = flags;
  if (origin === undefined) throw missing("--origin", "for example --origin JP");
  if (value === undefined) throw missing("--value", "customs value in dollars, for example --value 30000");
  const entered = toWholeDollars(value);
  const contents: Contents = { ...metal, ...(usContent ? { us: { share: usContent } } : {}) };
  const day = date ?? context.schedule().asOf;
  if (loadedOn !== undefined && loadedOn > day)
    throw new UserError(`goods entered on ${day} cannot have been loaded on ${loadedOn}`, {
      where: "--loaded-on",
      hint: "goods are loaded first and entered later",
    });
  if (component) located("--component", () => checkComponents(component, entered));
  return {
    ...NOTHING_STATED,
    components: component ?? NOTHING_STATED.components,
    hts,
    origin,
    value: entered,
    date: day,
    claims: new Set(claimsOf(flags, context)),
    quantities: located("--qty", () => quantitiesOf(flags.qty ?? [], context.unitOf(hts))),
    shares: located(contentFlags(flags), () => sharesOf(contents, entered)),
    loadedOn: loadedOn ?? null,
  };
}

const contentFlags = ({ metal, usContent }: GoodsFlags): string =>
  [metal ? "--metal" : [], usContent ? "--us-content" : []].flat().join(" and ");

const missing = (where: string, hint: string) => new UserError("it is needed", { where, hint });

function claimsOf(flags: GoodsFlags, context: Context): string[] {
  const { claim = [], patented, aircraft, quota } = flags;
  if (quota === "out" && claim.includes("in-quota"))
    throw new UserError("goods are within the quota or beyond it", {
      where: "--quota",
      hint: "leave one of --quota out and --claim in-quota out",
    });
  return [
    ...claim,
    ...(patented ? ["patented"] : []),
    ...(aircraft ? ["aircraft"] : []),
    ...(quota === "in" ? ["in-quota"] : []),
    ...claimsFrom(flags, context.factRules()),
  ];
}

const HAS_UNIT = /[a-z²]/i;

/** A number alone is in the unit in which the tariff counts the line. */
function quantitiesOf(texts: readonly string[], unit: string | null): Quantity[] {
  return texts.map((text) => {
    if (HAS_UNIT.test(text)) return parseQuantity(text);
    if (unit === null)
      throw new UserError(`the tariff counts this number in no unit, or not in one; got "${text}"`, {
        hint: "state the unit, such as 1200kg",
      });
    return parseQuantity(`${text} ${unit}`);
  });
}
