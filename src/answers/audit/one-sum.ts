/** A duty filed in one sum beside the numbers that are owed: which one of them would make it right. */
import type { Layer } from "../../domain/assess.js";
import { centsOf, fastRate } from "../../domain/cents.js";
import { decimal } from "../../domain/units.js";
import type { DeclaredLayer } from "../entries/line-duty.js";
import type { Compared } from "./compared.js";
import { dollars, type Finding, perCent, wrong } from "./finding.js";
import { assessed, fateOf, type Law } from "./reason.js";

/** The only number whose duty is the whole difference: one that is owed, or one that gave way or was freed. */
export type OneNumber =
  | { readonly kind: "left out"; readonly layer: DeclaredLayer }
  | { readonly kind: "too much"; readonly layer: Layer; readonly duty: number };

/** What alone explains a duty filed in one sum; nothing if no number does, or more than one could. */
export function oneNumber({ goods, filed, duty }: Compared, law: Law): OneNumber | undefined {
  if (filed.duty === null || duty.duty === null) return undefined;
  const gap = filed.duty - duty.duty;
  if (gap < 0) {
    const layer = only(duty.layers.filter((one) => one.duty === -gap));
    return layer && { kind: "left out", layer };
  }
  const layers = assessed(goods, law)?.layers ?? [];
  const layer = only(layers.filter((one) => chargeOf(one, goods.value) === gap));
  return layer && { kind: "too much", layer, duty: gap };
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** What a layer that gave way, or that goods are freed of, would charge on the whole value, if its rate is plain. */
function chargeOf({ duty, fate }: Layer, value: number): number | null {
  if (duty.kind !== "ad-valorem" || fate.outcome === "charged" || fate.outcome === "unknown") return null;
  return centsOf(value, fastRate(duty.rate));
}

/** The one number that was left out or should have been, if one is; else the numbers that are owed. */
export function explained(line: Compared, law: Law): Finding[] {
  const { filed, duty } = line;
  if (filed.duty === null || duty.duty === null || filed.duty === duty.duty) return [];
  const sums = `filed ${dollars(filed.duty)}, owed ${dollars(duty.duty)}`;
  return [wrong(`${sums}: ${inWords(oneNumber(line, law), line, law)}`)];
}

function inWords(one: OneNumber | undefined, { duty }: Compared, law: Law): string {
  if (one === undefined) return owedBy(duty.layers);
  return one.kind === "left out"
    ? `${one.layer.number}, ${dollars(one.layer.duty ?? 0)}, seems not to be filed`
    : `${one.layer.heading}, ${dollars(one.duty)}, seems to be filed and is not owed: ${fateOf(one.layer, law)}`;
}

const owedBy = (layers: readonly DeclaredLayer[]): string =>
  layers
    .flatMap(({ number, rate, duty }) =>
      duty ? [`${number} ${dollars(duty)}${rate ? ` at ${perCent(decimal(rate))}` : ""}`] : [],
    )
    .join(", ") || "nothing is owed";
