/**
 * Trade with partners as tables: the formula of 2 April 2025 step by step, a tariff that would balance trade, and
 * mirror data.
 */

import { type Cell, type Column, isDecimal, type Report } from "../../contract/report.js";
import { grouped } from "../../contract/text.js";
import {
  closingTariff,
  closingTariffUnder,
  formulaRate,
  type MirrorFigure,
  type PartnerBalance,
  reciprocalRates,
} from "../../economics/bilateral.js";
import { type Named, originWords } from "../../law/origin.js";
import { decimal } from "../../law/units.js";
import { ledBy } from "../common/law-words.js";

export interface Partner {
  readonly code: string;
  readonly called: Named;
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

function cells({ code, called: { name }, balance }: Partner): Cell[] {
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
    "Arithmetic: half is of the formula in whole per cent, rounded up, at least 10%, as in the headings.",
    "Law: Annex I of EO 14257 as posted; headings 9903.01.43 to 9903.01.76 as set. Empty where neither names the partner.",
  ],
  facts: {},
});

const STEP_COLUMNS: readonly Column[] = [
  { key: "what", title: "", kind: "text", drop: 0, inFull: true },
  { key: "shown", title: "Value", kind: "text", drop: 0, tableOnly: true },
  { key: "value", title: "Value", kind: "text", drop: 0, machineOnly: true },
  { key: "unit", title: "Unit", kind: "text", drop: 0 },
  { key: "kind", title: "Is", kind: "text", drop: 1 },
  { key: "how", title: "How", kind: "text", drop: 2 },
];

export const partnerSteps = (
  partner: Partner,
  mirrors: readonly MirrorFigure[],
  { steps, recorded, date, warnings }: MovedTrade,
): Report => ({
  title: `Trade in goods with ${originWords(partner.called)}, and the formula of 2 April 2025`,
  heading: [
    "Year 2024; the formula as the US Trade Representative published it",
    ...(date === null ? [] : [`Import falls, and the deficits they leave: by the law of ${date}`]),
  ],
  columns: STEP_COLUMNS,
  rows: [
    ...publishedSteps(partner),
    ...mirrorSteps(partner, mirrors),
    ...formulaSteps(partner),
    ...balancingTariff(partner, recorded),
    ...steps,
  ].map(([what = null, value = null, ...rest]) => [what, inGroups(value), value, ...rest]),
  total: null,
  ...ledBy(warnings, [
    ...warnings,
    ...difference(partner),
    ...(mirrors.length > 0
      ? [
          "The two sides differ by valuation (free on board, or with freight and insurance), by origin against destination, and by timing. Neither is wrong.",
        ]
      : []),
    "The formula takes imports to fall one for one with the tariff rate: an assumption of its authors, no estimate.",
    "Imports and deficits after: under the law of the day, and the scenario if one is asked for, trade of the year answers from the law it was recorded under, line by line; exports stay as they are.",
    "Rates that close the gap: the tariff on all imports from the partner at which they equal US exports to it, by the elasticity of demand named; from no tariff unless it says so, and the partner answers only where it says so.",
    "Model: one partner. The whole balance of a country is its saving less its investment.",
  ]),
  facts: {},
});

// Each step says whether it is published, arithmetic, law or an assumption, so that a reader can stop where he
// disagrees.

const FORMULA = { elasticity: 4, passThrough: 0.25 };
/** Pass-through that the cited estimate has at the border, where the formula took 0.25. */
const ESTIMATED = { elasticity: 4, passThrough: 0.945 };
const CENSUS = "US Census Bureau, 2024";

export const rounded = (number: number | null | undefined, places: number): Cell =>
  number === null || number === undefined ? null : decimal(number).toDecimalPlaces(places);

export type Step = Cell[];

/** As people read numbers. */
const inGroups = (cell: Cell): Cell => (isDecimal(cell) ? grouped(cell.toFixed()) : cell);

function publishedSteps({ balance: { exports, imports, deficit } }: Partner): Step[] {
  return [
    ["US exports", rounded(exports, 1), "$m", "published", CENSUS],
    ["US imports, general", rounded(imports, 1), "$m", "published", CENSUS],
    ["US deficit", rounded(deficit, 1), "$m", "published", CENSUS],
  ];
}

function formulaSteps({ balance: { imports, deficit, posted, promulgated } }: Partner): Step[] {
  const traded = imports !== null && deficit !== null;
  const rates = traded ? reciprocalRates(deficit, imports) : null;
  const full = (terms: typeof FORMULA) => (traded ? formulaRate(deficit, imports, terms) : null);
  return [
    ["Formula", rounded(full(FORMULA), 3), "%", "arithmetic", "deficit / (4 x 0.25 x imports)"],
    ["Half, rounded up", rounded(rates?.posted, 0), "%", "arithmetic", "at least 10: as Annex I was made"],
    [
      ...["Half of whole %, rounded up", rounded(rates?.promulgated, 0), "%", "arithmetic"],
      "at least 10: as the headings were made",
    ],
    ["Posted in Annex I of EO 14257", rounded(posted, 0), "%", "law", "2 April 2025; empty if not listed"],
    ["Set in 9903.01.43 to .76", rounded(promulgated, 0), "%", "law", "empty if no heading is for it"],
    [
      ...["Formula, pass-through 0.945", rounded(full(ESTIMATED), 1), "%", "assumption"],
      "Cavallo and others (2021) in place of 0.25; not halved",
    ],
  ];
}

/** Of all imports after a year and in the long run, and of one partner as in the formula. */
const RESPONSES = [-0.76, -2, -4] as const;
const LONG_RUN = -2;

/** An example: the partner adds a tenth, and trade responds alike on both sides. */
const ANSWERED = { imports: LONG_RUN, exports: LONG_RUN, tariff: 0.1 } as const;

/** @param recorded The mean rate that the trade was recorded under, as a fraction; `null` if it is not known. */
function balancingTariff({ balance: { exports, imports } }: Partner, recorded: number | null): Step[] {
  if (exports === null || imports === null || exports >= imports) return [];
  const balance = { exports, imports };
  const alone = RESPONSES.map((elasticity) =>
    step(
      `${elasticity}`,
      closingTariff(balance, 0, elasticity),
      `(exports / imports)^(1 / ${elasticity}) - 1: from no tariff`,
    ),
  );
  return [
    ...alone,
    ...(recorded === null ? [] : [fromRecorded(balance, recorded)]),
    step(
      `${LONG_RUN}, partner +10%`,
      closingTariffUnder(balance, 0, ANSWERED),
      `the same as for ${LONG_RUN} with exports x 1.1^${LONG_RUN}`,
    ),
  ];
}

/** What is charged already moves the answer up: the tariff after is looked for, not what is added. */
function fromRecorded(balance: { exports: number; imports: number }, recorded: number): Step {
  const percent = decimal(100 * recorded)
    .toDecimalPlaces(2)
    .toFixed();
  return step(
    `${LONG_RUN}, from a mean rate of ${percent}%`,
    closingTariff(balance, recorded, LONG_RUN),
    `(1 + t0)(exports / imports)^(1 / ${LONG_RUN}) - 1; t0 the mean rate under which the trade was recorded`,
  );
}

const step = (when: string, tariff: number | null, how: string): Step => [
  `Rate that closes the gap, elasticity ${when}`,
  rounded(tariff === null ? null : 100 * tariff, 1),
  ...["%", "model", how],
];

// A partner publishes the same trade itself. Source: METHODS 3.3.

const BILLION_DOLLARS = "billion dollars";

/** What the partner publishes, and how far the US figure is above it where both are in dollars. */
const mirrorSteps = ({ balance: { deficit } }: Partner, figures: readonly MirrorFigure[]): Step[] =>
  figures.flatMap(({ what, value, unit, period, cite, confidence, note }): Step[] => {
    const own = [
      `Partner: ${what}`,
      rounded(value, 2),
      unit,
      `published, ${confidence}`,
      `${period}; ${cite}; ${note}`,
    ];
    if (unit !== BILLION_DOLLARS || deficit === null) return [own];
    const apart = decimal(deficit).div(1000).minus(value).toDecimalPlaces(2);
    return [
      own,
      ["US figure above it by", apart, unit, "arithmetic", "US deficit less the partner's figure"],
    ];
  });

// Some rates were set at what the formula does not give: each is noted. Source: METHODS 3.1.

/** Why the rate set is not what the formula gives; nothing where it is. */
function difference({ called, balance: { imports, deficit, posted, promulgated } }: Partner): string[] {
  const name = originWords(called);
  const rates = imports !== null && deficit !== null ? reciprocalRates(deficit, imports) : null;
  if (rates === null)
    return [`No trade of 2024 with ${name} is published, so that the formula gives nothing.`];
  if (promulgated === null && posted === null)
    return rates.promulgated > 10
      ? [`The formula gives more than 10% for ${name}, yet Annex I does not list it: an exception.`]
      : [`Annex I does not list ${name}: the formula gives no more than its floor of 10%.`];
  if (promulgated === rates.promulgated || promulgated === null) return [];
  return [
    `The rate set is ${promulgated}%, where the published formula gives ${rates.promulgated}%: an exception.`,
  ];
}

/** Trade with a partner when it answers. */
export interface MovedTrade {
  readonly steps: readonly Step[];
  /** The mean rate that its trade was recorded under, as a fraction; `null` if there is none. */
  readonly recorded: number | null;
  /** The day of the law that it answers; `null` if its trade is not shipped. */
  readonly date: string | null;
  /** What is to be known of that law. */
  readonly warnings: readonly string[];
}
