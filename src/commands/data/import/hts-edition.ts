/** Lines of the tariff as the Commission exports them: one reading for editions that are shipped and that a user imports. */

/** A row of an edition; empty texts where its column is. */
export interface HtsRow {
  /** Digits alone. */
  readonly hts: string;
  readonly general: string;
  readonly special: string;
  readonly column2: string;
  /** Units of quantity joined by `|`. */
  readonly units: string;
}

const HTML = /<[^>]+>/g;

/** A cell without the marks of the page it was made for. */
export const cellText = (text: string): string => text.replace(HTML, "").replace(/\s+/g, " ").trim();

const RATE_DIGITS = 8;

/** A row that states any rate, or one of eight digits, whose empty columns mean that it grants none. */
export const statesRates = ({ hts, general, special, column2 }: Omit<HtsRow, "units">): boolean =>
  hts.length === RATE_DIGITS || Boolean(general || special || column2);

/** Statistical goods alone have no unit but `X`: a number that is counted in nothing. */
export const isCounted = (units: string): boolean => units !== "" && units !== "X";

/** Special provisions with duties of their own are measures, not lines. */
const SPECIAL_DUTIES = "99";

/** One edition: what each line of eight digits owes, and the numbers under it. */
export interface Edition {
  readonly general: ReadonlyMap<string, string>;
  readonly special: ReadonlyMap<string, string>;
  readonly column2: ReadonlyMap<string, string>;
  /** Statistical suffixes by line. */
  readonly suffixes: ReadonlyMap<string, readonly string[]>;
  /** By number of ten digits. */
  readonly units: ReadonlyMap<string, string>;
  /** Headings 9903.xx.xx, each with its rates by column. */
  readonly headings: ReadonlyMap<string, string>;
  /** Rows that cannot be used, by reason. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

const HEADING = /^9903(\d\d)(\d\d)$/;
const STATISTICAL_DIGITS = 10;

/** An edition from its rows: the row of eight digits states the rates, or the only row of ten under it. */
export function toEdition(rows: Iterable<HtsRow>): Edition {
  const columns = { general: new Map<string, string>(), special: new Map(), column2: new Map() };
  const edition = { ...columns, suffixes: new Map(), units: new Map(), headings: new Map(), left: new Map() };
  for (const row of rows) takeRow(edition, row);
  return edition;
}

interface Growing {
  readonly general: Map<string, string>;
  readonly special: Map<string, string>;
  readonly column2: Map<string, string>;
  readonly suffixes: Map<string, string[]>;
  readonly units: Map<string, string>;
  readonly headings: Map<string, string>;
  readonly left: Map<string, string[]>;
}

function takeRow(edition: Growing, row: HtsRow): void {
  const { hts, units } = row;
  if (hts.startsWith(SPECIAL_DUTIES)) {
    const [, middle, end] = HEADING.exec(hts) ?? [];
    const rates = [row.general, row.special, row.column2].join("; ");
    if (middle && end) edition.headings.set(`9903.${middle}.${end}`, rates);
    return;
  }
  if (hts.length < RATE_DIGITS) return;
  if (hts.length === STATISTICAL_DIGITS)
    addTo(edition.suffixes, hts.slice(0, RATE_DIGITS), hts.slice(RATE_DIGITS));
  if (hts.length === STATISTICAL_DIGITS && isCounted(units)) edition.units.set(hts, units);
  if (statesRates(row)) takeRates(edition, row);
}

function takeRates({ general, special, column2, left }: Growing, row: HtsRow): void {
  const line = row.hts.slice(0, RATE_DIGITS);
  const known = general.get(line);
  if (known === undefined) {
    general.set(line, row.general);
    special.set(line, row.special);
    column2.set(line, row.column2);
  } else if (known !== row.general || special.get(line) !== row.special || column2.get(line) !== row.column2)
    addTo(left, "a second rate for the same eight digits", `${row.hts} ${row.general || "no general rate"}`);
}

function addTo(map: Map<string, string[]>, key: string, item: string): void {
  const own = map.get(key) ?? [];
  map.set(key, own);
  own.push(item);
}
