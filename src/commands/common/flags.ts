/** Flags of commands that read files of entries: what columns are called, and how days and amounts are written. */
import { flag, repeated, toggle } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import {
  oneOf,
  parseComponents,
  parseContents,
  parseEntryType,
  parseFactor,
  parseFileName,
  parseMetalWeights,
  parseMode,
  parseProvision,
  parseShare,
  parseUsd,
} from "../../contract/parse.js";
import { currencyNamed, DAY_ORDERS, DECIMALS } from "../../contract/written.js";
import type { FileForms } from "../../entries/column-forms.js";
import type { Decimal } from "../../law/units.js";

export const FILE_FLAGS = {
  columns: repeated(
    "<names>",
    'what the columns of the file are called: hts="HS Code",origin=COO',
    columnNames,
  ),
  dates: flag("<order>", "how its days are written: mdy, dmy or ymd", oneOf(DAY_ORDERS)),
  decimal: flag("<mark>", "what stands before the cents of its amounts: point or comma", oneOf(DECIMALS)),
  rate: repeated("<rate>", "dollars for one unit of another currency: EUR=1.08", currencyRate),
  rates: flag(
    "<file>",
    "rates by the day of exportation: a table of currency, from, until and rate",
    parseFileName,
  ),
  sheet: flag(
    "<name>",
    "the sheet of a workbook; if not given, the first with known columns",
    (name) => name,
  ),
  encoding: flag(
    "<name>",
    "what its text is written in, if that is not UTF-8: gb18030, big5, euc-kr, shift_jis, windows-1251 ...",
    parseEncoding,
  ),
};

interface FileFlags extends Omit<FileForms, "columns" | "ratesFile"> {
  readonly rates?: string;
  readonly columns?: readonly (readonly (readonly [string, string])[])[];
}

/** What flags say of how a file is written. */
export function fileForms({ columns, dates, decimal, rate, rates, sheet, encoding }: FileFlags): FileForms {
  return {
    columns: columns?.flat() ?? [],
    rate: rate ?? [],
    ...(dates ? { dates } : {}),
    ...(decimal ? { decimal } : {}),
    ...(sheet ? { sheet } : {}),
    ...(encoding ? { encoding } : {}),
    ...(rates ? { ratesFile: rates } : {}),
  };
}

/** The name that the platform has for an encoding: `gb2312` is read as the larger GBK. @throws {UserError} */
function parseEncoding(text: string): string {
  try {
    const { encoding } = new TextDecoder(text.trim().replace(/^cp-?(?=125\d$)/i, "windows-"));
    if (!encoding.startsWith("utf-16")) return encoding;
  } catch {
    throw new UserError(`expected an encoding such as gb18030; got "${text}"`, {
      hint: "usual ones are gb18030, big5, euc-kr, shift_jis, windows-1250 to windows-1258, iso-8859-2 and koi8-r",
    });
  }
  throw new UserError("UTF-16 is known by its first bytes", { hint: "leave it out" });
}

const NAMED = /\s*([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,"'\s][^,]*|))\s*(,|$)/y;

/** `hts="HS Code",origin=COO`: what is read, and what it is called. @throws {UserError} */
function columnNames(text: string): (readonly [column: string, heading: string])[] {
  const names: (readonly [string, string])[] = [];
  const named = new RegExp(NAMED.source, "y");
  while (named.lastIndex < text.length) {
    const [, column, double, single, bare] = named.exec(text) ?? [];
    const heading = (double ?? single ?? bare ?? "").trim();
    if (column === undefined || heading === "")
      throw new UserError(
        `expected what is read and what it is called, such as hts="HS Code"; got "${text}"`,
      );
    if (names.some(([known]) => known === column.toLowerCase()))
      throw new UserError(`${column} is there twice; got "${text}"`, { hint: "name one column for it" });
    names.push([column.toLowerCase(), heading]);
  }
  return names;
}

function currencyRate(text: string): readonly [currency: string, dollars: Decimal] {
  const [, currency, dollars] = /^\s*([A-Za-z]{3})\s*=\s*(.+)$/.exec(text) ?? [];
  if (currency === undefined || dollars === undefined)
    throw new UserError(`expected a currency and its dollars such as EUR=1.08; got "${text}"`);
  return [currencyNamed(currency), parseFactor(dollars)];
}

// Flags that state facts of goods, for the commands that price them as an entry.

export const METAL_FLAGS = {
  metal: flag("<contents>", "metal content, as shares or dollars: steel=0.4,aluminum=$120", parseContents),
  metalWeight: flag("<shares>", "metal as shares of the weight: steel=0.1,aluminum=4%", parseMetalWeights),
};

export const US_CONTENT_FLAG = {
  usContent: flag("<share>", "share of the value of US origin", parseShare),
};

/** What is claimed under chapter 98, and the dollars that its provisions are charged on. */
export const CHAPTER_98_FLAGS = {
  ch98: flag("<number>", "provision of chapter 98 claimed, such as 9802.00.40", parseProvision),
  repairValue: flag("<usd>", "value of repairs or alterations abroad (9802.00.40, .50)", parseUsd),
  processingValue: flag("<usd>", "value of metal processing abroad (9802.00.60)", parseUsd),
  usParts: flag("<usd>", "cost or value of parts of the United States (9802.00.80)", parseUsd),
};

/** Claims that have a flag of their own. */
export const CLAIM_FLAGS = {
  patented: toggle("a patented drug, as --claim patented"),
  aircraft: toggle("for civil aircraft, as --claim aircraft"),
  quota: flag("<side>", "in: within a tariff-rate quota; out: beyond it", oneOf(["in", "out"])),
};

/** What goods that are still to come may be compared by, over origins or days. */
export const COMING_FLAGS = {
  qty: repeated("<quantity>", "a quantity such as 1200kg or 40 doz", (text) => text),
  ...METAL_FLAGS,
  component: flag("<values>", "value of what a duty is on, in dollars: case=30,strap=12", parseComponents),
  ...US_CONTENT_FLAG,
  adcvd: repeated("<case>", "a deposit as A-588-874=12.5%, or none", (text) => text),
  ...CLAIM_FLAGS,
  mode: flag("<mode>", "how the goods come: vessel, air, truck or rail, or the code", parseMode),
  entryType: flag("<type>", "formal (if not given) or informal, or the code", parseEntryType),
};

/** Each thread solves the law for itself and takes the memory of a program. */
const MOST_JOBS = 64;

function parseJobs(text: string): number {
  const jobs = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new UserError(`expected a whole number of threads, 1 to ${MOST_JOBS}; got "${text}"`, {
    hint: "as many as the machine has processors, at most",
  });
}

export const JOBS_FLAG = {
  jobs: flag("<number>", "how many threads price it at once: 1 to 64", parseJobs),
};
