/**
 * What leaves open how a file is read, or would be read wrongly without a word. It may stand in any row, so that all of them are
 * looked at as they come: a file is asked about, and no row of it guessed.
 */
import { indexIn } from "../compiled/line-index.js";
import { memoizeRows } from "../compiled/memo.js";
import type { Context } from "../contract/command.js";
import { cutLong, UserError } from "../contract/errors.js";
import { parseOrigin } from "../contract/parse.js";
import type { Row, Rows } from "../contract/rows.js";
import { htsWritten } from "../contract/written.js";
import {
  AMOUNTS,
  bareHeading,
  currencyOf,
  currencySaid,
  DOLLARS_CODE,
  isCurrencyCode,
  SHARES,
  scaleOf,
} from "./column-forms.js";
import { lineWatch, numberWatches } from "./filed-numbers.js";
import { dutyWatches, versionWatches, wholeDutyWatch, wholeValueWatch } from "./filed-parts.js";
import { columnsFlag, type GivenColumns, isOfOtherCurrency, isOfOtherTariff, LONGEST } from "./headings.js";
import { lostEntryWatch, notCountedWatches, type Text, textIn, type Watch, watchFor } from "./row-cells.js";
import { contentWatches } from "./stated-facts.js";

/** @param first Rows at the beginning. @param given Columns that somebody has named. */
export function watchesOf(
  rows: Rows,
  first: readonly Row[],
  given: GivenColumns,
  isAudited: boolean,
  context: Context,
): readonly Watch[] {
  return [
    ...(given.has("hts") ? [] : tariffWatch(rows, context)),
    ...(given.has("value")
      ? []
      : [...currencyWatch(rows), ...piecesWatches(rows), ...termsWatches(rows), ...additionsWatches(rows)]),
    ...(given.has("origin") ? [] : originWatches(rows, context)),
    ...emptyCurrencyWatch(rows),
    ...(given.has("currency") ? [] : invoiceCurrencyWatch(rows)),
    ...unreadWatch(rows, first),
    ...lostEntryWatch(rows),
    ...notCountedWatches(rows),
    ...versionWatches(rows),
    ...(given.has("value") ? [] : wholeValueWatch(rows)),
    ...contentWatches(rows),
    ...SHARES.flatMap((column) => (given.has(column) ? [] : shareWatches(rows, column))),
    ...(isAudited ? [...numberWatches(rows), ...lineWatch(rows), ...dutyWatches(rows)] : []),
    ...(isAudited && !given.has("filed_duty_usd") ? wholeDutyWatch(rows) : []),
  ];
}

/** Digits that the tariffs of all countries share, and those of a number of this one that no other has by chance. */
const [SHARED_DIGITS, OWN_DIGITS] = [6, 10];

/**
 * Numbers under a name that other countries have for theirs share six digits with those of the United States, unless they are
 * ten-digit numbers of its tariff. @throws {UserError} on others: 8482.10.10 is another bearing here than in Europe.
 */
function tariffWatch({ columns, readAs = [], name }: Rows, context: Context): Watch[] {
  const { index, of } = textIn(readAs, "hts");
  const heading = columns[index] ?? "";
  if (!isOfOtherTariff(heading)) return [];
  const { numbers } = context.schedule().base;
  const isOwn = (cell: string): boolean => {
    const written = htsWritten(cell);
    if (written === undefined || written.is === "cut" || written.code.length <= SHARED_DIGITS) return true;
    return written.code.length === OWN_DIGITS && indexIn(numbers, written.code) !== undefined;
  };
  return watchFor(
    ({ cells }) => !isOwn(of(cells)),
    (other) =>
      new UserError(
        `the numbers of "${cutLong(heading)}", such as ${cutLong(of(other.cells).trim())}, may be of the tariff of another country, whose last digits mean other goods here`,
        {
          where: `${name}:${other.at}`,
          hint: `${columnsFlag("hts", heading)} says that they are those of the United States; six digits mean the same in all`,
        },
      ),
  );
}

/** Where goods were made, in other words; who made them may sit elsewhere. */
const OF_MAKING =
  /^(?:made[\s_]in|(?:country|ctry)(?:[\s_]of)?[\s_](?:origin|manufacture|mfg|production)|origin[\s_]country|product[\s_]origin|coo)(?:[\s_](?:code|name|iso2?))?$/i;

/** Whether a column of this name says where goods were made. */
export const saysOrigin = (heading: string): boolean => OF_MAKING.test(bareHeading(heading));

/** @throws {UserError} where two columns of the country in which goods were made differ: one would be kept and not read. */
function originWatches({ columns, readAs = [], name }: Rows, context: Context): Watch[] {
  const { index, of } = textIn(readAs, "origin");
  const { origins, homeOrigins } = context.schedule();
  const codeOf = memoizeRows((text: string): string | null => {
    try {
      return parseOrigin(text, origins, homeOrigins);
    } catch {
      return null;
    }
  });
  const differ = (one: string | null, other: string | null) =>
    one !== null && other !== null && one !== other;
  return columns.flatMap((heading, at) =>
    index >= 0 && readAs[at] === heading && saysOrigin(heading)
      ? watchFor(
          ({ cells }) => differ(codeOf(of(cells)), codeOf(cells[at] ?? "")),
          (row) =>
            new UserError(
              `"${cutLong(columns[index] ?? "")}" has ${cutLong(of(row.cells).trim())} and "${cutLong(heading)}" ${cutLong(row.cells[at] ?? "")}: goods have one country of origin`,
              {
                where: `${name}:${row.at}`,
                hint: `${columnsFlag("origin", columns[index] ?? "")} says that it is the first`,
              },
            ),
        )
      : [],
  );
}

/**
 * Values under a name in another language may be in the currency of a country that speaks it. @throws {UserError} where neither
 * the heading, a column nor the cells say which.
 */
function currencyWatch({ columns, readAs = [], name }: Rows): Watch[] {
  const { index, of } = textIn(readAs, "value");
  const heading = columns[index] ?? "";
  const isSaid = readAs.includes("currency") || currencyOf(bareHeading(heading)) !== null;
  if (isSaid || !isOfOtherCurrency(heading)) return [];
  return watchFor(
    ({ cells }) => /\d/.test(of(cells)) && !/\p{L}|\p{Sc}/u.test(of(cells)),
    (bare) =>
      new UserError(`"${cutLong(heading)}" does not say which currency its amounts are in`, {
        where: `${name}:${bare.at}`,
        hint: `${columnsFlag("value", heading)} says that they are US dollars; else name the column such as "${cutLong(heading)} (EUR)" and add --rate EUR=1.08`,
      }),
  );
}

/**
 * A cell that names no currency among those that do. @throws {UserError} where one of them is not dollars, and neither the heading
 * of the value nor its cell says what it is in: it may be of the same currency as those around it.
 */
function emptyCurrencyWatch({ columns, readAs = [], name }: Rows): Watch[] {
  const [value, currency, hts] = ["value", "currency", "hts"].map((column) => textIn(readAs, column)) as [
    Text,
    Text,
    Text,
  ];
  if (currency.index < 0 || currencyOf(bareHeading(columns[value.index] ?? "")) !== null) return [];
  const seen: { empty?: number; other?: string } = {};
  const look = ({ at, cells }: Row): void => {
    const stated = currency.of(cells).trim();
    const amount = value.of(cells);
    if (stated !== "") {
      if (!/^(?:us)?d?\$$/i.test(stated) && stated.toUpperCase() !== DOLLARS_CODE) seen.other ??= stated;
    } else if (/\d/.test(amount) && /\d/.test(hts.of(cells)) && !/\p{L}|\p{Sc}/u.test(amount))
      seen.empty ??= at;
  };
  return [
    (rows) => {
      for (const row of rows) look(row);
      const { empty, other } = seen;
      if (empty === undefined || other === undefined) return;
      const heading = cutLong(columns[currency.index] ?? "");
      throw new UserError(
        `"${heading}" is empty beside a value, which can be in US dollars or in ${cutLong(other)}, as others are`,
        { where: `${name}:${empty}`, hint: "write in each row what its value is in: USD, EUR" },
      );
    },
  ];
}

/** Names of the currency that a price is in, which need not be that of the value beside it. */
const OF_INVOICE = /^(?:invoice|document|transaction)/i;

/** Columns of which the currency of an invoice is not read, where the heading of the value says that it is in dollars. */
export function withoutInvoices(columns: readonly string[], readAs: readonly string[]): readonly string[] {
  const value = columns[readAs.indexOf("value")] ?? "";
  if (currencyOf(bareHeading(value))?.currency !== DOLLARS_CODE) return readAs;
  return readAs.map((name, at) =>
    name === "currency" && OF_INVOICE.test(columns[at] ?? "") ? (columns[at] ?? "") : name,
  );
}

/** @throws {UserError} at an entered value, which a summary has in dollars, beside the currency of an invoice: it may be in either. */
function invoiceCurrencyWatch({ columns, readAs = [], name }: Rows): Watch[] {
  const [value, currency] = [textIn(readAs, "value"), textIn(readAs, "currency")];
  const [heading, other] = [columns[value.index] ?? "", columns[currency.index] ?? ""];
  if (!/enter/i.test(heading) || !OF_INVOICE.test(other)) return [];
  return watchFor(
    ({ cells }) => !["", DOLLARS_CODE].includes(currency.of(cells).trim()) && /\d/.test(value.of(cells)),
    ({ at, cells }) =>
      new UserError(
        `"${cutLong(heading)}" can be in US dollars, as entries have it, or in the ${cutLong(currency.of(cells).trim())} of "${cutLong(other)}"`,
        {
          where: `${name}:${at}`,
          hint: `name it "${cutLong(heading)} (USD)", or say with ${columnsFlag("currency", other)} that it is in that currency`,
        },
      ),
  );
}

/**
 * A column of currencies under a name that is not known. @throws {UserError} where one is not dollars, and nothing else says what
 * the values are in: they would be taken for dollars.
 */
function unreadWatch({ columns, readAs = [], name }: Rows, first: readonly Row[]): Watch[] {
  const value = textIn(readAs, "value");
  if (value.index < 0 || readAs.includes("currency")) return [];
  if (currencyOf(bareHeading(columns[value.index] ?? "")) !== null) return [];
  return columns.flatMap((heading, at): Watch[] => {
    const codeIn = ({ cells }: Row) => (cells[at] ?? "").trim();
    const isCode = (row: Row) => codeIn(row) === "" || isCurrencyCode(codeIn(row));
    const isBare = ({ cells }: Row) => /^[\d.,\s]+$/.test(value.of(cells));
    let isOfCodes = readAs[at] === columns[at] && first.every(isCode);
    const isOpen = (row: Row): boolean => {
      isOfCodes &&= isCode(row);
      return isOfCodes && !["", DOLLARS_CODE].includes(codeIn(row)) && isBare(row);
    };
    const asked = (row: Row) =>
      new UserError(
        `"${cutLong(heading)}" has currencies, such as ${codeIn(row)}, and is not read as the currency of the values`,
        {
          where: `${name}:${row.at}`,
          hint: `${columnsFlag("currency", heading)} reads it so, with --rate EUR=1.08 for each but US dollars; else take the column out`,
        },
      );
    return isOfCodes ? watchFor(isOpen, asked) : [];
  });
}

/** A share of a metal whose heading names neither the value, to which duties on content look, nor the weight. */
const OF_WHAT =
  /^\s*(?:(?:%|percent(?:age)?|pct|share)\s*(?:of)?[\s_-]*)?(?:steel|alumini?um|copper)(?:[\s_-]*(?:\(?%\)?|percent(?:age)?|pct|share))?\s*$/i;
/** Nothing, and all, are the same of both. */
const OF_BOTH = /^(?:0+(?:[.,]0+)?|100(?:[.,]0+)?)\s*%?$/;

/** @throws {UserError} at the first share of a metal that may be of the weight as well as of the value. */
function shareWatches({ columns, readAs = [], name }: Rows, column: string): Watch[] {
  const { index, of } = textIn(readAs, column);
  const heading = columns[index] ?? "";
  if (!OF_WHAT.test(heading)) return [];
  return watchFor(
    ({ cells }) => /\d/.test(of(cells)) && !OF_BOTH.test(of(cells).trim()),
    ({ at, cells }) =>
      new UserError(
        `"${cutLong(heading)}", such as ${cutLong(of(cells).trim())}, may be a share of the value or of the weight`,
        {
          where: `${name}:${at}`,
          hint: `${columnsFlag(column, heading)} says of the value, which duties on content are on; ${columnsFlag(column.replace("metal_", "metal_weight_"), heading)} of the weight`,
        },
      ),
  );
}

/** Terms of a sale whose price has freight and insurance to this country in it, or more: INCOTERMS 2020 and those before. */
const DELIVERED = /^(?:c\s*[&+]\s*f|cfr|cif|cip|cpt|dap|dat|ddp|ddu|dpu|des|deq)\b/i;
const OF_TERMS =
  /^(?:inco[\s_]?terms?|terms?[\s_]of[\s_](?:sale|delivery)|(?:delivery|sales?|shipping|trade)[\s_]terms?|lieferbedingung(?:en)?)(?:[\s_]+code)?$/i;
/** Names of values that customs has already taken freight out of. */
const OF_CUSTOMS = /enter|customs|dutiable|duty|declared|fob|goods[\s_]value|^value$|usd$/i;

/** Whether a column of this name has the terms of sales. */
export const saysTerms = (heading: string): boolean => OF_TERMS.test(heading.trim());

/** @throws {UserError} at the first price that has freight to this country in it, which the value leaves out. */
function termsWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const [value, hts] = [textIn(readAs, "value"), textIn(readAs, "hts")];
  const heading = columns[value.index] ?? "";
  if (value.index < 0 || OF_CUSTOMS.test(bareHeading(heading))) return [];
  return columns.flatMap((terms, at) =>
    saysTerms(terms)
      ? watchFor(
          ({ cells }) => DELIVERED.test((cells[at] ?? "").trim()) && /\d/.test(hts.of(cells)),
          ({ at: row, cells }) =>
            new UserError(
              `"${cutLong(heading)}" of a sale on terms of ${cutLong((cells[at] ?? "").trim())} has freight and insurance in it, which the customs value leaves out (19 USC 1401a(b)(4)(A))`,
              {
                where: `${name}:${row}`,
                hint: `write the value without them; ${columnsFlag("value", heading)} says that it has none`,
              },
            ),
        )
      : [],
  );
}

/**
 * What one piece is worth beside how many there are. @throws {UserError} at the first row of several: the value of the line would be
 * that of one.
 */
function piecesWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const { index } = textIn(readAs, "value");
  const heading = columns[index] ?? "";
  if (!isOfOne(heading)) return [];
  return columns.flatMap((pieces, at) =>
    isOfPieces(pieces)
      ? watchFor(
          ({ cells }) => Number((cells[at] ?? "").trim().replaceAll(",", "")) > 1,
          (row) =>
            new UserError(
              `"${cutLong(heading)}" is what one is worth, and "${cutLong(pieces)}" says how many there are: ${row.cells[at]?.trim()}`,
              {
                where: `${name}:${row.at}`,
                hint: `write what each line is worth, and name that value; ${columnsFlag("value", heading)} prices one of each`,
              },
            ),
        )
      : [],
  );
}

/**
 * What headings, and words above or below the table, say that amounts are counted in. @throws {UserError} where that is thousands,
 * cents, or another currency that nothing else names: they would be taken for dollars.
 */
export function checkScale({ columns, readAs = [], name, titles = [] }: Rows): void {
  for (const column of AMOUNTS) {
    const heading = columns[textIn(readAs, column).index];
    const scale = heading === undefined ? null : scaleOf(heading);
    if (heading === undefined || scale === null) continue;
    throw new UserError(`"${cutLong(heading)}" counts its amounts in ${scale}; expected ${column} in full`, {
      where: name,
      hint: "write them out, in dollars and cents, under a name that does not say otherwise",
    });
  }
  for (const title of titles) checkWords(title, { columns, readAs, name });
}

/** The same of words that stand outside the rows. @throws {UserError} */
export function checkWords(
  words: string,
  { columns, readAs = [], name }: Pick<Rows, "columns" | "readAs" | "name">,
): void {
  const scale = scaleOf(words);
  const isNamed =
    readAs.includes("currency") || currencyOf(bareHeading(columns[readAs.indexOf("value")] ?? ""));
  const currency = isNamed ? null : currencySaid(words);
  if (scale === null && currency === null) return;
  const said = scale === null ? `amounts are in ${currency}` : `amounts are counted in ${scale}`;
  throw new UserError(`"${cutLong(words)}" beside the table says that ${said}; expected US dollars in full`, {
    where: name,
    hint:
      scale === null
        ? `name the column such as "Value (${currency})" and add --rate ${currency}=...; if the words are of something else, take them out`
        : "write the amounts out, in dollars and cents, and take the words out",
  });
}

/** What the value has beside the price paid, under the names of columns: 19 USC 1401a(b)(1)(A) to (E). */
const OF_ADDITIONS =
  /^(?:total[\s_]+|value[\s_]of[\s_]+)?(?:(?:dutiable[\s_]+)?assists?|royalt(?:y|ies)(?:[\s_]*(?:and|&|\/)[\s_]*licen[sc]e[\s_]fees?)?|licen[sc]e[\s_]fees?|packing|selling[\s_]+commissions?|commissions?|(?:subsequent[\s_]+|resale[\s_]+)?proceeds)(?:[\s_(]+(?:values?|amounts?|amt|costs?|charges?|fees?|rates?|usd|\$|%)\)?)*$/i;
/** Values that have all of it in them. */
const OF_APPRAISED = /enter|customs|dutiable|value for duty/i;

const AN_AMOUNT = /^\s*(?:[A-Z]{3}\s?)?[$€£¥]?\s?(?=[\d.,]*[1-9])[\d.,]+\s?(?:[A-Z]{3}|%)?\s*$/;
export const saysAdditions = (heading: string): boolean => OF_ADDITIONS.test(heading.trim());

/** @throws {UserError} at the first price beside which something stands that the customs value has in it. */
function additionsWatches({ columns, readAs = [], name }: Rows): Watch[] {
  const [value, hts] = [textIn(readAs, "value"), textIn(readAs, "hts")];
  const heading = columns[value.index] ?? "";
  if (value.index < 0 || OF_APPRAISED.test(bareHeading(heading))) return [];
  return columns.flatMap((added, at) =>
    readAs[at] === added && saysAdditions(added)
      ? watchFor(
          ({ cells }) => AN_AMOUNT.test(cells[at] ?? "") && /\d/.test(hts.of(cells)),
          ({ at: row, cells }) =>
            new UserError(
              `"${cutLong(added)}" has ${cutLong((cells[at] ?? "").trim())} beside "${cutLong(heading)}": the customs value has assists, royalties, packing and selling commissions in it (19 USC 1401a(b)(1))`,
              {
                where: `${name}:${row}`,
                hint: `write the value with them; ${columnsFlag("value", heading)} says that they are in it, or are none of it`,
              },
            ),
        )
      : [],
  );
}

// What a file has in place of columns that are needed.

/** Words of headings that may be what is needed, though they do not say so. */
const LIKELY: Readonly<Record<string, RegExp>> = {
  date: /date|datum|\bdat\b|fecha|\bday\b|time|period|month|日|일자|날짜/i,
  hts: /hts|\bhs\b|hs.?code|harmoni|tariff|commodity|classif|schedule.?b|zoll(?!wert)|douan(?!ewaarde)|goederencode|dogan|arancel|税|编码|コード|코드|세번/i,
  origin: /origin|country|ctry|cntry|land\b|pays|pa[ií]s|国|产地|원산지/i,
  value:
    /value|amount|amt|price|cost|total|wert|betrag|preis|valeur|montant|prix|valor|\bimporte\b|金额|金額|价|금액|가격/i,
};
/** What one piece costs is not what a line of several is worth. */
const OF_ONE = /\bunit|\beach\b|\bper\b|einzel|stück|unitari|unitaire|单价|単価/i;
const isOfOne = (heading: string): boolean => OF_ONE.test(heading);
/** How many pieces a line is of; what a shop has in store is none of it. */
const OF_PIECES =
  /^(?:order(?:ed)?|ship(?:ped)?|invoiced?|received|line|item)?\s*(?:qty|quantity|pieces|pcs|units|count|menge|stückzahl|quantité|cantidad|数量)\b/i;
const isOfPieces = (heading: string): boolean =>
  OF_PIECES.test(heading.trim()) && !/stock|inventory|hand|avail/i.test(heading);
/** Amounts that are no customs value, and why. */
const NO_VALUE: readonly (readonly [RegExp, string])[] = [
  [
    /\bretail\b|\bmsrp\b|\brrp\b|\bsrp\b|\b(?:list|variant|compare|sale|selling|sales|regular|store|shop|web)[\s-]?(?:at[\s-]?)?price\b|verkaufspreis|prix de vente|precio de venta/i,
    "is what buyers pay in a shop: the value is what was paid for the import (19 USC 1401a)",
  ],
  [
    /^(?:.*\.)?\s*(?:price|preis|prix|precio|prezzo|prijs)s?\s*$/i,
    "may be what buyers pay in a shop, or what one piece costs: the value is what was paid for all of the line (19 USC 1401a)",
  ],
  [
    /\b(?:cif|ddp|landed)\b/i,
    "has freight and insurance in it, which the value leaves out (19 USC 1401a(b)(4)(A))",
  ],
];
const noValueIn = (heading: string) => NO_VALUE.find(([of]) => of.test(heading.replaceAll("_", " ")));
/** What is said where a file has the price of one, or amounts that are no customs value, in place of values. */
export function pricesInstead(headings: readonly string[]): readonly string[] {
  const short = headings.filter((heading) => heading.length <= LONGEST);
  const [one] = short.filter((heading) => LIKELY.value?.test(heading) && isOfOne(heading));
  const [other] = short.flatMap((heading) => {
    const found = noValueIn(heading);
    return found ? [`"${heading}" ${found[1]}`] : [];
  });
  return [
    ...(one === undefined ? [] : [`"${one}" is of one piece: write what each line is worth`]),
    ...(other === undefined ? [] : [other]),
  ];
}

const MOST_LIKELY = 4;

/** Columns of a file that may be what is needed: whoever reads them has to say which. */
export const likelyColumns = (
  headings: readonly string[],
  readAs: readonly string[],
  column: string,
): string[] =>
  headings
    .filter((heading, at) => readAs[at] === heading && heading.length <= LONGEST)
    .filter(
      (heading) =>
        LIKELY[column]?.test(heading) &&
        !(column === "value" && (isOfOne(heading) || noValueIn(heading) !== undefined)),
    )
    .slice(0, MOST_LIKELY);
