/** Prices a file of entries row by row while it streams past: the columns added, and the rows that cannot be read. */

import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Content } from "../../contract/parse.js";
import type { Beside, Cell, RowStream } from "../../contract/report.js";
import { copied, type Rows, type Shard } from "../../contract/rows.js";
import { exposedWords, grouped, money } from "../../contract/text.js";
import type { FileForms } from "../../entries/column-forms.js";
import { columnsPriced, openEntries, tableNotes, unreadNotes } from "../../entries/entry-table.js";
import {
  inFileOrder,
  newlyMendedOf,
  type OfThread,
  type RowsOfPart,
  rowsByThreads,
  type Sharing,
  serveParts,
  writtenEntries,
} from "../../entries/parts.js";
import type { LineFees } from "../../entries/priced-entries.js";
import { entryPricer, type PricedRow, pricedEntries } from "../../entries/priced-entries.js";
import {
  dollarsOf,
  type EntryTally,
  entryTally,
  type OpenFact,
  openFactRows,
  openFacts,
  type TallySums,
} from "../../entries/tally.js";
import { type Decimal, toCents, type Usd, usd } from "../../law/units.js";
import { heldSum } from "../common/law-words.js";
import { answered, claimsOf, type DutyFlags } from "./answer.js";
import { columnsOf, entryColumns, entryWriter, openNotes, type RowFlags } from "./file-rows.js";

/** Flags that state goods stand for the cells of their column that rows leave empty. */
export interface FileFlags extends RowFlags, DutyFlags {
  readonly rejected?: string;
  readonly forms?: FileForms;
  /** Threads that price. */
  readonly jobs?: number;
  /** Rows of one shard alone are priced. */
  readonly shard?: Shard;
  /** A file for their sums. */
  readonly totals?: string;
  readonly reading?: readonly string[];
}

/** Columns by the flag whose value is their text. */
const SAME_TEXT = {
  date: "date",
  origin: "origin",
  statusDate: "status_date",
  loadedOn: "loaded_on",
  melt: "melt",
  smelt: "smelt",
  cast: "cast",
  mode: "mode",
  entryType: "entry_type",
} as const;

/** @throws {UserError} on flags that say something of one entry alone. */
export function defaultsOf(flags: DutyFlags): Record<string, string> {
  const alone = (["explain", "freight", "insurance"] as const).find((name) => flags[name] !== undefined);
  if (alone)
    throw new UserError("it is of one entry; a file has no place for it", {
      where: `--${alone}`,
      hint: "leave it out, or ask for one entry by its number",
    });
  const { value, qty, metal = {}, metalWeight = {}, component, usContent, adcvd } = flags;
  const claims = claimsOf(flags);
  const texts = (of: object, prefix: string, text: (of: never) => string) =>
    Object.entries(of).map(([name, one]) => [`${prefix}${name}`, text(one as never)] as const);
  const stated = [
    ...(Object.entries(SAME_TEXT) as [keyof typeof SAME_TEXT, string][]).map(
      ([flag, column]) => [column, flags[flag]] as const,
    ),
    ["value", value?.toFixed()] as const,
    ["claims", claims.join(";") || undefined] as const,
    ["qty", qty?.join(";")] as const,
    ["adcvd", adcvd?.join(";")] as const,
    ["us_content", usContent?.toFixed()] as const,
    [
      "components",
      component && [...component].map(([name, usd]) => `${name}=${usd.toFixed()}`).join(";"),
    ] as const,
    ...texts(metal, "metal_", contentText),
    ...texts(metalWeight, "metal_weight_", (share: Decimal) => share.toFixed()),
  ];
  return Object.fromEntries(stated.flatMap(([column, text]) => (text === undefined ? [] : [[column, text]])));
}

/** What flags say of cells that rows leave empty. */
export function defaultNotes(defaults: Readonly<Record<string, string>>): string[] {
  const texts = Object.entries(defaults).map(([column, text]) => `${column} ${text}`);
  return texts.length === 0 ? [] : [`Where a row leaves it empty: ${texts.join(", ")}.`];
}

const contentText = (content: Content): string =>
  "share" in content ? content.share.toFixed() : `$${content.dollars.toFixed()}`;

/**
 * The rows of a file with what each owes. Rows of one entry stand together; fees are of the entry, shared out over its
 * lines by value. @param partOf What of the rows is priced: all, if not given. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerDutyFile(
  path: string,
  flags: FileFlags,
  context: Context,
  partOf: (rows: Rows) => PartOfFile = whole,
): Promise<RowStream> {
  const defaults = defaultsOf(flags);
  const part = partOf(await openEntries(path, flags.forms ?? {}, context));
  const { rows } = part;
  const { kept, columns } = columnsOf(rows, flags, context);
  const worksheets = await worksheetsOf(rows, flags, context);
  const found: Found = {
    tally: tallyOf(context),
    open: openFacts(),
    rejected: rejections(rows, flags),
    entries: null,
    whole: worksheets?.add ?? null,
  };
  return {
    title: `Duty on the entries of ${rows.name}`,
    form: rows.form,
    columns,
    ...batchesOf(rows, flags, context, found),
    beside: [...found.rejected.beside, ...part.beside(found), ...(worksheets ? [worksheets.beside] : [])],
    gather: gathering(found, context),
    end: () => {
      const { notes, ...ended } = endOf(found, context);
      const unread = unreadOf(rows, kept, context);
      const told = [
        ...part.notes(),
        ...defaultNotes(defaults),
        ...tableNotes(rows, columnsPriced(context)),
        ...unread,
      ];
      return { ...ended, notes: [...notes, ...told] };
    },
  };
}

const gathering =
  (found: Found, context: Context): NonNullable<RowStream["gather"]> =>
  (put) => {
    found.entries = put;
    return { title: "Entries", columns: entryColumns(context.fees()) };
  };

/** Worksheets of the entries, if they are asked for. */
async function worksheetsOf(rows: Rows, flags: FileFlags, context: Context) {
  if (flags.worksheet === undefined) return null;
  const { fileWorksheets } = await import("./worksheet.js");
  return fileWorksheets(rows, { ...flags, path: flags.worksheet }, context, answered);
}

/** What is said once all rows have gone by. */
function endOf({ tally, open }: Found, context: Context): ReturnType<RowStream["end"]> {
  const { notes, ...ended } = summary(tally, context);
  return {
    ...ended,
    notes: [...notes, ...openNotes(open.sorted())],
    facts: { asks: openFactRows(open.sorted(), "rows") },
  };
}

function unreadOf(rows: Rows, kept: ReturnType<typeof columnsOf>["kept"], context: Context): string[] {
  const readAs = kept.at.map((place) => rows.readAs?.[place] ?? "");
  const names = kept.columns.map(({ key }) => key);
  return unreadNotes(names, readAs, columnsPriced(context));
}

/** What of a file is priced, and what is made of its sums. */
export interface PartOfFile {
  readonly rows: Rows;
  notes(): readonly string[];
  /** Files beside the answer, complete once the rows have gone by. */
  beside(found: Sums): readonly Beside[];
}

/** What all rows come to, while they go by. */
interface Sums {
  readonly tally: EntryTally;
  readonly open: ReturnType<typeof openFacts>;
}

const whole = (rows: Rows): PartOfFile => ({ rows, beside: () => [], notes: () => [] });

/** What is said of all rows, while they go by. */
interface Found extends Sums {
  readonly rejected: ReturnType<typeof rejections>;
  /** Takes a row an entry, where somebody has room for them. */
  entries: ((row: readonly Cell[]) => void) | null;
  /** Is told of whole entries, where somebody makes more of them. */
  readonly whole: ((lines: readonly PricedRow[]) => void) | null;
}

const meeting = (found: Found) => ({
  meet(line: PricedRow, fees: LineFees): void {
    found.tally.add(line, fees);
    if (line.priced?.asked && line.ban === null) found.open.add(line.priced.asked);
    if (line.priced === null) found.rejected.add(line);
  },
  entry(row: () => Cell[]): void {
    found.entries?.(row());
  },
});

/** Batches of rows, an entry after the other; by threads where they are asked for. */
function batchesOf(
  rows: Rows,
  flags: FileFlags,
  context: Context,
  found: Found,
): Pick<RowStream, "batches" | "texts"> {
  const { start } = context.threads;
  const { jobs = 1 } = flags;
  if (jobs > 1 && start !== undefined) return batchesOfThreads(rows, { start, jobs }, context, found);
  const rowsOf = entryWriter(rows, flags, context);
  const meet = meeting(found);
  return {
    batches: (async function* () {
      const priced = { ...flags, defaults: defaultsOf(flags) };
      for await (const entries of pricedEntries(rows, priced, context)) {
        if (found.whole) entries.forEach(found.whole);
        yield rowsOf(entries, meet);
      }
    })(),
  };
}

// Parts of a file priced by threads.

interface DutiesOfPart extends RowsOfPart {
  readonly asks: readonly OpenFact[];
  readonly rejected: readonly Rejected[];
  readonly entries: readonly (readonly Cell[])[];
}

interface DutiesOfThread extends OfThread {
  readonly sums: TallySums;
}

/** The same batches in the same order, with what threads say of them taken in. */
const batchesOfThreads = (
  rows: Rows,
  threads: Pick<Sharing<DutiesOfThread>, "start" | "jobs">,
  context: Context,
  found: Found,
): Pick<RowStream, "batches" | "texts"> =>
  rowsByThreads<DutiesOfPart, DutiesOfThread>(rows, threads, context, {
    take(round) {
      for (const { asks } of round.answers) found.open.join(asks);
      const rejected = round.answers.flatMap((part) => part.rejected).sort((one, other) => one.at - other.at);
      for (const row of rejected) found.rejected.put(row);
      for (const row of inFileOrder(round, ({ entries }, place) => entries[place] ?? []))
        found.entries?.(row);
    },
    closed: ({ sums }) => found.tally.join(sums),
  });

/** Prices parts of a file that the thread reads which has started this one. */
export const serveDutyFile = (flags: FileFlags, context: Context): Promise<never> =>
  serveParts(flags.forms ?? {}, context, async (rows, format, seen) => {
    const priced = { ...flags, defaults: defaultsOf(flags) };
    const pricer = entryPricer(rows, priced, context, seen);
    const rowsOf = entryWriter(rows, flags, context);
    const lines = format === null ? undefined : await context.threads.lines?.(format);
    const textOf = lines?.(columnsOf(rows, flags, context).columns);
    const tally = tallyOf(context);
    const newlyMended = newlyMendedOf(rows);
    return {
      part(batch): DutiesOfPart {
        const open = openFacts();
        const rejected: Rejected[] = [];
        const entries: (readonly Cell[])[] | null = textOf ? null : [];
        const refused = rejections(rows, flags, (row) => rejected.push(row));
        const put = entries && ((row: readonly Cell[]) => void entries.push(row));
        const meet = meeting({ tally, open, rejected: refused, entries: put, whole: null });
        const written = writtenEntries(textOf);
        const write = (all: readonly (readonly PricedRow[])[]) => {
          for (const entry of all) written.add(rowsOf([entry], meet));
        };
        for (const all of pricer.completedBy(batch)) write(all);
        write(pricer.rest());
        return {
          ...written.all(),
          asks: open.all(),
          rejected,
          entries: entries ?? [],
          mended: newlyMended(),
        };
      },
      closing: async (): Promise<DutiesOfThread> => ({
        sums: tally.sums(),
        files: format === null ? (await context.inputs()).map(({ name }) => name) : [],
      }),
    };
  });

/** Sums of no rows yet. */
export const tallyOf = (context: Context): EntryTally =>
  entryTally(
    context.schedule().asOf,
    context.fees().fees.length,
    new Set(context.heldUnlawful().map(({ authority }) => authority)),
  );

export function summary(tally: EntryTally, context: Context): ReturnType<RowStream["end"]> {
  const { rows, unknown, invalid } = tally;
  const { fees } = context.fees();
  const least = dollarsOf(tally.least);
  const unrounded = tally.unrounded();
  const ofFees = fees.map(({ id }, index): [string, Cell] => {
    const cents = tally.fees[index] ?? null;
    return [`${id}_usd`, cents === null ? null : dollarsOf(cents)];
  });
  return {
    total: {
      rows: String(rows),
      value_usd: usd(tally.value),
      duty_usd: least.toFixed(2),
      ...Object.fromEntries(ofFees),
      at_least: unknown > 0 || invalid > 0,
      at_most_usd: tally.most === null || invalid > 0 ? null : dollarsOf(tally.most),
      known_duty_usd: dollarsOf(tally.duty),
      adcvd_exposed_usd: usd(tally.exposed.value),
      unrounded_duty_usd: unrounded,
    },
    notes: notesOf(tally, least, unrounded, context),
    facts: {},
    findings: invalid > 0,
  };
}

function notesOf(
  { rows, exact, presumed, unknown, invalid, barred, exposed, late, value, most, refundable }: EntryTally,
  least: Usd,
  unrounded: Usd,
  context: Context,
): string[] {
  const count = (number: number) => grouped(String(number));
  const isOpen = unknown > 0 || invalid > 0;
  const range = isOpen
    ? `at least $${money(least)}${most === null || invalid > 0 ? "" : `, up to $${money(dollarsOf(most))},`}`
    : `$${money(least)}`;
  return [
    `${count(rows)} ${rows === 1 ? "row" : "rows"}: ${count(exact)} exact, ${presumed > 0 ? `${count(presumed)} presumed, ` : ""}${count(unknown)} unknown, ${count(invalid)} invalid${barred > 0 ? `, ${count(barred)} barred from importation` : ""}.`,
    `Duty ${range} on $${money(usd(value))} of customs value; ${isOpen ? "the layers that are known come to " : ""}$${money(toCents(unrounded))} before each layer of each line is rounded to cents.`,
    ...(refundable > 0 ? [heldSum(dollarsOf(refundable), context.heldUnlawful())] : []),
    ...(exposed.rows > 0 ? [exposedWords(exposed.rows, usd(exposed.value))] : []),
    ...(late > 0
      ? [
          `The law was checked to ${context.schedule().asOf}; rows of later days extrapolate it: ${count(late)}.`,
        ]
      : []),
  ];
}

// Rows that cannot be read go to a file of their own, to be mended and sent again.

/** A file with more bad rows than this is the wrong file. */
const MOST_REJECTED = 200_000;

/** A row that cannot be priced, as it stands in the file. */
interface Rejected {
  readonly cells: readonly string[];
  readonly at: number;
  readonly problem: string;
}

/** Gathers rejected rows for a file beside the answer, if one is asked for; `put` elsewhere if that is given. */
function rejections(
  { columns, name }: Rows,
  { rejected }: { readonly rejected?: string },
  elsewhere?: (row: Rejected) => void,
) {
  if (rejected === name)
    throw new UserError("the rows that cannot be read would take the place of the file they are in", {
      where: "--rejected",
      hint: "name another file",
    });
  const rows: Cell[][] = [];
  const beside: Beside = {
    path: rejected ?? "",
    flag: "--rejected",
    title: `Rows of ${name} that cannot be priced`,
    columns: [...columns, "row", "problem"].map((key) => ({ key, title: key, kind: "text", drop: 0 })),
    rows,
  };
  const put = ({ cells, at, problem }: Rejected): void => {
    if (rows.length === MOST_REJECTED)
      throw new UserError(`more than ${MOST_REJECTED} rows cannot be read; the last: ${problem}`, {
        where: `${name}:${at}`,
        hint: "check that the columns hold what their names say",
      });
    rows.push([...cells, String(at), problem]);
  };
  const take = elsewhere ?? put;
  return {
    beside: rejected === undefined ? [] : [beside],
    put,
    add({ row, problems }: PricedRow): void {
      if (rejected === undefined) return;
      const cells = columns.map((_, index) => copied(row.cells[index] ?? ""));
      take({ cells, at: row.at, problem: problems.join("; ") });
    },
  };
}
