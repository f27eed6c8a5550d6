/** Linear equations, as many as there are unknowns. */

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
