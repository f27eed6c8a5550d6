/** What a rate is looked for in: a result that follows the rate of one lever, and the value it is to have. */
import type { Context } from "../../command.js";
import { remembering } from "../../domain/remembering.js";
import type { View } from "../../domain/schedule.js";
import { type Decimal, decimal } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import { UserError } from "../../errors.js";
import type { ScenarioText } from "../../texts/scenario.js";
import { checkedSettings } from "../response/checked-settings.js";
import type { Model, ResponseFlags } from "../response/settings.js";
import { answering } from "./behaviour.js";
import { type Goal, measured, NEEDS_RESPONSE, type Target } from "./goals.js";
import { checkStraight, type Plane, planeOf, pricedAt } from "./plane.js";

/** A lever at a rate in per cent. */
export interface LeverRate {
  readonly lever: string;
  readonly rate: Decimal;
}

export interface AskedRate {
  /** The lever whose rate is looked for. */
  readonly lever: string;
  readonly text: ScenarioText;
  readonly view: View;
  readonly target?: Target | undefined;
  /** What is to stay as it is when another lever goes from a rate to another. */
  readonly hold?: Goal | undefined;
  readonly from?: LeverRate | undefined;
  readonly to?: LeverRate | undefined;
  readonly response?: { readonly flags: ResponseFlags & { readonly response: Model } } | undefined;
}

/** What a goal comes to at a rate in per cent, with the others of the same trade. */
interface Result {
  readonly duty: number;
  readonly imports: number;
  readonly value: number;
}

/** One law in which the lever can be moved, and what it is asked to give. */
export interface Problem {
  readonly goal: Goal;
  readonly target: Decimal;
  at(rate: number): Result;
  /** Exact, where trade does not answer. */
  readonly exact: Decimal | null | undefined;
  readonly plane: Plane;
  /** Elasticity of demand; `null` where trade does not answer. */
  readonly demand: number | null;
}

/** @throws {UserError} on a goal that needs an answer of trade where none is asked for, or a lever that bends. */
export async function problemOf(asked: AskedRate, context: Context): Promise<Problem> {
  const goal = asked.target?.goal ?? asked.hold;
  if (goal === undefined)
    throw new UserError("expected what the rate is to give, or --hold", {
      where: "--target",
      hint: "for example --target duty=30e9",
    });
  if (NEEDS_RESPONSE.includes(goal) && asked.response === undefined)
    throw new UserError(`${goal} changes only if trade answers`, {
      where: "--response",
      hint: "add --response elastic",
    });
  const solved = await measuredAt(goal, asked, asked.to, context);
  const target = asked.target?.value ?? (await heldValue(goal, asked, context));
  return {
    ...solved,
    goal,
    target,
    exact: asked.response ? undefined : exactRate(goal, target, solved.plane),
  };
}

/** The value that is to be held: that of the law before the other lever moved, the lever looked for as it is. */
async function heldValue(goal: Goal, asked: AskedRate, context: Context): Promise<Decimal> {
  const { from, text, view, response } = asked;
  const levers = { names: from ? [from.lever] : [], text, view };
  const before = await pricedAt(levers, from ? [from.rate] : [], context);
  if (!response) return goal === "rate" ? before.duty.div(before.base).times(100) : before.duty;
  const settings = await checkedSettings(response.flags, context);
  const plane = { corner: before, steps: [], straight: true, dutyAt: () => before.duty };
  const at = answering(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  return decimal(steady(measured(goal, at([], demand), exportsOf(before.run.origins, context))));
}

const exportsOf = (
  origins: readonly { readonly code: Parameters<Context["exportsTo"]>[0] }[],
  context: Context,
) => origins.reduce((sum, { code }) => sum + context.exportsTo(code), 0);

async function measuredAt(goal: Goal, asked: AskedRate, fixed: LeverRate | undefined, context: Context) {
  const { lever, view, response } = asked;
  const changes = fixed
    ? [...asked.text.changes, { do: "set" as const, lever: fixed.lever, rate: fixed.rate.toFixed() }]
    : asked.text.changes;
  const plane = await planeOf({ names: [lever], text: { ...asked.text, changes }, view }, context);
  checkStraight(plane, [lever]);
  if (!response) {
    const at = (rate: number): Result => {
      const duty = plane.dutyAt([decimal(rate)]);
      const value = goal === "rate" ? duty.div(plane.corner.base).times(100) : duty;
      return { duty: duty.toNumber(), imports: plane.corner.imports.toNumber(), value: value.toNumber() };
    };
    return { plane, at, demand: null };
  }
  const settings = await checkedSettings(response.flags, context);
  const answer = answering(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  const exports = exportsOf(plane.corner.run.origins, context);
  const at = remembering((rate: number): Result => {
    const outcome = answer([decimal(rate)], demand);
    return { duty: outcome.duty, imports: outcome.after, value: measured(goal, outcome, exports) };
  });
  return { plane, at, demand };
}

/** The one rate of a straight line; `null` if the lever reaches nothing. */
function exactRate(goal: Goal, target: Decimal, { corner, dutyAt }: Plane): Decimal | null {
  const [none, one] = [dutyAt([decimal(0)]), dutyAt([decimal(1)])];
  const duty = goal === "rate" ? target.times(corner.base).div(100) : target;
  return one.eq(none) ? null : duty.minus(none).div(one.minus(none));
}
