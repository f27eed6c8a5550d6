/** The numbers that an entry line declares, and the order in which it declares them. */
import type { Layer } from "./assess.js";
import type { MeasureId } from "./measure.js";

/** Place of a measure among those declared: by the start of its id; those not named come after all others. */
function declaredPlace(id: MeasureId, order: readonly string[]): number {
  const place = order.findIndex((start) => id.startsWith(start));
  return place < 0 ? order.length : place;
}

/**
 * Layers in the order of declaration: additional duties as customs sequences them, measures of one place by id.
 * The base number of chapters 1 to 97 comes after all of them. Source: CSMS 18-000624 as updated for IEEPA duties.
 */
export const inDeclaredOrder = <T extends { readonly measure: { readonly id: MeasureId } }>(
  layers: readonly T[],
  order: readonly string[],
): T[] =>
  layers
    .map((layer) => ({ layer, place: declaredPlace(layer.measure.id, order) }))
    .sort((a, b) => a.place - b.place)
    .map(({ layer }) => layer);

/** The number of chapter 99 that a layer is declared by; none where goods owe another in its place and no heading says so. */
export function numberOf({ heading, version, fate }: Layer): string | undefined {
  switch (fate.outcome) {
    case "freed":
      return fate.by;
    case "displaced":
      return version.yieldsTo.heading;
    default:
      return heading;
  }
}
