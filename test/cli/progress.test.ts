/** What is said while somebody waits at a terminal. */

import { expect, test } from "vitest";
import { progressOn } from "../../src/cli/progress.js";
import { main } from "../../src/cli/run.js";
import { UserError } from "../../src/contract/errors.js";
import type { Watching } from "../../src/contract/report.js";
import { SAVING } from "../saving.js";

/** A terminal with a clock that a test turns. */
function terminal(width = 80) {
  const said: string[] = [];
  const clock = { now: 0 };
  const progress = progressOn({ err: (text) => void said.push(text), look: { width } }, () => clock.now);
  return { said, clock, progress };
}

const ERASED = "\r\u001b[K";

function worked({ clock, progress }: ReturnType<typeof terminal>, items: number, ms: number): void {
  for (const _ of progress.watch(Array.from({ length: items }), "origins")) clock.now += ms;
}

test("work of less than a second says nothing", () => {
  const one = terminal();
  worked(one, 9, 100);
  expect(one.said).toEqual([]);
});

test("after a second it says how far, how fast and what is left, and takes the line away in the end", () => {
  const one = terminal();
  worked(one, 4, 1000);
  expect(one.said).toEqual([
    `${ERASED}25%: 1 of 4 origins, 1 a second, 3 s left`,
    `${ERASED}50%: 2 of 4 origins, 1 a second, 2 s left`,
    `${ERASED}75%: 3 of 4 origins, 1 a second, 1 s left`,
    ERASED,
  ]);
});

test("it speaks at most five times a second", () => {
  const one = terminal();
  worked(one, 2000, 1);
  expect(one.said.length).toBeLessThanOrEqual(2 * 5 + 1);
});

test("a round inside an item counts as part of it", () => {
  const one = terminal();
  for (const _ of one.progress.watch(["baseline", "scenario"], "laws")) worked(one, 2, 1000);
  expect(one.said).toContain(`${ERASED}25%: 1 of 2 origins, 1 a second, 3 s left`);
  expect(one.said).toContain(`${ERASED}75%: 1 of 2 origins, 1 a second, 1 s left`);
});

test("a line never passes the width of the terminal", () => {
  const one = terminal(20);
  worked(one, 4, 1000);
  expect(one.said.map((text) => text.replace(ERASED, "").length).every((length) => length < 20)).toBe(true);
});

test("work that fails takes the line away", () => {
  const one = terminal();
  const failing = () => {
    for (const _ of one.progress.watch([1, 2, 3], "origins")) {
      one.clock.now += 1500;
      if (one.said.length > 0) throw new Error("stopped");
    }
  };
  expect(failing).toThrow("stopped");
  expect(one.said.at(-1)).toBe(ERASED);
});

test("rows that go by are counted, and stay as they are", async () => {
  const one = terminal();
  const batches = (async function* () {
    for (let batch = 0; batch < 3; batch += 1) {
      one.clock.now += 1000;
      yield [[String(batch)], [String(batch)]];
    }
  })();
  const seen: unknown[] = [];
  const share = () => seen.length / 6;
  for await (const batch of one.progress.watchRows(batches, share)) seen.push(...batch);
  expect(seen).toEqual([["0"], ["0"], ["1"], ["1"], ["2"], ["2"]]);
  expect(one.said).toEqual([
    `${ERASED}2 rows, 2 a second`,
    `${ERASED}4 rows, 2 a second, 4 s left`,
    `${ERASED}6 rows, 2 a second, 2 s left`,
    ERASED,
  ]);
});

test.each([
  { where: "where nobody watches", live: false, line: ["measures"] },
  { where: "with --quiet", live: true, line: ["measures", "--quiet"] },
  { where: "with -q", live: true, line: ["-q", "measures"] },
])("$where, items go through untouched", async ({ live, line }) => {
  const items = [1, 2, 3];
  let through: readonly number[] = [];
  const context = async (_: readonly string[], { watch }: Watching) => {
    through = watch(items, "origins") as readonly number[];
    throw new UserError("that is all");
  };
  await main(
    line,
    { out: () => {}, err: () => {}, look: { width: 80, color: false }, live },
    { version: "0.0.0", context, topics: () => [], topic: () => "", saving: SAVING },
  );
  expect(through).toBe(items);
});
