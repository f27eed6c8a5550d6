/** Trade with one partner and the formula of 2 April 2025, step by step. */
import { decimal } from "../domain/units.js";
import type { MirrorFigure } from "../economics/balance-figures.js";
import { closingTariff, formulaRate, reciprocalRates } from "../economics/bilateral.js";
import type { Cell, Column, Report } from "../report.js";
import type { Partner } from "./balance-table.js";

const COLUMNS: readonly Column[] = [
  { key: "what", title: "", kind: "text", drop: 0 },
  { key: "value", title: "Value", kind: "text", drop: 0 },
  { key: "unit", title: "Unit", kind: "text", drop: 0 },
  { key: "kind", title: "Is", kind: "text", drop: 1 },
  { key: "how", title: "How", kind: "text", drop: 2 },
];

const FORMULA = { elasticity: 4, passThrough: 0.25 };
/** Pass-through that the cited estimate has at the border, where the formula took 0.25. */
const ESTIMATED = { elasticity: 4, passThrough: 0.945 };
const RESPONSES = [-0.76, -2, -4] as const;
const CENSUS = "US Census Bureau, 2024";

const shown = (number: number | null | undefined, places: number): Cell =>
  number === null || number === undefined ? null : decimal(number).toDecimalPlaces(places);

type Step = Cell[];

function published({ balance: { exports, imports, deficit } }: Partner): Step[] {
  return [
    ["US exports", shown(exports, 1), "$m", "published", CENSUS],
    ["US imports, general", shown(imports, 1), "$m", "published", CENSUS],
    ["US deficit", shown(deficit, 1), "$m", "published", CENSUS],
  ];
}

const mirrored = (figures: readonly MirrorFigure[]): Step[] =>
  figures.map(({ what, value, unit, period, cite, confidence, note }) => [
    `Partner's figure: ${what}`,
    shown(value, 2),
    unit,
    `published, ${confidence}`,
    `${period}; ${cite}; ${note}`,
  ]);

function formula({ balance: { imports, deficit, posted, promulgated } }: Partner): Step[] {
  const traded = imports !== null && deficit !== null;
  const rates = traded ? reciprocalRates(deficit, imports) : null;
  const full = (terms: typeof FORMULA) => (traded ? formulaRate(deficit, imports, terms) : null);
  return [
    ["Formula", shown(full(FORMULA), 3), "%", "arithmetic", "deficit / (4 x 0.25 x imports)"],
    ["Half, rounded up", shown(rates?.posted, 0), "%", "arithmetic", "at least 10: as Annex I was made"],
    [
      ...["Whole per cent, then half, rounded up", shown(rates?.promulgated, 0), "%", "arithmetic"],
      "at least 10: as the headings were made",
    ],
    ["Posted in Annex I of EO 14257", shown(posted, 0), "%", "law", "2 April 2025; empty if not listed"],
    ["Set in 9903.01.43 to .76", shown(promulgated, 0), "%", "law", "empty if no heading is for it"],
    [
      ...["Formula at a pass-through of 0.945", shown(full(ESTIMATED), 1), "%", "assumption"],
      "Cavallo and others (2021) in place of 0.25; not halved",
    ],
  ];
}

function closing({ balance: { exports, imports } }: Partner): Step[] {
  if (exports === null || imports === null || exports >= imports) return [];
  return RESPONSES.map((elasticity) => {
    const tariff = closingTariff({ exports, imports }, 0, elasticity);
    const how = `(exports / imports)^(1 / ${elasticity}) - 1`;
    return [
      `Tariff that closes the gap, demand ${elasticity}`,
      shown(tariff === null ? null : 100 * tariff, 1),
      ...["%", "model", how],
    ];
  });
}

/** Why the rate set is not what the formula gives; nothing where it is. */
function difference({ name, balance: { imports, deficit, posted, promulgated } }: Partner): string[] {
  const rates = imports !== null && deficit !== null ? reciprocalRates(deficit, imports) : null;
  if (rates === null)
    return [`No trade of 2024 with ${name} is published, so that the formula gives nothing.`];
  if (promulgated === null && posted === null)
    return rates.promulgated > 10
      ? [`The formula gives more than 10 % for ${name}, yet Annex I does not list it: an exception.`]
      : [`${name} is not in Annex I: the formula gives no more than its floor of 10 %.`];
  if (promulgated === rates.promulgated || promulgated === null) return [];
  return [
    `The heading has ${promulgated} %, by the rule of headings it would be ${rates.promulgated} %: a published exception.`,
  ];
}

export const partnerSteps = (partner: Partner, mirrors: readonly MirrorFigure[]): Report => ({
  title: `Trade in goods with ${partner.name}, and the formula of 2 April 2025`,
  heading: ["Year 2024; the formula as the US Trade Representative published it"],
  columns: COLUMNS,
  rows: [...published(partner), ...mirrored(mirrors), ...formula(partner), ...closing(partner)],
  total: null,
  notes: [
    ...difference(partner),
    ...(mirrors.length > 0
      ? [
          "The two sides differ by valuation (free on board, or with freight and insurance), by origin against destination, and by timing. Neither is wrong.",
        ]
      : []),
    "The formula takes imports to fall one for one with the tariff rate: an assumption of its authors, no estimate.",
    "Model: one partner, nobody retaliates, from no tariff. The whole balance of a country is its saving less its investment.",
  ],
  facts: {},
});
