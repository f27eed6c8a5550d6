/**
 * Heading and notes of a scenario: what was asked, under which law, what became of its changes, how well it is known.
 */
import type { Context } from "../../contract/command.js";
import { dollarsInWords as dollars } from "../../contract/text.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import type { Book } from "../../entries/book.js";
import type { IsoDate } from "../../law/calendar.js";
import type { HeldUnlawful } from "../../law/drawback.js";
import { printHts } from "../../law/hts.js";
import { inForce, type Version, type View } from "../../law/measure.js";
import {
  type Country,
  includesOrigin,
  type Origin,
  originsInWords,
  originWordsOf,
} from "../../law/origin.js";
import type { Change, Lever, Scenario } from "../../law/scenario.js";
import type { Schedule } from "../../law/schedule.js";
import { coversOrigin, termsFor } from "../../law/scope.js";
import { names } from "../../law/settle.js";
import { usd } from "../../law/units.js";
import {
  type AssumptionKind,
  type BarredTrade,
  barredIn,
  endedRows,
  exposedTo,
  type Flow,
  flowOfProducts,
  flowsInWords,
  partlyMeant,
} from "../../trade/flow.js";
import type { Assumptions } from "../../trade/question.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { type Cell, cellsOfAll, coverageOf, sumsWhere, tallyLayers } from "../../trade/tally.js";
import { allInNotes, barredWords, heldWords, inWords, lateWords, limitNotes } from "../common/law-words.js";

export type Titles = Readonly<Partial<Record<AssumptionKind, string>>>;

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
  const who = originsInWords(origins, MOST_NAMED);
  const law =
    scenario.baseline.kind === "no-tariffs"
      ? "base duties alone"
      : `law in force on ${scenario.baseline.date}`;
  const day = scenario.baseline.kind === "law" ? scenario.baseline.date : scenario.date;
  const rates = ratesInForce(before, levers, origins, day, view);
  return [
    `Imports ${goodsOf(scenario)}from ${who} ${sourceOf(first?.flow)}: ${dollars(imports)} customs value`,
    `Baseline: ${law}${view === "cash" ? ", as it was collected at the time" : ""}${rates === "" ? "" : `: ${rates}`}`,
    changes.length === 0
      ? `Scenario: the law of ${scenario.date}, unchanged`
      : `Scenario: ${changes.join(", ")}`,
  ];
}

/** The year of a flow; entries of a file have a day each. */
const sourceOf = (flow: Flow | undefined): string =>
  flow?.source === flow?.dataset
    ? `(entries of ${flow?.dataset})`
    : `in ${flow?.year}${flowsInWords(flow?.dataset)}`;

const goodsOf = ({ products = [] }: Scenario): string =>
  products.length > 0 ? `of ${products.map(printHts).join(", ")} ` : "";

/** "auto 25%, metals 50%, reciprocal 10%": each lever with a measure in force, leaving out parts of another. */
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
      return rates.length === 0 ? [] : [`${lever.name} ${ratesInWords(rates)}`];
    })
    .join(", ");
}

/** More rates than this stand as the lowest and the highest of them. */
const MOST_RATES = 4;

function ratesInWords(rates: readonly string[]): string {
  const numbers = rates.map((one) => Number.parseFloat(one)).filter(Number.isFinite);
  return rates.length > MOST_RATES && numbers.length === rates.length
    ? `${Math.min(...numbers)} to ${Math.max(...numbers)}%`
    : rates.join(" / ");
}

const ratesOf = (version: Version, origins: readonly Origin[]): string[] =>
  origins
    .filter((origin) => includesOrigin(version.covers.origins, origin))
    .map((origin) => `${inWords(termsFor(version, origin).duty)}${within(version)}`);

/** A rate within a quota is none that goods owe of which nothing is claimed. */
const within = ({ covers }: Version): string => (covers.onlyIf.includes("in-quota") ? " in quota" : "");

/** What was assumed, how many dollars are how well known, and what the figures do not say. */
export function notesOf(run: ScenarioRun, titles: Titles, unknown = unknownNotes(run)): string[] {
  const { changed } = run;
  const coverage = coverageOf(changed);
  return [
    `Priced at statutory rates ${dollars(coverage.statutory)}, at estimated ones ${dollars(coverage.estimated)}; unknown ${dollars(coverage.unknown)}; outside the tariff base (chapters 98-99) ${dollars(coverage.outside)}. Rates are of goods of chapters 1-97.`,
    ...assumptionNotes(run, titles),
    ...suffixNotes(run),
    ...unknown,
    ...lawNotes(run),
  ];
}

/** Where the open facts of a year of trade are asked: to try each takes seconds, so that it is done when it is asked for. */
export const PRESUMED_NOTE =
  "What trade figures do not say of goods stands as the law presumes it: `scenario --asks` names each such fact by the dollars it moves, and between what bounds the duty lies.";

/** Whether trade owes duty under an authority. */
export function chargedUnder({ changed }: Pick<ScenarioRun, "changed">): (authority: string) => boolean {
  const sums = tallyLayers(changed, (layer) => layer?.authority ?? "");
  return (authority) => sums.get(authority)?.duty.isZero() === false;
}

/** Duty that a court held not to be authorized is told wherever trade owes it. */
export function unlawfulNotes(
  { changed }: Pick<ScenarioRun, "changed">,
  held: readonly HeldUnlawful[],
): string[] {
  return unlawfulSums({ changed }, held).map(
    ({ act, duty }) =>
      `${dollars(duty)} of the duty is charged under the ${act.authority.toUpperCase()}: ${heldWords(act)}`,
  );
}

/** Duty under each act that a court held not to authorize it. */
function unlawfulSums({ changed }: Pick<ScenarioRun, "changed">, held: readonly HeldUnlawful[]) {
  const sums = tallyLayers(changed, (layer) => layer?.authority ?? "");
  return held.flatMap((act) => {
    const duty = sums.get(act.authority)?.duty;
    return duty === undefined || duty.isZero() ? [] : [{ act, duty }];
  });
}

/** Where the law of a scenario is not simply that of its day. */
export const lawNotes = (run: ScenarioRun): string[] => {
  const { applied, scenario } = run;
  return [
    ...[...new Set(applied.revived.map(({ termsOf }) => termsOf))].map((day) => {
      const ids = applied.revived.filter(({ termsOf }) => termsOf === day).map(({ id }) => id);
      const [were, their] = ids.length > 1 ? ["were", "their"] : ["was", "its"];
      return `${ids.join(", ")} ${were} not in force on ${scenario.date}; ${their} terms of ${day} are used.`;
    }),
    ...limitNotes(scenario.changes, run.before),
    ...allInNotes(scenario.changes, run.before, scenario.date, run.origins),
    ...(scenario.date > applied.schedule.asOf ? [lateWords(applied.schedule.asOf)] : []),
  ];
};

const assumptionNotes = (run: ScenarioRun, titles: Titles): string[] =>
  assumptionSums(run, titles).map(
    ({ title, imports, duty }) =>
      `Assumed: ${title}; ${dollars(imports)} of imports, ${dollars(duty)} of duty rest on it.`,
  );

/** Imports and duty that rest on each assumption. */
function assumptionSums({ changed }: Pick<ScenarioRun, "changed">, titles: Titles) {
  return Object.entries(titles).flatMap(([kind, title]) => {
    const rests = ({ priceClass, base }: Cell) =>
      [...priceClass.assumed, ...base.assumed].some((one) => one === kind);
    const { imports, duty } = sumsWhere(changed, rests);
    return imports.isZero() ? [] : [{ kind, title, imports, duty }];
  });
}

/** Statistical numbers that ended before the law's day: the 8-digit line still says the duty. */
function suffixNotes(run: ScenarioRun): string[] {
  const ended = endedDollars(run);
  return ended === 0
    ? []
    : [
        `${dollars(usd(ended))} came in under ten-digit numbers that the tariff has dropped since; it is priced at their eight-digit lines.`,
      ];
}

function endedDollars({ changed, scenario, applied }: ScenarioRun): number {
  const { base } = applied.schedule;
  return changed.reduce(
    (sum, { flow }) =>
      endedRows(flow, scenario.date)
        .filter((row) => base.ratesOf(flow.hts[row] ?? "", scenario.date))
        .reduce((dollars, row) => dollars + (flow.value[row] ?? 0), sum),
    0,
  );
}

/** Sums that notes tell in round dollars, to the last digit; worked out only for formats that print them. */
export const noteFacts = (
  run: ScenarioRun,
  titles: Titles,
  held: readonly HeldUnlawful[],
  beside: () => BesideDuty,
) => ({
  get assumed() {
    return assumptionSums(run, titles).map(({ kind, title, imports, duty }) => ({
      ...{ kind, title, imports_usd: imports.toFixed(), duty_usd: duty.toFixed() },
    }));
  },
  get held_unlawful() {
    return unlawfulSums(run, held).map(({ act: { authority, on, citation }, duty }) => ({
      ...{ authority, on, citation, duty_usd: duty.toFixed() },
    }));
  },
  get beside_duty() {
    return besideFact(beside());
  },
  get ended_numbers_usd() {
    return usd(endedDollars(run)).toFixed();
  },
});

/** Imports of which the duty does not tell all: under orders on dumping and subsidies, and barred. */
export interface BesideDuty {
  readonly exposed: number;
  readonly barred: readonly BarredTrade[];
}

/** The same for programs, in dollars of imports. */
export function besideFact({ exposed, barred }: BesideDuty) {
  const sum = (of: (one: BarredTrade) => number) =>
    usd(barred.reduce((all, one) => all + of(one), 0)).toFixed();
  return {
    orders_usd: usd(exposed).toFixed(),
    barred_usd: sum((one) => one.barred),
    may_be_barred_usd: sum((one) => one.open),
  };
}

export const besideDuty = (scenario: TradeMeant, date: IsoDate, context: Context): BesideDuty => ({
  exposed: exposureOf(scenario, date, context),
  barred: barredOf(scenario, date, context),
});

/** What the sums leave out, and what would tell it: rates by weight or number are one thing, however many there are. */
export function unknownNotes({ changed }: ScenarioRun): string[] {
  const { unknown } = coverageOf(changed);
  if (!unknown.gt(0)) return [];
  const needs = new Set<string>();
  for (const { priceClass, base } of cellsOfAll(changed))
    for (const need of [...priceClass.needs, ...base.needs]) needs.add(need);
  const rates = [...needs].flatMap((need) => BY_QUANTITY.exec(need)?.[1] ?? []).sort();
  const others = [...needs].filter((need) => !BY_QUANTITY.test(need)).sort();
  const told = [
    ...others.slice(0, MOST_NEEDS),
    ...(others.length > MOST_NEEDS ? [`${others.length - MOST_NEEDS} more facts`] : []),
    ...(rates.length > 0
      ? [
          `weight, number or parts, for ${rates.length === 1 ? "the rate" : `${rates.length} rates such as`} ${rates[0]}`,
        ]
      : []),
  ];
  return [
    `Totals are lower bounds: trade figures do not say all that the duty on ${dollars(unknown)} of these goods depends on: ${told.join("; ")}.`,
  ];
}

const MOST_NEEDS = 4;
/** As the prices of lines say it, of a rate that is not one on the value. */
const BY_QUANTITY = /^the quantity or parts that (".*") is on$/;

/** What a reader of priced entries should know. */
export const bookNotes = (
  book: Book,
  { date }: ScenarioText,
  schedule: Schedule,
  barred: readonly string[],
): string[] => [
  `All entries are priced as if entered on ${date}, with what their rows state; duty is not rounded by line.`,
  ...exposureNotes(book.exposed(schedule.orders, date)),
  ...barred,
  ...(book.invalid > 0
    ? [`Rows left out because they cannot be read: ${book.invalid}; \`duty --file\` tells why.`]
    : []),
];

type TradeMeant = Pick<Scenario, "products" | "flows" | "origins">;

/** What a reader of a priced year of trade should know. */
export const tradeNotes = (
  text: ScenarioText,
  scenario: TradeMeant,
  assume: Assumptions,
  context: Context,
  barred = barredNotes(scenario, text.date, context),
): string[] => [
  ...partlyMeantNotes(scenario, assume, context),
  ...besideDutyNotes(scenario, text.date, context, barred),
  ...(text.products ? [] : actualNotes(scenario.origins, text.date, context)),
];

/** The assumption that takes preferences as far as base duty was not paid in the year of the trade. */
const AS_USED = "other-preferences";
/** Base duty by law this many times what customs calculated in all is no rounding: preferences were claimed. */
const FAR_MORE = 1.5;

/** Preferences that are not taken as claimed, where what was paid in the year of the trade shows that they were. */
export function preferenceNotes(
  { changed, origins }: ScenarioRun,
  { assume, products }: ScenarioText,
  schedule: Schedule,
): string[] {
  const [origin, second] = origins;
  if (origin === undefined || second !== undefined || products || assume.includes(AS_USED)) return [];
  const claims = schedule.agreements
    .filter(
      ({ claim, origins: own }) => claim !== "USMCA" && !own.includes("*") && includesOrigin(own, origin),
    )
    .map(({ claim }) => claim);
  const base = tallyLayers(changed, (layer) => (layer === null ? "base" : "")).get("base");
  const paid = changed.reduce((sum, { flow }) => flow.duty.reduce((a, b) => a + b, sum), 0);
  if (claims.length === 0 || base === undefined || base.duty.lte(paid * FAR_MORE)) return [];
  return [
    `No preference is taken as claimed: base duty is ${dollars(base.duty)} here, and customs calculated ${dollars(usd(paid))} of duty in all on these goods in ${changed[0]?.flow.year}. --assume +${AS_USED} takes ${claims.join(", ")} as used then.`,
  ];
}

/** What duties on a year of trade do not show: deposits that may come on top, and goods that may not be imported at all. */
export const besideDutyNotes = (
  scenario: TradeMeant,
  date: IsoDate,
  context: Context,
  barred = barredNotes(scenario, date, context),
): string[] => [...exposureNotes(exposureOf(scenario, date, context)), ...barred];

function exposureOf({ products = [], flows, origins }: TradeMeant, date: IsoDate, context: Context): number {
  const { orders, origins: known } = context.schedule();
  return origins.reduce(
    (sum, origin) =>
      sum + exposedTo(orders, flowOfProducts(context.flow(flows, origin), products), known, date),
    0,
  );
}

/** Dollars of goods that the law of a day bars. */
export const barredNotes = (scenario: TradeMeant, date: IsoDate, context: Context): string[] =>
  barredWords(barredOf(scenario, date, context));

const barredOf = (
  { products = [], flows, origins }: TradeMeant,
  date: IsoDate,
  context: Context,
): BarredTrade[] =>
  origins.map((origin) =>
    barredIn(context.schedule(), flowOfProducts(context.flow(flows, origin), products), date),
  );

/** Dollars on which deposits of antidumping or countervailing duties may come on top. */
const exposureNotes = (exposed: number): string[] =>
  exposed === 0
    ? []
    : [
        `Antidumping or countervailing duty orders name the number and country of ${dollars(usd(exposed))}; their deposits are not counted, and the words of each scope decide.`,
      ];

/** What became of changes that replaced or reached nothing. */
export const changeNotes = (run: ScenarioRun, schedule: Schedule): string[] => [
  ...replacedIds(run.scenario.changes, schedule).map(
    (id) => `${id} of the law is replaced by the measure of that id given.`,
  ),
  ...idleIds(run).map((id) => `${id} is charged on none of these imports.`),
];

/** Ids of measures that take the place of one of the law. */
const replacedIds = (changes: readonly Change[], { measures }: Schedule): string[] =>
  changes.flatMap((change) =>
    change.do === "enact" && measures.some(({ id }) => id === change.measure.id) ? [change.measure.id] : [],
  );

/** Measures enacted that none of the trade is charged under: nothing would move, and nothing say why. */
function idleIds({ scenario, changed }: ScenarioRun): string[] {
  const enacted = scenario.changes.flatMap((change) => (change.do === "enact" ? [change.measure.id] : []));
  if (enacted.length === 0) return [];
  const charged = tallyLayers(changed, (layer) => layer?.id ?? "");
  return enacted.filter((id) => !charged.has(id));
}

/** Goods known only by chapter, of which nothing says how many are of the products asked about. */
function partlyMeantNotes(
  { products = [], flows, origins }: TradeMeant,
  { productMix }: Assumptions,
  context: Context,
): string[] {
  if (products.length === 0 || productMix) return [];
  const partly = origins.reduce((sum, origin) => sum + partlyMeant(context.flow(flows, origin), products), 0);
  return partly === 0
    ? []
    : [`${dollars(usd(partly))} of goods known only by chapter may be of these products; they are left out.`];
}

/** More origins than this and the notes would bury the table. */
const MOST_NOTES = 3;

/** What customs calculated in the month whose law is asked about: statutory is not collected. */
function actualNotes(origins: readonly Country[], date: IsoDate, context: Context): string[] {
  if (origins.length > MOST_NOTES) return [];
  return origins.flatMap((origin) => {
    const months = context.actuals(origin);
    if (months.length === 0) return [];
    const actual = months.find(({ month, value }) => month === date.slice(0, 7) && value > 0);
    if (!actual)
      return [`Statutory is not collected: timeline --origin ${origin} --realised estimates what is.`];
    const rate = ((actual.duty / actual.value) * 100).toFixed(1);
    const name = originWordsOf(origin, context.schedule());
    return [
      `Statutory is not collected: customs calculated ${rate}% on all imports from ${name} in ${actual.month}.`,
    ];
  });
}
