/**
 * A scenario to which trade answers: its report, its parameters, and how far it is from other calculations of the
 * same.
 */
import type { Context } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { ALL } from "../../../contract/question.js";
import {
  type Cell,
  type Column,
  type Further,
  type Json,
  plain,
  type Report,
} from "../../../contract/report.js";
import type { ChangeText, ScenarioText } from "../../../data/shapes/scenario.js";
import { steady } from "../../../economics/elementary.js";
import type { Estimates, PublishedOutcome } from "../../../economics/estimates.js";
import type { View } from "../../../law/measure.js";
import { decimal, usd } from "../../../law/units.js";
import type { Inputs, ScenarioRun } from "../../../trade/run-scenario.js";
import { type Grouping, keyOf, type RowKey } from "../../common/groups.js";
import type { Law } from "./cells.js";
import { checkedSettings, type Horizon, type Model, type ResponseFlags, type Settings } from "./settings.js";
import { casesOf, groupsOf, LAWS, responseNotes } from "./table.js";
import { type AnsweringTrade, answeringTrade } from "./trade.js";
import { uncertainty } from "./uncertainty.js";

export interface ResponseQuestion {
  readonly flags: ResponseFlags & { readonly response: Model };
  readonly by: readonly Grouping[] | undefined;
  readonly top: number | null;
  readonly view: View;
  readonly text: ScenarioText;
  readonly inputs: Inputs;
}

/** When a group is shown: `in the long run`, `after 2 years`. */
const at = ({ label }: Horizon): string =>
  label.endsWith(" run") ? `in the ${label}` : label.startsWith("elasticity") ? `at ${label}` : label;

/**
 * The table of a scenario to which trade answers: a row a law and horizon; with a grouping, a row a group at the last
 * horizon; with draws, a row a headline. Units: dollars; prices in per cent. @throws {UserError} on flags that say
 * nothing or contradict one another.
 */
export async function answerResponse(
  run: ScenarioRun,
  { flags, by, top, view, text, inputs }: ResponseQuestion,
  context: Context,
): Promise<Pick<Report, "columns" | "rows" | "total" | "notes" | "facts" | "further" | "chart">> {
  const settings = await checkedSettings(flags, context, run.origins);
  const estimates = await context.estimates();
  const key = rowsBy(run, by, context);
  const trade = answeringTrade({ run, inputs, settings, estimates, view, groupOf: key.groupOf }, context);
  const last = settings.horizons.at(-1) as Horizon;
  const told = { flags, firstDay: context.schedule().firstDay, everyone: text.origins.includes(ALL) };
  const notes = responseNotes(run, trade, settings, estimates, told);
  const facts = { response: responseFact(flags, settings, estimates, trade.others !== null) };
  if (flags.uncertainty !== undefined) {
    const asked = {
      ...{ trade, settings, estimates, flags, groups: by ? { key, top } : null },
      watch: context.watch,
    };
    const { facts: drawn, ...bands } = uncertainty(asked);
    const of = `Bands are shown ${at(last)}.`;
    return { ...bands, notes: [...bands.notes, of, ...notes], facts: { ...facts, ...drawn } };
  }
  if (by !== undefined)
    return {
      ...groupsOf(trade, last, settings, key, top),
      notes: [`Groups are shown ${at(last)}.`, ...notes],
      facts,
    };
  const cases = casesOf(trade, settings, run.changed !== run.baseline);
  const compared = comparedWith(text, trade, settings, estimates);
  return {
    ...cases,
    further: [...(cases.further ?? []), ...compared.further],
    notes: [...notes, ...compared.notes],
    facts: { ...facts, ...compared.facts },
  };
}

/** @throws {UserError} on groups of layers, or two at once: trade answers the sum of the layers of a good. */
function rowsBy(run: ScenarioRun, by: readonly Grouping[] | undefined, context: Context): RowKey {
  const keys = (by ?? ["sector"]).map((one) => keyOf(run, one as Grouping, context.names()));
  const [key] = keys;
  if (key !== undefined && keys.length === 1 && key.of === "rows") return key;
  throw new UserError(`expected one grouping of goods with --response; got ${by?.join(",")}`, {
    where: "--by",
    hint: "trade answers all duties on a good together: sector, chapter, heading, product or origin",
  });
}

/** @param sourced Whether the model has other origins to buy from. */
function responseFact(
  flags: ResponseFlags,
  settings: Settings,
  estimates: Estimates,
  sourced: boolean,
): Json {
  const demand = settings.horizons.at(-1)?.demand ?? 0;
  return {
    model: settings.model,
    horizons: settings.horizons.map(({ label, demand: elasticity }) => ({ label, elasticity })),
    pass_through: settings.passThrough("", demand),
    pass_through_by_sector: Object.fromEntries(
      [...settings.ownSectors].map((sector) => [sector, settings.passThrough(sector, demand)]),
    ),
    collection: { ...settings.collection },
    to_consumers: settings.toConsumers,
    sources: sourcesOf(flags, settings, estimates, sourced),
    arithmetic: "binary floating point",
  };
}

/** Ids of sources by parameter; `given` is what a flag said. */
function sourcesOf(
  { elasticity, passthrough, supply, compliance, offset, substitution }: ResponseFlags,
  { model }: Settings,
  { demand, passThrough, collectionSources, substitutionSource }: Estimates,
  sourced: boolean,
): Json {
  const from = (given: unknown, source: string) => (given === undefined ? source : GIVEN);
  const usual = passthrough?.find(({ sector }) => sector === null) ?? supply;
  const behaviour = {
    horizons: from(elasticity, demand.path.source),
    pass_through: from(usual, passThrough.border.source),
  };
  return {
    ...(model === "static" ? {} : behaviour),
    ...(sourced ? { substitution: from(substitution, substitutionSource) } : {}),
    uncollected: from(compliance, collectionSources.uncollected.source),
    offset: from(offset, collectionSources.offset.source),
    to_consumers: passThrough.toConsumers.source,
  };
}

const GIVEN = "given";

const KINDS = [
  ["imports", "Imports"],
  ["duty", "Duty"],
  ["net", "Net"],
] as const;

/** Dollars of the other calculation, and how far this one is from it. */
const COLUMNS: readonly Column[] = [
  { key: "case", title: "", kind: "text", drop: 0 },
  ...KINDS.flatMap(([key, title]): Column[] => [
    { key: `${key}_usd`, title, kind: "usd", drop: 0 },
    { key: `${key}_apart_pct`, title: "Differs, %", kind: "points", drop: 0 },
  ]),
];

interface Comparison {
  readonly notes: readonly string[];
  readonly further: readonly Further[];
  readonly facts: Readonly<Record<string, Json>>;
}

/** The cases that the data has another calculation of; nothing where it has none. */
function comparedWith(
  text: ScenarioText,
  trade: AnsweringTrade,
  settings: Settings,
  { compared }: Estimates,
): Comparison {
  const through = settings.passThrough("", 0);
  const usual: Settings = { ...settings, passThrough: () => through };
  const rows = askedBy(text, settings, compared.outcomes).map(({ title, law, demand, other }): Cell[] => {
    const { after, duty, net } = trade.outcome(law, demand, undefined, usual);
    return [title, ...beside(after, other.imports), ...beside(duty, other.duty), ...beside(net, other.net)];
  });
  if (rows.length === 0) return { notes: [], further: [], facts: {} };
  const objects = rows.map((cells) =>
    Object.fromEntries(COLUMNS.map(({ key }, index) => [key, plain(cells[index] ?? null)])),
  );
  return {
    notes: [
      `For comparison stands ${compared.title}; "Differs" is how far this program is from that if buyers bear ${through} of the tariff on all goods alike, as there. Why: ${compared.why}.`,
    ],
    further: [{ title: `For comparison: ${compared.title}`, columns: COLUMNS, rows }],
    facts: { compared: objects },
  };
}

const beside = (own: number, its: PublishedOutcome["imports"]): Cell[] => [
  usd(its),
  decimal(steady((own / its - 1) * 100)).toDecimalPlaces(6),
];

// Only the same goods, day, rates and behaviour are the same question.

interface CaseQuestion {
  /** As the first table names it. */
  readonly title: string;
  readonly law: Law;
  readonly demand: number;
  readonly other: PublishedOutcome;
}

function askedBy(
  text: ScenarioText,
  settings: Settings,
  outcomes: readonly PublishedOutcome[],
): CaseQuestion[] {
  if (settings.model !== "elastic" || text.products !== undefined || text.baseline !== undefined) return [];
  const laws = text.changes.length > 0 ? LAWS : LAWS.slice(0, 1);
  return laws.flatMap(([law, title]) =>
    settings.horizons.flatMap(({ label, demand }) => {
      const other = outcomes.find(
        (one) =>
          asks(one, law, text) &&
          one.demand === demand &&
          one.passThrough === settings.passThrough("", demand),
      );
      return other ? [{ title: `${title}, ${label}`, law, demand, other }] : [];
    }),
  );
}

function asks({ origins, date, levers }: PublishedOutcome, law: Law, text: ScenarioText): boolean {
  const rates = law === "baseline" ? {} : ratesOf(text.changes);
  return (
    date === text.date &&
    origins.join() === text.origins.join() &&
    rates !== null &&
    Object.keys({ ...rates, ...levers }).every((lever) => rates[lever] === levers[lever])
  );
}

/** Rates of levers in per cent; `null` if something else is changed. */
function ratesOf(changes: readonly ChangeText[]): Readonly<Record<string, number>> | null {
  const rates: Record<string, number> = {};
  for (const change of changes) {
    if (change.do !== "set" || change.lever === undefined || !/^\d+(\.\d+)?$/.test(change.rate)) return null;
    rates[change.lever] = Number(change.rate);
  }
  return rates;
}
