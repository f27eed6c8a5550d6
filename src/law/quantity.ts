/** Units of quantity as the tariff abbreviates them, and conversions inside one measure. */
import { type Decimal, decimal, WHOLE } from "./units.js";

/** How much of the dimension's first unit one of each is. HTSUS General Statistical Notes; NIST Handbook 44. */
const DIMENSIONS: readonly Readonly<Record<string, string>>[] = [
  { kg: "1", g: "0.001", t: "1000", mg: "0.000001", lb: "0.45359237", oz: "0.028349523125", carat: "0.0002" },
  { "no.": "1", doz: "12", gross: "144", thousand: "1000", hundreds: "100" },
  { "pr.": "1", "doz. pr.": "12" },
  { liter: "1", ml: "0.001", m3: "1000", "thousand m3": "1000000", bbl: "158.987294928", gal: "3.785411784" },
  { m2: "1", cm2: "0.0001", ft2: "0.09290304" },
  { m: "1", cm: "0.01", km: "1000", "thousand m": "1000", ft: "0.3048" },
];

/** Spellings of the tariff and of people, each with the one name used here. */
const SPELLINGS: Readonly<Record<string, string>> = {
  no: "no.",
  each: "no.",
  pcs: "no.",
  piece: "no.",
  pieces: "no.",
  head: "no.",
  article: "no.",
  x: "no.",
  "doz.": "doz",
  dozen: "doz",
  pr: "pr.",
  pair: "pr.",
  pairs: "pr.",
  prs: "pr.",
  "prs.": "pr.",
  "doz. prs.": "doz. pr.",
  "m²": "m2",
  dpr: "doz. pr.",
  "doz.pr.": "doz. pr.",
  l: "liter",
  liters: "liter",
  litre: "liter",
  litres: "liter",
  kgs: "kg",
  kilogram: "kg",
  kilograms: "kg",
  tonne: "t",
  tonnes: "t",
  grams: "g",
  gm: "g",
  barrel: "bbl",
  barrels: "bbl",
  "1000": "thousand",
  "1,000": "thousand",
  thousands: "thousand",
  meter: "m",
  meters: "m",
  "lin. m": "m",
  "pf.liter": "pf. liter",
  "pf.liters": "pf. liter",
  "proof liters": "pf. liter",
  "dz pcs": "doz",
  "cy kg": "clean kg",
  "jwls.": "jewel",
  jewels: "jewel",
  "proof liter": "pf. liter",
  pfl: "pf. liter",
  pounds: "lb",
  lbs: "lb",
  "pf liter": "pf. liter",
  "pf liters": "pf. liter",
  "pf. liters": "pf. liter",
  "proof litre": "pf. liter",
  "proof litres": "pf. liter",
  "doz pr": "doz. pr.",
  "doz prs": "doz. pr.",
  "doz. pair": "doz. pr.",
  "dozen pairs": "doz. pr.",
  "sq m": "m2",
  "sq. m": "m2",
  sqm: "m2",
  "square meters": "m2",
  "cu m": "m3",
  "cubic meters": "m3",
  "linear m": "m",
  "linear meters": "m",
  dpc: "doz",
  grs: "gross",
  hnd: "hundreds",
  ths: "thousand",
  lnm: "m",
  car: "carat",
  cyk: "clean kg",
  jwl: "jewel",
  ct: "carat",
  carats: "carat",
  /** Codes of UN/ECE Recommendation 20, which invoices and customs of other countries state, and those of company programs. */
  kgm: "kg",
  "kgs.": "kg",
  kilo: "kg",
  kilos: "kg",
  grm: "g",
  tne: "t",
  mt: "t",
  "metric ton": "t",
  "metric tons": "t",
  mgm: "mg",
  lbr: "lb",
  onz: "oz",
  ctm: "carat",
  c62: "no.",
  nmb: "no.",
  nar: "no.",
  h87: "no.",
  pce: "no.",
  pc: "no.",
  ea: "no.",
  unit: "no.",
  units: "no.",
  number: "no.",
  numbers: "no.",
  "pcs.": "no.",
  "each.": "no.",
  "ea.": "no.",
  dzn: "doz",
  dz: "doz",
  gro: "gross",
  mil: "thousand",
  cen: "hundreds",
  npr: "pr.",
  par: "pr.",
  ltr: "liter",
  ltrs: "liter",
  mlt: "ml",
  bll: "bbl",
  gll: "gal",
  mtq: "m3",
  cbm: "m3",
  "m³": "m3",
  mtk: "m2",
  cmk: "cm2",
  ftk: "ft2",
  sqft: "ft2",
  mtr: "m",
  mtrs: "m",
  cmt: "cm",
  kmt: "km",
  fot: "ft",
}; // prettier-ignore

/** One spelling for a unit: `"Kilograms"` is `"kg"`, `"No."` is `"no."`. Unknown units stay as written. */
export function unitName(text: string): string {
  const plain = text.trim().toLowerCase().replace(/\s+/g, " ");
  return SPELLINGS[plain] ?? plain;
}

/** How many `to` one `from` is, or `undefined` if the two do not convert (a dozen pairs is no weight). */
export function unitsPer(from: string, to: string): Decimal | undefined {
  if (from === to) return WHOLE;
  for (const units of DIMENSIONS) {
    const a = units[from];
    const b = units[to];
    if (a !== undefined && b !== undefined) return decimal(a).div(b);
  }
  return undefined;
}

/** By how much quantities that are rounded to their units may differ. */
const ROUNDING = decimal("0.01");

/** Two quantities of one kind that disagree, such as a weight in kilograms and another in pounds, if there are such. */
export function contraryQuantities<
  T extends { readonly amount: Decimal; readonly unit: string; readonly of: string | null },
>(quantities: readonly T[]): readonly [T, T] | undefined {
  /** Carats are of stones, whatever the whole weighs. */
  const whole = quantities.filter(({ unit }) => unit !== "carat");
  for (const [at, one] of whole.entries())
    for (const other of whole.slice(at + 1)) {
      const factor = one.of === other.of ? unitsPer(one.unit, other.unit) : undefined;
      const left = factor && one.amount.times(factor).minus(other.amount).abs();
      if (left?.gt(other.amount.times(ROUNDING))) return [one, other];
    }
  return undefined;
}

/** Places of a factor that has an end. */
const MOST_PLACES = 15;

/** Every name of a unit that converts to this one, and by what factor; `null` for a factor without an end. */
export function conversions(to: string): { readonly stated: string; readonly factor: Decimal | null }[] {
  const names = new Set([to, ...DIMENSIONS.flatMap((units) => (to in units ? Object.keys(units) : []))]);
  return [...names].flatMap((name) => {
    const factor = unitsPer(name, to);
    const ended = factor && factor.decimalPlaces() <= MOST_PLACES ? factor : null;
    const spelt = Object.keys(SPELLINGS).filter((text) => SPELLINGS[text] === name);
    return [name, ...spelt].map((stated) => ({ stated, factor: ended }));
  });
}

/** Units that the tariff counts in for statistics, that convert to no other. HTSUS, column Unit of Quantity. */
const COUNTED_ALONE: readonly string[] = [
  ...["pf. liter", "clean kg", "jewel", "line", "gr.lines", "pack", "doses", "square", "fiber m"],
  ...["w", "gbq", "mwh", "kg cmsc", "kg msc", "kg amc", "t adw", "t dwb", "no. and kg"],
];

/** Whether the tariff counts in a unit. */
export const isUnit = (unit: string): boolean =>
  COUNTED_ALONE.includes(unit) || DIMENSIONS.some((units) => unit in units);

/** What the tariff weighs of goods, as it abbreviates it: `Cu kg` is kilograms of copper content. */
const CONTENTS: Readonly<Record<string, string>> = {
  ag: "silver content",
  au: "gold content",
  co: "cobalt content",
  cr: "chromium content",
  cr2o3: "chromic oxide content",
  cu: "copper content",
  ir: "iridium content",
  mg: "magnesium content",
  mn: "manganese content",
  mo: "molybdenum content",
  naoh: "sodium hydroxide content",
  nh3: "ammonia content",
  ni: "nickel content",
  os: "osmium content",
  pb: "lead content",
  pd: "palladium content",
  pt: "platinum content",
  rh: "rhodium content",
  ru: "ruthenium content",
  sb: "antimony content",
  si: "silicon content",
  sn: "tin content",
  v: "vanadium content",
  v2o5: "vanadium pentoxide content",
  w: "tungsten content",
  zn: "zinc content",
};

/** A unit, and what of the goods is counted in it, where that is not the goods whole: `kg on lead content`, `Pb kg`. */
export function countedIn(text: string): { readonly unit: string; readonly of: string | null } {
  const plain = text.trim().toLowerCase().replace(/\s+/g, " ");
  const [, element = "", weight = ""] = /^(\w+) (kg|g|t)$/.exec(plain) ?? [];
  const content = CONTENTS[element];
  if (content !== undefined) return { unit: weight, of: content };
  const [, own = "", of] =
    /^(kg|g|t|pf\. ?liters?) (?:on|of) (.+)$/.exec(plain.replace(/ ttl sug$/, " of total sugars")) ?? [];
  return of === undefined ? { unit: unitName(plain), of: null } : { unit: unitName(own), of };
}

/** What a unit of goods is worth that a line of the tariff is for; a bound that does not count itself is `beyond` or `below`. */
export interface ValueBracket {
  readonly unit: string;
  readonly atLeast?: Decimal;
  readonly beyond?: Decimal;
  readonly atMost?: Decimal;
  readonly below?: Decimal;
}

const AMOUNT = String.raw`(\$[\d.,]*\d|[\d.,]*\d ?(?:¢|cents))`;
const UNIT = /(?:\/|\bper )(kg|pair|liter|dozen pairs|dozen|gross|proof liter|piece)\b|\b(each)\b/g;

/** The bracket that words of a line state: "Valued over $6.50 but not over $12/pair". HTSUS, article descriptions. */
export function valueBracket(words: string): ValueBracket | undefined {
  const [, said = ""] = /^(?:each )?valued (.+?):?$/i.exec(words) ?? [];
  const [, counted, each] = [...said.matchAll(UNIT)].at(-1) ?? [];
  const unit = counted ?? ((each ?? /^each/i.test(words)) ? "each" : undefined);
  if (unit === undefined || /[;,]/.test(said.replace(/\d,\d/g, ""))) return undefined;
  const at = (pattern: string): Decimal | undefined => {
    const text = new RegExp(pattern.replace("A", AMOUNT), "i").exec(said)?.[1];
    const number = text && decimal(text.replace(/[^\d.]/g, ""));
    return number ? (text.startsWith("$") ? number : number.div(100)) : undefined;
  };
  const bounds = {
    atLeast: at("A(?:/\\w+| per \\w+)? or (?:more|over)"),
    beyond: at("(?<!not )\\bover A"),
    atMost: at("not (?:over|more than) A"),
    below: at("(?:less than|under) A"),
  };
  const stated = Object.entries(bounds).filter(([, amount]) => amount !== undefined);
  return stated.length === 0 ? undefined : { unit: unitName(unit), ...Object.fromEntries(stated) };
}

/** Whether a unit of goods is worth what a line is for. */
export const isWithin = (price: Decimal, { atLeast, beyond, atMost, below }: ValueBracket): boolean =>
  !(atLeast?.gt(price) || beyond?.gte(price) || atMost?.lt(price) || below?.lte(price));
