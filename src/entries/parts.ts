/**
 * A file of entries in parts that threads price, each of whole entries. One thread reads the file and knows which entries
 * went by; the others solve the law, each for itself, and answer what became of a part.
 */
import type { Context } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import { plain, type RowStream, type StreamRow, type Thread } from "../contract/report.js";
import type { Row, Rows } from "../contract/rows.js";
import { type FileForms, type SentForms, sentForms, takenForms } from "./column-forms.js";
import { MOST_LINES, SeenEntries } from "./priced-entries.js";
import { entryIn, isBelow } from "./row-cells.js";

/** Rows of a part: enough that sending it costs little, few enough that all threads end together. */
const ROWS_A_PART = 400;
/** Parts that go ahead of the one whose answer is waited for, by thread. */
const AHEAD = 4;

/** What a thread is told of a file before its parts. */
interface Opened extends Pick<Rows, "form" | "columns" | "name" | "separator" | "readAs"> {
  readonly forms: SentForms;
  /** The format that rows are written in as text; `null` where they are wanted as cells. */
  readonly format: string | null;
}

/** Rows that cross from thread to thread: a few long texts are cloned sooner than many short ones. */
interface Part {
  readonly at: readonly number[];
  /** Records of CSV, a line each; or cells, row after row. */
  readonly texts: string | readonly string[];
  readonly faults: ReadonlyMap<number, string>;
  /** Rows at which entries begin that were there before, and the row where they first began. */
  readonly before: ReadonlyMap<number, number>;
}

type Question = { readonly opened: Opened } | { readonly part: Part } | { readonly end: true };

/** What a thread came to, or a mistake of the user that it met. */
type Answered<T> =
  | { readonly answer: T }
  | { readonly mistake: Pick<UserError, "message" | "where" | "hint" | "code"> };

// The thread that reads.

/** What threads are to do with a file. */
export interface Sharing<Closing> {
  readonly start: () => Thread;
  readonly jobs: number;
  readonly format: string | null;
  /** Is told, once all parts are done, what each thread has of all of its own. */
  readonly closed: (closing: Closing) => void;
}

/** The answers to the parts of a file, in order. @throws {UserError} the first that reading or pricing meets */
async function* answersByThreads<Answer, Closing>(
  rows: Rows,
  { start, jobs, format, closed }: Sharing<Closing>,
): AsyncGenerator<Answer> {
  const threads = Array.from({ length: jobs }, () => ({ thread: start(), busy: 0 }));
  const damage: unknown[] = [];
  const parts = partsOf(rows, damage);
  try {
    for (const { thread } of threads) await askedOf(thread, { opened: openedOf(rows, format) });
    yield* inOrder<Answer>(parts, threads);
    if (damage.length > 0) throw damage[0];
    for (const { thread } of threads) closed(await askedOf<Closing>(thread, { end: true }));
  } finally {
    for (const { thread } of threads) thread.stop();
    await parts.return(undefined);
  }
}

/** What every thread answers of a part: its rows as text or as cells, and names that it mended. */
export interface RowsOfPart {
  readonly text: string;
  readonly rows: readonly StreamRow[];
  readonly mended: readonly (readonly [string, string])[];
}

/** What every thread has of all its parts. */
export interface OfThread {
  /** Files that it read, where the answer names them. */
  readonly files: readonly string[];
}

/**
 * The rows of a file in order, as threads make them. @param take Is told of each part, in order.
 * @param closed Is told what each thread has of all its parts.
 */
export function rowsByThreads<Answer extends RowsOfPart, Closing extends OfThread>(
  rows: Rows,
  threads: Pick<Sharing<Closing>, "start" | "jobs">,
  context: Context,
  { take, closed }: { readonly take: (part: Answer) => void; readonly closed: (closing: Closing) => void },
): Pick<RowStream, "batches" | "texts"> {
  const closing = (one: Closing): void => {
    closed(one);
    const data = context.data();
    for (const name of one.files) if (data.has(name)) data.json(name as "fees.json");
  };
  async function* parts(format: string | null): AsyncGenerator<Answer> {
    const all = answersByThreads<Answer, Closing>(rows, { ...threads, format, closed: closing });
    for await (const part of all) {
      take(part);
      for (const [text, code] of part.mended) rows.forms?.mended.set(text, code);
      yield part;
    }
  }
  return {
    batches: (async function* () {
      for await (const part of parts(null)) yield part.rows;
    })(),
    async *texts(format) {
      for await (const { text } of parts(format)) yield text;
    },
  };
}

interface Worked {
  readonly thread: Thread;
  /** Parts it was given and has not answered. */
  busy: number;
}

/** Each part goes to the thread that has least to do. */
async function* inOrder<Answer>(
  parts: AsyncGenerator<Part>,
  threads: readonly Worked[],
): AsyncGenerator<Answer> {
  const waiting: Promise<Answer>[] = [];
  let isDone = false;
  for (;;) {
    while (!isDone && waiting.length < AHEAD * threads.length) {
      const next = await parts.next();
      if (next.done) isDone = true;
      else waiting.push(given(next.value, threads));
    }
    const first = waiting.shift();
    if (first === undefined) return;
    yield await first;
  }
}

function given<Answer>(part: Part, threads: readonly Worked[]): Promise<Answer> {
  const least = threads.reduce((one, other) => (other.busy < one.busy ? other : one));
  least.busy += 1;
  const answer = askedOf<Answer>(least.thread, { part }).finally(() => {
    least.busy -= 1;
  });
  /** It is looked at when its turn comes. */
  answer.catch(() => {});
  return answer;
}

async function askedOf<T>(thread: Thread, question: Question): Promise<T> {
  const answered = (await thread.ask(question)) as Answered<T>;
  if ("answer" in answered) return answered.answer;
  const { message, where, hint, code } = answered.mistake;
  throw new UserError(message, { code, ...(where && { where }), ...(hint && { hint }) });
}

const openedOf = (
  { form, columns, name, separator, readAs, forms }: Rows,
  format: string | null,
): Opened => ({
  ...{ form, columns, name, format, forms: sentForms(forms) },
  ...(separator === undefined ? {} : { separator }),
  ...(readAs === undefined ? {} : { readAs }),
});

/** Parts that end where an entry ends. Damage of the file is put aside: what was read before it is priced first. */
async function* partsOf(rows: Rows, damage: unknown[]): AsyncGenerator<Part> {
  const gathered = partGatherer(rows);
  try {
    for await (const batch of rows.batches)
      for (const row of batch) {
        const part = gathered.add(row);
        if (part) yield part;
      }
  } catch (error) {
    damage.push(error);
  }
  yield gathered.rest();
}

/** Gathers rows into parts. `add` gives the part that a row comes after, `rest` the last one. */
function partGatherer({ columns, readAs = columns }: Rows) {
  const entry = entryIn(readAs);
  const seen = new SeenEntries();
  let held: Row[] = [];
  let before = new Map<number, number>();
  let current = "";
  const rest = (): Part => {
    const part = packed(held, before);
    held = [];
    before = new Map();
    return part;
  };
  return {
    rest,
    add(row: Row): Part | null {
      const own = entry.of(row.cells).trim();
      const number = isBelow(own, row) ? current : own;
      const joins = number !== "" && number === current && row.begins !== true;
      const isFull = held.length > (joins ? MOST_LINES + ROWS_A_PART : ROWS_A_PART);
      const part = isFull ? rest() : null;
      const began = joins || number === "" ? 0 : seen.began(number, row.at);
      if (began > 0) before.set(row.at, began);
      current = number;
      held.push(row);
      return part;
    },
  };
}

function packed(rows: readonly Row[], before: ReadonlyMap<number, number>): Part {
  const records = rows.flatMap(({ record }) => record ?? []);
  return {
    at: rows.map(({ at }) => at),
    texts:
      rows.length > 0 && records.length === rows.length
        ? records.join("\n")
        : rows.flatMap(({ cells }) => cells),
    faults: new Map(rows.flatMap(({ fault }, place) => (fault === null ? [] : [[place, fault] as const]))),
    before,
  };
}

// The threads that price.

/** What a thread does with a file: answers each part, and says at the end what it has of all of them. */
interface Desk {
  part(rows: readonly Row[]): unknown;
  closing(): unknown;
}

/** How a desk is told of a file. `seen` says in which row an entry began that was there before; 0 if it was not. */
type OpenDesk = (rows: Rows, format: string | null, seen: Pick<SeenEntries, "began">) => Promise<Desk>;

/** Answers the thread that reads, until it is done. */
export function serveParts(forms: FileForms, context: Context, open: OpenDesk): Promise<never> {
  const { serve } = context.threads;
  if (serve === undefined) throw new Error("no thread has started this one");
  let desk: Desk | undefined;
  let width = 0;
  let before: Part["before"] = new Map();
  const seen = { began: (_: string, row: number) => before.get(row) ?? 0 };
  const answerOf = async (question: Question): Promise<unknown> => {
    if ("opened" in question) {
      const { format, forms: sent, ...rows } = question.opened;
      width = rows.columns.length;
      const batches = (async function* () {})();
      desk = await open({ ...rows, batches, forms: await takenForms(sent, forms, context) }, format, seen);
      return null;
    }
    if ("end" in question) return desk?.closing();
    before = question.part.before;
    const rows = unpacked(question.part, width);
    const isBegun = ({ at }: Row) => before.has(at);
    return desk?.part(
      before.size === 0 ? rows : rows.map((row) => (isBegun(row) ? { ...row, begins: true } : row)),
    );
  };
  return serve(async (question): Promise<Answered<unknown>> => {
    try {
      return { answer: await answerOf(question as Question) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message, where, hint, code } = error;
      return { mistake: { message, where, hint, code } };
    }
  });
}

function unpacked({ at, texts, faults }: Part, width: number): Row[] {
  if (typeof texts === "string")
    return texts
      .split("\n")
      .map((record, place) => ({ at: at[place] ?? 0, cells: record.split(","), record, fault: null }));
  return at.map((row, place) => ({
    at: row,
    cells: texts.slice(place * width, (place + 1) * width),
    record: null,
    fault: faults.get(place) ?? null,
  }));
}

/** Numbers that got their first zero back since it was last asked. */
export function newlyMendedOf({ forms }: Rows) {
  let told = 0;
  return (): (readonly [string, string])[] => {
    const all = [...(forms?.mended ?? [])].slice(told);
    told += all.length;
    return all;
  };
}

/** A row whose cells are as machine formats write them: those of another thread have no digits of their own. */
export const sentRow = (row: StreamRow): StreamRow => ({
  read: row.read,
  record: null,
  added: row.added.map(plain),
});
