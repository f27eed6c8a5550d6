/** The duty on goods that owe alike, on a day; where little changed since an earlier day, by what changed. */
import { changedRows } from "./changed-rows.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import type { Portion } from "./portion.js";
import { priceFlow } from "./price.js";
import type { PricedFlow, Question } from "./priced.js";
import type { Schedule } from "./schedule.js";
import { sumsWhere } from "./tally.js";
import { minusUsd, NO_USD, plusUsd, type Usd } from "./units.js";

/** Goods of one origin that are priced on the same terms. */
export interface Traded extends Portion {
  readonly origin: Origin;
}

/** Imports and duty of goods in the tariff base, and the imports whose duty cannot be computed. */
export interface Dues {
  readonly imports: Usd;
  readonly duty: Usd;
  readonly open: Usd;
}

export const NO_DUES: Dues = { imports: NO_USD, duty: NO_USD, open: NO_USD };

const each = (of: (a: Usd, b: Usd) => Usd, a: Dues, b: Dues): Dues => ({
  imports: of(a.imports, b.imports),
  duty: of(a.duty, b.duty),
  open: of(a.open, b.open),
});
export const plusDues = (a: Dues, b: Dues): Dues => each(plusUsd, a, b);
const minusDues = (a: Dues, b: Dues): Dues => each(minusUsd, a, b);

/** What is owed on a day. */
export interface Reckoned {
  readonly date: IsoDate;
  readonly dues: Dues;
}

/** Beyond this share of the rows it is quicker to price them all. */
const MOST_CHANGED = 0.5;

/** What goods of the same rows owe together. They must be treated alike by the law of the day, and by that of `before`. */
export function reckon(
  goods: readonly Traded[],
  before: Reckoned | undefined,
  schedule: Schedule,
  question: Question,
): Reckoned {
  const { date } = question;
  const [first] = goods;
  if (first === undefined) return { date, dues: NO_DUES };
  const { hts } = first.flow;
  const rows = before && changedRows(hts, first, schedule, question.view, [before.date, date]);
  if (!before || !rows || rows.length > hts.length * MOST_CHANGED)
    return { date, dues: duesOf(first, together(goods, null), schedule, question) };
  if (rows.length === 0) return { date, dues: before.dues };
  const changed = together(goods, rows);
  const was = duesOf(first, changed, schedule, { ...question, date: before.date });
  const is = duesOf(first, changed, schedule, question);
  return { date, dues: plusDues(minusDues(before.dues, was), is) };
}

/** What a flow owes on the terms of goods of its kind. */
const duesOf = ({ origin, terms }: Traded, flow: Flow, schedule: Schedule, question: Question): Dues =>
  inBase(priceFlow(flow, origin, schedule, question, terms));

/** Classes of lines without trade owe nothing and leave nothing open. */
function inBase(priced: PricedFlow): Dues {
  const { imports, duty } = sumsWhere([priced], ({ status, value }) => status !== "outside" && value > 0);
  const { imports: open } = sumsWhere([priced], ({ status, value }) => status === "unknown" && value > 0);
  return { imports, duty, open };
}

/** Flows of the same numbers as one, or only these rows of them. */
function together(goods: readonly Traded[], rows: readonly number[] | null): Flow {
  const flows = goods.map(({ flow }) => flow);
  const [first] = flows as [Flow];
  const places = rows ?? [...first.hts.keys()];
  const sum = (of: (flow: Flow) => readonly number[]): number[] => {
    const columns = flows.map(of);
    return places.map((row) => columns.reduce((total, column) => total + (column[row] as number), 0));
  };
  const hts = rows ? numbersAt(first.hts, rows) : first.hts;
  return { ...first, hts, value: sum(({ value }) => value), duty: sum(({ duty }) => duty) };
}

const known = new WeakMap<readonly string[], Map<string, readonly string[]>>();
/** The same list for the same rows, so that what the law says of them is worked out once. */
function numbersAt(hts: readonly string[], rows: readonly number[]): readonly string[] {
  const lists = known.get(hts) ?? new Map<string, readonly string[]>();
  known.set(hts, lists);
  const key = rows.join();
  const list = lists.get(key) ?? rows.map((row) => hts[row] as string);
  lists.set(key, list);
  return list;
}
