/**
 * Bands of the headlines of a scenario, from priors of what behaviour rests on, and what net revenue hangs on.
 * Source: METHODS 6.
 */
import { UserError } from "../../../contract/errors.js";
import { type Cell, type Column, type Further, type Json, plain } from "../../../contract/report.js";
import { dollarsInWords } from "../../../contract/text.js";
import { type Band, steady } from "../../../economics/elementary.js";
import type { Estimates } from "../../../economics/estimates.js";
import { along } from "../../../economics/response.js";
import {
  bandsOf,
  type Distribution,
  type Draw,
  endsOf,
  type Prior,
  tornado,
} from "../../../economics/uncertainty.js";
import { decimal, usd } from "../../../law/units.js";
import type { Watch } from "../../../trade/run-scenario.js";
import type { RowKey } from "../../common/groups.js";
import type { Outcome } from "./cells.js";
import type { ResponseFlags, Settings } from "./settings.js";
import { dollars, importsColumn, sizedGroups } from "./table.js";
import type { AnsweringTrade } from "./trade.js";

// Headlines of trade that has answered, and their bands: in dollars by groups of goods, and in per cent of all goods.

/** By the group and the headline, with a blank between. */
type Bands = Readonly<Record<string, Band>>;

/** The name of all goods together. */
const TOTAL = "total";

const BANDS = {
  q05: "5%",
  q25: "25%",
  median: "Median",
  q75: "75%",
  q95: "95%",
  mean: "Mean",
  sd: "Spread",
  error: "Error of mean",
} as const;
type BandKey = keyof typeof BANDS;
const KEYS = Object.keys(BANDS) as BandKey[];
/** Quantiles are never dropped from a table. */
const QUANTILES = 5;
/** Of a number in per cent. */
const PLACES = 6;

const TITLES: readonly Column[] = [
  { key: "headline", title: "Headline", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
];
const drop = (index: number): number => (index < QUANTILES ? 0 : 3);
const columnsOf = (ending: string, kind: Column["kind"]): readonly Column[] => [
  ...TITLES,
  ...KEYS.map((key, index) => ({ key: `${key}_${ending}`, title: BANDS[key], kind, drop: drop(index) })),
];
const DOLLAR_COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  ...TITLES,
  ...KEYS.map((key, index) => importsColumn(`${key}_usd`, BANDS[key], drop(index))),
];

/** A row a headline of each group, of all goods last. */
const dollarTable = (bands: Bands, groups: readonly string[], key: RowKey | null): Further => ({
  title: "Bands in dollars",
  columns: DOLLAR_COLUMNS,
  rows: [...groups, TOTAL].flatMap((group) => dollarRows(bands, group, key)),
});

function dollarRows(bands: Bands, group: string, key: RowKey | null): Cell[][] {
  const before = key ? `${group === TOTAL ? "Total" : key.labelOf(group)}: ` : "";
  return Object.entries(DOLLARS).flatMap(([id, title]): Cell[][] => {
    const band = bands[`${group} ${id}`];
    return band ? [[group, id, `${before}${title}`, ...KEYS.map((one) => dollars(band[one]))]] : [];
  });
}

const inPercent = (number: number): ReturnType<typeof decimal> =>
  decimal(steady(number)).toDecimalPlaces(PLACES);

const rowsOf = (bands: Bands, headlines: Readonly<Record<string, string>>, of: (band: number) => Cell) =>
  Object.entries(headlines).flatMap(([id, title]): Cell[][] => {
    const band = bands[`${TOTAL} ${id}`];
    return band ? [[id, title, ...KEYS.map((one) => of(band[one]))]] : [];
  });

/** Changes of prices, and shares of what the law adds, of all goods. */
const percentTables = (bands: Bands): Further[] =>
  [
    {
      title: "Prices, change in per cent, of all goods",
      columns: columnsOf("pct", "points"),
      rows: rowsOf(bands, CHANGES, inPercent),
    },
    {
      title: "Shares of what the law adds, of all goods",
      columns: columnsOf("share", "rate"),
      rows: rowsOf(bands, SHARES, (number) => inPercent(number).div(100)),
    },
  ].filter(({ rows }) => rows.length > 0);

/** The same for machine formats, all in per cent. */
const percentFacts = (bands: Bands): Json[] => {
  const columns = columnsOf("pct", "points");
  return rowsOf(bands, { ...CHANGES, ...SHARES }, inPercent).map((cells) =>
    Object.fromEntries(columns.map(({ key }, index) => [key, plain(cells[index] ?? null)])),
  );
};

/** Id and title of what is in dollars; a model without one leaves it out. */
const DOLLARS = {
  imports: "Imports after",
  duty: "Duty",
  gross: "Added",
  collected: "Collected",
  net: "Net",
  consumers: "Consumers bear",
  importers: "Importers",
  foreign_sellers: "Sellers abroad",
  diverted: "Sales of others",
  welfare: "US welfare",
} as const;

/** Changes of prices in per cent. */
const CHANGES = {
  buyer_price: "Buyers pay",
  exporter_price: "Sellers get",
} as const;

/** Shares of what the law adds, in per cent. */
const SHARES = {
  consumers_share: "Consumers bear",
  importers_share: "Importers",
  foreign_sellers_share: "Sellers abroad",
} as const;

type Headline = keyof typeof DOLLARS | keyof typeof CHANGES | keyof typeof SHARES;

/** @param was The same goods under the baseline: others gain what they sell more than there. */
export function headlinesOf(is: Outcome, was: Outcome | null): Partial<Record<Headline, number>> {
  const added = is.staticDuty - is.recordedDuty;
  const share = (part: number) => (100 * part) / added;
  return {
    imports: is.after,
    duty: is.duty,
    gross: is.gross,
    collected: is.collected,
    net: is.net,
    consumers: is.consumers,
    importers: is.importers,
    foreign_sellers: is.foreignSellers,
    ...(is.others === null || was === null || was.others === null
      ? {}
      : { diverted: is.others - was.others }),
    ...(is.welfare === null ? {} : { welfare: is.welfare }),
    buyer_price: 100 * (is.buyerPrice - 1),
    exporter_price: 100 * (is.exporterPrice - 1),
    ...(added === 0
      ? {}
      : {
          consumers_share: share(is.consumers),
          importers_share: share(is.importers),
          foreign_sellers_share: share(is.foreignSellers),
        }),
  };
}

const SEED = 20_250_618;

interface Sampled {
  readonly trade: AnsweringTrade;
  readonly settings: Settings;
  readonly estimates: Estimates;
  readonly flags: ResponseFlags;
  /** Groups with bands of their own, the largest first; `null` for all goods together alone. */
  readonly groups: { readonly key: RowKey; readonly top: number | null } | null;
  /** For whoever waits for the draws. */
  readonly watch: Watch;
}

const tableOf = ({ columns, rows }: Further) => ({ columns, rows });

/** A row a headline and what net revenue hangs on beneath; with `tornado`, the other way about. The model is the one chosen; every result is rounded to 12 digits. */
export function uncertainty(asked: Sampled) {
  const { trade, settings, estimates, flags, groups, watch } = asked;
  const drawing = drawingOf(settings, flags, estimates, trade.others !== null);
  const sampling = { draws: flags.uncertainty ?? 0, seed: flags.seed ?? SEED };
  const names = groups ? sizedGroups(trade.cells).slice(0, groups.top ?? undefined) : [];
  const bands = bandsOf(
    drawing.priors,
    (draw) => {
      const { demand, drawn } = drawing.settingsAt(draw);
      return Object.assign({}, ...[...names, TOTAL].map((group) => of(asked, demand, drawn, group)));
    },
    sampling,
    (draws) => watch(draws, "draws"),
  );
  const {
    further: swings,
    fact,
    note,
  } = tornadoOf(drawing, (draw) => {
    const { demand, drawn } = drawing.settingsAt(draw);
    return trade.outcome("scenario", demand, undefined, drawn).net;
  });
  const inDollars = dollarTable(bands, names, groups?.key ?? null);
  const inPercent = percentTables(bands);
  return {
    ...(flags.tornado
      ? { ...tableOf(swings), further: [inDollars, ...inPercent] }
      : { ...tableOf(inDollars), further: [...inPercent, swings] }),
    total: null,
    facts: { uncertainty: { ...sampling, percent: percentFacts(bands), ...fact } },
    notes: [`Model: ${sampling.draws} draws, seed ${sampling.seed}. ${note}`],
  };
}

/** Headlines of a group under the drawn settings, with the group before their names. */
function of({ trade }: Sampled, demand: number, drawn: Settings, group: string): Record<string, number> {
  const goods = group === TOTAL ? undefined : group;
  const is = trade.outcome("scenario", demand, goods, drawn);
  const was = trade.others && trade.outcome("baseline", demand, goods, drawn);
  return Object.fromEntries(
    Object.entries(headlinesOf(is, was)).map(([id, value]) => [`${group} ${id}`, value]),
  );
}

// A parameter that a flag gives stays as it is: only the others are drawn from their priors.

interface Drawing {
  /** All that a draw takes a number for, so that holding one leaves the draws of the others as they are. */
  readonly priors: readonly Prior[];
  /** Those that are not held. */
  readonly free: readonly Prior[];
  /** The chosen model with the parameters of a draw. */
  settingsAt(draw: Draw): { readonly demand: number; readonly drawn: Settings };
}

/** @throws {UserError} if flags leave nothing to draw. */
export function drawingOf(
  settings: Settings,
  flags: ResponseFlags,
  estimates: Estimates,
  sourced: boolean,
): Drawing {
  const priors = priorsAt(flags.horizon, estimates).filter(({ id }) => sourced || id !== "substitution");
  const held = heldBy(flags);
  const free = priors.filter(({ id }) => !held.has(id));
  if (free.length === 0)
    throw new UserError("expected a parameter to draw; flags give all of them", {
      where: "--uncertainty",
      hint: "leave out one of --elasticity, --passthrough, --compliance and --offset, or --uncertainty",
    });
  return { priors, free, settingsAt: (draw) => settingsAt(settings, held, draw) };
}

/** Parameters that flags give, by the id of their prior. */
function heldBy({ response, elasticity, passthrough, supply, ...given }: ResponseFlags): ReadonlySet<string> {
  const still = response === "static";
  const all = passthrough?.some(({ sector }) => sector === null) ?? false;
  const held = {
    demand: still || elasticity !== undefined,
    "pass-through": still || supply !== undefined || all,
    uncollected: given.compliance !== undefined,
    offset: given.offset !== undefined,
    substitution: given.substitution !== undefined,
  };
  return new Set(Object.entries(held).flatMap(([id, is]) => (is ? [id] : [])));
}

function settingsAt(settings: Settings, held: ReadonlySet<string>, draw: Draw) {
  const value = (id: string, otherwise: number) => (held.has(id) ? otherwise : (draw[id] ?? otherwise));
  const { collection, ownSectors } = settings;
  const demand = value("demand", settings.horizons.at(-1)?.demand ?? 0);
  const drawn: Settings = {
    ...settings,
    passThrough: (sector, at) => {
      const usual = settings.passThrough(sector, at);
      return ownSectors.has(sector) ? usual : value("pass-through", usual);
    },
    collection: {
      uncollected: value("uncollected", collection.uncollected),
      offset: value("offset", collection.offset),
      mode: collection.mode,
    },
    substitutionTimes: value("substitution", 1),
  };
  return { demand, drawn };
}

/** Years after the change, demand lies between the priors of the short and of the long run as its path does. */
function priorsAt(horizon: number | undefined, estimates: Estimates): readonly Prior[] {
  const long = estimates.priors("long");
  if (horizon === undefined) return long;
  const { years } = estimates.demand.path;
  return estimates.priors("short").map((short, index) => {
    const late = long[index] ?? short;
    const between = (from: number, to: number) => steady(along(from, to, years, horizon));
    return {
      id: short.id,
      central: between(short.central, late.central),
      distribution: mixed(short.distribution, late.distribution, between),
    };
  });
}

function mixed(
  from: Distribution,
  to: Distribution,
  between: (a: number, b: number) => number,
): Distribution {
  if (from.kind === "triangular" && to.kind === "triangular")
    return {
      kind: "triangular",
      low: between(from.low, to.low),
      mode: between(from.mode, to.mode),
      high: between(from.high, to.high),
    };
  return to;
}

// For a tornado one parameter at a time goes to the ends of its prior, the widest swing first.

const COLUMNS: readonly Column[] = [
  { key: "id", title: "Id", kind: "text", drop: 0, machineOnly: true },
  { key: "parameter", title: "Parameter", kind: "text", drop: 0 },
  { key: "low_shown", title: "Low", kind: "text", drop: 0, tableOnly: true },
  { key: "high_shown", title: "High", kind: "text", drop: 0, tableOnly: true },
  { key: "low", title: "Low", kind: "text", drop: 0, machineOnly: true },
  { key: "high", title: "High", kind: "text", drop: 0, machineOnly: true },
  { key: "net_at_low_usd", title: "Net at low", kind: "usd", drop: 0 },
  { key: "net_at_high_usd", title: "Net at high", kind: "usd", drop: 0 },
  { key: "swing_usd", title: "Swing", kind: "usd", drop: 0 },
  { key: "net_at_centres_usd", title: "At centres", kind: "usd", drop: 0, machineOnly: true },
];

/** In the words of the flags that hold them. */
const WORDS: Readonly<Record<string, string>> = {
  demand: "Elasticity of demand",
  "pass-through": "Pass-through",
  uncollected: "Not collected",
  offset: "Offset",
  substitution: "Substitution, times",
};

const CENTS = 2;

/** More digits of a prior than this say nothing to a reader. */
const SHOWN_DIGITS = 3;

interface Swings {
  readonly further: Further;
  readonly fact: Readonly<Record<string, Json>>;
  readonly note: string;
}

function tornadoOf({ free, priors }: Drawing, net: (draw: Draw) => number): Swings {
  const { base, swings } = tornado(free, net);
  const money = (amount: number) => usd(steady(amount)).toDecimalPlaces(CENTS);
  const number = (value: number) => decimal(steady(value)).toFixed();
  const shown = (value: number) => decimal(value).toSignificantDigits(SHOWN_DIGITS).toFixed();
  const rows = swings.map(({ id, atLow, atHigh }): Cell[] => {
    const prior = free.find((one) => one.id === id);
    const [low, high] = prior ? endsOf(prior.distribution) : [0, 0];
    const swing = Math.abs(atHigh - atLow);
    const ends = [shown(low), shown(high), number(low), number(high)];
    return [id, WORDS[id] ?? id, ...ends, ...[atLow, atHigh, swing, base].map(money)];
  });
  const title = `What net revenue hangs on, one parameter at a time; ${dollarsInWords(decimal(base))} with all at their centres`;
  return {
    further: { title, columns: COLUMNS, rows },
    fact: {
      priors: free.map(({ id, central, distribution }) => ({
        id,
        central,
        distribution: { ...distribution },
      })),
      held: priors.flatMap(({ id }) => (free.some((one) => one.id === id) ? [] : [id])),
      net_at_centres_usd: money(base).toFixed(),
      tornado: rows.map((cells) =>
        Object.fromEntries(COLUMNS.map(({ key }, at) => [key, plain(cells[at] ?? null)])),
      ),
    },
    note: `Drawn from priors: ${wordsOf(free)}${free.length === priors.length ? "" : `; held: ${wordsOf(priors.filter((one) => !free.includes(one)))}`}. Bands are of these parameters, not forecasts: policy, exemptions, the mix of goods and the economy are held fixed.`,
  };
}

const wordsOf = (priors: readonly { readonly id: string }[]): string =>
  priors.map(({ id }) => (WORDS[id] ?? id).toLowerCase()).join(", ");
