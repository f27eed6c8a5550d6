/**
 * Exports of entry summaries have a row for each number of a line: chapter 99 first, the goods' own last, with the duty of
 * each. Here those rows become a line again: the goods, their value, and what was filed under which number.
 */
import { cutLong } from "../contract/errors.js";
import type { Row, Rows, ValueForms } from "../contract/rows.js";
import { amountWritten, htsWritten } from "../contract/written.js";
import { addDays } from "../law/calendar.js";
import { partlyDutiable } from "../law/chapter98.js";
import { printHts } from "../law/hts.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import { plainHeading } from "./headings.js";
import { entryIn, type Text, textIn } from "./row-cells.js";

/** Columns that a line has beside those of the file. */
const ADDED = [
  "filed_duty_usd",
  "filed_layers",
  "us_content",
  "metal_steel",
  "metal_aluminum",
  "metal_copper",
  "ch98",
  "repair_value",
  "processing_value",
  "us_parts",
  "claims",
  "loaded_on",
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
  "99037801": "metal_copper",
  "99039402": "us_content",
  "99037406": "us_content",
};
const METALS = ["metal_steel", "metal_aluminum", "metal_copper"] as const;

/** The law by which numbers of one line are read together. */
type FiledLaw = Pick<Schedule, "measures" | "chapter98">;

/** What the number of an exemption says of goods: what they claim, or that they were loaded before a day. */
type SaidByNumbers = ReadonlyMap<string, Pick<Added, "claims" | "loaded_on">>;

/**
 * By the eight digits of their number: exemptions for what is claimed, and for goods in transit. A number under which goods in
 * transit pay is that of other goods too.
 */
function saidByNumbers({ measures }: FiledLaw): SaidByNumbers {
  const said = new Map<string, Pick<Added, "claims" | "loaded_on">>();
  const add = (heading: string, of: Pick<Added, "claims" | "loaded_on">): void => {
    const digits = heading.replaceAll(".", "");
    if (/^99\d{6}$/.test(digits)) said.set(digits, { ...of, ...said.get(digits) });
  };
  for (const { freedBy, transit } of measures.flatMap(({ versions }) => versions)) {
    for (const { heading, claims = [] } of freedBy)
      if (claims[0] !== undefined) add(heading, { claims: claims[0] });
    for (const { heading, loadedBefore, duty } of transit)
      if (duty === undefined) add(heading, { loaded_on: addDays(loadedBefore, -1) });
  }
  return said;
}

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
  const groups = groupsOf(first, at);
  const isSure = columns.some((column) => SURE.includes(plainHeading(column)));
  if (
    !isSure &&
    !groups.some((group) => group.length > 1 && group.some((row) => kindOf(row, at) === "added"))
  )
    return file;
  const rows = { ...file, batches: eachOf(file.batches, pointed) };
  const isByNumber = at.duty >= 0 && !repeats(groups, at);
  const added = ADDED.filter((column) =>
    column === "filed_duty_usd" ? isByNumber : !readAs.includes(column),
  );
  const joined = { rows: 0, lines: 0, added: added.length };
  const read = law();
  const said = saidByNumbers(read);
  return {
    ...rows,
    columns: [...columns, ...added],
    readAs: [...readAs.map((name, index) => (isByNumber && index === at.duty ? BY_NUMBER : name)), ...added],
    batches: linesOf(rows, joined, (group, entry) =>
      lineOf(group, { at, added, isByNumber, entry, said, law: read }),
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

interface Places {
  readonly entry: Text;
  readonly line: number;
  readonly hts: number;
  readonly value: number;
  readonly duty: number;
  readonly fees: readonly number[];
  /** Columns of which a line has one text. */
  readonly alike: readonly number[];
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
    alike: ["date", "origin", "mode", "currency"].map(of).filter((place) => place >= 0),
  };
};

const cell = ({ cells }: Row, place: number): string => (place < 0 ? "" : (cells[place] ?? "").trim());

const entryOf = ({ cells }: Row, { entry }: Places): string => entry.of(cells).trim();

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

const digitsOf = (row: Row, at: Places): string => {
  const written = htsWritten(cell(row, at.hts));
  return written === undefined || written.is === "cut" ? "" : written.code;
};

/** The case of an order of antidumping or countervailing duty, as entry summaries have it too: `A580880000`. */
function caseOf(row: Row, at: Places): string | null {
  const [, kind, ...parts] = /^([AC])-?(\d{3})-?(\d{3})(?:-?(\d{3}))?$/i.exec(cell(row, at.hts)) ?? [];
  const named = parts.filter((part) => part !== undefined && part !== "000");
  return kind === undefined ? null : [kind.toUpperCase(), ...named].join("-");
}

function kindOf(row: Row, at: Places): "added" | "provision" | "goods" {
  if (caseOf(row, at) !== null) return "added";
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
  lineOf: (group: readonly Row[], entry: readonly (readonly Row[])[]) => Row,
): AsyncGenerator<readonly Row[]> {
  const at = placesOf(readAs);
  let open: Row[] = [];
  const made = (rows: readonly Row[]): Row[] => {
    const groups = groupsOf(rows, at);
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
}

/** One line of the rows of its numbers. */
function lineOf(group: readonly Row[], { at, added, isByNumber, entry, said, law }: Joining): Row {
  const [first] = group as readonly [Row, ...Row[]];
  const goods = group.filter((row) => kindOf(row, at) === "goods");
  const main = goods[0] ?? first;
  const cells = main.cells.map((text, index) => (text.trim() === "" ? firstText(group, index) : text));
  const value = valueIn(group, main, at);
  const alike = rowsAlike(main, at, entry);
  const parts = partsOf(group, main, at, alike);
  const own: Added = {
    ...(isByNumber ? filedOf(group, at) : {}),
    ...sayingsOf(group, said, parts, { at, isByNumber }),
    ...restOfMetal(alike, at),
    ...parts,
    ...provisionOf(group, main, at, law),
  };
  if (at.value >= 0) cells[at.value] = sumOf([value, ...restOfValue(group, main, at, law)]);
  for (const place of at.fees) cells[place] = feeOf(group, place);
  return {
    at: first.at,
    cells: [...cells, ...added.map((column) => own[column as keyof Added] ?? "")],
    record: null,
    fault: group.find(({ fault }) => fault !== null)?.fault ?? faultOf(group, goods, at),
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

/** The value stands on the row of the goods, or on one of chapter 99 before it. */
function valueIn(group: readonly Row[], main: Row, at: Places): string {
  const own = cell(main, at.value);
  if (own !== "" && amountOf(own)?.isZero() !== true) return own;
  const others = group.map((row) => cell(row, at.value)).filter((text) => Number(amountOf(text) ?? 0) > 0);
  return others.sort((a, b) => Number(amountOf(b)) - Number(amountOf(a)))[0] ?? own;
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

const ZERO: Decimal = decimal(0);

function sumOf(texts: readonly string[]): string {
  const amounts = texts.flatMap((text) => amountOf(text) ?? []);
  return amounts.length < texts.length
    ? texts.join(" + ")
    : amounts.reduce((sum, amount) => sum.plus(amount), ZERO).toFixed();
}

/** What of the goods a number is about: the value on its row, or all of the line where the rest stands elsewhere. */
function partsOf(group: readonly Row[], main: Row, at: Places, alike: readonly Row[]): Added {
  const whole = amountOf(valueIn(group, main, at));
  if (whole === null) return {};
  const isRestElsewhere = alike.some((one) => isOnTheRest(one, at));
  const isRestHere = group.some((one) => isOnTheRest(one, at));
  return Object.fromEntries(
    group.flatMap((row): [string, string][] => {
      const number = digitsOf(row, at).slice(0, 8);
      const part = PARTS[number];
      const amount = amountOf(cell(row, at.value));
      if (part === undefined) return [];
      if (amount?.gt(0)) return [[part, amount.lt(whole) ? `$${amount.toFixed()}` : "1"]];
      const isAllUs = isRestElsewhere || (!isRestHere && !(number in ALSO_CLAIMS));
      return part !== "us_content" || isAllUs ? [[part, "1"]] : [];
    }),
  );
}

/** Numbers of US content under which goods stand as well that are no cars or trucks. */
const ALSO_CLAIMS: Readonly<Record<string, true>> = { "99039402": true, "99037406": true };

/** What the numbers of exemptions say that stand on a line without a duty of theirs, and are about no part of the goods. */
function sayingsOf(
  group: readonly Row[],
  said: SaidByNumbers,
  parts: Added,
  { at, isByNumber }: Pick<Joining, "at" | "isByNumber">,
): Added {
  const all = group.flatMap((row) => {
    const duty = isByNumber ? amountOf(cell(row, at.duty)) : null;
    const number = digitsOf(row, at).slice(0, 8);
    const isPart = PARTS[number] !== undefined && PARTS[number] in parts;
    return !isPart && (duty === null || duty.isZero()) ? (said.get(number) ?? []) : [];
  });
  const claims = [...new Set(all.flatMap((one) => one.claims ?? []))].join(";");
  const [loaded] = all.flatMap((one) => one.loaded_on ?? []);
  return { ...(claims === "" ? {} : { claims }), ...(loaded === undefined ? {} : { loaded_on: loaded }) };
}

/** The rows of other lines of the same goods in an entry. */
function rowsAlike(main: Row, at: Places, entry: readonly (readonly Row[])[]): readonly Row[] {
  const goods = digitsOf(main, at);
  return entry.filter((rows) => rows.some((row) => goods !== "" && digitsOf(row, at) === goods)).flat();
}

/** Goods whose metal stands on a line of its own: this line has none of it. Source: CSMS 64348411. */
function restOfMetal(alike: readonly Row[], at: Places): Added {
  const parts = alike.flatMap((row) => PARTS[digitsOf(row, at).slice(0, 8)] ?? []);
  return Object.fromEntries(METALS.filter((metal) => parts.includes(metal)).map((metal) => [metal, "0"]));
}

/** A number of what is not US content, with duty: 9903.01.25 and those of countries, cars and trucks. */
const isOnTheRest = (row: Row, at: Places): boolean =>
  /^9903(01(25|35|39|[4-7])|02|9403|7403)/.test(digitsOf(row, at)) &&
  Number(amountOf(cell(row, at.duty)) ?? 0) > 0;

const provisionRow = (group: readonly Row[], main: Row, at: Places): Row | undefined =>
  group.find((row) => row !== main && kindOf(row, at) === "provision");

/** The column of the value that a provision asks for, if it makes part of the value dutiable. */
const columnAsked = (row: Row, at: Places, law: FiledLaw): string | undefined =>
  partlyDutiable(digitsOf(row, at), law)?.value.replace("-", "_");

/**
 * What stands by a provision is free and the value by the goods is dutiable: the parts of the United States and the rest, or the
 * goods as they were exported and the repair. Where one is missing, nothing says which the other is.
 */
function restOfValue(group: readonly Row[], main: Row, at: Places, law: FiledLaw): string[] {
  const row = provisionRow(group, main, at);
  const asked = row && columnAsked(row, at, law);
  const free = row && cell(row, at.value);
  if (!asked || !free || !amountOf(free)?.gt(0)) return [];
  return asked === "us_parts" || amountOf(cell(main, at.value))?.gt(0) ? [free] : [];
}

/** Goods under a provision of chapter 98, with the value that the provision asks for. */
function provisionOf(group: readonly Row[], main: Row, at: Places, law: FiledLaw): Added {
  const row = provisionRow(group, main, at);
  if (row === undefined) return {};
  const digits = digitsOf(row, at);
  const asked = columnAsked(row, at, law);
  const [free] = restOfValue(group, main, at, law);
  return {
    ch98: printHts(digits),
    ...(asked && free !== undefined
      ? { [asked]: sumOf([asked === "us_parts" ? free : cell(main, at.value)]) }
      : {}),
  };
}
