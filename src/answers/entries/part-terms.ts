/** Layers of goods whose contents are stated: settled once for contents that are there alike, however large. */
import { assessBeside, type Layer } from "../../domain/assess.js";
import { chargeOf } from "../../domain/base-duty.js";
import { fastRate } from "../../domain/cents.js";
import { ONE_DOLLAR } from "../../domain/entry.js";
import type { Part, Shares } from "../../domain/part.js";
import type { OnADollar } from "../../domain/pattern.js";
import { remembering } from "../../domain/remembering.js";
import type { Standing } from "../../domain/settle.js";
import { settled } from "../../domain/settled.js";
import { NO_USD } from "../../domain/units.js";
import type { WholeShares } from "../../domain/whole-shares.js";
import type { DeclaredLayer } from "./line-duty.js";
import { declaredOf, named } from "./line-terms.js";

/** A layer on a part of the value, its rate over the scale of its terms. */
interface PartTerm extends Pick<DeclaredLayer, "number" | "measure" | "authority"> {
  readonly part: Part;
  readonly digits: number;
}

export interface PartTerms {
  readonly scale: number;
  readonly declared: readonly PartTerm[];
}

type FindTerms = (
  goods: OnADollar,
  shares: Shares,
  whole: WholeShares,
  claims: ReadonlySet<string>,
) => PartTerms | null;

/** Terms of goods with these contents; `null` where some layer is more than a share of a part. */
export function knownPartTerms(order: readonly string[]): FindTerms {
  const byGoods = remembering((_: OnADollar["reach"]) => new Map<string, PartTerms | null>());
  return (goods, shares, { kind }, claims) => {
    const own = byGoods(goods.reach);
    const found = own.get(kind);
    if (found !== undefined) return found;
    const made = makeTerms(goods, shares, claims, order);
    own.set(kind, made);
    return made;
  };
}

function makeTerms(
  { reach, stated }: OnADollar,
  shares: Shares,
  claims: ReadonlySet<string>,
  order: readonly string[],
): PartTerms | null {
  const entry = { ...ONE_DOLLAR, claims, shares };
  const { standings } = settled(reach.reached, entry);
  const { layers } = assessBeside(chargeOf(stated.applied, stated.general, entry), entry, "", reach.reached);
  if (!layers.every((layer, index) => isShareOfPart(layer, standings[index] as Standing, shares)))
    return null;
  const partOf = new Map(layers.map((layer, index) => [layer, standings[index] as Standing]));
  const declared = declaredOf(layers, order).map(({ layer, number }) => ({
    ...named(layer, number),
    ...chargedOn(layer, partOf.get(layer) as Standing),
  }));
  const scale = Math.max(1, ...declared.map(({ rate }) => rate.scale));
  if (declared.some(({ rate }) => rate.scale === 0)) return null;
  return {
    scale,
    declared: declared.map(({ number, measure, authority, part, rate }) => ({
      number,
      measure,
      authority,
      part,
      digits: rate.digits * (scale / rate.scale),
    })),
  };
}

/** Nothing of the value, at no rate, where the layer charges nothing. */
function chargedOn({ fate, duty }: Layer, standing: Standing) {
  const isCharged = fate.outcome === "charged" && standing.kind === "due" && duty.kind === "ad-valorem";
  return isCharged ? { part: standing.part, rate: fastRate(duty.rate) } : { part: 0, rate: fastRate(NO_USD) };
}

/** Whether a layer owes nothing, or a rate on the part it stands on, which nothing but the contents decides. */
function isShareOfPart({ fate, duty, version }: Layer, standing: Standing, shares: Shares): boolean {
  const { presumed, usContent } = version;
  if (presumed && shares[presumed.piece] === undefined) return false;
  if (fate.outcome !== "charged") return fate.outcome !== "unknown";
  return standing.kind === "due" && duty.kind === "ad-valorem" && usContent?.leastShare === undefined;
}
