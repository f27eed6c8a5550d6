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
  const numbers = new Map<string, number>();
  const met = columns.map((hts) => numbersMet(hts, numbers));
  const list = [...numbers.keys()].sort();
  const placeOf = new Int32Array(list.length);
  for (const [place, code] of list.entries()) placeOf[numbers.get(code) as number] = place;
  for (const [index, hts] of columns.entries())
    known.set(hts, { list, at: (met[index] as Int32Array).map((number) => placeOf[number] as number) });
  markShared(list);
}

/** A number for each code, in the order in which codes are first met. */
function numbersMet(hts: readonly string[], numbers: Map<string, number>): Int32Array {
  const met = new Int32Array(hts.length);
  for (let row = 0; row < met.length; row += 1) {
    const code = hts[row] as string;
    let number = numbers.get(code);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(code, number);
    }
    met[row] = number;
  }
  return met;
}

/** The numbers of some rows; they stand where those rows stand. */
export function numbersAt(hts: readonly string[], rows: readonly number[]): readonly string[] {
  const { list, at } = placesOf(hts);
  const size = rows.length;
  const picked = new Array<string>(size);
  const places = new Int32Array(size);
  for (let index = 0; index < size; index += 1) {
    const row = rows[index] as number;
    picked[index] = hts[row] as string;
    places[index] = at ? (at[row] as number) : row;
  }
  known.set(picked, { list, at: places });
  return picked;
}
