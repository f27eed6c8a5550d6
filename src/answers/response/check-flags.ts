/** Flags of a response that would say nothing: each is refused, never passed over. */
import { UserError } from "../../errors.js";
import type { Model, ResponseFlags } from "./settings.js";

const BEHAVIOUR = ["horizon", "elasticity", "passthrough", "supply"] as const;
const SOURCED: readonly Model[] = ["armington", "nested", "smart", "gsim"];
/** A spread needs two. */
const FEWEST = 2;

/** @param sectors The sectors there are. @throws {UserError} naming the flag, what is expected, what to do. */
export function checkFlags(
  flags: ResponseFlags & { readonly response: Model },
  sectors: readonly { readonly id: string }[],
): void {
  checkModel(flags);
  checkDraws(flags);
  if (flags.horizon !== undefined && flags.horizon < 0)
    throw refused("horizon", `expected years after the change, zero or more; got ${flags.horizon}`, {
      hint: "0 is at once; 6 or more is the long run",
    });
  for (const flag of ["passthrough", "domestic"] as const)
    for (const { sector } of flags[flag] ?? [])
      if (sector !== null && !sectors.some(({ id }) => id === sector))
        throw refused(flag, `expected a sector; got "${sector}"`, {
          hint: `one of ${sectors.map(({ id }) => id).join(", ")}`,
        });
}

function checkModel(flags: ResponseFlags & { readonly response: Model }): void {
  const { response } = flags;
  const still = response === "static" ? BEHAVIOUR.find((flag) => flags[flag] !== undefined) : undefined;
  if (still)
    throw refused(still, "expected a model in which trade answers; got --response static", {
      hint: "take --response elastic, or leave the flag out",
    });
  if (flags.substitution !== undefined && !SOURCED.includes(response))
    throw refused("substitution", `expected a model with other origins; got --response ${response}`, {
      hint: `take --response ${SOURCED.join(", ")}, or leave the flag out`,
    });
  if (flags.elasticity === 0 && SOURCED.includes(response))
    throw refused("elasticity", `expected one below zero with --response ${response}; got 0`, {
      hint: "buyers who choose among origins answer prices: take a small one such as -0.01",
    });
  if (flags.domestic !== undefined && response !== "nested")
    throw refused("domestic", `expected --response nested, the model with domestic goods; got ${response}`, {
      hint: "take --response nested, or leave the flag out",
    });
}

function checkDraws({ uncertainty, seed, tornado }: ResponseFlags): void {
  if (uncertainty !== undefined && uncertainty < FEWEST)
    throw refused("uncertainty", `expected ${FEWEST} draws or more; got ${uncertainty}`, {
      hint: "1000 give quantiles to about two digits",
    });
  if (tornado && uncertainty === undefined)
    throw refused("tornado", "expected --uncertainty beside it: it is of the priors of the draws", {
      hint: "add --uncertainty 1000, or leave out --tornado",
    });
  if (seed !== undefined && uncertainty === undefined)
    throw refused("seed", "expected --uncertainty beside it: nothing is drawn without", {
      hint: `add --uncertainty 1000, or leave out --seed ${seed}`,
    });
}

const refused = (flag: string, message: string, { hint }: { readonly hint: string }): UserError =>
  new UserError(message, { where: `--${flag}`, hint });
