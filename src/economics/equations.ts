/** Roots of a function of one variable. */
const TOLERANCE = 1e-12;
const MOST_STEPS = 200;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The root lies between `best` and `opposite`, whose signs differ. */
interface Search {
  readonly best: Point;
  readonly previous: Point;
  readonly opposite: Point;
  /** The step that led to `best`, and the one before it. */
  readonly step: number;
  readonly last: number;
}

/**
 * The root between two points where a function has opposite signs: Brent's method, inverse quadratic interpolation
 * guarded by bisection. Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4.
 * @throws {RangeError} if the signs are the same.
 */
export function rootBetween(f: (x: number) => number, from: number, to: number): number {
  const [start, end] = [
    { x: from, y: f(from) },
    { x: to, y: f(to) },
  ];
  if (start.y * end.y > 0)
    throw new RangeError(`expected opposite signs at ${from} and ${to}; got ${start.y} and ${end.y}`);
  let search: Search = { best: end, previous: start, opposite: start, step: to - from, last: to - from };
  for (let count = 0; count < MOST_STEPS; count++) {
    search = bestFirst(search);
    if (search.best.y === 0 || Math.abs(halfOf(search)) <= within(search)) break;
    search = moved(f, search);
  }
  return search.best.x;
}

const halfOf = ({ best, opposite }: Search): number => (opposite.x - best.x) / 2;
const within = ({ best }: Search): number => 2 * Number.EPSILON * Math.abs(best.x) + TOLERANCE / 2;

const bestFirst = (search: Search): Search =>
  Math.abs(search.opposite.y) < Math.abs(search.best.y)
    ? { ...search, best: search.opposite, previous: search.best, opposite: search.best }
    : search;

/** One step on: by interpolation where it falls well inside the bracket and the steps shrink, else to the middle. */
function moved(f: (x: number) => number, search: Search): Search {
  const { best, previous, opposite, last } = search;
  const half = halfOf(search);
  const least = within(search);
  const trusted = Math.abs(last) >= least && Math.abs(previous.y) > Math.abs(best.y);
  const guess = trusted ? interpolated(search) : half;
  const kept = guess * half > 0 && Math.abs(guess) < Math.min(Math.abs(1.5 * half), Math.abs(last / 2));
  const step = kept ? guess : half;
  const x = best.x + (Math.abs(step) > least ? step : Math.sign(half) * least);
  const next = { x, y: f(x) };
  return next.y * opposite.y > 0
    ? { best: next, previous: best, opposite: best, step: x - best.x, last: x - best.x }
    : { best: next, previous: best, opposite, step, last: kept ? search.step : half };
}

/** The step to where a parabola through three points, or a line through two, is zero. */
function interpolated({ best, previous, opposite }: Search): number {
  const s = best.y / previous.y;
  const toOpposite = opposite.x - best.x;
  if (previous === opposite) return (toOpposite * s) / (s - 1);
  const q = previous.y / opposite.y;
  const r = best.y / opposite.y;
  const p = s * (toOpposite * q * (q - r) - (best.x - previous.x) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}

/** Every root that points in order can tell apart: one at most between neighbours. */
export function rootsAmong(f: (x: number) => number, points: readonly number[]): number[] {
  const values = points.map(f);
  return points.flatMap((point, index) => {
    const value = values[index] ?? Number.NaN;
    if (value === 0) return [point];
    const next = values[index + 1];
    return next !== undefined && value * next < 0 ? [rootBetween(f, point, points[index + 1] ?? point)] : [];
  });
}

// Linear equations, as many as there are unknowns.

/**
 * The solution of `matrix · x = right`, by elimination with the largest pivot first.
 * @throws {RangeError} if the equations do not determine it.
 */
export function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let at = 0; at < rows.length; at++) {
    bringLargestUp(rows, at);
    const pivot = rows[at] ?? [];
    for (const row of rows.slice(at + 1)) subtract(row, pivot, at);
  }
  return substituted(rows);
}

function bringLargestUp(rows: number[][], at: number): void {
  let largest = at;
  for (let row = at + 1; row < rows.length; row++)
    if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[largest]?.[at] ?? 0)) largest = row;
  const [upper, lower] = [rows[at] ?? [], rows[largest] ?? []];
  if ((lower[at] ?? 0) === 0) throw new RangeError("expected equations that determine every unknown");
  rows[at] = lower;
  rows[largest] = upper;
}

function subtract(row: number[], pivot: readonly number[], at: number): void {
  const times = (row[at] ?? 0) / (pivot[at] ?? 1);
  for (let column = at; column < row.length; column++)
    row[column] = (row[column] ?? 0) - times * (pivot[column] ?? 0);
}

/** From the last unknown to the first. */
function substituted(rows: readonly (readonly number[])[]): number[] {
  const x: number[] = [];
  for (const [at, row] of [...rows.entries()].reverse()) {
    const known = row
      .slice(at + 1, -1)
      .reduce((total, number, index) => total + number * (x[at + 1 + index] ?? 0), 0);
    x[at] = ((row.at(-1) ?? 0) - known) / (row[at] ?? 1);
  }
  return x;
}
