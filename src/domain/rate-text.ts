/** Reads a rate of duty as the tariff prints it: "6.5% + 12¢/kg", "$4.75 each + 45% on the case", "Free". */
import type { Duty } from "./duty.js";
import { unitName } from "./unit-of-quantity.js";
import { type Decimal, decimal, type Rate, rate, type Usd, usd } from "./units.js";

const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?(?:\s+\d+\/\d+)?`;
const PERCENT = new RegExp(`^(${NUMBER})\\s*%(?:\\s*on (?:the )?(?:value of the )?(.+))?$`);
const MONEY = new RegExp(`^(\\$\\s*(${NUMBER})|(${NUMBER})\\s*¢)\\s*(?:/\\s*(.+)|(each.*))$`);

/** Nine lines in ten; the rest of the grammar need not be tried on them. */
const PLAIN_PERCENT = /^\d+(\.\d+)?%$/;

/** Words behind a unit that say what is measured, as against how the whole goods are measured. */
const MEASURED = /^(.*?) ?\b(?:on|of) (?:the )?(.+)$/;
/** Weights that are the goods' own under another name: the quantity is declared that way. */
const OWN_WEIGHT =
  /^(?:drained wei?gh?t|(?:entire )?contents? (?:and|of) container|including weight of container|ethyl alcohol content)$/;
/** Sugar by its polarisation: a sliding rate, not a plain duty a kilogram. */
const SLIDING = / less .* for each degree /;

/**
 * The duty that a rate text states.
 *
 * What it cannot read it returns as `unknown` with the text as reason, never as zero. Errors: none.
 * Source: HTSUS, columns 1 and 2, rates of duty.
 */
export function parseRateText(text: string): Duty {
  const plain = text
    .replace(/\s+/g, " ")
    .replace(/[\s/]+$/, "")
    .trim();
  if (/^free(,.*)?$/i.test(plain)) return { kind: "free" };
  if (PLAIN_PERCENT.test(plain)) return { kind: "ad-valorem", rate: rate(`${plain.slice(0, -1)}e-2`) };
  const terms = plain.split(/\s*\+\s*/).map(parseTerm);
  const first = terms[0];
  if (first === undefined || terms.includes(undefined)) return { kind: "unknown", reason: `"${plain}"` };
  return terms.length === 1 ? first : { kind: "compound", terms: terms as Duty[] };
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
