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

// Cents, and numbers of the tariff as a row declares them, in print.

const HUNDREDTHS = Array.from({ length: 100 }, (_, cents) => String(cents).padStart(2, "0"));
/** Cents as dollars: `123450` is `1234.50`. */
export function printCents(cents: number): string {
  const size = Math.abs(cents);
  const rest = size % 100;
  return `${cents < 0 ? "-" : ""}${(size - rest) / 100}.${HUNDREDTHS[rest]}`;
}

/** A number that is declared, its rate, and its duty in cents: `9903.94.01:0.25:7500.00`. */
export interface Declared {
  readonly number: string;
  readonly rate: string | null;
  /** In cents; `null` where it is not known. */
  readonly duty: number | null;
}

/** What is not known is `?`. */
export const printDeclared = ({ number, rate, duty }: Declared): string =>
  `${number}:${rate ?? UNKNOWN}:${duty === null ? UNKNOWN : printCents(duty)}`;
export const UNKNOWN = "?";
