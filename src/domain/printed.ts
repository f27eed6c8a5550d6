/** Cents, and numbers of the tariff as a row declares them, in print. */

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
