/**
 * What columns are called elsewhere: exports of entry summaries, extracts of the form, lists of shops and of other
 * programs. A heading is known however it is written: `HTS Number - Full`, `hts_number_full`.
 */
import { UserError } from "../contract/errors.js";

/** Letters and digits of a heading, small. */
export const plainHeading = (heading: string): string =>
  heading
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Headings by the column they stand for, the surest first: where a file has several, the first of them is read and the
 * others are kept. A quantity or weight of no stated unit is none of them, for it may be pieces of a line counted in kg.
 */
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  entry: [
    "entry summary number",
    "entry number",
    "entry no",
    "entry nbr",
    "entry num",
    "entry summary no",
    "entry #",
  ],
  line: [
    ...[
      "entry summary line number",
      "line number",
      "line no",
      "line nbr",
      "line item number",
      "line num",
      "line #",
    ],
    ...["7501 line number", "cbp line number", "line item"],
  ],
  date: [
    ...[
      "entry date",
      "date of entry",
      "entry summary date",
      "7501 entry date",
      "entry filed date",
      "date entered",
    ],
    ...["entry dt", "customs entry date"],
  ],
  hts: [
    ...[
      "hts number - full",
      "hts number",
      "htsus number",
      "hts no",
      "htsus no",
      "hts code",
      "htsus code",
      "htsus",
    ],
    ...["hts10", "hts full", "us hts", "us hts code", "tariff number", "tariff no", "tariff code", "hs code"],
    ...[
      "hs number",
      "hs tariff number",
      "harmonized code",
      "harmonized tariff code",
      "harmonized system code",
    ],
    ...[
      "harmonized tariff number",
      "harmonised code",
      "customs tariff number",
      "commodity code",
      "i_commodity",
    ],
    ...["variant harmonized system code", "variant hs code", "hts classification", "hts number (10 digit)"],
    ...[
      "hts #",
      "hts num",
      "htsus #",
      "tariff #",
      "us tariff number",
      "hts code (us)",
      "tariff",
      "tariff item",
      "hs",
    ],
  ],
  origin: [
    ...[
      "country of origin code",
      "country of origin",
      "origin country",
      "country origin",
      "origin code",
      "coo",
    ],
    ...[
      "coo code",
      "origin country code",
      "country of origin (coo)",
      "country/region of origin",
      "ctry of origin",
    ],
    ...["country of mfg", "country of manufacture", "made in", "cty_code", "variant country of origin"],
    ...["c/o", "co", "ctry origin", "country of origin name", "origin country name"],
  ],
  value: [
    ...["line goods value amount", "line tariff goods value amount", "entered value", "line entered value"],
    ...["entered value usd", "customs value", "customs value usd", "value usd", "usd value", "line value"],
    ...["declared value", "goods value", "line item value", "value for duty", "dutiable value", "fob value"],
    ...["extended value", "extended price", "extended cost", "line amount", "cost per item", "con_val_mo"],
    ...["gen_val_mo", "invoice value", "total value", "entered value ($)", "value ($)", "value (usd)"],
    ...["net value", "total entered value", "line total"],
  ],
  currency: ["currency", "currency code", "curr", "invoice currency", "value currency", "ccy"],
  spi: [
    ...["spi", "spi code", "line spi code", "spi 1", "primary spi", "special program indicator"],
    ...[
      "special program indicator code",
      "special program indicator (spi)",
      "trade program",
      "preference code",
    ],
  ],
  unit: [
    ...["line tariff uom (1) code", "line tariff uom (1)", "hts uom", "hts unit", "reporting uom", "uom 1"],
    ...["unit of measure 1", "hts unit of measure"],
  ],
  qty: [
    ...[
      "line tariff quantity (1)",
      "line tariff quantity 1",
      "hts quantity",
      "hts qty",
      "reporting quantity",
    ],
    ...[
      "reporting quantity 1",
      "statistical quantity",
      "customs quantity",
      "quantity 1",
      "net quantity in hts units",
    ],
  ],
  mode: [
    ...[
      "mode of transportation code",
      "mode of transportation",
      "mode of transport code",
      "mode of transport",
    ],
    ...["transport mode", "transportation mode", "mot code", "mot"],
  ],
  entry_type: ["entry type code", "entry type", "entrytype"],
  status_date: [
    "privileged status date",
    "pf status date",
    "privileged foreign status date",
    "zone status date",
  ],
  loaded_on: [
    "loaded on",
    "date of loading",
    "lading date",
    "date of lading",
    "on board date",
    "loading date",
  ],
  exported_on: [
    ...["export date", "date of exportation", "exportation date", "date of export", "exported on"],
    "country of export date",
  ],
  filed_duty_usd: [
    ...["line duty amount", "line tariff duty amount", "duty amount", "filed duty", "line duty", "duty paid"],
    ...["duty filed", "entered duty", "hts duty amount", "tariff duty amount", "duty amount paid", "duty"],
  ],
  filed_mpf_usd: [
    ...["line mpf amount", "mpf amount", "mpf paid", "mpf", "merchandise processing fee", "mpf fee amount"],
    ...["merchandise processing fee amount"],
  ],
  filed_hmf_usd: [
    ...["line hmf amount", "hmf amount", "hmf paid", "hmf", "harbor maintenance fee", "hmf fee amount"],
    ...["harbor maintenance fee amount"],
  ],
  ch98: ["chapter 98 number", "chapter 98 provision"],
  us_content: ["us content", "u.s. content", "us content share"],
};

/** The column that a heading stands for, and how sure that is: the smaller, the surer. */
const MEANINGS: ReadonlyMap<string, { readonly column: string; readonly rank: number }> = new Map(
  Object.entries(HEADINGS).flatMap(([column, headings]) =>
    headings.map((heading, at) => [plainHeading(heading), { column, rank: 1 + at }] as const),
  ),
);

const IN_CURRENCY = /^(.*?)(?:[\s_-]+in)?[\s_([-]+([A-Z]{3}|[€£₩₹¥])[\s)\]]*$/;

/** What a heading of amounts says their currency is: `Value (EUR)`, `Net Value in JPY`, `value_eur`; `null` where it says none. */
export function currencyOf(heading: string): { readonly of: string; readonly currency: string } | null {
  const [, of = "", sign = ""] =
    IN_CURRENCY.exec(heading.trim()) ?? IN_CURRENCY.exec(heading.trim().toUpperCase()) ?? [];
  const isKnown = of !== "" && (/[^A-Z]/.test(sign) || CURRENCIES.has(sign));
  return isKnown ? { of, currency: sign } : null;
}

/** Those of countries that the United States buys from; other three letters at the end of a heading are words. */
const CURRENCIES: ReadonlySet<string> = new Set(
  "AED AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PEN PHP PLN RMB RON SAR SEK SGD THB TRY TWD USD VND ZAR".split(
    " ",
  ),
);

/** The meaning of a heading; one that names the currency of its amounts means the amounts. */
function meaningOf(heading: string) {
  const own = MEANINGS.get(plainHeading(heading));
  if (own !== undefined) return own;
  const amounts = currencyOf(heading);
  const of = amounts ? plainHeading(amounts.of) : "";
  if (of === "value") return { column: "value", rank: LAST };
  const meant = MEANINGS.get(of);
  return meant?.column === "value" ? { ...meant, rank: LAST + meant.rank } : undefined;
}
const LAST = 1000;

/** Headings by the columns they are read as: `hts` → `HS Code`. */
export type GivenColumns = ReadonlyMap<string, string>;

/** What each column of a file is read as. A column of no meaning keeps its own name. */
export function columnsMeant(
  headings: readonly string[],
  own: readonly string[],
  given: GivenColumns,
  where: string,
): readonly string[] {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const meant = names.map(() => "");
  const taken = new Set<string>();
  for (const [column, heading] of given) {
    meant[givenColumn(headings, heading, column, where)] = column;
    taken.add(column);
  }
  names.forEach((name, at) => {
    if (!own.includes(name) || taken.has(name)) return;
    if (meant[at] !== "") return;
    if (meant.includes(name)) throw sameTwice(headings, name, where);
    meant[at] = name;
  });
  for (const column of Object.keys(HEADINGS)) {
    if (meant.includes(column)) continue;
    const at = surest(headings, meant, column, where);
    if (at !== undefined) meant[at] = column;
  }
  return meant.map((column, at) => (column === "" ? kept(headings[at] ?? "", own) : column));
}

/** What stands behind the name of a column that is not read as what it is called. */
export const UNREAD = " (not read)";

/** A column that is read under no name, though its own may be that of another that is given. */
const kept = (heading: string, own: readonly string[]): string =>
  own.includes(heading.trim().toLowerCase()) ? `${heading.trim()}${UNREAD}` : heading;

function givenColumn(headings: readonly string[], heading: string, column: string, where: string): number {
  const exact = headings.findIndex((one) => one.trim() === heading.trim());
  const at = exact >= 0 ? exact : headings.findIndex((one) => plainHeading(one) === plainHeading(heading));
  if (at >= 0) return at;
  throw new UserError(`there is no column "${heading}" to read as ${column}`, {
    where: `${where}: --columns`,
    hint: `it has: ${headings.join(", ")}`,
  });
}

/** The column whose heading says most surely that it is one of a kind. @throws {UserError} if two say it alike. */
function surest(
  headings: readonly string[],
  meant: readonly string[],
  column: string,
  where: string,
): number | undefined {
  const found = headings.flatMap((heading, at) => {
    const known = meaningOf(heading);
    return known?.column === column && meant[at] === "" ? [{ at, rank: known.rank }] : [];
  });
  found.sort((a, b) => a.rank - b.rank);
  if (found[1] !== undefined && found[1].rank === found[0]?.rank) throw sameTwice(headings, column, where);
  return found[0]?.at;
}

function sameTwice(headings: readonly string[], column: string, where: string): UserError {
  const alike = headings.filter((heading) => {
    const name = heading.trim().toLowerCase();
    return name === column || meaningOf(heading)?.column === column;
  });
  return new UserError(
    `expected one column of ${column}; got ${alike.map((one) => `"${one}"`).join(" and ")}`,
    {
      where,
      hint: `say which with --columns '${column}=${alike[0] ?? column}', having renamed the other if both are alike`,
    },
  );
}

/** Fewer known names than this may stand in a row of anything. */
const FEWEST = 3;

/** Whether cells are the headings of a table of entries: most of what is needed stands among them. */
export function isHeadings(cells: readonly string[], own: readonly string[], given: GivenColumns): boolean {
  const columns = new Set(
    cells.flatMap((cell) => {
      const name = cell.trim().toLowerCase();
      if (own.includes(name)) return [name];
      const asked = [...given].find(([, heading]) => plainHeading(heading) === plainHeading(cell));
      return asked?.[0] ?? meaningOf(cell)?.column ?? [];
    }),
  );
  return columns.size >= FEWEST || (columns.has("hts") && columns.size >= 2);
}
