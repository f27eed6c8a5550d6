/**
 * What a rate is looked for in: a result that follows the rate of one lever, and the value it is to have or the lever
 * it is swapped for.
 */
import { memoizeRows } from "../../compiled/memo.js";
import type { Context } from "../../contract/command.js";
import { refuseIdle, UserError } from "../../contract/errors.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import type { View } from "../../law/measure.js";
import { type Decimal, decimal } from "../../law/units.js";
import { checkLever } from "../common/data-extent.js";
import type { Outcome } from "../scenario/response/cells.js";
import { checkedSettings, type Model, type ResponseFlags } from "../scenario/response/settings.js";
import { answerAlong, checkStraight, type Plane, planeOf, priceAt } from "./levers.js";

/** A lever at a rate in per cent. */
interface LeverRate {
  readonly lever: string;
  readonly rate: Decimal;
}

export interface RateQuestion {
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
export async function problemOf(asked: RateQuestion, context: Context): Promise<Problem> {
  const goal = asked.target?.goal ?? asked.hold;
  if (goal === undefined)
    throw new UserError("expected what the rate is to give, or --hold", {
      where: "--target",
      hint: "for example --target duty=30e9",
    });
  if (NEEDS_RESPONSE.includes(goal) && asked.response === undefined)
    throw new UserError(`${IN_WORDS[goal][0]} can be found only if trade answers`, {
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
async function heldValue(goal: Goal, asked: RateQuestion, context: Context): Promise<Decimal> {
  const { from, text, view, response } = asked;
  const levers = { names: from ? [from.lever] : [], text, view };
  const before = await priceAt(levers, from ? [from.rate] : [], context);
  if (!response) return goal === "rate" ? before.duty.div(before.base).times(100) : before.duty;
  const settings = await checkedSettings(response.flags, context, before.run.origins);
  const plane = { corner: before, steps: [], straight: true, dutyAt: () => before.duty };
  const at = answerAlong(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  return decimal(steady(measureOf(goal, at([], demand), exportsOf(before.run.origins, context))));
}

const exportsOf = (
  origins: readonly { readonly code: Parameters<Context["exportsTo"]>[0] }[],
  context: Context,
) => origins.reduce((sum, { code }) => sum + context.exportsTo(code), 0);

async function measuredAt(goal: Goal, asked: RateQuestion, fixed: LeverRate | undefined, context: Context) {
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
  const settings = await checkedSettings(response.flags, context, plane.corner.run.origins);
  const answer = answerAlong(plane, settings, context);
  const demand = settings.horizons.at(-1)?.demand ?? -1;
  const exports = exportsOf(plane.corner.run.origins, context);
  const at = memoizeRows((rate: number): Result => {
    const outcome = answer([decimal(rate)], demand);
    return { duty: outcome.duty, imports: outcome.after, value: measureOf(goal, outcome, exports) };
  });
  return { plane, at, demand };
}

/** The one rate of a straight line; `null` if the lever reaches nothing. */
function exactRate(goal: Goal, target: Decimal, { corner, dutyAt }: Plane): Decimal | null {
  const [none, one] = [dutyAt([decimal(0)]), dutyAt([decimal(1)])];
  const duty = goal === "rate" ? target.times(corner.base).div(100) : target;
  return one.eq(none) ? null : duty.minus(none).div(one.minus(none));
}

export const GOALS = ["duty", "rate", "added", "net", "imports", "deficit", "price"] as const;
export type Goal = (typeof GOALS)[number];

/** A goal that says nothing unless trade answers. */
const NEEDS_RESPONSE: readonly Goal[] = ["added", "net", "imports", "deficit", "price"];

export const UNITS: Readonly<Record<Goal, string>> = {
  duty: "dollars of duty",
  rate: "per cent of imports",
  added: "dollars of duty added since the trade was recorded",
  net: "dollars left to the budget",
  imports: "dollars of imports",
  deficit: "dollars of imports less exports",
  price: "per cent that buyers pay more",
};

/** A goal as sentences have it, and whether it is one thing. */
export const IN_WORDS: Readonly<Record<Goal, readonly [words: string, comes: "comes" | "come"]>> = {
  duty: ["duty", "comes"],
  rate: ["the mean rate", "comes"],
  added: ["added duty", "comes"],
  net: ["net revenue", "comes"],
  imports: ["imports", "come"],
  deficit: ["the deficit", "comes"],
  price: ["the rise of buyers' prices", "comes"],
};

/** What trade comes to, as a goal counts it. */
function measureOf(goal: Goal, { after, duty, gross, net, buyerPrice }: Outcome, exports: number): number {
  switch (goal) {
    case "duty":
      return duty;
    case "rate":
      return after === 0 ? 0 : (100 * duty) / after;
    case "added":
      return gross;
    case "net":
      return net;
    case "imports":
      return after;
    case "deficit":
      return after - exports;
    case "price":
      return (buyerPrice - 1) * 100;
  }
}

interface Target {
  readonly goal: Goal;
  /** Dollars, or per cent. */
  readonly value: Decimal;
}

type SolveFlags = Pick<RateQuestion, "target" | "hold"> & {
  readonly lever?: string;
  readonly from?: LeverRate;
  readonly to?: LeverRate;
  readonly with?: string;
};

/** The lever whose rate is looked for. @throws {UserError} on flags that say nothing together, or two things. */
export function soughtLever(flags: SolveFlags, context: Context): string {
  if (flags.hold) return leverSwapped(flags, context);
  for (const name of ["from", "to", "with"] as const)
    if (flags[name])
      throw new UserError("it belongs to --hold, which is not given", {
        where: `--${name}`,
        hint: "for example --hold duty --from auto=25 --to auto=15 --with reciprocal",
      });
  if (flags.lever !== undefined) return flags.lever;
  throw new UserError("expected the lever whose rate is looked for", {
    where: "--lever",
    hint: "for example --lever reciprocal",
  });
}

const mistake = (where: string, message: string): UserError =>
  new UserError(message, {
    where,
    hint: "for example --from auto=25 --to auto=15 --with reciprocal",
  });

/** The lever that makes up for the one that moves. */
function leverSwapped({ lever, target, from, to, with: other }: SolveFlags, context: Context): string {
  if (target) throw mistake("--hold", "expected a target or something to hold; got both");
  if (from === undefined || to === undefined)
    throw mistake("--hold", "expected where the other lever starts and goes");
  if (other === undefined) throw mistake("--with", "expected the lever that makes up for it");
  checkLever(from.lever, "--from", context);
  checkLever(other, "--with", context);
  if (to.lever !== from.lever)
    throw mistake("--to", `expected a rate of ${from.lever}, which --from names; got one of ${to.lever}`);
  if (lever !== undefined && lever !== from.lever)
    throw mistake("--lever", `expected ${from.lever}, which --from and --to move; got ${lever}`);
  if (other === from.lever) throw mistake("--with", `expected another lever than ${from.lever}, which moves`);
  return other;
}

/** @throws {UserError} on flags beside costs that are compared without any law. */
export function checkAlone(
  { breakEven: _, ...others }: object & { breakEven?: unknown },
  levers: ReadonlyMap<string, string>,
): void {
  const given = { ...others, ...Object.fromEntries(levers) };
  refuseIdle(given, Object.keys(given), "--break-even compares costs alone", "leave one of them out");
}
