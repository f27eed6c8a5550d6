/** Answers a scenario, from its text to a report, with its effective rates, and lists the named ones. */
import { type Actual, type Context, checkDay } from "../../contract/command.js";
import { awaited, located, UserError } from "../../contract/errors.js";
import { missedChange, toChanges, toScenario } from "../../contract/measure-text.js";
import { parseProducts, partnersOf } from "../../contract/question.js";
import { type Column, type Json, plain, type Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import type { Book } from "../../entries/book.js";
import { catalogueOf } from "../../entries/claims.js";
import { isoDate } from "../../law/calendar.js";
import { printHts } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import { type Country, originsInWords } from "../../law/origin.js";
import type { Baseline } from "../../law/scenario.js";
import type { Schedule } from "../../law/schedule.js";
import { type Decimal, effectiveRate, usd } from "../../law/units.js";
import { type RatedGoods, simpleMean, weightedRate } from "../../trade/effective-rate.js";
import type { PricedFlow, Question } from "../../trade/question.js";
import { type Inputs, runScenario, type ScenarioRun } from "../../trade/run-scenario.js";
import { sumsWhere } from "../../trade/tally.js";
import { actualsOf } from "../common/data-extent.js";
import { type Grouping, parseGroupings } from "../common/groups.js";
import {
  barredWords,
  changesInWords,
  headingOnWeights,
  leadingNotes,
  type Weights,
  weightsFacts,
} from "../common/law-words.js";
import type { TradeAsks } from "./asks.js";
import type { ResponseQuestion } from "./response/answer.js";
import { scenarioReport } from "./table.js";
import {
  barredNotes,
  besideDuty,
  bookNotes,
  changeNotes,
  headingOf,
  lawNotes,
  noteFacts,
  notesOf,
  PRESUMED_NOTE,
  preferenceNotes,
  tradeNotes,
  unknownNotes,
  unlawfulNotes,
} from "./words.js";

interface ScenarioQuestion {
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | undefined;
  readonly view: View;
  /** How trade answers; not at all if not given. */
  readonly response?: Pick<ResponseQuestion, "flags"> | undefined;
  /** A file of entries to price instead of flows. */
  readonly entries?: string | undefined;
  /** Whether to ask what the trade leaves open. */
  readonly asks?: boolean;
}

/** @throws {UserError} on a day before the data begins, a change that changes nothing, unknown flows or levers. */
export async function answerScenario(
  text: ScenarioText,
  asked: ScenarioQuestion,
  shipped: Context,
): Promise<Report> {
  const { by, top, view, entries } = asked;
  const context = await weighted(text, shipped);
  const book = entries === undefined ? undefined : await bookOf(entries, context);
  const { run, titles, assume, inputs } = await priceScenario(text, view, book, context);
  const answered = await responseOf(run, text, asked, inputs, context);
  const open = await openIn(run, asked, assume, context);
  const groupings = by ?? parseGroupings(text.by ?? "sector");
  const { coverage, chart, ...report } = scenarioReport(run, groupings, top ?? null, context.names());
  const facts = book ? { coverage } : tradeFacts(coverage, run, text, { view, assume }, context);
  const notes = notesOn({ run, titles, assume, book }, text, answered?.notes ?? [], open, context);
  const weights = await weightsOf(text, run, shipped);
  return {
    title: book ? `Entries of ${book.name} under the law of ${text.date}` : text.title,
    heading: headingOnWeights(headingOf(run, context.levers(), view, changesInWords(text.changes)), weights),
    ...report,
    ...(answered ?? { chart }),
    // Rates of all lines among the facts are worked out only if they are read: nothing is copied.
    facts: together(
      answered ? { coverage, ...answered.facts } : facts,
      noteFacts(run, titles, context.heldUnlawful(), () =>
        book
          ? {
              exposed: book.exposed(context.schedule().orders, text.date),
              barred: [book.barred(context.schedule(), text.date)],
            }
          : besideDuty(run.scenario, text.date, context),
      ),
      weightsFacts(weights),
      open.facts,
    ),
    notes: notes.all,
    ...(asked.asks ? {} : { leading: leadingNotes(notes.warnings, notes.all) }),
  };
}

/** Facts joined without working them out. */
const together = (...parts: readonly Report["facts"][]): Report["facts"] =>
  Object.defineProperties({}, Object.assign({}, ...parts.map(Object.getOwnPropertyDescriptors)));

type PricedScenario = Pick<Awaited<ReturnType<typeof priceScenario>>, "run" | "titles" | "assume"> & {
  readonly book: Book | undefined;
};

/** What a reader should know, and what of it the figures cannot be read without. */
function notesOn(
  { run, titles, assume, book }: PricedScenario,
  text: ScenarioText,
  answered: readonly string[],
  open: TradeAsks,
  context: Context,
): { readonly all: readonly string[]; readonly warnings: readonly string[] } {
  const schedule = context.schedule();
  const unlawful = unlawfulNotes(run, context.heldUnlawful());
  const unknown = unknownNotes(run);
  const barred = book
    ? barredWords([book.barred(schedule, text.date)])
    : barredNotes(run.scenario, text.date, context);
  const ofTrade = book
    ? bookNotes(book, text, schedule, barred)
    : [...preferenceNotes(run, text, schedule), ...tradeNotes(text, run.scenario, assume, context, barred)];
  return {
    all: [
      ...answered,
      ...changeNotes(run, schedule),
      ...unlawful,
      ...open.notes,
      ...notesOf(run, titles, unknown),
      ...ofTrade,
    ],
    warnings: [...unlawful, ...barred, ...unknown, ...lawNotes(run)],
  };
}

/** The data on the imports that are asked for; loads what is known by month only where that is asked. */
export const weighted = async ({ weights }: ScenarioText, context: Context): Promise<Context> =>
  weights === undefined ? context : (await import("../common/weights.js")).onWeights(weights, context);

/** Whose imports the lines have where they are not the year's, and which those are. */
export async function weightsOf(
  { weights, flows }: ScenarioText,
  { origins }: { readonly origins: readonly { readonly code: Country }[] },
  context: Context,
): Promise<Weights | undefined> {
  if (weights === undefined) return undefined;
  const weighting = await (await import("../common/weights.js")).weightingOf(weights, context);
  const codes = origins.map(({ code }) => code);
  return (
    weighting && {
      of: weighting.of,
      words: weighting.words(flows, codes),
      leftOut: weighting.leftOut(flows, codes),
    }
  );
}

/**
 * The scenario priced.
 * @throws {UserError} on a day before the data begins, a change that changes nothing, or no trade to price.
 */
export async function priceScenario(
  text: ScenarioText,
  view: View,
  book: Book | undefined,
  context: Context,
) {
  checkDay(text.date, "--date", context);
  const schedule = context.schedule();
  const origins =
    book?.origins.map(({ code }) => code) ??
    partnersOf(text.origins, schedule, context.flowOrigins(text.flows));
  const { assumptions: assume, titles } = context.assume(book ? [] : text.assume);
  const { products = [] } = text;
  if (products.length > 0) located("products", () => parseProducts(products.join(","), schedule));
  const scenario = toScenario(text, origins, await baselineOf(text, context), context.levers());
  if (scenario.changes.some((change) => change.do === "enact"))
    (await import("../../contract/measure-problems.js")).checkEnacted(scenario.changes, schedule, [
      ...catalogueOf(context).keys(),
    ]);
  const flowOf = (origin: Country) => context.flow(text.flows, origin);
  const inputs = { schedule, view, assume, flowOf, watch: context.watch, ...pricedBook(book, view) };
  const run = runScenario(scenario, inputs);
  const [missed] = run.applied.missed;
  // A pending action that the scenario enacted is no law, but there to be named.
  if (missed) {
    const measures = [...schedule.measures, ...run.applied.schedule.measures];
    throw missedChange(missed, text.origins, { ...schedule, measures });
  }
  checkTrade(run);
  return { run, titles, assume, inputs };
}

/** What the trade leaves open, or where to ask. @throws {UserError} on a file of entries. */
async function openIn(
  run: ScenarioRun,
  { asks, entries, view }: ScenarioQuestion,
  assume: Inputs["assume"],
  context: Context,
): Promise<TradeAsks> {
  if (!asks) return { notes: entries === undefined ? [PRESUMED_NOTE] : [], facts: {} };
  if (entries !== undefined)
    throw new UserError("a file of entries is asked row by row", {
      where: "--asks",
      hint: `take duty --file ${entries}`,
    });
  return (await import("./asks.js")).tradeAsks(run, { view, assume }, context);
}

/** What trade comes to when it answers, if that is asked for. @throws {UserError} on a file of entries. */
async function responseOf(
  run: ScenarioRun,
  text: ScenarioText,
  { response, by, top, view, entries }: ScenarioQuestion,
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
  (await import("../../entries/book.js")).readBook(path, context);

/** What customs calculated in the month of the law that is asked about, if it is known. */
const realisedOf = (
  { origins: asked, date }: ScenarioText,
  origins: readonly Country[],
  context: Context,
): Actual | undefined => actualsOf(asked, origins, context).find(({ month }) => month === date.slice(0, 7));

/** @throws {UserError} if there is no trade to price: the products asked for did not come from there. */
function checkTrade({ scenario, origins, changed }: ScenarioRun): void {
  const { products = [] } = scenario;
  if (products.length === 0 || changed.some(({ of }) => of.length > 0)) return;
  const from = originsInWords(origins);
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
    changes: toChanges(other.changes, context.levers()),
  };
}

/**
 * Before and after: `fixed_weight` with the imports of the year; `current_weight` with those after the change, the same
 * while trade does not answer it; `simple_mean` over lines, imported or not; `realised` what customs calculated
 * in the month of the law.
 */
function effectiveRates(
  run: ScenarioRun,
  question: Omit<Question, "date">,
  realised: Actual | undefined,
): Json {
  const { scenario, before, applied, baseline, changed } = run;
  const { baseline: law, date, products = [] } = scenario;
  const mean = (schedule: Schedule, on: Question["date"]) =>
    simpleMean(run.origins, schedule, { ...question, date: on }, products);
  const [was, is] = [mean(before, law.kind === "law" ? law.date : date), mean(applied.schedule, date)];
  return {
    fixed_weight: pair(weightedRate(goodsOf(baseline)), weightedRate(goodsOf(changed))),
    current_weight: {
      ...pair(weightedRate(goodsOf(baseline)), weightedRate(goodsOf(changed))),
      why: "trade is taken not to answer the change: the weights are the same imports",
    },
    simple_mean: {
      ...pair(was.rate, is.rate),
      counts:
        "lines of ten digits of chapters 1-97, once for each origin, imported or not; nothing is claimed; duties on a quantity are left out",
      lines: [was.lines, is.lines],
      lines_left_out: [was.unknown, is.unknown],
    },
    realised: realised
      ? { month: realised.month, rate: text(effectiveRate(usd(realised.duty), usd(realised.value))) }
      : null,
  };
}

const text = (rate: Decimal | null): Json => plain(rate) as Json;
const pair = (baseline: Decimal | null, scenario: Decimal | null) => ({
  baseline: text(baseline),
  scenario: text(scenario),
});

const goodsOf = (priced: readonly PricedFlow[]): RatedGoods[] =>
  priced.map((flow) => {
    const { imports, duty } = sumsWhere([flow], ({ status }) => status !== "outside");
    return { rate: effectiveRate(duty, imports), value: imports };
  });

const COLUMNS: readonly Column[] = [
  { key: "name", title: "Name", kind: "text", drop: 0 },
  { key: "date", title: "Day", kind: "text", drop: 2 },
  { key: "baseline", title: "Beside", kind: "text", drop: 1 },
  { key: "title", title: "Title", kind: "text", drop: 0 },
  { key: "summary", title: "What it asks", kind: "text", drop: 0, machineOnly: true },
];

/** A row a scenario; what each asks stands in the notes, where there is room. */
export async function answerScenarioList(context: Context): Promise<Report> {
  const scenarios = context.scenarios();
  return {
    title: `${scenarios.length} named scenarios`,
    heading: ["tariff-calc scenario NAME runs one; NAME+NAME adds the changes of the second to the first"],
    columns: COLUMNS,
    rows: scenarios.map(({ name, text }) => [
      name,
      text.date,
      text.baseline ?? "the same day",
      text.title,
      text.summary ?? null,
    ]),
    total: null,
    notes: scenarios.map(({ name, text }) => `${name}: ${text.summary ?? text.title}.`),
    facts: {},
  };
}
