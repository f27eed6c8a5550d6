/** Goods as a person would write them down, as an entry to assess. */
import { chapter98Of } from "../contract/measure-text.js";
import {
  checkComponents,
  checkShares,
  parseAdcvd,
  parseDay,
  parseHts,
  parseQuantity,
  parseShare,
  parseUsd,
} from "../contract/parse.js";
import { shortName } from "../law/duty/component.js";
import { type Entry, NOTHING_STATED, type StatedOrders } from "../law/entry.js";
import type { Country } from "../law/origin.js";
import type { StatedPiece } from "../law/part.js";
import type { Rate } from "../law/units.js";

/** Goods as a person would write them down. */
export interface Goods {
  /** Eight or ten digits, with or without dots. */
  readonly hts: string;
  /** Two letters: `JP`. */
  readonly origin: string;
  /** Day of entry, `YYYY-MM-DD`. */
  readonly date: string;
  /** Customs value in US dollars. */
  readonly value: string;
  readonly claims?: readonly string[];
  /** Shares of the customs value: `{ steel: "0.35" }`. */
  readonly shares?: Readonly<Partial<Record<StatedPiece, string>>>;
  /** Shares of the weight by metal: `{ aluminum: "0.04" }`. */
  readonly weights?: Readonly<Partial<Record<Exclude<StatedPiece, "us">, string>>>;
  /** Countries in which steel was melted and poured, and aluminum smelted and last cast: two letters, or `unknown`. */
  readonly melt?: string;
  readonly smelt?: string;
  readonly cast?: string;
  /** `["1200kg"]`. */
  readonly quantities?: readonly string[];
  /** Dollars by component: `{ case: "30", strap: "12.50" }`, for duties that are on a part of a watch. */
  readonly components?: Readonly<Record<string, string>>;
  readonly loadedOn?: string;
  /** Antidumping and countervailing orders: `["A-588-874=12.5%"]`, `["none"]`, or as an entry has them. */
  readonly adcvd?: readonly string[] | StatedOrders;
  /** The provision of chapter 98 claimed, such as `9802.00.40`, and in dollars what it asks for. */
  readonly ch98?: string;
  readonly repairValue?: string;
  readonly processingValue?: string;
  readonly usParts?: string;
}

/** An entry of goods to `assess`. What is left out is not known. @throws {UserError} on a text that is not of its form. */
export function entryOf({
  hts,
  origin,
  date,
  value,
  claims,
  shares = {},
  weights = {},
  melt,
  smelt,
  cast,
  quantities,
  components = {},
  loadedOn,
  adcvd = [],
  ...chapter98
}: Goods): Entry {
  const parsed = sharesIn(shares, "value");
  const worth = new Map(
    Object.entries(components).map(([name, dollars]) => [shortName(name), parseUsd(dollars)]),
  );
  checkComponents(worth, parseUsd(value));
  return {
    ...NOTHING_STATED,
    hts: parseHts(hts),
    origin: origin as Country,
    date: parseDay(date),
    value: parseUsd(value),
    claims: new Set(claims),
    shares: parsed,
    weights: sharesIn(weights, "weight"),
    madeIn: { ...(melt && { melt }), ...(smelt && { smelt }), ...(cast && { cast }) },
    quantities: (quantities ?? []).map(parseQuantity),
    components: worth,
    loadedOn: loadedOn === undefined ? null : parseDay(loadedOn),
    adcvd: "none" in adcvd ? adcvd : parseAdcvd(adcvd),
    chapter98: chapter98Of({ hts, ...chapter98 }),
  };
}

function sharesIn(
  texts: Readonly<Record<string, string>>,
  of: "value" | "weight",
): Readonly<Record<string, Rate>> {
  const parsed = Object.fromEntries(
    Object.entries(texts).map(([piece, share]) => [piece, parseShare(share)]),
  );
  checkShares(parsed, of);
  return parsed;
}
