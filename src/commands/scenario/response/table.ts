/**
 * Trade that has answered as tables: a row a horizon, or a row a group of goods. Amounts are rounded to cents: they
 * come from a model.
 */
import type { Cell, Chart, Column, Further, Report } from "../../../contract/report.js";
import { dollarsInWords } from "../../../contract/text.js";
import { steady } from "../../../economics/elementary.js";
import { type Estimates, exceptionFor } from "../../../economics/estimates.js";
import { type Country, originsInWords } from "../../../law/origin.js";
import { decimal, usd } from "../../../law/units.js";
import type { ScenarioRun } from "../../../trade/run-scenario.js";
import { type RowKey, smallerGroups } from "../../common/groups.js";
import { type Law, type Outcome, type TradeCell, totalOutcome } from "./cells.js";
import type { Horizon, Model, ResponseFlags, Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const CENTS = 2;
const PLACES = 6;

export const dollars = (amount: number | null): Cell =>
  amount === null ? null : usd(steady(amount)).toDecimalPlaces(CENTS);
/** A ratio of prices as the change in per cent. */
const change = (ratio: number): Cell => decimal(steady((ratio - 1) * 100)).toDecimalPlaces(PLACES);

const money = (key: string, title: string, drop: number): Column => ({ key, title, kind: "usd", drop });

/** Of prices, trade diverted and welfare: the first table has no room for them. */
const PRICES: readonly Column[] = [
  { key: "buyer_price_pct", title: "Buyers, %", kind: "points", drop: 0 },
  { key: "exporter_price_pct", title: "Sellers, %", kind: "points", drop: 0 },
];
const priceCells = ({ buyerPrice, exporterPrice }: Outcome): Cell[] => [
  change(buyerPrice),
  change(exporterPrice),
];

const BURDEN: readonly Column[] = [
  money("consumers_usd", "Consumers", 0),
  money("importers_usd", "Importers", 0),
  money("foreign_sellers_usd", "Abroad", 0),
];
const burdenCells = ({ consumers, importers, foreignSellers }: Outcome): Cell[] =>
  [consumers, importers, foreignSellers].map(dollars);

/** Models whose welfare is of all tariffs on all origins, which is no sum to hold beside that of the others. */
const OF_ALL_TARIFFS: readonly Model[] = ["armington", "nested", "gsim"];

/** Rows whose welfare differs little hold the same tariffs of all other origins. */
const gainTitle = (model: Model): string =>
  `What buyers pay and sellers get, trade diverted, welfare${OF_ALL_TARIFFS.includes(model) ? "; welfare is of the tariffs on all origins: a scenario adds its difference from the baseline" : ""}`;

const gainColumns = (model: Model): readonly Column[] => [
  money("diverted_usd", "Sales of others, change", 0),
  money(
    "welfare_usd",
    OF_ALL_TARIFFS.includes(model) ? "US welfare, all tariffs" : "US welfare, these goods",
    0,
  ),
];
/** @param against The same goods under the baseline: others gain what they sell more than there. */
function gainCells({ others, welfare }: Outcome, against: Outcome | null): Cell[] {
  const was = against?.others ?? null;
  const diverted = others === null || was === null ? null : others - was;
  return [diverted, welfare].map(dollars);
}

const REVENUE: readonly Column[] = [
  money("static_duty_usd", "Static duty", 0),
  money("duty_usd", "Duty", 0),
  money("gross_usd", "Added", 0),
  money("collected_usd", "Collected", 0),
  money("net_usd", "Net", 0),
];
const revenueCells = ({ staticDuty, duty, gross, collected, net }: Outcome): Cell[] =>
  [staticDuty, duty, gross, collected, net].map(dollars);

export const importsColumn = (key: string, title: string, drop: number): Column => money(key, title, drop);

/** Columns that only machine formats have in the first table: people read them in a smaller one. */
const forMachines = (columns: readonly Column[]): readonly Column[] =>
  columns.map((column) => ({ ...column, machineOnly: true }));

/** Some columns of a report as a table of their own, without those that say nothing; none if all say nothing. */
function excerpt(
  title: string,
  names: Column,
  columns: readonly Column[],
  { columns: all, rows }: Pick<Report, "columns" | "rows">,
): Further[] {
  const place = ({ key }: Column) => all.findIndex((column) => column.key === key);
  const kept = columns.filter((column) => rows.some((cells) => cells[place(column)] !== null));
  if (kept.length === 0 || rows.length === 0) return [];
  const shown = [names, ...kept];
  return [
    { title, columns: shown, rows: rows.map((cells) => shown.map((one) => cells[place(one)] ?? null)) },
  ];
}

const NAME: Column = { key: "case", title: "", kind: "text", drop: 0 };
const STATIC = REVENUE.slice(0, 1);

const caseColumns = (model: Model): readonly Column[] => [
  NAME,
  { key: "law", title: "Law", kind: "text", drop: 0, machineOnly: true },
  { key: "horizon", title: "Horizon", kind: "text", drop: 0, machineOnly: true },
  { key: "elasticity", title: "Elasticity", kind: "text", drop: 5, machineOnly: true },
  importsColumn("imports_before_usd", "Imports before", 3),
  importsColumn("imports_usd", "Imports", 0),
  ...forMachines(STATIC),
  ...REVENUE.slice(1),
  ...forMachines([...PRICES, ...BURDEN, ...gainColumns(model)]),
];

/** Each law and its title. */
export const LAWS: readonly (readonly [Law, string])[] = [
  ["baseline", "Baseline"],
  ["scenario", "Scenario"],
];

const CASE_CHART: Chart = { kind: "bars", along: ["case"], views: { duty: ["duty_usd"] } };

/**
 * People read duty if trade stayed, burden, prices and gains in tables of their own.
 * @param moves Whether the scenario changes the law: one that is not changed has one answer, not two alike.
 */
export function casesOf(
  trade: AnsweringTrade,
  { horizons, model }: Settings,
  moves: boolean,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const rows = (moves ? LAWS : LAWS.slice(0, 1)).flatMap(([law, title]) =>
    horizons.map(({ label, demand }): Cell[] => {
      const outcome = trade.outcome(law, demand);
      return [
        ...[`${title}, ${label}`, law, label, decimal(demand).toFixed()],
        ...[dollars(outcome.before), dollars(outcome.after)],
        ...revenueCells(outcome),
        ...priceCells(outcome),
        ...burdenCells(outcome),
        ...gainCells(outcome, law === "scenario" ? trade.outcome("baseline", demand) : null),
      ];
    }),
  );
  const table = { columns: caseColumns(model), rows };
  const further = [
    ...excerpt(
      "Duty if trade stayed as it was, and who bears what it adds",
      NAME,
      [...STATIC, ...BURDEN],
      table,
    ),
    ...excerpt(gainTitle(model), NAME, [...PRICES, ...gainColumns(model)], table),
  ];
  return { ...table, total: null, further, chart: CASE_CHART };
}

const LABEL: Column = { key: "label", title: "", kind: "text", drop: 0 };

const groupColumns = (model: Model): readonly Column[] => [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  LABEL,
  importsColumn("imports_before_usd", "Imports before", 4),
  importsColumn("baseline_imports_usd", "Baseline", 3),
  importsColumn("scenario_imports_usd", "Scenario", 2),
  importsColumn("baseline_duty_usd", "Baseline duty", 0),
  importsColumn("scenario_duty_usd", "Scenario duty", 0),
  importsColumn("change_usd", "Change", 1),
  ...forMachines([...PRICES, ...BURDEN, ...gainColumns(model)]),
];

const GROUP_CHART: Chart = {
  kind: "bars",
  along: ["label"],
  views: { duty: ["baseline_duty_usd", "scenario_duty_usd"] },
};

/** Groups of goods, the largest first. */
export function sizedGroups(cells: readonly TradeCell[]): string[] {
  const sizes = new Map<string, number>();
  for (const { group, value } of cells) sizes.set(group, (sizes.get(group) ?? 0) + value);
  return [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([group]) => group);
}

/** The `top` largest groups, by size; then the rest in one line, so that the lines add up to the total. */
export function groupsOf(
  trade: AnsweringTrade,
  { demand }: Horizon,
  { model, collection }: Pick<Settings, "model" | "collection">,
  { labelOf }: RowKey,
  top: number | null,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const groups = sizedGroups(trade.cells);
  const columns = groupColumns(model);
  const both = (group?: string) => [
    trade.outcome("baseline", demand, group),
    trade.outcome("scenario", demand, group),
  ];
  const cells = (group: string, label: string, [was, is]: readonly Outcome[]): Cell[] =>
    was && is
      ? [
          ...[group, label],
          ...[is.before, was.after, is.after, was.duty, is.duty, is.duty - was.duty].map(dollars),
          ...priceCells(is),
          ...burdenCells(is),
          ...gainCells(is, was),
        ]
      : [];
  const total = cells("total", "Total", both());
  const shown = groups.slice(0, top ?? groups.length);
  const left = groups.slice(shown.length).map(both);
  const rows = [
    ...shown.map((group) => cells(group, labelOf(group), both(group))),
    ...(left.length > 0 ? [cells("rest", smallerGroups(left.length), together(left, collection))] : []),
  ];
  return {
    columns,
    chart: GROUP_CHART,
    rows,
    total: Object.fromEntries(columns.map(({ key }, index) => [key, total[index] ?? null])),
    further: smallerTables([...rows, total], columns, model),
  };
}

/** Answers of groups under each law, as one group. */
const together = (groups: readonly (readonly Outcome[])[], collection: Settings["collection"]): Outcome[] =>
  LAWS.map((_, law) =>
    totalOutcome(
      groups.flatMap((outcomes) => outcomes[law] ?? []),
      collection,
    ),
  );

const smallerTables = (
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  model: Model,
): Further[] => [
  ...excerpt("Who bears what the duty adds if trade stayed as it was", LABEL, BURDEN, {
    columns,
    rows,
  }),
  ...excerpt(gainTitle(model), LABEL, [...PRICES, ...gainColumns(model)], {
    columns,
    rows,
  }),
];

// What a reader should know of trade that has answered: which lines are law, arithmetic, assumption, model.

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

const percent = (share: number): string => `${decimal(share).times(100).toDecimalPlaces(2).toFixed()}%`;

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
      ? `Assumption: imports change by ${path.shortRun}% for each per cent of price at once, by ${path.longRun}% after ${path.years} years (${path.cite}).`
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
  const heading = OF_ALL_TARIFFS.includes(model) ? "US welfare, all tariffs" : "US welfare, these goods";
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
  const who = origins.length > NAMED ? `these ${origins.length} origins` : originsInWords(origins);
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
    : `${market} Others, ${dollarsInWords(decimal(others.value))} of trade known line by line, stay under the baseline law: the change is of ${who} alone. "Sales of others, change" is what they sell more than under the baseline: trade diverted.`;
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
