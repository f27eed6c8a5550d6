/** Answers a scenario: from its text to a report. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { isoDate } from "../domain/day.js";
import type { Baseline } from "../domain/scenario.js";
import type { View } from "../domain/schedule.js";
import { awaited, UserError } from "../errors.js";
import type { Report } from "../report.js";
import { type ScenarioText, toChange, toScenario } from "../texts/scenario.js";
import { changesInWords } from "./change-words.js";
import { checkEnacted, idleIds, missedChange, replacedIds } from "./check-changes.js";
import { checkDay } from "./days.js";
import type { Grouping } from "./group.js";
import { runScenario } from "./run-scenario.js";
import { scenarioReport } from "./scenario-report.js";
import { headingOf, notesOf } from "./scenario-words.js";

export interface Asked {
  readonly by: Grouping | undefined;
  readonly top: number | undefined;
  readonly view: View;
}

/** @throws {UserError} on a day before the data begins, a change that changes nothing, unknown flows or levers. */
export async function answerScenario(
  text: ScenarioText,
  { by, top, view }: Asked,
  context: Context,
): Promise<Report> {
  const schedule = context.schedule();
  const levers = context.levers();
  checkDay(text.date, "--date", context);
  const origins = originsOf(text, context);
  const { assumptions: assume, titles } = context.assume(text.assume);
  const scenario = toScenario(text, origins, await baselineOf(text, context), levers);
  checkEnacted(scenario.changes, schedule);
  const run = runScenario(scenario, {
    schedule,
    view,
    assume,
    flowOf: (origin) => context.flow(text.flows, origin),
  });
  const [missed] = run.applied.missed;
  if (missed) throw missedChange(missed, text.origins, schedule);
  const grouping = by ?? text.by ?? "sector";
  return {
    title: text.title,
    heading: headingOf(run, levers, view, changesInWords(text.changes)),
    ...scenarioReport(run, grouping as Grouping, top ?? null, context.names()),
    notes: [
      ...replacedIds(scenario.changes, schedule).map(
        (id) => `${id} of the law is replaced by the measure of that id given.`,
      ),
      ...idleIds(run).map((id) => `${id} is charged on none of these imports.`),
      ...notesOf(run, titles),
      ...actualNotes(origins, context),
    ],
  };
}

/** Codes as they are; `all` and blocs stand for those of them that the flows have. @throws {UserError} on others. */
function originsOf({ origins, flows }: ScenarioText, context: Context): Country[] {
  const known = context.schedule().origins;
  const has = new Set(context.flowOrigins(flows));
  const found = origins.flatMap((name): Country[] => {
    if (name === "all") return [...has];
    if (known.has(name as Country)) return [name as Country];
    const bloc = [...known.values()].filter(({ code, blocs }) => blocs.includes(name) && has.has(code));
    if (bloc.length > 0) return bloc.map(({ code }) => code);
    throw new UserError(`"${name}" is no origin the data knows`, {
      where: "origins",
      hint: "two letters such as JP, a bloc such as EU, or all",
    });
  });
  return [...new Set(found)];
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
