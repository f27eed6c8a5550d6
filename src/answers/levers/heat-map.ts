/** Two levers as a map of characters: the darker, the more duty. It needs no colour. */
import type { Decimal } from "../../domain/units.js";
import type { Axis, Swept } from "./sweep.js";

const SHADES = ["·", "░", "▒", "▓", "█"] as const;
/** Characters that a map may be wide, and lines it may be high, to fit a narrow terminal. */
const WIDEST = 50;
const HIGHEST = 40;

/** Lines of the map: the first lever down, the second across. Of more rates than fit, every second, third and so on. */
export function heatMap(axes: readonly Axis[], swept: readonly Swept[]): string[] {
  const [down, across] = axes;
  if (down === undefined || across === undefined) return [];
  const duties = swept.map(({ duty }) => duty);
  const [least, most] = [lowest(duties), highest(duties)];
  const shade = (duty: Decimal): string => {
    const part = most.eq(least) ? 0 : duty.minus(least).div(most.minus(least)).toNumber();
    return SHADES[Math.min(SHADES.length - 1, Math.floor(part * SHADES.length))] ?? "·";
  };
  const [columns, lines] = [fitting(across.rates.length, WIDEST), fitting(down.rates.length, HIGHEST)];
  const broad = columns.length * 2 <= WIDEST ? 2 : 1;
  const width = Math.max(...down.rates.map((rate) => rate.toFixed().length));
  const rows = lines.map((line) => {
    const own = columns.map((column) => shade(duties[line * across.rates.length + column] ?? least));
    return `${down.rates[line]?.toFixed().padStart(width)} ${own.map((one) => one.repeat(broad)).join("")}`;
  });
  const shown = [across.rates[columns[0] ?? 0], across.rates[columns.at(-1) ?? 0]];
  return [
    "",
    `${down.lever} down, ${across.lever} across from ${shown.map((rate) => rate?.toFixed()).join(" to ")} %: ${SHADES.join("")} the darker, the more duty`,
    ...rows,
  ];
}

/** Places of as many out of `count` as fit, equally far apart, from the first. */
function fitting(count: number, most: number): number[] {
  const step = Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

const lowest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.lt(a) ? b : a));
const highest = (amounts: readonly Decimal[]): Decimal => amounts.reduce((a, b) => (b.gt(a) ? b : a));
