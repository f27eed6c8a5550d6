/** Reads a rate of duty as the tariff prints it: "6.5% + 12¢/kg", "$4.75 each + 45% on the case", "Free". */
import type { ByArticles, Duty } from "./duty/duty.js";
import { unitName } from "./quantity.js";
import { type Decimal, decimal, type Rate, rate, type Usd, usd } from "./units.js";

/** A comma parts three digits from three; a fraction is of something. */
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s+\d+\/0*[1-9]\d*)?`;
const PERCENT = new RegExp(`^(${NUMBER})\\s*%(?:\\s*on (?:the )?(?:value of the )?(.+))?$`);
/** What is counted has a name, or is a thousand. */
const MONEY = new RegExp(
  `^(\\$\\s*(${NUMBER})|(${NUMBER})\\s*¢)\\s*(?:/\\s*((?:[a-zA-Z]|1,?000\\b).*)|(each.*))$`,
);

/** Nine lines in ten; the rest of the grammar need not be tried on them. */
const PLAIN_PERCENT = /^\d+(\.\d+)?%$/;

/** In characters; the longest rate of the tariff has 190, and what is far longer is no rate. */
const [LONGEST, SHOWN] = [2000, 60];

/** Words behind a unit that say what is measured, as against how the whole goods are measured. */
const MEASURED = /^(.*?) ?\b(?:on|of) (?:the )?(.+)$/;
/** Weights that are the goods' own under another name: the quantity is declared that way. */
const OWN_WEIGHT =
  /^(?:drained wei?gh?t|(?:entire )?contents? (?:and|of) container|including weight of container|ethyl alcohol content)$/;
/** Sugar by its polarisation: a sliding rate, not a plain duty a kilogram, between the rate of 100 degrees and a least one. */
const SLIDING = / less .* for each degree /;
/** Words that leave the rate to other numbers; the tariff of column 2 parts some of them with hyphens. */
const BY_ARTICLES: readonly (readonly [ByArticles, RegExp])[] = [
  ["highest", /article in the set subject to the high(?:- )?est/i],
  ["each", /applicable,? to each (?:garment|article)\b/i],
  ["one", /applicable to the (?:article of which it is|complete, assembled|natural juice)/i],
];
const ASKED_ARTICLES: Readonly<Record<ByArticles, string>> = {
  highest: "the articles in the set",
  each: "each article, of the whole value",
  one: "the article that has it",
};
const SLIDES_BETWEEN = /^(.*?) less .* for each degree .* but not less (?:than )?(.*)$/;

/**
 * The duty that a rate text states.
 *
 * What it cannot read it returns as `unknown` with the text as reason, never as zero. Errors: none.
 * Source: HTSUS, columns 1 and 2, rates of duty.
 */
export function parseRateText(text: string): Duty {
  if (typeof text !== "string") return { kind: "unknown", reason: "no text" };
  if (text.length > LONGEST) return { kind: "unknown", reason: `"${text.slice(0, SHOWN)}…"` };
  const plain = text
    .replace(/\s+/g, " ")
    .replace(/[\s/]+$/, "")
    .trim();
  if (/^free(,.*)?$/i.test(plain)) return { kind: "free" };
  if (PLAIN_PERCENT.test(plain)) return { kind: "ad-valorem", rate: rate(`${plain.slice(0, -1)}e-2`) };
  const terms = plain.split(/\s*\+\s*/).map(parseTerm);
  const first = terms[0];
  if (first === undefined || terms.includes(undefined)) return inWords(plain);
  return terms.length === 1 ? first : { kind: "compound", terms: terms as Duty[] };
}

/** A rate in words, with what they bound it by. */
function inWords(text: string): Duty {
  const [, most, least] = SLIDES_BETWEEN.exec(text) ?? [];
  const limits = [least, most].flatMap((end) => (end === undefined ? [] : (parseTerm(end) ?? [])));
  const [low, high] = limits;
  const by = BY_ARTICLES.find(([, words]) => words.test(text))?.[0];
  if (by)
    return { kind: "unknown", reason: `${ASKED_ARTICLES[by]} (--component NUMBER=USD), for "${text}"`, by };
  return { kind: "unknown", reason: `"${text}"`, ...(low && high ? { limits: [low, high] } : {}) };
}

function parseTerm(text: string): Duty | undefined {
  const percent = PERCENT.exec(text);
  if (percent) return percentage(percent[1] ?? "", percent[2]);
  if (SLIDING.test(text)) return undefined;
  const money = MONEY.exec(text);
  if (!money) return undefined;
  const dollars = money[2] === undefined ? cents(money[3] ?? "") : usd(number(money[2]));
  return money[5] === undefined
    ? perUnit(dollars, money[4] ?? "")
    : { ...perUnit(dollars, "no."), ...each(money[5]) };
}

const each = (words: string): object => (words.trim() === "each" ? {} : { of: words.trim() });
const percentage = (amount: string, of: string | undefined): Duty =>
  of === undefined || of === "entire set"
    ? { kind: "ad-valorem", rate: fraction(amount) }
    : { kind: "component", rate: fraction(amount), of: componentName(of) };

/** "strap, band or bracelet" is one component however the article before it is set. */
const componentName = (words: string): string => words.replace(/^the\s*/, "").trim();

function perUnit(dollars: Usd, words: string): Duty {
  const plain = words
    .replace(/-\s+/g, "")
    .replace(/(?<=m2)of /, " of ")
    .trim();
  const measured = MEASURED.exec(plain.replace(/, (including)/, " of $1"));
  const of = measured?.[2];
  const unit = unitName(measured?.[1] ?? plain);
  return {
    kind: "specific",
    usdPerUnit: dollars,
    unit,
    of: of === undefined || OWN_WEIGHT.test(of) ? null : of,
  };
}

const cents = (text: string): Usd => usd(hundredths(text));
const fraction = (text: string): Rate => rate(hundredths(text));

/** A number over a hundred; "33 1/3" and "1,000" included. Shifted, not divided, where it can be. */
const hundredths = (text: string) =>
  /^\d+(\.\d+)?$/.test(text) ? decimal(`${text}e-2`) : number(text).div(100);

function number(text: string): Decimal {
  const [whole = "0", broken] = text.replaceAll(",", "").trim().split(/\s+/);
  if (broken === undefined) return decimal(whole);
  const [over = "0", under = "1"] = broken.split("/");
  return decimal(whole).plus(decimal(over).div(under));
}

// The special column of the tariff: who may claim which preferential rate.

/** A rate of the special column and the programme symbols it is for. */
export interface SpecialRate {
  readonly symbols: readonly string[];
  /** `null` where the column points to a heading of chapter 98 or 99 instead of stating a rate. */
  readonly duty: Duty | null;
  readonly text: string;
}

/**
 * The rates in a text of the special column: "Free (A+,AU,BH) 1.7% (KR) See 9822.05.20 (P)".
 *
 * Errors: none; text outside such groups grants nothing. Source: HTSUS General Note 3(c).
 */
export function parseSpecialText(text: string): SpecialRate[] {
  return groupsIn(text).map(({ rate, symbols }) => ({
    text: rate,
    duty: /^see\b/i.test(rate) ? null : parseRateText(rate),
    symbols: symbols
      .split(/[,\s]+/)
      .map((symbol) => symbol.replace(/^\./, ""))
      .filter(Boolean),
  }));
}

/** Texts with what stands in brackets after them. */
function groupsIn(text: string): { rate: string; symbols: string }[] {
  const groups: { rate: string; symbols: string }[] = [];
  let from = 0;
  let close = -1;
  for (let open = text.indexOf("("); open >= 0; open = text.indexOf("(", from)) {
    if (close < open) close = text.indexOf(")", open);
    if (close < 0) break;
    const before = text.slice(from, open);
    const rate = before.slice(before.lastIndexOf(")") + 1);
    if (rate !== "") groups.push({ rate: rate.trim(), symbols: text.slice(open + 1, close) });
    from = rate === "" ? open + 1 : close + 1;
  }
  return groups;
}

/** The first rate of the column that any of `symbols` opens. */
export const specialFor = (
  rates: readonly SpecialRate[],
  symbols: readonly string[],
): SpecialRate | undefined =>
  rates.find((special) => special.symbols.some((symbol) => symbols.includes(symbol)));
