/** A list of parts: the cheapest known origin of each, and what each origin costs for all of them. */
import type { Context } from "../../contract/command.js";
import { located, movedTo, UserError } from "../../contract/errors.js";
import type { Cell, Column, Further, Json, Report } from "../../contract/report.js";
import type { Row, Rows } from "../../contract/rows.js";
import { money } from "../../contract/text.js";
import type { FileForms } from "../../entries/column-forms.js";
import { partReader } from "../../entries/entry-row.js";
import { openEntries, tableNotes } from "../../entries/entry-table.js";
import { printHts } from "../../law/hts.js";
import { type Named, namedOf, originWords } from "../../law/origin.js";
import { sumUsd, type Usd, usd } from "../../law/units.js";
import { byCost, type Landed } from "../common/landed-cost.js";
import { type ChooseFlags, costsOf } from "./answer.js";

const COLUMNS: readonly Column[] = [
  { key: "part", title: "Part", kind: "text", drop: 0 },
  { key: "hts", title: "HTS", kind: "text", drop: 1 },
  { key: "value_usd", title: "Value", kind: "usd", toTheCent: true, drop: 3 },
  { key: "origin", title: "Cheapest", kind: "text", drop: 0 },
  { key: "ties", title: "Same cost", kind: "list", drop: 5 },
  { key: "duty_usd", title: "Duty", kind: "usd", toTheCent: true, drop: 2 },
  { key: "landed_usd", title: "Landed", kind: "usd", toTheCent: true, drop: 0 },
  { key: "next_origin", title: "Next", kind: "text", drop: 4 },
  { key: "saves_usd", title: "Less than next", kind: "usd", toTheCent: true, drop: 4 },
  { key: "not_known", title: "Not known", kind: "list", drop: 6 },
];

interface Part {
  readonly name: string;
  readonly value: Usd;
  readonly costs: readonly Landed[];
}

/** More parts than this are a file for `duty --file`. */
const MOST_PARTS = 500;

/** @throws {UserError} on a list that cannot be read, naming the row. */
export async function answerBom(
  path: string,
  flags: ChooseFlags,
  forms: FileForms,
  context: Context,
): Promise<Report> {
  const list = await openEntries(path, { ...forms, ofAnyEntry: true }, context);
  const parts = await partsIn(list, flags, context);
  const best = parts.map(({ costs }) => [...costs].sort(byCost)[0]);
  const known = best.flatMap((cost) => cost?.landed ?? []);
  const all = known.length === parts.length;
  const origins = byOrigin(parts, context);
  return {
    title: `${parts.length} ${parts.length === 1 ? "part" : "parts"} of ${path}, each from its cheapest known origin`,
    heading: [`Each part is an entry of its own; law checked to ${context.schedule().asOf}`],
    columns: COLUMNS,
    rows: parts.map((part) => rowOf(part)),
    total: {
      part: all ? "Total" : "Total of those known",
      value_usd: sumUsd(parts.map(({ value }) => value)),
      duty_usd: all ? sumUsd(best.flatMap((cost) => cost?.duty ?? [])) : null,
      landed_usd: all ? sumUsd(known) : null,
      landed_known_usd: sumUsd(known),
    },
    further: [fromOne(origins, flags.top ?? MOST_ORIGINS)],
    notes: [
      ...(all ? [] : ["A part without a known cost is in no total: an unknown cost is never the cheapest."]),
      ...oneOrigin(origins, all ? sumUsd(known) : null),
      "Fees have a least and a most for each entry: parts that come together pay less of them.",
      ...tableNotes(list),
    ],
    facts: { origins: origins.map(originFact) },
  };
}

const originFact = ({ code, landed, unknown }: OneOrigin): Json => ({
  ...{ origin: code, landed_usd: landed?.toFixed(2) ?? null },
  not_known: unknown ?? [],
});

const MOST_ORIGINS = 10;

const fromOne = (origins: readonly OneOrigin[], most: number): Further => ({
  title: "All parts from one origin",
  columns: [
    { key: "origin", title: "Origin", kind: "text", drop: 0 },
    { key: "landed_usd", title: "Landed", kind: "usd", toTheCent: true, drop: 0 },
    { key: "unknown", title: "Not known", kind: "list", drop: 1 },
  ],
  rows: origins.slice(0, most).map(({ called, landed, unknown }) => [called.name, landed, unknown]),
});

/** What lists of parts call their names. */
const PART = /^(?:part|sku|item|material|component|article)\s*(?:no\.?|num(?:ber)?|name|code|id|#)?$/i;

/** @throws {UserError} on a list without numbers or values. */
function readerOf(list: Rows, context: Context): PartReader {
  const { columns, readAs = columns, name: where } = list;
  if (!readAs.includes("hts") || !readAs.includes("value"))
    throw new UserError(`expected the columns hts and value; got ${columns.join(", ") || "none"}`, {
      where,
      hint: `${COLUMNS_HINT}; --columns 'value=...' says what they are called`,
    });
  const named = columns.findIndex((column) => column.trim().toLowerCase() === "part");
  const names = named < 0 ? columns.findIndex((column) => PART.test(column.trim())) : named;
  return { ...partReader(list, context.schedule()), name: (cells) => cells[names] };
}

async function partsIn(list: Rows, flags: ChooseFlags, context: Context): Promise<Part[]> {
  const { batches, name: file } = list;
  const reader = readerOf(list, context);
  const read: (Part | UserError)[] = [];
  for await (const batch of batches)
    for (const row of batch) {
      if (read.length === MOST_PARTS)
        throw new UserError(`this list has more than ${MOST_PARTS} parts`, {
          where: file,
          hint: "cut it, or price entries with duty --file",
        });
      read.push(partOrMistake(row, file, reader, flags, context));
    }
  const mistakes = read.filter((one) => one instanceof UserError);
  if (mistakes.length > 0) throw allOf(mistakes, file);
  if (read.length === 0) throw new UserError("this list has no parts", { where: file, hint: COLUMNS_HINT });
  return read.filter((one): one is Part => !(one instanceof UserError));
}

/** What is wrong with a row is kept until all are read; what is wrong with a flag is thrown. */
function partOrMistake(
  row: Row,
  file: string,
  reader: PartReader,
  flags: ChooseFlags,
  context: Context,
): Part | UserError {
  try {
    return partIn(row, `${file}:${row.at}`, reader, flags, context);
  } catch (error) {
    if (error instanceof UserError && error.where?.startsWith(`${file}:`)) return error;
    throw error;
  }
}

type PartReader = ReturnType<typeof partReader> & { name(cells: Row["cells"]): string | undefined };

/** All mistakes of a list at once: who mends one and asks again should not meet the next. */
function allOf(mistakes: readonly UserError[], file: string): UserError {
  const [first] = mistakes;
  if (first !== undefined && mistakes.length === 1) return first;
  const told = mistakes
    .slice(0, MOST_TOLD)
    .map(({ where = "", message }) => `line ${where.slice(file.length + 1)}: ${message}`);
  const more = mistakes.length > told.length ? [`${mistakes.length - told.length} more`] : [];
  return new UserError(`${mistakes.length} parts cannot be read. ${[...told, ...more].join("; ")}`, {
    where: file,
    hint: "mend these lines, or leave them out",
  });
}
const MOST_TOLD = 10;

const COLUMNS_HINT = "the first line names the columns: part,hts,value";

/** @throws {UserError} naming the row and the column. */
function partIn(
  { cells, fault }: Row,
  where: string,
  reader: PartReader,
  flags: ChooseFlags,
  context: Context,
): Part {
  if (fault !== null) throw new UserError(fault, { where });
  const number = located(`${where}: hts`, () => reader.number(cells));
  const value = located(`${where}: value`, () => reader.value(cells));
  const { costs } = ofRow(where, () => costsOf(number, { ...flags, value }, context));
  return { name: reader.name(cells)?.trim() || printHts(number), value, costs };
}

/** What is said of the number of goods is said of the column; what is said of a flag stays. */
function ofRow<T>(where: string, read: () => T): T {
  try {
    return located(where, read);
  } catch (error) {
    throw error instanceof UserError && error.where === "hts" ? movedTo(`${where}: hts`, error) : error;
  }
}

function rowOf({ name, value, costs }: Part): Cell[] {
  const sorted = [...costs].sort(byCost);
  const [first] = sorted;
  const best = first?.landed ?? null;
  const codes = (some: readonly Landed[]) => (some.length > 0 ? some.map(({ entry }) => entry.origin) : null);
  const unknown = codes(sorted.filter(({ landed }) => landed === null));
  const hts = printHts(first?.entry.hts ?? "");
  if (first === undefined || best === null)
    return [name, hts, value, null, null, null, null, null, null, unknown];
  const ties = codes(sorted.filter((one) => one !== first && one.landed?.eq(best)));
  const next = sorted.find(({ landed }) => landed?.gt(best));
  const saves = next?.landed ? usd(next.landed.minus(best)) : null;
  return [
    name,
    hts,
    value,
    first.entry.origin,
    ties,
    first.duty,
    best,
    next?.entry.origin ?? null,
    saves,
    unknown,
  ];
}

interface OneOrigin {
  readonly code: string;
  readonly called: Named;
  readonly landed: Usd | null;
  readonly unknown: readonly string[] | null;
}

/** What all parts cost from each origin; `null` if one of them is not known. */
function byOrigin(parts: readonly Part[], context: Context): OneOrigin[] {
  const codes = parts[0]?.costs.map(({ entry }) => entry.origin) ?? [];
  const all = codes.map((code, place): OneOrigin => {
    const costs = parts.map((part) => part.costs[place]);
    const unknown = parts.flatMap(({ name }, at) => (costs[at]?.landed ? [] : [name]));
    const landed = unknown.length > 0 ? null : sumUsd(costs.flatMap((cost) => cost?.landed ?? []));
    const called = namedOf(code, context.schedule());
    return { code, called, landed, unknown: unknown.length > 0 ? unknown : null };
  });
  return all.sort((a, b) =>
    a.landed === null ? (b.landed === null ? 0 : 1) : b.landed === null ? -1 : a.landed.cmp(b.landed),
  );
}

function oneOrigin([first]: readonly OneOrigin[], total: Usd | null): string[] {
  if (first?.landed == null) return ["No origin has a known cost for all parts."];
  const more = total
    ? `, $${money(usd(first.landed.minus(total)))} more than each part from its cheapest`
    : "";
  return [`All from one origin: ${originWords(first.called)}, $${money(first.landed)}${more}.`];
}
