/** A book of entries as trade: priced under any law as if all of it had been entered on one day. */
import type { UnitBase } from "../compiled/base-terms.js";
import type { Context } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import { openAmong, ordersNaming } from "../law/adcvd.js";
import type { Layer } from "../law/assess.js";
import type { IsoDate } from "../law/calendar.js";
import { NOTHING_STATED } from "../law/entry.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { decimal, NO_USD } from "../law/units.js";
import { AS_RECORDED, addBarred, type BarredTrade, type Flow, NONE_BARRED } from "../trade/flow.js";
import { layerNeeds, pricedLayer } from "../trade/line-prices.js";
import type { BaseClass, Price, PriceClass, PricedFlow } from "../trade/question.js";
import { type EntryRow, goodsReader } from "./entry-row.js";
import { openEntries } from "./entry-table.js";
import type { Unrounded } from "./line-duty.js";
import { linePricer, type PricedLine } from "./pricer.js";

export interface Book {
  readonly name: string;
  readonly origins: readonly Origin[];
  readonly invalid: number;
  /** The entries under a law of a day, an origin after the other. */
  priced(law: Schedule, on: IsoDate, view: View): PricedFlow[];
  /** Dollars of goods that an antidumping or countervailing duty order may cover and of which nothing is stated. */
  exposed(orders: Schedule["orders"], on: IsoDate): number;
  /** Dollars of goods that the law of a day bars from entry, or bars if a fact is so that no row states. */
  barred(law: Schedule, on: IsoDate): BarredTrade;
}

/** More lines than this do not fit; `duty --file` takes any number. */
const MOST_LINES = 2_000_000;

/** Reads a file of entries whole. @throws {UserError} on one without a line that can be read. */
export async function readBook(path: string, context: Context): Promise<Book> {
  const rows = await openEntries(path, { ofAnyEntry: true }, context);
  const read = goodsReader(rows, context);
  const byOrigin = new Map<Origin, EntryRow[]>();
  let [lines, invalid] = [0, 0];
  for await (const batch of rows.batches)
    for (const row of batch) {
      const { goods } = read(row);
      if (goods === null) {
        invalid += 1;
        continue;
      }
      const own = byOrigin.get(goods.origin) ?? [];
      byOrigin.set(goods.origin, own);
      own.push(goods);
      lines += 1;
      if (lines > MOST_LINES)
        throw new UserError(`more than ${MOST_LINES} lines`, {
          where: path,
          hint: "`duty --file` takes any number",
        });
    }
  if (lines === 0)
    throw new UserError("no line of it can be read", {
      where: path,
      hint: "`duty --file` tells what is wrong",
    });
  for (const own of byOrigin.values()) own.sort((a, b) => (a.hts < b.hts ? -1 : a.hts > b.hts ? 1 : 0));
  return {
    name: rows.name,
    origins: [...byOrigin.keys()],
    invalid,
    priced: (law, on, view) => {
      const price = linePricer(law, view);
      return [...byOrigin].map(([origin, own]) => pricedFlow(own, origin, rows.name, on, price));
    },
    exposed: (orders, on) => exposedTo(orders, [...byOrigin.values()].flat(), on),
    barred: (law, on) => [...byOrigin.values()].flat().reduce(barredBy(law, on), NONE_BARRED),
  };
}

const barredBy =
  (law: Schedule, date: IsoDate) =>
  (sum: BarredTrade, { hts, origin, claims, value }: EntryRow): BarredTrade =>
    addBarred(sum, { hts, origin: origin.code, date, claims }, value, law);

function exposedTo(orders: Schedule["orders"], rows: readonly EntryRow[], date: IsoDate): number {
  const isOpen = ({ hts, origin: { code: origin }, facts }: EntryRow): boolean => {
    const named = ordersNaming({ hts, origin, date }, orders.near(origin, hts));
    return openAmong(named, facts?.adcvd ?? NOTHING_STATED.adcvd).length > 0;
  };
  return rows.reduce((sum, row) => (isOpen(row) ? sum + row.value : sum), 0);
}

function pricedFlow(
  rows: readonly EntryRow[],
  origin: Origin,
  dataset: string,
  date: IsoDate,
  price: (row: EntryRow) => PricedLine,
): PricedFlow {
  const classes = numbered<PriceClass>();
  const bases = numbered<BaseClass>();
  const prices = numbered<Price>();
  const of = new Int32Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const [own, base] = classesOf(
      row,
      price({ ...row, date, season: null, facts: row.facts && { ...row.facts, loadedOn: null } }),
    );
    const pair = [classes.of(own.key, own.make), bases.of(base.key, base.make)] as const;
    of[index] = prices.of(pair[0] * MOST_LINES + pair[1], () => ({
      priceClass: classes.all[pair[0]] as PriceClass,
      base: bases.all[pair[1]] as BaseClass,
    }));
  }
  const flow: Flow = {
    dataset,
    origin: origin.code,
    year: Number(date.slice(0, 4)),
    source: dataset,
    dated: [],
    hts: rows.map(({ hts }) => hts),
    value: rows.map(({ value }) => value),
    duty: rows.map(() => 0),
  };
  return { flow, terms: AS_RECORDED, of, prices: prices.all };
}

/** Things by what tells them apart, in the order they came. */
function numbered<T>() {
  const ids = new Map<unknown, number>();
  const all: T[] = [];
  return {
    all,
    of(key: unknown, make: () => T): number {
      const id = ids.get(key) ?? all.push(make()) - 1;
      ids.set(key, id);
      return id;
    },
  };
}

interface Keyed<T> {
  readonly key: unknown;
  make(): T;
}

function classesOf(row: EntryRow, priced: PricedLine): [Keyed<PriceClass>, Keyed<BaseClass>] {
  if (isOutsideTariffBase(row.hts) || row.facts?.chapter98)
    return [
      { key: "none", make: () => NO_LAYERS },
      { key: "outside", make: () => baseClass("outside", NO_BASE) },
    ];
  if ("problem" in priced)
    return [
      { key: "none", make: () => NO_LAYERS },
      { key: "no line", make: () => baseClass("unknown", { ...NO_BASE, needs: ["a line of the tariff"] }) },
    ];
  return keyed(priced.duty.unrounded, priced.duty.needs);
}

function keyed(unrounded: Unrounded, needs: readonly string[]): [Keyed<PriceClass>, Keyed<BaseClass>] {
  if ("goods" in unrounded) {
    const { layers, base } = unrounded.goods;
    const { ownBase } = unrounded;
    if (ownBase !== null)
      return [
        { key: layers, make: () => priceClass("value", layers, base.displaced) },
        {
          key: unrounded,
          make: () => ({ ...baseClass("statutory", { rate: ownBase, needs: [] }), perRow: true }),
        },
      ];
    return [
      { key: layers, make: () => priceClass("value", layers, base.displaced) },
      { key: base, make: () => baseClass(base.rate === null ? "unknown" : "statutory", base) },
    ];
  }
  const assessment = "assessment" in unrounded ? unrounded.assessment : unrounded.assessed();
  const { layers, base } = assessment;
  const { fate } = base;
  const rate = fate.outcome === "charged" ? fate.duty : fate.outcome === "unknown" ? null : NO_USD;
  const own = { rate, needs: rate === null ? needs : [], displaced: fate.outcome === "displaced" };
  return [
    { key: assessment, make: () => priceClass("row", layers, own.displaced) },
    {
      key: assessment,
      make: () => ({ ...baseClass(rate === null ? "unknown" : "statutory", own), perRow: true }),
    },
  ];
}

function priceClass(per: PriceClass["per"], layers: readonly Layer[], replacesBase: boolean): PriceClass {
  const priced = layers.flatMap(pricedLayer);
  return {
    per,
    layers: priced,
    duty: priced.reduce((sum, { duty }) => sum.plus(duty), decimal(0)),
    replacesBase,
    assumed: [],
    needs: layerNeeds({ layers }),
  };
}

const NO_LAYERS: PriceClass = priceClass("value", [], false);
type BaseOfGoods = Pick<UnitBase, "rate" | "needs">;
const NO_BASE: BaseOfGoods = { rate: NO_USD, needs: [] };

const baseClass = (status: BaseClass["status"], { rate, needs }: BaseOfGoods): BaseClass => ({
  status,
  stated: undefined,
  rate: rate ?? NO_USD,
  assumed: [],
  needs,
});
