/** Bands of the headlines of a scenario, from priors of what behaviour rests on. Source: METHODS 6. */
import { decimal } from "../../domain/units.js";
import type { Estimates } from "../../economics/estimates.js";
import { bandsOf } from "../../economics/monte-carlo.js";
import { type Band, steady } from "../../economics/quantile.js";
import { type Cell, type Column, type Further, plain, type Watch } from "../../report.js";
import type { RowKey } from "../group-keys.js";
import { drawingOf } from "./drawn.js";
import { dollars, importsColumn } from "./figures.js";
import { sizedGroups } from "./groups.js";
import { DOLLARS, headlinesOf, PERCENTS } from "./headlines.js";
import type { ResponseFlags, Settings } from "./settings.js";
import { tornadoOf } from "./swings.js";
import type { AnsweringTrade } from "./trade.js";

const SEED = 20_250_618;

const BANDS = {
  q05: "5 %",
  q25: "25 %",
  median: "Median",
  q75: "75 %",
  q95: "95 %",
  mean: "Mean",
  sd: "Spread",
  error: "Error of mean",
} as const;
type BandKey = keyof typeof BANDS;
const KEYS = Object.keys(BANDS) as BandKey[];
/** Quantiles are never dropped from a table. */
const QUANTILES = 5;
/** Of a change in per cent. */
const PLACES = 6;

const TITLES: readonly Column[] = [
  { key: "headline", title: "Headline", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
];
const drop = (index: number): number => (index < QUANTILES ? 0 : 3);
const COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  ...TITLES,
  ...KEYS.map((key, index) => importsColumn(`${key}_usd`, BANDS[key], drop(index))),
];
const PERCENT_COLUMNS: readonly Column[] = [
  ...TITLES,
  ...KEYS.map(
    (key, index): Column => ({ key: `${key}_pct`, title: BANDS[key], kind: "points", drop: drop(index) }),
  ),
];

export interface Sampled {
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

/** The name of all goods together. */
const TOTAL = "total";

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
  const percents = percentRows(bands);
  const inDollars = {
    title: "Bands in dollars",
    columns: COLUMNS,
    rows: [...names, TOTAL].flatMap((group) => dollarRows(bands, group, groups?.key ?? null)),
  };
  const inPercent = { title: "In per cent, of all goods", columns: PERCENT_COLUMNS, rows: percents };
  return {
    ...(flags.tornado
      ? { ...tableOf(swings), further: [inDollars, inPercent] }
      : { ...tableOf(inDollars), further: [inPercent, swings] }),
    total: null,
    facts: { uncertainty: { ...sampling, percent: percentFacts(percents), ...fact } },
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

type Bands = Readonly<Record<string, Band>>;

function dollarRows(bands: Bands, group: string, key: RowKey | null): Cell[][] {
  const before = key ? `${group === TOTAL ? "Total" : key.labelOf(group)}: ` : "";
  return Object.entries(DOLLARS).flatMap(([id, title]): Cell[][] => {
    const band = bands[`${group} ${id}`];
    return band ? [[group, id, `${before}${title}`, ...KEYS.map((one) => dollars(band[one]))]] : [];
  });
}

const percentRows = (bands: Bands): Cell[][] =>
  Object.entries(PERCENTS).flatMap(([id, title]): Cell[][] => {
    const band = bands[`${TOTAL} ${id}`];
    const cell = (one: BandKey) => decimal(steady(band?.[one] ?? 0)).toDecimalPlaces(PLACES);
    return band ? [[id, title, ...KEYS.map(cell)]] : [];
  });

const percentFacts = (rows: readonly (readonly Cell[])[]) =>
  rows.map((cells) =>
    Object.fromEntries(PERCENT_COLUMNS.map(({ key }, index) => [key, plain(cells[index] ?? null)])),
  );
