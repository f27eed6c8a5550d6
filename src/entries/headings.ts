/**
 * What columns are called elsewhere: exports of entry summaries, extracts of the form, lists of shops and of other
 * programs. A heading is known however it is written: `HTS Number - Full`, `hts_number_full`.
 */
import { cutLong, UserError } from "../contract/errors.js";
import { bareHeading, currencyOf, OF_CONTENT, PERCENT, SHARES, WEIGHTS } from "./column-forms.js";

/** Letters and digits of a heading, small. */
export const plainHeading = (heading: string): string =>
  heading
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** Headings of a list, the surest first. */
const names = (...lists: readonly string[]): readonly string[] => lists.flatMap((list) => list.split(", "));

/** What of the value is of a metal, where the name says that it is dollars or a share. */
const ofMetal = (metal: string): readonly string[] =>
  names(
    `${metal} content value, value of ${metal} content, ${metal} value, value of ${metal}, ${metal} content usd`,
    `${metal} content percent, percent ${metal} content, ${metal} content share, share of ${metal} content`,
    `${metal} percent, percent ${metal}, ${metal} share, share of ${metal}, metal ${metal} value`,
    `${metal} percent by value, percent ${metal} by value, ${metal} percent of value, ${metal} content percent by value`,
    `${metal} value percent, ${metal} value share, ${metal} share of value, ${metal} share by value`,
  );

/** What of the weight is of a metal. */
const ofWeight = (metal: string): readonly string[] =>
  names(
    `percent ${metal} by weight, ${metal} percent by weight, ${metal} content percent by weight, ${metal} content by weight`,
    `${metal} weight percent, ${metal} percent weight, percent ${metal} weight, ${metal} weight share, ${metal} share by weight`,
    `share ${metal} by weight, ${metal} share weight, ${metal} content percent weight`,
  );

const ofFee = (fee: string, inFull: string): readonly string[] =>
  names(`line ${fee} amount, ${fee} amount, ${fee} paid, ${fee}, ${inFull}, ${fee} fee`);

/** Numbers as programs of other languages call them: they may be of a tariff that shares its first six digits with this one. */
const OF_OTHER_TARIFFS = names(
  "warennummer, statistische warennummer, stat warennummer, warennr, stat warennr, zolltarifnummer, zolltarifnr, stawn",
  "kn code, cn code, cn8, cn 8, cn8 code, combined nomenclature, taric, taric code, intrastat code, hs/ncm, ncm, código ncm",
  "code douanier, code sh, code nc, nomenclature douanière, nomenclature combinée, codice doganale, nomenclatura combinata",
  "fracción arancelaria, partida arancelaria, posición arancelaria, código arancelario, código hs, código sh, código nc",
  "codice hs, codice nc, codice taric, code hs, goederencode, gn code, kod cn, kod hs, kod taric, kód kn, kód hs, vtsz, gtip, gtip no",
  "hsコード, hs番号, 税番, 统计品目番号, 統計品目番号, hs编码, 商品编码, 税则号列, hs코드, hs번호, 세번부호",
);

/** Values as programs of other languages call them: those of a country that has another currency, unless one is stated. */
const OF_OTHER_CURRENCIES = names(
  "zollwert, warenwert, wert, valeur en douane, valeur, valor en aduana, valor aduaneiro, valor",
  "valore in dogana, valore doganale, valore, douanewaarde, goederenwaarde, waarde, wartość celna, wartość, hodnota, érték, vámérték, değer, kıymet",
  "課税価格, 申告価格, 金額, 完税价格, 总价, 金额, 금액, 과세가격, 신고가격",
);

/**
 * Headings by the column they stand for, the surest first: where a file has several, the first of them is read and the
 * others are kept. A quantity or weight of no stated unit is none of them, for it may be pieces of a line counted in kg.
 */
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  entry: names(
    "entry summary number, entry number, entry no, entry nbr, entry num, entry summary no, entry #",
    "filer code/entry number, entry filer code/number",
  ),
  filer: names("filer code, entry filer code, filer, entry filer, broker filer code, filer id"),
  line: names(
    "entry summary line number, line number, line no, line nbr, line item number, line num, line #",
    "7501 line number, cbp line number, cbp line, line item, entry line number",
  ),
  date: names(
    "entry date, date of entry, entry summary date, 7501 entry date, entry filed date, date entered, entry dt",
    "customs entry date, datum, data de entrada, fecha, fecha de entrada, date d'entrée, tarih, 日付, 日期",
  ),
  hts: names(
    "hts number - full, us hts, us hts code, hts10, hts number (10 digit), hts 10 digit, hts full",
    "hts number, htsus number, hts no, htsus no, hts code, htsus code, htsus, us tariff number, hts code (us)",
    "tariff number, tariff no, tariff code, us hs code, hs code us, hs code, hs number, hs tariff number",
    "hs tariff code, harmonized code, harmonized tariff code, harmonized system code, harmonized tariff number",
    "harmonised code, customs tariff number, commodity code, i_commodity, variant harmonized system code",
    "variant hs code, hts classification, hts #, hts num, tariff #, tariff item, hs, commodity",
    "import commodity code, tariff classification, customs code, customs tariff code, customs harmonization",
    "harmonization code, comm imp code number",
    ...OF_OTHER_TARIFFS,
    /** Shorter numbers, read where there is no longer one. */
    "hts8, hts8 code, hts number (8 digit), hts6, hs6",
  ),
  stat_suffix: names("stat suffix, statistical suffix, hts suffix, hts stat suffix, tariff suffix, suffix"),
  origin: names(
    "country of origin code, country of origin, origin country, country origin, origin code, coo, coo code",
    "origin country code, country of origin (coo), country/region of origin, ctry of origin, country of mfg",
    "country of manufacture, made in, cty_code, variant country of origin, c/o, ctry origin, country of origin name",
    "origin country name, country code of origin, origin country/region, manufacturing country, manufacture country",
    "manufacturer country, product origin, goods origin, customs country of origin, item country of origin",
    "product country of origin, country of production, ursprungsland, ursprl, herkl, país de origem, pays d'origine",
    "pays origine, país de origen, paese di origine, land van oorsprong, país origen, paese origine, paese d'origine",
    "kraj pochodzenia, země původu, származási ország, menşe ülke, menşei, 原産国, 原産地, 原产国, 原产地, 원산지",
  ),
  value: names(
    "line goods value amount, line tariff goods value amount, entered value, line entered value, entered value usd",
    "customs value, customs value usd, value usd, usd value, line value, declared value, goods value",
    "line item value, value for duty, dutiable value, entry value, declared customs value, item declared value",
    "fob value, extended value, extended price, extended cost, line amount, line price, cost per item, con_val_mo",
    "gen_val_mo, invoice value, total value, value ($), net value",
    "total entered value, line total, ext cost, ext value, ext price, extended amount, total customs value",
    "goods value usd, value amount, total declared value, nettowert, netwr",
    ...OF_OTHER_CURRENCIES,
  ),
  currency: names(
    "currency, currency code, curr, invoice currency, value currency, ccy, transaction currency",
    "document currency, declared currency, line currency, price currency, währung, devise, moneda, waerk, waers",
    "valuta, waluta, divisa, monnaie, moeda, měna, mena, pénznem, döviz, währg, 通貨, 货币, 币种, 币制, 幣別, 통화",
  ),
  spi: names(
    "spi, spi code, line spi code, spi 1, primary spi, special program indicator, special programs indicator",
    "special program indicator code, special program indicator (spi), special program, spi indicator",
    "trade program, preference code, preference program",
  ),
  fta: names("trade preference, trade agreement, free trade agreement, fta claimed, fta eligible, fta y/n"),
  unit: names(
    "line tariff uom (1) code, line tariff uom (1), hts uom, hts unit, reporting uom, uom 1, unit of measure 1, hts unit of measure",
  ),
  qty: names(
    "line tariff quantity (1), line tariff quantity 1, hts quantity, hts qty, reporting quantity",
    "reporting quantity 1, statistical quantity, customs quantity, quantity 1, net quantity in hts units, net quantity in htsus units",
    /** These name their unit. */
    "net weight kg, net weight in kg, net weight kgs, net kg, net kgs, net weight kilograms, net weight lb",
    "net weight lbs, net lbs, qty kg, quantity kg, qty kgs, quantity kgs, net mass kg, net wt kgs",
  ),
  mode: names(
    "mode of transportation code, mode of transportation, mode of transport code, mode of transport",
    "transport mode, transportation mode, mot code, mot, shipment mode, shipping mode, freight mode",
  ),
  entry_type: names("entry type code, entry type, entrytype, type of entry"),
  status_date: names(
    "privileged status date, pf status date, privileged foreign status date, zone status date",
  ),
  loaded_on: names("loaded on, date of loading, lading date, date of lading, on board date, loading date"),
  exported_on: names(
    "export date, date of exportation, exportation date, date of export, exported on, country of export date",
  ),
  filed_duty_usd: names(
    "line duty amount, line tariff duty amount, duty amount, filed duty, line duty, duty paid, duty filed",
    "entered duty, hts duty amount, tariff duty amount, duty amount paid, duty, duty and ir tax",
    "duty and i.r. tax, calculated duty, estimated duty, total duty, total duty amount",
  ),
  filed_mpf_usd: ofFee("mpf", "merchandise processing fee"),
  filed_hmf_usd: ofFee("hmf", "harbor maintenance fee"),
  fee_class: names(
    "accounting class code, class code, accounting class, fee class code, fee class, fee code, line fee class code, tax/fee class code, line accounting class code, user fee code, fee type code",
  ),
  fee_amount: names("fee amount, line fee amount, user fee amount, tax/fee amount, line tax/fee amount"),
  ch98: names("chapter 98 number, chapter 98 provision"),
  us_content: names(
    "us content, u.s. content, us content share, us content value, value of us content, us content percent, u.s. content percent, percent us content, share of us content",
  ),
  metal_steel: ofMetal("steel"),
  metal_aluminum: ofMetal("aluminum"),
  metal_copper: ofMetal("copper"),
  metal_weight_steel: ofWeight("steel"),
  metal_weight_aluminum: ofWeight("aluminum"),
  metal_weight_copper: ofWeight("copper"),
  melt: names(
    "country of melt and pour, melt and pour country, melt and pour, country of melt, melt country",
    "steel melt and pour country, steel melt country, steel country of melt and pour, melted and poured in",
  ),
  smelt: names(
    "primary country of smelt, country of primary smelt, primary smelt country, primary smelt, country of smelt",
    "smelt country, aluminum smelt country",
  ),
  cast: names(
    "country of cast, most recent country of cast, country of most recent cast, country of last cast",
    "last cast country, cast country, aluminum cast country",
  ),
};

/** The column that a heading stands for, and how sure that is: the smaller, the surer. */
const MEANINGS: ReadonlyMap<string, { readonly column: string; readonly rank: number }> = new Map(
  Object.entries(HEADINGS).flatMap(([column, headings]) =>
    headings.map((heading, at) => [plainHeading(heading), { column, rank: 1 + at }] as const).reverse(),
  ),
);

/**
 * Names of this program that say less than these of others: where both stand in a file, either may be meant. `Date` may be
 * that of an invoice, `Value` that before the additions of 19 USC 1401a, `Origin` where goods were loaded.
 */
const SURER: Readonly<Record<string, readonly string[]>> = {
  date: names("entry date, date of entry, customs entry date, date entered, 7501 entry date"),
  value: names(
    "entered value, entered value usd, line entered value, customs value, customs value usd",
  ).concat(names("value for duty, dutiable value, line goods value amount, line tariff goods value amount")),
  origin: names("country of origin, country of origin code, country of origin (coo), coo, coo code"),
};

const oneOf = (list: readonly string[]) => {
  const known = new Set(list.map(plainHeading));
  return (heading: string): boolean => known.has(plainHeading(bareHeading(heading)));
};
/** Whether a heading names numbers that may be of the tariff of another country. */
export const isOfOtherTariff = oneOf(OF_OTHER_TARIFFS);
/** Whether a heading names values that may be in another currency than dollars. */
export const isOfOtherCurrency = oneOf(OF_OTHER_CURRENCIES);

/** Words that headings shorten, by what they stand for; those that say nothing stand for nothing. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ nbr: "number", num: "number", no: "number", nr: "number", nmbr: "number", numbers: "number" },
  ...{ amt: "amount", amnt: "amount", cd: "code", codes: "code", dt: "date", val: "value", qty: "quantity" },
  ...{ ctry: "country", cntry: "country", orig: "origin", trf: "tariff", harmonised: "harmonized", of: "" },
  ...{ curr: "currency", mot: "mode transport", transportation: "transport", ext: "extended", the: "" },
  ...{ merch: "merchandise", desc: "description", classif: "classification", mfg: "manufacture" },
  ...{ ln: "line", brkr: "broker", ent: "entry", orgn: "origin", estd: "estimated", est: "estimated" },
  ...{ doc: "document", inv: "invoice", tot: "total", summ: "summary", wt: "weight", nummer: "number" },
  ...{ pct: "percent", percentage: "percent", aluminium: "aluminum", programs: "program" },
};
/** Words behind a heading that change nothing of what it means. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  ...{ entry: ["number"], filer: ["code"], line: ["number"], hts: ["number", "code"] },
  origin: ["code", "name", "iso", "iso2", "iso3", "alpha", "alpha2", "alpha3", "2", "3"],
  ...{ value: ["amount"], currency: ["code"], spi: ["code"], unit: ["code"], mode: ["code"] },
  ...{ filed_duty_usd: ["amount"], filed_mpf_usd: ["amount"], filed_hmf_usd: ["amount"] },
};
/** The number of a box of the form, before what it holds: `29A. HTSUS No.`. */
const BOX = /^(?:\s*\(?(?:(?:box|block)\s*)?(?:\d{1,2}\s*[a-d]?|[a-d])(?:[.):]|\s+-)\s+)+(?=\p{L})/iu;

/** The words of a heading as they are said in full. */
const wordsOf = (heading: string): readonly string[] =>
  heading
    .replace(BOX, "")
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("#", " number ")
    .replaceAll("%", " percent ")
    .replaceAll("$", " usd ")
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
function saidOtherwise(heading: string, words = wordsOf(heading)): Meaning | undefined {
  for (const [column, headings] of IN_FULL) {
    const at = headings.get(inFull(words, column));
    if (at !== undefined) return { column, rank: 1 + at + OTHERWISE };
  }
  return undefined;
}

/** Less sure than the same words, and surer than those behind them in the list. */
const OTHERWISE = 0.5;

/** What of an object within another means the goods, whatever the outer one is called: `item.hts`. */
const OF_GOODS = ["hts", "origin"];
/** Names that say themselves that they are of an entry: `header.entryNumber`. */
const OF_ENTRIES = /^entry/i;

function withinAnother(heading: string): Meaning | undefined {
  const [, inner = ""] = /^.*\.([^.\s]+)$/.exec(heading) ?? [];
  if (inner === "") return undefined;
  const known = OF_GOODS.includes(inner) ? { column: inner, rank: LAST * 3 } : meaningOf(inner);
  const isSure = known && (OF_GOODS.includes(known.column) || OF_ENTRIES.test(inner));
  return isSure ? { ...known, rank: LAST * 3 + known.rank } : undefined;
}

type Meaning = { readonly column: string; readonly rank: number };

/** The meaning of a heading; one that names the currency of its amounts means the amounts. */
function meaningOf(heading: string): Meaning | undefined {
  if (heading.length > LONGEST) return undefined;
  const own = MEANINGS.get(plainHeading(heading));
  if (own !== undefined && !PERCENT.test(heading)) return own;
  const bare = bareHeading(heading);
  if (bare !== heading && bare !== "") return meaningOf(bare);
  const amounts = currencyOf(heading);
  return amounts ? amountsMeant(amounts) : (saidOtherwise(heading) ?? withinAnother(heading));
}

/** The meaning of a heading of amounts in a currency: others than values are in dollars. */
function amountsMeant({ of, currency }: NonNullable<ReturnType<typeof currencyOf>>): Meaning | undefined {
  if (plainHeading(of) === "value") return { column: "value", rank: LAST };
  const meant = MEANINGS.get(plainHeading(of)) ?? saidOtherwise(of);
  if (meant?.column === "value") return { ...meant, rank: LAST + meant.rank };
  return currency === "USD" ? meant : undefined;
}
const LAST = 1000;
export const LONGEST = 120;

/** Headings by the columns they are read as: `hts` → `HS Code`. */
export type GivenColumns = ReadonlyMap<string, string>;

/** The name of this program that a heading is, in whatever letters and with whatever between its words. */
function ownName(heading: string, own: readonly string[]): string | undefined {
  if (heading.length > LONGEST) return undefined;
  const name = heading.trim().toLowerCase();
  if (own.includes(name)) return name;
  const bare = bareHeading(heading).toLowerCase();
  const words = (text: string) => [text, text.replaceAll(/[\s-]+/g, "_"), text.replaceAll(/[\s_]+/g, "-")];
  const content = words(bare.replace(OF_CONTENT, "")).find((one) => [...SHARES, ...WEIGHTS].includes(one));
  return content ?? words(bare).find((one) => own.includes(one));
}

/** What each column of a file is read as. A column of no meaning keeps its own name. */
export function columnsMeant(
  headings: readonly string[],
  own: readonly string[],
  given: GivenColumns,
  where: string,
): readonly string[] {
  const meant = headings.map(() => "");
  const taken = new Set<string>();
  for (const [column, heading] of given) {
    meant[givenColumn(headings, heading, column, where)] = column;
    taken.add(column);
  }
  headings.forEach((heading, at) => {
    const name = ownName(heading, own);
    if (name === undefined || taken.has(name) || meant[at] !== "") return;
    if (meant.includes(name)) throw sameTwice(headings, name, where, own);
    meant[at] = name;
  });
  const known = headings.map(meaningOf);
  for (const column of Object.keys(HEADINGS)) {
    if (meant.includes(column)) continue;
    const at = surest(headings, known, meant, column, where);
    if (at !== undefined) meant[at] = column;
  }
  checkRivals(headings, meant, taken, where);
  return meant.map((column, at) => (column === "" ? kept(headings[at] ?? "", own) : column));
}

/** What is put behind a name that stands in a table before: the letter of its column. */
const AGAIN = /^(.*) \([A-Z]{1,3}\)$/s;

/** @throws {UserError} where another column may be one that is read: by the same name, or by one that says more. */
function checkRivals(
  headings: readonly string[],
  meant: readonly string[],
  given: ReadonlySet<string>,
  where: string,
): void {
  meant.forEach((column, at) => {
    if (column === "" || given.has(column)) return;
    const own = headings[at] ?? "";
    const surer = plainHeading(own) === column ? (SURER[column] ?? []).map(plainHeading) : [];
    const rival = headings.find(
      (heading, other) =>
        meant[other] === "" &&
        (AGAIN.exec(heading)?.[1] === own ||
          surer.includes(plainHeading(bareHeading(heading))) ||
          areCounted(own, heading)),
    );
    if (rival !== undefined) throw eitherOf([own, rival], column, where);
  });
}

/** The flag that reads a heading as a column, as a shell takes it: a comma in the heading ends it, unless it is quoted. */
export function columnsFlag(column: string, heading: string): string {
  const name = heading.includes(",") ? `"${cutLong(heading)}"` : cutLong(heading);
  return heading.includes("'") && !heading.includes(",")
    ? `--columns "${column}=${name}"`
    : `--columns '${column}=${name}'`;
}

/** Whether headings differ by a count alone: `Origin 1`, `Origin 2`. */
const areCounted = (one: string, other: string): boolean =>
  one !== other && [one, other].every((text) => /\D\d$/.test(text) && text.startsWith(one.slice(0, -1)));

const eitherOf = (alike: readonly string[], column: string, where: string): UserError =>
  new UserError(`expected one column of ${column}; got ${alike.map((one) => `"${one}"`).join(" and ")}`, {
    where,
    hint: `say which with ${columnsFlag(column, alike[0] ?? column)}, having renamed the other if both are alike`,
  });

/** What stands behind the name of a column that is not read as what it is called. */
export const UNREAD = " (not read)";

/** A column that is read under no name, though its own may be that of another that is given. */
const kept = (heading: string, own: readonly string[]): string =>
  ownName(heading, own) === undefined ? heading : `${heading.trim()}${UNREAD}`;

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

function sameTwice(
  headings: readonly string[],
  column: string,
  where: string,
  own: readonly string[] = [],
): UserError {
  const alike = headings.filter(
    (heading) => ownName(heading, own) === column || meaningOf(heading)?.column === column,
  );
  return eitherOf(alike, column, where);
}

/** Fewer known names than this may stand in a row of anything. */
const FEWEST = 3;

/** The column that a heading alone is, if it is one. */
export function columnOf(heading: string, own: readonly string[], given: GivenColumns): string | undefined {
  const asked = () => [...given].find(([, one]) => plainHeading(one) === plainHeading(heading))?.[0];
  return ownName(heading, own) ?? asked() ?? meaningOf(heading)?.column;
}

/** Whether columns, by what they are, are those of a table of entries: most of what is needed stands among them. */
export function areHeadings(meant: readonly (string | undefined)[]): boolean {
  const columns = new Set(meant.filter((column) => column !== undefined));
  return columns.size >= FEWEST || (columns.has("hts") && columns.size >= 2);
}
