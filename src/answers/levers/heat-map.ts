/** Two levers as a map of characters: the darker, the more duty. It needs no colour. */
import type { Decimal } from "../../domain/units.js";
import type { Axis, Swept } from "./sweep.js";

const SHADES = ["·", "░", "▒", "▓", "█"] as const;

/** Lines of the map: the first lever down, the second across. */
export function heatMap(axes: readonly Axis[], swept: readonly Swept[]): string[] {
  const [down, across] = axes;
  if (down === undefined || across === undefined) return [];
  const duties = swept.map(({ duty }) => duty);
  const [least, most] = [lowest(duties), highest(duties)];
  const shade = (duty: Decimal): string => {
    const part = most.eq(least) ? 0 : duty.minus(least).div(most.minus(least)).toNumber();
    return (SHADES[Math.min(SHADES.length - 1, Math.floor(part * SHADES.length))] ?? "·").repeat(2);
  };
  const width = Math.max(...down.rates.map((rate) => rate.toFixed().length));
  const [first, last] = [across.rates[0], across.rates.at(-1)];
  const rows = down.rates.map((rate, row) => {
    const own = across.rates.map((_, column) => shade(duties[row * across.rates.length + column] ?? least));
    return `${rate.toFixed().padStart(width)} ${own.join("")}`;
  });
  return [
    "",
    `${down.lever} down, ${across.lever} across from ${first?.toFixed()} to ${last?.toFixed()} %: ${SHADES.join("")} the darker, the more duty`,
    ...rows,
  ];
}

const lowest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.lt(a) ? b : a));
const highest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.gt(a) ? b : a));
