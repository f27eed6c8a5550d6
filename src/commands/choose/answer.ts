/** Origins of the same goods by what they cost landed: each as an entry of its own, as `duty` has it. */
import { type Carriage, type Context, checkDay } from "../../contract/command.js";
import { located, UserError } from "../../contract/errors.js";
import type { EntryType, Mode } from "../../contract/parse.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { goodsFact, goodsLine, money } from "../../contract/text.js";
import { checkFacts, claimsNamed, rightsFor } from "../../entries/claims.js";
import { statedOf } from "../../law/adcvd.js";
import { chapterOf, type HtsCode, printHts } from "../../law/hts.js";
import { type Country, type Origin, originNamed, originWords, originWordsOf } from "../../law/origin.js";
import type { Schedule } from "../../law/schedule.js";
import { effectiveRate, owed, rate, toCents, type Usd, usd } from "../../law/units.js";
import {
  bestRight,
  byCost,
  contentNotes,
  few,
  type Landed,
  landedCost,
  modeNotes,
  modeOf,
  openFacts,
} from "../common/landed-cost.js";
import { chargedIn, heldNotes, lateWords } from "../common/law-words.js";
import { checkLine, entryOf, type GoodsFlags } from "../duty/answer.js";

export interface ChooseFlags extends Omit<GoodsFlags, "origin"> {
  /** Origins to compare; all if not given. */
  readonly from?: readonly Country[] | "all";
  readonly mode?: Mode;
  readonly entryType?: EntryType;
  readonly freight?: Usd;
  readonly insurance?: Usd;
  readonly top?: number;
}

const COLUMNS: readonly Column[] = [
  { key: "rank", title: "Rank", kind: "text", drop: 0 },
  { key: "origin", title: "Origin", kind: "text", drop: 9, machineOnly: true },
  { key: "name", title: "Origin", kind: "text", drop: 0 },
  { key: "status", title: "Status", kind: "text", drop: 4 },
  { key: "base_duty_usd", title: "Base", kind: "usd", toTheCent: true, drop: 6 },
  { key: "additional_duty_usd", title: "Additional", kind: "usd", toTheCent: true, drop: 6 },
  { key: "duty_usd", title: "Duty", kind: "usd", toTheCent: true, drop: 0 },
  { key: "fees_usd", title: "Fees", kind: "usd", toTheCent: true, drop: 4 },
  { key: "freight_usd", title: "Freight", kind: "usd", toTheCent: true, drop: 3 },
  { key: "landed_usd", title: "Landed", kind: "usd", toTheCent: true, drop: 0 },
  { key: "at_least_usd", title: "At least", kind: "usd", toTheCent: true, drop: 3 },
  { key: "up_to_usd", title: "Up to", kind: "usd", toTheCent: true, drop: 8 },
  { key: "landed_rate", title: "Over value", kind: "rate", drop: 9, machineOnly: true },
  { key: "right", title: "A right would save", kind: "text", drop: 2 },
  { key: "saves_usd", title: "Saves", kind: "usd", toTheCent: true, drop: 9, machineOnly: true },
  { key: "asks", title: "Depends on", kind: "list", drop: 7 },
  { key: "orders", title: "Orders", kind: "list", drop: 7 },
  { key: "layers", title: "Layers", kind: "list", drop: 8 },
  { key: "mode", title: "Mode", kind: "text", drop: 9, machineOnly: true },
  { key: "not_known", title: "Not known", kind: "flag", drop: 9, machineOnly: true },
];

const CHART: Chart = {
  kind: "bars",
  along: ["name"],
  views: { duty: ["at_least_usd"] },
  dollarsOf: "Landed cost",
  atLeast: "not_known",
};

/** @throws {UserError} on what `duty` refuses, and an origin of the home country. */
export async function answerChoose(hts: HtsCode, flags: ChooseFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const goods = costsOf(hts, flags, context);
  const rows = ranked(goods.costs);
  const shown = rows.slice(0, flags.top ?? rows.length);
  const { date, value } = goods;
  const description = context.names().description(hts);
  return {
    title: `Origins of ${printHts(hts)} by landed cost, entered on ${date}`,
    heading: [
      ...goodsLine(description),
      `Customs value $${money(value)}; ${claimedWords(flags)}; law checked to ${schedule.asOf}`,
      ...(date > schedule.asOf ? [lateWords(schedule.asOf)] : []),
    ],
    columns: columnsFor(shown),
    rows: shown.map(({ rank, cost }) => rowOf(rank, cost, flags, context)),
    total: null,
    chart: CHART,
    notes: [
      ...bestWords(rows, context),
      ...contentNotes(
        goods.costs.map((cost) => ({ cost })),
        ofGoods(schedule),
        context,
      ),
      ...(shown.length < rows.length ? [`${rows.length - shown.length} more origins: leave --top out.`] : []),
      ...heldNotes(
        chargedIn(shown.flatMap(({ cost }) => cost.assessment ?? [])),
        "costs",
        context.heldUnlawful(),
      ),
      ...carriageNotes(flags, goods.carriages, context),
      ...modeNotes(flags.mode, context),
      ...orderNotes(goods.costs, context),
      ...goods.notOpen,
    ],
    facts: { goods: goodsFact(description) },
  };
}

/** Bounds and orders are shown where a row has any to tell; programs get all columns. */
const columnsFor = (rows: readonly Ranked[]): readonly Column[] => {
  const idle = [
    ...(rows.every(({ cost }) => cost.landed !== null) ? ["at_least_usd", "up_to_usd"] : []),
    ...(rows.every(({ cost }) => cost.orders.length === 0) ? ["orders"] : []),
  ];
  return COLUMNS.map((column) => (idle.includes(column.key) ? { ...column, machineOnly: true } : column));
};

interface Ranked {
  /** `1`, or `1=` where another costs the same; `null` where the cost is not known. */
  readonly rank: string | null;
  readonly cost: Landed;
}

interface Costs {
  readonly date: Landed["entry"]["date"];
  readonly value: Usd;
  readonly costs: readonly Landed[];
  readonly carriages: readonly Carriage[];
  /** What is said of claims that are not open to all. */
  readonly notOpen: readonly string[];
}

/** What the goods cost from each origin. */
export function costsOf(hts: HtsCode, flags: ChooseFlags, context: Context): Costs {
  const { origins, asOf } = context.schedule();
  const from = flags.from === undefined || flags.from === "all" ? [...origins.keys()] : flags.from;
  const [first] = from;
  if (first === undefined) throw new UserError("no origin is named", { where: "--from" });
  const stated = entryOf(hts, { ...flags, origin: first }, context);
  checkDay(stated.date, "--date", context);
  checkLine(stated, context);
  const all = [...new Set(from)].flatMap((code) => originNamed(code, context.schedule()) ?? []);
  claimsNamed(stated.claims, all, context);
  const open = all.find(({ code: origin }) => rightsFor({ ...stated, origin }, context) === stated.claims);
  located("--claim", () => checkFacts({ ...stated, origin: open?.code ?? first }, context));
  const carriages: Carriage[] = [];
  const without: string[] = [];
  const costs = all.map((origin) => {
    const entry = { ...entryOf(hts, { ...flags, origin: origin.code, date: flags.date ?? asOf }, context) };
    const claims = rightsFor({ ...entry, claims: claimsOpen(stated.claims, origin, context) }, context);
    if (claims.size < stated.claims.size) without.push(originWords(origin));
    const known = context.carriage(origin.code, chapterOf(hts));
    if (known) carriages.push(known);
    const freight = flags.freight ?? (known ? carriedFor(entry.value, known) : null);
    const coming = {
      ...modeOf(origin.code, flags.mode, context),
      ...{ freight, insurance: flags.insurance ?? usd(0) },
      ...(flags.entryType ? { entryType: flags.entryType } : {}),
    };
    const adcvd = statedOf(entry.adcvd, origin.code, context.schedule().orders);
    return landedCost({ ...entry, claims, adcvd }, coming, context);
  });
  const notOpen =
    without.length > 0 ? [`Claims are made where they are open, not on goods of ${few(without)}.`] : [];
  return { date: stated.date, value: stated.value, costs, carriages, notOpen };
}

/** Claims that are open to goods of an origin: a preference is open to its partners. */
function claimsOpen(words: ReadonlySet<string>, origin: Origin, context: Context): ReadonlySet<string> {
  const open = [...words].filter((word) => {
    try {
      claimsNamed([word], [origin], context);
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  });
  return claimsNamed(open, [origin], context);
}

const carriedFor = (value: Usd, { chargesUsd, importsUsd }: Carriage): Usd =>
  toCents(owed(value, rate(usd(chargesUsd).div(importsUsd))));

/** By cost; those that cost the same share a rank, and what is not known has none. */
function ranked(costs: readonly Landed[]): Ranked[] {
  const sorted = [...costs].sort(byCost);
  return sorted.map((cost) => {
    const { landed } = cost;
    if (landed === null) return { rank: null, cost };
    const place = sorted.findIndex((one) => one.landed?.eq(landed)) + 1;
    const ties = sorted.filter((one) => one.landed?.eq(landed)).length > 1;
    return { rank: `${place}${ties ? "=" : ""}`, cost };
  });
}

/** Facts named in a row. */
const MOST_ASKS = 3;

function rowOf(rank: string | null, cost: Landed, flags: ChooseFlags, context: Context): Cell[] {
  const { entry, status, base, additional, duty, fees, carriage, landed, least, most, assessment } = cost;
  const name = originNamed(entry.origin, context.schedule())?.name ?? entry.origin;
  const right = bestRight(cost, context);
  const saves = right ? toCents(usd(right.change.abs())) : null;
  const facts = cost.questions.filter(({ kind }) => kind === "fact").map(({ id }) => id);
  const isEntered = assessment !== null;
  return [
    ...[rank, entry.origin, name, status, base, additional, duty, fees, carriage, landed],
    isEntered ? least : null,
    most,
    landed ? effectiveRate(landed, entry.value) : null,
    right && saves ? `${right.state.replace(/^--claim /, "")} $${money(saves)}` : null,
    saves,
    facts.length > 0 ? [...new Set(facts)].slice(0, MOST_ASKS) : null,
    cost.orders.length > 0 ? cost.orders.map((order) => order.case) : null,
    layersOf(cost),
    modeOf(entry.origin, flags.mode, context).mode ?? null,
    landed === null,
  ];
}

/** Measures that charge, with dollars; those that are not known with a question mark. */
const layersOf = ({ assessment }: Landed): string[] | null =>
  assessment?.layers.flatMap(({ measure, fate }) => {
    if (fate.outcome === "unknown") return [`${measure.id} ?`];
    return fate.outcome === "charged" && !fate.duty.isZero() ? [`${measure.id} $${money(fate.duty)}`] : [];
  }) ?? null;

// What is said beside the rows.

function bestWords(rows: readonly Ranked[], context: Context): string[] {
  const nameOf = ({ cost }: Ranked) => originWordsOf(cost.entry.origin, context.schedule());
  const [first] = rows;
  const best = first?.cost.landed ?? null;
  const open = rows.filter(({ cost }) => cost.landed === null && cost.assessment !== null);
  if (best === null)
    return [
      `No landed cost is known: ${openFacts(rows.map(({ cost }) => cost))}. An unknown cost is never the cheapest.`,
    ];
  const cheapest = rows.filter(({ cost }) => cost.landed?.eq(best));
  const next = rows.find(({ cost }) => cost.landed?.gt(best));
  const less = next?.cost.landed
    ? `, $${money(usd(next.cost.landed.minus(best)))} less than ${nameOf(next)}`
    : "";
  const lower = open.filter(({ cost }) => cost.least.lt(best));
  return [
    cheapest.length === 1
      ? `Cheapest of those known: ${cheapest.map(nameOf).join("")}, $${money(best)}${less}.`
      : `Cheapest of those known, a tie of ${cheapest.length}: ${few(cheapest.map(nameOf))}, $${money(best)} each${less}.`,
    ...(open.length > 0
      ? [
          `Not known, and therefore not ranked: ${few(open.map(nameOf))}${lower.length > 0 ? `; ${few(lower.map(nameOf))} may cost less` : ""}.`,
        ]
      : []),
  ];
}

function claimedWords({ claim = [], ch98 }: ChooseFlags): string {
  const all = [...claim, ...(ch98 ? [printHts(ch98)] : [])];
  return all.length > 0 ? `claimed: ${all.join(", ")}` : "nothing is claimed";
}

function carriageNotes(flags: ChooseFlags, carriages: readonly Carriage[], context: Context): string[] {
  if (flags.freight !== undefined) return [`Freight $${money(flags.freight)} from everywhere, as given.`];
  const [first] = carriages;
  if (first === undefined) return ["No charges of carriage are recorded for these origins; state --freight."];
  const publisher = context.sources().find(({ id }) => id === first.source)?.publisher ?? first.source;
  return [
    `Freight and insurance are assumed: charges to the first US port on ${first.year} imports of the chapter from each origin, as a share of ` +
      `their customs value, by all ways of carriage together (${publisher}). --freight and --insurance state them; --freight 0 leaves them out.`,
  ];
}

const ofGoods =
  (schedule: Schedule) =>
  (own: readonly { readonly cost: Landed }[]): string =>
    `on goods of ${few(own.map(({ cost }) => originWordsOf(cost.entry.origin, schedule)))}`;

function orderNotes(costs: readonly Landed[], context: Context): string[] {
  const named = costs.filter(({ orders }) => orders.length > 0);
  const names = named.map(({ entry }) => originWordsOf(entry.origin, context.schedule()));
  return named.length === 0
    ? []
    : [
        `Antidumping or countervailing orders may cover goods of ${few(names)}: deposits come on top, so their cost is not known; \`duty\` names the cases, --adcvd states them.`,
      ];
}
