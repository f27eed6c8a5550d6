/** A year of trade of one origin, product by product. */

import { numbersAt, rangeOf } from "../compiled/line-index.js";
import { memoize } from "../compiled/memo.js";
import { isInForce, type Orders } from "../law/adcvd.js";
import { barred, barredIf } from "../law/ban.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { type HtsCode, isOutsideTariffBase } from "../law/hts.js";
import { type Country, includesOrigin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";

/**
 * Columns of equal length, sorted by HTS number. A number has ten digits, or fewer where the goods under it are known
 * only together. Values are whole dollars, exact in a double up to 9 quadrillion.
 */
export interface Flow {
  readonly dataset: string;
  readonly origin: Country;
  readonly year: number;
  readonly source: string;
  /** Rows whose number was not in the tariff all the time since it is known, with its days; both `null` for never. */
  readonly dated: readonly (readonly [row: number, ...NumberSpan])[];
  readonly hts: readonly string[];
  /** Customs value of imports for consumption. */
  readonly value: readonly number[];
  /** Duty that customs calculated on them in that year. */
  readonly duty: readonly number[];
}

/** The flows that a question is about unless it names others. */
export const SHIPPED_FLOWS = "us-imports-2024";

/** Flows as a heading has them, behind their year: those of a user by the name that they were given. */
export const flowsInWords = (dataset = SHIPPED_FLOWS): string =>
  dataset === SHIPPED_FLOWS ? "" : ` (${dataset})`;

/** The days a number was in the tariff; both `null` for never. */
export type NumberSpan = readonly [from: IsoDate | null, until: IsoDate | null];

/** Whether a row stands for goods of more than one line of the tariff, which only their products tell apart. */
export const isMixed = (hts: string): boolean => hts.length < LINE_DIGITS && !isOutsideTariffBase(hts);
const LINE_DIGITS = 8;

/** Rows whose statistical number is not in the tariff of a day; their 8-digit line may be. */
export const endedRows = ({ dated }: Flow, on: IsoDate): number[] =>
  dated.flatMap(([row, from, until]) =>
    from !== null && from <= on && (until === null || on < until) ? [] : [row],
  );

/** Dollars of imports whose number and country an antidumping or countervailing duty order names; its scope may be less. */
export function exposedTo(
  { of }: Orders,
  { hts, value, origin }: Flow,
  origins: Members,
  date: IsoDate,
): number {
  const members = [...origins].flatMap(([code, { blocs }]) => (blocs.includes(origin) ? [code] : []));
  const own = [origin, ...members].flatMap(of).filter((order) => isInForce(order, date));
  let dollars = 0;
  let end = 0;
  for (const start of [...new Set(own.flatMap(({ numbers }) => numbers))].sort()) {
    const [from, until] = rangeOf(hts, start);
    for (let row = Math.max(from, end); row < until; row += 1) dollars += value[row] as number;
    end = Math.max(end, until);
  }
  return dollars;
}

/** Dollars of imports that a law bars from entry, and those that it bars if a fact is so of which trade figures say nothing. */
export interface BarredTrade {
  readonly barred: number;
  readonly open: number;
}

/** What of a year of trade the law of a day bars. Goods known only by a shorter number than a ban names are in neither. */
export function barredIn(
  law: Pick<Schedule, "bans" | "lists" | "origins">,
  flow: Flow,
  date: IsoDate,
): BarredTrade {
  const { hts, value, origin } = flow;
  const from = law.origins.get(origin);
  const bans = law.bans.filter(
    (ban) =>
      inSpan(ban, date) && from !== undefined && includesOrigin(ban.origins, from) && ban.onlyIf.length === 0,
  );
  if (bans.length === 0) return NONE_BARRED;
  const own = { ...law, bans };
  return hts.reduce((sum, number, row) => {
    const goods = { hts: number as HtsCode, origin, date, claims: NO_CLAIMS };
    return addBarred(sum, goods, value[row] as number, own);
  }, NONE_BARRED);
}

/** A sum with goods added to what is barred, or may be, if they are. */
export function addBarred(
  { barred: all, open }: BarredTrade,
  goods: Parameters<typeof barred>[0],
  value: number,
  law: Parameters<typeof barred>[1],
): BarredTrade {
  if (barred(goods, law)) return { barred: all + value, open };
  return { barred: all, open: barredIf(goods, law) ? open + value : open };
}

export const NONE_BARRED: BarredTrade = { barred: 0, open: 0 };

/** Origins with the blocs they are in: trade figures have one partner for the European Union. */
type Members = ReadonlyMap<Country, { readonly blocs: readonly string[] }>;

// Portions of a year of trade: rows that are priced on the same terms. A flow is the sum of its portions.

/** What is taken to be so of all rows of a portion. */
export interface ClaimTerms {
  /** What the importers of these goods claim. */
  readonly claims: ReadonlySet<string>;
  /** What decided that these dollars are in these rows. */
  readonly assumed: readonly AssumptionKind[];
  /** The duty of the flow is the base duty of its rows, whatever rate their lines state. */
  readonly baseObserved: boolean;
}

export interface Portion {
  readonly flow: Flow;
  readonly terms: ClaimTerms;
}

/** A flow as it is recorded: no claims, nothing assumed. */
export const AS_RECORDED: ClaimTerms = { claims: NO_CLAIMS, assumed: [], baseObserved: false };

/** Rows of a flow, or parts of them, and the dollars of each. */
export interface PickedRows {
  readonly rows: readonly number[];
  readonly value: readonly number[];
  readonly duty: readonly number[];
}

/** A portion of these rows, which are in the order of their numbers; none if there are no rows. */
export function portionOf(flow: Flow, { rows, value, duty }: PickedRows, terms: ClaimTerms): Portion[] {
  if (rows.length === 0) return [];
  const hts = numbersAt(flow.hts, rows);
  return [{ terms, flow: { ...flow, dated: datedAt(flow.dated, rows), hts, value, duty } }];
}

/** Days of the numbers of some rows, by their new places. */
function datedAt(dated: Flow["dated"], rows: readonly number[]): Flow["dated"] {
  if (dated.length === 0) return [];
  const { isDated, spans } = spansOf(dated);
  const own: (readonly [number, ...NumberSpan])[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    const span = isDated[row] === 1 ? spans.get(row) : undefined;
    if (span) own.push([place, ...span]);
  }
  return own;
}

/** Days by row, and a mark on each row that has some. */
interface Spans {
  readonly isDated: Uint8Array;
  readonly spans: ReadonlyMap<number, NumberSpan>;
}

const spansOf = memoize((dated: Flow["dated"]): Spans => {
  const isDated = new Uint8Array(Math.max(...dated.map(([row]) => row)) + 1);
  for (const [row] of dated) isDated[row] = 1;
  return { isDated, spans: new Map(dated.map(([row, ...span]) => [row, span])) };
});

// Trade narrowed to some products, after it is priced: goods known by chapter may have been spread over
// lines.

/** HTS prefixes; none for all goods. */
export type Prefixes = readonly string[];

const fits = (hts: string, prefixes: Prefixes): boolean => prefixes.some((prefix) => hts.startsWith(prefix));

/** The rows of a flow whose numbers start with one of the prefixes; all if there are none. */
export const flowOfProducts = (flow: Flow, prefixes: Prefixes): Flow =>
  prefixes.length === 0 ? flow : rowsAt(flow, fitting(flow, prefixes));

export const fitting = ({ hts }: Flow, prefixes: Prefixes): number[] =>
  hts.flatMap((code, row) => (fits(code, prefixes) ? [row] : []));

export const rowsAt = (flow: Flow, rows: readonly number[]): Flow => ({
  ...flow,
  dated: datedAt(flow.dated, rows),
  hts: numbersAt(flow.hts, rows),
  value: rows.map((row) => flow.value[row] ?? 0),
  duty: rows.map((row) => flow.duty[row] ?? 0),
});

/** Dollars of goods known only by a number that some of the products are under: how many cannot be told. */
export const partlyMeant = ({ hts, value }: Flow, prefixes: Prefixes): number =>
  hts.reduce(
    (sum, code, row) =>
      isMixed(code) && !fits(code, prefixes) && prefixes.some((prefix) => prefix.startsWith(code))
        ? sum + (value[row] ?? 0)
        : sum,
    0,
  );

export type AssumptionKind =
  | "metal-content"
  | "observed-base"
  | "product-mix"
  | "usmca-claims"
  | "other-preferences"
  | "quota-share"
  | "us-content";
