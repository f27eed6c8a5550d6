/** Units of quantity as the tariff abbreviates them, and conversions inside one measure. */
import { type Decimal, decimal, WHOLE } from "./units.js";

/** How much of the dimension's first unit one of each is. HTSUS General Statistical Notes; NIST Handbook 44. */
const DIMENSIONS: readonly Readonly<Record<string, string>>[] = [
  { kg: "1", g: "0.001", t: "1000", mg: "0.000001", lb: "0.45359237", oz: "0.028349523125", carat: "0.0002" },
  { "no.": "1", doz: "12", gross: "144", thousand: "1000", hundreds: "100" },
  { "pr.": "1", "doz. pr.": "12" },
  { liter: "1", ml: "0.001", m3: "1000", bbl: "158.987294928", gal: "3.785411784" },
  { m2: "1", cm2: "0.0001", ft2: "0.09290304" },
  { m: "1", cm: "0.01", km: "1000", ft: "0.3048" },
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
  "proof liter": "pf. liter",
  pfl: "pf. liter",
  pounds: "lb",
  lbs: "lb",
  ct: "carat",
  carats: "carat",
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
