/** Answers a scenario: from its text to a report. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { isoDate } from "../domain/day.js";
import { printHts } from "../domain/hts.js";
import { partlyMeant } from "../domain/only-products.js";
import type { Assumptions } from "../domain/priced.js";
import type { Baseline, Scenario } from "../domain/scenario.js";
import type { Schedule, View } from "../domain/schedule.js";
import { awaited, UserError } from "../errors.js";
import { grouped } from "../numbers.js";
import type { Report } from "../report.js";
import { type ScenarioText, toChange, toScenario } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { actualsOf } from "./actuals.js";
import { changesInWords } from "./change-words.js";
import { checkEnacted, idleIds, missedChange, replacedIds } from "./check-changes.js";
import { checkDay } from "./days.js";
import { effectiveRates } from "./effective-rates.js";
import type { Book } from "./entries/book.js";
import { type Grouping, parseGroupings } from "./group.js";
import { type Inputs, runScenario, type ScenarioRun } from "./run-scenario.js";
import { scenarioReport } from "./scenario-report.js";
import { headingOf, notesOf } from "./scenario-words.js";

export interface Asked {
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | undefined;
  readonly view: View;
  /** A file of entries to price instead of flows. */
  readonly entries?: string | undefined;
}

/** @throws {UserError} on a day before the data begins, a change that changes nothing, unknown flows or levers. */
export async function answerScenario(text: ScenarioText, asked: Asked, context: Context): Promise<Report> {
  const { by, top, view, entries } = asked;
  checkDay(text.date, "--date", context);
  const book = entries === undefined ? undefined : await bookOf(entries, context);
  const { run, titles, assume } = await ran(text, view, book, context);
  const groupings = by ?? parseGroupings(text.by ?? "sector");
  const { coverage, ...report } = scenarioReport(run, groupings, top ?? null, context.names());
  return {
    title: book ? `Entries of ${book.name} under the law of ${text.date}` : text.title,
    heading: headingOf(run, context.levers(), view, changesInWords(text.changes)),
    ...report,
    facts: book ? { coverage } : tradeFacts(coverage, run, text, { view, assume }, context),
    notes: [
      ...changeNotes(run, context.schedule()),
      ...notesOf(run, titles),
      ...(book ? bookNotes(book, text) : tradeNotes(text, run.scenario, assume, context)),
    ],
  };
}

/** The scenario priced. @throws {UserError} on a change that changes nothing, or no trade to price. */
async function ran(text: ScenarioText, view: View, book: Book | undefined, context: Context) {
  const schedule = context.schedule();
  const origins =
    book?.origins.map(({ code }) => code) ??
    partnersOf(text.origins, schedule, context.flowOrigins(text.flows));
  const { assumptions: assume, titles } = context.assume(book ? [] : text.assume);
  const scenario = toScenario(text, origins, await baselineOf(text, context), context.levers());
  checkEnacted(scenario.changes, schedule);
  const flowOf = (origin: Country) => context.flow(text.flows, origin);
  const run = runScenario(scenario, { schedule, view, assume, flowOf, ...pricedBook(book, view) });
  const [missed] = run.applied.missed;
  if (missed) throw missedChange(missed, text.origins, schedule);
  checkTrade(run);
  return { run, titles, assume };
}

/** Facts of machine formats; every line of the tariff is priced for the rates: only where a format asks. */
const tradeFacts = (
  coverage: ReturnType<typeof scenarioReport>["coverage"],
  run: ScenarioRun,
  text: ScenarioText,
  { view, assume }: Pick<Inputs, "view" | "assume">,
  context: Context,
): Report["facts"] => ({
  coverage,
  get effective_rates() {
    const realised = text.products ? undefined : realisedOf(text, run.scenario.origins, context);
    return effectiveRates(run, { view, assume, past: context.schedule() }, realised);
  },
});

/** A book of entries in place of flows, if one is given. */
const pricedBook = (book: Book | undefined, view: View): Pick<Inputs, "book"> =>
  book ? { book: (law, on) => book.priced(law, on, view) } : {};

const bookOf = async (path: string, context: Context): Promise<Book> =>
  (await import("./entries/book.js")).readBook(path, context);

const bookNotes = ({ invalid }: Book, { date }: ScenarioText): string[] => [
  `All entries are priced as if entered on ${date}, with what their rows state; duty is not rounded by line.`,
  ...(invalid > 0
    ? [`Rows left out because they cannot be read: ${invalid}; \`duty --file\` tells why.`]
    : []),
];

const tradeNotes = (
  text: ScenarioText,
  scenario: Scenario,
  assume: Assumptions,
  context: Context,
): string[] => [
  ...partlyMeantNotes(scenario, assume, context),
  ...(text.products ? [] : actualNotes(scenario.origins, context)),
];

const realisedOf = ({ origins: asked }: ScenarioText, origins: readonly Country[], context: Context) =>
  actualsOf(asked, origins, context).at(-1);

const changeNotes = (run: ScenarioRun, schedule: Schedule): string[] => [
  ...replacedIds(run.scenario.changes, schedule).map(
    (id) => `${id} of the law is replaced by the measure of that id given.`,
  ),
  ...idleIds(run).map((id) => `${id} is charged on none of these imports.`),
];

/** @throws {UserError} if there is no trade to price: the products asked for did not come from there. */
function checkTrade({ scenario, origins, changed }: ScenarioRun): void {
  const { products = [] } = scenario;
  if (products.length === 0 || changed.some(({ of }) => of.length > 0)) return;
  const from = origins.map(({ name }) => name).join(", ");
  throw new UserError(`there are no imports of ${products.map(printHts).join(", ")} from ${from}`, {
    where: "--product",
    hint: "ask for other goods, or a shorter number",
  });
}

/** Goods known only by chapter, of which nothing says how many are of the products asked about. */
function partlyMeantNotes(
  { products = [], flows, origins }: Scenario,
  { productMix }: Assumptions,
  context: Context,
): string[] {
  if (products.length === 0 || productMix) return [];
  const dollars = origins.reduce(
    (sum, origin) => sum + partlyMeant(context.flow(flows, origin), products),
    0,
  );
  return dollars === 0
    ? []
    : [
        `$${grouped(String(dollars))} of goods known only by chapter may be of these products; they are left out.`,
      ];
}

/** A day's law, base duties alone, or the law of another scenario. */
async function baselineOf({ baseline, date }: ScenarioText, context: Context): Promise<Baseline> {
  if (baseline === undefined) return { kind: "law", date, changes: [] };
  if (baseline === "no-tariffs") return { kind: "no-tariffs" };
  const day = isoDate(baseline);
  if (day !== undefined) {
    checkDay(day, "--baseline", context);
    return { kind: "law", date: day, changes: [] };
  }
  const other = await awaited("--baseline", () => context.scenario(baseline));
  return {
    kind: "law",
    date: other.date,
    changes: other.changes.map((change) => toChange(change, context.levers())),
  };
}

/** More origins than this and the notes would bury the table. */
const MOST_NOTES = 3;

/** What customs calculated, beside what the law says: statutory is not collected. */
function actualNotes(origins: readonly Country[], context: Context): string[] {
  if (origins.length > MOST_NOTES) return [];
  return origins.flatMap((origin) => {
    const actual = context.latestActual(origin);
    if (!actual) return [];
    const rate = ((actual.duty / actual.value) * 100).toFixed(1);
    const name = context.schedule().origins.get(origin)?.name;
    return [
      `Statutory is not collected: customs calculated ${rate} % on all imports from ${name} in ${actual.month}.`,
    ];
  });
}
