/** How far memory may grow while a file of any length goes by. */
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Left alone, memory grows to several times what is in use before any of it is taken back, and new things get room that
 * is never given up; taking back little by little costs more than doing it at once, and no one waits between two rows.
 * So little outlives a collection that to wake other threads for it takes longer than to do it.
 */
const FLAGS = [
  "--heap-growing-percent=20",
  "--no-incremental-marking",
  "--no-parallel-scavenge",
  "--no-concurrent-sweeping",
];
/** Bytes for new things: with less, what a row needs is looked through too often; with more, memory runs out sooner. */
const ROOM = 16 * 1024 * 1024;

/** Has garbage collected sooner from now on: rows that have gone by are let go before more memory is asked for. */
export function keepMemorySteady(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
  growRoom();
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Room for new things is doubled when enough of them outlive a collection, and by nothing else. */
function growRoom(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
  let kept: unknown[] = [];
  for (let piece = 0; piece < MOST_PIECES && room() < ROOM; piece += 1) {
    if (piece % PIECES_KEPT === 0) kept = [];
    kept.push(Array.from({ length: PIECE }, () => [piece]));
  }
}

/** Lists made at a time; many enough to be kept through a collection, and few enough to cost a few milliseconds. */
const PIECE = 10_000;
const PIECES_KEPT = 8;
const MOST_PIECES = 64;

const room = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? ROOM;
