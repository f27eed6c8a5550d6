/** What must be known of goods that the same measures reach before they can be priced. */
import { countsBase } from "./duty.js";
import { isShare, type Shares, shareOf } from "./part.js";
import type { Terms } from "./portion.js";
import { presumedShares } from "./presumed.js";
import type { Reaching } from "./reach.js";
import { settle } from "./settle.js";

/** The measures that reach goods, and what must be known of the goods beside. */
export interface PricePattern {
  readonly reached: readonly Reaching[];
  /** Some layer is charged on a part of the value that its metal content decides. */
  readonly needsShares: boolean;
  /** Some layer counts the base duty in. */
  readonly countsBase: boolean;
}

export const patternFor = (reached: readonly Reaching[], claims: Terms["claims"]): PricePattern => ({
  reached,
  needsShares: chargedOnContent(reached, claims),
  countsBase: reached.some(({ duty }) => countsBase(duty)),
});

const NONE: Shares = {};

/** Measures on metal content that are displaced themselves leave nothing that depends on it. */
function chargedOnContent(reached: readonly Reaching[], claims: Terms["claims"]): boolean {
  if (reached.every(({ version }) => version.presumed || isShare(shareOf(version.part, NONE)))) return false;
  const standings = settle(reached, { shares: presumedShares(reached, NONE), claims });
  return standings.some(
    (standing) => standing.kind === "due" && !isShare(shareOf(standing.part, presumedShares(reached, NONE))),
  );
}
