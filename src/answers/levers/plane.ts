/** Duty as a function of the rates of levers: priced at a few rates, exact between them where it is a straight line. */
import type { Assumed, Context } from "../../command.js";
import type { View } from "../../domain/schedule.js";
import { sumsWhere } from "../../domain/tally.js";
import { type Decimal, decimal } from "../../domain/units.js";
import { closest, UserError } from "../../errors.js";
import type { ScenarioText } from "../../texts/scenario.js";
import type { Inputs, ScenarioRun } from "../run-scenario.js";
import { ran } from "../scenario.js";

/** Rates of levers in per cent, in the order of the levers. */
export type Point = readonly Decimal[];

export interface Priced {
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
export async function pricedAt(levers: Levers, point: Point, context: Context): Promise<Priced> {
  const { run, inputs, titles } = await ran(textAt(levers, point), levers.view, undefined, context);
  const all = sumsWhere(run.changed, () => true);
  const base = sumsWhere(run.changed, ({ status }) => status !== "outside").imports;
  const { duty, imports, atLeast } = all;
  return { run, inputs, duty, base, imports, atLeast, assumed: assumedIn(run, titles) };
}

/** Titles of the assumptions that some of the goods are priced on. */
const assumedIn = ({ changed }: ScenarioRun, titles: Assumed["titles"]): string[] =>
  Object.entries(titles).flatMap(([kind, title]) =>
    changed.some(({ classes, bases }) =>
      [...classes, ...bases].some(({ assumed }) => assumed.some((one) => one === kind)),
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
  readonly corner: Priced;
  readonly steps: readonly Priced[];
  /** Whether duty lies on the plane at a point far off: if not, each point must be priced. */
  readonly straight: boolean;
  dutyAt(point: Point): Decimal;
}

export async function planeOf(levers: Levers, context: Context): Promise<Plane> {
  const at = (point: Point) => pricedAt(levers, point, context);
  const { names } = levers;
  for (const name of names) checkLever(name, "--lever", context);
  const far = names.map(() => TRIED);
  const none = names.map(() => decimal(0));
  const moved = names.map((_, moving) => names.map((_, index) => (index === moving ? SECOND : FIRST)));
  const priced: Priced[] = [];
  for (const point of context.watch([names.map(() => FIRST), far, none, ...moved], "points"))
    priced.push(await at(point));
  const [corner, beyond, below, ...steps] = priced as [Priced, Priced, Priced, ...Priced[]];
  const dutyAt = (point: Point): Decimal =>
    steps.reduce(
      (sum, step, index) => sum.plus(step.duty.minus(corner.duty).times(shareAt(point[index] ?? FIRST))),
      decimal(corner.duty),
    );
  const straight = beyond.duty.eq(dutyAt(far)) && below.duty.eq(dutyAt(none));
  return { corner, steps, straight, dutyAt };
}

/** @throws {UserError} on a lever there is none of. */
export function checkLever(name: string, where: string, context: Context): void {
  const known = context.levers().map((lever) => lever.name);
  if (known.includes(name)) return;
  const near = closest(name, known);
  throw new UserError(`there is no lever "${name}"`, {
    where,
    hint: near ? `did you mean ${near}?` : `there are: ${known.join(", ")}`,
  });
}

/** How far along a step a rate is. */
export const shareAt = (rate: Decimal): Decimal => rate.minus(FIRST).div(SECOND.minus(FIRST));

/** @throws {UserError} if duty bends between the rates, so that it cannot be read off a line. */
export function checkStraight({ straight }: Plane, names: readonly string[]): void {
  if (straight) return;
  throw new UserError(`duty is no straight line in the rate of ${names.join(" and ")}`, {
    where: "--lever",
    hint: "an all-in rate or a quota bends it; price the rates you want with `scenario` or `sweep`",
  });
}
