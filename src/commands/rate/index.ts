/** The rate of a product by origin and day. */
import {
  type Context,
  checkDay,
  checkPeriod,
  type Description,
  defineCommand,
  flag,
  repeated,
  underReadings,
} from "../../contract/command.js";
import { located, UserError } from "../../contract/errors.js";
import { oneOf, parseCount, parseDay, parseFirstDay, parseHts, parseLastDay } from "../../contract/parse.js";
import { parsePartner, partnersOf } from "../../contract/question.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { goodsFact, goodsLine, textOfLine } from "../../contract/text.js";
import { catalogueOf, checkRights, claimsNamed, rightsFor } from "../../entries/claims.js";
import type { Judged } from "../../entries/goods-asked.js";
import { ordersNaming } from "../../law/adcvd.js";
import { type Assessment, assess } from "../../law/assess.js";
import { type Ban, barred } from "../../law/ban.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { changeDays, type Period } from "../../law/days.js";
import { type Entry, ONE_DOLLAR } from "../../law/entry.js";
import { eventsAhead, type LawEvent } from "../../law/event.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import { type Country, includesOrigin, type Origin, originWords, originWordsOf } from "../../law/origin.js";
import type { Schedule } from "../../law/schedule.js";
import { type Decimal, decimal, usd } from "../../law/units.js";
import { linesOf } from "../common/data-extent.js";
import {
  aheadNotes,
  articlesNotes,
  chargedIn,
  heldNotes,
  lateWords,
  type OpenRate,
  percentRange,
  rateAskCells,
  rateQuestionNotes,
  rateQuestionRows,
} from "../common/law-words.js";
import { ratesAsked } from "../common/rates-asked.js";

interface RateFlags {
  /** Countries, blocs, agreements or `all`. */
  readonly origin?: readonly string[];
  readonly date?: IsoDate;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly claim?: readonly string[];
  readonly view?: View;
  readonly bloc?: string;
  readonly sort?: (typeof SORTS)[number];
  readonly top?: number;
}

/** Lowest or highest rate first, or by the name of the origin; what is not known comes last. */
const SORTS = ["low", "high", "origin"] as const;

const COLUMNS: readonly Column[] = [
  { key: "date_from", title: "From", kind: "text", drop: 0 },
  { key: "date_until", title: "To", kind: "end", drop: 2 },
  { key: "hts", title: "HTS", kind: "text", drop: 1 },
  { key: "origin", title: "Origin", kind: "text", drop: 0 },
  { key: "base_rate", title: "Base", kind: "rate", drop: 3 },
  { key: "additional_rate", title: "Additional", kind: "rate", drop: 4 },
  { key: "total_rate", title: "Total", kind: "rate", drop: 0 },
  { key: "at_least_rate", title: "At least", kind: "rate", drop: 1, machineOnly: true },
  { key: "up_to_rate", title: "Up to", kind: "rate", drop: 1, machineOnly: true },
  { key: "status", title: "Status", kind: "text", drop: 1 },
  { key: "layers_in_words", title: "Layers", kind: "list", drop: 0, tableOnly: true },
  { key: "layers", title: "Layers", kind: "list", drop: 0, machineOnly: true },
  { key: "asks", title: "Asks", kind: "list", drop: 7, machineOnly: true },
  { key: "description", title: "Goods", kind: "text", drop: 6, machineOnly: true },
];

/** A day or a stretch of days on which one rate holds. */
interface Step {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly assessment: Assessment;
  /** How far it is known, between what limits it lies, and what would change it. */
  readonly asked: Judged;
  /** What is asked from which of its days on. */
  readonly asks: readonly { readonly from: IsoDate; readonly asked: Judged }[];
  /** What bars the goods from entry. */
  readonly ban: Ban | undefined;
}

/** @throws {UserError} on a number the tariff does not have, days before the data, `--from` after `--to`. */
async function answerRate(hts: HtsCode, flags: RateFlags, context: Context): Promise<Report> {
  const schedule = context.schedule();
  const [names, period] = [context.names(), periodOf(flags, context)];
  const codes = linesOf(hts, period.to, context);
  const origins = originsAsked(flags, schedule);
  const textOf = new Map(codes.map((code) => [code, names.description(code)]));
  const claimed = claimedOf(codes, origins, flags, context);
  const found = codes.flatMap((code) =>
    origins.flatMap((origin) => stepsOf(code, origin, period, claimed, schedule)),
  );
  const steps = found.map((step) => [...rowOf(step), describedBy(textOf.get(step.assessment.entry.hts))]);
  const open = found.flatMap(openOf);
  const shown = sortedRows(steps, flags.sort, schedule).slice(0, flags.top ?? steps.length);
  const when = period.from === period.to ? `on ${period.from}` : `from ${period.from} to ${period.to}`;
  return {
    title: `Rate of ${printHts(hts)} ${when}`,
    heading: [
      ...goodsLine(names.description(hts)),
      `Nothing is claimed and nothing assumed${flags.claim ? ` but ${flags.claim.join(", ")}` : ""}; law checked to ${schedule.asOf}`,
    ],
    columns: COLUMNS,
    rows: shown,
    total: null,
    notes: [
      ...neverNotes(codes, origins, period, claimed, context),
      ...(shown.length < steps.length ? [`${steps.length - shown.length} more rows: leave --top out.`] : []),
      ...heldNotes(chargedIn(found.map(({ assessment }) => assessment)), "rates", context.heldUnlawful()),
      ...notesOn(steps, schedule.origins),
      ...articlesNotes(found.map(({ assessment }) => assessment)),
      ...rangeNotes(steps),
      ...rateQuestionNotes(open),
      ...(period.to > schedule.asOf ? [lateWords(schedule.asOf)] : []),
      ...orderNotes(codes, origins, period, schedule),
      ...aheadNotes(aheadOf(codes, origins, period.to, claimed, context)),
    ],
    facts: { goods: goodsFact(names.description(hts)), asks: rateQuestionRows(open) },
  };
}

/** What flags claim, under which law. @throws {UserError} on claims that none of the origins can make. */
function claimedOf(
  codes: readonly HtsCode[],
  origins: readonly Origin[],
  { claim, view }: RateFlags,
  context: Context,
): Claimed {
  const asking = { catalogue: catalogueOf(context), contested: context.contestedLaw() };
  return {
    ...(view && { view }),
    claims: claimsNamed(claim ?? [], origins, context),
    rightsOf: (goods) => rightsFor(goods, context),
    askOf: ratesAsked(codes, context.schedule(), view ?? "law", asking),
  };
}

/** What a rate leaves open; goods that may not be imported are asked nothing. */
const openOf = ({ ban, asks, assessment: { entry } }: Step): OpenRate[] =>
  ban
    ? []
    : asks.map(({ from, asked }) => ({ ...asked, from, hts: printHts(entry.hts), origin: entry.origin }));

const describedBy = (description: Description | undefined): Cell =>
  description ? textOfLine(description) : null;

const STATUS = COLUMNS.findIndex(({ key }) => key === "status");

/** Origins named, or those of a bloc or an agreement. @throws {UserError} on a bloc there is none of, or that none of them is in. */
function originsAsked({ origin, bloc }: RateFlags, schedule: Schedule): readonly Origin[] {
  const codes = [...schedule.origins.keys()];
  const all = (origin ? partnersOf(origin, schedule, codes) : codes).flatMap(
    (code) => schedule.origins.get(code) ?? [],
  );
  if (bloc === undefined) return all;
  const wanted = bloc.trim().toLowerCase();
  const open = schedule.agreements.filter(({ claim }) => claim.toLowerCase() === wanted);
  const isIn = (one: Origin) =>
    one.blocs.some((name) => name.toLowerCase() === wanted) ||
    open.some(({ origins }) => includesOrigin(origins, one));
  const some = all.filter(isIn);
  if (some.length > 0) return some;
  const known = new Set([
    ...[...schedule.origins.values()].flatMap(({ blocs }) => blocs),
    ...schedule.agreements.map(({ claim }) => claim),
  ]);
  throw new UserError(
    `expected a bloc or an agreement with origins among those asked; got "${bloc.slice(0, 40)}"`,
    {
      where: "--bloc",
      hint: `there are: ${[...known].join(", ")}`,
    },
  );
}

const TOTAL = COLUMNS.findIndex(({ key }) => key === "total_rate");
const ORIGIN = COLUMNS.findIndex(({ key }) => key === "origin");

/** Rows as asked; those of one rate stay in their order. */
function sortedRows(
  rows: readonly Cell[][],
  sort: RateFlags["sort"],
  { origins }: Schedule,
): readonly Cell[][] {
  if (sort === undefined) return rows;
  const nameOf = (row: readonly Cell[]) => origins.get(row[ORIGIN] as Country)?.name ?? "";
  if (sort === "origin")
    return [...rows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  const known = rows.filter((row) => row[TOTAL] !== null);
  const signed = sort === "low" ? 1 : -1;
  known.sort((a, b) => signed * decimalOf(a[TOTAL]).cmp(decimalOf(b[TOTAL])));
  return [...known, ...rows.filter((row) => row[TOTAL] === null)];
}

/** More ranges than this are for machines. */
const MOST_RANGES = 6;

/** Between what an unknown rate lies, where something limits it. */
function rangeNotes(rows: readonly Cell[][]): string[] {
  const ranges = rows.flatMap(([from, , hts, origin, , , , least, most, status]) =>
    status === "unknown" && most !== null && !decimalOf(most).eq(decimalOf(least))
      ? [
          `${printHts(String(hts))} of ${origin} from ${from}: ${percentRange(decimalOf(least), decimalOf(most))}`,
        ]
      : [],
  );
  const more = ranges.length - MOST_RANGES;
  return ranges.length === 0
    ? []
    : [
        `Between: ${ranges.slice(0, MOST_RANGES).join("; ")}${more > 0 ? `; ${more} more in --format csv` : ""}.`,
      ];
}

const decimalOf = (rate: Cell | undefined): Decimal => decimal(String(rate));

/** Changes of the law after a day that move the rate of one of the lines, or may. */
function aheadOf(
  codes: readonly HtsCode[],
  origins: readonly Origin[],
  day: IsoDate,
  flags: Claimed,
  context: Context,
): readonly LawEvent[] {
  const { claims } = flags;
  const schedule = context.schedule();
  const goods = codes.flatMap((hts) => origins.map((origin) => ({ hts, origin, claims })));
  const moves = ({ hts, origin }: (typeof goods)[number], on: IsoDate) =>
    stepsOf(hts, origin, { from: addDays(on, -1), to: on }, flags, schedule).length > 1;
  return eventsAhead(context.events(), day, goods, schedule.lists, moves);
}

const notesOn = (steps: readonly Cell[][], origins: Schedule["origins"]): string[] => [
  ...(steps.some((row) => row[STATUS] === "unknown")
    ? ["Unknown: a rate needs a fact that is not stated, such as use, metal content or weight."]
    : []),
  ...barredNotes(steps, origins),
];

function barredNotes(steps: readonly Cell[][], origins: Schedule["origins"]): string[] {
  const barred = steps.filter((row) => row[STATUS] === "barred").map((row) => row[ORIGIN] as Country);
  const names = [...new Set(barred)].flatMap((code) => origins.get(code) ?? []).map(originWords);
  return names.length === 0
    ? []
    : [`Barred: the goods may not be imported from ${fewNames(names)}; \`duty\` names the ban.`];
}

/** More countries than this say less than their number. */
const MOST_COUNTRIES = 8;
const fewNames = (names: readonly string[]): string =>
  `${names.slice(0, MOST_COUNTRIES).join(", ")}${names.length > MOST_COUNTRIES ? ` and ${names.length - MOST_COUNTRIES} more` : ""}`;

/** Deposits may come on top of the rates of countries that an order names; `duty` names the order. */
function orderNotes(
  codes: readonly string[],
  origins: readonly Origin[],
  { to: date }: Period,
  { orders }: Schedule,
): string[] {
  const named = origins.filter(({ code }) =>
    codes.some(
      (hts) => ordersNaming({ hts: hts as HtsCode, origin: code, date }, orders.of(code)).length > 0,
    ),
  );
  if (named.length === 0) return [];
  return [
    `Antidumping or countervailing duty orders may cover these goods of ${fewNames(named.map(originWords))}: deposits come on top; \`duty\` names the cases.`,
  ];
}

/** Says of which numbers a right that is claimed is never. @throws {UserError} where it is never for any. */
function neverNotes(
  codes: readonly HtsCode[],
  origins: readonly Origin[],
  { from, to }: Period,
  { claims, rightsOf }: Claimed,
  context: Context,
): string[] {
  const days = [...new Set([from, to])];
  const all = codes.flatMap((hts) =>
    origins.flatMap(({ code: origin }) => days.map((date) => ({ hts, origin, date, claims }))),
  );
  const closed = all.filter((one) => rightsOf(one) !== claims);
  const [first] = closed;
  if (first && closed.length === all.length) located("--claim", () => checkRights(first, context));
  return [...claims].flatMap((claim) => {
    const own = closed.filter((one) => !rightsOf(one).has(claim));
    const ofWhom = (code: string) =>
      origins.length > 1 ? ` of ${originWordsOf(code, context.schedule())}` : "";
    const numbers = [...new Set(own.map(({ hts, origin }) => `${printHts(hts)}${ofWhom(origin)}`))];
    const why = catalogueOf(context).get(claim)?.never?.says;
    return numbers.length === 0
      ? []
      : [`${claim} is never for ${fewNames(numbers)}, shown without it: ${why}.`];
  });
}

function periodOf({ date, from, to }: RateFlags, context: Context): Period {
  const { asOf, firstDay } = context.schedule();
  if (date && (from || to))
    throw new UserError("give one day, or the first and last of several", {
      where: "--date",
      hint: "leave out --from and --to",
    });
  const period = date
    ? { from: date, to: date }
    : from || to
      ? { from: from ?? firstDay, to: to ?? asOf }
      : { from: asOf, to: asOf };
  if (date) checkDay(date, "--date", context);
  else checkPeriod(period, context);
  return period;
}

/** What is claimed, under which law, and who asks what goods leave open. */
interface Claimed extends Pick<RateFlags, "view"> {
  readonly claims: Entry["claims"];
  /** Those of them that may be claimed of some goods. */
  readonly rightsOf: (goods: Pick<Entry, "hts" | "origin" | "date" | "claims">) => Entry["claims"];
  readonly askOf: ReturnType<typeof ratesAsked>;
}

/** Stretches of one rate each, of which the same is asked, in order. */
function stepsOf(
  hts: HtsCode,
  origin: Origin,
  period: Period,
  { view = "law", claims: stated, rightsOf, askOf }: Claimed,
  schedule: Schedule,
): Step[] {
  const days = period.from === period.to ? [period.from] : changeDays(schedule, [origin], period, view);
  const steps: Step[] = [];
  for (const [index, day] of days.entries()) {
    const claims = rightsOf({ hts, origin: origin.code, date: day, claims: stated });
    const entry: Entry = { ...ONE_DOLLAR, hts, origin: origin.code, date: day, claims };
    const assessment = assess(entry, schedule, view);
    const asked = askOf({ hts, origin, date: day, claims });
    if (!assessment || !asked) continue;
    const until = days[index + 1] ?? addDays(period.to, 1);
    const ban = barred(entry, schedule);
    const asks = [{ from: day, asked }];
    const step = { from: day, until, assessment, ban, asked, asks };
    const last = steps.at(-1);
    if (last && last.until === day && last.ban === ban && signature(last) === signature(step))
      steps[steps.length - 1] = { ...last, until, asks: withChanged(last.asks, asks) };
    else steps.push(step);
  }
  return steps;
}

/** What is asked later, where that is something else. */
function withChanged(asks: Step["asks"], later: Step["asks"]): Step["asks"] {
  const words = (one: Step["asks"][number] | undefined) =>
    JSON.stringify([one?.asked.presumed, one?.asked.questions]);
  return words(asks.at(-1)) === words(later[0]) ? asks : [...asks, ...later];
}

/** What is owed and what is missing; what is displaced or freed changes no rate. */
const signature = ({ assessment: { base, layers, needs }, asked }: Step): string => {
  const { status, limits } = asked;
  const owed = layers.filter(({ fate }) => fate.outcome === "charged" || fate.outcome === "unknown");
  const each = owed.map(
    ({ measure, heading, fate }) => `${measure.id} ${heading} ${rateOf(fate)?.toFixed()}`,
  );
  const range = [limits.least.toFixed(), limits.most?.toFixed()];
  return [status, rateOf(base.fate)?.toFixed(), ...range, ...needs, ...each].join("|");
};

const rateOf = (fate: Assessment["base"]["fate"]): Decimal | null =>
  fate.outcome === "charged" ? fate.duty : null;

function rowOf({ from, until, assessment, asked, ban }: Step): Cell[] {
  const { entry, base, layers, duty } = assessment;
  const { status, limits, questions } = asked;
  const goods = [from, until, entry.hts, entry.origin];
  if (ban) return [...goods, null, null, null, null, null, "barred", [], [], []];
  const unknown = status === "unknown";
  const baseRate = base.fate.outcome === "displaced" ? usd(0) : rateOf(base.fate);
  const additional = unknown ? null : duty.minus(rateOf(base.fate) ?? 0);
  const owing = layers.flatMap(({ measure: { id }, fate }): { id: string; rate: Decimal | null }[] => {
    if (fate.outcome === "charged") return fate.duty.isZero() ? [] : [{ id, rate: fate.duty }];
    return fate.outcome === "unknown" ? [{ id, rate: null }] : [];
  });
  return [
    ...goods,
    baseRate,
    additional,
    unknown ? null : duty,
    limits.least,
    limits.most,
    status,
    owing.map(({ id, rate }) => (rate ? `${id} ${rate.times(100).toFixed()}%` : `${id} ?`)),
    owing.map(({ id, rate }) => `${id}:${rate?.toFixed() ?? ""}`),
    rateAskCells(questions),
  ];
}

export default defineCommand({
  name: "rate",
  summary: "The rate of one product by origin, on a day or over time",
  details:
    "Shows the base rate, what is charged on top, and the total, for one origin, several, or all; on a day, or\n" +
    "from one day to another as steps. Nothing is claimed and nothing assumed: what depends on a fact is unknown.",
  argument: { name: "hts", summary: "HTS number; a shorter one shows every line under it", required: true },
  flags: {
    origin: repeated(
      "<country>",
      "country of origin, a bloc, an agreement, or all; repeat for several; all if not given",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    date: flag("<day>", "one day, YYYY-MM-DD; the last day checked if not given", parseDay),
    from: flag("<day>", "first day of the steps, or a month", parseFirstDay),
    to: flag("<day>", "last day of the steps, or a month", parseLastDay),
    claim: repeated("<claim>", "what is claimed: USMCA, aircraft, in-quota ...", (text) => text),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    bloc: flag("<name>", "origins of a bloc or an agreement alone: EU, USMCA, AGOA ...", (text) => text),
    sort: flag("<order>", "low: lowest rate first; high; origin: by name", oneOf(SORTS)),
    top: flag("<n>", "so many rows; all if not given", parseCount),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc rate 8703.23.01 --origin JP --from 2025-01-01 --to 2026-10-09",
    "tariff-calc rate 6110.20.20 --date 2025-08-07 --sort low --top 10",
    "tariff-calc rate 6110.20.20 --date 2025-08-07 --bloc EU",
    "tariff-calc rate 7208.10.15 --origin CA --origin MX --date 2025-06-10 --format csv",
  ],
  run: async ({ argument, flags }, context) =>
    answerRate(parseHts(argument ?? ""), flags, underReadings(flags, context)),
});
