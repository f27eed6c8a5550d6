/** Rows of a table that is written as text, cells parted by bars: without its head, and without spaces around cells. */
export const rowsOf = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("|").map((cell) => cell.trim()));
