/**
 * Exports of entry summaries have a row for each number of a line: chapter 99 first, the goods' own last, with the duty of
 * each. Here those rows become a line again: the goods, their value, and what was filed under which number.
 */
import type { Row, Rows } from "../contract/rows.js";
import { amountWritten, htsWritten } from "../contract/written.js";
import { printHts } from "../law/hts.js";
import { type Decimal, decimal } from "../law/units.js";
import { plainHeading } from "./headings.js";
import { textIn } from "./row-cells.js";

/** Columns that a line has beside those of the file. */
const ADDED = [
  "filed_layers",
  "us_content",
  "metal_steel",
  "metal_aluminum",
  "ch98",
  "repair_value",
  "us_parts",
] as const;
type Added = Partial<Record<(typeof ADDED)[number], string>>;

/** What a column is read as whose amounts were taken into another. */
const BY_NUMBER = "duty by number";
/** Headings that only such exports have. */
const SURE = ["htsnumberfull", "tariffordinalnumber"];

/** Rows whose value is the part of the goods that a number is about, by that number and what the part is. */
const PARTS: Readonly<Record<string, keyof Added>> = {
  "99030134": "us_content",
  "99038191": "metal_steel",
  "99038508": "metal_aluminum",
};

/** The file with a row a line, if it has a row a number; else as it is. @param first Rows that decide. */
export function joinedLines(rows: Rows, first: readonly Row[]): Rows {
  const { columns, readAs = columns } = rows;
  const at = placesOf(readAs);
  if (at.entry < 0 || at.line < 0 || at.hts < 0) return rows;
  const groups = groupsOf(first, at);
  const isSure = columns.some((column) => SURE.includes(plainHeading(column)));
  if (
    !isSure &&
    !groups.some((group) => group.length > 1 && group.some((row) => kindOf(row, at) === "added"))
  )
    return rows;
  const added = ADDED.filter((column) => !readAs.includes(column));
  const isByNumber = at.duty >= 0 && !repeats(groups, at);
  const joined = { rows: 0, lines: 0 };
  return {
    ...rows,
    columns: [...columns, ...added],
    readAs: [...readAs.map((name, index) => (isByNumber && index === at.duty ? BY_NUMBER : name)), ...added],
    batches: linesOf(rows, joined, (group) => lineOf(group, at, added, isByNumber)),
    joined,
  };
}

interface Places {
  readonly entry: number;
  readonly line: number;
  readonly hts: number;
  readonly value: number;
  readonly duty: number;
  readonly fees: readonly number[];
}

const placesOf = (readAs: readonly string[]): Places => {
  const of = (name: string) => textIn(readAs, name).index;
  return {
    ...{
      entry: of("entry"),
      line: of("line"),
      hts: of("hts"),
      value: of("value"),
      duty: of("filed_duty_usd"),
    },
    fees: [of("filed_mpf_usd"), of("filed_hmf_usd")].filter((place) => place >= 0),
  };
};

const cell = ({ cells }: Row, place: number): string => (place < 0 ? "" : (cells[place] ?? "").trim());

const sameLine = (a: Row, b: Row, { entry, line }: Places): boolean =>
  cell(a, entry) !== "" && cell(a, entry) === cell(b, entry) && cell(a, line) === cell(b, line);

function groupsOf(rows: readonly Row[], at: Places): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0] && sameLine(last[0], row, at)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

const digitsOf = (row: Row, at: Places): string => {
  const written = htsWritten(cell(row, at.hts));
  return written === undefined || written.is === "cut" ? "" : written.code;
};

function kindOf(row: Row, at: Places): "added" | "provision" | "goods" {
  const digits = digitsOf(row, at);
  if (digits.startsWith("99")) return "added";
  return digits.startsWith("98") ? "provision" : "goods";
}

const amountOf = (text: string) => {
  const digits = amountWritten(text)?.digits.get("point");
  return digits === undefined ? null : decimal(digits);
};

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
  lineOf: (group: readonly Row[]) => Row,
): AsyncGenerator<readonly Row[]> {
  const at = placesOf(readAs);
  let open: Row[] = [];
  const made = (group: readonly Row[]): Row => {
    if (group.length > 1) {
      joined.rows += group.length;
      joined.lines += 1;
    }
    return lineOf(group);
  };
  for await (const batch of batches) {
    const groups = groupsOf([...open, ...batch], at);
    open = groups.pop() ?? [];
    if (groups.length > 0) yield groups.map(made);
  }
  if (open.length > 0) yield [made(open)];
}

/** One line of the rows of its numbers. */
function lineOf(group: readonly Row[], at: Places, added: readonly string[], isByNumber: boolean): Row {
  const [first] = group as readonly [Row, ...Row[]];
  const goods = group.filter((row) => kindOf(row, at) === "goods");
  const main = goods[0] ?? first;
  const cells = main.cells.map((text, index) => (text.trim() === "" ? firstText(group, index) : text));
  const value = valueIn(group, main, at);
  const own: Added = {
    ...(isByNumber ? { filed_layers: layersOf(group, at) } : {}),
    ...partsOf(group, main, at),
    ...provisionOf(group, main, at),
  };
  if (at.value >= 0) cells[at.value] = own.us_parts === undefined ? value : sumOf([value, own.us_parts]);
  for (const place of at.fees) cells[place] = feeOf(group, place);
  return {
    at: first.at,
    cells: [...cells, ...added.map((column) => own[column as keyof Added] ?? "")],
    record: null,
    fault:
      group.find(({ fault }) => fault !== null)?.fault ??
      faultOf(
        group,
        goods.map((row) => cell(row, at.hts)),
      ),
  };
}

const firstText = (group: readonly Row[], index: number): string =>
  group.map((row) => cell(row, index)).find((text) => text !== "") ?? "";

function faultOf(group: readonly Row[], goods: readonly string[]): string | null {
  const numbers = new Set(goods);
  if (numbers.size > 1)
    return `the line has ${numbers.size} numbers of goods, ${[...numbers].join(" and ")}: state a line for each`;
  return numbers.size === 1 || group.length === 1 ? null : "the line has no number of goods of its own";
}

/** The value stands on the row of the goods, or on one of chapter 99 before it. */
function valueIn(group: readonly Row[], main: Row, at: Places): string {
  const own = cell(main, at.value);
  if (own !== "" && amountOf(own)?.isZero() !== true) return own;
  const others = group.map((row) => cell(row, at.value)).filter((text) => Number(amountOf(text) ?? 0) > 0);
  return others.sort((a, b) => Number(amountOf(b)) - Number(amountOf(a)))[0] ?? own;
}

const layersOf = (group: readonly Row[], at: Places): string =>
  group
    .filter((row) => cell(row, at.duty) !== "")
    .map((row) => `${printHts(digitsOf(row, at))}:${cell(row, at.duty).replace(/[$,]/g, "")}`)
    .join("; ");

/** A fee that every row repeats is there once; what differs adds up. */
function feeOf(group: readonly Row[], place: number): string {
  const texts = group.map((row) => cell(row, place)).filter((text) => text !== "");
  const paid = texts.filter((text) => amountOf(text)?.isZero() !== true);
  if (paid.length < 2 || new Set(paid).size === 1) return paid[0] ?? texts[0] ?? "";
  return sumOf(paid);
}

const ZERO: Decimal = decimal(0);

function sumOf(texts: readonly string[]): string {
  const amounts = texts.flatMap((text) => amountOf(text) ?? []);
  return amounts.length < texts.length
    ? texts.join(" + ")
    : amounts.reduce((sum, amount) => sum.plus(amount), ZERO).toFixed();
}

/** What of the goods a number is about: the value on its row, or all of the line where it stands without its counterpart. */
function partsOf(group: readonly Row[], main: Row, at: Places): Added {
  const whole = amountOf(valueIn(group, main, at));
  return Object.fromEntries(
    group.flatMap((row): [string, string][] => {
      const part = PARTS[digitsOf(row, at).slice(0, 8)];
      const amount = amountOf(cell(row, at.value));
      if (part === undefined || whole === null) return [];
      if (amount?.gt(0)) return [[part, amount.lt(whole) ? `$${amount.toFixed()}` : "1"]];
      return part === "us_content" && !group.some((one) => isReciprocal(one, at)) ? [[part, "1"]] : [];
    }),
  );
}

/** A number of the reciprocal tariff with duty: 9903.01.25, and those of countries. */
const isReciprocal = (row: Row, at: Places): boolean =>
  /^9903(01(25|35|39|[4-7])|02)/.test(digitsOf(row, at)) && Number(amountOf(cell(row, at.duty)) ?? 0) > 0;

/** Goods under a provision of chapter 98, with the value that the provision asks for. */
function provisionOf(group: readonly Row[], main: Row, at: Places): Added {
  const row = group.find((one) => kindOf(one, at) === "provision");
  if (row === undefined || row === main) return {};
  const digits = digitsOf(row, at);
  const value = amountOf(cell(row, at.value));
  return {
    ch98: printHts(digits),
    ...(digits.startsWith("98020080") && value?.gt(0) ? { us_parts: value.toFixed() } : {}),
  };
}
