/** Metal content of goods whose makers do not state it, from the accounts of the industry that makes them. */
import { hasPiece, type Shares } from "../law/part.js";
import type { Reached } from "../law/scope.js";
import { type Decimal, decimal } from "../law/units.js";

/** Shares of the value of an industry's output. */
export interface IndustryMetal {
  readonly steel: Decimal;
  readonly aluminum: Decimal;
  readonly all: Decimal;
}

/** Whether all metal of the goods counts as the metal whose list names them, or each metal as it is used. */
export type Attribution = "listed-metal" | "own-metal";

const METALS = ["steel", "aluminum"] as const;
/** Shares are estimates; four places are more than they carry. */
const PLACES = 4;

/** Shares of value by metal for goods that these measures reach. Source: the assumption's own file. */
export function contentOf(
  metal: IndustryMetal,
  reached: readonly Reached[],
  attribution: Attribution,
): Shares {
  if (attribution === "own-metal") return { steel: metal.steel, aluminum: metal.aluminum };
  const listed = METALS.filter((piece) => reached.some(({ version }) => isContentOf(version.part, piece)));
  const used = listed.reduce((sum, piece) => sum.plus(metal[piece]), decimal(0));
  const share = (piece: (typeof METALS)[number]): Decimal =>
    listed.length === 1 || used.isZero()
      ? metal.all.div(Math.max(listed.length, 1))
      : metal.all.times(metal[piece]).div(used);
  return Object.fromEntries(listed.map((piece) => [piece, share(piece).toDecimalPlaces(PLACES)]));
}

const isContentOf = (part: number, piece: (typeof METALS)[number]): boolean =>
  hasPiece(part, piece) && !hasPiece(part, "rest");
