/** The formula of 2 April 2025 for many partners, one line each. */
import { decimal } from "../domain/units.js";
import type { PartnerBalance } from "../economics/balance-figures.js";
import { formulaRate, reciprocalRates } from "../economics/bilateral.js";
import type { Cell, Column, Report } from "../report.js";

export interface Partner {
  readonly code: string;
  readonly name: string;
  readonly balance: PartnerBalance;
}

const MILLION = 1_000_000;
const PERCENT = 100;

const COLUMNS: readonly Column[] = [
  { key: "origin", title: "Code", kind: "text", drop: 6 },
  { key: "name", title: "Partner", kind: "text", drop: 0 },
  { key: "exports_usd", title: "US exports", kind: "usd", drop: 4 },
  { key: "imports_usd", title: "US imports", kind: "usd", drop: 3 },
  { key: "deficit_usd", title: "US deficit", kind: "usd", drop: 5 },
  { key: "formula_rate", title: "Formula", kind: "rate", drop: 1 },
  { key: "half_rounded_rate", title: "Half", kind: "rate", drop: 0 },
  { key: "posted_rate", title: "Annex I", kind: "rate", drop: 2 },
  { key: "set_rate", title: "Headings", kind: "rate", drop: 0 },
];

const scaled = (number: number | null, factor: number): Cell =>
  number === null ? null : decimal(number).times(factor);
const money = (millions: number | null): Cell => scaled(millions, MILLION);
const share = (percent: number | null): Cell => (percent === null ? null : decimal(percent).div(PERCENT));

function cells({ code, name, balance }: Partner): Cell[] {
  const { exports, imports, deficit, posted, promulgated } = balance;
  const traded = imports !== null && deficit !== null;
  const formula = traded ? formulaRate(deficit, imports) : null;
  const rates = traded ? reciprocalRates(deficit, imports) : null;
  return [
    ...[code, name, money(exports), money(imports), money(deficit)],
    ...[formula, rates?.promulgated ?? null, posted, promulgated].map(share),
  ];
}

export const formulaTable = (partners: readonly Partner[]): Report => ({
  title: "The formula of 2 April 2025, and the rates set",
  heading: ["US trade in goods of 2024, general imports (US Census Bureau)"],
  columns: COLUMNS,
  rows: partners.map(cells),
  total: null,
  notes: [
    "Arithmetic: the formula is the US deficit over US imports, since its elasticity of 4 times its pass-through of 0.25 is 1. Below zero: a US surplus.",
    "Arithmetic: half is of the formula in whole per cent, rounded up, at least 10 %, as in the headings.",
    "Law: Annex I of EO 14257 as posted; headings 9903.01.43 to 9903.01.76 as set. Empty where neither names the partner.",
  ],
  facts: {},
});
