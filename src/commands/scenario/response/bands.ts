/**
 * Headlines of trade that has answered, and their bands: in dollars by groups of goods, and in per cent of all goods.
 */
import { type Cell, type Column, type Further, type Json, plain } from "../../../contract/report.js";
import { type Band, steady } from "../../../economics/sample.js";
import { decimal } from "../../../law/units.js";
import type { RowKey } from "../../common/groups.js";
import type { Outcome } from "./cells.js";
import { dollars, importsColumn } from "./table.js";

/** By the group and the headline, with a blank between. */
type Bands = Readonly<Record<string, Band>>;

/** The name of all goods together. */
export const TOTAL = "total";

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
export const dollarTable = (bands: Bands, groups: readonly string[], key: RowKey | null): Further => ({
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
export const percentTables = (bands: Bands): Further[] =>
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
export const percentFacts = (bands: Bands): Json[] => {
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
  diverted: "Others sell more",
  welfare: "US gain",
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
