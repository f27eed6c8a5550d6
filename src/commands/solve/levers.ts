/**
 * Duty as a function of the rates of levers, with or without an answer of trade: its peak, and on what law it was
 * priced.
 */
import type { Assumed, Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Report } from "../../contract/report.js";
import { dollarsInWords } from "../../contract/text.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import type { PublishedPeak } from "../../economics/estimates.js";
import { peakIn } from "../../economics/solve.js";
import type { IsoDate } from "../../law/calendar.js";
import type { View } from "../../law/measure.js";
import { type Decimal, decimal } from "../../law/units.js";
import type { Inputs, ScenarioRun } from "../../trade/run-scenario.js";
import { type GroupOf, sumsWhere } from "../../trade/tally.js";
import { checkLever } from "../common/data-extent.js";
import { keyOf } from "../common/groups.js";
import { heldNotes, ledBy } from "../common/law-words.js";
import { priceScenario } from "../scenario/answer.js";
import {
  answerOfCell,
  cellsAt,
  type Outcome,
  type RatedCell,
  totalOutcome,
} from "../scenario/response/cells.js";
import type { Settings } from "../scenario/response/settings.js";
import { recordedTrade } from "../scenario/response/trade.js";
import {
  barredNotes,
  besideDuty,
  besideDutyNotes,
  besideFact,
  chargedUnder,
  lawNotes,
} from "../scenario/words.js";

/** Rates of levers in per cent, in the order of the levers. */
export type Point = readonly Decimal[];

interface PricedPoint {
  readonly run: ScenarioRun;
  readonly inputs: Inputs;
  /** Duty and customs value of the goods of chapters 1 to 97, and of all goods, in dollars. */
  readonly duty: Decimal;
  readonly base: Decimal;
  readonly imports: Decimal;
  readonly atLeast: boolean;
  /** What the figures rest on that nobody stated. */
  readonly assumed: readonly string[];
}

export interface Levers {
  readonly names: readonly string[];
  readonly text: ScenarioText;
  readonly view: View;
}

/** The scenario with each lever set on top of the normal duty. */
const textAt = ({ names, text }: Levers, point: Point): ScenarioText => ({
  ...text,
  changes: [
    ...text.changes,
    ...names.map((lever, index) => ({
      do: "set" as const,
      lever,
      rate: (point[index] ?? decimal(0)).toFixed(),
    })),
  ],
});

/** What trade owes at a point. @throws {UserError} on a lever there is none of, or that reaches nothing. */
export async function priceAt(levers: Levers, point: Point, context: Context): Promise<PricedPoint> {
  const { run, inputs, titles } = await priceScenario(textAt(levers, point), levers.view, undefined, context);
  const all = sumsWhere(run.changed, () => true);
  const base = sumsWhere(run.changed, ({ status }) => status !== "outside").imports;
  const { duty, imports, atLeast } = all;
  return { run, inputs, duty, base, imports, atLeast, assumed: assumedIn(run, titles) };
}

/** Titles of the assumptions that some of the goods are priced on. */
const assumedIn = ({ changed }: ScenarioRun, titles: Assumed["titles"]): string[] =>
  Object.entries(titles).flatMap(([kind, title]) =>
    changed.some(({ prices }) =>
      prices.some(({ priceClass, base }) =>
        [...priceClass.assumed, ...base.assumed].some((one) => one === kind),
      ),
    )
      ? [title]
      : [],
  );

/** @throws {UserError} on a lever that is set to one rate and moved as well. */
export function checkMoved(moved: readonly string[], set: ReadonlyMap<string, string>): void {
  const twice = moved.find((lever) => set.has(lever));
  if (twice !== undefined)
    throw new UserError(`${twice} is moved already: it cannot stay at ${set.get(twice)}`, {
      where: `--${twice}`,
      hint: "leave it out",
    });
}

/** Rates at which lines are drawn and tried, in per cent. */
const FIRST = decimal(10);
const SECOND = decimal(30);
const TRIED = decimal(85);

/** Duty at any point, from its values at a corner and one step along each lever. */
export interface Plane {
  readonly corner: PricedPoint;
  readonly steps: readonly PricedPoint[];
  /** Whether duty lies on the plane at a point far off: if not, each point must be priced. */
  readonly straight: boolean;
  dutyAt(point: Point): Decimal;
}

export async function planeOf(levers: Levers, context: Context): Promise<Plane> {
  const at = (point: Point) => priceAt(levers, point, context);
  const { names } = levers;
  for (const name of names) checkLever(name, "--lever", context);
  const far = names.map(() => TRIED);
  const none = names.map(() => decimal(0));
  const moved = names.map((_, moving) => names.map((_, index) => (index === moving ? SECOND : FIRST)));
  const priced: PricedPoint[] = [];
  for (const point of context.watch([names.map(() => FIRST), far, none, ...moved], "points"))
    priced.push(await at(point));
  const [corner, beyond, below, ...steps] = priced as [
    PricedPoint,
    PricedPoint,
    PricedPoint,
    ...PricedPoint[],
  ];
  const dutyAt = (point: Point): Decimal =>
    steps.reduce(
      (sum, step, index) => sum.plus(step.duty.minus(corner.duty).times(shareAt(point[index] ?? FIRST))),
      decimal(corner.duty),
    );
  const straight = beyond.duty.eq(dutyAt(far)) && below.duty.eq(dutyAt(none));
  return { corner, steps, straight, dutyAt };
}

/** How far along a step a rate is. */
const shareAt = (rate: Decimal): Decimal => rate.minus(FIRST).div(SECOND.minus(FIRST));

/** @throws {UserError} if duty bends between the rates, so that it cannot be read off a line. */
export function checkStraight({ straight }: Plane, names: readonly string[]): void {
  if (straight) return;
  throw new UserError(`duty is no straight line in the rate of ${names.join(" and ")}`, {
    where: "--lever",
    hint: "an all-in rate or a quota bends it; price the rates you want with `scenario` or `sweep`",
  });
}

// Where trade answers, duty bends, but the rate of each line is still straight in those of levers: few prices say all of it.

/** What trade comes to at rates in per cent, by an elasticity of demand. */
export type AnswerAt = (point: readonly Decimal[], demand: number) => Outcome;

export function answerAlong(plane: Plane, settings: Settings, context: Context): AnswerAt {
  const { corner, steps } = plane;
  const sector = keyOf(corner.run, "sector", context.names());
  const recorded = recordedTrade(corner.run, corner.inputs, context);
  const laws = [recorded, corner.run.changed, ...steps.map(({ run }) => run.changed)];
  /** Only a sector with a pass-through of its own is told from the others: few cells are soon answered. */
  const groupOf: GroupOf = (flow, row) => {
    const own = sector.of === "rows" ? sector.groupOf(flow, row) : "";
    return settings.ownSectors.has(own) ? own : "";
  };
  const cells = cellsAt(laws, groupOf);
  return (point, demand) => {
    const shares = point.map((rate) => shareAt(rate).toNumber());
    const goods = cells.map(({ group, value, rates }: RatedCell) => {
      const [before = 0, first = 0, ...others] = rates;
      const rate = others.reduce((sum, other, index) => sum + (other - first) * (shares[index] ?? 0), first);
      return { group, sector: group, value, recorded: before, baseline: before, scenario: Math.max(0, rate) };
    });
    return totalOutcome(
      goods.map((cell) => answerOfCell(cell, "scenario", demand, settings)),
      settings.collection,
    );
  };
}

// The rate at which most is owed when trade answers. Source: METHODS 2.10, 7.

/** In per cent; looked for up to here. */
const HIGHEST = 1000;
/** Around a peak the result hardly moves, so its place is known less well than a root's. */
export const PEAK_PLACES = 3;

export interface Peak {
  /** In per cent. */
  readonly rate: Decimal;
  readonly duty: Decimal;
}

/** @param dutyAt Dollars of duty at a rate in per cent. @returns `null` if duty does not turn down up to 1000%. */
export function dutyPeak(dutyAt: (rate: number) => number): Peak | null {
  const peak = peakIn(dutyAt, { from: 0, to: HIGHEST });
  return (
    peak && {
      rate: decimal(steady(peak.rate)).toDecimalPlaces(PEAK_PLACES),
      duty: decimal(steady(peak.result)),
    }
  );
}

/** The rates with that of the peak among them, if it lies between the first and the last. */
export function withPeak(rates: readonly Decimal[], peak: Peak | null): readonly Decimal[] {
  const sorted = rates.toSorted((a, b) => a.cmp(b));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!peak || !first || !last || peak.rate.lte(first) || peak.rate.gte(last)) return rates;
  if (rates.some((rate) => rate.eq(peak.rate))) return rates;
  return [...rates, peak.rate].sort((a, b) => a.cmp(b));
}

/** Where duty is highest, in words. */
export const peakNote = (lever: string, peak: Peak | null): string =>
  peak
    ? `Peak: duty is highest at ${lever} ${peak.rate.toFixed()}%, ${dollarsInWords(peak.duty)}.`
    : `Peak: none up to ${HIGHEST}% of ${lever}; in this model duty goes on rising.`;

// Models of whole economies are cited beside a peak of one market after another. Source: METHODS 2.10.

const MOST = {
  revenue: "raises most revenue",
  gain: "gains the country most",
} as const;

/** One sentence: a peak here leaves out what moves there. */
export function beyondPeak(peaks: readonly PublishedPeak[]): string {
  const of = (most: PublishedPeak["most"]) => {
    const said = peaks
      .filter((one) => one.most === most)
      .map(({ percent, when, cite }) => `${percent}% (${when}; ${cite})`);
    return said.length === 0 ? [] : [`the tariff that ${MOST[most]} is ${said.join(", ")}`];
  };
  return `This peak leaves out retaliation, wages, exchange rates and other origins. In models of whole economies ${[...of("revenue"), ...of("gain")].join("; ")}.`;
}

/** Sums that these notes tell in round dollars, to the last digit. */
export const factsAbout = ({ corner: { run } }: Plane, date: IsoDate, context: Context) => ({
  beside_duty: besideFact(besideDuty(run.scenario, date, context)),
});

/** All notes of an answer: what is said of it, then of the law and the trade that it was priced by. */
export function notesAbout(
  own: readonly string[],
  { corner: { run, atLeast, assumed } }: Plane,
  date: IsoDate,
  context: Context,
): Pick<Report, "notes" | "leading"> {
  const barred = barredNotes(run.scenario, date, context);
  const law = lawNotes(run).map((note) => `Law: ${note}`);
  const bound = atLeast
    ? ["Duties are lower bounds: part of the goods have duties that cannot be computed."]
    : [];
  const held = heldNotes(chargedUnder(run), "figures", context.heldUnlawful());
  const rests =
    assumed.length > 0
      ? [`Assumed: ${assumed.join("; ")}. \`scenario\` says how many dollars rest on each.`]
      : [];
  const beside = besideDutyNotes(run.scenario, date, context, barred);
  const notes = [...own, ...law, ...rests, ...bound, ...held, ...beside];
  return ledBy([...own.slice(0, 1), ...law, ...bound, ...held, ...barred], notes);
}
