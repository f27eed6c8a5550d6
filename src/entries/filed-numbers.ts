/**
 * Exports of entry summaries have a row for each number of a line: chapter 99 first, the goods' own last, with the duty of
 * each. Here those rows become a line again: the goods, their value, and what was filed under which number.
 */
import { cutLong, UserError } from "../contract/errors.js";
import type { Row, Rows, ValueForms } from "../contract/rows.js";
import { amountWritten } from "../contract/written.js";
import { printHts } from "../law/hts.js";
import {
  ADDED,
  type Added,
  amountOf,
  caseOf,
  cell,
  digitsOf,
  type FiledLaw,
  kindOf,
  type Places,
  partsOf,
  provisionOf,
  restOfMetal,
  restOfValue,
  rowsAlike,
  type SaidByNumbers,
  saidByNumbers,
  sayingsOf,
  sumOf,
  valueIn,
} from "./filed-parts.js";
import { plainHeading } from "./headings.js";
import { entryIn, entryKey, textIn, type Watch, watchFor } from "./row-cells.js";

/** What a column is read as whose amounts were taken into another. */
const BY_NUMBER = "duty by number";
/** Headings that only such exports have. */
const SURE = ["htsnumberfull", "tariffordinalnumber"];

/**
 * The file with a row a line, if it has a row a number; else as it is. @param first Rows that decide. @param marks What parts
 * the cents of each column.
 */
export function joinedLines(
  file: Rows,
  firstRows: readonly Row[],
  law: () => FiledLaw,
  marks: ValueForms["marks"],
): Rows {
  const { columns, readAs = columns } = file;
  const pointed = withPoints(readAs, marks);
  const first = firstRows.map(pointed);
  const at = placesOf(readAs);
  if (at.entry.index < 0 || at.line < 0 || at.hts < 0) return file;
  const hasFees = at.feeClass >= 0 || first.some((row) => feeClassOf(row, at) !== null);
  const groups = groupsOf(first, at).map((group) => withoutFees(group, at).rows);
  const hasNumbers =
    columns.some((column) => SURE.includes(plainHeading(column))) ||
    groups.some((group) => group.length > 1 && group.some((row) => kindOf(row, at) === "added"));
  if (!hasNumbers && !hasFees) return file;
  const rows = { ...file, batches: eachOf(file.batches, pointed) };
  const isByNumber = hasNumbers && at.duty >= 0 && !repeats(groups, at);
  const added = ADDED.filter((column) => {
    if (column === "filed_duty_usd") return isByNumber;
    return !readAs.includes(column) && (hasFees || !FEE_COLUMNS.has(column));
  });
  const joined = { rows: 0, lines: 0, added: added.length, classes: new Set<string>() };
  const read = law();
  const said = saidByNumbers(read);
  return {
    ...rows,
    columns: [...columns, ...added],
    readAs: [...readAs.map((name, index) => (isByNumber && index === at.duty ? BY_NUMBER : name)), ...added],
    batches: linesOf(rows, joined, (group, entry) =>
      lineOf(group, { at, added, isByNumber, entry, said, law: read, classes: joined.classes }),
    ),
    joined,
  };
}

/** Rows whose amounts have their cents after a point. */
function withPoints(readAs: readonly string[], marks: ValueForms["marks"]): (row: Row) => Row {
  const places = readAs.map((name) => marks.get(name) === "comma");
  if (!places.includes(true)) return (row) => row;
  const pointed = (text: string): string => {
    const { currency, isNegative, digits } = amountWritten(text) ?? {};
    const plain = digits?.get("comma");
    return plain === undefined ? text : `${isNegative ? "-" : ""}${currency ? `${currency} ` : ""}${plain}`;
  };
  return (row) => ({ ...row, cells: row.cells.map((text, at) => (places[at] ? pointed(text) : text)) });
}

async function* eachOf(batches: Rows["batches"], of: (row: Row) => Row): AsyncGenerator<readonly Row[]> {
  for await (const batch of batches) yield batch.map(of);
}

const placesOf = (readAs: readonly string[]): Places => {
  const of = (name: string) => textIn(readAs, name).index;
  return {
    ...{
      entry: entryIn(readAs),
      line: of("line"),
      hts: of("hts"),
      value: of("value"),
      duty: of("filed_duty_usd"),
    },
    fees: [of("filed_mpf_usd"), of("filed_hmf_usd")].filter((place) => place >= 0),
    ...{ feeClass: of("fee_class"), feeAmount: of("fee_amount") },
    feePlaces: { filed_mpf_usd: of("filed_mpf_usd"), filed_hmf_usd: of("filed_hmf_usd") },
    alike: ["date", "origin", "mode", "currency"].map(of).filter((place) => place >= 0),
  };
};

const entryOf = ({ cells }: Row, { entry }: Places): string => entryKey(entry.of(cells).trim());

const sameLine = (a: Row, b: Row, at: Places): boolean =>
  entryOf(a, at) !== "" && entryOf(a, at) === entryOf(b, at) && lineNumber(a, at) === lineNumber(b, at);

/** `001` and `1` are one line: a spreadsheet takes away the zeros of some cells and not of others. */
const lineNumber = (row: Row, at: Places): string => cell(row, at.line).replace(/^0+(?=\d)/, "");

function groupsOf(rows: readonly Row[], at: Places): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0] && sameLine(last[0], row, at)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Whether the duty of a line stands on each of its rows: no two rows of any line differ. */
function repeats(groups: readonly (readonly Row[])[], at: Places): boolean {
  const several = groups
    .filter((group) => group.length > 1)
    .map((group) => group.map((row) => cell(row, at.duty)));
  const paid = several.filter((duties) => duties.some((duty) => Number(amountOf(duty) ?? 0) !== 0));
  return paid.length > 0 && paid.every((duties) => new Set(duties).size === 1);
}

/** Lines of rows that stand together, batch by batch. */
async function* linesOf(
  { batches, readAs = [] }: Rows,
  joined: { rows: number; lines: number },
  lineOf: (group: readonly Row[], entry: readonly (readonly Row[])[]) => Row,
): AsyncGenerator<readonly Row[]> {
  const at = placesOf(readAs);
  let open: Row[] = [];
  const made = (rows: readonly Row[]): Row[] => {
    const groups = withFeesOfEntries(groupsOf(rows, at), at);
    return groups.map((group) => {
      if (group.length > 1) {
        joined.rows += group.length;
        joined.lines += 1;
      }
      const [first] = group as [Row];
      return lineOf(
        group,
        groups.filter((other) => other !== group && entryOf(other[0] as Row, at) === entryOf(first, at)),
      );
    });
  };
  for await (const batch of batches) {
    const all = [...open, ...batch];
    const complete = completeIn(all, at);
    open = all.slice(complete);
    if (complete > 0) yield made(all.slice(0, complete));
  }
  if (open.length > 0) yield made(open);
}

/** How many rows are of entries that go on no further; too many rows of one entry are cut. */
function completeIn(rows: readonly Row[], at: Places): number {
  const last = rows.at(-1);
  if (last === undefined) return 0;
  const entry = entryOf(last, at);
  const end = rows.findLastIndex((row) => entryOf(row, at) !== entry) + 1;
  return entry === "" || rows.length - end > MOST_OPEN ? rows.length : end;
}

/** Rows of one entry that are held until it ends: an entry has at most 999 lines. */
const MOST_OPEN = 20_000;

interface Joining {
  readonly at: Places;
  readonly added: readonly string[];
  readonly isByNumber: boolean;
  /** The other lines of the entry. */
  readonly entry: readonly (readonly Row[])[];
  readonly said: SaidByNumbers;
  readonly law: FiledLaw;
  /** Classes of fees that are not audited, as they are met. */
  readonly classes: Set<string>;
}

/** One line of the rows of its numbers. */
function lineOf(all: readonly Row[], joining: Joining): Row {
  const { at, added, isByNumber, entry, said, law } = joining;
  const { rows: group, fees } = withoutFees(all, at);
  const [first] = group as readonly [Row, ...Row[]];
  const goods = group.filter((row) => kindOf(row, at) === "goods");
  const main = goods[0] ?? first;
  const cells = main.cells.map((text, index) => (text.trim() === "" ? firstText(group, index) : text));
  const value = valueIn(group, main, at);
  const alike = rowsAlike(main, at, entry);
  const parts = partsOf(group, main, at, alike);
  const stated = feesOf(fees, joining);
  const own: Added = {
    ...stated.own,
    ...(isByNumber ? filedOf(group, at) : {}),
    ...sayingsOf(group, said, parts, { at, isByNumber }),
    ...restOfMetal(alike, at),
    ...parts,
    ...provisionOf(group, main, at, law),
  };
  if (at.value >= 0) cells[at.value] = sumOf([value, ...restOfValue(group, main, at, law)]);
  for (const place of at.fees) cells[place] = feeOf(group, place);
  const fault = feesInto(cells, stated, at) ?? stated.fault;
  return {
    at: first.at,
    cells: [...cells, ...added.map((column) => own[column as keyof Added] ?? "")],
    record: null,
    fault: all.find((row) => row.fault !== null)?.fault ?? fault ?? faultOf(group, goods, at),
  };
}

const firstText = (group: readonly Row[], index: number): string =>
  group.map((row) => cell(row, index)).find((text) => text !== "") ?? "";

/** What keeps rows from being one line: two goods, or one of them twice, which may be a row exported twice or two lines. */
function faultOf(group: readonly Row[], goods: readonly Row[], at: Places): string | null {
  const numbers = new Set(goods.map((row) => cell(row, at.hts)));
  if (numbers.size > 1)
    return `the line has ${numbers.size} numbers of goods, ${[...numbers].join(" and ")}: state a line for each`;
  const differing = at.alike
    .map((place) => [...new Set(group.map((row) => cell(row, place)).filter((text) => text !== ""))])
    .find((texts) => texts.length > 1);
  if (differing)
    return `the rows of the line differ: ${differing.map(cutLong).join(" and ")}: state what is of all of them`;
  return (
    valueFault(group, goods, at) ??
    (numbers.size === 1 || group.length === 1 ? null : "the line has no number of goods of its own")
  );
}

/** What is wrong with the values of a line. */
function valueFault(group: readonly Row[], goods: readonly Row[], at: Places): string | null {
  const number = cell(goods[0] ?? (group[0] as Row), at.hts);
  const valuesIn = (rows: readonly Row[]) =>
    rows.map((row) => cell(row, at.value)).filter((text) => Number(amountOf(text) ?? 0) > 0);
  const [own, all] = [valuesIn(goods), valuesIn(group)];
  if (own.length > 1)
    return `the line has ${number} ${own.length} times, with ${own.join(" and ")}: state a line for each, or leave out what is there twice`;
  if (goods.length > 0 && own.length === 0 && new Set(all.map((text) => String(amountOf(text)))).size > 1)
    return `the line has several values, ${[...new Set(all)].join(" and ")}, and none beside ${number}: write its own there`;
  return null;
}

/** Duty that stands on the row of the goods alone, those of other numbers blank, is that of the line. */
function filedOf(group: readonly Row[], at: Places): Added {
  const [goods, ...more] = group.filter((row) => cell(row, at.duty) !== "");
  const isInOneSum = group.length > 1 && goods && more.length === 0 && kindOf(goods, at) === "goods";
  return isInOneSum ? { filed_duty_usd: cell(goods, at.duty) } : { filed_layers: layersOf(group, at) };
}

const layersOf = (group: readonly Row[], at: Places): string =>
  group
    .filter((row) => cell(row, at.duty) !== "")
    .map(
      (row) => `${caseOf(row, at) ?? printHts(digitsOf(row, at))}:${cell(row, at.duty).replace(/[$,]/g, "")}`,
    )
    .join("; ");

/** A fee that every row repeats is there once; what differs adds up. */
function feeOf(group: readonly Row[], place: number): string {
  const texts = group.map((row) => cell(row, place)).filter((text) => text !== "");
  const paid = texts.filter((text) => amountOf(text)?.isZero() !== true);
  if (paid.length < 2 || new Set(paid).size === 1) return paid[0] ?? texts[0] ?? "";
  return sumOf(paid);
}

// Rows of fees: exports have one for each class of account under which customs collects.

/** Classes of the fees that are audited, by the column of each (CBP Form 7501, instructions to block 39). */
const AUDITED: Readonly<Record<string, FeeColumn>> = {
  ...{ "499": "filed_mpf_usd", "311": "filed_mpf_usd", "501": "filed_hmf_usd" },
};
type FeeColumn = "filed_mpf_usd" | "filed_hmf_usd";
const FEE_COLUMNS: ReadonlySet<string> = new Set(Object.values(AUDITED));
/** The same, and those of taxes, of mail, of interest and of programs such as beef, pork, honey and cotton. */
const CLASS =
  /^(499|311|501|500|496|0?(?:1[678]|22|44|5[3-7]|79|90)|10[2-9]|110|672)(?:\.0+)?(?:\s*[-\u2013:]?\s*\p{L}.*)?$/u;
const CLASS_NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:mpf|merchandise processing(?: fee)?)$/i, "499"],
  [/^(?:hmf|harbou?r maintenance(?: fee)?)$/i, "501"],
];

/** The class of the fee that a row is about, by a column of classes or in place of a number of the tariff; `null` of other rows. */
function feeClassOf(row: Row, at: Places): string | null {
  for (const text of [cell(row, at.feeClass), cell(row, at.hts)]) {
    const named = CLASS_NAMED.find(([name]) => name.test(text))?.[1];
    const code = named ?? CLASS.exec(text)?.[1];
    if (code !== undefined) return code.padStart(3, "0");
  }
  return null;
}

/** Amounts by class, of each number that states them. */
type Fees = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** The rows of a line without those of fees; one of goods that has a row for each fee stays once. */
function withoutFees(
  group: readonly Row[],
  at: Places,
): { readonly rows: readonly Row[]; readonly fees: Fees } {
  const fees = new Map<string, Map<string, string[]>>();
  const seen = new Set<string>();
  const rows = group.flatMap((row): Row[] => {
    const code = feeClassOf(row, at);
    if (code === null) return [row];
    const beside = cell(row, at.feeAmount);
    const isOfGoods = beside !== "" && digitsOf(row, at).length > LONGEST_CLASS;
    const whose = isOfGoods ? digitsOf(row, at) : "";
    const ofClass = fees.get(code) ?? new Map<string, string[]>();
    fees.set(code, ofClass);
    ofClass.set(whose, [...(ofClass.get(whose) ?? []), beside === "" ? cell(row, at.duty) : beside]);
    const cells = row.cells.map((text, place) =>
      place === at.feeClass || place === at.feeAmount ? "" : text,
    );
    const isNew = seen.size !== seen.add(cells.join("\u0000")).size;
    return isOfGoods && isNew ? [{ ...row, cells, record: null }] : [];
  });
  return { rows: rows.length > 0 ? rows : group, fees: rows.length > 0 ? fees : new Map() };
}
const LONGEST_CLASS = 3;

/** Lines of entries, with the first of each the fees that stand on no line of its own. */
function withFeesOfEntries(groups: readonly Row[][], at: Places): readonly Row[][] {
  const isOfFees = (group: readonly Row[]) =>
    group.every((row) => feeClassOf(row, at) !== null && !hasGoods(row, at));
  const lines = groups.filter((group) => !isOfFees(group));
  if (lines.length === groups.length || lines.length === 0) return groups;
  const firsts = new Map<string, Row[]>();
  for (const group of lines)
    if (!firsts.has(entryOf(group[0] as Row, at))) firsts.set(entryOf(group[0] as Row, at), group);
  const kept = groups.filter((group) => !isOfFees(group) || !firsts.has(entryOf(group[0] as Row, at)));
  for (const group of groups)
    if (!kept.includes(group)) firsts.get(entryOf(group[0] as Row, at))?.push(...group);
  return kept;
}

const hasGoods = (row: Row, at: Places): boolean =>
  cell(row, at.feeAmount) !== "" && digitsOf(row, at).length > LONGEST_CLASS;

/** Fees by the column of each; what every number of a line repeats is there once. */
function feesOf(fees: Fees, { at, added, classes }: Joining): StatedFees {
  const own: Partial<Record<FeeColumn, string>> = {};
  let fault: string | null = null;
  const hasColumn = (column: FeeColumn) => at.feePlaces[column] >= 0 || added.includes(column);
  for (const [code, byNumber] of fees) {
    const column = AUDITED[code];
    if (column === undefined) classes.add(code);
    else if (!hasColumn(column))
      fault ??= `the line has a fee of class ${code}, which no row at the beginning of the file has`;
    else {
      const sums = [...byNumber.values()].map(sumOf);
      const all = new Set(sums).size === 1 ? sums.slice(0, 1) : sums;
      own[column] = sumOf([own[column] ?? "0", ...all]);
    }
  }
  return { own, fault };
}

interface StatedFees {
  readonly own: Partial<Record<FeeColumn, string>>;
  readonly fault: string | null;
}

/** Fees of rows of their own, where the file has columns of them too; what is wrong if both state another amount. */
function feesInto(cells: string[], { own }: StatedFees, { feePlaces }: Places): string | null {
  let fault: string | null = null;
  for (const [column, amount] of Object.entries(own) as [FeeColumn, string][]) {
    const place = feePlaces[column];
    if (place < 0) continue;
    const stated = amountOf(cells[place] ?? "");
    if (stated !== null && !stated.isZero() && amountOf(amount)?.eq(stated) !== true)
      fault ??= `the line states two amounts of one fee, ${cells[place]} and ${amount}: keep one of them`;
    cells[place] = amount;
  }
  return fault;
}

// Numbers of chapter 99 that stand where an audit does not look for them.

/**
 * Numbers of chapter 99 in columns that nothing reads. @throws {UserError} at the first of them in a file that is audited: an audit
 * would say that they are not filed.
 */
export function numberWatches({ columns, readAs = [], name }: Rows): Watch[] {
  if (readAs.includes("filed_layers") || readAs.includes("duty by number")) return [];
  return columns.flatMap((heading, at) =>
    readAs[at] === heading
      ? watchFor(
          ({ cells }) => OF_CHAPTER_99.test((cells[at] ?? "").trim()),
          (row) =>
            new UserError(
              `"${cutLong(heading)}" has numbers of chapter 99, such as ${row.cells[at]?.trim()}, which an audit reads as filed from rows of their own alone`,
              {
                where: `${name}:${row.at}`,
                hint: 'put each number with its duty on a row of its own, as exports of ACE do, or all of a line into a column filed_layers: "9903.01.25:1250.00; 8482.10.50.68:1125.00"',
              },
            ),
        )
      : [],
  );
}

/**
 * Numbers of chapter 99 on rows of their own, where nothing says of which line they are. @throws {UserError} at the first of them in
 * a file that is audited: the goods would be found without what was filed for them.
 */
export function lineWatch({ readAs = [], name }: Rows): Watch[] {
  const missing = ["entry", "line"].filter((column) => !readAs.includes(column));
  const { of } = textIn(readAs, "hts");
  if (missing.length === 0) return [];
  return watchFor(
    ({ cells }) => OF_CHAPTER_99.test(of(cells).trim()),
    ({ at, cells }) =>
      new UserError(
        `${of(cells).trim()} has a row of its own, and no column of ${missing.join(" and ")} says of which goods it is`,
        {
          where: `${name}:${at}`,
          hint: `export the numbers of entries and lines too, or name them: --columns '${missing[0]}=...'`,
        },
      ),
  );
}
const OF_CHAPTER_99 = /^'?99\d\d[.\s-]?\d\d[.\s-]?\d\d(?:[.\s-]?\d\d)?$/;
