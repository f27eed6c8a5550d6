/** What a reader should know of trade that has answered: which lines are law, arithmetic, assumption, model. */
import type { Country } from "../../domain/country.js";
import { decimal } from "../../domain/units.js";
import { type Estimates, exceptionFor } from "../../economics/estimates.js";
import type { ScenarioRun } from "../run-scenario.js";
import type { ResponseFlags, Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const MODEL_WORDS = {
  static: "trade does not answer at all",
  elastic: "each line is a market of its own with constant elasticities; nothing moves to other origins",
  armington:
    "buyers choose among origins of a group of goods, which they tell apart (CES, Hallren and Riker 2017)",
  nested: "buyers choose between domestic goods and imports, then among origins (nested CES, GTAP)",
  smart:
    "trade created and trade diverted to first order (SMART, Laird and Yeats 1986), fit for changes up to 10 points",
  gsim: "world prices clear each exporter's market, linear in the change (GSIM, Francois and Hall 2003); of the US market alone",
} as const;

const percent = (share: number): string => `${decimal(share).times(100).toDecimalPlaces(2).toFixed()} %`;
const billions = (amount: number): string => `$${decimal(amount).div(1e9).toFixed(1)}bn`;

export function responseNotes(
  run: ScenarioRun,
  trade: AnsweringTrade,
  settings: Settings,
  estimates: Estimates,
  { flags, firstDay }: { readonly flags: ResponseFlags; readonly firstDay: string },
): string[] {
  return [
    `Law: rates of each line, exact, as \`scenario\` without --response prints them. Duties of ${run.scenario.date} and of the scenario are held against those of ${firstDay}, under which this trade is taken to have been recorded.`,
    'Arithmetic: dollars times rates, summed; "Duty if trade stayed" is the static answer.',
    `Model: ${MODEL_WORDS[settings.model]}; binary floating point, partial equilibrium: no exchange rate, income or retaliation moves.`,
    ...(settings.model === "static" ? [] : assumptions(settings, estimates, flags)),
    ...(settings.model === "static" ? [] : [whichElasticity(run, trade, settings)]),
    ...exceptions(run, trade, estimates, flags),
  ];
}

function assumptions(
  { horizons, passThrough, collection }: Settings,
  estimates: Estimates,
  flags: ResponseFlags,
): string[] {
  const { path } = estimates.demand;
  const demand = horizons.map((one) => one.demand);
  const through = passThrough("", demand[0] ?? -1);
  const { border } = estimates.passThrough;
  const { uncollected, offset } = estimates.collectionSources;
  return [
    flags.elasticity === undefined
      ? `Assumption: imports change by ${path.shortRun} % for each per cent of price at once, by ${path.longRun} % after ${path.years} years (${path.cite}).`
      : `Assumption: elasticity of import demand ${flags.elasticity}, as asked for.`,
    `Assumption: buyers bear ${percent(through)} of a tariff in logs${ownThrough(flags) ?? `; range ${percent(border.low)} to ${percent(border.high)} (${border.cite})`}. Of their share consumers bear ${percent(estimates.passThrough.toConsumers.value)}, importers the rest (${estimates.passThrough.toConsumers.cite}).`,
    `Assumption: ${percent(collection.uncollected)} of added duty is not collected (${uncollected.cite}); income and payroll taxes lose ${percent(collection.offset)} ${collection.mode === "chained" ? "of what is" : "of what is owed, beside it"} (${offset.cite}).`,
  ];
}

/** What was asked for of pass-through, if anything was. */
function ownThrough({ passthrough, supply }: ResponseFlags): string | null {
  if (supply !== undefined) return `, from the supply elasticity of ${supply} asked for`;
  const sectors =
    passthrough?.flatMap(({ sector, value }) => (sector ? `${sector} ${percent(value)}` : [])) ?? [];
  if (sectors.length > 0) return `; of ${sectors.join(", ")} as asked for`;
  return passthrough ? ", as asked for" : null;
}

/** METHODS 0, rule 1: the elasticity of all imports for a tariff on all sources, substitution for one on some. */
function whichElasticity(run: ScenarioRun, trade: AnsweringTrade, { model }: Settings): string {
  const who =
    run.origins.length > 3 ? `${run.origins.length} origins` : run.origins.map(({ name }) => name).join(", ");
  if (trade.others === null)
    return `Elasticity: that of all imports of a good, which is right for tariffs on all sources, as the law of the day mostly is. A change for ${who} alone moves trade to other origins too: imports then fall further than here. --response armington says how far.`;
  return `Elasticity: that of all imports for each market as a whole, and substitution among origins within it (${model === "smart" ? "SMART" : "medians of Broda and Weinstein 2006 by chapter"} unless --substitution says other). Others, ${billions(trade.others.value)} of trade known line by line, stay under the baseline law: the change is of ${who} alone. "Others gain" is what they sell more than under the baseline: trade diverted.`;
}

function exceptions(
  run: ScenarioRun,
  trade: AnsweringTrade,
  estimates: Estimates,
  flags: ResponseFlags,
): string[] {
  if (flags.passthrough || flags.supply !== undefined || flags.response === "static") return [];
  const origins: readonly Country[] = run.origins.map(({ code }) => code);
  const sectors = [...new Set(trade.cells.map(({ sector }) => sector))];
  return sectors.flatMap((sector) => {
    const found = exceptionFor(estimates, sector, origins);
    return found
      ? [`Exception: ${found.warning} (${found.cite}). Try --passthrough ${sector}=${found.offered}.`]
      : [];
  });
}
