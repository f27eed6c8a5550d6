/** Numbers of several years of trade in one list: what the law says of a number is worked out once for all of them. */

/** Where the numbers of some rows stand in the list they share with others. */
export interface Places {
  readonly list: readonly string[];
  /** Place of each row; `null` where the rows are the list. */
  readonly at: Int32Array | null;
}

const known = new WeakMap<readonly string[], Places>();
const shared = new WeakSet<readonly string[]>();

/** Where numbers stand in the list they share with others, if they do. */
export const placesOf = (hts: readonly string[]): Places => known.get(hts) ?? { list: hts, at: null };

/** Whether a list holds the numbers of more than one origin. */
export const isShared = (list: readonly string[]): boolean => shared.has(list);

/** Says that a list holds the numbers of more than one origin. */
export function markShared(list: readonly string[]): void {
  shared.add(list);
}

/** Puts columns of numbers, each sorted, in one sorted list. */
export function shareNumbers(columns: readonly (readonly string[])[]): void {
  const [first] = columns;
  const common = first && known.get(first)?.list;
  if (columns.length < 2 || (common && columns.every((hts) => known.get(hts)?.list === common))) return;
  const numbers = new Set<string>();
  for (const hts of columns) for (const code of hts) numbers.add(code);
  const list = [...numbers].sort();
  const placeOf = new Map(list.map((code, place) => [code, place]));
  for (const hts of columns)
    known.set(hts, { list, at: Int32Array.from(hts, (code) => placeOf.get(code) as number) });
  markShared(list);
}

/** The numbers of some rows; they stand where those rows stand. */
export function numbersAt(hts: readonly string[], rows: readonly number[]): readonly string[] {
  const { list, at } = placesOf(hts);
  const picked = rows.map((row) => hts[row] as string);
  known.set(picked, { list, at: Int32Array.from(rows, (row) => (at ? (at[row] as number) : row)) });
  return picked;
}
