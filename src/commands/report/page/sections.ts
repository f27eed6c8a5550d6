/** The sections of a report that are of one scenario: its first sentence, its tables, and who pays. */
import type { Context } from "../../../contract/command.js";
import { plain, type Report } from "../../../contract/report.js";
import { grouped } from "../../../contract/text.js";
import { burdenOf } from "../../../economics/response.js";
import { escaped, listOf, tableOf } from "../../../formats/markup.js";
import { type Decimal, decimal, minusUsd, type Usd } from "../../../law/units.js";
import { type Drawing, type Sharing, sectorDrawing } from "./payload.js";

export const CAPTION = "Baseline and scenario by sector";

/** Where sections stand: the level of their headings, and what ends their ids and the captions of their tables. */
export interface SectionPlace {
  readonly heading: "h2" | "h3";
  readonly suffix: string;
  readonly of: string;
}

/** The headline, and what was asked. */
export const headOf = (report: Report, suffix: string): string[] => [
  `<p id="headline${suffix}" class="headline"${suffix === "" ? ' role="status"' : ""}>${headlineOf(report)}</p>`,
  `<div id="asked${suffix}">${questionHtml(report.heading)}</div>`,
];

export const questionHtml = (heading: readonly string[]): string =>
  heading.map((line) => `<p class="soft">${escaped(line)}</p>`).join("\n");

/** By sector, with a chart, and who pays. */
export const sectorsOf = (
  report: Report,
  { heading, suffix, of }: SectionPlace,
  context: Context,
): string[] => [
  `<${heading}>By sector</${heading}><div id="chart${suffix}" class="chart"></div>`,
  `<div id="sectors${suffix}" class="sectors plain">${tableOf(report, CAPTION + of)}</div>`,
  `<${heading}>Who pays</${heading}><div id="who-pays${suffix}">${whoPays(report, sharingOf(context))}</div>`,
];

export const sectorChart = (report: Report, suffix: string): Drawing =>
  sectorDrawing(report, `chart${suffix}`);

export const notesIn = (notes: readonly string[], { heading, suffix }: SectionPlace): string[] => [
  `<${heading}>What these figures rest on</${heading}><div id="notes${suffix}">${listOf(notes)}</div>`,
];

/** HTML of rates and duty of the whole trade before and after, in words. */
export function headlineOf({ total }: Pick<Report, "total">): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  const least = total?.at_least === true ? "at least " : "";
  const is = `${least}${dollars("scenario_duty_usd", after)} a year`;
  const rate = percent("scenario_rate", rateOf(total?.scenario_rate));
  if (change.isZero()) return `Duty is ${is}, ${rate} of imports, as in the baseline.`;
  const moved = `${change.gt(0) ? "rises" : "falls"} by ${dollars("change_usd", change)}`;
  const was = `${least}${dollars("baseline_duty_usd", before)}`;
  return `Duty ${moved}, from ${was} to ${is}: from ${percent("baseline_rate", rateOf(total?.baseline_rate))} to ${rate} of imports.`;
}

const rateOf = (cell: unknown): Decimal | null => (cell as Decimal | null | undefined) ?? null;

// Who pays is shown twice, by who remits the duty and by a documented split: the first is law, the second an
// estimate.

/** HTML: remitted by importers in exact decimals; the split in binary floats. Nothing is split where nothing changes. */
export function whoPays({ total }: Pick<Report, "total">, { border, toConsumers }: Sharing): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  if (change.isZero())
    return `<p>Importers remit ${dollars("scenario_duty_usd", after)} a year to customs, as in the baseline: there is no change of duty to split.</p>`;
  const factor = taxFactor(total?.scenario_rate) / taxFactor(total?.baseline_rate);
  const { foreignSellers, importers, consumers } = burdenOf(border, factor, toConsumers);
  const items = [
    ["Sellers abroad", "sellers_usd", foreignSellers] as const,
    ["Importers and shops", "importers_usd", importers] as const,
    ["Consumers", "consumers_usd", consumers] as const,
  ].map(
    ([name, key, share]) =>
      `<li>${name}: ${(share * 100).toFixed(1)} %, ${dollars(key, decimal(String(share * change.toNumber())), true)}</li>`,
  );
  return (
    `<p>Importers pay the whole change to customs: <strong>${dollars("change_usd", change, true)}</strong> a year.</p>` +
    `<p>Who bears it is an estimate, not law:</p><ul>${items.join("")}</ul>`
  );
}

const taxFactor = (rate: unknown): number => 1 + ((rate as Decimal | null)?.toNumber() ?? 0);

// The documented split of who pays.

export function sharingOf(context: Context): Sharing {
  const { border, toConsumers } = context.data().json("economics/pass-through.json");
  return { border: border.value, toConsumers: toConsumers.value };
}

// Numbers in sentences are rounded for people; `value` keeps every digit for programs.

/** Less than this is told in dollars. */
const MILLIONS_FROM = 1e7;

/** HTML of dollars: in millions where there are many. `sign`: a minus before what is below zero. */
function dollars(key: string, amount: Decimal, sign = false): string {
  const many = amount.abs().gte(MILLIONS_FROM);
  const digits = grouped((many ? amount.abs().div(1e6) : amount.abs()).toFixed(0));
  const minus = sign && amount.isNegative() && digits !== "0" ? "−" : "";
  return datum(key, amount, `${minus}$${digits}${many ? " m" : ""}`);
}

/** HTML of a rate, a fraction of customs value, in per cent. */
const percent = (key: string, rate: Decimal | null): string =>
  rate === null ? "no rate" : datum(key, rate, `${rate.times(100).toFixed(2)} %`);

const datum = (key: string, value: Decimal, shown: string): string =>
  `<data data-key="${key}" value="${plain(value)}">${escaped(shown)}</data>`;
