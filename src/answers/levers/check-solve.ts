/** Whether the flags of `solve` ask one question: a target, or a swap of one lever for another. */
import type { Context } from "../../command.js";
import { UserError } from "../../errors.js";
import { checkLever } from "./plane.js";
import type { AskedRate, LeverRate } from "./solve-problem.js";

type SolveFlags = Pick<AskedRate, "target" | "hold"> & {
  readonly lever?: string;
  readonly from?: LeverRate;
  readonly to?: LeverRate;
  readonly with?: string;
};

/** The lever whose rate is looked for. @throws {UserError} on flags that say nothing together, or two things. */
export function soughtLever(flags: SolveFlags, context: Context): string {
  if (flags.hold) return swapped(flags, context);
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

const mistaken = (where: string, message: string): UserError =>
  new UserError(message, {
    where,
    hint: "for example --from auto=25 --to auto=15 --with reciprocal",
  });

/** The lever that makes up for the one that moves. */
function swapped({ lever, target, from, to, with: other }: SolveFlags, context: Context): string {
  if (target) throw mistaken("--hold", "expected a target or something to hold; got both");
  if (from === undefined || to === undefined)
    throw mistaken("--hold", "expected where the other lever starts and goes");
  if (other === undefined) throw mistaken("--with", "expected the lever that makes up for it");
  checkLever(from.lever, "--from", context);
  checkLever(other, "--with", context);
  if (to.lever !== from.lever)
    throw mistaken("--to", `expected a rate of ${from.lever}, which --from names; got one of ${to.lever}`);
  if (lever !== undefined && lever !== from.lever)
    throw mistaken("--lever", `expected ${from.lever}, which --from and --to move; got ${lever}`);
  if (other === from.lever)
    throw mistaken("--with", `expected another lever than ${from.lever}, which moves`);
  return other;
}

/** @throws {UserError} on flags beside costs that are compared without any law. */
export function checkAlone(
  { breakEven: _, ...others }: object & { breakEven?: unknown },
  levers: ReadonlyMap<string, string>,
): void {
  const [other] = [
    ...Object.entries(others)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => name),
    ...levers.keys(),
  ];
  if (other !== undefined)
    throw new UserError("it compares costs alone", {
      where: "--break-even",
      hint: `leave --${other} out`,
    });
}
