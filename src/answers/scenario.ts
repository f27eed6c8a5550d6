/** Answers a scenario: from its text to a report. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { isoDate } from "../domain/day.js";
import { printHts } from "../domain/hts.js";
import type { Baseline } from "../domain/scenario.js";
import type { View } from "../domain/schedule.js";
import { awaited, UserError } from "../errors.js";
import type { Report } from "../report.js";
import { type ScenarioText, toChange, toScenario } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { actualsOf } from "./actuals.js";
import { changesInWords } from "./change-words.js";
import { checkEnacted, missedChange } from "./check-changes.js";
import { checkDay } from "./days.js";
import { effectiveRates } from "./effective-rates.js";
import type { Book } from "./entries/book.js";
import { type Grouping, parseGroupings } from "./group.js";
import type { AskedResponse } from "./response/answer.js";
import { type Inputs, runScenario, type ScenarioRun } from "./run-scenario.js";
import { bookNotes, changeNotes, tradeNotes } from "./scenario-notes.js";
import { scenarioReport } from "./scenario-report.js";
import { headingOf, notesOf } from "./scenario-words.js";

export interface Asked {
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | undefined;
  readonly view: View;
  /** How trade answers; not at all if not given. */
  readonly response?: Pick<AskedResponse, "flags"> | undefined;
  /** A file of entries to price instead of flows. */
  readonly entries?: string | undefined;
}

/** @throws {UserError} on a day before the data begins, a change that changes nothing, unknown flows or levers. */
export async function answerScenario(text: ScenarioText, asked: Asked, context: Context): Promise<Report> {
  const { by, top, view, entries } = asked;
  const book = entries === undefined ? undefined : await bookOf(entries, context);
  const { run, titles, assume, inputs } = await ran(text, view, book, context);
  const answered = await responseOf(run, text, asked, inputs, context);
  const groupings = by ?? parseGroupings(text.by ?? "sector");
  const { coverage, chart, ...report } = scenarioReport(run, groupings, top ?? null, context.names());
  const facts = book ? { coverage } : tradeFacts(coverage, run, text, { view, assume }, context);
  return {
    title: book ? `Entries of ${book.name} under the law of ${text.date}` : text.title,
    heading: headingOf(run, context.levers(), view, changesInWords(text.changes)),
    ...report,
    ...(answered ?? { chart }),
    facts: answered ? { coverage, ...answered.facts } : facts,
    notes: [
      ...(answered?.notes ?? []),
      ...changeNotes(run, context.schedule()),
      ...notesOf(run, titles),
      ...(book ? bookNotes(book, text) : tradeNotes(text, run.scenario, assume, context)),
    ],
  };
}

/**
 * The scenario priced.
 * @throws {UserError} on a day before the data begins, a change that changes nothing, or no trade to price.
 */
export async function ran(text: ScenarioText, view: View, book: Book | undefined, context: Context) {
  checkDay(text.date, "--date", context);
  const schedule = context.schedule();
  const origins =
    book?.origins.map(({ code }) => code) ??
    partnersOf(text.origins, schedule, context.flowOrigins(text.flows));
  const { assumptions: assume, titles } = context.assume(book ? [] : text.assume);
  const scenario = toScenario(text, origins, await baselineOf(text, context), context.levers());
  checkEnacted(scenario.changes, schedule);
  const flowOf = (origin: Country) => context.flow(text.flows, origin);
  const inputs = { schedule, view, assume, flowOf, watch: context.watch, ...pricedBook(book, view) };
  const run = runScenario(scenario, inputs);
  const [missed] = run.applied.missed;
  if (missed) throw missedChange(missed, text.origins, schedule);
  checkTrade(run);
  return { run, titles, assume, inputs };
}

/** What trade comes to when it answers, if that is asked for. @throws {UserError} on a file of entries. */
async function responseOf(
  run: ScenarioRun,
  text: ScenarioText,
  { response, by, top, view, entries }: Asked,
  inputs: Inputs,
  context: Context,
) {
  if (response === undefined) return undefined;
  if (entries !== undefined)
    throw new UserError("entries are of one importer: no elasticity is known for them", {
      where: "--response",
      hint: "leave out --response, or --entries",
    });
  const { answerResponse } = await import("./response/answer.js");
  return answerResponse(run, { ...response, by, top: top ?? null, view, text, inputs }, context);
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

const realisedOf = ({ origins: asked }: ScenarioText, origins: readonly Country[], context: Context) =>
  actualsOf(asked, origins, context).at(-1);

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
