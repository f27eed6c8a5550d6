/** Which tariff gives a result. Source: METHODS 7. */

import { steady } from "./elementary.js";
import { rootsAmong } from "./equations.js";

/** Tariffs as fractions. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Up to 1000%. */
const WIDE: Window = { from: 0, to: 10 };

interface Extreme {
  readonly rate: number;
  readonly result: number;
}

interface Root {
  readonly rate: number;
  /** Which way the result goes as the tariff rises through it: below the peak of revenue it rises, above it falls. */
  readonly side: "rising" | "falling" | "peak" | "trough";
}

/** Every tariff in a window that gives a result, and the highest and lowest results there. */
export interface Solution {
  /** In order; none if no tariff in the window gives the result. */
  readonly roots: readonly Root[];
  readonly highest: Extreme;
  readonly lowest: Extreme;
  /** The highest inside the window; `null` if it is at an end, so that nothing is known of a peak. */
  readonly peak: Extreme | null;
}

/** Extremes are looked for from there, and stand among the points: two roots beside a peak are told apart. */
const STEPS = 500;
/** Of a window, to tell which way a result goes. */
const NEAR = 5e-6;
/** Results this close to an extreme, relative to it, are at it. */
const TOUCHING = 1e-9;

/** Every tariff in a window at which `result` is `target`, and what the window can give at all. */
export function solveFor(result: (rate: number) => number, target: number, window: Window = WIDE): Solution {
  const highest = extremeOf(result, window);
  const peak = inside(highest, window);
  const negative = extremeOf((rate) => -result(rate), window);
  const lowest = { rate: negative.rate, result: -negative.result };
  const bounds = { highest, lowest, peak };
  if (touches(highest, target)) return { ...bounds, roots: [{ rate: highest.rate, side: "peak" }] };
  if (touches(lowest, target)) return { ...bounds, roots: [{ rate: lowest.rate, side: "trough" }] };
  const points = [...ratesTried(window), highest.rate, lowest.rate].sort((a, b) => a - b);
  const rates = rootsAmong((rate) => result(rate) - target, [...new Set(points)]);
  return { ...bounds, roots: rates.map((rate) => ({ rate, side: sideOf(result, rate, window) })) };
}

/** The highest result strictly inside a window; `null` if it is at an end, so that nothing is known of a peak. */
export const peakIn = (result: (rate: number) => number, window: Window): Extreme | null =>
  inside(extremeOf(result, window), window);

const inside = (extreme: Extreme, { from, to }: Window): Extreme | null =>
  extreme.rate > from && extreme.rate < to ? extreme : null;

const touches = ({ result }: Extreme, target: number): boolean =>
  Math.abs(result - target) <= TOUCHING * Math.abs(target);

function sideOf(result: (rate: number) => number, rate: number, { from, to }: Window): Root["side"] {
  const near = (to - from) * NEAR;
  return result(rate + near) >= result(rate - near) ? "rising" : "falling";
}

const ratesTried = ({ from, to }: Window): number[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => from + ((to - from) * step) / STEPS);

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The highest point: the best of a scan, refined by golden section between its neighbours. */
function extremeOf(result: (rate: number) => number, { from, to }: Window): Extreme {
  const points = ratesTried({ from, to }).map((rate) => ({ rate, result: result(rate) }));
  const [start = { rate: from, result: result(from) }] = points;
  const best = points.reduce((most, point) => (point.result > most.result ? point : most), start);
  if (best.rate === from || best.rate === to) return best;
  const width = (to - from) / STEPS;
  const rate = goldenSection(result, best.rate - width, best.rate + width);
  const refined = { rate, result: result(rate) };
  return refined.result >= best.result ? refined : best;
}

/** Numbers closer than this, relative to them, have nothing between them to try. */
const FINEST = 1e-15;

function goldenSection(result: (rate: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > Math.max(1e-9, FINEST * Math.max(Math.abs(low), Math.abs(high)))) {
    const span = (high - low) * GOLDEN;
    if (result(high - span) < result(low + span)) low = high - span;
    else high = low + span;
  }
  return (low + high) / 2;
}

/**
 * The rate of one lever that gives an average tariff, if trade stays as it is: in closed form. `null` if the lever
 * reaches nothing.
 * @param fixedDuty What everything else owes; `reached`: the value that the lever is charged on; `whole`: all value.
 */
export const rateForAverage = (
  average: number,
  { fixedDuty, reached, whole }: { fixedDuty: number; reached: number; whole: number },
): number | null => (reached === 0 ? null : (average * whole - fixedDuty) / reached);

/**
 * The tariff at which goods of another source cost as much: below zero, they cost as much already without one. `null`
 * if the foreign value is zero.
 */
export const breakEven = ({
  domestic,
  foreign,
  fees,
  dutiable,
}: {
  domestic: number;
  foreign: number;
  fees: number;
  dutiable: number;
}): number | null => (dutiable === 0 ? null : (domestic - foreign - fees) / dutiable);

// Every combination of some levers. Source: METHODS 7.

/** A lever and the rates it takes in turn. */
export interface Axis {
  readonly lever: string;
  /** Tariffs as fractions, in order. */
  readonly rates: readonly number[];
}

/** More combinations than this are a mistake. */
export const MOST_COMBINATIONS = 100_000;

/**
 * Rates from one to another in equal steps, with others that should not be missed, such as zero and the revenue peak.
 * @param step Above zero.
 */
export function ratesBetween(from: number, to: number, step: number, also: readonly number[]): number[] {
  const count = Math.floor((to - from) / step + 1e-9);
  const rates = Array.from({ length: count + 1 }, (_, index) => steady(from + index * step));
  return [...new Set([...rates, ...also])].sort((a, b) => a - b);
}

/** The grid, the last axis fastest. */
export function gridOf(axes: readonly Axis[]): Readonly<Record<string, number>>[] {
  return axes.reduce<Readonly<Record<string, number>>[]>(
    (points, { lever, rates }) =>
      points.flatMap((point) => rates.map((rate) => ({ ...point, [lever]: rate }))),
    [{}],
  );
}
