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
    "filer code/entry number",
    "entry filer code/number",
  ],
  filer: ["filer code", "entry filer code", "filer", "entry filer", "broker filer code", "filer id"],
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
    ...["7501 line number", "cbp line number", "line item", "entry line number"],
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
    ...["commodity", "import commodity code", "tariff classification", "customs code", "customs tariff code"],
    /** As programs of other languages call it. */
    ...["warennummer", "statistische warennummer", "zolltarifnummer", "stawn", "code douanier", "code sh"],
    ...["nomenclature douanière", "fracción arancelaria", "partida arancelaria", "código arancelario"],
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
    ...["country code of origin", "origin country/region", "manufacturing country", "manufacture country"],
    ...["manufacturer country", "product origin", "goods origin", "ursprungsland", "herkl", "pays d'origine"],
    ...["pays origine", "país de origen", "paese di origine", "land van oorsprong"],
  ],
  value: [
    ...["line goods value amount", "line tariff goods value amount", "entered value", "line entered value"],
    ...["entered value usd", "customs value", "customs value usd", "value usd", "usd value", "line value"],
    ...["declared value", "goods value", "line item value", "value for duty", "dutiable value", "fob value"],
    ...["extended value", "extended price", "extended cost", "line amount", "cost per item", "con_val_mo"],
    ...["gen_val_mo", "invoice value", "total value", "entered value ($)", "value ($)", "value (usd)"],
    ...["net value", "total entered value", "line total", "ext cost", "ext value", "ext price"],
    ...["extended amount", "total customs value", "goods value usd", "value amount", "total declared value"],
  ],
  currency: [
    ...["currency", "currency code", "curr", "invoice currency", "value currency", "ccy"],
    ...["transaction currency", "document currency", "währung", "devise", "moneda", "waerk", "waers"],
  ],
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
    ...["duty and ir tax", "duty and i.r. tax", "total duty", "total duty amount", "calculated duty"],
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

/** Words that headings shorten, by what they stand for; those that say nothing stand for nothing. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ nbr: "number", num: "number", no: "number", nr: "number", nmbr: "number", numbers: "number" },
  ...{ amt: "amount", amnt: "amount", cd: "code", codes: "code", dt: "date", val: "value", qty: "quantity" },
  ...{ ctry: "country", cntry: "country", orig: "origin", trf: "tariff", harmonised: "harmonized", of: "" },
  ...{ curr: "currency", mot: "mode transport", transportation: "transport", ext: "extended", the: "" },
  ...{ merch: "merchandise", desc: "description", classif: "classification", mfg: "manufacture" },
  ...{ ln: "line", brkr: "broker", ent: "entry" },
};
/** Words behind a heading that change nothing of what it means. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  ...{
    entry: ["number"],
    filer: ["code"],
    line: ["number"],
    hts: ["number", "code"],
    origin: ["code", "name"],
  },
  ...{ value: ["amount"], currency: ["code"], spi: ["code"], unit: ["code"], mode: ["code"] },
  ...{ filed_duty_usd: ["amount"], filed_mpf_usd: ["amount"], filed_hmf_usd: ["amount"] },
};
/** The number of a box of the form, before what it holds: `29A. HTSUS No.`. */
const BOX = /^\s*\(?(?:\d{1,2}\s*[a-d]?|[a-d])[.):]\s+(?=\p{L})/iu;

/** The words of a heading as they are said in full. */
const wordsOf = (heading: string): readonly string[] =>
  heading
    .replace(BOX, "")
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("#", " number ")
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (Object.hasOwn(WORDS, word) ? (WORDS[word] ?? word) : word).split(" "))
    .filter((word) => word !== "");

/** The same for a column, without those behind that change nothing. */
function inFull(words: readonly string[], column: string): string {
  const behind = BEHIND[column] ?? [];
  let end = words.length;
  while (end > 1 && behind.includes(words[end - 1] ?? "")) end -= 1;
  return words.slice(0, end).join(" ");
}

/** The same meanings by the words in full. */
const IN_FULL: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(HEADINGS).map(([column, headings]) => [
    column,
    new Map(headings.map((heading, at) => [inFull(wordsOf(heading), column), at] as const).reverse()),
  ]),
);

/** The column of a heading that is written with other words for the same: `CTRY_ORIGIN`, `Tariff Num`. */
function saidOtherwise(heading: string): { readonly column: string; readonly rank: number } | undefined {
  const words = wordsOf(heading);
  for (const [column, headings] of IN_FULL) {
    const at = headings.get(inFull(words, column));
    if (at !== undefined) return { column, rank: LAST * 2 + at };
  }
  return undefined;
}

/** What of an object within another means the goods, whatever the outer one is called: `item.hts`. */
const OF_GOODS = ["hts", "origin"];

function withinAnother(heading: string): { readonly column: string; readonly rank: number } | undefined {
  const [, inner = ""] = /^.*\.([^.\s]+)$/.exec(heading) ?? [];
  if (inner === "") return undefined;
  const known = OF_GOODS.includes(inner) ? { column: inner, rank: LAST * 3 } : meaningOf(inner);
  return known && OF_GOODS.includes(known.column) ? { ...known, rank: LAST * 3 + known.rank } : undefined;
}

type Meaning = { readonly column: string; readonly rank: number };

/** The meaning of a heading; one that names the currency of its amounts means the amounts. */
function meaningOf(heading: string): Meaning | undefined {
  if (heading.length > LONGEST) return undefined;
  const own = MEANINGS.get(plainHeading(heading));
  if (own !== undefined) return own;
  const amounts = currencyOf(heading);
  const of = amounts ? plainHeading(amounts.of) : "";
  if (of === "value") return { column: "value", rank: LAST };
  const meant = MEANINGS.get(of) ?? (amounts ? saidOtherwise(amounts.of) : undefined);
  if (meant?.column === "value") return { ...meant, rank: LAST + meant.rank };
  return amounts ? undefined : (saidOtherwise(heading) ?? withinAnother(heading));
}
const LAST = 1000;
const LONGEST = 120;

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
  const known = headings.map(meaningOf);
  for (const column of Object.keys(HEADINGS)) {
    if (meant.includes(column)) continue;
    const at = surest(headings, known, meant, column, where);
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
  known: readonly (Meaning | undefined)[],
  meant: readonly string[],
  column: string,
  where: string,
): number | undefined {
  const found = known.flatMap((meaning, at) =>
    meaning?.column === column && meant[at] === "" ? [{ at, rank: meaning.rank }] : [],
  );
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
