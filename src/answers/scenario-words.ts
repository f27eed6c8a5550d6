/** Heading and notes of a scenario: what was asked, under which law, and how well it is known. */

import { type Cell, cellsOfAll } from "../domain/cells.js";
import { includesOrigin, type Origin } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import { endedRows, type Flow } from "../domain/flow.js";
import { printHts } from "../domain/hts.js";
import { inForce } from "../domain/in-force.js";
import type { Version } from "../domain/measure.js";
import type { AssumptionKind } from "../domain/priced.js";
import { coversOrigin, termsFor } from "../domain/reach.js";
import type { Lever, Scenario } from "../domain/scenario.js";
import type { Schedule, View } from "../domain/schedule.js";
import { names } from "../domain/settle.js";
import { coverageOf, sumsWhere } from "../domain/tally.js";
import { type Usd, usd } from "../domain/units.js";
import { grouped } from "../numbers.js";
import { inWords } from "./duty-words.js";
import type { ScenarioRun } from "./run-scenario.js";

export type Titles = Readonly<Partial<Record<AssumptionKind, string>>>;

const dollars = (amount: Usd): string => `$${grouped(amount.toFixed(0))}`;

/** More names than this say less than their number. */
const MOST_NAMED = 6;

/** Origin, flows, year and value; then the law's day and the rates in force on it. */
export function headingOf(
  run: ScenarioRun,
  levers: readonly Lever[],
  view: View,
  changes: readonly string[],
): string[] {
  const { origins, baseline, before, scenario } = run;
  const [first] = baseline;
  const imports = sumsWhere(baseline, () => true).imports;
  const who =
    origins.length > MOST_NAMED ? `${origins.length} origins` : origins.map(({ name }) => name).join(", ");
  const law =
    scenario.baseline.kind === "no-tariffs"
      ? "base duties alone"
      : `law in force on ${scenario.baseline.date}`;
  const day = scenario.baseline.kind === "law" ? scenario.baseline.date : scenario.date;
  const rates = ratesInForce(before, levers, origins, day, view);
  return [
    `Imports ${goodsOf(scenario)}from ${who} ${sourceOf(first?.flow)}: ${dollars(imports)} customs value`,
    `Baseline: ${law}${rates === "" ? "" : `: ${rates}`}`,
    changes.length === 0
      ? `Scenario: the law of ${scenario.date}, unchanged`
      : `Scenario: ${changes.join(", ")}`,
  ];
}

/** The year of a flow; entries of a file have a day each. */
const sourceOf = (flow: Flow | undefined): string =>
  flow?.source === flow?.dataset ? `(entries of ${flow?.dataset})` : `in ${flow?.year} (${flow?.dataset})`;

const goodsOf = ({ products = [] }: Scenario): string =>
  products.length > 0 ? `of ${products.map(printHts).join(", ")} ` : "";

/** "auto 25 %, metals 50 %, reciprocal 10 %": each lever with a measure in force, leaving out parts of another. */
function ratesInForce(
  schedule: Schedule,
  levers: readonly Lever[],
  origins: readonly Origin[],
  on: IsoDate,
  view: View,
): string {
  const told = new Set<string>();
  return levers
    .flatMap((lever) => {
      const standing = schedule.measures.flatMap((measure) => {
        const version = inForce(measure, on, view);
        const named = lever.measures.some((pattern) => names(pattern, measure.id));
        return version && named && !told.has(measure.id) ? [{ id: measure.id, version }] : [];
      });
      const reaching = standing.filter(({ version }) =>
        origins.some((origin) => coversOrigin(version.covers, origin)),
      );
      for (const { id } of reaching) told.add(id);
      const rates = [...new Set(reaching.flatMap(({ version }) => ratesOf(version, origins)))];
      return rates.length === 0 ? [] : [`${lever.name} ${rates.join(" / ")}`];
    })
    .join(", ");
}

const ratesOf = (version: Version, origins: readonly Origin[]): string[] =>
  origins
    .filter((origin) => includesOrigin(version.covers.origins, origin))
    .map((origin) => `${inWords(termsFor(version, origin).duty)}${within(version)}`);

/** A rate within a quota is none that goods owe of which nothing is claimed. */
const within = ({ covers }: Version): string => (covers.onlyIf.includes("in-quota") ? " in quota" : "");

/** What was assumed, how many dollars are how well known, and what the figures do not say. */
export function notesOf(run: ScenarioRun, titles: Titles): string[] {
  const { changed } = run;
  const coverage = coverageOf(changed);
  return [
    `Priced at statutory rates ${dollars(coverage.statutory)}, at estimated ones ${dollars(coverage.estimated)}; unknown ${dollars(coverage.unknown)}; outside the tariff base (chapters 98-99) ${dollars(coverage.outside)}. Rates are of goods of chapters 1-97.`,
    ...assumptionNotes(run, titles),
    ...suffixNotes(run),
    ...(coverage.unknown.gt(0) ? [unknownNote(run)] : []),
    ...lawNotes(run),
  ];
}

/** Where the law of a scenario is not simply that of its day. */
export const lawNotes = ({ applied, scenario }: ScenarioRun): string[] => [
  ...applied.revived.map(
    ({ id, termsOf }) => `${id} was not in force on ${scenario.date}; its terms of ${termsOf} are used.`,
  ),
  ...(scenario.date > applied.schedule.asOf
    ? [`The law was checked to ${applied.schedule.asOf}; later days extrapolate it.`]
    : []),
];

function assumptionNotes({ changed }: ScenarioRun, titles: Titles): string[] {
  return Object.entries(titles).flatMap(([kind, title]) => {
    const rests = ({ priceClass, base }: Cell) =>
      [...priceClass.assumed, ...base.assumed].some((one) => one === kind);
    const { imports, duty } = sumsWhere(changed, rests);
    return imports.isZero()
      ? []
      : [`Assumed: ${title}; ${dollars(imports)} of imports, ${dollars(duty)} of duty rest on it.`];
  });
}

/** Statistical numbers that ended before the law's day: the 8-digit line still says the duty. */
function suffixNotes({ changed, scenario, applied }: ScenarioRun): string[] {
  const { base } = applied.schedule;
  const ended = changed.reduce(
    (sum, { flow }) =>
      endedRows(flow, scenario.date)
        .filter((row) => base.ratesOf(flow.hts[row] ?? "", scenario.date))
        .reduce((dollars, row) => dollars + (flow.value[row] ?? 0), sum),
    0,
  );
  return ended === 0
    ? []
    : [
        `${dollars(usd(ended))} was entered under statistical numbers that have ended; it is priced at their 8-digit lines.`,
      ];
}

function unknownNote({ changed }: ScenarioRun): string {
  const needs = new Set<string>();
  for (const { priceClass, base } of cellsOfAll(changed))
    for (const need of [...priceClass.needs, ...base.needs]) needs.add(need);
  const few = [...needs].sort().slice(0, MOST_NEEDS);
  const more = needs.size > MOST_NEEDS ? ` and ${needs.size - MOST_NEEDS} more` : "";
  return `Totals are lower bounds: what is unknown needs ${few.join("; ")}${more}.`;
}

const MOST_NEEDS = 4;
