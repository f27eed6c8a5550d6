/** What differs between two tariffs: rates, and the dollars they are charged on. */
import type { Context } from "../../command.js";
import { printHts } from "../../domain/hts.js";
import { type Decimal, decimal } from "../../domain/units.js";
import { money } from "../../numbers.js";
import type { Cell, Column, Report } from "../../report.js";
import { type MeasureChange, measureChanges } from "./measure-changes.js";
import { dutyMoved, tradeByLine } from "./moved.js";
import { shortPair } from "./short-rates.js";
import type { Sides } from "./sides.js";
import { type RateChange, rateChanges } from "./tariff-side.js";

const COLUMNS: readonly Column[] = [
  { key: "what", title: "What", kind: "text", drop: 0 },
  { key: "column", title: "Column", kind: "text", drop: 1 },
  { key: "before", title: "Before", kind: "text", drop: 0, machineOnly: true },
  { key: "after", title: "After", kind: "text", drop: 0, machineOnly: true },
  { key: "was", title: "Before", kind: "text", drop: 0, tableOnly: true },
  { key: "is", title: "After", kind: "text", drop: 0, tableOnly: true },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "duty_change_usd", title: "Change of duty", kind: "usd", drop: 0 },
];

const FLOWS = "us-imports-2024";

/** Every rate and measure that differs, with the imports it is on; the total names the parts that are known. */
export async function answerDiff(sides: Sides, context: Context): Promise<Report> {
  const { before, after, laws, day } = sides;
  const changes = rateChanges(before, after);
  const measures = laws ? measureChanges(laws, day, FLOWS) : [];
  const trade = changes.length > 0 ? tradeByLine(context, FLOWS) : new Map();
  const rows = changes.map((change) => ({ change, ...dutyMoved(change, trade) }));
  const lines = new Set(changes.map(({ line }) => line)).size;
  const imports = [...new Map(rows.map(({ change, imports }) => [change.line, imports])).values()].reduce(
    (sum, one) => sum.plus(one),
    decimal(0),
  );
  const same = changes.length === 0 && measures.length === 0;
  return {
    title: same ? "No difference in any rate" : titleOf(changes.length, lines, measures.length),
    heading: [
      `${before.title} beside ${after.title}: ${after.lines.size} lines of eight digits in three columns`,
    ],
    columns: COLUMNS,
    rows: [...measures.map(measureRow), ...rows.map(rateRow)],
    total: same
      ? null
      : {
          what: "Total",
          imports_usd: rows.length > 0 ? imports : null,
          duty_change_usd: totalOf(rows, measures),
        },
    notes: notesOf(rows, imports, measures),
    facts: {
      lines: after.lines.size,
      rates_changed: changes.length,
      lines_changed: lines,
      measures_changed: measures.length,
    },
  };
}

const titleOf = (rates: number, lines: number, measures: number): string =>
  [
    ...(rates > 0
      ? [
          `${rates} ${rates === 1 ? "rate differs" : "rates differ"} on ${lines} ${lines === 1 ? "line" : "lines"}`,
        ]
      : []),
    ...(measures > 0 ? [`${measures} ${measures === 1 ? "measure differs" : "measures differ"}`] : []),
  ].join("; ");

interface Moved {
  readonly change: RateChange;
  readonly imports: Decimal;
  readonly duty: Decimal | null;
}

const rateRow = ({ change, imports, duty }: Moved): Cell[] => [
  printHts(change.line),
  change.column === "column2" ? "column 2" : change.column,
  change.before ?? null,
  change.after ?? null,
  ...shortPair(change.before, change.after),
  imports,
  duty,
];

const measureRow = ({ id, before, after, imports, duty }: MeasureChange): Cell[] => [
  id,
  "measure",
  before,
  after,
  before,
  after,
  imports,
  duty,
];

/** `null` if a part is not known. */
const totalOf = (rows: readonly Moved[], measures: readonly MeasureChange[]): Decimal | null =>
  rows.some(({ duty }) => duty === null) ? null : knownOf([...rows, ...measures]);

const knownOf = (rows: readonly { readonly duty: Decimal | null }[]): Decimal =>
  rows.reduce((sum, { duty }) => (duty ? sum.plus(duty) : sum), decimal(0));

function notesOf(rows: readonly Moved[], imports: Decimal, measures: readonly MeasureChange[]): string[] {
  const unknown = rows.filter(({ duty }) => duty === null).length;
  return [
    ...(rows.length > 0
      ? [
          `Imports are those of 2024 from partners known by line: $${money(imports)} on the lines that differ. The change of duty is at most this, by percentages of the general column and of column 2; preferences claimed are not taken out.`,
        ]
      : []),
    ...(unknown > 0
      ? [
          `${unknown} ${unknown === 1 ? "rate is" : "rates are"} no percentage on both sides, or of the special column: the duty is not known from values alone. The others come to $${money(knownOf(rows))}.`,
        ]
      : []),
    ...(measures.length > 0
      ? [
          "Duty of measures is that of a whole year of the trade of 2024, with no change of what is bought and nothing assumed; layers that cannot be computed count nothing.",
        ]
      : []),
  ];
}
