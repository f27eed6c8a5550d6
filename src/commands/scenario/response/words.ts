/** What a reader should know of trade that has answered: which lines are law, arithmetic, assumption, model. */
import { type Estimates, exceptionFor } from "../../../economics/estimates.js";
import type { Country } from "../../../law/origin.js";
import { decimal } from "../../../law/units.js";
import type { ScenarioRun } from "../../../trade/run-scenario.js";
import type { ResponseFlags, Settings } from "./settings.js";
import { OF_ALL_TARIFFS } from "./table.js";
import type { AnsweringTrade } from "./trade.js";

const MODEL_WORDS = {
  static: "trade does not answer at all",
  elastic: "each line is a market of its own with constant elasticities; nothing moves to other origins",
  armington:
    "buyers choose among origins of a group of goods, which they tell apart (CES, Hallren and Riker 2017)",
  nested: "buyers choose between domestic goods and imports, then among origins (nested CES, GTAP)",
  smart:
    "trade created and trade diverted to first order (SMART, Laird and Yeats 1986), fit for changes up to 10 points",
  gsim: "world prices clear each exporter's market, linear in the change and so fit for small ones (GSIM, Francois and Hall 2003); of the US market alone",
} as const;

const percent = (share: number): string => `${decimal(share).times(100).toDecimalPlaces(2).toFixed()} %`;
const billions = (amount: number): string => `$${decimal(amount).div(1e9).toFixed(1)}bn`;

/** What else the notes tell of. */
interface Noted {
  readonly flags: ResponseFlags;
  readonly firstDay: string;
  /** All origins are asked about together. */
  readonly everyone: boolean;
}

export function responseNotes(
  run: ScenarioRun,
  trade: AnsweringTrade,
  settings: Settings,
  estimates: Estimates,
  { flags, firstDay, everyone }: Noted,
): string[] {
  return [
    `Law: rates of each line, exact, as \`scenario\` without --response prints them. ${lawsOf(run)} are held against those of ${firstDay}, under which this trade is taken to have been recorded.`,
    'Arithmetic: dollars times rates, summed; "Static duty" is what would be owed if trade stayed as it was.',
    `Model: ${MODEL_WORDS[settings.model]}; binary floating point, partial equilibrium: no exchange rate, income or retaliation moves.`,
    ...(settings.model === "static" ? [] : assumptions(settings, estimates, flags)),
    ...(settings.model === "static"
      ? []
      : [whichElasticity(run, trade, settings, everyone), welfareNote(settings)]),
    ...nestedNote(trade, settings),
    ...(everyone ? [] : exceptions(run, trade, settings, estimates, flags)),
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
    `Assumption: buyers bear ${percent(through)} of a tariff in logs, the input of the model; its prices say what they bear in dollars${ownThrough(flags) ?? `; range ${percent(border.low)} to ${percent(border.high)} (${border.cite})`}. Of their share consumers bear ${percent(estimates.passThrough.toConsumers.value)}, importers the rest (${estimates.passThrough.toConsumers.cite}).`,
    `Assumption: ${percent(collection.uncollected)} of added duty is not collected (${flags.compliance === undefined ? uncollected.cite : ASKED}); income and payroll taxes lose ${percent(collection.offset)} ${collection.mode === "chained" ? "of what is" : "of what is owed, beside it"} (${flags.offset === undefined ? offset.cite : ASKED}).`,
  ];
}

/** Sectors whose domestic sales nobody stated have no upper nest. */
function nestedNote({ cells }: AnsweringTrade, { model, domestic }: Settings): string[] {
  if (model !== "nested") return [];
  const known = [...domestic.keys()].filter((sector) => cells.some((cell) => cell.sector === sector));
  return cells.every(({ sector }) => domestic.has(sector))
    ? []
    : [
        `Nests: of ${known.join(", ") || "no sector of these goods"}, whose domestic sales are given; elsewhere buyers choose among origins alone, as with --response armington.`,
      ];
}

/** What welfare is of, in each model. Source: METHODS 2.4, 2.11. */
function welfareNote({ model }: Settings): string {
  const of = {
    smart:
      "half the sum of the tariffs times the trade created, as SMART has it; of the origins asked about alone",
    gsim: "what buyers gain or lose under a straight line of demand, and the treasury's duty on all origins",
    armington:
      "what buyers gain or lose by the price index of all origins, and the treasury's duty on all of them",
    nested:
      "what buyers gain or lose by the price index of domestic goods and imports, and the treasury's duty on all origins; domestic makers sell at a given price, so they gain none",
    elastic: "what buyers gain or lose under the demand curve, and the treasury's duty",
    static: "",
  }[model];
  const wide = OF_ALL_TARIFFS.includes(model)
    ? " It holds what the law of the day does to all origins: what the scenario adds is its difference from the baseline."
    : "";
  const heading = OF_ALL_TARIFFS.includes(model) ? "US gain, all tariffs" : "US gain, these goods";
  return `Welfare: "${heading}" is ${of}; since the trade was recorded, before uncollected duty and other taxes. Buyers here are importers and consumers together.${wide}`;
}

/** The baseline may be the law of another day than the scenario changes. */
function lawsOf({ scenario: { baseline, date } }: ScenarioRun): string {
  const base = baseline.kind === "law" ? `Duties of ${baseline.date}` : "Base duties alone";
  return `${base}, the baseline, and duties of ${date} as the scenario changes them,`;
}

const ASKED = "as asked for";

/** What was asked for of pass-through, if anything was. */
function ownThrough({ passthrough, supply }: ResponseFlags): string | null {
  if (supply !== undefined) return `, from the supply elasticity of ${supply} asked for`;
  const sectors =
    passthrough?.flatMap(({ sector, value }) => (sector ? `${sector} ${percent(value)}` : [])) ?? [];
  if (sectors.length > 0) return `; of ${sectors.join(", ")} as asked for`;
  return passthrough ? ", as asked for" : null;
}

/** METHODS 0, rule 1: the elasticity of all imports for a tariff on all sources, substitution for one on some. */
function whichElasticity(
  { origins }: ScenarioRun,
  { others }: AnsweringTrade,
  { model, substitution }: Settings,
  everyone: boolean,
): string {
  const who =
    origins.length > NAMED ? `these ${origins.length} origins` : origins.map(({ name }) => name).join(", ");
  if (others === null)
    return everyone
      ? "Elasticity: that of all imports of a good, which is right here: the change is of all origins, and imports have nowhere else to come from. Origins whose rates change by more than others' lose more than this says."
      : `Elasticity: that of all imports of a good, which is right for tariffs on all sources, as the law of the day mostly is. A change for ${who} alone moves trade to other origins too: imports then fall further than here. --response armington says how far.`;
  const among =
    substitution === null
      ? "medians of Broda and Weinstein 2006 by chapter"
      : `${decimal(substitution).toFixed()}, as asked for`;
  const market = `Elasticity: that of all imports for each market as a whole, and substitution among origins within it (${among}${model === "smart" && substitution === null ? "; WITS takes 1.5 for all goods, which --substitution 1.5 does" : ""}).`;
  return others.value === 0
    ? `${market} No other origins are left to buy from: the change is of all of them, taken together.`
    : `${market} Others, ${billions(others.value)} of trade known line by line, stay under the baseline law: the change is of ${who} alone. "Others sell more" is what they sell more than under the baseline: trade diverted.`;
}

/** More origins than these are counted, not named. */
const NAMED = 3;

function exceptions(
  run: ScenarioRun,
  trade: AnsweringTrade,
  settings: Settings,
  estimates: Estimates,
  flags: ResponseFlags,
): string[] {
  if (flags.passthrough || flags.supply !== undefined || flags.response === "static") return [];
  const origins: readonly Country[] = run.origins.map(({ code }) => code);
  const sectors = [...new Set(trade.cells.map(({ sector }) => sector))];
  return sectors.flatMap((sector) => {
    const found = exceptionFor(estimates, sector, origins);
    if (!found) return [];
    const usual = estimates.passThrough.border.value;
    const taken = settings.ownSectors.has(sector)
      ? `${found.offered} is taken for it; --passthrough ${usual} takes the usual`
      : `the usual is taken, for other origins are asked about too; --passthrough ${sector}=${found.offered} takes another`;
    return [`Exception, ${sector}: ${found.warning} (${found.cite}): ${taken}.`];
  });
}
