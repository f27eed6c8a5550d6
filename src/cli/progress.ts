/** A line on standard error while somebody waits: how far it is, how fast it goes, what time is left. */
import type { Watching } from "../contract/report.js";

/** Nothing is said of work that is done sooner, nor more often than this. */
const QUIET_MS = 1000;
const EVERY_MS = 200;
const ERASED = "\r\u001b[K";

export interface Progress extends Watching {
  /** Takes the line away: something else is about to be written. */
  clear(): void;
}

/** Standard error that somebody watches. */
interface Terminal {
  err(text: string): void;
  readonly look: { readonly width: number };
}

/** Tells a terminal. `now` is in milliseconds. */
export function progressOn(terminal: Terminal, now: () => number): Progress {
  const line = statusLine(terminal, now);
  const rounds: Round[] = [];
  return {
    watch: (items, what) => watchItems(items, what, rounds, line),
    watchRows: (batches, share) => countRows(batches, share, line),
    clear: () => line.clear(),
  };
}

/** Items that are gone through; one of them may hold a round of its own. */
interface Round {
  readonly total: number;
  done: number;
}

function* watchItems<T>(items: readonly T[], what: string, rounds: Round[], line: StatusLine): Generator<T> {
  const round: Round = { total: items.length, done: 0 };
  if (rounds.push(round) === 1) line.start();
  const start = line.passed();
  try {
    for (const item of items) {
      line.tell(() => {
        const speed = perSecond(round.done, line.passed() - start);
        const share = shareOf(rounds);
        return `${Math.floor(share * 100)}%: ${round.done} of ${round.total} ${what}, ${speed} a second${leftOf(share, line.passed())}`;
      });
      yield item;
      round.done += 1;
    }
  } finally {
    rounds.splice(rounds.indexOf(round));
    if (rounds.length === 0) line.clear();
  }
}

/** What is done of the outermost round, as a fraction. */
const shareOf = (rounds: readonly Round[]): number =>
  rounds.reduceRight((inner, { done, total }) => (total === 0 ? 1 : (done + inner) / total), 0);

/** Time left if the rest goes as what is done went. */
function leftOf(share: number, passed: number): string {
  if (share <= 0) return "";
  const seconds = Math.max(1, Math.round(((1 - share) / share) * (passed / 1000)));
  return seconds < 120 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`;
}

const perSecond = (done: number, ms: number): string =>
  ((done / Math.max(ms, 1)) * 1000).toLocaleString("en-US", { maximumSignificantDigits: 3 });

async function* countRows<T>(
  batches: AsyncIterable<readonly T[]>,
  share: () => number | null,
  line: StatusLine,
): AsyncGenerator<readonly T[]> {
  let rows = 0;
  line.start();
  try {
    for await (const batch of batches) {
      rows += batch.length;
      line.tell(() => {
        const speed = perSecond(rows, line.passed());
        return `${rows.toLocaleString("en-US")} rows, ${speed} a second${leftOf(share() ?? 0, line.passed())}`;
      });
      yield batch;
    }
  } finally {
    line.clear();
  }
}

/** One line of a terminal, written over again and again. */
interface StatusLine {
  start(): void;
  /** Milliseconds since the start. */
  passed(): number;
  tell(text: () => string): void;
  clear(): void;
}

function statusLine({ err, look }: Terminal, now: () => number): StatusLine {
  let began = now();
  let told = 0;
  let shown = false;
  return {
    start() {
      began = now();
      told = began + QUIET_MS - EVERY_MS;
    },
    passed: () => now() - began,
    tell(text) {
      if (now() - told < EVERY_MS) return;
      told = now();
      shown = true;
      err(ERASED + text().slice(0, look.width - 1));
    },
    clear() {
      if (shown) err(ERASED);
      shown = false;
    },
  };
}
