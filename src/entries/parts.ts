/**
 * A file of entries that threads price. One thread reads the file and knows which entries went by; it deals them out in
 * rounds of whole entries, by day: each thread solves the law for itself, and should meet as little of it as it can. What
 * becomes of them is put back into the order of the file.
 */
import type { Context } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import { plain, type RowStream, type StreamRow, type Thread } from "../contract/report.js";
import { lengthOf, type Row, type Rows } from "../contract/rows.js";
import { type FileForms, type SentForms, sentForms, takenForms } from "./column-forms.js";
import { MOST_LINES, SeenEntries } from "./priced-entries.js";
import { entryIn, entryKey, isBelow, textIn } from "./row-cells.js";

/** Rows that a thread gets in a round: enough that days come together, few enough to hold. */
const ROWS_A_PART = 1600;
/** Characters of a round: rows may be very long. */
const LONGEST_ROUND = 8 * 1024 * 1024;
/** Rounds that are dealt before the first of them is answered. */
const AHEAD = 2;

/** What a thread is told of a file before its parts. */
interface Opened extends Pick<Rows, "form" | "columns" | "name" | "separator" | "readAs"> {
  readonly forms: SentForms;
  /** The format that rows are written in as text; `null` where they are wanted as cells. */
  readonly format: string | null;
}

/** Rows that cross from thread to thread: a few long texts and arrays of numbers are cloned sooner than many short texts. */
interface Part {
  readonly at: Float64Array;
  /** Records of CSV, a line each; or cells, row after row. */
  readonly texts: string | readonly string[];
  readonly faults: ReadonlyMap<number, string>;
  /** Places in the part at which entries begin. */
  readonly starts: Uint32Array;
  /** Rows at which entries begin that were there before, and the row where they first began. */
  readonly before: ReadonlyMap<number, number>;
}

type Question = { readonly opened: Opened } | { readonly part: Part } | { readonly end: true };

/** What a thread came to, or a mistake of the user that it met. */
type Answered<T> = { readonly answer: T } | Mistake;

interface Mistake {
  readonly mistake: Pick<UserError, "message" | "where" | "hint" | "code">;
}

// The thread that reads.

/** What threads are to do with a file. */
export interface Sharing<Closing> {
  readonly start: () => Thread;
  readonly jobs: number;
  readonly format: string | null;
  /** Is told, once all parts are done, what each thread has of all of its own. */
  readonly closed: (closing: Closing) => void;
}

/** The answers to the rounds of a file, in order. @throws {UserError} the first that reading or pricing meets */
async function* answersByThreads<Answer, Closing>(
  rows: Rows,
  { start, jobs, format, closed }: Sharing<Closing>,
): AsyncGenerator<RoundOf<Answer>> {
  const threads = Array.from({ length: jobs }, start);
  const damage: unknown[] = [];
  const rounds = roundsOf(rows, jobs, damage);
  try {
    for (const thread of threads) await askedOf(thread, { opened: openedOf(rows, format) });
    yield* inOrder<Answer>(rounds, threads);
    if (damage.length > 0) throw damage[0];
    for (const thread of threads) closed(await askedOf<Closing>(thread, { end: true }));
  } finally {
    for (const thread of threads) thread.stop();
    await rounds.return(undefined);
  }
}

/** What every thread answers of a part: its rows as text or as cells, and names that it mended. */
export interface RowsOfPart {
  readonly text: string;
  readonly rows: readonly StreamRow[];
  /** Where each entry ends, in the text or among the rows. */
  readonly ends: Float64Array;
  readonly mended: readonly (readonly [string, string])[];
}

/** What every thread has of all its parts. */
export interface OfThread {
  /** Files that it read, where the answer names them. */
  readonly files: readonly string[];
}

/** What threads answered in a round: by thread, and whose each entry is, in the order of the file. */
export interface RoundOf<Answer> {
  readonly answers: readonly Answer[];
  readonly dealt: readonly number[];
}

/** What threads say of each entry of a round, in the order of the file. @param of The item of an entry, by its place among those of its thread. */
export function inFileOrder<Answer, T>(
  { answers, dealt }: RoundOf<Answer>,
  of: (answer: Answer, place: number) => T,
): T[] {
  const gone = answers.map(() => 0);
  return dealt.map((thread) => {
    const place = gone[thread] as number;
    gone[thread] = place + 1;
    return of(answers[thread] as Answer, place);
  });
}

/**
 * The rows of a file in order, as threads make them. @param take Is told of each round, in order.
 * @param closed Is told what each thread has of all its parts.
 */
export function rowsByThreads<Answer extends RowsOfPart, Closing extends OfThread>(
  rows: Rows,
  threads: Pick<Sharing<Closing>, "start" | "jobs">,
  context: Context,
  {
    take,
    closed,
  }: { readonly take: (round: RoundOf<Answer>) => void; readonly closed: (closing: Closing) => void },
): Pick<RowStream, "batches" | "texts"> {
  const closing = (one: Closing): void => {
    closed(one);
    const data = context.data();
    for (const name of one.files) if (data.has(name)) data.json(name as "fees.json");
  };
  async function* rounds(format: string | null): AsyncGenerator<RoundOf<Answer>> {
    const all = answersByThreads<Answer, Closing>(rows, { ...threads, format, closed: closing });
    for await (const round of all) {
      take(round);
      for (const { mended } of round.answers)
        for (const [text, code] of mended) rows.forms?.mended.set(text, code);
      yield round;
    }
  }
  return {
    batches: (async function* () {
      for await (const round of rounds(null))
        yield inFileOrder(round, ({ rows, ends }, place) =>
          rows.slice(ends[place - 1] ?? 0, ends[place]),
        ).flat();
    })(),
    async *texts(format) {
      for await (const round of rounds(format))
        yield inFileOrder(round, ({ text, ends }, place) =>
          text.slice(ends[place - 1] ?? 0, ends[place]),
        ).join("");
    },
  };
}

/** Deals rounds out, a few ahead of the one whose answers are waited for. */
async function* inOrder<Answer>(
  rounds: AsyncGenerator<Round>,
  threads: readonly Thread[],
): AsyncGenerator<RoundOf<Answer>> {
  const waiting: Promise<RoundOf<Answer>>[] = [];
  let isDone = false;
  for (;;) {
    while (!isDone && waiting.length < AHEAD) {
      const next = await rounds.next();
      if (next.done) isDone = true;
      else waiting.push(answered(next.value, threads));
    }
    const first = waiting.shift();
    if (first === undefined) return;
    yield await first;
  }
}

/** @throws {UserError} the first mistake in the order of the file */
function answered<Answer>({ parts, dealt }: Round, threads: readonly Thread[]): Promise<RoundOf<Answer>> {
  const all = parts.map((part, at) => (threads[at] as Thread).ask({ part }) as Promise<Answered<Answer>>);
  const round = Promise.all(all).then((answers) => {
    const mistakes = answers
      .filter((one) => "mistake" in one)
      .sort((one, other) => rowOf(one) - rowOf(other));
    if (mistakes[0]) throw thrown(mistakes[0]);
    return { answers: answers.map(answerIn), dealt };
  });
  /** It is looked at when its turn comes. */
  round.catch(() => {});
  return round;
}

/** Mistakes of a file name it with their row: in.csv:7. */
const rowOf = ({ mistake: { where = "" } }: Mistake): number => Number(/:(\d+)$/.exec(where)?.[1] ?? 0);

const askedOf = async <T>(thread: Thread, question: Question): Promise<T> =>
  answerIn((await thread.ask(question)) as Answered<T>);

function answerIn<T>(answered: Answered<T>): T {
  if ("answer" in answered) return answered.answer;
  throw thrown(answered);
}

const thrown = ({ mistake: { message, where, hint, code } }: Mistake): UserError =>
  new UserError(message, { code, ...(where && { where }), ...(hint && { hint }) });

const openedOf = (
  { form, columns, name, separator, readAs, forms }: Rows,
  format: string | null,
): Opened => ({
  ...{ form, columns, name, format, forms: sentForms(forms) },
  ...(separator === undefined ? {} : { separator }),
  ...(readAs === undefined ? {} : { readAs }),
});

/** What is dealt out at once: a part for each thread, and whose each entry is, in the order of the file. */
interface Round {
  readonly parts: readonly Part[];
  readonly dealt: readonly number[];
}

/** Rounds that end where an entry ends. Damage of the file is put aside: what was read before it is priced first. */
async function* roundsOf(rows: Rows, jobs: number, damage: unknown[]): AsyncGenerator<Round> {
  const dealer = dealerOf(rows, jobs);
  try {
    for await (const batch of rows.batches)
      for (const row of batch) {
        const round = dealer.add(row);
        if (round) yield round;
      }
  } catch (error) {
    damage.push(error);
  }
  yield dealer.rest();
}

/** Lines of one entry that are not dealt out yet. */
interface HeldEntry {
  readonly rows: Row[];
  /** The row in which it began before; 0 if it did not. */
  readonly began: number;
  /** Sorts by day as far as the day is written so. */
  readonly day: string;
}

/** Gathers rows into rounds. `add` gives the round that a row comes after, `rest` the last one. */
function dealerOf({ columns, readAs = columns }: Rows, jobs: number) {
  const [numberOf, date] = [numbersIn(readAs), textIn(readAs, "date")];
  const seen = new SeenEntries();
  let entries: HeldEntry[] = [];
  let [held, length] = [0, 0];
  const rest = (): Round => {
    const round = roundOf(entries, held, jobs);
    entries = [];
    [held, length] = [0, 0];
    return round;
  };
  const isFull = (joins: boolean): boolean =>
    joins ? held > jobs * ROWS_A_PART + MOST_LINES : held > jobs * ROWS_A_PART || length > LONGEST_ROUND;
  const begin = (row: Row, began: number): void => {
    const text = date.of(row.cells);
    entries.push({ rows: [], began, day: `${/\d{4}/.exec(text)?.[0]}${text}` });
  };
  return {
    rest,
    add(row: Row): Round | null {
      const { number, joins } = numberOf(row);
      const round = isFull(joins) ? rest() : null;
      if (!joins) begin(row, number === "" ? 0 : seen.began(number, row.at));
      else if (round) begin(row, 0);
      held += 1;
      length += lengthOf(row);
      entries.at(-1)?.rows.push(row);
      return round;
    },
  };
}

/** Deals entries out, as many rows to each thread: the earliest days to the first. */
function roundOf(entries: readonly HeldEntry[], rows: number, jobs: number): Round {
  const dealt = new Array<number>(entries.length);
  const byDay = entries.map((_, place) => place);
  const dayOf = (place: number) => entries[place]?.day ?? "";
  byDay.sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : one - other));
  let gone = 0;
  for (const place of byDay) {
    dealt[place] = Math.floor((gone * jobs) / rows);
    gone += entries[place]?.rows.length ?? 0;
  }
  const parts = Array.from({ length: jobs }, (_, thread) =>
    packed(entries.filter((_, place) => dealt[place] === thread)),
  );
  return { parts, dealt };
}

/** The number of the entry of each row, and whether it is a further line of the entry before. */
function numbersIn(columns: readonly string[]) {
  const entry = entryIn(columns);
  let current = "";
  return (row: Row) => {
    const own = entryKey(entry.of(row.cells).trim());
    const number = isBelow(own, row) ? current : own;
    const joins = number !== "" && number === current && row.begins !== true;
    current = number;
    return { number, joins };
  };
}

function packed(entries: readonly HeldEntry[]): Part {
  const at: number[] = [];
  const records: string[] = [];
  const faults = new Map<number, string>();
  const starts = entries.map(({ rows }) => {
    const start = at.length;
    for (const row of rows) {
      if (row.fault !== null) faults.set(at.length, row.fault);
      if (row.record !== null) records.push(row.record);
      at.push(row.at);
    }
    return start;
  });
  const isText = at.length > 0 && records.length === at.length;
  const before = entries.flatMap(({ began, rows: [first] }) =>
    began > 0 && first ? [[first.at, began] as const] : [],
  );
  return {
    ...{ at: Float64Array.from(at), starts: Uint32Array.from(starts), faults, before: new Map(before) },
    texts: isText ? records.join("\n") : entries.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)),
  };
}

// The threads that price.

/** What a thread does with a file: answers each part, and says at the end what it has of all of them. */
interface Desk {
  part(rows: Iterable<Row>): unknown;
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
    return desk?.part(unpacked(question.part, width));
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

/** Rows are made one by one: what is made of each is let go while it is young. */
function* unpacked({ at, texts, faults, starts }: Part, width: number): Generator<Row> {
  const records = typeof texts === "string" ? texts.split("\n") : null;
  let entries = 0;
  for (let place = 0; place < at.length; place += 1) {
    const record = records?.[place] ?? null;
    const cells =
      typeof texts === "string" ? (record ?? "").split(",") : texts.slice(place * width, (place + 1) * width);
    const row = { at: at[place] ?? 0, cells, record, fault: faults.get(place) ?? null };
    const begins = place === starts[entries];
    if (begins) entries += 1;
    yield begins ? { ...row, begins } : row;
  }
}

/** Gathers rows of entries, one entry after the other, as text or as they are. */
export function writtenEntries(textOf: ((rows: readonly StreamRow[]) => string) | undefined) {
  const rows: StreamRow[] = [];
  const ends: number[] = [];
  let text = "";
  return {
    add(entry: readonly StreamRow[]): void {
      if (textOf) text += textOf(entry);
      else for (const row of entry) rows.push(sentRow(row));
      ends.push(textOf ? text.length : rows.length);
    },
    all: (): Pick<RowsOfPart, "text" | "rows" | "ends"> => ({ text, rows, ends: Float64Array.from(ends) }),
  };
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
const sentRow = (row: StreamRow): StreamRow => ({
  read: row.read,
  record: null,
  added: row.added.map(plain),
});
