/** Cents in print. */

const HUNDREDTHS = Array.from({ length: 100 }, (_, cents) => String(cents).padStart(2, "0"));
/** Cents as dollars: `123450` is `1234.50`. */
export function printCents(cents: number): string {
  const size = Math.abs(cents);
  const rest = size % 100;
  return `${cents < 0 ? "-" : ""}${(size - rest) / 100}.${HUNDREDTHS[rest]}`;
}
