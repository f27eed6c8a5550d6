/** Sorts rows into classes that columns tell apart. */

/** A byte a row, and how many values it can have. */
export type Column = readonly [bytes: Uint8Array, kinds: number];

/** Splits one class of all rows by each column in turn; `samples` are rows, the first of each class. */
export function refined(size: number, columns: Iterable<Column>): { of: Int32Array; samples: number[] } {
  const of = new Int32Array(size);
  let samples = size > 0 ? [0] : [];
  for (const [bytes, kinds] of columns) {
    const ids = new Int32Array(samples.length * kinds).fill(NONE);
    const next: number[] = [];
    for (let row = 0; row < size; row += 1) {
      const key = (of[row] as number) * kinds + (bytes[row] as number);
      if (ids[key] === NONE) {
        ids[key] = next.length;
        next.push(row);
      }
      of[row] = ids[key] as number;
    }
    samples = next;
  }
  return { of, samples };
}

const NONE = -1;
