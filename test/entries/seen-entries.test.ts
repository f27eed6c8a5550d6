/** Entry numbers kept as characters are told apart as texts are. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { SeenEntries } from "../../src/entries/priced-entries.js";

test("an entry began in the row in which it was last met, as in a map of texts", () => {
  const number = fc.oneof(
    fc.string({ unit: fc.constantFrom("E", "1", "2", "é", "東"), minLength: 1, maxLength: 4 }),
    fc.string({ minLength: 20, maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 300 }), (numbers) => {
      const seen = new SeenEntries();
      const before = new Map<string, number>();
      for (const [index, entry] of numbers.entries()) {
        expect(seen.began(entry, index + 1)).toBe(before.get(entry) ?? 0);
        before.set(entry, index + 1);
      }
    }),
  );
});

test("fifty thousand are remembered, long ones too; then they are forgotten", () => {
  const seen = new SeenEntries();
  const named = (index: number) => `ENTRY-OF-A-LONG-NAME-${index}`;
  for (let index = 0; index < 50_000; index += 1) seen.began(named(index), index + 1);
  const first = [0, 1, 25_000, 49_999];
  expect(first.map((index) => seen.began(named(index), index + 1))).toEqual(first.map((index) => index + 1));
  expect(seen.began("one more", 50_001)).toBe(0);
  expect(first.map((index) => seen.began(named(index), index + 1))).toEqual(first.map(() => 0));
  expect(seen.began("one more", 50_001)).toBe(50_001);
});
