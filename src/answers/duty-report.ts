/** An assessment as a report: a row a layer, whatever became of it. */
import type { Context } from "../command.js";
import type { Assessment, Layer, Outcome } from "../domain/assess.js";
import type { Bounds } from "../domain/bounds.js";
import type { IsoDate } from "../domain/day.js";
import { printHts } from "../domain/hts.js";
import type { Source } from "../domain/measure.js";
import { effectiveRate, owed, type Usd, WHOLE } from "../domain/units.js";
import { money } from "../numbers.js";
import type { Cell, Column, Report } from "../report.js";
import { inWords } from "./duty-words.js";
import { explanation } from "./explain.js";

const COLUMNS: readonly Column[] = [
  { key: "line", title: "#", kind: "text", drop: 6, machineOnly: true },
  { key: "title", title: "Layer", kind: "text", drop: 0 },
  { key: "measure", title: "Measure", kind: "text", drop: 7, machineOnly: true },
  { key: "authority", title: "Authority", kind: "text", drop: 6 },
  { key: "heading", title: "Heading", kind: "text", drop: 0 },
  { key: "outcome", title: "Outcome", kind: "text", drop: 0 },
  { key: "by", title: "By", kind: "list", drop: 0 },
  { key: "part", title: "Part", kind: "rate", drop: 4 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "citation", title: "Citation", kind: "text", drop: 5 },
];

/** Units: dollars rounded to cents, rates of customs value. */
export function dutyReport(
  assessment: Assessment,
  limits: Bounds,
  explain: boolean,
  context: Context,
): Report {
  const { entry, base, layers } = assessment;
  const { name } = context.schedule().origins.get(entry.origin) ?? { name: entry.origin };
  const rows = [baseRow(assessment), ...layers.map((layer, index) => layerRow(layer, index + 2, assessment))];
  const atLeast = assessment.needs.length > 0;
  const least = atLeast ? limits.least : assessment.duty;
  return {
    title: `Duty on ${printHts(entry.hts)} of ${name}, entered on ${entry.date}`,
    heading: [
      `Customs value $${money(entry.value)}; base duty of the tariff: ${base.applied.column}, ${base.applied.text || "no rate stated"}`,
    ],
    columns: COLUMNS,
    rows,
    total: {
      title: atLeast ? "Total, at least" : "Total",
      value_usd: entry.value,
      duty_usd: least,
      fees_usd: null,
      rate: effectiveRate(least, entry.value),
      at_least: atLeast,
      at_most_usd: limits.most,
    },
    notes: [
      ...needNotes(assessment, limits),
      ...lateNotes(entry.date, context.schedule().asOf),
      ...(explain ? explanation(assessment, context) : []),
    ],
    facts: {},
  };
}

const lateNotes = (day: IsoDate, asOf: IsoDate): string[] =>
  day > asOf ? [`The law was checked to ${asOf}; later days extrapolate it.`] : [];

function baseRow({ entry, base }: Assessment): Cell[] {
  const cite = "HTSUS General Note 3";
  const title = `Base duty, ${base.applied.column}${base.estimated ? ", estimated" : ""}`;
  return ["1", title, "base", "base", printHts(base.line), ...outcomeCells(base.fate, entry.value), cite];
}

function layerRow({ measure, heading, version, fate }: Layer, line: number, { entry }: Assessment): Cell[] {
  const cite = version.sources.map((source: Source) => source.cite).join("; ");
  return [
    String(line),
    measure.title,
    measure.id,
    measure.authority,
    heading,
    ...outcomeCells(fate, entry.value),
    cite,
  ];
}

/** Outcome, by whom, part, rate, dollars. */
function outcomeCells(fate: Outcome, value: Usd): Cell[] {
  switch (fate.outcome) {
    case "charged": {
      const by = fate.yieldedTo.length > 0 ? fate.yieldedTo : null;
      const of = owed(value, fate.share);
      return [
        "charged",
        by,
        fate.share.eq(WHOLE) ? WHOLE : fate.share,
        effectiveRate(fate.duty, of),
        fate.duty,
      ];
    }
    case "displaced":
      return ["displaced", fate.by, null, null, null];
    case "freed":
      return ["freed", [fate.by], null, null, null];
    case "unknown":
      return ["unknown", null, null, null, null];
  }
}

/** What is missing, and what it could come to. */
function needNotes({ needs, layers, base }: Assessment, { least, most }: Bounds): string[] {
  if (needs.length === 0) return [];
  const range =
    most === null
      ? `at least $${money(least)}; without a limit until it is known`
      : `at least $${money(least)}, up to $${money(most)}`;
  const named = [
    { title: "the base duty", fate: base.fate },
    ...layers.map(({ measure, fate }) => ({ title: measure.title, fate })),
  ];
  const terms = named.flatMap(({ title, fate }) =>
    fate.outcome === "unknown" ? [`${title} (${inWords(fate.duty)})`] : [],
  );
  return [`Not stated: ${needs.join(", ")}. Duty is ${range}.`, `Waiting for it: ${terms.join("; ")}.`];
}
