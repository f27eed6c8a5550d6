/** Numbers in the sentences of a report: rounded for people, every digit in `value`. */
import type { Decimal } from "../domain/units.js";
import { escaped } from "../formats/markup.js";
import { grouped } from "../numbers.js";
import { plain } from "../report.js";

/** Less than this is told in dollars. */
const MILLIONS_FROM = 1e7;

/** HTML of dollars: in millions where there are many. `sign`: a minus before what is below zero. */
export function dollars(key: string, amount: Decimal, sign = false): string {
  const many = amount.abs().gte(MILLIONS_FROM);
  const digits = grouped((many ? amount.abs().div(1e6) : amount.abs()).toFixed(0));
  const minus = sign && amount.isNegative() && digits !== "0" ? "−" : "";
  return datum(key, amount, `${minus}$${digits}${many ? " m" : ""}`);
}

/** HTML of a rate, a fraction of customs value, in per cent. */
export const percent = (key: string, rate: Decimal | null): string =>
  rate === null ? "no rate" : datum(key, rate, `${rate.times(100).toFixed(2)} %`);

const datum = (key: string, value: Decimal, shown: string): string =>
  `<data data-key="${key}" value="${plain(value)}">${escaped(shown)}</data>`;
